"""Errors and cost of reading pages whose words are known, beside bare RapidOCR and pdfplumber, in one run.

    python -m benchmarks.reading [--quick] [--list] [--seed N] [--facts FOLDER]

Three tables: character errors by kind of page (Levenshtein distance over folded text without blanks); facts (clause
numbers, dates, amounts, codes) that are right, wrong but marked doubtful, or wrong; the time of a page. FOLDER holds a
further agreement: facts.gt.json with header, lines and footer of every page, facts.txt with a paragraph a line, and
facts*.pdf. Every figure stands beside its target; the command ends with 1 when one is missed.
"""

import argparse
import hashlib
import io
import itertools
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks.pages import Line, Page, Sample, picked, rendered, samples
from pipeline.model.document import Block, Kind, Parsed, Run, Source
from pipeline.model.mark import MarkKind
from pipeline.options import Options
from pipeline.parsing import parse
from pipeline.zh.dates import DATE
from pipeline.zh.fold import fold
from pipeline.zh.labels import label_at
from pipeline.zh.money import AMOUNT

FACTS = Path(__file__).parents[2] / "shared" / "ocr_facts"
TARGETS = {
    "digital": 0.3,
    "digital, watermark and seal": 0.3,
    "scan 200 dpi": 0.6,
    "scan 150 dpi": 1.2,
    "scan 200 dpi, skew 5°": 1.0,
}
"""Character errors of whole pages that are allowed, in per cent."""
UNDER_SEAL, RIGHT_OR_FLAGGED, COST = 5.0, 99.0, 1.15
"""Errors allowed in the lines under a seal (%); least share of facts right or flagged (%); time beside the engine."""

_APART = {MarkKind.SEAL, MarkKind.WATERMARK}
_DOUBT = {MarkKind.DOUBTFUL, MarkKind.UNREADABLE}
_PATTERNS = {"date": DATE, "amount": AMOUNT, "code": r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])"}
_NUMERAL = re.compile("[0-9A-Za-z〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]")
"""What changes a fact when it stands beside it."""
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_MIDDLE = 400.0
"""Points from the top: furniture above is a running head, below a foot."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as read: folded text without blanks, and which of its characters are marked doubtful."""

    text: str
    doubts: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A clause number, date, amount or code: where it stands in the words of its page."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a fact was read: `right`, `flagged` (wrong and marked doubtful) or `wrong`; if marked at all; as what."""

    fact: Fact
    outcome: str
    marked: bool
    words: str
    got: str


class Targets:
    """Puts a target and `ok` or `missed` beside a figure and remembers whether one was missed."""

    def __init__(self) -> None:
        self.missed = False

    def beside(self, figure: float, target: float | None, at_least: bool = False) -> str:
        """Give target and verdict as a column of the table."""
        if target is None:
            return f"{'':16}"
        met = figure >= target if at_least else figure <= target
        self.missed |= not met
        return f"{target:>8.2f}  {'ok' if met else 'missed':6}"


class Bare:
    """RapidOCR alone: a picture in, its lines out. `lean`: onnxruntime on one thread, lines are not turned."""

    def __init__(self, lean: bool = False) -> None:
        from rapidocr import RapidOCR

        threads = ("EngineConfig.onnxruntime.intra_op_num_threads", "EngineConfig.onnxruntime.inter_op_num_threads")
        settings = {"Global.use_cls": False, **dict.fromkeys(threads, 1)} if lean else {}
        self._engine: Any = RapidOCR(params={"Global.log_level": "critical", **settings})

    def text(self, picture: Image.Image) -> str:
        """Read a picture."""
        return squeezed("".join(self._engine(np.asarray(picture)[:, :, ::-1]).txts or ()))


def squeezed(text: str) -> str:
    """Fold a text and take out its blanks."""
    return _compact(fold(text))


def truth(page: Page) -> str:
    """Give the words of a page, folded and without blanks."""
    return squeezed("".join(line.text for line in page.lines))


def read(data: bytes, pages_at_once: int = 1) -> Parsed:
    """Read a PDF as the command does."""
    return parse(Source("pages.pdf", data, hashlib.sha256(data).hexdigest()), Options(pages_at_once=pages_at_once))


def readings(parsed: Parsed, pages: int) -> Iterator[Reading]:
    """Yield the pages: running head, body, foot; without what the reader says is a seal or a watermark.

    The reader keeps a running head that repeats once; it is given to the pages after that have none of their own.
    """
    running: list[Run] = []
    for number in range(1, pages + 1):
        body, head, foot = _runs(parsed.blocks, number)
        running = head or running
        characters = [(c, _is_doubtful(run)) for run in (*running, *body, *foot) for c in squeezed(run.text)]
        yield Reading("".join(text for text, _ in characters), tuple(doubtful for _, doubtful in characters))


