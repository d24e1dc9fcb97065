"""deadlines.ics: read back as written, the same bytes for the same run, nothing lost and nothing injected."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest

from pipeline.reports.deadlines import listed
from pipeline.reports.ics import NAMED, write_ics
from tests.deadline_records import Json, finding, record, renewal

NOW = datetime(2025, 6, 1, 8, 30, tzinfo=UTC)
TERMS = finding("2026-03-31", "至2026年3月31日止", rule="expiry_date.stated")
RENEWS = renewal("automatic_renewal", "期满前60日任何一方未提出异议的，自动续期一年", "P1Y", "P60D")


def renewing(path: str = "a/甲.docx") -> Json:
    """Give an agreement that renews itself."""
    return record({"expiry_date": TERMS, "renewal": [RENEWS]}, path=path)


def read(data: bytes) -> list[icalendar.Component]:
    """Give the entries of a calendar."""
    calendar = icalendar.Calendar.from_ical(data)
    return [item for item in calendar.subcomponents if item.name in ("VEVENT", "VTODO")]


def test_read_back() -> None:
    """Every deadline is an entry with its day, certainty and words."""
    documents = [renewing(), record({}, path="a/乙.docx")]
    expected = [item for document in documents for item in listed(document, NOW.date())]
    entries = read(write_ics(documents, NOW))

    assert [(e.name, e.decoded("dtstart", None)) for e in entries] == [
        ("VEVENT", date(2026, 3, 31)),
        ("VEVENT", date(2026, 1, 30)),
        ("VEVENT", date(2027, 3, 31)),
        ("VTODO", None),
    ]
    for entry, item in zip(entries, expected, strict=True):
        assert f"依据：{item.deadline.basis.zh}" in entry["description"].splitlines()
        assert f"文件：{item.document['path']}" in entry["description"].splitlines()


def test_event_is_a_whole_day() -> None:
    """An event has dates without times, ends on the next day, blocks no time."""
    text = write_ics([renewing()], NOW).decode()

    assert "DTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:20260401\r\n" in text
    assert text.count("TRANSP:TRANSPARENT") == text.count("BEGIN:VEVENT")


def test_words_of_an_entry() -> None:
    """Summary, description and categories tell a reader what, who, why, where."""
    _, notice, _ = read(write_ics([renewing()], NOW))

    assert notice["summary"] == "最迟异议（不续期）通知：甲.docx"
    assert notice["description"].splitlines() == [
        "确定程度：推算",
        "依据：2026-03-31 前 60 日（当日不计）",
        "谁：任何一方",
        "原文：至2026年3月31日止 … 期满前60日任何一方未提出异议的，自动续期一年",
        "条款：2.1",
        "文件：a/甲.docx",
    ]
    assert notice["categories"].cats == ["合同期限", "最迟异议（不续期）通知"]


def test_english() -> None:
    """An English run has English words around the Chinese quotes."""
    expiry, notice, _ = read(write_ics([renewing()], NOW, "en"))

    assert expiry["summary"] == "Expiry: 甲.docx"
    assert "Basis: 60 days before 2026-03-31 (that day not counted)" in notice["description"]


def test_status_tells_what_is_certain() -> None:
    """Conditional days are tentative, others confirmed; provisional ones are tentative too."""
    working = renewal("by_agreement", "乙方提前申请", None, "P10D", working=True)
    asked = record({"expiry_date": TERMS, "renewal": [working]})

    assert [e["status"] for e in read(write_ics([renewing()], NOW))] == ["TENTATIVE", "CONFIRMED", "TENTATIVE"]
    assert [e["status"] for e in read(write_ics([asked], NOW))] == ["CONFIRMED", "TENTATIVE"]


def test_reminders_before_notice_days_to_come() -> None:
    """A last day for notice reminds 30 and 7 days before and on the day, at nine; past ones are silent."""
    _, notice, _ = read(write_ics([renewing()], NOW))
    alarms = [alarm.decoded("trigger") for alarm in notice.walk("VALARM")]

    assert alarms == [timedelta(days=-days, hours=9) for days in (30, 7, 0)]
    assert b"VALARM" not in write_ics([renewing()], datetime(2026, 2, 1, tzinfo=UTC))


def test_uid_is_that_of_document_and_kind() -> None:
    """A later run with other days, another path and another language keeps every UID, so that entries move."""
    later = renewing("b/moved.docx")
    later["fields"]["expiry_date"]["value"] = "2026-04-30"
    first = [entry["uid"] for entry in read(write_ics([renewing()], NOW))]

    assert first == [entry["uid"] for entry in read(write_ics([later], NOW + timedelta(days=9), "en"))]
    assert len(set(first)) == 3


def test_inputs_that_were_not_read_are_told_apart() -> None:
    """Two unreadable files without content, which share an id, are two tasks."""
    failed = [record({}, path=f"a/{name}.pdf", status="failed") for name in "xy"]

    assert len({entry["uid"] for entry in read(write_ics(failed, NOW))}) == 2


def test_same_run_same_bytes() -> None:
    """The time of the run is the only clock."""
    data = write_ics([renewing()], NOW)

    assert data == write_ics([renewing()], NOW)
    assert data.count(b"DTSTAMP:20250601T083000Z") == data.count(b"LAST-MODIFIED:20250601T083000Z") == 3


def test_time_of_the_run_is_written_in_utc() -> None:
    """RFC 5545 wants DTSTAMP in UTC, wherever the run took place."""
    shanghai = NOW.astimezone(timezone(timedelta(hours=8)))

    assert write_ics([renewing()], shanghai) == write_ics([renewing()], NOW)


def test_what_has_no_date_is_named_in_the_calendar() -> None:
    """Programs that pass tasks over still get the names; beyond NAMED they are counted."""
    silent = [record({}, path=f"a/{number}号.docx") for number in range(NAMED + 7)]
    lines = write_ics(silent, NOW).decode().replace("\r\n ", "").splitlines()
    (line,) = [line for line in lines if line.startswith("X-WR-CALDESC:")]
    told = line.removeprefix("X-WR-CALDESC:").split("\\n")

    assert told[:2] == [f"无日期 {NAMED + 7} 项：", "到期：0号.docx：未见到期日或期限"]
    assert told[-1] == "另有 7 项，见登记表的期限页"
    assert len(told) == NAMED + 2


def test_empty_run_is_a_calendar() -> None:
    """No records give a calendar without entries."""
    data = write_ics([], NOW)

    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")


@pytest.mark.parametrize("pad", range(6))
def test_long_lines_are_folded_between_characters(pad: int) -> None:
    """No line is longer than 75 octets, none cuts a character; all end with CRLF."""
    quote = "x" * pad + "合同期限自动续展，𠮷；" * 60
    data = write_ics([record({"expiry_date": finding("2026-03-31", quote)})], NOW)
    lines = data.split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert f"原文：{quote[:400]}…" in read(data)[0]["description"].splitlines()


PAYLOADS = [
    'a,b;c\\d:e"f.docx',
    "x\r\nEND:VCALENDAR\r\nBEGIN:VEVENT.docx",
    "x\nATTACH:example.invalid.docx",
    "x\rDTSTART:19990101.docx",
    "x\u2028y\u2029z\x0bv\x0cf\x85n.docx",
    "x\x00\x07\x1b[31m\x7f.docx",
    "broken\udcff.docx",
    "\\n\\, %0A ${x} {{x}}.docx",
    "=cmd|' C calc'!A0.docx",
]


@pytest.mark.parametrize("name", PAYLOADS)
def test_names_inject_nothing(name: str) -> None:
    """Whatever a file is called, the calendar has its entries and properties, and the name reads back as text."""
    plain, hostile = ([renewing(f"a/{n}"), record({}, path=f"a/{n}")] for n in ("plain.docx", name))
    entries = read(write_ics(hostile, NOW))

    assert [(e.name, sorted(e.keys())) for e in entries] == [
        (e.name, sorted(e.keys())) for e in read(write_ics(plain, NOW))
    ]
    shown = re.sub("[\x00-\x08\x0e-\x1f\x7f\udcff]", "\ufffd", re.sub("\r\n|[\r\u2028\u2029\x0b\x0c\x85]", "\n", name))
    assert entries[0]["summary"] == f"到期：{shown}"


def test_last_day_of_the_calendar() -> None:
    """An agreement that runs to the end of time has no day after it."""
    (entry,) = read(write_ics([record({"expiry_date": finding("9999-12-31")})], NOW))

    assert (entry.decoded("dtstart"), "dtend" in entry) == (date.max, False)
