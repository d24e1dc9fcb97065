"""The same job on a Dask cluster: the records of the local engine, whatever becomes of documents and hosts."""

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

pytest.importorskip("distributed")

from pipeline import batch, files, fingerprint
from pipeline.engines import dask_cluster, dask_engine, dask_worker, local_engine
from pipeline.engines.limits import MEGABYTE, Limits
from pipeline.errors import FileAccessError, MissingDependency, TiaoliError
from pipeline.options import Ocr, Options
from pipeline.packing import unpack_json
from pipeline.runs import job
from pipeline.store.register import Register
from tests.engines.hosts import Hosts, hosts
from tests.engines.misbehaving import CRASH, EAT, LOOP
from tests.soak.folder import write

if TYPE_CHECKING:
    from pipeline.engines import Engine

NOW = datetime(2024, 1, 1, tzinfo=UTC)
SETTINGS = batch.Settings(
    plan="tests.engines.misbehaving:FIELDS",
    options=Options(ocr=Ocr.NEVER),
    limits=Limits(seconds=6, seconds_a_page=0, memory=700 * MEGABYTE),
)
HOSTILE = {
    "乙-崩溃.txt": (f"采购合同\n{CRASH}".encode(), "crashed"),
    "乙-空转.txt": (f"采购合同\n{LOOP}".encode(), "timeout"),
    "乙-内存.txt": (f"采购合同\n{EAT}".encode(), "out_of_memory"),
    "乙-坏.pdf": (b"%PDF-1.4 cut off", "damaged"),
    "乙-空.docx": (b"", "damaged"),
}


def folder(where: Path, count: int, *hostile: str) -> Path:
    """Write agreements and hostile files."""
    write(where, count, seed=5)
    for name in hostile:
        (where / "000" / name).write_bytes(HOSTILE[name][0])
    return where


def extract(inputs: Path, output: Path, engine: "Engine", done: Callable[[Path], None] = lambda _: None) -> job.Run:
    """Run the job over a folder."""
    return job.extract(files.discover([inputs]), output, SETTINGS, engine, lambda: NOW, done)


def statuses(output: Path) -> dict[str, str]:
    """Give the status of each input by its name."""
    inputs = json.loads((output / "run.json").read_text(encoding="utf-8"))["inputs"]
    return {Path(each["path"]).name: each["status"] for each in inputs}


def tasks(inputs: Path) -> Iterator[batch.Task]:
    """Give the tasks of a folder."""
    return (batch.Task(path, files.digest(path)) for path in files.discover([inputs]).paths)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Hosts]:
    """Give a scheduler without hosts, which will read the source of today, not that of the first test."""
    fingerprint._code.cache_clear()
    with hosts(tmp_path) as started:
        yield started


def test_records_are_those_of_the_local_engine(tmp_path: Path) -> None:
    """Agreements and hostile files: byte for byte the same records, and each the status that is right for it."""
    inputs = folder(tmp_path / "in", 10, *HOSTILE)
    for name, engine in (("local", local_engine(2)), ("dask", dask_engine(None, 2))):
        extract(inputs, tmp_path / name, engine)

    assert (tmp_path / "dask" / "records.jsonl").read_bytes() == (tmp_path / "local" / "records.jsonl").read_bytes()
    found = statuses(tmp_path / "dask")
    assert {name: found.pop(name) for name in HOSTILE} == {name: status for name, (_, status) in HOSTILE.items()}
    assert set(found.values()) == {"complete"}


def test_hosts_are_killed_and_join_in_mid_run(cluster: Hosts, tmp_path: Path) -> None:
    """Of two hosts both are killed, one comes late: every document ends once, with the record of a quiet local run."""
    inputs = folder(tmp_path / "in", 38, "乙-崩溃.txt", "乙-坏.pdf")
    first, second = cluster.host(), cluster.host()
    told: list[Path] = []

    def done(path: Path) -> None:
        told.append(path)
        if len(told) == 12:
            cluster.kill(first)
        if len(told) == 24:
            cluster.host()
            cluster.kill(second)

    run = extract(inputs, tmp_path / "dask", dask_engine(cluster.address, 1), done)
    extract(inputs, tmp_path / "local", local_engine(2))

    assert run.counts == {"complete": 38, "crashed": 1, "damaged": 1}
    assert sorted(told) == sorted(files.discover([inputs]).paths)
    assert (tmp_path / "dask" / "records.jsonl").read_bytes() == (tmp_path / "local" / "records.jsonl").read_bytes()


def test_run_does_not_begin_with_a_host_that_cannot_isolate(cluster: Hosts, tmp_path: Path) -> None:
    """A worker under a nanny may not have processes of its own: the run says so before it reads anything."""
    cluster.host("--nanny")

    with pytest.raises(MissingDependency, match=rf"{socket.gethostname()}: cannot start processes.*--no-nanny"):
        extract(folder(tmp_path / "in", 3), tmp_path / "out", dask_engine(cluster.address, 1))


def test_late_host_that_cannot_isolate_is_sent_away(cluster: Hosts, tmp_path: Path) -> None:
    """It ends, and what it was handed is read by the others."""
    cluster.host()
    told: list[Path] = []
    late = []

    def done(path: Path) -> None:
        told.append(path)
        if len(told) == 2:
            late.append(cluster.host("--nanny"))

    run = extract(folder(tmp_path / "in", 20), tmp_path / "out", dask_engine(cluster.address, 1), done)

    assert run.counts == {"complete": 20}
    assert late[0].wait(timeout=10) == 0


