"""The files of the output folder, written from the register on disk."""

import base64
import json
import platform
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from pipeline import extraction, files
from pipeline.batch import Settings
from pipeline.corrections.applying import apply
from pipeline.masking import mask_text, masked_record, personal_names
from pipeline.model.record import Status
from pipeline.passages import Fact, facts
from pipeline.reports.ics import Agenda
from pipeline.reports.labels import Language
from pipeline.reports.tables import Fields
from pipeline.reports.writing import Shown, write_reports
from pipeline.store.reading import Reader
from pipeline.store.register import PENDING, Register, Stored

Json = dict[str, Any]

_LIBRARIES = (
    "pypdfium2", "pdfplumber", "python-docx", "lxml", "jieba", "spacy", "rapidfuzz", "pandas", "XlsxWriter", "Pebble",
    "icalendar",
)  # fmt: skip


def about(settings: Settings, inputs: files.Inputs, *, masked: bool) -> Json:
    """Give what is kept of a run beside its inputs: settings (never passwords), and what was passed over."""
    return {
        "plan": settings.plan,
        "language": settings.language,
        "masked": masked,
        "view": settings.options.view,
        "ocr": settings.options.ocr,
        "clutter": inputs.clutter,
        "not_read": [files.display_name(path) for path in inputs.other],
    }


def write(register: Register, output: Path, now: datetime, *, ending: int | None = None) -> tuple[Path, ...]:
    """Write all reports of the register, masked or not as the settings of the last run say.

    `ending` is the run that comes to its end with them.

    Raises FileAccessError, DiskFull, PlanError.
    """
    run, fields = register.last_run(), fields_of(register)
    language = cast(Language, run.settings["language"])
    hidden = run.settings["masked"]

    texts, agenda, calendar = files.Texts(output / "texts"), Agenda(now, language, output), output / "deadlines.ics"

    def documents() -> Iterator[Shown]:
        for stored in register.documents():
            each = shown(stored, fields, language, masked=hidden)
            agenda.add(each.record)
            if each.text:
                texts.add(each.record["document"]["id"], each.text)
            yield each

    written = write_reports(documents(), output, fields, language, now.date())
    texts.remove_others()
    with files.replacing(calendar) as file:
        agenda.write(file)
    if ending is not None:
        register.end(ending, now.isoformat(timespec="milliseconds"))
    _write_run(register, output / "run.json", masked=hidden)
    return (*written, calendar, output / "run.json")


def fields_of(register: Register) -> Fields:
    """Give the fields of the records of a register by name."""
    return {extractor.field: extractor for extractor in extraction.load(register.last_run().settings["plan"]).fields}


def corrected(stored: Stored, fields: Fields, language: Language = "zh") -> Json:
    """Give a record as its readers corrected it."""
    if not stored.corrections:
        return stored.record
    made: Json = apply(stored.record, stored.corrections, fields, language)
    return made


def corrected_facts(fields: Fields) -> Callable[[Stored], tuple[Fact, ...]]:
    """Give what makes the facts of a document that a search finds, as its readers corrected it."""
    return lambda stored: facts(corrected(stored, fields))


def shown(stored: Stored, fields: Fields, language: Language, *, masked: bool = False) -> Shown:
    """Give a document as readers see it: corrected, and masked if asked; pictures of lines cannot be masked."""
    record = corrected(stored, fields, language)
    if masked:
        return Shown(*masked_record(record, stored.text), {})
    return Shown(record, stored.text, {place: base64.b64decode(data) for place, data in stored.pictures.items()})


def records(output: Path) -> Iterator[Json]:
    """Yield the records of the register of an output folder as its reports show them: corrected, masked when they are.

    Raises FileAccessError without one.
    """
    with Reader(output) as register:
        fields, settings = fields_of(register), register.last_run().settings
        for stored in register.documents():
            yield shown(stored, fields, cast(Language, settings["language"]), masked=settings["masked"]).record


def _write_run(register: Register, path: Path, *, masked: bool) -> None:
    """Write run.json: versions, settings, counts, every input with its status, one a line."""
    run, counts = register.last_run(), register.counts()
    settings = run.settings
    every = {status.value: counts.get(status, 0) for status in Status}
    every["failed"] = sum(count for status, count in every.items() if not Status(status).has_record)
    head = {
        "schema": 1,
        "at": run.begun,
        "ended": run.ended,
        "versions": {"tiaoli": version("tiaoli"), "python": platform.python_version()}
        | {name: version(name) for name in _LIBRARIES},
        "settings": {key: value for key, value in settings.items() if key not in ("clutter", "not_read")},
        "interrupted": run.ended is None,
        "counts": every
        | {"pending": counts.get(PENDING, 0), "clutter": settings["clutter"], "other": len(settings["not_read"])},
        "not_read": [mask_text(name) if masked else name for name in settings["not_read"]],
    }
    with files.replacing(path) as file:
        text = json.dumps(head, ensure_ascii=False, indent=1)
        file.write(text.removesuffix("\n}").encode() + b',\n "inputs": [')
        for number, each in enumerate(_inputs(register, masked=masked)):
            file.write(b",\n  " * bool(number) + json.dumps(each, ensure_ascii=False).encode())
        file.write(b"]\n}\n")


def _inputs(register: Register, *, masked: bool) -> Iterator[Json]:
    """Yield every input with its status and problems; the names of persons to mask are those of its record."""
    for name, status, sha256, record in register.inputs():
        if record is None and sha256 and (masked or status != Status.COMPLETE):
            record = register.record(sha256)
        problems = record["document"]["problems"] if record else []
        if masked:
            names = personal_names(record) if record else ()
            name = mask_text(name, names)
            problems = [each | {"message": mask_text(each["message"], names)} for each in problems]
        yield {"path": name, "sha256": sha256, "status": status, "problems": problems}
