"""Excel workbooks, written to a file as their rows come, one row in memory."""

import io
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, BinaryIO, Self

from pipeline.reports.labels import Language
from pipeline.reports.sheet import ROW_LIMIT, Sheet, guarded
from pipeline.reports.tables import Row

__all__ = ["Workbook", "guarded", "write_workbook"]

_CREATED = datetime(2000, 1, 1)
"""A fixed date of creation, so that the same records give the same bytes."""

_OPTIONS = {"constant_memory": True, "use_zip64": True}
_STYLES: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "bg_color": "#1F3A5F", "font_color": "white", "text_wrap": True, "valign": "vcenter", "border": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "proof": {"text_wrap": True, "valign": "top", "font_color": "#555555", "font_size": 9},
    "reader": {"text_wrap": True, "valign": "top", "bg_color": "#FFF9DB", "border": 1, "border_color": "#E2D9A8"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
    "number": {"num_format": "#,##0.##", "valign": "top", "align": "left"},
}  # fmt: skip


class _Sink:
    """A file that takes nothing more once the disk refused: a ZipFile that is dropped would write again, and complain."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._refused = file, False

    def write(self, data: bytes) -> int:
        return self._do("write", data)

    def seek(self, place: int, whence: int = 0) -> int:
        return self._do("seek", place, whence)

    def tell(self) -> int:
        return self._do("tell")

    def flush(self) -> None:
        self._do("flush")

    def _do(self, name: str, *given: Any) -> int:
        if self._refused:
            return 0
        try:
            done: int = getattr(self._file, name)(*given)
        except OSError:
            self._refused = True
            raise
        return done


class Workbook:
    """A workbook that is written to a binary file, finished on leaving its block.

    Its sheets go through temporary files in `folder`. Raises OSError.
    """

    def __init__(self, file: BinaryIO, language: Language, folder: Path) -> None:
        import xlsxwriter

        self._book = xlsxwriter.Workbook(_Sink(file), _OPTIONS | {"tmpdir": str(folder)})
        self._book.set_properties({"title": "条理 Tiaoli", "created": _CREATED})
        self._styles = {name: self._book.add_format(style) for name, style in _STYLES.items()}
        self._sheets: list[Sheet] = []
        self._language = language

    def __enter__(self) -> Self:
        return self

    def sheet(
        self,
        name: str,
        heads: Sequence[str] = (),
        *,
        frozen: int = 1,
        wide: Collection[str] = (),
        reader: Collection[str] = (),
        limit: int = 0,
    ) -> Sheet:
        """Add a sheet. Without `heads` those of its first row are taken.

        `frozen` columns stay in sight; `wide` are heads of running text, `reader` those a reader fills in; `limit` is
        the number of rows, the head included, where it is less than ROW_LIMIT.
        """
        page = self._book.add_worksheet(name)
        made = Sheet(page, self._styles, self._language, frozen, wide, reader, limit or ROW_LIMIT)
        if heads:
            made.begin(heads)
        self._sheets.append(made)
        return made

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from xlsxwriter.exceptions import FileCreateError

        try:
            if error is None:
                for sheet in self._sheets:
                    sheet.finish()
                self._book.close()
        except FileCreateError as failure:
            raise failure.args[0] from failure
        finally:
            for page in self._book.worksheets():
                with suppress(OSError):
                    page.row_data_fh.close()


def write_workbook(
    sheets: Mapping[str, Sequence[Row]], frozen: Mapping[str, int], language: Language, wide: Collection[str] = ()
) -> bytes:
    """Write sheets by name, in their order.

    `frozen` columns stay in sight (one where a sheet is not named); `wide` are the heads of columns of running text.
    """
    buffer = io.BytesIO()
    with TemporaryDirectory() as folder, Workbook(buffer, language, Path(folder)) as book:
        for name, rows in sheets.items():
            sheet = book.sheet(name, tuple(dict.fromkeys(chain(*rows))), frozen=frozen.get(name, 1), wide=wide)
            for row in rows:
                sheet.add(row)
    return buffer.getvalue()
