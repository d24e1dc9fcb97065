"""Personal data through the whole command: none in what is printed or masked, none anywhere after deletion."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.planted import Item, planted

SEED = 20


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    """Give the planted items."""
    return tuple(item for each in planted(SEED) for item in each.items)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Read planted files, some of them broken, masked and with logs; give the output folder and what was printed."""
    folder = tmp_path_factory.mktemp("planted") / "in"
    folder.mkdir()
    for each in planted(SEED):
        (folder / each.name).write_bytes(each.data)
        (folder / f"断{each.name}").write_bytes(each.data[: len(each.data) // 2])
    output = folder.parent / "out"
    return output, said("-v", "extract", folder, "-o", output, "--mask", "--jobs", 2)


def said(*arguments: object) -> str:
    """Run a command; give all it printed."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    env = os.environ | {"COLUMNS": "400"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False, timeout=300)
    assert done.returncode in (0, 4), done.stderr
    return done.stdout + done.stderr


def contents(output: Path, *, store: bool) -> Iterator[bytes]:
    """Yield the bytes of all files of a folder, what is packed in them unpacked; the register only if asked."""
    for path in sorted(output.rglob("*")):
        if path.is_file() and (store or not path.name.startswith("tiaoli.db")):
            yield path.read_bytes()
            if path.suffix == ".xlsx":
                with zipfile.ZipFile(path) as book:
                    yield from (book.read(name) for name in book.namelist())


def found(items: tuple[Item, ...], *places: bytes) -> list[str]:
    """Give the items that stand in full in one of the places."""
    return [
        item.printed
        for item in items
        if any(word.encode() in place for word in (item.printed, item.secret) for place in places)
    ]


def test_two_hundred_items_are_planted(items: tuple[Item, ...]) -> None:
    """The others would prove nothing without."""
    assert len(items) >= 200


def test_nothing_is_printed(run: tuple[Path, str], items: tuple[Item, ...]) -> None:
    """Summary, failures and logs show no item."""
    assert found(items, run[1].encode()) == []


def test_masked_exports_hold_none(run: tuple[Path, str], items: tuple[Item, ...]) -> None:
    """Register, page, records, texts, calendar and run.json show no item."""
    assert found(items, *contents(run[0], store=False)) == []


def test_nothing_is_left_after_deletion(run: tuple[Path, str], items: tuple[Item, ...]) -> None:
    """No byte of an item in any file, the register and its log included."""
    output, _ = run
    before = found(items, *contents(output, store=True))
    import sqlite3

    with sqlite3.connect(output / "tiaoli.db") as register:
        names = [name for (name,) in register.execute("SELECT name FROM inputs")]
    register.close()
    said("delete", *names, "--yes", "-o", output)

    assert before
    assert found(items, *contents(output, store=True)) == []
