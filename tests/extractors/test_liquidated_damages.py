"""Penalties, as drafters of different trades write them."""

from decimal import Decimal

import pytest

from extractors.liquidated_damages import LiquidatedDamages, liquidated_damages
from extractors.parties import parties
from extractors.title import title
from pipeline.model.finding import Finding, Findings
from tests.builders import document

HEAD = "设备采购合同\n甲方：云栖测试有限公司\n乙方：青禾样本有限公司\n"


def found(text: str) -> tuple[Finding[LiquidatedDamages], ...]:
    """Give what the field finds below a head with two parties."""
    parsed = document(HEAD + text)
    before: dict[str, tuple[Finding[object], ...]] = {}
    for field in (title, parties):
        before[field.field] = tuple(field.run(parsed, Findings(before)))
    return tuple(liquidated_damages.run(parsed, Findings(before)))


RATES = [
    ("乙方逾期交货的，每逾期一日，应按合同总价的千分之一向甲方支付违约金。", "乙方", "甲方", "0.1%/day", "合同总价"),
    ("乙方逾期交付的，每逾期一天按未交付货物价款的0.5‰支付违约金。", "乙方", "甲方", "0.05%/day", "未交付货物价款"),
    ("甲方逾期付款的，应按逾期金额每日万分之五支付滞纳金。", "甲方", "乙方", "0.05%/day", "逾期金额"),
    ("甲方逾期付款的，按应付未付金额日万分之三支付违约金。", "甲方", "乙方", "0.03%/day", "应付未付金额"),
    ("甲方未按期付款的，每日按欠付款项的0.05%支付逾期利息。", "甲方", "乙方", "0.05%/day", "欠付款项"),
    ("甲方逾期付款的，按逾期金额的0.05%/日支付违约金。", "甲方", "乙方", "0.05%/day", "逾期金额"),
    ("乙方迟延交付的，每迟延一周按合同总价的0.5%支付违约金。", "乙方", "甲方", "0.5%/week", "合同总价"),
    ("甲方逾期付款的，按每月2%支付违约金。", "甲方", "乙方", "2%/month", None),
    ("乙方擅自解除合同的，应向甲方支付合同总额30%的违约金。", "乙方", "甲方", "30%", "合同总额"),
    ("乙方违约的，甲方有权要求乙方支付合同价款百分之二十的违约金。", "乙方", "甲方", "20%", "合同价款"),
    ("任何一方违约的，违约方应按合同总价的10%向守约方支付违约金。", "违约方", "守约方", "10%", "合同总价"),
    ("乙方违反保密义务的，应支付相当于合同总价20%的违约金。", "乙方", "甲方", "20%", "合同总价"),
    ("甲方逾期付款的，以逾期未付款项为基数按同期一年期贷款市场报价利率向乙方支付违约金。", "甲方", "乙方", "LPR 1Y", "逾期未付款项"),
    ("甲方逾期付款的，按同期LPR四倍支付逾期付款利息。", "甲方", "乙方", "4×LPR", None),
    ("甲方逾期付款的，按逾期金额的5‱（万分之五）每日向乙方支付违约金。", "甲方", "乙方", "0.05%/day", "逾期金额"),
    ("乙方逾期交货的，每逾期1天，应按合同总价的千分之三至百分之一计算违约金。", "乙方", "甲方", "0.3%-1%/day", "合同总价"),
    ("若乙方逾期完工，每延误一日，甲方有权按合同价的0.1%扣除违约金。", "乙方", "甲方", "0.1%/day", "合同价"),
    ("因可歸責於乙方逾期交貨，乙方每逾期一日應按總價金千分之一計付違約金。", "乙方", "甲方", "0.1%/day", "总价款"),
    ("乙方逾期交货的，每逾期一日按合同总价的1‰支付违约金，违约金总额不超过合同总价的10%。", "乙方", "甲方", "0.1%/day", "合同总价"),
    ("乙方逾期交货的，每逾期一日按合同总价的1‰支付违约金，累计以合同总价的8%为限。", "乙方", "甲方", "0.1%/day", "合同总价"),
    ("甲方逾期付款的，逾期部分按年利率9%计收逾期利息。", "甲方", "乙方", "9%/year", None),
    ("乙方逾期交付房屋的，按月租金的100%向甲方支付违约金。", "乙方", "甲方", "100%", "月租金"),
    ("乙方未按约定开具发票的，每逾期一日，向甲方支付发票金额的0.1%作为违约金。", "乙方", "甲方", "0.1%/day", "发票金额"),
    ("乙方逾期还款的，自逾期之日起按日万分之二支付违约金。", "乙方", "甲方", "0.02%/day", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "payer", "payee", "rate", "base"), RATES)
