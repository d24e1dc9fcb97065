"""Doubts about corrections: what they replaced is not there any more, or they contradict another value."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pipeline.corrections.slots import CONFLICT, CONTRADICTS, DELETED, Fields, Slot, cell_of, item_of, old_of
from pipeline.model.correction import Correction
from pipeline.model.finding import Extractor
from pipeline.reports.labels import Language, attribute_labels, field_label
from pipeline.reports.tables import summary_of

Json = Any
Cell = tuple[str, str | None]

SAME: tuple[tuple[Cell, Cell], ...] = ((("expiry_date", None), ("term", "end")),)
"""Cells that say the same thing."""

ORDERED: tuple[tuple[Cell, Cell], ...] = (
    (("term", "start"), ("term", "end")),
    (("term", "start"), ("expiry_date", None)),
    (("effective", "date"), ("expiry_date", None)),
    (("signing_date", None), ("expiry_date", None)),
)
"""Dates of which the first is not after the second."""


def conflicts(slot: Slot, item: int | None, extractor: Extractor[Any], language: Language) -> Iterator[Json]:
    """Yield a flag for each correction of something other than what is read now, unless a later one saw that."""
    if not slot.read:
        return
    if slot.gone:
        before = slot.gone.old if item is None else item_of(slot.gone)["value"]
        if before not in (slot.read["value"], cell_of(slot.read, None)):
            yield _conflict(slot, slot.gone, item, before, slot.read["value"], extractor, language)
        return
    for cell, chain in slot.said.items():
        now, last = cell_of(slot.read, cell), chain[-1]
        if last.new != now and all(old_of(one) not in (now, DELETED) for one in chain):
            yield _conflict(slot, last, item, old_of(chain[0]), now, extractor, language)


def _conflict(
    slot: Slot,
    last: Correction,
    item: int | None,
    before: Json,
    now: Json,
    extractor: Extractor[Any],
    language: Language,
) -> Json:
    name = cell_name(extractor, item, last.attribute, language)
    was, read, new = (shown(value, extractor, language) for value in (before, now, last.new))
    zh = f"{name}：更正时登记的是“{was}”，现在读到的是“{read}”；仍按{last.by}的更正登记为“{new}”，请核对原文"
    en = f"{name}: the register said “{was}” when it was corrected and “{read}” is read now; the correction “{new}” by {last.by} holds, compare the text"
    return _flag(CONFLICT, "high", zh if language == "zh" else en, slot.read["evidence"])


def lost(missing: Sequence[Correction], extractor: Extractor[Any], language: Language) -> Iterator[Json]:
    """Yield a flag for each correction that is not applied, since its item is not there; deletions need no more."""
    for one in missing:
        if one.new != DELETED:
            name, new = cell_name(extractor, one.item, one.attribute, language), shown(one.new, extractor, language)
            zh = f"{name}：更正的那一项现在读不到了，{one.by}的更正“{new}”未采用，请核对原文并重新更正"
            en = f"{name}: the item that was corrected is not read any more; the correction “{new}” by {one.by} is not applied, compare the text and correct again"
            yield _flag(CONFLICT, "high", zh if language == "zh" else en, [])


def contradictions(record: Json, corrected: Collection[Cell], fields: Fields, language: Language) -> Iterator[Json]:
    """Yield a flag for each pair of dates that cannot both be right, where one of them was corrected."""
    pairs = [(pair, "=") for pair in SAME] + [(pair, "≤") for pair in ORDERED]
    for (one, other), relation in pairs:
        first, second = (_finding(record, cell) for cell in (one, other))
        left, right = cell_of(first, one[1]), cell_of(second, other[1])
        if not {one, other} & set(corrected) or not isinstance(left, str) or not isinstance(right, str):
            continue
        if left == right or (relation == "≤" and left < right):
            continue
        names = [cell_name(fields[field], None, attribute, language) for field, attribute in (one, other)]
        zh = f"更正后两处不一致：{names[0]} {left}，{names[1]} {right}；请核对后一并更正"
        en = f"a correction contradicts another value: {names[0]} {left}, {names[1]} {right}; check and correct both"
        evidence = [each for finding in (first, second) for each in finding["evidence"]]
        yield _flag(CONTRADICTS, "low", zh if language == "zh" else en, evidence)


def _finding(record: Json, cell: Cell) -> Json:
    found = record["fields"].get(cell[0])
    return found if isinstance(found, Mapping) else None


def cell_name(extractor: Extractor[Any], item: int | None, attribute: str | None, language: Language) -> str:
    """Name a cell: 违约金·2·比例."""
    label = attribute_labels(extractor, language).get(attribute or "", attribute)
    return "·".join(str(part) for part in (field_label(extractor, language), item, label) if part)


def shown(value: Json, extractor: Extractor[Any], language: Language) -> str:
    """Say a value of a correction in a message."""
    if value is None or value == {}:
        return "无" if language == "zh" else "none"
    if isinstance(value, Mapping) and set(value) == {"state"}:
        words = {
            "blank": ("留空", "left open"),
            "deleted": ("删除", "deleted"),
            "unreadable": ("无法辨认", "unreadable"),
        }
        return words[value["state"]][language == "en"]
    text = summary_of(value, attribute_labels(extractor, language), language)
    return str(text)


def _flag(flag: str, severity: str, message: str, evidence: Sequence[Json]) -> Json:
    return {"flag": flag, "severity": severity, "message": message, "evidence": list(evidence)}
