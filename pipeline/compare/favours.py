"""Which party a changed field favours, by stated rules; where no rule speaks, nobody is named.

1. A cap: a lower one favours the party it protects, a higher one (or none any more) the other. 2. Liquidated damages: a
higher rate or sum favours the payee, a lower one the payer. 3. Notice of termination: a shorter one favours the party
that may give it. 4. Venue: the place of a party favours that party. 5. Everything else, and whatever concerns both
sides alike, is unclear.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

Parts = Mapping[str, Any] | None

_BOTH = frozenset({None, "", "both", "either", "automatic", "双方", "任何一方", "任一方", "违约方", "守约方", "一方"})
_PLACE = re.compile(r"(.{1,12}?)(?:的)?(?:住所地|所在地|注册地|登记地|经营地)")
_LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")


@dataclass(frozen=True, slots=True)
class Favour:
    """The role a change favours (None: unclear) and the rule in both languages."""

    role: str | None
    zh: str
    en: str


UNCLEAR = Favour(None, "无适用规则，利弊不明", "no rule applies: unclear")


def judge(field: str, old: Parts, new: Parts) -> Favour:
    """Judge a changed field by the rules of this module."""
    rule = _RULES.get(field)
    return rule(old, new) if rule else UNCLEAR


def _cap(old: Parts, new: Parts) -> Favour:
    protected = (new or old or {}).get("protects")
    if protected in _BOTH:
        return Favour(None, "责任上限适用于双方", "the cap protects both")
    if old is None:
        return Favour(protected, "新增责任上限，有利于受保护方", "a new cap favours the party it protects")
    if new is None:
        return Favour(other_than(protected), "取消责任上限，不利于受保护方", "a cap taken out favours the other party")
    order = _order(old, new)
    if order is None:
        return UNCLEAR
    if order < 0:
        return Favour(protected, "责任上限降低，有利于受保护方", "a lower cap favours the party it protects")
    return Favour(other_than(protected), "责任上限提高，有利于相对方", "a higher cap favours the other party")


def _damages(old: Parts, new: Parts) -> Favour:
    payer, payee = (new or old or {}).get("payer"), (new or old or {}).get("payee")
    payer = None if payer in _BOTH else payer
    payee = (other_than(payer) if payer else None) if payee in _BOTH else payee
    order = 1 if old is None else -1 if new is None else _order(old, new)
    if order is None or not (payer or payee):
        return UNCLEAR
    if order > 0:
        return Favour(payee, "违约金新增或提高，有利于收取方", "higher liquidated damages favour the payee")
    return Favour(payer, "违约金取消或降低，有利于支付方", "lower liquidated damages favour the payer")


def _termination(old: Parts, new: Parts) -> Favour:
    by = (new or old or {}).get("by")
    if by in _BOTH:
        return Favour(None, "双方均可行使", "either party may")
    if old is None:
        return Favour(by, "新增解除权，有利于权利方", "a new right to terminate favours its holder")
    if new is None:
        return Favour(other_than(by), "取消解除权，有利于相对方", "a right taken out favours the other party")
    before, after = days(old.get("notice")), days(new.get("notice"))
    if before is None or after is None or before == after:
        return UNCLEAR
    if after < before:
        return Favour(by, "通知期缩短，有利于通知方", "a shorter notice favours the party that gives it")
    return Favour(other_than(by), "通知期延长，有利于相对方", "a longer notice favours the other party")


def _venue(old: Parts, new: Parts) -> Favour:
    place = _PLACE.match(str((new or {}).get("forum_basis") or (new or {}).get("forum") or ""))
    before = _PLACE.match(str((old or {}).get("forum_basis") or (old or {}).get("forum") or ""))
    if place is None or place[1] in ("原告", "被告", "合同", "协议", "标的物", "工程", "不动产", "项目"):
        return UNCLEAR
    if before is not None and before[1] == place[1]:
        return UNCLEAR
    return Favour(place[1], "争议由该方所在地管辖", "disputes are heard where this party is")


_RULES = {
    "liability_caps": _cap,
    "liquidated_damages": _damages,
    "termination": _termination,
    "dispute_resolution": _venue,
}


def other_than(role: str | None) -> str | None:
    """Give the counterparty of 甲方 and 乙方; None for roles whose counterparty is not known by name."""
    return {"甲方": "乙方", "乙方": "甲方", "买方": "卖方", "卖方": "买方", "出租方": "承租方", "承租方": "出租方", "出租人": "承租人", "承租人": "出租人"}.get(role or "")  # fmt: skip


def _order(old: Mapping[str, Any], new: Mapping[str, Any]) -> int | None:
    """Say whether the later value is higher (1) or lower (-1); None where they cannot be compared."""
    for key in ("amount", "rate"):
        one, other = _number(old.get(key)), _number(new.get(key))
        if one is not None and other is not None and one != other:
            return 1 if other > one else -1
    return None


def _number(value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value).split("%")[0])
    except InvalidOperation:
        return None


def days(length: Any) -> int | None:
    """Give an ISO 8601 length in days of 30 a month and 365 a year, to tell shorter from longer; None for none."""
    match = _LENGTH.fullmatch(str(length or ""))
    if not match or not any(match.groups()):
        return None
    years, months, rest = (int(group or 0) for group in match.groups())
    return years * 365 + months * 30 + rest
