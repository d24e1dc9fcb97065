"""Worker processes: each harm costs its own document, which gets its status."""

import hashlib
import os
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest

from pipeline import batch, packing
from pipeline.batch import Result, Settings, Task
from pipeline.engines import local
from pipeline.engines.limits import MEGABYTE, Limits
from tests.engines.faults import WORD

LIMITS = Limits(seconds=4, seconds_a_page=0.1, wall_seconds=5, memory=450 * MEGABYTE)
SETTINGS = Settings(plan="tests.engines.faults:FIELDS", limits=LIMITS)


def task(folder: Path, name: str, text: str) -> Task:
    """Write a document and make the task of reading it."""
    path = folder / f"{name}.txt"
    path.write_text(f"采购合同\n编号：{name}\n{text}\n", encoding="utf-8")
    return Task(path, hashlib.sha256(path.read_bytes()).hexdigest())


def statuses(tasks: list[Task], settings: Settings = SETTINGS, jobs: int = 2) -> dict[str, str]:
    """Read documents; give the status of each by name. Proves that each came back once."""
    results = [(each.path.stem, result) for each, result in local.run(tasks, settings, jobs)]
    assert len(results) == len(tasks)
    return {name: result.status.value for name, result in results}


def problem(result: Result) -> dict[str, str]:
    """Give the first problem of a result."""
    found: dict[str, str] = packing.unpack_json(result.record)["document"]["problems"][0]
    return found


def workers() -> list[psutil.Process]:
    """Give the workers of this process: children of the process they are forked from."""
    mine = psutil.Process().children()
    return [worker for server in mine if "forkserver" in " ".join(server.cmdline()) for worker in server.children()]


HARMS = {
    "hang": "timeout",
    "spin": "timeout",
    "abort": "crashed",
    "exit": "crashed",
    "kill": "crashed",
    "fill": "out_of_memory",
    "ask": "partial",
    "recurse": "partial",
    "print": "complete",
    "raise": "partial",
    "leave": "crashed",
}
"""What a document does to its worker, and what becomes of it. A field that fails is a problem of the document."""


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Read harmful documents among good ones."""
    folder = tmp_path_factory.mktemp("harm")
    tasks = []
    for number, harm in enumerate(HARMS):
        tasks.append(task(folder, f"good-{number}", "甲方：云岫数据有限公司"))
        tasks.append(task(folder, harm, f"{WORD}{harm}"))
    return statuses(tasks)


@pytest.mark.parametrize(("harm", "status"), HARMS.items())
def test_harm_costs_its_own_document(harmed: dict[str, str], harm: str, status: str) -> None:
    """The document that does it gets the status of what it did."""
    assert harmed[harm] == status


def test_documents_beside_harmful_ones_are_read(harmed: dict[str, str]) -> None:
    """Nothing else is lost."""
    assert {status for name, status in harmed.items() if name.startswith("good")} == {"complete"}


def test_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    """A worker that somebody kills has its document read by another."""
    tasks = [task(tmp_path, f"{number}", "甲方：云岫数据有限公司") for number in range(60)]
    killed = []

    def kill() -> None:
        for _ in range(3):
            time.sleep(0.4)
            while not (at_work := workers()):
                time.sleep(0.05)
            killed.append(at_work[0].pid)
            os.kill(killed[-1], signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    found = statuses(tasks, Settings(plan="tests.engines.slow:FIELDS"))
    thread.join()

    assert len(set(killed)) == 3
    assert set(found.values()) == {"complete"}


def test_time_grows_with_the_pages() -> None:
    """What a reader says it has to read is added to what it may take."""
    assert LIMITS.allowance(40, recognised=False) == pytest.approx(4)
    assert LIMITS.allowance(2, recognised=True) == pytest.approx(120)


def test_message_of_a_timeout_says_which_limit(tmp_path: Path) -> None:
    """The reader of the register learns what to raise."""
    ((_, result),) = local.run([task(tmp_path, "spin", f"{WORD}spin")], SETTINGS, 1)

    assert "--time-limit" in problem(result)["message"]


def test_changed_file_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    """A file that was written to after its content was named gets a status of its own."""
    begun = task(tmp_path, "a", "甲方：云岫数据有限公司")
    begun.path.write_text("别的内容", encoding="utf-8")
    ((_, result),) = local.run([begun], Settings(), 1)

    assert result.status == "changed_while_reading"


def test_vanished_file_has_no_access(tmp_path: Path) -> None:
    """A file that is gone when its turn comes is accounted for."""
    begun = task(tmp_path, "a", "甲方：云岫数据有限公司")
    begun.path.unlink()
    ((_, result),) = local.run([begun], Settings(), 1)

    assert result.status == "no_access"


def test_stored_reading_stands_in_for_the_file(tmp_path: Path) -> None:
    """What was read before is extracted from without the file."""
    begun = task(tmp_path, "a", "甲方：云岫数据有限公司")
    first = batch.perform(begun, Settings())
    begun.path.unlink()
    again = batch.perform(Task(begun.path, begun.sha256, first.parsed), Settings())

    assert again == first


def test_workers_end_with_the_caller(tmp_path: Path) -> None:
    """A caller that stops in the middle leaves no process behind."""
    tasks = [task(tmp_path, f"{number}", f"{WORD}hang") for number in range(4)]
    tasks.insert(0, task(tmp_path, "good", "甲方：云岫数据有限公司"))
    running = local.run(tasks, SETTINGS, 2)
    next(running)
    running.close()

    assert workers() == []
