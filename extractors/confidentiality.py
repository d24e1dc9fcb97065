"""保密期限: how long secrets are to be kept, and whether the duty outlives the agreement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.english_periods import english_secrecy
from extractors.passages import Passage, headings_over, passages
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.durations import DURATION, Duration, parse_duration

_CUE = re.compile(r"保密|秘密|机密|保守|披露|本条|本章|本款|条款|义务|泄[露漏]|透露|公开")
_SECRET = re.compile(
    r"保密|秘密|机密|保守[^,。;]{0,12}(?:信息|资料)|(?:不得|不应|严禁)[^,。;]{0,12}(?:泄露|泄漏|透露|披露)[^,。;]{0,20}(?:信息|资料|数据)|不得[向对](?:外|他人|任何|第三)[^,。;]{0,8}(?:泄露|泄漏|透露|披露)"
)
_HEADING = re.compile(r"保密|秘密|机密")

_TERM = re.compile(
    r"保密(?:的)?(?:义务|责任|条款|承诺|约定)?(?:的)?(?:期限?|期间|有效期|年限|时间)|(?:保密|秘密)(?:义务|责任|条款)?[^,。;]{0,30}(?:有效期|期限)"
    r"|(?:保密|秘密|机密)[^。;]{0,60}?(?:持续|继续有效|有效|承担|履行|遵守|负有|仍|延续|存续|为期|不少于|以内|年内)"
    r"|保密协议[^。;]{0,20}有效|(?:义务|责任|条款|约定)[^。;]{0,40}?(?:年内|有效|存续|持续)|(?:予以|负有|承担)[^。;]{0,10}保密|披露之日起[^。;]{0,20}内"
    r"|(?:保密|秘密|机密)(?:义务|责任)?自[^。;]{0,30}起|(?:后|内)[^,。;]{0,10}(?:保守|保密)"
    r"|[后日][^,。;]{0,4}起?[^,。;]{0,16}[年月]内,?[^。;]{0,24}(?:不得|不应|严禁)[^,。;]{0,12}(?:泄露|泄漏|透露|披露)|后[^,。;]{0,6}[年月]内,?[^,。;]{0,6}保密"
)
_LENGTH = re.compile(DURATION)
_LONG = re.compile(
    r"永久|永远|无限期|长期(?:有效|保密|承担|遵守|存续|持续|履行)|期限?(?:为|:|是)?_?长期|终身|无(?:固定)?期限|没有期限|不受(?:本合同|本协议|合同|协议|保密)?(?:期限|时间)的?限制"
    r"|不设期限|后的?(?:任何|任意)(?:时候|时间|时刻)|(?:(?<!以)(?<!乃)(?<!甚)至(?!少|今|于)|直到)[^。;,]{0,40}?(?:公开|公知|公众|公有领域|失去秘密性|解密|不再(?:具有|构成|属于)[^。;,]{0,12}秘密)"
)
_OPEN = re.compile(
    r"(?:_|【_?】|[Xx×*]{1,4}|\{{2}[^{}\n]{1,40}\}{2})_?(?:\(_?\))?个?(?:年(?!_?\d{0,2}_?月)|月(?!_?\d{0,2}_?日))"
    r"|保密(?:义务|责任)?的?(?:期限?|期间|年限)(?:为|:|是)个?[年月](?![度底初\d])|保密(?:义务|责任)?的?(?:期限?|期间|年限)(?:为|:|是)_(?=[。;,]|$)"
)
_AFTER = re.compile(
    r"(?:终止|解除|届满|期满|到期|结束|失效|离职|离任|完成|履行完毕|不再(?:持股|持有|合作|任职|担任|受聘|经营|参与))[^。;]{0,14}?(?:后|之后|以后)[^。;]{0,50}?(?:仍|继续|均|应|不得|有效|持续|内|年|月|承担|负有)"
    r"|(?:终止|解除|届满|期满|到期|结束|失效|离职|离任|履行完毕)[^,。;]{0,8}?日起算?,?[^,。;]{0,12}?[年月]"
)
_SURVIVES = re.compile(
    r"(?:不|均不|并不|亦不|也不|不应|不会|不得)因[^。;]{0,50}?(?:终止|解除|届满|期满|失效|无效|结束|到期|变更|完成|离职)[^。;]{0,20}?(?:而|失效|终止|解除|免除|无效|影响|消灭|失去)"
    r"|(?:终止|撤销|解除|届满|期满|失效)[^。;]{0,24}?(?:不影响|不应影响|不得影响|并不影响|不免除|不随之|不导致)"
    r"|(?:不|不得|并不)随[^。;]{0,30}?(?:终止|解除|届满)|(?:终止|解除|届满|期满|结束)[^。;]{0,20}?(?:后|之后)[^。;]{0,24}?(?:继续有效|仍然有效|仍有效|依然有效|持续有效|仍然?(?:应|需|负|具|须|对)|仍需|继续(?:承担|履行|遵守|履)|保持有效|并?不(?:终止|消灭|免除|解除|失效))"
    r"|(?:不论|无论)[^。;]{0,30}?(?:终止|解除|届满|期满|无效)[^。;]{0,16}?(?:有效|承担|遵守|保密)"
    r"|不受(?:本)?(?:合同|协议|合作)的?(?:有效期|终止|解除|期满)[^,。;]{0,10}(?:限制|影响|约束)"
    r"|(?:期间|期内|有效期)(?:及|和|以及|与)[^。;,]{0,12}(?:终止|解除|届满|期满|结束|离职|完成)(?:之|以)?后,?[^。;,]{0,12}(?:均|都|应|须|不得|负有|承担)"
)
_THIS = re.compile(
    r"^(?:[^。;]{0,40})?(?:本条|本章|本款|本节|上述|前述|该(?:等|项)?|此|自[^。;]{0,12}披露之日起)(?:条款|约定|规定|义务|责任|项下|的|各项|保密|等)?"
)
_NOT = re.compile(
    r"竞业|同业|不竞争|返还|退还|归还|销毁|删除|交还|保存期|保管期|留存|存储期|备份|质保|保修|付款|支付后|赔偿期|招揽|脱密|密码|"
    r"通知(?:对方|另一方|披露方)[^。;]{0,8}(?:日|天|时)内"
)
_DUTY = re.compile(r"保密|机密")
_OF_ALL = re.compile(r"(?<!保密)(?:协议|合同|合约|合作|服务|租赁)的?(?:有效期限?|期限|有效期间)(?:为|是|:|共)?$")
_BROKEN = re.compile(r"违反|违背|追究|泄露的|泄漏的")
"""A length in a sentence about a breach is that of a claim, a ban or a penalty."""
_KIND = re.compile(r"保密|秘密|机密|信息|资料|技术|期限")
"""What a further length in a sentence stands beside: another kind of secret."""
_TICK, _UNTICKED = re.compile(r"[☑☒√■✓✔]"), re.compile(r"[□☐][^□☐☑☒√■✓✔]{0,60}")
_NEAR = 200
_SHORT = 60
"""Days; a shorter length beside secrecy is a period for an act (returning papers, giving notice), not of the duty."""


@dataclass(frozen=True, slots=True)
class Confidentiality:
    """How long secrets are kept: ISO 8601 or `indefinite`; whether the duty outlives the agreement, None when not said."""

    duration: str | None = labelled("保密期限")
    survives_termination: bool | None = labelled("终止后仍有效")


@extractor("confidentiality", label="保密", produces=Confidentiality)
def confidentiality(document: Document, found: Findings) -> Iterator[Finding[Confidentiality]]:
    """Find how long the duty of secrecy lasts. A duty without length or survival gives no finding.

    1. 保密期限为自披露之日起三年; 保密期：5年; 自合同终止之日起两年内仍负保密义务; 期限为24个月
    2. indefinite: 永久, 长期有效, 直至该信息公开, 不受期限限制, 没有期限
    3. survives: 不因本合同终止而失效, 终止后三年内, 自终止之日起继续有效五年, 本合同终止后仍然有效, 终止不影响本条的效力, 离职后
    4. 保密期限为____年: blank
    From when the length runs is in the evidence. A sentence without the word 保密 counts under a heading of secrecy.
    Each kind of secret with a length of its own gives an alternative, the first is the value; what is said of survival in another sentence joins the first.
    English sentences count where no
    Chinese one speaks. Terms of the agreement, keeping of data, 竞业限制, duties to return or destroy papers are none.
    """
    read = [(passage, value) for passage in passages(document, _CUE) if (value := _value(document, passage))]
    surviving = next((passage for passage, (_, survives, _) in read if survives), None)
    lengths = [(passage, length) for passage, (told, _, left) in read for length in (*told, *((None,) if left else ()))]
    survives = True if surviving else None
    first = {length: passage for passage, length in reversed(lengths)}
    for length, passage in ((length, first[length]) for length in dict.fromkeys(length for _, length in lengths)):
        proofs = [passage] if surviving in (None, passage) else [passage, surviving]
        evidence = tuple(document.evidence(_proof(each)) for each in proofs if each)
        state, rule = (State.STATED, "length") if length else (State.BLANK, "left_blank")
        told = Confidentiality(length, survives) if length or survives else None
        yield Finding(state, told, evidence, f"confidentiality.{rule}")
    if not lengths and surviving:
        evidence = (document.evidence(_proof(surviving)),)
        yield Finding(State.STATED, Confidentiality(None, True), evidence, "confidentiality.survival")
    if not read:
        yield from _in_english(document)


def _in_english(document: Document) -> Iterator[Finding[Confidentiality]]:
    """Yield what English sentences say, where no Chinese ones do."""
    for told in english_secrecy(document):
        value = Confidentiality(told.length, told.survives)
        yield Finding(State.STATED, value, (document.evidence(told.span),), "confidentiality.english")
        return


def _value(document: Document, passage: Passage) -> tuple[list[str], bool, bool] | None:
    """Read lengths, survival and blank from a sentence about secrecy; None for any other."""
    text, own = _ticked(passage.text), bool(_SECRET.search(passage.text))
    if _NOT.search(text) or not (own or _refers(document, passage)):
        return None
    survives = bool(_SURVIVES.search(text))
    speaks = _TERM.search(text)
    if not speaks and not survives and not _LONG.search(text):
        return None
    lengths = list(_lengths(text))
    left = not lengths and bool(_OPEN.search(text))
    survives = survives or bool((lengths or left) and _AFTER.search(text))
    return (lengths, survives, left) if lengths or survives or left else None


def _ticked(text: str) -> str:
    """Blank the options of a sentence that are not ticked, where one is."""
    return _UNTICKED.sub(lambda option: " " * len(option.group()), text) if _TICK.search(text) else text


def _refers(document: Document, passage: Passage) -> bool:
    """Say whether a sentence without the word speaks of secrecy all the same: of 本条 or a disclosure, in such a clause."""
    if not _THIS.search(passage.text):
        return False
    before = document.compact.text[max(0, passage.start - _NEAR) : passage.start]
    return bool(_HEADING.search(headings_over(document, passage.span().start)) or _DUTY.search(before))


def _proof(passage: Passage) -> Span:
    """Give the parts of the sentence between commas that say it, from the first that names the secret."""
    parts = [(part.span(), part.group()) for part in re.finditer(r"[^,]+", _ticked(passage.text))]
    proofs = (_SURVIVES, _AFTER, _OPEN)
    says = [span for span, words in parts if any(_lengths(words)) or any(proof.search(words) for proof in proofs)]
    if not says:
        return passage.span()
    named = [span for span, words in parts if span <= says[0] and (_SECRET.search(words) or _THIS.search(words))]
    return passage.span(named[-1][0] if named else 0, says[-1][1]) if says[0] in named else passage.span()


def _lengths(text: str) -> Iterator[str]:
    """Yield the lengths a sentence about secrecy states, one for each kind of secret; 永久 stands behind what is counted."""
    if not _BROKEN.search(text):
        told: dict[str, None] = {}
        for match in _LENGTH.finditer(text):
            duration = parse_duration(match.group())
            before = text[: match.start()]
            other = _OF_ALL.search(before[-16:]) or re.match(r"(?:前|以前|之前)", text[match.end() :])
            further = told and not _KIND.search(before.rpartition(",")[2])
            if duration and _is_long(duration) and not other and not further:
                told[duration.iso] = None
        yield from told
    if _LONG.search(text):
        yield "indefinite"


def _is_long(duration: Duration) -> bool:
    return duration.months * 30 + duration.days >= _SHORT and not duration.working
