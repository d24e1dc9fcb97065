"""The sheet 更正 of the register: a row for each value a reader may correct, and what the reader wrote into it."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.corrections.changes import Entered, Mistake
from pipeline.corrections.slots import Position, cell_of, positions, restored, template
from pipeline.corrections.typed_values import NotUnderstood, kind_of, shown, typed
from pipeline.errors import DamagedFile
from pipeline.model.finding import Extractor
from pipeline.reports.labels import Language, attribute_labels, field_label
from pipeline.reports.tables import LISTED, Fields, Row, paths
from pipeline.scoring.scoring import FREE_TEXT
from pipeline.zh.fold import fold

Json = Any

NAMES: Mapping[Language, str] = {"zh": "更正", "en": "Corrections"}
"""Name of the sheet."""

_HEADS = {
    "id": ("编号", "Id"), "file": ("文件", "File"), "field": ("字段", "Field"), "item": ("第几项", "Item"),
    "attribute": ("项目", "Attribute"), "seen": ("登记值", "Registered"), "new": ("更正为", "Corrected to"),
    "by": ("更正人", "Corrected by"), "note": ("说明", "Note"), "quote": ("原文", "Quote"), "clause": ("条款", "Clause"),
    "page": ("页", "Page"), "path": ("路径", "Path"),
}  # fmt: skip
_NEEDED = frozenset({"id", "field", "item", "attribute", "new"})
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, LookupError, TypeError, ValueError, AttributeError,
    ArithmeticError, RuntimeError,
)  # fmt: skip
"""What openpyxl and the readers below it raise on a broken workbook (found by changing bytes of a good one)."""

_GUARDED = re.compile(r"'\s*[=+\-@＝＋－＠]")
"""Text that an apostrophe keeps from being taken for a formula."""

_LAST_ROW = 1_048_576
"""Rows a sheet of Excel holds (Excel specifications and limits); a broken one may claim any number."""

_HEAD_ROWS = 10
"""Rows in which the heads are looked for; readers put titles above them."""


def heads(language: Language) -> tuple[str, ...]:
    """Give the heads of the sheet."""
    return tuple(names[language == "en"] for names in _HEADS.values())


def filled_in(language: Language) -> tuple[str, ...]:
    """Give the heads of the columns that the reader fills in."""
    return tuple(_HEADS[name][language == "en"] for name in ("new", "by", "note"))


def correction_rows(record: Json, fields: Fields, language: Language) -> Iterator[Row]:
    """Yield a row for each value of a record that a reader may correct; none where nothing could be read.

    A field of one value has a row for every attribute, one of many for the attributes that have a value and those that
    decide whether it is right; a list that is empty has the rows of a first item. What was corrected stays in its row,
    beside the value as it was read; an item that a reader added stands beside itself.
    """
    if not record["fields"]:
        return
    read = restored(record)
    marks = {(mark["field"], mark["item"], mark["attribute"]): mark for mark in record.get("corrections", ())}
    for name, extractor in fields.items():
        if name in LISTED or name not in record["fields"]:
            continue
        many = isinstance(record["fields"][name], list)
        known = positions(record, read, name) or (Position(None, None),)
        for number, place in enumerate(known, 1):
            item = number if many else None
            deleted = marks.get((name, item, None)) if attribute_labels(extractor, language) else None
            for attribute in _attributes(extractor, place, many=many):
                mark = marks.get((name, item, attribute)) or deleted
                deleted = None
                yield _row(record, extractor, item, attribute, place, mark, language)


def _attributes(extractor: Extractor[Any], place: Position, *, many: bool) -> Iterator[str | None]:
    usual = template(extractor)
    for attribute in usual or (None,):
        cells = [cell_of(finding, attribute) for finding in (place.read, place.now)]
        if not many or attribute not in FREE_TEXT or any(cell not in (None, False) for cell in cells):
            yield attribute


def _row(
    record: Json,
    extractor: Extractor[Any],
    item: int | None,
    attribute: str | None,
    place: Position,
    mark: Json,
    language: Language,
) -> Row:
    kind = kind_of(extractor, attribute)
    evidence = (place.read or place.now or {"evidence": []})["evidence"]
    values = (
        record["document"]["id"],
        record["document"]["path"].rsplit("/", 1)[-1],
        field_label(extractor, language),
        item,
        attribute_labels(extractor, language).get(attribute or ""),
        shown(cell_of(place.read or place.now if item else place.read, attribute), kind, language),
        _none(language) if mark and mark["new"] is None else shown(mark["new"], kind, language) if mark else None,
        mark["by"] if mark else None,
        (mark["note"] or None) if mark else None,
        " … ".join(re.sub(r"\s*\n\s*", " / ", each["quote"]) for each in evidence) or None,
        "、".join(dict.fromkeys(each["clause"] or each["part"] for each in evidence)) or None,
        "、".join(dict.fromkeys(str(each["page"]) for each in evidence if each["page"] is not None)) or None,
        paths(record["document"]),
    )
    return dict(zip(heads(language), values, strict=True))


def _none(language: Language) -> str:
    return "（无）" if language == "zh" else "none"


def read_corrections(data: bytes, fields: Fields) -> tuple[tuple[Entered, ...], tuple[Mistake, ...]]:
    """Read what a reader wrote into the sheets of corrections of a workbook, in either language.

    Sheets are known by their heads; the order of rows and columns does not matter. A row whose `更正为` is empty says
    nothing. Formulas are text. Raises DamagedFile for what is no workbook or has no such sheet.
    """
    entered: list[Entered] = []
    mistakes: list[Mistake] = []
    columns: dict[str, dict[str, int]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl leaves out (drop-downs, colours) does not matter here
        for sheet, number, cells in _rows(data):
            if sheet not in columns:
                if number <= _HEAD_ROWS and (heading := _columns(cells)):
                    columns[sheet] = heading
                continue
            line = _Line(sheet, number, {name: cells[at] for name, at in columns[sheet].items() if at < len(cells)})
            if line.text("new"):
                try:
                    entered += _entered(line, fields)
                except NotUnderstood as error:
                    mistakes.append(Mistake(sheet, number, error.zh, error.en))
    if not columns:
        raise DamagedFile(
            "没有“更正”表：请在登记表 register.xlsx 中填写", "no sheet of corrections: fill in that of register.xlsx"
        )
    return tuple(entered), tuple(mistakes)


def _rows(data: bytes) -> Iterator[tuple[str, int, list[Any]]]:
    """Yield the rows of a workbook: sheet, number, values. Raises DamagedFile."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    try:
        book = load_workbook(io.BytesIO(data), read_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW), 1):
                yield sheet.title, number, [_value(cell) for cell in row]
    except _BROKEN as error:
        raise DamagedFile(
            "不是可读的 Excel 文件：请用 Excel 另存为 .xlsx",
            f"not a workbook that can be read ({error}): save it as .xlsx",
        ) from error


