"""Years of the calendar, 元月, and dates that no calendar has, in the fields that give days."""

from datetime import date

import pytest

from extractors.effective import Effective, effective
from extractors.expiry_date import expiry_date
from extractors.review import review
from extractors.signing_date import signing_date
from extractors.term import Term, term
from tests.extractors.helpers import findings, first


@pytest.mark.parametrize(
    "text",
    [
        "第二条 代理期限自二〇二四年元月一日起，长期有效。",
        "第二条 服务期限为二〇二三年度。",
        "第二条 服务期限为二零二三年度。",
        "第二条 服务期限为二O二三年度。",
        "第二条 服务期限为2023年度。",
        "第二条 授权期限为二〇二三财年。",
        "第二条 合作期限自二〇二五年元月起。",
    ],
)
def test_a_year_of_the_calendar_is_no_length(text: str) -> None:
    """二〇二四年 is a year, not twenty-four of them."""
    assert [found.value for found in findings(text, term) if found.value and found.value.duration] == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("第二条 租赁期限自2025年元月1日起至2025年12月31日止。", (2025, 1, 1), (2025, 12, 31)),
        ("第二条 租赁期限自二〇二五年元月一日起至二〇二六年元月三十一日止。", (2025, 1, 1), (2026, 1, 31)),
        ("第二条 租赁期限自2025年元月1日起至元月31日止。", (2025, 1, 1), (2025, 1, 31)),
        ("第二条 租赁期限二〇二五年元月一日至十二月三十一日。", (2025, 1, 1), (2025, 12, 31)),
        ("第二条 租赁期限：二0二五年元月一日至二O二六年元月三十一日。", (2025, 1, 1), (2026, 1, 31)),
        ("第二条 租赁期限自 2025 年 元 月 1 日起至 2025 年 6 月 30 日止。", (2025, 1, 1), (2025, 6, 30)),
        ("第二条 租赁期限自2024年3月1日起至2025年元月底。", (2024, 3, 1), (2025, 1, 31)),
    ],
)
def test_january_by_its_name(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    """元月 is January, in ranges, in both scripts of the year, and at the end of a month."""
    assert findings(text, term)[0].value == Term(date(*start), date(*end))


@pytest.mark.parametrize(
    "text",
    [
        "第二条 租赁期限自2025年元月__日起至2026年元月__日止。",
        "第二条 租赁期限自二〇二五年元月__日起至二〇二六年一月__日止。",
    ],
)
def test_january_with_the_day_left_open(text: str) -> None:
    """A gap behind 元月 is a gap."""
    assert first(text, term) == ("blank", None)


def test_signed_and_in_force_in_january() -> None:
    """元月 in the signature block and in the clause on effect."""
    text = "第一条 本合同自2025年元月1日起生效。\n甲方（盖章）：云岫科技有限公司\n签署日期：二〇二四年元月八日\n"

    assert first(text, signing_date) == ("stated", date(2024, 1, 8))
    assert findings(text, effective)[0].value.date == date(2025, 1, 1)


def test_length_above_a_hundred() -> None:
    """一百零五天 is not five days."""
    assert findings("第二条 服务期限为一百零五天，自2024年1月1日起。", term)[0].value.duration == "P105D"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("第二条 租赁期限自2025年1月1日起至2026年2月30日止。", Term(date(2025, 1, 1))),
        ("第二条 租赁期限自2025年1月1日起至2026年13月1日止。", Term(date(2025, 1, 1))),
        ("第二条 租赁期限自2025-01-01起至2025-02-30止。", Term(date(2025, 1, 1))),
        ("第二条 租赁期限自二〇二五年一月一日起至二〇二六年二月三十日止。", Term(date(2025, 1, 1))),
        ("第二条 租赁期限一年，自2025年2月30日起算。", Term(None, None, "P1Y")),
        ("第二条 合同到期日：2025年6月31日。", None),
    ],
)
def test_last_day_that_no_calendar_has(text: str, known: Term | None) -> None:
    """The rest of the term stays; an expiry that cannot be is unreadable, not missing."""
    assert first(text, term) == ("unreadable", known)
    assert first(text, expiry_date) == ("unreadable", None)


def test_first_day_that_no_calendar_has() -> None:
    """The last day stays."""
    text = "第二条 租赁期限自2025年2月30日起至2026年2月28日止。"

    assert first(text, term) == ("unreadable", Term(None, date(2026, 2, 28)))
    assert first(text, expiry_date) == ("stated", date(2026, 2, 28))


def test_impossible_day_of_signing_and_of_effect() -> None:
    """签署日期：2025年13月1日 is told once, and stands behind a day that can be."""
    wrong = "甲方（盖章）：云岫科技有限公司\n签署日期：2025年13月1日\n"
    both = wrong + "乙方（盖章）：澜港商贸有限公司\n签署日期：2025年3月1日\n"
    in_force = first("第一条 本合同自2025年2月30日起生效。", effective)

    assert [(each.state.value, each.value) for each in findings(wrong, signing_date)] == [("unreadable", None)]
    assert first(both, signing_date) == ("stated", date(2025, 3, 1))
    assert in_force == ("unreadable", Effective(None, "本合同自2025年2月30日起生效"))


def _flagged(text: str) -> list[str]:
    return [
        evidence.quote
        for finding in findings(text, review)
        if finding.value.flag == "impossible_date"
        for evidence in finding.evidence
    ]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("乙方应于2025年2月30日前交货。", ["2025年2月30日"]),
        ("乙方应于2025年13月1日前交货。", ["2025年13月1日"]),
        ("乙方应于2025年4月31号前交货。", ["2025年4月31号"]),
        ("乙方应于二〇二五年六月三十一日前交货。", ["二〇二五年六月三十一日"]),
        ("交货日期：2025-02-30", ["2025-02-30"]),
        ("交货日期为2025/13/01。", ["2025/13/01"]),
        ("交货期：2025/1/1-2025/2/30。", ["2025/2/30"]),
        ("交货日期：2025.2.30。", ["2025.2.30"]),
        ("2025年2月30日交货，逾2025年2月30日未交的，2025年00月01日解除。", ["2025年2月30日", "2025年00月01日"]),
        ("第二条 租赁期限：2023年3月1日至2月30日。", ["租赁期限：2023年3月1日至2月30日。"]),
        ("The goods are due on February 30, 2025.", ["February 30, 2025"]),
    ],
)
def test_impossible_dates_are_flagged(text: str, quotes: list[str]) -> None:
    """Wherever they stand, each once, with the words as printed."""
    assert _flagged(text) == quotes


@pytest.mark.parametrize(
    "text",
    [
        "乙方应于2024年2月29日前交货。",
        "合同编号：2025-13-45",
        "合同编号：HT-2025-13-45",
        "依据〔2025-13-45号〕批复。",
        "文号：2025/13/45",
        "软件版本2023.13.1，见第2023.13.2条。",
        "设备型号：2025-02-30A",
        "价款为2,025.13元，分2025.2.30三档。",
        "交付地点为澜港市2025年3月88号楼。",
        "乙方应于____年__月__日前交货。",
        "电话：0512-2025-13-45",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    """Numbers of papers, versions, clauses, houses, telephones; days that can be; gaps."""
    assert _flagged(text) == []
