"""Ruled tables of a page: rulings become cells by pdfplumber's geometry, cells get their words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.parsing.segments import Piece, Rectangle


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of a ruled table with its words: row and column from 0, how many of each it covers, its rectangle."""

    row: int
    column: int
    rows: int
    columns: int
    box: Rectangle
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The words."""
        return "".join(words for words, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A ruled table: its outline, the left borders of its columns and the right one of the last, its cells."""

    box: Rectangle
    edges: tuple[float, ...]
    cells: tuple[FilledCell, ...]

    @property
    def height(self) -> int:
        """How many rows the table has."""
        return 1 + max(cell.row for cell in self.cells)

    @property
    def text(self) -> str:
        """The words of all cells, one after the other."""
        return "".join(cell.text for cell in self.cells)

    def row(self, index: int) -> list[FilledCell]:
        """Give the cells that begin in a row, from left to right."""
        return [cell for cell in self.cells if cell.row == index]


def find_tables(
    horizontal: Sequence[Rectangle], vertical: Sequence[Rectangle], words: Callable[[Rectangle], tuple[Piece, ...]]
) -> list[FilledTable]:
    """Find the ruled tables of a page: at least two cells between at least two rulings each way.

    `words` gives what stands in a rectangle.
    """
    if len(horizontal) < 2 or len(vertical) < 2:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [_edge(ruling, "h") for ruling in _distinct(horizontal)]
    edges += [_edge(ruling, "v") for ruling in _distinct(vertical)]
    merged = merge_edges(edges, snap_x_tolerance=3, snap_y_tolerance=3, join_x_tolerance=3, join_y_tolerance=3)
    cells = intersections_to_cells(edges_to_intersections(merged, 3, 3))
    return [_table(group, words) for group in cells_to_tables(cells) if len(group) > 1]


def _distinct(rulings: Sequence[Rectangle]) -> list[Rectangle]:
    """Leave out rulings drawn twice: borders that neighbouring cells share differ by less than a point."""
    return list({tuple(round(value) for value in ruling): ruling for ruling in rulings}.values())


def _edge(ruling: Rectangle, orientation: str) -> dict[str, object]:
    x0, top, x1, bottom = ruling
    middle = (top + bottom) / 2 if orientation == "h" else (x0 + x1) / 2
    if orientation == "h":
        top = bottom = middle
    else:
        x0 = x1 = middle
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
            "orientation": orientation, "object_type": "line"}  # fmt: skip


def _table(cells: Sequence[Rectangle], words: Callable[[Rectangle], tuple[Piece, ...]]) -> FilledTable:
    """Count rows and columns by where cells begin; a cell covers those that begin inside it."""
    lefts, tops = sorted({cell[0] for cell in cells}), sorted({cell[1] for cell in cells})
    right, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)
    filled = []
    for cell in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        rows = sum(cell[1] <= top < cell[3] - 1 for top in tops)
        columns = sum(cell[0] <= left < cell[2] - 1 for left in lefts)
        filled.append(FilledCell(tops.index(cell[1]), lefts.index(cell[0]), rows, columns, cell, words(cell)))
    return FilledTable((lefts[0], tops[0], right, bottom), (*lefts, right), tuple(filled))
