"""Sentences for fields that judge a sentence by its words: compact, in simplified characters, with the way back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.model.document import Document
from pipeline.model.span import Span
from pipeline.zh.labels import label_at
from pipeline.zh.traditional import simplified

_SENTENCE = re.compile(r"[^。;!?\n]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence without its clause label; `start` is its place in the compact text of the document."""

    document: Document = field(repr=False)
    start: int
    text: str

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Give the printed range of a range of the sentence."""
        stop = len(self.text) if end is None else end
        return Span(*self.document.compact.range(self.start + start, self.start + stop))


def passages(document: Document, cues: re.Pattern[str], within: Span | None = None) -> Iterator[Passage]:
    """Yield the sentences of a range (default: the body) in which a pattern occurs, in their order."""
    where, view = within or document.body, document.compact
    first, last = view.position(where.start), view.position(where.end)
    for match in _SENTENCE.finditer(view.text, first, last):
        words = simplified(match.group())
        if cues.search(words):
            at_line_start = match.start() == 0 or view.text[match.start() - 1] == "\n"
            label = label_at(words) if at_line_start else None
            skipped = label.end if label and label.end < len(words) else 0
            yield Passage(document, match.start() + skipped, words[skipped:])


def headings_over(document: Document, offset: int) -> str:
    """Give the headings of the clauses that hold a character, outermost first, compact and simplified."""
    titles, clauses = [], document.clauses.roots
    while holder := next((clause for clause in clauses if offset in clause.span), None):
        titles.append(simplified(holder.heading).replace(" ", ""))
        clauses = holder.children
    return "/".join(titles)
