"""One document after the other, each apart from the others: what a worker does, and what becomes of it."""

import base64
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline import clauses, extraction, office, packing, readings
from pipeline.engines.limits import Limits
from pipeline.errors import InputError, InternalError, OutOfMemory
from pipeline.files import changed, display_name, read_source
from pipeline.model.document import Parsed, Problem, Source
from pipeline.model.record import Outcome, Status
from pipeline.options import Options, no_expectation
from pipeline.parsing import parse
from pipeline.passages import Fact, Passage, facts, passages
from pipeline.reports.json import record_json
from pipeline.reports.originals import flag_pictures

OF_THE_FILE = (Status.NO_ACCESS, Status.CHANGED_WHILE_READING)
"""Failures that say nothing of the content: another file with the same content may be read."""

DOCUMENT_ID_LENGTH = 16
CONVERSION_PAGES = 120
"""Pages that the conversion of an old Word file is taken for: LibreOffice needs a minute for the longest."""

_DEFAULT = Options()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read: the plan of fields by name, the options of readers, the language of messages, limits."""

    plan: str = extraction.DEFAULT_PLAN
    options: Options = _DEFAULT
    language: Literal["zh", "en"] = "zh"
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read: where, its SHA-256 as known before, and the stored reading where there is one already."""

    path: Path
    sha256: str
    parsed: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a document, packed as it is stored: record, text, reading, pictures of flags, what a search finds."""

    status: Status
    record: bytes = field(repr=False)
    text: bytes = field(default=b"", repr=False)
    parsed: bytes = field(default=b"", repr=False)
    pictures: bytes = field(default=b"", repr=False)
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    facts: tuple[Fact, ...] = field(default=(), repr=False)


def document_id(source: Source) -> str:
    """Name a document by its content, so that one agreement has one name wherever it lies."""
    return source.sha256[:DOCUMENT_ID_LENGTH]


def process(
    source: Source, plan: extraction.Plan, options: Options = _DEFAULT, parsed: Parsed | None = None
) -> Outcome:
    """Read one source, unless it was read before, and extract its fields. Never raises for what a document holds."""
    try:
        parsed = parsed or parse(current(source, options), options)
        record = extraction.extract(clauses.build(parsed, document_id(source)), plan)
    except InputError as error:
        return failed(source, error)
    except MemoryError:
        return failed(source, out_of_memory())
    except Exception as error:  # the fence around a document: design.md rule 8
        _log.warning("%s failed", source.name, exc_info=True)
        return failed(source, InternalError(*_internal(error)))
    problems = parsed.problems + record.problems
    lossy = any(problem.kind in _LOSSY for problem in problems)
    return Outcome(source, Status.PARTIAL if lossy else Status.COMPLETE, parsed, record, problems)


def current(source: Source, options: Options = _DEFAULT) -> Source:
    """Give a source as it is read: an old Word file as the .docx that LibreOffice makes of it."""
    if not office.is_legacy(source.data):
        return source
    options.expect(CONVERSION_PAGES, False)
    return replace(source, data=office.convert(source.data))


_LOSSY = frozenset(
    {
        "no_text_layer",
        "garbled_text",
        "mostly_pictures",
        "unread_picture",
        "damaged_page",
        "damaged_file",
        "field_failed",
        "cut_off",
        "too_many",
    }
)
"""Kinds of problem that mean something of the document was not read."""


def failed(source: Source, error: InputError) -> Outcome:
    """Make the outcome of a source nothing was read from."""
    return Outcome(source, Status(error.status), problems=(Problem("read", "", error.kind, error.zh, error.en),))


def out_of_memory() -> OutOfMemory:
    """Say that a document asked for more memory than a worker may have."""
    return OutOfMemory(
        "读取此文件所需内存超过上限；可用 --memory-limit 提高上限，或拆分文件",
        "reading it takes more memory than allowed; raise --memory-limit or split the file",
    )


def _internal(error: Exception) -> tuple[str, str]:
    kind = type(error).__name__
    return f"程序错误（{kind}），未能读取；请反馈此文件", f"an error of ours ({kind}); please report this file"


@cache
def _plan(name: str) -> extraction.Plan:
    return extraction.load(name)


def perform(task: Task, settings: Settings, expect: Callable[[int, bool], None] = no_expectation) -> Result:
    """Do what a worker does with one document. Never raises for what the document holds or the disk refuses."""
    options = replace(settings.options, expect=expect)
    source = Source(display_name(task.path), b"", task.sha256)
    try:
        if task.parsed is None:
            source = read_source(task.path)
            if source.sha256 != task.sha256:
                raise changed()
        parsed = readings.unpack(task.parsed) if task.parsed else None
        outcome = process(source, _plan(settings.plan), options, parsed)
    except InputError as error:
        outcome = failed(source, error)
    return result(outcome, settings.language)


def result(outcome: Outcome, language: Literal["zh", "en"]) -> Result:
    """Make of an outcome what is stored."""
    record, parsed = outcome.record, outcome.parsed
    made = record_json(outcome, language)
    if record is None or parsed is None:
        return Result(outcome.status, packing.pack_json(made))
    pictures = {place: base64.b64encode(data).decode() for place, data in flag_pictures(record).items()}
    return Result(
        outcome.status,
        packing.pack_json(made),
        packing.pack_text(record.document.text),
        readings.pack(parsed),
        packing.pack_json(pictures) if pictures else b"",
        passages(record),
        facts(made),
    )
