"""Records as tables for people: the register and the sheets beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.model.finding import Extractor
from pipeline.reports.labels import Language, attribute_labels, field_label, word
from pipeline.reports.summary import HEADLINES

Json = Mapping[str, Any]
Fields = Mapping[str, Extractor[Any]]
Row = dict[str, Any]

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


LISTED = frozenset({"definitions", "cross_references", "amounts", "clause_types"})
"""Fields of dozens of small values: the register counts them, a sheet of their own lists them."""


def cell(value: Any, language: Language, attribute: str = "") -> Any:
    """Give a value as a cell: dates and numbers as such, lists and objects as readable text.

    The attribute a word is of tells two meanings apart: a breach that ends an agreement, clauses of the type breach.
    """
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    if isinstance(value, list):
        return "；".join(str(cell(item, language)) for item in value if item not in (None, "")) or None
    if isinstance(value, str):
        if _ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
        return word(value, language, attribute) if value.isascii() and value.islower() else value
    return value


def summary_of(value: Any, labels: Mapping[str, str], language: Language) -> Any:
    """Give a value with attributes in one cell: each attribute that is known, with its label."""
    if not isinstance(value, Mapping):
        return cell(value, language)
    parts = []
    for name, item in value.items():
        if item not in (None, "", [], False):
            shown = cell(item, language, name)
            parts.append(f"{labels.get(name, name)}：{shown.isoformat() if isinstance(shown, date) else shown}")
    return "；".join(parts) or None


def register_rows(records: Sequence[Json], fields: Fields, language: Language) -> Iterator[Row]:
    """Yield one row an agreement: every field's value beside its quote, clause and page."""
    for record in records:
        document = record["document"]
        row: Row = {
            word("File", language): document["path"].rsplit("/", 1)[-1],
            word("Status", language): word(document["status"], language),
            word("Flags", language): len(record["review"]),
        }
        for name, extractor in fields.items():
            found = record["fields"].get(name)
            row |= _count(found, extractor, language) if name in LISTED else _field_cells(found, extractor, language)
        row[word("Pages", language)] = document["pages"]
        row[word("Language", language)] = document["language"]
        row["SHA-256"] = document["sha256"]
        yield row


def _count(found: Any, extractor: Extractor[Any], language: Language) -> Row:
    return {field_label(extractor, language): len(found) if found else None}


def _field_cells(found: Any, extractor: Extractor[Any], language: Language) -> Row:
    label, labels = field_label(extractor, language), attribute_labels(extractor, language)
    findings = found if isinstance(found, list) else [found] if found else []
    if extractor.field == "liability_caps":
        findings = sorted(findings, key=lambda f: (f["value"] or {}).get("scope") == "exclusion")
    numbered = len(findings) > 1
    values = [_headline(extractor.field, finding, labels, language) for finding in findings]
    value = values[0] if len(values) == 1 else _lines(values)
    return {
        label: value,
        f"{label}·{word('state', language)}": _lines(dict.fromkeys(word(f["state"], language) for f in findings)),
        f"{label}·{word('quote', language)}": _lines([_quotes(f) for f in findings], numbered=numbered),
        f"{label}·{word('clause', language)}": _lines([_places(f, "clause") for f in findings]),
        f"{label}·{word('page', language)}": _lines([_places(f, "page") for f in findings]),
    }


def _headline(field: str, finding: Json, labels: Mapping[str, str], language: Language) -> Any:
    """Give a value in few words where the field has them, else with all its attributes."""
    if field in HEADLINES and finding["value"] is not None:
        return HEADLINES[field](finding["value"], language)
    return _shown(finding, labels, language)


def _shown(finding: Json, labels: Mapping[str, str], language: Language) -> Any:
    if finding["value"] is None:
        return f"（{word(finding['state'], language)}）"
    return summary_of(finding["value"], labels, language)


