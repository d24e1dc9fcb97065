"""Units between two anchors: the best monotone mix of one to one, one to several, several to one, none."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from rapidfuzz.distance import Indel

from pipeline.compare.chains import heaviest_chain, unique_links
from pipeline.compare.characters import Run, equal_runs

Bead = tuple[tuple[int, ...], tuple[int, ...]]

ALIKE = 0.5
"""The share of characters in common from which one unit is an edited form of another."""
ALIKE_JOINED = 0.75
"""The same for a unit and several that were made of it; `GAIN` above the best single one."""
GAIN = 0.05
ALIKE_RECUT = 0.8
"""The share of characters in common from which a whole gap is taken for the same text, perhaps cut at other places."""
MOSTLY = 0.6
"""The share of the shorter unit's characters that must stand in another unit for both to be linked."""
LEAST_FORM = 4
MOST_FILLED = 16
CONTAINED = 0.9
"""A text of LEAST_FORM characters may grow to MOST_FILLED times its length when CONTAINED of them stay."""
MOST = 6
"""Units that one unit may have been split into."""
LARGEST = 60_000
"""Pairs a table of likenesses may hold; a larger gap is cut at its middle by the best pair there."""


def align_gap(old: Sequence[int], new: Sequence[int], left: Sequence[str], right: Sequence[str]) -> list[Bead]:
    """Link the units at the positions `old` and `new` of two sequences of keys, in order."""
    if not old or not new:
        return [((i,), ()) for i in old] + [((), (j,)) for j in new]
    anchors = unique_links(((i, left[i]) for i in old), ((j, right[j]) for j in new))
    if anchors:
        spine = sorted(heaviest_chain([(i, j, len(left[i]) + 1) for i, j in anchors]))
        return list(_between(spine, old, new, left, right))
    if len(old) + len(new) > 2 and (beads := _recut(old, new, left, right)) is not None:
        return beads
    if len(old) * len(new) > LARGEST:
        return _halved(old, new, left, right)
    return _cheapest(old, new, left, right)


def _between(
    spine: Sequence[tuple[int, int]], old: Sequence[int], new: Sequence[int], left: Sequence[str], right: Sequence[str]
) -> Iterator[Bead]:
    i0 = j0 = -1
    for i1, j1 in [*spine, (len(left), len(right))]:
        here = [i for i in old if i0 < i < i1], [j for j in new if j0 < j < j1]
        if here[0] or here[1]:
            yield from align_gap(*here, left, right)
        if i1 < len(left):
            yield (i1,), (j1,)
        i0, j0 = i1, j1


def _recut(old: Sequence[int], new: Sequence[int], left: Sequence[str], right: Sequence[str]) -> list[Bead] | None:
    """Link units that hold nearly the same characters cut at other places; None where too much differs.

    Two units are linked when most characters of the shorter one stand in the other, in order; what hangs together is
    one bead.
    """
    one, other = [left[i] for i in old], [right[j] for j in new]
    first, second = "".join(one), "".join(other)
    runs = list(equal_runs(first, second))
    if 2 * sum(length for _, _, length in runs) < ALIKE_RECUT * (len(first) + len(second)):
        return None
    shared = _shared(one, other, runs)
    linked = [(r, c) for (r, c), count in shared.items() if count >= MOSTLY * min(len(one[r]), len(other[c]))]
    beads: list[Bead] = []
    r = c = 0
    for rows, columns in _components(sorted(linked)):
        beads += [((old[k],), ()) for k in range(r, rows[0])] + [((), (new[k],)) for k in range(c, columns[0])]
        beads.append((tuple(old[rows[0] : rows[1]]), tuple(new[columns[0] : columns[1]])))
        r, c = rows[1], columns[1]
    beads += [((old[k],), ()) for k in range(r, len(old))] + [((), (new[k],)) for k in range(c, len(new))]
    return beads


def _shared(one: Sequence[str], other: Sequence[str], runs: Sequence[Run]) -> dict[tuple[int, int], int]:
    """Count the characters that each two units have in common."""
    rows, columns = list(accumulate(map(len, one))), list(accumulate(map(len, other)))
    shared: dict[tuple[int, int], int] = {}
    for i, j, length in runs:
        done = 0
        while done < length:
            r, c = bisect_right(rows, i + done), bisect_right(columns, j + done)
            step = min(rows[r] - i - done, columns[c] - j - done, length - done)
            shared[r, c] = shared.get((r, c), 0) + step
            done += step
    return shared


