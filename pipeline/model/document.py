"""A source, what a reader made of it, and the document every field reads."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, TypeVar

from pipeline.model.clause import ClauseTree
from pipeline.model.evidence import Evidence
from pipeline.model.mark import PART_OF, Mark, Marked, MarkKind
from pipeline.model.span import Place, SourceMap, Span
from pipeline.model.table import Table, find_tables
from pipeline.zh.compact import Compact, compact
from pipeline.zh.fold import fold
from pipeline.zh.labels import label_at
from pipeline.zh.traditional import simplified

T = TypeVar("T")

_MANY = 12
"""Words looked for one by one; more are faster as one pattern."""

_SENTENCE_END = re.compile(r"[。;!?]")
_LAYOUT_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")

MAIN_PART = "正文"
FURNITURE_PART = "页眉页脚"


@dataclass(frozen=True, slots=True)
class Source:
    """One input: its bytes, the name to show, and the SHA-256 of the bytes in hex."""

    name: str
    data: bytes = field(repr=False)
    sha256: str


class Kind(StrEnum):
    """What a block is. Furniture stands apart from the body: running heads, page numbers, watermarks, seals, comments."""

    PARAGRAPH = "paragraph"
    ROW = "row"
    FURNITURE = "furniture"


class TextSource(StrEnum):
    """Where the characters came from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    MIXED = "mixed"
    WORD = "word"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or done: in which stage, where, of which kind, told to a reader."""

    stage: str
    where: str
    kind: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that stands at one place: a printed line, a Word paragraph, a table cell, or a part of one."""

    text: str
    place: Place = Place()
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table row or a piece of furniture, as a reader found it.

    The text of a paragraph is its runs one after the other (whoever joins lines adds the blank that belongs
    between them); the text of a row is its cells with a tab between. A printed line or a cell with marks inside is
    several runs of the same place. No run holds a line end. `label` is the number at the head of the text that Word made (it is part of the text); `level` is the outline level
    from 1 where the format says so (Markdown #, Word's heading styles).
    """

    kind: Kind
    runs: tuple[Run, ...]
    label: str = ""
    level: int | None = None

    @property
    def text(self) -> str:
        """The block as one line of text."""
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        """Yield the text of each run, a tab before the first run of each further cell of a row."""
        before: Run | None = None
        for run in self.runs:
            new_cell = self.kind is Kind.ROW and before is not None and run.place.cell != before.place.cell
            yield ("\t" if new_cell else "") + run.text
            before = run

    @property
    def apart(self) -> MarkKind | None:
        """Why furniture stands apart where a mark says so; None for running heads, page numbers and the body."""
        mark = self.runs[0].mark if self.kind is Kind.FURNITURE and self.runs else None
        return mark.kind if mark else None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader made of a source: blocks in reading order, and what it could not read."""

    media_type: str
    text_source: TextSource
    blocks: tuple[Block, ...]
    pages: int | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of the canonical text."""

    kind: Kind
    span: Span
    label: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of a pattern: compact text to read, spans of the printed text to quote."""

    match: re.Match[str]
    view: Compact = field(repr=False)

    def __getitem__(self, group: int | str) -> str:
        """Give the compact text of a group, empty when it took no part in the match."""
        return self.match[group] or ""

    def has(self, group: int | str) -> bool:
        """Say whether a group took part in the match."""
        return self.match.start(group) >= 0

    def span(self, group: int | str = 0) -> Span:
        """Give the range of a group in the printed text. Raises ValueError for a group that took no part."""
        start, end = self.match.span(group)
        return Span(*self.view.range(start, end))


@dataclass(frozen=True)
class Document:
    """One agreement: the canonical text, and what is known about ranges of it.

    `text` is the blocks in reading order, a line end after each, then the furniture: the page furniture is
    kept, but never inside a sentence. All offsets everywhere are offsets of `text`. Parts and marks stand in its order
    and do not overlap. `further` are other agreements in
    the same file: they are no part of the body that fields read.
    """

    id: str
    text: str = field(repr=False)
    blocks: tuple[PlacedBlock, ...] = field(repr=False)
    clauses: ClauseTree = field(repr=False)
    places: SourceMap = field(repr=False)
    parts: tuple[tuple[Span, str], ...] = ()
    marks: tuple[Marked, ...] = field(default=(), repr=False)
    further: tuple[Span, ...] = ()

    @cached_property
    def plain(self) -> "Document":
        """The agreement in simplified characters, of the same length: what fields read. Itself where it is printed so."""
        text = simplified(self.text)
        return self if text == self.text else replace(self, text=text, clauses=self.clauses.reworded(simplified))

    @cached_property
    def folded(self) -> str:
        """The text in one width, of the same length."""
        return fold(self.text)

    @cached_property
    def compact(self) -> Compact:
        """The text without layout blanks; see `pipeline.zh.compact`."""
        return compact(self.folded)

    @cached_property
    def body(self) -> Span:
        """The text of the agreement without the furniture and without further agreements in the same file."""
        furniture = [block.span.start for block in self.blocks if block.kind is Kind.FURNITURE]
        return Span(0, min(furniture, default=len(self.text)) if not self.further else self.further[0].start)

    @cached_property
    def body_blocks(self) -> tuple[PlacedBlock, ...]:
        """The blocks of the body."""
        return tuple(block for block in self.blocks if block.span in self.body)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the body as grids: a merged cell stands at every place it covers."""
        rows = (block.span for block in self.body_blocks if block.kind is Kind.ROW)
        return find_tables(rows, self.places, self.text)

    @cached_property
    def furniture(self) -> Span:
        """The furniture behind the body."""
        furniture = [block.span.start for block in self.blocks if block.kind is Kind.FURNITURE]
        return Span(min(furniture, default=len(self.text)), len(self.text))

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what a document remembers about itself when it goes to another process."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def _made(self) -> dict[Callable[["Document"], Any], Any]:
        return {}

    def once(self, make: Callable[["Document"], T]) -> T:
        """Give what a function makes of the document: made once, however many fields ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def marked(self, *kinds: MarkKind) -> tuple[Marked, ...]:
        """Give the marks of some kinds, in the order of the text."""
        return tuple(marked for marked in self.marks if marked.mark.kind in kinds)

    def search(self, pattern: re.Pattern[str], within: Span | None = None, cues: tuple[str, ...] = ()) -> Iterator[Hit]:
        """Yield the matches of a pattern over the compact text of a range (default: the body).

        With `cues` only the blocks that hold one of these words are looked at; for patterns that cannot match
        without one of them, nor across blocks.
        """
        where, view = self.body if within is None else within, self.compact
        start, end = view.position(where.start), view.position(where.end)
        for first, last in self._lines_with(cues, start, end) if cues else ((start, end),):
            for match in pattern.finditer(view.text, first, last):
                yield Hit(match, view)

    def _lines_with(self, cues: tuple[str, ...], start: int, end: int) -> list[tuple[int, int]]:
        """Give the lines of a range of the compact text that hold one of the cues; the same cues are asked for often."""
        asked = (cues, start, end)
        if asked not in self._lines:
            self._lines[asked] = _lines_with(self.compact.text, cues, start, end)
        return self._lines[asked]

    @cached_property
    def _lines(self) -> dict[tuple[tuple[str, ...], int, int], list[tuple[int, int]]]:
        return {}

    def first(self, pattern: re.Pattern[str], within: Span | None = None) -> Hit | None:
        """Give the first match of a pattern, None when there is none."""
        return next(self.search(pattern, within), None)

    def compact_text(self, span: Span) -> str:
        """Give the compact text of a range."""
        return self.compact.text[self.compact.position(span.start) : self.compact.position(span.end)]

    def printed(self, span: Span) -> str:
        """Give the words of a range in their own width, without layout blanks beside Han characters."""
        return _LAYOUT_BLANK.sub("", self.text[span.start : span.end]).strip()

    def block_at(self, offset: int) -> PlacedBlock | None:
        """Give the block that holds the character."""
        index = self.index_at(offset)
        return None if index is None else self.blocks[index]

    def index_at(self, offset: int) -> int | None:
        """Give the place among all blocks of the one that holds the character; the body's come first."""
        index = bisect_right(self._block_starts, offset) - 1
        return index if index >= 0 and offset < self.blocks[index].span.end else None

    def sentence(self, offset: int) -> Span:
        """Give the sentence that holds the character: between 。；! ? or the ends of its block."""
        block = self.block_at(offset)
        bounds = block.span if block else Span(0, len(self.text))
        after = bisect_right(self._sentence_ends, offset)
        start = max(self._sentence_ends[after - 1], bounds.start) if after else bounds.start
        end = self._sentence_ends[after] if after < len(self._sentence_ends) else bounds.end
        return Span(start, min(end, bounds.end))

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return tuple(block.span.start for block in self.blocks)

    @cached_property
    def _sentence_ends(self) -> tuple[int, ...]:
        return tuple(match.end() for match in _SENTENCE_END.finditer(self.folded))

    def statement(self, offset: int) -> Span:
        """Give the sentence that holds the character without the clause label it begins with."""
        sentence = self.sentence(offset)
        label = label_at(self.text[sentence.start : sentence.end])
        return Span(min(sentence.start + (label.end if label else 0), offset), sentence.end)

    def part_at(self, offset: int) -> str:
        """Name the part of the document that holds the character."""
        part = bisect_right(self.parts, offset, key=lambda part: part[0].start) - 1
        if part >= 0 and offset in self.parts[part][0]:
            return self.parts[part][1]
        if offset < self.furniture.start:
            return MAIN_PART
        mark = bisect_right(self.marks, offset, key=lambda marked: marked.span.start) - 1
        kind = self.marks[mark].mark.kind if mark >= 0 and offset in self.marks[mark].span else None
        return PART_OF.get(kind, FURNITURE_PART) if kind else FURNITURE_PART

    def evidence(self, span: Span) -> Evidence:
        """Quote a range with its place; blanks and line ends at the edges are left out.

        Raises ValueError for a range outside the text or without a visible character.
        """
        quote = self.text[span.start : span.end]
        start = span.start + len(quote) - len(quote.lstrip())
        span = Span(start, max(start, span.start + len(quote.rstrip())))
        if span.end > len(self.text) or not len(span):
            raise ValueError(f"nothing to quote at {span.start}..{span.end}")
        clause = self.clauses.at(span.start)
        paged = [place for place in self.places.over(span) if place.page is not None]
        return Evidence(
            quote=self.text[span.start : span.end],
            span=span,
            part=self.part_at(span.start),
            clause=clause.citation if clause else None,
            page=paged[0].page if paged else None,
            boxes=tuple((place.page, place.box) for place in paged if place.page is not None and place.box is not None),
        )


def _lines_with(text: str, cues: tuple[str, ...], start: int, end: int) -> list[tuple[int, int]]:
    """Give the lines of a range that hold one of the cues, in order: word by word, many words by one pattern."""
    if len(cues) > _MANY:
        return _lines_of(_any_of(cues), text, start, end)
    lines: set[tuple[int, int]] = set()
    for cue in cues:
        at = text.find(cue, start, end)
        while at >= 0:
            line = _line(text, at, start, end)
            lines.add(line)
            at = text.find(cue, line[1], end)
    return sorted(lines)


def _lines_of(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = start
    while match := pattern.search(text, at, end):
        lines.append(_line(text, match.start(), start, end))
        at = lines[-1][1]
    return lines


def _line(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    stop = text.find("\n", at, end)
    return max(text.rfind("\n", start, at) + 1, start), end if stop < 0 else stop


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
