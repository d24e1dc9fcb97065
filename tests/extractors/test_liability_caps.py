"""Limits of liability, as different drafters write them: services, sale, lease, works, equity transfer, custody."""

import time
from decimal import Decimal

import pytest

from extractors.liability_caps import liability_caps
from tests.extractors.helpers import findings

FORMULAS = [
    ("乙方在本合同项下承担的赔偿责任总额以本合同总价款为限。", "乙方", None, "本合同总价款"),
    ("服务商的累计赔偿责任，最高不超过客户前十二个月内已支付的服务费用总额。", "服务商", None, "客户前十二个月内已支付的服务费用总额"),
    ("甲方的全部责任不超过乙方已实际支付的费用的百分之三十。", "甲方", "30%", "乙方已实际支付的费用"),
    ("无论何种情形，我们对您的赔偿责任均不超过您最近一个月所支付的服务费。", "我们", None, "您最近一个月所支付的服务费"),
    ("贵公司同意，我司之赔偿责任以贵公司就该订单实付金额之两倍为上限。", "我司", "两倍", "贵公司就该订单实付金额"),
    ("受托人的赔偿责任以其收取的管理费为限。", "受托人", None, "其收取的管理费"),
    ("受让方违约的，赔偿金以股权转让价款的20%为限。", "受让方", "20%", "股权转让价款"),
    ("卖方的责任仅限于更换或退货，且赔偿额最高为该批货物的价款。", "卖方", None, "该批货物的价款"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "protects", "rate", "base"), FORMULAS)
def test_cap_by_formula(sentence: str, protects: str, rate: str | None, base: str) -> None:
    """Whoever owes is protected; rate and base are told apart."""
    (finding,) = findings(f"第六条 {sentence}", liability_caps)

    assert finding.value.scope == "liability"
    assert (finding.value.protects, finding.value.rate, finding.value.base) == (protects, rate, base)


@pytest.mark.parametrize(
    ("sentence", "amount", "currency", "formula"),
    [
        (
            "任何一方的赔偿责任上限为人民币伍拾万元整（¥500,000.00）。",
            500_000,
            "CNY",
            "人民币伍拾万元整(¥500,000.00)",
        ),
        ("甲方或乙方对另一方所承担的责任总和不应超过USD 1,000,000。", 1_000_000, "USD", "USD 1,000,000"),
    ],
)
def test_cap_by_amount(sentence: str, amount: int, currency: str, formula: str) -> None:
    """Commas inside a figure do not end the formula."""
    (finding,) = findings(f"第六条 {sentence}", liability_caps)

    assert (finding.value.amount, finding.value.currency, finding.value.formula) == (Decimal(amount), currency, formula)


@pytest.mark.parametrize(
    ("sentence", "rate"),
    [
        ("出租人应支付的违约金最高不超过年租金的20%。", "20%"),
        ("发包人逾期支付工程款的，按日支付万分之三违约金，但总额不超过签约合同价的3%。", "3%"),
        ("逾期违约金按日万分之五计算，最高不超过欠付金额的30%。", "30%"),
        ("累计扣款不超过当月服务费的20%。", "20%"),
    ],
)
def test_cap_on_a_penalty(sentence: str, rate: str) -> None:
    """A cap on a penalty is no cap on liability; the daily rate is not the cap."""
    (finding,) = findings(f"第六条 {sentence}", liability_caps)

    assert (finding.value.scope, finding.value.rate) == ("liquidated_damages", rate)