def test_rate(sentence: str, payer: str, payee: str, rate: str, base: str | None) -> None:
    """Rates in figures and words, a day or at once, with what they are taken of; caps do not count."""
    (finding,) = found(f"第六条 {sentence}")

    assert finding.value
    assert (finding.value.payer, finding.value.payee) == (payer, payee)
    assert (finding.value.rate, finding.value.base, finding.value.amount) == (rate, base, None)


SUMS = [
    ("乙方违反保密义务的，应向甲方支付违约金人民币10万元。", "乙方", "甲方", 100_000, None),
    ("乙方泄露客户资料的，应支付违约金人民币伍拾万元整。", "乙方", "甲方", 500_000, None),
    ("一方违反排他约定的，违约方应向守约方支付违约金50万元。", "违约方", "守约方", 500_000, None),
    ("乙方每延误一天向甲方支付违约金8000元。", "乙方", "甲方", 8000, "每日"),
    ("乙方未能按时响应的，每次应向甲方支付违约金2000元。", "乙方", "甲方", 2000, "每次"),
    ("乙方违反现场管理规定的，甲方有权向乙方收取500元/次的违约金。", "乙方", "甲方", 500, "每次"),
    ("乙方迟到的，甲方可从服务费中扣除违约金300元。", "乙方", "甲方", 300, None),
    ("甲方无故取消活动的，须赔付乙方违约金人民币3万元。", "甲方", "乙方", 30_000, None),
    ("乙方违反竞业限制约定的，应一次性向甲方支付违约金人民币拾伍万元。", "乙方", "甲方", 150_000, None),
    ("一经发现，甲方可要求乙方支付1万元作为违约金。", "乙方", "甲方", 10_000, None),
    ("乙方更换项目经理未经甲方同意的，处以违约金5,000元。", "乙方", "甲方", 5000, None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "payer", "payee", "amount", "base"), SUMS)
def test_sum(sentence: str, payer: str, payee: str, amount: int, base: str | None) -> None:
    """Fixed sums, once, a day, each time."""
    (finding,) = found(f"第六条 {sentence}")

    assert finding.value
    assert (finding.value.payer, finding.value.payee) == (payer, payee)
    assert (finding.value.amount, finding.value.currency, finding.value.base) == (Decimal(amount), "CNY", base)


@pytest.mark.parametrize(
    "sentence",
    [
        "质保金为合同总价的5%，质保期满后支付。",
        "甲方应于验收合格后支付合同总价的60%。",
        "服务费按实际结算金额的8%收取。",
        "乙方给予甲方10%的折扣。",
        "合同总价为100万元，增值税税率13%。",
        "乙方应投保，保险金额不低于200万元。",
        "违约金总额不超过合同总价的10%。",
        "一方违约的，应承担违约责任，赔偿对方损失。",
        "乙方被行政机关处以罚款的，由乙方自行承担。",
        "乙方违约的，应双倍返还定金。",
        "甲方已付定金2万元不予退还。",
        "履约保证金为合同总价的5%。",
        "违约金不足以弥补损失的，还应赔偿损失。",
        "乙方应缴纳租赁押金人民币2万元。",
        "甲方逾期付款超过30日的，乙方有权解除合同。",
        "合同价款逾期一年调整一次，涨幅为5%。",
        "乙方应支付借款利息，年利率为6%。",
        "工程进度款按月支付至80%。",
        "税务部门对甲方处以罚款5000元的，乙方应协助说明。",
        "乙方应按实际损失向甲方赔偿。",
    ],
)
def test_no_penalty(sentence: str) -> None:
    """Prices, deposits, 定金, taxes, caps, fines of authorities and bare duties to compensate are none."""
    assert found(f"第六条 {sentence}") == ()


