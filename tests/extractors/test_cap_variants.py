"""Limits and exclusions of liability as drafters of many trades write them, and sums that limit no liability."""

from decimal import Decimal
from typing import Any

import pytest

from extractors.liability_caps import liability_caps
from tests.extractors.helpers import findings

SUMS = [
    ("乙方在本合同项下的累计赔偿总额不超过人民币50万元。", "乙方", 500_000),
    ("在任何情况下，服务方承担的全部赔偿责任以人民币贰拾万元为限。", "服务方", 200_000),
    ("受托方的赔偿责任上限为人民币（大写）壹佰万元整（¥1,000,000.00）。", "受托方", 1_000_000),
    ("物业服务人因过失造成损失的，赔偿金额最高以10万元为限。", "物业服务人", 100_000),
    ("无论因何种原因，任何一方的赔偿责任合计不超过300万元。", "both", 3_000_000),
    ("甲方的责任限额为人民币800,000元。", "甲方", 800_000),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "protects", "amount"), SUMS)
def test_cap_by_sum(sentence: str, protects: str, amount: int) -> None:
    """A sum, in figures or words, and whom it protects."""
    value = only(sentence).value

    assert (value.scope, value.protects, value.amount) == ("liability", protects, Decimal(amount))


@pytest.mark.parametrize(
    "sentence", ["承运人的赔偿限额为每公斤20元。", "承运人对货物毁损的赔偿责任最高不超过人民币5000元/件。"]
)
def test_sum_for_each_unit(sentence: str) -> None:
    """A sum for each unit is kept as the formula and is no sum for the whole."""
    value = only(sentence).value

    assert (value.protects, value.amount, value.formula is not None) == ("承运人", None, True)


RATES = [
    ("乙方违约赔偿总额最高不超过合同总额的30%。", "乙方", "30%", "合同总额"),
    ("乙方承担的赔偿责任以乙方已收取的服务费为上限。", "乙方", None, "乙方已收取的服务费"),
    ("乙方的累计责任不超过事件发生前12个月内甲方实际支付的服务费总额。", "乙方", None, "事件发生前12个月内甲方实际支付的服务费总额"),
    ("承包人的赔偿责任总额不超过签约合同价的百分之二十。", "承包人", "20%", "签约合同价"),
    ("保管人的赔偿以货物的实际价值为限。", "保管人", None, "货物的实际价值"),
    ("任何一方对另一方的赔偿责任总额均不得超过本合同总价款的100%。", "both", "100%", "本合同总价款"),
    ("供应商累计赔偿责任不超过该订单金额的两倍。", "供应商", "两倍", "该订单金额"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "protects", "rate", "base"), RATES)
def test_cap_by_rate_or_base(sentence: str, protects: str, rate: str | None, base: str) -> None:
    """A rate of a base, or a base that is itself the limit."""
    value = only(sentence).value

    assert (value.scope, value.protects, value.rate, value.base) == ("liability", protects, rate, base)


LIMBS = [
    ("乙方的赔偿责任不超过以下两者中的较低者：（a）人民币100万元；（b）前十二个月已付服务费。", ("人民币100万元", "前十二个月已付服务费")),
    ("乙方的赔偿责任不超过下列金额中的较高者：（1）合同总额的50%；（2）人民币200万元。", ("合同总额的50%", "人民币200万元")),
    ("任何一方的赔偿责任以合同总价款的30%或人民币80万元（以较低者为准）为限。", ("合同总价款的30%", "人民币80万元")),
    ("甲方赔偿责任总额不超过人民币50万元或前六个月服务费总额，以较高者为准。", ("人民币50万元", "前六个月服务费总额")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "limbs"), LIMBS)
def test_lower_or_higher_of_two(sentence: str, limbs: tuple[str, str]) -> None:
    """Of a cap with two limbs the formula keeps both; the sum alone is not the cap."""
    value = only(sentence).value

    assert all(limb in value.formula for limb in limbs)
    assert (value.amount, value.rate) == (None, None)


