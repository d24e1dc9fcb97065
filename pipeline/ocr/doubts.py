"""Which readings of a page not to rely on: facts are proven by structure, checksum and 大写, not by scores alone.

The engine reads 100,000.00 as 100.000.00 with a good score, and its scores stay high on lines cut by a seal.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from statistics import mean

from pipeline.ocr.page import ReadLine
from pipeline.zh.fold import fold
from pipeline.zh.labels import label_at
from pipeline.zh.money import parse_capital

_SURE = 0.8
"""Probability of a character in a fact below which it is doubtful."""
_LOST = 0.5
"""Mean probability of the characters of a line below which it is unreadable."""

UNSURE, AGAIN, SHAPE, IMPOSSIBLE, CHECKSUM, AMOUNTS, MENDED, LOST = (
    "识别把握不足", "印章下两次识别不一致", "数字格式不成立", "日期不成立", "校验位不符", "大小写金额不一致", "已按大写金额校正分隔符", "无法辨认",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt:
    """A range of a line's characters to be looked at, why (in Chinese), and what it must be where that is proven."""

    line: int
    start: int
    end: int
    reason: str
    mended: str = ""


@dataclass(frozen=True)
class _Flow:
    """The lines of a page as one text: a full line runs on into the next, any other ends with a line end.

    `places` gives line and character of each character; a line end has none. `unsure` are the characters that two
    readings differ in.
    """

    text: str
    places: tuple[tuple[int, int] | None, ...]
    scores: tuple[float, ...]
    unsure: frozenset[int]

    def doubt(self, start: int, end: int, reason: str, mended: str = "") -> Iterator[Doubt]:
        """Yield a doubt for each line that a range touches."""
        touched: dict[int, list[int]] = {}
        for place in self.places[start:end]:
            if place is not None:
                touched.setdefault(place[0], []).append(place[1])
        for line, characters in touched.items():
            whole = mended if len(touched) == 1 else ""
            yield Doubt(line, characters[0], characters[-1] + 1, reason, whole)


def doubts(lines: Sequence[ReadLine]) -> list[Doubt]:
    """Give the doubtful places of a page, line by line; none overlaps another."""
    flow = _flow(lines)
    found = [Doubt(i, 0, len(line.glyphs), LOST) for i, line in enumerate(lines) if _is_lost(line)]
    proven: set[int] = set()
    for match in _AMOUNT_TWICE.finditer(flow.text):
        found += _amounts(flow, match, proven)
    for pattern, fault in _FACTS:
        for match in pattern.finditer(flow.text):
            figures = match.span("number" if "number" in match.groupdict() else 0)
            if not proven.issuperset(range(*figures)):
                found += _fact(flow, match, fault)
    found += _labels(lines, flow)
    return _apart(found)


def _flow(lines: Sequence[ReadLine]) -> _Flow:
    right = max((line.box[2] for line in lines), default=0.0)
    text: list[str] = []
    places: list[tuple[int, int] | None] = []
    scores: list[float] = []
    unsure: set[int] = set()
    for number, line in enumerate(lines):
        unsure.update(len(text) + index for index in _differing(line))
        text += [glyph.character for glyph in line.glyphs]
        places += [(number, index) for index in range(len(line.glyphs))]
        scores += [glyph.probability for glyph in line.glyphs]
        if line.box[2] < right - _room(lines[number + 1 : number + 2], line.size):
            text.append("\n")
            places.append(None)
            scores.append(1.0)
    return _Flow(fold("".join(text)), tuple(places), tuple(scores), frozenset(unsure))


def _room(following: Sequence[ReadLine], size: float) -> float:
    """Give how far before the margin a full line may end: what had to fit there is on the next line."""
    word = re.match(r"[A-Za-z0-9.,/@:_-]*", following[0].text) if following else None
    return size * (2.5 + (len(word[0]) if word else 0) / 2)


def _differing(line: ReadLine) -> Iterator[int]:
    """Yield the characters of a line that its second reading has otherwise."""
    if not line.again:
        return
    first, second = fold(line.text), fold(line.again)
    for kind, start, end, _, _ in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from range(max(start - (start == end), 0), max(end, start + 1 - (start == end)))


def _is_lost(line: ReadLine) -> bool:
    return len(line.glyphs) > 1 and mean(glyph.probability for glyph in line.glyphs) < _LOST


_NUMBER = r"(?<![\d,.、:;'])(?:\d[\d,.、:;']{0,30}\d|\d)"
_CAPITAL = r"(?<![零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正])[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{3,40}"
_AMOUNT_TWICE = re.compile(
    rf"(?P<figures>{_NUMBER})元?[^\n\d]{{0,3}}大写:?(?:人民币)?:?(?P<words>{_CAPITAL})"
    rf"|(?P<words_first>{_CAPITAL})[^\n\d]{{0,3}}(?:小写:?|[¥￥]){{1,2}}(?P<figures_last>{_NUMBER})"
)


def _amounts(flow: _Flow, match: re.Match[str], proven: set[int]) -> Iterator[Doubt]:
    """Compare an amount in figures with the same in words; mend separators where the digits agree."""
    first = match["figures"] is not None
    figures, words = ("figures", "words") if first else ("figures_last", "words_first")
    written = parse_capital(match[words].rstrip("整正"))
    if written is None:
        yield from flow.doubt(*match.span(words), SHAPE)
        return
    digits = re.sub(r"\D", "", match[figures])
    if _value(match[figures]) == written:
        proven.update(range(*match.span(figures)), range(*match.span(words)))
    elif digits == f"{written * 100:.0f}":
        proven.update(range(*match.span(figures)), range(*match.span(words)))
        yield from flow.doubt(*match.span(figures), MENDED, f"{written:,.2f}")
    else:
        yield from flow.doubt(*match.span(figures), AMOUNTS)
        yield from flow.doubt(*match.span(words), AMOUNTS)


