"""Tables that set an agreement's two languages side by side: their cells are read as paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.model.document import Block, Kind, Parsed, Run

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SENTENCE = 15
"""Han characters that a Chinese cell holds on average in an agreement; in a list of words they are fewer."""


def is_said_twice(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a table of two columns says its text in Chinese in one and in English in the other.

    Four rows of five have two filled cells, and most of these have Chinese on the same side and English on the other.
    """
    pairs = [cells for row in rows if len(cells := [cell for cell in row if cell.strip()]) == 2]
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if len(pairs) < 2 or len(pairs) * 5 < len(filled) * 4:
        return False
    left = [pair for pair in pairs if _is_chinese(pair[0]) and _is_english(pair[1])]
    right = [pair[::-1] for pair in pairs if _is_chinese(pair[1]) and _is_english(pair[0])]
    said = max(left, right, key=len)
    return len(said) * 3 >= len(pairs) * 2 and sum(len(_HAN.findall(pair[0])) for pair in said) >= _SENTENCE * len(said)


def _is_chinese(words: str) -> bool:
    return len(_HAN.findall(words)) * 3 > len(words.replace(" ", ""))


def _is_english(words: str) -> bool:
    return len(_LATIN.findall(words)) >= 2 and len(_HAN.findall(words)) * 10 < len(words)


def as_paragraphs(parsed: Parsed) -> Parsed:
    """Give what was read with the cells of tables of two languages side by side as paragraphs."""
    blocks: list[Block] = []
    for table, group in groupby(parsed.blocks, key=_table):
        own = list(group)
        cells = [_cells(block) for block in own] if table is not None else []
        if cells and is_said_twice([["".join(run.text for run in cell) for cell in row] for row in cells]):
            blocks += [Block(Kind.PARAGRAPH, cell) for row in cells for cell in row]
        else:
            blocks += own
    return parsed if len(blocks) == len(parsed.blocks) else replace(parsed, blocks=tuple(blocks))


def _table(block: Block) -> int | None:
    """Give the number of the table a row is of, None for any other block."""
    cell = block.runs[0].place.cell if block.kind is Kind.ROW and block.runs else None
    return cell.table if cell else None


def _cells(row: Block) -> list[tuple[Run, ...]]:
    """Give the runs of each filled cell of a row."""
    cells = [tuple(runs) for _, runs in groupby(row.runs, key=lambda run: run.place.cell)]
    return [cell for cell in cells if any(run.text.strip() for run in cell)]
