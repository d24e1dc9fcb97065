"""Values in few words, and one line an agreement: what a reader wants to know first."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pipeline.reports.labels import Language, status_word, word
from pipeline.zh.fold import fold
from pipeline.zh.money import AMOUNT, RATE, parse_money, parse_rate

Json = Mapping[str, Any]

COLUMNS = (
    ("文件", "File", 4),
    ("名称", "Title", 4),
    ("当事人", "Parties", 6),
    ("到期日", "Expiry", 3),
    ("责任上限", "Cap", 3),
    ("争议解决", "Venue", 4),
    ("复核", "Flags", 1),
    ("状态", "Status", 2),
)
"""Columns of the summary: Chinese and English head, share of the width."""

_SUM = re.compile(
    rf"(?:人民币)?(?P<sum>{AMOUNT})(?:整|\((?:人民币|大写|小写|[:¥,.\d元圆整零壹贰叁肆伍陆柒捌玖拾佰仟万亿]){{1,30}}\)){{0,2}}"
)
_SHARE = re.compile(rf"(?:的|之|总额|总和|金额){{0,3}}(?P<rate>{RATE})")
_LONGEST, _TAIL = 60, 24


def _party(value: Json, language: Language) -> str:
    name = value.get("name") or f"（{word('blank', language)}）"
    return name if value.get("role") in (None, value.get("name")) else f"{value['role']}：{name}"


def _cap(value: Json, language: Language) -> str:
    who = f"{word(value['protects'], language)}：" if value.get("protects") else ""
    if value.get("scope") == "liquidated_damages":
        who = f"[{word('liquidated_damages', language)}] {who}"
    amount, rate, formula = value.get("amount"), value.get("rate"), _short(value.get("formula") or "")
    if amount is not None:
        said = f"{amount:,} {value.get('currency') or ''}".rstrip()
    elif rate:
        said = f"{value.get('base') or ''} {rate}".strip()
    else:
        return who + (formula or word(value.get("scope") or "", language))
    if not formula or _only_repeats(value):
        return who + said
    return f"{who}{said}（{formula}）" if language == "zh" else f"{who}{said} ({formula})"


def _only_repeats(cap: Json) -> bool:
    """Say whether the words of a cap are no more than its sum, or its base and rate; 每票, 以较高者为准 are more."""
    words = fold(cap["formula"])
    if cap.get("amount") is not None:
        told = _SUM.fullmatch(words)
        money = parse_money(told["sum"]) if told else None
        return money is not None and money.amount == Decimal(str(cap["amount"]))
    told = _SHARE.fullmatch(words.removeprefix(fold(cap.get("base") or "")))
    return told is not None and parse_rate(told["rate"]) == cap["rate"]


def _short(words: str) -> str:
    """Shorten words in their middle: what a limit is begins them, which of several counts ends them."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - _TAIL]}…{words[-_TAIL:]}"


def _dispute(value: Json, language: Language) -> str:
    return " ".join(filter(None, (word(value["method"], language), value.get("forum"))))


def _term(value: Json, language: Language) -> str:
    ends = f"{value.get('start') or '…'} — {value.get('end') or '…'}" if value.get("start") or value.get("end") else ""
    return f"{ends} {value.get('duration') or ''}".strip()


def _renewal(value: Json, language: Language) -> str:
    return " ".join(filter(None, (word(value["kind"], language), value.get("length"), value.get("condition"))))


def _effective(value: Json, language: Language) -> str:
    return " ".join(filter(None, (value.get("date"), value.get("condition"))))


HEADLINES: dict[str, Callable[[Json, Language], str]] = {
    "parties": _party,
    "liability_caps": _cap,
    "dispute_resolution": _dispute,
    "term": _term,
    "renewal": _renewal,
    "effective": _effective,
}
"""How the value of a field is said in few words; a field not listed shows all its attributes."""


def _words(field: str, finding: Json | None, language: Language) -> str:
    if not finding:
        return ""
    value = finding["value"]
    if value is None:
        return f"（{word(finding['state'], language)}）"
    text = HEADLINES[field](value, language) if field in HEADLINES else str(value)
    return f"{text}（{word('computed', language)}）" if finding["state"] == "computed" else text


def _scope(cap: Json) -> str | None:
    return cap["value"]["scope"] if cap["value"] else None


def summary_row(record: Json, language: Language) -> tuple[str, ...]:
    """Give the cells of COLUMNS for a record; a field the agreement does not speak of is empty."""
    fields, document = record["fields"], record["document"]
    caps = [cap for cap in fields.get("liability_caps") or [] if _scope(cap) != "exclusion"]
    caps.sort(key=lambda cap: _scope(cap) != "liability")
    return (
        document["path"].rsplit("/", 1)[-1],
        _words("title", fields.get("title"), language),
        "；".join(_words("parties", party, language) for party in fields.get("parties") or []),
        _words("expiry_date", fields.get("expiry_date"), language),
        _words("liability_caps", caps[0] if caps else None, language),
        _words("dispute_resolution", fields.get("dispute_resolution"), language),
        str(len(record["review"]) or ""),
        status_word(document, language),
    )
