"""Amounts of money and rates as Chinese agreements print them, over compact text."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pipeline.zh.numerals import numeral

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,4})?"
_CAPITAL = r"[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億元圆角分整正]{3,40}"
_HAN = r"[一二两三四五六七八九十百千万亿]{1,12}"
_CURRENCY = r"(?:人民币|RMB|CNY|¥|美元|USD|US\$|\$|欧元|EUR|€|港币|港元|HKD|日元|JPY|英镑|GBP)"

AMOUNT = (
    rf"(?:{_CURRENCY}:?_?)?(?:(?:\(?大写\)?:?)?{_CAPITAL}(?:\({_CURRENCY}?:?{_DIGITS}元?\))?"
    rf"|_?{_DIGITS}_?(?:\([一-龥]{{1,12}}\))?(?:亿|千万|百万|十万|万|千)?(?:元|圆|美元|欧元|港元|港币|日元|英镑|人民币)整?|{_HAN}(?:元|圆|美元|欧元|港元)整?"
    rf"|(?<=[¥$]){_DIGITS}(?:万|亿)?|(?<=RMB|CNY|USD){_DIGITS})"
)
"""An amount.

1. 100万元, 10万人民币, 5000元, 人民币100,000.00元, 1.5亿元  2. ¥100,000, RMB100000, USD 5000
3. 人民币壹拾万元整, 大写：叁拾万元整  4. 一百万元
"""

RATE = r"(?:\d+(?:\.\d+)?(?:%|‰|％)|百分之[一二三四五六七八九十百零点]{1,8}|千分之[一二三四五六七八九十零点]{1,6}|万分之[一二三四五六七八九十零点\d.]{1,6})"
"""A rate: 30%, 0.5‰, 百分之三十, 千分之一, 万分之五."""

_CODES = (("美", "USD"), ("USD", "USD"), ("US$", "USD"), ("$", "USD"), ("欧", "EUR"), ("EUR", "EUR"), ("€", "EUR"),
          ("港", "HKD"), ("HKD", "HKD"), ("日元", "JPY"), ("JPY", "JPY"), ("英镑", "GBP"), ("GBP", "GBP"))  # fmt: skip
_SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of its currency (ISO 4217)."""

    amount: Decimal
    currency: str


def parse_money(text: str) -> Money | None:
    """Read a printed amount; None for text that is none."""
    currency = next((code for mark, code in _CODES if mark in text), "CNY")
    words = re.sub(r"_", "", text)
    if match := re.search(rf"({_DIGITS})(?:\([一-龥]{{1,12}}\))?(亿|千万|百万|十万|万|千)?", words):
        try:
            amount = Decimal(match[1].replace(",", "")) * _SCALES.get(match[2] or "", 1)
        except InvalidOperation:
            return None
        return Money(_plain(amount), currency)
    written = re.sub(r"人民币|大写|[:()整正]|美元|港元|港币|欧元", "", words)
    amount_in_words = parse_capital(written)
    return Money(amount_in_words, currency) if amount_in_words is not None else None


def _plain(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount.normalize()


def parse_capital(text: str) -> Decimal | None:
    """Read an amount in words (壹拾万元整, 叁仟零伍元伍角, 一百万元); None for text that is none."""
    match = re.fullmatch(
        r"(?P<whole>[^元圆角分]*)(?:元|圆)?(?:零?(?P<jiao>[^元圆角分零]?)角)?(?:零?(?P<fen>[^元圆角分]?)分)?", text
    )
    if not match or not match["whole"]:
        return None
    whole = _large(match["whole"].replace("萬", "万").replace("億", "亿"))
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
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)(%|‰|％)", text):
        value = Decimal(match[1]) / (10 if match[2] == "‰" else 1)
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
