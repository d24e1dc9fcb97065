"""Search in a register of many documents: recall and time, beside a scan with LIKE and beside SQLite's trigram index.

    python -m benchmarks.searching [--documents N] [--queries N]

The documents are our own samples over and over, each copy with other company names. The queries are words of two to
four characters of their texts, as jieba cuts them, frequent ones more often. What is due is told by looking for the word
in every folded passage. All three search the same passages in the same process. Ends with 1 when a passage is missed.
"""

import argparse
import json
import random
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import jieba

from pipeline import batch, clauses, extraction, packing
from pipeline.files import read_source
from pipeline.fingerprint import Keys
from pipeline.model.record import Status
from pipeline.options import Ocr, Options
from pipeline.parsing import parse
from pipeline.passages import Passage, passages, searchable
from pipeline.store.register import Register, index
from pipeline.store.search import Wanted, search
from pipeline.zh.fold import fold
from pipeline.zh.traditional import simplified_characters

ROOT = Path(__file__).parents[1]
SEED = 20260101

T = TypeVar("T")
Sample = tuple[str, tuple[Passage, ...]]


def samples() -> list[Sample]:
    """Read our agreements, each once: text and passages."""
    plan, found = extraction.load(), {}
    for path in sorted((ROOT / "corpus" / "agreements").iterdir()):
        if path.suffix in (".txt", ".md", ".docx"):
            document = clauses.build(parse(read_source(path), Options(ocr=Ocr.NEVER)), path.stem)
            record = extraction.extract(document, plan)
            found[path.stem] = (document.text, passages(record))
    return list(found.values())


def copies(count: int) -> Iterator[Sample]:
    """Yield texts with their passages; each copy has another invented name before 有限公司, as long as it was."""
    seed, made = random.Random(SEED), samples()
    for number in range(count):
        text, found = made[number % len(made)]
        name = "".join(chr(seed.randrange(0x4E00, 0x9F00)) for _ in range(2))
        text = re.sub("[\u4e00-\u9fff]{2}(?=有限公司)", name, text)
        yield text, tuple(replace(each, words=searchable(text[each.span.start : each.span.end])) for each in found)


def fill(output: Path, count: int) -> list[str]:
    """Write a register of copies; gives the folded passages in the order of their numbers."""
    folded: list[str] = []
    with Register(output, create=True) as register, register.transaction() as db:
        settings = {"plan": extraction.DEFAULT_PLAN, "language": "zh", "masked": False}
        db.execute("INSERT INTO runs (begun, ended, settings) VALUES ('', '', ?)", (json.dumps(settings),))
        for number, (text, found) in enumerate(copies(count)):
            sha256 = f"{number:064x}"
            packed = packing.pack(text.encode())
            result = batch.Result(Status.COMPLETE, packing.pack_json({}), packed, passages=found)
            keys = Keys("", "", "")
            row = (
                sha256,
                result.status,
                keys.reading,
                keys.extraction,
                keys.conditions,
                result.record,
                packed,
                b"",
                b"",
            )
            db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            path = f"{number}.txt"
            db.execute(
                "INSERT INTO inputs (path, position, name, status, sha256) VALUES (?, ?, ?, 'complete', ?)",
                (path.encode(), number, path, sha256),
            )
            index(db, sha256, result)
            folded += [_folded(text[each.span.start : each.span.end]) for each in found]
    return folded


def _folded(text: str) -> str:
    return simplified_characters(fold(text)).casefold()


def words(folded: Sequence[str], count: int) -> list[str]:
    """Draw words of two to four Han characters from passages."""
    seed = random.Random(SEED)
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        cut = [word for word in jieba.cut(seed.choice(folded)) if re.fullmatch("[\u4e00-\u9fcb]{2,4}", word)]
        if cut:
            drawn[seed.choice(cut)] = None
    return list(drawn)


