"""redline.docx on the base of the old Word file: its styles, tables, heads and pictures stay, the changes are tracked in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.compare.stream import Passage, passages
from pipeline.model.diff import VersionDiff
from pipeline.parsing.numbering import W
from pipeline.reports.redline.homes import NUMBER_ALONE, Home
from pipeline.reports.redline.marks import PassageEdits, Unmarkable, look_of, mark_row
from pipeline.reports.redline.moves import Move, mark_moved, moved_copy, moves_of
from pipeline.reports.redline.numbers import Added, properties_like
from pipeline.reports.redline.revisions import SPLIT, Revisions, element, set_end
from pipeline.reports.redline.rows import added_row, new_table, table_of
from pipeline.reports.redline.runs import Paragraph, join_neighbours

Element = Any


@dataclass
class Plan:
    """Goes through both versions and notes on the paragraphs of the old file what becomes of them.

    New paragraphs and rows stand in the tree at once, their looks and words come later (`added`).
    """

    diff: VersionDiff
    homes: Sequence[Home]
    revisions: Revisions
    added: list[Added] = field(default_factory=list)
    rows_gone: list[Home] = field(default_factory=list)
    _lines_gone: dict[int, set[int]] = field(default_factory=dict)
    _moves: dict[int, Move] = field(default_factory=dict)
    _moves_here: dict[int, Move] = field(default_factory=dict)
    _tables: dict[Element, set[int | None]] = field(default_factory=dict)
    _cursor: Element | None = None
    _position: int = 0

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs of the old version, each once."""
        lines = (line.paragraph for home in self.homes for line in home.lines)
        found = {id(paragraph): paragraph for paragraph in lines if paragraph is not None}
        return [*found.values(), *(each for home in self.homes for cell in home.cells for each in cell)]

    def make(self) -> None:
        """Note everything. Raises Unmarkable for what a Word file of this form cannot show."""
        moves = moves_of(self.diff, self.homes)
        self._moves = {move.old: move for move in moves}
        self._moves_here = {move.new: move for move in moves}
        for link in self.diff.links:
            for i in link.old:
                if self.diff.old_units[i].row:
                    seen = self._tables.setdefault(table_of(self.homes[i].node), set())
                    seen |= {self.diff.new_units[j].table for j in link.new}
        for passage in passages(self.diff):
            if passage.old and passage.new:
                self._both(passage)
            elif passage.old:
                self._gone(passage.old[0])
            else:
                self._put(passage.new[0])
        self._take_out_lines()

    def _both(self, passage: Passage) -> None:
        homes = [self.homes[i] for i in passage.old]
        in_row = passage.row and mark_row(self.diff, passage, homes[0])
        if in_row or (not passage.row and PassageEdits(self.diff, passage, homes).note()):
            self._cursor, self._position = homes[-1].node, passage.old[-1] + 1
            return
        for i in passage.old:
            self._gone(i)
        for j in passage.new:
            self._put(j)

    def _gone(self, i: int) -> None:
        home = self.homes[i]
        self._cursor, self._position = home.node, i + 1
        if home.paragraph is None:
            self.rows_gone.append(home)
        elif (move := self._moves.get(i)) is not None:
            home.paragraph.moved = move.name
            home.paragraph.gone |= {where[1] for where in (home.chars or [])[: move.typed] if where is not None}
        else:
            for line in home.lines:
                self._lines_gone.setdefault(id(line.paragraph), set()).add(line.line)

    def _take_out_lines(self) -> None:
        """Take out paragraphs all of whose lines are gone, and single lines of others with their soft breaks."""
        for paragraph in self.paragraphs:
            gone, lines = self._lines_gone.get(id(paragraph), set()), paragraph.lines
            if gone and gone >= set(range(len(lines))):
                paragraph.remove()
                continue
            for k in gone - {NUMBER_ALONE}:
                last = k + 1 == len(lines)
                start, end = (lines[k - 1][1], lines[k][1]) if last else (lines[k][0], lines[k + 1][0])
                paragraph.gone |= set(range(start, end))

    def _next(self) -> Home | None:
        return self.homes[self._position] if self._position < len(self.homes) else None

    def _put(self, j: int) -> None:
        unit = self.diff.new_units[j]
        text = self.diff.new.document.text[unit.span.start : unit.span.end].replace(SPLIT, " ")
        if unit.row:
            self._put_row(j, text)
            return
        before, behind = self.homes[self._position - 1] if self._position else None, self._next()
        following = behind.lines[0] if behind is not None else None
        if (
            before is not None
            and before.paragraph is not None
            and following
            and before.paragraph is following.paragraph
        ):
            before.paragraph.insert(before.paragraph.lines[following.line][0], text + "\n")
            return
        if (model := self._between_rows()) is not None:
            row, cells = added_row(text, model, self.revisions, spanning=True)
            model.addnext(row)
            self._cursor = row
            self.added += [
                Added(node, words, "", unit, self._position, like, in_cell=True) for node, words, like in cells
            ]
            return
        if (move := self._moves_here.get(j)) is not None:
            node = moved_copy(move, text, self.homes[move.old], self.revisions)
        else:
            node = element("p")
            parent = self._cursor if self._cursor is not None else self.homes[0].node
            self.added.append(Added(node, text, unit.label, unit, self._position, in_cell=self._stays_in_cell(parent)))
        self._place(node)

    def _between_rows(self) -> Element | None:
        """Give the row above, where a paragraph would stand between two rows of one table: it becomes a row of it."""
        above, behind = self._cursor, self._next()
        if above is None or above.tag != W + "tr" or behind is None:
            return None
        table = table_of(above, outermost=True)
        return above if table_of(behind.node, outermost=True) is table else None

    def _stays_in_cell(self, node: Element) -> bool:
        """Say whether a paragraph behind a node stands in the same cell: the old text goes on in its table."""
        behind = self._next()
        table = table_of(node)
        return bool(table is not None and node.tag == W + "p" and behind is not None and table_of(behind.node) is table)

    def _place(self, node: Element) -> None:
        """Put a new paragraph or table behind the last one."""
        if self._cursor is None:
            first = self.homes[0].lines[0].node
            table = table_of(first, outermost=True)
            (first if table is None else table).addprevious(node)
        else:
            anchor = self._cursor
            table = table_of(anchor, outermost=True)
            if table is not None and not self._stays_in_cell(anchor):
                behind = self._next()
                if behind is not None and table_of(behind.node, outermost=True) is table:
                    raise Unmarkable("段落插在表格的行之间", "a paragraph between the rows of a table")
                anchor = table
            anchor.addnext(node)
            if node.tag == anchor.tag == W + "tbl":
                between = element("p")
                set_end(between, self.revisions.mark(inserted=True))
                anchor.addnext(between)
        self._cursor = node

    def _put_row(self, j: int, text: str) -> None:
        unit = self.diff.new_units[j]
        behind = self._next()
        above = self._cursor if self._cursor is not None and self._cursor.tag == W + "tr" else None
        below = behind.node if behind is not None and behind.paragraph is None else None
        fits_above = above is not None and unit.table in self._tables.get(table_of(above), ())
        fits_above = fits_above or self._between_rows() is not None
        fits_below = below is not None and unit.table in self._tables.get(table_of(below), ())
        model = above if fits_above or not fits_below else below
        row, cells = added_row(text, model if fits_above or fits_below else None, self.revisions)
        if fits_above and above is not None:
            above.addnext(row)
        elif fits_below and below is not None:
            below.addprevious(row)
        else:
            table = new_table(row, len(cells))
            self._place(table)
            self._tables[table] = {unit.table}
        self._cursor = row
        for node, words, likeness in cells:
            self.added.append(Added(node, words, words if likeness else "", unit, self._position, likeness, in_cell=True))  # fmt: skip


