"""Whether personal data is hidden: chosen once, and held by every command until another choice is made."""

import json
from pathlib import Path

import pytest

from pipeline.runs import deleting, job
from pipeline.store.register import Register
from pipeline.store.search import Wanted, search
from pipeline.store.status import status
from tests.command import tiaoli
from tests.store.registers import CLOUD, LEASE, NOW, register

MOBILE = "16012345678"
TEXT = CLOUD + f"第六条 通知\n通知发送至联系人电话{MOBILE}。\n"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Make a register that shows a mobile."""
    return register(tmp_path, {"a.txt": TEXT, "b.txt": LEASE})


def written(output: Path) -> bool:
    """Say whether the mobile stands in what was written."""
    names = ("records.jsonl", "register.csv", "report.html")
    files = [*(output / name for name in names), *(output / "texts").iterdir()]
    return any(MOBILE in path.read_text(encoding="utf-8") for path in files)


def found(output: Path) -> bool:
    """Say whether a search shows the mobile."""
    (hit,) = search(output, Wanted("通知发送")).hits
    return MOBILE in hit.snippet


def masked_by(output: Path) -> bool:
    """Say what run.json says of the choice."""
    said: bool = json.loads((output / "run.json").read_text(encoding="utf-8"))["settings"]["masked"]
    return said


def test_report_that_masks_is_held(output: Path) -> None:
    """Writing the reports again without a word on it leaves them masked."""
    job.report(output, NOW, masked=True)
    job.report(output, NOW)

    assert not written(output)
    assert masked_by(output)


def test_search_follows_the_choice_of_a_report(output: Path) -> None:
    """What the reports hide, a search hides."""
    job.report(output, NOW, masked=True)

    assert not found(output)


def test_deletion_keeps_the_choice(output: Path) -> None:
    """Reports that are written again after a deletion are masked as before."""
    job.report(output, NOW, masked=True)
    deleting.delete(output, [str(output.parent / "in" / "b.txt")], NOW)

    assert status(output).documents == 1
    assert not written(output)


def test_other_choice_unmasks(output: Path) -> None:
    """Only a choice undoes a choice."""
    job.report(output, NOW, masked=True)
    job.report(output, NOW, masked=False)
    job.report(output, NOW)

    assert written(output)
    assert found(output)


@pytest.mark.parametrize(("mask", "told"), [(("--mask",), False), ((), True)])
def test_run_states_its_own_choice_and_tells_when_it_unmasks(output: Path, mask: tuple[str, ...], told: bool) -> None:
    """A run over a masked register that is not asked to mask says so."""
    job.report(output, NOW, masked=True)
    run = tiaoli("extract", output.parent / "in", "-o", output, "-q", *mask)

    assert run.returncode == 0, run.stderr
    assert ("隐去" in run.stdout) == told
    assert written(output) == told


def test_run_over_an_unmasked_register_says_nothing_of_it(output: Path) -> None:
    """Nothing changes, so nothing is said."""
    assert "隐去" not in tiaoli("extract", output.parent / "in", "-o", output, "-q").stdout


def test_run_after_one_that_was_killed_tells_too(output: Path) -> None:
    """A run that was killed wrote no reports: those in place are masked until the next one unmasks them."""
    job.report(output, NOW, masked=True)
    with Register(output) as store:
        store.begin([output.parent / "in" / "a.txt"], {**store.last_run().settings, "masked": False}, "2026-01-02")

    assert "隐去" in tiaoli("extract", output.parent / "in", "-o", output, "-q").stdout
