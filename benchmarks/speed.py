"""Speed of extract over digital PDF files beside bare pypdfium2, pdfplumber and a bare interpreter, in one run.

    python -m benchmarks.speed [FOLDER ...] [--rounds N]

Every candidate works through the same pages in this process, in an order shuffled each round; the figure is the
median of the CPU time of its rounds, and its ratio to bare pypdfium2. Start-up is measured as whole processes.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline import batch, clauses, extraction
from pipeline.files import read_source
from pipeline.model.document import Document, Source
from pipeline.options import Ocr, Options
from pipeline.parsing import parse

ROOT = Path(__file__).parents[1]
DIGITAL = Options(ocr=Ocr.NEVER)
GOALS = {"extract": 5.0, "--help": 10.0}


def bare(source: Source) -> None:
    """Read the text of every page with pypdfium2 and nothing else: the floor."""
    document = pypdfium2.PdfDocument(source.data)
    for page in document:
        page.get_textpage().get_text_range()


def plumber(source: Source) -> None:
    """Read the text of every page with pdfplumber.extract_text."""
    import io

    with pdfplumber.open(io.BytesIO(source.data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def cpu(work: Callable[[Source], object], sources: list[Source]) -> float:
    """Measure the CPU seconds of a candidate over all sources."""
    begun = time.process_time()
    for source in sources:
        work(source)
    return time.process_time() - begun


def start_up(arguments: list[str], rounds: int) -> float:
    """Measure the median CPU seconds of a whole process."""
    seconds = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(seconds)


def main() -> int:
    """Measure, print the table, and end with 1 when a goal is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, default=[ROOT / "corpus" / "agreements"])
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    plan = extraction.load()
    sources, pages = [], 0
    for path in sorted(file for folder in given.folders for file in folder.glob("*.pdf")):
        source = read_source(path)
        outcome = batch.process(source, plan, DIGITAL)
        if outcome.parsed and outcome.parsed.pages:
            sources.append(source)
            pages += outcome.parsed.pages
    parsed = {source.sha256: parse(source, DIGITAL) for source in sources}
    documents = {source.sha256: clauses.build(parsed[source.sha256], "x") for source in sources}
    candidates: dict[str, Callable[[Source], object]] = {
        "bare pypdfium2 text": bare,
        "extract (read, clauses, all fields)": lambda source: batch.process(source, plan, DIGITAL),
        "  read only": parse,
        "  clauses only": lambda source: clauses.build(parsed[source.sha256], "x"),
        "  fields only (folded anew)": lambda source: extraction.extract(_fresh(documents[source.sha256]), plan),
        "pdfplumber extract_text": plumber,
    }
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(given.rounds):
        for name in random.sample(list(candidates), len(candidates)):
            if name.startswith("pdfplumber") and len(times[name]) >= 3:
                continue
            times[name].append(cpu(candidates[name], sources))
    floor = statistics.median(times["bare pypdfium2 text"])
    print(f"{len(sources)} PDF files, {pages} pages, median CPU of {given.rounds} rounds (pdfplumber: 3)\n")
    print(f"{'candidate':40}{'ms/page':>10}{'x bare':>10}")
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"{name:40}{1000 * middle / pages:>10.2f}{middle / floor:>10.2f}")
    nothing, help_ = start_up(["-c", "pass"], given.rounds), start_up(["-m", "pipeline", "--help"], given.rounds)
    print(
        f"\n{'python -c pass':40}{1000 * nothing:>10.0f} ms\n{'tiaoli --help':40}{1000 * help_:>10.0f} ms{help_ / nothing:>8.1f}x"
    )
    ratio = statistics.median(times["extract (read, clauses, all fields)"]) / floor
    met = ratio <= GOALS["extract"] and help_ / nothing <= GOALS["--help"]
    print(
        f"\ngoals: extract at most {GOALS['extract']}x: {ratio:.2f}x; --help at most {GOALS['--help']}x: {help_ / nothing:.1f}x"
    )
    return 0 if met else 1


def _fresh(document: Document) -> Document:
    """Give the same document without its cached folded and compact texts."""
    return Document(document.id, document.text, document.blocks, document.clauses, document.places, document.parts)


if __name__ == "__main__":
    sys.exit(main())
