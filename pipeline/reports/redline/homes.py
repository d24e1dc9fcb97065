"""Where the units of the old version stand in its Word file: each character in a paragraph, or made by Word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.document import Block, Kind
from pipeline.parsing.docx import TRANSPARENT, cells, continues
from pipeline.parsing.numbering import W
from pipeline.parsing.word_text import GAP, MC
from pipeline.reports.redline.runs import Paragraph

Element = Any
Where = tuple[Paragraph, int]


NUMBER_ALONE = -1
"""Counts the line that holds an automatic number and no words."""


@dataclass
class Home:
    """The w:p or w:tr of a unit; for each character its paragraph and place there, None for what Word makes.

    Without `chars` its words were not found again, and it is marked as a whole. `cells` are the paragraphs of each cell
    of a row. `line` counts the lines of a paragraph that holds several units. Where each printed line is a paragraph of
    its own, a unit has several `parts`; `node`, `paragraph` and `line` are those of the last.
    """

    node: Element
    chars: list[Where | None] | None
    cells: list[list[Paragraph]] = field(default_factory=list)
    paragraph: Paragraph | None = None
    line: int = 0
    parts: "tuple[Home, ...]" = ()

    @property
    def lines(self) -> "tuple[Home, ...]":
        """The paragraphs, or lines of such, that it is made of."""
        return self.parts or (self,)

    @property
    def made_by_word(self) -> int:
        """How many characters at the head Word makes: the automatic number and the blank behind it."""
        chars = self.chars or []
        return next((k for k, where in enumerate(chars) if where is not None), len(chars))


def homes(blocks: Sequence[Block], nodes: Mapping[int, Element]) -> list[Home | None]:
    """Find the home of each block of a Word file; None for one that is not of its body or notes."""
    found: list[Home | None] = []
    paragraphs: dict[int, Paragraph] = {}
    lines: dict[int, int] = {}
    for block in blocks:
        number = block.runs[-1].place.paragraph
        node = None if number is None else nodes.get(number)
        if number is None or node is None:
            found.append(None)
        elif block.kind is Kind.ROW:
            found.append(_row(block.text, node))
        else:
            paragraph = paragraphs.setdefault(number, Paragraph(node))
            if block.label and block.text.strip() == block.label:
                found.append(Home(node, [None] * len(block.text), paragraph=paragraph, line=NUMBER_ALONE))
                continue
            line = lines.get(number, 0)
            lines[number] = line + 1
            ranges = paragraph.lines
            chars = _fit(block.text, paragraph, ranges[line]) if line < len(ranges) else None
            found.append(Home(node, chars, paragraph=paragraph, line=line))
    return found


def joined(blocks: Sequence[Block], found: Sequence[Home | None], texts: Sequence[str]) -> list[Home | None] | None:
    """Give the homes of texts that are blocks, or lines of several with or without a blank between; None if they are not."""
    rest = list(zip(blocks, found, strict=True))[::-1]
    made: list[Home | None] = []
    for text in texts:
        parts: list[Home] = []
        chars: list[Where | None] = []
        while len(chars) < len(text):
            block, home = rest.pop() if rest else (None, None)
            blank = 1 if chars and block is not None and text.startswith(" " + block.text, len(chars)) else 0
            if block is None or home is None or not text.startswith(block.text, len(chars) + blank):
                return None
            parts.append(home)
            chars += [*[None] * blank, *(home.chars or [None] * len(block.text))]
        known = all(part.chars is not None for part in parts)
        last = parts[-1]
        if len(parts) == 1:
            made.append(last)
        else:
            made.append(Home(last.node, chars if known else None, [], last.paragraph, last.line, tuple(parts)))
    return None if rest else made


def _fit(text: str, paragraph: Paragraph, line: tuple[int, int]) -> list[Where | None] | None:
    """Lay a line of a paragraph under the end of a text; what stands before it is made by Word."""
    start, end = line
    if not text.endswith(paragraph.text[start:end]):
        start += len(paragraph.text[start:end]) - len(paragraph.text[start:end].lstrip(" "))
    words = paragraph.text[start:end]
    if not text.endswith(words):
        return None
    head: list[Where | None] = [None] * (len(text) - len(words))
    return [*head, *((paragraph, k) for k in range(start, end))]


def _row(text: str, node: Element) -> Home:
    own = [
        [] if continues(cell) else [Paragraph(p) for p in paragraphs_of(cell, deep=False)] for _, _, cell in cells(node)
    ]
    texts = text.split("\t")
    fitted = [_cell(words, ps) for words, ps in zip(texts, own, strict=False)] if len(texts) == len(own) else [None]
    chars: list[Where | None] | None = []
    for number, fit in enumerate(fitted):
        if fit is None or chars is None:
            chars = None
        else:
            chars += [*([None] if number else []), *fit]
    return Home(node, chars, own)


def _cell(text: str, paragraphs: Sequence[Paragraph]) -> list[Where | None] | None:
    """Lay the lines of a cell's paragraphs into its text, from its end; what stands between is made by Word."""
    chars: list[Where | None] = [None] * len(text)
    at = len(text)
    lines = [(paragraph, line) for paragraph in paragraphs for line in paragraph.lines]
    for number, (paragraph, (start, end)) in reversed(list(enumerate(lines))):
        words = paragraph.text[start:end].replace("\t", " ")
        words = words.rstrip() if number + 1 == len(lines) else words
        if not text.endswith(words, 0, at):
            start += len(words) - len(words.lstrip())
            words = words.lstrip()
        if not text.endswith(words, 0, at):
            return None
        for k in range(len(words)):
            chars[at - len(words) + k] = (paragraph, start + k)
        at -= len(words)
        if number:
            at = text.rfind(GAP, 0, at)
            if at < 0:
                return None
    return chars


def paragraphs_of(container: Element, *, deep: bool) -> Iterator[Element]:
    """Yield the paragraphs of a body or cell in the order in which the reader counts them; `deep`: also those in tables."""
    for child in container:
        if child.tag == W + "p":
            yield child
        elif child.tag == W + "tbl" and deep:
            for row in _rows(child):
                for _, _, cell in cells(row):
                    yield from paragraphs_of(cell, deep=True)
        elif child.tag in TRANSPARENT:
            yield from paragraphs_of(child, deep=deep)
        elif child.tag == MC + "AlternateContent" and (choice := child.find(MC + "Choice")) is not None:
            yield from paragraphs_of(choice, deep=deep)


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table that are not deleted."""
    for child in table:
        if child.tag == W + "tr" and child.find(f"{W}trPr/{W}del") is None:
            yield child
        elif child.tag in TRANSPARENT:
            yield from _rows(child)
