"""Values as people type them into a cell, and as a cell shows them.

What a cell may hold follows from the type of the attribute in the value's dataclass; what its words mean (lengths of
time, rates, currencies, words of a closed list) from the tables here, which are those of the record's description.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.corrections.slots import BLANK, DELETED, UNREADABLE
from pipeline.model.finding import Extractor
from pipeline.reports.json import value_json
from pipeline.reports.labels import Language, word
from pipeline.zh.compact import compact
from pipeline.zh.dates import parse_date
from pipeline.zh.durations import parse_duration, read_iso
from pipeline.zh.fold import fold
from pipeline.zh.money import AMOUNT, RATE, parse_money, parse_rate

Json = Any

CLOSED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("renewal", "kind"): ("automatic_extension", "automatic_renewal", "by_agreement"),
    ("termination", "ground"): ("convenience", "mutual_agreement", "breach", "insolvency", "force_majeure", "expiry",
                                "change_of_law", "other"),
    ("liability_caps", "scope"): ("liability", "liquidated_damages", "exclusion"),
    ("dispute_resolution", "method"): ("litigation", "arbitration", "undecided"),
}  # fmt: skip
"""Attributes whose value is one of a few words."""

OPEN: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("termination", "by"): ("either", "automatic"),
    ("liability_caps", "protects"): ("both",),
    ("confidentiality", "duration"): ("indefinite",),
}
"""Attributes whose value may be one of a few words, or something else."""

DURATIONS = frozenset({"duration", "length", "notice", "negotiation_period", "termination_after"})
"""Attributes that hold a length of time, ISO 8601."""

_DELETE = frozenset({"删除", "刪除", "delete", "deleted"})
_NONE = frozenset({"无", "無", "没有", "none", "not stated"})
_BLANK = frozenset({"留空", "blank", "left blank", "left open"})
_UNREADABLE = frozenset({"无法辨认", "看不清", "unreadable", "illegible"})
_YES, _NO = frozenset({"是", "yes", "true", "y", "√"}), frozenset({"否", "no", "false", "n", "×"})
_PLAIN_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_AMOUNT = re.compile(AMOUNT)
_RATE = re.compile(
    rf"(?:每|按)?(?P<before>日|天|月|年)?(?:的)?(?P<rate>{RATE})(?:/|每)?(?P<after>日|天|月|年|day|month|year)?"
)
_PERIODS = {"日": "day", "天": "day", "月": "month", "年": "year"}
_ISO = re.compile(r"P(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T\d+H)?")
_EXACT_DIGITS = 15
"""Digits that a number of Excel keeps (Excel specifications and limits); a longer one ends in zeros."""


class NotUnderstood(ValueError):
    """What a cell says is no value of its attribute; the texts say how to write one."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cell may hold: the type, the place it has, whether it may be empty, and the attributes beside it."""

    type: Any
    field: str
    attribute: str
    optional: bool
    beside: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the record that people write in their own language."""
        key = self.field, self.attribute
        return (*CLOSED.get(key, ()), *OPEN.get(key, ()))


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as the record has it, and what the same words say of the attributes beside it."""

    value: Json
    also: Mapping[str, Json] = field(default_factory=dict)


@cache
def kind_of(extractor: Extractor[Any], attribute: str | None) -> Kind:
    """Give what a cell of a field may hold. A value without attributes may always be missing."""
    if attribute is None:
        return Kind(extractor.produces, extractor.field, "", True, frozenset())
    hints = get_type_hints(extractor.produces)
    names = {item.name.rstrip("_"): item for item in dataclasses.fields(extractor.produces)}
    hint = hints[names[attribute].name]
    options = [one for one in get_args(hint) if one is not NoneType]
    is_tuple = get_origin(hint) is tuple
    optional = is_tuple or NoneType in get_args(hint) or names[attribute].default is None
    inner = tuple if is_tuple else options[0] if options else hint
    return Kind(inner, extractor.field, attribute, optional, frozenset(names))


def typed(cell: Any, kind: Kind) -> Typed:
    """Read a cell: text, number, Excel date or truth value. Raises NotUnderstood."""
    text = _text(cell)
    said = re.sub(r"^[（(\[]|[)）\]]$", "", text).strip().lower()
    for state, words in ((DELETED, _DELETE), (BLANK, _BLANK), (UNREADABLE, _UNREADABLE)):
        if said in words:
            return Typed(state)
    if said in _NONE:
        if not kind.optional:
            raise _how(kind)
        return Typed(None)
    if not text or (text.startswith("#") and text.rstrip("!?").isupper()):
        raise _how(kind)
    read: Typed = _READERS[kind.type](cell, text, kind)
    return read


def _text(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}" if cell == cell and abs(cell) != float("inf") else ""
    return "" if cell is None else str(cell).strip()


def day(text: str) -> date | None:
    """Read a day as people type it: 2026-03-31, 2026/3/31, 2026年3月31日; None for what is none."""
    return parse_date(compact(text).text)


def _date(cell: Any, text: str, kind: Kind) -> Typed:
    if isinstance(cell, datetime):
        return Typed(cell.date().isoformat())
    if isinstance(cell, date):
        return Typed(cell.isoformat())
    found = day(text) if isinstance(cell, str) else None
    if not found:
        raise _how(kind)
    return Typed(found.isoformat())


