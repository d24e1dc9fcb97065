"""Proof that every quote of a record stands where the record says."""

from collections.abc import Iterator, Mapping
from typing import Any

BY_READER = "correction"
"""Rule of a value that a reader put in: it may stand without evidence."""


def evidence_of(node: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every piece of evidence in a record or a part of one, alternatives included."""
    if isinstance(node, Mapping):
        if {"quote", "start", "end"} <= node.keys():
            yield node
        else:
            for value in node.values():
                yield from evidence_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from evidence_of(value)


def mistakes(record: Mapping[str, Any], text: str) -> list[str]:
    """List what is wrong with the evidence of a record, given the text of its document.

    A finding without evidence (unless a reader added it), a range outside the text, a quote that differs from the text at its range.
    """
    found = []
    for name, value in record.get("fields", {}).items():
        for finding in value if isinstance(value, list) else [value] if value else []:
            if not finding.get("evidence") and finding.get("rule") != BY_READER:
                found.append(f"{name}: a value without evidence")
    for item in evidence_of(record):
        start, end, quote = item["start"], item["end"], item["quote"]
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            found.append(f"the range {start}..{end} of “{quote}” is not in the text")
        elif text[start:end] != quote:
            found.append(f"at {start}..{end} stands “{text[start:end]}”, not “{quote}”")
    return found
