"""Amounts of money and rates as Chinese agreements print them, over compact text."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.zh.numerals import numeral

_CODES = (
    ("美元", "USD"), ("美金", "USD"), ("USD", "USD"), ("US$", "USD"), ("欧元", "EUR"), ("EUR", "EUR"), ("€", "EUR"),
    ("港币", "HKD"), ("港元", "HKD"), ("HKD", "HKD"), ("HK$", "HKD"), ("日元", "JPY"), ("JPY", "JPY"),
    ("英镑", "GBP"), ("GBP", "GBP"), ("£", "GBP"), ("新台币", "TWD"), ("TWD", "TWD"), ("澳门元", "MOP"), ("MOP", "MOP"),
    ("新加坡元", "SGD"), ("新元", "SGD"), ("SGD", "SGD"), ("S$", "SGD"), ("NT$", "TWD"), ("澳大利亚元", "AUD"), ("澳元", "AUD"), ("AUD", "AUD"), ("A$", "AUD"), ("AU$", "AUD"),
    ("加拿大元", "CAD"), ("加元", "CAD"), ("CAD", "CAD"), ("C$", "CAD"), ("CA$", "CAD"), ("瑞士法郎", "CHF"), ("CHF", "CHF"), ("韩元", "KRW"), ("KRW", "KRW"),
    ("卢布", "RUB"), ("RUB", "RUB"), ("泰铢", "THB"), ("THB", "THB"), ("越南盾", "VND"), ("VND", "VND"), ("马来西亚令吉", "MYR"), ("林吉特", "MYR"), ("MYR", "MYR"), ("$", "USD"), ("人民币", "CNY"), ("RMB", "CNY"), ("CNY", "CNY"), ("¥", "CNY"),
)  # fmt: skip
"""Marks of currencies and their ISO 4217 codes; a mark stands before any other it holds."""

_ENGLISH = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}
_SCALE = "(?:亿|千万|百万|十万|万|千)"
_MARK = "(?:" + "|".join(re.escape(mark) for mark, _ in _CODES) + ")"
_NAME = "(?:" + "|".join(mark for mark, _ in _CODES if not mark.isascii() and len(mark) > 1) + ")"
_LEAD = rf"{_MARK}(?:元|\(大写\))?:?[_ ]?"
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15}(?!\d))(?:\.\d{1,4})?"
_CAPITAL = r"[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟][零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億]{0,30}"
_SMALL = r"(?:[元圆](?:[零壹贰貳叁參肆伍陆陸柒捌玖]{1,2}角)?(?:[零壹贰貳叁參肆伍陆陸柒捌玖]{1,2}分)?)"
_IN_WORDS = rf"(?:{_CAPITAL}(?:_[万亿]?)?{_SMALL}[整正]?|(?<=[:币\)写]){_CAPITAL}[整正]?)"
_ECHO = r"(?:\((?:大写:?)?(?:人民币)?[一-龥]{1,20}\))"
_FIGURES = rf"{_DIGITS}_?{_ECHO}?(?:亿\d{{1,4}}(?:千万|万)|{_SCALE})?{_ECHO}?"

AMOUNT = (
    rf"(?:(?:{_LEAD})?(?:\(?大写\)?:?)?(?<![零壹贰叁肆伍陆柒捌玖拾佰仟万亿]){_IN_WORDS}(?:\((?:小写:?)?{_MARK}?:?[_ ]?{_DIGITS}元?\))?"
    rf"|{_LEAD}_?{_FIGURES}(?: ?(?:[Tt]housand|[MmBb]illion|MILLION)(?![A-Za-z])|元(?:人民币)?[整正]?)?"
    rf"|(?<![\d.])(?<!\d,)_?{_FIGURES}(?:元(?:人民币)?|圆|{_NAME})[整正]?"
    rf"|(?:{_LEAD})?(?<![一二两三四五六七八九十百千万亿])[一二两三四五六七八九十百千][一二两三四五六七八九十百千万亿零]{{0,12}}(?:元(?!化|论)|圆|{_NAME})整?)"
)
"""An amount.

