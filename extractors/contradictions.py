"""前后不一: two clauses that give one thing two periods."""

import re
from collections.abc import Iterator

from extractors.confidentiality import Confidentiality, confidentiality
from extractors.flags import flag
from extractors.force_majeure import force_majeure
from pipeline.model.document import Document
from pipeline.model.evidence import Evidence
from pipeline.model.finding import Finding, Findings, Flag, State
from pipeline.zh.numerals import numeral

REQUIRED = (confidentiality, force_majeure)
"""The fields that these flags read."""

_HAN = "〇零一二两三四五六七八九十百"
_PERIOD = re.compile(
    r"(?<=[,。;:、\n\d自在于应从当的方])(?P<trigger>[\u4e00-\u9fff]{4,24}?)(?:之?日起|之?后)的?"
    rf"(?:(?P<number>\d{{1,3}})|(?P<han>[{_HAN}]{{1,4}}))(?:\([^()\n]{{1,6}}\))?个?(?P<unit>工作日|日|天|月)之?内,?"
    r"(?:一次性|全额|足额|向?[甲乙买卖双对供需]方){0,3}(?P<act>支付|付清|交付|交货|验收|答复|书面答复|通知|开具|提供|退还|返还|完成|提交|提出)(?P<what>[\u4e00-\u9fff\d%]{2,20})"
)
"""收到发票之日起10日内支付服务费: from when, how long, what is to be done."""

_SPECIAL = re.compile(r"商业秘密|技术秘密|个人信息|源代码|核心|客户名单|数据")
"""Kinds of secrets that may well have a length of their own."""


def contradiction_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise a flag where two clauses of one part disagree.

    1. two lengths of secrecy, both in years or months, for secrets that are not told apart
    2. two terms for giving notice of force majeure, or two lengths after which it ends the agreement
    3. two periods from the same event for the same act (收到发票后10日内支付服务费, … 30日内支付服务费)
    """
    lengths = {
        finding.value.duration: finding.evidence[0]
        for finding in reversed(found.all(confidentiality))
        if finding.value and finding.state is State.STATED and _is_general(finding)
    }
    yield from _disagreeing(lengths, ("保密期限", "confidentiality period"))
    for part, zh, en in (
        ("notice", "不可抗力通知期限", "notice of force majeure"),
        ("termination_after", "不可抗力解除期限", "termination for force majeure"),
    ):
        times = {
            getattr(finding.value, part): finding.evidence[0 if part == "notice" else -1]
            for finding in reversed(found.all(force_majeure))
            if finding.value and getattr(finding.value, part)
        }
        yield from _disagreeing(times, (zh, en))
    yield from _acts(document)


def _is_general(finding: Finding[Confidentiality]) -> bool:
    """Say whether a length is one of years or months for all secrets."""
    duration = finding.value.duration if finding.value else None
    return duration not in (None, "indefinite") and not _SPECIAL.search(finding.evidence[0].quote)


def _disagreeing(values: dict[str | None, Evidence], about: tuple[str, str]) -> Iterator[Finding[Flag]]:
    """Raise a flag for values from different clauses of one part."""
    quotes = list(dict.fromkeys(values.values()))
    places = {(quote.part, quote.clause) for quote in quotes}
    if len(values) > 1 and len(places) > 1 and len({part for part, _ in places}) == 1:
        yield flag("internal_conflict", *quotes, of=about)


def _acts(document: Document) -> Iterator[Finding[Flag]]:
    """Compare the periods of acts that begin with the same event."""
    known: dict[tuple[str, str, str], tuple[str, Evidence]] = {}
    for hit in document.search(_PERIOD, cues=("内",)):
        number = int(hit["number"]) if hit.has("number") else numeral(hit["han"].replace("两", "二"))
        trigger = re.sub(r"^.*(?:应当?|须|自|在|于|方)(?=[\u4e00-\u9fff]{4})", "", hit["trigger"])
        key = (
            document.part_at(hit.span().start),
            trigger,
            hit["act"] + re.sub(r"^(?:全部|上述|该|相应的?)", "", hit["what"]),
        )
        length, quote = f"{number}{hit['unit']}", document.evidence(hit.span())
        other = known.setdefault(key, (length, quote))
        if other[0] != length and number is not None and other[1].clause != quote.clause:
            about = f"{trigger}…{hit['act']}"
            yield flag("internal_conflict", other[1], quote, of=(about, about))
