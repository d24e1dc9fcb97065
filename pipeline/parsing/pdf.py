"""Digital PDF files: lines with their boxes, ruled tables, furniture set apart.

pdfium reads the text (PDFium is not safe in threads: one document a process). Turned text is taken out of the
page before its text is read, so that a watermark never stands inside a sentence, and is kept as furniture.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import DamagedFile, EncryptedFile, NoTextLayer, TooLarge
from pipeline.model.document import Block, Kind, Parsed, Problem, Run, TextSource
from pipeline.model.span import Box, Cell, Place
from pipeline.parsing.layout import Line, PageLine, furniture, join, right_edge
from pipeline.parsing.pdf_objects import page_objects
from pipeline.parsing.pdf_tables import Rectangle, Table, find_tables, row_texts

MEDIA_TYPE = "application/pdf"
PAGE_LIMIT = 5000
GAP = "    "
"""Stands for a wide gap inside a printed line."""

_WIDE = 2.2
"""Gaps above this many heights of the line are columns, not blanks."""


def read_pdf(data: bytes) -> Parsed:
    """Read a PDF with a text layer.

    Pages that are pictures or whose text layer is garbled become problems. Raises EncryptedFile, DamagedFile,
    TooLarge, and NoTextLayer when no page has text.
    """
    document = _open(data)
    try:
        pages = len(document)
        if not pages:
            raise DamagedFile("PDF 没有页面；请重新获取", "the PDF has no pages; get it again from its source")
        if pages > PAGE_LIMIT:
            raise TooLarge(
                f"共 {pages} 页，超过上限 {PAGE_LIMIT} 页；请拆分",
                f"{pages} pages; above {PAGE_LIMIT} a PDF is not read: split it",
            )
        reading = _Reading(pages)
        for number in range(pages):
            reading.add(document, number)
    finally:
        document.close()
    if not reading.readable:
        garbled = sum(problem.kind == "garbled_text" for problem in reading.problems)
        raise NoTextLayer(
            f"共 {pages} 页均无可用文字（图片 {pages - garbled} 页，乱码 {garbled} 页）；尚不支持文字识别，请先转为可搜索的 PDF",
            f"none of the {pages} pages has usable text ({pages - garbled} pictures, {garbled} garbled); "
            "OCR is not built in yet: make the PDF searchable with an OCR program and try again",
        )
    return Parsed(MEDIA_TYPE, TextSource.TEXT_LAYER, tuple(reading.blocks()), pages, tuple(reading.problems))


def _open(data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise EncryptedFile(
                "PDF 有密码；请另存为无密码的副本后重试",
                "the PDF asks for a password; save a copy without one and try again",
            ) from error
        raise DamagedFile(
            "PDF 已损坏或不完整，无法打开；请重新获取",
            "the PDF is broken or cut off and cannot be opened; get it again",
        ) from error


@dataclass
class _Reading:
    """The lines of all pages, as they are read."""

    pages: int
    lines: list[PageLine] = field(default_factory=list)
    turned: dict[str, int] = field(default_factory=dict)
    turned_counts: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    readable: int = 0
    tables: int = 0
    paragraphs: int = 0

    def add(self, document: Any, number: int) -> None:
        """Read one page; a page that cannot be loaded becomes a problem."""
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            self._problem(number, "damaged_page", "已损坏，未能读取", "is damaged and was not read")
            return
        try:
            self._page(page, number)
        finally:
            page.close()

    def _problem(self, number: int, kind: str, zh: str, en: str) -> None:
        page = number + 1
        self.problems.append(Problem("read", str(page), kind, f"第 {page} 页{zh}", f"page {page} {en}"))

    def _page(self, page: Any, number: int) -> None:
        height = page.get_height()
        objects = page_objects(page.raw, height)
        if objects.turned:
            self._set_apart(page, objects.turned, number)
        textpage = page.get_textpage()
        try:
            text = textpage.get_text_range()
            if not re.search(r"\w", text):
                if objects.images or objects.horizontal or objects.vertical:
                    self._problem(
                        number,
                        "no_text_layer",
                        "为图片，没有文字层，未能读取",
                        "is a picture without text and was not read",
                    )
                return
            if _garbled(text):
                self._problem(
                    number, "garbled_text", "文字层为乱码，内容不可信", "has a garbled text layer; do not rely on it"
                )
            else:
                self.readable += 1
            segments = list(_segments(textpage, text, height))
            tables = find_tables(objects)
            for line in self._merged(textpage, segments, tables, number, height):
                self.lines.append(PageLine(line, number + 1, _top(line), _top(line) / max(height, 1)))
        finally:
            textpage.close()

    def _set_apart(self, page: Any, turned: Sequence[Any], number: int) -> None:
        """Take turned text out of the page and keep its words.

        A watermark repeats: words are read on the first page with so many turned objects, which costs a text page.
        """
        if len(turned) not in self.turned_counts:
            self.turned_counts.add(len(turned))
            textpage = page.get_textpage()
            words = "".join(_object_text(item, textpage.raw) for item in turned).strip()
            textpage.close()
            if words:
                self.turned.setdefault(words, number + 1)
        for item in turned:
            pdfium.FPDFPage_RemoveObject(page.raw, item)
            pdfium.FPDFPageObj_Destroy(item)

    def _merged(
        self, textpage: Any, segments: Sequence["_Segment"], tables: Sequence[Table], number: int, height: float
    ) -> Iterator[Line]:
        """Yield the lines of a page with the rows of its tables where the tables stand."""
        sound = []
        for table in tables:
            inside = [s for s in segments if s.within(table.box)]
            rows = list(self._rows(textpage, table, number, height))
            printed = len(re.sub(r"\s", "", "".join(s.text for s in inside)))
            if inside and len(re.sub(r"\s", "", "".join(row.text for row in rows))) >= printed:
                sound.append((table, rows))
                self.tables += 1
        done: set[int] = set()
        held: list[_Segment] = []
        for segment in segments:
            home = next((i for i, (table, _) in enumerate(sound) if segment.within(table.box)), None)
            if home is None and (not held or held[-1].same_line(segment)):
                held.append(segment)
                continue
            if held:
                yield self._line(held, number)
                held = []
            if home is None:
                held = [segment]
            elif home not in done:
                done.add(home)
                yield from sound[home][1]
        if held:
            yield self._line(held, number)

    def _line(self, segments: Sequence["_Segment"], number: int) -> Line:
        text = ""
        for before, segment in zip([None, *segments], segments, strict=False):
            text += _glue(before, segment) + segment.text
        box = Box(round(segments[0].x0, 1), round(min(s.top for s in segments), 1),
                  round(segments[-1].x1, 1), round(max(s.bottom for s in segments), 1))  # fmt: skip
        place = Place(page=number + 1, paragraph=self.paragraphs, box=box)
        self.paragraphs += 1
        size = max(segment.size for segment in segments)
        return Line(Block(Kind.PARAGRAPH, (Run(text, place),)), box.x0, box.x1, size)

    def _rows(self, textpage: Any, table: Table, number: int, height: float) -> Iterator[Line]:
        columns = 1 + max(column for row in table.rows for column, _ in row.cells)

        def text(box: Rectangle) -> str:
            x0, top, x1, bottom = box
            found = textpage.get_text_bounded(x0 + 0.5, height - bottom + 0.5, x1 - 0.5, height - top - 0.5)
            return _one_line(found)

        for index, row in enumerate(table.rows):
            runs = []
            for column, words, box in row_texts(row, columns, text):
                shown = None if box is None else Box(*(round(value, 1) for value in box))
                cell = Cell(self.tables, index, column)
                runs.append(Run(words, Place(page=number + 1, paragraph=self.paragraphs, cell=cell, box=shown)))
            self.paragraphs += 1
            if any(run.text for run in runs):
                yield Line(Block(Kind.ROW, tuple(runs)), table.box[0], table.box[2], 10)

    def blocks(self) -> Iterator[Block]:
        """Yield the paragraphs and rows of all pages, then the furniture, each text once."""
        apart = furniture(self.lines, self.pages)
        body = [item.line for index, item in enumerate(self.lines) if index not in apart]
        yield from join(body, _right_edge(body))
        seen: set[str] = set()
        for index in sorted(apart):
            block = self.lines[index].line.block
            if block.text not in seen:
                seen.add(block.text)
                yield Block(Kind.FURNITURE, block.runs)
        for words, page in self.turned.items():
            yield Block(Kind.FURNITURE, (Run(words, Place(page=page)),))


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of text that pdfium gives as one line, with its box and the size of its characters."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    def within(self, box: Rectangle) -> bool:
        """Say whether the middle of the segment stands in a rectangle."""
        x, y = (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2
        return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1

    def same_line(self, other: "_Segment") -> bool:
        """Say whether another segment goes on in the same printed line."""
        overlap = min(self.bottom, other.bottom) - max(self.top, other.top)
        return (
            overlap >= 0.5 * min(self.bottom - self.top, other.bottom - other.top) and other.x0 >= self.x1 - self.size
        )


def _segments(textpage: Any, text: str, height: float) -> Iterator[_Segment]:
    """Yield the stretches of a page; wide gaps at blanks are kept as GAP."""
    raw, rect = textpage.raw, pdfium.FS_RECTF()

    exact = len(text) == textpage.count_chars()

    def box(offset: int) -> tuple[float, float, float, float]:
        index = offset if exact else pdfium.FPDFText_GetCharIndexFromTextIndex(raw, offset)
        pdfium.FPDFText_GetLooseCharBox(raw, index, rect)
        return rect.left, height - rect.top, rect.right, height - rect.bottom

    for match in re.finditer(r"[^\r\n]+", text):
        words = match.group().strip("\x00 ")
        if not words:
            continue
        first = match.start() + match.group().index(words[0])
        last = first + len(words) - 1
        x0, top, right, bottom = box(first)
        x1 = box(last)[2] if last > first else right
        size = max(bottom - top, 1.0)
        yield _Segment(_clean(_gapped(words, first, size, box)), x0, top, max(x1, x0), bottom, size)


def _gapped(words: str, first: int, size: float, box: Any) -> str:
    if " " not in words:
        return words
    pieces = re.split(r"( +)", words)
    offset, out = first, []
    for piece in pieces:
        if piece.startswith(" ") and box(offset + len(piece))[0] - box(offset - 1)[2] > _WIDE * size:
            out.append(GAP)
        else:
            out.append(piece)
        offset += len(piece)
    return "".join(out)


def _glue(before: _Segment | None, segment: _Segment) -> str:
    if before is None:
        return ""
    gap = segment.x0 - before.x1
    if gap > _WIDE * segment.size:
        return GAP
    return " " if gap > 0.15 * segment.size else ""


def _clean(text: str) -> str:
    """Take out what pdfium puts for soft hyphens and unmapped controls."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", text)


