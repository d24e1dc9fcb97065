"""Write sample agreements as Word files with automatic numbers and as PDF with running heads."""

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)

_LEVELS = {
    "article": (("chineseCountingThousand", "第%1条", 0), ("decimal", "%1.%2", 1), ("decimal", "（%3）", 0)),
    "chapter": (
        ("chineseCountingThousand", "第%1章", 0),
        ("chineseCountingThousand", "第%2条", 0),
        ("chineseCounting", "（%3）", 0),
    ),
    "han": (("chineseCounting", "%1、", 0), ("chineseCounting", "（%2）", 0), ("decimal", "%3.", 0)),
    "decimal": (("decimal", "%1", 0), ("decimal", "%1.%2", 0), ("decimal", "%1.%2.%3", 0)),
    "dotted": (("decimal", "%1.", 0), ("decimal", "%1.%2", 0), ("decimal", "(%3)", 0)),
    "none": (),
}
"""Word's number format, level text and isLgl of the three levels of each numbering system."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def numbering_xml(numbering: str, lists: int) -> str:
    """Give numbering.xml with as many lists as the agreement has parts; the later ones start anew."""
    levels = ""
    for index, (form, text, legal) in enumerate(_LEVELS[numbering]):
        suffix = "nothing" if text.endswith(("、", "）")) else "space"
        keep = '<w:lvlRestart w:val="0"/>' if numbering == "chapter" and index == 1 else ""
        levels += (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{keep}'
            f'{"<w:isLgl/>" if legal else ""}<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )
    overrides = "".join(f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="1"/></w:lvlOverride>' for i in range(3))
    nums = "".join(
        f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="0"/>{overrides if i else ""}</w:num>' for i in range(lists)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering xmlns:w="{_W}">'
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>{nums}</w:numbering>'
    )


def docx_bytes(agreement: Any) -> bytes:
    """Write an agreement as a Word file: automatic numbers, tables, a running head and a page number field."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    document = Document()
    document.core_properties.author = "条理"
    document.styles["Normal"].font.name = "宋体"
    document.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.sections[0].header.paragraphs[0].text = agreement.head
    page = f'<w:fldSimple xmlns:w="{_W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    document.sections[0].footer.paragraphs[0]._p.append(parse_xml(page))
    number, table = 1, None
    for line in agreement.lines:
        if line.cells:
            if table is None or len(table.columns) != len(line.cells):
                table = document.add_table(0, len(line.cells), style="Table Grid")
            for cell, text in zip(table.add_row().cells, line.cells, strict=True):
                cell.text = text
            continue
        table = None
        number += line.restart
        paragraph = document.add_heading(line.text, 0) if line.title else document.add_paragraph(line.text)
        if line.level:
            xml = f'<w:numPr xmlns:w="{_W}"><w:ilvl w:val="{line.level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    buffer = io.BytesIO()
    document.save(buffer)
    return _repacked(buffer.getvalue(), numbering_xml(agreement.numbering, number))


def _repacked(data: bytes, numbering: str) -> bytes:
    """Put our numbering in and give every part the same date, so that the bytes do not change."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = numbering.encode() if name == "word/numbering.xml" else old.read(name)
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


@cache
def find_font() -> str | None:
    """Find a Chinese font of this machine; None when there is none."""
    return next((path for path in FONTS if Path(path).exists()), None)


def is_latin(text: str) -> bool:
    """Say whether a text has no Chinese characters: its lines break between words."""
    return not re.search(r"[\u4e00-\u9fff]", text)


def pdf_bytes(agreement: Any) -> bytes:
    """Write an agreement as a digital PDF: running head with a rule, page x of y, ruled tables."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(TTFont("han", find_font(), subfontIndex=0))
    body = ParagraphStyle("body", fontName="han", fontSize=10.5, leading=17, wordWrap="CJK", spaceAfter=4)
    latin = ParagraphStyle("latin", parent=body, wordWrap=None)
    title = ParagraphStyle("title", parent=body, fontSize=16, leading=26, alignment=1, spaceAfter=12)

    class Numbered(Canvas):
        """A canvas that knows the number of pages when it writes the feet."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 (reportlab's name)
            self.pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for state in self.pages:
                self.__dict__.update(state)
                self.setFont("han", 9)
                self.drawString(72, A4[1] - 45, agreement.head)
                self.line(72, A4[1] - 50, A4[0] - 72, A4[1] - 50)
                self.drawCentredString(A4[0] / 2, 36, f"第 {self._pageNumber} 页 共 {len(self.pages)} 页")
                super().showPage()
            super().save()

    story: list[Any] = []
    rows: list[list[Any]] = []

    def close_table() -> None:
        if rows:
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            halves = [(A4[0] - 144) / 2] * 2 if len(rows[0]) == 2 else None
            story.append(Table(list(rows), halves, style=grid, spaceAfter=6))
            rows.clear()

    for line in agreement.lines:
        if line.cells:
            rows.append([Paragraph(escape(cell), latin if is_latin(cell) else body) for cell in line.cells])
            continue
        close_table()
        glue = "" if line.label.endswith(("、", "）")) else " "
        words = escape(line.text)
        text = f"{line.label}{glue}{words}" if line.label else words.replace("    ", "&nbsp;&nbsp;&nbsp;&nbsp;")
        story.append(Paragraph(text, title if line.title else latin if is_latin(line.text) else body))
    close_table()
    buffer = io.BytesIO()
    SimpleDocTemplate(
        buffer,
        pagesize=A4,
        topMargin=64,
        bottomMargin=60,
        leftMargin=72,
        rightMargin=72,
        invariant=1,
        title=agreement.name,
    ).build(story, canvasmaker=Numbered)
    return buffer.getvalue()
