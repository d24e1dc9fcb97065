"""Records against a lawyer's reading: precision and recall a field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.zh.fold import fold

FREE_TEXT = frozenset({"condition", "formula", "carve_outs", "rejected_options", "short_names", "base", "trigger",
                       "text", "scope", "excludes_indirect", "aliases"})  # fmt: skip
"""Attributes where a reader has latitude: they do not decide whether a value is right."""

_NOT_VALUES = frozenset({"quote", "clause", "notes", "basis", "signed_on", "state", "evidence", "note"})

Json = Any


@dataclass(frozen=True, slots=True)
class Mistake:
    """A value that is wrong, missing (got None) or invented (expected None) in one document."""

    document: str
    field: str
    expected: Json
    got: Json


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Counts for a field: right values, values given, values due. Precision and recall are None without a base."""

    field: str
    right: int
    given: int
    due: int
    mistakes: tuple[Mistake, ...]

    @property
    def precision(self) -> float | None:
        """Share of the values given that are right."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Share of the values due that were found."""
        return self.right / self.due if self.due else None


def gold_values(gold: Mapping[str, Json], field: str) -> list[Json]:
    """Read the values of a field from gold in the record's shape (with `fields`) or in a lawyer's shape.

    A lawyer's shape has one object a value, with `quote` beside `value` or beside the attributes. A blank is
    the value "blank"; a field not said gives an empty list.
    """
    node = gold["fields"].get(field) if "fields" in gold else gold.get(field)
    items = node if isinstance(node, list) else [] if node is None else [node]
    values = [value for item in items if (value := _value(item)) is not None]
    return [value for value in values if not _is_exclusion(field, value)]


def _value(item: Mapping[str, Json]) -> Json:
    if item.get("state") == "blank" and not isinstance(item.get("value"), Mapping):
        return "blank"
    if "value" in item:
        return item["value"]
    return {key: value for key, value in item.items() if key not in _NOT_VALUES}


def _is_exclusion(field: str, value: Json) -> bool:
    """Say whether a cap is an exclusion without amount or formula: reported, but not scored as a cap."""
    if field != "liability_caps" or not isinstance(value, Mapping):
        return False
    return not any(value.get(key) for key in ("amount", "rate", "formula"))


def normal(value: Json) -> Json:
    """Give a value in the form it is compared in: folded, without blanks and closing marks; numbers as floats."""
    if isinstance(value, str):
        return re.sub(r"[\s,.;:。、“”\"()《》]", "", fold(value)).lower()
    if isinstance(value, bool) or value is None:
        return value
    return float(value) if isinstance(value, int | float) else value


def same(expected: Json, got: Json) -> bool:
    """Say whether a value is right: equal, or equal in every attribute the gold states beyond free text."""
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        keys = [key for key in expected if key not in FREE_TEXT and key not in _NOT_VALUES]
        return all(normal(expected[key]) == normal(got.get(key)) for key in keys)
    return bool(normal(expected) == normal(got))


def score_field(field: str, pairs: Iterable[tuple[str, list[Json], list[Json]]]) -> FieldScore:
    """Count right values over documents, given as (name, values due, values given); each value counts once."""
    right = given = due = 0
    mistakes: list[Mistake] = []
    for document, expected, got in pairs:
        left = list(got)
        given, due = given + len(got), due + len(expected)
        for value in expected:
            match = next((candidate for candidate in left if same(value, candidate)), None)
            if match is None:
                mistakes.append(Mistake(document, field, value, None))
            else:
                left.remove(match)
                right += 1
        mistakes += [Mistake(document, field, None, value) for value in left]
    return FieldScore(field, right, given, due, tuple(mistakes))


def covers(gold: Mapping[str, Json], field: str) -> bool:
    """Say whether gold speaks of a field: named in its `covers` list or, without one, given a value or null."""
    return field in gold.get("covers", gold.get("fields", gold))


def score(
    pairs: Sequence[tuple[str, Mapping[str, Json], Mapping[str, Json]]], fields: Sequence[str]
) -> list[FieldScore]:
    """Score the fields over pairs of (name, gold, record).

    A field that no gold speaks of is left out. Gold with a `covers` list is scored on those fields alone; in gold
    without one, a field that other gold of the set speaks of counts as not said.
    """
    return [
        score_field(
            field,
            (
                (name, gold_values(gold, field), gold_values(record, field))
                for name, gold, record in pairs
                if "covers" not in gold or covers(gold, field)
            ),
        )
        for field in fields
        if any(covers(gold, field) for _, gold, _ in pairs)
    ]
