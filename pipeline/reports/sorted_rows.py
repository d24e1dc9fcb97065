"""Rows in order without holding them in memory."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from pipeline.reports.tables import Row

_DATE = "\x00date"


class SortedRows:
    """Rows that are given back by their key, smallest first, equal ones as they came; they lie in a temporary file."""

    def __init__(self, folder: Path) -> None:
        self._file = _spool(folder)
        self._places: list[tuple[str, int]] = []

    def add(self, key: str, row: Row) -> None:
        """Keep a row. Raises OSError."""
        self._places.append((key, self._file.tell()))
        self._file.write(json.dumps(row, default=_dated).encode() + b"\n")

    def __iter__(self) -> Iterator[Row]:
        for _, place in sorted(self._places):
            self._file.seek(place)
            yield json.loads(self._file.readline(), object_hook=_undated)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def _spool(folder: Path) -> BinaryIO:
    return cast(BinaryIO, TemporaryFile(dir=folder))


def _dated(value: date) -> dict[str, str]:
    return {_DATE: value.isoformat()}


def _undated(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value[_DATE]) if _DATE in value else value
