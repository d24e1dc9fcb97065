"""Values as read and as corrected: where a correction belongs in a record, and what the record says then.

Of a `Correction`, `item` counts from 1 and `new` is a value of the record, None (the agreement does not say), BLANK,
UNREADABLE or DELETED. In fields of many values `old` is {"cell", "item"}: what the register said before, and the item as it was
read ({"value", "quote"}), by which it is found again when the agreement is read anew; None for one of the reader's own.
Elsewhere `old` is what the register said before.

Everything starts from the record as it was read: `restored` takes corrections out again, so that applying them twice
is applying them once. A field of one value has one slot, a field of many one for each value, with those a reader added
behind those that were read.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from pipeline.model.correction import Correction
from pipeline.model.finding import Extractor
from pipeline.reports.json import value_json

Json = Any
Fields = Mapping[str, Extractor[Any]]

RULE = "correction"
"""Rule of a finding that a reader corrected; what was read is the first of its alternatives."""

BLANK: Json = {"state": "blank"}
"""New value of a correction: the agreement leaves it open."""

UNREADABLE: Json = {"state": "unreadable"}
"""New value of a correction: something is written there, which nobody can read."""

DELETED: Json = {"state": "deleted"}
"""New value of a correction: the agreement holds no such item."""

CONFLICT, CONTRADICTS = "correction_conflict", "correction_contradicts"
"""Flags of corrections, which go when the record is restored."""

_LIKE, _VERY_LIKE = 0.5, 0.75
"""Share of the other attributes that must be equal before an item that changed counts as the one corrected: where its
quote is the same, and where it is not."""

_APART = 0.5
"""How much less like the next item must be, before one is taken for the one corrected."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A value: the finding as read (None: nothing was), what was said of its cells in order, and whether it is gone."""

    read: Json = None
    said: Mapping[str | None, tuple[Correction, ...]] = field(default_factory=dict)
    gone: Correction | None = None
    added: tuple[int | None, str] | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A value in the order of the sheet: the finding as read and as it is now, None where there is none."""

    read: Json
    now: Json


@cache
def template(extractor: Extractor[Any]) -> Mapping[str, Json] | None:
    """Give a value with nothing but what its attributes are by default; None where values have no attributes."""
    made: Mapping[str, Json] | None = (
        value_json(extractor.produces()) if dataclasses.is_dataclass(extractor.produces) else None
    )
    return made


@cache
def required(extractor: Extractor[Any]) -> frozenset[str]:
    """Name the attributes without which there is no value: those that may not be None and have no default."""
    if not dataclasses.is_dataclass(extractor.produces):
        return frozenset()
    hints = get_type_hints(extractor.produces)
    return frozenset(
        item.name.rstrip("_")
        for item in dataclasses.fields(extractor.produces)
        if item.default is None and NoneType not in get_args(hints[item.name])
    )


def cell_of(finding: Json, attribute: str | None) -> Json:
    """Give a cell of a finding: its value, None where nothing is said, the state where it is blank or unreadable."""
    if finding is None:
        return None
    value = finding["value"] if attribute is None else (finding["value"] or {}).get(attribute)
    if value is None or value == []:
        return {"state": finding["state"]} if finding["state"] in ("blank", "unreadable") else None
    return value


def without_value(new: Json) -> bool:
    """Say whether a cell holds no value: nothing said, left blank or unreadable."""
    return new is None or new in (BLANK, UNREADABLE)


def item_found(finding: Json) -> Json:
    """Give what an item is found again by: its value and the words that prove it, empty for one of the reader's own."""
    return {"value": finding["value"], "quote": finding["evidence"][0]["quote"] if finding["evidence"] else ""}


def old_of(correction: Correction) -> Json:
    """Give what the register said before a correction."""
    return correction.old if correction.item is None else correction.old["cell"]


def item_of(correction: Correction) -> Json:
    """Give the item that a correction is of as it was read, None for one that the reader adds."""
    return None if correction.item is None else correction.old["item"]


def with_correction(slot: Slot, correction: Correction) -> Slot:
    """Add what was said last; a value said of a deleted item brings it back."""
    if correction.new == DELETED:
        return replace(slot, gone=correction)
    cell = correction.attribute
    return replace(slot, said={**slot.said, cell: (*slot.said.get(cell, ()), correction)}, gone=None)


def news(slot: Slot, extractor: Extractor[Any]) -> dict[str | None, Correction]:
    """Give the last correction of each cell that now says something other than what was read."""
    if slot.gone:
        return {}
    usual: dict[str | None, Json] = {} if slot.read or slot.added else dict((template(extractor) or {}).items())
    last = {cell: chain[-1] for cell, chain in slot.said.items()}
    return {
        cell: one
        for cell, one in last.items()
        if one.new != cell_of(slot.read, cell) and (cell not in usual or one.new != usual[cell] or len(last) > 1)
    }


def finding_of(slot: Slot, extractor: Extractor[Any]) -> Json:
    """Give the finding of a slot, corrected or as read; None where the agreement says nothing (any more)."""
    if slot.gone:
        return None
    said = news(slot, extractor)
    if not said:
        return slot.read
    new = {cell: one.new for cell, one in said.items()}
    state = next((state["state"] for state in (BLANK, UNREADABLE) if state in new.values()), "stated")
    value = _value(slot, extractor, new)
    if value is None and state == "stated":
        return None
    read = deepcopy(slot.read)
    return {
        "state": state,
        "value": value,
        "rule": RULE,
        "evidence": read["evidence"] if read else [],
        "alternatives": [read | {"alternatives": []}, *read["alternatives"]] if read else [],
    }


