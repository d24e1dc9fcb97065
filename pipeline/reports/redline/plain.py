"""redline.docx: the old version with tracked changes; accepting all gives the new one, rejecting all the old one."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import docx
from docx.oxml.ns import qn

from pipeline.compare.stream import Passage, Stretch, Tag, passages
from pipeline.model.diff import VersionDiff
from pipeline.reports.redline.revisions import Element, Revisions, element, paragraph, run


def write_redline(diff: VersionDiff, author: str, date: datetime) -> bytes:
    """Write a plain document with tracked changes.

    Numbers of clauses are text. What changed its place is deleted where it stood and inserted where it stands. The same
    comparison gives the same bytes.
    """
    document = docx.Document()
    _set_font(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.created = properties.modified = date
    properties.title = f"{diff.old.name} → {diff.new.name}"
    body = document.element.body
    end = body.find(qn("w:sectPr"))
    revisions = Revisions(author, date)
    for is_row, group in groupby(passages(diff), key=lambda passage: passage.row):
        together = list(group)
        for node in [_table(together, revisions)] if is_row else _paragraphs(together, revisions):
            end.addprevious(node)
    if end.getprevious() is not None and end.getprevious().tag == qn("w:tbl"):
        end.addprevious(element("p"))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_font(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name = "SimSun"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")


def _paragraphs(group: Sequence[Passage], revisions: Revisions) -> Iterator[Element]:
    """Yield paragraphs; a line end that only one version has is the mark of an inserted or deleted paragraph end."""
    content: list[Element] = []
    for passage in group:
        for stretch in passage.stretches:
            pieces = stretch.text.split("\n")
            for number, words in enumerate(pieces):
                if words:
                    content.append(_tracked(Stretch(stretch.tag, words), revisions))
                if number < len(pieces) - 1:
                    mark = None if stretch.tag is Tag.BOTH else revisions.mark(inserted=stretch.tag is Tag.NEW)
                    yield paragraph(content, mark)
                    content = []


def _tracked(stretch: Stretch, revisions: Revisions) -> Element:
    if stretch.tag is Tag.BOTH:
        return run(stretch.text)
    return revisions.inserted(run(stretch.text)) if stretch.tag is Tag.NEW else revisions.deleted(run(stretch.text))


def _table(rows: Sequence[Passage], revisions: Revisions) -> Element:
    cells = [list(_cells(row)) for row in rows]
    width = max(len(row) for row in cells)
    borders = (element(side, val="single", sz="4", space="0", color="808080") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    table = element(
        "tbl",
        element("tblPr", element("tblW", w="0", type="auto"), element("tblBorders", *borders)),
        element("tblGrid", *(element("gridCol", w=str(9000 // width)) for _ in range(width))),
    )
    for passage, row in zip(rows, cells, strict=True):
        table.append(_row(passage, row, revisions))
    return table


def _row(passage: Passage, cells: Sequence[Sequence[Stretch]], revisions: Revisions) -> Element:
    made = element("tr")
    if not (passage.old and passage.new):
        made.append(element("trPr", revisions.mark(inserted=bool(passage.new))))
    for stretches in cells:
        content = [_tracked(stretch, revisions) for stretch in stretches if stretch.text]
        made.append(element("tc", element("tcPr"), paragraph(content)))
    return made


def _cells(passage: Passage) -> Iterator[list[Stretch]]:
    """Yield the stretches of each cell; the line end behind the row is none."""
    cell: list[Stretch] = []
    for stretch in passage.stretches:
        pieces = stretch.text.rstrip("\n").split("\t")
        for number, words in enumerate(pieces):
            if number:
                yield cell
                cell = []
            cell.append(Stretch(stretch.tag, words))
    yield cell
