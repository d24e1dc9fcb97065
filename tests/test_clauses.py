"""Parts, clause tree, citations, quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.span import Span
from tests.builders import document


def citations(text: str) -> list[str]:
    """Give the citations of all clauses in order."""
    return [clause.citation for clause in document(text).clauses.walk()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一章 总则\n第一条 目的\n（一）甲\n（二）乙\n第二章 价款\n第二条 总价", ["第一章", "第一条", "第一条(一)", "第一条(二)", "第二章", "第二条"]),
        ("一、定义\n1. 甲\n2. 乙\n二、期限\n1. 丙", ["一", "一.1", "一.2", "二", "二.1"]),
        ("1 定义\n1.1 甲\n1.1.1 乙\n1.2 丙\n2 期限\n2.1 丁", ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]),
        ("第一章 总则\n1.1 目的\n1.1.1 甲\n第二章 定义\n2.1 乙", ["第一章", "1.1", "1.1.1", "第二章", "2.1"]),
        ("一、双方\n第一条 甲方\n第二条 乙方\n二、期限\n第三条 期限", ["一", "第一条", "第二条", "二", "第三条"]),
        ("一、责任\n1. 甲\n2. 乙\n贵公司同意：\n1. 丙", ["一", "一.1", "一.2", "一.1"]),
        ("8.3 解除\n(1) 甲\n(2) 乙\n8.4 其他", ["8.3", "8.3(1)", "8.3(2)", "8.4"]),
        ("3.1 甲\n3.3 乙\n3.3 丙", ["3.1", "3.3", "3.3"]),
    ],
)  # fmt: skip
def test_citations(text: str, expected: list[str]) -> None:
    """Clauses nest by their numbering system; gaps and repeats stay as printed."""
    assert citations(text) == expected


def test_repeated_number_nests_no_deeper() -> None:
    """A number that every line repeats stays on one level, however many lines there are."""
    parsed = document("\n".join(f"1、第{index}项内容" for index in range(3000)))

    assert {clause.level for clause in parsed.clauses.walk()} == {1}


def test_annex_begins_its_own_numbering() -> None:
    """The same number in an annex is another clause, told apart by its part."""
    text = "第一条 范围\n甲。\n第二条 附件\n附件一为本合同的一部分。\n附件一：服务规范\n第一条 适用\n本规范适用于乙方。\n第二条 处理\n违规的，书面警告。"

    assert [(c.part, c.citation) for c in document(text).clauses.walk()] == [
        ("正文", "第一条"),
        ("正文", "第二条"),
        ("附件一", "第一条"),
        ("附件一", "第二条"),
    ]


def test_list_of_annexes_is_no_annex() -> None:
    """Names of annexes in a row at the end begin no part."""
    parsed = document(
        "第一条 范围\n甲。\n第二条 附件\n附件一：技术规格\n附件二：价格表\n附件三：图纸\n甲方（盖章）：云岫公司\n日期：2023年1月1日"
    )

    assert all(not name.startswith("附件") for _, name in parsed.parts)


def test_signature_block_is_no_clause() -> None:
    """Words of the signature block belong to no clause."""
    parsed = document(
        "第一条 范围\n甲。\n第二条 其他\n乙。\n（以下无正文）\n甲方（盖章）：云岫公司\n日期：2023年1月1日"
    )
    evidence = parsed.evidence(Span(parsed.text.index("日期"), parsed.text.index("日期") + 2))

    assert (evidence.part, evidence.clause) == ("签署页", None)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("第一条 合同价款", "合同价款"),
        ("2.1 【保密】双方应当保密。", "保密"),
        ("第三条 甲方应当按照约定支付价款。", ""),
        ("1.2 付款方式：甲方应当按月付款。", "付款方式"),
    ],
)
def test_heading(line: str, heading: str) -> None:
    """A heading is a short line without end, words in 【】 or before a colon."""
    assert next(document(line).clauses.walk()).heading == heading


LINES = st.lists(
    st.sampled_from(
        [
            "第一条 甲",
            "第二条 乙。",
            "1.1 丙",
            "1. 丁",
            "（一）戊",
            "(1) 己",
            "①庚",
            "一、辛",
            "普通文字。",
            "附件一：规范",
            "第一章 总则",
        ]
    ),
    max_size=25,
)


@given(LINES)
def test_clauses_nest_and_never_overlap(lines: list[str]) -> None:
    """Children stand inside their parent, one after the other."""
    for clause in document("\n".join(["甲", *lines])).clauses.walk():
        previous = clause.span.start
        for child in clause.children:
            assert child.span in clause.span
            assert previous <= child.span.start
            previous = child.span.end


NUMBERS = ("1.", "1、", "2.", "1.1", "1.2", "2.1", "1.1.1", "2.1.1", "（一）", "(1)", "1)", "①", "a)", "(i)", "一、", "第一条", "第一章 ", "第一节 ", "Article 1 ", "3 ")  # fmt: skip


@given(st.lists(st.sampled_from(NUMBERS), max_size=120))
def test_tree_grows_no_deeper_than_there_are_systems(numbers: list[str]) -> None:
    """However numbers follow each other, each system is open at few levels."""
    text = "\n".join(f"{number}丙方应当按照约定履行。" for number in numbers)

    assert max((clause.level for clause in document("甲\n" + text).clauses.walk()), default=0) <= len(NUMBERS)


@pytest.mark.parametrize(
    "lines", [("1.1", "1."), ("1.1", "1.", "(1)"), ("1.1.1", "1.", "1.1"), ("2.", "1.1", "1.", "2.1")]
)
def test_systems_that_alternate_nest_no_deeper(lines: tuple[str, ...]) -> None:
    """A thousand times the same numbers in turn are no deeper than once."""
    once, often = (
        max(c.level for c in document("\n".join(f"{x}丙方履行。" for x in lines * times)).clauses.walk())
        for times in (3, 700)
    )

    assert often == once


@given(LINES, st.integers(0, 200))
def test_clauses_over_a_place(lines: list[str], offset: int) -> None:
    """The clauses that hold a character are found as by looking at each of them."""
    clauses = document("\n".join(["甲", *lines])).clauses
    holding = tuple(clause for clause in clauses.walk() if offset in clause.span)

    assert clauses.over(offset) == holding
    assert clauses.at(offset) == (holding[-1] if holding else None)


@given(LINES, st.integers(0, 200))
def test_sentence_ends_where_its_marks_stand(lines: list[str], offset: int) -> None:
    """A sentence lies in one block, holds its place, and no mark stands inside it."""
    parsed = document("\n".join(["甲", *lines]))
    block = parsed.block_at(offset)
    if block:
        sentence = parsed.sentence(offset)
        assert sentence in block.span
        assert offset in sentence
        assert not set("。；") & set(parsed.text[sentence.start : sentence.end - 1])


@given(LINES, st.integers(0, 200), st.integers(1, 30))
def test_every_quote_stands_at_its_span(lines: list[str], start: int, length: int) -> None:
    """Evidence quotes the text at its span, to the letter."""
    parsed = document("\n".join(["甲", *lines]))
    span = Span(min(start, len(parsed.text)), min(start + length, len(parsed.text)))
    if parsed.text[span.start : span.end].strip():
        evidence = parsed.evidence(span)
        assert parsed.text[evidence.span.start : evidence.span.end] == evidence.quote


def test_evidence_of_nothing_is_refused() -> None:
    """Blank ranges prove nothing."""
    with pytest.raises(ValueError, match="nothing to quote"):
        document("甲\n乙").evidence(Span(1, 2))
