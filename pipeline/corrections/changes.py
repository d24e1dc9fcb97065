"""What a reader entered against what the register says: new corrections, and rows that cannot be taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.corrections.flags import cell_name
from pipeline.corrections.slots import (
    DELETED,
    Fields,
    Position,
    cell_of,
    item_found,
    positions,
    required,
    restored,
    template,
    without_value,
)
from pipeline.model.correction import Correction
from pipeline.model.finding import Extractor

Json = Any


@dataclass(frozen=True, slots=True)
class Entered:
    """A cell that a reader filled in: whose, what; `seen` is the value the register showed beside it, None if unknown."""

    document: str
    field: str
    item: int | None
    attribute: str | None
    new: Json
    seen: Json
    by: str
    note: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """A row that is not taken: where it stands, what is wrong and how to write it."""

    sheet: str
    row: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """What differs from the register, and the rows that cannot be taken."""

    taken: tuple[Correction, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class _Value:
    """The value that some rows are of: its document, field and number, and what the register and its corrections say."""

    sha256: str
    extractor: Extractor[Any]
    item: int | None
    place: Position
    known: bool
    said: Mapping[str | None, Json]


def changes(entered: Iterable[Entered], records: Iterable[Json], fields: Fields, by: str, at: str) -> Corrections:
    """Give what a reader entered that the register does not say already.

    `records` are those of the register with all corrections so far; each is looked at once, so they may come from a
    generator. `by` is who corrected where a row does not say, `at` the time, ISO 8601: another for every file taken.
    """
    waiting: dict[str, list[Entered]] = {}
    for one in entered:
        waiting.setdefault(one.document, []).append(one)
    taken: list[Correction] = []
    mistakes: list[Mistake] = []
    for record in records:
        if record["fields"] and (rows := waiting.pop(record["document"]["id"], [])):
            mistakes += [_not_read(one) for one in rows if one.field not in record["fields"]]
            for value, group in _values(record, [one for one in rows if one.field in record["fields"]], fields):
                fresh, wrong = _checked(value, [_whole(value, replace(one, by=one.by or by)) for one in group])
                mistakes += wrong
                taken += [_correction(value, one, at) for one in fresh]
    mistakes += [_unknown(one) for rows in waiting.values() for one in rows]
    return Corrections(tuple(taken), tuple(sorted(mistakes, key=lambda one: (one.sheet, one.row))))


def _unknown(one: Entered) -> Mistake:
    return Mistake(
        one.sheet,
        one.row,
        f"登记中没有编号为 {one.document} 的文件，或该文件未能读取：请照抄登记表中的编号",
        f"the register has no agreement {one.document}, or it could not be read: copy the id from the register",
    )


def _not_read(one: Entered) -> Mistake:
    return _mistake(
        one, "该文件的登记中没有这个字段：请删去这一行", "the register has no such field here: remove the row"
    )


def _whole(value: _Value, one: Entered) -> Entered:
    """Make a deletion that of the whole value; so is saying that a field lacks what its value cannot be without."""
    lacks = not value.item and one.new is None and one.attribute in required(value.extractor)
    return replace(one, attribute=None, new=DELETED, seen=None) if lacks or one.new == DELETED else one


def _values(record: Json, rows: Iterable[Entered], fields: Fields) -> Iterator[tuple[_Value, list[Entered]]]:
    """Yield the rows of one agreement by the value they are of."""
    read = restored(record)
    groups: dict[tuple[str, int | None], list[Entered]] = {}
    for one in rows:
        groups.setdefault((one.field, one.item), []).append(one)
    for (name, item), group in groups.items():
        known = positions(record, read, name)
        there = (item or 1) <= len(known)
        place = known[(item or 1) - 1] if there else Position(None, None)
        marks = [mark for mark in record.get("corrections", ()) if (mark["field"], mark["item"]) == (name, item)]
        said = {mark["attribute"]: mark["new"] for mark in marks}
        yield _Value(record["document"]["sha256"], fields[name], item, place, there, said), group


def _checked(value: _Value, rows: Sequence[Entered]) -> tuple[list[Entered], list[Mistake]]:
    """Give the rows that say something new and can be taken, and what is wrong with others."""
    fresh = [one for one in rows if not _says_so(value, one)]
    if all(_usual(value, one) for one in fresh):
        return [], []
    if any(_of_another(value, one) for one in fresh):
        return [], [_taken_number(one) for one in fresh]
    mistakes = [mistake for one in fresh if (mistake := _wrong(value, one, fresh))]
    rejected = {(one.sheet, one.row) for one in mistakes}
    kept = [one for one in fresh if (one.sheet, one.row) not in rejected]
    if kept and (lacking := _lacking(value, kept)):
        names = "、".join(cell_name(value.extractor, None, name, "zh") for name in lacking)
        english = ", ".join(cell_name(value.extractor, None, name, "en") for name in lacking)
        mistake = _mistake(kept[0], f"还缺{names}：请另加一行写明", f"{english} is missing: add a row that says it")
        return [], [*mistakes, mistake]
    once = {one.attribute: one for one in reversed(kept)}
    return [one for one in kept if once[one.attribute] is one], mistakes


def _says_so(value: _Value, one: Entered) -> bool:
    """Say whether the register says it already, or a correction: of a value with one cell left open no other is just none."""
    place = value.place
    if one.attribute in value.said and _same(one.new, value.said[one.attribute]):
        return True
    if place.now is None:
        return one.new is None or (one.new == DELETED and value.known)
    return _same(one.new, cell_of(place.now, one.attribute))


def _usual(value: _Value, one: Entered) -> bool:
    """Say whether a cell of a value that is not there says what the cell of any value says."""
    return value.place == Position(None, None) and one.new == (template(value.extractor) or {}).get(one.attribute or "")


def _of_another(value: _Value, one: Entered) -> bool:
    """Say whether a row adds an item under a number that somebody's addition has: it was not written beside that."""
    place = value.place
    added = place.read is None and place.now is not None and value.item
    return bool(added and one.seen is None and one.new != DELETED and cell_of(place.now, one.attribute) is not None)


