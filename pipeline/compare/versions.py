"""Two versions of an agreement, clause by clause: what changed, what moved, what merely looks different."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from rapidfuzz.distance import Indel

from pipeline.compare.align import align
from pipeline.compare.classes import Judgement, judge, judge_whole
from pipeline.compare.field_changes import Place, field_changes
from pipeline.compare.furniture import furniture_noise
from pipeline.compare.groups import added_or_deleted, moved_together, repeated_heads
from pipeline.compare.joined import Joined, join
from pipeline.compare.keys import key
from pipeline.compare.machine import misread
from pipeline.compare.names import names_of, terms_of
from pipeline.compare.noise import Piece, noise
from pipeline.compare.redline import Replacement, as_one, redline
from pipeline.compare.references import NumberMap, Reference, number_map, reference_key, references
from pipeline.compare.references import judge as judge_references
from pipeline.compare.rows import redline_row
from pipeline.compare.tokens import Tokenizer
from pipeline.compare.units import units
from pipeline.model.diff import (
    Change,
    ChangeClass,
    ChangeType,
    Edit,
    Link,
    Mode,
    Noise,
    NoiseClass,
    ReferenceChange,
    Side,
    Unit,
    Version,
    VersionDiff,
)
from pipeline.model.document import Document
from pipeline.model.span import Span


def compare_versions(
    old: Version, new: Version, old_part: Span | None = None, new_part: Span | None = None
) -> VersionDiff:
    """Compare two versions, or a range of each, clause by clause."""
    one, other = _Text(old.document, old_part), _Text(new.document, new_part)
    links = align(one.units, other.units)
    numbers, renumbered = number_map(one.document, other.document, one.units, other.units, links)
    tokenizer = Tokenizer(names_of(old.record, new.record), terms_of(old.record, new.record))
    writer = _Writer(one, other, numbers, tokenizer, old.by_machine or new.by_machine)
    written = tuple(writer.write(links))
    fields = tuple(field_changes(old, new, *places(one.units, other.units, written), old_part, new_part))
    apart = () if old_part or new_part else tuple(furniture_noise(one.document, other.document))
    return VersionDiff(
        old,
        new,
        Mode.VERSIONS,
        one.units,
        other.units,
        written,
        tuple(writer.changes),
        renumbered,
        tuple(writer.references),
        (*writer.noise, *apart),
        fields,
        coverage={"old": one.coverage(old), "new": other.coverage(new)},
    )


def places(old: Sequence[Unit], new: Sequence[Unit], links: Sequence[Link]) -> tuple[Place, Place]:
    """Give for each version what an offset is linked by: the number of the link of its unit, None outside units."""
    first = {i: number for number, link in enumerate(links) for i in link.old}
    second = {j: number for number, link in enumerate(links) for j in link.new}

    def place(units: Sequence[Unit], link_of: Mapping[int, int]) -> Place:
        starts = [unit.span.start for unit in units]

        def find(offset: int) -> int | None:
            index = bisect_right(starts, offset) - 1
            return link_of.get(index) if index >= 0 and offset in units[index].span else None

        return find

    return place(old, first), place(new, second)


class _Text:
    """A document with its units, and the sides of changes in it."""

    def __init__(self, document: Document, part: Span | None) -> None:
        self.document = document
        self.units = units(document, part)

    def side(self, span: Span, clause: str | None) -> Side:
        """Give a range as one side of a change."""
        page = self.document.places.at(span.start).page
        return Side(clause, page, self.document.text[span.start : span.end], span)

    def coverage(self, version: Version) -> dict[str, object]:
        """Say how much of the text was compared, and what could not be read."""
        compared = sum(len(unit.span) for unit in self.units)
        return {
            "characters": len(self.document.text),
            "compared": compared,
            "unread": [problem.where for problem in version.unread],
        }


OLD_END, NEW_END = "\n", "\r"
"""Stand between the bodies of joined units; they differ, since the numbers behind them may."""


@dataclass
class _Writer:
    """Goes through the links in order and writes down what each of them says."""

    old: _Text
    new: _Text
    numbers: NumberMap
    tokenizer: Tokenizer
    by_machine: bool
    changes: list[Change] = field(default_factory=list)
    noise: list[Noise] = field(default_factory=list)
    references: list[ReferenceChange] = field(default_factory=list)

    def write(self, links: Sequence[Link]) -> Iterator[Link]:
        """Yield the links with their edits and the ids of their changes."""
        heads = repeated_heads(links, self.old.units, self.new.units, self._begins_page)
        whole = added_or_deleted(links, self.old.units, self.new.units, heads)
        moved = moved_together(links)
        named: dict[int, str] = {}
        for index, link in enumerate(links):
            ids: list[str] = []
            if group := whole.get(index):
                if group[0] == index:
                    self._whole([links[k] for k in group])
                    named |= dict.fromkeys(group, self.changes[-1].id)
                ids.append(named[index])
            elif not (link.old and link.new):
                self._says_nothing(link)
            if (company := moved.get(index)) is not None:
                if company[0] == index:
                    self._moved([links[k] for k in company])
                    named |= dict.fromkeys(company, self.changes[-1].id)
                ids.append(named[index])
            first = len(self.changes)
            edits = tuple(self._edits(link)) if link.old and link.new else ()
            ids += [change.id for change in self.changes[first:]]
            yield replace(link, edits=edits, changes=tuple(ids))

    def _change(self, type_: ChangeType, judged: Judgement, old: Side | None, new: Side | None) -> str:
        identity = f"c{len(self.changes) + 1}"
        look = self.by_machine and type_ in (ChangeType.MODIFIED, ChangeType.ADDED, ChangeType.DELETED)
        self.changes.append(Change(identity, type_, judged.kind, judged.material, old, new, judged.delta, look))
        return identity

    def _whole(self, links: Sequence[Link]) -> None:
        """Write a clause, paragraph or row that was added or deleted, with everything below it."""
        deleted = bool(links[0].old)
        text = self.old if deleted else self.new
        its = [text.units[k] for link in links for k in (link.old or link.new)]
        span = Span(its[0].span.start, its[-1].span.end)
        side = text.side(span, its[0].clause)
        heading = len(its) == 1 and its[0].heading
        judged = judge_whole(side.text, row=all(unit.row for unit in its), heading=heading)
        if deleted:
            self._change(ChangeType.DELETED, judged, side, None)
        else:
            self._change(ChangeType.ADDED, judged, None, side)

    def _begins_page(self, is_old: bool, unit: Unit) -> bool:
        document = (self.old if is_old else self.new).document
        page = document.places.at(unit.span.start).page
        return page is not None and unit.span.start > 0 and document.places.at(unit.span.start - 1).page != page

    def _says_nothing(self, link: Link) -> None:
        """Write a line that holds marks only, or the head of a table that a page break repeats."""
        text, unit = (self.old, self.old.units[link.old[0]]) if link.old else (self.new, self.new.units[link.new[0]])
        side = text.side(unit.span, unit.clause)
        self.noise.append(Noise(NoiseClass.LAYOUT, *((side, None) if link.old else (None, side))))

    def _moved(self, links: Sequence[Link]) -> None:
        """Write neighbours that changed their place together."""
        judged = Judgement(ChangeClass.WORDING, material=False)
        self._change(ChangeType.MOVED, judged, *self._sides(links))

    def _sides(self, links: Sequence[Link]) -> tuple[Side, Side]:
        ours = [self.old.units[i] for link in links for i in link.old]
        theirs = [self.new.units[j] for link in links for j in link.new]
        return (
            self.old.side(Span(ours[0].span.start, ours[-1].span.end), ours[0].clause),
            self.new.side(Span(theirs[0].span.start, theirs[-1].span.end), theirs[0].clause),
        )

    def _edits(self, link: Link) -> Iterator[Edit]:
        ours, theirs = [self.old.units[i] for i in link.old], [self.new.units[j] for j in link.new]
        if len(ours) == len(theirs) == 1 and self._same(ours[0].body, theirs[0].body):
            if not self.numbers.shifts and self._same(ours[0].span, theirs[0].span):
                return
            yield from self._ends(ours[0], theirs[0], at_start=True)
            self._judge_references(ours, theirs)
            yield from self._ends(ours[-1], theirs[-1], at_start=False)
            return
        left, right, numbered = self._joined(ours, theirs)
        if not numbered:
            yield from self._ends(ours[0], theirs[0], at_start=True)
            if len(ours) != len(theirs) and any(unit.opens for unit in (*ours[1:], *theirs[1:])):
                kind = ChangeType.SPLIT if len(theirs) > len(ours) else ChangeType.MERGED
                self._change(kind, Judgement(ChangeClass.WORDING, material=False), *self._sides([link]))
        part = self._judge_references(ours, theirs)
        if key(left.text) == key(right.text):
            yield from self._pieces(noise(left.text, right.text), left, right, ours[0], theirs[0])
        else:
            compared = redline_row if _is_row(ours) and _is_row(theirs) else redline
            replacements, pieces = compared(left.text, right.text, self.tokenizer, partial(self.numbers.key, part))
            if ours[0].heading and theirs[0].heading:
                replacements, pieces = as_one(replacements, pieces)
            edits = list(self._pieces(pieces, left, right, ours[0], theirs[0]))
            edits += [self._replacement(found, left, right, ours[0], theirs[0]) for found in replacements]
            yield from sorted(edits, key=lambda edit: (edit.old, edit.new))
        yield from self._ends(ours[-1], theirs[-1], at_start=False)

    def _same(self, old: Span, new: Span) -> bool:
        return self.old.document.text[old.start : old.end] == self.new.document.text[new.start : new.end]

    def _joined(self, ours: Sequence[Unit], theirs: Sequence[Unit]) -> tuple[Joined, Joined, bool]:
        """Give the words of both sides, with the numbers at their heads where these are words of one text on the other side."""

        def both(*, numbered: bool) -> tuple[Joined, Joined]:
            return (
                join(self.old.document.text, ours, OLD_END, numbered=numbered),
                join(self.new.document.text, theirs, NEW_END, numbered=numbered),
            )

        plain = both(numbered=False)
        if len(ours) == len(theirs) == 1 and bool(ours[0].label) == bool(theirs[0].label):
            return *plain, False
        distance = Indel.distance(key(plain[0].text), key(plain[1].text))
        if distance:
            numbered = both(numbered=True)
            if Indel.distance(key(numbered[0].text), key(numbered[1].text)) < distance:
                return *numbered, True
        return *plain, False

    def _ends(self, one: Unit, other: Unit, *, at_start: bool) -> Iterator[Edit]:
        """Yield the numbers at the head, and what stands behind the words (page numbers of a table of contents)."""
        if at_start:
            old, new = Span(one.span.start, one.body.start), Span(other.span.start, other.body.start)
        else:
            old, new = Span(one.body.end, one.span.end), Span(other.body.end, other.span.end)
        first, second = self.old.document.text[old.start : old.end], self.new.document.text[new.start : new.end]
        if first != second:
            if not at_start or first.strip() == second.strip():
                why = NoiseClass.LAYOUT if (first + second).strip() else NoiseClass.SPACING
                self.noise.append(Noise(why, self.old.side(old, one.clause), self.new.side(new, other.clause)))
                yield Edit(old, new, noise=why)
            else:
                yield Edit(old, new)

    def _pieces(self, pieces: Iterable[Piece], left: Joined, right: Joined, one: Unit, other: Unit) -> Iterator[Edit]:
        """Yield the edits of noise and of references that follow; breaks that both sides have are none."""
        for a, b, c, d, why in pieces:
            old, new = left.span(a, b), right.span(c, d)
            if self._same(old, new):
                continue
            if why is not None:
                self.noise.append(Noise(why, self.old.side(old, one.clause), self.new.side(new, other.clause)))
            yield Edit(old, new, noise=why)

    def _replacement(self, found: Replacement, left: Joined, right: Joined, one: Unit, other: Unit) -> Edit:
        old, new = left.span(*found.old), right.span(*found.new)
        ours, theirs = self.old.side(old, one.clause), self.new.side(new, other.clause)
        why = NoiseClass.OCR if found.noise is None and self.by_machine and misread(found) else found.noise
        if why is not None:
            self.noise.append(Noise(why, ours, theirs))
            return Edit(old, new, noise=why)
        judged = judge(found, left.text, right.text, row=other.row, heading=one.heading and other.heading)
        return Edit(old, new, self._change(ChangeType.MODIFIED, judged, ours, theirs))

    def _judge_references(self, ours: Sequence[Unit], theirs: Sequence[Unit]) -> str:
        """Judge the references of linked units by the renumbering; give the part of the old version they stand in."""
        part = self.old.document.part_at(ours[0].span.start)
        first = [found for unit in ours for found in references(self.old.document.text, unit.body)]
        if first:
            second = [found for unit in theirs for found in references(self.new.document.text, unit.body)]
            pairs = _paired(first, second, partial(self.numbers.key, part))
            self.references += judge_references(self.numbers, part, theirs[0].clause, pairs)
        return part


def _is_row(units: Sequence[Unit]) -> bool:
    return len(units) == 1 and units[0].row


def _paired(
    first: Sequence[Reference], second: Sequence[Reference], carry: Callable[[str], str]
) -> list[tuple[Reference, Reference]]:
    """Pair the references of both sides: one by one where there are as many, else those that read the same."""
    if len(first) == len(second):
        return list(zip(first, second, strict=True))
    ours, theirs = [carry(found.words) for found in first], [reference_key(found.words) for found in second]
    same = (op for op in Indel.opcodes(ours, theirs) if op.tag == "equal")
    return [
        (first[op.src_start + k], second[op.dest_start + k]) for op in same for k in range(op.src_end - op.src_start)
    ]
