"""Records as JSON: the shape other tools rely on."""

import dataclasses
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

from pipeline.model.document import Problem
from pipeline.model.evidence import Evidence
from pipeline.model.finding import Finding, Flag
from pipeline.model.record import SCHEMA, AgreementRecord, Outcome
from pipeline.zh.language import language as language_of

Json = dict[str, Any]
Language = Literal["zh", "en"]


def record_json(outcome: Outcome, language: Language = "zh") -> Json:
    """Give the record of an input; a failed one has no fields but its problems. `language` is that of the reasons."""
    record, parsed = outcome.record, outcome.parsed
    text = record.document.text if record else ""
    document = {
        "id": record.document.id if record else outcome.source.sha256[:16],
        "path": outcome.source.name,
        "also_at": [],
        "sha256": outcome.source.sha256,
        "media_type": parsed.media_type if parsed else None,
        "pages": parsed.pages if parsed else None,
        "characters": len(text),
        "language": language_of(text),
        "text_source": parsed.text_source.value if parsed else None,
        "status": outcome.status.outline,
        "problems": [problem_json(problem, language) for problem in outcome.problems],
    }
    return {
        "schema": SCHEMA,
        "document": document,
        "fields": _fields(record) if record else {},
        "review": [_flag(finding, language) for finding in record.review] if record else [],
    }


def problem_json(problem: Problem, language: Language) -> Json:
    """Give a problem with its message in the language of the run."""
    message = problem.en if language == "en" else problem.zh
    return {"stage": problem.stage, "where": problem.where, "kind": problem.kind, "message": message}


def _fields(record: AgreementRecord) -> Json:
    fields: Json = {}
    for name, findings in record.fields.items():
        if name in record.many:
            fields[name] = [finding_json(finding) for finding in findings]
        else:
            fields[name] = finding_json(findings[0], findings[1:]) if findings else None
    return fields


def finding_json(finding: Finding[Any], alternatives: Sequence[Finding[Any]] = ()) -> Json:
    """Give a finding with its evidence; the alternatives are what else the document says."""
    return {
        "state": finding.state.value,
        "value": value_json(finding.value),
        "rule": finding.rule,
        "evidence": [evidence_json(evidence) for evidence in finding.evidence],
        "alternatives": [finding_json(other) for other in alternatives],
    }


def value_json(value: Any) -> Any:
    """Give a value as JSON: dates as ISO 8601, decimals as numbers, dataclasses as objects, tuples as lists.

    An underscore behind a name (`from_`) keeps it apart from a word of Python and is left out.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name.rstrip("_"): value_json(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [value_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral() else float(value)
    return value


def evidence_json(evidence: Evidence) -> Json:
    """Give a quote with its place; offsets are half-open and count characters of the document's text."""
    return {
        "quote": evidence.quote,
        "part": evidence.part,
        "clause": evidence.clause,
        "page": evidence.page,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "boxes": [[page, box.x0, box.top, box.x1, box.bottom] for page, box in evidence.boxes],
    }


def _flag(finding: Finding[Flag], language: Language) -> Json:
    flag = cast(Flag, finding.value)
    return {
        "flag": flag.flag,
        "severity": flag.severity.value,
        "message": flag.en if language == "en" else flag.zh,
        "evidence": [evidence_json(evidence) for evidence in finding.evidence],
    }


def to_line(record: Json) -> str:
    """Write a record as one line of records.jsonl, line end included; the same record gives the same bytes."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