1. 100万元, 10万人民币, 5000元, 人民币100,000.00元, 1.5亿元, 3亿5千万元  2. ¥100,000, RMB 100000, USD 5,000, 人民币1000
3. 人民币壹拾万元整, 大写：叁拾万元整, 人民币（大写）：壹拾万元整（¥100,000.00）  4. 一百万元
5. 100（壹佰）万元, 200万（大写：贰佰万）元  6. USD 1.2 million
Numbers without a currency, and years in capitals (贰零贰叁年), are none.
"""

RATE = (
    r"(?:(?<![\d.])\d{1,9}(?:\.\d{1,6})?_?[%‰‱]"
    r"|[百千万]分之_?(?:\d{1,6}(?:\.\d{1,6})?|[一二两三四五六七八九十百零〇点壹贰叁肆伍陆柒捌玖拾佰]{1,8}))"
)
"""A rate: 30%, 0.5‰, 百分之三十, 百分之叁拾, 百分之30, 千分之一, 万分之五."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of its currency (ISO 4217)."""

    amount: Decimal
    currency: str


_CODE = dict(reversed(_CODES))
_CURRENCY, _FIGURED, _ECHOED = re.compile(_MARK), re.compile(_FIGURES), re.compile(_ECHO)
_SCALED = re.compile(rf"(\d+(?:\.\d+)?)({_SCALE})?")
_AROUND = re.compile(rf"{_NAME}(?:元)?|{_MARK}|大写|[:() 整正]")


@lru_cache(maxsize=1024)
def parse_money(text: str) -> Money | None:
    """Read a printed amount (see AMOUNT); figures go before words, the first currency counts. None for text that is none."""
    mark = _CURRENCY.search(text)
    currency = _CODE[mark.group()] if mark else "CNY"
    words = text.replace("_", "")
    if figures := _FIGURED.search(words):
        plain = _ECHOED.sub("", figures.group()).replace(",", "")
        parts = _SCALED.findall(plain)
        amount = sum((Decimal(number) * _SCALES.get(scale, 1) for number, scale in parts), Decimal())
        amount *= next((size for word, size in _ENGLISH.items() if word in text.lower()), 1)
        return Money(_plain(amount), currency)
    amount_in_words = parse_capital(_AROUND.sub("", words))
    return Money(amount_in_words, currency) if amount_in_words is not None else None


def _plain(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount.normalize()


def parse_capital(text: str) -> Decimal | None:
    """Read an amount in words (壹拾万元整, 叁仟零伍元伍角, 一百万元); None for text that is none."""
    match = re.fullmatch(
        r"(?:(?P<whole>[^元圆角分]+)(?:[元圆]|$))?(?:零?(?P<jiao>[^元圆角分零])角)?(?:零?(?P<fen>[^元圆角分零])分)?",
        text,
    )
    if not match or not any(match.groups()):
        return None
    whole = _large((match["whole"] or "零").replace("萬", "万").replace("億", "亿"))
    if whole is None:
        return None
    jiao, fen = numeral(match["jiao"] or "零"), numeral(match["fen"] or "零")
    return _plain(Decimal(whole) + Decimal(jiao or 0) / 10 + Decimal(fen or 0) / 100)


def _large(text: str) -> int | None:
    """Read a whole number with 万 and 亿."""
    total = 0
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        head, found, rest = text.partition(unit)
        if found:
            value = numeral(head.lstrip("零")) if head else None
            if value is None:
                return None
            total, text = total + value * size, rest
    tail = text.lstrip("零")
    value = numeral(tail) if tail else 0
    return None if value is None else total + value


def parse_rate(text: str) -> str | None:
    """Write a printed rate with the percent sign: 百分之三十 → 30%, 万分之五 → 0.05%, 1‰ → 0.1%."""
    text = text.replace("_", "")
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)([%％‰‱])", text):
        value = Decimal(match[1]) / {"‰": 10, "‱": 100}.get(match[2], 1)
    elif match := re.fullmatch(r"([百千万])分之(.+)", text):
        number = _with_point(match[2])
        if number is None:
            return None
        value = number / {"百": 1, "千": 10, "万": 100}[match[1]]
    else:
        return None
    return f"{_plain(value):f}%"


def _with_point(text: str) -> Decimal | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    whole, _, part = text.partition("点")
    value = numeral(whole)
    digits = "".join(str(numeral(character)) for character in part)
    return None if value is None else Decimal(f"{value}.{digits or 0}")
