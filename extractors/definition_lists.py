"""Terms that a list, a clause on definitions or a table defines."""

import re
from collections.abc import Iterator, Sequence

from extractors.definition_forms import COLON, NOT_POINTING, Form, alias_of, form_of, is_term, words_of
from pipeline.model.clause import Clause
from pipeline.model.document import Document, Hit, Kind, PlacedBlock
from pipeline.model.span import Span
from pipeline.model.table import Table

_PLAIN = re.compile(
    rf"(?P<term>[\u4e00-\u9fffA-Za-z0-9/《》·\-]{{2,24}}?)(?:[(](?P<alias>[^()\n]{{1,40}})[)])?,?(?:是指|[系係]指|指的是|指|即){NOT_POINTING}"
)
_SAYS = re.compile(r": ?[是系係]?指|: ?包括")
_HEADING = re.compile(r"定义|释义|术语|名词解释|用语|含义|Definition|Interpretation", re.IGNORECASE)
_ANNOUNCES = re.compile(
    r"(?:术语|词语|用语|名词|词汇|简称)[^。;\n]{0,40}(?:含义|涵义|定义|解释|意义|释义)[^。;\n]{0,10}:$|(?:术语|词语|用语|名词|词汇)(?:的)?(?:定义|释义|解释)(?:如下)?:$"
)
_TERMS = re.compile(r"^(?:术语|词语|用语|名词|定义项|词汇|缩写|缩略语|专业术语|关键词|Term)")
_NAMES = re.compile(r"^(?:名称|简称|项目)")
_MEANINGS = re.compile(r"^(?:定义|释义|含义|解释|说明|内容|全称|Definition|Meaning)")
_STRICT = re.compile(r"^(?:定义|释义|含义|解释|Definition)")


def clause_forms(document: Document) -> Iterator[Form]:
    """Yield what the lines of clauses headed 定义 define (X：…, X是指…, 【X】…), and the rows of their tables."""
    headed = [clause.span for clause in document.clauses.titled(_HEADING) if clause.span.start in document.body]
    headed += [span for clause in document.clauses.walk() if (span := _announced(document, clause))]
    done: set[int] = set()
    for span in headed:
        for block in _blocks_in(document, span):
            if block.span.start in done:
                continue
            done.add(block.span.start)
            if block.kind is Kind.PARAGRAPH:
                yield from _line(document, block)
    for table in document.tables:
        corner = table.at(0, 0)
        yield from _rows(document, table, corner is not None and any(corner in span for span in headed))


def _announced(document: Document, clause: Clause) -> Span | None:
    """Give the items of a clause whose sentence announces definitions: …名词和技术术语，其定义和解释如下：."""
    if not clause.children or clause.span.start not in document.body:
        return None
    first = clause.children[0].span.start
    told = document.compact_text(Span(max(clause.span.start, first - 120), first)) if first > clause.span.start else ""
    return Span(first, clause.span.end) if _ANNOUNCES.search(told) else None


def list_forms(document: Document) -> Iterator[Form]:
    """Yield X：是指…, and X：… of the lists in which another item says 指 or two say 包括."""
    text = document.folded
    for block in document.body_blocks:
        says = block.kind is Kind.PARAGRAPH and text.find("指", block.span.start, block.span.end) >= 0
        hit = _colon(document, block) if says else None
        if hit and hit["verb"] not in ("", "即"):
            yield _listed(document, hit)
    for clause in document.clauses.walk():
        several = len(clause.children) > 1 and clause.span.start in document.body
        if several and _SAYS.search(text, clause.children[0].span.start, clause.span.end):
            yield from _siblings(document, clause.children)


def _siblings(document: Document, items: Sequence[Clause]) -> Iterator[Form]:
    blocks = (document.block_at(item.span.start) for item in items)
    hits = [_colon(document, block) if block and block.kind is Kind.PARAGRAPH else None for block in blocks]
    lines = [hit for hit in hits if hit]
    if len(lines) < len(items):
        return
    says = any(hit["verb"] not in ("", "即") for hit in lines)
    lists = sum(hit.view.text.startswith("包括", hit.match.end()) for hit in lines)
    if says or lists > 1:
        yield from (_listed(document, hit) for hit in lines)


def _colon(document: Document, block: PlacedBlock) -> Hit | None:
    """Give the X： at the head of a line, None where the line begins otherwise or says nothing behind."""
    text = document.folded[block.span.start : min(block.span.end, block.span.start + 120)]
    if not any(mark in text for mark in ":】—"):
        return None
    words = words_of(document, block)
    hit = document.first(COLON, Span(words.start, min(words.end, words.start + 90))) if len(words) else None
    fits = hit and hit.span().start <= words.start + 2 and is_term(hit["term"]) and hit.span().end < words.end - 2
    return hit if fits else None


def _listed(document: Document, hit: Hit) -> Form:
    return form_of(document, hit, (hit["term"], *alias_of(hit["alias"])), "listed")


def _line(document: Document, block: PlacedBlock) -> Iterator[Form]:
    words = words_of(document, block)
    hit = _colon(document, block) or document.first(_PLAIN, words)
    if hit and hit.span().start <= words.start + 2 and is_term(hit["term"]) and hit.span().end < words.end - 2:
        yield _listed(document, hit)


def _blocks_in(document: Document, span: Span) -> Iterator[PlacedBlock]:
    return (block for block in document.body_blocks if block.span.start in span)


def _rows(document: Document, table: Table, defining: bool) -> Iterator[Form]:
    """Read a table whose head is 术语 and 定义, or one of two columns in a clause on definitions."""
    head = [document.compact_text(cell) if cell else "" for cell in table.row(0)] if table.rows > 1 else []
    for terms, meanings in ((_TERMS, _MEANINGS), (_NAMES, _STRICT)):
        term_at = next((i for i, words in enumerate(head) if terms.search(words)), None)
        text_at = next((i for i, words in enumerate(head) if meanings.search(words) and i != term_at), None)
        if term_at is not None and text_at is not None:
            yield from _pairs(document, table, 1, term_at, text_at)
            return
    if defining and len(head) == 2:
        yield from _pairs(document, table, 0, 0, 1)


def _pairs(document: Document, table: Table, first: int, term_at: int, text_at: int) -> Iterator[Form]:
    for row in range(first, table.rows):
        term, text = table.at(row, term_at), table.at(row, text_at)
        if term and text and len(term) <= 40 and len(text) >= 6:
            name = document.compact_text(term).strip('“”"*')
            yield Form(name, (), document.printed(text), Span(term.start, max(term.end, text.end)), "table")
