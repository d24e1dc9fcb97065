"""Records as tables for people: the register and the sheets beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pipeline.model.finding import Extractor
from pipeline.reports.labels import (
    CORRECTION,
    Language,
    attribute_labels,
    field_label,
    state_word,
    status_word,
    word,
)
from pipeline.reports.summary import HEADLINES

Json = Mapping[str, Any]
Fields = Mapping[str, Extractor[Any]]
Row = dict[str, Any]

_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


PROOF = ("state", "quote", "clause", "page")
"""What stands beside every value."""

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
            return _date(value)
        return word(value, language, attribute) if value.isascii() and value.islower() else value
    return value


def _date(text: str) -> date | str:
    """Give the day a text names; text that only looks like one (a number such as 2024-00-12) stays text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


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


def register_heads(fields: Fields, language: Language) -> tuple[str, ...]:
    """Name the columns of the register."""
    first = tuple(word(name, language) for name in ("File", "Status", "Flags"))
    last = (word("Pages", language), word("Language", language), "SHA-256", word("Path", language))
    return (*first, *(head for extractor in fields.values() for head in _field_heads(extractor, language)), *last)


def _field_heads(extractor: Extractor[Any], language: Language) -> tuple[str, ...]:
    label = field_label(extractor, language)
    if extractor.field in LISTED:
        return (label,)
    return (label, *(f"{label}·{word(name, language)}" for name in PROOF))


def register_row(record: Json, fields: Fields, language: Language) -> Row:
    """Give the row of an agreement: every field's value beside its quote, clause and page."""
    document = record["document"]
    row: Row = {
        word("File", language): _file(record),
        word("Status", language): status_word(document, language),
        word("Flags", language): len(record["review"]),
    }
    for name, extractor in fields.items():
        found = record["fields"].get(name)
        row |= _count(found, extractor, language) if name in LISTED else _field_cells(found, extractor, language)
    row[word("Pages", language)] = document["pages"]
    row[word("Language", language)] = document["language"]
    row["SHA-256"] = document["sha256"]
    row[word("Path", language)] = paths(document)
    return row


def _file(record: Json) -> str:
    name: str = record["document"]["path"].rsplit("/", 1)[-1]
    return name


def paths(document: Json) -> str:
    """Give all paths that a document of a record lies at: names of files alone may be those of several."""
    return "；".join((document["path"], *document["also_at"]))


def _count(found: Any, extractor: Extractor[Any], language: Language) -> Row:
    return {field_label(extractor, language): len(found) if found else None}


def _field_cells(found: Any, extractor: Extractor[Any], language: Language) -> Row:
    findings = found if isinstance(found, list) else [found] if found else []
    if not findings:
        return {}
    labels = attribute_labels(extractor, language)
    if extractor.field == "liability_caps":
        findings = sorted(findings, key=lambda f: (f["value"] or {}).get("scope") == "exclusion")
    numbered = len(findings) > 1
    values = [_headline(extractor.field, finding, labels, language) for finding in findings]
    states = dict.fromkeys(_state(finding, extractor.field, labels, language) for finding in findings)
    cells = (
        values[0] if len(values) == 1 else _lines(values),
        _lines(states),
        _lines([_quotes(f) for f in findings], numbered=numbered),
        _lines([_places(f, "clause") for f in findings]),
        _lines([_places(f, "page") for f in findings]),
    )
    return dict(zip(_field_heads(extractor, language), cells, strict=True))


def _state(finding: Json, field: str, labels: Mapping[str, str], language: Language) -> str:
    """Say how a value is known, and of one that a reader corrected what was read."""
    said = state_word(finding, language)
    if finding["rule"] != CORRECTION or not finding["alternatives"]:
        return said
    read = _headline(field, finding["alternatives"][0], labels, language)
    return f"{said}（{word('read as', language)}：{read}）" if language == "zh" else f"{said} (read as: {read})"


def _headline(field: str, finding: Json, labels: Mapping[str, str], language: Language) -> Any:
    """Give a value in few words where the field has them, else with all its attributes."""
    if field in HEADLINES and finding["value"] is not None:
        return HEADLINES[field](finding["value"], language)
    return _shown(finding, labels, language)


def _shown(finding: Json, labels: Mapping[str, str], language: Language) -> Any:
    if finding["value"] is None:
        return f"（{word(finding['state'], language)}）"
    return summary_of(finding["value"], labels, language)


def _lines(values: Iterable[Any], *, numbered: bool = False) -> str | None:
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


def finding_heads(extractor: Extractor[Any], language: Language) -> tuple[str, ...]:
    """Name the columns of the sheet of a field of many values; a clause is named once where it is the value too."""
    labels = attribute_labels(extractor, language)
    values = tuple(labels.values()) or (field_label(extractor, language),)
    return tuple(dict.fromkeys((word("File", language), *values, *proof_heads(language), word("Path", language))))


def proof_heads(language: Language) -> tuple[str, ...]:
    """Name the columns of the proof of a value."""
    return tuple(word(name, language) for name in PROOF)


def finding_rows(record: Json, extractor: Extractor[Any], language: Language) -> Iterator[Row]:
    """Yield one row a finding of a field, each attribute in its own column, the proof beside it."""
    found = record["fields"].get(extractor.field)
    findings = found if isinstance(found, list) else [found] if found else []
    labels = attribute_labels(extractor, language) if findings else {}
    for finding in findings:
        value = finding["value"] if isinstance(finding["value"], Mapping) else {}
        row: Row = {word("File", language): _file(record)}
        row |= {label: cell(value.get(name), language, name) for name, label in labels.items()}
        if not labels:
            row[field_label(extractor, language)] = _shown(finding, {}, language)
        yield (
            row
            | _proof(finding, extractor.field, labels, language)
            | {word("Path", language): paths(record["document"])}
        )


def _proof(finding: Json, field: str, labels: Mapping[str, str], language: Language) -> Row:
    cells = (
        _state(finding, field, labels, language),
        _quotes(finding),
        _places(finding, "clause"),
        _places(finding, "page"),
    )
    return dict(zip(proof_heads(language), cells, strict=True))


def review_heads(language: Language) -> tuple[str, ...]:
    """Name the columns of the sheet of flags."""
    return tuple(word(name, language) for name in ("File", "Severity", "Reason", "quote", "clause", "page", "Path"))


def review_rows(record: Json, language: Language) -> Iterator[Row]:
    """Yield one row a flag, the urgent ones first."""
    order = ("high", "medium", "low")
    for flag in sorted(record["review"], key=lambda flag: order.index(flag["severity"])):
        cells = (
            _file(record),
            word(flag["severity"], language),
            flag["message"],
            _quotes(flag),
            _places(flag, "clause"),
            _places(flag, "page"),
            paths(record["document"]),
        )
        yield dict(zip(review_heads(language), cells, strict=True))


def problem_heads(language: Language) -> tuple[str, ...]:
    """Name the columns of the sheet of problems."""
    return tuple(word(name, language) for name in ("File", "Status", "Where", "Kind", "Message"))


def problem_rows(record: Json, language: Language) -> Iterator[Row]:
    """Yield one row for everything that could not be read or done, failed inputs included."""
    document = record["document"]
    for problem in document["problems"]:
        cells = (
            document["path"],
            status_word(document, language),
            problem["where"],
            word(problem["kind"], language, "kind"),
            problem["message"],
        )
        yield dict(zip(problem_heads(language), cells, strict=True))