def _one_line(text: str) -> str:
    """Join the lines of a cell: nothing between Han characters, a blank between Latin words."""
    lines = [_clean(line).strip() for line in re.split(r"[\r\n]+", text)]
    joined = ""
    for line in filter(None, lines):
        latin = joined and re.search(r"[A-Za-z0-9,.]$", joined) and re.match(r"[A-Za-z0-9]", line)
        joined += (" " if latin else "") + line
    return joined.replace("\t", " ")


def _object_text(item: Any, textpage: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(item, textpage, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, textpage, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\xff\u0152-\u0192]|\(cid:")


def _garbled(text: str) -> bool:
    """Say whether a text layer is not what is printed.

    (cid:12), replacement, private use and control characters above 3 % of all; or accented letters above a fifth of
    the letters (French has about one in twelve), which is how Chinese in a wrong encoding reads.
    """
    if not _ODD.search(text):
        return False
    words = re.sub(r"\s", "", text)
    odd = len(re.findall(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]", words)) + 8 * words.count("(cid:")
    letters = len(re.findall(r"[^\W\d_]", words))
    accented = len(re.findall(r"[\u00a1-\u00ff\u0152-\u0192]", words))
    return odd > 0.03 * len(words) or accented > max(0.2 * letters, 8)


def _top(line: Line) -> float:
    box = line.block.runs[0].place.box
    return box.top if box else 0.0


def _right_edge(lines: Sequence[Line]) -> float | None:
    """Give the right margin of a document's text: where many lines end, or None for a page or two of short lines."""
    return right_edge(lines) or max((line.end for line in lines if line.block.kind is Kind.PARAGRAPH), default=None)
