"""Why an agreement ends: the condition a sentence puts before the exit, and what it tells of."""

import re

from extractors.sides import Sides
from extractors.termination_words import AGREED, CAUSES, OWN_WILL, WEAKER

_PART = re.compile(r"[^,:]+")
_CONDITIONAL = re.compile(
    r"^(?:但|且|并且|或者|或|而)?(?:倘若?|假如|一旦|凡是?|因|由于|鉴于|当|在[^,]{2,60}(?:时|情况下|情形下|后)$|出现|发生|遇)|^[^,]{0,8}(?:如果?|若)(?![下何上此])|(?:的|者|时|之日|情况下|情形下|情形|情况|后)$|(?:期满|届满|到期)[^,]{0,8}起?$"
)
_FRAME = re.compile(
    r"^(?:但|且|此外|除(?:本|另有|法律|上述|前述|非|双方)?|(?:在)?(?:本|该)?(?:合同|协议|合作|租赁|服务|委托|试用)[^,]{0,6}(?:期间|期限?内|有效期内|履行期间|过程中|生效后|期)$|经[^,]{1,8}(?:同意|确认|认可|批准)|在不影响)"
)
_EXCEPT = re.compile(r"除[^,。;]{0,24}外|除(?:本|另有)[^,]{0,24}外")
_NOT_MUTUAL = re.compile(
    r"(?:未|不能|无法|没有)[^,。;]{0,24}?(?:达成|协商)[^,。;]{0,6}?(?:一致|同意|合意)|协商不成|协商不一致"
)
_NO_FAULT = re.compile(
    r"(?:条件|交割|审批|批准|核准|许可证?|备案|登记|批文|手续)[^,。;]{0,24}(?:未|不)[^,。;]{0,16}(?:满足|成就|达成|实现|发生|完成|取得|获得|通过)"
    r"|未(?:能)?(?:获得?|取得|通过)[^,。;]{0,24}(?:批准|核准|审批|备案|同意|审查|许可)|(?:^|,)(?:如果?|若)?(?![^,。;]{0,12}[方人商])[^,。;]{1,12}未(?:能)?[^,。;方人商]{0,24}(?:完成|办妥)[^,。;]{0,4}(?:备案|审批|核准|立项)|交割日?未能|未(?:能)?[^,。;]{0,16}交割|未成交"
    r"|控制权|股权结构|实际控制人|患病|负伤|死亡|失踪|民事行为能力|不能胜任|客观情况|身份(?!证)|入驻条件|经营目的|黑名单|合并|分立|(?:被|政府|国家|依法)征收|拆迁|拆除|征用|灭失|不接受|不同意|情势变更|会员账号|不再符合|失去|国家利益|公共利益"
)
_ALTERNATIVE = re.compile("的,或者?")
_FAULT = re.compile(r"违约(?!责任|金)|违反|过错|擅自")
_RULES = re.compile(r"应|须|不得|有权|可以|是否|无论|除")
"""What makes words before an exit a rule or an exception of their own, not what has happened."""
_COMES_TRUE = re.compile(
    r"致使|导致|造成|危及|变质|损毁|毁损|灭失|被(?!授权|许可|委托|代理|特许|保证|担保)|发生(?!的)|出现(?!的)|丧失|无法|不能"
)
"""What tells of an event, not of a period or of talks."""
_AT_WILL = re.compile(r"随时|任何时候|任何理由|任何原因|无条件|任意")
_GUILTY = re.compile(r"守约一?方|非违约方|未违约方|无过错方")


def reason(words: str, start: int, end: int, who: Sides, by: str | None) -> str | None:
    """Name the ground of an exit that stands at a range of a sentence, None where the sentence gives none.

    `by` is who may end it, `automatic` where it ends by itself.

    1. what the condition before it tells: 乙方逾期交货的, 如遇不可抗力, 因政策调整; of …的, 或者…的 the first
    2. without telling words, what the other side does counts as its breach, what neither does as other
    3. without condition, the words of the exit itself: 因违约解除, 期满终止; then what a side named before it did
       (乙方逾期超过30日, 甲方有权单方解除), then 随时
    """
    words = _EXCEPT.sub(lambda match: "+" * len(match.group()), words)
    if cause(words[:end]) == "mutual_agreement" or AGREED.match(words, end):
        return "mutual_agreement"
    before = condition(words[:start])
    if _GUILTY.search(words):
        named = cause(before) if before else None
        return named if named in ("insolvency", "force_majeure") else "breach"
    part = re.split(r"[,:;]", words[:start])[-1] + words[start:end] + re.split(r"[,;]", words[end:], maxsplit=1)[0]
    if by == "automatic" and cause(part) == "expiry":
        return "expiry"
    if before:
        return (
            cause(_ALTERNATIVE.split(before)[0])
            or cause(before)
            or (own_will(before, who, by) or _conduct(before, who, by))
        )
    happened = cause(part) or _happened(words[:start], who)
    if happened is None and _event(words[:start]) and not _AT_WILL.search(words[:end]):
        return "other"
    return happened or ("convenience" if OWN_WILL.search(words[:end]) else cause(words[:start]))


def _event(before: str) -> bool:
    """Say whether words before an exit tell of something that comes true to nobody's doing: 货物变质危及安全, 甲方有权提前终止."""
    first = before.partition(",")[0] if "," in before else ""
    return bool(_COMES_TRUE.search(first)) and not _RULES.search(first)


def _happened(before: str, who: Sides) -> str | None:
    """Name the ground that a condition without its usual words tells of: 乙方逾期超过30日, 甲方有权单方解除."""
    earlier = before.rpartition(",")[0]
    return cause(earlier) if who.named(earlier) and not _RULES.search(earlier) else None


def cause(words: str) -> str | None:
    """Name the ground that words tell of: of insolvency, force majeure, law the first one named, then expiry, then breach."""
    words = _NOT_MUTUAL.sub("", _EXCEPT.sub("", words))
    early: list[tuple[int, str]] = []
    for name, pattern in CAUSES:
        match = pattern.search(words)
        if match and name == "mutual_agreement":
            return name
        if match:
            early.append((match.start(), name))
    if early:
        return min(early)[1]
    if _NO_FAULT.search(words) and not _FAULT.search(words):
        return "other"
    return next((name for name, pattern in WEAKER if pattern.search(words)), None)


def condition(before: str) -> str:
    """Give the words before an exit up to the last part of the sentence that is a condition, empty without one."""
    parts = [(match.start(), match.end()) for match in _PART.finditer(before)]
    last = 0
    for start, end in parts[:-1] if not before.endswith(",") else parts:
        words = before[start:end]
        if _CONDITIONAL.search(words) and not _FRAME.match(words):
            last = end
    return before[:last]


def own_will(words: str, who: Sides, by: str | None) -> str | None:
    """Say convenience where the side that may end it acts for reasons of its own: 甲方因经营需要提前退租的."""
    named = [who.role(match.group()) for match in who.named(words)]
    own = not named or by in named or any(who.is_either(name) for name in named)
    return "convenience" if own and OWN_WILL.search(words) else None


def _conduct(words: str, who: Sides, by: str | None) -> str | None:
    """Call what the other side does a breach; what happens without it, or to the side itself, is another ground."""
    named = [who.role(match.group()) for match in who.named(words)]
    if (
        by not in (None, "either", "automatic")
        and named
        and all(name != by and not who.is_either(name) for name in named)
    ):
        return "breach"
    return "other"
