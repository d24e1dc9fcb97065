"""The reports of a run, written in one pass over its documents, whatever their number."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline import files
from pipeline.reports.html import Page
from pipeline.reports.json import Json, to_line
from pipeline.reports.labels import Language
from pipeline.reports.register import Csv, Register
from pipeline.reports.tables import Fields, register_row
from pipeline.reports.workbook import Workbook

NAMES = ("records.jsonl", "register.xlsx", "report.html", "register.csv")
"""The reports, in the order they are told to the user."""


@dataclass(frozen=True)
class Shown:
    """One document: its record as in records.jsonl, its canonical text, pictures of flags by range (`120-145`)."""

    record: Json
    text: str
    pictures: Mapping[str, bytes]


def write_reports(
    documents: Iterable[Shown], output: Path, fields: Fields, language: Language, today: date | None = None
) -> list[Path]:
    """Write all reports and give their paths; `documents` yields them in the order of the register, once.
    Deadlines are those that `today` leaves to come of agreements that renewed themselves.

    A report takes its place when all of it is written; when something fails, none of those that are not yet in place
    does. Raises FileAccessError.
    """
    paths = [output / name for name in NAMES]
    with _workspace(output) as folder, ExitStack() as stack:
        lines, workbook, html, csv = (stack.enter_context(files.replacing(path)) for path in paths)
        book = stack.enter_context(Workbook(workbook, language, folder))
        register, plain = Register(book, folder, fields, language, today), Csv(csv, fields, language)
        page = Page(html, folder, fields, language)
        for shown in documents:
            lines.write(to_line(shown.record).encode("utf-8", "backslashreplace"))  # a lone surrogate as JSON says it
            row = register_row(shown.record, fields, language)
            register.add(shown.record, row)
            plain.add(row)
            page.add(shown.record, shown.text, shown.pictures)
        register.finish()
        page.finish()
    return paths


@contextmanager
def _workspace(output: Path) -> Iterator[Path]:
    """Give a folder for temporary files inside the output folder; it goes with all that is in it."""
    try:
        with TemporaryDirectory(prefix=files.TEMPORARY, dir=output, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as error:
        raise files.refusal(output, error) from error
