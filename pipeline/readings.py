"""What was read of a source, as bytes to keep: fields are extracted from it again without reading the file."""

from functools import cache
from typing import TYPE_CHECKING

from pipeline.model.document import Parsed
from pipeline.packing import pack as packed
from pipeline.packing import unpack as unpacked

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def pack(parsed: Parsed) -> bytes:
    """Write what was read as compressed JSON."""
    return packed(_adapter().dump_json((parsed,), exclude_defaults=True))


def unpack(data: bytes) -> Parsed:
    """Read what `pack` wrote. Raises ValueError for bytes that are not its own."""
    return _adapter().validate_json(unpacked(data))[0]


@cache
def _adapter() -> "TypeAdapter[tuple[Parsed]]":
    from pydantic import ConfigDict, TypeAdapter

    # Standard dataclasses take the settings of what holds them; alone they may have none.
    return TypeAdapter(tuple[Parsed], config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64"))
