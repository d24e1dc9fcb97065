"""生效: when, or on what condition, the agreement takes effect."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.signing_date import signing_date
from extractors.simplified import in_simplified
from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.dates import BLANK_DATE, DATE, parse_date

_THIS = r"(?:本|此|该|上述)(?:[\u4e00-\u9fff]{0,8}?)(?:合同|协议|合约|契约|协议书|合同书|规范|规则|办法|条款|承诺书|确认书|订单|协定)"
_CUES = ("生效", "发生效力", "产生效力", "施行", "实施", "执行")
_STATEMENT = re.compile(
    rf"(?P<subject>{_THIS})(?P<how>(?:(?!本合同|本协议)[^。;\n]){{0,90}}?)"
    r"(?:(?:起|后|时|即|方可|正式|开始|日|,|章|立|字|并)(?:即|立即|正式|开始|方可|发生法律|具有法律)?(?:生效|发生效力|产生效力)"
    r"|(?:起|日)(?:正式|开始)?(?:施行|实施|执行))"
)
_ANY = re.compile(
    r"(?:^|(?<=[\n。;,]))(?P<how>(?:自|经)[^。;\n]{0,60}?(?:签字|签署|盖章|签章|签订)[^。;\n]{0,30}?)(?:起|后|时|即|,)?(?:即|正式)?生效"
)
_NOT = re.compile(
    r"(?:变更|修改|修订|调整|补充|解除|终止|通知|转让|修正|判决|裁决|决定|退出|保密|撤销)[^。;,\n]{0,20}生效|不生效|未生效|生效(?:的?判决|的?裁|法律文书)|无效|终止"
)
_SIGNED = re.compile(r"签[字署订章约名]|盖章|公章|签立|在线确认|线上确认|线上签署|成立")
_OTHER_EVENT = re.compile(
    r"付款|支付|到账|审批|批准|核准|备案|登记|公证|鉴证|交付|缴纳|保证金|定金|预付|通过|收到|董事会|股东会|中标|许可"
)
_DEFINITION = re.compile(r"生效日[”\"]?(?:[:,]|是?指)|是指|系指")
_DATE = re.compile(DATE)
_OPEN = re.compile(rf"{BLANK_DATE}.{{0,6}}$")


@dataclass(frozen=True, slots=True)
class Effective:
    """A date where one is stated or can be inferred from the signatures, and the condition as printed."""

    date: datetime.date | None = labelled("生效日期")
    condition: str | None = labelled("生效条件")


@extractor("effective", label="生效", produces=Effective, requires=(signing_date,))
@in_simplified
def effective(document: Document, found: Findings) -> Iterator[Finding[Effective]]:
    """Find when the agreement takes effect; a definition of 生效日 comes after the rule itself.

    1. 本协议自双方签字盖章之日起生效: the condition, and with a date of signing that date, computed
    2. 本合同于2023年1月1日起生效: the date
    3. 经双方签字并加盖公章后生效, 本规范自2021年4月起施行: the condition alone
    4. on payment, approval, registration …: the condition alone, never a date
    """
    hits = [*document.search(_STATEMENT, cues=_CUES), *document.search(_ANY, cues=_CUES[:1])]
    spans: set[Span] = set()
    ranked: list[tuple[bool, bool, Hit]] = []
    for hit in hits:
        sentence = document.sentence(hit.span().start)
        words = document.compact_text(Span(sentence.start, hit.span().end))
        if sentence in spans or _NOT.search(words) or "附件" in document.part_at(sentence.start)[:2]:
            continue
        spans.add(sentence)
        ranked.append((bool(_DEFINITION.search(words)), False, hit))
    for _, _, hit in sorted(ranked, key=lambda item: item[:2]):
        yield _finding(document, hit, found)


def _finding(document: Document, hit: Hit, found: Findings) -> Finding[Effective]:
    evidence = document.evidence(document.statement(hit.span().start))
    condition = re.sub(r"\s+", "", evidence.quote).rstrip("。；;")
    how = hit.match.group()
    stated = _DATE.search(how)
    if stated and (value := parse_date(stated.group())):
        return Finding(State.STATED, Effective(value, condition), (evidence,), "effective.date")
    if _OPEN.search(hit["how"]):
        return Finding(State.BLANK, Effective(None, condition), (evidence,), "effective.left_blank")
    signed = found.one(signing_date)
    if signed and signed.value and _SIGNED.search(how) and not _OTHER_EVENT.search(how):
        both = (evidence, *signed.evidence)
        return Finding(State.COMPUTED, Effective(signed.value, condition), both, "effective.signature")
    return Finding(State.STATED, Effective(None, condition), (evidence,), "effective.condition")
