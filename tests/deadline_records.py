"""Records as JSON, as far as deadlines read them."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]

ROLES = ("甲方", "乙方")


def evidence(quote: str, start: int = 0, page: int | None = None) -> Json:
    """Give evidence for a quote."""
    place = {"part": "正文", "clause": "2.1", "page": page, "start": start, "end": start + len(quote), "boxes": []}
    return {"quote": quote, **place}


def finding(
    value: Any, quote: str = "原文", *, state: str = "stated", rule: str = "rule", others: Sequence[Json] = ()
) -> Json:
    """Give a finding with one quote; the alternatives are findings too."""
    start = sum(map(ord, quote))
    return {
        "state": state,
        "value": value,
        "rule": rule,
        "evidence": [evidence(quote, start)],
        "alternatives": list(others),
    }


def renewal(
    kind: str, condition: str, length: str | None = None, notice: str | None = None, *, working: bool = False
) -> Json:
    """Give a way to go on."""
    value = {"kind": kind, "length": length, "notice": notice, "condition": condition, "working_days": working}
    return finding(value, condition)


def record(
    fields: Mapping[str, Any], *, path: str = "合同/甲.docx", status: str = "complete", problems: Sequence[Json] = ()
) -> Json:
    """Give a record with the fields deadlines read; those not given are as in an agreement that is silent."""
    parties = [finding({"role": role, "name": f"{role}有限公司", "short_names": []}) for role in ROLES]
    silent = {
        "expiry_date": None,
        "term": None,
        "effective": None,
        "renewal": [],
        "termination": [],
        "confidentiality": None,
    }
    document = {"id": "0123456789abcdef", "path": path, "also_at": [], "status": status, "problems": list(problems)}
    return {"document": document, "fields": {} if status == "failed" else {"parties": parties} | silent | dict(fields)}