def _number(cell: Any, text: str, kind: Kind) -> Typed:
    words = compact(text).text.replace("_", "")
    if isinstance(cell, bool | date):
        raise _how(kind)
    if _PLAIN_NUMBER.fullmatch(words):
        try:
            return Typed(value_json(Decimal(words.replace(",", ""))))
        except InvalidOperation as error:
            raise _how(kind) from error
    money = parse_money(words) if _AMOUNT.fullmatch(words) else None
    if not money:
        raise _how(kind)
    return Typed(value_json(money.amount), {"currency": money.currency} if "currency" in kind.beside else {})


def _truth(cell: Any, text: str, kind: Kind) -> Typed:
    word_ = text.lower()
    if isinstance(cell, bool) or word_ in _YES | _NO:
        return Typed(cell if isinstance(cell, bool) else word_ in _YES)
    raise _how(kind)


def _list(cell: Any, text: str, kind: Kind) -> Typed:
    plain = _words(cell, text, kind).value
    return Typed([part for piece in re.split("[；;\n]", plain) if (part := piece.strip())] or None)


def _words(cell: Any, text: str, kind: Kind) -> Typed:
    """Read text: one of the words of its attribute, a length of time, a rate, a currency, or what is written."""
    for english in kind.words:
        if text.lower().replace(" ", "_") == english or text in (
            word(english, "zh", kind.attribute),
            word(english, "zh"),
        ):
            return Typed(english)
    if (kind.field, kind.attribute) in CLOSED:
        raise _how(kind)
    if kind.attribute in DURATIONS:
        return _duration(text, kind)
    if kind.attribute == "currency":
        return Typed(_currency(text, kind))
    if isinstance(cell, bool | date) or (isinstance(cell, int | float) and len(text.partition(".")[0]) > _EXACT_DIGITS):
        raise NotUnderstood(
            f"Excel 把“{text}”当成了日期、逻辑值或数值：请把单元格格式改为“文本”后重新填写",
            f"Excel took “{text}” for a date, a truth value or a number: make the cell a text cell and write it again",
        )
    return Typed(_rate(text) if kind.attribute == "rate" else text)


def _duration(text: str, kind: Kind) -> Typed:
    words = compact(text).text
    iso = words.upper()
    if weeks := re.fullmatch(r"P(\d{1,3})W", iso):
        return Typed(f"P{7 * int(weeks[1])}D")
    if hours := re.fullmatch(r"(\d{1,4})个?小时", words):
        return Typed(f"PT{hours[1]}H")
    if _ISO.fullmatch(iso):
        known = read_iso(iso)
        return Typed(known.iso if known else iso)
    length = parse_duration(words)
    if not length or (length.working and "working_days" not in kind.beside):
        raise _how(kind)
    return Typed(length.iso, {"working_days": length.working} if length.working else {})


def _rate(text: str) -> str:
    """Write a rate as the record does (0.05%/day); other ways to measure (LPR, 5倍) stay as they are written."""
    match = _RATE.fullmatch(compact(text).text)
    rate = parse_rate(match["rate"]) if match else None
    if not match or not rate:
        return text
    period = match["before"] or match["after"]
    return f"{rate}/{_PERIODS.get(period, period)}" if period else rate


def _currency(text: str, kind: Kind) -> str:
    words = fold(text).upper()
    if re.fullmatch("[A-Z]{3}", words) and words != "RMB":
        return words
    if words in ("元", "圆", "RMB", "¥") or words.startswith("人民币"):
        return "CNY"
    money = parse_money(f"1{words}")
    if not money or money.currency == "CNY":
        raise _how(kind)
    return money.currency


_READERS: Mapping[Any, Any] = {date: _date, Decimal: _number, bool: _truth, tuple: _list, str: _words}


def _how(kind: Kind) -> NotUnderstood:
    """Say how a value of a kind is written."""
    key = kind.field, kind.attribute
    if key in CLOSED:
        chinese = "、".join(word(one, "zh", kind.attribute) for one in CLOSED[key])
        return NotUnderstood(f"请填写其中之一：{chinese}", f"write one of: {', '.join(CLOSED[key]).replace('_', ' ')}")
    zh, en = {
        date: ("请填写日期，如 2026-03-31 或 2026年3月31日", "write a date such as 2026-03-31"),
        Decimal: ("请填写金额，如 1,000,000 或 100万元", "write an amount such as 1,000,000"),
        bool: ("请填写“是”或“否”", "write yes or no"),
    }.get(kind.type, ("请填写文字；没有的写（无），留空的写（留空）", "write text, none or blank"))
    if kind.attribute in DURATIONS:
        zh, en = "请填写期间，如 30日、3个月、2年 或 P30D", "write a length such as P30D, P3M or 30日"
    elif kind.attribute == "currency":
        zh, en = "请填写币种，如 人民币、美元 或 CNY、USD", "write a currency such as CNY or USD"
    return NotUnderstood(zh, en)


def shown(value: Json, kind: Kind, language: Language) -> Any:
    """Give a cell of the record as people read it; `typed` reads it back."""
    if isinstance(value, Mapping):
        named = {"blank": ("（留空）", "blank"), "deleted": ("（删除）", "delete")}.get(value["state"])
        return named[language == "en"] if named else f"（{word(value['state'], language)}）"
    if isinstance(value, bool):
        return word("yes" if value else "no", language)
    if isinstance(value, list):
        return "；".join(map(str, value)) or None
    if kind.type is date and isinstance(value, str):
        return date.fromisoformat(value)
    return word(value, language, kind.attribute) if value in kind.words else value
