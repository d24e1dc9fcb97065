"""Where the objects of a PDF file are: by its cross-reference (PDF 32000-1, 7.5.4 and 7.5.8), or by looking for them."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from pipeline.parsing.pdf_filters import Misfit, decoded
from pipeline.parsing.pdf_structure import NUMBERS, Row, Structure, item_at

_CHAIN = 256
"""Cross-reference sections that one file has at most: one for each time it was saved on top of itself."""
_TAIL = 2048
"""Bytes at the end among which `startxref` stands; programs add a few of their own behind the end."""
_ROW = 20
"""Bytes of a row of a table."""

_START = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_SECTION = re.compile(rb"\s*(\d{1,10})\s+(\d{1,10})\s*")
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])[ \r\n]")
_WIDTHS = re.compile(rb"/W\s*\[\s*(\d)\s+(\d)\s+(\d)\s*\]")
_INDEX = re.compile(rb"/Index\s*\[([\d\s]*)\]")
_SIZE = re.compile(rb"/Size\s+(\d{1,10})")
_FURTHER = re.compile(rb"/(?:XRefStm|Prev)\s+(\d{1,10})")
_HEAD = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+\Z")
_OBJ = re.compile(rb"obj\b")
_LONGEST_HEAD = 24
"""Bytes before `obj`."""
_FIRST_ENTRIES = 400
"""Bytes of an object among which its type stands."""
_TRAILERS = re.compile(rb"/Root\s+\d{1,10}\s+\d{1,5}\s+R")
_CATALOGUE = re.compile(rb"/Type\s*/Catalog\b")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")


class _Section(NamedTuple):
    """Rows for the objects from `first` on: of a table, or with widths of a stream."""

    first: int
    length: int
    rows: bytes
    widths: tuple[int, int, int] = (0, 0, 0)


def has_end(data: bytes) -> bool:
    """Say whether a file has its last lines (7.5.5); one that has them not was cut off."""
    return _start(data) is not None


def _start(data: bytes) -> int | None:
    """Say where the newest cross-reference is; None in a file without its last lines."""
    found = _START.search(data, max(0, data.rfind(b"startxref", -_TAIL), len(data) - _TAIL))
    return int(found[1]) if found else None


def straight(data: bytes) -> Structure:
    """Give the objects of a file by its cross-reference. Raises Misfit when that is not sound, Oversized."""
    start = _start(data)
    if start is None:
        raise Misfit("no_end")
    ahead, seen = [start], set[int]()
    sections: list[_Section] = []
    trailer = b""
    while ahead:
        at = ahead.pop(0)
        if at in seen or len(seen) >= _CHAIN:
            raise Misfit("cross_reference")
        seen.add(at)
        read, entries = _table(data, at) if data.startswith(b"xref", at) else _stream(data, at)
        sections += read
        trailer = trailer or entries
        ahead += map(int, _FURTHER.findall(entries))
    return Structure(data, trailer, partial(_row, sections))


def _table(data: bytes, at: int) -> tuple[list[_Section], bytes]:
    """Read a cross-reference table; give its sections and its trailer."""
    end, position = data.find(b"trailer", at), at + 4
    sections = []
    while found := _SECTION.match(data, position, max(end, position)):
        first, count = int(found[1]), int(found[2])
        position = found.end() + _ROW * count
        if position > end + 1:  # the last row may lack its line end
            raise Misfit("cross_reference")
        sections.append(_Section(first, count, data[found.end() : position]))
    if data[position:end].strip():
        raise Misfit("cross_reference")
    return sections, data[end : data.find(b"startxref", end)]


def _stream(data: bytes, at: int) -> tuple[list[_Section], bytes]:
    """Read a cross-reference stream; give its sections and its dictionary, which is the trailer."""
    item = item_at(data, at)
    found, size = _WIDTHS.search(item.body), _SIZE.search(item.body)
    if not found or not size:
        raise Misfit("cross_reference")
    widths = int(found[1]), int(found[2]), int(found[3])
    alone = Structure(data, b"", lambda _: None)
    rows, position = decoded(data[item.start : alone.end(item)], item.body), 0
    index = _INDEX.search(item.body)
    pairs = [int(number) for number in NUMBERS.findall(index[1])] if index else [0, int(size[1])]
    sections = []
    for first, count in zip(pairs[::2], pairs[1::2], strict=False):
        sections.append(_Section(first, count, rows[position : position + count * sum(widths)], widths))
        position += count * sum(widths)
    if position > len(rows):
        raise Misfit("cross_reference")
    return sections, item.body


def _row(sections: list[_Section], number: int) -> Row | None:
    for first, length, rows, widths in sections:
        if not first <= number < first + length:
            continue
        if any(widths):
            at = sum(widths) * (number - first)
            kind, place, last = _fields(rows[at : at + sum(widths)], widths)
            return (0, place) if kind == 1 else (place, last) if kind == 2 else None
        found = _ENTRY.match(rows, _ROW * (number - first))
        if not found:
            raise Misfit("cross_reference")
        return (0, int(found[1])) if found[2] == b"n" else None
    return None


def _fields(row: bytes, widths: tuple[int, int, int]) -> tuple[int, int, int]:
    """Read the fields of a row (7.5.8.2, table 18); a kind that takes no room is 1."""
    kind, place, _ = widths
    first = int.from_bytes(row[:kind]) if kind else 1
    return first, int.from_bytes(row[kind : kind + place]), int.from_bytes(row[kind + place :])


def mended(data: bytes) -> Structure:
    """Give the objects of a file by looking for them, of two with one number the later. Raises Misfit without a root."""
    rows: dict[int, Row] = {number: (0, start) for number, start, _ in heads(data)}
    structure = Structure(data, b"/Encrypt" if b"/Encrypt" in data else b"", rows.get)
    if not structure.encrypted:
        for holder in _with(_PACKED, structure, rows):
            try:
                members = structure.members(holder)
            except Misfit:
                continue
            for index, (number, _) in enumerate(members):
                rows.setdefault(number, (holder, index))
    roots = _TRAILERS.findall(data) or [b"/Root %d 0 R" % number for number in _with(_CATALOGUE, structure, rows)]
    if not roots:
        raise Misfit("root")
    structure.trailer += roots[-1]
    return structure


def heads(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the objects whose heads stand in the bytes of a file: number, where the head begins, where it ends."""
    for found in _OBJ.finditer(data):
        start = max(0, found.start() - _LONGEST_HEAD)
        head = _HEAD.search(data[start : found.start()])
        if head:
            yield int(head[1]), start + head.start(), found.end()


def _with(pattern: re.Pattern[bytes], structure: Structure, rows: Mapping[int, Row]) -> list[int]:
    """Give the objects that stand by themselves and hold a pattern."""
    return [
        number
        for number, (holder, at) in rows.items()
        if not holder and pattern.search(structure.data, at, at + _FIRST_ENTRIES)
    ]
