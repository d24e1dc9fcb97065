"""Run one field over a text, with the fields it needs."""

from typing import Any

from extractors.fields import FIELDS
from pipeline.extraction import REVIEW, Plan, extract
from pipeline.model.finding import Extractor, Finding
from tests.builders import document


def findings(text: str, extractor: Extractor[Any]) -> tuple[Finding[Any], ...]:
    """Give what a field finds in a text; all fields before it run first."""
    names = [each.field for each in FIELDS]
    plan = Plan(FIELDS[: names.index(extractor.field) + 1])
    record = extract(document(text), plan, strict=True)
    return record.review if extractor.field == REVIEW else record.fields[extractor.field]


def first(text: str, extractor: Extractor[Any]) -> Any:
    """Give the state and value of the preferred finding, None without one."""
    all_of_them = findings(text, extractor)
    return (all_of_them[0].state.value, all_of_them[0].value) if all_of_them else None
