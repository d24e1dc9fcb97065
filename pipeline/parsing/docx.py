"""Word files: paragraphs with their automatic numbers, tables with their cells, notes, comments, running heads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.errors import DamagedFile
from pipeline.model.document import Block, Kind, Parsed, Problem, Run, TextSource
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.span import Cell, Place
from pipeline.options import View
from pipeline.parsing.bilingual import is_said_twice
from pipeline.parsing.limits import PARAGRAPHS, check_count
from pipeline.parsing.numbering import Numbering, W, is_on, value_of, whole
from pipeline.parsing.word_package import Package
from pipeline.parsing.word_text import BREAK, GAP, MC, Piece, Words, revision_of

Element = Any

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_WIDEST = 63
"""Columns a cell can cover: a table of Word has no more."""
_ELSEWHERE = (W + "altChunk", W + "subDoc", "{urn:schemas-microsoft-com:office:office}OLEObject")
"""What holds words in a file of its own inside the package: 17.17.2.1 altChunk, 17.17.2.2 subDoc, embedded objects."""

TRANSPARENT = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_ADDED = frozenset((MarkKind.INSERTED, MarkKind.MOVED_HERE))
_FEW = 40
"""Characters of which half may be missing without a word."""

_REMOVED = frozenset((MarkKind.DELETED, MarkKind.MOVED_AWAY))
_LEFT_OUT = {
    View.FINAL: _REMOVED | {MarkKind.HIDDEN},
    View.ORIGINAL: _ADDED | {MarkKind.HIDDEN},
    View.MARKED: frozenset({MarkKind.HIDDEN}),
}
_BRACKETS = {MarkKind.INSERTED: "{+%s+}", MarkKind.DELETED: "[-%s-]", MarkKind.MOVED_HERE: "{+%s+}", MarkKind.MOVED_AWAY: "[-%s-]"}  # fmt: skip


def read_docx(data: bytes, view: View = View.FINAL, nodes: dict[int, Element] | None = None) -> Parsed:
    """Read a Word file (OOXML, Transitional or Strict, zipped or flat) in one view of its tracked changes.

    A block a paragraph, the automatic number at its head; a block a table row; foot- and endnotes behind the
    body. What the view does not show (deletions, hidden text), comments and running heads stand apart as furniture
    with their marks: nothing is lost. In the marked view {+insertions+} and [-deletions-] stand in brackets.
    `nodes` is filled with the w:p or w:tr that each number of a Place (`paragraph`) stands for. Raises DamagedFile, UnsupportedFormat, TooLarge.
    """
    package = Package(data)
    walk = _Walk(numbering_of(package), view)
    walk.nodes = {} if nodes is None else nodes
    root = package.part("document.xml")
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise DamagedFile(
            "Word 文件已损坏：没有正文；请重新获取",
            "the Word file is broken: it has no body; get it again from its source",
        )
    elsewhere = _counted(body, *_ELSEWHERE)
    check_count(_counted(body, W + "p"), PARAGRAPHS, "段落数", "paragraphs")
    blocks = list(walk.container(body))
    unread = _is_unread(body, [*blocks, *walk.apart])
    for kind, mark in (("footnotes", MarkKind.FOOTNOTE), ("endnotes", MarkKind.ENDNOTE)):
        blocks += walk.notes(package.part(f"{kind}.xml"), mark)
    blocks += walk.running([*package.parts("header"), *package.parts("footer")])
    blocks += walk.apart
    blocks += walk.comments(package.part("comments.xml"))
    return Parsed(
        MEDIA_TYPE, TextSource.WORD, tuple(blocks), problems=tuple(_problems(blocks, view, elsewhere, unread=unread))
    )


def _is_unread(body: Element, blocks: Sequence[Block]) -> bool:
    """Say whether most of the words of a body stood in elements that nobody knows: names that were damaged."""
    there = sum(len(node.text or "") for node in body.iter("{*}t"))
    return there > _FEW and 2 * sum(len(block.text) for block in blocks) < there


def _counted(body: Element, *tags: str) -> int:
    return sum(1 for _ in body.iter(*tags))


def numbering_of(package: Package) -> Numbering:
    """Read the automatic numbers of a file; one that LibreOffice wrote has lost its legal numbers."""
    legal_lost = package.written_by().startswith("LibreOffice")
    return Numbering.read(package.part("numbering.xml"), package.part("styles.xml"), legal_lost=legal_lost)


@dataclass
class _Walk:
    """A walk over the parts of one file, counting paragraphs, tables and numbers."""

    numbering: Numbering
    view: View
    paragraphs: int = 0
    tables: int = 0
    pending: list[Piece] = field(default_factory=list)
    pending_label: str = ""
    words: Words = field(default_factory=Words)
    apart: list[Block] = field(default_factory=list)
    nodes: dict[int, Element] = field(default_factory=dict)

    def container(self, node: Element) -> Iterator[Block]:
        """Yield the blocks of a body, cell or note in reading order."""
        for child in node:
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield from self.table(child)
            elif child.tag in TRANSPARENT:
                yield from self.container(child)
            elif child.tag == MC + "AlternateContent" and (choice := child.find(MC + "Choice")) is not None:
                yield from self.container(choice)

    def paragraph(self, node: Element) -> Iterator[Block]:
        """Yield a paragraph as one block, one more behind each soft line break.

        A paragraph whose mark the view does not show (17.13.5.15) runs on into the next one.
        """
        properties = node.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        runs_on = mark is not None and any(self._left_out(revision_of(child)) for child in mark)
        style = value_of(properties, "pStyle")
        numbers = None if properties is None else properties.find(W + "numPr")
        place = Place(paragraph=self.paragraphs)
        pieces = list(self._shown(self.words.of(node), place))
        found = self.numbering.label(style, numbers, counts=not runs_on)
        if runs_on and not pieces:
            return
        label = found[0] if found else ""
        if found and label and not self.pending:
            pieces = [Piece(label + ("" if found[1] == "nothing" else " ")), *_without_lead(pieces)]
        label = self.pending_label or label
        self.pending += pieces
        if runs_on:
            self.pending_label = label
            return
        pieces, self.pending, self.pending_label = self.pending, [], ""
        self.nodes[self.paragraphs] = node
        self.paragraphs += 1
        if mark is not None and is_on(mark, "vanish") and "".join(piece.text for piece in pieces).strip() == label:
            return
        level = self.numbering.outline(style, properties)
        for number, line in enumerate(_lines(pieces)):
            if runs := _runs(line, place):
                yield Block(Kind.PARAGRAPH, runs, "" if number else label, level)

    def _left_out(self, mark: Mark | None) -> bool:
        return mark is not None and mark.kind in _LEFT_OUT[self.view]

    def _shown(self, pieces: Iterable[Piece], place: Place) -> Iterator[Piece]:
        """Yield what the view shows; put the rest apart."""
        for piece in pieces:
            if not self._left_out(piece.mark):
                bracket = _BRACKETS.get(piece.mark.kind) if piece.mark and self.view is View.MARKED else None
                yield replace(piece, text=bracket % piece.text) if bracket and piece.text != BREAK else piece
            elif words := piece.text.replace(BREAK, " ").strip():
                self.apart.append(Block(Kind.FURNITURE, (Run(words, place, piece.mark),)))

    def table(self, node: Element) -> Iterator[Block]:
        """Yield a table row by row; what stands in a table inside a cell follows the row it stands in.

        The cells of a table of two languages side by side are paragraphs, those of a row one behind the other.
        """
        table, self.tables = self.tables, self.tables + 1
        rows = [(line, _row_mark(line)) for line in children(node, W + "tr")]
        heights = _heights([line for line, mark in rows if not self._left_out(mark)])
        read: list[tuple[list[Run], list[Block], Mark | None]] = []
        paragraphs: list[list[list[Block]]] = []
        for line, mark in rows:
            left_out = self._left_out(mark)
            with self.numbering.forgetting(left_out):
                runs, inner, cells = self._row(line, table, len(read), heights)
            if left_out:
                words = " ".join(run.text for run in runs if run.text.strip())
                if words:
                    self.apart.append(Block(Kind.FURNITURE, (Run(words, runs[0].place, mark),)))
                continue
            read.append((runs, inner, mark))
            paragraphs.append(cells)
        if is_said_twice([[" ".join(block.text for block in cell) for cell in cells] for cells in paragraphs]):
            for (_, inner, mark), cells in zip(read, paragraphs, strict=True):
                yield from (replace(block, runs=_marked(block.runs, mark)) for cell in cells for block in cell)
                yield from inner
            return
        for runs, inner, mark in read:
            if any(run.text.strip() for run in runs):
                yield Block(Kind.ROW, _marked(runs, mark))
            yield from inner

    def _row(
        self, line: Element, table: int, row: int, heights: dict[tuple[int, int], int]
    ) -> tuple[list[Run], list[Block], list[list[Block]]]:
        """Give the runs of a row, an empty one for each empty cell, the rows of tables inside it, the cells' paragraphs."""
        runs: list[Run] = []
        inner: list[Block] = []
        paragraphs: list[list[Block]] = []
        for column, width, cell in cells(line):
            blocks = list(self.container(cell))
            inner += [block for block in blocks if block.kind is Kind.ROW]
            own = [] if continues(cell) else [block for block in blocks if block.kind is Kind.PARAGRAPH]
            paragraphs.append(own)
            where = Cell(table, row, column, heights.get((row, column), 1), width)
            place = Place(paragraph=self.paragraphs, cell=where)
            runs += [Run(piece.text, place, piece.mark) for piece in _one_line(own)] or [Run("", place)]
        self.nodes[self.paragraphs] = line
        self.paragraphs += 1
        return runs, inner, paragraphs

    def notes(self, root: Element | None, kind: MarkKind) -> list[Block]:
        """Give the foot- or endnotes, each with its mark in brackets."""
        blocks = []
        for note in [] if root is None else root:
            if note.get(W + "type") in (None, "normal"):
                for block in self.container(note):
                    words = f"[{note.get(W + 'id')}] {block.text.strip()}"
                    blocks.append(Block(Kind.PARAGRAPH, (Run(words, block.runs[0].place, Mark(kind)),)))
        return blocks

    def running(self, roots: list[Element]) -> list[Block]:
        """Give the running heads and feet, each text once."""
        texts: dict[str, None] = {}
        for root in roots:
            for block in self.container(root):
                texts.setdefault(block.text.replace("\t", " ").strip())
        return [Block(Kind.FURNITURE, (Run(text),)) for text in texts]

    def comments(self, root: Element | None) -> list[Block]:
        """Give the comments (17.13.4.2) with author, date and the words each is about."""
        blocks = []
        for comment in [] if root is None else root.findall(W + "comment"):
            about = self.words.anchors.get(comment.get(W + "id") or "", "")
            mark = Mark(MarkKind.COMMENT, comment.get(W + "author") or "", comment.get(W + "date") or "", about)
            text = " ".join(block.text.strip() for block in list(self.container(comment)))
            if text:
                blocks.append(Block(Kind.FURNITURE, (Run(text, Place(), mark),)))
        return blocks


