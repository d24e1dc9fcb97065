"""Flags of what an agreement refers to and does not hold."""

import pytest

from extractors.annexes import annexes
from extractors.cross_references import cross_references
from extractors.structure import structure_flags
from pipeline.model.finding import Findings
from tests.builders import document

TEXT = "第一条 甲方委托乙方提供服务。\n第二条 费用按月支付。\n第三条 {}\n第四条 争议协商解决。\n"


def flags(sentence: str) -> list[tuple[str, str]]:
    """Give the name and the Chinese words of every flag of structure."""
    parsed = document(TEXT.format(sentence))
    found = {each.field: tuple(each.run(parsed, Findings({}))) for each in (annexes, cross_references)}
    return [(f.value.flag, f.value.zh) for f in structure_flags(parsed, Findings(found)) if f.value]


def test_clause_that_is_not_there() -> None:
    """A reference to a clause beyond the last one is broken."""
    assert flags("按照第九条处理。") == [("broken_reference", "引用的条款不存在：第九条")]


def test_annexes_that_are_not_there() -> None:
    """Annexes that are named and not in the file raise one flag together."""
    assert flags("附件一《清单》、附件二《图纸》为本合同组成部分。") == [
        ("annex_missing", "文件中未见所列附件：附件一、附件二")
    ]


@pytest.mark.parametrize(
    "sentence", ["按照第二条处理。", "依照《民法典》第五百条处理。", "本合同及附件构成完整协议。", "主合同第九条不变。"]
)
def test_nothing_to_flag(sentence: str) -> None:
    """Clauses that are there, laws, and annexes in general raise nothing."""
    assert flags(sentence) == []
