"""Time and memory of writing the reports of many agreements, each file alone and all together.

    python -m benchmarks.reports [--counts 200 2000 10000]

The documents are those of corpus/agreements again and again, under ids and names of their own; each is made anew from
its line of JSON as it is asked for, as the register on disk does, and the time of that is taken off. Figures: CPU
milliseconds a document, highest resident memory of the process above what it was before (libraries loaded), bytes.
Ends with 1 when a goal is missed at 10,000 documents: 6 ms a document, 50 MB.
"""

import argparse
import itertools
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import jinja2  # noqa: F401  # loaded before memory is measured, as pandas and XlsxWriter
import psutil
import xlsxwriter  # noqa: F401

from pipeline import batch, extraction, files
from pipeline.reports.html import Page
from pipeline.reports.json import record_json, to_line
from pipeline.reports.originals import flag_pictures
from pipeline.reports.register import Csv, Register
from pipeline.reports.tables import Fields, register_row
from pipeline.reports.workbook import Workbook
from pipeline.reports.writing import Shown, write_reports

AGREEMENTS = Path(__file__).parents[1] / "corpus" / "agreements"
GOAL_MS, GOAL_MB, GOAL_COUNT = 6.0, 50.0, 10_000

Documents = Callable[[], Iterator[Shown]]
Work = Callable[[Documents, int, Path, Fields], object]


@dataclass(frozen=True)
class Sample:
    """A document to repeat: its record as a line, its text, its pictures."""

    line: str
    text: str
    pictures: Mapping[str, bytes]


def samples() -> list[Sample]:
    """Read the agreements of the corpus."""
    plan = extraction.load()
    outcomes = (batch.process(files.read_source(path), plan) for path in files.discover([AGREEMENTS]).paths)
    return [
        Sample(to_line(record_json(one)), one.record.document.text, flag_pictures(one.record))
        for one in outcomes
        if one.record
    ]


def documents(given: list[Sample], count: int) -> Iterator[Shown]:
    """Yield so many documents, none of them held."""
    for number, sample in enumerate(itertools.islice(itertools.cycle(given), count)):
        record = json.loads(sample.line)
        record["document"] |= {"id": f"{number:016x}", "path": f"{number}/{record['document']['path']}"}
        yield Shown(record, sample.text, sample.pictures)


def jsonl(given: Documents, _: int, folder: Path, __: Fields) -> None:
    """Write records.jsonl alone."""
    with files.replacing(folder / "records.jsonl") as file:
        for shown in given():
            file.write(to_line(shown.record).encode())


def xlsx(given: Documents, _: int, folder: Path, fields: Fields) -> None:
    """Write register.xlsx alone."""
    with files.replacing(folder / "register.xlsx") as file, Workbook(file, "zh", folder) as book:
        register = Register(book, folder, fields, "zh")
        for shown in given():
            register.add(shown.record, register_row(shown.record, fields, "zh"))
        register.finish()


def csv(given: Documents, _: int, folder: Path, fields: Fields) -> None:
    """Write register.csv alone."""
    with files.replacing(folder / "register.csv") as file:
        rows = Csv(file, fields, "zh")
        for shown in given():
            rows.add(register_row(shown.record, fields, "zh"))


def html(given: Documents, _: int, folder: Path, fields: Fields) -> None:
    """Write report.html alone."""
    with files.replacing(folder / "report.html") as file:
        page = Page(file, folder, fields, "zh")
        for shown in given():
            page.add(shown.record, shown.text, shown.pictures)
        page.finish()


def together(given: Documents, _: int, folder: Path, fields: Fields) -> None:
    """Write all four in one pass, as a run does."""
    write_reports(given(), folder, fields, "zh")


def nothing(given: Documents, _: int, __: Path, ___: Fields) -> None:
    """Make the documents and do nothing with them."""
    for _shown in given():
        pass


def measured(work: Work, given: list[Sample], count: int, fields: Fields) -> tuple[float, float, float]:
    """Give CPU seconds, growth of memory in MB, and MB written."""
    process, highest, done = psutil.Process(), [0], threading.Event()
    before = process.memory_info().rss

    def watch() -> None:
        while not done.wait(0.02):
            highest[0] = max(highest[0], process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    with TemporaryDirectory() as folder:
        watcher.start()
        begun = time.process_time()
        work(lambda: documents(given, count), count, Path(folder), fields)
        seconds = time.process_time() - begun
        done.set()
        watcher.join()
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
    return seconds, max(0, highest[0] - before) / 1e6, size / 1e6


def main() -> int:
    """Measure, print the table, and end with 1 when a goal is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--counts", nargs="+", type=int, default=[200, 2_000, GOAL_COUNT])
    counts = options.parse_args().counts
    fields = {extractor.field: extractor for extractor in extraction.load().fields}
    given = samples()
    works: dict[str, Work] = {
        "all together": together,
        "records.jsonl": jsonl,
        "register.xlsx": xlsx,
        "register.csv": csv,
        "report.html": html,
    }
    met = True
    print(f"{'documents':>10} {'file':16}{'ms/document':>12}{'grows MB':>10}{'MB':>9}")
    for count in counts:
        own = measured(nothing, given, count, fields)[0]
        for name, work in works.items():
            seconds, growth, size = measured(work, given, count, fields)
            taken = 1000 * (seconds - own) / count
            print(f"{count:>10,} {name:16}{taken:>12.2f}{growth:>10.0f}{size:>9.1f}", flush=True)
            if count == GOAL_COUNT and work is together:
                met = taken <= GOAL_MS and growth <= GOAL_MB
    if GOAL_COUNT in counts:
        print(f"goals at {GOAL_COUNT:,}: {GOAL_MS} ms a document, {GOAL_MB:.0f} MB: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
