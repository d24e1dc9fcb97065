"""Sentences for fields that judge a sentence by its words: compact, with the way back."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pipeline.model.document import Document
from pipeline.model.span import Span
from pipeline.zh.labels import label_at

_SENTENCE = re.compile(r"[^。;!?\n]+")
_FILLED_IN = re.compile(r"[【\[]_?([\d,.]{1,20}[万亿]?|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元整角分]{1,40})_?[】\]]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence without its clause label; `start` is its place in the compact text of the document."""

    document: Document = field(repr=False, compare=False)
    start: int
    text: str

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Give the printed range of a range of the sentence."""
        stop = len(self.text) if end is None else end
        return Span(*self.document.compact.range(self.start + start, self.start + stop))


def passages(document: Document, cues: re.Pattern[str], within: Span | None = None) -> Iterator[Passage]:
    """Yield the sentences of a range (default: the body) in which a pattern occurs, in their order.

    Figures in brackets (人民币【120,000】元) stand as those in a line to be filled in (人民币_120,000_元).
    """
    where, view = within or document.body, document.compact
    first, last = view.position(where.start), view.position(where.end)
    sentences = document.once(_sentences)
    begin = bisect_right(sentences, first, key=lambda sentence: sentence[1])
    for start, end, words in islice(sentences, begin, None):
        if start >= last:
            return
        if start < first or end > last:
            start, end = max(start, first), min(end, last)
            words = _filled_in(view.text[start:end])
        if cues.search(words):
            at_line_start = start == 0 or view.text[start - 1] == "\n"
            label = label_at(words) if at_line_start else None
            skipped = label.end if label and label.end < len(words) else 0
            yield Passage(document, start + skipped, words[skipped:])


def _sentences(document: Document) -> list[tuple[int, int, str]]:
    """Cut the compact text into sentences with their ranges."""
    found = _SENTENCE.finditer(document.compact.text)
    return [(match.start(), match.end(), _filled_in(match.group())) for match in found]


def _filled_in(words: str) -> str:
    return _FILLED_IN.sub(lambda filled: f"_{filled.group()[1:-1]}_", words)


def headings_over(document: Document, offset: int) -> str:
    """Give the headings of the clauses that hold a character, outermost first, compact."""
    return "/".join(clause.heading.replace(" ", "") for clause in document.clauses.over(offset))
