"""期限前后不一: clauses that disagree on how long the agreement runs, from when, how it goes on, at what price."""

import re
from collections.abc import Iterator
from datetime import date

from extractors.effective import effective
from extractors.flags import flag
from extractors.renewal import Renewal, renewal
from extractors.sentences import sentence_at
from extractors.term import Term, term
from extractors.total_amount import TotalAmount, total_amount
from pipeline.model.document import Document
from pipeline.model.evidence import Evidence
from pipeline.model.finding import Finding, Findings, Flag, State
from pipeline.zh.durations import corresponding_day, read_iso
from pipeline.zh.fold import fold

_OF_ALL = re.compile(r"(?:合同|协议|合作|服务|租赁|有效|借款|聘用)的?(?:有效)?期|本(?:合同|协议)[自从为]")
"""Words by which a period is that of the whole agreement, not of a trial, a warranty, a surety."""

_PART = re.compile(r"(?:第[一二三四五六七八九十\d]{1,3}|首|每)[期个次阶年]|首年|其中|附件")
_PRICE = re.compile(r"(?:合同|协议)(?:的)?(?:总价款?|总金额|总额|价款总额|总价格|金额|价款)|签约合同价")
_MOVED = re.compile(r"调整|变更|原|暂定|暂估|不含|补充|增加|减少|优惠|折")
_NEVER = re.compile(
    r"(?:合同|协议|合约|期限)[^。;:\n如若未除]{0,16}?不(?:再|会|予)?自动(?:续[期展约签订租]|顺延|延[续长期展]|展期)(?=[。;,\n]|$)"
)
_CONDITION = re.compile(r"如|若|除非|的,|未|但|则|否则|情形|时,")
_DATED = ("effective.date", "effective.label", "effective.signature")
_SLACK = 2
"""Days by which the counting of first and last days may differ."""


def term_conflict_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise a flag where what is said of the term in one place does not agree with another.

    1. two lengths or ranges of the agreement, computed ones too (有效期两年 against 三年)
    2. a length that is not that of the days beside it (两年, 2024-01-01 to 2024-12-31)
    3. two days of effect  4. two renewals that differ, or 自动续约 against 不自动续期  5. two prices of the whole
    Two last days that are both printed are told by the flag of the expiry.
    """
    for finding in found.all(term):
        if finding.value and not _fits(finding.value):
            yield flag("length_differs", *finding.evidence)
    yield from _terms(document, found)
    yield from _effects(document, found)
    yield from _renewals(document, found)
    yield from _prices(document, found)


def _fits(value: Term) -> bool:
    """Say whether a length is that of its days; nothing to compare fits."""
    length = read_iso(value.duration or "")
    if not (value.start and value.end and length):
        return True
    return abs((corresponding_day(value.start, length) - value.end).days) <= _SLACK


def _agree(one: Term, two: Term) -> bool:
    """Say whether two terms may be the same: lengths and days that are known in both do not differ."""
    if one.duration and two.duration:
        return one.duration == two.duration
    days, length = (one, two) if one.start and one.end else (two, one)
    if days.start and days.end and length.duration and not (length.start and length.end):
        return _fits(Term(days.start, days.end, length.duration))
    return True


def _terms(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Compare the preferred term with what other clauses of the main text say."""
    whole = [
        finding
        for finding in found.all(term)
        if finding.value
        and finding.state in (State.STATED, State.COMPUTED)
        and finding.rule != "term.conditional"
        and _OF_ALL.search(fold(finding.evidence[0].quote))
        and document.part_at(finding.evidence[0].span.start) == "正文"
    ]
    if not whole or whole[0].value is None:
        return
    first = whole[0].value
    others = [finding for finding in whole[1:] if finding.value and not _agree(first, finding.value)]
    if others:
        quotes = dict.fromkeys(finding.evidence[0] for finding in (whole[0], *others))
        yield flag("several_values", *quotes, of=("合同期限", "term"))


def _effects(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Compare the days of effect that clauses give."""
    days: dict[date, Evidence] = {}
    for finding in found.all(effective):
        if finding.value and finding.value.date and finding.rule in _DATED:
            days.setdefault(finding.value.date, finding.evidence[0])
    if _apart(document, list(days.values())):
        yield flag("several_values", *days.values(), of=("生效日期", "day of effect"))


def _renewals(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Compare renewals that need nobody's consent with each other, and with a sentence that there are none."""
    going_on = [f for f in found.all(renewal) if f.value and f.value.kind == "automatic_renewal"]
    if not going_on:
        return
    first, quotes = going_on[0].value, [going_on[0].evidence[0]]
    quotes += [f.evidence[0] for f in going_on[1:] if first and f.value and _differ(first, f.value)]
    for hit in document.search(_NEVER, cues=("自动",)):
        sentence = document.sentence(hit.span().start)
        if not _CONDITION.search(fold(document.compact_text(sentence))):
            quotes.append(document.evidence(document.statement(hit.span().start)))
    if _apart(document, quotes):
        yield flag("internal_conflict", *dict.fromkeys(quotes), of=("续期", "renewal"))


def _differ(one: Renewal, two: Renewal) -> bool:
    """Say whether two renewals give two lengths or two notices."""
    pairs = ((one.length, two.length), (one.notice, two.notice))
    return any(a and b and a != b for a, b in pairs)


def _prices(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Compare the prices that sentences give as those of the whole agreement by name."""
    sums: dict[TotalAmount, Evidence] = {}
    for finding in found.all(total_amount):
        quote = fold(finding.evidence[0].quote)
        around = sentence_at(document, finding.evidence[0].span.start)
        named = _PRICE.search(quote) and not around.first(_MOVED) and not around.first(_PART)
        if finding.value and finding.rule == "total_amount.stated" and named:
            sums.setdefault(finding.value, finding.evidence[0])
    if len({value.currency for value in sums}) == 1 and _apart(document, list(sums.values())):
        yield flag("several_values", *sums.values(), of=("合同总价", "total amount"))


def _apart(document: Document, quotes: list[Evidence]) -> bool:
    """Say whether quotes stand in different sentences of one part."""
    places = {document.statement(quote.span.start) for quote in quotes}
    return len(places) > 1 and len({quote.part for quote in quotes}) == 1
