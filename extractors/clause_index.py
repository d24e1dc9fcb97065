"""The clauses of a document by the numbers they are cited by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.model.clause import Clause
from pipeline.model.document import MAIN_PART, Document
from pipeline.model.span import Span
from pipeline.zh.labels import Label, Style
from pipeline.zh.numerals import numeral

Numbers = tuple[int, ...]

_CHAPTERS = (Style.PART, Style.CHAPTER, Style.SECTION)
_TOP = (Style.ARTICLE, Style.HAN, Style.DECIMAL)
_HEAD = re.compile(
    r"(?:^|(?<=[\n\t。;:]))#{0,6}\*{0,2}(?:(?P<dotted>\d{1,3}(?:\.\d{1,3}){0,5})(?!\d)"
    r"|第(?P<named>\d{1,3}|[〇零一二三四五六七八九十百]{1,6})[条條]|(?P<listed>[一二三四五六七八九十]{1,3})[、.])"
)
_ANNEX = re.compile(
    r"(?P<kind>附件|附录|附表|附约|附图|补充协议)(?P<number>[一二三四五六七八九十]{1,3}|(?:\d{1,2}|[A-Z])(?:-\d{1,2})?)?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause with its label, the clauses above it (the outermost first), and the numbers that lead to it."""

    clause: Clause
    label: Label | None
    above: tuple["Entry", ...]
    path: Numbers


@dataclass(frozen=True)
class ClauseIndex:
    """Every numbered clause of an agreement with its annexes; further agreements in the same file stand apart."""

    entries: tuple[Entry, ...]
    document: Document = field(repr=False)

    @cached_property
    def _by_clause(self) -> dict[int, Entry]:
        return {id(entry.clause): entry for entry in self.entries}

    @cached_property
    def _by_part(self) -> dict[str, tuple[Entry, ...]]:
        parts: dict[str, list[Entry]] = {}
        for entry in self.entries:
            parts.setdefault(entry.clause.part, []).append(entry)
        return {part: tuple(entries) for part, entries in parts.items()}

    @cached_property
    def _heads(self) -> frozenset[Numbers]:
        return frozenset(_heads(self.document))

    def at(self, offset: int) -> Entry | None:
        """Give the innermost clause that holds a character, None outside clauses."""
        clause = self.document.clauses.at(offset)
        return self._by_clause.get(id(clause)) if clause else None

    def between(self, start: int, end: int) -> str:
        """Give the text of a range."""
        return self.document.text[start:end]

    def part(self, part: str) -> tuple[Entry, ...]:
        """Give the clauses of a part."""
        return self._by_part.get(part, ())

    def find(self, part: str, numbers: Numbers) -> Entry | None:
        """Give the clause that the numbers lead to: 3.2 as 3.2, as （二） or as 2. under 第三条.

        A number alone may also be that of an item counted through all chapters (12. under 三、).
        """
        entries = self.part(part)
        exact = next((e for e in entries if e.path == numbers and _absolute(e)), None)
        exact = exact or next((e for e in entries if e.path == numbers), None)
        if exact or len(numbers) > 1:
            return exact
        through = [e for e in entries if e.label and e.label.numbers == numbers and e.label.style in _TOP]
        through = [e for e in through if len(e.path) <= 2]
        if not through and not self.has_style(part, Style.ARTICLE):
            return self.chapter(part, Style.CHAPTER, numbers[0])
        return through[0] if len(through) == 1 else None

    def chapter(self, part: str, style: Style, number: int) -> Entry | None:
        """Give a chapter or section by its number; where none is called so, the top clause of that number."""
        entries = self.part(part)
        named = [e for e in entries if e.label and e.label.style is style]
        if named or style is not Style.CHAPTER:
            return next((e for e in named if e.label and e.label.numbers == (number,)), None)
        return next((e for e in entries if e.path == (number,) and not e.above), None)

    def has_style(self, part: str, style: Style) -> bool:
        """Say whether a part has clauses of a numbering system."""
        return any(e.label and e.label.style is style for e in self.part(part))

    def lacks(self, part: str, numbers: Numbers) -> bool:
        """Say whether a number is certainly not in a part that is numbered from the outside in.

        The first number must be that of a clause of the part or lie beyond all of them: what stands in a gap of the
        tree may have been overlooked.
        """
        tops = {
            e.path[0] if e.path else e.label.numbers[0]
            for e in self.part(part)
            if e.label and (e.label.style in (Style.CHAPTER, *_TOP)) and len(e.path) <= 2
        }
        if len(tops) < 3:
            return False
        return numbers[0] in tops or numbers[0] > max(tops)

    def printed(self, numbers: Numbers) -> bool:
        """Say whether a number stands at the head of a line, cell or sentence, where the tree may have missed it."""
        return numbers in self._heads


def _absolute(entry: Entry) -> bool:
    label = entry.label
    return label is not None and (label.style <= Style.HAN or len(label.numbers) == len(entry.path))


def _heads(document: Document) -> Iterator[Numbers]:
    for hit in document.search(_HEAD):
        if hit.has("dotted"):
            yield tuple(int(number) for number in hit["dotted"].split("."))
        elif value := numeral(hit["named"] or hit["listed"]):
            yield (value,)


def clause_index(document: Document) -> ClauseIndex:
    """Index the clauses of a document."""
    entries: list[Entry] = []

    def add(clause: Clause, above: tuple[Entry, ...]) -> None:
        entry = Entry(clause, clause.label, above, _path(clause.label, above))
        entries.append(entry)
        for child in clause.children:
            add(child, (*above, entry))

    for root in document.clauses.roots:
        if root.span.start in document.body:
            add(root, ())
    return ClauseIndex(tuple(entries), document)


def _path(label: Label | None, above: tuple[Entry, ...]) -> Numbers:
    if label is None or label.style in _CHAPTERS:
        return ()
    if len(label.numbers) > 1 or label.style is Style.ARTICLE:
        return label.numbers
    return next((e.path for e in reversed(above) if e.path), ()) + label.numbers


@dataclass(frozen=True, slots=True)
class AnnexName:
    """An annex as it is called: the kind (附件, 附录 …) and its number or letter, empty where it has none."""

    kind: str
    number: str

    @property
    def key(self) -> tuple[str, str]:
        """What two spellings of one name (附件一, 附件1) have in common."""
        value = numeral(self.number) if self.number else None
        return self.kind, self.number if value is None else str(value)


def annex_name(text: str) -> AnnexName | None:
    """Read the name of an annex at the head of a text: 附件一, 附件1, 附录A, 附件."""
    match = _ANNEX.match(text)
    return AnnexName(match["kind"], match["number"] or "") if match else None


def annex_parts(document: Document) -> Iterator[tuple[AnnexName, str, Span]]:
    """Yield the annexes that a file holds: name, name of the part, and its range."""
    seen: set[str] = set()
    for span, part in document.parts:
        if part != MAIN_PART and part not in seen and span.start in document.body and (name := annex_name(part)):
            seen.add(part)
            yield name, part, span
