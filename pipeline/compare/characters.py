"""Two long texts aligned character by character in nearly linear time."""

from collections.abc import Iterator

from rapidfuzz.distance import Indel

from pipeline.compare.chains import heaviest_chain

Run = tuple[int, int, int]
"""An equal stretch: its offset in the old text, in the new one, its length."""

GRAM = 12
"""Characters; a stretch of that length that stands once in both texts is the same place."""
SMALL = 4_000_000
"""Pairs of characters that are aligned without such stretches."""


def equal_runs(old: str, new: str) -> Iterator[Run]:
    """Yield equal stretches in order; what lies between them differs.

    Stretches of `GRAM` characters that stand once on both sides are fixed points, the rest between two of them is
    aligned with the fewest insertions and deletions; a rest that is too large for that differs as a whole.
    """
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    if head:
        yield 0, 0, head
    yield from _inside(old[head : len(old) - tail], new[head : len(new) - tail], head)
    if tail:
        yield len(old) - tail, len(new) - tail, tail


def _common(old: str, new: str) -> int:
    """Count the equal characters at the beginning."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _inside(old: str, new: str, shift: int) -> Iterator[Run]:
    if len(old) * len(new) <= SMALL:
        yield from _fewest(old, new, shift, shift)
        return
    i = j = 0
    for a, b, length in [*_fixed(old, new), (len(old), len(new), 0)]:
        if (a - i) * (b - j) <= SMALL:
            yield from _fewest(old[i:a], new[j:b], shift + i, shift + j)
        if length:
            yield shift + a, shift + b, length
        i, j = a + length, b + length


def _fewest(old: str, new: str, i: int, j: int) -> Iterator[Run]:
    for op in Indel.opcodes(old, new):
        if op.tag == "equal":
            yield i + op.src_start, j + op.dest_start, op.src_end - op.src_start


def _fixed(old: str, new: str) -> list[Run]:
    """Give the chain of stretches that stand once on both sides, grown to their full length."""
    first, second = _once(old), _once(new)
    runs: list[Run] = []
    ends = (-1, -1)
    for a, b in sorted((at, second[gram]) for gram, at in first.items() if gram in second):
        if a - b == ends[0] - ends[1] and a <= ends[0]:
            start, to, _ = runs[-1]
            runs[-1] = (start, to, a + GRAM - start)
        else:
            runs.append((a, b, GRAM))
        ends = (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2])
    lengths = {(a, b): length for a, b, length in runs}
    chain: list[Run] = []
    for a, b in sorted(heaviest_chain(runs)):
        i, j = (chain[-1][0] + chain[-1][2], chain[-1][1] + chain[-1][2]) if chain else (0, 0)
        skip = max(i - a, j - b, 0)
        if lengths[a, b] > skip:
            chain.append((a + skip, b + skip, lengths[a, b] - skip))
    return chain


def _once(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    twice: set[str] = set()
    for at in range(len(text) - GRAM + 1):
        gram = text[at : at + GRAM]
        if gram in found:
            twice.add(gram)
        found[gram] = at
    return {gram: at for gram, at in found.items() if gram not in twice}
