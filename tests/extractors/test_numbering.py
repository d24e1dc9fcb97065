"""Flags of clause numbers that are missing or stand twice."""

from dataclasses import replace

import pytest

from extractors.numbering import numbering_flags
from pipeline.model.finding import Severity
from pipeline.model.mark import Mark, Marked, MarkKind
from pipeline.model.span import Span
from tests.builders import document


def flags(text: str) -> list[tuple[str, str]]:
    """Give the name and the Chinese words of every flag of numbering."""
    return [(f.value.flag, f.value.zh.split("：")[1]) for f in numbering_flags(document(text)) if f.value]


FAULTS = [
    ("1. 甲\n1.1 子。\n1.2 丑。\n2. 乙\n2.1 寅。\n2.2 卯。\n2.4 辰。\n", [("numbering_gap", "2.2 → 2.4")]),
    ("第一条 甲。\n第二条 乙。\n第四条 丙。\n第五条 丁。\n", [("numbering_gap", "第二条 → 第四条")]),
    ("第一条 甲。\n第二条 乙。\n第二条 丙。\n第三条 丁。\n", [("repeated_number", "第二条 → 第二条")]),
    ("第一条 价款\n1.1 子。\n1.2 丑。\n1.2 寅。\n1.3 卯。\n", [("repeated_number", "1.2 → 1.2")]),
    ("第一章 总则\n第一条 甲。\n第二条 乙。\n第三章 附则\n第三条 丙。\n", [("numbering_gap", "第一章 → 第三章")]),
    ("第一条 付款\n（一）预付款；\n（二）进度款；\n（四）尾款。\n第二条 其他。\n", [("numbering_gap", "第一条(二) → 第一条(四)")]),
    ("第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第四条 丙。\n", [("numbering_gap", "第二条 → 第四条")]),
    ("第一部分 通用条款\n1. 甲\n1.1 子。\n1.3 丑。\n第二部分 专用条款\n1. 甲\n1.3 寅。\n", [("numbering_gap", "1.1 → 1.3")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_fault_in_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    """A number that is left out between neighbours, and one that stands twice, raise a flag."""
    assert flags(text) == expected


SOUND = [
    "第一条 甲。\n第二条 乙。\n第三条 丙。\n",
    "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。\n",
    "第一条 付款\n1、预付款。\n2、尾款。\n交货\n1、地点。\n2、时间。\n第二条 其他。\n",
    "第一条 甲。\n第二条 乙。\n附件一 清单\n第一条 丙。\n第二条 丁。\n",
    "1. 甲\n1.1 子。\n1.2 丑。1.3 寅。\n1.4 卯。\n2. 乙\n2.1 辰。\n",
    "第一条 甲。\n第二条 乙。第三条 丙。\n第四条 丁。\n",
    "第一条 甲。\n第九条 乙。\n",
    "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第一条 丙。\n第二条 丁。\n",
    "第一章 总则\n第一条 甲。\n第二章 附则\n第一条 乙。\n",
    "第一部分 通用条款\n1. 甲\n1.1 子。\n1.2 丑。\n2. 乙\n2.1 寅。\n2.2 卯。\n第二部分 专用条款\n1. 甲\n1.2 辰。\n2. 乙\n2.2 巳。\n",
    "第二部分 专用合同条款\n1. 甲\n1.1 子。\n1.3 丑。\n",
    "第一条 定义\n1.1 “Products” means the valves listed below.\n1.1 “产品”指下列阀门。\n1.2 “Price” means the price.\n1.2 “价格”指单价。\n",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_numbers(text: str) -> None:
    """Lists that begin again, annexes, numbers inside a line and another run of numbers raise nothing."""
    assert flags(text) == []


def test_numbers_read_from_a_picture() -> None:
    """Where the reading is in doubt a number may have been misread: the flag weighs less."""
    parsed = document("第一条 甲。\n第二条 乙。\n第四条 丙。\n")
    doubtful = replace(parsed, marks=(Marked(Span(0, 3), Mark(MarkKind.DOUBTFUL)),))

    assert [f.value.severity for f in numbering_flags(parsed) if f.value] == [Severity.MEDIUM]
    assert [f.value.severity for f in numbering_flags(doubtful) if f.value] == [Severity.LOW]
