"""复核: what a person should look at, each with the words that raise the doubt."""

from collections.abc import Iterator
from typing import Any

from extractors.confidentiality import confidentiality
from extractors.consistency import consistency_flags
from extractors.contract_number import contract_number
from extractors.contradictions import REQUIRED as PERIODS
from extractors.contradictions import contradiction_flags
from extractors.defined_terms import REQUIRED as TERMS
from extractors.defined_terms import term_flags
from extractors.dispute_resolution import dispute_resolution
from extractors.effective import effective
from extractors.expiry_date import expiry_date
from extractors.flags import flag
from extractors.force_majeure import force_majeure
from extractors.impossible_dates import impossible_date_flags
from extractors.liability_caps import liability_caps
from extractors.liquidated_damages import liquidated_damages
from extractors.marks import mark_flags
from extractors.numbering import numbering_flags
from extractors.parties import parties
from extractors.renewal import renewal
from extractors.seals import seals
from extractors.signing_date import signing_date
from extractors.structure import REQUIRED, structure_flags
from extractors.term import term
from extractors.term_conflicts import term_conflict_flags
from extractors.title import title
from extractors.total_amount import total_amount
from pipeline.model.document import Document
from pipeline.model.finding import Extractor, Finding, Findings, Flag, State, extractor

_FIRST_BLANK: tuple[Extractor[Any], ...] = (
    total_amount,
    confidentiality,
    force_majeure,
    liquidated_damages,
    liability_caps,
)
"""Fields where every blank is told in one flag."""
_SINGLE: tuple[Extractor[Any], ...] = (signing_date, effective, term, expiry_date, dispute_resolution, contract_number)


@extractor(
    "review",
    label="复核",
    produces=Flag,
    many=True,
    requires=(*_SINGLE, *_FIRST_BLANK, *REQUIRED, *TERMS, *PERIODS, parties, renewal, title, seals),
)
def review(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise the doubts that follow from what the fields found; see `extractors.flags`."""
    yield from mark_flags(document, found)
    yield from structure_flags(document, found)
    yield from numbering_flags(document)
    yield from term_flags(document, found)
    yield from contradiction_flags(document, found)
    yield from consistency_flags(document, found)
    yield from term_conflict_flags(document, found)
    yield from _blanks(found)
    yield from _party_flags(found)
    yield from _date_flags(found)
    yield from impossible_date_flags(document, found)
    yield from _venue_flags(document, found)
    one_sided = {
        finding.evidence[0]: finding
        for finding in found.all(liability_caps)
        if finding.value and finding.value.scope == "liability" and finding.value.protects not in (None, "both")
    }
    for finding in one_sided.values():
        yield flag("one_sided_cap", *finding.evidence)


def _blanks(found: Findings) -> Iterator[Finding[Flag]]:
    for one in _SINGLE:
        finding = found.one(one)
        if finding and finding.state is State.BLANK and not (one is expiry_date and found.one(term)):
            yield flag("left_blank", *finding.evidence, of=(one.label, one.field.replace("_", " ")))
    for one in _FIRST_BLANK:
        if blanks := [finding for finding in found.all(one) if finding.state is State.BLANK]:
            quotes = dict.fromkeys(blank.evidence[0] for blank in blanks)
            yield flag("left_blank", *quotes, of=(one.label, one.field.replace("_", " ")))
    for party in found.all(parties):
        if party.state is State.BLANK and party.value:
            yield flag("left_blank", *party.evidence, of=(f"{party.value.role}名称", f"name of {party.value.role}"))


def _party_flags(found: Findings) -> Iterator[Finding[Flag]]:
    from stdnum.cn import uscc

    named = found.value(title) or ""
    if len(found.all(parties)) == 1 and ("合同" in named or "协议" in named):
        yield flag("one_party", *found.all(parties)[0].evidence)
    for party in found.all(parties):
        if party.value is None:
            continue
        code = party.value.credit_code
        if code and not uscc.is_valid(code):
            yield flag("credit_code_checksum", *party.evidence)
        if party.rule == "parties.addressed":
            yield flag("party_not_named", *party.evidence)


def _date_flags(found: Findings) -> Iterator[Finding[Flag]]:
    expiry, signed, period = found.one(expiry_date), found.one(signing_date), found.one(term)
    if expiry and signed and expiry.value and signed.value and expiry.value < signed.value:
        yield flag("expiry_before_signing", *expiry.evidence, *signed.evidence)
    if expiry and expiry.state is State.COMPUTED:
        yield flag("computed_expiry", *expiry.evidence)
    if period and period.value and period.value.duration and not (period.value.start or period.value.end or expiry):
        yield flag("start_unknown", *period.evidence)
    for one in (signing_date, expiry_date):
        stated = {f.value: f for f in found.all(one) if f.state is State.STATED}
        if len(stated) > 1:
            quotes = tuple(f.evidence[0] for f in stated.values())
            yield flag("several_values", *quotes, of=(one.label, one.field.replace("_", " ")))
    for finding in found.all(renewal):
        if finding.value and finding.value.kind != "by_agreement":
            yield flag("extension", *finding.evidence)


def _venue_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    finding = found.one(dispute_resolution)
    if finding is None or finding.value is None:
        return
    if finding.rule == "dispute_resolution.court_or_arbitration":
        yield flag("court_or_arbitration", *finding.evidence)
    basis = finding.value.forum_basis or ""
    place = next((word for word in ("签订地", "签署地", "履行地", "订立地") if word in basis), None)
    if place and not any(
        mark in document.compact.text
        for mark in (f"{place}点:", f"{place}:", f"{place}为", f"{place}点为", f"{place}在")
    ):
        yield flag("venue_place_unknown", *finding.evidence)