def write(paragraph: Paragraph, revisions: Revisions) -> None:
    """Make tracked changes of everything noted on a paragraph."""
    node = paragraph.node
    paragraph.write(revisions)
    join_neighbours(node)
    _cut(paragraph, revisions)
    if paragraph.moved:
        mark_moved(node, paragraph.moved, revisions)
    elif paragraph.end_gone and _may_end(node):
        set_end(node, revisions.mark(inserted=False))


def settle_ends(body: Element, revisions: Revisions) -> None:
    """Move the mark of a paragraph end before a table, or of the last one, to the paragraph above, if both look alike.

    Such an end is not taken out by every program: an empty paragraph would stay, with its automatic number. Where the one
    above looks different, an inserted empty paragraph without number is set behind.
    """
    for behind in [*body.iter(W + "tbl"), *body.findall(W + "sectPr")]:
        last = behind.getprevious()
        mark = _end_of(last)
        above = last
        while mark is not None and above is not None and (end := _end_of(above)) is not None and end.tag == mark.tag:
            above = above.getprevious()
        if mark is None or last is None or mark.tag not in (W + "ins", W + "del"):
            continue
        same = above is not None and above.tag == W + "p" and _end_of(above) is None and look_of(above) == look_of(last)
        if same and above is not None and above.find(f"{W}pPr/{W}sectPr") is None:
            set_end(above, mark)
        elif last.find(f"{W}pPr/{W}numPr") is not None or last.find(f"{W}pPr/{W}pStyle") is not None:
            between = element("p")
            set_end(between, revisions.mark(inserted=True))
            last.addnext(between)
        elif behind.tag == W + "sectPr":
            mark.getparent().remove(mark)


def _end_of(node: Element | None) -> Element | None:
    """Give the mark of a paragraph end that is inserted, deleted or moved."""
    mark = None if node is None or node.tag != W + "p" else node.find(f"{W}pPr/{W}rPr")
    names = ("ins", "del", "moveFrom", "moveTo")
    return None if mark is None else next((found for name in names if (found := mark.find(W + name)) is not None), None)


def _may_end(node: Element) -> bool:
    """Say whether the end of a paragraph can be taken out: not that of a section, nor the last of a cell."""
    behind = node.getnext()
    while behind is not None and behind.tag not in (W + "p", W + "tbl", W + "sdt", W + "sectPr"):
        behind = behind.getnext()
    return behind is not None and node.find(f"{W}pPr/{W}sectPr") is None


def _cut(paragraph: Paragraph, revisions: Revisions) -> None:
    """Make a paragraph of its own of everything before each new paragraph end."""
    node = paragraph.node
    for split in list(node.iter(W + "split")):
        if split.getparent() is not node:
            raise Unmarkable("段落在超链接或内容控件内拆分", "a paragraph split inside a link or content control")
        made = element("p", properties_like(node))
        for before in list(split.itersiblings(preceding=True))[::-1]:
            if before.tag != W + "pPr":
                made.append(before)
        set_end(made, revisions.mark(inserted=True))
        node.addprevious(made)
        node.remove(split)
