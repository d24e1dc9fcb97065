"""The register as an Excel workbook and as CSV, written agreement by agreement."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from pipeline.reports import corrections_sheet, tables
from pipeline.reports.deadlines import deadline_heads, deadline_rows
from pipeline.reports.labels import Language, field_label, word
from pipeline.reports.sheet import Sheet, clean, guarded
from pipeline.reports.sorted_rows import SortedRows
from pipeline.reports.tables import Fields, Json, Row
from pipeline.reports.workbook import Workbook

CORRECTIONS_LIMIT = 100_001
"""Rows of the sheet that readers fill in, its head included; it is read as a whole when it comes back."""


@dataclass(frozen=True)
class Table:
    """A sheet beside the register: its name, its heads, the rows of one record."""

    name: str
    heads: tuple[str, ...]
    rows: Callable[[Json], Iterator[Row]]


def beside(fields: Fields, language: Language) -> Iterator[Table]:
    """Yield the sheets behind the corrections: one for each field of many values, problems."""
    for extractor in fields.values():
        if extractor.many:
            yield Table(
                field_label(extractor, language),
                tables.finding_heads(extractor, language),
                partial(tables.finding_rows, extractor=extractor, language=language),
            )
    problems = partial(tables.problem_rows, language=language)
    yield Table(word("Problems", language), tables.problem_heads(language), problems)


class Register:
    """The sheets of a workbook, fed record by record: register, flags, deadlines, corrections, fields of many values, problems."""

    def __init__(
        self, book: Workbook, folder: Path, fields: Fields, language: Language, today: date | None = None
    ) -> None:
        self._fields, self._language, self._today = fields, language, today
        self._register = book.sheet(word("Register", language), tables.register_heads(fields, language), frozen=3)
        self._review = book.sheet(word("Review", language), tables.review_heads(language))
        self._deadlines = book.sheet(word("Deadlines", language), deadline_heads(language))
        self._corrections = book.sheet(
            corrections_sheet.NAMES[language],
            corrections_sheet.heads(language),
            reader=corrections_sheet.filled_in(language),
            limit=CORRECTIONS_LIMIT,
        )
        self._sheets: list[tuple[Sheet, Table]] = [
            (book.sheet(table.name, table.heads), table) for table in beside(fields, language)
        ]
        self._sorted = SortedRows(folder)
        self._uncorrectable = 0

    def add(self, record: Json, row: Row) -> None:
        """Write a record; `row` is its row of the register."""
        self._register.add(row)
        for flag in tables.review_rows(record, self._language):
            self._review.add(flag)
        for key, deadline in deadline_rows(record, self._fields, self._language, self._today):
            self._sorted.add(key, deadline)
        if self._corrections.full:
            self._uncorrectable += 1
        else:
            for each in corrections_sheet.correction_rows(record, self._fields, self._language):
                self._corrections.add(each)
        for sheet, table in self._sheets:
            for each in table.rows(record):
                sheet.add(each)

    def finish(self) -> None:
        """Write what waits to be sorted, and how many documents have no rows to correct."""
        more = f"{self._uncorrectable:,}"
        self._corrections.note = (
            f"本表已满；另有 {more} 份文件未列出，见 records.jsonl"
            if self._language == "zh"
            else f"This sheet is full; {more} more documents are not listed: see records.jsonl"
        )
        for row in self._sorted:
            self._deadlines.add(row)
        self._sorted.close()


class Csv:
    """The first sheet as CSV with a byte order mark for Excel; text like a formula gets an apostrophe.

    All text stands in quotes: without them a lone return would begin a row of its own.
    """

    def __init__(self, file: BinaryIO, fields: Fields, language: Language) -> None:
        self._file = file
        self._heads = tables.register_heads(fields, language)
        self._file.write(b"\xef\xbb\xbf")
        self._write(self._heads)

    def add(self, row: Row) -> None:
        """Write a row of the register."""
        self._write([row.get(head) for head in self._heads])

    def _write(self, row: Sequence[Any]) -> None:
        line = io.StringIO()
        plain = [guarded(clean(value)) if isinstance(value, str) else value for value in row]
        csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerow(plain)
        self._file.write(line.getvalue().encode())


def write_register(records: Sequence[Json], fields: Fields, language: Language = "zh") -> bytes:
    """Give the workbook of a few records."""
    buffer = io.BytesIO()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        register = Register(stack.enter_context(Workbook(buffer, language, folder)), folder, fields, language)
        for record in records:
            register.add(record, tables.register_row(record, fields, language))
        register.finish()
    return buffer.getvalue()


def write_csv(records: Sequence[Json], fields: Fields, language: Language = "zh") -> bytes:
    """Give the first sheet of a few records as CSV."""
    buffer = io.BytesIO()
    rows = Csv(buffer, fields, language)
    for record in records:
        rows.add(tables.register_row(record, fields, language))
    return buffer.getvalue()
