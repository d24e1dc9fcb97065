"""Limits and exclusions of liability in the sentences of an English agreement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.span import Span

_WHO = (
    r"(?:neither party|either party|each party|both parties|no party|party [ABC]|the (?:supplier|seller|buyer|vendor|purchaser|"
    r"licensor|licensee|contractor|customer|client|company|service provider|provider|consultant|lessor|lessee|carrier|franchisor))"
)
_CAP = re.compile(
    rf"(?:(?P<who>{_WHO})(?:['’]s)?[^.;\n]{{0,120}}?liabilit(?:y|ies)|liabilit(?:y|ies) of (?P<of>{_WHO})|shall (?P<be>{_WHO}) be liable)[^.;\n]{{0,160}}?(?:not exceed|(?<=amount )exceeding|(?<=amount )in excess of|(?<=[a-z)] )exceed|(?:be |is )?limited to)(?P<what>[^;\n]{{3,240}}?)(?:\.(?=[ \n]|$)|;|\n|$)",
    re.IGNORECASE | re.MULTILINE,
)
_PENALTY = re.compile(
    r"(?:liquidated damages|penalt(?:y|ies)|late (?:delivery|payment) (?:charge|fee)s?)[^.;\n]{0,120}?(?:not exceed|(?:be )?capped at|(?:be )?limited to)(?P<what>[^;\n]{3,160}?)(?:\.(?=[ \n]|$)|;|\n|$)",
    re.IGNORECASE | re.MULTILINE,
)
_EXCLUSION = re.compile(
    rf"(?P<who>{_WHO})[^.;\n]{{0,60}}?(?:(?:shall|will) (?:not )?be|is not|be) liable[^.;\n]{{0,100}}?(?P<loss>indirect|consequential|incidental|punitive|loss of (?:profit|revenue|business|data|goodwill)|lost profits)[^.;\n]{{0,300}}",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?<![A-Za-z])(?:not|neither|no)(?![A-Za-z])", re.IGNORECASE)
_NOT = re.compile(r"insur|minimum|at least|unlimited|shall not be limited", re.IGNORECASE)
_CUES = ("iabilit", "IABILIT", "iable", "IABLE")


@dataclass(frozen=True, slots=True)
class EnglishLimit:
    """A sentence that limits: whom it protects, the limit as printed (empty for an exclusion), where, what it limits."""

    protects: str | None
    what: str
    span: Span
    scope: str = "liability"


def english_limits(document: Document) -> Iterator[EnglishLimit]:
    """Yield the caps, then the exclusions of indirect loss, of English sentences.

    1. Party B's total liability shall not exceed…, in no event shall either party's liability exceed…, is limited to…,
       the liability of the Seller…, in no event shall the Seller be liable for an amount exceeding…
    2. liquidated damages shall not exceed…  3. neither party shall be liable for any indirect, consequential … damages
    Insurance and minimum sums are none.
    """
    for hit in document.search(_CAP, cues=_CUES):
        block = document.block_at(hit.span().start)
        words = document.compact_text(Span(block.span.start if block else 0, hit.span().end))
        denied = _DENIED.search(words[-len(hit[0]) - 40 :]) or "limited to" in words
        if denied and not _NOT.search(hit[0]):
            yield EnglishLimit(_protects(hit["who"] or hit["of"] or hit["be"]), hit["what"].strip(), hit.span())
    for hit in document.search(_PENALTY, cues=("amages", "enalt", "charge", "fee")):
        if not _NOT.search(hit[0]):
            yield EnglishLimit(None, hit["what"].strip(), hit.span(), "liquidated_damages")
    for hit in document.search(_EXCLUSION, cues=_CUES):
        block = document.block_at(hit.span().start)
        words = document.compact_text(Span(block.span.start if block else 0, hit.span().end))
        if _DENIED.search(words[-len(hit[0]) - 40 :]) and not _NOT.search(hit[0]):
            yield EnglishLimit(_protects(hit["who"]), "", hit.span(), "exclusion")


def _protects(words: str) -> str:
    who = words.lower()
    if who.startswith(("neither", "either", "each", "both", "no ")):
        return "both"
    return who.removeprefix("the ").title() if who.startswith("the ") else "Party " + words[-1].upper()
