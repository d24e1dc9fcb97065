"""Pages whose words are known: an agreement as a digital PDF, as scans, under seals, as photographs.

`samples` writes benchmarks/agreement.txt as a Word file, prints it with LibreOffice, and makes every kind from that one
PDF. `drawn_page` needs no LibreOffice: it draws given lines with a Chinese font of the machine. The same seed gives the
same pixels.
"""

import io
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks.seals import ACROSS, Box, find_font, overlaid, stamped, touches
from pipeline.zh.fold import fold

AGREEMENT = Path(__file__).parent / "agreement.txt"
HEAD = "岚屿冷链物流（栖川）有限公司  仓储自动化系统项目"

_HEAD_ENDS, _FOOT_BEGINS = 66.0, 780.0
"""Points from the top of A4 between which the body stands."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line or a line of a cell: its words, its box in points from the top left, and if a paragraph begins."""

    text: str
    box: Box
    begins: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The truth of one page: its lines as a person reads them, running head first, page number last."""

    lines: tuple[Line, ...]

    def under(self, seal: Box) -> tuple[int, ...]:
        """Give the indexes of the lines that a round seal touches."""
        return tuple(index for index, line in enumerate(self.lines) if touches(line.box, seal))


@dataclass(frozen=True)
class Sample:
    """A PDF of one kind, the truth of its pages, the pictures it was made of (none: digital), and where seals stand."""

    kind: str
    data: bytes
    pages: tuple[Page, ...]
    pictures: tuple[Image.Image, ...] = ()
    seals: tuple[Box, ...] = ()


def samples(pages: int | None = None, seed: int = 7) -> Iterator[Sample]:
    """Yield every kind of the sample agreement, all its pages or the first ones. Needs LibreOffice."""
    rows = source(AGREEMENT.read_text(encoding="utf-8"))
    whole = printed(word(rows))
    truth = written(whole, [cell for row in rows for cell in row])[:pages]
    clean = picked(whole, range(len(truth)))
    seals = tuple(_seal_box(np.random.default_rng([seed, number])) for number in range(len(truth)))
    yield Sample("digital", clean, truth)
    yield Sample("digital, watermark and seal", overlaid(clean, seals), truth, seals=seals)
    at_200, at_150 = rendered(clean, 200), rendered(clean, 150)
    sealed = [stamped(page, box, 200) for page, box in zip(at_200, seals, strict=True)]
    for kind, drawn, dpi, skew, dimmest, wear in (
        ("scan 200 dpi", at_200, 200, 0.4, 0.94, 1),
        ("scan 150 dpi", at_150, 150, -0.3, 0.94, 1),
        ("scan 200 dpi, skew 5°", at_200, 200, 5.0, 0.94, 1),
        ("scan 200 dpi, red seal", sealed, 200, 0.0, 0.94, 1),
        ("photograph, skew 3°", at_200, 200, -3.0, 0.55, 1),
        ("copy of a copy, 150 dpi", at_150, 150, 0.4, 0.9, 3),
    ):
        taken = [
            scanned(page, np.random.default_rng([seed, dpi, number]), dpi, skew, dimmest, wear)
            for number, page in enumerate(drawn)
        ]
        pictures = tuple(Image.open(io.BytesIO(jpeg)) for jpeg in taken)
        yield Sample(kind, packed(taken, dpi), truth, pictures, seals if drawn is sealed else ())


def source(text: str) -> list[tuple[str, ...]]:
    """Read the markup: # title, = heading, | cells of a row (^ belongs to the cell above); the rest are paragraphs."""
    return [
        tuple(cell.strip() for cell in line.strip("|").split("|")) if line.startswith("|") else (line,)
        for line in text.splitlines()
    ]


def word(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Write rows as a Word file: numbers typed, a ruled table, a running head, page x of y."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Noto Serif CJK SC", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595.3), Pt(841.9)
    section.header.paragraphs[0].text = HEAD
    _page_number(section.footer.paragraphs[0])
    table = None
    for cells in rows:
        if len(cells) > 1:
            table = table or document.add_table(0, len(cells), style="Table Grid")
            _fill(table, cells)
            continue
        table = None
        text = cells[0].removeprefix("# ").removeprefix("= ")
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(7)
        paragraph.add_run(text).bold = text != cells[0]
        if cells[0].startswith("# "):
            paragraph.alignment, paragraph.runs[0].font.size = WD_ALIGN_PARAGRAPH.CENTER, Pt(17)
    return _saved(document)


