"""kill -9 at any moment: the same command goes on, nothing is missing, double or half."""

import random
from pathlib import Path

import pytest

from tests.soak import SOAK
from tests.soak.folder import write
from tests.soak.runs import content, finish, kill, kill_while_writing, sound, start, stored, strays

KILLS = 500 if SOAK else 4
DOCUMENTS = 60 if SOAK else 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of agreements with some that cannot be read."""
    made = tmp_path_factory.mktemp("agreements")
    write(made, DOCUMENTS, seed=3)
    (made / "坏.pdf").write_bytes(b"%PDF-1.4 cut off")
    (made / "空.docx").write_bytes(b"")
    (made / "又.txt").write_bytes(next(made.rglob("*.txt")).read_bytes())
    return made


@pytest.fixture(scope="module")
def clean(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Give the results of a run that nobody disturbed."""
    output = tmp_path_factory.mktemp("clean")
    code, said = finish(folder, output)
    assert code == 4, said
    return content(output)


def test_killed_runs_go_on_where_they_were(folder: Path, clean: dict[str, bytes], tmp_path: Path) -> None:
    """After each kill all that is stored is whole and stays as it is; the last run ends with what an undisturbed one gives."""
    chance = random.Random(7)
    kills = rounds = 0
    while kills < KILLS:
        output = tmp_path / str(rounds)
        rounds += 1
        before: dict[str, tuple[str, int]] = {}
        for _ in range(6):
            run = start(folder, output)
            killed = (
                kill(run, chance.uniform(0.1, 4.0))
                if kills % 2
                else kill_while_writing(run, output, chance.randint(1, 30))
            )
            now = stored(output)
            assert before.items() <= now.items()
            sound(output)
            before = now
            kills += killed
        code, said = finish(folder, output)

        assert code == 4, said
        assert before.items() <= stored(output).items()
        assert content(output) == clean
        assert strays(output) == []
    print(f"{kills} kills in {rounds} rounds")
