"""A comparison as tables for people: changes, fields, renumbering, references, noise; versions side by side."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.compare.matrix import Cell, Matrix
from pipeline.model.diff import Side, VersionDiff
from pipeline.model.finding import Extractor
from pipeline.reports.changes_labels import label, measure
from pipeline.reports.json import value_json
from pipeline.reports.labels import Language, attribute_labels, field_label, word
from pipeline.reports.tables import Row, summary_of
from pipeline.reports.views import in_words

Fields = Mapping[str, Extractor[Any]]


def change_rows(diff: VersionDiff, language: Language) -> Iterator[Row]:
    """Yield one row a change, material ones first; the last two columns are for the reader."""
    for change in sorted(diff.changes, key=lambda change: not change.material):
        yield {
            label("id", language): change.id,
            label("type", language): label(change.type.value, language),
            label("class", language): label(change.kind.value, language),
            label("material", language): word("yes" if change.material else "no", language),
            label("old clause", language): change.old.clause if change.old else None,
            label("new clause", language): change.new.clause if change.new else None,
            label("old page", language): change.old.page if change.old else None,
            label("new page", language): change.new.page if change.new else None,
            label("old text", language): _words(change.old),
            label("new text", language): _words(change.new),
            label("delta", language): measure(change.delta, language),
            label("look", language): word("yes", language) if change.look else None,
            label("decision", language): None,
            label("comment", language): None,
        }


def _words(side: Side | None) -> str | None:
    return side.text.strip("\n") if side else None


def field_rows(diff: VersionDiff, fields: Fields, language: Language) -> Iterator[Row]:
    """Yield one row a field that changed."""
    for entry in diff.fields:
        yield {
            label("field", language): _field(entry.field, fields, language),
            label("old", language): readable(entry.field, entry.old, fields, language),
            label("new", language): readable(entry.field, entry.new, fields, language),
            label("delta", language): measure(entry.delta, language),
            label("favours", language): entry.favours,
            label("why", language): None if entry.favours is None else entry.en if language == "en" else entry.zh,
        }


def _field(name: str, fields: Fields, language: Language) -> str:
    return field_label(fields[name], language) if name in fields else name


def readable(name: str, value: Any, fields: Fields, language: Language) -> Any:
    """Give a value of a field in one cell: dates as dates, an object as its attributes with their labels."""
    if value is None or isinstance(value, date | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    labels = attribute_labels(fields[name], language) if name in fields and dataclasses.is_dataclass(value) else {}
    return summary_of(in_words(value_json(value), language), labels, language)


def renumbering_rows(diff: VersionDiff, language: Language) -> Iterator[Row]:
    """Yield one row a clause that has another number."""
    for entry in diff.renumbered:
        yield {label("old clause", language): entry.old, label("new clause", language): entry.new}


def reference_rows(diff: VersionDiff, language: Language) -> Iterator[Row]:
    """Yield one row a reference whose number or target changed, those that no longer hold first."""
    for entry in sorted(diff.references, key=lambda entry: entry.verdict.value == "follows"):
        yield {
            label("clause", language): entry.at,
            label("old", language): entry.old,
            label("new", language): entry.new,
            label("verdict", language): label(entry.verdict.value, language),
        }


def noise_rows(diff: VersionDiff, language: Language) -> Iterator[Row]:
    """Yield one row a class of noise with its count and the places in the new version, or the old one."""
    for kind, count in Counter(entry.kind for entry in diff.noise).most_common():
        sides = [entry.new or entry.old for entry in diff.noise if entry.kind is kind]
        clauses = list(dict.fromkeys(side.clause for side in sides if side and side.clause))
        yield {
            label("class", language): label(kind.value, language),
            label("count", language): count,
            label("clauses", language): "、".join(clauses[:50]) or None,
        }


def field_matrix_rows(matrix: Matrix, fields: Fields, language: Language) -> Iterator[Row]:
    """Yield one row a field, a column a version; values that differ from the version before are marked."""
    for row in matrix.fields:
        shown: Row = {label("field", language): _field(row.field, fields, language)}
        for name, value, changed in zip(heads(matrix), row.values, row.changed, strict=True):
            cell = readable(row.field, value, fields, language)
            shown[name] = (
                f"● {cell.isoformat() if isinstance(cell, date) else cell}" if changed and cell is not None else cell
            )
            if changed and cell is None:
                shown[name] = "● –"
        yield shown


def clause_matrix_rows(matrix: Matrix, language: Language) -> Iterator[Row]:
    """Yield one row a clause, a column a version, with what became of it and its words."""
    for row in matrix.clauses:
        yield {name: _clause(cell, language) for name, cell in zip(heads(matrix), row.cells, strict=True)}


def _clause(cell: Cell | None, language: Language) -> str | None:
    if cell is None:
        return None
    what = "" if cell.state in ("first", "same") else f"【{label(cell.state.value, language)}】"
    return f"{what}{cell.clause} {cell.text}".strip()


def heads(matrix: Matrix) -> list[str]:
    """Name the columns by the versions' file names, each once."""
    names = list(matrix.versions)
    return [name if names.count(name) == 1 else f"{number}. {name}" for number, name in enumerate(names, start=1)]