def printed(docx: bytes) -> bytes:
    """Print a Word file as PDF with LibreOffice. Raises FileNotFoundError where `soffice` is not installed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "agreement.docx"
        path.write_bytes(docx)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
        subprocess.run(command, check=True, capture_output=True, timeout=180, env=environment)
        return path.with_suffix(".pdf").read_bytes()


def written(data: bytes, pieces: Sequence[str]) -> tuple[Page, ...]:
    """Find the written words on the pages of a digital PDF, in the order they were written.

    `pieces` are the paragraphs and cells. Raises ValueError unless the PDF shows all of them, and nothing else between
    head and foot.
    """
    expected = iter([(c, index == 0) for piece in pieces for index, c in enumerate(_unmarked(piece))])
    pages: list[Page] = []
    for page in pypdfium2.PdfDocument(data):
        head: list[_Char] = []
        body: list[_Char] = []
        foot: list[_Char] = []
        for text, middle, box in _characters(page):
            if box[1] < _HEAD_ENDS or box[3] > _FOOT_BEGINS:
                part = head if box[1] < _HEAD_ENDS else foot
                part.append(_Char(text, middle, box, not part))
                continue
            wanted, begins = next(expected, ("", False))
            if fold(wanted) != fold(text):
                raise ValueError(f"page {len(pages) + 1} shows {text!r} where {wanted!r} was written")
            body.append(_Char(wanted, middle, box, begins))
        pages.append(Page(tuple(_lines([*head, *body, *foot]))))
    if next(expected, None):
        raise ValueError("the PDF ends before the words that were written")
    return tuple(pages)


def picked(data: bytes, pages: Iterable[int]) -> bytes:
    """Give a PDF of some pages of another, counted from 0."""
    part = pypdfium2.PdfDocument.new()
    part.import_pages(pypdfium2.PdfDocument(data), list(pages))
    return _pdf_bytes(part)


def rendered(data: bytes, dpi: int) -> list[Image.Image]:
    """Draw the pages of a PDF."""
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(data)]


def drawn_page(
    lines: Sequence[str], dpi: int = 200, size: float = 10.5, seal: bool = False, font: str | None = None
) -> Image.Image:
    """Draw lines of text, from the top left of a white A4 page, on request with a red seal over the middle ones."""
    width, height = round(595.3 * dpi / 72), round(841.9 * dpi / 72)
    page = Image.new("RGB", (width, height), "white")
    letters = ImageFont.truetype(font or find_font(), round(size * dpi / 72))
    drawing, margin, leading = ImageDraw.Draw(page), dpi, 1.8 * size * dpi / 72
    for number, line in enumerate(lines):
        drawing.text((margin, margin + number * leading), line, font=letters, fill="black")
    if not seal:
        return page
    middle = 72 + len(lines) * 0.9 * size
    return stamped(page, (220, middle - ACROSS / 2, 220 + ACROSS, middle + ACROSS / 2), dpi)


def scanned(
    page: Image.Image,
    rng: np.random.Generator,
    dpi: int = 200,
    skew: float = 0.0,
    dimmest: float = 0.94,
    wear: float = 1.0,
) -> bytes:
    """Give the JPEG (quality 75) a scanner makes of a page.

    It lies `skew` degrees askew, is slightly blurred, on cream paper with grain, and the light falls off to a share of
    `dimmest` in one corner. `wear` multiplies blur and grain: 1 is a good scanner, 3 a copy of a copy.
    """
    blur = ImageFilter.GaussianBlur(wear * dpi / 330)
    turned = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white").filter(blur)
    pixels = np.asarray(turned, dtype=np.float32) * np.array([0.985, 0.98, 0.955], np.float32)
    height, width = pixels.shape[:2]
    far = (np.linspace(0, 1, height)[:, None] + np.linspace(0, 1, width)[None, :]) / 2
    pixels *= (1 - (1 - dimmest) * far**1.5)[:, :, None]
    pixels += wear * (rng.normal(0, 3.5, (height, width, 1)) + rng.normal(0, 1.5, pixels.shape))
    buffer = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=75)
    return buffer.getvalue()


def packed(jpegs: Iterable[bytes], dpi: int) -> bytes:
    """Put each JPEG, as it is, on a page of a PDF."""
    document = pypdfium2.PdfDocument.new()
    for jpeg in jpegs:
        picture = pypdfium2.PdfImage.new(document)
        picture.load_jpeg(io.BytesIO(jpeg), inline=True)
        width, height = (side * 72 / dpi for side in picture.get_px_size())
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = document.new_page(width, height)
        page.insert_obj(picture)
        page.gen_content()
    return _pdf_bytes(document)


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    middle: float
    box: Box
    begins: bool


def _unmarked(piece: str) -> str:
    """Give the characters of a paragraph or cell that are printed: no markup, no blanks."""
    return "".join(("" if piece == "^" else piece.removeprefix("# ").removeprefix("= ")).split())


def _characters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, Box]]:
    """Yield the visible characters of a page: text, middle of its line, tight box in points from the top left."""
    height, words = page.get_height(), page.get_textpage()
    for index in range(words.count_chars()):
        text = chr(pypdfium2.raw.FPDFText_GetUnicode(words, index))
        if not text.isspace():
            x0, bottom, x1, top = words.get_charbox(index)
            _, low, _, high = words.get_charbox(index, loose=True)
            yield text, height - (low + high) / 2, (x0, height - top, x1, height - bottom)


def _lines(characters: Iterable[_Char]) -> Iterator[Line]:
    line: list[_Char] = []
    for char in characters:
        if line and (char.begins or abs(char.middle - line[-1].middle) > 6):
            yield _line(line)
            line = []
        line.append(char)
    if line:
        yield _line(line)


def _line(line: list[_Char]) -> Line:
    x0, top, x1, bottom = zip(*(char.box for char in line), strict=True)
    return Line("".join(char.text for char in line), (min(x0), min(top), max(x1), max(bottom)), line[0].begins)


def _seal_box(rng: np.random.Generator) -> Box:
    x, y = rng.uniform(110, 480 - ACROSS), rng.uniform(100, 420)
    return x, y, x + ACROSS, y + ACROSS


def _page_number(paragraph: Any) -> None:
    """Write 第 x 页 共 y 页 with Word's own fields."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, name, after in (("第 ", "PAGE", " 页 共 "), ("", "NUMPAGES", " 页")):
        paragraph.add_run(before)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        paragraph._p.append(field)
        paragraph.add_run(after)


def _fill(table: Any, cells: tuple[str, ...]) -> None:
    """Add a row to a Word table; ^ merges a cell with the one above."""
    row = table.add_row()
    for column, text in enumerate(cells):
        if text == "^":
            table.cell(len(table.rows) - 2, column).merge(row.cells[column])
        else:
            row.cells[column].text = text


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf_bytes(document: pypdfium2.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
