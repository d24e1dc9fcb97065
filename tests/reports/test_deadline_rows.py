"""Deadlines for people: rows, the table, JSON, their order and what filters leave."""

import io
from datetime import date

import pytest
from rich.console import Console

from extractors.fields import FIELDS
from pipeline.reports.deadlines import (
    deadline_heads,
    deadline_json,
    deadline_rows,
    deadline_table,
    listed,
    row,
    selected,
)
from tests.deadline_records import Json, finding, record, renewal

PLAN = {extractor.field: extractor for extractor in FIELDS}
TERMS = finding("2026-03-31", "至2026年3月31日止", rule="expiry_date.stated")
RENEWS = renewal("automatic_renewal", "期满前60日\n任何一方未提出异议的，自动续期一年", "P1Y", "P60D")


@pytest.fixture
def records() -> list[Json]:
    """Give agreements with an expiry, with renewal, with an open end, blank, silent and not read."""
    return [
        record({}, path="a/silent.docx"),
        record({"expiry_date": finding(None, state="blank")}, path="a/blank.docx"),
        record({}, path="a/failed.pdf", status="failed"),
        record({"term": finding({"start": None, "end": None, "duration": "P2Y"})}, path="a/open.docx"),
        record({"expiry_date": TERMS, "renewal": [RENEWS]}, path="a/renews.docx"),
        record({"expiry_date": finding("2025-12-31", rule="expiry_date.stated")}, path="a/ends.docx"),
    ]


def test_row_has_the_columns_of_the_sheet(records: list[Json]) -> None:
    """A row gives file, what, date, certainty, basis, who, quote on one line, clause and page."""
    rows = [cells for _, cells in deadline_rows(records[4], PLAN, "zh")]

    assert list(deadline_heads("zh")) == list(rows[1])
    assert rows[1] == {
        "文件": "renews.docx",
        "事项": "最迟异议（不续期）通知",
        "日期": date(2026, 1, 30),
        "确定程度": "推算",
        "依据": "2026-03-31 前 60 日（当日不计）",
        "谁": "任何一方",
        "原文": "至2026年3月31日止 … 期满前60日 / 任何一方未提出异议的，自动续期一年",
        "条款": "2.1",
        "页": None,
        "路径": "a/renews.docx",
    }


def test_row_in_english(records: list[Json]) -> None:
    """Heads and words are English where the report is."""
    ((_, cells),) = deadline_rows(records[1], PLAN, "en")

    assert [*cells] == ["File", "What", "Date", "Certainty", "Basis", "Who", "quote", "clause", "page", "Path"]
    assert [cells[head] for head in ("What", "Date", "Certainty", "Basis")] == ["Expiry", None, "unknown", "left blank"]


def test_every_record_has_a_row(records: list[Json]) -> None:
    """No agreement is dropped, read or not."""
    assert all(list(deadline_rows(item, PLAN, "zh")) for item in records)


def test_plan_without_expiry_has_no_rows(records: list[Json]) -> None:
    """A run that does not look for expiry dates has no sheet of deadlines to fill."""
    assert list(deadline_rows(records[4], {"title": PLAN["title"]}, "zh")) == []


def test_order(records: list[Json]) -> None:
    """Dates come first in their order, then what is conditional, then what is unknown."""
    names = [(item.document["path"], item.deadline.kind) for item in selected(records)]

    assert names == [
        ("a/ends.docx", "expiry"),
        ("a/renews.docx", "last_day_for_notice"),
        ("a/renews.docx", "expiry"),
        ("a/renews.docx", "expiry_after_renewal"),
        ("a/open.docx", "expiry"),
        ("a/blank.docx", "expiry"),
        ("a/failed.pdf", "expiry"),
        ("a/silent.docx", "expiry"),
    ]


@pytest.mark.parametrize(
    ("limits", "dated", "undated"),
    [
        ({}, 4, 4),
        ({"before": date(2026, 1, 30)}, 2, 4),
        ({"after": date(2026, 1, 30)}, 3, 4),
        ({"after": date(2026, 1, 31), "before": date(2026, 12, 31)}, 1, 4),
        ({"dated_only": True}, 4, 0),
    ],
)
def test_filters_keep_what_has_no_date(records: list[Json], limits: Json, dated: int, undated: int) -> None:
    """Both limits are included; what has no date is only left out on demand."""
    found = selected(records, **limits)

    assert sum(item.deadline.date is not None for item in found) == dated
    assert sum(item.deadline.date is None for item in found) == undated


def test_json_has_the_evidence(records: list[Json]) -> None:
    """JSON gives ISO dates, words of the program, and the evidence as the record has it."""
    item = next(listed(records[5]))
    told = deadline_json(item, "en")

    assert (told["date"], told["kind"], told["certainty"], told["document"]["path"]) == (
        "2025-12-31", "expiry", "stated", "a/ends.docx",
    )  # fmt: skip
    assert told["evidence"] == records[5]["fields"]["expiry_date"]["evidence"]


def test_provisional_is_shown() -> None:
    """A provisional day says so beside its certainty."""
    working = renewal("by_agreement", "乙方提前申请", None, "P10D", working=True)
    items = selected([record({"expiry_date": TERMS, "renewal": [working]})])

    assert row(items[0], "zh")["确定程度"] == "推算（暂定）"


def test_table_is_safe_on_a_terminal(records: list[Json]) -> None:
    """The table shows every line; names with markup, control characters or broken bytes steer nothing."""
    records[5]["document"]["path"] = "a/[red]x\x1b[31m\udcff\u202e.docx"
    screen = Console(file=io.StringIO(), width=200)
    screen.print(deadline_table(selected(records), "zh"))
    text = screen.file.getvalue()  # type: ignore[attr-defined]
    text.encode()

    assert "[red]x\ufffd[31m" in text
    assert not set("\x1b\u202e") & set(text)
    assert text.count("到期") >= 6
