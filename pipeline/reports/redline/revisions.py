"""Tracked changes of Word: runs, paragraph marks and rows that were inserted, deleted or moved.

ECMA-376 Part 1: 17.13.5.18 ins (runs), 17.13.5.14 del (runs), 17.13.5.20 and 17.13.5.15 (paragraph marks), 17.13.5.16 and
17.13.5.12 (rows), 17.13.5.22 moveFrom, 17.13.5.25 moveTo, 17.3.3.7 delText, 17.16.13 delInstrText.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

Element = Any
W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_URI}}}"
SPLIT = "\u2029"
"""Stands for a paragraph end in a text to insert."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """Give a text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def element(name: str, *children: Element, **attributes: str) -> Element:
    """Make an element of WordprocessingML; attributes are of the same namespace."""
    made = etree.Element(W + name, {W + key: value for key, value in attributes.items()}, nsmap={"w": W_URI})
    made.extend(children)
    return made


@dataclass
class Revisions:
    """Makes tracked changes of one author and date, each with a number of its own."""

    author: str
    date: datetime
    _count: int = 0

    def _marked(self, name: str, *children: Element) -> Element:
        self._count += 1
        stamp = self.date.strftime("%Y-%m-%dT%H:%M:%SZ")
        return element(name, *children, id=str(self._count), author=self.author, date=stamp)

    def inserted(self, *runs: Element) -> Element:
        """Wrap runs as inserted."""
        return self._marked("ins", *runs)

    def deleted(self, *runs: Element) -> Element:
        """Wrap runs as deleted; their text becomes deleted text."""
        for each in runs:
            for text in each.findall(W + "t"):
                text.tag = W + "delText"
            for code in each.findall(W + "instrText"):
                code.tag = W + "delInstrText"
        return self._marked("del", *runs)

    def moved_from(self, *runs: Element) -> Element:
        """Wrap runs as moved away; their text stays ordinary text."""
        return self._marked("moveFrom", *runs)

    def moved_to(self, *runs: Element) -> Element:
        """Wrap runs as moved here."""
        return self._marked("moveTo", *runs)

    def mark(self, *, inserted: bool) -> Element:
        """Make the mark of an inserted or deleted paragraph end or row."""
        return self._marked("ins" if inserted else "del")

    def range(self, kind: str, name: str) -> tuple[Element, Element]:
        """Make the two ends of the range of a move (`moveFrom`, `moveTo`), which bear one number."""
        start = self._marked(f"{kind}RangeStart")
        start.set(W + "name", name)
        return start, element(f"{kind}RangeEnd", id=str(self._count))


def run(text: str, properties: Element | None = None) -> Element:
    """Make a run of a text, a line end in it a soft one; what XML cannot hold is left out."""
    made = element("r", *(() if properties is None else (properties,)))
    for number, line in enumerate(legal(text).split("\n")):
        if number:
            made.append(element("br"))
        if line or not number:
            words = element("t")
            words.text = line
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(words)
    return made


def paragraph(content: Iterable[Element], mark: Element | None = None, properties: Element | None = None) -> Element:
    """Make a paragraph; `mark` says that its end was inserted or deleted."""
    made = element("p")
    if mark is not None:
        properties = element("pPr") if properties is None else properties
        properties.append(element("rPr", mark))
    if properties is not None:
        made.append(properties)
    made.extend(content)
    return made


def set_end(node: Element, mark: Element) -> None:
    """Mark the end of a paragraph, where the schema wants it: w:rPr behind all but w:sectPr, the mark first in it."""
    properties = node.find(W + "pPr")
    if properties is None:
        properties = element("pPr")
        node.insert(0, properties)
    look = properties.find(W + "rPr")
    if look is None:
        look = element("rPr")
        behind = next((child for child in properties if child.tag in (W + "sectPr", W + "pPrChange")), None)
        if behind is None:
            properties.append(look)
        else:
            behind.addprevious(look)
    look.insert(0, mark)


def set_row(node: Element, mark: Element) -> None:
    """Mark a whole row: w:trPr stands before the cells, the mark last in it."""
    properties = node.find(W + "trPr")
    if properties is None:
        properties = element("trPr")
        exceptions = node.find(W + "tblPrEx")
        if exceptions is None:
            node.insert(0, properties)
        else:
            exceptions.addnext(properties)
    properties.append(mark)
