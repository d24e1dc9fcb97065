"""Deadlines for people: rows of the workbook, a table on a terminal, JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.deadlines.deadlines import EITHER, Deadline, deadlines
from pipeline.deadlines.notice_days import Words
from pipeline.model.finding import Extractor
from pipeline.reports.labels import Language, word
from pipeline.reports.tables import paths

if TYPE_CHECKING:
    from rich.table import Table

Json = Mapping[str, Any]
Fields = Mapping[str, Extractor[Any]]
Row = dict[str, Any]
_KINDS = {
    "expiry": Words("到期", "Expiry"),
    "last_day_for_notice": Words("最迟异议（不续期）通知", "Last day to object to renewal"),
    "renewal_request": Words("最迟续约申请", "Last day to ask for renewal"),
    "expiry_after_renewal": Words("续期后到期", "Expiry after renewal"),
    "termination_notice": Words("期满终止通知", "Notice to end at expiry"),
    "confidentiality_end": Words("保密期届满", "End of secrecy"),
}
_CERTAINTIES = {
    "stated": Words("载明", "stated"),
    "computed": Words("推算", "computed"),
    "conditional": Words("附条件", "conditional"),
    "unknown": Words("未定", "unknown"),
}
_PROVISIONAL = Words("（暂定）", " (provisional)")
_OWN_HEADS = {
    "Certainty": Words("确定程度", "Certainty"),
    "Basis": Words("依据", "Basis"),
    "Who": Words("谁", "Who"),
}
_COLUMNS = ("File", "What", "Date", "Certainty", "Basis", "Who", "quote", "clause", "page", "Path")
_ORDER = tuple(_CERTAINTIES)
_NO_DATE = "9999-99-99"


@dataclass(frozen=True, slots=True)
class Listed:
    """A deadline with the agreement it is of."""

    document: Json
    deadline: Deadline
    place: int

    @property
    def key(self) -> str:
        """Where it stands in a list: dated ones by date, then conditional, then unknown ones; each agreement together."""
        day = self.deadline.date.isoformat() if self.deadline.date else _NO_DATE
        return f"{day} {_ORDER.index(self.deadline.certainty)} {self.document['path']} {self.place:04}"


def said(words: Words, language: Language) -> str:
    """Give words in the language of the report."""
    return words.zh if language == "zh" else words.en


def kind_words(deadline: Deadline, language: Language) -> str:
    """Name what a deadline is about."""
    return said(_KINDS[deadline.kind], language)


def certainty_words(deadline: Deadline, language: Language) -> str:
    """Say how certain a deadline is."""
    words = _CERTAINTIES[deadline.certainty]
    return said(words + _PROVISIONAL if deadline.provisional else words, language)


def who_words(deadline: Deadline, language: Language) -> str:
    """Name who must act; empty where the agreement does not say."""
    return word(EITHER, language) if deadline.role == EITHER else deadline.role or ""


def quotes(deadline: Deadline) -> str:
    """Give the words that prove a deadline, on one line."""
    return " … ".join(re.sub(r"\s*\n\s*", " / ", evidence["quote"]) for evidence in deadline.evidence)


def places(deadline: Deadline, key: str) -> str:
    """Give the clauses or the pages of the proof, each once."""
    found = (e["clause"] or e["part"] if key == "clause" else e["page"] for e in deadline.evidence)
    return "、".join(dict.fromkeys(str(place) for place in found if place is not None))


def listed(record: Json, today: date | None = None) -> Iterator[Listed]:
    """Yield the deadlines of a record."""
    for place, deadline in enumerate(deadlines(record, today)):
        yield Listed(record["document"], deadline, place)


def selected(
    records: Iterable[Json],
    *,
    before: date | None = None,
    after: date | None = None,
    dated_only: bool = False,
    today: date | None = None,
) -> list[Listed]:
    """Give the deadlines of many records in order: from `after` to `before`, both included.

    Those without a date stand at the end whatever the limits are, unless `dated_only` leaves them out.
    """
    chosen = [
        item
        for record in records
        for item in listed(record, today)
        if _within(item.deadline.date, before, after, dated_only=dated_only)
    ]
    return sorted(chosen, key=lambda item: item.key)


def _within(day: date | None, before: date | None, after: date | None, *, dated_only: bool) -> bool:
    if day is None:
        return not dated_only
    return (before is None or day <= before) and (after is None or day >= after)


def deadline_heads(language: Language) -> tuple[str, ...]:
    """Name the columns of the sheet of deadlines."""
    return tuple(_head(name, language) for name in _COLUMNS)


def _head(name: str, language: Language) -> str:
    return said(_OWN_HEADS[name], language) if name in _OWN_HEADS else word(name, language)


def deadline_rows(
    record: Json, fields: Fields, language: Language, today: date | None = None
) -> Iterator[tuple[str, Row]]:
    """Yield the rows of the sheet of deadlines for one record, each with its place in the order of the sheet.

    A run that does not look for expiry dates has no such rows.
    """
    if "expiry_date" in fields:
        for item in listed(record, today):
            yield item.key, row(item, language)


def row(item: Listed, language: Language) -> Row:
    """Give a deadline as a row: the date as a date, everything else as text; None for what there is not."""
    deadline = item.deadline
    cells = (
        item.document["path"].rsplit("/", 1)[-1],
        kind_words(deadline, language),
        deadline.date,
        certainty_words(deadline, language),
        said(deadline.basis, language),
        who_words(deadline, language) or None,
        quotes(deadline) or None,
        places(deadline, "clause") or None,
        places(deadline, "page") or None,
        paths(item.document),
    )
    return dict(zip(deadline_heads(language), cells, strict=True))


def deadline_json(item: Listed, language: Language) -> dict[str, Any]:
    """Give a deadline as JSON; kind, key and certainty are words of the program, whatever the language."""
    deadline = item.deadline
    return {
        "document": {"id": item.document["id"], "path": item.document["path"]},
        "kind": deadline.kind,
        "key": deadline.key,
        "date": deadline.date.isoformat() if deadline.date else None,
        "certainty": deadline.certainty,
        "provisional": deadline.provisional,
        "role": deadline.role,
        "basis": said(deadline.basis, language),
        "evidence": [dict(evidence) for evidence in deadline.evidence],
    }


_SHOWN = {"Date": 11, "What": 14, "Certainty": 12, "File": None, "Who": 10, "Basis": None, "clause": 10}
"""Columns of the table on a terminal, the date first; width in characters where it is fixed."""


def deadline_table(items: Sequence[Listed], language: Language) -> "Table":
    """Give the deadlines as a table for a terminal."""
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False, header_style="bold", expand=True)
    for name, width in _SHOWN.items():
        table.add_column(_head(name, language), width=width, overflow="fold", ratio=None if width else 1)
    for item in items:
        cells = row(item, language)
        shown = (cells[_head(name, language)] for name in _SHOWN)
        table.add_row(*(Text("" if value is None else _CONTROL.sub("\ufffd", str(value))) for value in shown))
    return table


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that could steer a terminal or cannot be written to it."""
