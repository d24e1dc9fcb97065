"""不可抗力: within what time the event is to be notified, and after how long the agreement may be ended."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.english_periods import english_event
from extractors.passages import Passage, headings_over, passages
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.zh.durations import DURATION, parse_duration
from pipeline.zh.numerals import numeral

_EVENT = re.compile(r"不可抗力|不可抗拒|(?:超出|超过|非)[^,。;]{0,8}(?:合理|所能)控制")
_CUE = re.compile(r"不可抗力|不可抗拒|控制|通知|告知|通报|报告|持续|延续|超过|达到")
_HOURS = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,5})(?:\([^()\n]{1,6}\))?个?小时"
_TIME = rf"(?:{DURATION}|{_HOURS})"
_OPEN = r"(?:_|【_?】|[Xx×*]{1,4})_?个?(?:工作)?(?:小时|日|天|月)"
_WITHIN = rf"(?P<time>{_TIME}|{_OPEN})(?:之内|以?内|内)?"
_TELLS = r"(?:通知|告知|通报|报告|通告|知会|致函|函告|电告|通函)"
_NOTICE = (
    re.compile(
        rf"(?:(?<!结束)(?<!消除)(?<!消失)(?<!停止)(?<!终止)(?:后|起)(?:的|不迟于|不超过)?,?|于|在|应|不迟于|不超过|最迟|最晚|须|需|并|,|其后){_WITHIN}[^。;]{{0,30}}?{_TELLS}"
    ),
    re.compile(
        rf"{_TELLS}[^。;]{{0,16}}?(?:不迟于|不超过|不晚于|不(?:得|应)?(?:晚|迟)于|最迟|最晚){{1,2}}[^。;,]{{0,8}}?{_WITHIN}"
    ),
    re.compile(rf"{_WITHIN}[^。;,]{{0,16}}?(?:将|就)[^。;]{{0,60}}?{_TELLS}"),
)
_PROOF = re.compile(r"证明|证据|文件|报告书|详细(?:情况|报告|资料)|书面材料|公证")
_ENDED = re.compile(
    r"(?:结束|消除|消失|停止|终止|恢复|解除)(?:后|之后|之日起|之日后|时起)?[^。;,]{0,6}$|(?:结束|消除|消失|停止)(?:之日)?(?:起|后)"
)
_LASTS = re.compile(
    rf"(?:持续|延续|连续|累计|继续|超过|达到?|影响|长达|满|延迟|中断|受阻|不能履行|无法履行)[^。;]{{0,6}}?(?P<time>{_TIME}|{_OPEN})"
)
_ENDS = re.compile(r"(?:终止|解除|取消|提前结束|撤销(?:本)?(?:合同|协议|订单)|中止履行并)")
_ENDS_NOT = re.compile(r"(?:不得|无权|不可|不能)(?:据此|因此|单方)?(?:终止|解除)")
_GOES_ON = re.compile(
    r"(?:该|上述|前述|此类|此等|此种|此)(?:等|种|类)?(?:事件|事故|情形|情况|障碍|影响|状态)|(?:事件|事故|影响)[^。;]{0,8}(?:持续|延续)|^持续|^(?:若|如果?|当)?其?(?:持续|超过|逾|满)|持续时间|受(?:影响|阻)的?一?方|遭受|遇有"
)
_NEAR = 160
_BREACH_ONLY = re.compile(r"违约责任|支付|付款|(?:不是|并非|非|不)(?:由于|由|因|是因)")


@dataclass(frozen=True, slots=True)
class ForceMajeure:
    """Notice of the event and the length after which the agreement may be ended, ISO 8601 (hours as PT48H)."""

    notice: str | None = labelled("通知期")
    termination_after: str | None = labelled("持续多久可解除")
    working_days: bool = labelled("工作日", False)


_Read = tuple[Passage, str]
"""A sentence and the time printed in it."""


@extractor("force_majeure", label="不可抗力", produces=ForceMajeure)
def force_majeure(document: Document, found: Findings) -> Iterator[Finding[ForceMajeure]]:
    """Find what the agreement says of force majeure (民法典 art. 180, 563, 590).

    1. notice: 应在不可抗力发生后15日内通知对方, 不迟于15日通知, 48小时内书面告知, 三个工作日内 (working days);
       the first one of the event itself. The term for handing in proofs is another one, and counts only where telling
       and proving have the same (应在14日内通知对方并提供证明); that of telling its end is no notice of the event
    2. termination_after: 不可抗力持续超过30日的，任何一方有权解除; 影响履行达九十日以上, 可以终止
    3. a period left open, where no other is said: blank
    4. a rule of force majeure without periods (及时通知, 不承担责任): a finding without lengths
    A sentence that does not say 不可抗力 counts under a heading that does; other periods elsewhere are alternatives.
    English sentences count where no Chinese one gives a period. No rule at all gives no finding.
    """
    about = [passage for passage in passages(document, _CUE) if _concerns(document, passage)]
    notices = [read for passage in about if (read := _notice(passage))]
    afters = [read for passage in about if (read := _after(document, passage))]
    if notices or afters:
        yield from _periods(document, notices, afters)
        return
    if told := _in_english(document):
        yield told
        return
    ruling = [passage for passage in about if _effect(passage)]
    headed = [each for each in ruling if _EVENT.search(headings_over(document, each.span().start))]
    bare = next(iter(headed or ruling), None)
    if bare:
        yield Finding(State.STATED, ForceMajeure(), (document.evidence(bare.span()),), "force_majeure.effect")


def _periods(document: Document, notices: Sequence[_Read], afters: Sequence[_Read]) -> Iterator[Finding[ForceMajeure]]:
    """Yield the first notice with the first length, then other ones that sentences elsewhere give in their place."""
    notice, after = next(iter(notices), None), next(iter(afters), None)
    others = [(each, after) for each in notices if notice] + [(notice, each) for each in afters if after]
    seen: set[ForceMajeure] = set()
    for pair in [(notice, after), *others]:
        times = [_iso(read[1]) if read else None for read in pair]
        value = ForceMajeure(times[0], times[1], "工作日" in (pair[0] or pair[1] or ("", ""))[1])
        if value in seen or (seen and None in [time for time, read in zip(times, pair, strict=True) if read]):
            continue
        seen.add(value)
        quoted = dict.fromkeys(read[0] for read in pair if read)
        evidence = tuple(document.evidence(passage.span()) for passage in quoted)
        state, rule = (State.STATED, "periods") if any(times) else (State.BLANK, "left_blank")
        yield Finding(state, value, evidence, f"force_majeure.{rule}")


def _in_english(document: Document) -> Finding[ForceMajeure] | None:
    """Give what English sentences say, where no Chinese ones give periods."""
    notice, after = english_event(document)
    evidence = tuple(document.evidence(each.span) for each in (notice, after) if each)
    value = ForceMajeure(notice.length if notice else None, after.length if after else None)
    return Finding(State.STATED, value, evidence, "force_majeure.english") if evidence else None


def _concerns(document: Document, passage: Passage) -> bool:
    """Say whether a sentence is about the event: it says so, its heading does, or it goes on from one that did."""
    if _EVENT.search(passage.text) or _EVENT.search(headings_over(document, passage.span().start)):
        return True
    before = document.compact.text[max(0, passage.start - _NEAR) : passage.start]
    return bool(_GOES_ON.search(passage.text) and _EVENT.search(before))


def _notice(passage: Passage) -> _Read | None:
    """Give the printed time within which the event is to be told."""
    for pattern in _NOTICE:
        for match in pattern.finditer(passage.text):
            before = passage.text[max(0, match.start("time") - 16) : match.start("time")]
            between = passage.text[match.end("time") : match.end()]
            if re.search(r"持续|延续|(?<!不)超过$|满$|提前$", before) or _ENDED.search(before) or _later(between):
                continue
            return passage, match["time"]
    return None


def _later(between: str) -> bool:
    """Say whether a time belongs to proofs, or to ending the agreement, and not to telling."""
    return bool(_PROOF.search(between) or _ENDS.search(between) or re.match(r"以上|前", between))


def _after(document: Document, passage: Passage) -> _Read | None:
    """Give the printed time after which the agreement may be ended, by its own words or as a case of a list of ends."""
    for match in _LASTS.finditer(passage.text):
        rest = passage.text[match.end() :]
        if _ENDS.search(rest) and not _ENDS_NOT.search(rest) and not re.match(r"以?内", rest):
            return passage, match["time"]
        if _EVENT.search(passage.text) and not rest.strip("的以上;。") and _is_case_of_end(document, passage):
            return passage, match["time"]
    return None


def _is_case_of_end(document: Document, passage: Passage) -> bool:
    """Say whether a passage is an item of a list that ends the agreement: 发生下列情形的，任何一方可终止本协议：(三) …."""
    over = document.clauses.over(passage.span().start)
    told = document.compact_text(over[-2].own).rstrip() if len(over) > 1 else ""
    return told.endswith(":") and bool(_ENDS.search(told)) and not _ENDS_NOT.search(told)


_EFFECTS = re.compile(
    r"不(?:承担|负|视为|构成|必)|各自(?:自行)?承担|免(?:除|于|予|责)|通知|通报|告知|中止|顺延|延长|协商|解除|终止|部分或(?:者)?全部"
)
_DEFINES = re.compile(r"不可抗力\S{0,12}(?:是指|指|包括)")


def _effect(passage: Passage) -> bool:
    """Say whether a sentence rules on force majeure itself; exceptions in other clauses (不可抗力除外) do not."""
    match = _EVENT.search(passage.text)
    if not match or re.search(r"不可抗力[^,。;]{0,12}(?:除外|以外|之外|外)", passage.text):
        return False
    return bool(_EFFECTS.search(passage.text[match.end() :])) and not _BREACH_ONLY.search(passage.text[: match.start()])


def _iso(printed: str) -> str | None:
    """Write a printed time as ISO 8601; None for one left open."""
    if "小时" in printed and (number := re.match(r"\d{1,3}|[一二两三四五六七八九十百]{1,5}", printed)):
        return f"PT{numeral(number.group())}H"
    duration = parse_duration(printed)
    return duration.iso if duration else None
