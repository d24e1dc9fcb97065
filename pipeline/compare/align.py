"""Which units of two versions stand for each other: kept, edited, split, merged, moved, added, deleted.

1. Units whose words stand once on each side and are equal are anchors; the heaviest chain of anchors is the spine, the
   others are moves. 2. Between two anchors equal neighbours, then anchors unique there, then the cheapest mix of one to
   one, one to several and several to one. 3. What is left over on both sides is joined to a linked neighbour it was
   split from, or linked by likeness wherever it stands.

Numbers at the head of units take no part: an inserted article shifts them all and changes none.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from pipeline.compare.chains import anchored, heaviest_chain
from pipeline.compare.gaps import align_gap
from pipeline.compare.leftovers import attach, attach_remnants, link_by_likeness, link_neighbours
from pipeline.model.diff import Link, Unit

SHORT = 8
"""Characters; shorter units (无, 一类, 甲方：) are links only beside other links, never moves of their own."""


CONTEXT = 3
"""Units in a row that may be one of a kind where each of them stands several times."""
MOST_LINES = 3

Bead = tuple[tuple[int, ...], tuple[int, ...]]
"""Positions of old units and of the new ones that stand for them."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two links of the spine."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def align(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Link, ...]:
    """Link the units of two versions; each unit is in exactly one link, links are in the order of the new version.

    A deleted unit stands behind the link of the unit before it. align(b, a) links the same units as align(a, b).
    """
    if _later(old, new):
        turned = align_in_order([unit.key for unit in new], [unit.key for unit in old])
        beads = [(right, left) for left, right in turned]
    else:
        beads = align_in_order([unit.key for unit in old], [unit.key for unit in new])
    beads = _replaced(beads, old, new)
    return tuple(_ordered(_with_moves(beads, old, new)))


def _replaced(beads: Sequence[Bead], old: Sequence[Unit], new: Sequence[Unit]) -> list[Bead]:
    """Link lines left over that stand in one place on both sides: an address of two lines for one of three.

    Clauses, headings and rows are no such lines: one taken out and another put in are two changes, unless a clause
    stands in its place under its number and has words in common with it.
    """
    free_old = {a[0] for a, b in beads if not b and _is_line(old[a[0]])}
    free_new = {b[0] for a, b in beads if not a and _is_line(new[b[0]])}
    beads_old, beads_new = {a[0] for a, b in beads if not b}, {b[0] for a, b in beads if not a}
    partner = {a[-1]: b[-1] for a, b in beads if a and b} | {-1: -1}
    found: list[Bead] = []
    for before, other in sorted(partner.items()):
        ours, theirs = _run(before + 1, free_old), _run(other + 1, free_new)
        alike = ours and theirs and _caption(old[ours[0]]) == _caption(new[theirs[0]])
        if alike and max(len(ours), len(theirs)) <= MOST_LINES:
            found.append((ours, theirs))
            free_old.difference_update(ours)
            free_new.difference_update(theirs)
        elif _stands_for(before + 1, other + 1, beads_old, beads_new, old, new):
            found.append(((before + 1,), (other + 1,)))
    linked_old, linked_new = {i for a, _ in found for i in a}, {j for _, b in found for j in b}
    rest = [bead for bead in beads if not (linked_old.intersection(bead[0]) or linked_new.intersection(bead[1]))]
    return [*rest, *found]


def _stands_for(
    i: int, j: int, free_old: set[int], free_new: set[int], old: Sequence[Unit], new: Sequence[Unit]
) -> bool:
    """Say whether a clause left over stands for another one: alone in one place, one number, a word in common if it is no title."""
    if i not in free_old or j not in free_new or i + 1 in free_old or j + 1 in free_new:
        return False
    one, other = old[i], new[j]
    if not (one.opens and other.opens and one.label == other.label) or one.heading is not other.heading:
        return False
    if one.heading:
        return True
    return not _words(one.key).isdisjoint(_words(other.key))


def _words(key: str) -> set[str]:
    pairs = {key[at : at + 2] for at in range(len(key) - 1)}
    return {pair for pair in pairs if pair.isalpha() and pair[1] not in "方同的"}


def _caption(unit: Unit) -> str:
    """Give what a line says it holds (日期： 地址：); empty where it says nothing."""
    before, colon, _ = unit.key[:12].partition(":")
    return before if colon else ""


def _is_line(unit: Unit) -> bool:
    return not (unit.opens or unit.heading or unit.row)


def _run(start: int, free: set[int]) -> tuple[int, ...]:
    end = start
    while end in free:
        end += 1
    return tuple(range(start, end))


