"""Comparison of versions measured against pairs whose true changes are known, beside flat differs, in one run.

    python -m benchmarks.comparison [--seeds N] [--sizes 5000,20000,50000] [--singles N] [--quick]

Tables: quality by profile and size (ours, difflib, RapidFuzz opcodes, fast-diff-match-patch, each over the same texts);
single edits hidden in noise, each of which must be listed as material while no noise is; time against the floor of
normalising and hashing both texts. Ends with 1 when a target is missed.

A change is found when the reported ranges that touch it cover it with an overlap of at least a half (intersection over
union, both sides together); a reported range is right when at least half of it lies in one true change. Length is what
is listed beside what is true, moves, splits and merges included.
"""

import argparse
import difflib
import hashlib
import itertools
import random
import statistics
import sys
import time
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import fast_diff_match_patch
from rapidfuzz.distance import Indel

from benchmarks.pairs import Char, Pair, Piece, Truth, document, edited, lines, make, old_pieces, value
from pipeline import clauses
from pipeline.compare.comparing import Choice, compare
from pipeline.compare.versions import compare_versions
from pipeline.model.diff import ChangeType, Mode, NoiseClass, Version, VersionDiff
from pipeline.model.document import Document, Source
from pipeline.model.record import AgreementRecord
from pipeline.model.span import Span
from pipeline.parsing import parse
from pipeline.reports.changes_html import write_report
from pipeline.reports.changes_json import to_text
from pipeline.reports.changes_xlsx import write_changes
from pipeline.reports.redline.plain import write_redline

TARGETS = {"blocks": 0.99, "changes": 0.95, "moves": 0.95, "splits": 0.95, "merges": 0.95, "length": 1.1}
MOST_FLOORS = 3.0
"""Times the floor that a comparison of two texts already read may take."""
OUTPUTS = 1.5
"""Seconds for a comparison of 50,000 characters a side with all outputs."""
SLOW = {"difflib": 10_000, "rapidfuzz": 60_000, "fast-dmp": 1_000_000}
"""Characters up to which a peer is run: beyond it takes minutes."""

Region = tuple[Span | None, Span | None]


@dataclass
class Report:
    """What a system said of a pair: changed ranges, equal stretches, moves, and how many items a reader sees."""

    regions: list[Region]
    equal: list[tuple[int, int, int]]
    listed: int
    seconds: float
    moved: list[Region] = field(default_factory=list)
    splits: int = 0
    merges: int = 0


def version(read: Document) -> Version:
    """Make a version without fields."""
    return Version(Source("", b"", read.id), AgreementRecord(read, {}, frozenset()))


def ours(pair: Pair) -> Report:
    """Compare with our own engine."""
    old, new = version(pair.old), version(pair.new)
    begun = time.perf_counter()
    diff = compare_versions(old, new)
    seconds = time.perf_counter() - begun
    inside = (ChangeType.MODIFIED, ChangeType.ADDED, ChangeType.DELETED)
    regions: list[Region] = [
        (c.old.span if c.old else None, c.new.span if c.new else None) for c in diff.changes if c.type in inside
    ]
    moved: list[Region] = [
        (c.old.span, c.new.span) for c in diff.changes if c.type is ChangeType.MOVED and c.old and c.new
    ]
    kinds = [c.type for c in diff.changes]
    counts = kinds.count(ChangeType.SPLIT), kinds.count(ChangeType.MERGED)
    return Report(regions, list(_equal(diff)), len(diff.changes), seconds, moved, *counts)


def _equal(diff: VersionDiff) -> Iterable[tuple[int, int, int]]:
    """Yield the stretches of linked units that no change lies in: old offset, new offset, length."""
    for link in diff.links:
        if not (link.old and link.new):
            continue
        i, j = diff.old_units[link.old[0]].span.start, diff.new_units[link.new[0]].span.start
        ends = diff.old_units[link.old[-1]].span.end, diff.new_units[link.new[-1]].span.end
        for edit in (*link.edits, None):
            end = edit.old.start if edit else ends[0]
            yield i, j, end - i
            if edit:
                i, j = edit.old.end, edit.new.end


def flat(name: str) -> Callable[[Pair], Report]:
    """Compare the two texts as they are with a differ of characters."""

    def run(pair: Pair) -> Report:
        old, new = pair.old.text, pair.new.text
        begun = time.perf_counter()
        steps = list(_STEPS[name](old, new))
        seconds = time.perf_counter() - begun
        equal = [(a, c, b - a) for tag, a, b, c, _ in steps if tag == "equal"]
        regions: list[Region] = [(Span(a, b), Span(c, d)) for tag, a, b, c, d in steps if tag != "equal"]
        return Report(regions, equal, len(regions), seconds)

    return run


Step = tuple[str, int, int, int, int]


