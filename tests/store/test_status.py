"""`tiaoli status`: what the register holds, whatever state its last run is in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import files
from pipeline.batch import Settings
from pipeline.errors import FileAccessError
from pipeline.runs import job
from pipeline.store import schema
from pipeline.store.register import Register
from pipeline.store.status import Activity, status
from tests.store.registers import AGREEMENTS, NOW, engine, extract, register


def test_counts_and_failures(tmp_path: Path) -> None:
    """Inputs by status, and why nothing was read of some."""
    output = register(tmp_path, AGREEMENTS | {"9.pdf": b"%PDF-1.7 nothing", "8.txt": ""})
    state = status(output)

    assert (state.counts, state.failed, state.pending) == ({"complete": 3, "damaged": 2}, 2, 0)
    assert [Path(each.path).name for each in state.failures] == ["8.txt", "9.pdf"]
    assert all(each.reason for each in state.failures)
    assert (state.activity, state.ended) == (Activity.ENDED, state.begun)
    assert state.bytes >= (output / schema.NAME).stat().st_size


def test_stopped_run(tmp_path: Path) -> None:
    """A run that was stopped says so, and how many inputs it did not come to."""
    for name, text in AGREEMENTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def stop(_: Path) -> None:
        raise KeyboardInterrupt

    job.extract(files.discover([tmp_path]), tmp_path / "out", Settings(), engine, lambda: NOW, stop)
    state = status(tmp_path / "out")

    assert (state.activity, state.ended, state.pending) == (Activity.STOPPED, None, 2)


def test_while_a_run_writes(tmp_path: Path) -> None:
    """A run that holds the folder, in the middle of a transaction, is told of and not disturbed."""
    output = register(tmp_path, AGREEMENTS)
    with schema.locked(output), Register(output) as store:
        store.begin([tmp_path / "x"], store.last_run().settings, "2026-02-01T00:00:00")
        with store.transaction() as db:
            db.execute("DELETE FROM documents")
            state = status(output)

    assert (state.activity, state.in_use, state.pending, state.documents) == (Activity.RUNNING, True, 1, 3)
    assert (status(output).activity, status(output).in_use) == (Activity.STOPPED, False)


def test_documents_that_are_no_inputs(tmp_path: Path) -> None:
    """What earlier runs left in the store is counted."""
    output = register(tmp_path, AGREEMENTS)
    (tmp_path / "in" / "2-lease.txt").unlink()
    extract(tmp_path / "in", output)

    assert (status(output).documents, status(output).unlisted) == (3, 1)


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Looking at a register leaves no file beside it."""
    output = register(tmp_path, AGREEMENTS)
    before = sorted(output.iterdir())
    status(output)

    assert sorted(output.iterdir()) == before


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="permissions of Unix")
def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A register on a share that is only read can be looked at."""
    output = register(tmp_path, AGREEMENTS)
    script = (
        "import os, sys; from pathlib import Path; from pipeline.store.status import status\n"
        "os.setuid(65534) if os.geteuid() == 0 else None\n"
        "print(status(Path(sys.argv[1])).documents)"
    )
    (output / schema.NAME).chmod(0o444)
    output.chmod(0o555)
    for folder in (
        tmp_path,
        *(each for each in tmp_path.parents if each.name.startswith(("pytest-", "popen-", "out"))),
    ):
        folder.chmod(0o755)
    try:
        ran = subprocess.run([sys.executable, "-c", script, output], capture_output=True, text=True, check=False)
    finally:
        output.chmod(0o755)

    assert ran.stdout == "3\n", ran.stderr


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="permissions of Unix")
def test_folder_that_cannot_be_entered(tmp_path: Path) -> None:
    """A folder of somebody else is told in a line."""
    script = (
        "import os, sys; from pathlib import Path; from pipeline.store.status import status\n"
        "os.setuid(65534) if os.geteuid() == 0 else None\n"
        "status(Path(sys.argv[1]))"
    )
    tmp_path.chmod(0)
    try:
        ran = subprocess.run([sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=False)
    finally:
        tmp_path.chmod(0o755)

    assert "FileAccessError" in ran.stderr.splitlines()[-1]
    assert "check its permissions" in ran.stderr


def test_no_register(tmp_path: Path) -> None:
    """A folder without a register says what to do, and stays as it is."""
    with pytest.raises(FileAccessError, match="run tiaoli extract first"):
        status(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_another_version(tmp_path: Path) -> None:
    """A register of another version is not touched."""
    output = register(tmp_path, AGREEMENTS)
    with Register(output) as store:
        store.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(FileAccessError, match="another version"):
        status(output)
