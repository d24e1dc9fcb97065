"""Charges for lateness that have no name: 逾期付款，按每日万分之三计; and rates that lateness is not the condition of."""

from decimal import Decimal

import pytest

from extractors.liquidated_damages import liquidated_damages
from tests.extractors.helpers import findings

HEAD = "供货合同\n甲方：霜桥有限公司\n乙方：棠梨有限公司\n第一条 付款\n"

CHARGED = [
    ("逾期付款，按每日万分之三计。", None, "0.03%/day", None),
    ("乙方逾期付款，按每日万分之三计。", "乙方", "0.03%/day", None),
    ("逾期付款的，按日万分之五计收。", None, "0.05%/day", None),
    ("甲方逾期付款的，每逾期一日按未付款项的千分之一计。", "甲方", "0.1%/day", "未付款项"),
    ("每逾期一日按未付款项的千分之一计。", None, "0.1%/day", "未付款项"),
    ("迟延交货的，按合同总价每日千分之一计。", None, "0.1%/day", "合同总价"),
    ("未按期付款的，按应付未付金额日万分之五计算。", None, "0.05%/day", "应付未付金额"),
    ("甲方未按约定时间付款的，应按每日万分之五的标准计收。", "甲方", "0.05%/day", None),
    ("甲方延迟付款的，以欠付金额为基数按日万分之四计。", "甲方", "0.04%/day", "欠付金额"),
    ("乙方逾期交货的，自逾期之日起按每日万分之三计至交货之日。", "乙方", "0.03%/day", None),
    ("未按约定付款的，自应付之日起，按日万分之三计付，直至付清。", None, "0.03%/day", None),
    ("逾期付款，每日按万分之三支付。", None, "0.03%/day", None),
    ("未按时付款的，每日加收千分之三。", None, "0.3%/day", None),
    ("延期付款超过30日的，按日0.05%计。", None, "0.05%/day", None),
    ("逾期付款按年化15.4%计。", None, "15.4%/year", None),
]


@pytest.mark.parametrize(("sentence", "payer", "rate", "base"), CHARGED)
def test_rates(sentence: str, payer: str | None, rate: str, base: str | None) -> None:
    """A rate by time that lateness is the condition of is a penalty."""
    values = [finding.value for finding in findings(HEAD + sentence, liquidated_damages)]

    assert [(value.payer, value.rate, value.base) for value in values] == [(payer, rate, base)]


def test_sum_for_each_day() -> None:
    """A sum for each day of delay is one too."""
    values = [finding.value for finding in findings(f"{HEAD}逾期付款，按每日100元计。", liquidated_damages)]

    assert [(value.amount, value.base) for value in values] == [(Decimal(100), "每日")]


@pytest.mark.parametrize(
    "sentence",
    [
        "借款利息按日万分之五计收。",
        "服务费按每日交易额的万分之三计。",
        "手续费按成交金额的万分之三计。",
        "平台服务费按交易额的千分之六计收，逾期申报不予退还。",
        "甲方应于每月5日前付款，逾期不候。仓储费按每日千分之一计。",
        "甲方应按时付款，利息按日万分之五计。",
        "超期仓储费按每日50元计收。",
        "逾期未提货的，仓储费按货值每日万分之五计收。",
        "逾期归还的，按每日200元计收租金。",
        "未按期结算的，按已完成工程量的80%计算。",
        "甲方逾期验收的，视为验收合格，质保金按合同总价的5%计。",
        "因甲方原因延期的，工期顺延，按每日千分之一计提折旧。",
        "折旧按每年10%计。",
    ],
)
def test_other_rates(sentence: str) -> None:
    """Prices, fees, interest and shares are none, nor is what another subject is charged after a delay."""
    assert findings(HEAD + sentence, liquidated_damages) == ()
