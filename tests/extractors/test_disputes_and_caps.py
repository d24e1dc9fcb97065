"""Governing law, disputes, caps: tables of sentences."""

from decimal import Decimal

import pytest

from extractors.dispute_resolution import dispute_resolution
from extractors.governing_law import governing_law
from extractors.liability_caps import liability_caps
from tests.extractors.helpers import findings, first


@pytest.mark.parametrize(
    ("sentence", "law"),
    [
        ("本协议的签署、效力、解释和执行均适用中华人民共和国法律。", "中华人民共和国法律"),
        ("本合同受中国法律管辖并按其解释。", "中国法律"),
        ("本协议的解释适用香港特别行政区法律。", "香港特别行政区法律"),
    ],
)
def test_governing_law(sentence: str, law: str) -> None:
    """The law chosen, as printed."""
    assert first(f"第九条 {sentence}", governing_law) == ("stated", law)


@pytest.mark.parametrize(
    "sentence",
    [
        "乙方应遵守中华人民共和国法律。",
        "甲方是依据中华人民共和国法律设立的公司。",
        "依据《中华人民共和国民法典》，双方订立本合同。",
    ],
)
def test_no_choice_of_law(sentence: str) -> None:
    """Duties to obey the law and laws in the preamble are no choice of law."""
    assert first(f"第九条 {sentence}", governing_law) is None


LITIGATION = [
    ("协商不成的，任何一方均可向甲方住所地的澜州市滨江区人民法院提起诉讼。", "澜州市滨江区人民法院", "甲方住所地"),
    ("协商不成的，提交原告所在地人民法院诉讼解决。", "原告所在地人民法院", "原告所在地"),
    ("协商不成的，由合同签订地人民法院管辖。", "合同签订地人民法院", "合同签订地"),
    ("协商不成的，可以向协议签订地有管辖权的人民法院起诉。", "协议签订地有管辖权的人民法院", "协议签订地"),
    ("协商不成的，向房屋所在地人民法院起诉。", "房屋所在地人民法院", "房屋所在地"),
    ("协商不成的，应向目标公司住所地有管辖权的人民法院起诉。", "目标公司住所地有管辖权的人民法院", "目标公司住所地"),
]


@pytest.mark.parametrize(("sentence", "forum", "basis"), LITIGATION)
def test_court(sentence: str, forum: str, basis: str) -> None:
    """Court by name or by description, with what connects it."""
    value = findings(f"第九条 因本合同发生的争议，双方应协商解决；{sentence}", dispute_resolution)[0].value

    assert (value.method, value.forum, value.forum_basis, value.negotiation_first) == ("litigation", forum, basis, True)


def test_arbitration_with_seat_and_period() -> None:
    """Institution, seat and the time for talks."""
    text = "第九条 发生争议的，应先行协商；三十日内协商不成的，提交栖川仲裁委员会按照其仲裁规则在栖川进行仲裁。"
    value = findings(text, dispute_resolution)[0].value

    assert (value.method, value.forum, value.seat, value.negotiation_period) == (
        "arbitration",
        "栖川仲裁委员会",
        "栖川",
        "P30D",
    )


CHOICES = [
    "按照下列第【B】种方式解决：\nA. 提交北辰仲裁委员会仲裁；\nB. 向甲方所在地人民法院起诉。",
    "按以下第 2 种方式解决：\n（1）提交北辰仲裁委员会仲裁；\n（2）向甲方所在地人民法院起诉。",
    "按下列方式解决：\n□提交北辰仲裁委员会仲裁；\n☑向甲方所在地人民法院起诉。",
]


@pytest.mark.parametrize("options", CHOICES)
def test_chosen_option(options: str) -> None:
    """The chosen way is the value; the other is a rejected option."""
    value = findings(f"第九条 因本合同发生的争议，双方协商不成的，{options}", dispute_resolution)[0].value

    assert (value.method, value.forum) == ("litigation", "甲方所在地人民法院")
    assert len(value.rejected_options) == 1
    assert "北辰仲裁委员会" in value.rejected_options[0]


