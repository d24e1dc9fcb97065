"""Reading a sentence about 生效: what takes effect, and the words that say from when."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.zh.dates import DATE

_KINDS = (
    "合同|协议|合约|契约|协定|条款|规范|规则|办法|细则|章程|制度|政策|声明|承诺[书函]?|确认[书函]|授权书|委托书|担保[书函]|"
    "备忘录|备忘|意向书|合作书|订单|框架|公约|守则|须知|借据|借条|任务书|责任书|约定书"
)
_WHOLE = r"(?:书|文本|正本|原件)?"
THIS = rf"(?:本|此)(?:[^自从由于在经待须需应的项将以如为是对、,:;。\n]{{0,14}})?(?:{_KINDS}){_WHOLE}"
"""The agreement by any of its names: 本合同, 本备忘录, 本股权转让协议书."""

_THIS = re.compile(THIS)
_BARE = re.compile(
    rf"(?:合同|协议|合约|契约){_WHOLE}(?=$|[自从由于在经待须需即]|双方|签字|签订|签署|盖章|正式|一式|一经|方可|生效)"
)
_VERB = re.compile(
    r"(?<!不)(?<!未)(?<!能)(?<!无法)(?<!没有)(?:(?:发生|产生)(?:法律)?效力|生效力?|(?<=起)有效(?!期)|(?<=[即起后])具有?(?:法律)?(?:效力|约束力)|(?<=[日起])(?:正式|开始)?(?:施行|实施|执行))"
    r"(?!后|之|的|日|前|时|以[前后]|[、及和与或]|履行|变更|期间?|法律文书|判决|裁|条件|条款|通知|与否|范围)"
)
_CALLED_AGAIN = re.compile(r"(?<=[,;])订单(?=[即随方始自]|正式)")
"""The order itself, named a second time in a sentence about 本订单; elsewhere orders are made under the agreement."""

_PREMISE = re.compile(
    rf"{THIS}(?:的|之)?生效(?:还|尚)?(?:须|需|应|以|取决于|的?(?:先决|前提)?条件(?:为|是|如下|包括|:)|的前提)|{THIS}以[^,。;]{{1,40}}为生效(?:的)?(?:条件|前提)"
)
_ASIDE = re.compile(r"\([^()]{0,60}\)")
_JOINED = re.compile(
    r"(?:以及|连同|[、及和与])(?:其|全部|所有|各|本)?(?:合同|协议)?(?:附件|附录|附表|清单)[一二三四五\d]{0,2}"
)
_LEAD = re.compile(r"(?:则|并|且|但|故|即|现|兹|均|[\"“(]|双方(?:一致)?(?:同意|确认|约定)){1,3}")
_FOLLOWS = re.compile(
    r"$|[自从由于在经待须需应将当以双各甲乙三四全签盖订即正方始才同均共计壹贰叁两一有为是报、]|(?:的|之)?(?:效力|生效)|作为|及|和|与|连同|立即|随即|开始"
)
_OBJECT = re.compile(
    r"(?:与|和|同|对|为|是|按照?|依照?|依据|根据|构成|履行|解除|变更|修改|补充|自|从|于|在|经|到|至|超出|违反|除|签[署订]|订立|确认|同意|接受|阅读|作为|和本|及)$"
)
_CHANGES = re.compile(r"变更|修改|修订|修正|调整|补充|增补|解除|终止|转让|撤[销回]|退出")
_TO_THIS = re.compile(rf"(?:对|就|关于){THIS}[^自从由于在经]{{0,12}}?(?:{_CHANGES.pattern})")
_THINGS = re.compile(
    r"(?:.{0,6}的)?.{0,4}?(?:通知(?!书)|附件|附录|附表|担保|抵押|质押|保证(?!人|金)|保密|价格|单价|费率|权利|义务|授权|委托书|订单|决议|决定|判决|裁决|调解|约定事项|条文|保单|保险)"
)
_MANNER = re.compile(r"[自从由于在经待须需应以将与对]")
_NEUTRAL = re.compile(
    r"(?:.{0,30}(?:后|时|起|签字|签署|盖章|签章|份)|[甲乙丙丁双三四各全体]{1,5}方|须|需|应|均|并|且|再|同样|皆){0,3}"
)
_MARK = re.compile(rf"起|后|时|即|方可|方能|始|才|同时|正式|开始|立即|签[字署订章名]|盖章|{DATE}|[日号]|之际")
_ADVERBS = re.compile(
    r"(?:随即|即|方|方可|方能|始|才|正式|开始|立即|自动|随之|便|应|将|告|宣告|依法|同时|成立|并|的|效力)*"
)
_PART = re.compile(r"(?:的|之)(?!效力|生效)|[所中内]|项下|约定")
_POSSESSION = re.compile(r"(?![^的]{0,2}效力)[^自经]{0,8}的")
_COPIES = re.compile(r"份|各执|页|同等|有效期|期限|签订于|附件")

_REACH, _VERBS = 400, 8
"""Characters before a verb that are read, and verbs of one sentence."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a sentence says of the effect of the agreement.

    `how` is what is said about it, `point` the part nearest to the verb, `name` what the agreement is called,
    `until` the sentence up to the end of the verb.
    """

    how: str
    point: str
    name: str = ""
    until: str = ""


def effect_of_this(sentence: str) -> Effect | None:
    """Read a compact simplified sentence; None where something else takes effect, or nothing does.

    本合同一式两份，自双方签字之日起生效; 双方签字后，本合同即生效; 自双方盖章之日起生效; 本合同的生效以…为前提
    """
    if "本订单" in sentence:
        sentence = _CALLED_AGAIN.sub("本订单", sentence)
    for match in islice(_VERB.finditer(sentence), _VERBS):
        before = _JOINED.sub("", _ASIDE.sub("", sentence[max(0, match.start() - _REACH) : match.start()]))
        effect = _effect(re.split(r"[,:\t]", before))
        if effect is not None:
            return replace(effect, until=sentence[: match.end()])
    return Effect(sentence, "") if _PREMISE.search(sentence) else None


def _effect(chunks: list[str]) -> Effect | None:
    """Look for what takes effect from the verb backwards: the first chunk that names something decides."""
    for index in range(len(chunks) - 1, -1, -1):
        chunk = _LEAD.sub("", chunks[index], count=1) if _LEAD.match(chunks[index]) else chunks[index]
        named = _this_and_rest(chunk)
        if named is None and _names_another(chunk, index == len(chunks) - 1):
            return None
        if named is not None:
            return _of_this(*named, chunks[:index], chunks[index + 1 :])
    how = ",".join(chunk for chunk in chunks if not _COPIES.search(chunk))
    return Effect(how, chunks[-1]) if _SIGNS.search(chunks[-1]) or re.search(DATE, chunks[-1]) else None


_SIGNS = re.compile(r"签[字署订章名]|盖章")


def _this_and_rest(chunk: str) -> tuple[str, str] | None:
    """Give 本合同 and the words behind it where it is what the chunk speaks of."""
    for match in reversed(list(_THIS.finditer(chunk))):
        if not _OBJECT.search(chunk[: match.start()]):
            return match.group(), chunk[match.end() :] if _is_whole(match.group()) else "的" + chunk[match.end() :]
    bare = _BARE.match(chunk)
    return (bare.group(), chunk[bare.end() :]) if bare else None


def _is_whole(name: str) -> bool:
    """Say whether a name is that of the agreement, not of something made for it (本合同补充协议)."""
    return not re.search(r"(?:合同|协议).{0,4}(?:补充|变更|解除|终止)", name)


def _names_another(chunk: str, last: bool) -> bool:
    """Say whether a chunk speaks of something else: 保密义务自…, 对本合同的修改; 双方各执一份 and 经双方签字后 do not."""
    manner = _MANNER.search(chunk)
    subject = chunk[: manner.start()] if manner else chunk
    if _TO_THIS.match(chunk):
        return True
    if _CHANGES.search(chunk if not last else subject) or _THINGS.match(subject):
        return True
    return bool(manner and not _NEUTRAL.fullmatch(subject))


def _of_this(name: str, rest: str, earlier: list[str], later: list[str]) -> Effect | None:
    """Read what follows 本合同, or stands before it where only 即, 正式 follow."""
    manner = _MANNER.search(rest)
    said = rest[: manner.start()] if manner else rest if later else ""
    if _CHANGES.search("".join([rest, *later[:-1]] if later else [said])) or _THINGS.match(said):
        return None
    if _PART.match(rest) if later else not _FOLLOWS.match(rest) or _POSSESSION.match(said):
        return None
    if not later and _ADVERBS.fullmatch(rest):
        chunks, point = earlier[-2:], earlier[-1] if earlier else ""
    else:
        chunks, point = [rest, *later], later[-1] if later else rest
    how = ",".join(chunk for chunk in chunks if not _COPIES.search(chunk) or chunk is point)
    return Effect(how, point, name) if _MARK.search(how) and how[-1] not in "、及和与或" else None
