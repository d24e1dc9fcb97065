"""What stops a document that takes too much: processor time, the clock, one huge request; what is noticed of lost workers."""

import os
import signal
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.batch import Result, Settings, Task
from pipeline.engines import local
from pipeline.engines.limits import MEGABYTE, Limits
from pipeline.errors import InputError, TiaoliError
from tests.engines.greedy import ASK, SLEEP, SPIN
from tests.engines.test_local import task, workers

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the limits are those of POSIX systems")

PLAN = "tests.engines.greedy:FIELDS"


def code_of(limits: Limits, begun: Task, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[int | None]]:
    """Read a document; give its status and the codes that workers ended with."""
    codes: list[int | None] = []
    reason = local._reason

    def noted(code: int | None, *more: Any) -> InputError:
        codes.append(code)
        return reason(code, *more)

    monkeypatch.setattr(local, "_reason", noted)
    ((_, result),) = local.run([begun], Settings(plan=PLAN, limits=limits), 1)
    return result.status.value, codes


def test_document_that_spins_is_ended_by_processor_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the limit on the clock: the system ends it for its processor time."""
    limits = Limits(seconds=1, seconds_a_page=0, wall_seconds=60)

    assert code_of(limits, task(tmp_path, "spin", SPIN), monkeypatch) == ("timeout", [-signal.SIGXCPU])


def test_document_that_sleeps_is_ended_by_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little processor time it takes: the system ends it for the time it lets pass."""
    limits = Limits(seconds=0.5, seconds_a_page=0, wall_seconds=2)

    assert code_of(limits, task(tmp_path, "sleep", SLEEP), monkeypatch) == ("timeout", [-signal.SIGALRM])


@pytest.mark.parametrize(("seconds", "wall"), [(30, 300), (100, 300), (600, 1800)])
def test_clock_leaves_time_for_the_processor(seconds: float, wall: float) -> None:
    """Who raises the limit of processor time needs not raise that on the clock: it is three times as much at least."""
    assert Limits(seconds=seconds, wall_seconds=300).wall == wall


def asked(folder: Path) -> tuple[dict[str, str], set[int]]:
    """Read a document that asks for too much at once, and others by the same worker: statuses, workers by id."""
    limits = Limits(memory=450 * MEGABYTE)
    tasks = [task(folder, name, text) for name, text in (("a", "甲方：云岫"), ("ask", ASK), ("b", "乙方：砚池"))]
    statuses, at_work = {}, set()
    for each, result in local.run(tasks, Settings(plan=PLAN, limits=limits), 1):
        statuses[each.path.stem] = result.status.value
        at_work |= {worker.pid for worker in workers()}
    return statuses, at_work


def test_huge_request_is_refused_inside_its_document(tmp_path: Path) -> None:
    """The request fails for the field that makes it, before any of the memory is taken, and its worker lives on."""
    statuses, at_work = asked(tmp_path)

    assert statuses == {"a": "complete", "ask": "partial", "b": "complete"}
    assert len(at_work) == 1


@dataclass
class Pool:
    """A pool of workers that does nothing of itself, with what of Pebble's tells which worker has which document."""

    given: list[Future[Result]] = field(default_factory=list)
    tasks: dict[int, SimpleNamespace] = field(default_factory=dict)
    workers: dict[int, object] = field(default_factory=dict)

    @property
    def _pool_manager(self) -> SimpleNamespace:
        return SimpleNamespace(
            worker_manager=SimpleNamespace(workers=self.workers), task_manager=SimpleNamespace(tasks=self.tasks)
        )

    def schedule(self, *_: object) -> Future[Result]:
        """Take a document that no worker has yet."""
        future: Future[Result] = Future()
        self.given.append(future)
        self.tasks[len(self.given)] = SimpleNamespace(future=future, worker_id=0)
        return future

    def taken_by(self, worker: int) -> None:
        """Have a worker begin the document handed out last."""
        self.tasks[len(self.given)].worker_id = worker
        self.given[-1].set_running_or_notify_cancel()

    def stop(self) -> None:
        """Do nothing."""

    def join(self) -> None:
        """Do nothing."""


