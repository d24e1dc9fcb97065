"""生效: when, or on what condition, the agreement takes effect."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from extractors.effective_reading import THIS, Effect, effect_of_this
from extractors.passages import Passage, passages
from extractors.signing_date import signing_date
from extractors.term_reading import plain
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.zh.dates import BLANK_DATE, DATE, parse_date

_CUES = re.compile(r"生效|发生法?律?效力|产生法?律?效力|起有效|具有?(?:法律)?(?:效力|约束力)|施行|实施|执行|追溯")
_LABEL = re.compile(
    rf"(?:^|(?<=[\t_,:()日号\d”\"]))(?:(?:{THIS}|合同|协议|合约|条款|规则|政策|版本)的?)?(?:正式)?(?:生效|施行)(?:日期?|时间)(?:为|是|:|\t){{1,2}}_?"
    rf"(?:(?P<date>{DATE})|(?P<open>{BLANK_DATE}|_|$))"
)
_NAMED = re.compile(rf"(?P<date>{DATE})\([^()]{{0,8}}[“\"「]?(?:协议|合同)?生效日期?[”\"」]?[^()]{{0,12}}\)")
_RETROACTIVE = re.compile(rf"追溯(?:适用|生效)?(?:至|到|自|于)(?P<date>{DATE})")
_OF_THIS = re.compile(rf"(?:{THIS})(?:的|之)?(?:效力|约定)?")
_SIGNED = re.compile(
    r"签[字署订章约名认]|盖章|[公印名]章|(?:专用|合同|业务|骑缝)章|签立|用印|[手指捺]印|在线确认|线上确认|(?:自|依法)成立|(?<=签字)、盖章"
)
_TAIL = re.compile(
    r"(?:[、,)]|的|之|日期?|当日|当天|时|后|起|即行?|方可|方|始|才|正式|开始|立即|自动|同时|并|且|均|应|将|成立|确认|完成|完毕|手续|"
    r"电子(?:版本?|协议|合同|文本)|本?(?:合同|协议)|为准|以|有效|发生|视为)*"
)
_OTHER_EVENT = re.compile(
    r"付款|支付|到账|审批|批准|核准|备案|登记|公证|鉴证|见证|交付|交货|缴[纳存]|保证金|定金|预付|审议|通过(?:之日|后|时)|收到|董事会|股东大?会|股东[^,签]{0,8}(?:同意|决议|通过)|中标|许可|条件|满足|成就|具备|"
    r"(?:业主|上级|主管|债权人|第三[方人]|机关|部门)[^,]{0,8}同意|生效|发放|放款|提供|提交|送达|互换|交换|担保|抵押|质押|公布|公示|发布|点击|勾选|注册|到岗|上线|验收|开工|交割|备妥|清偿"
)
_DEFINITION = re.compile(r"生效日[”\"]?(?:[:,]|是?指)|是指|系指")
_RULES = re.compile(r"规范|规则|办法|细则|制度|政策|守则|须知|公约|条款")
"""Rules bound to an agreement and single clauses (本条款) have an effect of their own, which stands behind that of the agreement."""

_DAY = re.compile(rf"(?<![至到-])(?P<date>{DATE})(?P<tail>[^,]{{0,40}})$")
_FROM = re.compile(
    r"(?:零时|0时|24时|[零二]?十?四?点)?(?:起|开始|始|正式|即|之日|当日|方可?|并|且|自动|同时|成立|执行|便|算)*(?:至.{0,20})?"
)
_OPEN = re.compile(rf"(?:自|从|由|于)_?(?:{BLANK_DATE}|_)[^,]{{0,6}}$")


@dataclass(frozen=True, slots=True)
class Effective:
    """A date where one is stated or can be inferred from the signatures, and the condition as printed."""

    date: datetime.date | None = labelled("生效日期")
    condition: str | None = labelled("生效条件")


@extractor("effective", label="生效", produces=Effective, requires=(signing_date,))
def effective(document: Document, found: Findings) -> Iterator[Finding[Effective]]:
    """Find when the agreement takes effect: printed days first, then effect on signature, then conditions.

    1. 本协议自双方签字盖章之日起生效: the condition, and with a date of signing that date, computed
    2. 本合同于2023年1月1日起生效, 生效日期：2023年1月1日, 于2023年1月1日（“生效日”）签署: the date
    3. 效力追溯至2022年1月1日: that date, whatever the day of signing
    4. on payment, approval, registration, a click, a list of conditions …: the condition alone, never a date
    5. 自____年__月__日起生效: blank; a day that no calendar has (自2025年2月30日起生效): unreadable, with the condition
    Changes, notices, annexes, securities, prices and judgments that take effect are passed over. In both scripts.
    """
    ranked: list[tuple[tuple[bool, bool, int], Finding[Effective]]] = []
    for passage in passages(document, _CUES):
        if document.part_at(passage.span().start).startswith(("附件", "附录", "附表")):
            continue
        words = plain(passage.text)
        effect = effect_of_this(words)
        finding = _finding(passage, words, effect, found)
        if finding:
            rules = bool(effect and _RULES.search(effect.name))
            ranked.append(((bool(_DEFINITION.search(words)), rules, _RANKS[finding.rule]), finding))
    for _, finding in sorted(ranked, key=lambda item: item[0]):
        yield finding


_RANKS = {
    "effective.retroactive": 0,
    "effective.date": 1,
    "effective.label": 2,
    "effective.signature": 3,
    "effective.condition": 4,
    "effective.left_blank": 5,
    "effective.impossible": 5,
}
"""What is said of the effect, the surest first."""


def _finding(passage: Passage, words: str, effect: Effect | None, found: Findings) -> Finding[Effective] | None:
    past = _RETROACTIVE.search(words)
    if past and (effect or _OF_THIS.search(words[: past.start()])):
        return _stated(passage, past["date"], "effective.retroactive")
    if effect:
        return _of_effect(passage, effect, found)
    label = _LABEL.search(words) or _NAMED.search(words)
    if label and label["date"]:
        return _stated(passage, label["date"], "effective.label")
    return _stated(passage, "", "effective.left_blank") if label else None


def _of_effect(passage: Passage, effect: Effect, found: Findings) -> Finding[Effective] | None:
    day = _DAY.search(effect.point)
    if day and _FROM.fullmatch(day["tail"]):
        return _stated(passage, day["date"], "effective.date")
    if _OPEN.search(effect.point):
        return _stated(passage, "", "effective.left_blank")
    if _on_signature(effect.how):
        signed = found.one(signing_date)
        if signed and signed.value:
            finding = _stated(passage, "", "effective.condition")
            value = Effective(signed.value, finding.value.condition if finding.value else None)
            return Finding(State.COMPUTED, value, (*finding.evidence, *signed.evidence), "effective.signature")
        if day and parse_date(day["date"]):
            return _stated(passage, day["date"], "effective.date")
    return _stated(passage, "", "effective.condition")


def _on_signature(how: str) -> bool:
    """Say whether the signatures alone bring the effect: nothing but 之日起, 后, 即 stands behind them, no event beside."""
    last = [match.end() for match in _SIGNED.finditer(how)][-1:]
    return bool(last and _TAIL.fullmatch(how, last[0]) and not _OTHER_EVENT.search(how))


_RUNS_ON = re.compile(r"[,，](?!但|且|并|除|以|须|需|其中|有效|至|直至|追溯)|[(（]")
"""What may stand behind the verb where the clause on the effect is over; 但须经批准, 有效期一年 still belong to it."""

_VERB = re.compile(r"生效|效力|约束力|有效|施行|实施|执行")


def _clause_on_effect(condition: str, effect: Effect | None) -> str:
    """Cut a condition behind the verb that brings the effect (自双方盖章后生效|，一式四份…)."""
    count = len(_VERB.findall(effect.until)) if effect else 0
    verb = next(islice(_VERB.finditer(condition), count - 1, None), None) if count else None
    return condition[: verb.end()] if verb and _RUNS_ON.match(condition, verb.end()) else condition


def _stated(passage: Passage, printed: str, rule: str) -> Finding[Effective]:
    document = passage.document
    evidence = document.evidence(document.statement(passage.span().start))
    condition = re.sub(r"\s+", "", evidence.quote).rstrip("。；;")
    condition = _clause_on_effect(condition, effect_of_this(plain(passage.text)))
    day = parse_date(printed)
    if printed and day is None:
        return Finding(State.UNREADABLE, Effective(None, condition), (evidence,), "effective.impossible")
    state = State.BLANK if rule == "effective.left_blank" else State.STATED
    return Finding(state, Effective(day, condition), (evidence,), rule)
