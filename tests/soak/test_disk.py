"""A full disk: a message that says so, an exit code of its own, the old report as it was, and the same command goes on."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import FULL
from tests.soak import SOAK
from tests.soak.folder import write
from tests.soak.runs import content, finish, sound, stored, strays

SIZES = range(300, 3300, 100) if SOAK else (900,)
"""Sizes of the disk in KB: from too little for the register to too little for the last report."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a place to mount small disks at."""
    place = tmp_path / "disk"
    place.mkdir()
    yield place
    if os.path.ismount(place):
        subprocess.run(["umount", place], check=True)


def mount(place: Path, size: int) -> None:
    """Mount a disk of a size in KB."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", place], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {made.stderr.strip()}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of agreements."""
    made = tmp_path_factory.mktemp("agreements")
    write(made, 30 if SOAK else 12, seed=9)
    return made


@pytest.mark.parametrize("size", SIZES)
def test_full_disk_is_told_and_the_run_goes_on(folder: Path, disk: Path, tmp_path: Path, size: int) -> None:
    """Nothing half stands under a final name; with room again the same command ends as if nothing had been."""
    mount(disk, size)
    output = disk / "out"
    code, said = finish(folder, output)

    assert code in (0, FULL), said
    assert code == 0 or "the disk is full" in said
    assert "Traceback" not in said
    sound(output)
    stored(output)
    subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
    assert finish(folder, output)[0] == 0
    assert finish(folder, tmp_path / "clean")[0] == 0
    assert content(output) == content(tmp_path / "clean")
    assert strays(output) == []


def test_old_report_stays_when_there_is_no_room_for_a_new_one(folder: Path, disk: Path) -> None:
    """A run that fails for want of room leaves the reports of the run before."""
    mount(disk, 32_000)
    output = disk / "out"
    assert finish(folder, output)[0] == 0
    before = content(output)
    used = sum(path.stat().st_size for path in disk.rglob("*") if path.is_file()) // 1024
    subprocess.run(["mount", "-o", f"remount,size={used + 400}k", disk], check=True)
    more = output.parent.parent / "more"
    write(more, 30 if SOAK else 12, seed=10)
    code, said = finish(more, output)

    assert code == FULL, said
    assert content(output) == before
