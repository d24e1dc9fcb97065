"""Clause labels: the numbers that lawyers put at the head of a clause."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from pipeline.zh.fold import fold
from pipeline.zh.numerals import numeral


class Style(IntEnum):
    """A numbering system, the outer ones first.

    PART to ARTICLE always stand above the others; how the others nest is up to the document.
    """

    PART = 0
    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    HAN = 4
    HAN_PAREN = 5
    DECIMAL = 6
    DIGIT_PAREN = 7
    DIGIT_CLOSE = 8
    CIRCLED = 9
    LETTER = 10
    ROMAN = 11


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a line.

    `text` is the label without blanks and closing marks (`第十三条`, `9.2.1`, `（一）` as `(一)`, `1`), `numbers` its
    value, one for each level of a decimal; `end` is the offset in the line where the clause's words begin.
    """

    style: Style
    text: str
    numbers: tuple[int, ...]
    end: int


_HAN = "〇零一二三四五六七八九十百千两"
_ORDINAL = rf"(?:[{_HAN}]{{1,9}}|\d{{1,3}})"
_BULLET = r"(?:[-*•·●◆]\s{0,3})?"
_UNIT = r"[年月日天个份元万亿倍次人台套周名家项款条号种类%℃‰位点时分秒页层楼栋幢室岁米吨件期届]"

_MEASURE = re.compile(
    r"万|亿|元|倍|[%℃‰]|个(?:月|工作日|百分点)|平方|公里|千克|[米吨件台套亩克斤](?![\u4e00-\u9fff]{2})|[米吨度分]以[上下内]|小时|分钟|年(?=[,。;)以内]|$)|[-~至]\s?\d|/"
)
"""What makes 1.5 an amount (1.5万元, 2.2平方米) and not a clause (2.2 期满前, 3.1 年度考核)."""

_NAMED = re.compile(
    rf"{_BULLET}第\s{{0,2}}({_ORDINAL})\s{{0,2}}([编編部篇章节節条條])(?:分)?(之[{_HAN}]{{1,3}})?[\s、.:]{{0,4}}"
)
_HAN_COMMA = re.compile(rf"{_BULLET}([{_HAN}]{{1,4}})\s{{0,2}}[、.,:]\s{{0,4}}")
_HAN_BLANK = re.compile(rf"([{_HAN}]{{1,3}})\s{{1,4}}(?=\S{{2,20}}$)")
_HAN_PAREN = re.compile(rf"{_BULLET}\(\s?([{_HAN}]{{1,4}})\s?\)[\s、.,]{{0,4}}")
_DOTTED = re.compile(r"(?:[-*•·●◆]\s{0,3})?(\d{1,3}(?:\s?\.\s?\d{1,3}){1,5})(?!\.{0,9}\d)\.?、?(\s{0,4})")
_SINGLE = re.compile(rf"{_BULLET}(\d{{1,3}})\s{{0,2}}(?:\.(?!\d)|、|,(?=\s))\s{{0,4}}")
_COUNTED = re.compile(r"(?<=、)(\d{1,3})(?!\d)([、和及与至])?")
"""What makes 2、 the first of several numbers (2、3层, 1、3、5号楼) and not a label (2、24小时内)."""
_SPACED = re.compile(
    rf"(\d{{1,2}})\s{{1,4}}(?=[“《\[\u4e00-\u9fffA-Z])(?!个|[年月日天](?!度)|小时|分钟|秒钟|毫米|厘米|公里|公斤|千克|平方|立方|周岁|余[人家名个元万]|{_UNIT}(?:[以内之的前后起\d\s,。;)]|$))"
)
_STREET = re.compile(
    r"(?:[A-Z][A-Za-z.'’]{0,20}\s){1,4}(?:(?:Street|St|Avenue|Ave|Road|Rd|Lane|Drive|Boulevard|Blvd)\b|(?:Square|Place|Court|Way|Terrace|Tower|House|Building|Plaza),)"
)
"""What makes 2 the number of a house (2 Elm Street, Suite 175) and not a label."""
_DIGIT_PAREN = re.compile(rf"{_BULLET}[(\[]\s?(\d{{1,3}})\s?[)\]][\s、.,]{{0,4}}")
_DIGIT_CLOSE = re.compile(rf"{_BULLET}(\d{{1,3}})\s?\)[\s、.,]{{0,4}}")
_CIRCLED = re.compile(rf"{_BULLET}([①-⑳⑴-⒇⒈-⒛㈠-㈩])[\s、.,]{{0,4}}")
_CIRCLES = ((0x3220, Style.HAN_PAREN), (0x2488, Style.DECIMAL), (0x2474, Style.DIGIT_PAREN), (0x2460, Style.CIRCLED))
"""Where each family of one-character numbers begins, and what it is printed like: ㈠ ⒈ ⑴ ①."""
_ENGLISH = re.compile(
    r"(?i:(article|clause|section|chapter|part))\s{1,3}(\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,6})(?![\w.]*[A-Za-z0-9])[\s.:-]{0,5}(?=[A-Z“\"\u4e00-\u9fff\[(]|$)"
)
_ROMAN = re.compile(r"\(?([ivx]{1,5}|[IVX]{1,5})[).、]\s{0,4}(?=\S)")
_LETTER = re.compile(r"(?:\(\s?([A-Za-z])\s?\)|([A-Za-z])\s?[).、])\s{0,4}(?=\S)")

