"""Limits on how often, how long or until when an agreement goes on, over compact simplified text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.zh.dates import DATE, LAST_DAY, MONTH_ONLY, parse_date, parse_last_day
from pipeline.zh.durations import DURATION, Duration, parse_duration

_ACT = r"(?:续[期约展签订租延]|顺延|延[续长期]|展期|[往向]后延)"
_DAY = rf"(?P<day>{DATE}|{LAST_DAY}|{MONTH_ONLY})"
_COUNT = r"[\d一二两三四五六七八九十壹贰叁_]{1,4}次"
_NO_MORE = rf"[^。;]{{0,8}}(?:不再|不得再?|不予)(?:自动|继续)?{_ACT}"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:仅|只|(?<!期)限|上限)(?P<between>[^。;,]{0,8}?)次",
        rf"(?:最长|最多|至多|最久|最迟|最晚|至迟|不(?:得|应|可|能)?(?:超过|超出|多于|长于|晚于|迟于|大于))"
        rf"(?P<between>[^。;,]{{0,12}}?)(?:次|{_DAY}|(?P<length>{DURATION})(?!(?:之|以)?[前内]|的?(?:书面)?通知))",
        rf"(?:{_COUNT}|{_DAY}|(?P<length>{DURATION}))(?:为(?:上?限)|封顶)",
        rf"(?<!每){_ACT}{_COUNT}",
        rf"{_ACT}(?:有效期|期限?)?(?:至|到){_DAY}",
        rf"{_DAY}(?:为止|止|(?:之|以)?后|起){_NO_MORE}",
        rf"(?:此后|其后|之后|{_ACT}期?(?:限|间)?(?:届满|期满|到期)[后时]?){_NO_MORE}",
    )
)
_OF_EACH_OR_NOTICE = re.compile(r"每次|每期|单次|每届|提前|前|通知|异议")
_BEFORE = re.compile(r"(?:每次|每期|单次|每届|提前|届满前|期满前|到期前)[^。;,]{0,10}$")
_WHOLE = re.compile(
    r"总(?:的)?(?:期限|租期|年限|时长|期|有效期|合作期限?|服务期限?)|(?:合同|协议|租赁|服务|合作)(?:的)?总"
)
_REACH = 24


@dataclass(frozen=True, slots=True)
class RenewalLimit:
    """A limit as far as it is understood: a last day, or the length of the whole; neither for a number of times."""

    day: date | None = None
    whole: Duration | None = None


def renewal_limits(words: str) -> Iterator[RenewalLimit]:
    """Read the limits that words about going on set; a limit that gives neither day nor length is one all the same.

    1. 续展次数不超过两次, 以两次为限, 最多续期2次, 仅可顺延一次, 自动续约一次  2. 最长顺延至2023年12月31日, 最迟不晚于…, 顺延至2024年底,
    至…为止不再续期: a last day  3. 总期限不超过三年: a length of the whole  4. 累计不超过三年, 最长三年: of what, is not said
    A length of each renewal (每次最长一年) and periods of notice (最迟于期满前30日) limit nothing.
    """
    for pattern in _PATTERNS:
        for match in pattern.finditer(words):
            said = match.groupdict()
            before = words[max(0, match.start() - _REACH) : match.start()]
            if _OF_EACH_OR_NOTICE.search(said.get("between") or "") or _BEFORE.search(before):
                continue
            day, length = said.get("day"), said.get("length")
            whole = parse_duration(length) if length and _WHOLE.search(before + (said.get("between") or "")) else None
            yield RenewalLimit(parse_date(day) or parse_last_day(day) if day else None, whole)
