"""Bytes to keep: compressed, and JSON as compressed bytes."""

import json
import zlib
from typing import Any

_LEVEL = 3
"""zlib's level: packing takes a hundredth of the time of reading a document."""


def pack(data: bytes) -> bytes:
    """Compress."""
    return zlib.compress(data, _LEVEL)


def unpack(data: bytes) -> bytes:
    """Give what `pack` compressed. Raises ValueError for other bytes."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise ValueError("not packed by us") from error


def pack_text(text: str) -> bytes:
    """Compress text as UTF-8; half of a surrogate pair, which UTF-8 has no bytes for, becomes a question mark."""
    return pack(text.encode("utf-8", "replace"))


def pack_json(value: Any) -> bytes:
    """Compress a value as JSON; the same value gives the same bytes."""
    return pack_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def unpack_json(data: bytes) -> Any:
    """Give the value that `pack_json` compressed. Raises ValueError for other bytes."""
    return json.loads(unpack(data))
