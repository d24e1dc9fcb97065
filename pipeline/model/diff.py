"""What two versions of an agreement differ in: links between their units, edits, changes, noise.

All offsets are half-open ranges of characters of the canonical text of the version they belong to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pipeline.model.record import AgreementRecord
from pipeline.model.span import Span


class Mode(StrEnum):
    """What is asked: which clauses differ between versions, or whether two files hold the same text."""

    VERSIONS = "versions"
    VERIFY = "verify"


class ChangeType(StrEnum):
    """What happened to a unit or inside it."""

    MODIFIED = "modified"
    ADDED = "added"
    DELETED = "deleted"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"


class ChangeClass(StrEnum):
    """What a change is about, the gravest first."""

    AMOUNT = "amount"
    RATE = "rate"
    DATE = "date"
    DURATION = "duration"
    PARTY = "party"
    FORUM = "forum"
    MODALITY = "modality"
    REFERENCE = "reference"
    DEFINITION = "definition"
    TABLE = "table"
    WORDING = "wording"


class NoiseClass(StrEnum):
    """Why a difference in characters is none in what the agreement says."""

    WIDTH = "width"
    PUNCTUATION = "punctuation"
    SPACING = "spacing"
    LAYOUT = "layout"
    FURNITURE = "furniture"
    SEAL = "seal"
    WATERMARK = "watermark"
    OCR = "ocr"


class Verdict(StrEnum):
    """What becomes of a reference when clauses are renumbered."""

    FOLLOWS = "follows"
    RETARGETED = "retargeted"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: the words, where they stand, and the clause and page they stand in."""

    clause: str | None
    page: int | None
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a careful lawyer would list.

    `delta` says by how much (`+200000 CNY`, `-15 days`), None where that has no meaning; `look` asks for a look at the
    picture, since a machine read at least one side and may have misread it.
    """

    id: str
    type: ChangeType
    kind: ChangeClass
    material: bool
    old: Side | None
    new: Side | None
    delta: str | None = None
    look: bool = False


@dataclass(frozen=True, slots=True)
class Noise:
    """A difference in characters that says nothing."""

    kind: NoiseClass
    old: Side | None
    new: Side | None


@dataclass(frozen=True, slots=True)
class Edit:
    """A range of the old text that a range of the new text stands for; outside edits linked texts are equal.

    `change` is the id of the change it belongs to; without one it is noise, a number that moved on, or a
    reference that follows (`noise` is None for both).
    """

    old: Span
    new: Span
    change: str | None = None
    noise: NoiseClass | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or table row: its range, its range without the number at its head, and the number itself.

    `label` is the number as printed (empty without one), `clause` how a reader cites the clause it stands in, `key` its
    words folded for comparison, `depth` how deep its clause is nested (0 outside clauses).
    """

    span: Span
    body: Span
    label: str
    key: str
    clause: str | None
    depth: int = 0
    row: bool = False
    heading: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Units of the old version and the units of the new one that stand for them; one side may be empty.

    `moved` numbers the group of neighbours that changed their place together, None for what stayed. `edits` are in
    the order of the text and lie inside the units; two units on one side and one on the other are a split or merge.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: int | None = None
    edits: tuple[Edit, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A clause that kept its place among its neighbours and has another number."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """A reference judged through the renumbering; `at` is the clause of the new version it stands in."""

    at: str | None
    old: str
    new: str
    verdict: Verdict
    old_span: Span
    new_span: Span


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value differs; `favours` is a role or None (unclear), `why` names the rule in both languages."""

    field: str
    old: Any
    new: Any
    delta: str | None
    favours: str | None
    zh: str
    en: str


@dataclass(frozen=True)
class Version:
    """One version of an agreement: what it was read from, its record, and what could not be read.

    `by_machine` says that at least some of its characters were read from pictures; `unread` lists, for a reader, what is
    not part of the text.
    """

    name: str
    record: AgreementRecord = field(repr=False)
    by_machine: bool = False
    unread: tuple[str, ...] = ()
    sha256: str = ""


@dataclass(frozen=True)
class VersionDiff:
    """Everything two versions differ in. Units and links together make both texts again, to the letter."""

    old: Version
    new: Version
    mode: Mode
    why_mode: str
    old_units: tuple[Unit, ...] = field(repr=False)
    new_units: tuple[Unit, ...] = field(repr=False)
    links: tuple[Link, ...] = field(repr=False)
    changes: tuple[Change, ...] = ()
    renumbered: tuple[Renumbering, ...] = ()
    references: tuple[ReferenceChange, ...] = ()
    noise: tuple[Noise, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    coverage: Mapping[str, Any] = field(default_factory=dict)
