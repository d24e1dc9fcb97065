"""续期: how the agreement goes on after its term."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.simplified import in_simplified
from pipeline.model.document import Document
from pipeline.model.evidence import Evidence
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.durations import DURATION, Duration, parse_duration

_CUE = re.compile(
    r"自动(?:续|顺延|延|展期|转为)|顺延|续[期展约签订租聘]|继续合作|展期|延长(?:本|合作|合同|协议|租赁|服务|期限)|重新签[订署]|(?:合作|合同|协议|服务|租赁)期限?[^。;\n]{0,6}延续"
)
_AUTOMATIC = re.compile(
    r"自动(?:续[期展约签订租]?|顺延|延[续长期]|展期)|(?:合同|协议|期限?|本协议|本合同)[^。;,\n]{0,8}(?:顺延|延续|续展)|视为(?:自动|同意)?[^。;\n]{0,10}(?:续|延)"
)
_OBJECTION = re.compile(
    r"(?:未|没有|均无|无|不)[^。;\n]{0,24}(?:异议|通知|提出|表示|书面)|(?:异议|通知)[^。;,\n]{0,6}的?除外|除非[^。;\n]{0,40}(?:通知|异议)"
)
_CONSENT = re.compile(
    r"协商|另行签[订署]|重新签[订署]|书面(?:同意|确认)|签[订署][^。;\n]{0,10}(?:协议|合同)|优先|续签|续租|申请|商议|议定|新的?(?:合同|协议)"
)
_ABOUT = re.compile(r"期满|届满|到期|期限|有效期|终止前|终止后|租期|续签|续约|续租|续期|续展")
_NOT = re.compile(
    r"工期|不予?(?:再)?顺延|不得顺延|无需顺延|交货|交付期|履行期限[^。]{0,6}顺延|不可抗力|付款[^。]{0,8}顺延|节假日|法定(?:节|假)|保密|质保|保修|服务器续费|域名|商标|证书|许可证|资质|续费|违约|逾期|解除|验收|诉讼时效|期间[^。]{0,10}中止|进度|到期未续|自动终止$|自动终止[。;]"
)
_LENGTH = re.compile(
    rf"(?:顺延|延[续长期]|续[期展约签订租]|展期|期限(?:仍|也)?为|每次|周期为)[^。;\n]{{0,14}}?(?P<length>{DURATION})"
)
_SAME = re.compile(r"(?:相同|同等|同样|原|上述)(?:的)?(?:期限|期间|时间|年限)")
_ENDS = re.compile(r"不再续|决定不再")
_NOTICE = re.compile(
    rf"(?:期满|届满|到期|终止|期限)[^。;,\n]{{0,6}}?前(?:至少|提前|不少于)?_?(?P<before>{DURATION})(?P<rest>[^。;\n]{{0,50}})"
    rf"|(?:期满|届满|到期)(?P<ahead>{DURATION})(?:之|以)?前(?P<rest3>[^。;\n]{{0,50}})"
    rf"|提前(?:至少)?(?P<early>{DURATION})(?P<rest2>[^。;\n]{{0,50}})"
)
_ENDING = re.compile(
    rf"(?:顺延|延续|展期)期?(?:限|间)?(?:届?满|内)[^。;\n]{{0,40}}?提前(?:至少|不少于)?_?(?P<notice>{DURATION})[^。;\n]{{0,20}}?终止"
)
_GIVES = re.compile(r"通知|提出|申请|告知|函告|异议|书面")


@dataclass(frozen=True, slots=True)
class Renewal:
    """One way the agreement goes on: kind, length and notice as ISO 8601, the condition as printed."""

    kind: str = labelled("方式")
    length: str | None = labelled("期间")
    notice: str | None = labelled("通知期")
    condition: str | None = labelled("条件")
    working_days: bool = labelled("工作日", False)


@extractor("renewal", label="续期", produces=Renewal, many=True)
@in_simplified
def renewal(document: Document, found: Findings) -> Iterator[Finding[Renewal]]:
    """Find how the agreement is renewed or goes on.

    1. automatic_renewal: 期满前30日任何一方未提出书面异议的，自动续展一年 (another term unless somebody objects)
    2. automatic_extension: 双方已达成续约意向但未签署的，自动顺延一个月
    3. by_agreement: 期满前30日双方协商续签, 承租人续租的应提前两个月书面申请
    A window for talks (届满前一个月内协商) is no notice period.
    """
    seen: set[Span] = set()
    for hit in document.search(_CUE):
        sentence = document.sentence(hit.span().start)
        words = document.compact_text(sentence)
        if sentence in seen or not _ABOUT.search(words) or _NOT.search(words):
            continue
        if (
            document.part_at(sentence.start).startswith(("附件", "附录", "附表"))
            or "《" in words[max(0, words.find("续") - 12) : words.find("续")]
        ):
            continue
        seen.add(sentence)
        statement = document.statement(hit.span().start)
        if value := _value(document.compact_text(statement)):
            value, beside = _ended_by_notice(document, statement, value)
            yield Finding(State.STATED, value, (document.evidence(statement), *beside), f"renewal.{value.kind}")


def _ended_by_notice(document: Document, statement: Span, value: Renewal) -> tuple[Renewal, tuple[Evidence, ...]]:
    """Give an extension without length the notice that ends it, where a sentence of the same clause says so."""
    if value.kind != "automatic_extension" or value.length or value.notice or "通知" not in (value.condition or ""):
        return value, ()
    holders = (
        clause for clause in document.clauses.walk() if any(statement in child.span for child in clause.children)
    )
    for clause in holders:
        for hit in document.search(_ENDING, clause.span):
            notice = parse_duration(hit["notice"])
            if notice:
                quote = document.evidence(document.statement(hit.span().start))
                return replace(value, notice=notice.iso, working_days=notice.working), (quote,)
    return value, ()


def _value(words: str) -> Renewal | None:
    if _AUTOMATIC.search(words):
        kind = "automatic_renewal" if _renews(words) else "automatic_extension"
    elif _CONSENT.search(words) and not _ENDS.search(words):
        kind = "by_agreement"
    else:
        return None
    length = _LENGTH.search(words) if kind != "by_agreement" else None
    parsed = parse_duration(length["length"]) if length else None
    notice = _notice(words)
    condition = re.sub(r"[。;]$", "", words)
    return Renewal(
        kind, parsed.iso if parsed else None, notice.iso if notice else None, condition, bool(notice and notice.working)
    )


def _renews(words: str) -> bool:
    return (
        bool(_OBJECTION.search(words)) and not re.search(r"尚未(?:完成|签署|签订)|未(?:完成|能)[^。]{0,8}签", words)
    ) or bool(re.search(r"自动续[展期约签订]", words))


def _notice(words: str) -> Duration | None:
    for match in _NOTICE.finditer(words):
        rest = match["rest"] or match["rest2"] or match["rest3"] or ""
        if _GIVES.search(rest) and not re.match(r"内?,?[^,]{0,10}(?:协商|签[订署])", rest):
            return parse_duration(match["before"] or match["early"] or match["ahead"])
    return None
