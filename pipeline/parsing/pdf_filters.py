"""The filters of PDF streams that text goes through (PDF 32000-1, 7.4): decoded to the end or not at all."""

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from itertools import accumulate

MOST = 64 * 1024 * 1024
"""Bytes: a stream that a page needs does not decode to more."""

_FILTER = re.compile(rb"/Filter\s*(\[[^\[\]]*\]|/[^\s/<>\[\]()]+)")
_NAME = re.compile(rb"/([^\s/<>\[\]()]+)")
_DEFLATED = (b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")
"""How deflated data begin (RFC 1950, 2.2)."""
_PREDICTOR = re.compile(rb"/Predictor\s+(\d{1,10})")
_COLUMNS = re.compile(rb"/Columns\s+(\d{1,10})")
_STEP = 64
"""Bytes that are inflated at once where a stream is broken: so many are lost before the break."""
_MANY = 8
"""Filters one after the other; nobody has a use for more."""


class Misfit(Exception):
    """Something in the file is not where or not what it should be; `what` is a short name for it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Locked(Exception):
    """What is asked for is encrypted."""


class Oversized(Exception):
    """A stream decodes to more than MOST bytes, or asks for rows that long."""


def filters(entries: bytes) -> list[bytes]:
    """Name the filters of a stream by its dictionary, in the order in which they are undone."""
    found = _FILTER.search(entries)
    return _NAME.findall(found[1]) if found else []


def decoded(data: bytes, entries: bytes) -> bytes:
    """Undo the filters of a stream, up to one that is left.

    Raises Misfit for data that does not fit its filter to the end and for a filter that there is not, Oversized for
    more than MOST bytes.
    """
    names = filters(entries)
    if len(names) > _MANY:
        raise Oversized
    if not names and data.startswith(_DEFLATED):
        raise Misfit("filter")
    for name in names:
        undo = _FILTERS.get(name)
        if undo is None and name not in _LEFT:
            raise Misfit("filter")
        if undo is None:
            return data
        data = undo(data)
    return _unpredicted(data, entries)


def decoded_in_part(data: bytes, entries: bytes) -> bytes:
    """Undo the filters of a broken stream as far as they go, up to MOST bytes; predictors are left."""
    for name in filters(entries)[:_MANY]:
        undo = _IN_PART.get(name)
        if undo is None:
            break
        data = undo(data)
    return data[:MOST]


def _inflated_in_part(data: bytes) -> bytes:
    unpacker, out = zlib.decompressobj(), bytearray()
    try:
        for start in range(0, len(data), _STEP):
            out += unpacker.decompress(data[start : start + _STEP], max(1, MOST - len(out)))
            if len(out) >= MOST:
                break
    except zlib.error:
        pass
    return bytes(out)


def _from_base_85_in_part(data: bytes) -> bytes:
    text = b"".join(data.partition(b"~")[0].split())
    broken = _OUTSIDE.search(text.replace(b"z", b"!!!!!"))
    whole = text.replace(b"z", b"!!!!!")[: broken.start() if broken else None]
    try:
        return _from_base_85(whole[: len(whole) // 5 * 5] + b"~>")
    except Misfit:
        return b""


def _inflated(data: bytes) -> bytes:
    """Inflate (7.4.4): to the end of the data, which its checksum proves."""
    unpacker = zlib.decompressobj()
    try:
        out = unpacker.decompress(data, MOST)
    except zlib.error as error:
        raise Misfit("flate") from error
    if unpacker.unconsumed_tail:
        raise Oversized
    if not unpacker.eof:
        raise Misfit("flate")
    return out


def _from_hex(data: bytes) -> bytes:
    """Undo 7.4.2."""
    digits = b"".join(data.partition(b">")[0].split())
    try:
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError as error:
        raise Misfit("hexadecimal") from error


_OUTSIDE = re.compile(rb"[^!-u]")
_BASE = ord("!")


def _from_base_85(data: bytes) -> bytes:
    """Undo 7.4.3: five characters are four bytes, z is four zeros, ~> ends."""
    text, end, _ = data.partition(b"~>")
    text = b"".join(text.split()).replace(b"z", b"!!!!!")
    if not end or _OUTSIDE.search(text):
        raise Misfit("base_85")
    missing = -len(text) % 5
    words = struct.iter_unpack("5B", text + b"u" * missing)
    shift = _BASE * (85**4 + 85**3 + 85**2 + 85 + 1)
    try:
        values = [a * 52200625 + b * 614125 + c * 7225 + d * 85 + e - shift for a, b, c, d, e in words]
        out = struct.pack(f">{len(values)}I", *values)
    except struct.error as error:
        raise Misfit("base_85") from error
    return out[: len(out) - missing]


def _unpredicted(data: bytes, entries: bytes) -> bytes:
    """Undo a PNG predictor (7.4.4.4). Raises Oversized for rows longer than any page has."""
    predictor, columns = _PREDICTOR.search(entries), _COLUMNS.search(entries)
    if not predictor or int(predictor[1]) < 10:
        return data
    width = int(columns[1]) if columns else 1
    if width > MOST:
        raise Oversized
    if set(data[:: width + 1]) <= {2}:
        return _from_above(data, width)
    out, before = bytearray(), bytes(width)
    for start in range(0, len(data) - width, width + 1):
        undo = _ROWS.get(data[start])
        if undo is None:
            raise Misfit("predictor")
        before = undo(data[start + 1 : start + 1 + width], before)
        out += before
    return bytes(out)


def _from_above(data: bytes, width: int) -> bytes:
    """Undo the difference from the row above, column by column: nearly every file has this and no other."""
    rows = len(data) // (width + 1)
    out = bytearray(rows * width)
    for column in range(width):
        differences = data[column + 1 : rows * (width + 1) : width + 1]
        out[column::width] = bytes(value & 255 for value in accumulate(differences))
    return bytes(out)


def _from_left(row: bytes, _: bytes) -> bytes:
    return bytes(value & 255 for value in accumulate(row))


_ROWS: Mapping[int, Callable[[bytes, bytes], bytes]] = {
    0: lambda row, _: row,
    1: _from_left,
    2: lambda row, above: bytes((a + b) & 255 for a, b in zip(row, above, strict=True)),
}
_LEFT = frozenset(
    b"LZWDecode LZW RunLengthDecode RL DCTDecode DCT CCITTFaxDecode CCF JBIG2Decode JPXDecode Crypt".split()
)
"""Filters that are not undone here: those of pictures, and those nobody has written for twenty years."""
_FILTERS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"FlateDecode": _inflated,
    b"Fl": _inflated,
    b"ASCIIHexDecode": _from_hex,
    b"AHx": _from_hex,
    b"ASCII85Decode": _from_base_85,
    b"A85": _from_base_85,
}
_IN_PART: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"FlateDecode": _inflated_in_part,
    b"Fl": _inflated_in_part,
    b"ASCII85Decode": _from_base_85_in_part,
    b"A85": _from_base_85_in_part,
}
