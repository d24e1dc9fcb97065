"""What a document costs in each engine, how engines scale, and what the register takes in: one run, rounds interleaved.

    python -m benchmarks.engines [--documents N] [--rounds N] [--stored N]

Every engine reads the same generated agreements (those of the corpus in turn, each with contents of its own, no scans) and
as many texts of one line, which show what an engine itself costs and what the caller can take in at most. The first tenth
warms up; figures are of the rest: wall and processor milliseconds a document (the processor time of all processes), the best
round, and the ratio to reading one after the other in this process. Then the results are stored N times over under other names.
"""

import argparse
import hashlib
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from pipeline import fingerprint
from pipeline.batch import Result, Settings, Task, perform
from pipeline.engines import dask_engine, local_engine
from pipeline.files import digest
from pipeline.options import Ocr, Options
from pipeline.store.register import Input, Register
from tests.soak.folder import write

Way = Callable[[list[Task], Settings], Iterator[tuple[Task, Result]]]
SETTINGS = Settings(options=Options(ocr=Ocr.NEVER))


def serial(tasks: list[Task], settings: Settings) -> Iterator[tuple[Task, Result]]:
    """Read one document after the other in this process, nothing isolated: the floor."""
    for task in tasks:
        yield task, perform(task, settings)


WAYS: dict[str, Way] = {
    "one after the other": serial,
    **{f"local, {jobs}": local_engine(jobs) for jobs in (1, 2, 4)},
    **{f"dask, {jobs}": dask_engine(None, jobs) for jobs in (1, 2, 4)},
}


@dataclass(frozen=True)
class Cost:
    """Milliseconds a document on the clock and of processors, seconds to the first result, megabytes the caller grew by."""

    wall: float
    processor: float
    first: float
    grown: float


def processor_seconds() -> float:
    """Sum the processor time of this process and all below it that live."""
    mine = psutil.Process()
    return sum(sum(each.cpu_times()[:2]) for each in (mine, *mine.children(recursive=True)))


def measure(way: Way, tasks: list[Task], kept: list[Result] | None = None) -> Cost:
    """Have documents read and measure what they take."""
    warm, mine = len(tasks) // 10, psutil.Process()
    begun = time.perf_counter()
    first = wall = processor = grown = 0.0
    for number, (_, result) in enumerate(way(tasks, SETTINGS), 1):
        first = first or time.perf_counter() - begun
        if kept is not None:
            kept.append(result)
        if number in (warm, len(tasks)):
            sign = -1 if number == warm else 1
            wall += sign * time.perf_counter()
            processor += sign * processor_seconds()
            grown += sign * mine.memory_info().rss / 1e6
    count = len(tasks) - warm
    return Cost(1000 * wall / count, 1000 * processor / count, first, grown)


def table(tasks: list[Task], rounds: int) -> None:
    """Measure all ways in turn and print the best round of each."""
    costs: dict[str, list[Cost]] = {name: [] for name in WAYS}
    for _ in range(rounds):
        for name, way in WAYS.items():
            costs[name].append(measure(way, tasks))
    floor = min(cost.wall for cost in costs["one after the other"])
    work = min(cost.processor for cost in costs["one after the other"])
    print(f"{'':22}{'wall ms':>9}{'times as fast':>15}{'processor ms':>14}{'ratio':>7}{'first s':>9}{'grown MB':>10}")
    for name, all_of in costs.items():
        wall, processor = min(cost.wall for cost in all_of), min(cost.processor for cost in all_of)
        first, grown = min(cost.first for cost in all_of), max(cost.grown for cost in all_of)
        print(
            f"{name:22}{wall:9.2f}{floor / wall:15.2f}{processor:14.2f}{processor / work:7.2f}{first:9.2f}{grown:10.1f}"
        )


def stored(results: list[Result], count: int) -> None:
    """Store the results under as many names as asked for and print how fast that went and what it takes on disk."""
    keys = fingerprint.keys(SETTINGS)
    with tempfile.TemporaryDirectory() as folder, Register(Path(folder), create=True) as register:
        names = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]
        paths = [Path(f"/contracts/{number // 500:05d}/{name}.docx") for number, name in enumerate(names)]
        register.begin(paths, {}, "2024-01-01")
        blocks = 4
        for block in range(blocks):
            begun, some = time.perf_counter(), range(block * count // blocks, (block + 1) * count // blocks)
            for number in some:
                register.save(Input(paths[number], "1:2:3", names[number]), results[number % len(results)], keys)
            rate = len(some) / (time.perf_counter() - begun)
            print(f"stored {some.stop:7}: {rate:6.0f} documents a second")
        register.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"tiaoli.db: {size / count / 1000:.1f} kB a document")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=200)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--stored", type=int, default=20_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "agreements", given.documents, seed=11)
        (folder / "lines").mkdir()
        for number in range(given.documents):
            (folder / "lines" / f"{number}.txt").write_text(f"采购合同\n编号：{number}", encoding="utf-8")
        load = os.getloadavg()[0]
        for kind in ("agreements", "lines"):
            tasks = _tasks(folder / kind)
            print(f"{len(tasks)} {kind}, best of {given.rounds} rounds, load before {load:.1f}")
            table(tasks, given.rounds)
        results: list[Result] = []
        measure(serial, _tasks(folder / "agreements"), results)
    sent = sum(len(pickle.dumps(result)) for result in results) / len(results)
    print(f"a result is {sent / 1000:.1f} kB on the network")
    stored(results, given.stored)


def _tasks(folder: Path) -> list[Task]:
    return [Task(path, digest(path)) for path in sorted(folder.rglob("*.*")) if path.is_file()]


if __name__ == "__main__":
    main()
