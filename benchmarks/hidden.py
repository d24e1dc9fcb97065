"""Hidden text: ways found, false flags over real PDF files, and cost beside bare text reading, in one run.

    python -m benchmarks.hidden [FOLDER] [--rounds N]

FOLDER, by default ../shared where it is, holds PDF files that are taken to hide nothing: what is found in them is
listed, to be looked at. Cost is the CPU time of the check (of all text but slanted watermarks, which a reader sets apart)
beside that of loading pages and reading their text layer with pypdfium2, each the best of its rounds: the mean over the
pages that had to be drawn, and over those that had not.
"""

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pypdfium2

from pipeline.parsing.pdf_columns import walk
from pipeline.parsing.pdf_hidden import hidden_text
from pipeline.parsing.pdf_objects import directions
from tests.parsing.hiding import HONEST, VARIANTS, WAYS

ROOT = Path(__file__).parents[1]


def reasons(page: Any) -> Counter[str]:
    """Count the hidden text objects of a page by reason."""
    drawn = walk(page.raw)
    return Counter(hidden.reason for hidden in hidden_text(page, drawn, drawn.items))


def found(ways: dict[str, tuple[str, bytes]]) -> int:
    """Count the ways of which just the one hidden text is found, with its reason."""
    return sum(reasons(pypdfium2.PdfDocument(data)[0]) == Counter([reason]) for reason, data in ways.values())


def documents(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield the names and documents of the PDF files below a folder, without those that cannot be opened."""
    for path in sorted(folder.rglob("*.pdf")):
        try:
            yield path.name, pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            continue


def pages(document: Any) -> Iterator[tuple[int, Any]]:
    """Yield the numbers and pages of a document, without those that cannot be loaded."""
    for number in range(len(document)):
        try:
            yield number, document[number]
        except pypdfium2.PdfiumError:
            continue


def cpu(work: Callable[[], object], rounds: int) -> float:
    """Measure the CPU milliseconds of work, the best of its rounds."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best * 1000


def check(page: Any, rounds: int) -> tuple[bool, float]:
    """Say whether the check of a page's text, without slanted watermarks, has to draw the page, and what it costs."""
    drawn = walk(page.raw)
    texts = [item for item, quarters in directions(drawn).items() if quarters is not None]
    with patch.object(pypdfium2.PdfPage, "render", autospec=True, side_effect=pypdfium2.PdfPage.render) as render:
        hidden_text(page, drawn, texts)
    return bool(render.called), cpu(lambda: hidden_text(page, drawn, texts), rounds)


def sweep(folder: Path, rounds: int) -> None:
    """Print what is found in a folder and what looking for it costs."""
    costs: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    flagged = files = 0
    for name, document in documents(folder):
        kinds: Counter[str] = Counter()
        for number, page in pages(document):
            kinds += reasons(page)
            bare = cpu(lambda n=number, d=document: d[n].get_textpage().get_text_range(), rounds)  # type: ignore[misc]
            drawn, cost = check(page, rounds)
            costs[drawn].append((bare, cost))
        files += 1
        flagged += bool(kinds)
        if kinds:
            print(f"  {name}: {', '.join(f'{reason} {count}' for reason, count in kinds.items())}")
    print(f"files with hidden text: {flagged} of {files}")
    for drawn, pairs in costs.items():
        if pairs:
            bare, cost = (statistics.fmean(column) for column in zip(*pairs, strict=True))
            kind = "drawn" if drawn else "not drawn"
            print(f"{len(pairs)} pages {kind}: text {bare:.2f} ms, check {cost:.2f} ms a page: {cost / bare:.0%} more")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    print(f"ways found: {found(WAYS)} of {len(WAYS)}; near relatives: {found(VARIANTS)} of {len(VARIANTS)}")
    flags = sum(bool(reasons(pypdfium2.PdfDocument(data)[0])) for data in HONEST.values())
    print(f"false flags on honest pages: {flags} of {len(HONEST)}")
    if given.folder.is_dir():
        sweep(given.folder, given.rounds)


if __name__ == "__main__":
    main()
