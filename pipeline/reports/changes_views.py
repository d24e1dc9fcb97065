"""A comparison as rows for a page that shows both versions side by side, and each change in its sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model.diff import Change, ChangeType, Edit, Link, Side, Unit, VersionDiff
from pipeline.zh.labels import label_at

FOLD = 3
"""Equal passages in a row from which they are folded away."""


CONTEXT = 14
"""Characters shown before and behind a change in the list."""
LONGEST = 160
"""Characters of a change shown in the list; all of them stand side by side."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one side. `what`: same, change, noise, number (a number or reference that moved on)."""

    text: str
    what: str = "same"
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One side of a row: the number at its head, its words, whether it is a row of a table or a heading."""

    label: str
    segments: tuple[Segment, ...]
    row: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A passage of both versions. `what`: same, noise, modified, added, deleted, moved, gone (moved elsewhere).

    `anchors` are the ids of the changes that begin here; `partner` is the anchor of the other place of what moved.
    """

    what: str
    old: tuple[Line, ...]
    new: tuple[Line, ...]
    anchors: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    partner: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that are shown, or equal ones that are folded away."""

    rows: tuple[RowView, ...]
    folded: bool = False


def blocks(diff: VersionDiff) -> Iterator[Block]:
    """Yield the rows in the order of both versions, long runs of equal ones as folded blocks."""
    held: list[RowView] = []
    shown: list[RowView] = []
    for row in rows(diff):
        if row.what in ("same", "noise"):
            held.append(row)
            continue
        if len(held) > FOLD:
            if shown:
                yield Block(tuple(shown))
            shown = []
            yield Block(tuple(held), folded=True)
        else:
            shown += held
        held = []
        shown.append(row)
    if shown:
        yield Block(tuple(shown))
    if held:
        yield Block(tuple(held), folded=len(held) > FOLD)


@dataclass
class _Rows:
    """Makes rows of links; a change is anchored where it is met first."""

    diff: VersionDiff
    seen: set[str] = field(default_factory=set)

    def of(self, link: Link) -> RowView:
        """Give the row of a link at its place in the new version, or in the old one where it was deleted."""
        changes = [change for change in self.diff.changes if change.id in link.changes]
        anchors = tuple(change.id for change in changes if change.id not in self.seen)
        self.seen.update(anchors)
        old = tuple(_lines(self.diff, link, changes, old=True))
        new = tuple(_lines(self.diff, link, changes, old=False))
        moved = f"m{link.moved}" if link.moved is not None else ""
        return RowView(
            _what(link, changes), old, new, anchors, tuple(changes), f"{moved}-{link.old[0]}" if moved else ""
        )

    def gone(self, link: Link) -> RowView:
        """Give the row that stands where a moved passage stood."""
        old = tuple(_lines(self.diff, link, [], old=True))
        there = self.diff.new_units[link.new[0]].clause or ""
        return RowView("gone", old, (), partner=f"m{link.moved}-{link.old[0]}", place=there)


def rows(diff: VersionDiff) -> Iterator[RowView]:
    """Yield a row for each link, and one where something stood that moved away."""
    made = _Rows(diff)
    away = sorted((link for link in diff.links if link.moved is not None), key=lambda link: link.old)
    reached = -1
    for link in diff.links:
        if link.moved is None and link.old:
            while away and away[0].old[0] < link.old[0] and away[0].old[0] > reached:
                yield made.gone(away.pop(0))
            reached = link.old[-1]
        yield made.of(link)
    yield from (made.gone(link) for link in away)


def around(side: Side, text: str) -> tuple[str, str, str]:
    """Give the words before a change in its paragraph, the change, the words behind it.

    The number of the clause is shown beside it and left out here; long changes are cut with a mark.
    """
    begin = text.rfind("\n", 0, side.span.start) + 1
    label = label_at(text[begin : side.span.end + CONTEXT].split("\n", 1)[0])
    first = min(begin + (label.end if label else 0), side.span.end)
    before = text[max(side.span.start - CONTEXT, first) : side.span.start]
    words = text[max(side.span.start, first) : side.span.end].strip("\n")
    if len(words) > LONGEST:
        return "", words[:LONGEST] + "…", ""
    return before, words, text[side.span.end : side.span.end + CONTEXT].split("\n", 1)[0]


def _what(link: Link, changes: Sequence[Change]) -> str:
    if not link.old:
        return "added"
    if not link.new:
        return "deleted"
    if link.moved is not None:
        return "moved"
    if changes:
        return "modified"
    return "noise" if any(edit.noise is not None for edit in link.edits) else "same"


def _lines(diff: VersionDiff, link: Link, changes: Sequence[Change], *, old: bool) -> Iterator[Line]:
    positions = link.old if old else link.new
    units: Sequence[Unit] = diff.old_units if old else diff.new_units
    text = (diff.old if old else diff.new).document.text
    by_id = {change.id: change for change in changes}
    whole = next((c for c in changes if c.type in (ChangeType.ADDED, ChangeType.DELETED)), None)
    for position in positions:
        unit = units[position]
        if not (link.old and link.new):
            words = [Segment(text[unit.body.start : unit.span.end], "change" if whole else "noise", whole)]
        else:
            words = list(_segments(unit, link.edits, text, by_id, old=old))
        yield Line(unit.label, tuple(words), unit.row, unit.heading)


def _segments(
    unit: Unit, edits: Sequence[Edit], text: str, changes: dict[str, Change], *, old: bool
) -> Iterator[Segment]:
    """Yield the words of a unit behind its number; an edit that reaches over its end is cut there."""
    at = unit.body.start
    for edit in edits:
        span = edit.old if old else edit.new
        start, end = max(span.start, at), min(span.end, unit.span.end)
        if start >= end:
            continue
        if start > at:
            yield Segment(text[at:start])
        what = "change" if edit.change else "noise" if edit.noise else "number"
        yield Segment(text[start:end], what, changes.get(edit.change or ""))
        at = end
    if at < unit.span.end:
        yield Segment(text[at : unit.span.end])
