"""What a change wins and loses, value by value: the working tree beside a commit, over agreements that have gold.

    python -m benchmarks.gains BASE [--agreements DIR ...] [--gold DIR] [--ocr never|auto|always]

The commit is checked out into a temporary worktree, which is removed whatever happens. Both versions read the same
agreements, each in a process of its own; both are held against the same gold by the scorer of the working tree. Of held-out families only the counts are printed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline import extraction, records
from pipeline.scoring.score_table import in_split
from pipeline.scoring.scoring import covers
from pipeline.scoring.verdicts import Verdict, judge

ROOT = Path(__file__).parents[1]
OK_TO_GO_ON = (0, 4)
"""Exit codes of an extraction that wrote its records: done, done but for some files."""


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Give a worktree of a commit, and take it away again."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "base"
        added = subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, commit], cwd=ROOT, check=False)
        if added.returncode:
            raise SystemExit(f"{commit} cannot be checked out")
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def extract(tree: Path, agreements: Sequence[Path], ocr: str) -> dict[str, Any]:
    """Read the agreements with the version in a folder; give its records by path."""
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-m", "pipeline", "extract", *map(str, agreements), "-o", output, "-q", "--ocr", ocr]
        env = os.environ | {"PYTHONPATH": str(tree)}
        run = subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, check=False)
        if run.returncode not in OK_TO_GO_ON:
            raise SystemExit(f"{tree}: extraction ended with {run.returncode}\n{run.stderr}")
        return {record["document"]["path"]: record for record in records.read_records(Path(output))}


def key(item: Any) -> str:
    """Write a value for comparison and for print."""
    return json.dumps(item if not isinstance(item, dict) else item.get("value", item), ensure_ascii=False)


def outcome(verdicts: Sequence[Verdict]) -> tuple[Counter[str], Counter[str]]:
    """Give the right values by what was due, and the wrong ones by what was given."""
    right = Counter(key(verdict.expected) for verdict in verdicts if verdict.right)
    wrong = Counter(key(verdict.got) for verdict in verdicts if verdict.expected is None)
    return right, wrong


def compare(name: str, field: str, gold: Any, before: Any, after: Any) -> Iterator[tuple[str, str]]:
    """Yield what became of the values of a field in one document: (won or lost or changed, line)."""
    (right, wrong), (right_now, wrong_now) = (outcome(judge(name, field, gold, record)) for record in (before, after))
    at = f"{name} {field}:"
    for value in (right_now - right).elements():
        yield "won", f"{at} found {value}"
    for value in (right - right_now).elements():
        yield "lost", f"{at} no longer found {value}"
    gone, come = list((wrong - wrong_now).elements()), list((wrong_now - wrong).elements())
    for value, other in zip(gone, come, strict=False):
        yield "changed", f"{at} wrong before and now: {value} became {other}"
    for value in gone[len(come) :]:
        yield "won", f"{at} no longer claims {value}"
    for value in come[len(gone) :]:
        yield "lost", f"{at} now claims {value}"


def main() -> int:
    """Compare and print; end with 1 when something was lost."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("base", help="commit to compare the working tree with")
    options.add_argument("--agreements", nargs="+", type=Path, default=[ROOT / "corpus" / "agreements"])
    options.add_argument("--gold", type=Path, default=ROOT / "corpus" / "gold")
    options.add_argument("--ocr", default="never")
    given = options.parse_args()
    agreements = [path.resolve() for path in given.agreements]
    with checked_out(given.base) as tree:
        before = extract(tree, agreements, given.ocr)
    now = extract(ROOT, agreements, given.ocr)
    fields = [extractor.field for extractor in extraction.load().fields]
    pairs = records.pair_with_gold(list(now.values()), records.read_gold(given.gold))
    splits = records.read_splits(given.gold)
    found: dict[str, list[str]] = {"won": [], "lost": [], "changed": []}
    hidden: Counter[str] = Counter()
    for name, gold, record in pairs:
        held_out = "held_out" in splits and bool(in_split([(name, gold, record)], splits, "held_out"))
        for field in (field for field in fields if covers(gold, field)):
            for kind, line in compare(Path(name).name, field, gold, before.get(name, {"fields": {}}), record):
                hidden[kind] += held_out
                found[kind] += [] if held_out else [line]
    for kind, lines in found.items():
        print(f"{kind} {len(lines)}, {hidden[kind]} more held out", *(f"  {line}" for line in lines), sep="\n")
    print(f"{len(pairs)} files with gold, {given.base} against the working tree")
    return 1 if found["lost"] or hidden["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
