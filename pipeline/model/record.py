"""The record of one agreement, and the outcome of one input."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.model.document import Document, Parsed, Problem, Source
from pipeline.model.finding import Finding, Flag

SCHEMA = 1


class Status(StrEnum):
    """How far an input was read: all of it, parts of it, nothing."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True)
class AgreementRecord:
    """What the fields found in one document.

    `fields` holds for each field of the plan its findings in order of preference (empty: the document does
    not speak of it); `many` names the fields whose value is the whole list.
    """

    document: Document
    fields: Mapping[str, tuple[Finding[Any], ...]]
    many: frozenset[str]
    review: tuple[Finding[Flag], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one input; a failed one has no record but at least one problem."""

    source: Source
    status: Status
    parsed: Parsed | None = None
    record: AgreementRecord | None = None
    problems: tuple[Problem, ...] = ()
