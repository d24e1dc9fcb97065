"""What a hostile input is: bytes made in code, the statuses a reader may give it, and why it is hostile."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """One input made to break a reader; `slow` ones run only in the soak (TIAOLI_SOAK=1).

    `statuses` are the values of `pipeline.model.record.Status` that are right for it. `complete` among them means
    that all text of the input is read, so a valid control has {"complete"} alone.
    """

    name: str
    make: Callable[[], bytes]
    statuses: frozenset[str]
    why: str
    slow: bool = False