def plumber(data: bytes) -> list[str]:
    """Read the pages of a digital PDF with pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [squeezed(page.extract_text()) for page in document.pages]


def errors(expected: Sequence[str], got: Sequence[str]) -> float:
    """Give the character errors over all pages, in per cent of the characters written."""
    wrong = sum(Levenshtein.distance(*pair) for pair in zip(expected, got, strict=True))
    return 100 * wrong / sum(map(len, expected))


def errors_under_seals(sample: Sample, got: Sequence[str]) -> float:
    """Give the character errors in the lines that a seal touches, in per cent of the characters of these lines."""
    wrong = written_there = 0
    for page, seal, text in zip(sample.pages, sample.seals, got, strict=True):
        starts = [0, *itertools.accumulate(len(line.text) for line in page.lines)]
        there = {place for index in page.under(seal) for place in range(starts[index], starts[index + 1])}
        written_there += len(there)
        wrong += sum(edit.src_pos in there for edit in Levenshtein.editops(truth(page), text))
    return 100 * wrong / written_there


def facts(page: Page) -> Iterator[Fact]:
    """Find the clause numbers, dates, amounts and codes in the words of a page."""
    at = 0
    for paragraph in _paragraphs(page):
        if label := label_at(paragraph):
            yield Fact("clause", at, at + label.end)
        for kind, pattern in _PATTERNS.items():
            for match in re.finditer(pattern, paragraph):
                yield Fact(kind, at + match.start(), at + match.end())
        at += len(paragraph)


def judged(page: Page, got: Reading) -> Iterator[Verdict]:
    """Judge every fact of a page by what stands between the characters before and after it."""
    text = truth(page)
    begins, ends = _aligned(text, got.text)
    for fact in facts(page):
        first = ends[fact.start - 1] if fact.start else 0
        last = begins[fact.end] if fact.end < len(text) else len(got.text)
        words, between = text[fact.start : fact.end], got.text[first:last]
        right = words in between and not _NUMERAL.search(between.replace(words, "", 1))
        marked = any(got.doubts[max(first - 1, 0) : last + 1])
        yield Verdict(fact, "right" if right else "flagged" if marked else "wrong", marked, words, between)


def further(folder: Path) -> Iterator[Sample]:
    """Yield the PDF files of a folder of facts; nothing when it is not there."""
    if not (folder / "facts.gt.json").exists():
        return
    lengths = (len(_compact(line)) for line in (folder / "facts.txt").read_text(encoding="utf-8").splitlines())
    starts, at, pages = {0, *itertools.accumulate(lengths)}, 0, []
    for page in json.loads((folder / "facts.gt.json").read_text(encoding="utf-8")):
        lines = [Line(_compact(text), _NOWHERE, True) for text in page["header"]]
        for text in page["lines"]:
            lines.append(Line(_compact(text), _NOWHERE, at in starts))
            at += len(lines[-1].text)
        pages.append(Page((*lines, Line(_compact(page["footer"]), _NOWHERE, True))))
    for path in sorted(folder.glob("facts*.pdf")):
        data = path.read_bytes()
        pictures = [] if any(plumber(data)) else rendered(data, 200)
        yield Sample(path.stem, data, tuple(pages), tuple(pictures))


def measured(sample: Sample, peer: Bare, targets: Targets) -> tuple[list[str], list[Verdict]]:
    """Read a sample, print its errors beside those of its peer; give the differences and the verdicts on its facts."""
    begun = time.perf_counter()
    parsed = read(sample.data)
    seconds = (time.perf_counter() - begun) / len(sample.pages)
    as_read = list(readings(parsed, len(sample.pages)))
    expected, got = [truth(page) for page in sample.pages], [page.text for page in as_read]
    others = [peer.text(picture) for picture in sample.pictures] or plumber(sample.data)
    rows = [(sample.kind, errors(expected, got), TARGETS.get(sample.kind), errors(expected, others))]
    if sample.seals:
        under = errors_under_seals(sample, got), UNDER_SEAL, errors_under_seals(sample, others)
        rows.append(("  lines under a seal", *under))
    for kind, figure, target, of_peer in rows:
        shown = f"{len(got):>6}{seconds:>9.2f}" if kind == sample.kind else " " * 15
        print(f"{kind:32}{shown}{figure:>9.2f}{targets.beside(figure, target)}{of_peer:>9.2f}", flush=True)
    verdicts = [verdict for pair in zip(sample.pages, as_read, strict=True) for verdict in judged(*pair)]
    return [line for pair in zip(expected, got, strict=True) for line in _differences(*pair)], verdicts


def print_facts(kind: str, verdicts: Sequence[Verdict], targets: Targets) -> None:
    """Print how the facts of a kind of page were read."""
    counts = Counter(verdict.outcome for verdict in verdicts)
    marked = sum(verdict.marked for verdict in verdicts if verdict.outcome == "right")
    share = 100 * (counts["right"] + counts["flagged"]) / len(verdicts)
    columns = "".join(f"{count:>8}" for count in (len(verdicts), counts["right"], counts["flagged"], counts["wrong"]))
    print(f"{kind:32}{columns}{share:>9.2f}{targets.beside(share, RIGHT_OR_FLAGGED, at_least=True)}{marked:>8}")


def print_cost(scan: Sample, rounds: int, targets: Targets) -> None:
    """Print the time of a page as the pipeline reads it and of the engine alone, and what two pages at once gain."""
    lean, page, picture = Bare(lean=True), picked(scan.data, [0]), scan.pictures[0]
    ours, alone = _alternating(rounds, lambda: read(page), lambda: lean.text(picture))
    one, two = _alternating(max(rounds // 3, 1), lambda: read(scan.data), lambda: read(scan.data, pages_at_once=2))
    print(f"{'a page through the pipeline':32}{ours:>9.2f} s")
    print(f"{'the engine alone, same picture':32}{alone:>9.2f} s")
    print(f"{'ratio':32}{ours / alone:>9.2f}  {targets.beside(ours / alone, COST)}")
    print(f"{'pages two at a time, a page':32}{two / len(scan.pages):>9.2f} s, {one / two:.2f} times as fast as one")


def main() -> int:
    """Measure, print the tables, and end with 1 when a target is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--quick", action="store_true", help="the first two pages of each kind, three rounds")
    options.add_argument("--seed", type=int, default=7, help="another seed: seals elsewhere, other grain")
    options.add_argument("--list", action="store_true", help="print what was read wrong")
    options.add_argument("--facts", type=Path, default=FACTS, help="folder of a further agreement, if it is there")
    given = options.parse_args()
    targets, peer = Targets(), Bare()
    outcomes: dict[str, list[Verdict]] = {}
    kinds = list(samples(2 if given.quick else None, given.seed))
    scan = next(sample for sample in kinds if sample.pictures)
    read(picked(scan.data, [0]))
    print(f"character errors, %{'':13}{'pages':>6}{'s/page':>9}{'ours':>9}{'target':>8}{'':8}{'peer':>9}")
    for sample in [*kinds, *further(given.facts)]:
        differences, outcomes[sample.kind] = measured(sample, peer, targets)
        for difference in differences if given.list else ():
            print(difference)
    print("peer: pdfplumber for digital pages, RapidOCR for pictures, lines in the order it gives them")
    print(
        f"\n{'facts':32}{'all':>8}{'right':>8}{'flagged':>8}{'wrong':>8}{'share':>9}{'target':>8}{'':8}{'doubted':>8}"
    )
    for kind, verdicts in outcomes.items():
        print_facts(kind, verdicts, targets)
        for verdict in verdicts if given.list else ():
            if verdict.outcome != "right":
                print(f"    {verdict.outcome} {verdict.fact.kind} {verdict.words} -> {verdict.got}")
    print_facts("all", [verdict for verdicts in outcomes.values() for verdict in verdicts], targets)
    print("share: right or flagged, %; doubted: right, but marked doubtful\n\ncost, medians")
    print_cost(scan, 3 if given.quick else 7, targets)
    return 1 if targets.missed else 0


