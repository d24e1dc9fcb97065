"""Tracked changes of Word: runs, paragraph marks and rows that were inserted or deleted.

ECMA-376 Part 1: 17.13.5.18 ins (runs), 17.13.5.14 del (runs), 17.13.5.20 and 17.13.5.15 (paragraph marks), 17.13.5.16 and
17.13.5.12 (rows), 17.3.3.7 delText.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree

Element = Any
W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_URI}}}"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
    _count: int = field(default=0)

    def _marked(self, name: str, *children: Element) -> Element:
        self._count += 1
        stamp = self.date.strftime("%Y-%m-%dT%H:%M:%SZ")
        return element(name, *children, id=str(self._count), author=self.author, date=stamp)

    def inserted(self, *runs: Element) -> Element:
        """Wrap runs as inserted."""
        return self._marked("ins", *runs)

    def deleted(self, *runs: Element) -> Element:
        """Wrap runs as deleted; their text becomes deleted text."""
        for run in runs:
            for text in run.findall(W + "t"):
                text.tag = W + "delText"
        return self._marked("del", *runs)

    def mark(self, *, inserted: bool) -> Element:
        """Make the mark of an inserted or deleted paragraph end or row."""
        return self._marked("ins" if inserted else "del")


def run(text: str, properties: Element | None = None) -> Element:
    """Make a run of a text; what XML cannot hold is left out."""
    words = element("t")
    words.text = _ILLEGAL.sub("", text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", *(() if properties is None else (properties,)), words)


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
