"""What the register of an output folder holds, told while a run may be writing to it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipeline import packing
from pipeline.masking import mask_text
from pipeline.model.record import Status
from pipeline.store.deletion import is_due, knows_not_all
from pipeline.store.left_behind import LeftBehind, left_behind
from pipeline.store.reading import Reader, is_in_use, size
from pipeline.store.register import PENDING, Register

FAILURES = 50
"""Inputs nothing was read of that are named, with their reasons."""


class Activity(StrEnum):
    """What the last run is doing: it came to its end, it is at work, or it was stopped."""

    ENDED = "ended"
    RUNNING = "running"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Failure:
    """An input nothing was read of, and why."""

    path: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The state of a register. Times are ISO 8601; `bytes` is its size on disk.

    `counts` are inputs by status; `unlisted` are documents kept that are no inputs any more; `deletion_due`: a deletion
    was stopped before it was complete; `in_use`: a command is writing now; `left_behind`: corrections that no report shows.
    """

    begun: str
    ended: str | None
    activity: Activity
    in_use: bool
    counts: dict[str, int]
    pending: int
    failed: int
    failures: tuple[Failure, ...]
    documents: int
    unlisted: int
    corrections: int
    passages: int
    bytes: int
    deletion_due: bool
    left_behind: tuple[LeftBehind, ...]


_UNLISTED = "documents WHERE sha256 NOT IN (SELECT sha256 FROM inputs)"


def status(output: Path) -> Contents:
    """Tell what the register of an output folder holds. Raises FileAccessError without one."""
    with Reader(output) as register:
        in_use = is_in_use(output)
        run, counts = register.last_run(), register.counts()
        stopped = Activity.RUNNING if in_use else Activity.STOPPED
        return Contents(
            begun=run.begun,
            ended=run.ended,
            activity=Activity.ENDED if run.ended else stopped,
            in_use=in_use,
            counts=counts,
            pending=counts.get(PENDING, 0),
            failed=sum(count for each, count in counts.items() if each != PENDING and not Status(each).has_record),
            failures=_failures(register, masked=run.settings["masked"]),
            documents=_count(register, "documents"),
            unlisted=0 if knows_not_all(register) else _count(register, _UNLISTED),
            corrections=_count(register, "corrections"),
            passages=_count(register, "passages"),
            bytes=size(output),
            deletion_due=is_due(register),
            left_behind=left_behind(register, masked=run.settings["masked"]),
        )


def _count(register: Register, what: str) -> int:
    found = register.row(f"SELECT count(*) FROM {what}")
    return int(found[0]) if found else 0


def _failures(register: Register, *, masked: bool) -> tuple[Failure, ...]:
    read = f"'{PENDING}', '{Status.COMPLETE}', '{Status.PARTIAL}'"
    query = f"SELECT name, status, sha256, record FROM inputs WHERE status NOT IN ({read}) ORDER BY position"
    hide = mask_text if masked else str
    found = [
        Failure(hide(name), state, hide(_reason(_record(register, sha256, record))))
        for name, state, sha256, record in register.rows(f"{query} LIMIT {FAILURES}")
    ]
    return tuple(found)


def _record(register: Register, sha256: str, record: bytes) -> dict[str, Any]:
    own: dict[str, Any] = packing.unpack_json(record) if record else {}
    return own or register.record(sha256) or {"document": {"problems": []}}


def _reason(record: dict[str, Any]) -> str:
    return "; ".join(problem["message"] for problem in record["document"]["problems"])
