"""Word files with automatic numbers, their versions, and what a redline of two of them holds."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from pipeline import extraction
from pipeline.clauses import build
from pipeline.compare.versions import compare_versions
from pipeline.model.diff import Version, VersionDiff
from pipeline.model.document import Source
from pipeline.parsing import parse
from pipeline.reports.redline.writing import Redline, redline
from tests.compare.helpers import PLAN

AUTHOR, DATE = "审阅人", datetime(2026, 3, 1, 9, 30)
Item = str | tuple[int, str] | list[list[str]]
"""A paragraph, a numbered paragraph with its level, a table."""

_LEVELS = (("chineseCountingThousand", "第%1条", ""), ("decimal", "%1.%2", "<w:isLgl/>"), ("decimal", "（%3）", ""))


def word_file(items: Sequence[Item]) -> bytes:
    """Write a Word file; paragraphs may hold XML of runs, which begins with <w:, cells an automatic number (#).

    A stroke in a cell begins a new paragraph.
    """
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    levels = "".join(
        f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{legal}<w:lvlText w:val="{text}"/></w:lvl>'
        for k, (form, text, legal) in enumerate(_LEVELS)
    )
    numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))
    end = document.element.body.find(qn("w:sectPr"))
    for item in items:
        end.addprevious(parse_xml(_table(item) if isinstance(item, list) else _paragraph(item)))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _paragraph(item: str | tuple[int, str], namespaces: str | None = None) -> str:
    level, text = item if isinstance(item, tuple) else (2, "<w:r/>") if item == "#" else (None, item)
    numbers = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    runs = text if text.startswith("<w:") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    names = nsdecls("w") if namespaces is None else namespaces
    return f"<w:p {names}><w:pPr>{numbers}</w:pPr>{runs}</w:p>"


def _table(rows: list[list[str]]) -> str:
    cells = [
        "".join(f"<w:tc><w:tcPr/>{''.join(_paragraph(line, '') for line in cell.split('|'))}</w:tc>" for cell in row)
        for row in rows
    ]
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    columns = '<w:gridCol w:w="2000"/>' * len(rows[0])
    return f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>'


def version(data: bytes, name: str) -> Version:
    """Read a file as the command would, with all fields."""
    source = Source(name, data, hashlib.sha256(data).hexdigest())
    return Version(source, extraction.extract(build(parse(source), "test"), PLAN))


def marked(old: bytes, new: bytes) -> tuple[VersionDiff, Redline]:
    """Compare two Word files and write the redline."""
    diff = compare_versions(version(old, "旧版.docx"), version(new, "新版.docx"))
    return diff, redline(diff, old, AUTHOR, DATE)


def part(data: bytes, name: str = "word/document.xml") -> Any:
    """Parse a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))
