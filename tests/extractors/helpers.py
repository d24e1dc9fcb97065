"""Run one field over a text, with the fields it needs."""

from typing import Any

from extractors.fields import FIELDS
from pipeline.model.finding import Extractor, Finding, Findings
from tests.builders import document


def findings(text: str, extractor: Extractor[Any]) -> tuple[Finding[Any], ...]:
    """Give what a field finds in a text; all fields before it run first."""
    parsed = document(text)
    found: dict[str, tuple[Finding[Any], ...]] = {}
    for each in FIELDS:
        found[each.field] = tuple(each.run(parsed, Findings(found)))
        if each.field == extractor.field:
            break
    return found[extractor.field]


def first(text: str, extractor: Extractor[Any]) -> Any:
    """Give the state and value of the preferred finding, None without one."""
    all_of_them = findings(text, extractor)
    return (all_of_them[0].state.value, all_of_them[0].value) if all_of_them else None
