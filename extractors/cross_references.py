"""条款引用: the clauses that a clause refers to, and whether they exist."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.citations import Citation, citations
from extractors.clause_index import ClauseIndex, Entry, annex_parts, clause_index
from pipeline.model.document import MAIN_PART, Document, Kind
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.labels import Style, label_at

_STYLES = {"章": Style.CHAPTER, "节": Style.SECTION}
_AMENDS = re.compile(r"补充协议|补充合同|变更协议|修订协议|修正案|变更合同")


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference: the clause in which it stands, what it points to, and whether that exists in the file.

    `to` is written as the document numbers it, as printed where it does not exist; numbers in an annex follow its
    name (附件一 5.2).
    """

    from_: str | None = labelled("所在条款")
    to: str | None = labelled("引用")
    exists: bool = labelled("存在", default=False)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where citations are resolved: the document, its clauses, and the parts that are annexes."""

    document: Document
    index: ClauseIndex
    annexes: dict[tuple[str, str], str]


@extractor("cross_references", label="条款引用", produces=CrossReference, many=True)
def cross_references(document: Document, found: Findings) -> Iterator[Finding[CrossReference]]:
    """Find what the clauses refer to; each pair of clause and target once.

    1. 第三条, 第 3.2 条, 7.1.1 条, 第五条第二款, 第五条第（三）项, 第六章; lists (第3.1、3.2条), both ends of ranges
    2. 附件二第三条  3. 前款, 前条, 本条第二款, 本章  4. Section 3.2, Article 5, Clauses 3 and 4, of the English text
    5. 按照5.1, 违反本合同5.2的 without 条, where such a clause is there
    Clauses of laws and of other agreements (《民法典》第五百八十五条, 主合同第五条) are no references of the agreement. In an
    amendment only what is said to be its own (本协议第二条) is. What cannot be resolved for certain is left out.
    """
    index = clause_index(document)
    place = _Place(document, index, {name.key: part for name, part, _ in annex_parts(document)})
    amends = bool(_AMENDS.search(document.compact_text(Span(0, min(120, document.body.end)))))
    seen: set[tuple[str | None, str]] = set()
    for citation in citations(document):
        if _is_label(document, citation.span) or (amends and not citation.own):
            continue
        for value in _resolved(place, citation):
            key = value.from_, value.to or ""
            if value.from_ != value.to and key not in seen:
                seen.add(key)
                quote = document.evidence(citation.span)
                yield Finding(State.STATED, value, (quote,), f"cross_references.{citation.kind}")


def _is_label(document: Document, span: Span) -> bool:
    """Say whether the words are the number at the head of a line or cell, not a reference."""
    block = document.block_at(span.start)
    if block is None:
        return False
    start = max(block.span.start, document.text.rfind("\t", block.span.start, span.start) + 1)
    label = label_at(document.text[start : min(block.span.end, start + 60)])
    at_head = span.start - start < 8 and not document.text[start : span.start].strip(" #*")
    english = at_head and document.text[span.start : span.start + 1].isascii()
    return english or (label is not None and span.start < start + label.end)


def _cited(entry: Entry) -> str:
    part = entry.clause.part
    return entry.clause.citation if part == MAIN_PART else f"{part} {entry.clause.citation}"


def _row_label(document: Document, span: Span) -> str | None:
    """Give the number at the head of a table row, where clauses stand in the columns of a table."""
    block = document.block_at(span.start)
    label = (
        label_at(document.text[block.span.start : block.span.start + 60]) if block and block.kind is Kind.ROW else None
    )
    return label.text if label else None


def _resolved(place: _Place, citation: Citation) -> Iterator[CrossReference]:
    here = place.index.at(citation.span.start)
    origin = _cited(here) if here and here.label else _row_label(place.document, citation.span)
    made = CrossReference(origin)
    part = place.document.part_at(citation.span.start)
    if citation.annex:
        held = place.annexes.get(citation.annex.key)
        yield from _clauses(place.index, citation, [held], made) if held else ()
    elif citation.kind == "relative":
        target = _relative(here, citation, place.index)
        if target:
            yield replace(made, to=target, exists=True)
    elif citation.unit in _STYLES:
        yield from _chapters(place.index, citation, part, made)
    else:
        parts = [MAIN_PART, part] if citation.own == "agreement" else [part, MAIN_PART]
        yield from _clauses(place.index, citation, list(dict.fromkeys(parts)), made)


def _chapters(index: ClauseIndex, citation: Citation, part: str, made: CrossReference) -> Iterator[CrossReference]:
    style = _STYLES[citation.unit]
    for numbers, printed in citation.numbers:
        target = index.chapter(part, style, numbers[0])
        if target:
            yield replace(made, to=_cited(target), exists=True)
        elif index.has_style(part, style):
            yield replace(made, to=printed)


def _clauses(
    index: ClauseIndex, citation: Citation, parts: list[str], made: CrossReference
) -> Iterator[CrossReference]:
    """Resolve numbers in the first part that has them; absence is stated only where the part is well numbered."""
    for numbers, printed in citation.numbers:
        targets = (index.find(part, numbers) for part in parts)
        target = next((entry for entry in targets if entry), None)
        if target is None:
            there = index.printed(numbers)
            if there or (citation.certain and index.lacks(parts[0], numbers)):
                yield replace(made, to=_prefixed(parts[0], printed), exists=there)
        elif not citation.inner:
            yield replace(made, to=_cited(target), exists=True)
        else:
            yield _inner(index, target, citation, made)


def _prefixed(part: str, printed: str) -> str:
    return printed if part == MAIN_PART else f"{part} {printed}"


def _inner(index: ClauseIndex, target: Entry, citation: Citation, made: CrossReference) -> CrossReference:
    """Resolve 第二款, 第（三）项 below a clause: an item of that number, or the clause and the words as printed.

    An unnumbered paragraph cannot be told from the words alone: the clause is there, and that is what is said.
    """
    items = [e for e in index.entries if e.above and e.above[-1] is target and e.label]
    item = next((e for e in items if e.label and e.label.numbers[-1] == citation.inner[-1]), None)
    if item and len(citation.inner) == 1:
        return replace(made, to=_cited(item), exists=True)
    return replace(made, to=_cited(target) + citation.inner_text, exists=True)


def _relative(here: Entry | None, citation: Citation, index: ClauseIndex) -> str | None:
    """Resolve 本条, 本章, 前条, 前款; None where several readings are possible.

    前款 is the clause before only in the first paragraph of a clause; further down it is a paragraph of the same one.
    """
    if here is None:
        return None
    article = next((e for e in (here, *reversed(here.above)) if e.label and e.label.style is Style.ARTICLE), None)
    if citation.unit == "本条" and article and citation.inner:
        return _cited(article) + citation.inner_text
    if citation.unit == "本章":
        chapters = [e for e in (*here.above, here) if e.label and e.label.style is Style.CHAPTER]
        return _cited(chapters[-1]) if chapters else None
    if citation.unit == "前条" and article:
        return _before(article, index)
    if citation.unit == "前款" and "\n" not in index.between(here.clause.span.start, citation.span.start):
        return _before(here, index)
    return None


def _before(entry: Entry, index: ClauseIndex) -> str | None:
    """Give the clause before a clause in its own list, None for the first."""
    siblings = [e for e in index.entries if e.above == entry.above and e.clause.part == entry.clause.part]
    at = siblings.index(entry)
    before = siblings[at - 1] if at else None
    same = before and before.label and entry.label and before.label.style is entry.label.style
    return _cited(before) if before and same else None
