"""A Word file without tracked changes: those it holds are accepted, as a reader of its final view sees it."""

from collections.abc import Iterator
from typing import Any

from pipeline.parsing.numbering import W

Element = Any

_PUT_IN = frozenset((W + "ins", W + "moveTo"))
_TAKEN_OUT = frozenset((W + "del", W + "moveFrom"))
_PROPERTIES = frozenset((W + "rPr", W + "trPr", W + "numPr", W + "tcPr"))
_NOTES = frozenset(W + name for name in (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "tblPrExChange", "numberingChange",
    "cellIns", "cellDel", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"))  # fmt: skip


def accept_all(root: Element) -> bool:
    """Accept all tracked changes below a node; say whether there were any."""
    found = [node for node in root.iter() if node.tag in _PUT_IN or node.tag in _TAKEN_OUT or node.tag in _NOTES]
    if not found:
        return False
    for row in [
        node.getparent().getparent() for node in found if node.tag == W + "del" and _parent(node) == W + "trPr"
    ]:
        _remove_row(row)
    ended = [_paragraph(node) for node in found if node.tag in _TAKEN_OUT and _parent(node) == W + "rPr"]
    for node in found:
        parent = node.getparent()
        if parent is None:
            continue
        if node.tag in _PUT_IN and parent.tag not in _PROPERTIES:
            _unwrap(node)
        else:
            parent.remove(node)
    for paragraph in ended:
        if paragraph is not None and paragraph.tag == W + "p":
            _run_on(paragraph)
    return True


def _parent(node: Element) -> str:
    parent = node.getparent()
    return "" if parent is None else str(parent.tag)


def _paragraph(mark: Element) -> Element | None:
    """Give the paragraph whose end a mark is of, None for the mark of a run."""
    properties = mark.getparent().getparent()
    return None if properties is None or properties.tag != W + "pPr" else properties.getparent()


def _remove_row(row: Element) -> None:
    table = row.getparent()
    if table is None:
        return
    table.remove(row)
    if table.tag == W + "tbl" and table.find(f".//{W}tr") is None and table.getparent() is not None:
        table.getparent().remove(table)


def _unwrap(node: Element) -> None:
    for child in list(node):
        node.addprevious(child)
    node.getparent().remove(node)


def _content(paragraph: Element) -> Iterator[Element]:
    return (child for child in list(paragraph) if child.tag != W + "pPr")


def _run_on(paragraph: Element) -> None:
    """Join a paragraph without end to the one behind it; the last of a cell keeps its end."""
    parent, behind = paragraph.getparent(), paragraph.getnext()
    while behind is not None and behind.tag != W + "p" and not len(behind):
        behind = behind.getnext()
    holds = any(child.tag == W + "r" or child.find(f".//{W}r") is not None for child in _content(paragraph))
    if parent is None:
        return
    if behind is None or behind.tag != W + "p":
        if not holds and behind is not None and paragraph.find(f"{W}pPr/{W}sectPr") is None:
            parent.remove(paragraph)
        return
    own, its = paragraph.find(W + "pPr"), behind.find(W + "pPr")
    content = list(_content(behind))
    if holds:
        for child in content:
            paragraph.append(child)
        parent.remove(behind)
    else:
        for child in reversed(list(_content(paragraph))):
            behind.insert(0 if its is None else 1, child)
        parent.remove(paragraph)
    if holds and own is None and its is not None:
        paragraph.insert(0, its)
