"""Annexes named in English: Exhibit A, Schedule 1, Appendix 2, Annex B, Attachment 3."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Document, Hit
from pipeline.model.span import Span

_NAME = re.compile(
    r"(?<![A-Za-z])(?P<kind>Exhibit|Schedule|Appendix|Annex|Annexure|Attachment) (?P<number>[A-Z]|\d{1,2}|[IVX]{1,4})(?![A-Za-z\d])"
    r"(?! ?(?:of|to) (?:the )?(?:Regulation|Directive|Convention|Act|Law|Incoterms|[A-Z][a-z]{2,20} Agreement))"
    r"(?: ?(?:[:(—-]|--) ?(?P<title>[A-Z][A-Za-z&,' -]{2,60}))?"
)
_CUES = ("Exhibit", "Schedule", "Appendix", "Annex", "Attachment")
_BODY = 0.5
"""Annexes stand in the second half of a file."""


@dataclass(frozen=True, slots=True)
class EnglishAnnex:
    """An annex as the English text calls it, with the first words that name it and, where it is held, its heading."""

    label: str
    title: str | None
    spans: tuple[Span, ...]
    attached: bool


def english_annexes(document: Document) -> Iterator[EnglishAnnex]:
    """Yield the annexes in the order of their first mention; one is attached where a line headed by its name has text below."""
    known: dict[str, list[Hit]] = {}
    for hit in document.search(_NAME, cues=_CUES):
        known.setdefault(f"{hit['kind']} {hit['number']}", []).append(hit)
    heads = {place for place, block in enumerate(document.body_blocks) if _heads(document, block.span)}
    for label, hits in known.items():
        titled = next((hit for hit in hits if hit.has("title")), None)
        held = next((span for hit in hits if (span := _held(document, hit, heads))), None)
        first = (titled or hits[0]).span()
        spans = (first, held) if held and held.start != first.start else (first,)
        yield EnglishAnnex(label, titled["title"].strip(" ,-") if titled else None, spans, held is not None)


def _heads(document: Document, span: Span) -> bool:
    return len(span) < 90 and _NAME.match(document.compact_text(span)) is not None


def _held(document: Document, hit: Hit, heads: set[int]) -> Span | None:
    """Give the line that heads the annex itself: late in the file, with other text than a further name below."""
    start = hit.span().start
    for place in heads:
        block = document.body_blocks[place]
        below = place + 1 < len(document.body_blocks) and place + 1 not in heads
        if start in block.span and below and start > _BODY * document.body.end:
            return block.span
    return None
