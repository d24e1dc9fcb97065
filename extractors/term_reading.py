"""Reading the words after 合同期限, 本协议 …: first and last day, length, and what was left open."""

import re
from dataclasses import dataclass

from pipeline.zh.dates import BLANK_DATE, DATE, LAST_DAY, SHORT_DATE
from pipeline.zh.durations import DURATION, parse_duration

_EMPTY = re.compile(r"\{\{[^{}\n]{0,80}\}\}|\$\{[^{}\n]{0,80}\}|[【\[(]_?[】\])]|<_>")
_INCLUSIVE = re.compile(r"\((?:含|包括)[^()]{0,6}\)")
_HOUR = re.compile(r"(?<=[日号])[的_]?(?:零|0{1,2}|十二|12|二十四|24)(?:时|点|:00(?::00)?)(?:0{1,2}分|整|正)?")
_HYPHENS = re.compile(r"[~～∼〜–]|-{2,3}|至{2}")
_FULL = re.compile(rf"_?({DATE})_?")
_NO_DATE = (
    r"(?:[\d_X×*〇零一二三四五六七八九]{0,8}年_?[\d_X×*元一二三四五六七八九十]{0,6}_?月[\d_X×*]{0,6}[日号]|"
    + BLANK_DATE
    + r"|_)"
)
_EVENT = r"(?!自|从|由|为)(?:(?!\d{4}[年/.-])[^。;,\n至到自从]){2,40}?(?:之日|之时|当日|日|时|后|完成|生效)"
_POINT = rf"(?:(?P<start>{DATE})|(?P<start_open>{_NO_DATE})|(?P<start_event>{_EVENT}))"
_STOP = r"(?:自动|即)?(?:终止|届满|期满|到期|为止|结束|失效|止)"
_END = (
    rf"(?:(?P<end>{DATE})|(?P<end_last>{LAST_DAY})|(?P<end_short>{SHORT_DATE})"
    rf"|(?P<end_open>{_NO_DATE})|(?P<end_event>[^。;,\n]{{2,60}}?{_STOP}))"
)
_RANGE = re.compile(
    rf"\A(?P<lead>[^。;\n]{{0,30}}?)(?:(?:自|从|由|为|于|:|_|,|\t|\()|(?=\d{{4}}年|[一二][〇零九][〇零一二三四五六七八九]{{2}}年|\d{{4}}[-/.]|_年|年月))[_:]?{_POINT}(?:\([^()]{{0,10}}\))?"
    rf"(?:\)|当日|当天)?(?:起|开始|始)?(?:计算|起算|算|计|生效|实施|执行|履行)?[,、]?(?:有效期|期限)?(?:并|且)?"
    rf"(?P<to>止于|截至|截止到|截止至|截止|至|到|-|—{{1,2}}|于){_END}(?P<stop>{_STOP})?"
)
_UNTIL = re.compile(
    rf"\A(?P<lead>[^。;\n]{{0,24}}?)(?P<to>至|到|截至|截止(?:到|至|日期?[:为]?|时间[:为]?)?|于|届满日[:为]|到期日[:为])"
    rf"(?:(?P<end>{DATE})|(?P<end_last>{LAST_DAY})|(?P<end_open>{_NO_DATE}))(?P<stop>{_STOP})?"
)
_LATEST = re.compile(
    rf"\A[:,为]?(?:[自从](?P<start>{DATE})(?:起|开始)?(?:起?算|计算)?)?[,:]?(?:(?:最[迟晚长]|至迟)(?:应)?(?:不(?:得|应)?(?:超过|晚于|迟于)|至|到|于)|不(?:得|应)?(?:晚于|迟于))"
    rf"(?P<end>{DATE})(?={_STOP}|[。;,\n(]|$)"
)
_ENDLESS = re.compile(
    rf"\A(?P<lead>(?:的?劳动合同)?[:,为]{{0,2}})[自从](?P<start>{DATE})(?:起|开始|生效|计算|起算|算|执行){{0,3}}(?P<rest>[^。;\n]{{0,12}})"
)
_NO_END = re.compile(
    r",?(?:本?(?:合同|协议))?(?:为|是)?(?:(?:长期|永久|持续|一直)(?:有效|履行|存续)|无固定期限)(?=$|,)"
)
_LENGTH = re.compile(rf"(?<!前)(?P<length>{DURATION})")
_OPEN_LENGTH = re.compile(r"\A(?:为期?|共计?|是|:|\t|期){0,4}_(?:个?(?:年|月|日|天|周|季度)|[。,;]?$)")
_FROM = re.compile(rf"(?:自|从|由|以|(?<=[期限间])为)(?:{_POINT})(?:\([^()]{{0,10}}\))?(?:起|开始|计|生效)")
_ENDS_WITH_LENGTH = re.compile(r"(?:为|共|共计|计|期限?|周期)[:,(]?_?$|§(?:为?止)?\($|^[:,\t(]?_?$")
_STANDS = re.compile(r"内?有效(?!期)")
_AFTER = re.compile(r"[前后]|内(?![。,;)]|$)|以[上下内]|或|的(?![。,;]|$)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words say, still as printed; `open` that a part was left to be filled in; `rank` how much was said."""

    start: str = ""
    end: str = ""
    length: str = ""
    open: bool = False
    conditional: bool = False
    lead: str = ""
    words: str = ""
    rank: int = 9


def plain(words: str) -> str:
    """Give compact words with one writing for what is filled in or left open.

    【2023】年 → 2023年, 【】 and {{x}} and ${x} → _, (含当日) and 24时 left out, ~ → -, underscores of a full date left out.
    """
    words = _EMPTY.sub("_", words)
    words = words.translate({ord("【"): None, ord("】"): None, ord("["): None, ord("]"): None})
    words = _HYPHENS.sub("-", _HOUR.sub("", _INCLUSIVE.sub("", words)))
    return _FULL.sub(lambda match: match.group(1).replace("_", ""), words)


def read(words: str, sentence: str, subject: str) -> Reading | None:
    """Read plain words after a subject; the sentence may hold the start before it (自…起生效，有效期两年)."""
    return (
        _range(words)
        or _length(words, sentence, subject)
        or _until(words, sentence)
        or _latest(words)
        or _endless(words, subject)
        or _open(words)
    )


def _range(words: str) -> Reading | None:
    match = _RANGE.match(words)
    if match is None or (match["to"] == "于" and not match["stop"] and not match["end_event"]):
        return None
    if match["end_open"] and match["start_event"] and not match["stop"] and match["to"] == "于":
        return None
    end = match["end"] or match["end_last"] or ""
    if match["end_short"] and match["start"]:
        end = match["start"].partition("年")[0] + "年" + match["end_short"] if "年" in match["start"] else ""
    left_open = bool(match["start_open"] or match["end_open"])
    start = match["start"] or match["start_event"] or ""
    if match["end_event"] and not match["start"] and not match["start_event"]:
        return Reading("", "", "", True, False, match["lead"], match["lead"], 3) if "起" in match.group() else None
    said = match["lead"] if match["end_event"] else match.group()
    return Reading(start, end, _length_beside(words), left_open, bool(match["end_event"]), match["lead"], said, 0)


def _length_beside(words: str) -> str:
    """Give the length printed beside a range (期限为两年，自…起至…止; …，共24个月; 两年(…))."""
    masked = _masked(words)
    for match in _LENGTH.finditer(masked):
        length = parse_duration(match["length"])
        long_enough = length and not length.working and (length.months or length.days >= _SHORTEST)
        if long_enough and _ENDS_WITH_LENGTH.search(masked[: match.start()]):
            return match["length"]
    return ""


_SHORTEST = 28
"""Days; a shorter length is the period of an act, not of an agreement."""


def _masked(words: str) -> str:
    """Give the words with § for each date, so that no length is read inside one."""
    return re.sub(rf"{DATE}|{LAST_DAY}|{_NO_DATE[:-3]})", "§", words)


def _length(words: str, sentence: str, subject: str) -> Reading | None:
    masked = _masked(words)
    for match in _LENGTH.finditer(masked, 0, 80):
        length = parse_duration(match["length"])
        between, after = masked[: match.start()], masked[match.end() :]
        if length is None or length.working or (length.months == 0 and length.days < _SHORTEST):
            continue
        if _STANDS.match(after) and subject.startswith(("本", "此")):
            between += "有效"
        elif not _says_length(subject, between, after):
            return None
        start, left_open = _start(sentence)
        left_open = left_open or bool(re.match(r"[^。;\n]{0,20}自_", after))
        return Reading(start, "", match["length"], left_open, False, between, between + match["length"], 1)
    return None


def _says_length(subject: str, between: str, after: str) -> bool:
    if "。" in between or ";" in between or len(between) > 40 or "至" in between or _AFTER.match(after):
        return False
    if "期" in subject:
        return True
    return "期" in between and bool(re.search(r"(?:为|期)[:]?_?$|有效$|有效期[^,]{0,14}$", between))


def _start(sentence: str) -> tuple[str, bool]:
    match = _FROM.search(sentence)
    if not match:
        return "", False
    event = match["start_event"] or ""
    named = re.search(rf"{re.escape(event)}(?:即|是指|为|是|:){{1,2}}_?(?P<day>{DATE})", sentence) if event else None
    return match["start"] or (named["day"] if named else event), bool(match["start_open"])


def _until(words: str, sentence: str) -> Reading | None:
    match = _UNTIL.match(words)
    if match is None or (match["to"] in ("于", "到", "至") and match["end_open"] == "_" and not match["stop"]):
        return None
    if match["to"] == "于" and not match["stop"]:
        return None
    start, left_open = _start(sentence) if "," in match["lead"] or "有效期" in words[:8] else ("", False)
    end = match["end"] or match["end_last"] or ""
    return Reading(start, end, "", left_open or not end, False, match["lead"], match.group(), 2)


def _latest(words: str) -> Reading | None:
    """Read a last day that is given as the latest one (自…起，最迟不超过2026年3月1日)."""
    match = _LATEST.match(words)
    return Reading(match["start"] or "", match["end"], rank=2) if match else None


def _endless(words: str, subject: str) -> Reading | None:
    """Read a first day with no last one (无固定期限劳动合同，自…起; 自…起长期有效)."""
    match = _ENDLESS.match(words)
    if match is None or not (_NO_END.match(match["rest"]) or (subject.startswith("无固定期限") and not match["rest"])):
        return None
    return Reading(match["start"], conditional=True, lead=match["lead"], words=match.group(), rank=2)


def _open(words: str) -> Reading | None:
    match = _OPEN_LENGTH.match(words)
    return Reading(open=True, words=match.group(), rank=3) if match else None
