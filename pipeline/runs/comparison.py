"""One run of `tiaoli compare`: two or more files to the files of the output folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from pipeline import batch, extraction, files
from pipeline.compare.comparing import Choice, choose, compare, part_of
from pipeline.compare.matrix import matrix
from pipeline.errors import ComparisonError, UsageError
from pipeline.model.diff import Version, VersionDiff
from pipeline.model.document import TextSource
from pipeline.model.record import Outcome
from pipeline.model.span import Span
from pipeline.options import Options, Wanted
from pipeline.reports import changes_json
from pipeline.reports.changes_html import write_report
from pipeline.reports.changes_pictures import pictures
from pipeline.reports.changes_tables import Fields
from pipeline.reports.changes_xlsx import write_changes, write_matrix
from pipeline.reports.json import Language
from pipeline.reports.redline.writing import Redline, redline

LOSSY = frozenset({"no_text_layer", "garbled_text", "unread_picture", "damaged_page", "damaged_file", "cut_off"})
"""Kinds of problem that mean that words are missing from a text."""


@dataclass(frozen=True)
class Parts:
    """Names of parts to compare instead of the whole: 附件一."""

    old: str | None = None
    new: str | None = None


@dataclass(frozen=True)
class Signature:
    """Who is named as the author of tracked changes, and when they were made."""

    author: str = "Tiaoli"
    date: datetime = datetime(2000, 1, 1)


@dataclass(frozen=True)
class Compared:
    """What a run found: the comparisons of neighbours in the order given with their redlines, and the files written."""

    diffs: tuple[VersionDiff, ...]
    choice: Choice
    written: tuple[Path, ...]
    redlines: tuple[Redline, ...] = ()


def version_of(outcome: Outcome) -> Version:
    """Make a version of what was read. Raises ComparisonError for what could not be read."""
    if outcome.record is None or outcome.parsed is None:
        raise ComparisonError(f"{outcome.source.name}: {'; '.join(problem.en for problem in outcome.problems)}")
    by_machine = outcome.parsed.text_source in (TextSource.OCR, TextSource.MIXED)
    unread = tuple(problem for problem in outcome.problems if problem.kind in LOSSY)
    return Version(outcome.source, outcome.record, by_machine, unread)


def run(
    paths: Sequence[Path],
    output: Path,
    wanted: Wanted = Wanted.AUTO,
    parts: Parts = Parts(),
    signature: Signature = Signature(),
    options: Options = Options(),  # noqa: B008 - a frozen value
    language: Language = "zh",
) -> Compared:
    """Compare each file with the next and write the reports. Raises ComparisonError, UsageError, FileAccessError."""
    plan = extraction.load()
    fields = {extractor.field: extractor for extractor in plan.fields}
    folders = (_folder(number, len(paths) - 1) for number in range(len(paths) - 1))
    files.prepare_output(output, "texts", *folders)
    versions = [version_of(batch.process(files.read_source(path), plan, options)) for path in paths]
    choice = choose(wanted, versions[0], versions[1])
    diffs = tuple(
        compare(old, new, choice.mode, _part(old, parts.old), _part(new, parts.new)) for old, new in pairwise(versions)
    )
    redlines = tuple(
        redline(diff, batch.current(diff.old.source).data, signature.author, signature.date) for diff in diffs
    )
    for version in versions:
        files.write(output / "texts" / f"{version.document.id}.txt", version.document.text)
    written = [
        path
        for number in range(len(diffs))
        for path in _write(diffs, number, choice, output, fields, redlines[number].data, language)
    ]
    if len(diffs) > 1:
        files.write(output / "matrix.xlsx", write_matrix(matrix(diffs), fields, language))
        written.append(output / "matrix.xlsx")
    return Compared(diffs, choice, tuple(written), redlines)


def _part(version: Version, name: str | None) -> Span | None:
    if name is None:
        return None
    found = part_of(version.document, name)
    if found is None:
        known = "、".join(dict.fromkeys(known for _, known in version.document.parts))
        raise UsageError(f"{version.name} has no part {name}; it has {known}")
    return found


def _folder(number: int, count: int) -> str:
    return "." if count == 1 else f"{number + 1}-{number + 2}"


def _write(
    diffs: Sequence[VersionDiff],
    number: int,
    choice: Choice,
    output: Path,
    fields: Fields,
    marked: bytes,
    language: Language,
) -> Iterator[Path]:
    """Write the files of one comparison; of several each has a folder of its own."""
    diff = diffs[number]
    folder = output / _folder(number, len(diffs))
    contents: dict[str, str | bytes] = {
        "changes.json": changes_json.to_text(diff, language),
        "changes.xlsx": write_changes(diff, fields, language),
        "report.html": write_report(diff, choice, fields, language, pictures(diff)),
        "redline.docx": marked,
    }
    for name, content in contents.items():
        files.write(folder / name, content)
        yield folder / name
