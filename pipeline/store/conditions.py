"""Conditions on the values of a document: `dispute_resolution.method=仲裁`, `total_amount.amount>=100万元`."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.corrections.typed_values import Kind, NotUnderstood, kind_of, typed
from pipeline.errors import UsageError
from pipeline.model.finding import Extractor
from pipeline.passages import searchable
from pipeline.reports.labels import attribute_labels, word
from pipeline.zh.durations import read_iso

Fields = Mapping[str, Extractor[Any]]
Value = str | int | float
Test = Callable[[Value], bool]

_WRITTEN = re.compile(
    r"(?P<field>[^.=!<>~]+)(?:\.(?P<attribute>[^=!<>~]+))?(?P<sign>!=|<=|>=|=|<|>|~)(?P<value>.*)", re.S
)
_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_DAYS_A_MONTH = 365.25 / 12
"""So that lengths of time in months and in days have an order."""

_RATE = re.compile(r"(\d+(?:\.\d+)?)%(.*)")


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of the values of a field, by attribute (empty for a plain value).

    `absent`: it holds of the documents none of whose values pass.
    """

    field: str
    tests: Mapping[str, Test]
    absent: bool = False

    def passes(self, attribute: str, value: Value) -> bool:
        """Say whether a value passes."""
        test = self.tests.get(attribute)
        return test is not None and test(value)


def read(written: str, fields: Fields) -> Condition:
    """Read a condition: field, attribute if it has some (none: any of them), one of = != < <= > >= ~ (contains), value.

    Field and attribute by name or Chinese label; the value as people write it (仲裁, 2026年3月31日, 30日, 100万元).
    Without a value, = holds where the document states none, and != where it states one. != is the opposite of =.
    Raises UsageError, which names the fields, attributes or values that there are.
    """
    match = _WRITTEN.fullmatch(written.strip())
    if not match:
        raise UsageError(
            f"--field {written}: write field.attribute=value; instead of = also != < <= > >= or ~ (contains)"
        )
    extractor = _field(match["field"].strip(), fields)
    attributes = _attributes(match["attribute"], extractor)
    sign, value = match["sign"], match["value"].strip()
    if not value and sign in ("=", "!="):
        return Condition(extractor.field, dict.fromkeys(attributes, lambda _: True), sign == "=")
    tests: dict[str, Test] = {}
    reason = ""
    for attribute in attributes:
        try:
            tests[attribute] = _test(kind_of(extractor, attribute or None), sign.replace("!=", "="), value)
        except NotUnderstood as error:
            reason = str(error)
    if not tests:
        raise UsageError(f"--field {written}: {reason}")
    return Condition(extractor.field, tests, sign == "!=")


def contains(field: str, attributes: tuple[str, ...], value: str) -> Condition:
    """Make the condition that one of some attributes of a field holds some words."""
    return Condition(field, dict.fromkeys(attributes, _holds(value, "")))


def compare(field: str, sign: str, value: str, fields: Fields) -> Condition:
    """Make a condition on a field without attributes. Raises NotUnderstood, UsageError for a field that is not there."""
    return Condition(field, {"": _test(kind_of(_field(field, fields), None), sign, value)})


def _field(name: str, fields: Fields) -> Extractor[Any]:
    for extractor in fields.values():
        if name in (extractor.field, extractor.label):
            return extractor
    raise UsageError(f"--field {name}: no such field; there are {', '.join(fields)}")


def _attributes(name: str | None, extractor: Extractor[Any]) -> tuple[str, ...]:
    labels = attribute_labels(extractor, "zh")
    if name is None:
        return tuple(labels) or ("",)
    found = tuple(attribute for attribute, label in labels.items() if name.strip() in (attribute, label))
    if not found:
        has = f"it has {', '.join(labels)}" if labels else "it has none, write the field alone"
        raise UsageError(f"--field {extractor.field}.{name}: no such attribute; {has}")
    return found


def _test(kind: Kind, sign: str, value: str) -> Test:
    """Make the test of a value. Raises NotUnderstood for what cannot be a value there, or has no order."""
    if sign == "~":
        return _holds(value, kind.attribute)
    wanted = typed(value, kind).value
    if wanted is None or isinstance(wanted, Mapping):
        raise NotUnderstood("请填写值", "write a value, or none behind = for documents that state none")
    if isinstance(wanted, list):
        wanted = value
    if sign == "=":
        return lambda found: (
            found == wanted or (isinstance(found, str) and searchable(found) == searchable(str(wanted)))
        )
    limit = _measure(wanted)
    if limit is None:
        raise NotUnderstood(
            "只有日期、金额、比例和期间可比较大小", "only dates, amounts, rates and lengths of time have an order"
        )
    return lambda found: _in_order(sign, _measure(found), limit)


def _holds(value: str, attribute: str) -> Test:
    phrase = searchable(value)

    def test(found: Value) -> bool:
        texts = (str(found), word(str(found), "zh", attribute))
        return any(f" {phrase} " in f" {searchable(text)} " or value in text for text in texts)

    return test


def _in_order(sign: str, found: tuple[str, Any] | None, limit: tuple[str, Any]) -> bool:
    return found is not None and found[0] == limit[0] and _ORDERS[sign](found[1], limit[1])


def _measure(value: Any) -> tuple[str, Any] | None:
    """Give what a value is measured in and how much it is; None for one without an order."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return "number", value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        return "date", value
    if rate := _RATE.fullmatch(str(value)):
        return f"rate {rate[2]}", Decimal(rate[1])
    length = read_iso(str(value))
    return ("time", length.months * _DAYS_A_MONTH + length.days) if length else None


def shown(condition: Condition, values: Iterator[tuple[str, Value]]) -> tuple[str, ...]:
    """Give the values that passed as a reader sees them: `method=arbitration`."""
    passed = dict.fromkeys((attribute, value) for attribute, value in values if condition.passes(attribute, value))
    return tuple(
        f"{f'{condition.field}.{attribute}' if attribute else condition.field}={value}" for attribute, value in passed
    )
