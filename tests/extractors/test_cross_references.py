"""References between clauses as drafters write them."""

import time

import pytest

from extractors.annexes import annexes
from extractors.cross_references import CrossReference, cross_references
from pipeline.model.finding import Findings
from tests.builders import document

DECIMAL = """1. 定义
1.1 本合同采用下列定义。
1.2 定义适用于全部条款。
2. 服务
2.1 乙方提供服务。
2.2 服务按月验收。
3. 费用
3.1 甲方按月付款。
3.2 {}
"""
ARTICLES = """第一章 总则
第一条 双方依法订立本合同。
第二条 合同价款按下列方式支付：
（一）预付款；
（二）尾款。
第二章 违约
第三条 逾期付款的，应支付违约金。
第四条 {}
第五条 争议由双方协商解决。
"""


def found(text: str) -> list[tuple[str | None, str | None, bool]]:
    """Give from, to and exists of every reference."""
    parsed = document(text)
    named = Findings({annexes.field: tuple(annexes.run(parsed, Findings({})))})
    values = (finding.value for finding in cross_references.run(parsed, named))
    return [(value.from_, value.to, value.exists) for value in values if isinstance(value, CrossReference)]


IN_DECIMALS = [
    ("违反第 2.1 条的，应予赔偿。", [("2.1", True)]),
    ("违反本合同2.2条约定的，应予赔偿。", [("2.2", True)]),
    ("除第1.1、2.2条另有约定外，不得变更。", [("1.1", True), ("2.2", True)]),
    ("第1.1条至第2.2条继续有效。", [("1.1-2.2", True)]),
    ("第1.1-1.2条继续有效。", [("1.1-1.2", True)]),
    ("第2.1到2.4条情形发生时，合同终止。", [("2.1-2.4", False)]),
    ("第1.1、1.2及2.1条继续有效。", [("1.1", True), ("1.2", True), ("2.1", True)]),
    ("本条所述费用含税。", [("3", True)]),
    ("本条款不因合同终止而失效。", [("3", True)]),
    ("除本合同费用一节另有约定外，不再收费。", [("3", True)]),
    ("Sections 1.1 to 2.2 survive.", [("1.1-2.2", True)]),
    ("按照第二条执行。", [("2", True)]),
    ("发生第2.7条所述情形的，合同终止。", [("2.7", False)]),
    ("依据本合同第八条处理。", [("第八条", False)]),
    ("按照2.2重新验收。", [("2.2", True)]),
    ("合同第2.1条约定的服务费。", [("2.1", True)]),
    ("《框架协议》第3.1条与本合同第2.1条不一致的，以后者为准。", [("2.1", True)]),
    ("前款约定不影响甲方的其他权利。", [("3.1", True)]),
    ("See Section 2.1 and Clause 1.2.", [("2.1", True), ("1.2", True)]),
    ("subject to Article 2.9 of this Agreement.", [("2.9", False)]),
]


@pytest.mark.parametrize(("sentence", "expected"), IN_DECIMALS)
def test_reference_in_decimals(sentence: str, expected: list[tuple[str, bool]]) -> None:
    """A number of the agreement is resolved, one that no clause bears does not exist."""
    assert found(DECIMAL.format(sentence)) == [("3.2", to, exists) for to, exists in expected]


IN_ARTICLES = [
    ("违反第三条的，适用本条第二款。", [("第三条", True), ("第四条第二款", True)]),
    ("第二条第（二）项所称尾款于验收后支付。", [("第二条(二)", True)]),
    ("第二条第一款第（二）项约定的尾款。", [("第二条第一款第(二)项", True)]),
    ("本合同第一条、第二条和第三条继续有效。", [("第一条", True), ("第二条", True), ("第三条", True)]),
    ("第一条至第三条继续有效。", [("第一条-第三条", True)]),
    ("前款所述费用不予退还。", [("前款", False)]),
    ("双方另行商定。\n前款所述事项以书面为准。", [("第四条", True)]),
    ("第二条第（二）款第1项所述尾款。", [("第二条第(二)款第1项", True)]),
    ("前条约定的违约金不足以弥补损失的，应予补足。", [("第三条", True)]),
    ("违反第一章的，由违约方负责。", [("第一章", True)]),
    ("违反本章约定的，由违约方负责。", [("第二章", True)]),
    ("依第九条处理。", [("第九条", False)]),
    ("第二条第（三）项所称尾款。", [("第二条第(三)项", False)]),
    ("第二条第3项所称尾款。", [("第二条第3项", False)]),
    ("第三条第三款不受影响。", [("第三条第三款", True)]),
    ("第三条第（三）项不受影响。", [("第三条第(三)项", True)]),
    ("适用第七章的约定。", [("第七章", False)]),
]


