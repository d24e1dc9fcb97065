"""Word files: paragraphs with their automatic numbers, tables with their cells, notes, running heads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.document import Block, Kind, Parsed, Problem, Run, TextSource
from pipeline.model.span import Cell, Place
from pipeline.parsing.numbering import Numbering, W, is_on, value_of
from pipeline.parsing.word_package import Package
from pipeline.parsing.word_text import BREAK, GAP, MC, Seen, paragraph_text

Element = Any

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TRANSPARENT = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))


def read_docx(data: bytes) -> Parsed:
    """Read a Word file (OOXML, Transitional or Strict) as its final version: insertions in, deletions out.

    A block a paragraph, the automatic number at its head; a block a table row; foot- and endnotes behind the
    body, running heads and feet as furniture. Raises DamagedFile, UnsupportedFormat, TooLarge.
    """
    package = Package(data)
    walk = _Walk(Numbering.read(package.part("numbering.xml"), package.part("styles.xml")))
    root = package.part("document.xml")
    body = None if root is None else root.find(W + "body")
    blocks = list(walk.container(body)) if body is not None else []
    for kind in ("footnotes", "endnotes"):
        blocks += walk.notes(package.part(f"{kind}.xml"))
    blocks += walk.furniture([*package.parts("header"), *package.parts("footer")])
    return Parsed(MEDIA_TYPE, TextSource.WORD, tuple(blocks), problems=tuple(walk.problems()))


@dataclass
class _Walk:
    """A walk over the parts of one file, counting paragraphs, tables and numbers."""

    numbering: Numbering
    paragraphs: int = 0
    tables: int = 0
    pending: str = ""
    pending_label: str = ""
    seen: Seen = field(default_factory=Seen)

    def container(self, node: Element) -> Iterator[Block]:
        """Yield the blocks of a body, cell or note in reading order."""
        for child in node:
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield from self.table(child)
            elif child.tag in _TRANSPARENT:
                yield from self.container(child)
            elif child.tag == MC + "AlternateContent" and (choice := child.find(MC + "Choice")) is not None:
                yield from self.container(choice)

    def paragraph(self, node: Element) -> Iterator[Block]:
        """Yield a paragraph as one block, one more behind each soft line break.

        A paragraph whose mark is deleted (17.13.5.15) runs on into the next one.
        """
        properties = node.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        removed = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        style = value_of(properties, "pStyle")
        numbers = None if properties is None else properties.find(W + "numPr")
        words = paragraph_text(node, self.seen)
        label, text = self._numbered(style, numbers, words, counts=not removed)
        text = words if self.pending else text
        self.seen.revisions += removed
        if removed:
            self.pending, self.pending_label = self.pending + text, self.pending_label or label
            return
        text, label = self.pending + text, self.pending_label or label
        self.pending = self.pending_label = ""
        index, self.paragraphs = self.paragraphs, self.paragraphs + 1
        level = self.numbering.outline(style, properties)
        if mark is not None and is_on(mark, "vanish") and text.strip() == label:
            return
        for number, line in enumerate(text.split(BREAK)):
            if line.strip():
                place = Place(paragraph=index)
                yield Block(Kind.PARAGRAPH, (Run(line, place),), "" if number else label, level)

    def _numbered(self, style: str | None, numbers: Element | None, text: str, *, counts: bool) -> tuple[str, str]:
        found = self.numbering.label(style, numbers, counts=counts)
        if found is None or not found[0]:
            return "", text
        label, suffix = found
        return label, label + ("" if suffix == "nothing" else " ") + text.lstrip(" ")

    def table(self, node: Element) -> Iterator[Block]:
        """Yield a table row by row; what stands in a table inside a cell follows the row it stands in."""
        table, self.tables = self.tables, self.tables + 1
        for row, line in enumerate(_children(node, W + "tr")):
            runs, inner = [], []
            if (properties := line.find(W + "trPr")) is not None and properties.find(W + "del") is not None:
                self.seen.revisions += 1
                continue
            column = int(value_of(properties, "gridBefore") or 0)
            for cell in _children(line, W + "tc"):
                text, nested = self._cell(cell)
                inner += nested
                place = Place(paragraph=self.paragraphs, cell=Cell(table, row, column))
                runs.append(Run(text, place))
                column += int(value_of(cell.find(W + "tcPr"), "gridSpan") or 1)
            self.paragraphs += 1
            if any(run.text.strip() for run in runs):
                yield Block(Kind.ROW, tuple(runs))
            yield from inner

    def _cell(self, node: Element) -> tuple[str, list[Block]]:
        """Give a cell's text in one line, and the rows of tables inside it; a merged continuation is empty."""
        properties = node.find(W + "tcPr")
        merge = None if properties is None else properties.find(W + "vMerge")
        blocks = list(self.container(node))
        if merge is not None and merge.get(W + "val", "continue") == "continue":
            return "", [block for block in blocks if block.kind is Kind.ROW]
        lines = [block.text.strip() for block in blocks if block.kind is Kind.PARAGRAPH]
        return GAP.join(lines).replace("\t", " "), [block for block in blocks if block.kind is Kind.ROW]

    def notes(self, root: Element | None) -> list[Block]:
        """Give the foot- or endnotes, each with its mark in brackets."""
        blocks = []
        for note in [] if root is None else root:
            if note.get(W + "type") in (None, "normal"):
                for block in self.container(note):
                    marked = Run(f"[{note.get(W + 'id')}] {block.text.strip()}", block.runs[0].place)
                    blocks.append(Block(Kind.PARAGRAPH, (marked,)))
        return blocks

    def furniture(self, roots: list[Element]) -> list[Block]:
        """Give the running heads and feet, each text once."""
        texts: dict[str, None] = {}
        for root in roots:
            for block in self.container(root):
                texts.setdefault(block.text.replace("\t", " ").strip())
        return [Block(Kind.FURNITURE, (Run(text),)) for text in texts]

    def problems(self) -> Iterator[Problem]:
        """Say what a reader of the text alone would not know."""
        if self.seen.revisions:
            yield Problem(
                "read",
                "",
                "revisions",
                f"含修订痕迹 {self.seen.revisions} 处，按接受全部修订后的文本读取",
                f"{self.seen.revisions} tracked changes; read as if all were accepted",
            )
        if self.seen.comments:
            yield Problem(
                "read",
                "",
                "comments",
                f"含批注 {self.seen.comments} 处，未计入正文",
                f"{self.seen.comments} comments; not part of the text",
            )
        if self.seen.hidden:
            yield Problem(
                "read",
                "",
                "hidden_text",
                f"含隐藏文字 {self.seen.hidden} 字，未计入正文",
                f"{self.seen.hidden} hidden characters; not part of the text",
            )


def _children(node: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or cells of a row, also inside content controls and tracked insertions."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, tag)