def _compact(text: str) -> str:
    return "".join(text.split())


def _paragraphs(page: Page) -> Iterator[str]:
    """Yield the paragraphs and cells of a page, or the parts of them that stand on it, folded and without blanks."""
    words = ""
    for line in page.lines:
        if line.begins and words:
            yield words
            words = ""
        words += squeezed(line.text)
    yield words


def _runs(blocks: Iterable[Block], number: int) -> tuple[list[Run], list[Run], list[Run]]:
    """Give the runs of a page: those of the body, those of furniture above it, those of furniture below."""
    body: list[Run] = []
    above: list[Run] = []
    below: list[Run] = []
    for block in blocks:
        for run in block.runs:
            if run.place.page == number and block.apart not in _APART:
                is_high = run.place.box is not None and run.place.box.top < _MIDDLE
                (body if block.kind is not Kind.FURNITURE else above if is_high else below).append(run)
    return body, above, below


def _is_doubtful(run: Run) -> bool:
    return run.mark is not None and run.mark.kind in _DOUBT


def _aligned(expected: str, got: str) -> tuple[list[int], list[int]]:
    """Give for each character written where it begins and where it ends in what was read; the same when it is lost."""
    begins, ends = [0] * len(expected), [0] * len(expected)
    for code in Levenshtein.opcodes(expected, got):
        read_there = code.dest_end > code.dest_start
        for index in range(code.src_start, code.src_end):
            begins[index] = code.dest_start + (index - code.src_start if read_there else 0)
            ends[index] = begins[index] + read_there
    return begins, ends


def _differences(expected: str, got: str) -> Iterator[str]:
    """Yield each stretch read wrong with the words before it."""
    for code in Levenshtein.opcodes(expected, got):
        if code.tag != "equal":
            before = expected[max(code.src_start - 6, 0) : code.src_start]
            words, instead = expected[code.src_start : code.src_end], got[code.dest_start : code.dest_end]
            yield f"    {before} [{words} -> {instead}]"


def _alternating(rounds: int, *candidates: Callable[[], object]) -> tuple[float, ...]:
    """Give the median seconds of each candidate, run in turn."""
    times: tuple[list[float], ...] = tuple([] for _ in candidates)
    for candidate in candidates:
        candidate()
    for _ in range(rounds):
        for seconds, candidate in zip(times, candidates, strict=True):
            begun = time.perf_counter()
            candidate()
            seconds.append(time.perf_counter() - begun)
    return tuple(statistics.median(seconds) for seconds in times)


if __name__ == "__main__":
    sys.exit(main())