PENALTIES = [
    ("逾期付款违约金累计不超过应付未付金额的5%。", "5%"),
    ("违约金总额最高不超过合同总价的10%。", "10%"),
    ("滞纳金总额不超过所欠租金的30%。", "30%"),
    ("误期违约金的最高限额为签约合同价的2%。", "2%"),
    ("累计违约金以合同总金额的百分之五为上限。", "5%"),
]


@pytest.mark.parametrize(("sentence", "rate"), PENALTIES)
def test_cap_on_a_penalty(sentence: str, rate: str) -> None:
    """A cap on a penalty has its own scope."""
    value = only(sentence).value

    assert (value.scope, value.rate) == ("liquidated_damages", rate)


INDIRECT = [
    ("任何一方均不对间接损失、利润损失承担赔偿责任。", "both"),
    ("乙方不承担任何间接的、附带的、惩罚性的损害赔偿责任。", "乙方"),
    ("甲方不对乙方的可得利益损失承担责任。", "甲方"),
    ("服务商对客户的商誉损失、数据丢失概不负责。", "服务商"),
    ("乙方不赔偿甲方的任何间接损失和预期利益损失。", "乙方"),
    ("在任何情况下，双方均不对另一方的利润损失、营业中断、数据丢失等间接损失负责。", "both"),
    ("赔偿范围不包括间接损失、预期利润及商誉损失。", None),
    ("乙方仅赔偿甲方的直接损失，不包括可得利益损失。", "乙方"),
    ("前述损失仅限于直接经济损失，不含任何间接损失。", None),
    ("乙方无需就甲方的利润损失、商誉损失承担任何责任。", "乙方"),
    ("任何一方无须对对方的预期利益损失予以赔偿。", "both"),
    ("出租人对承租人的营业损失不予赔偿。", "出租人"),
    ("甲方赔偿乙方的损失以直接损失为限。", "甲方"),
    ("供方对需方的停产损失、利润损失不承担责任。", "供方"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "protects"), INDIRECT)
def test_indirect_loss_is_excluded(sentence: str, protects: str | None) -> None:
    """An exclusion of indirect loss, whatever the loss and the denial are called."""
    value = only(sentence).value

    assert (value.scope, value.excludes_indirect, value.protects) == ("exclusion", True, protects)


def test_cap_with_indirect_loss_excluded_beside_it() -> None:
    """A cap and an exclusion of one sentence are one finding that says both."""
    value = only("乙方的赔偿责任总额不超过合同总价，且不包括任何间接损失。").value

    assert (value.scope, value.excludes_indirect, value.base) == ("liability", True, "合同总价")


EXCLUSIONS = [
    ("因不可抗力导致货物毁损的，承运人不承担赔偿责任。", "承运人"),
    ("因甲方原因造成工期延误的，乙方免责。", "乙方"),
    ("因用户自身原因导致账号泄露的，平台方概不负责。", "平台方"),
    ("因第三方原因造成服务中断的，乙方不负责赔偿。", "乙方"),
    ("由此造成的损失，出租方不负任何责任。", "出租方"),
    ("对此造成的后果，甲方免于承担违约责任。", "甲方"),
]


@pytest.mark.parametrize(("sentence", "protects"), EXCLUSIONS)
def test_no_liability_at_all(sentence: str, protects: str) -> None:
    """An exclusion without a sum protects the party that does not answer."""
    value = only(sentence).value

    assert (value.scope, value.protects, value.amount) == ("exclusion", protects, None)