_NAMES = {"编": Style.PART, "部": Style.PART, "篇": Style.PART, "章": Style.CHAPTER, "节": Style.SECTION,
          "編": Style.PART, "節": Style.SECTION}  # fmt: skip
_ENGLISH_NAMES = {"part": Style.PART, "chapter": Style.CHAPTER, "section": Style.DECIMAL}
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11,
           "xii": 12, "xiii": 13, "xiv": 14, "xv": 15}  # fmt: skip


def _named(line: str) -> Label | None:
    match = _NAMED.match(line)
    if not match or (
        line[match.end(2) : match.end(2) + 1] and line[match.end(2)] in "的和与與及或至、所约約规規款项項"
    ):
        return None
    style = _NAMES.get(match[2], Style.ARTICLE)
    value = numeral(match[1])
    if value is None or (match[2] == "部" and "部分" not in line[: match.end()]):
        return None
    end = match.end(3) if match[3] else match.end(2) + (match[2] == "部")
    return Label(style, re.sub(r"\s", "", line[line.index("第") : end]), (value,), match.end())


def _english(line: str) -> Label | None:
    match = _ENGLISH.match(line)
    if not match:
        return None
    numbers = (_ROMANS.get(match[2].lower(), 0),) if match[2].isalpha() else tuple(map(int, match[2].split(".")))
    named = _ENGLISH_NAMES.get(match[1].lower(), Style.ARTICLE)
    style = named if len(numbers) == 1 else Style.DECIMAL
    return Label(style, " ".join(line[: match.end(2)].split()), numbers, match.end()) if numbers[0] else None


def _dotted(line: str) -> Label | None:
    match = _DOTTED.match(line)
    if not match:
        return None
    rest = line[match.end() :]
    numbers = tuple(int(part) for part in re.split(r"\s?\.\s?", match[1]))
    looks_like_amount = len(numbers) == 2 and _MEASURE.match(rest)
    looks_like_date = len(numbers) == 3 and numbers[0] > 99
    if looks_like_amount or looks_like_date or (line[match.end() - 1].isdigit() and re.match(r"[A-Za-z]", rest)):
        return None
    return Label(Style.DECIMAL, re.sub(r"\s", "", match[1]), numbers, match.end())


def _single(line: str) -> Label | None:
    match = _SINGLE.match(line)
    if match is None and (match := _SPACED.match(line)) and _STREET.match(line, match.end()):
        return None
    if not match or not line[match.end() :].strip():
        return None
    counted = _COUNTED.match(line, match.end())
    if counted and (int(counted[1]) == int(match[1]) + 1 or counted[2]):
        return None
    return Label(Style.DECIMAL, match[1], (int(match[1]),), match.end())


def _han(line: str) -> Label | None:
    if match := _HAN_PAREN.match(line):
        style, text = Style.HAN_PAREN, f"({match[1]})"
    elif match := _HAN_COMMA.match(line) or _HAN_BLANK.match(line):
        style, text = Style.HAN, match[1]
    else:
        return None
    value = numeral(match[1])
    return None if value is None or not line[match.end() :].strip() else Label(style, text, (value,), match.end())


def _enclosed(line: str) -> Label | None:
    if match := _DIGIT_PAREN.match(line):
        return Label(Style.DIGIT_PAREN, f"({match[1]})", (int(match[1]),), match.end())
    if match := _DIGIT_CLOSE.match(line):
        return Label(Style.DIGIT_CLOSE, f"{match[1]})", (int(match[1]),), match.end())
    if match := _CIRCLED.match(line):
        first, style = next(family for family in _CIRCLES if ord(match[1]) >= family[0])
        return Label(style, match[1], (ord(match[1]) - first + 1,), match.end())
    return None


