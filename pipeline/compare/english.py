"""Dates, lengths of time and rates as English agreements print them, carried to the forms the Chinese readers take."""

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORD = (
    "(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety|hundred|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_WORDS = rf"{_WORD}(?:[ -](?:and )?{_WORD}){{0,4}}"
_UNIT = r"(?:(?:calendar|consecutive|business|working) )?(?:day|week|month|year|hour)s?"

DATE = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS}),? ?\d{{4}}"
"""1 April 2023, 1st of April, 2023; April 1, 2023 is read by pipeline.zh.dates."""
DURATION = rf"(?i:(?:\b{_WORDS} ?\(\d{{1,4}}\)|(?<![\d.,$€£¥])\d{{1,4}}|\b{_WORDS})(?: ?-? ?){_UNIT})\b(?![A-Za-z]|(?i: (?:old|of age)))"
"""30 days, thirty (30) business days, two years, 12-month."""
RATE = rf"(?i:\b{_WORDS} (?:percent|per cent) ?\(\d{{1,3}}(?:\.\d{{1,4}})?%\)|\d{{1,3}}(?:\.\d{{1,4}})? (?:percent|per cent)\b)"
"""fifty percent (50%), 5 percent."""

_SMALL = {word: number for number, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"), 1)}  # fmt: skip
_TENS = {word: 10 * number for number, word in enumerate(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}  # fmt: skip


def chinese(text: str) -> str:
    """Give an English date, length of time or rate as Chinese agreements print it; other text as it is."""
    if match := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:of)?({_MONTHS}),?(\d{{4}})", text):
        return f"{match[2]} {match[1]}, {match[3]}"
    if match := re.fullmatch(rf"(?i:(.*?)-?({_UNIT.replace(' ', '')}))", text):
        number = _number(match[1])
        unit = match[2].lower().rstrip("s")
        words = {"day": "日", "week": "周", "month": "个月", "year": "年", "hour": "小时"}
        kind = (
            "个工作日" if unit.startswith(("business", "working")) else words[re.sub("calendar|consecutive", "", unit)]
        )
        return text if number is None else f"{number}{kind}"
    if match := re.fullmatch(r"(?i:.*?(\d{1,3}(?:\.\d{1,4})?)(?:percent|%\)))", text):
        return f"{match[1]}%"
    return text


def _number(words: str) -> int | None:
    """Read figures, figures behind words (thirty(30)), or words."""
    if figures := re.search(r"\d+", words):
        return int(figures.group())
    total = 0
    for word in re.findall(f"(?i:{_WORD})", words):
        low = word.lower()
        total = total * 100 if low == "hundred" else total + (_SMALL.get(low) or _TENS.get(low, 0))
    return total or None
