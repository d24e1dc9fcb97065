"""Rows of tables that one version has alone."""

import copy
from collections.abc import Sequence
from typing import Any

from pipeline.parsing.docx import cells
from pipeline.parsing.numbering import W
from pipeline.reports.redline.homes import Home
from pipeline.reports.redline.revisions import Revisions, element, set_row
from pipeline.reports.redline.runs import Paragraph

Element = Any
NewCell = tuple[Element, str, Paragraph | None]
"""The paragraph of a new cell, its words, the paragraph it is to look like."""

WIDTH = 9000
"""Twentieths of a point that a new table takes in all."""


def table_of(node: Element, *, outermost: bool = False) -> Element | None:
    """Give the table a node stands in, the innermost or the outermost; None outside tables."""
    found = None
    for above in node.iterancestors(W + "tbl"):
        found = above
        if not outermost:
            break
    return found


def added_row(
    text: str, model: Element | None, revisions: Revisions, *, spanning: bool = False
) -> tuple[Element, list[NewCell]]:
    """Make an inserted row that looks like another one; its words come later. A `spanning` one has one cell."""
    made = element("tr")
    models = [] if model is None else [cell for _, _, cell in cells(model)]
    texts = [text] if spanning else text.split("\t")
    if model is not None and (own := model.find(W + "trPr")) is not None:
        made.append(_bare(own))
    new: list[NewCell] = []
    for number, words in enumerate(texts):
        like = models[min(number, len(models) - 1)] if models else None
        look = None if like is None else like.find(W + "tcPr")
        cell = element("tc", element("tcPr") if look is None else _bare(look))
        if spanning and model is not None:
            _span(cell[0], sum(width for _, width, _ in cells(model)))
        paragraph = element("p")
        cell.append(paragraph)
        made.append(cell)
        theirs = None if like is None else like.find(f".//{W}p")
        new.append((paragraph, words, None if theirs is None else Paragraph(theirs)))
    set_row(made, revisions.mark(inserted=True))
    return made, new


def _span(properties: Element, columns: int) -> None:
    """Let a cell cover columns: w:gridSpan stands behind w:tcW (17.4.66 tcPr)."""
    for name in ("tcW", "gridSpan", "hMerge"):
        for child in properties.findall(W + name):
            properties.remove(child)
    properties.insert(sum(child.tag == W + "cnfStyle" for child in properties), element("gridSpan", val=str(columns)))


def _bare(properties: Element) -> Element:
    """Copy properties of a row or cell without merges over rows, headers and revisions."""
    made = copy.deepcopy(properties)
    for name in ("vMerge", "tblHeader", "ins", "del", "trPrChange", "tcPrChange"):
        for child in made.findall(W + name):
            made.remove(child)
    return made


def new_table(row: Element, width: int) -> Element:
    """Make a table with borders around an inserted row."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = (element(side, val="single", sz="4", space="0", color="808080") for side in sides)
    columns = (element("gridCol", w=str(WIDTH // width)) for _ in range(width))
    look = element("tblPr", element("tblW", w="0", type="auto"), element("tblBorders", *borders))
    return element("tbl", look, element("tblGrid", *columns), row)


def remove_rows(homes: Sequence[Home], revisions: Revisions) -> None:
    """Mark rows as deleted; the words of their cells are marked with those of all paragraphs."""
    for home in homes:
        set_row(home.node, revisions.mark(inserted=False))
        for paragraph in (each for cell in home.cells for each in cell):
            paragraph.gone = set(range(len(paragraph.text)))