def _lettered(line: str) -> Label | None:
    if (match := _ROMAN.match(line)) and match[1].lower() in _ROMANS:
        text = line[: match.end()].strip().rstrip(".、")
        return Label(Style.ROMAN, text, (_ROMANS[match[1].lower()],), match.end())
    if match := _LETTER.match(line):
        letter = match[1] or match[2]
        text = line[: match.end()].strip().rstrip(".、")
        return Label(Style.LETTER, text, (ord(letter.lower()) - 96,), match.end())
    return None


_MAY_BEGIN = re.compile(
    r"[\s\u200b\ufeff*\d第(\[〇零一二三四五六七八九十百千两○◯A-Za-z•·●◆・\u2460-\u249b\u3220-\u3229\u2000-\u200a\u2e80-\u2fdf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff5e〔﹝-]"
)
"""What a label may begin with, printed in any width: most lines begin with other words and are not looked at further."""
_HEAD = 64
"""Characters of a line that decide on its label."""


def label_at(line: str) -> Label | None:
    """Read the clause label at the head of a line; None when the line begins with words.

    1. 第一编 第二部分 第三章 第1节 第十三条 第 13 条 第五条之一
    2. 一、 二． 三. 十一， and a numeral with a blank before a short heading (一  总则)
    3. （一） (二)、
    4. 1.1 1.1.1 9.2.1、 with or without a blank before the words; not 2022.3.31, 1.5万元, 3.5%
    5. 1. 1、 1． and a number with a blank before words (1 定义); not 3 个工作日, 2 Elm Street
    6. （1） (1) [1]  7. 1) 1）  8. ① ⑴ ⒈ ㈠  9. a) (a) A. i) (ii)
    10. Article 1, Section 2.1, Clause 3, Chapter II before a title; not Article 5 shall apply
    A bullet (- * •) before the label is passed over. `end` counts characters of the line as given.
    """
    return _label(line[:_HEAD]) if _MAY_BEGIN.match(line) else None


_ALL = (_named, _english, _dotted, _han, _single, _enclosed, _lettered)
_READERS = {
    "第": (_named,),
    **dict.fromkeys(_HAN, (_han,)),
    **dict.fromkeys("0123456789", (_dotted, _single, _enclosed)),
    **dict.fromkeys("([", (_han, _enclosed, _lettered)),
}
"""Which labels may begin with a character; a bullet, a letter, a sign may begin any."""


@lru_cache(maxsize=4096)
def _label(line: str) -> Label | None:
    folded = fold(line)
    start = len(folded) - len(folded.lstrip(" \u200b\ufeff"))
    body = folded[start:]
    for read in _READERS.get(body[:1], _ALL):
        if label := read(body):
            return replace(label, end=label.end + start) if start else label
    return None


_LIST = (Style.HAN_PAREN, Style.DIGIT_PAREN, Style.DIGIT_CLOSE)
_FIGURE = re.compile(
    r"[分度起至止前后号级座栋楼室米吨件台套人次](?![务责入级量同通报始草员账内外别期续])|之?[前后内]|以[上下内前后]|[A-Z]{1,3}\b|[A-Z]?[a-z]{1,2}\b"
)
"""What follows a figure rather than a number: 88.5分, 24.1.1起, 50 Hz, 95 号, 1. 5万元."""
_PERIOD = re.compile(r"个?(?:工作日|自然日|日历日)|个月|[日天]内")
"""5）个工作日: a period in words and figures, cut by a line end."""
_ENUMERATION = re.compile(r"[一二三四五六七八九十]{1,3}(?=[期层级类项号楼月份日年个区标])")
"""一、二期, 三、四层: two numerals in a row."""


def may_be_figure(label: Label, line: str) -> bool:
    """Say whether a label may as well be a figure of the text: （96）, 95 号, 24.1.1起. `line` is folded."""
    words = line[label.end :]
    last = label.numbers[-1]
    if label.style is Style.HAN:
        return last > 30 or _ENUMERATION.match(words) is not None
    if label.style in _LIST:
        return last > 20 or (label.style is Style.DIGIT_CLOSE and _PERIOD.match(words) is not None)
    if label.style is not Style.DECIMAL:
        return False
    if len(label.numbers) > 1:
        return max(label.numbers) > 40 or (line[label.end - 1].isdigit() and _FIGURE.match(words) is not None)
    bare = line[: label.end].strip().isdigit() and (last >= 10 or _FIGURE.match(words) is not None)
    return last > 40 or words[:1].isdigit() or (last > 1 and bare)