def _difflib(old: str, new: str) -> Iterable[Step]:
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _rapidfuzz(old: str, new: str) -> Iterable[Step]:
    return ((op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(old, new))


def _fast(old: str, new: str) -> Iterable[Step]:
    i = j = 0
    held: list[int] | None = None
    for op, length in fast_diff_match_patch.diff(old, new, timelimit=0, cleanup="Semantic"):
        if op == "=":
            if held:
                yield "replace", held[0], held[1], held[2], held[3]
            held = None
            yield "equal", i, i + length, j, j + length
            i, j = i + length, j + length
            continue
        held = held or [i, i, j, j]
        if op == "-":
            i += length
            held[1] = i
        else:
            j += length
            held[3] = j
    if held:
        yield "replace", held[0], held[1], held[2], held[3]


_STEPS: dict[str, Callable[[str, str], Iterable[Step]]] = {
    "difflib": _difflib,
    "rapidfuzz": _rapidfuzz,
    "fast-dmp": _fast,
}


@dataclass
class Score:
    """Figures of one system on one pair."""

    blocks: float
    changes: float
    moves: float
    splits: float
    merges: float
    length: float
    labels: int
    noise: int
    seconds: float


def score(pair: Pair, said: Report) -> Score:
    """Measure what was said against what is true."""
    true = [(t.old, t.new) for t in pair.changes]
    found = sum(_overlap(one, said.regions) >= 0.5 for one in true)
    marks = pair.labels
    right = sum(
        max((_inside(region, one) for one in _touching(region, true)), default=0.0) >= 0.5 for region in said.regions
    )
    precision, recall = right / max(len(said.regions), 1), found / max(len(true), 1)
    listed = len(true) + len(pair.moved) + pair.splits + pair.merges
    return Score(
        blocks=_f1(*_block_links(pair, said)),
        changes=_harmonic(precision, recall),
        moves=_move_score(pair, said),
        splits=_recall(said.splits, pair.splits),
        merges=_recall(said.merges, pair.merges),
        length=said.listed / max(listed, 1),
        labels=sum(_is_in(region[1], marks) for region in said.regions if region[1]),
        noise=sum(_is_in(span, [r[1] for r in said.regions if r[1]]) for span in pair.noise),
        seconds=said.seconds,
    )


def _is_in(span: Span, others: Sequence[Span]) -> bool:
    return any(span in other and len(span) for other in others)


def _touching(region: Region, true: Sequence[Region]) -> list[Region]:
    return [
        one
        for one in true
        if any(a and b and (a.overlaps(b) or a.start == b.start) for a, b in zip(region, one, strict=True))
    ]


def _shared(one: Span | None, other: Span | None) -> int:
    return max(min(one.end, other.end) - max(one.start, other.start), 0) if one and other else 0


def _inside(region: Region, one: Region) -> float:
    size = sum(len(span) for span in region if span)
    return sum(_shared(a, b) for a, b in zip(region, one, strict=True)) / max(size, 1)


def _overlap(one: Region, regions: Sequence[Region]) -> float:
    touching = [r for r in regions if any(_shared(a, b) for a, b in zip(r, one, strict=True))]
    if not touching:
        return 0.0
    both = sum(_shared(a, b) for region in touching for a, b in zip(region, one, strict=True))
    size = sum(len(span) for span in one if span) + sum(len(span) for region in touching for span in region if span)
    return both / max(size - both, 1)


def _links(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    counts: dict[tuple[int, int], int] = {}
    for pair in pairs:
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def _block_links(pair: Pair, said: Report) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Give the true and the reported pairs of blocks that share at least half of the shorter one's characters."""
    starts = [span.start for span in pair.old_bodies], [span.start for span in pair.new_bodies]

    def blocks(chars: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        counts = _links(
            (bisect_right(starts[0], a) - 1, bisect_right(starts[1], b) - 1)
            for a, b in chars
            if _within(pair.old_bodies, starts[0], a) and _within(pair.new_bodies, starts[1], b)
        )
        return {
            (i, j) for (i, j), n in counts.items() if 2 * n >= min(len(pair.old_bodies[i]), len(pair.new_bodies[j]))
        }

    reported = ((a + k, c + k) for a, c, n in said.equal for k in range(n))
    return blocks((a, b) for b, a in pair.origins.items()), blocks(reported)


def _within(bodies: Sequence[Span], starts: Sequence[int], offset: int) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset in bodies[index]


def _f1(true: set[tuple[int, int]], said: set[tuple[int, int]]) -> float:
    return _harmonic(len(true & said) / max(len(said), 1), len(true & said) / max(len(true), 1))


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _recall(said: int, true: int) -> float:
    return min(said / true, 1.0) if true else 1.0


def _move_score(pair: Pair, said: Report) -> float:
    """Give the F1 of moves: a group is found when most of its characters are said to have moved.

    Of two neighbours that changed places either may be the one that moved: what moved is compared without order.
    """
    if not pair.moved:
        return 1.0 if not said.moved else 0.0
    reported = [set(range(old.start, old.end)) for old, _ in said.moved if old]
    everything = set().union(*reported) if reported else set()
    true = set().union(*pair.moved)
    found = sum(2 * len(group & everything) >= len(group) for group in pair.moved)
    right = sum(2 * len(group & true) >= len(group & set(pair.origins.values())) for group in reported)
    return _harmonic(right / max(len(reported), 1), found / len(pair.moved))


def quality(sizes: Sequence[int], seeds: int) -> int:
    """Print the table of quality; give the number of targets missed."""
    missed = 0
    systems: dict[str, Callable[[Pair], Report]] = {"ours": ours} | {name: flat(name) for name in _STEPS}
    print(
        f"{'size':>7} {'profile':7} {'numbers':9} {'system':9}  blocks changes  moves splits merges length labels  noise      ms"
    )
    for size, profile, automatic in itertools.product(sizes, ("normal", "repeat", "heavy"), (False, True)):
        pairs = [make(size, profile, seed, automatic=automatic) for seed in range(seeds)]
        for name, system in systems.items():
            if size > SLOW.get(name, sys.maxsize) or (name != "ours" and automatic):
                continue
            scores = [score(pair, system(pair)) for pair in pairs]
            row = {key: statistics.mean(getattr(s, key) for s in scores) for key in TARGETS}
            labels, noise = sum(s.labels for s in scores), sum(s.noise for s in scores)
            taken = statistics.median(s.seconds for s in scores) * 1000
            numbers = "automatic" if automatic else "typed"
            figures = " ".join(f"{row[key]:7.3f}" for key in TARGETS)
            print(f"{size:7} {profile:7} {numbers:9} {name:9} {figures} {labels:6} {noise:6} {taken:7.0f}")
            if name == "ours":
                low = [
                    key for key, goal in TARGETS.items() if (row[key] > goal if key == "length" else row[key] < goal)
                ]
                missed += len(low) + (labels > 0) + (noise > 0)
                if low:
                    print(f"        missed: {', '.join(low)}")
    return missed


_SINGLES = (
    ("duty", "应", "可"), ("duty", "可", "应"), ("duty", "不得", "可以"), ("party", "甲方", "乙方"), ("party", "乙方", "甲方"),
)  # fmt: skip


def single(rng: random.Random, pieces: Sequence[Piece]) -> tuple[list[Piece], Truth | None]:
    """Make one edit of a value somewhere."""
    places = [(k, slot) for k, piece in enumerate(pieces) for slot in piece.slots]
    k, slot = rng.choice(places)
    piece = pieces[k]
    before = piece.words[slot.start : slot.end]
    if slot.kind in ("date", "amount", "rate", "days") and rng.random() < 0.5:
        at = rng.choice([n for n, char in enumerate(before) if char.isdigit()] or [0])
        after = before[:at] + str(rng.choice([d for d in range(1, 10) if str(d) != before[at]])) + before[at + 1 :]
    elif slot.kind == "duty" and rng.random() < 0.5:
        after = {"不得": "可以", "应": "不应", "应当": "不应当", "须": "无须", "必须": "可以"}.get(before, "不得")
    else:
        after = before
        while after == before or {before, after} in ({"应", "应当"}, {"可", "可以"}, {"须", "必须"}, {"应", "须"}, {"应当", "须"}, {"应", "必须"}, {"应当", "必须"}, {"可", "有权"}, {"可以", "有权"}):  # fmt: skip
            after = value(slot.kind, rng)
    chars = (*piece.chars[: slot.start], *(Char(c, -1, 0) for c in after), *piece.chars[slot.end :])
    edited = list(pieces)
    edited[k] = Piece(piece.level, chars, ())
    return edited, None


def singles(count: int) -> int:
    """Hide single edits in noise and print how many were missed, filed as immaterial, or listed beside noise."""
    from benchmarks.pairs import noisy

    rng = random.Random(7)
    missed = immaterial = extra = 0
    begun = time.perf_counter()
    for number in range(count):
        if number % 100 == 0:
            pieces = old_pieces(1500, "normal", rng)
            old = version(document(pieces, automatic=False)[0])
        changed, _ = single(rng, pieces)
        edited = [n for n, (a, b) in enumerate(zip(pieces, changed, strict=True)) if a is not b]
        others = [n for n, piece in enumerate(changed) if piece.level == 1 and n not in edited]
        for n in rng.sample(others, 3):
            changed[n] = noisy(changed[n], n, rng)
        diff = compare_versions(old, version(document(changed, automatic=False)[0]))
        missed += not diff.changes
        immaterial += bool(diff.changes) and not any(change.material for change in diff.changes)
        extra += len(diff.changes) > 1
    seconds = time.perf_counter() - begun
    print(
        f"{count} single edits: {missed} missed, {immaterial} filed as immaterial, {extra} with more than one change listed; {seconds / count * 1000:.1f} ms each"
    )
    return missed + immaterial + extra


_MISREAD = tuple(zip("己未日土人千折限0158", "已末曰士入干拆跟OlSB", strict=True))
"""Characters that a machine takes for each other."""


def scans(size: int) -> int:
    """Print what a verification lists of a draft and its scan: twelve true edits, lines cut at 38 characters, misreadings.

    All twelve must be listed at every rate of error; what is listed beside them is misread, and has its picture.
    """
    missed = 0
    rng = random.Random(11)
    pieces = old_pieces(size, "normal", rng)
    changed = list(pieces)
    chosen: list[int] = []
    for k in rng.sample([k for k, piece in enumerate(pieces) if piece.slots], 24):
        if len(chosen) < 12 and (made := edited(pieces[k], k, rng)) is not None:
            changed[k] = made
            chosen.append(k)
    old = version(read("\n".join(lines(pieces))))
    for rate in (0.0, 0.0005, 0.002, 0.005):
        page = "\n".join(misread(line, rate, rng) for line in cut(lines(changed)))
        diff = compare(old, replace(version(read(page)), by_machine=True), Mode.VERIFY)
        clauses_hit = {change.old.clause for change in diff.changes if change.old}
        found = sum(f"{label.strip()}" in clauses_hit for label in (lines(pieces)[k].split(" ")[0] for k in chosen))
        filed = sum(entry.kind is NoiseClass.OCR for entry in diff.noise)
        print(
            f"scan, {rate:.2%} of characters misread: {found} of 12 true edits listed, {len(diff.changes)} listed in all, {filed} filed as misread"
        )
        missed += found < 12
    return missed


def misread(line: str, rate: float, rng: random.Random) -> str:
    """Misread characters of a line: one that looks alike, or none at all."""
    pairs = {a: b for pair in _MISREAD for a, b in (pair, pair[::-1])}
    made = ""
    for character in line:
        if rng.random() >= rate:
            made += character
        elif character in pairs:
            made += pairs[character]
    return made


def cut(whole: Sequence[str], width: int = 38) -> list[str]:
    """Cut lines as a page of that width does."""
    return [line[at : at + width] for line in whole for at in range(0, len(line), width)]


def read(text: str) -> Document:
    """Read a text as the command would."""
    return clauses.build(parse(Source("", text.encode(), "")), str(len(text)))


_BLANKS = {ord(blank): None for blank in " \t\n\u3000"} | {ord(mark): '"' for mark in "“”‘’"}


def speed(sizes: Sequence[int]) -> int:
    """Print the time against the floor: NFKC, blanks and quotes folded, both texts hashed."""
    missed = 0
    for size in sizes:
        pair = make(size, "normal", 1)
        ours(pair)
        taken = statistics.median(ours(pair).seconds for _ in range(5)) * 1000
        floors = []
        for _ in range(5):
            begun = time.perf_counter()
            for text in (pair.old.text, pair.new.text):
                folded = unicodedata.normalize("NFKC", text).translate(_BLANKS)
                hashlib.blake2b(folded.encode()).digest()
            floors.append((time.perf_counter() - begun) * 1000)
        floor = statistics.median(floors)
        missed += taken > MOST_FLOORS * floor
        print(f"{size:8} characters: {taken:7.1f} ms, floor {floor:6.1f} ms, {taken / floor:.1f} times")
    return missed


def outputs(size: int) -> int:
    """Print the time of a comparison with all four outputs; the words' dictionary is loaded before."""
    pair = make(size, "normal", 2)
    ours(pair)
    begun = time.perf_counter()
    diff = compare_versions(version(pair.old), version(pair.new))
    to_text(diff)
    write_report(diff, Choice(Mode.VERSIONS, "", ""), {})
    write_changes(diff, {})
    write_redline(diff, "", datetime(2000, 1, 1))
    seconds = time.perf_counter() - begun
    print(
        f"{size:8} characters with changes.json, report.html, changes.xlsx, redline.docx: {seconds:.2f} s (goal {OUTPUTS} s)"
    )
    return int(seconds > OUTPUTS)


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--sizes", default="5000,20000,50000,200000")
    parser.add_argument("--singles", type=int, default=10_000)
    parser.add_argument("--quick", action="store_true", help="3 seeds, up to 20,000 characters, 1,000 single edits")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.quick:
        given.seeds, sizes, given.singles = 3, [5000, 20000], 1000
    missed = quality(sizes, given.seeds)
    missed += singles(given.singles)
    missed += scans(50_000)
    missed += outputs(50_000)
    missed += speed([50_000, 200_000] if given.quick else [50_000, 200_000, 1_000_000])
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
