"""The ways an agreement goes on, as its record gives them, with what limits them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.zh.compact import compact
from pipeline.zh.durations import Duration, last_day, read_iso
from pipeline.zh.renewal_limits import RenewalLimit, renewal_limits
from pipeline.zh.traditional import simplified

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Renewal:
    """A way the agreement goes on, as the record gives it; `index` counts those of the same kind from 1."""

    kind: str
    length: Duration | None
    notice: Duration | None
    condition: str
    evidence: tuple[Json, ...]
    index: int
    limits: tuple[RenewalLimit, ...] = ()


def renewals(fields: Json) -> tuple[Renewal, ...]:
    """Read the ways to go on; limits are looked for in the condition and in every quote."""
    found: list[Renewal] = []
    for finding in fields.get("renewal") or ():
        value = finding["value"]
        if value:
            notice = read_length(value.get("notice"), working=bool(value.get("working_days")))
            index = 1 + sum(renewal.kind == value["kind"] for renewal in found)
            condition, evidence = value.get("condition") or "", tuple(finding["evidence"])
            said = "。".join(dict.fromkeys((condition, *(each["quote"] for each in evidence))))
            limits = tuple(renewal_limits(compact(simplified(said)).text))
            length = read_length(value.get("length"))
            found.append(Renewal(value["kind"], length, notice, condition, evidence, index, limits))
    return tuple(found)


def read_length(iso: str | None, *, working: bool = False) -> Duration | None:
    """Read a length; None for none, for hours, and for one of nothing."""
    length = read_iso(iso or "")
    if length is None or not (length.months or length.days):
        return None
    return Duration(length.months, length.days, working and not length.months)


def final_day(renewal: Renewal, start: date | None) -> date | None:
    """Give the day on which the agreement has ended for certain, None where its limits do not tell."""
    days = [limit.day for limit in renewal.limits if limit.day]
    try:
        days += [last_day(start, limit.whole) for limit in renewal.limits if start and limit.whole]
    except (OverflowError, ValueError):
        return None
    return min(days, default=None)
