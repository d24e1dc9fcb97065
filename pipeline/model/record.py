"""The record of one agreement, and the outcome of one input."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.model.document import Document, Parsed, Problem, Source
from pipeline.model.finding import Finding, Flag

SCHEMA = 1


class Status(StrEnum):
    """What became of an input: all of it read, parts of it, or why nothing was."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    CHANGED_WHILE_READING = "changed_while_reading"
    NO_ACCESS = "no_access"

    @property
    def has_record(self) -> bool:
        """Say whether something was read."""
        return self in (Status.COMPLETE, Status.PARTIAL)

    @property
    def outline(self) -> str:
        """The status as records.jsonl knows it: complete, partial or failed; the kind of the first problem says why."""
        return self.value if self.has_record else "failed"


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
