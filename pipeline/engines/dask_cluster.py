"""Documents read on a Dask cluster: machines that see the same folder, or a cluster of this machine alone.

Each thread of a Dask worker keeps one process that reads documents under their limits, as locally: a document that
crashes or hangs costs that process, never the Dask worker. Results come back to the caller, who alone stores them.
"""

import gc
import logging
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from pipeline import files, fingerprint
from pipeline.batch import Result, Settings, Task
from pipeline.engines import dask_worker
from pipeline.engines.local import lost
from pipeline.errors import Crashed, FileAccessError, InputError, MissingDependency
from pipeline.model.record import Status

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

_IN_HAND = 4
"""Documents handed out at a time for each thread of the cluster: enough that none waits while results travel."""

_TRIES = 5
"""How often a document is begun that a worker gave back unread; a host that is lost does not count."""

_CONNECT = 10.0
"""Seconds to reach the scheduler, and to wait for its first worker."""

_LOOK = 1.0
"""Seconds after which the cluster is looked at: whether it is there, how many threads it has."""

_LONELY = 60.0
"""Seconds without any worker after which a run ends."""

_CLOSE = 2.0
"""Seconds that workers are given to end what they do when a run ends."""

_log = logging.getLogger(__name__)


def run(
    tasks: Iterable[Task], settings: Settings, scheduler: str | None = None, jobs: int = 1
) -> Iterator[tuple[Task, Result]]:
    """Yield each task with its result as they come from the cluster of a scheduler, or of this machine with `jobs` threads.

    A host that is lost costs nothing but time: what it had in hand is begun again elsewhere. Raises MissingDependency
    before any work when a worker would give other results than this machine, FileAccessError when it does not see the
    files, when the scheduler cannot be reached or is lost, and when no worker is left.
    """
    coming = iter(tasks)
    first = next(coming, None)
    if first is None:
        return
    coming = chain([first], coming)
    with _connected(scheduler, jobs) as client:
        cluster = _Cluster(client, settings, _absolute(first.path), scheduler or "this machine")
        try:
            cluster.admit()
            while True:
                while cluster.has_room() and (task := next(coming, None)) is not None:
                    cluster.begin(task)
                if not cluster.in_hand:
                    return
                yield from cluster.ended()
        finally:
            cluster.stop()


@contextmanager
def _connected(scheduler: str | None, jobs: int) -> Iterator["Client"]:
    """Give a client of a scheduler, or of a cluster within this process. Raises FileAccessError when nobody answers."""
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what it would say is said in one line
    with _own_cluster(jobs) if scheduler is None else nullcontext(scheduler) as where:
        client = _client(where)
        try:
            yield client
        finally:
            with suppress(TimeoutError, OSError):
                client.close(timeout=_CLOSE)  # type: ignore[no-untyped-call]


def _client(where: "str | LocalCluster") -> "Client":
    from distributed import Client

    try:
        return Client(where, timeout=_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:  # nobody there, no address, tls:// without certificates
        reason = str(error)
    gc.collect()  # a client that was not finished waits for a lock of its own when it is collected within another
    raise FileAccessError(
        f"--scheduler {where}: cannot be reached ({reason}); start dask scheduler there and check the address"
    )


@contextmanager
def _own_cluster(jobs: int) -> Iterator["LocalCluster"]:
    """Make a cluster of threads of this process, which no other user can reach; documents are read in processes."""
    import dask
    from distributed import LocalCluster

    lean: dict[str, object] = {
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
        "distributed.worker.profile.enabled": False,
    }
    with dask.config.set(lean), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that this machine has no network
        cluster = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=1, threads_per_worker=jobs, processes=False, protocol="inproc://", memory_limit=0,
            dashboard_address="127.0.0.1:0", worker_dashboard_address="127.0.0.1:0", silence_logs=logging.CRITICAL,
        )  # fmt: skip
    try:
        yield cluster
    finally:
        with suppress(TimeoutError, OSError):
            cluster.close(timeout=_CLOSE)
        dask_worker.stop()


