"""Columns of a table in running text: rows are lines with tabs between cells."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

K = TypeVar("K")

HEAD_LIMIT = 24
"""Characters of the head of a column at most."""

_LINE_END, _TAB = re.compile("\n"), re.compile("\t")


def columns(text: str, heads: Mapping[K, re.Pattern[str]]) -> Iterator[tuple[K, int, int]]:
    """Yield the cells below the head of a column, each as (key of the head, start, end).

    A head is a cell that one of the patterns matches whole; its column goes on while rows have as many cells.
    """
    named: list[K | None] = []
    for start, end in _between(_LINE_END, text, 0, len(text)):
        cells = list(_between(_TAB, text, start, end)) if text.find("\t", start, end) >= 0 else []
        if len(cells) != len(named):
            named = [None] * len(cells)
        for index, (first, last) in enumerate(cells):
            head, above = _head(text[first:last], heads), named[index]
            if head is not None:
                named[index] = head
            elif above is not None:
                yield above, first, last


def _head(cell: str, heads: Mapping[K, re.Pattern[str]]) -> K | None:
    words = cell.strip()
    if not 1 < len(words) <= HEAD_LIMIT:
        return None
    return next((key for key, pattern in heads.items() if pattern.fullmatch(words)), None)


def _between(mark: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bounds = [start - 1, *(match.start() for match in mark.finditer(text, start, end)), end]
    yield from ((first + 1, last) for first, last in pairwise(bounds))
