"""Ctrl-C at any moment: a summary within seconds, exit code 130, and the same command goes on."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.soak import SOAK
from tests.soak.folder import write
from tests.soak.runs import content, finish, start, strays

STOPS = 50 if SOAK else 2
INTERRUPTED = (130, -signal.SIGINT)
"""How an interrupted run ends: with 130, or by the signal itself, which a shell tells as 130. Python does that when the
interruption fell into code that a library was just making (`exec`, as dataclasses do while they are imported)."""

WITHIN = 5.0
"""Seconds in which an interrupted run must be gone."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder that takes some seconds to read."""
    made = tmp_path_factory.mktemp("agreements")
    write(made, 60 if SOAK else 30, seed=5)
    return made


def test_interrupted_runs_say_so_and_go_on(folder: Path, tmp_path: Path) -> None:
    """Each interruption ends with 130 and the count of what is left; the last run gives what an undisturbed one gives."""
    chance = random.Random(11)
    slowest = 0.0
    stopped = 0
    for number in range(STOPS):
        output = tmp_path / str(number // 5)
        run = start(folder, output)
        time.sleep(chance.uniform(0.5, 3.0))
        if run.poll() is not None:
            run.communicate()
            continue
        begun = time.monotonic()
        os.killpg(run.pid, signal.SIGINT)
        said, _ = run.communicate(timeout=60)
        slowest = max(slowest, time.monotonic() - begun)

        assert run.returncode in (*INTERRUPTED, 0), said
        assert "Traceback" not in said
        assert run.returncode == 0 or "已中断" in said or "interrupted" in said
        assert strays(output) == []
        stopped += run.returncode in INTERRUPTED
    print(f"{stopped} of {STOPS} stopped, the slowest in {slowest:.1f} s")

    assert stopped
    assert slowest <= WITHIN
    code, _ = finish(folder, tmp_path / "0")
    assert code == 0
    finish(folder, tmp_path / "clean")
    assert content(tmp_path / "0") == content(tmp_path / "clean")
