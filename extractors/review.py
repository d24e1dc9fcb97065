"""复核: what a person should look at, each with the words that raise the doubt."""

from collections.abc import Iterator
from typing import Any

from extractors.contract_number import contract_number
from extractors.dispute_resolution import dispute_resolution
from extractors.effective import effective
from extractors.expiry_date import expiry_date
from extractors.liability_caps import liability_caps
from extractors.parties import parties
from extractors.renewal import renewal
from extractors.signing_date import signing_date
from extractors.term import term
from pipeline.model.document import Document
from pipeline.model.evidence import Evidence
from pipeline.model.finding import Extractor, Finding, Findings, Flag, Severity, State, extractor

_FLAGS = {
    "left_blank": (Severity.HIGH, "应填未填：{}", "left blank: {}"),
    "credit_code_checksum": (Severity.HIGH, "统一社会信用代码校验位不符", "the check digit of the credit code is wrong"),
    "party_not_named": (Severity.HIGH, "相对方未具名", "a party is not named"),
    "court_or_arbitration": (Severity.HIGH, "同时约定诉讼与仲裁，仲裁条款可能无效", "court and arbitration side by side: the arbitration clause may be void"),
    "venue_place_unknown": (Severity.MEDIUM, "管辖取决于签订地或履行地，但文中未写明该地点", "the venue hangs on a place that is not stated"),
    "expiry_before_signing": (Severity.HIGH, "到期日早于签署日期", "the agreement ends before it was signed"),
    "start_unknown": (Severity.MEDIUM, "有期限但起算日未定，无法推算到期日", "a length without a known start: no expiry can be computed"),
    "computed_expiry": (Severity.LOW, "到期日系推算（首日计入）；按民法典第201、202条可能晚一日", "the expiry is computed with the first day counted; by Civil Code art. 201, 202 it may be a day later"),
    "several_values": (Severity.MEDIUM, "文中有多个不同的值：{}", "the document gives several values: {}"),
    "one_sided_cap": (Severity.MEDIUM, "责任上限仅保护一方", "the cap protects one side only"),
    "extension": (Severity.LOW, "期满后可能自动续期或顺延，实际终止日可能晚于到期日", "the agreement may go on by itself after its expiry"),
}  # fmt: skip
"""Flags by name: severity, reason in Chinese and in English; {} takes the label of a field."""

_SINGLE: tuple[Extractor[Any], ...] = (signing_date, effective, term, expiry_date, dispute_resolution, contract_number)


def _flag(name: str, *evidence: Evidence, of: tuple[str, str] = ("", "")) -> Finding[Flag]:
    severity, zh, en = _FLAGS[name]
    return Finding(State.STATED, Flag(name, severity, zh.format(of[0]), en.format(of[1])), evidence, f"review.{name}")


@extractor("review", label="复核", produces=Flag, many=True, requires=(*_SINGLE, parties, liability_caps, renewal))
def review(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise the doubts that follow from what the fields found; see `_FLAGS` for all of them."""
    yield from _blanks(found)
    yield from _party_flags(found)
    yield from _date_flags(found)
    yield from _venue_flags(document, found)
    for finding in found.all(liability_caps):
        if finding.value and finding.value.scope == "liability" and finding.value.protects not in (None, "both"):
            yield _flag("one_sided_cap", *finding.evidence)


def _blanks(found: Findings) -> Iterator[Finding[Flag]]:
    for one in _SINGLE:
        finding = found.one(one)
        if finding and finding.state is State.BLANK and not (one is expiry_date and found.one(term)):
            yield _flag("left_blank", *finding.evidence, of=(one.label, one.field.replace("_", " ")))
    for party in found.all(parties):
        if party.state is State.BLANK and party.value:
            yield _flag("left_blank", *party.evidence, of=(f"{party.value.role}名称", f"name of {party.value.role}"))


def _party_flags(found: Findings) -> Iterator[Finding[Flag]]:
    from stdnum.cn import uscc

    for party in found.all(parties):
        if party.value is None:
            continue
        code = party.value.credit_code
        if code and not uscc.is_valid(code):
            yield _flag("credit_code_checksum", *party.evidence)
        if party.rule == "parties.addressed":
            yield _flag("party_not_named", *party.evidence)


def _date_flags(found: Findings) -> Iterator[Finding[Flag]]:
    expiry, signed, period = found.one(expiry_date), found.one(signing_date), found.one(term)
    if expiry and signed and expiry.value and signed.value and expiry.value < signed.value:
        yield _flag("expiry_before_signing", *expiry.evidence, *signed.evidence)
    if expiry and expiry.state is State.COMPUTED:
        yield _flag("computed_expiry", *expiry.evidence)
    if period and period.value and period.value.duration and not (period.value.start or period.value.end):
        yield _flag("start_unknown", *period.evidence)
    for one in (signing_date, expiry_date):
        stated = {f.value: f for f in found.all(one) if f.state is State.STATED}
        if len(stated) > 1:
            quotes = tuple(f.evidence[0] for f in stated.values())
            yield _flag("several_values", *quotes, of=(one.label, one.field.replace("_", " ")))
    for finding in found.all(renewal):
        if finding.value and finding.value.kind != "by_agreement":
            yield _flag("extension", *finding.evidence)


def _venue_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    finding = found.one(dispute_resolution)
    if finding is None or finding.value is None:
        return
    if finding.rule == "dispute_resolution.court_or_arbitration":
        yield _flag("court_or_arbitration", *finding.evidence)
    basis = finding.value.forum_basis or ""
    place = next((word for word in ("签订地", "签署地", "履行地", "订立地") if word in basis), None)
    if place and not any(
        mark in document.compact.text
        for mark in (f"{place}点:", f"{place}:", f"{place}为", f"{place}点为", f"{place}在")
    ):
        yield _flag("venue_place_unknown", *finding.evidence)
