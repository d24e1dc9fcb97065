"""Reading an agreement in traditional characters as if it were printed in simplified ones."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import wraps
from typing import TypeVar

from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings
from pipeline.zh.traditional import simplified

V = TypeVar("V")
Read = Callable[[Document, Findings], Iterable[Finding[V]]]


def in_simplified(rule: Read[V]) -> Read[V]:
    """Let a rule read the simplified form of the text; the evidence quotes the text as printed."""

    @wraps(rule)
    def read(document: Document, found: Findings) -> Iterator[Finding[V]]:
        text = simplified(document.text)
        if text == document.text:
            yield from rule(document, found)
            return
        for finding in rule(replace(document, text=text), found):
            yield replace(finding, evidence=tuple(document.evidence(quote.span) for quote in finding.evidence))

    return read
