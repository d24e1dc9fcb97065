"""What a field found, and the contract between the host and a field."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from pipeline.model.document import Document
from pipeline.model.evidence import Evidence

V = TypeVar("V")


class State(StrEnum):
    """How a value is known. A field the document does not speak of has no finding at all."""

    STATED = "stated"
    COMPUTED = "computed"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Severity(StrEnum):
    """How urgently a person should look."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Finding(Generic[V]):
    """A value with the words that prove it and the rule that found it (`expiry_date.stated`).

    A computed value cites every operand. A blank or unreadable one has no value, or, where the value has
    parts, the parts that are known. Raises ValueError without evidence, or without a value where one is due.
    """

    state: State
    value: V | None
    evidence: tuple[Evidence, ...]
    rule: str

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.rule}: a finding needs evidence")
        if self.value is None and self.state in (State.STATED, State.COMPUTED):
            raise ValueError(f"{self.rule}: a {self.state} finding needs a value")


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason for a person to look; `flag` is its stable name, the sentences are for readers."""

    flag: str
    severity: Severity
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Extractor(Generic[V]):
    """A field: its name everywhere, its Chinese label, its value's type, its rule, and the fields it reads."""

    field: str
    label: str
    produces: type[V]
    run: "Rule[V]"
    many: bool = False
    requires: "tuple[Extractor[Any], ...]" = ()


class Findings:
    """What the fields before this one found."""

    def __init__(self, found: Mapping[str, tuple[Finding[Any], ...]]) -> None:
        self._found = found

    def all(self, extractor: Extractor[V]) -> tuple[Finding[V], ...]:
        """Give every finding of a field, in its order of preference."""
        return self._found.get(extractor.field, ())

    def one(self, extractor: Extractor[V]) -> Finding[V] | None:
        """Give the preferred finding of a field, None when the document does not speak of it."""
        return next(iter(self.all(extractor)), None)

    def every(self) -> Iterator[Finding[Any]]:
        """Yield the findings of all fields."""
        for findings in self._found.values():
            yield from findings

    def value(self, extractor: Extractor[V]) -> V | None:
        """Give the preferred value of a field, None when there is none or it is blank."""
        finding = self.one(extractor)
        return finding.value if finding else None


Rule = Callable[[Document, Findings], Iterable[Finding[V]]]


def extractor(
    name: str,
    *,
    label: str,
    produces: type[V],
    many: bool = False,
    requires: tuple[Extractor[Any], ...] = (),
) -> Callable[[Rule[V]], Extractor[V]]:
    """Turn a rule into a field. Nothing is registered: `extractors.fields` lists the fields."""

    def wrap(rule: Rule[V]) -> Extractor[V]:
        return Extractor(name, label, produces, rule, many, requires)

    return wrap


def labelled(label: str, default: Any = None) -> Any:
    """Give an attribute of a value's dataclass its Chinese label for the reports."""
    return field(default=default, metadata={"label": label})
