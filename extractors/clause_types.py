"""条款类型: what each clause is about, by its heading, and on request by a model where headings do not say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.clause_headings import heading_types
from extractors.clause_model import likely_types
from pipeline.model.clause import Clause
from pipeline.model.document import MAIN_PART, Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.compact import compact

_SHORTEST = 8
"""Clauses of fewer characters say too little for the model."""
_TITLE = 14
"""A heading up to this length with nothing under it is a title; a longer one is a sentence, read by the model."""


@dataclass(frozen=True, slots=True)
class ClauseType:
    """A type of a clause. Clauses below it are of that type too, unless their own headings say otherwise.

    `clause` is the number as a reader would cite it, behind the name of the part where it is not the main text.
    """

    clause: str | None = labelled("条款")
    type: str = labelled("类型", "")


@extractor("clause_types", label="条款类型", produces=ClauseType, many=True)
def clause_types(document: Document, found: Findings) -> Iterator[Finding[ClauseType]]:
    """Find the types that headings name: 保密, 适用法律与争议解决 (two types), 违约责任, Force Majeure.

    其他, 双方的权利和义务 and 总则 name none; neither does a sentence.
    """
    for clause in document.clauses.walk():
        yield from _by_heading(document, clause)


@extractor("clause_types", label="条款类型", produces=ClauseType, many=True)
def clause_types_by_model(document: Document, found: Findings) -> Iterator[Finding[ClauseType]]:
    """Find the types that headings name, and ask the model about the clauses under no such heading.

    Raises FileNotFoundError when the model is missing.
    """
    for root in document.clauses.roots:
        yield from _walk(document, root)


def _walk(document: Document, clause: Clause, *, said: bool = False) -> Iterator[Finding[ClauseType]]:
    """Yield the types of a clause and of those below it; `said` when a heading above has named types."""
    named = tuple(_by_heading(document, clause))
    yield from named
    said = said or bool(named)
    listed = not said and _introduces(document, clause)
    if not said:
        span = clause.span if listed else clause.own
        yield from _by_model(document, clause, span)
    for child in clause.children:
        yield from _walk(document, child, said=said or listed)


def _introduces(document: Document, clause: Clause) -> bool:
    """Say whether a clause is read as one with its items: its own words end in a colon and are no mere heading."""
    own = document.compact_text(clause.own).rstrip()
    return bool(clause.children) and own.endswith(":") and not clause.heading


def _by_heading(document: Document, clause: Clause) -> Iterator[Finding[ClauseType]]:
    if not clause.heading:
        return
    types = heading_types(compact(clause.heading).text)
    start = document.text.find(clause.heading, clause.span.start, clause.span.end)
    end = start + len(clause.heading) if start >= 0 else clause.own.end
    yield from _findings(document, clause, types, Span(clause.span.start, end), "clause_types.heading")


def _by_model(document: Document, clause: Clause, span: Span) -> Iterator[Finding[ClauseType]]:
    words = document.text[span.start + len(clause.number) : span.end]
    heading, rest = (clause.heading, words.split(clause.heading, 1)[-1]) if clause.heading else ("", words)
    if len(rest.strip()) < _SHORTEST and len(heading) <= _TITLE:
        return
    quoted = document.sentence(clause.span.start)
    yield from _findings(document, clause, likely_types(words), quoted, "clause_types.model")


def _findings(
    document: Document, clause: Clause, types: Iterable[str], quoted: Span, rule: str
) -> Iterator[Finding[ClauseType]]:
    number = clause.citation if clause.part == MAIN_PART else f"{clause.part} {clause.citation}"
    for name in types:
        yield Finding(State.STATED, ClauseType(number, name), (document.evidence(quoted),), rule)