def _value(cell: Any) -> Any:
    """Give the value of a cell; a number that Excel shows as a percentage as it is shown."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return f"{round(value * 100, 9):.9f}".rstrip("0").rstrip(".") + "%"
    return value


def _columns(cells: Sequence[Any]) -> dict[str, int]:
    """Give the column of each head; empty where the row is not that of the heads."""
    names = {_plain(head): name for name, both in _HEADS.items() for head in both}
    found = {names[text]: at for at, cell in enumerate(cells) if (text := _plain(cell)) in names}
    return found if found.keys() >= _NEEDED else {}


def _plain(cell: Any) -> str:
    return re.sub(r"[\s_*＊]", "", fold(str(cell or ""))).lower()


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the sheet by the names of its heads."""

    sheet: str
    row: int
    cells: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Give a cell as text; an apostrophe that keeps text from being a formula is no part of it."""
        value = self.cells.get(name)
        text = str(value).strip() if value is not None else ""
        return text[1:] if _GUARDED.match(text) else text


def _entered(line: _Line, fields: Fields) -> Iterator[Entered]:
    """Yield what a row says: the value, and what its words say of the attributes beside it. Raises NotUnderstood."""
    extractor = _field(line, fields)
    item = _item(line, extractor)
    attribute = _attribute(line, extractor)
    said = _typed(line, extractor, attribute)
    if not line.text("id"):
        raise NotUnderstood("没有编号：请照抄同一文件其他行的编号", "no id: copy that of another row of the agreement")
    try:
        seen = typed(_cell(line, "seen"), kind_of(extractor, attribute)).value if line.text("seen") else None
    except NotUnderstood:
        seen = None
    for name, value in {attribute: said.value, **said.also}.items():
        yield Entered(
            document=line.text("id"),
            field=extractor.field,
            item=item,
            attribute=name,
            new=value,
            seen=seen if name == attribute else None,
            by=line.text("by"),
            note=line.text("note"),
            sheet=line.sheet,
            row=line.row,
        )


def _typed(line: _Line, extractor: Extractor[Any], attribute: str | None) -> Any:
    """Read 更正为; a whole item may be deleted from any of its rows, one without attribute named too."""
    if attribute is None and attribute_labels(extractor, "en"):
        raise NotUnderstood("没有写“项目”：请填写要更正的项目", "no attribute: name the one to correct")
    return typed(_cell(line, "new"), kind_of(extractor, attribute))


def _cell(line: _Line, name: str) -> Any:
    value = line.cells.get(name)
    return line.text(name) if isinstance(value, str) else value


def _field(line: _Line, fields: Fields) -> Extractor[Any]:
    wanted = _plain(line.text("field"))
    for name, extractor in fields.items():
        if wanted in (_plain(name), _plain(field_label(extractor, "zh")), _plain(field_label(extractor, "en"))):
            if name in LISTED:
                raise NotUnderstood(f"“{extractor.label}”不在此处更正", f"{name} is not corrected here")
            return extractor
    known = "、".join(extractor.label for name, extractor in fields.items() if name not in LISTED)
    english = ", ".join(name for name in fields if name not in LISTED)
    raise NotUnderstood(f"没有“{line.text('field')}”这个字段：可写 {known}", f"no such field: write one of {english}")


def _item(line: _Line, extractor: Extractor[Any]) -> int | None:
    if not extractor.many:
        return None
    match = re.fullmatch(r"第?([1-9]\d{0,4})(?:\.0)?项?", fold(line.text("item")))
    if not match:
        raise NotUnderstood(
            "没有写第几项：请填写 1、2 等，新增的写最后一项加一",
            "no item: write 1, 2 …, one above the last for a new one",
        )
    return int(match[1])


def _attribute(line: _Line, extractor: Extractor[Any]) -> str | None:
    wanted = _plain(line.text("attribute"))
    chinese, english = attribute_labels(extractor, "zh"), attribute_labels(extractor, "en")
    for name in chinese:
        if wanted in (_plain(name), _plain(chinese[name]), _plain(english[name])):
            return name
    if wanted:
        known = "、".join(chinese.values()) or "（留空）"
        raise NotUnderstood(
            f"“{extractor.label}”没有“{line.text('attribute')}”这个项目：可写 {known}",
            f"{extractor.field} has no such attribute: write {', '.join(english.values()) or 'nothing'}",
        )
    return None
