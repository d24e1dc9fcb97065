"""The files of the output folder, written from the register on disk."""

import base64
import json
import platform
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from pipeline import extraction, files
from pipeline.batch import Settings
from pipeline.model.record import Status
from pipeline.reports.html import write_report
from pipeline.reports.json import to_line
from pipeline.reports.labels import Language
from pipeline.reports.register import write_csv, write_register
from pipeline.store.register import PENDING, Register

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


def write(register: Register, output: Path, now: datetime, *, masked: bool | None = None) -> tuple[Path, ...]:
    """Write all reports of the register, masked as given or as the last run was asked to be.

    Raises FileAccessError, DiskFull, PlanError.
    """
    run = register.last_run()
    language = cast(Language, run.settings["language"])
    hidden = run.settings["masked"] if masked is None else masked
    fields = {extractor.field: extractor for extractor in extraction.load(run.settings["plan"]).fields}

    stored = [(each, each.record) for each in register.documents()]
    files.write_texts(
        output / "texts", ((f"{record['document']['id']}.txt", each.text) for each, record in stored if each.text)
    )
    records = [record for _, record in stored]
    texts = {record["document"]["id"]: each.text for each, record in stored}
    pictures = {
        record["document"]["id"]: {place: base64.b64decode(data) for place, data in each.pictures.items()}
        for each, record in stored
    }
    files.write(output / "records.jsonl", "".join(to_line(record) for record in records))
    files.write(output / "register.xlsx", write_register(records, fields, language))
    files.write(output / "register.csv", write_csv(records, fields, language))
    files.write(output / "report.html", write_report(records, fields, texts, pictures, language))
    _write_run(register, output / "run.json", run.settings, masked=hidden)
    names = ("records.jsonl", "register.xlsx", "register.csv", "report.html", "run.json")
    return tuple(output / name for name in names)


def _write_run(register: Register, path: Path, settings: Mapping[str, Any], *, masked: bool) -> None:
    """Write run.json: versions, settings, counts, every input with its status, one a line."""
    run, counts = register.last_run(), register.counts()
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
        "not_read": [name for name in settings["not_read"]],
    }
    with files.replacing(path) as file:
        text = json.dumps(head, ensure_ascii=False, indent=1)
        file.write(text.removesuffix("\n}").encode() + b',\n "inputs": [')
        for number, each in enumerate(_inputs(register)):
            line = json.dumps(each, ensure_ascii=False)
            file.write(b",\n  " * bool(number) + line.encode())
        file.write(b"]\n}\n")


def _inputs(register: Register) -> Iterator[Json]:
    for name, status, sha256, record in register.inputs():
        record = record or (register.record(sha256) if status != Status.COMPLETE and sha256 else None)
        problems = record["document"]["problems"] if record else []
        yield {"path": name, "sha256": sha256, "status": status, "problems": problems}