CARVE_OUTS = [
    ("卖方的赔偿责任总额不超过其所获转让价款的20%，欺诈除外。", "欺诈"),
    ("乙方的赔偿责任不超过合同总价，但因故意或重大过失造成的损失除外。", "故意或重大过失"),
    ("乙方的赔偿责任不超过合同总价，但违反保密义务、侵犯知识产权的情形除外。", "保密义务"),
    ("除因故意或重大过失造成人身伤害外，乙方的赔偿责任不超过人民币10万元。", "人身伤害"),
    ("乙方的赔偿责任不超过合同总价。上述责任限制不适用于人身伤害、故意或重大过失、违反保密义务。", "人身伤害"),
    ("乙方的赔偿责任不超过合同总价（故意或重大过失除外）。", "故意或重大过失"),
    ("乙方的赔偿责任不超过合同总价。但乙方侵犯第三方知识产权的，不受前述限额的限制。", "知识产权"),
]


@pytest.mark.parametrize(("sentence", "words"), CARVE_OUTS)
def test_carve_outs(sentence: str, words: str) -> None:
    """What is kept out of the cap is told in its own words."""
    value = next(iter(findings(f"第六条 {sentence}", liability_caps))).value

    assert value is not None
    assert any(words in item for item in value.carve_outs)


NEITHER = [
    "乙方承担的违约责任不包括不可抗力造成的损失。",
    "保密信息不包括已公开的信息。",
    "损失包括间接损失，但不包括精神损害。",
    "本保险不包括间接损失。",
    "乙方不得向第三方披露，否则赔偿甲方的利润损失。",
    "乙方违约的，应支付不低于合同总价20%的违约金。",
    "乙方应赔偿甲方损失，赔偿金额不少于人民币10万元。",
    "违约金不足以弥补损失的，乙方应继续赔偿。",
    "乙方应投保第三者责任险，赔偿限额不低于人民币500万元。",
    "保险公司的赔偿限额最高为200万元。",
    "本合同价格上限为人民币30万元。",
    "采购限额为人民币50万元。",
    "信用额度最高不超过人民币100万元。",
    "单笔报销不超过人民币2000元。",
    "保证金不超过中标金额的2%。",
    "质保金为合同总价的5%。",
    "预付款不超过合同金额的30%。",
    "租金涨幅不超过上一年度租金的5%。",
    "试用期工资不得低于约定工资的百分之八十。",
    "乙方可分包的工程量不超过总量的30%。",
    "违约方应赔偿守约方的全部损失，包括直接损失和可得利益损失。",
    "乙方应赔偿因此给甲方造成的一切损失，包括但不限于间接损失、商誉损失。",
    "任何一方不得因此免除其违约责任。",
    "甲方逾期付款累计不超过30日的，乙方不得解除合同。",
    "损失超过人民币5万元的，甲方有权解除合同。",
    "乙方不得以任何理由拒绝承担责任。",
    "员工的经济补偿月工资基数不超过本地区上年度职工月平均工资三倍。",
    "投资总额不超过人民币1亿元。",
    "罚款总额累计达到人民币1万元的，甲方有权终止合同。",
]


@pytest.mark.parametrize("sentence", NEITHER)
def test_limits_no_liability(sentence: str) -> None:
    """Minimum sums, insurance, prices, credit, deposits, duties to pay all loss are neither cap nor exclusion."""
    assert findings(f"第六条 {sentence}", liability_caps) == ()


ENGLISH = [
    ("IN NO EVENT SHALL EITHER PARTY'S AGGREGATE LIABILITY EXCEED THE TOTAL FEES PAID UNDER THIS AGREEMENT.", "liability", "both"),
    ("Party B's total liability under this Agreement shall not exceed RMB 500,000.", "liability", "Party B"),
    ("Neither party shall be liable for any indirect, incidental or consequential damages or loss of profits.", "exclusion", "both"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "scope", "protects"), ENGLISH)
def test_english_sentences(sentence: str, scope: str, protects: str) -> None:
    """English agreements limit and exclude in their own words."""
    value = only(sentence).value

    assert (value.scope, value.protects) == (scope, protects)


def only(sentence: str) -> Any:
    """Give the one finding of a clause."""
    (found,) = findings(f"第六条 {sentence}", liability_caps)
    return found
