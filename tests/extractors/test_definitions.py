"""Definitions as drafters of different industries write them."""

import time

import pytest

from extractors.definitions import Definition, definitions
from extractors.parties import parties
from pipeline.clauses import build
from pipeline.model.document import Source
from pipeline.model.finding import Finding, Findings
from pipeline.parsing import parse
from tests.builders import document


def findings(text: str) -> tuple[Finding[Definition], ...]:
    """Run the field with the parties it needs."""
    parsed = document(text)
    named = {parties.field: tuple(parties.run(parsed, Findings({})))}
    return tuple(definitions.run(parsed, Findings(named)))


HEAD = "技术服务合同\n甲方：云岭纺织有限公司（以下简称“云岭”）\n乙方：海棠软件有限公司\n"


def found(text: str) -> list[tuple[str | None, ...]]:
    """Give the names of every definition: the term, then its aliases."""
    values = (finding.value for finding in findings(HEAD + text))
    return [(value.term, *value.aliases) for value in values if isinstance(value, Definition)]


DEFINED = [
    ("“交付物”是指乙方依本合同提交的软件和文档。", [("交付物",)]),
    ("“工作日”，系指法定节假日以外的日期。", [("工作日",)]),
    ("本合同所称不可抗力，是指不能预见、不能避免且不能克服的客观情况。", [("不可抗力",)]),
    ("本协议所指之“日”均为日历日。", [("日",)]),
    ("保密信息指的是披露方提供的技术资料。", [("保密信息",)]),
    ("“以上”、“以下”均包括本数。", [("以上", "以下")]),
    ("最终验收证书：是指由甲方签发的证明系统合格的文件。", [("最终验收证书",)]),
    ("服务账号（云账号）：是指用户注册取得的凭证。", [("服务账号", "云账号")]),
    ("位于城东路的厂房（以下简称“租赁物”）由甲方提供。", [("租赁物",)]),
    ("双方开发库存管理系统，下称“本系统”或“系统”。", [("本系统", "系统")]),
    ("乙方派驻的人员（统称“项目团队”）应持证上岗。", [("项目团队",)]),
    ("甲方拟转让其持有的百分之十的股权（“标的股权”）。", [("标的股权",)]),
    ("《员工行为守则》（以下简称《守则》）由甲方公布。", [("《守则》",)]),
    ("「營業秘密」係指未公開之資訊；“系统”系指乙方开发的软件。", [("營業秘密",), ("系统",)]),
    ("乙方承租之倉庫（以下簡稱「租賃標的」）由甲方維修。", [("租賃標的",)]),
    ("提供信息的一方为“披露方”。", [("披露方",)]),
    ("“不可抗力”的含义为：地震、台风、洪水及战争。", [("不可抗力",)]),
]


@pytest.mark.parametrize(("sentence", "names"), DEFINED)
def test_term_defined(sentence: str, names: list[tuple[str, ...]]) -> None:
    """A defined term is given as printed with its other names."""
    assert found(f"第一条 约定\n1.1 {sentence}") == names


NOT_DEFINED = [
    "乙方（以下简称“海棠”）应提供服务。",  # the short name of a party
    "甲、乙双方以下合称“双方”，单称“一方”。",
    "乙方应在“甲方采购平台”上确认订单。",
    "依据《中华人民共和国民法典》订立本合同。",
    "请务必“按时”交货。",
    "加盖“合同专用章”后生效。",
    "乙方应按照甲方的指示完成工作，并指定一名项目经理。",
    "联系人：王某",
    "付款方式：银行转账",
    "乙方指派专人负责。",
    "其是指上文所述情形。",
]


@pytest.mark.parametrize("sentence", NOT_DEFINED)
def test_nothing_defined(sentence: str) -> None:
    """Parties, quoted titles, emphasised words and labels with a colon are no definitions."""
    assert [names for names in found(f"第一条 约定\n1.1 {sentence}") if names[0] != "海棠"] == []


def test_clause_of_definitions() -> None:
    """Under a heading 定义 a line needs no verb: X：…, 【X】…, X 指…"""
    text = "第一条 定义\n1.1 平台：由乙方运营的在线交易网站。\n1.2 订单 指买方在平台上提交的购买请求。\n1.3 【担保期】自付款之日起至验收之日止的期间。\n第二条 付款\n2.1 期限：收到发票后三十日内支付。\n"
    assert found(text) == [("平台",), ("订单",), ("担保期",)]


def test_table_of_definitions() -> None:
    """A table headed 术语 and 定义 defines a term in each row."""
    text = "# 服务合同\n\n| 术语 | 定义 |\n|---|---|\n| 可用率 | 服务可用时间占总时间的比例 |\n| 故障 | 服务连续五分钟不可访问 |\n"
    values = [
        finding.value
        for finding in definitions.run(build(parse(Source("样本.md", text.encode(), "")), "test"), Findings({}))
    ]
    assert [(value.term, value.text) for value in values if value] == [
        ("可用率", "服务可用时间占总时间的比例"),
        ("故障", "服务连续五分钟不可访问"),
    ]


def test_english_twin_is_an_alias() -> None:
    """In a bilingual text the English definition below the Chinese one is another name of the same term."""
    text = (
        "第一条 “产品”是指甲方制造的阀门。\n“Product” means the valves manufactured by Party A under this Contract and its orders.\n"
        "第二条 “交货日”是指货物到达仓库的日期。\n“Delivery Date” means the date on which the goods arrive at the warehouse of the buyer.\n"
    )
    assert found(text) == [("产品", "Product"), ("交货日", "Delivery Date")]


def test_text_and_evidence() -> None:
    """The text is what the term means, the evidence the sentence without its number."""
    finding = next(iter(findings(HEAD + "第一条 总则\n1.1 “交付物”是指软件和文档。其他不在此列。\n")))
    assert finding.value == Definition("交付物", (), "软件和文档。")
    assert finding.evidence[0].quote == "“交付物”是指软件和文档。"
    assert finding.evidence[0].clause == "1.1"


@pytest.mark.parametrize(
    "hostile", ["“" * 20000, "“甲”、" * 5000, "是指" * 10000, "称“" * 10000, "(“a" * 7000, "（又称" * 6000]
)
def test_linear(hostile: str) -> None:
    """Hostile text costs no more than its length."""
    parsed = document(hostile)
    start = time.perf_counter()
    tuple(definitions.run(parsed, Findings({})))
    assert time.perf_counter() - start < 2
