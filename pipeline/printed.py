"""Findings that were read in simplified characters get back the words of an agreement printed in traditional ones."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipeline.model.document import Document
from pipeline.model.finding import Finding, Flag
from pipeline.model.span import Span
from pipeline.zh.compact import compact
from pipeline.zh.traditional import FILLER


def as_printed(document: Document, finding: Finding[Any]) -> Finding[Any]:
    """Give a finding read in `document.plain` as the document prints it: its quotes, and the words of its value.

    The words are looked up where the evidence stands, then in the whole text, then among the numbers of clauses
    (第九條二); those between blanks one by one where they do not stand together; words of our own stay.
    """
    spans = [Span(_first(document, quote.span.start), quote.span.end) for quote in finding.evidence]
    evidence = tuple(document.evidence(span) for span in spans)
    kept = finding.value is None or isinstance(finding.value, Flag)
    value = finding.value if kept else _restored(document, finding.value, [*spans, Span(0, len(document.text))])
    return replace(finding, value=value, evidence=evidence)


def _restored(document: Document, value: Any, places: Sequence[Span]) -> Any:
    """Restore every string in a value."""
    if isinstance(value, str):
        return value if value.isascii() else _words(document, value, places)
    if isinstance(value, tuple):
        return tuple(_restored(document, item, places) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        old = {each.name: getattr(value, each.name) for each in fields(value)}
        new = {name: _restored(document, item, places) for name, item in old.items()}
        return replace(value, **{name: item for name, item in new.items() if item != old[name]})
    return value


def _words(document: Document, words: str, places: Sequence[Span]) -> str:
    words = words.replace(FILLER, "")
    view, sought = document.plain.compact, compact(words)
    for place in places:
        at = view.text.find(sought.text, view.position(place.start), view.position(place.end)) if sought.text else -1
        if at >= 0:
            shown = list(words)
            for index in range(len(sought.text)):
                _restore(document, view.origin(at + index), shown, sought.origin(index))
            return "".join(shown)
    for plain, clause in zip(document.plain.clauses.walk(), document.clauses.walk(), strict=True):
        if plain.citation == words:
            return clause.citation
    return " ".join(_words(document, word, places) for word in words.split(" ")) if " " in words else words


def _restore(document: Document, origin: int, shown: list[str], index: int) -> None:
    """Put a character as printed where the simplified text has another, behind what its fillers stand for."""
    printed, plain = document.text, document.plain.text
    own = shown[index] if printed[origin] == plain[origin] else printed[origin]
    shown[index] = printed[_first(document, origin) : origin] + own


def _first(document: Document, origin: int) -> int:
    """Give the first of the characters before an offset that fillers stand for."""
    printed, plain = document.text, document.plain.text
    while origin and plain[origin - 1] == FILLER != printed[origin - 1]:
        origin -= 1
    return origin
