"""The records of two versions compared, field by field: which values moved, and by how much."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.compare.classes import rate_delta, signed
from pipeline.compare.favours import judge
from pipeline.compare.keys import key
from pipeline.model.diff import FieldChange, Version
from pipeline.model.finding import Finding
from pipeline.model.span import Span

DERIVED = frozenset({"cross_references", "amounts", "clause_types", "seals"})
"""Fields that are lists of places: what changed in them is in the changes themselves."""
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "parties": ("role",),
    "renewal": ("kind",),
    "termination": ("by", "ground"),
    "liability_caps": ("protects", "scope"),
    "liquidated_damages": ("payer", "trigger"),
    "annexes": ("label",),
    "definitions": ("term",),
}
"""What makes two values of a list the same thing where their words do not stand in linked clauses."""

Place = Callable[[int], object]
"""What the words at an offset are linked by: the same for words that stand for each other in both versions."""


def field_changes(
    old: Version,
    new: Version,
    old_place: Place,
    new_place: Place,
    old_part: Span | None = None,
    new_part: Span | None = None,
) -> Iterator[FieldChange]:
    """Yield the fields whose values differ, in the order of the record; of a part those that the part speaks of.

    A value is compared as a whole, whatever words it was read from; a blank and a missing one are both None. Values
    of a list are paired by the clauses they stand in, else by what names them (role, ground, term).
    """
    for name in old.record.fields:
        if name in DERIVED:
            continue
        findings = within(old.record.fields[name], old_part)
        others = within(new.record.fields.get(name, ()), new_part)
        if name not in old.record.many:
            pairs: Sequence[tuple[Finding[Any] | None, Finding[Any] | None]] = [
                (next(iter(findings), None), next(iter(others), None))
            ]
        else:
            pairs = paired(name, findings, others, old_place, new_place)
        for one, other in pairs:
            before, after = value_of(one), value_of(other)
            if folded(before) != folded(after):
                judged = judge(name, _parts(before), _parts(after))
                yield FieldChange(name, before, after, delta(before, after), judged.role, judged.zh, judged.en)


def within(findings: Sequence[Finding[Any]], part: Span | None) -> Sequence[Finding[Any]]:
    """Give the findings that a part of a document proves; without a part all of them."""
    return [finding for finding in findings if part is None or all(quote.span in part for quote in finding.evidence)]


def value_of(finding: Finding[Any] | None) -> Any:
    """Give the value of a finding; None without one, and for a blank."""
    return finding.value if finding else None


def folded(value: Any) -> Any:
    """Give a value with its words as they are compared: width and blanks are no difference."""
    if isinstance(value, str):
        return key(value)
    if isinstance(value, tuple):
        return tuple(map(folded, value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return tuple(folded(getattr(value, item.name)) for item in dataclasses.fields(value))
    return value


def _parts(value: Any) -> Mapping[str, Any] | None:
    if value is None:
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    return {"value": value}


Pairs = list[tuple[Finding[Any] | None, Finding[Any] | None]]


def paired(
    name: str, old: Sequence[Finding[Any]], new: Sequence[Finding[Any]], old_place: Place, new_place: Place
) -> Pairs:
    """Pair the values of a list: equal ones, then those in linked clauses, then those of one name; the rest stand alone."""
    left, right = list(old), list(new)
    pairs: Pairs = []

    def take(same: Callable[[Finding[Any], Finding[Any]], bool]) -> None:
        for one in list(left):
            other = next((candidate for candidate in right if same(one, candidate)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                pairs.append((one, other))

    def named(finding: Finding[Any]) -> tuple[object, ...]:
        parts = _parts(finding.value) or {}
        return tuple(parts.get(key) for key in _IDENTITY.get(name, ()))

    def beside(one: Finding[Any], other: Finding[Any]) -> bool:
        place = old_place(one.evidence[0].span.start)
        return place is not None and place == new_place(other.evidence[0].span.start)

    take(lambda one, other: bool(folded(one.value) == folded(other.value)))
    take(lambda one, other: beside(one, other) and named(one) == named(other))
    take(beside)
    take(lambda one, other: named(one) == named(other))
    return [*pairs, *((one, None) for one in left), *((None, other) for other in right)]


def delta(old: Any, new: Any) -> str | None:
    """Say by how much a value moved: days of a date, an amount, points of a rate; None where there is no such measure."""
    if isinstance(old, date) and isinstance(new, date):
        return f"{(new - old).days:+d} days"
    one, other = _parts(old), _parts(new)
    if one is None or other is None:
        return None
    if (
        one.get("amount") is not None
        and other.get("amount") is not None
        and one.get("currency") == other.get("currency")
    ) and one["amount"] != other["amount"]:
        return f"{signed(other['amount'] - one['amount'])} {one.get('currency')}"
    if one.get("rate") and other.get("rate") and one["rate"] != other["rate"]:
        return rate_delta(str(one["rate"]).removesuffix("/day"), str(other["rate"]).removesuffix("/day"))
    for name in ("date", "end", "start"):
        if isinstance(one.get(name), date) and isinstance(other.get(name), date) and one[name] != other[name]:
            return f"{(other[name] - one[name]).days:+d} days"
    for name in ("notice", "duration", "length"):
        if one.get(name) and other.get(name) and one[name] != other[name]:
            return f"{one[name]} → {other[name]}"
    return None