def peers(folded: Sequence[str], path: Path) -> sqlite3.Connection:
    """Put the passages in a plain table, to scan, and in a trigram index."""
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, said TEXT)")
    database.execute("CREATE VIRTUAL TABLE grams USING fts5 (said, tokenize = 'trigram', content = '')")
    for table, column in (("plain", "id"), ("grams", "rowid")):
        database.executemany(f"INSERT INTO {table} ({column}, said) VALUES (?, ?)", enumerate(folded, 1))
    database.execute("INSERT INTO grams (grams) VALUES ('optimize')")
    database.commit()
    return database


def measured(name: str, find: Callable[[str], T], queries: Sequence[str]) -> list[T]:
    """Time a way to search; prints median and 95th percentile in milliseconds."""
    times, results = [], []
    for query in queries:
        begun = time.perf_counter()
        results.append(find(query))
        times.append((time.perf_counter() - begun) * 1000)
    slowest = statistics.quantiles(times, n=20)[-1]
    print(f"{name:<42} median {statistics.median(times):8.2f} ms   p95 {slowest:8.2f} ms", end="")
    return results


def main() -> int:
    """Fill, search, compare."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--queries", type=int, default=200)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return compare(Path(folder), chosen.documents, chosen.queries)


def compare(folder: Path, documents: int, count: int) -> int:
    """Print the table. Gives 1 when the search misses a passage."""
    begun = time.perf_counter()
    folded = fill(folder, documents)
    print(f"{documents} documents, {len(folded)} passages, {sum(map(len, folded)):,} characters, ", end="")
    print(f"written in {time.perf_counter() - begun:.0f} s")
    other = peers(folded, folder / "peers.db")
    queries = words(folded, count)
    due = [{number for number, said in enumerate(folded, 1) if query in said} for query in queries]
    print(f"{count} words, {sum(map(len, due)):,} passages to find")
    with Register(folder) as register:
        ways = {
            "index of the register": finder(
                register.connection, "words", "MATCH", lambda word: f'"{searchable(word)}"'
            ),
            "trigram index": finder(other, "grams", "MATCH", lambda word: f'"{word}"'),
            "scan with LIKE": finder(other, "plain", "LIKE", lambda word: f"%{word}%"),
        }
        recalls = [row(f"{name}, all passages", find, queries, due) for name, find in ways.items()]
        measured("tiaoli search, ranked, 50 with snippets", lambda word: search(folder, Wanted(word)), queries)
        print()
        sizes(register.connection, other, folded)
    return int(recalls[0] < 1)


def finder(
    database: sqlite3.Connection, table: str, operator: str, written: Callable[[str], str]
) -> Callable[[str], set[int]]:
    """Make a way to find the numbers of passages."""
    number, column = ("id", "said") if operator == "LIKE" else ("rowid", table)
    statement = f"SELECT {number} FROM {table} WHERE {column} {operator} ?"
    return lambda word: {found for (found,) in database.execute(statement, (written(word),))}


def row(name: str, find: Callable[[str], set[int]], queries: Sequence[str], due: Sequence[set[int]]) -> float:
    """Print the time and the recall of a way to search; gives the recall."""
    found = measured(name, find, queries)
    right = sum(len(one & other) for one, other in zip(found, due, strict=True))
    more = sum(map(len, found)) - right
    recall = right / sum(map(len, due))
    print(f"   recall {recall:.4f}, {more} more across blanks and punctuation")
    return recall


def sizes(register: sqlite3.Connection, other: sqlite3.Connection, folded: Sequence[str]) -> None:
    """Print what the indexes take beside the text."""
    text = sum(len(said.encode()) for said in folded)
    print(f"{'text':<42} {text / 1e6:8.1f} MB")
    for name, database, table in (("index", register, "words"), ("trigram index", other, "grams")):
        (size,) = database.execute(f"SELECT sum(length(block)) FROM {table}_data").fetchone()
        print(f"{name:<42} {size / 1e6:8.1f} MB")
    (said,) = register.execute("SELECT sum(length(CAST(c0 AS BLOB))) FROM words_content").fetchone()
    print(f"{'words kept beside the index':<42} {said / 1e6:8.1f} MB")
    (pages,), (page,) = (register.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    print(f"{'the whole register':<42} {pages * page / 1e6:8.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
