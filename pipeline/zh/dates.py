"""Calendar dates as Chinese agreements print them, over compact text."""

import re
from calendar import monthrange
from datetime import date

from pipeline.zh.numerals import numeral

_YEAR = r"(?:\d{4}|[〇零Oo0一二三四五六七八九]{4}|[零壹贰貳叁參肆伍陆陸柒捌玖]{4})"
_MONTH = r"(?:\d{1,2}|元|[一二三四五六七八九十]{1,3}|[零壹贰貳叁肆伍陆柒捌玖拾]{1,3})"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3}|[零壹贰貳叁肆伍陆柒捌玖拾]{1,3})"

DATE = (
    rf"(?:{_YEAR}[_】]?年[_【]?{_MONTH}[_】]?月[_【]?{_DAY}[_】]?[日号]"
    rf"|(?<![\d.])(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?![\d.]*\d)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December) ?\d{1,2}(?:st|nd|rd|th)?, ?\d{4})"
)
"""A full date, or what is printed as one though no calendar has it (2月30日, 13月1日); holds no group.

1. 2023年3月31日, 2023年03月31号, with fill-in lines around the digits (_2023_年_3_月_31_日) or brackets (2023】年【3】月)
2. 二〇二三年三月三十一日, 二零二三, 二O二三, 贰零贰叁年叁月; 元月 for January
3. 2023-03-31, 2023/3/31, 2023.3.31  4. March 31, 2023
"""

SHORT_DATE = rf"(?<!\d){_MONTH}月{_DAY}[日号]"
"""A day whose year was said before it (2025年元月1日至12月31日)."""

MONTH_ONLY = rf"{_YEAR}_?年_?{_MONTH}_?月(?!_?{_DAY}_?[日号])"
"""A month without a day: no date, only a hint."""

LAST_DAY = rf"{_YEAR}年(?:{_MONTH}月份?(?:月?[底末]|最后一[日天])|年?(?:[底末]|最后一[日天]))"
"""The last day of a month or a year, said without its number: 2024年2月底, 2024年6月末, 2024年底, 2024年年末."""

BLANK_DATE = r"(?:(?:20\d?|二〇|二零)?[_\sX×*]{0,6}年(?:[_\sX×*]{0,6}|元)月[_\sX×*]{0,6}[日号]|(?<!\d)[_X×*]{1,4}年(?![内前后度]))"
"""A date left open: _年_月_日, 20_年_月_日, 年月日 without digits."""

_SAME = str.maketrans({"廿": "二十", "卅": "三十", "元": "一"})
_ENGLISH = {name: number for number, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), 1)}  # fmt: skip


def parse_date(text: str) -> date | None:
    """Read a printed date; None for one that does not exist (2月30日) or is no full date."""
    words = re.sub("[_【】]", "", text)
    if match := re.fullmatch(rf"({_YEAR})年({_MONTH})月({_DAY})[日号]", words):
        parts = [_number(part) for part in match.groups()]
    elif match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", words):
        parts = [int(part) for part in match.groups()]
    elif match := re.fullmatch(r"([A-Z][a-z]+) ?(\d{1,2})(?:st|nd|rd|th)?, ?(\d{4})", words):
        parts = [int(match[3]), _ENGLISH[match[1].lower()], int(match[2])]
    else:
        return None
    try:
        return date(*[part or 0 for part in parts])
    except ValueError:
        return None


def parse_last_day(text: str) -> date | None:
    """Read the end of a month or a year (`LAST_DAY`) as its last day."""
    match = re.match(rf"({_YEAR})年(?:({_MONTH})月)?", text) if re.fullmatch(LAST_DAY, text) else None
    year, month = (_number(match[1]), _number(match[2]) if match[2] else 12) if match else (None, None)
    if not year or not month or not 1 <= month <= 12:
        return None
    return date(year, month, monthrange(year, month)[1])


def _number(text: str) -> int | None:
    return numeral(text.translate(_SAME))
