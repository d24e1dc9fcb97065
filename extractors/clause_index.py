"""The clauses of a document by the numbers they are cited by."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
    def _by_path(self) -> dict[tuple[str, Numbers], Entry]:
        """The first clause of each path in each part, one whose label says so by itself before others."""
        absolute = _firsts((entry.clause.part, entry.path, entry) for entry in self.entries if _absolute(entry))
        return _firsts((entry.clause.part, entry.path, entry) for entry in self.entries) | absolute

    @cached_property
    def _roots(self) -> dict[tuple[str, Numbers], Entry]:
        return _firsts((entry.clause.part, entry.path, entry) for entry in self.entries if not entry.above)

    @cached_property
    def _through(self) -> dict[tuple[str, Numbers], list[Entry]]:
        """The clauses near the top by the numbers of their labels."""
        through: dict[tuple[str, Numbers], list[Entry]] = {}
        for entry in self.entries:
            if entry.label and entry.label.style in _TOP and len(entry.path) <= 2:
                through.setdefault((entry.clause.part, entry.label.numbers), []).append(entry)
        return through

    @cached_property
    def _by_style(self) -> dict[tuple[str, Style], dict[Numbers, Entry]]:
        styles: dict[tuple[str, Style], dict[Numbers, Entry]] = {}
        for entry in self.entries:
            if entry.label:
                styles.setdefault((entry.clause.part, entry.label.style), {}).setdefault(entry.label.numbers, entry)
        return styles

    @cached_property
    def _tops(self) -> dict[str, frozenset[int]]:
        """The first numbers of the clauses near the top of each part."""
        return {part: _top_numbers(entries) for part, entries in self._by_part.items()}

    @cached_property
    def _below(self) -> dict[int, list[Entry]]:
        below: dict[int, list[Entry]] = {}
        for entry in self.entries:
            below.setdefault(id(entry.above[-1]) if entry.above else 0, []).append(entry)
        return below

    @cached_property
    def _before(self) -> dict[int, Entry]:
        before: dict[int, Entry] = {}
        for siblings in self._below.values():
            last: dict[str, Entry] = {}
            for entry in siblings:
                if entry.clause.part in last:
                    before[id(entry)] = last[entry.clause.part]
                last[entry.clause.part] = entry
        return before

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
        exact = self._by_path.get((part, numbers))
        if exact or len(numbers) > 1:
            return exact
        through = self._through.get((part, numbers), [])
        if not through and not self.has_style(part, Style.ARTICLE):
            return self.chapter(part, Style.CHAPTER, numbers[0])
        return through[0] if len(through) == 1 else None

    def chapter(self, part: str, style: Style, number: int) -> Entry | None:
        """Give a chapter or section by its number; where none is called so, the top clause of that number."""
        named = self._by_style.get((part, style), {})
        if named or style is not Style.CHAPTER:
            return named.get((number,))
        return self._roots.get((part, (number,)))

    def has_style(self, part: str, style: Style) -> bool:
        """Say whether a part has clauses of a numbering system."""
        return (part, style) in self._by_style

    def lacks(self, part: str, numbers: Numbers) -> bool:
        """Say whether a number is certainly not in a part that is numbered from the outside in.

        The first number must be that of a clause of the part or lie beyond all of them: what stands in a gap of the
        tree may have been overlooked.
        """
        tops = self._tops.get(part, frozenset())
        if len(tops) < 3:
            return False
        return numbers[0] in tops or numbers[0] > max(tops)

    def below(self, entry: Entry) -> Sequence[Entry]:
        """Give the clauses just below a clause."""
        return self._below.get(id(entry), ())

    def before(self, entry: Entry) -> Entry | None:
        """Give the clause before a clause in its own list, None for the first."""
        return self._before.get(id(entry))

    def printed(self, numbers: Numbers) -> bool:
        """Say whether a number stands at the head of a line, cell or sentence, where the tree may have missed it."""
        return numbers in self._heads


def _absolute(entry: Entry) -> bool:
    label = entry.label
    return label is not None and (label.style <= Style.HAN or len(label.numbers) == len(entry.path))


def _firsts(entries: Iterable[tuple[str, Numbers, Entry]]) -> dict[tuple[str, Numbers], Entry]:
    first: dict[tuple[str, Numbers], Entry] = {}
    for part, numbers, entry in entries:
        first.setdefault((part, numbers), entry)
    return first


def _top_numbers(entries: Sequence[Entry]) -> frozenset[int]:
    return frozenset(
        entry.path[0] if entry.path else entry.label.numbers[0]
        for entry in entries
        if entry.label and (entry.label.style in (Style.CHAPTER, *_TOP)) and len(entry.path) <= 2
    )


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