class _Cluster:
    """What the cluster has in hand of a run."""

    def __init__(self, client: "Client", settings: Settings, seen: Path, address: str) -> None:
        self._client, self._settings, self._seen, self._address = client, settings, seen, address
        self._keys = fingerprint.keys(settings)
        self._done: SimpleQueue[Future[Any]] = SimpleQueue()
        self._threads, self._looked, self._lonely_since = 0, 0.0, time.monotonic()
        self.in_hand: dict[Future[Any], tuple[Task, int]] = {}

    def admit(self) -> None:
        """Wait for the first workers and refuse to begin with one that does not fit. Raises what `run` raises."""
        with suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=_CONNECT)
        if unfit := self._unfit():
            raise next(iter(unfit.values()))
        self._look()
        if not self._threads:
            raise self._without_workers()

    def has_room(self) -> bool:
        """Say whether another document can be handed out."""
        if time.monotonic() - self._looked > _LOOK:
            self._look()
        return len(self.in_hand) < _IN_HAND * max(self._threads, 1)

    def begin(self, task: Task, tries: int = 1) -> None:
        """Hand a document to the cluster."""
        there = replace(task, path=_absolute(task.path))
        future = self._client.submit(dask_worker.read, there, self._settings, self._keys, pure=False)
        self.in_hand[future] = (task, tries)
        future.add_done_callback(self._done.put)  # type: ignore[no-untyped-call]

    def ended(self) -> Iterator[tuple[Task, Result]]:
        """Wait for documents to be done, or a second, and yield them."""
        done = {future: future.status for future in self._arrived()}
        if "cancelled" in done.values():
            raise self._without_scheduler()
        finished = [future for future, status in done.items() if status == "finished"]
        results: list[Result | None] = self._asked(self._client.gather, finished)
        for future, outcome in zip(finished, results, strict=True):
            yield from self._end(future, outcome)
        for future, status in done.items():
            if status == "error":
                yield from self._end(future, self._failure(future))
            elif status != "finished":  # its host was lost with the result, it is read again elsewhere
                future.add_done_callback(self._done.put)  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        """Let go of what is in hand and end the processes that read it, as far as the cluster does it in time."""
        ending = threading.Thread(target=self._end_all, daemon=True)
        ending.start()
        ending.join(_CLOSE)

    def _end_all(self) -> None:
        with suppress(OSError, CancelledError):
            self._client.cancel(list(self.in_hand))  # type: ignore[no-untyped-call]
            self._client.run(dask_worker.stop, on_error="ignore")

    def _arrived(self) -> "list[Future[Any]]":
        done = []
        with suppress(Empty):
            done.append(self._done.get(timeout=_LOOK))
            while True:
                done.append(self._done.get_nowait())
        if not done:
            self._look()
        return done

    def _end(self, future: "Future[Any]", outcome: Result | None) -> Iterator[tuple[Task, Result]]:
        task, tries = self.in_hand.pop(future)
        at_fault = outcome is None or (outcome.status is Status.NO_ACCESS and _is_seen(task.path))
        unfit = self._weed() if at_fault else {}
        if unfit or outcome is None:
            if tries >= _TRIES:
                raise next(iter(unfit.values()), self._given_back())
            self.begin(task, tries + 1)
        elif outcome is not None:
            yield task, outcome

    def _failure(self, future: "Future[Any]") -> Result | None:
        """Give the result of a document that four hosts were lost with; None for one that a worker could not begin."""
        from distributed import KilledWorker

        error = self._asked(future.exception)
        if not isinstance(error, KilledWorker):
            _log.warning("a worker failed", exc_info=error)
            return None
        again = Crashed(
            "读取期间连续多台主机失联；请加 --again 重新运行",
            "several hosts in turn were lost while they read it; run again with --again",
        )
        return lost(self.in_hand[future][0], again, self._settings)

    def _unfit(self) -> dict[str, MissingDependency | FileAccessError]:
        """Ask all workers what they read with, and say of those that do not fit why."""
        own = dask_worker.host(self._settings, self._seen)
        found: dict[str, MissingDependency | FileAccessError] = {}
        others = self._asked(self._client.run, dask_worker.host, self._settings, self._seen, on_error="return")
        for address, other in others.items():
            if isinstance(other, OSError):
                continue  # lost this moment
            if not isinstance(other, dask_worker.Host):
                found[address] = MissingDependency(
                    f"worker {address}: Tiaoli of this version is not there ({type(other).__name__}); install it there"
                )
            elif said := dask_worker.difference(own, other):
                kind = FileAccessError if said.startswith("does not see") else MissingDependency
                found[address] = kind(f"worker {address} on {other.name}: {said}")
        return found

    def _weed(self) -> dict[str, MissingDependency | FileAccessError]:
        """Send workers away that do not fit, say those that came late; tell why. The last worker cannot be sent away."""
        unfit = self._unfit()
        for error in unfit.values():
            _log.error("sent away: %s", error)
        if unfit:
            self._asked(self._client.retire_workers, list(unfit))
        return unfit

    def _look(self) -> None:
        """Count the threads. Raises FileAccessError when the scheduler is gone or no worker came for a minute."""
        self._threads = sum(self._asked(self._client.nthreads).values())
        self._looked = time.monotonic()
        if self._threads:
            self._lonely_since = self._looked
        elif self._looked - self._lonely_since > _LONELY:
            raise self._without_workers()

    def _asked(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except (OSError, CancelledError) as error:
            raise self._without_scheduler() from error

    def _given_back(self) -> MissingDependency:
        return MissingDependency(f"{self._address}: workers give documents back unread; look at what they print")

    def _without_scheduler(self) -> FileAccessError:
        return FileAccessError(
            f"{self._address}: the scheduler is gone; what was read is stored: start it and run the same command again"
        )

    def _without_workers(self) -> FileAccessError:
        return FileAccessError(
            f"{self._address}: the scheduler has no workers; start some (dask worker {self._address} --no-nanny) and run "
            "the same command again"
        )


def _absolute(path: Path) -> Path:
    """Give a path as other machines have to know it."""
    return path.absolute()


def _is_seen(path: Path) -> bool:
    try:
        files.stamp(path)
    except InputError:
        return False
    return True
