"""Two versions as one text: what both hold, what was taken out, what was put in, in an order that gives both back.

Taking out what was put in gives the old version, taking out what was taken out the new one, to the letter. What moved is
taken out at its old place and put in at its new one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.diff import Link, Unit, VersionDiff


class Tag(StrEnum):
    """Where a stretch of text stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the old version, the new one, or both. A line end in it ends a paragraph, a tab a cell."""

    tag: Tag
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Stretches that belong together, with the units they are made of; `row` says that they are one table row.

    `moved` numbers what changed its place: it stands twice, once as OLD, once as NEW.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    row: bool = False
    moved: int | None = None


def passages(diff: VersionDiff) -> Iterator[Passage]:
    """Yield the passages of both versions: each unit of either stands in exactly one of its side."""
    kept = [link for link in diff.links if link.old and link.new and link.moved is None]
    i = j = 0
    away = {k: link.moved for link in diff.links if link.moved is not None for k in (*link.old,)}
    here = {k: link.moved for link in diff.links if link.moved is not None for k in (*link.new,)}
    for link in [*kept, None]:
        end, until = (link.old[0], link.new[0]) if link else (len(diff.old_units), len(diff.new_units))
        yield from (_alone(diff, k, Tag.OLD, away.get(k)) for k in range(i, end))
        yield from (_alone(diff, k, Tag.NEW, here.get(k)) for k in range(j, until))
        if link:
            yield from _linked(diff, link)
            i, j = link.old[-1] + 1, link.new[-1] + 1


def _alone(diff: VersionDiff, index: int, tag: Tag, moved: int | None) -> Passage:
    is_old = tag is Tag.OLD
    unit = (diff.old_units if is_old else diff.new_units)[index]
    text = (diff.old if is_old else diff.new).document.text
    words = text[unit.span.start : unit.span.end]
    old, new = ((index,), ()) if is_old else ((), (index,))
    return Passage(old, new, (Stretch(tag, words + "\n"),), unit.row, moved)


def _linked(diff: VersionDiff, link: Link) -> Iterator[Passage]:
    ours, theirs = [diff.old_units[k] for k in link.old], [diff.new_units[k] for k in link.new]
    stretches = tuple(_stretches(diff, link, ours))
    rows = {unit.row for unit in (*ours, *theirs)}
    if rows == {False}:
        yield Passage(link.old, link.new, stretches)
    elif len(ours) == len(theirs) == 1 and rows == {True} and not any(_breaks(stretch) for stretch in stretches):
        yield Passage(link.old, link.new, stretches, row=True)
    else:
        yield from (_alone(diff, k, Tag.OLD, None) for k in link.old)
        yield from (_alone(diff, k, Tag.NEW, None) for k in link.new)


def _breaks(stretch: Stretch) -> bool:
    """Say whether a change takes out or puts in a cell."""
    return stretch.tag is not Tag.BOTH and "\t" in stretch.text


def _stretches(diff: VersionDiff, link: Link, ours: Sequence[Unit]) -> Iterator[Stretch]:
    old, new = diff.old.document.text, diff.new.document.text
    i = ours[0].span.start
    for edit in link.edits:
        if edit.old.start > i:
            yield Stretch(Tag.BOTH, old[i : edit.old.start])
        left, right = old[edit.old.start : edit.old.end], new[edit.new.start : edit.new.end]
        both = 1 if left.endswith("\t") and right.endswith("\t") else 0
        if len(left) > both:
            yield Stretch(Tag.OLD, left[: len(left) - both])
        if len(right) > both:
            yield Stretch(Tag.NEW, right[: len(right) - both])
        i = edit.old.end - both
    yield Stretch(Tag.BOTH, old[i : ours[-1].span.end] + "\n")