def _lines(values: Any, *, numbered: bool = False) -> str | None:
    shown = [
        str(value.isoformat() if isinstance(value, date) else value) for value in values if value not in (None, "")
    ]
    if numbered:
        shown = [f"{index}) {value}" for index, value in enumerate(shown, 1)]
    return "\n".join(shown) or None


def _quotes(finding: Json) -> str:
    return " … ".join(re.sub(r"\s*\n\s*", " / ", evidence["quote"]) for evidence in finding["evidence"])


def _places(finding: Json, key: str) -> str:
    places = [
        (evidence["clause"] or evidence["part"]) if key == "clause" else evidence["page"]
        for evidence in finding["evidence"]
    ]
    return "、".join(dict.fromkeys(str(place) for place in places if place is not None))


def finding_rows(records: Sequence[Json], extractor: Extractor[Any], language: Language) -> Iterator[Row]:
    """Yield one row a finding of a field, each attribute in its own column, the proof beside it."""
    labels = attribute_labels(extractor, language)
    for record in records:
        found = record["fields"].get(extractor.field)
        for finding in found if isinstance(found, list) else [found] if found else []:
            value = finding["value"] if isinstance(finding["value"], Mapping) else {}
            row: Row = {word("File", language): record["document"]["path"].rsplit("/", 1)[-1]}
            row |= {label: cell(value.get(name), language, name) for name, label in labels.items()}
            if not labels:
                row[field_label(extractor, language)] = _shown(finding, {}, language)
            yield row | _proof(finding, language)


def _proof(finding: Json, language: Language) -> Row:
    return {
        word("state", language): word(finding["state"], language),
        word("quote", language): _quotes(finding),
        word("clause", language): _places(finding, "clause"),
        word("page", language): _places(finding, "page"),
    }


def deadline_rows(records: Sequence[Json], fields: Fields, language: Language) -> Iterator[Row]:
    """Yield the dates of each agreement, soonest expiry first; agreements without a known expiry come last, none is dropped."""
    rows = []
    for record in records:
        if not record["fields"]:
            continue
        found = record["fields"]
        expiry, renewals = found.get("expiry_date"), found.get("renewal") or []
        labels = attribute_labels(fields["renewal"], language) if "renewal" in fields else {}
        row: Row = {word("File", language): record["document"]["path"].rsplit("/", 1)[-1]}
        for name in ("signing_date", "expiry_date"):
            if name in fields:
                finding = found.get(name)
                row[field_label(fields[name], language)] = _shown(finding, {}, language) if finding else None
        if "renewal" in fields:
            row[field_label(fields["renewal"], language)] = _lines(
                [summary_of(f["value"], labels, language) for f in renewals]
            )
        row |= (
            _proof(expiry, language)
            if expiry
            else dict.fromkeys(word(n, language) for n in ("state", "quote", "clause", "page"))
        )
        rows.append(((expiry or {}).get("value") or "9999", row))
    yield from (row for _, row in sorted(rows, key=lambda item: item[0]))


def review_rows(records: Sequence[Json], language: Language) -> Iterator[Row]:
    """Yield one row a flag, the urgent ones of each agreement first."""
    order = ("high", "medium", "low")
    for record in records:
        for flag in sorted(record["review"], key=lambda flag: order.index(flag["severity"])):
            yield {
                word("File", language): record["document"]["path"].rsplit("/", 1)[-1],
                word("Severity", language): word(flag["severity"], language),
                word("Reason", language): flag["message"],
                word("quote", language): _quotes(flag),
                word("clause", language): _places(flag, "clause"),
                word("page", language): _places(flag, "page"),
            }


def problem_rows(records: Sequence[Json], language: Language) -> Iterator[Row]:
    """Yield one row for everything that could not be read or done, failed inputs included."""
    for record in records:
        for problem in record["document"]["problems"]:
            yield {
                word("File", language): record["document"]["path"],
                word("Status", language): word(record["document"]["status"], language),
                word("Where", language): problem["where"],
                word("Kind", language): problem["kind"],
                word("Message", language): problem["message"],
            }
