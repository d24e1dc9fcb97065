"""结构: doubts that follow from what an agreement refers to and does not hold."""

import re
from collections.abc import Iterator

from extractors.annexes import annexes
from extractors.cross_references import cross_references
from extractors.flags import flag, named
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, Flag, Severity

_DEFINED_IN = re.compile(r"(?P<term>[\u4e00-\u9fff]{2,8})[(,](?:其)?定义(?:详?见|参见)(?:本(?:合同|协议))?$")
_SUBJECT = re.compile(
    r"^[(“【](?P<named>[\u4e00-\u9fff]{2,10})[)”】]|^(?:所?约定|所?规定|所述|项下|中)?的?(?P<said>违约责任|违约金|保密|争议解决|不可抗力|知识产权|付款方式|验收|质保|保修|竞业限制|赔偿责任)"
)

REQUIRED = (annexes, cross_references)
"""The fields that the flags of structure read."""


def structure_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise a flag for each clause referred to that is not there, and one for all annexes that the file lacks."""
    for reference in found.all(cross_references):
        if reference.value and not reference.value.exists and reference.rule != "cross_references.annex":
            target = reference.value.to or ""
            severity = Severity.LOW if target == "前款" else None
            yield flag("broken_reference", *reference.evidence, of=(target, target), severity=severity)
    yield from _misfits(document, found)
    missing = [finding for finding in found.all(annexes) if finding.value and not finding.value.attached]
    if missing:
        labels = [finding.value.label or "" for finding in missing if finding.value]
        quotes = tuple(finding.evidence[0] for finding in missing)
        yield flag("annex_missing", *quotes, of=named(labels))


def _misfits(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise a flag where the words around a reference name a subject that the clause does not speak of, another does.

    保密信息（定义见第2.1条）, 第六条（违约责任）, 第八条约定的保密义务.
    """
    view = document.compact
    for reference in found.all(cross_references):
        if reference.rule != "cross_references.clause" or not reference.value or not reference.value.exists:
            continue
        span, to = reference.evidence[0].span, reference.value.to or ""
        before = view.text[max(0, view.position(span.start) - 24) : view.position(span.start)]
        after = view.text[view.position(span.end) : view.position(span.end) + 16]
        defined, about = _DEFINED_IN.search(before), _SUBJECT.match(after)
        subject = defined["term"] if defined else about["named"] or about["said"] if about else ""
        if (
            subject
            and not _speaks_of(document, to, subject[-4:] if defined else subject[:2])
            and _elsewhere(document, to, subject, bool(defined))
        ):
            yield flag("wrong_cross_reference", *reference.evidence, of=(f"{to} {subject}", f"{to} {subject}"))


def _speaks_of(document: Document, to: str, word: str) -> bool:
    """Say whether a clause holds a word; a clause that is not found for certain might."""
    clauses = [each for each in document.clauses.walk() if to in (each.citation, f"{each.part} {each.citation}")]
    return len(clauses) != 1 or word in document.compact_text(clauses[0].span)


def _elsewhere(document: Document, to: str, subject: str, defined: bool) -> bool:
    """Say whether another clause is headed by the subject, or begins with the term."""
    others = (each for each in document.clauses.walk() if to != each.citation)
    return any(
        subject[:2] in each.heading if not defined else each.heading.strip("“”【】：:").endswith(subject[-4:])
        for each in others
    )
