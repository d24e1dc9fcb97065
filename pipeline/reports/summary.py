"""One line an agreement: what a reader wants to know first."""

from typing import Any

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

_WORDS = {
    "complete": ("完整", "complete"),
    "partial": ("部分", "partial"),
    "failed": ("失败", "failed"),
    "blank": ("（留空）", "(blank)"),
    "unreadable": ("（无法辨认）", "(unreadable)"),
    "computed": ("（推算）", " (computed)"),
    "arbitration": ("仲裁", "arbitration"),
    "litigation": ("诉讼", "litigation"),
    "undecided": ("未定", "undecided"),
}


def _word(key: str, language: str) -> str:
    return _WORDS[key][language == "en"] if key in _WORDS else key


def _plain(finding: dict[str, Any] | None, language: str) -> str:
    if not finding:
        return ""
    if finding["value"] is None:
        return _word(finding["state"], language)
    mark = _word("computed", language) if finding["state"] == "computed" else ""
    return f"{finding['value']}{mark}"


def _party(finding: dict[str, Any], language: str) -> str:
    value = finding["value"] or {}
    name = value.get("name") or _word("blank", language)
    return f"{value.get('role') or ''}：{name}" if value.get("role") != name else name


def _cap(findings: list[dict[str, Any]]) -> str:
    for finding in findings:
        value = finding["value"] or {}
        if value.get("amount") is not None:
            return f"{value['amount']:,} {value.get('currency') or ''}".strip()
        if value.get("rate") or value.get("formula"):
            return str(value.get("rate") or "") + str(value.get("base") or value.get("formula") or "")
    return ""


def _venue(finding: dict[str, Any] | None, language: str) -> str:
    value = (finding or {}).get("value")
    if not value:
        return _word(finding["state"], language) if finding else ""
    return f"{_word(value['method'], language)} {value.get('forum') or ''}".strip()


def summary_row(record: dict[str, Any], language: str) -> tuple[str, ...]:
    """Give the cells of COLUMNS for a record; a field the agreement does not speak of is empty."""
    fields, document = record["fields"], record["document"]
    return (
        document["path"].rsplit("/", 1)[-1],
        _plain(fields.get("title"), language),
        "；".join(_party(finding, language) for finding in fields.get("parties") or []),
        _plain(fields.get("expiry_date"), language),
        _cap(fields.get("liability_caps") or []),
        _venue(fields.get("dispute_resolution"), language),
        str(len(record["review"]) or ""),
        _word(document["status"], language),
    )
