"""The table of scores: families, formats, evidence, blanks, silence, intervals."""

from typing import Any

import pytest

from pipeline.scoring.score_table import Row, ScoreTable, Splits, family, in_split, table
from pipeline.scoring.verdicts import judge, supports, tally

SPLITS: Splits = {"dev": ["supply"], "held_out": ["lease", "lease-home"]}


def gold(value: str | None, quote: str = "", state: str = "stated") -> dict[str, Any]:
    """Write gold for the one field of these tests; None says nothing."""
    said = None if value is None and state == "stated" else {"state": state, "value": value, "quote": quote}
    return {"covers": ["law"], "fields": {"law": said}}


def row(found: ScoreTable, name: str = "law") -> Row:
    """Give a line of the table."""
    return next(row for row in found.rows if row.name == name)


def pairs(count: int, wrong: int = 0) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Make agreements of families of their own, some of them read wrong."""
    return [
        (f"f{chr(97 + i)}.txt", gold("中国法律"), gold("英国法律" if i < wrong else "中国法律")) for i in range(count)
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("supply-FY21", "supply"), ("lease-home-v2", "lease-home"), ("lease-v2022", "lease"), ("frame-fy22", "frame"),
        ("frame-2024-scan", "frame"), ("frame_v1.2", "frame"), ("框架协议2024年版", "框架协议"), ("框架协议（2024）", "框架协议（2024）"),
        ("nda", "nda"), ("2024", "2024"),
    ],
)  # fmt: skip
def test_family_is_the_name_without_year_version_and_format(name: str, expected: str) -> None:
    """The split's names go first, the longest of them; a name is never emptied."""
    assert family(name, SPLITS) == expected


def test_split_keeps_its_families() -> None:
    """A part of the split holds the versions of its families; all holds everything."""
    named = [(name, gold("x"), gold("x")) for name in ("in/supply-FY21.pdf", "in/lease-v1.txt", "in/other.txt")]

    assert [name for name, _, _ in in_split(named, SPLITS, "dev")] == ["in/supply-FY21.pdf"]
    assert len(in_split(named, SPLITS, "all")) == 3


def test_formats_of_an_agreement_count_once_by_the_worst() -> None:
    """Word right and PDF wrong is one agreement, wrong."""
    due = gold("中国法律", "适用中国法律")
    found = table([("a.docx", due, due), ("a.pdf", due, gold("英国法律"))], ["law"], {})

    assert (row(found).tally.due, row(found).tally.given, row(found).tally.right) == (1, 1, 0)
    assert (found.agreements, found.families, found.files) == (1, 1, 2)


def test_versions_are_agreements_of_one_family() -> None:
    """Two years of one form are two values and one family."""
    due = gold("中国法律")
    found = table([("supply-FY21.txt", due, due), ("supply-FY22.txt", due, due)], ["law"], SPLITS)

    assert (row(found).tally.due, found.families) == (2, 1)


@pytest.mark.parametrize(
    ("quote", "evidence", "same_place"),
    [
        ("适用中国法律。", "本合同 适用中国法律", True), ("Ａ适用中国法律", "英国法律", False), ("适用 中国法律", "适用中国法律。本合同一式两份", True),
        ("争议由甲方所在地法院……诉讼费由败诉方承担", "本条下诉讼费由败诉方承担", True), ("签订日期：2024年1月1日", "本合同自签字之日起生效", False),
        ("", "任何原文", True),
    ],
)  # fmt: skip
def test_evidence_is_compared_folded_and_without_blanks_and_marks(quote: str, evidence: str, same_place: bool) -> None:
    """One quote holds the other, or they share eight characters in a row; gold without quote judges nothing."""
    assert supports({"quote": quote}, {"evidence": [{"quote": evidence}]}) is same_place


def test_right_value_with_evidence_elsewhere_is_not_supported() -> None:
    """It counts for F1 and not for supported F1."""
    record = {"fields": {"law": {"state": "stated", "value": "中国法律", "evidence": [{"quote": "页眉"}]}}}
    counted = tally(judge("a", "law", gold("中国法律", "适用中国法律"), record))

    assert (counted.f1, counted.supported_f1) == (1.0, 0.0)


def test_blank_must_be_found_as_blank() -> None:
    """A value where the form is open is wrong; nothing there is a blank not found."""
    due = gold(None, "编号：", "blank")
    found, invented, passed = (tally(judge("a", "law", due, got)) for got in (due, gold("中国法律"), gold(None)))

    assert [(t.blanks_found, t.blanks_due, t.right) for t in (found, invented, passed)] == [
        (1, 1, 1),
        (0, 1, 0),
        (0, 1, 0),
    ]


def test_value_where_gold_says_nothing_is_counted_apart() -> None:
    """The count of false values stands beside the number of agreements that do not say."""
    found = table([("a.txt", gold(None), gold("中国法律")), ("b.txt", gold(None), gold(None))], ["law"], {})

    assert (row(found).tally.invented, row(found).tally.silent, row(found).f1) == (1, 2, 0.0)


def test_gold_that_does_not_cover_a_field_does_not_count() -> None:
    """Neither does a finding there; a field that no gold covers has no line."""
    found = table([("a.txt", {"covers": ["title"], "fields": {}}, gold("中国法律")), *pairs(1)], ["law", "seal"], {})

    assert (row(found).tally.given, [row.name for row in found.rows]) == (1, ["law", "micro", "macro"])


def test_interval_is_the_same_each_time_and_holds_the_score() -> None:
    """The bootstrap is seeded."""
    first, again = (row(table(pairs(20, wrong=4), ["law"], {})) for _ in range(2))

    assert first == again
    assert first.interval is not None
    assert first.interval[0] < 0.8 < first.interval[1]


def test_no_mistake_is_no_certainty() -> None:
    """Ten of ten right leave a lower end of 0.72, none of ten right an upper one of 0.28."""
    perfect, hopeless = (row(table(pairs(10, wrong), ["law"], {})).interval for wrong in (0, 10))

    assert perfect == (pytest.approx(0.722, abs=0.001), 1.0)
    assert hopeless == (0.0, pytest.approx(0.278, abs=0.001))


def test_one_family_with_mistakes_has_no_interval() -> None:
    """There is nothing to draw from."""
    due = gold("中国法律")
    found = table([("supply-FY21.txt", due, due), ("supply-FY22.txt", due, gold("英国法律"))], ["law"], SPLITS)

    assert row(found).interval is None


def test_macro_is_the_mean_of_the_fields_and_micro_the_sum() -> None:
    """A field with many values weighs more in micro only."""
    many = {"covers": ["law", "cap"], "fields": {"law": {"value": "甲"}, "cap": [{"value": str(i)} for i in range(9)]}}
    got = {"fields": {"law": {"value": "乙"}, "cap": many["fields"]["cap"]}}  # type: ignore[index]
    found = table([("a.txt", many, got)], ["law", "cap"], {})

    assert (row(found, "micro").f1, row(found, "macro").f1) == (pytest.approx(0.9), 0.5)
