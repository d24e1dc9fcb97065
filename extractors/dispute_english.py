"""Ways to end a dispute in the sentences of an English agreement."""

import re
from collections.abc import Iterator

from extractors.dispute_options import Way
from pipeline.model.document import Document, Hit
from pipeline.model.span import Span

_NAME = r"(?:[A-Z][A-Za-z'’.-]{0,24}|of|and|the|for|de)"
_SHORT = r"(?:CIETAC|CMAC|HKIAC|SIAC|SHIAC|SCIA|LCIA|BAC|BIAC|ICC|AAA)"
_PLACE = r"[A-Z][A-Za-z'’]{1,20}(?:(?:,? (?:and )?)[A-Z][A-Za-z'’]{1,20}){0,4}"
_INSTITUTION = re.compile(
    rf"(?P<forum>(?:[A-Z][A-Za-z'’.-]{{0,24}} )(?:{_NAME} ){{0,9}}?(?:Arbitration (?:Commission|Cent(?:er|re)|Institute|Association|Court)"
    rf"|Court of (?:International )?Arbitration|Chamber of Commerce)(?: ?\(“?{_SHORT}”?\))?|\b{_SHORT}\b)"
)
_COURT = re.compile(
    rf"(?P<forum>(?:competent )?(?:[Pp]eople['’]s )?[Cc]ourts? (?:(?:of|in|at|located in|located at) (?:the )?{_PLACE}|(?:where|at the place where|of the place where) [A-Za-z ']{{3,60}}?(?:located|domiciled|signed|performed))"
    rf"|(?:[A-Z][A-Za-z]{{1,20}} ){{1,5}}People['’]s Court(?: of {_PLACE})?|(?:people['’]s )?courts? (?:of|with) competent jurisdiction)"
)
_SEAT = re.compile(
    rf"(?:(?:seat|place|venue) of (?:the )?arbitration (?:shall be|is|will be) (?:in )?|arbitration (?:in|at) |seated in |conducted in |held in )(?P<seat>{_PLACE})"
)
_QUARREL = re.compile(r"\b(?:dispute|controvers|claim|difference|disagreement)", re.IGNORECASE)
_AGREED = re.compile(
    r"\b(?:submit|submitted|referred?|resolved|settled|bring|brought|file|filed|lawsuit|litigation before|jurisdiction|institute|initiate)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"not (?:a )?(?:party|subject) to|no (?:pending |such )?(?:litigation|arbitration)|pending or threatened|court order|order of (?:a|any) court|waives?|third part(?:y|ies)",
    re.IGNORECASE,
)
_CUES = ("rbitra", "CIETAC", "HKIAC", "SIAC", "SHIAC", "ICC", "ourt", "Chamber")


def english_ways(document: Document, within: Span | None = None) -> Iterator[Way]:
    """Yield the ways of English sentences about disputes, in reading order of their kind.

    1. submitted to the … Arbitration Commission / Centre (CIETAC), arbitration administered by HKIAC; the first name counts
    2. The seat of arbitration shall be …, arbitration in …, seated in …
    3. exclusive or non-exclusive jurisdiction of the courts of …, the people's court where … is located
    Warranties on pending cases, court orders and waivers are no agreement on disputes.
    """
    for method, pattern in (("arbitration", _INSTITUTION), ("litigation", _COURT)):
        seen: set[int] = set()
        for hit in document.search(pattern, within, cues=_CUES):
            block = document.block_at(hit.span().start)
            if block is None or block.span.start in seen:
                continue
            seen.add(block.span.start)
            if _agreed(document.compact_text(block.span)):
                yield _way(document, method, hit, block.span)


def _agreed(words: str) -> bool:
    return bool(_QUARREL.search(words) and _AGREED.search(words) and not _NOT.search(words))


def _way(document: Document, method: str, hit: Hit, block: Span) -> Way:
    seat = _SEAT.search(document.compact_text(block)) if method == "arbitration" else None
    forum = document.printed(hit.span("forum")).removeprefix("The ").removeprefix("the ")
    return Way(method, forum, None, seat["seat"] if seat else None, hit.span("forum"))
