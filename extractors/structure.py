"""结构: doubts that follow from what an agreement refers to and does not hold."""

from collections.abc import Iterator

from extractors.annexes import annexes
from extractors.cross_references import cross_references
from extractors.flags import flag
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, Flag

REQUIRED = (annexes, cross_references)
"""The fields that the flags of structure read."""


def structure_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise a flag for each clause referred to that is not there, and one for all annexes that the file lacks."""
    for reference in found.all(cross_references):
        if reference.value and not reference.value.exists and reference.rule != "cross_references.annex":
            target = reference.value.to or ""
            yield flag("broken_reference", *reference.evidence, of=(target, target))
    missing = [finding for finding in found.all(annexes) if finding.value and not finding.value.attached]
    if missing:
        labels = [finding.value.label or "" for finding in missing if finding.value]
        quotes = tuple(finding.evidence[0] for finding in missing)
        yield flag("annex_missing", *quotes, of=("、".join(labels), ", ".join(labels)))
