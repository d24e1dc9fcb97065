"""The proof of a redline: read with all changes accepted it is the new version, with all rejected the old one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model.diff import Unit, VersionDiff
from pipeline.model.document import Block, Kind, Run
from pipeline.options import View
from pipeline.parsing.docx import read_docx
from pipeline.reports.redline.revisions import legal

_ORDINAL = re.compile(r"[^\t]{0,6}\t")
SHOWN = 30
"""Characters of a text that does not come out."""


@dataclass(frozen=True)
class Proof:
    """What the proof found: the first text that does not come out ("": all do), automatic numbers that differ."""

    fault: str = ""
    numbers: tuple[tuple[str, str], ...] = ()


def body_blocks(data: bytes, view: View, nodes: dict[int, Any] | None = None) -> list[Block]:
    """Read the blocks of a Word file that are units of a comparison; for `nodes` see the reader."""
    return [
        block
        for block in read_docx(data, view, nodes).blocks
        if block.kind is not Kind.FURNITURE and block.text.strip()
    ]


def prove(data: bytes, diff: VersionDiff, *, lines: bool = False) -> Proof:
    """Read a redline in both views and compare it with both versions, to the letter.

    What stands outside the compared part is as in the old version. An automatic number that differs is no fault of
    the words; it is given as (number in the redline, number in the version). `lines` says that the Word file holds each
    printed line as a paragraph, which the comparison has joined.
    """
    before, behind = _outside(diff)
    numbers: list[tuple[str, str]] = []
    for view, units, text in (
        (View.ORIGINAL, diff.old_units, diff.old.document.text),
        (View.FINAL, diff.new_units, diff.new.document.text),
    ):
        wanted: list[tuple[str, Unit | None]] = [(line, None) for line in before]
        wanted += [(text[unit.span.start : unit.span.end], unit) for unit in units]
        wanted += [(line, None) for line in behind]
        blocks = body_blocks(data, view)[::-1]
        for line, unit in wanted:
            block = _joined(blocks, legal(line), unit) if lines else blocks.pop() if blocks else None
            found = None if block is None else _difference(block, legal(line), unit)
            if block is None or found is None:
                return Proof(f"{view}: {block.text[:SHOWN] if block else ''!r} ≠ {line[:SHOWN]!r}", tuple(numbers))
            numbers += found
        if blocks:
            return Proof(f"{view}: {blocks[-1].text[:SHOWN]!r} ≠ ''", tuple(numbers))
    return Proof("", tuple(numbers))


def _outside(diff: VersionDiff) -> tuple[list[str], list[str]]:
    """Give the texts of the old version before and behind what was compared."""
    text, units = diff.old.document.text, diff.old_units
    start = units[0].span.start if units else 0
    end = units[-1].span.end if units else 0
    spans = [block.span for block in diff.old.document.blocks if block.kind is not Kind.FURNITURE]
    before = [text[span.start : span.end] for span in spans if span.end <= start and span.start < start]
    return before, [text[span.start : span.end] for span in spans if span.start >= end]


def _joined(rest: list[Block], line: str, unit: Unit | None) -> Block | None:
    """Take the next block, with the printed lines behind it that the reader joins to it; None when there is none."""
    block = rest.pop() if rest else None
    while block is not None and rest and block.kind is Kind.PARAGRAPH and _difference(block, line, unit) is None:
        behind = rest[-1]
        label = len(line) - len(line.lstrip()) if unit is None else unit.body.start - unit.span.start
        words = line[label:] if block.label else line
        own = block.text[len(block.label) :].lstrip() if block.label else block.text
        blank = next((blank for blank in ("", " ") if words.startswith(own + blank + behind.text)), None)
        if blank is None or behind.label or behind.kind is not Kind.PARAGRAPH:
            break
        rest.pop()
        block = replace(block, runs=(*block.runs, Run(blank), *behind.runs))
    return block


def _difference(block: Block, line: str, unit: Unit | None) -> Sequence[tuple[str, str]] | None:
    """Compare a block with the text it should have: no difference, one in its number, or (None) one in its words."""
    as_row = (
        unit is not None and not unit.row and block.kind is Kind.ROW
    )  # a paragraph between rows, put into the table
    if block.text == (line.strip() if as_row else line):
        return ()
    if block.kind is Kind.ROW:
        ours, theirs = _ORDINAL.match(block.text), _ORDINAL.match(line)
        if ours and theirs and block.text[ours.end() :] == line[theirs.end() :] and ours[0].strip().isdigit():
            return ((ours[0].strip(), theirs[0].strip()),)
        return None
    if not block.label or unit is None:
        return None
    own, label = block.text[len(block.label) :].lstrip(), unit.label
    body = line[unit.body.start - unit.span.start :]
    if own != body:
        return None
    return () if label == block.label else ((block.label, label),)
