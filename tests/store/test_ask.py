"""The commands search, status and delete as a user types them."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from pipeline.commands import ask
from pipeline.errors import OK, SOME_FAILED, UsageError
from pipeline.store.status import status
from tests.store.registers import AGREEMENTS, register


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Make a register of three agreements."""
    return register(tmp_path, AGREEMENTS)


def tiaoli(*arguments: object, answer: str = "") -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(ask.app, [str(each) for each in arguments], input=answer)


def test_search_as_a_table(output: Path) -> None:
    """A word to leave out may stand behind a minus; the hit is marked."""
    shown = tiaoli("search", "责任限制", "-间接损失", "-o", output, "--lang", "en")

    assert (shown.exit_code, shown.stderr) == (OK, "")
    assert shown.stdout.count("«责任限制»") == 1
    assert "出租方的责任以一年租金为限" in shown.stdout


def test_search_as_json(output: Path) -> None:
    """JSON is a list of objects, each with its place."""
    (hit,) = json.loads(tiaoli("search", "间接损失", "-o", output, "--json").stdout)

    assert (hit["clause"], hit["part"], hit["types"]) == ("第三条", "正文", ["liability_limit"])
    assert hit["snippet"][slice(*hit["marks"][0])] == "间接损失"


def test_nothing_found(output: Path) -> None:
    """Nothing found is no failure."""
    shown = tiaoli("search", "不在其中", "-o", output, "--lang", "en")

    assert (shown.exit_code, shown.stdout) == (OK, "Nothing found.\n")
    assert json.loads(tiaoli("search", "不在其中", "-o", output, "--json").stdout) == []


def test_unknown_option(output: Path) -> None:
    """An option that is mistyped is no word to search for."""
    assert isinstance(tiaoli("search", "--feild", "x", "-o", output).exception, UsageError)


def test_status(output: Path) -> None:
    """The state in words and as JSON."""
    assert "完整 3" in tiaoli("status", "-o", output).stdout
    assert json.loads(tiaoli("status", "-o", output, "--json").stdout)["counts"] == {"complete": 3}


def test_delete_asks(output: Path) -> None:
    """Nothing is deleted before the user agrees."""
    name = output.parent / "in" / "1-cloud.txt"
    asked = tiaoli("delete", name, "-o", output, answer="n\n")

    assert "1-cloud.txt" in asked.stdout
    assert status(output).documents == 3
    assert "deleted" in tiaoli("delete", name, "-o", output, "--lang", "en", answer="y\n").stdout
    assert status(output).documents == 2


def test_delete_tells_what_is_left(output: Path) -> None:
    """A file of the user that holds a line ends with 4 and is named."""
    kept = output / "notes.txt"
    kept.write_text("乙方承担的赔偿责任累计不超过人民币500万元，任何一方不对间接损失负责。", encoding="utf-8")
    ran = tiaoli("delete", output.parent / "in" / "1-cloud.txt", "-o", output, "--yes")

    assert ran.exit_code == SOME_FAILED
    assert "notes.txt" in ran.stdout
    assert kept.exists()
