"""What a worker of a Dask cluster does: it proves that it fits, and reads documents in a process of its own each thread.

Dask imports this on machines that have the same Tiaoli; what stands here runs in `dask worker`, also in that of an own cluster.
"""

import socket
import threading
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import current_process
from pathlib import Path

from pipeline import fingerprint
from pipeline.batch import Result, Settings, Task
from pipeline.engines.local import Workers, lost
from pipeline.errors import UnreadableFile
from pipeline.model.record import Status

_held: dict[int, tuple[Settings, Workers]] = {}
"""The process that reads for each thread of this Dask worker, and the settings it was started for."""

_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Host:
    """What a worker reads with: its host, keys and versions as of fingerprint.py, whether it may start processes, sees a file."""

    name: str
    keys: fingerprint.Keys
    versions: tuple[tuple[str, str], ...]
    isolates: bool
    sees: bool


def host(settings: Settings, seen: Path) -> Host:
    """Say what this process reads with, and whether it sees a file. Runs on each worker."""
    return Host(
        socket.gethostname(),
        fingerprint.keys(settings),
        tuple(fingerprint.libraries().items()),
        not current_process().daemon,
        seen.exists(),
    )


def difference(own: Host, other: Host) -> str:
    """Say why a worker cannot do the work of this machine; empty when it can."""
    if not other.isolates:
        return "cannot start processes; start it with dask worker --no-nanny"
    mine, theirs = dict(own.versions), dict(other.versions)
    unlike = [name for name in mine if mine[name] != theirs.get(name)]
    if unlike:
        return "; ".join(f"{name} {theirs.get(name) or 'missing'}, here {mine[name] or 'missing'}" for name in unlike)
    if other.keys != own.keys:
        parts = [part for part in fingerprint.Keys.__slots__ if getattr(own.keys, part) != getattr(other.keys, part)]
        return f"another Tiaoli or LibreOffice ({', '.join(parts)}); install the same there and here"
    if own.sees and not other.sees:
        return "does not see the files; share their folder and mount it at the same path there"
    return ""


def read(task: Task, settings: Settings, keys: fingerprint.Keys) -> Result | None:
    """Read a document in a process of its own. Runs on a worker; None when it does not fit or was told to stop."""
    if not _fits(settings, keys):
        return None
    try:
        outcome = _workers(settings).read(task)
    except CancelledError:
        return None
    if outcome.status is not Status.NO_ACCESS:
        return outcome
    name = socket.gethostname()
    error = UnreadableFile(
        f"主机 {name} 无法读取此文件；请检查该主机上的共享文件夹和权限",
        f"the host {name} cannot read it; check the shared folder and permissions there",
    )
    return lost(task, error, settings)


@lru_cache(maxsize=4)
def _fits(settings: Settings, keys: fingerprint.Keys) -> bool:
    return fingerprint.keys(settings) == keys and not current_process().daemon


def _workers(settings: Settings) -> Workers:
    me = threading.get_ident()
    with _lock:
        held = _held.get(me)
        if held is not None and held[0] == settings:
            return held[1]
    if held is not None:
        held[1].stop()
    made = Workers(settings, 1)
    with _lock:
        _held[me] = (settings, made)
    return made


def stop() -> None:
    """End the processes that read for this Dask worker; the next document starts others."""
    with _lock:
        stopped = [workers for _, workers in _held.values()]
        _held.clear()
    for workers in stopped:
        workers.stop()
