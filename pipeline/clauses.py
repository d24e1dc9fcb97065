"""Blocks become a document with its parts and its clause tree.

Numbers are kept as printed: gaps, repeats and restarts are facts about the agreement, not errors to mend.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.clause import Clause, ClauseTree
from pipeline.model.document import Block, Document, Kind, Parsed, PlacedBlock
from pipeline.model.mark import Marked
from pipeline.model.span import Place, SourceMap, Span
from pipeline.parts import SIGNATURE_PART, Labels, find_parts, further_agreements, within
from pipeline.zh.fold import fold
from pipeline.zh.labels import Label, Style, label_at
from pipeline.zh.traditional import simplified

_END = re.compile(r"[。;；.!?：:，,、]$")


def build(parsed: Parsed, identity: str) -> Document:
    """Lay the blocks out as one text and find its parts and clauses.

    The body comes first, the furniture last; each block ends with a line end. `identity` becomes the
    document's id.
    """
    ordered = [b for b in parsed.blocks if b.kind is not Kind.FURNITURE and b.text.strip()]
    ordered += [b for b in parsed.blocks if b.kind is Kind.FURNITURE and b.text.strip()]
    text, placed, places, marks = _lay_out(ordered)
    body = [block for block in placed if block.kind is not Kind.FURNITURE]
    labels = {block.span.start: label for block in body if (label := _label(text, block))}
    folded = fold(simplified(text))
    further = further_agreements(folded, body, labels)
    parts = tuple(find_parts(folded, body, labels, further))
    clauses = tuple(clause for span, name in parts for clause in _tree(text, within(body, span), name, labels))
    return Document(identity, text, tuple(placed), ClauseTree(clauses), places, parts, marks, further)


def _lay_out(blocks: Sequence[Block]) -> tuple[str, list[PlacedBlock], SourceMap, tuple[Marked, ...]]:
    pieces: list[str] = []
    placed: list[PlacedBlock] = []
    starts: list[int] = []
    places: list[Place] = []
    marks: list[Marked] = []
    offset = 0
    for block in blocks:
        begin = offset
        for run, piece in zip(block.runs, block.pieces(), strict=True):
            starts.append(offset)
            places.append(run.place)
            pieces.append(piece)
            offset += len(piece)
            if run.mark is not None and run.text.strip():
                marks.append(Marked(Span(offset - len(run.text), offset), run.mark))
        placed.append(PlacedBlock(block.kind, Span(begin, offset), block.label, block.level))
        pieces.append("\n")
        offset += 1
    return "".join(pieces), placed, SourceMap(starts, places), tuple(marks)


@dataclass
class _Open:
    """A clause whose end is not known yet."""

    label: Label | None
    level: int | None
    number: str
    citation: str
    heading: str
    start: int
    children: list[Clause]

    @property
    def shape(self) -> tuple[int, int]:
        if self.label is None:
            return -1, self.level or 0
        return self.label.style, len(self.label.numbers)


def _label(text: str, block: PlacedBlock) -> Label | None:
    if block.kind is not Kind.PARAGRAPH:
        return None
    line = text[block.span.start : block.span.end]
    label = label_at(line)
    if label is None and block.label:
        automatic = label_at(f"{block.label} 文字")
        return automatic and replace(automatic, end=len(block.label))
    return label


def _tree(text: str, blocks: Sequence[PlacedBlock], part: str, labels: Labels) -> list[Clause]:
    """Nest the clauses of one part."""
    if part == SIGNATURE_PART:
        return []
    roots: list[Clause] = []
    stack: list[_Open] = []
    outer = _outer_styles(blocks, labels)
    titles = sum(block.level is not None for block in blocks)

    def close(depth: int, end: int) -> None:
        while len(stack) > depth:
            done = stack.pop()
            clause = Clause(
                done.number,
                done.citation,
                part,
                done.heading,
                Span(done.start, end),
                len(stack) + 1,
                tuple(done.children),
            )
            (stack[-1].children if stack else roots).append(clause)

    end = blocks[-1].span.end if blocks else 0
    for index, block in enumerate(blocks):
        label = labels.get(block.span.start)
        heading = block.level is not None and index > 0 and titles > 1
        if label is None and not heading:
            continue
        close(_depth(stack, label, block.level, outer), block.span.start)
        stack.append(_opened(text, block, label, stack))
    close(0, end)
    return roots


def _outer_styles(blocks: Sequence[PlacedBlock], labels: Labels) -> dict[Style, int]:
    """Rank the systems that stand outside: whichever of 第X条 and 一、 comes first holds the other."""
    ranks = {Style.PART: 0, Style.CHAPTER: 1, Style.SECTION: 2, Style.ARTICLE: 3, Style.HAN: 4}
    for block in blocks:
        label = labels.get(block.span.start)
        if label and label.style is Style.ARTICLE:
            return ranks
        if label and label.style is Style.HAN:
            return ranks | {Style.HAN: 3, Style.ARTICLE: 4}
    return ranks


def _depth(stack: Sequence[_Open], label: Label | None, level: int | None, outer: dict[Style, int]) -> int:
    """Say how many open clauses stay open before a new one begins."""
    if label is None:
        for depth, clause in enumerate(stack):
            if clause.label is None and (clause.level or 0) >= (level or 0):
                return depth
            if clause.label is not None:
                return depth
        return len(stack)
    shape = (label.style, len(label.numbers))
    for depth, clause in enumerate(stack):
        if clause.shape == shape:
            return depth
    if label.style in outer:
        rank = outer[label.style]
        inside = (d for d, c in enumerate(stack) if c.label and outer.get(c.label.style, 9) >= rank)
        return next(inside, len(stack))
    if label.style is Style.DECIMAL and len(label.numbers) > 1:
        return _decimal_depth(stack, label, outer)
    return len(stack)


def _decimal_depth(stack: Sequence[_Open], label: Label, outer: dict[Style, int]) -> int:
    for depth in range(len(stack), 0, -1):
        above = stack[depth - 1].label
        if above is None or above.style in outer:
            return depth
        if above.style is Style.DECIMAL and above.numbers == label.numbers[: len(above.numbers)]:
            return depth
    return 0


def _opened(text: str, block: PlacedBlock, label: Label | None, stack: Sequence[_Open]) -> _Open:
    line = text[block.span.start : block.span.end]
    words = (line[label.end :] if label else line).strip()
    heading = _heading(words)
    if label is None:
        return _Open(None, block.level, "", heading or words[:30], words[:60], block.span.start, [])
    citation = _citation(label, stack)
    return _Open(label, block.level, label.text, citation, heading, block.span.start, [])


def _heading(words: str) -> str:
    """Give the title a clause begins with: a short line without end, or words in 【 】 or before ：, else nothing."""
    if bracketed := re.match(r"[【\[]([^】\]]{2,20})[】\]]", words):
        return bracketed[1]
    if len(words) <= 30 and not _END.search(fold(words)) and "，" not in words and "。" not in words:
        return words
    opened = re.match(r"([^，。；：、,;:\s“]{2,14})(?:[：:]|[。.](?=\S)|\s{1,4}(?=\S{8}))", words)
    return opened[1] if opened else ""


def _citation(label: Label, stack: Sequence[_Open]) -> str:
    """Write a number as it would be cited: 第十三条, 9.2.1 alone; 十.3, 第五条（一）, 8.3(1) with what they stand under."""
    absolute = label.style <= Style.HAN or len(label.numbers) > 1
    above = next((c for c in reversed(stack) if c.number and c.label and c.label.style > Style.SECTION), None)
    if absolute or above is None:
        return label.text
    plain = label.style in (Style.DECIMAL, Style.LETTER) and not label.text.endswith(")")
    joined = "." if plain or (above.citation[-1:].isdigit() and label.text[0].isdigit()) else ""
    return above.citation + joined + label.text
