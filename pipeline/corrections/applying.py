"""Corrections of the register: taken from what a reader entered, applied to records, exported as gold."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from pipeline.corrections.changes import Corrections, Entered, Mistake, changes
from pipeline.corrections.flags import conflicts, contradictions, lost
from pipeline.corrections.slots import (
    BLANK,
    DELETED,
    Fields,
    Slot,
    find,
    finding_of,
    item_of,
    marks_of,
    restored,
    slots_of,
    with_correction,
)
from pipeline.model.correction import Correction
from pipeline.model.finding import Extractor
from pipeline.reports.labels import Language
from pipeline.reports.tables import LISTED

__all__ = [
    "BLANK",
    "DELETED",
    "Correction",
    "Corrections",
    "Entered",
    "Mistake",
    "apply",
    "as_gold",
    "changes",
    "restored",
]

Json = Any


def apply(record: Json, corrections: Iterable[Correction], fields: Fields, language: Language = "zh") -> Json:
    """Give a record with every correction of its document, as a copy; applying them again changes nothing.

    `corrections` are all that were ever taken, of this document or of several, in any order; of one cell the latest
    holds. The record may have been corrected before: it is restored first. One that no correction touches is given
    as it is. A corrected finding has the rule `correction`, the evidence of the finding it replaces, and that finding
    first among its alternatives; `corrections` lists what was corrected, with the finding as `read` where nothing of
    it is left. `language` is that of the flags.
    """
    base = restored(record)
    mine = [one for one in corrections if one.sha256 == base["document"]["sha256"]]
    if not mine or not base["fields"]:
        return base
    copy = deepcopy(base)
    marks: list[Json] = []
    mine.sort(key=lambda one: _time(one.at))
    for name in copy["fields"]:
        if name in fields and (of_field := [one for one in mine if one.field == name]):
            more, flags = _apply_field(copy["fields"], fields[name], of_field, language)
            marks += more
            copy["review"] += flags
    copy["review"] += contradictions(copy, {(mark["field"], mark["attribute"]) for mark in marks}, fields, language)
    return copy | {"corrections": marks} if marks else copy


def _time(at: str) -> datetime:
    time = datetime.fromisoformat(at)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _apply_field(
    found: dict[str, Json], extractor: Extractor[Any], corrections: Sequence[Correction], language: Language
) -> tuple[list[Json], list[Json]]:
    """Put the corrected values of a field among the fields of a record; give what it says of them and its flags."""
    name = extractor.field
    many = isinstance(found[name], list)
    slots, missing = _folded(slots_of(found[name], many=many), corrections, extractor, many=many)
    findings = [finding_of(slot, extractor) for slot in slots]
    found[name] = [finding for finding in findings if finding] if many else findings[0]
    marks: list[Json] = []
    flags: list[Json] = []
    item = 0
    for slot, finding in zip(slots, findings, strict=True):
        item += bool(slot.read or finding)
        marks += marks_of(name, item if many else None, slot, extractor)
        flags += conflicts(slot, item if many else None, extractor, language)
    return marks, [*flags, *lost(missing, extractor, language)]


def _folded(
    slots: tuple[Slot, ...], corrections: Sequence[Correction], extractor: Extractor[Any], *, many: bool
) -> tuple[list[Slot], list[Correction]]:
    """Put each correction to its slot, in order; give the slots and the corrections whose item is not there."""
    folded, missing = list(slots), []
    for one in corrections:
        place = find(folded, one, extractor) if many else 0
        if place is not None:
            folded[place] = with_correction(folded[place], one)
        elif item_of(one) is None and one.new != DELETED:
            folded.append(with_correction(Slot(added=(one.item, one.at)), one))
        else:
            missing.append(one)
    return [slot for slot in folded if slot.read or not many or not _is_read(slot, folded, extractor)], missing


def _is_read(added: Slot, slots: Sequence[Slot], extractor: Extractor[Any]) -> bool:
    """Say whether an item that a reader added is read by now: more are read than there were, and one is the same."""
    read = [slot.read for slot in slots if slot.read]
    if not added.added or (added.added[0] or 1) > len(read):
        return False
    same = finding_of(added, extractor)
    kept = [finding_of(slot, extractor) for slot in slots if slot.read]
    return same is not None and any(one is not None and one["value"] == same["value"] for one in kept)


def as_gold(record: Json, *, every_field: bool = False) -> Json:
    """Give a corrected record as gold in the shape of corpus/gold: values with their quotes, named by the file's stem.

    `covers` names what a reader looked at: the fields with a correction or, with `every_field`, all that the sheet
    of corrections shows.
    """
    corrected = {mark["field"] for mark in record.get("corrections", ())}
    covered = [name for name in record["fields"] if name not in LISTED and (every_field or name in corrected)]
    return {
        "schema": 1,
        "document": {"path": PurePath(record["document"]["path"]).stem},
        "covers": covered,
        "fields": {name: _gold(record["fields"][name]) for name in covered},
    }


def _gold(found: Json) -> Json:
    if isinstance(found, list):
        return [_gold(finding) for finding in found]
    if found is None:
        return None
    evidence = [{"quote": each["quote"], "clause": each["clause"]} for each in found["evidence"]]
    return {"state": found["state"], "value": deepcopy(found["value"]), "evidence": evidence}
