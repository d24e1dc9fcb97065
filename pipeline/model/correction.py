"""What a reader put right in the register."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Correction:
    """One value of one document put right: which, what stood there, what is right, by whom, when (ISO 8601), why.

    `item` counts from 1 within a field of many values; `attribute` is None for plain values. Old and new are JSON.
    """

    sha256: str
    field: str
    item: int | None
    attribute: str | None
    old: Any
    new: Any
    by: str
    at: str
    note: str = ""
