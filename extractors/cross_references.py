"""条款引用: the clauses that a clause refers to, and whether they exist."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.annexes import Annex, annex_mentions, annexes
from extractors.citations import Citation, citations
from extractors.clause_index import AnnexName, ClauseIndex, Entry, Numbers, annex_name, annex_parts, clause_index
from extractors.numbering import han_number
from pipeline.model.document import MAIN_PART, Document, Kind
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.labels import Style, label_at

_STYLES = {"章": Style.CHAPTER, "节": Style.SECTION}
_ITEM_OF = re.compile(r"第[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)]?[项項]$")
_INLINE_ITEM = "[(（]?(?:{})[)）、.．]"
_CIRCLED = 20
"""Numbers that are printed in circles, too."""
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
    titles: dict[str, str]
    amends: bool
    heads: frozenset[int]


@extractor("cross_references", label="条款引用", produces=CrossReference, many=True, requires=(annexes,))
def cross_references(document: Document, found: Findings) -> Iterator[Finding[CrossReference]]:
    """Find what the clauses refer to; each pair of clause and target once.

    1. 第三条, 第 3.2 条, 7.1.1 条, 第五条第二款, 第五条第（三）项, 第六章; lists (第3.1、3.2条); a range is one (3.1-3.5)
    2. 附件二第三条, 《管理办法》第六条 where the file holds it as an annex
    3. 前款, 前条, 本条, 本条第二款, 本章; 前款 in the first paragraph of an article has nothing before it
    4. 附件二, 附件《管理办法》: whether the file holds it  5. by a heading: 本合同保密一节
    6. Section 3.2, Article 5, Clauses 3 and 4, of the English text
    7. 按照5.1, 违反本合同5.2的 without 条, where such a clause is there
    Clauses of laws and of other agreements (《民法典》第五百八十五条, 主合同第五条) are no references of the agreement. In an
    amendment only what is said to be its own (本协议第二条) is. What cannot be resolved for certain is left out.
    """
    held = list(annex_parts(document))
    place = _Place(
        document,
        clause_index(document),
        {name.key: part for name, part, _ in held},
        {part: document.compact_text(_first_line(document, span)) for _, part, span in held},
        bool(_AMENDS.search(document.compact_text(Span(0, min(120, document.body.end))))),
        frozenset(_first_line(document, span).start for _, _, span in held),
    )
    seen: set[tuple[str | None, str]] = set()
    for span, value, rule in sorted(_references(place, found), key=lambda each: each[0].start):
        key = value.from_, value.to or ""
        if key not in seen:
            seen.add(key)
            yield Finding(State.STATED, value, (document.evidence(span),), f"cross_references.{rule}")


def _references(place: _Place, found: Findings) -> Iterator[tuple[Span, CrossReference, str]]:
    deeper = set()
    for citation in citations(place.document):
        if _is_label(place.document, citation.span) or (place.amends and not citation.own):
            continue
        deeper.add(citation.span.start)
        for value in _resolved(place, citation):
            if value.from_ != value.to or citation.unit == "前款":
                yield citation.span, value, citation.kind
    if not place.amends:
        yield from (each for each in _annexes(place, found) if each[0].start not in deeper)


def _annexes(place: _Place, found: Findings) -> Iterator[tuple[Span, CrossReference, str]]:
    """Refer from the clauses to the annexes they name by number or title."""
    known = [f.value for f in found.all(annexes) if f.value and (len(f.value.label or "") > 2 or f.value.title)]
    names = Counter(annex.label for annex in known)
    named = _by_name(known)
    for mention in annex_mentions(place.document) if known else ():
        titled = mention.title if mention.name and not mention.name.number else None
        annex = named.get((mention.name, titled or None))
        here = place.index.at(mention.span.start)
        titles_it = _first_line(place.document, mention.span).start in place.heads
        if annex and here and here.label and not titles_it:
            to = annex.label if names[annex.label] == 1 else f"{annex.label}《{annex.title}》"
            yield mention.span, CrossReference(_cited(here), to, annex.attached), "annex"


def _by_name(known: Sequence[Annex]) -> dict[tuple[AnnexName | None, str | None], Annex]:
    """Give the first annex of each name, and of each name and title: what several without a number are told by."""
    named: dict[tuple[AnnexName | None, str | None], Annex] = {}
    for annex in known:
        name = annex_name(annex.label or "")
        named.setdefault((name, None), annex)
        named.setdefault((name, annex.title), annex)
    return named


def _first_line(document: Document, span: Span) -> Span:
    block = document.block_at(span.start)
    return block.span if block else span


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


def _as_cited(entry: Entry) -> str:
    """Give the number of a clause that stands on its own although the tree hangs it under an item (6 below (2))."""
    label, above = entry.label, entry.above[-1].label if entry.above else None
    hung = label and above and label.style is Style.DECIMAL and above.style >= Style.DIGIT_PAREN
    if label and hung and entry.clause.part == MAIN_PART:
        return ".".join(map(str, label.numbers))
    return _cited(entry)


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
    if citation.kind == "titled":
        held = next((p for p, title in place.titles.items() if len(citation.name) > 3 and citation.name in title), None)
        yield from _clauses(place.index, citation, [held], made) if held else ()
    elif citation.annex:
        held = place.annexes.get(citation.annex.key)
        yield from _clauses(place.index, citation, [held], made) if held else ()
    elif citation.kind == "relative":
        yield from _relative(place, here, citation, made)
    elif citation.kind == "named":
        target = next((e for e in place.index.part(part) if e.label and citation.name == _heading(e)), None)
        yield from (replace(made, to=_cited(target), exists=True),) if target else ()
    elif citation.unit in _STYLES:
        yield from _chapters(place.index, citation, part, made)
    else:
        parts = [MAIN_PART, part] if citation.own == "agreement" else [part, MAIN_PART]
        yield from _clauses(place.index, citation, list(dict.fromkeys(parts)), made)


def _heading(entry: Entry) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", entry.clause.heading)


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
    """Resolve numbers in the first part that has them; a range is there where both of its ends are."""
    begun: CrossReference | None = None
    for place, (numbers, printed) in enumerate(citation.numbers):
        value = _clause(index, citation, parts, numbers, printed, made)
        if value and begun:
            value = replace(value, to=f"{begun.to}-{value.to}", exists=begun.exists and value.exists)
        begun = (value or begun) if place in citation.through else None
        if value and begun is None:
            yield value
    if begun:
        yield begun


def _clause(
    index: ClauseIndex, citation: Citation, parts: list[str], numbers: Numbers, printed: str, made: CrossReference
) -> CrossReference | None:
    """Resolve one number; absence is stated only where the part is well numbered."""
    targets = (index.find(part, numbers) for part in parts)
    target = next((entry for entry in targets if entry), None)
    if target is None:
        there = index.printed(numbers)
        if there or (citation.certain and citation.kind != "titled" and index.lacks(parts[0], numbers)):
            return replace(made, to=_prefixed(parts[0], printed), exists=there)
        return None
    return _inner(index, target, citation, made) if citation.inner else replace(made, to=_as_cited(target), exists=True)


def _prefixed(part: str, printed: str) -> str:
    return printed if part == MAIN_PART else f"{part} {printed}"


def _inner(index: ClauseIndex, target: Entry, citation: Citation, made: CrossReference) -> CrossReference:
    """Resolve 第二款, 第（三）项 below a clause: an item of that number, or the clause and the words as printed.

    An unnumbered paragraph cannot be told from the words alone: the clause is there, and that is what is said. An item
    is missing where the items of the clause are numbered and end before it.
    """
    item = next((e for e in index.below(target) if e.label and e.label.numbers[-1] == citation.inner[-1]), None)
    if item and len(citation.inner) == 1:
        return replace(made, to=_cited(item), exists=True)
    return replace(made, to=_cited(target) + citation.inner_text, exists=not _lacks_item(index, target, citation))


def _lacks_item(index: ClauseIndex, target: Entry, citation: Citation) -> bool:
    """Say whether an item is certainly not there: the list goes 1, 2, 3 … and ends before it, nothing bears its number."""
    number = citation.inner[-1]
    items = [entry.label.numbers[-1] for entry in index.below(target) if entry.label]
    listed = len(items) > 1 and items == list(range(1, len(items) + 1))
    if not listed or number <= len(items) or not _ITEM_OF.search(citation.inner_text):
        return False
    below = itertools.islice(target.clause.walk(), 1, None)
    deeper = any(clause.label and clause.label.numbers[-1] == number for clause in below)
    words = index.between(target.clause.span.start, target.clause.span.end)
    printed = _INLINE_ITEM.format(f"{number}|{han_number(number)}")
    return not (deeper or re.search(printed, words) or (number <= _CIRCLED and chr(ord("①") + number - 1) in words))


def _relative(place: _Place, here: Entry | None, citation: Citation, made: CrossReference) -> Iterator[CrossReference]:
    """Resolve 本条, 本章, 前条, 前款; nothing where several readings are possible."""
    if here is None or here.label is None:
        return
    article = next((e for e in (here, *reversed(here.above)) if e.label and e.label.style is Style.ARTICLE), None)
    target: Entry | None = None
    if citation.unit == "前款":
        yield from _paragraph_before(place, here, citation, made)
        return
    if citation.unit == "本章":
        chapters = [e for e in (*here.above, here) if e.label and e.label.style is Style.CHAPTER]
        target = chapters[-1] if chapters else None
    elif citation.unit == "前条" and article:
        target = _before(article, place.index)
    elif citation.unit in ("本条", "本条款"):
        target = article or (here.above[-1] if here.above and here.above[-1].label else None)
        # in terms and conditions 本条款 is the whole
        target = (
            None
            if citation.unit == "本条款" and place.document.text.split("\n", 1)[0].strip().endswith("条款")
            else target
        )
        if article and citation.inner:
            yield replace(made, to=_cited(article) + citation.inner_text, exists=True)
            return
    if target:
        yield replace(made, to=_cited(target), exists=True)


def _paragraph_before(place: _Place, here: Entry, citation: Citation, made: CrossReference) -> Iterator[CrossReference]:
    """Resolve 前款: a paragraph of the same clause, or the item before; the first paragraph of an article has none."""
    if "\n" in place.index.between(here.clause.span.start, citation.span.start):
        yield replace(made, to=_cited(here), exists=True)
    elif here.label and here.label.style is Style.ARTICLE:
        yield replace(made, to="前款", exists=False)
    elif before := _before(here, place.index):
        yield replace(made, to=_cited(before), exists=True)


def _before(entry: Entry, index: ClauseIndex) -> Entry | None:
    """Give the clause before a clause in its own list, None for the first."""
    before = index.before(entry)
    same = before and before.label and entry.label and before.label.style is entry.label.style
    return before if before and same else None
