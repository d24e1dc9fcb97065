"""Deadlines as calendar entries: deadlines.ics (RFC 5545)."""

import hashlib
import io
import re
import shutil
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.deadlines.deadlines import NOTICES, Deadline
from pipeline.deadlines.notice_days import Words
from pipeline.reports.deadlines import (
    Listed,
    certainty_words,
    kind_words,
    listed,
    places,
    quotes,
    said,
    who_words,
)
from pipeline.reports.labels import Language

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Todo

Json = Mapping[str, Any]

REMIND = (30, 7, 0)
"""Days before the last day for notice on which a calendar reminds, at nine in the morning."""

QUOTED = 400
"""Characters of a quote in the description of an entry; the sheet of deadlines has all of it."""

NAMED = 50
"""Deadlines without a date that the description of the calendar names; further ones are counted."""

_NAME = Words("合同期限", "Contract deadlines")
_LINES = {
    "certainty": Words("确定程度", "Certainty"),
    "basis": Words("依据", "Basis"),
    "who": Words("谁", "Who"),
    "quote": Words("原文", "Quote"),
    "clause": Words("条款", "Clause"),
    "page": Words("页", "Page"),
    "file": Words("文件", "File"),
}
_COLON = {"zh": "：", "en": ": "}
_END = b"END:VCALENDAR\r\n"
_BREAKS = re.compile("\r\n|[\r\u0085\u2028\u2029\x0b\x0c]")
_CONTROL = re.compile(r"[\x00-\x09\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


class Agenda:
    """The deadlines of records as one calendar, filled record by record; `now`, which needs a time zone, is the time of the run.

    Entries wait in a temporary file without a name in `folder`.

    1. a date becomes an all-day VEVENT that blocks no time; TENTATIVE where it is conditional or provisional
    2. no date: a VTODO without DUE. Outlook and Google pass VTODO over, so the calendar's description names them too
    3. the UID is made of document and kind: importing a later file again moves an entry instead of adding one
    4. reminders (REMIND) for last days for notice that are still to come
    """

    def __init__(self, now: datetime, language: Language = "zh", folder: Path | None = None) -> None:
        self._now, self._language = now, language
        self._entries: BinaryIO = TemporaryFile(dir=folder)  # noqa: SIM115  # closed when it is written
        self._undated: list[str] = []
        self._left_over = 0

    def add(self, record: Json) -> None:
        """Enter the deadlines of a record."""
        for item in listed(record, self._now.date()):
            self._entries.write(_entry(item, self._now, self._language).to_ical())
            if item.deadline.date is None and len(self._undated) < NAMED:
                basis = said(item.deadline.basis, self._language)
                self._undated.append(f"{_summary(item, self._language)}{_COLON[self._language]}{basis}")
            elif item.deadline.date is None:
                self._left_over += 1

    def write(self, file: BinaryIO) -> None:
        """Write the calendar with all that was entered; nothing can be entered after."""
        from icalendar import Calendar

        calendar = Calendar()
        _head(calendar, self._undated, self._left_over, self._language)
        file.write(calendar.to_ical().removesuffix(_END))
        with self._entries as entries:
            entries.seek(0)
            shutil.copyfileobj(entries, file)
        file.write(_END)


def write_ics(documents: Iterable[Json], now: datetime, language: Language = "zh") -> bytes:
    """Write the deadlines of records as one calendar (see `Agenda`)."""
    agenda = Agenda(now, language)
    for record in documents:
        agenda.add(record)
    buffer = io.BytesIO()
    agenda.write(buffer)
    return buffer.getvalue()


def _head(calendar: "Calendar", undated: list[str], left_over: int, language: Language) -> None:
    """Fill in the properties of the calendar."""
    from icalendar import vText

    calendar.add("prodid", "-//Tiaoli//deadlines//ZH" if language == "zh" else "-//Tiaoli//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(said(_NAME, language)))
    if undated:
        count = len(undated) + left_over
        lead = Words(f"无日期 {count} 项：", f"{count} without a date:")
        rest = Words(f"另有 {left_over} 项，见登记表的期限页", f"and {left_over} more: see the sheet of deadlines")
        lines = [said(lead, language), *undated, *([said(rest, language)] if left_over else [])]
        calendar.add("x-wr-caldesc", vText(_text("\n".join(lines))))


def _entry(item: Listed, now: datetime, language: Language) -> "Event | Todo":
    """Give a deadline as an event, or as a task where it has no date."""
    from icalendar import Event, Todo

    deadline = item.deadline
    entry = Event() if deadline.date else Todo()
    entry.add("uid", _uid(item))
    entry.add("dtstamp", now)
    entry.add("last-modified", now)
    entry.add("summary", _text(_summary(item, language)))
    entry.add("description", _text(_description(item, language)))
    entry.add("categories", [said(_NAME, language), _text(kind_words(deadline, language))])
    if deadline.date:
        _fill_event(entry, deadline, deadline.date, now, language)
    else:
        entry.add("status", "NEEDS-ACTION")
    return entry


def _fill_event(entry: Any, deadline: Deadline, day: date, now: datetime, language: Language) -> None:
    """Add what only an event has: its day, whether it is certain, reminders."""
    entry.add("dtstart", day)
    if day < date.max:
        entry.add("dtend", day + timedelta(days=1))
    certain = deadline.certainty != "conditional" and not deadline.provisional
    entry.add("status", "CONFIRMED" if certain else "TENTATIVE")
    entry.add("transp", "TRANSPARENT")
    if deadline.kind in NOTICES and day >= now.date():
        for days in REMIND:
            entry.add_component(_alarm(days, kind_words(deadline, language)))


def _alarm(days: int, words: str) -> Any:
    """Give a reminder at nine o'clock some days before, counted from the first hour of the day."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=9) - timedelta(days=days))
    alarm.add("description", words)
    return alarm


def _uid(item: Listed) -> str:
    """Name an entry for good; inputs that were not read are told apart by their path, as they may have no content."""
    if item.deadline.key == "unread":
        path = item.document["path"].encode("utf-8", "surrogatepass")
        return f"{hashlib.sha256(path).hexdigest()[:16]}-unread@tiaoli"
    return f"{item.document['id']}-{item.deadline.key}@tiaoli"


def _summary(item: Listed, language: Language) -> str:
    """Name a deadline and its file."""
    what, name = kind_words(item.deadline, language), item.document["path"].rsplit("/", 1)[-1]
    return f"{what}{_COLON[language]}{name}"


def _description(item: Listed, language: Language) -> str:
    """Give what a reader of the calendar needs: how certain, how computed, who, the words and where they stand."""
    deadline = item.deadline
    quote = quotes(deadline)
    lines = {
        "certainty": certainty_words(deadline, language),
        "basis": said(deadline.basis, language),
        "who": who_words(deadline, language),
        "quote": quote if len(quote) <= QUOTED else f"{quote[:QUOTED]}…",
        "clause": places(deadline, "clause"),
        "page": places(deadline, "page"),
        "file": item.document["path"],
    }
    return "\n".join(
        f"{said(_LINES[name], language)}{_COLON[language]}{value}" for name, value in lines.items() if value
    )


def _text(text: str) -> str:
    """Make text fit for RFC 5545 TEXT: every kind of line break becomes one, control characters become �."""
    return _CONTROL.sub("\ufffd", _BREAKS.sub("\n", text))
