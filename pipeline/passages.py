"""What a search finds of an agreement: passages (each clause's own words, and what stands outside all clauses), facts."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pipeline.model.clause import Clause
from pipeline.model.document import Document
from pipeline.model.record import AgreementRecord
from pipeline.model.span import Span
from pipeline.zh.traditional import simplified_characters
from pipeline.zh.visible import visible

TYPES = "clause_types"

_WORD = re.compile(r"[a-z]+|[0-9]+|\S")
_HAN = re.compile("[\u4e00-\u9fcb]")
"""Han characters that SQLite's tables (Unicode 6.1) know; the others are written as their numbers."""

_SIGNS = frozenset("%‰‱")
"""Punctuation by Unicode that is no punctuation of a text: 5% is not 5."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of a document's text with its place and the types of its clause (`dispute_resolution`)."""

    span: Span
    part: str
    clause: str | None
    page: int | None
    types: tuple[str, ...] = ()
    words: str = ""


_INTEGERS = 2**63
"""Whole numbers up to here have a place in the register (SQLite, INTEGER); larger ones are kept as floating."""


class Fact(NamedTuple):
    """One value of a record: field, attribute (empty for a plain value), value as JSON has it."""

    field: str
    attribute: str
    value: str | int | float | bool


class Word(NamedTuple):
    """A word as it is searched, and its half-open range in the text."""

    said: str
    start: int
    end: int


def searchable(text: str) -> str:
    """Give the words of a text as they are searched, with a blank between them.

    1. A word is a Han character, a run of Latin letters, a run of digits, or any other single sign: 500万 is 500 万,
       B2B is b 2 b. So a phrase of two finds 保密 in 保密期限, and 2026 is found in 2026年.
    2. Width, case, traditional or simplified characters, other digits, and characters without width make no difference.
    3. Blanks and punctuation are no words (XS-2025-001 is xs 2025 001); signs are: %, +, ℃, ☑.

    The words of a part of a text, unless it cuts a run of letters or digits, are in a row in the words of the text.
    """
    return " ".join(said for match in _WORD.finditer(_folded(visible(text).text)) if (said := _said(match[0])))


def words(text: str) -> tuple[Word, ...]:
    """Give the words of `searchable` with their places."""
    seen = visible(text)
    folded = _folded(seen.text)
    origins = seen.origins
    if len(folded) != len(seen.text):
        origins = [seen.origins[place] for place, one in enumerate(seen.text) for _ in _folded(one)]
    return tuple(
        Word(said, origins[match.start()], origins[match.end() - 1] + 1)
        for match in _WORD.finditer(folded)
        if (said := _said(match[0]))
    )


def _folded(text: str) -> str:
    return simplified_characters(text).casefold()


@cache
def _sign(character: str) -> str:
    """Write a character as a word that SQLite takes whole: letters and digits mixed, which no other word is."""
    ignored = unicodedata.category(character)[0] in "PZ" or unicodedata.category(character) in ("Cc", "Cf", "Cs")
    return "" if ignored and character not in _SIGNS else f"x{ord(character)}"


def _said(word: str) -> str:
    return word if (word.isascii() and word.isalnum()) or _HAN.match(word) else _sign(word)


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
            if isinstance(each, int) and abs(each) >= _INTEGERS:
                each = float(each)
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
    first, last = (
        bisect_right(document.blocks, offset, key=lambda block: block.span.start) for offset in (start, span.end)
    )
    for block in document.blocks[first:last]:
        if block.span.start < span.end and document.part_at(block.span.start) != document.part_at(start):
            yield from _passage(document, Span(start, block.span.start), ())
            start = block.span.start
    yield from _passage(document, Span(start, span.end), ())


def _passage(document: Document, span: Span, types: tuple[str, ...]) -> Iterator[Passage]:
    if document.text[span.start : span.end].strip():
        evidence = document.evidence(span)
        yield Passage(evidence.span, evidence.part, evidence.clause, evidence.page, types, searchable(evidence.quote))
