"""Sentences in which more than one thing is looked for, more than once."""

import re
from dataclasses import dataclass, field

from pipeline.model.document import Document
from pipeline.model.span import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as compact text from `start` of the compact text on; it remembers what was found in it."""

    start: int
    text: str
    _found: dict[re.Pattern[str], re.Match[str] | None] = field(default_factory=dict, repr=False, compare=False)

    def first(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Give the first match of a pattern: looked for once, however many places of the sentence ask."""
        if pattern not in self._found:
            self._found[pattern] = pattern.search(self.text)
        return self._found[pattern]


def sentence_at(document: Document, offset: int) -> Sentence:
    """Give the sentence that holds a character of the printed text; see `Document.sentence`."""
    span = document.sentence(offset)
    known = document.once(_known)
    if span not in known:
        known[span] = Sentence(document.compact.position(span.start), document.compact_text(span))
    return known[span]


def _known(document: Document) -> dict[Span, Sentence]:
    return {}


def first_after(document: Document, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
    """Give the first match of a pattern in a range of the compact text.

    Ranges with one end are asked for again and again, each time from further on: the match found before is still the
    first until its own beginning is passed.
    """
    asked = document.once(_asked)
    begun, match = asked.get((pattern, end), (end + 1, None))
    if not begun <= start <= (match.start() if match else end):
        match = pattern.search(document.compact.text, start, end)
        asked[pattern, end] = start, match
    return match


def _asked(document: Document) -> dict[tuple[re.Pattern[str], int], tuple[int, re.Match[str] | None]]:
    return {}
