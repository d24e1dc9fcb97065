"""A document as the units that are aligned: its paragraphs and table rows, numbers parsed off."""

import re
from collections.abc import Iterator

from pipeline.compare.keys import key_of_folded
from pipeline.model.clause import Clause
from pipeline.model.diff import Unit
from pipeline.model.document import Document, Kind, PlacedBlock
from pipeline.model.span import Span

_BULLET = re.compile(r"\s*(?:[-*+]\s+|[•·●◆○▪➢]\s*)(?=\S)")
_ORDINAL_CELL = re.compile(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、]?\s*\t")
_STREET = re.compile(
    r"\d{1,5} (?:[A-Z][\w.'-]* ){1,4}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Lane|Ln|Drive|Dr|Way|Plaza|Square|Floor|Court)\b"
)
"""The first line of a foreign address: its number is no clause's."""
_SAYS_SOMETHING = re.compile(r"[:：]\s*\S|[。；;]|\d\s*[%％元年月日天]")
_ANNEX = re.compile(r"\s*附\s*[件录表]|(?i:annex|appendix|schedule|exhibit)")
LONGEST_TITLE = 60
"""Characters."""
_LEADER = re.compile(r"\s*(?:[.…·．。]{3,}|\t)\s*\d{1,4}\s*$")


def units(document: Document, within: Span | None = None) -> tuple[Unit, ...]:
    """Give the units of a document, or of a range of it, in reading order; furniture is none.

    The number at the head of a unit is no part of its body: clause labels typed or made by Word, bullets, the running
    number in the first cell of a row; nor is the page number at the end of a line of a table of contents.
    """
    return tuple(_units(document, within))


def _units(document: Document, within: Span | None) -> Iterator[Unit]:
    walker = _Clauses(document)
    titles = {0, *(span.start for span, _ in document.parts)}
    for block in document.blocks:
        if block.kind is Kind.FURNITURE or not (within is None or block.span in within):
            continue
        clause, depth, opens = walker.at(block.span.start)
        opens = opens and not _STREET.match(document.text, block.span.start, block.span.end)
        body = _body(document.text, block, clause if opens else None)
        words = document.text[body.start : body.end]
        yield Unit(
            span=block.span,
            body=body,
            label=document.text[block.span.start : body.start].strip(),
            key=key_of_folded(document.folded[body.start : body.end]),
            clause=clause.citation if clause else None,
            part=document.part_at(block.span.start),
            depth=depth,
            opens=opens,
            heading=_is_heading(block, titles, words, clause if opens else None),
            table=_table(document, block),
        )


def _table(document: Document, block: PlacedBlock) -> int | None:
    if block.kind is not Kind.ROW:
        return None
    cell = document.places.at(block.span.start).cell
    return cell.table if cell else -1


def _is_heading(block: PlacedBlock, titles: set[int], words: str, opened: Clause | None) -> bool:
    """Say whether a block is the title of a part or of a clause, and nothing more; 数量：100吨 is no title."""
    if block.span.start in titles and _ANNEX.match(words):
        return len(words) <= LONGEST_TITLE and block.kind is not Kind.ROW
    if _SAYS_SOMETHING.search(words):
        return False
    if block.span.start in titles:
        return len(words) <= LONGEST_TITLE and block.kind is not Kind.ROW
    return block.level is not None or (opened is not None and opened.heading == words.strip())


class _Clauses:
    """Walks the clauses along with the blocks: which one holds a block, how deep it is, whether it begins there."""

    def __init__(self, document: Document) -> None:
        self._rest = list(document.clauses.walk())[::-1]
        self._open: list[Clause] = []

    def at(self, offset: int) -> tuple[Clause | None, int, bool]:
        while self._rest and self._rest[-1].span.start <= offset:
            self._open.append(self._rest.pop())
            while len(self._open) > 1 and self._open[-1].span not in self._open[-2].span:
                del self._open[-2]
        while self._open and offset >= self._open[-1].span.end:
            self._open.pop()
        innermost = self._open[-1] if self._open else None
        return innermost, len(self._open), innermost is not None and innermost.span.start == offset


def _body(text: str, block: PlacedBlock, opened: Clause | None) -> Span:
    line = text[block.span.start : block.span.end]
    start, end = 0, len(line)
    if block.kind is Kind.ROW:
        if ordinal := _ORDINAL_CELL.match(line):
            start = ordinal.end()
    elif opened or block.label:
        start = max(opened.label.end if opened and opened.label else 0, len(block.label))
    elif bullet := _BULLET.match(line):
        start = bullet.end()
    if block.kind is not Kind.ROW and line[-1:].isdigit() and (leader := _LEADER.search(line, start)):
        end = leader.start()
    start += len(line[start:end]) - len(line[start:end].lstrip())
    return Span(block.span.start + start, block.span.start + max(start, end))