def _value(figures: str) -> Decimal | None:
    return Decimal(figures.replace(",", "")) if _WELL_FORMED.fullmatch(figures) else None


_WELL_FORMED = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d{1,2})?")


def _fact(flow: _Flow, match: re.Match[str], fault: "Callable[[re.Match[str]], str | None]") -> Iterator[Doubt]:
    """Yield the doubt about a fact: its shape first, then two readings that differ, then its scores."""
    start, end = match.span("code" if "code" in match.groupdict() else 0)
    reason = fault(match)
    if reason is None:
        if not flow.unsure.isdisjoint(range(start, end)):
            reason = AGAIN
        elif min(flow.scores[start:end]) < _SURE:
            reason = UNSURE
    if reason:
        yield from flow.doubt(start, end, reason)


def _money_fault(match: re.Match[str]) -> str | None:
    number = match["number"]
    scaled = re.fullmatch(r"(?:0|[1-9]\d*)\.\d{1,6}", number) if match["scale"] else None
    return None if _WELL_FORMED.fullmatch(number) or scaled else SHAPE


def _rate_fault(match: re.Match[str]) -> str | None:
    return None if re.fullmatch(r"(?:0|[1-9]\d?|[12]00|1\d\d)(?:\.\d{1,4})?", match["number"]) else SHAPE


def _date_fault(match: re.Match[str]) -> str | None:
    try:
        year = int(match["year"])
        date(year, int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return IMPOSSIBLE
    return None if 1949 <= year <= 2100 else IMPOSSIBLE


def _code_fault(match: re.Match[str]) -> str | None:
    from stdnum.cn import uscc

    return None if uscc.is_valid(match["code"]) else CHECKSUM


def _han_year_fault(match: re.Match[str]) -> str | None:
    return None if len(match["year"]) == 4 else IMPOSSIBLE


def _always(_match: re.Match[str]) -> str:
    """Doubt a shape that is none: a date without one of its marks, a ¥ read as V."""
    return SHAPE


def _no_fault(_match: re.Match[str], reason: None = None) -> None:
    return reason


_FACTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (re.compile(r"(?P<year>\d{3,6})年(?P<month>\d{1,4})月(?:(?P<day>\d{1,4})日)?"), _date_fault),
    (re.compile(r"(?<![\d.])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d.])"), _date_fault),
    (re.compile(r"(?<!\d)(?:19|20)\d\d[01]\d[-/.]\d\d(?!\d)|(?<!\d)(?:19|20)\d\d[-/.][01]\d[0-3]\d(?!\d)"), _always),
    (re.compile(r"(?P<year>[〇零○一二三四五六七八九]{2,5})年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?"), _han_year_fault),
    (re.compile(r"(?<![A-Za-z])[VWY]\d[\d,.]*"), _always),
    (re.compile(rf"(?:人民币|RMB|[¥￥$])\s?(?P<number>{_NUMBER})(?P<scale>[万亿]?)(?=[^\d]|$)"), _money_fault),
    (re.compile(rf"(?<![\d,.、:;'])(?P<number>{_NUMBER})(?P<scale>[万亿]?)元"), _money_fault),
    (re.compile(_CAPITAL), _no_fault),
    (re.compile(r"(?<![\d.,])(?P<number>\d[\d.,]*)[%‰]"), _rate_fault),
    (re.compile(r"[百千万]分之[零一二三四五六七八九十\d.]+"), _no_fault),
    (re.compile(r"信用代码(?:证?号)?[^\n\dA-Z]{0,4}(?P<code>[0-9A-Z]{10,24})"), _code_fault),
    (re.compile(r"(?:(?![,。;:的与和或及为向由对])[\u4e00-\u9fff()]){2,24}(?:有限(?:责任)?公司|股份公司|集团|事务所|\(有限合伙\))"), _no_fault),
)  # fmt: skip
"""The facts of a page, each with what is wrong with its shape."""


def _labels(lines: Sequence[ReadLine], flow: _Flow) -> Iterator[Doubt]:
    """Yield a doubt for each clause number read with low probability or in two ways."""
    unsure = {flow.places[index] for index in flow.unsure if index < len(flow.places)}
    for number, line in enumerate(lines):
        label = label_at(line.text)
        if label is None or not label.text:
            continue
        end = max(label.end, 1)
        if any((number, index) in unsure for index in range(end)):
            yield Doubt(number, 0, end, AGAIN)
        elif min((g.probability for g in line.glyphs[:end] if g.character.isalnum()), default=1.0) < _SURE:
            yield Doubt(number, 0, end, UNSURE)


def _apart(found: Sequence[Doubt]) -> list[Doubt]:
    """Leave out doubts that overlap an earlier one, and order the rest by place."""
    kept: list[Doubt] = []
    for doubt in found:
        if not any(doubt.line == other.line and doubt.start < other.end and other.start < doubt.end for other in kept):
            kept.append(doubt)
    return sorted(kept, key=lambda doubt: (doubt.line, doubt.start))