def test_lost_scheduler_ends_the_run_and_what_was_read_stays(cluster: Hosts, tmp_path: Path) -> None:
    """One line says what to do; the same command, here with the local engine, goes on."""
    inputs = folder(tmp_path / "in", 12)
    cluster.host()
    told: list[Path] = []

    def done(path: Path) -> None:
        told.append(path)
        if len(told) == 3:
            cluster.kill(cluster.scheduler)

    with pytest.raises(FileAccessError, match="the scheduler is gone; what was read is stored"):
        extract(inputs, tmp_path / "out", dask_engine(cluster.address, 1), done)
    with Register(tmp_path / "out") as register:
        stored = register.counts()
    run = extract(inputs, tmp_path / "out", local_engine(2))

    assert stored == {"complete": len(told), "pending": 12 - len(told)}
    assert run.counts == {"complete": 12}


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1", "tls://127.0.0.1:9", "nonsense://"])
def test_nobody_at_the_address(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where no scheduler answers is told with what to do."""
    monkeypatch.setattr(dask_cluster, "_CONNECT", 0.3)

    with pytest.raises(FileAccessError, match=f"--scheduler {address}: cannot be reached"):
        extract(folder(tmp_path / "in", 1), tmp_path / "out", dask_engine(address, 1))


def test_scheduler_without_workers(cluster: Hosts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster nobody works in is told with the command that starts a worker."""
    monkeypatch.setattr(dask_cluster, "_CONNECT", 1.0)

    with pytest.raises(FileAccessError, match=f"no workers; start some .dask worker {cluster.address} --no-nanny"):
        extract(folder(tmp_path / "in", 1), tmp_path / "out", dask_engine(cluster.address, 1))


def test_interrupted_run_ends_soon(tmp_path: Path) -> None:
    """Ctrl-C while a document does not end: within five seconds, what was read is kept."""
    inputs = folder(tmp_path / "in", 5, "乙-空转.txt")
    settings = replace(SETTINGS, limits=Limits(seconds=300))
    at = []

    def done(_: Path) -> None:
        at.append(time.monotonic())
        if len(at) == 5:
            raise KeyboardInterrupt

    run = job.extract(files.discover([inputs]), tmp_path / "out", settings, dask_engine(None, 2), lambda: NOW, done)

    assert time.monotonic() - at[-1] < 5
    assert run.interrupted
    assert run.counts == {"complete": 5, "pending": 1}


def test_interrupted_run_leaves_nothing_at_work_on_its_hosts(cluster: Hosts, tmp_path: Path) -> None:
    """What a host reads when Ctrl-C comes is ended there: nothing but the process that workers are forked from is left."""
    inputs = folder(tmp_path / "in", 5, "乙-空转.txt")
    host = psutil.Process(cluster.host().pid)
    settings = replace(SETTINGS, limits=Limits(seconds=300))
    told: list[Path] = []

    def done(path: Path) -> None:
        told.append(path)
        if len(told) == 5:
            raise KeyboardInterrupt

    job.extract(
        files.discover([inputs]), tmp_path / "out", settings, dask_engine(cluster.address, 1), lambda: NOW, done
    )
    time.sleep(0.5)

    assert [below.children() for below in host.children()] in ([], [[]], [[], []])


def test_few_documents_are_handed_out_at_a_time(tmp_path: Path) -> None:
    """However many there are: four a thread, the one that just ended not counted."""
    handed: list[batch.Task] = []
    coming = (task for task in tasks(folder(tmp_path / "in", 24)) if handed.append(task) is None)
    open_then = [len(handed) - ended for ended, _ in enumerate(dask_cluster.run(coming, SETTINGS, None, 2))]

    assert len(open_then) == 24
    assert max(open_then) <= 4 * 2


def test_file_that_a_host_cannot_read(tmp_path: Path) -> None:
    """The status is no_access, and the message names the host."""
    path = tmp_path / "in" / "没有.txt"
    path.parent.mkdir()
    ((_, result),) = dask_cluster.run([batch.Task(path, "0" * 64)], SETTINGS, None, 1)
    problem = unpack_json(result.record)["document"]["problems"][0]

    assert result.status == "no_access"
    assert f"主机 {socket.gethostname()} 无法读取" in problem["message"]


KEYS = fingerprint.Keys("a", "b", "c")
OWN = dask_worker.Host("here", KEYS, (("pdfplumber", "0.11.10"), ("lxml", "6.1")), isolates=True, sees=True)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (OWN, ""),
        (replace(OWN, name="there"), ""),
        (replace(OWN, isolates=False), "cannot start processes"),
        (replace(OWN, versions=(("pdfplumber", "0.11.9"), ("lxml", "6.1"))), "pdfplumber 0.11.9, here 0.11.10"),
        (replace(OWN, versions=(("pdfplumber", "0.11.10"), ("lxml", ""))), "lxml missing, here 6.1"),
        (replace(OWN, keys=replace(KEYS, reading="x")), "another Tiaoli or LibreOffice .reading."),
        (replace(OWN, keys=replace(KEYS, conditions="x")), "another Tiaoli or LibreOffice .conditions."),
        (replace(OWN, sees=False), "does not see the files"),
    ],
)
def test_what_keeps_a_worker_out(other: dask_worker.Host, said: str) -> None:
    """Anything that would make other records, named."""
    found = dask_worker.difference(OWN, other)

    assert re.fullmatch(f"{said}.*" if said else "", found)


def test_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the message says what to install."""
    monkeypatch.setattr("pipeline.engines.find_spec", lambda _: None)

    with pytest.raises(TiaoliError, match=r"tiaoli\[dask\]"):
        dask_engine(None, 1)
