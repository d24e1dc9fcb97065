"""What two versions of an agreement differ in: links between their units, edits, changes, noise.

All offsets are half-open ranges of characters of the canonical text of the version they belong to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pipeline.model.document import Document, Problem, Source
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


class Answer(StrEnum):
    """What a verification ends in."""

    IDENTICAL = "identical"
    IDENTICAL_BUT_NOISE = "identical_but_noise"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


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

    `label` is the number as printed (empty without one), `clause` how a reader cites the clause it stands in, `part` the
    part of the document, `key` its     words folded for comparison, `depth` how deep its clause is nested (0 outside clauses). `opens` says that a clause
    begins with it, `heading` that it is a title and nothing more, `table` the number of its table (None: a paragraph).
    """

    span: Span
    body: Span
    label: str
    key: str
    clause: str | None
    part: str = ""
    depth: int = 0
    opens: bool = False
    heading: bool = False
    table: int | None = None

    @property
    def row(self) -> bool:
        """Say whether the unit is a row of a table."""
        return self.table is not None


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
    """One version of an agreement: its source, its record, and what of it could not be read.

    `by_machine` says that at least some of its characters were read from pictures; `unread` are the problems that left
    something out of the text.
    """

    source: Source
    record: AgreementRecord = field(repr=False)
    by_machine: bool = False
    unread: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The name to show: the file's, without the folders above it."""
        return self.source.name.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def document(self) -> Document:
        """The document that offsets point into."""
        return self.record.document


@dataclass(frozen=True)
class VersionDiff:
    """Everything two versions differ in. Units and links together make both texts again, to the letter.

    `answer` is given by Mode.VERIFY alone.
    """

    old: Version
    new: Version
    mode: Mode
    old_units: tuple[Unit, ...] = field(repr=False)
    new_units: tuple[Unit, ...] = field(repr=False)
    links: tuple[Link, ...] = field(repr=False)
    changes: tuple[Change, ...] = ()
    renumbered: tuple[Renumbering, ...] = ()
    references: tuple[ReferenceChange, ...] = ()
    noise: tuple[Noise, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    answer: Answer | None = None
    coverage: Mapping[str, Any] = field(default_factory=dict)
