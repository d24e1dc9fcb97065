"""Ruled tables of a PDF page: rulings become cells by pdfplumber's geometry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.parsing.pdf_objects import Objects

Rectangle = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points from the top left of the page."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a ruled table: (column, rectangle) for each cell; a merged cell stands in its first row and column."""

    cells: tuple[tuple[int, Rectangle], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its outline and its rows."""

    box: Rectangle
    rows: tuple[TableRow, ...]


def find_tables(objects: Objects) -> list[Table]:
    """Find the ruled tables of a page: at least two cells between at least two rulings each way."""
    if len(objects.horizontal) < 2 or len(objects.vertical) < 2:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [_edge(ruling, "h") for ruling in _distinct(objects.horizontal)]
    edges += [_edge(ruling, "v") for ruling in _distinct(objects.vertical)]
    merged = merge_edges(edges, snap_x_tolerance=3, snap_y_tolerance=3, join_x_tolerance=3, join_y_tolerance=3)
    cells = intersections_to_cells(edges_to_intersections(merged, 3, 3))
    return [_table(group) for group in cells_to_tables(cells) if len(group) > 1]


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


def _table(cells: Sequence[Rectangle]) -> Table:
    columns = sorted({cell[0] for cell in cells})
    rows = []
    for top in sorted({cell[1] for cell in cells}):
        line = sorted(cell for cell in cells if cell[1] == top)
        rows.append(TableRow(tuple((columns.index(cell[0]), cell) for cell in line)))
    box = (columns[0], min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
    return Table(box, tuple(rows))


def row_texts(row: TableRow, columns: int, text: Callable[[Rectangle], str]) -> list[tuple[int, str, Rectangle | None]]:
    """Give every column of a row its text; a column that a merged cell covers is empty."""
    found = {column: (text(box), box) for column, box in row.cells}
    return [(column, *found.get(column, ("", None))) for column in range(columns)]