@pytest.mark.parametrize(
    "sentence",
    [
        "保险人赔偿限额为500万元。",
        "乙方应投保责任保险，每次事故保险金额不低于200万元。",
        "单笔借款金额最高不超过100万元。",
        "保证人承担保证责任的最高限额为人民币壹仟万元整。",
        "用工人数不超过20人。",
        "乙方逾期付款超过15日的，应向甲方支付合同总价10%的违约金。",
        "赔偿金额超过100万元的部分由保险公司承担。",
        "损失金额超过人民币10万元的，乙方应在3日内赔偿。",
        "如违约金不足以弥补损失的，应赔偿全部损失，包括直接损失、间接损失。",
        "乙方应赔偿甲方全部损失，并支付不低于合同总额30%的违约金。",
        "承租人交纳押金不超过三个月租金。",
        "若乙方违约，甲方的损失赔偿不以违约金为限。",
        "保密义务不受期限限制，接收方责任不因合同终止而免除。",
        "任何一方均不对另一方发生的债务负责。",
        "乙方不得以甲方的指示作为减轻或不承担责任的理由。",
        "乙方不承担税费，甲方不承担运费。",
    ],
)
def test_neither_cap_nor_exclusion(sentence: str) -> None:
    """Sums insured, credit, guarantees, minimum sums, thresholds and deposits limit no liability."""
    assert findings(f"第六条 {sentence}", liability_caps) == ()


@pytest.mark.parametrize(
    ("sentence", "protects"),
    [
        ("因甲方提供资料错误造成的损失，乙方不承担责任。", "乙方"),
        ("未经甲方同意转包的，甲方有权解除合同且不承担任何责任。", "甲方"),
        ("任何一方均不会因此而承担责任。", "both"),
        ("因不可抗力延期超过30日的，任何一方可解除合同，互不承担违约责任。", "both"),
        ("一旦乙方发生违规情形，甲方有权终止与乙方之间的所有合同且无须承担任何责任。", "甲方"),
    ],
)
def test_exclusion_protects_who_does_not_answer(sentence: str, protects: str) -> None:
    """The party that does not answer is protected, not the one named beside it."""
    (finding,) = findings(f"第六条 {sentence}", liability_caps)

    assert (finding.value.scope, finding.value.protects, finding.value.amount) == ("exclusion", protects, None)


def test_indirect_loss_excluded_alone() -> None:
    """Indirect loss without a sum is an exclusion that says so."""
    (finding,) = findings("第六条 双方均不就间接损失、预期利润损失承担责任。", liability_caps)

    assert (finding.value.scope, finding.value.excludes_indirect) == ("exclusion", True)


@pytest.mark.parametrize("sentence", ["赔偿责任最高不超过人民币____万元。", "乙方赔偿责任上限为合同总额的___%。"])
def test_sum_left_open(sentence: str) -> None:
    """A cap whose figure was never filled in is blank."""
    (finding,) = findings(f"第六条 {sentence}", liability_caps)

    assert (finding.state, finding.value.amount, finding.value.rate) == ("blank", None, None)


def test_two_caps_in_one_sentence() -> None:
    """The second cap of a sentence is not lost."""
    text = "第六条 甲方的赔偿责任不超过人民币10万元，乙方的赔偿责任不超过人民币20万元。"

    assert [(f.value.protects, f.value.amount) for f in findings(text, liability_caps)] == [
        ("甲方", Decimal(100_000)),
        ("乙方", Decimal(200_000)),
    ]


def test_list_of_carve_outs() -> None:
    """A numbered list after 不适用于 gives one exception an item."""
    text = "第六条 甲方累计赔偿责任不超过50万元。前述责任限制不适用于：（1）人身伤害；（2）故意或重大过失；（3）违反保密义务。"

    assert findings(text, liability_caps)[0].value.carve_outs == ("人身伤害", "故意或重大过失", "违反保密义务")


def test_carve_outs_of_another_sentence_are_not_taken() -> None:
    """An exception to payment is none to the cap beside it."""
    text = "第六条 除节假日外，乙方应按月付款。甲方的赔偿责任不超过50万元。"

    assert findings(text, liability_caps)[0].value.carve_outs == ()


@pytest.mark.parametrize("unit", ["不超过", "责任", "以", "甲方的赔偿", "不承担", "违约金1"])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """Long runs of a trigger do not hold up the reading."""
    start = time.perf_counter()
    findings(f"第六条 {unit * 4000}。", liability_caps)

    assert time.perf_counter() - start < 10
