"""Three and more versions: each field and each clause by version, from the comparisons of neighbours."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rapidfuzz.distance import Indel

from pipeline.compare.field_changes import DERIVED, folded, paired, value_of
from pipeline.compare.versions import places
from pipeline.model.diff import ChangeType, Link, Unit, VersionDiff
from pipeline.model.finding import Finding

BACK = 0.8
"""The share of characters in common from which a clause that was removed and one that was added later are the same."""


class State(StrEnum):
    """What became of a clause from the version before to this one."""

    FIRST = "first"
    SAME = "same"
    EDITED = "edited"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Cell:
    """A clause in one version: what became of it, its number, its words (both empty where it was removed)."""

    state: State
    clause: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause through all versions; None where it does not stand yet, or not any more."""

    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field, or one value of a list, through all versions; `changed` tells the versions that differ from the one before."""

    field: str
    values: tuple[Any, ...]
    changed: tuple[bool, ...]


@dataclass(frozen=True)
class Matrix:
    """What stands in each version."""

    versions: tuple[str, ...]
    fields: tuple[FieldRow, ...]
    clauses: tuple[ClauseRow, ...]


def matrix(diffs: Sequence[VersionDiff]) -> Matrix:
    """Compose the comparisons of neighbours, the first with the second, the second with the third ..."""
    names = (diffs[0].old.name, *(diff.new.name for diff in diffs))
    return Matrix(names, tuple(_field_rows(diffs)), tuple(_clause_rows(diffs)))


@dataclass
class _Thread:
    """A clause on its way through the versions; `unit` is its number in the latest one it stands in."""

    cells: list[Cell | None]
    key: str
    unit: int | None = field(default=None)


def _clause_rows(diffs: Sequence[VersionDiff]) -> Iterator[ClauseRow]:
    """Yield the clauses in the order of the last version; removed ones stand behind what stood before them."""
    threads = [
        _Thread([_cell(State.FIRST, diffs[0], old=True, index=k)], unit.key, k)
        for k, unit in enumerate(diffs[0].old_units)
        if _counts(unit)
    ]
    for version, diff in enumerate(diffs, start=1):
        threads = list(_carried(threads, diff, version))
    return iter(ClauseRow(tuple(thread.cells)) for thread in threads)


def _counts(unit: Unit) -> bool:
    return unit.opens or unit.heading or (unit.depth == 0 and not unit.row)


def _cell(state: State, diff: VersionDiff, *, old: bool, index: int) -> Cell:
    unit = (diff.old_units if old else diff.new_units)[index]
    text = (diff.old if old else diff.new).document.text
    return Cell(state, unit.label or unit.clause or "", text[unit.body.start : unit.body.end])


def _carried(threads: Sequence[_Thread], diff: VersionDiff, version: int) -> Iterator[_Thread]:
    """Carry the threads into the next version; new clauses begin threads, or go on with one that had ended."""
    links = {i: link for link in diff.links for i in link.old}
    next_of: dict[int, _Thread] = {}
    ended: list[tuple[int, _Thread]] = []
    for at, thread in enumerate(threads):
        link = links.get(thread.unit) if thread.unit is not None else None
        if link is None or not link.new or link.new[0] in next_of:
            stood = thread.cells[-1] is not None and thread.cells[-1].state is not State.REMOVED
            thread.cells.append(Cell(State.REMOVED) if stood else None)
            thread.unit = None
            ended.append((at, thread))
            continue
        thread.unit, thread.key = link.new[0], diff.new_units[link.new[0]].key
        thread.cells.append(_cell(_state(link, diff), diff, old=False, index=link.new[0]))
        next_of[link.new[0]] = thread
    for k, unit in enumerate(diff.new_units):
        if k in next_of or not _counts(unit):
            continue
        back = _returned(ended, unit, version)
        if back is not None:
            ended = [entry for entry in ended if entry[1] is not back]
            back.cells[-1], back.unit, back.key = _cell(State.RETURNED, diff, old=False, index=k), k, unit.key
            next_of[k] = back
        else:
            cells: list[Cell | None] = [None] * version
            next_of[k] = _Thread([*cells, _cell(State.ADDED, diff, old=False, index=k)], unit.key, k)
    yield from _in_order(threads, next_of, ended)


def _state(link: Link, diff: VersionDiff) -> State:
    if link.moved is not None:
        return State.MOVED
    if len(link.old) != len(link.new):
        kinds = {change.type for change in diff.changes if change.id in link.changes}
        if kinds & {ChangeType.SPLIT, ChangeType.MERGED}:
            return State.SPLIT if ChangeType.SPLIT in kinds else State.MERGED
    return State.EDITED if link.changes else State.SAME


def _returned(ended: Sequence[tuple[int, _Thread]], unit: Unit, version: int) -> _Thread | None:
    """Find the clause that had been taken out before and is the same as one added now."""
    gone = [thread for _, thread in ended if len(thread.cells) == version + 1 and not _just_removed(thread)]
    likeness = [(Indel.normalized_similarity(thread.key, unit.key), -k) for k, thread in enumerate(gone)]
    share, at = max(likeness, default=(0.0, 0))
    return gone[-at] if share >= BACK else None


def _just_removed(thread: _Thread) -> bool:
    last = thread.cells[-1]
    return last is not None and last.state is State.REMOVED


def _in_order(
    threads: Sequence[_Thread], next_of: dict[int, _Thread], ended: Sequence[tuple[int, _Thread]]
) -> Iterator[_Thread]:
    """Yield the threads of a version in its order; one that ended stands behind the one that stood before it."""
    behind: dict[int, list[_Thread]] = {}
    placed = {id(thread) for thread in next_of.values()}
    for at, thread in ended:
        k = at - 1
        while k >= 0 and id(threads[k]) not in placed:
            k -= 1
        behind.setdefault(id(threads[k]) if k >= 0 else 0, []).append(thread)
    yield from behind.get(0, ())
    for _, thread in sorted(next_of.items()):
        yield thread
        yield from behind.get(id(thread), ())


def _field_rows(diffs: Sequence[VersionDiff]) -> Iterator[FieldRow]:
    """Yield a row a field, for a list a row a value, in the order of the record."""
    first = diffs[0].old.record
    for name, findings in first.fields.items():
        if name in DERIVED:
            continue
        rows: list[list[Finding[Any] | None]] = [[finding] for finding in findings] or [[None]]
        if name not in first.many:
            rows = rows[:1]
        for diff in diffs:
            rows = _extended(name, rows, diff)
        for row in rows:
            values = tuple(value_of(finding) for finding in row)
            if any(value is not None for value in values):
                pairs = itertools.pairwise(values)
                yield FieldRow(name, values, (False, *(folded(one) != folded(other) for one, other in pairs)))


def _extended(name: str, rows: list[list[Finding[Any] | None]], diff: VersionDiff) -> list[list[Finding[Any] | None]]:
    """Add what the next version says to each row; values new in it begin rows."""
    length = len(rows[0])
    others = diff.new.record.fields.get(name, ())
    if name not in diff.new.record.many:
        return [[*rows[0], next(iter(others), None)]]
    before = [finding for row in rows if (finding := row[-1]) is not None]
    partner = {id(one): other for one, other in paired(name, before, others, *_places(diff)) if one is not None}
    told = {id(other) for other in partner.values() if other is not None}
    for row in rows:
        row.append(partner.get(id(row[-1])) if row[-1] is not None else None)
    return [*rows, *([None] * length + [other] for other in others if id(other) not in told)]


def _places(diff: VersionDiff) -> Any:
    return places(diff.old_units, diff.new_units, diff.links)
