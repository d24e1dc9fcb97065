"""Documents read by worker processes of this machine; one that dies costs the document it had in hand."""

import logging
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING

from pipeline import logs
from pipeline.batch import Result, Settings, Task, failed, out_of_memory, perform, result
from pipeline.engines.limits import CLOCK_EXIT, OUT_OF_MEMORY_EXIT, PROCESSOR_EXIT, Keeper, Limits
from pipeline.errors import Crashed, InputError, TiaoliError, TimedOut
from pipeline.files import display_name
from pipeline.model.document import Source

if TYPE_CHECKING:
    from pebble import ProcessPool

_PRELOADED = (
    "pipeline.engines.forked", "pipeline.engines.local", "extractors.fields", "pipeline.parsing.pdf", "pipeline.parsing.docx",
    "psutil",
)  # fmt: skip
"""What every document needs: imported once, in the process that workers are forked from."""

_RENEWED_AFTER = 500
"""Documents after which a worker is replaced, so that what libraries leak does not add up."""

_IN_HAND = 2
"""Documents handed out at a time for each worker: the one it reads and the one it reads next."""

_TRIES = 3
"""How often a document is begun whose worker was ended from outside or is lost; its own death is final at once, but for
memory: what the documents before it left behind counts against it, so that it is begun once more."""

_GLANCE = 1.0
"""Seconds between two looks for workers that were lost, while nothing comes."""

_FROM_OUTSIDE = frozenset({-9, -15} if not hasattr(signal, "SIGKILL") else {-signal.SIGKILL, -signal.SIGTERM})

_PATIENCE = 120.0
"""Seconds beyond the limit on the clock after which workers that say and do nothing are taken for lost."""

_keeper: Keeper | None = None


def run(tasks: Iterable[Task], settings: Settings, jobs: int) -> Iterator[tuple[Task, Result]]:
    """Yield each task with its result as they come, `jobs` documents at a time. Workers end when the caller stops.

    Nothing is raised for a document: a worker that dies, hangs or asks for too much gives a result that says so.
    """
    workers = Workers(settings, jobs)
    coming = iter(tasks)
    try:
        while True:
            while len(workers.in_hand) < _IN_HAND * jobs and (task := next(coming, None)) is not None:
                workers.begin(task)
            if not workers.in_hand:
                return
            yield from workers.ended()
    finally:
        workers.stop()