def _components(linked: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the half-open ranges of rows and columns that hang together; the links run forward on both sides."""
    rows, columns = (-1, -1), (-1, -1)
    for r, c in linked:
        if r < rows[1] or c < columns[1]:
            rows, columns = (rows[0], max(rows[1], r + 1)), (columns[0], max(columns[1], c + 1))
            continue
        if rows[0] >= 0:
            yield rows, columns
        rows, columns = (r, r + 1), (c, c + 1)
    if rows[0] >= 0:
        yield rows, columns


def _halved(old: Sequence[int], new: Sequence[int], left: Sequence[str], right: Sequence[str]) -> list[Bead]:
    """Cut a gap too large for a table where a unit near the middle has its best likeness, and align both halves."""
    middle = len(old) // 2
    best = (0.0, 0, 0)
    for at in range(max(middle - 3, 0), min(middle + 4, len(old))):
        for to in range(len(new)):
            score = _alike(left[old[at]], right[new[to]], ALIKE) * len(left[old[at]])
            best = max(best, (score, at, to))
    at, to = (best[1], best[2]) if best[0] else (middle, len(new) // 2)
    first = align_gap(old[:at], new[:to], left, right)
    return first + align_gap(old[at:], new[to:], left, right)


def _alike(one: str, other: str, least: float) -> float:
    """Give the share of characters in common in order, 0 below `least`."""
    return float(Indel.normalized_similarity(one, other, score_cutoff=least))


def _filled_in(one: str, other: str) -> float:
    """Give ALIKE for a short text whose characters stand nearly all, in order, in the other: a form that was filled in."""
    short, long = sorted((len(one), len(other)))
    if short < LEAST_FORM or long > MOST_FILLED * short:
        return 0.0
    common = (short + long - Indel.distance(one, other)) / 2
    return ALIKE if common >= CONTAINED * short else 0.0


def _cheapest(old: Sequence[int], new: Sequence[int], left: Sequence[str], right: Sequence[str]) -> list[Bead]:
    """Fill the table of the best mixes and read the best one back."""
    rows, columns = len(old), len(new)
    one = [left[i] for i in old]
    other = [right[j] for j in new]
    alike = [[_alike(a, b, ALIKE) or _filled_in(a, b) for b in other] for a in one]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step = [[(1, 0)] * (columns + 1) for _ in range(rows + 1)]
    step[0] = [(0, 1)] * (columns + 1)
    for r in range(rows + 1):
        for c in range(columns + 1):
            choices = [(best[r][c], step[r][c])] if not (r or c) else []
            if r:
                choices.append((best[r - 1][c], (1, 0)))
            if c:
                choices.append((best[r][c - 1], (0, 1)))
            if r and c:
                choices += _joins(one, other, alike, best, r, c)
            best[r][c], step[r][c] = max(choices)
    return _read_back(old, new, step)


def _joins(
    one: Sequence[str],
    other: Sequence[str],
    alike: Sequence[Sequence[float]],
    best: Sequence[Sequence[float]],
    r: int,
    c: int,
) -> Iterator[tuple[float, tuple[int, int]]]:
    """Yield the ways to end a mix with a link of unit r (or several up to it) and unit c (or several up to it)."""
    single = alike[r - 1][c - 1]
    if single:
        yield best[r - 1][c - 1] + _worth(single, len(one[r - 1]) + len(other[c - 1])), (1, 1)
    for many, share, total in _split(one[r - 1], other[:c], list(alike[r - 1][:c])):
        yield best[r - 1][c - many] + _worth(share, total), (1, many)
    for many, share, total in _split(other[c - 1], one[:r], [row[c - 1] for row in alike[:r]]):
        yield best[r - many][c - 1] + _worth(share, total), (many, 1)


def _worth(share: float, characters: int) -> float:
    return (share - 0.4) * characters


def _split(whole: str, parts: Sequence[str], shares: Sequence[float]) -> Iterator[tuple[int, float, int]]:
    """Yield how many of the last parts may have been made of the whole, their likeness to it and all characters."""
    joined = parts[-1]
    single = shares[-1]
    for many in range(2, min(MOST, len(parts)) + 1):
        joined = parts[-many] + joined
        single = max(single, shares[-many])
        if len(joined) > 1.6 * len(whole):
            return
        if len(joined) < 0.6 * len(whole):
            continue
        share = _alike(whole, joined, min(max(ALIKE_JOINED, single + GAIN), 1.0))
        if share:
            yield many, share, len(whole) + len(joined)


def _read_back(old: Sequence[int], new: Sequence[int], step: Sequence[Sequence[tuple[int, int]]]) -> list[Bead]:
    beads: list[Bead] = []
    r, c = len(old), len(new)
    while r or c:
        down, across = step[r][c]
        beads.append((tuple(old[r - down : r]), tuple(new[c - across : c])))
        r, c = r - down, c - across
    return beads[::-1]
