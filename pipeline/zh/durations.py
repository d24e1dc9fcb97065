"""Lengths of time as Chinese agreements print them, over compact text, and their arithmetic."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.zh.numerals import numeral

_HAN = "一二两三四五六七八九十百千"
_FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_NUMBER = rf"(?:\d{{1,4}}|[{_HAN}][{_HAN}零〇]{{0,6}}|[{_FORMAL}][{_FORMAL}零]{{0,6}}|半)"
_WHOLE = rf"(?<![\d零〇Oo千万{_FORMAL}])(?:(?<![{_HAN}])|(?<=[统唯]一))(?!(?<=[统唯])一)"
"""No part of a longer number stands before: 二〇|二四年; but 统一|一年."""

_CALENDAR_YEAR = r"_?(?:\d{3,4}|[零〇Oo0一二三四五六七八九]{4}|[零壹贰貳叁參肆伍陆陸柒捌玖]{4})_?(?:财|会计)?年"
_ECHO = r"(?:\([\d一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,5}\))?"
_UNIT = r"(?:个?(?:合同|运营|经营|租赁|服务|会计|完整)年(?!限)度?|个?(?:自然|日历|历)?(?:年度?|日|天|周|星期|季度)|个(?:自然|日历)?月|个?(?:银行)?(?:工作日|营业日)|个?(?:交易日|财年|小时))"

DURATION = rf"{_WHOLE}(?!{_CALENDAR_YEAR})_?【?_?{_NUMBER}_?】?_?{_ECHO}_?{_UNIT}半?(?![份初底末中])"
"""A length of time.

1. 两年, 2年, 叁年, 三(3)年, 3(三)年, 五个合同年度  2. 24个月, 二十四个月, 一个月  3. 一年半, 半年, 半个月
4. 30日, 三十(30)日, 90天, 10个自然日  5. 十个工作日 (working days)  6. 一周, 2个星期, 一个季度  7. 一百零五天
A year of the calendar is none: 二〇二四年元月, 二〇二三年度, 2023财年.
"""

LONGEST_TERM = 99
"""Years; a larger number before 年 is a calendar year, or what is left of one (202_年)."""

_PARTS = re.compile(rf"_?【?_?(?P<number>{_NUMBER})_?】?_?{_ECHO}_?(?P<unit>{_UNIT})(?P<half>半?)")


@dataclass(frozen=True, slots=True)
class Duration:
    """Months and days; `working` says that the days are working days."""

    months: int = 0
    days: int = 0
    working: bool = False

    @property
    def iso(self) -> str:
        """The length as ISO 8601: P2Y, P18M as P1Y6M, P30D."""
        years, months = divmod(self.months, 12)
        parts = (
            (f"{years}Y" if years else "") + (f"{months}M" if months else "") + (f"{self.days}D" if self.days else "")
        )
        return f"P{parts}" if parts else "P0D"


def parse_duration(text: str) -> Duration | None:
    """Read a printed length of time; None for hours and for text that is none."""
    match = _PARTS.fullmatch(text)
    if not match:
        return None
    unit = re.sub("自然|日历|历|合同|运营|经营|租赁|服务|会计|完整|个|(?<=[年季])度$", "", match["unit"])
    halves = 1 if match["number"] == "半" else 2 * (numeral(match["number"]) or 0)
    halves += bool(match["half"])
    if unit.endswith(("工作日", "营业日", "交易日")):
        return Duration(days=halves // 2, working=True)
    if unit in ("年", "财年") and halves > 2 * LONGEST_TERM:
        return None
    if unit in ("年", "财年", "季", "月"):
        months = {"年": 12, "财年": 12, "季": 3, "月": 1}[unit] * halves
        return Duration(months=months // 2, days=15 * (months % 2))
    if unit in ("日", "天", "周", "星期"):
        return Duration(days=halves * (7 if unit in ("周", "星期") else 1) // 2)
    return None


def read_iso(iso: str) -> Duration | None:
    """Read back a length that `Duration.iso` gave; None for anything else."""
    match = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?", iso)
    if not match:
        return None
    years, months, days = (int(part or 0) for part in match.groups())
    return Duration(12 * years + months, days)


def last_day(start: date, length: Duration) -> date:
    """Give the last day of a term whose first day counts: 2023-03-01 and two years end on 2025-02-28.

    Agreements print ranges this way (2023年3月1日至2025年2月28日). Civil Code art. 201 and 202, which leave the
    first day out, put the end on the corresponding day instead: see `corresponding_day`. Raises OverflowError.
    """
    return corresponding_day(start, length) - timedelta(days=1)


def corresponding_day(start: date, length: Duration) -> date:
    """Give the day of the last month that corresponds to the first (民法典 art. 202; the month's end if there is none)."""
    from dateutil.relativedelta import relativedelta

    return start + relativedelta(months=length.months, days=length.days)
