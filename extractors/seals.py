"""印章: the seals on the pages, and what can be read on them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.mark import MarkKind


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal: its words as read (along the ring, then inside), None where they could not be; its colour and kind."""

    words: str | None = labelled("印文")
    kind: str | None = labelled("类别")


@extractor("seals", label="印章", produces=Seal, many=True)
def seals(document: Document, _found: Findings) -> Iterator[Finding[Seal]]:
    """Give the seals that the reader set apart: lifted from scans (红色印章, 蓝色骑缝章), or printed as text."""
    for marked in document.marked(MarkKind.SEAL):
        words = document.printed(marked.span)
        kind = marked.mark.note or None
        known = None if words.startswith("[") else words
        yield Finding(State.STATED, Seal(known, kind), (document.evidence(marked.span),), "seals.set_apart")