def _later(old: Sequence[Unit], new: Sequence[Unit]) -> bool:
    """Say whether the pair is aligned the other way round: the same links must come out either way."""
    return (len(old), [unit.key for unit in old]) > (len(new), [unit.key for unit in new])


def align_in_order(old: Sequence[str], new: Sequence[str]) -> list[Bead]:
    """Link two sequences of keys; one side of a bead may be empty, or hold several neighbours."""
    anchors = anchored(old, new, CONTEXT)
    spine = heaviest_chain([(i, j, _weight(old[i])) for i, j in anchors])
    spine |= _extended(spine, old, new)
    taken_old, taken_new = {i for i, _ in spine}, {j for _, j in spine}
    aside = {(i, j) for i, j in anchors if i not in taken_old and j not in taken_new and len(old[i]) >= SHORT}
    beads: list[Bead] = [((i,), (j,)) for i, j in spine | aside]
    away_old, away_new = {i for i, _ in aside}, {j for _, j in aside}
    for gap in _gaps(spine, len(old), len(new)):
        left = [i for i in gap.old if i not in away_old]
        right = [j for j in gap.new if j not in away_new]
        if left or right:
            beads += align_gap(left, right, old, new)
    beads = attach_remnants(attach(beads, old, new), old, new)
    beads = attach(link_by_likeness(beads, old, new), old, new)
    return link_neighbours(beads, old, new)


def _weight(key: str) -> int:
    """Weigh an anchor by its words; what two anchors of one length differ in decides between them."""
    return (len(key) + 1) * 65_536 + crc32(key.encode()) % 65_536


def _extended(spine: set[tuple[int, int]], old: Sequence[str], new: Sequence[str]) -> set[tuple[int, int]]:
    """Link equal neighbours of the spine, forward, then backward, up to the next link."""
    found: set[tuple[int, int]] = set()
    chain = [(-1, -1), *sorted(spine), (len(old), len(new))]
    for (i0, j0), (i1, j1) in itertools.pairwise(chain):
        i, j = i0 + 1, j0 + 1
        while i < i1 and j < j1 and old[i] == new[j]:
            found.add((i, j))
            i, j = i + 1, j + 1
        k, m = i1 - 1, j1 - 1
        while k >= i and m >= j and old[k] == new[m]:
            found.add((k, m))
            k, m = k - 1, m - 1
    return found


def _gaps(spine: set[tuple[int, int]], old: int, new: int) -> Iterator[_Gap]:
    chain = [(-1, -1), *sorted(spine), (old, new)]
    for (i0, j0), (i1, j1) in itertools.pairwise(chain):
        if i1 - i0 > 1 or j1 - j0 > 1:
            yield _Gap(tuple(range(i0 + 1, i1)), tuple(range(j0 + 1, j1)))


def _with_moves(beads: Sequence[Bead], old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """Tell the beads off the heaviest chain as moves; neighbours that moved together are one group."""
    linked = sorted(bead for bead in beads if bead[0] and bead[1])
    weights = [(a[0], b[0], _bead_weight(a, b, old, new)) for a, b in linked]
    chain = heaviest_chain(weights)
    links: list[Link] = [Link(a, b) for a, b in beads if not (a and b)]
    group, before = -1, None
    for a, b in linked:
        if (a[0], b[0]) in chain:
            links.append(Link(a, b))
            continue
        follows = before is not None and a[0] == before[0][-1] + 1 and b[0] == before[1][-1] + 1
        group += not follows
        before = (a, b)
        links.append(Link(a, b, moved=group))
    return links


def _bead_weight(a: tuple[int, ...], b: tuple[int, ...], old: Sequence[Unit], new: Sequence[Unit]) -> int:
    return sum(_weight(old[i].key) for i in a) + sum(_weight(new[j].key) for j in b)


def _ordered(links: Sequence[Link]) -> Iterator[Link]:
    """Sort links by the new version; what was deleted comes behind what stood before it."""
    behind: dict[int, list[Link]] = {}
    anchor_of = {i: link for link in links if link.new for i in link.old}
    for link in sorted((link for link in links if not link.new), key=lambda link: link.old):
        i = link.old[0] - 1
        while i >= 0 and (i not in anchor_of or anchor_of[i].moved is not None):
            i -= 1
        behind.setdefault(anchor_of[i].new[0] if i >= 0 else -1, []).append(link)
    yield from behind.get(-1, ())
    for link in sorted((link for link in links if link.new), key=lambda link: link.new):
        yield link
        yield from behind.get(link.new[0], ())
