"""Tables of a document as grids: every place of the grid knows the words that stand for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.span import Cell, SourceMap, Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its range of the text, its size, and the words at each place of its grid.

    A merged cell stands at every place that it covers, so that a blank below 一类 is 一类. Places without words are not
    in `cells`.
    """

    span: Span
    rows: int
    columns: int
    cells: Mapping[tuple[int, int], Span]

    def at(self, row: int, column: int) -> Span | None:
        """Give the words at a place, None where there are none."""
        return self.cells.get((row, column))

    def row(self, row: int) -> tuple[Span | None, ...]:
        """Give the words of a row, one place for each column."""
        return tuple(self.at(row, column) for column in range(self.columns))


def find_tables(rows: Iterable[Span], places: SourceMap, text: str) -> tuple[Table, ...]:
    """Put the rows of a text together to the tables they are of; blanks around the words of a cell are left out."""
    found: dict[int, list[tuple[Cell, Span]]] = {}
    whole: dict[int, Span] = {}
    for row in rows:
        for cell, covered in _cells(row, places):
            span = _stripped(covered, text)
            found.setdefault(cell.table, []).append((cell, span))
            first = whole.get(cell.table, row)
            whole[cell.table] = Span(first.start, row.end)
    return tuple(_table(whole[number], cells) for number, cells in found.items())


def _cells(row: Span, places: SourceMap) -> Iterator[tuple[Cell, Span]]:
    """Yield the cells of a row with their words; a cell of several pieces reaches over all of them."""
    held: tuple[Cell, Span] | None = None
    for span, place in places.pieces(row):
        if place.cell is None:
            continue
        if held and (held[0].row, held[0].column) == (place.cell.row, place.cell.column):
            held = (held[0], Span(held[1].start, span.end))
            continue
        if held:
            yield held
        held = (place.cell, span)
    if held:
        yield held


def _stripped(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _table(whole: Span, cells: Iterable[tuple[Cell, Span]]) -> Table:
    own = {(cell.row, cell.column): (cell, span) for cell, span in cells if len(span)}
    grid: dict[tuple[int, int], Span] = {}
    for cell, span in own.values():
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                grid.setdefault((row, column), span)
    rows = 1 + max((row for row, _ in grid), default=-1)
    return Table(whole, rows, 1 + max((column for _, column in grid), default=-1), grid)
