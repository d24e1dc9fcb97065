"""Strings looked for byte by byte in files: in their bytes, in what they pack, and in their text without marks."""

import html
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pipeline.passages import searchable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEY = 8
"""Bytes of a pattern that are compared first, all patterns at once."""

_SHORTEST_WIDE = 6
"""Bytes below which what looks like UTF-16 stands in any picture by chance."""

_BITS = 22
_ODD = 0x9E3779B97F4A7C15
"""Fibonacci hashing (Knuth, The Art of Computer Programming 6.4): 2^64 divided by the golden ratio."""

CHUNK = 4 * 1024 * 1024
"""Bytes looked at in one go."""

_MARKED = 64 * 1024
"""Bytes that a line takes at most with its marks."""

_MARK = re.compile(rb"<[^<>]*>")
_FOLDED = re.compile(rb"\r?\n[ \t]")
"""The line ends inside a calendar's lines (RFC 5545, 3.1)."""


class Traces:
    """Strings to look for, in every way that our files write them: UTF-8 and UTF-16, as JSON, HTML, CSV, as searched."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._patterns: dict[bytes, str] = {}
        for each in strings:
            self._patterns |= dict.fromkeys(_written(each), each)
        self._by_key: dict[bytes, list[bytes]] = defaultdict(list)
        self._short = [pattern for pattern in self._patterns if len(pattern) < _KEY]
        for pattern in self._patterns:
            if len(pattern) >= _KEY:
                self._by_key[pattern[:_KEY]].append(pattern)
        self._overlap = max(map(len, self._patterns), default=1)
        self.bytes = 0

    def in_bytes(self, data: bytes) -> set[str]:
        """Give the strings that stand in bytes."""
        self.bytes += len(data)
        found = set()
        for start in range(0, max(len(data), 1), CHUNK):
            found |= self._in_chunk(data[start : start + CHUNK + self._overlap])
        return found

    def in_file(self, path: Path) -> dict[str, set[str]]:
        """Give the strings in a file by where they stand: empty for its bytes, else the name of a file packed in it.

        Raises OSError.
        """
        found: dict[str, set[str]] = defaultdict(set)
        with path.open("rb") as file:
            found[""] |= self._in_stream(file)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for entry in packed.infolist():
                    if not entry.flag_bits & 1:  # not encrypted
                        with packed.open(entry) as inside:
                            found[entry.filename] |= self._in_stream(inside)
                    found[entry.filename] |= self._in_chunk(entry.filename.encode() + b"\n" + entry.comment)
        return {place: strings for place, strings in found.items() if strings}

    def in_text(self, text: str) -> set[str]:
        """Give the strings that stand in a text."""
        return self.in_bytes(text.encode("utf-8", "replace"))

    def _in_stream(self, file: IO[bytes]) -> set[str]:
        found: set[str] = set()
        before = marked = b""
        marks: re.Pattern[bytes] | None = None
        while data := file.read(CHUNK):
            marks = marks if before else _marks(data)
            found |= self._in_chunk(before + data)
            if marks:
                marked = marked[-_MARKED:] + data
                found |= self._in_chunk(marks.sub(b"", marked))
            self.bytes += len(data)
            before = (before + data)[-self._overlap :]
        return found

    def _in_chunk(self, data: bytes) -> set[str]:
        found = {self._patterns[pattern] for pattern in self._short if _stands(pattern, data)}
        for place in self._candidates(data):
            for pattern in self._by_key.get(data[place : place + _KEY], ()):
                if data.startswith(pattern, place) and _alone(pattern, data, place):
                    found.add(self._patterns[pattern])
        return found

    def _candidates(self, data: bytes) -> Iterator[int]:
        """Yield the places whose first bytes may be those of a pattern: told by a table of hashes."""
        import numpy as np

        for start in range(0, max(len(data) - _KEY + 1, 0), CHUNK):
            piece = data[start : start + CHUNK + _KEY - 1]
            count = len(piece) - _KEY + 1
            windows: NDArray[np.uint64] = np.ndarray((count,), "<u8", piece, 0, (1,))
            yield from (start + int(place) for place in np.flatnonzero(self._table[_hashes(windows)]))

    @cached_property
    def _table(self) -> "NDArray[np.bool_]":
        import numpy as np

        table = np.zeros(1 << _BITS, np.bool_)
        if self._by_key:
            table[_hashes(np.frombuffer(b"".join(self._by_key), "<u8"))] = True
        return table


def _marks(data: bytes) -> re.Pattern[bytes] | None:
    """Give what interrupts the text of a file that begins so: the marks of HTML and XML, the folds of a calendar."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return _MARK
    return _FOLDED if head.startswith(b"BEGIN:VCALENDAR") else None


def _hashes(keys: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    import numpy as np

    hashed: NDArray[np.uint64] = (keys * np.uint64(_ODD)) >> np.uint64(64 - _BITS)
    return hashed


def _written(string: str) -> Collection[bytes]:
    """Give the bytes that a string can be in a file."""
    as_json, escaped = json.dumps(string, ensure_ascii=False)[1:-1], html.escape(string, quote=False)
    quoted = escaped.replace('"', "&#34;").replace("'", "&#39;")
    ways = {string, as_json, json.dumps(string)[1:-1], escaped, html.escape(string), quoted, string.replace('"', '""')}
    plain = {way.encode("utf-8", "replace") for way in {*ways, searchable(string)} if way}
    wide = {string.encode(f"utf-16-{order}", "replace") for order in ("le", "be")}
    return {*plain, *(each for each in wide if len(each) >= _SHORTEST_WIDE)}


def _stands(pattern: bytes, data: bytes) -> bool:
    place = data.find(pattern)
    while place >= 0 and not _alone(pattern, data, place):
        place = data.find(pattern, place + 1)
    return place >= 0


def _alone(pattern: bytes, data: bytes, place: int) -> bool:
    """Say whether a number stands by itself: not inside another one, such as a time in nanoseconds."""
    if not pattern.isdigit():
        return True
    before, behind = data[max(place - 1, 0) : place], data[place + len(pattern) : place + len(pattern) + 1]
    return not before.isdigit() and not behind.isdigit()