@pytest.mark.parametrize(("sentence", "expected"), IN_ARTICLES)
def test_reference_in_articles(sentence: str, expected: list[tuple[str, bool]]) -> None:
    """Articles, their items and chapters are resolved; an unnumbered paragraph is cited as printed."""
    assert found(ARTICLES.format(sentence)) == [("第四条", to, exists) for to, exists in expected]


NONE = [
    "依据《中华人民共和国民法典》第五百八十五条调整违约金。",
    "依照《民法典》第五百六十三条、第五百六十五条的规定解除。",
    "按照劳动合同法第三十九条解除合同。",
    "《框架采购协议》第二条另有约定的，从其约定。",
    "主合同第一条所述的债权。",
    "原合同第2.1条变更为按季付款。",
    "依照《招标投标法实施条例》（国务院令）第三条。",
    "双方各执两份，第三方不享有权利。",
    "第一款所称费用。",
    "单价为2.1元，税率为1.2%。",
    "GDPR Article 2 applies.",
    "Article 2 of the Framework Agreement applies.",
    "以上三条均适用。",
    "按国务院令第687号第二条办理。",
    "依股东会第三次决议第二条执行。",
    "符合GB/T 19001第2.1条的要求。",
    "ISO 9001:2015 clause 2.1 applies.",
    "依照《招标投标法》第四十六条及其实施条例第二条。",
]


@pytest.mark.parametrize("sentence", NONE)
def test_no_reference(sentence: str) -> None:
    """Clauses of laws and of other agreements, sums and counts are no references."""
    assert found(ARTICLES.format(sentence)) == []
    assert found(DECIMAL.format(sentence)) == []


def test_annexes_have_their_own_numbers() -> None:
    """In an annex a number is first its own; 本合同 leads back to the main text; 附件一第二条 leads into the annex."""
    text = ARTICLES.format("违反附件一第二条的，按照第三条处理。") + (
        "附件一 服务标准\n一、服务时间为工作日，每日九时至十八时，节假日另行安排值班人员。\n二、响应时间见第一条，违约责任见本合同第三条。\n三、其他。\n"
    )
    assert found(text) == [
        ("第四条", "附件一 二", True),
        ("第四条", "第三条", True),
        ("附件一 二", "附件一 一", True),
        ("附件一 二", "第三条", True),
    ]


def test_rules_held_as_an_annex() -> None:
    """A clause of a writing that the file holds as an annex is a reference into the annex; others are none."""
    text = ARTICLES.format("退出适用《门店管理办法》第二条和《巡检办法》第三条。") + (
        "附件一：门店管理办法\n第一条 门店应每日营业，节假日安排值班，营业时间不少于十小时。\n第二条 退出须提前申请。\n第三条 其他。\n"
    )
    assert found(text) == [("第四条", "附件一 第二条", True)]


def test_annex_is_a_reference() -> None:
    """An annex named in a clause is a reference of that clause, with whether the file holds it."""
    text = ARTICLES.format("规格见附件一，图纸见附件二。") + (
        "附件一 规格书\n一、水泵为立式，功率五千瓦，外壳为铸铁，配备控制柜一台，附送说明书一份。\n二、保修两年。\n三、其他。\n"
    )
    assert found(text) == [("第四条", "附件一", True), ("第四条", "附件二", False)]


def test_amendment_speaks_of_another_agreement() -> None:
    """In a supplementary agreement a bare number is one of the agreement it amends."""
    text = "补充协议\n一、将第五条修改为：按季付款。\n二、本补充协议第一条自签署之日起执行。\n三、其他条款不变。\n"
    assert found(text) == [("二", "一", True)]


def test_number_in_a_gap_is_left_out() -> None:
    """A clause that the tree does not show between its neighbours may have been overlooked: nothing is said."""
    assert found("第一条 甲\n第二条 乙\n第四条 丙\n第五条 按照第三条处理。\n") == []


@pytest.mark.parametrize(
    "hostile",
    ["第1.1" * 5000, "第一、" * 7000, "第一条、" * 5000, "1.1、" * 5000, "Section 1, " * 2000, "本条第一款" * 4000],
)
def test_linear(hostile: str) -> None:
    """Hostile text costs no more than its length."""
    parsed = document(hostile)
    start = time.perf_counter()
    tuple(cross_references.run(parsed, Findings({})))
    assert time.perf_counter() - start < 2
