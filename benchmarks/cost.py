"""CPU of all fields, flags and clause numbers on one long agreement, beside jieba cutting the same text into words.

    python -m benchmarks.cost [--rounds N] [--characters N]

The agreement is laid together from our own samples: head and signatures of the first, clauses of one agreement a
family, numbered through as 第一条, 第二条 …. The figure is the median CPU time of the rounds, each on an agreement
that is new to the process: what a round remembers of a text is forgotten before the next. The model that tells clause
types is no part of the plan measured, it has its own benchmark. Ends with 1 when the goal is missed.
"""

import argparse
import functools
import gc
import itertools
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import clauses, extraction
from pipeline.files import read_source
from pipeline.model.document import MAIN_PART, Document, Parsed
from pipeline.model.finding import Finding, Findings
from pipeline.options import Ocr, Options
from pipeline.parsing import parse
from pipeline.parsing.text import read_text
from pipeline.scoring.score_table import family
from pipeline.zh.labels import label_at

ROOT = Path(__file__).parents[1]
GOAL = 60.0
"""Milliseconds for 24,000 characters."""


def samples() -> list[Document]:
    """Read our agreements, each in one format: one of each family, then their other versions."""
    paths = sorted((ROOT / "corpus" / "agreements").iterdir(), key=lambda path: (path.stem, path.suffix != ".txt"))
    chosen = {path.stem: path for path in reversed(paths) if path.suffix in (".txt", ".md", ".docx")}
    firsts = {family(stem, {}): stem for stem in sorted(chosen, reverse=True)}.values()
    ordered = sorted(chosen, key=lambda stem: (stem not in firsts, stem))
    digital = Options(ocr=Ocr.NEVER)
    return [clauses.build(parse(read_source(chosen[stem]), digital), stem) for stem in ordered]


def agreement(length: int) -> str:
    """Lay an agreement of a length together."""
    documents = samples()
    first = documents[0]
    start = next(first.clauses.walk()).span.start
    foot = "".join(first.text[span.start : span.end] for span, name in first.parts if name != MAIN_PART)
    pieces, size = [first.text[:start]], start + len(foot)
    for number, words in enumerate(_clauses(documents), 1):
        if size >= length:
            break
        piece = f"第{_han(number)}条 {words[: length - size]}".rstrip() + "\n"
        pieces.append(piece)
        size += len(piece)
    return "".join((*pieces, foot))


def _clauses(documents: list[Document]) -> Iterator[str]:
    """Yield the words of the top clauses without their numbers."""
    for document in documents:
        for clause in document.clauses.roots:
            words = document.text[clause.span.start : clause.span.end]
            if clause.part == MAIN_PART and (label := label_at(words.split("\n")[0])):
                yield words[label.end :].lstrip()


def _han(number: int) -> str:
    digits = "〇一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    head = digits[hundreds] + "百" + ("〇" if not tens and ones else "") if hundreds else ""
    return (
        head + ((digits[tens] if tens > 1 or hundreds else "") + "十" if tens else "") + (digits[ones] if ones else "")
    )


def forgetting() -> list["functools._lru_cache_wrapper[Any]"]:
    """Give the caches that remember texts: those of a limited size. Tables that are made once have none."""
    caches = (item for item in gc.get_objects() if isinstance(item, functools._lru_cache_wrapper))
    own = (cached for cached in caches if str(cached.__module__).startswith(("pipeline.", "extractors.")))
    return [cached for cached in own if cached.cache_parameters()["maxsize"] is not None]


def one_round(parsed: Parsed, plan: extraction.Plan, times: dict[str, list[float]]) -> None:
    """Build the document anew and run each field, noting the CPU milliseconds of each."""
    marks = [("", time.process_time())]

    def done(name: str) -> None:
        marks.append((name, time.process_time()))

    document = clauses.build(parsed, "x")
    done("(blocks, parts, clause numbers)")
    _ = document.folded, document.compact, document.tables
    done("(folded and compact text, tables)")
    found: dict[str, tuple[Finding[Any], ...]] = {}
    for extractor in plan.extractors:
        found[extractor.field] = tuple(extractor.run(document, Findings(found)))
        done(extractor.field)
    for (_, begun), (name, ended) in itertools.pairwise(marks):
        times[name].append(1000 * (ended - begun))
    times["total"].append(1000 * (marks[-1][1] - marks[0][1]))


def main() -> int:
    """Measure, print the table, and end with 1 when the goal is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--characters", type=int, default=24_000)
    given = options.parse_args()
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.initialize()
    text = agreement(given.characters)
    parsed, plan = read_text(text.encode()), extraction.load()
    one_round(parsed, plan, defaultdict(list))
    times: dict[str, list[float]] = defaultdict(list)
    peer = []
    caches = forgetting()
    for _ in range(given.rounds):
        for cached in caches:
            cached.cache_clear()
        one_round(parsed, plan, times)
        begun = time.process_time()
        list(jieba.cut(text))
        peer.append(1000 * (time.process_time() - begun))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    whole, words = medians.pop("total"), statistics.median(peer)
    numbered = sum(1 for _ in clauses.build(parsed, "x").clauses.walk())
    print(f"one agreement, {len(text)} characters, {numbered} clauses, median CPU of {given.rounds} rounds\n")
    for name, taken in sorted(medians.items(), key=lambda item: -item[1]):
        print(f"{name:40}{taken:>10.2f} ms")
    print(f"{'all fields, flags, clause numbers':40}{whole:>10.2f} ms")
    print(f"{'jieba, the same text into words once':40}{words:>10.2f} ms{whole / words:>8.2f}x")
    goal = GOAL * len(text) / 24_000
    print(f"\ngoal: at most {goal:.0f} ms: {whole:.1f} ms")
    return 0 if whole <= goal else 1


if __name__ == "__main__":
    sys.exit(main())
