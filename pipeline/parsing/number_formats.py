"""Numbers as Word prints them in automatic lists: ST_NumberFormat, ECMA-376 Part 1, 17.18.59.

Sources beside the standard: the samples of [MS-DOCX] 2.4 (一, 十, 一○○ and 一, 一〇, 一〇〇) for the two zeros.
"""

import re
from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LETTERS = 5200
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _counting(value: int, digits: str, units: tuple[str, str, str], *, plain_ten: bool) -> str:
    """Write 1..9999 with units; `plain_ten` drops the one of 一十 at the head (十二, not 一十二).

    Japanese formats write no zero in a gap (千五): a blank in its place in `digits` leaves it out.
    """
    if not 0 < value < 10_000:
        return str(value)
    text, gap = "", False
    for power, unit in ((1000, units[0]), (100, units[1]), (10, units[2]), (1, "")):
        digit = value // power % 10
        if digit:
            text += (digits[0].strip() if gap else "") + digits[digit] + unit
            gap = False
        elif text:
            gap = True
    return text[1:] if plain_ten and 10 <= value < 20 else text


def _thousand(value: int) -> str:
    return _counting(value, "零一二三四五六七八九", ("千", "百", "十"), plain_ten=True)


def _chinese_counting(value: int) -> str:
    """chineseCounting: 一 … 九十九 with tens, place by place from 100 on, the zero a circle (一○○)."""
    return _thousand(value) if value < 100 else _circle_digits(value)


def _japanese_counting(value: int) -> str:
    """japaneseCounting: no one before 十, 百 and 千, no zero in a gap (百一, 千二十)."""
    return re.sub("一(?=[十百千])", "", _counting(value, " 一二三四五六七八九", ("千", "百", "十"), plain_ten=True))


def _place_by_place(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _circle_digits(value: int) -> str:
    return _place_by_place(value).replace("〇", "○")


def _letters(value: int) -> str:
    """Write a … z, aa … zz, the same letter up to two hundred times; then digits."""
    if value > _LETTERS:
        return str(value)
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (value // size)
        value %= size
    return text


def _from(first: int, count: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if 0 < value <= count else str(value)


def _circled(value: int) -> str:
    for start, first, count in ((0, 0x2460, 20), (20, 0x3251, 15), (35, 0x32B1, 15)):
        if start < value <= start + count:
            return chr(first + value - start - 1)
    return str(value)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else str(value)


def _zodiac_pair(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


def _ordinal(value: int) -> str:
    suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def _full_width(value: int) -> str:
    return str(value).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}" if value else "0",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda value: f"- {value} -",
    "ordinal": _ordinal,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _japanese_counting,
    "ideographDigital": _place_by_place,
    "japaneseDigitalTenThousand": _place_by_place,
    "taiwaneseDigital": _circle_digits,
    "chineseLegalSimplified": lambda value: _counting(value, _LEGAL, ("仟", "佰", "拾"), plain_ten=False),
    "japaneseLegal": lambda value: _counting(value, " 壱弐参四伍六七八九", ("阡", "百", "拾"), plain_ten=False),
    "ideographLegalTraditional": lambda value: _counting(
        value, "零壹貳參肆伍陸柒捌玖", ("仟", "佰", "拾"), plain_ten=False
    ),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _zodiac_pair,
    "ideographEnclosedCircle": _from(0x3220, 10),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _from(0x2460, 10),
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def number_text(value: int, number_format: str) -> str:
    """Write a number in a list format; a format we do not know is written in digits, as Word does.

    chineseCounting and taiwaneseCounting turn to place by place at 100 (一○○), the Thousand formats say
    一百; ideographDigital is always place by place; the legal formats keep 壹拾. A format of digits is the
    first sample of a custom format and says how wide to write (001: 17.9.17 numFmt, attribute format).
    """
    if number_format.isdecimal():
        return f"{value:0{len(number_format)}d}"
    return _FORMATS.get(number_format, str)(value)
