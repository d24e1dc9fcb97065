"""Excel workbooks: frozen heads, filters, dates as dates, numbers as numbers, text never as a formula."""

import io
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pipeline.reports.labels import Language, word
from pipeline.reports.tables import Row

CELL_LIMIT = 32_767
"""Characters a cell of Excel holds (Excel specifications and limits); longer text is cut with a mark."""

_FORMULA = re.compile(r"^[\s\u00a0\u3000]*[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CREATED = datetime(2000, 1, 1)
"""A fixed date of creation, so that the same records give the same bytes."""

_WIDE, _NARROW, _USUAL = 46, 9, 18
_BROAD = ("当事人", "责任限制", "争议解决", "续期", "生效", "地址", "Parties", "Liability caps", "Dispute resolution", "Renewal",
          "Effective", "Address")  # fmt: skip

MOST_LINES = 5
"""Lines of text a row shows at most; the rest is read in the cell itself."""


def clean(text: str) -> str:
    """Make text fit for a cell: control characters become �, text above CELL_LIMIT is cut with a mark."""
    text = _CONTROL.sub("\ufffd", text)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 10] + "…（已截断）"


def guarded(text: str) -> str:
    """Make text that a spreadsheet would take for a formula plain by a leading apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def write_workbook(
    sheets: Mapping[str, Sequence[Row]], frozen: Mapping[str, int], language: Language, wide: Collection[str] = ()
) -> bytes:
    """Write sheets by name, in their order.

    `frozen` columns stay in sight (one where a sheet is not named); `wide` are the heads of columns of running text.
    """
    import pandas as pd

    buffer = io.BytesIO()
    options = {"options": {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs=options) as writer:
        book = writer.book
        book.set_properties({"title": "条理 Tiaoli", "created": _CREATED})
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "white", "text_wrap": True, "valign": "vcenter", "border": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "proof": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#555555", "font_size": 9}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            "number": book.add_format({"num_format": "#,##0.##", "valign": "top", "align": "left"}),
        }  # fmt: skip
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            _fill(sheet, pd.DataFrame(list(rows)), styles, wide, frozen=frozen.get(name, 1), language=language)
    return buffer.getvalue()


def _fill(sheet: Any, frame: Any, styles: Any, wide: Collection[str], *, frozen: int, language: Language) -> None:
    heads = [str(column) for column in frame.columns]
    widths = [_WIDE if head in wide else _width(head, language) for head in heads]
    proofs = tuple(f"·{word(name, language)}" for name in ("quote", "clause", "page", "state"))
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, styles["head"])
        sheet.set_column(column, column, widths[column])
        style = styles["proof"] if head.endswith(proofs) else styles["text"]
        for row, value in enumerate(frame.iloc[:, column].astype(object), 1):
            _write(sheet, row, column, value, style, styles)
    for row, values in enumerate(frame.astype(object).itertuples(index=False), 1):
        sheet.set_row(row, _height(values, widths))
    if heads:
        sheet.freeze_panes(1, min(frozen, len(heads)))
        sheet.autofilter(0, 0, max(len(frame), 1), len(heads) - 1)
        sheet.set_row(0, 32)
    sheet.set_landscape()
    sheet.set_paper(8)


def _height(values: Sequence[Any], widths: Sequence[int]) -> float:
    """Give the height of a row in points that shows its longest cell, at most MOST_LINES lines."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str):
            lines = max(lines, sum(1 + int(2.1 * len(line) // width) for line in value.split("\n")))
    return 15.0 * min(lines, MOST_LINES)


def _width(head: str, language: Language) -> int:
    if head.endswith(tuple(word(name, language) for name in ("quote", "Message", "Reason"))):
        return _WIDE
    if head.endswith(tuple(word(name, language) for name in ("page", "Pages", "Flags", "state", "Severity"))):
        return _NARROW
    if "·" in head:
        return 12
    return 34 if head in _BROAD else _USUAL


def _write(sheet: Any, row: int, column: int, value: Any, style: Any, styles: Any) -> None:
    if value is None or value != value:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), styles["date"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles["number"])
    else:
        sheet.write_string(row, column, clean(str(value)), style)