def _value(slot: Slot, extractor: Extractor[Any], said: Mapping[str | None, Json]) -> Json:
    """Give the value with its corrected cells; None where nothing is left or what it cannot be without is missing."""
    usual = template(extractor)
    if usual is None:
        return None if without_value(said[None]) else deepcopy(said[None])
    value = deepcopy({**usual, **((slot.read or {}).get("value") or {})})
    for cell, new in said.items():
        nothing: Json = [] if isinstance(usual.get(cell or ""), list) else None
        value[cell or ""] = nothing if without_value(new) else deepcopy(new)
    if any(value[name] is None for name in required(extractor)):
        return None
    return None if all(value[name] in (None, False, []) or value[name] == usual[name] for name in usual) else value


def slots_of(found: Json, *, many: bool) -> tuple[Slot, ...]:
    """Give the slots of a field as read."""
    return tuple(Slot(finding) for finding in found) if many else (Slot(found),)


def find(slots: Sequence[Slot], correction: Correction, extractor: Extractor[Any]) -> int | None:
    """Find the slot that a correction of an item is of, None when it is not there (any more) or cannot be told.

    1. an item added at the same time under the same number  2. the one that is most like it: the old value in its
       place, the same quote, most of the other attributes equal; of several that say the same, the nearest one
    """
    item = item_of(correction)
    if item is None:
        key = correction.item, correction.at
        return next((place for place, slot in enumerate(slots) if slot.added == key), None)
    now: list[Json] = [
        item_found(finding) if (finding := slot.read or finding_of(slot, extractor)) else None for slot in slots
    ]
    likeness = [_likeness(slot.read, one, correction) for slot, one in zip(slots, now, strict=True)]
    least = max(likeness, default=0.0) - _APART
    rivals = [place for place, like in enumerate(likeness) if like and like >= least]
    if not rivals or any(now[place]["value"] != now[rivals[0]]["value"] for place in rivals):
        return None
    here = correction.item or 1
    return min(rivals, key=lambda place: (now[place]["quote"] != item["quote"], abs(place + 1 - here)))


def _likeness(finding: Json, now: Json, correction: Correction) -> float:
    """Say how like an item is to the one corrected, from 0 (another one) to 6: cell and quote as they were, the rest."""
    item = item_of(correction)
    if now is None or not isinstance(now["value"], Mapping) or not isinstance(item["value"], Mapping):
        return 6.0 * (now is not None and now["value"] == item["value"])
    before, value = item["value"], now["value"]
    in_place = value == before or cell_of(finding, correction.attribute) in (old_of(correction), correction.new)
    same_quote = bool(item["quote"]) and (item["quote"] in now["quote"] or now["quote"] in item["quote"])
    whole = value == before and (same_quote or not item["quote"])
    names = [name for name in {*value, *before} - {correction.attribute} if value.get(name) or before.get(name)]
    share = sum(value.get(name) == before.get(name) for name in names) / len(names) if names else float(in_place)
    enough = share >= (_LIKE if same_quote else _VERY_LIKE) or (same_quote and in_place)
    return whole + in_place + 2 * same_quote + 2 * share if enough else 0.0


def restored(record: Json) -> Json:
    """Give the record as it was read: without corrections and their flags. The record itself where it has none."""
    flags = {flag["flag"] for flag in record["review"]}
    if "corrections" not in record and not flags & {CONFLICT, CONTRADICTS}:
        return record
    copy = deepcopy(record)
    removed = [mark for mark in copy.pop("corrections", ()) if "read" in mark]
    copy["review"] = [flag for flag in copy["review"] if flag["flag"] not in (CONFLICT, CONTRADICTS)]
    for name, found in copy["fields"].items():
        if isinstance(found, list):
            copy["fields"][name] = [read for finding in found if (read := _as_read(finding))]
        else:
            copy["fields"][name] = _as_read(found)
    for mark in sorted(removed, key=lambda mark: mark["item"] or 0):
        if mark["item"] is None:
            copy["fields"][mark["field"]] = mark["read"]
        else:
            copy["fields"][mark["field"]].insert(mark["item"] - 1, mark["read"])
    return copy


def _as_read(finding: Json) -> Json:
    if finding is None or finding["rule"] != RULE:
        return finding
    read, *others = finding["alternatives"] or [None]
    return read | {"alternatives": others} if read else None


def positions(record: Json, read: Json, name: str) -> tuple[Position, ...]:
    """Give the values of a field, as read and as they are; those a reader added come behind, deleted ones stay."""
    found, before = record["fields"].get(name), read["fields"].get(name)
    if not isinstance(before, list):
        return (Position(before, found),)
    gone = {mark["item"] for mark in record.get("corrections", ()) if mark["field"] == name and "read" in mark}
    left = iter(found)
    kept = [Position(finding, None if item in gone else next(left)) for item, finding in enumerate(before, 1)]
    return (*kept, *(Position(None, finding) for finding in left))


def marks_of(name: str, item: int | None, slot: Slot, extractor: Extractor[Any]) -> Iterator[dict[str, Json]]:
    """Yield what the record says of the corrections of a value; the first keeps the finding where nothing of it is left."""
    if slot.gone and not slot.read:
        return
    finding = finding_of(slot, extractor)
    said = {None: slot.gone} if slot.gone else news(slot, extractor)
    if not slot.read and not finding:
        return
    for number, (cell, one) in enumerate(said.items()):
        old = slot.read["value"] if slot.gone and slot.read["value"] else cell_of(slot.read, cell)
        mark = {"field": name, "item": item, "attribute": cell, "old": old, "new": one.new, "by": one.by, "at": one.at}
        yield mark | {"note": one.note} | ({"read": slot.read} if finding is None and number == 0 else {})
