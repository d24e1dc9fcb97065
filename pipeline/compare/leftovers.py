"""Units left over after the alignment in order: parts of a linked neighbour, or edited and moved."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from pipeline.compare.chains import unique_links

Bead = tuple[tuple[int, ...], tuple[int, ...]]

RISE = 0.08
"""By how much the likeness of a link must rise for a neighbour left over to belong to it."""
FAR = 3
"""Units; a part that was split off may stand so far from the other when what is between them is new."""
ALIKE = 0.6
ALIKE_SHORT = 0.8
SHORT = 20
"""Characters; shorter units need more likeness, since all headings and all rows are a little alike."""
LEAST = 8
MOST_PAIRS = 40_000
"""Pairs of units left over that are looked at; beyond it only pairs that share a rare run of characters are."""
MOST_PLACES = 4
"""Units that a run of characters may stand in to be rare."""


_SAYS_NOTHING = re.compile(r"[\d\W_]{0,4}")


def attach_remnants(beads: Sequence[Bead], old: Sequence[str], new: Sequence[str]) -> list[Bead]:
    """Join lines without words (a lone bracket, a number cut off its line) to the link of the line behind or before them."""
    alone = [bead for bead in beads if not all(bead)]
    wider: dict[Bead, tuple[list[int], list[int]]] = {}
    gone: set[Bead] = set()
    for side, keys in ((0, old), (1, new)):
        remnants = [bead for bead in alone if bead[side] and _SAYS_NOTHING.fullmatch(keys[bead[side][0]])]
        linked = {position: bead for bead in beads if all(bead) for position in bead[side]} if remnants else {}
        for bead in remnants:
            at = bead[side][0]
            target = linked.get(at + 1, linked.get(at - 1))
            if target is not None:
                wider.setdefault(target, (list(target[0]), list(target[1])))[side].append(at)
                gone.add(bead)
    if not gone:
        return list(beads)
    made = {bead: (tuple(sorted(a)), tuple(sorted(b))) for bead, (a, b) in wider.items()}
    return [made.get(bead, bead) for bead in beads if bead not in gone]


def attach(beads: Sequence[Bead], old: Sequence[str], new: Sequence[str]) -> list[Bead]:
    """Join a unit left over to a linked neighbour when both together are clearly more alike to the other side."""
    joined = _attached(beads, new, old, 1)
    return _attached(joined, old, new, 0)


def _attached(beads: Sequence[Bead], own: Sequence[str], other: Sequence[str], side: int) -> list[Bead]:
    """Join what is left over on one side (0 old, 1 new); what is left over between both goes with them."""
    linked: dict[int, Bead] = {position: bead for bead in beads if all(bead) for position in bead[side]}
    free = {bead[side][0] for bead in beads if bead[side] and not bead[1 - side]}
    made: dict[Bead, Bead] = {}
    for at in sorted(free):
        if at not in free:
            continue
        choices = [
            (gain, -abs(target - at), target)
            for target in _neighbours(at, free)
            if (gain := _rise(linked, made, at, target, own, other, side))
        ]
        if not choices:
            continue
        target = max(choices)[2]
        first = linked[target]
        current = made.get(first, first)
        joined = set(range(min(at, target), max(at, target) + 1)) - {target}
        wider = tuple(sorted({*current[side], *joined}))
        made[first] = (wider, current[1]) if side == 0 else (current[0], wider)
        linked |= dict.fromkeys(joined, first)
        free -= joined
    return [made.get(bead, bead) for bead in beads if all(bead) or not bead[side] or bead[side][0] in free]


def _neighbours(at: int, free: set[int]) -> Iterator[int]:
    """Yield the positions beside one, up to FAR, over others that are left over too."""
    for by in (-1, 1):
        for distance in range(1, FAR + 1):
            yield at + by * distance
            if at + by * distance not in free:
                break


def _rise(
    linked: dict[int, Bead],
    made: dict[Bead, Bead],
    at: int,
    target: int,
    own: Sequence[str],
    other: Sequence[str],
    side: int,
) -> float:
    """Give by how much the link of a neighbour gains in likeness with the unit joined; 0 for too little."""
    if target not in linked:
        return 0.0
    bead = made.get(linked[target], linked[target])
    whole = "".join(other[position] for position in bead[1 - side])
    before = "".join(own[position] for position in bead[side])
    both = "".join(own[position] for position in sorted((*bead[side], at)))
    if before == whole or len(both) > 1.6 * len(whole):
        return 0.0
    gain = Indel.normalized_similarity(whole, both) - Indel.normalized_similarity(whole, before)
    return float(gain) if gain > RISE else 0.0


def link_by_likeness(beads: Sequence[Bead], old: Sequence[str], new: Sequence[str]) -> list[Bead]:
    """Link what is left over on both sides, the most alike first: units that were moved and edited."""
    left = [bead[0][0] for bead in beads if bead[0] and not bead[1] and len(old[bead[0][0]]) >= LEAST]
    right = [bead[1][0] for bead in beads if bead[1] and not bead[0] and len(new[bead[1][0]]) >= LEAST]
    found: list[tuple[float, int, int, int]] = []
    for i, j in _candidates(left, right, old, new):
        share = Indel.normalized_similarity(old[i], new[j], score_cutoff=_least(old[i], new[j]))
        if share:
            found.append((-share, i + j, i, j))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs: list[Bead] = []
    for _, _, i, j in sorted(found):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            pairs.append(((i,), (j,)))
    rest = [
        bead for bead in beads if all(bead) or not (taken_old.intersection(bead[0]) or taken_new.intersection(bead[1]))
    ]
    return rest + pairs


NEAR = 3
"""Units; a short unit that stands once on each side is linked when another link is as near on both sides."""


def link_neighbours(beads: Sequence[Bead], old: Sequence[str], new: Sequence[str]) -> list[Bead]:
    """Link equal units left over that stand by linked ones on both sides: the short heading of an article that moved."""
    free_old = {bead[0][0] for bead in beads if not bead[1]}
    free_new = {bead[1][0] for bead in beads if not bead[0]}
    partner = {i: b[0] for a, b in beads if a and b for i in a}
    found: list[Bead] = []
    for i, j in unique_links(((i, old[i]) for i in sorted(free_old)), ((j, new[j]) for j in sorted(free_new))):
        if any(abs(partner[k] - j) <= NEAR for k in range(i - NEAR, i + NEAR + 1) if k in partner):
            found.append(((i,), (j,)))
            free_old.discard(i)
            free_new.discard(j)
    kept = (bead for bead in beads if all(bead) or (free_old.issuperset(bead[0]) and free_new.issuperset(bead[1])))
    return [*kept, *found]


def _least(one: str, other: str) -> float:
    return ALIKE_SHORT if min(len(one), len(other)) < SHORT else ALIKE


def _candidates(
    left: Sequence[int], right: Sequence[int], old: Sequence[str], new: Sequence[str]
) -> list[tuple[int, int]]:
    """Give the pairs worth a look: all, or where they are too many those that share a run of characters."""
    if len(left) * len(right) <= MOST_PAIRS:
        return [(i, j) for i in left for j in right]
    where: dict[str, list[int]] = {}
    for j in right:
        for run in _runs(new[j]):
            where.setdefault(run, []).append(j)
    rare = {run: positions for run, positions in where.items() if len(positions) <= MOST_PLACES}
    return sorted({(i, j) for i in left for run in _runs(old[i]) for j in rare.get(run, ())})


def _runs(key: str, length: int = 6) -> set[str]:
    return {key[at : at + length] for at in range(len(key) - length + 1)}
