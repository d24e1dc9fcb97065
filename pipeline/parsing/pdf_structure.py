"""The objects of a PDF file, read by the letter (PDF 32000-1, 7.3 and 7.5.7), and no more of them than is asked for.

PDFium mends what it can and says nothing of it. Here nothing is mended: whatever does not fit is a Misfit, so that a
file that reads well by chance is known for what it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.parsing.pdf_filters import Locked, Misfit, decoded

_SLACK = 16
"""Bytes by which a stream may end after its length, for line ends counted or not."""

HEAD = re.compile(rb"\s{0,64}(\d{1,10})\s+\d{1,5}\s+obj\b")
NUMBERS = re.compile(rb"\d{1,10}")
_END = re.compile(rb"endobj|\bstream(?:\r\n|\n|\r)|\d\s+obj\b")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})\b(?:\s+\d{1,5}\s+(R)\b)?")
_WIPED = bytes(16)
"""Zeros may stand for blanks (7.2.3); nobody writes so many, but a disk or a download leaves them."""
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FIRST = re.compile(rb"/First\s+(\d{1,10})")

Row = tuple[int, int]
"""Where an object is: (0, offset), or (the object stream that holds it, its index there)."""
Members = list[tuple[int, bytes]]
"""The objects of an object stream with their numbers."""


class Item(NamedTuple):
    """An object: what stands before its stream, and where the bytes of its stream begin (-1: it has none)."""

    body: bytes
    start: int = -1


def item_at(data: bytes, at: int, number: int | None = None) -> Item:
    """Read the object that begins at an offset, of that number if one is given. Raises Misfit for another or none."""
    head = HEAD.match(data, at)
    if not head or number not in (None, int(head[1])):
        raise Misfit("offset")
    end = _END.search(data, head.end())
    if not end or end[0].endswith(b" obj"):
        raise Misfit("object")
    body = _plain(data[head.end() : end.start()].strip())
    alone = end[0] == b"endobj"
    if body.startswith(b"<<") and (not body.endswith(b">>") or (alone and _WIPED in body)):
        raise Misfit("object")
    return Item(body, -1 if alone else end.end())


def _plain(body: bytes) -> bytes:
    """Write names as they are meant (7.3.5): /#46lateDecode is /FlateDecode."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), body) if b"#" in body else body


@dataclass
class Structure:
    """The objects of a file by number; `row` says where each is. Methods raise Misfit, Oversized for a bomb, Locked."""

    data: bytes = field(repr=False)
    trailer: bytes
    row: Callable[[int], Row | None]
    _unpacked: dict[int, Members] = field(default_factory=dict)

    @property
    def encrypted(self) -> bool:
        """Say whether strings and streams are encrypted (7.6): their content cannot be looked at then."""
        return b"/Encrypt" in self.trailer

    def item(self, number: int) -> Item:
        """Give an object by its number."""
        row = self.row(number)
        if row is None:
            raise Misfit("missing")
        holder, place = row
        if not holder:
            return item_at(self.data, place, number)
        found = self.members(holder)
        if place >= len(found) or found[place][0] != number:
            raise Misfit("object_stream")
        return Item(found[place][1])

    def members(self, number: int) -> Members:
        """Give the objects of an object stream (7.5.7)."""
        if number not in self._unpacked:
            if self.encrypted:
                raise Locked
            self._unpacked[number] = []  # for a stream that says it lies in itself
            item = self.item(number)
            first = _FIRST.search(item.body)
            if not first:
                raise Misfit("object_stream")
            self._unpacked[number] = members_of(self.stream(item), int(first[1]))
        return self._unpacked[number]

    def stream(self, item: Item) -> bytes:
        """Give the bytes of a stream, its filters undone."""
        return decoded(self.data[item.start : self.end(item)], item.body)

    def end(self, item: Item) -> int:
        """Say where a stream ends by its length, which must be where it does end."""
        found = _LENGTH.search(item.body)
        length = int(found[1]) if found else -1
        if found and found[2]:
            body = self.item(length).body
            length = int(body) if body.isdigit() else -1
        end = item.start + length
        if item.start < 0 or length < 0 or self.data.find(b"endstream", max(end - 2, item.start), end + _SLACK) < 0:
            raise Misfit("length")
        return end


def members_of(data: bytes, first: int) -> Members:
    """Read the objects of a decoded object stream, of which the first begins at an offset. Raises Misfit."""
    numbers = [int(number) for number in NUMBERS.findall(data[:first])]
    starts = [*numbers[1::2], len(data) - first]
    if sorted(starts) != starts or len(numbers) % 2:
        raise Misfit("object_stream")
    pairs = zip(numbers[::2], starts, starts[1:], strict=False)
    return [(number, _plain(data[first + start : first + end].strip())) for number, start, end in pairs]