@pytest.mark.parametrize(
    ("sentence", "payer"),
    [
        ("乙方逾期交货的，应支付违约金____元。", "乙方"),
        ("甲方逾期付款的，每逾期一日按欠款的百分之____支付违约金。", "甲方"),
        ("乙方违约的，应向甲方支付人民币____元的违约金。", "乙方"),
    ],
)
def test_left_open(sentence: str, payer: str) -> None:
    """A figure that was left open is blank, with what is known."""
    (finding,) = found(f"第六条 {sentence}")

    assert finding.state == "blank"
    assert finding.value
    assert (finding.value.payer, finding.value.amount, finding.value.rate) == (payer, None, None)


@pytest.mark.parametrize(
    ("sentence", "rates"),
    [
        ("乙方逾期30日以内的，每日按合同总价的0.1%支付违约金；逾期超过30日的，每日按合同总价的0.2%支付违约金。", ["0.1%/day", "0.2%/day"]),
        ("甲方逾期付款的，按日万分之五支付违约金；乙方逾期交货的，按合同总价的5%支付违约金。", ["0.05%/day", "5%"]),
    ],
)  # fmt: skip
def test_several(sentence: str, rates: list[str]) -> None:
    """Graded penalties are one finding each."""
    assert [finding.value and finding.value.rate for finding in found(f"第六条 {sentence}")] == rates


def test_higher_of_two() -> None:
    """Where the higher counts, sum and rate are one finding."""
    (finding,) = found("第六条 乙方违规的，应向甲方支付违约金10万元或者合同总价的30%，两者取高值。")

    assert finding.value
    assert (finding.value.amount, finding.value.rate) == (Decimal(100_000), "30%")
    assert finding.value.base == "合同总价(两者取高)"


def test_highest_of_a_list() -> None:
    """A list behind 以较高者为准 is one penalty."""
    (finding,) = found(
        "第六条 乙方违反保密义务的，违约金按照以下金额较高者确定：（1）甲方的损失；（2）乙方的获利；（3）合同总金额的30%。"
    )

    assert finding.value
    assert (finding.value.payer, finding.value.rate) == ("乙方", "30%")


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("乙方提前退租的，押金不予退还。", "押金"),
        ("乙方转包的，甲方有权解除合同，没收履约保证金。", "履约保证金"),
    ],
)
def test_deposit(sentence: str, base: str) -> None:
    """A deposit that is kept is a penalty without a sum."""
    (finding,) = found(f"第六条 {sentence}")

    assert finding.value
    assert (finding.value.payer, finding.value.payee) == ("乙方", "甲方")
    assert (finding.value.amount, finding.value.base, finding.rule) == (None, base, "liquidated_damages.deposit")


def test_trigger_and_quote() -> None:
    """The trigger is what comes before the duty; the quote is the sentence without its label."""
    (finding,) = found("第六条 乙方逾期交货的，应支付违约金1万元。")

    assert finding.value
    assert finding.value.trigger == "乙方逾期交货"
    assert finding.evidence[0].quote == "乙方逾期交货的，应支付违约金1万元。"


def test_table() -> None:
    """Each row of a table of penalties is one; whole deposits have no sum."""
    findings = found(
        "第六条 乙方有下表所列行为的，应支付违约金：\n\n| 违约行为 | 违约金（元） |\n|---|---|\n| 擅自停业 | 5000 |\n"
        "| 泄露配方 | 10万元 |\n| 行贿 | 保证金全部扣除 |\n"
    )

    assert [f.value and (f.value.payer, f.value.trigger, f.value.amount, f.value.base) for f in findings] == [
        ("乙方", "擅自停业", Decimal(5000), None),
        ("乙方", "泄露配方", Decimal(100_000), None),
        ("乙方", "行贿", None, "保证金"),
    ]
