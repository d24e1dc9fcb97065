"""The pages of a file become its blocks: lines joined to paragraphs, tables continued, furniture set apart."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.document import Block, Kind, Run
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.span import Box, Cell, Place
from pipeline.parsing.layout import Line, PageLine, furniture, join, right_edge
from pipeline.parsing.pdf_tables import FilledCell, FilledTable
from pipeline.parsing.segments import Piece, Rectangle, Segment, footnotes, glue, place_among, printed_lines
from pipeline.zh.labels import label_at

_SAME_COLUMN = 4.0
"""Points by which the borders of a table may differ on the next page."""

_SENTENCE_END = re.compile(r"[。；;：:！!？?.]$")


@dataclass(frozen=True)
class Printed:
    """What stands on a page: text, tables, and what is known to stand apart.

    `number` counts from 1; `shown` takes a rectangle of this page to the page as it is shown (a scan is read
    upright, wherever it lies).
    """

    number: int
    height: float
    segments: Sequence[Segment]
    tables: Sequence[FilledTable] = ()
    apart: Sequence[Block] = ()
    drawn_in_order: bool = True
    shown: Callable[[Rectangle], Rectangle] = lambda box: box


@dataclass
class _Rows:
    """A table while its rows come in, over as many pages as it takes; `number` counts the tables of the file."""

    number: int
    head: FilledTable
    rows: list[list[Run]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass
class Pages:
    """Collects the pages of a file, in order, and makes its blocks."""

    count: int
    lines: list[PageLine] = field(default_factory=list)
    apart: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    _paragraphs: int = 0
    _tables: int = 0
    _last: _Rows | None = None

    def add(self, page: Printed) -> None:
        """Add the next page."""
        self.apart += page.apart
        free = [s for s in page.segments if not any(s.within(table.box) for table in page.tables)]
        rows = printed_lines(free, drawn_in_order=page.drawn_in_order)
        notes: list[list[Segment]] = []
        if page.drawn_in_order:  # sizes on scans are not true enough to tell notes by
            rows, notes = footnotes(rows)
        for note in notes:
            words = tuple(Run(run.text, run.place, Mark(MarkKind.FOOTNOTE)) for run in self._runs(note, page))
            self.notes.append(Block(Kind.PARAGRAPH, words))
        tables: dict[int, list[FilledTable]] = {}
        for table in sorted(page.tables, key=lambda table: table.box[1]):
            tables.setdefault(place_among(table.box, rows), []).append(table)
        for index, row in enumerate([*rows, []]):
            for table in tables.get(index, ()):
                self._add_table(table, page)
            if row:
                self._add_line(self._line(row, page), page, row[0].box[1])

    def _add_line(self, line: Line, page: Printed, top: float) -> None:
        self.lines.append(PageLine(line, page.number, top, top / max(page.height, 1)))

    def _place(self, page: Printed, box: Rectangle, cell: Cell | None = None) -> Place:
        shown = Box(*(round(value, 1) for value in page.shown(box)))
        return Place(page=page.number, paragraph=self._paragraphs, cell=cell, box=shown)

    def _line(self, segments: Sequence[Segment], page: Printed) -> Line:
        boxes = [segment.box for segment in segments]
        box = (boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes))
        runs = self._runs(segments, page)
        return Line(Block(Kind.PARAGRAPH, runs), box[0], box[2], max(segment.size for segment in segments))

    def _runs(self, segments: Sequence[Segment], page: Printed) -> tuple[Run, ...]:
        """Give the words of segments on one line, or of the lines of a note, as one paragraph."""
        boxes = [segment.box for segment in segments]
        box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        place = self._place(page, box)
        self._paragraphs += 1
        pieces: list[Piece] = []
        for before, segment in zip([None, *segments], segments, strict=False):
            pieces += [(glue(before, segment), None), *segment.pieces]
        return tuple(Run(words, place, mark) for words, mark in _merged(pieces))

    def _add_table(self, table: FilledTable, page: Printed) -> None:
        """Add a table's rows: to the table that the page before ended with where this one goes on with it."""
        open_table = self._last if self._last and self._goes_on(self._last.head, table, page) else None
        if open_table is None:
            open_table, self._tables = _Rows(self._tables, table), self._tables + 1
        first = len(open_table.rows)
        skipped = _repeated_head(open_table.head, table) if first else 0
        for index in range(table.height):
            if index < skipped:
                self._set_apart(table.row(index), page)
            else:
                self._row(
                    open_table, table.row(index), first - skipped, page, table, split=bool(first) and index == skipped
                )
        self._last = open_table

    def _goes_on(self, before: FilledTable, table: FilledTable, page: Printed) -> bool:
        """Say whether a table continues one that the page before ended with: the same columns, nothing between.

        Lines at the edge of a page may be running heads; a line with a clause number is none.
        """
        if len(before.edges) != len(table.edges):
            return False
        if any(abs(a - b) > _SAME_COLUMN for a, b in zip(before.edges, table.edges, strict=True)):
            return False
        for line in reversed(self.lines):
            if line.line.block.kind is Kind.ROW:
                return line.page == page.number - 1
            if not 0.12 < line.share < 0.88 and label_at(line.line.block.text) is None:
                continue
            return False
        return False

    def _set_apart(self, cells: Sequence[FilledCell], page: Printed) -> None:
        runs = tuple(Run(cell.text, self._place(page, cell.box)) for cell in cells if cell.text)
        if runs:
            text = "\t".join(run.text for run in runs)
            self.apart.append(Block(Kind.FURNITURE, (replace(runs[0], text=text),)))

    def _row(
        self, rows: _Rows, cells: Sequence[FilledCell], shift: int, page: Printed, table: FilledTable, *, split: bool
    ) -> None:
        """Add a row, or the rest of the row that the page break cut."""
        if split and _is_rest(cells, rows.rows[-1]):
            self._join_rest(rows, cells, page)
            return
        runs: list[Run] = []
        by_column = {cell.column: cell for cell in cells}
        for column in range(len(table.edges) - 1):
            cell = by_column.get(column)
            row = (cells[0].row if cells else 0) + shift
            where = Cell(rows.number, row, column, cell.rows if cell else 1, cell.columns if cell else 1)
            place = self._place(page, cell.box, where) if cell else Place(page.number, self._paragraphs, where)
            runs += [Run(words, place, mark) for words, mark in _merged(cell.pieces if cell else ()) or [("", None)]]
        self._paragraphs += 1
        rows.rows.append(runs)
        if any(run.text for run in runs):
            rows.lines.append(len(self.lines))
            line = Line(Block(Kind.ROW, tuple(runs)), table.box[0], table.box[2], 10)
            self._add_line(line, page, cells[0].box[1] if cells else table.box[1])

    def _join_rest(self, rows: _Rows, cells: Sequence[FilledCell], page: Printed) -> None:
        """Put the cells of a row's rest behind the cells of its beginning."""
        last = rows.rows[-1]
        for cell in cells:
            at = max(index for index, run in enumerate(last) if run.place.cell and run.place.cell.column == cell.column)
            place = self._place(page, cell.box, last[at].place.cell)
            last[at + 1 : at + 1] = [Run(words, place, mark) for words, mark in _merged(cell.pieces) if words]
        index = rows.lines[-1]
        line = self.lines[index].line
        self.lines[index] = replace(self.lines[index], line=replace(line, block=replace(line.block, runs=tuple(last))))

    def blocks(self) -> Iterator[Block]:
        """Yield the paragraphs and rows of all pages, then the furniture, each text once."""
        apart = furniture(self.lines, self.count)
        body = [item.line for index, item in enumerate(self.lines) if index not in apart]
        yield from join(body, _right_edge(body))
        yield from self.notes
        seen: set[tuple[str, object]] = set()
        running = [replace(self.lines[index].line.block, kind=Kind.FURNITURE) for index in sorted(apart)]
        for block in (*running, *self.apart):
            if (block.text, block.apart) not in seen:
                seen.add((block.text, block.apart))
                yield block


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Put neighbouring pieces with the same mark together."""
    merged: list[Piece] = []
    for words, mark in pieces:
        if merged and merged[-1][1] == mark:
            merged[-1] = (merged[-1][0] + words, mark)
        elif words:
            merged.append((words, mark))
    return merged


def _repeated_head(before: FilledTable, table: FilledTable) -> int:
    """Count the rows at the top of a table that repeat the head of the page before."""
    count = 0
    while count < min(before.height, table.height) - 1:
        own, other = ([cell.text for cell in part.row(count)] for part in (table, before))
        if own != other or not any(own):
            break
        count += 1
    return count


def _is_rest(cells: Sequence[FilledCell], last: Sequence[Run]) -> bool:
    """Say whether a row at the top of a page is the rest of the row before the break.

    Its first cell is empty and that of the row above is not (else both stand under a merged cell), and a cell above
    goes on in mid-sentence.
    """
    filled = [cell for cell in cells if cell.text]
    if not filled or not cells or cells[0].text:
        return False
    above: dict[int, str] = {}
    for run in last:
        if run.place.cell:
            above[run.place.cell.column] = above.get(run.place.cell.column, "") + run.text
    if not above.get(cells[0].column) or not all(above.get(cell.column) for cell in filled):
        return False
    return any(not _SENTENCE_END.search(above[cell.column]) for cell in filled)


def _right_edge(lines: Sequence[Line]) -> float | None:
    """Give the right margin of a document's text: where many lines end, or None for a page or two of short lines."""
    return right_edge(lines) or max((line.end for line in lines if line.block.kind is Kind.PARAGRAPH), default=None)
