"""What a search finds of an agreement: passages (each clause's own words, and what stands outside all clauses), facts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pipeline.model.clause import Clause
from pipeline.model.document import Document
from pipeline.model.record import AgreementRecord
from pipeline.model.span import Span
from pipeline.zh.fold import fold
from pipeline.zh.traditional import simplified

TYPES = "clause_types"

_HAN = re.compile(r"([\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of a document's text with its place and the types of its clause (`dispute_resolution`)."""

    span: Span
    part: str
    clause: str | None
    page: int | None
    types: tuple[str, ...] = ()
    words: str = ""


class Fact(NamedTuple):
    """One value of a record: field, attribute (empty for a plain value), value as JSON has it."""

    field: str
    attribute: str
    value: str | int | float | bool


def searchable(text: str) -> str:
    """Give text as it is searched: one width, simplified characters, small letters, a blank around each Han character.

    So the index has each Han character as a word, and a phrase of two finds 保密 inside 保密期限.
    """
    return " ".join(_HAN.sub(r" \1 ", fold(simplified(text)).lower()).split())


def facts(record: Mapping[str, Any]) -> tuple[Fact, ...]:
    """Give all values of a record (as JSON) that are known, those of lists one by one."""
    found: list[Fact] = []
    for field, value in record["fields"].items():
        for finding in value if isinstance(value, list) else [value] if value else []:
            found += _facts(field, finding["value"])
    return tuple(found)


def _facts(field: str, value: Any) -> Iterator[Fact]:
    for attribute, item in value.items() if isinstance(value, Mapping) else [("", value)]:
        for each in item if isinstance(item, list) else [item]:
            if isinstance(each, str | int | float):
                yield Fact(field, attribute, each)


def passages(record: AgreementRecord) -> tuple[Passage, ...]:
    """Give the passages in the order of the text; together they hold every visible character once."""
    document = record.document
    types = _types(record)
    owned = sorted((clause.own, named) for root in document.clauses.roots for clause, named in _typed(root, types, ()))
    found: list[Passage] = []
    offset = 0
    for span, named in owned:
        found += _outside(document, Span(offset, span.start))
        found += _passage(document, span, named)
        offset = span.end
    return (*found, *_outside(document, Span(offset, len(document.text))))


def _types(record: AgreementRecord) -> dict[Span, tuple[str, ...]]:
    """Give the types that the field found, by the own words of the clause."""
    types: dict[Span, tuple[str, ...]] = {}
    for finding in record.fields.get(TYPES, ()):
        clause = record.document.clauses.at(finding.evidence[0].span.start)
        if clause is not None and finding.value is not None:
            types[clause.own] = (*types.get(clause.own, ()), finding.value.type)
    return types


def _typed(
    clause: Clause, types: dict[Span, tuple[str, ...]], above: tuple[str, ...]
) -> Iterator[tuple[Clause, tuple[str, ...]]]:
    """Yield a clause and those below it with their types: their own, else those of the clause above."""
    named = types.get(clause.own, above)
    yield clause, named
    for child in clause.children:
        yield from _typed(child, types, named)


def _outside(document: Document, span: Span) -> Iterator[Passage]:
    """Yield the passages of a range outside all clauses, one a part of the document."""
    start = span.start
    for block in document.blocks:
        if block.span.start <= start or block.span.start >= span.end:
            continue
        if document.part_at(block.span.start) != document.part_at(start):
            yield from _passage(document, Span(start, block.span.start), ())
            start = block.span.start
    yield from _passage(document, Span(start, span.end), ())


def _passage(document: Document, span: Span, types: tuple[str, ...]) -> Iterator[Passage]:
    if document.text[span.start : span.end].strip():
        evidence = document.evidence(span)
        words = searchable(evidence.quote)
        yield Passage(evidence.span, evidence.part, evidence.clause, evidence.page, types, words)