class Workers:
    """A pool of workers and what they have in hand; a pool that breaks is replaced by another."""

    def __init__(self, settings: Settings, jobs: int) -> None:
        self._settings, self._jobs, self._stopped = settings, jobs, False
        self._pool = self._new_pool()
        self.in_hand: dict[Future[Result], tuple[Task, int]] = {}
        self._used, self._heard, self._replaced = 0.0, time.monotonic(), 0

    def begin(self, task: Task, tries: int = 1) -> None:
        """Hand a document to the pool. Raises CancelledError when it is stopped."""
        if self._stopped:
            raise CancelledError
        future = self._pool.schedule(_perform, (task, self._settings))
        self.in_hand[future] = (task, tries)

    def ended(self) -> list[tuple[Task, Result]]:
        """Wait for documents to be done and give them; none when there is reason to wait on."""
        done, _ = wait(self.in_hand, _GLANCE, FIRST_COMPLETED)
        if any(isinstance(future.exception(), BrokenProcessPool) for future in done) or (
            not done and self._is_silent()
        ):
            return self._replace_pool()
        if done:
            self._heard = time.monotonic()
        ended = [self._end(future) for future in done]
        ended += [self._again(*self.in_hand.pop(future), None) for future in self._orphans()]
        return [each for each in ended if each is not None]

    def _orphans(self) -> list[Future[Result]]:
        """Give the documents whose worker died before the pool knew that it had them; Pebble waits for those for ever."""
        manager = self._pool._pool_manager
        alive, begun = manager.worker_manager.workers, list(manager.task_manager.tasks.values())
        lost = {id(each.future) for each in begun if each.worker_id and each.worker_id not in alive}
        return [future for future in self.in_hand if id(future) in lost and not future.done()]

    def _is_silent(self) -> bool:
        """Say whether nothing came for longer than a document may take, and no worker is at work."""
        if time.monotonic() - self._heard < self._settings.limits.wall + _PATIENCE:
            return False
        self._heard = time.monotonic()
        before, self._used = self._used, _processor_seconds()
        return self._used == before

    def read(self, task: Task) -> Result:
        """Have one document read while nothing else is in hand. Raises CancelledError when the pool is stopped meanwhile."""
        self.begin(task)
        while not (ended := self.ended()):
            pass
        return ended[0][1]

    def stop(self) -> None:
        """End all workers at once and for good, also from another thread."""
        self._stopped = True
        self._stop_pool()

    def _stop_pool(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _end(self, future: Future[Result]) -> tuple[Task, Result] | None:
        from pebble import ProcessExpired

        task, tries = self.in_hand.pop(future)
        error = future.exception()
        if error is None:
            return task, future.result()
        code = error.exitcode if isinstance(error, ProcessExpired) else None
        if code in _FROM_OUTSIDE or (code == OUT_OF_MEMORY_EXIT and tries == 1):
            return self._again(task, tries, code)
        return task, lost(task, _reason(code, self._settings.limits), self._settings)

    def _again(self, task: Task, tries: int, code: int | None) -> tuple[Task, Result] | None:
        """Begin a document again whose worker was lost, unless it lost too many."""
        if tries >= _TRIES:
            return task, lost(task, _reason(code, self._settings.limits), self._settings)
        self.begin(task, tries + 1)
        return None

    def _replace_pool(self) -> list[tuple[Task, Result]]:
        """Begin again with new workers what the pool had in hand when it broke or fell silent.

        Only what a worker had begun counts as tried. Raises TiaoliError when workers end again and again before that.
        """
        in_hand = [(task, tries, future.running()) for future, (task, tries) in self.in_hand.items()]
        self._replaced = 0 if any(begun for *_, begun in in_hand) else self._replaced + 1
        if self._replaced > _TRIES:
            raise TiaoliError("worker processes end before they begin; run again with -v and report what it says")
        self._stop_pool()
        self.in_hand.clear()
        self._pool, self._heard = self._new_pool(), time.monotonic()
        ended = [self._again(task, tries if begun else tries - 1, None) for task, tries, begun in in_hand]
        return [each for each in ended if each is not None]

    def _new_pool(self) -> "ProcessPool":
        from pebble import ProcessPool

        verbose = logging.getLogger().isEnabledFor(logging.INFO)
        return ProcessPool(self._jobs, _RENEWED_AFTER, _start, (self._settings.limits, verbose), context())


def _processor_seconds() -> float:
    """Give the processor time that the workers and theirs have used."""
    import psutil

    used = 0.0
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            used += sum(child.cpu_times()[:2])
    return used


def context() -> BaseContext:
    """Give the quickest way to start workers that share no state: forked from a process that imports all, or anew.

    That process is begun here, once, and imports while its caller goes on.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    with _deaf_to_interruption():
        forkserver.ensure_running()
    return context


@contextmanager
def _deaf_to_interruption() -> Iterator[None]:
    """Have the processes begun in the block pass over Ctrl-C, which goes to all of a terminal: this one ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _start(limits: Limits, verbose: bool) -> None:
    global _keeper
    logs.configure(verbose)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _keeper = Keeper(limits)


def _perform(task: Task, settings: Settings) -> Result:
    """Read a document in a worker, kept to its limits."""
    assert _keeper is not None
    with _keeper.reading():
        return perform(task, settings, _keeper.expect)


def lost(task: Task, error: InputError, settings: Settings) -> Result:
    """Make the result of a document whose worker did not come back."""
    return result(failed(Source(display_name(task.path), b"", task.sha256), error), settings.language)


def _reason(code: int | None, limits: Limits) -> InputError:
    if code == PROCESSOR_EXIT:
        return TimedOut(
            f"超过处理时限（{limits.seconds:.0f} 秒加每页 {limits.seconds_a_page:.0f} 秒）；可用 --time-limit 提高",
            f"not read within its time ({limits.seconds:.0f} s and {limits.seconds_a_page:.0f} s a page); "
            "raise --time-limit",
        )
    if code == CLOCK_EXIT:
        return TimedOut(
            f"{limits.wall:.0f} 秒内未读完，读取停滞；请重试或反馈此文件",
            f"not read within {limits.wall:.0f} s on the clock: it came to a halt; try again or report this file",
        )
    if code == OUT_OF_MEMORY_EXIT:
        return out_of_memory()
    return Crashed(
        f"读取进程异常退出（{code}）；文件可能已损坏", f"the worker ended with code {code}; the file may be damaged"
    )
