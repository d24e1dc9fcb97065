"""签署日期: the day the agreement was signed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.model.document import Document, Hit, Kind
from pipeline.model.finding import Finding, Findings, State, extractor
from pipeline.model.span import Span
from pipeline.zh.dates import BLANK_DATE, DATE, parse_date

_NAMED = r"(?:本?(?:合同|协议))?(?:签[订署约定]|订立)(?:日期|时间|日)|签字日期|签章日期|盖章日期"
_WORD = rf"(?:{_NAMED}|日期|时间|Date|DATE|Signing Date|Date of Signing)(?:_?\((?:Date|DATE|日期)\)|[、及和/](?:签[订署约])?地点)?"
_LABELLED = re.compile(
    rf"(?:(?:^|(?<=[\n\t_)。;,]))(?:{_WORD})|(?<![\u4e00-\u9fff])(?:{_NAMED}))(?:为|[_:\t【 ]){{0,3}}(?P<date>{DATE})",
    re.MULTILINE,
)
_BARE = re.compile(rf"(?:^|(?<=[\n\t_]))(?P<date>{DATE})(?=$|[\n\t_])", re.MULTILINE)
_AT_PLACE = re.compile(
    rf"(?:^|(?<=[\n\t_]))(?P<date>{DATE})(?:签[订署]?)?于(?![^\n]{{0,12}}(?:生效|[届期]满|到期|[交支]?付|交货|前|后|止))[\u4e00-\u9fff]{{2,12}}(?=$|[\n\t])",
    re.MULTILINE,
)
"""A date with the place of signing, in a line of its own: 二〇二三年三月一日于苍岭市."""
_SENTENCE = re.compile(
    rf"(?:于|在)(?P<date>{DATE})(?:于|在)?[^。;\n]{{0,30}}?(?:签订|签署|订立|达成|缔结|签立)(?P<after>[^。;\n]{{0,16}})"
)
_ENGLISH = re.compile(
    rf"This [A-Z][^.;\n]{{0,80}}? (?:made|entered into|executed|concluded|signed)(?: and (?:made|entered into|executed))?(?: on| as of)? (?P<date>{DATE})"
)
_BLANK = re.compile(
    rf"(?:^|(?<=[\n\t_)]))(?:{_WORD})[_:\t]{{1,3}}(?:{BLANK_DATE}|(?:19|20)\d\d年(?:_?\d{{0,2}}_?月_?[日号]|_月)|\{{\{{[^\n]{{0,80}}|\$\{{[^\n]{{0,80}}|【_?】|$|(?=\n))",
    re.MULTILINE,
)
_OPEN_SENTENCE = re.compile(rf"(?:于|在)_?{BLANK_DATE}[^。;\n]{{0,30}}?(?:签订|签署|订立|达成|缔结|签立)")
_EARLIER = re.compile(r"(?:已|曾|此前|原|鉴于|根据|依据|按照)[^。;\n]{0,40}$")
_ANOTHER = re.compile(r"[了的过《]|(?!本|如下|以下|下列|此)[\u4e00-\u9fff]{1,12}(?:合同|协议)")
"""What tells the day of another agreement: 双方已于…签订, 于…签订的《框架协议》, 于…签订了租赁合同."""

HEAD = 1500
"""Characters at the beginning in which a head line with the date of signing stands."""


_ROWS_ABOVE = 4
"""Rows of a signature table above the first that is known for one; more make a table of another matter."""


def signature_spans(document: Document) -> tuple[Span, ...]:
    """Give the signature blocks; where none is marked, the last lines of the document."""
    marked = tuple(_with_heads(document, span) for span, name in document.parts if name == "签署页")
    if marked:
        return marked
    last = document.body_blocks[-12:] if len(document.body_blocks) > 24 else ()
    return (Span(last[0].span.start, document.body.end),) if last and last[0].span.start < document.body.end else ()


def _with_heads(document: Document, signatures: Span) -> Span:
    """Add the rows above a signature block that begins within a table: the heads of its columns, the names."""
    first = document.index_at(signatures.start)
    while first and document.blocks[first].kind is Kind.ROW and document.blocks[first - 1].kind is Kind.ROW:
        first -= 1
    start = document.blocks[first].span.start if first is not None else signatures.start
    above = sum(start <= block.span.start < signatures.start for block in document.body_blocks)
    return Span(start, signatures.end) if above <= _ROWS_ABOVE else signatures


@extractor("signing_date", label="签署日期", produces=date)
def signing_date(document: Document, found: Findings) -> Iterator[Finding[date]]:
    """Find the day of signing. Where the sides signed on different days, the last one comes first.

    1. in the signature block: 日期：2023年3月1日, 签署日期 二〇二三年三月一日, a date on a line of its own, also with its
       place (二〇二三年三月一日于苍岭市)
    2. at the head: 签订日期：…, 合同签订时间：…, 签约时间、地点：…
    3. in the opening words: 由以下双方于2023年3月1日在…签订, This Agreement is made on March 1, 2023; not 于…签订的《框架协议》
    4. left open: 签订日期：____年__月__日, 签订日期：2023年__月__日
    5. a day that no calendar has (2025年13月1日): unreadable
    """
    signatures, seen = signature_spans(document), set[date | Span]()
    head = Span(0, min(HEAD, document.body.end))
    for span in signatures:
        hits = [*document.search(_LABELLED, span), *(h for h in document.search(_BARE, span) if _is_alone(document, h))]
        hits += document.search(_AT_PLACE, span)
        yield from _findings(document, hits, "signing_date.signature_block", seen)
    yield from _findings(document, document.search(_LABELLED, head), "signing_date.head", seen)
    said = [hit for hit in document.search(_SENTENCE, head) if _is_of_this(hit)]
    said += document.search(_ENGLISH, head, cues=("This ",))
    yield from _findings(document, said, "signing_date.opening", seen)
    blanks = {
        hit.span(): hit
        for p in (_BLANK, _OPEN_SENTENCE)
        for span in (*signatures, head)
        for hit in document.search(p, span)
    }
    for hit in blanks.values():
        yield Finding(State.BLANK, None, (document.evidence(hit.span()),), "signing_date.left_blank")


def _is_alone(document: Document, hit: Hit) -> bool:
    """Say whether the other cells of a date's row are dates too or hold no figures: a schedule of payments is none."""
    block = document.block_at(hit.span().start)
    cells = document.compact_text(block.span).split("\t") if block else []
    return not any(re.search(r"\d", cell) and not re.search(DATE, cell) for cell in cells)


def _is_of_this(hit: Hit) -> bool:
    """Say whether a sentence speaks of this agreement and not of one signed before."""
    text = hit.view.text
    return not _EARLIER.search(text, max(0, hit.match.start() - 60), hit.match.start()) and not _ANOTHER.match(
        hit["after"]
    )


def _findings(document: Document, hits: Iterable[Hit], rule: str, seen: set[date | Span]) -> Iterator[Finding[date]]:
    """Give the days of some hits, the last first, each day once; then those that cannot be."""
    read = [(parse_date(hit["date"]), hit) for hit in hits]
    dated = [(value, hit) for value, hit in read if value]
    for value, hit in sorted(dated, key=lambda item: item[0], reverse=True):
        if value not in seen:
            seen.add(value)
            yield Finding(State.STATED, value, (document.evidence(hit.span()),), rule)
    for span in (hit.span() for value, hit in read if value is None):
        if span not in seen:
            seen.add(span)
            yield Finding(State.UNREADABLE, None, (document.evidence(span),), "signing_date.impossible")