@pytest.mark.parametrize(
    "options",
    [
        "按下列第____种方式解决：\n（1）提交北辰仲裁委员会仲裁；\n（2）向甲方所在地人民法院起诉。",
        "按下列第【 】种方式解决：\n（1）提交____仲裁委员会仲裁；\n（2）向甲方所在地人民法院起诉。",
        "按下列方式解决：\n□提交北辰仲裁委员会仲裁；\n□向甲方所在地人民法院起诉。",
    ],
)
def test_choice_left_open(options: str) -> None:
    """Options without a choice are blank and undecided."""
    finding = findings(f"第九条 因本合同发生的争议，双方协商不成的，{options}", dispute_resolution)[0]

    assert (finding.state, finding.value.method, finding.value.forum) == ("blank", "undecided", None)


def test_court_or_arbitration_is_undecided() -> None:
    """或裁或审: both ways side by side decide nothing."""
    text = "第九条 因本合同发生的争议，可提交北辰仲裁委员会仲裁，也可向甲方所在地人民法院起诉。"

    assert findings(text, dispute_resolution)[0].value.method == "undecided"


@pytest.mark.parametrize(
    "sentence",
    [
        "接收方应法院要求披露保密信息的，应提前通知披露方。",
        "如任何法院认定本合同的任何条款无效，不影响其他条款。",
        "乙方放弃向甲方提起诉讼或者仲裁的权利。",
    ],
)
def test_no_agreement_on_disputes(sentence: str) -> None:
    """Courts in duties to disclose, in severability and in waivers are no venue."""
    assert first(f"第九条 {sentence}", dispute_resolution) is None


CAPS = [
    ("任何一方的累计赔偿责任总额不超过人民币伍拾万元整。", "both", 500000, None, "liability"),
    ("乙方的全部赔偿责任以合同总价款为限。", "乙方", None, None, "liability"),
    ("甲方的赔偿责任不超过前十二个月乙方已支付服务费的100%。", "甲方", None, "100%", "liability"),
    (
        "乙方逾期交货的，每日支付千分之二的违约金，违约金总额不超过合同总价的百分之十。",
        "乙方",
        None,
        "10%",
        "liquidated_damages",
    ),
    ("受托方的赔偿责任上限为人民币200万元。", "受托方", 2000000, None, "liability"),
    ("任一方仅对另一方负担最多10万人民币的实际直接损失。", "both", 100000, None, "liability"),
]


@pytest.mark.parametrize(("sentence", "protects", "amount", "rate", "scope"), CAPS)
def test_cap(sentence: str, protects: str, amount: int | None, rate: str | None, scope: str) -> None:
    """Whom a cap protects, its sum or rate, and whether it caps a penalty."""
    value = findings(f"第六条 {sentence}", liability_caps)[0].value

    assert (value.protects, value.rate, value.scope) == (protects, rate, scope)
    assert value.amount == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize(
    "sentence",
    [
        "违约金不低于人民币10万元。",
        "保险金额不超过人民币100万元。",
        "注册资本不超过1000万元。",
        "合同价格最高不超过500万元。",
        "授信额度不超过人民币200万元。",
        "乙方应承担包括但不限于律师费、诉讼费的全部损失。",
        "故障响应时间不超过30分钟。",
        "如果索赔金额不超过10,000美元，您可以选择书面仲裁。",
    ],
)
def test_no_cap(sentence: str) -> None:
    """Minimum sums, sums insured, prices, credit lines and periods are no caps."""
    assert findings(f"第六条 {sentence}", liability_caps) == ()


def test_exclusion_has_no_amount() -> None:
    """No liability at all is an exclusion, apart from caps."""
    value = findings("第六条 甲方对此不承担任何责任。", liability_caps)[0].value

    assert (value.scope, value.protects, value.amount, value.formula) == ("exclusion", "甲方", None, None)


def test_indirect_loss_and_carve_outs() -> None:
    """Indirect loss left out, and exceptions from the cap."""
    text = "第六条 任何一方的赔偿总额不超过人民币100万元，但故意造成的损失除外；双方均不对间接损失承担责任。"
    value = findings(text, liability_caps)[0].value

    assert value.excludes_indirect
    assert value.carve_outs == ("但故意造成的损失除外",)
