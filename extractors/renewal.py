"""续期: how the agreement goes on after its term."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.passages import passages
from extractors.renewal_reading import Way, is_about_agreement, read_way
from extractors.term_reading import plain
from pipeline.model.document import Document
from pipeline.model.evidence import Evidence
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.durations import DURATION, Duration, parse_duration
from pipeline.zh.renewal_limits import renewal_limits

_CUE = re.compile(
    r"自动(?:续|顺延|延|展期)|[往向]后延|延期(?:执行|履行)|顺延|续[期展约签订租聘延刊]|继续|展期|延[长续展]|重新[签订]|优先(?:承租|租赁|合作|签约|受聘|被许可)|不定期"
)
_LIMIT_CUE = re.compile(r"次|超过|最[长多久迟晚]|至多|至迟|为限|不再|[晚迟]于")
_ENDING = re.compile(
    rf"(?:顺延|延续|展期)期?(?:限|间)?(?:届?满|内)[^。;\n]{{0,40}}?提前(?:至少|不少于)?_?(?P<notice>{DURATION})[^。;\n]{{0,20}}?终止"
)


@dataclass(frozen=True, slots=True)
class Renewal:
    """One way the agreement goes on: kind, length and notice as ISO 8601, the condition as printed."""

    kind: str = labelled("方式")
    length: str | None = labelled("期间")
    notice: str | None = labelled("通知期")
    condition: str | None = labelled("条件")
    working_days: bool = labelled("工作日", False)


@dataclass(slots=True)
class _Said:
    """A way with the clause it stands in and the sentences that say it."""

    way: Way
    clause: int
    quotes: tuple[Evidence, ...]


@extractor("renewal", label="续期", produces=Renewal, many=True)
def renewal(document: Document, found: Findings) -> Iterator[Finding[Renewal]]:
    """Find how the agreement is renewed or goes on.

    1. automatic_renewal: 期满前30日任何一方未提出书面异议的，自动续展一年 (another term unless somebody objects)
    2. automatic_extension: 双方已达成续约意向但未签署的，自动顺延一个月; 未续签但继续合作的，本协议继续有效
    3. by_agreement: 期满前30日双方协商续签, 承租人续租的应提前两个月书面申请, 优先承租权 (民法典 734), 借款展期 (678)
    A window for talks (届满前一个月内协商) is no notice period. What limits the renewals (续约次数以两次为限, 总期限不超过
    三年) is quoted beside the way it limits. What sentences of one clause say of one way is one value;
    不续签, what follows from renewing, and other things that are extended (works, warranties, papers) are none.
    """
    ways: list[_Said] = []
    for passage in passages(document, _CUE):
        start = passage.span().start
        if document.part_at(start).startswith(("附件", "附录", "附表")):
            continue
        way = read_way(_without_titles(passage.text))
        if way:
            clause = document.clauses.at(start)
            quote = document.evidence(document.statement(start))
            _add(ways, _Said(way, clause.span.start if clause else -1, (quote,)))
    _add_limits(document, ways)
    for said in _different(ways):
        yield _finding(document, said)


def _without_titles(words: str) -> str:
    """Leave the titles of papers out (《续租申请表》)."""
    return re.sub(r"《[^《》]{0,40}》", "", words)


def _add(ways: list[_Said], new: _Said) -> None:
    """Take a sentence as a way of its own, or as more about a way of the same clause."""
    for said in reversed(ways):
        if said.clause == new.clause and (not new.way.kind or _agree(said.way, new.way)):
            joined = _joined(said.way, new.way)
            if joined != said.way:
                said.way, said.quotes = joined, said.quotes + new.quotes
            return
    if new.way.kind:
        ways.append(new)


def _agree(one: Way, two: Way) -> bool:
    """Say whether two ways may be one: the same kind, and no two lengths or notices."""
    pairs = ((one.length, two.length), (one.notice, two.notice))
    return one.kind == two.kind and all(a is None or b is None or a == b for a, b in pairs)


def _joined(way: Way, more: Way) -> Way:
    kind = way.kind
    if more.refusal and not more.kind and more.notice and kind == "automatic_extension":
        kind = "automatic_renewal"
    notice = way.notice or (more.notice if more.kind or more.refusal else None)
    return replace(way, kind=kind, length=way.length or more.length, notice=notice)


def _add_limits(document: Document, ways: list[_Said]) -> None:
    """Quote the sentences that limit how often or how long the agreement goes on by itself (续约次数以两次为限)."""
    going_on = [said for said in ways if said.way.kind != "by_agreement"]
    for passage in passages(document, _LIMIT_CUE) if going_on else ():
        start = passage.span().start
        quote = document.evidence(document.statement(start))
        clause = document.clauses.at(start)
        words = plain(passage.text)
        if not any(renewal_limits(words)):
            continue
        for said in going_on:
            here = clause is not None and clause.span.start == said.clause
            if (
                is_about_agreement(words, beside=here)
                and quote not in said.quotes
                and quote.part == said.quotes[0].part
            ):
                said.quotes += (quote,)


def _different(ways: list[_Said]) -> Iterator[_Said]:
    """Leave out what an earlier way says already, and ways by agreement that add nothing to another one."""
    for index, said in enumerate(ways):
        others = [other.way for other in ways if other is not said and other.way.kind == said.way.kind]
        bare = said.way.kind == "by_agreement" and not said.way.length and not said.way.notice
        fuller = bare and any(other.length or other.notice for other in others)
        if not fuller and not any(_same(said.way, earlier.way) for earlier in ways[:index]):
            yield said


def _same(one: Way, two: Way) -> bool:
    return (one.kind, one.length, one.notice) == (two.kind, two.length, two.notice)


def _finding(document: Document, said: _Said) -> Finding[Renewal]:
    way, quotes = said.way, said.quotes
    condition = document.printed(quotes[0].span).rstrip("。；;")
    notice, ending = way.notice, None
    if way.kind == "automatic_extension" and not way.length and not notice and "通知" in condition:
        notice, ending = _ended_by_notice(document, quotes[0].span)
    value = Renewal(
        way.kind,
        way.length.iso if way.length else None,
        notice.iso if notice else None,
        condition,
        bool(notice and notice.working),
    )
    return Finding(State.STATED, value, (*quotes, ending) if ending else quotes, f"renewal.{way.kind}")


def _ended_by_notice(document: Document, statement: Span) -> tuple[Duration | None, Evidence | None]:
    """Find the notice that ends an extension without length, where a sentence of the same clause says so."""
    holders = (
        clause for clause in document.clauses.walk() if any(statement in child.span for child in clause.children)
    )
    for clause in holders:
        for hit in document.search(_ENDING, clause.span):
            if notice := parse_duration(hit["notice"]):
                return notice, document.evidence(document.statement(hit.span().start))
    return None, None
