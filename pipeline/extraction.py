"""A plan of fields over a document becomes a record."""

import importlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from pipeline.errors import PlanError
from pipeline.model.document import Document, Problem
from pipeline.model.finding import Extractor, Finding, Findings, Flag, State
from pipeline.model.mark import Marked, MarkKind
from pipeline.model.record import AgreementRecord
from pipeline.printed import as_printed

DEFAULT_PLAN = "extractors.fields:FIELDS"
MODEL_PLAN = "extractors.fields:WITH_MODEL"
REVIEW = "review"

MOST = 5_000
"""Findings of one field that a record lists, and places that prove one: the most in all our real files are 73 and 13;
a synthetic agreement of 300 pages with seven penalties on each has 2,100."""

QUOTED = 500_000
"""Characters that the findings of one field quote in all: the most in all our real files are 2,100. What lies above these
limits no reader goes through; they bound what a text that is made to be full of findings costs whoever stores and shows it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """Fields in an order in which every field comes after those it reads.

    The field named `review` yields flags instead of values. Raises PlanError for a name given twice or a
    requirement that does not come earlier.
    """

    extractors: tuple[Extractor[Any], ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for extractor in self.extractors:
            missing = [needed.field for needed in extractor.requires if needed.field not in seen]
            if missing:
                raise PlanError(f"{extractor.field} needs {', '.join(missing)}: list them before it")
            if extractor.field in seen:
                raise PlanError(f"the field {extractor.field} is listed twice")
            seen.add(extractor.field)

    @property
    def fields(self) -> tuple[Extractor[Any], ...]:
        """The fields that have a place in the record."""
        return tuple(extractor for extractor in self.extractors if extractor.field != REVIEW)


def load(where: str = DEFAULT_PLAN) -> Plan:
    """Resolve `module:NAME` to a plan. Raises PlanError when there is no such tuple of extractors."""
    module, _, name = where.partition(":")
    try:
        extractors: Sequence[Extractor[Any]] = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise PlanError(f"no list of fields at {where}: {error}") from error
    return Plan(tuple(extractors))


def extract(document: Document, plan: Plan, *, strict: bool = False) -> AgreementRecord:
    """Run every field of the plan. A field that fails becomes a problem and the others go on.

    Fields read an agreement in traditional characters as if it were printed in simplified ones; the record holds it
    as printed. With `strict` the failure is raised, for developers.
    """
    found: dict[str, tuple[Finding[Any], ...]] = {}
    problems: list[Problem] = []
    lost = document.marked(MarkKind.UNREADABLE)
    for extractor in plan.extractors:
        try:
            findings = tuple(extractor.run(document.plain, Findings(found)))
            listed = _listed(findings)
            if (count := _places(findings)) > _places(listed):
                problems.append(_too_many(extractor, count, _places(listed)))
            found[extractor.field] = tuple(_legible(lost, finding) for finding in listed)
        except Exception as error:  # the fence around a field: design.md rule 8
            if strict:
                raise
            _log.warning("field %s failed: %s", extractor.field, type(error).__name__, exc_info=True)
            found[extractor.field] = ()
            problems.append(
                Problem(
                    "extract", extractor.field, "field_failed", *_field_failed(extractor.label, extractor.field, error)
                )
            )
    if document.plain is not document:
        found = {name: tuple(as_printed(document, each) for each in findings) for name, findings in found.items()}
    review = found.pop(REVIEW, ())
    many = frozenset(extractor.field for extractor in plan.fields if extractor.many)
    return AgreementRecord(document, found, many, review, tuple(problems))


def _legible(lost: Sequence[Marked], finding: Finding[Any]) -> Finding[Any]:
    """Give a finding as it is, or as unreadable where the words that prove it could not be read."""
    if isinstance(finding.value, Flag) or not any(
        marked.span.overlaps(evidence.span) for marked in lost for evidence in finding.evidence
    ):
        return finding
    return replace(finding, state=State.UNREADABLE, value=None)


def _listed(findings: Sequence[Finding[Any]]) -> list[Finding[Any]]:
    """Give the findings that the record lists, each with the places that it lists: all but of a text that is full of them."""
    first = [replace(finding, evidence=finding.evidence[:MOST]) for finding in findings[:MOST]]
    quoted = accumulate(sum(len(evidence.quote) for evidence in finding.evidence) for finding in first)
    return [finding for finding, characters in zip(first, quoted, strict=True) if characters <= QUOTED]


def _too_many(extractor: Extractor[Any], count: int, listed: int) -> Problem:
    zh = f"“{extractor.label}”在文中共 {count:,} 处，登记前 {listed:,} 处；其余请查阅原文"
    en = f"{extractor.field}: {count:,} places, of which the first {listed:,} are listed; read the text for the others"
    return Problem("extract", extractor.field, "too_many", zh, en)


def _places(findings: Sequence[Finding[Any]]) -> int:
    return sum(max(len(finding.evidence), 1) for finding in findings)


def _field_failed(label: str, name: str, error: Exception) -> tuple[str, str]:
    kind = type(error).__name__
    return f"字段“{label}”提取出错（{kind}），该字段未提取", f"the field {name} failed ({kind}) and was not extracted"
