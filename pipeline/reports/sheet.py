"""A sheet of a workbook: rows as they come, dates as dates, numbers as numbers, text never as a formula.

XlsxWriter makes the workbook, the styles and all around the rows. The rows themselves are written here, as its mode of
constant memory keeps them: Office Open XML (ECMA-376, part 1, 18.3.1.73 row, 18.3.1.4 c), text in the cell itself. That
takes a fourth of the time of its own cells, and it keeps the height of every row.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from pipeline.reports.labels import Language, word
from pipeline.reports.tables import Row

CELL_LIMIT = 32_767
"""UTF-16 units a cell of Excel holds (Excel specifications and limits); longer text is cut with a mark."""

ROW_LIMIT = 1_048_576
"""Rows a sheet of Excel holds, the head included (Excel specifications and limits)."""

_DIGITS = 10**15
"""From here on Excel would round a whole number (15 digits of precision): it is written as text."""

_FORMULA = re.compile(
    r"^[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫\u2212\t\r\n]"
)
"""What a spreadsheet may take for a formula, also behind blanks and characters without width, also of full width."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would read as the code of a character (ECMA-376, part 1, 22.9.2.19 ST_Xstring)."""

_DAY_0 = date(1899, 12, 30).toordinal()
_FIRST_YEAR = 1901
"""Days before are written as text: Excel knows none before 1900, and a 29 February in that year."""

_WIDE, _NARROW, _USUAL = 46, 9, 18
_BROAD = ("当事人", "责任限制", "争议解决", "续期", "生效", "地址", "Parties", "Liability caps", "Dispute resolution", "Renewal",
          "Effective", "Address")  # fmt: skip

MOST_LINES = 5
"""Lines of text a row shows at most; the rest is read in the cell itself."""

_LINE = 15.0
"""Points of a row of one line, which is the height of rows that none is set for."""
_HEAD_HEIGHT = 32.0
_CUT = "…（已截断）"


def clean(text: str) -> str:
    """Make text fit for a cell: control characters become �, text above CELL_LIMIT is cut with a mark."""
    text = _CONTROL.sub("\ufffd", text)
    if 2 * len(text) <= CELL_LIMIT or len(text.encode("utf-16-le")) <= 2 * CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(_CUT))]
    return kept.decode("utf-16-le", "ignore") + _CUT


def guarded(text: str) -> str:
    """Make text that a spreadsheet would take for a formula plain by a leading apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


class Sheet:
    """A sheet that takes row after row; what no longer fits is counted in the last row, or said by `note` there."""

    def __init__(
        self,
        page: Any,
        styles: Mapping[str, Any],
        language: Language,
        frozen: int,
        wide: Collection[str],
        reader: Collection[str],
        limit: int,
    ) -> None:
        self._page, self._styles, self._language = page, styles, language
        self._frozen, self._wide, self._reader, self._limit = frozen, wide, reader, limit
        self._heads: tuple[str, ...] = ()
        self._columns: list[tuple[str, int]] = []
        self._widths: list[int] = []
        self._next = 0
        self._last: Row = {}
        self._left = 0
        self.note = ""
        self._date, self._number = (styles[name]._get_xf_index() for name in ("date", "number"))
        page.set_landscape()
        page.set_paper(8)

    def begin(self, heads: Sequence[str]) -> None:
        """Write the head."""
        from xlsxwriter.utility import xl_col_to_name

        self._heads = tuple(heads)
        self._widths = [_WIDE if head in self._wide else _width(head, self._language) for head in heads]
        proofs = tuple(f"·{word(name, self._language)}" for name in ("quote", "clause", "page", "state"))
        self._page.freeze_panes(1, min(self._frozen, len(heads)))
        for column, head in enumerate(heads):
            style = self._styles["reader" if head in self._reader else "proof" if head.endswith(proofs) else "text"]
            self._columns.append((xl_col_to_name(column), style._get_xf_index()))
            self._page.set_column(column, column, self._widths[column], style)
        style = self._styles["head"]._get_xf_index()
        self._put(
            [_text(f"{name}1", style, head) for (name, _), head in zip(self._columns, heads, strict=True)], _HEAD_HEIGHT
        )

    def add(self, row: Row) -> None:
        """Write a row by the heads of its cells; the row of the last place waits for what comes behind it."""
        if not self._heads:
            self.begin(tuple(row))
        if self._next < self._limit - 1:
            self._write(row)
        else:
            self._last = self._last or row
            self._left += 1

    @property
    def full(self) -> bool:
        """Say whether rows had to be left out."""
        return self._left > 1

    def finish(self) -> None:
        """Write the last row, and the filters."""
        if self._left == 1:
            self._write(self._last)
        elif self._left:
            said = {
                "zh": f"另有 {self._left:,} 行未列出，见 records.jsonl",
                "en": f"{self._left:,} more rows are not listed: see records.jsonl",
            }
            self._write({self._heads[0]: self.note or said[self._language]})
        if self._heads:
            last = max(self._next - 1, 1), len(self._heads) - 1
            self._page.autofilter(0, 0, *last)
            self._page.dim_rowmin = self._page.dim_colmin = 0
            self._page.dim_rowmax, self._page.dim_colmax = last

    def _write(self, row: Row) -> None:
        values = [row.get(head) for head in self._heads]
        number = self._next + 1
        cells = [
            self._cell(f"{name}{number}", style, value)
            for (name, style), value in zip(self._columns, values, strict=True)
            if value is not None
        ]
        self._put(cells, _height(values, self._widths))

    def _cell(self, place: str, style: int, value: Any) -> str:
        if isinstance(value, date) and value.year >= _FIRST_YEAR:
            return f'<c r="{place}" s="{self._date}"><v>{value.toordinal() - _DAY_0}</v></c>'
        if isinstance(value, int | float) and -_DIGITS < value < _DIGITS:
            return f'<c r="{place}" s="{self._number}"><v>{value!r}</v></c>'
        return _text(place, style, str(value)) if value == value else ""

    def _put(self, cells: Sequence[str], height: float) -> None:
        self._next += 1
        head = f'<row r="{self._next}" ht="{height:g}" customHeight="1">'
        self._page.row_data_fh.write(f"{head}{''.join(cells)}</row>")


def _text(place: str, style: int, text: str) -> str:
    """Give a cell of text; a return stands as its code, since XML would make it a line end."""
    text = clean(text)
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    text = escape(text).replace("\r", "_x000D_")
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _height(values: Sequence[Any], widths: Sequence[int]) -> float:
    """Give the height of a row in points that shows its longest cell, at most MOST_LINES lines."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str) and (2.1 * len(value) >= width or "\n" in value):
            lines = max(lines, sum(1 + int(2.1 * len(line) // width) for line in value.split("\n")))
    return _LINE * min(lines, MOST_LINES)


def _width(head: str, language: Language) -> int:
    if head.endswith(tuple(word(name, language) for name in ("quote", "Message", "Reason", "Path"))):
        return _WIDE
    if head.endswith(tuple(word(name, language) for name in ("page", "Pages", "Flags", "state", "Severity"))):
        return _NARROW
    if "·" in head:
        return 12
    return 34 if head in _BROAD else _USUAL
