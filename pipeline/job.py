"""One run of `tiaoli extract`: inputs to outcomes to the files of the output folder."""

import json
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any, Literal

from pipeline import batch, extraction, files
from pipeline.errors import FileAccessError
from pipeline.model.record import Outcome, Status
from pipeline.reports.html import write_report
from pipeline.reports.json import problem_json, record_json, to_line
from pipeline.reports.originals import Originals
from pipeline.reports.register import write_csv, write_register

Json = dict[str, Any]
Language = Literal["zh", "en"]


@dataclass
class Result:
    """What a run produced: the records as written, every input with its status, the files."""

    records: list[Json] = field(default_factory=list)
    inputs: list[Json] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def failed(self) -> int:
        """How many inputs could not be read."""
        return sum(not Status(entry["status"]).has_record for entry in self.inputs)


def extract(
    inputs: files.Inputs,
    output: Path,
    settings: batch.Settings,
    language: Language,
    now: datetime,
    started: Callable[[Path], None] = lambda _: None,
) -> Result:
    """Run a batch and write its files; Ctrl-C ends it early and what was read by then is written.

    Raises FileAccessError when the output folder cannot be written (before any work), PlanError.
    """
    begun = perf_counter()
    plan = extraction.load(settings.plan)
    files.prepare_output(output, "texts")
    result, originals = Result(), Originals()
    texts: list[str] = []
    try:
        for outcome in batch.run(inputs.paths, settings, started):
            _collect(outcome, result, language)
            if outcome.record and (name := f"{outcome.record.document.id}.txt") not in texts:
                files.write(output / "texts" / name, outcome.record.document.text)
                texts.append(name)
                originals.add(outcome.record)
    except KeyboardInterrupt:
        result.interrupted = True
    files.remove_stale(output / "texts", texts)
    result.seconds = perf_counter() - begun
    _write_reports(result, originals, plan, output, language)
    run = _run_json(result, inputs, settings, language, now)
    _write(result, output / "run.json", json.dumps(run, ensure_ascii=False, indent=1) + "\n")
    return result


def _collect(outcome: Outcome, result: Result, language: Language) -> None:
    """Add an outcome; the same content at another path is one record with both paths."""
    name, digest = outcome.source.name, outcome.source.sha256
    entry = {"path": name, "sha256": digest, "status": outcome.status.value}
    result.inputs.append(entry | {"problems": [problem_json(problem, language) for problem in outcome.problems]})
    for record in result.records:
        if digest and record["document"]["sha256"] == digest:
            record["document"]["also_at"].append(name)
            return
    result.records.append(record_json(outcome, language))


def _write_reports(
    result: Result, originals: Originals, plan: extraction.Plan, output: Path, language: Language
) -> None:
    labels = {extractor.field: extractor for extractor in plan.fields}
    _write(result, output / "records.jsonl", "".join(to_line(record) for record in result.records))
    _write(result, output / "register.xlsx", write_register(result.records, labels, language))
    page = write_report(result.records, labels, originals.texts, originals.pictures, language)
    _write(result, output / "report.html", page)
    _write(result, output / "register.csv", write_csv(result.records, labels, language))


def _write(result: Result, path: Path, content: str | bytes) -> None:
    files.write(path, content)
    result.written.append(path)


def _run_json(
    result: Result, inputs: files.Inputs, settings: batch.Settings, language: Language, now: datetime
) -> Mapping[str, Any]:
    counts = {status.value: sum(entry["status"] == status for entry in result.inputs) for status in Status}
    counts["failed"] = result.failed
    libraries = (
        "pypdfium2",
        "pdfplumber",
        "python-docx",
        "lxml",
        "jieba",
        "spacy",
        "rapidfuzz",
        "pandas",
        "XlsxWriter",
    )
    return {
        "schema": 1,
        "at": now.isoformat(timespec="seconds"),
        "versions": {"tiaoli": version("tiaoli"), "python": platform.python_version()}
        | {name: version(name) for name in libraries},
        "settings": {"plan": settings.plan, "jobs": settings.jobs, "language": language}
        | {"view": settings.options.view, "ocr": settings.options.ocr},
        "interrupted": result.interrupted,
        "counts": counts | {"clutter": inputs.clutter, "other": len(inputs.other)},
        "seconds": round(result.seconds, 3),
        "inputs": result.inputs,
        "not_read": [files.display_name(path) for path in inputs.other],
    }


def read_records(output: Path) -> Iterator[Json]:
    """Yield the records of an output folder. Raises FileAccessError when there are none or one is no record."""
    path = output / "records.jsonl"
    for number, line in enumerate(files.read_text(path).splitlines(), 1):
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            record = error
        if not isinstance(record, dict) or "document" not in record:
            raise FileAccessError(f"{files.display_name(path)}, line {number}: not a record of ours; run extract again")
        yield record


def read_gold(folder: Path) -> dict[str, Json]:
    """Read the gold of a folder by document name (file stem). Raises FileAccessError for a file that is not JSON."""
    gold = {}
    for path in sorted(folder.glob("*.json")):
        try:
            content = json.loads(files.read_text(path))
        except json.JSONDecodeError as error:
            raise FileAccessError(f"{files.display_name(path)}: not JSON ({error})") from error
        if isinstance(content, dict):
            gold[path.stem] = content
    return gold


def pair_with_gold(records: Sequence[Json], gold: Mapping[str, Json]) -> list[tuple[str, Json, Json]]:
    """Pair records with the gold of the same name: (name, gold, record)."""
    return [
        (record["document"]["path"], gold[stem], record)
        for record in records
        if (stem := Path(record["document"]["path"]).stem) in gold and record["fields"]
    ]


def read_splits(gold: Path) -> dict[str, list[str]]:
    """Read which families are for work and which are held out: split.json beside the gold folder; none without it."""
    path = gold.resolve().parent / "split.json"
    if not path.is_file():
        return {}
    splits = json.loads(files.read_text(path))
    return {name: list(families) for name, families in splits.items()}
