"""Rows of tables, cell by cell: no edit reaches from one cell into the next."""

from collections.abc import Iterator

from rapidfuzz.distance import Indel

from pipeline.compare.keys import key
from pipeline.compare.noise import Piece
from pipeline.compare.redline import Carry, Replacement, redline, shifted
from pipeline.compare.tokens import Tokenizer

Cell = tuple[int, int]
"""The half-open range of a cell's words in the text of its row."""


def redline_row(old: str, new: str, tokenizer: Tokenizer, carry: Carry) -> tuple[list[Replacement], list[Piece]]:
    """Give the replacements and the noise of two rows whose cells stand between tabs; see `redline`.

    Rows with as many cells are compared column by column. Else equal cells are paired and the rest between them in
    order; a cell without a partner is a replacement together with the tab that parts it from the others.
    """
    found: list[Replacement] = []
    pieces: list[Piece] = []
    for ours, theirs in _pairs(_cells(old), _cells(new), old, new):
        words, others = old[slice(*ours)], new[slice(*theirs)]
        changed: list[Replacement]
        kept: list[Piece]
        if "\t" in words + others:
            tokens = tuple(tokenizer.tokens(words)), tuple(tokenizer.tokens(others))
            changed, kept = [Replacement((0, len(words)), (0, len(others)), *tokens)], []
        else:
            changed, kept = redline(words, others, tokenizer, carry)
        found += [shifted(entry, ours[0], theirs[0]) for entry in changed]
        pieces += [(a + ours[0], b + ours[0], c + theirs[0], d + theirs[0], why) for a, b, c, d, why in kept]
    return found, pieces


def _cells(row: str) -> list[Cell]:
    cells, at = [], 0
    for words in row.split("\t"):
        cells.append((at, at + len(words)))
        at += len(words) + 1
    return cells


def _pairs(old: list[Cell], new: list[Cell], left: str, right: str) -> Iterator[tuple[Cell, Cell]]:
    """Yield the ranges that stand for each other; a cell without a partner with its tab, against an empty range."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    ours, theirs = [key(left[slice(*cell)]) for cell in old], [key(right[slice(*cell)]) for cell in new]
    for op in Indel.opcodes(ours, theirs):
        first, second = old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
        yield from zip(first, second, strict=False)
        here = (old[op.src_start - 1][1] if op.src_start else 0, new[op.dest_start - 1][1] if op.dest_start else 0)
        for cell in first[len(second) :]:
            yield _with_tab(cell, left), (here[1], here[1])
        for cell in second[len(first) :]:
            yield (here[0], here[0]), _with_tab(cell, right)


def _with_tab(cell: Cell, row: str) -> Cell:
    """Widen a cell by the tab before it, in the first column by the one behind it."""
    return (cell[0] - 1, cell[1]) if cell[0] else (0, min(cell[1] + 1, len(row)))