def _taken_number(one: Entered) -> Mistake:
    return _mistake(
        one,
        f"第{one.item}项已由他人补充：请在最新的登记表中更正，新增的写最后一项加一",
        f"somebody else added item {one.item}: use the newest register, a new item is one above its last",
    )


def _wrong(value: _Value, one: Entered, rows: Sequence[Entered]) -> Mistake | None:
    """Say what is wrong with a row beside the others of its value."""
    if not one.by:
        return _mistake(one, "没有写更正人：请填写“更正人”一栏", "nobody is named: fill in the column “Corrected by”")
    if one.new == DELETED and not value.known:
        return _mistake(one, f"没有第{one.item}项可以删除", f"there is no item {one.item} to delete")
    if value.item and value.known and one.seen is not None and not _seen(value.place, one):
        return _mistake(
            one,
            f"第{one.item}项的登记值已经变了：请在最新的登记表中更正，或清空“登记值”",
            f"item {one.item} does not say that any more: correct it in the newest register, or clear “Registered”",
        )
    if one.new != DELETED and any(other.new == DELETED for other in rows):
        return _mistake(
            one, "同一项另有一行写了（删除）：两者只留一个", "another row deletes this item: keep one of the two"
        )
    if any(other.attribute == one.attribute and other.new != one.new for other in rows):
        return _mistake(one, "同一处有几行写法不同：只留一行", "several rows say different things of this: keep one")
    if value.item and one.attribute in required(value.extractor) and without_value(one.new):
        return _mistake(
            one,
            "这一栏不能没有值：合同中没有这一项的，请写（删除）",
            "this cannot be empty: write delete if there is no such item",
        )
    return None


def _seen(place: Position, one: Entered) -> bool:
    return any(_same(_folded(one.seen), _folded(cell_of(each, one.attribute))) for each in (place.read, place.now))


def _same(typed: Json, known: Json) -> bool:
    """Say whether a value of a sheet is one of the register, also where the sheet is of a masked register (商*)."""
    if isinstance(typed, list) and isinstance(known, list):
        return len(typed) == len(known) and all(map(_same, typed, known))
    if isinstance(typed, str) and isinstance(known, str) and "*" in typed:
        return len(typed) == len(known) and all(one in ("*", other) for one, other in zip(typed, known, strict=True))
    return bool(typed == known)


def _folded(value: Json) -> Json:
    """Give a value as it comes back from a sheet: lists in one cell, blanks of layout gone."""
    text = "；".join(map(str, value)) if isinstance(value, list) else value
    return "".join(text.split()) if isinstance(text, str) else text


def _lacking(value: _Value, rows: Sequence[Entered]) -> list[str]:
    """Name what a new value still needs; a value without it is none, which is said by none in that row."""
    if value.place.now is not None or value.place.read is not None:
        return []
    return sorted(required(value.extractor) - {one.attribute for one in rows})


def _correction(value: _Value, one: Entered, at: str) -> Correction:
    place = value.place
    gone = place.now is None and place.read is not None
    whole_value = one.new == DELETED and place.now and place.now["value"]
    old = DELETED if gone else whole_value or cell_of(place.now, one.attribute)
    item = place.read or place.now
    return Correction(
        sha256=value.sha256,
        field=value.extractor.field,
        item=value.item,
        attribute=one.attribute,
        old={"cell": old, "item": item_found(item) if item else None} if value.item else old,
        new=one.new,
        by=one.by,
        at=at,
        note=one.note,
    )


def _mistake(one: Entered, zh: str, en: str) -> Mistake:
    return Mistake(one.sheet, one.row, zh, en)