@dataclass
class Idle:
    """Workers over stand-in pools, and what the clock and the processors are taken to say, in seconds."""

    workers: local.Workers
    pools: list[Pool]
    now: float = 0.0
    used: float = 0.0


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Idle:
    """Give workers that have one document in hand and do nothing."""
    pools: list[Pool] = []

    def made(_: local.Workers) -> Pool:
        pools.append(Pool())
        return pools[-1]

    monkeypatch.setattr(local.Workers, "_new_pool", made)
    monkeypatch.setattr(local, "_GLANCE", 0.0)
    monkeypatch.setattr(local, "time", SimpleNamespace(monotonic=lambda: given.now))
    monkeypatch.setattr(local, "_processor_seconds", lambda: given.used)
    given = Idle(None, pools)  # type: ignore[arg-type]
    given.workers = local.Workers(Settings(limits=Limits(seconds=1, wall_seconds=5)), 1)
    given.workers.begin(Task(Path("甲.txt"), "0" * 64))
    return given


def test_document_whose_worker_died_unnoticed_is_begun_again(idle: Idle) -> None:
    """The pool has it with a worker that is no more, and would wait for ever."""
    (pool,) = idle.pools
    pool.taken_by(41)

    assert idle.workers.ended() == []
    assert list(idle.workers.in_hand) == pool.given[1:]
    assert len(pool.given) == 2


@pytest.mark.parametrize("worker", [None, 41], ids=["waits for a worker", "is read"])
def test_document_that_is_not_lost_is_waited_for(worker: int | None, idle: Idle) -> None:
    """No document is begun twice that a worker has, or none yet."""
    (pool,) = idle.pools
    pool.workers[41] = object()
    if worker:
        pool.taken_by(worker)

    assert idle.workers.ended() == []
    assert len(pool.given) == 1


def test_document_whose_worker_is_lost_time_and_again_is_given_up(idle: Idle) -> None:
    """It is tried three times, then it has crashed: no run goes on for ever."""
    (pool,) = idle.pools
    ended = []
    for _ in range(3):
        assert ended == []
        pool.taken_by(41)
        ended = idle.workers.ended()

    assert [result.status.value for _, result in ended] == ["crashed"]
    assert len(pool.given) == 3


def test_workers_that_say_and_do_nothing_are_replaced(idle: Idle) -> None:
    """Long beyond the limit on the clock and without processor time: the document is begun by new workers."""
    idle.now = 10_000

    assert idle.workers.ended() == []
    assert [len(pool.given) for pool in idle.pools] == [1, 1]
    assert list(idle.workers.in_hand) == idle.pools[1].given


def test_workers_at_work_are_not_replaced(idle: Idle) -> None:
    """However long nothing comes, as long as processor time is used between two looks."""
    for _ in range(5):
        idle.now += 10_000
        idle.used += 1
        idle.workers.ended()

    assert len(idle.pools) == 1


def test_workers_that_stop_working_are_replaced(idle: Idle) -> None:
    """Processor time used before the last look does not count."""
    idle.now, idle.used = 10_000, 100
    idle.workers.ended()
    idle.now = 20_000
    idle.workers.ended()

    assert len(idle.pools) == 2


def test_workers_are_not_replaced_within_the_limit_on_the_clock(idle: Idle) -> None:
    """What waits has its time, whether it takes processor time or not."""
    idle.now = 5

    assert idle.workers.ended() == []
    assert len(idle.pools) == 1


def test_workers_that_end_before_they_begin_end_the_run(idle: Idle) -> None:
    """Where no worker can be started it is told; no run replaces them for ever."""

    def broken_ten_times() -> None:
        for _ in range(10):
            idle.pools[-1].given[-1].set_exception(BrokenProcessPool())
            idle.workers.ended()

    with pytest.raises(TiaoliError, match="before they begin"):
        broken_ten_times()
