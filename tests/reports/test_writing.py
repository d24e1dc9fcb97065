"""The reports of a run: one pass, whole files or none, nothing left behind, little memory however many there are."""

import io
import itertools
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipeline import batch, extraction, files
from pipeline.errors import FileAccessError
from pipeline.files import read_source
from pipeline.reports.html import write_report
from pipeline.reports.json import record_json, to_line
from pipeline.reports.register import write_csv, write_register
from pipeline.reports.workbook import Workbook
from pipeline.reports.writing import NAMES, Shown, write_reports

FIELDS = {extractor.field: extractor for extractor in extraction.load().fields}


@pytest.fixture(scope="module")
def documents(corpus: Path) -> list[Shown]:
    """Give three documents with their texts."""
    names = ("cloud-partner-FY25.pdf", "office-lease-v2022.docx", "service-form-blank.md")
    outcomes = [batch.process(read_source(corpus / "agreements" / name), extraction.load()) for name in names]
    return [Shown(record_json(one), one.record.document.text, {}) for one in outcomes if one.record]


def repeated(documents: list[Shown], count: int) -> Iterator[Shown]:
    """Yield documents again and again under names of their own."""
    lines = [json.dumps(shown.record) for shown in documents]
    for number, (line, shown) in enumerate(
        itertools.islice(itertools.cycle(zip(lines, documents, strict=True)), count)
    ):
        record: dict[str, Any] = json.loads(line)
        record["document"] |= {"id": f"{number:016x}", "path": f"{number}/示例.pdf"}
        yield Shown(record, shown.text, shown.pictures)


def test_reports_are_those_of_the_single_writers(documents: list[Shown], tmp_path: Path) -> None:
    """Each file is what its own writer gives for the records."""
    written = write_reports(documents, tmp_path, FIELDS, "zh")
    records = [shown.record for shown in documents]
    texts = {shown.record["document"]["id"]: shown.text for shown in documents}

    assert [path.name for path in written] == list(NAMES)
    assert [path.read_bytes() for path in written] == [
        "".join(map(to_line, records)).encode(),
        write_register(records, FIELDS),
        write_report(records, FIELDS, texts, {}, "zh").encode(),
        write_csv(records, FIELDS),
    ]


def test_documents_are_read_once(documents: list[Shown], tmp_path: Path) -> None:
    """A pass costs a read of the whole register."""
    assert len(write_reports(iter(documents), tmp_path, FIELDS, "zh")) == len(NAMES)


def test_page_counts_the_documents_that_came(documents: list[Shown], tmp_path: Path) -> None:
    """Two inputs of one content are one document, whatever the number of inputs is said to be."""
    write_reports(documents, tmp_path, FIELDS, "zh")

    assert "文件 <b>3</b>" in (tmp_path / "report.html").read_text(encoding="utf-8")


class Full(io.BytesIO):
    """A file on a disk that is full."""

    def write(self, _: Any) -> int:
        """Refuse."""
        raise OSError(28, "No space left on device")


def test_full_disk_at_the_end_of_a_workbook_is_an_error_of_the_disk(tmp_path: Path) -> None:
    """The workbook is packed when all rows are there; what the disk refuses then is an OSError too."""
    with pytest.raises(OSError, match="No space left"), Workbook(Full(), "zh", tmp_path) as book:
        book.sheet("甲", ("乙",)).add({"乙": "丙"})


def test_nothing_but_the_reports_is_left(documents: list[Shown], tmp_path: Path) -> None:
    """Temporary files are gone."""
    write_reports(documents, tmp_path, FIELDS, "zh")

    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)


def broken(documents: list[Shown], error: BaseException) -> Iterator[Shown]:
    """Yield a document and fail."""
    yield documents[0]
    raise error


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), RuntimeError("x")])
def test_old_reports_stay_when_writing_fails(documents: list[Shown], tmp_path: Path, error: BaseException) -> None:
    """The reports of the run before are as they were, and no temporary file is left."""
    for name in NAMES:
        (tmp_path / name).write_text("old", encoding="utf-8")
    with pytest.raises((FileAccessError, KeyboardInterrupt, RuntimeError)):
        write_reports(broken(documents, error), tmp_path, FIELDS, "zh")

    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == dict.fromkeys(NAMES, "old")


def test_temporary_files_lie_in_a_folder_of_ours(documents: list[Shown], tmp_path: Path) -> None:
    """While reports are written nothing else than they and what is named as temporary stands in the folder."""
    seen: set[str] = set()

    def watched() -> Iterator[Shown]:
        for shown in documents:
            seen.update(path.name for path in tmp_path.iterdir())
            yield shown

    write_reports(watched(), tmp_path, FIELDS, "zh")

    assert seen
    assert all(name.startswith(files.TEMPORARY) for name in seen)


def test_lone_surrogate_is_written_as_json_says_it(documents: list[Shown], tmp_path: Path) -> None:
    """A line of records.jsonl is UTF-8 and reads back as the record."""
    record = json.loads(json.dumps(documents[0].record))
    record["document"]["path"] = "甲\ud800乙.pdf"
    write_reports([Shown(record, "", {})], tmp_path, FIELDS, "zh")

    assert json.loads((tmp_path / "records.jsonl").read_text(encoding="utf-8")) == record


def test_memory_does_not_grow_with_the_documents(documents: list[Shown], tmp_path: Path) -> None:
    """500 documents take less than 20 MB more than three; benchmarks/reports.py measures 10,000."""
    write_reports(documents, tmp_path, FIELDS, "zh")
    process, highest, done = psutil.Process(), [0], threading.Event()
    before = process.memory_info().rss

    def watch() -> None:
        while not done.is_set():
            highest[0] = max(highest[0], process.memory_info().rss)
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()
    write_reports(repeated(documents, 500), tmp_path, FIELDS, "zh")
    done.set()
    watcher.join()

    assert highest[0] - before < 20e6
