"""Flags of what an agreement refers to and does not hold."""

from typing import Any

import pytest

from extractors.annexes import annexes
from extractors.cross_references import cross_references
from extractors.structure import structure_flags
from pipeline.model.document import Document
from pipeline.model.finding import Extractor, Findings
from tests.builders import document

TEXT = "第一条 甲方委托乙方提供服务。\n第二条 费用按月支付。\n第三条 {}\n第四条 争议协商解决。\n"


def results(parsed: Document) -> Findings:
    """Give what annexes and references find."""
    fields: tuple[Extractor[Any], ...] = (annexes, cross_references)
    return Findings({each.field: tuple(each.run(parsed, Findings({}))) for each in fields})


def flags(sentence: str) -> list[tuple[str, str]]:
    """Give the name and the Chinese words of every flag of structure."""
    parsed = document(TEXT.format(sentence))
    found = results(parsed)
    return [(f.value.flag, f.value.zh) for f in structure_flags(parsed, found) if f.value]


def test_clause_that_is_not_there() -> None:
    """A reference to a clause beyond the last one is broken."""
    assert flags("按照第九条处理。") == [("broken_reference", "引用的条款不存在：第九条")]


def test_annexes_that_are_not_there() -> None:
    """Annexes that are named and not in the file raise one flag together."""
    assert flags("附件一《清单》、附件二《图纸》为本合同组成部分。") == [
        ("annex_missing", "文件中未见所列附件：附件一、附件二")
    ]


def test_many_annexes_are_named_in_part_and_counted() -> None:
    """The reason of a flag stays short; each name stands in it once."""
    names = "、".join(f"附件{number}" for number in [*range(1, 26), 1])

    ((_, said),) = flags(f"{names}为本合同组成部分。")

    assert said == "文件中未见所列附件：" + "、".join(f"附件{number}" for number in range(1, 21)) + "等 25 项"


SUBJECTS = "第一条 服务\n甲方委托乙方提供服务。\n第二条 违约责任\n逾期的，支付违约金。\n第三条 保密\n双方保守秘密。\n第四条 其他\n{}\n"
MISFITS = [
    ("适用第二条约定的保密义务。", ["第二条 保密"]),
    ("本合同第三条（违约责任）继续有效。", ["第三条 违约责任"]),
    ("适用第三条约定的保密义务。", []),
    ("本合同第二条（违约责任）继续有效。", []),
    ("本合同第一条（知识产权）继续有效。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), MISFITS)
def test_subject_of_the_target(sentence: str, expected: list[str]) -> None:
    """Where the words name a subject that another clause is about, the number is in doubt; without such a clause not."""
    parsed = document(SUBJECTS.format(sentence))
    found = results(parsed)
    raised = [f.value.zh.split("：")[1] for f in structure_flags(parsed, found) if f.value]
    assert raised == expected


def test_definition_stands_elsewhere() -> None:
    """A term is said to be defined in a clause that does not hold it, and another clause defines it."""
    text = "第一条 定义\n1.1 设备：织机。\n1.2 保密信息：未公开的资料。\n第二条 保密\n2.1 保密信息（定义见第1.1条）不得泄露。\n"
    parsed = document(text)
    found = results(parsed)
    assert [f.value.flag for f in structure_flags(parsed, found) if f.value] == ["wrong_cross_reference"]


@pytest.mark.parametrize(
    "sentence", ["按照第二条处理。", "依照《民法典》第五百条处理。", "本合同及附件构成完整协议。", "主合同第九条不变。"]
)
def test_nothing_to_flag(sentence: str) -> None:
    """Clauses that are there, laws, and annexes in general raise nothing."""
    assert flags(sentence) == []
