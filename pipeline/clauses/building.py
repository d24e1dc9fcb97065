"""Blocks become a document with its parts and its clause tree."""

import re
from collections.abc import Sequence

from pipeline.clauses.labels import block_labels
from pipeline.clauses.parts import SIGNATURE_PART, find_parts, further_agreements, within
from pipeline.clauses.tree import clause_tree
from pipeline.model.clause import ClauseTree
from pipeline.model.document import Block, Document, Kind, Parsed, PlacedBlock
from pipeline.model.mark import Marked
from pipeline.model.span import Place, SourceMap, Span
from pipeline.zh.fold import fold
from pipeline.zh.traditional import simplified

_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of surrogate pairs, which no encoding of text has bytes for."""


def build(parsed: Parsed, identity: str) -> Document:
    """Lay the blocks out as one text and find its parts and clauses.

    The body comes first, the furniture last; each block ends with a line end. `identity` becomes the
    document's id.
    """
    ordered = [b for b in parsed.blocks if b.kind is not Kind.FURNITURE and b.text.strip()]
    ordered += [b for b in parsed.blocks if b.kind is Kind.FURNITURE and b.text.strip()]
    text, placed, places, marks = _lay_out(ordered)
    body = [block for block in placed if block.kind is not Kind.FURNITURE]
    plain = fold(simplified(text))
    labels = block_labels(text, plain, body)
    further = further_agreements(plain, body, labels)
    parts = tuple(find_parts(plain, body, labels, further))
    numbered = (part for part in parts if part[1] != SIGNATURE_PART)
    trees = (clause_tree(text, plain, within(body, span), name, labels) for span, name in numbered)
    clauses = tuple(clause for tree in trees for clause in tree)
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
    return _HALVES.sub("\ufffd", "".join(pieces)), placed, SourceMap(starts, places), tuple(marks)
