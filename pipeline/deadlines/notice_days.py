"""Counting back from a last day: by when notice has to be given, on the early side wherever a day is in doubt."""

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.zh.durations import Duration


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in Chinese and in English."""

    zh: str
    en: str

    def __add__(self, other: "Words") -> "Words":
        return Words(self.zh + other.zh, self.en + other.en)


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """A day counted back, how it was counted, and whether a calendar of holidays could still move it."""

    date: date
    basis: Words
    provisional: bool


_ONE = timedelta(days=1)
_SATURDAY = 5

_Day = tuple[int, int]
_Festival = tuple[_Day, _Day, int]

_CLOSED = (((1, 1), (1, 1)), ((5, 1), (5, 5)), ((10, 1), (10, 7)))
"""First and last day of the holidays whose dates never move (全国年节及纪念日放假办法; the days usual around them)."""

_FESTIVALS: tuple[_Festival, ...] = (
    ((1, 1), (1, 3), 3),
    ((1, 19), (2, 28), 7),
    ((4, 2), (4, 7), 3),
    ((4, 29), (5, 6), 5),
    ((5, 26), (6, 27), 3),
    ((9, 6), (10, 9), 3),
    ((9, 29), (10, 9), 6),
    ((12, 29), (12, 31), 2),
)
"""Between which days the holidays of New Year, 春节, 清明, 劳动节, 端午, 中秋, 国庆 can lie, and how many weekdays they can take.

The State Council publishes the days of a year only weeks before it begins; these bounds hold for every year, as the
lunar festivals move within them. Weekends that become working days are left out of account, which again is early.
"""


def length_words(length: Duration) -> Words:
    """Write a length for people: 1 年 6 个月, 30 日, 10 个工作日."""
    years, months = divmod(length.months, 12)
    counts = ((years, "年", "year"), (months, "个月", "month"))
    days = (length.days, "个工作日", "working day") if length.working else (length.days, "日", "day")
    parts = [part for part in (*counts, days) if part[0]]
    return Words(
        " ".join(f"{number} {zh}" for number, zh, _ in parts) or "0 日",
        " ".join(f"{number} {en}{'s' if number > 1 else ''}" for number, _, en in parts) or "0 days",
    )


def last_day_for_notice(expiry: date, length: Duration) -> NoticeDay:
    """Give the last day on which notice is safely in time when it is due a length before the last day of a term.

    1. the last day itself is not counted (民法典 art. 201 read backwards): 30 days before 2026-03-31 is 2026-03-01
    2. months and years go to the same day, or to the last day of a shorter month: one month before 03-31 is 02-28
    3. a day off is not put off to the next working day, as art. 203 does for periods that run forwards, but taken
       earlier: weekends, and the holidays of fixed date
    4. working days: all of them lie behind the notice, up to the last day; weekends are passed over, and as many
       weekdays as holidays can take on the way; provisional
    Raises OverflowError or ValueError where the day lies before the calendar begins.
    """
    return _in_working_days(expiry, length) if length.working else _in_calendar_days(expiry, length)


def _in_calendar_days(expiry: date, length: Duration) -> NoticeDay:
    from dateutil.relativedelta import relativedelta

    counted = expiry - relativedelta(months=length.months, days=length.days)
    day = counted
    while day.weekday() >= _SATURDAY or any(first <= (day.month, day.day) <= last for first, last in _CLOSED):
        day -= _ONE
    words = length_words(length)
    basis = Words(f"{expiry} 前 {words.zh}（当日不计）", f"{words.en} before {expiry} (that day not counted)")
    if length.months:
        basis += Words("，按月取对应日，无对应日取月末", "; months to the same day, or the end of a shorter month")
    if day != counted:
        basis += Words(
            f"；推得 {counted} 为周末或节假日，从早取 {day}",
            f"; {counted} is a weekend or a holiday, so the working day before it, {day}",
        )
    return NoticeDay(day, basis, provisional=False)


def _in_working_days(expiry: date, length: Duration) -> NoticeDay:
    plain = _weekdays_back(expiry, length.days, ())
    day = _weekdays_back(expiry, length.days, _FESTIVALS)
    words = length_words(length)
    basis = Words(
        f"{expiry} 前 {words.zh}（通知日不计，仅除周末为 {plain}）",
        f"{words.en} before {expiry} (the day of notice not counted; {plain} by weekends alone)",
    )
    if day != plain:
        basis += Words(
            f"；途经节假日，按可能的最长放假从早取 {day}", f"; earlier by the holidays that may lie between: {day}"
        )
    basis += Words("；未核对放假安排，暂定", "; provisional: not checked against a calendar of holidays")
    return NoticeDay(day, basis, provisional=True)


def _weekdays_back(expiry: date, count: int, festivals: tuple[_Festival, ...]) -> date:
    """Give the last weekday that leaves a number of weekdays behind it up to the expiry, which counts if it is one.

    Of each festival the first weekdays met are days off.
    """
    taken: dict[tuple[int, _Festival], int] = {}
    day = expiry + _ONE
    while count >= 0:
        day -= _ONE
        if day.weekday() >= _SATURDAY:
            continue
        here = (festival for festival in festivals if festival[0] <= (day.month, day.day) <= festival[1])
        off = next((festival for festival in here if taken.get((day.year, festival), 0) < festival[2]), None)
        if off:
            taken[day.year, off] = taken.get((day.year, off), 0) + 1
        else:
            count -= 1
    return day