def _without_lead(pieces: list[Piece]) -> list[Piece]:
    return [replace(pieces[0], text=pieces[0].text.lstrip(" ")), *pieces[1:]] if pieces else []


def _lines(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Split pieces at soft line breaks."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, text in enumerate(piece.text.split(BREAK)):
            if number:
                lines.append([])
            if text:
                lines[-1].append(replace(piece, text=text))
    return lines


def _runs(line: Iterable[Piece], place: Place) -> tuple[Run, ...]:
    runs = tuple(Run(piece.text, place, piece.mark) for piece in line)
    return runs if any(run.text.strip() for run in runs) else ()


def _row_mark(row: Element) -> Mark | None:
    """Give the revision of a whole row (17.13.5.12, 17.13.5.16)."""
    properties = row.find(W + "trPr")
    marks = (revision_of(child) for child in ([] if properties is None else properties))
    return next((mark for mark in marks if mark is not None), None)


def _marked(runs: Iterable[Run], mark: Mark | None) -> tuple[Run, ...]:
    """Give runs the mark of their row, where they have none of their own."""
    return tuple(run if run.mark or not mark else replace(run, mark=mark) for run in runs)


def _one_line(paragraphs: Iterable[Block]) -> list[Piece]:
    """Give the paragraphs of a cell in one line."""
    pieces: list[Piece] = []
    for block in paragraphs:
        lead = [Piece(GAP)] if pieces else []
        pieces += [*lead, *(Piece(run.text.replace("\t", " "), run.mark) for run in block.runs)]
    if pieces:
        pieces[0] = replace(pieces[0], text=pieces[0].text.lstrip())
        pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
    return [piece for piece in pieces if piece.text]


def cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Yield the cells of a row with their first column and the number of columns they cover."""
    column = whole(value_of(row.find(W + "trPr"), "gridBefore"), 0, _WIDEST)
    for cell in children(row, W + "tc"):
        width = max(whole(value_of(cell.find(W + "tcPr"), "gridSpan"), 1, _WIDEST), 1)
        yield column, width, cell
        column += width


def continues(cell: Element) -> bool:
    """Say whether a cell is covered by the one above it (17.4.84 vMerge)."""
    properties = cell.find(W + "tcPr")
    merge = None if properties is None else properties.find(W + "vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _heights(rows: list[Element]) -> dict[tuple[int, int], int]:
    """Give how many rows a cell covers, by row and column, for those that cover more than one."""
    heights: dict[tuple[int, int], int] = {}
    origin: dict[int, tuple[int, int]] = {}
    for index, row in enumerate(rows):
        for column, _, cell in cells(row):
            if continues(cell) and column in origin:
                heights[origin[column]] = index - origin[column][0] + 1
            else:
                origin[column] = (index, column)
    return heights


def children(node: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in TRANSPARENT:
            yield from children(child, tag)


_READ_AS = {
    View.FINAL: ("按接受全部修订后的文本读取", "read as if all were accepted"),
    View.ORIGINAL: ("按拒绝全部修订后的文本读取", "read as if all were rejected"),
    View.MARKED: ("修订前后的文字并列读取", "read with both versions side by side"),
}


def _problems(blocks: Iterable[Block], view: View, elsewhere: int, *, unread: bool) -> Iterator[Problem]:
    """Say what a reader of the text alone would not know; `elsewhere` counts the texts that are files inside the file."""
    if unread:
        yield Problem("read", "", "damaged_file", "Word 文件已损坏：大部分文字所在的元素无法识别，未读取", "the Word file is broken: most of its words stand in elements that are not known, and were not read")  # fmt: skip
    if elsewhere:
        zh = f"含嵌入的文件或对象 {elsewhere} 处，其中的文字未读取；请另行提供"
        yield Problem("read", "", "cut_off", zh, f"{elsewhere} embedded files or objects, whose words were not read; give them as files of their own")  # fmt: skip
    marked = [(run.mark.kind, run.text) for block in blocks for run in block.runs if run.mark is not None]
    zh, en = _READ_AS[view]
    if revisions := sum(kind in _ADDED | _REMOVED for kind, _ in marked):
        yield Problem("read", "", "revisions", f"含修订痕迹 {revisions} 处，{zh}", f"{revisions} tracked changes; {en}")
    if comments := sum(kind is MarkKind.COMMENT for kind, _ in marked):
        yield Problem("read", "", "comments", f"含批注 {comments} 处，未计入正文", f"{comments} comments; not part of the text")  # fmt: skip
    if hidden := sum(len(text) for kind, text in marked if kind is MarkKind.HIDDEN):
        yield Problem("read", "", "hidden_text", f"含隐藏文字 {hidden} 字，未计入正文", f"{hidden} hidden characters; not part of the text")  # fmt: skip
