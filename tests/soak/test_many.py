"""Thousands of agreements with hostile ones among them: each has its status, the others' results are those of a clean run."""

import json
import sqlite3
import time
from pathlib import Path

import psutil
import pytest

from tests.hostile.test_hostile import HOSTILE
from tests.soak import SOAK
from tests.soak.folder import write
from tests.soak.runs import start

COUNT = 10_000 if SOAK else 40
GROWTH = 50 * 1024**2
"""Bytes that the process that starts the workers may hold beyond what a run over ten documents makes it hold."""

_SUFFIXES = {"%PDF": ".pdf", "PK\x03\x04": ".docx"}


def hostile(folder: Path, count: int) -> dict[str, frozenset[str]]:
    """Write hostile files, all kinds in turn; give the statuses that are right by name."""
    kinds = [each for each in HOSTILE if SOAK or not each.slow]
    right = {}
    for number in range(count):
        each = kinds[number * 7 % len(kinds)]
        data = each.make()
        suffix = _SUFFIXES.get(data[:4].decode("latin-1"), ".docx")
        name = f"{number * (COUNT // count):05d}-hostile-{number}{suffix}"
        (folder / name).write_bytes(data)
        right[name] = frozenset(each.statuses)
    return right


def run(folder: Path, output: Path) -> tuple[int, int, float]:
    """Run over a folder; give the exit code, how many bytes the process held at most, and the seconds it took."""
    begun = time.monotonic()
    going = start(folder, output, jobs=psutil.cpu_count() if SOAK else 2)
    process = psutil.Process(going.pid)
    sizes = []
    while going.poll() is None:
        try:
            sizes.append(process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.1)
    going.communicate()
    return going.returncode, max(sizes, default=0), time.monotonic() - begun


def records(output: Path) -> dict[str, str]:
    """Give the lines of records.jsonl by the name of the file, without the folder it lay in."""
    found = {}
    with (output / "records.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            path = record["document"].pop("path")
            record["document"].pop("also_at")
            found[Path(path).name] = json.dumps(record, ensure_ascii=False)
    return found


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, dict[str, frozenset[str]], int, float]:
    """Run over good agreements alone, and over the same with one hundredth of hostile ones."""
    folder = tmp_path_factory.mktemp("many")
    write(folder, COUNT)
    clean, mixed = folder.parent / "clean", folder.parent / "mixed"
    assert run(folder, clean)[0] in (0, 4)
    right = hostile(folder, max(COUNT // 100, 20))
    code, held, seconds = run(folder, mixed)
    assert code == 4
    write(folder.parent / "few", 10)
    growth = held - run(folder.parent / "few", folder.parent / "of few")[1]
    print(f"{COUNT + len(right)} documents in {seconds:.0f} s, grown by {growth / 1024**2:.0f} MB")
    return clean, mixed, right, growth, seconds


def test_every_document_has_a_status(runs: tuple[Path, Path, dict[str, frozenset[str]], int, float]) -> None:
    """As many inputs as files, none pending, none twice."""
    _, mixed, right, *_ = runs
    connection = sqlite3.connect(mixed / "tiaoli.db")
    counts = dict(connection.execute("SELECT status, count(*) FROM inputs GROUP BY status"))
    connection.close()
    print(counts)

    assert sum(counts.values()) == COUNT + len(right)
    assert "pending" not in counts


def test_hostile_documents_have_the_right_status(
    runs: tuple[Path, Path, dict[str, frozenset[str]], int, float],
) -> None:
    """Whatever runs beside them."""
    _, mixed, right, *_ = runs
    connection = sqlite3.connect(mixed / "tiaoli.db")
    given = {Path(name).name: status for name, status in connection.execute("SELECT name, status FROM inputs")}
    connection.close()

    assert {name: given[name] for name, statuses in right.items() if given[name] not in statuses} == {}


def test_good_results_are_those_of_a_clean_run(runs: tuple[Path, Path, dict[str, frozenset[str]], int, float]) -> None:
    """To the byte, but for the number of the run and where copies lie."""
    clean, mixed, *_ = runs
    before, after = records(clean), records(mixed)

    assert [name for name, record in before.items() if after.get(name) != record] == []


def test_the_parent_does_not_grow(runs: tuple[Path, Path, dict[str, frozenset[str]], int, float]) -> None:
    """Documents pass through; reports are written as they are read."""
    assert runs[3] < GROWTH
