"""Corrections as a reader lives with them: filled into the register, taken in, kept over later runs, given out as gold."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.command import tiaoli
from tests.test_command import PAYLOAD


def records(output: Path) -> list[dict[str, object]]:
    """Read records.jsonl."""
    return [json.loads(line) for line in (output / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def fill(path: Path, field: str, new: object, by: str = "林校对") -> None:
    """Fill in the first row of a field on the sheet of corrections."""
    book = openpyxl.load_workbook(path)
    sheet = book["更正"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, heads["字段"]).value == field)
    sheet.cell(row, heads["更正为"]).value = new
    sheet.cell(row, heads["更正人"]).value = by
    book.save(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Read an agreement, correct its expiry in the register and take the correction in."""
    folder = tmp_path_factory.mktemp("corrected") / "in"
    folder.mkdir()
    (folder / "甲.txt").write_text(PAYLOAD, encoding="utf-8")
    output = folder.parent / "out"
    assert tiaoli("extract", folder, "-o", output).returncode == 0
    fill(output / "register.xlsx", "到期日", "2024年6月30日")
    run = tiaoli("corrections", output / "register.xlsx", "-o", output)
    assert run.returncode == 0, run.stderr
    assert "已更正 1 处" in run.stdout
    return folder, output


@pytest.fixture
def corrected(made: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """Give the folder of the agreement, and an output folder of its own."""
    return made[0], Path(shutil.copytree(made[1], tmp_path / "out"))


def expiry(output: Path) -> tuple[object, object, object]:
    """Give value, rule and what was read of the expiry."""
    (record,) = records(output)
    found = record["fields"]["expiry_date"]  # type: ignore[index]
    return found["value"], found["rule"], found["alternatives"][0]["value"]


def test_correction_is_shown_as_one(corrected: tuple[Path, Path]) -> None:
    """The reports have the new value, and what was read beside it."""
    assert expiry(corrected[1]) == ("2024-06-30", "correction", "2023-12-31")


def test_correction_says_who_and_what(corrected: tuple[Path, Path]) -> None:
    """The record lists its corrections."""
    (record,) = records(corrected[1])
    (mark,) = record["corrections"]  # type: ignore[misc]

    assert (mark["by"], mark["old"], mark["new"], bool(mark["at"])) == ("林校对", "2023-12-31", "2024-06-30", True)


def test_correction_survives_a_run_that_reads_anew(corrected: tuple[Path, Path]) -> None:
    """Later runs keep what readers put right."""
    folder, output = corrected
    assert tiaoli("extract", folder, "-o", output, "--again").returncode == 0

    assert expiry(output) == ("2024-06-30", "correction", "2023-12-31")


def test_search_finds_the_corrected_value(corrected: tuple[Path, Path]) -> None:
    """Conditions on values see what is right, also after a run that reads anew."""
    folder, output = corrected
    tiaoli("extract", folder, "-o", output, "--again")
    found = json.loads(tiaoli("search", "--expires-after", "2024-01-01", "-o", output, "--json").stdout)

    assert len(found) == 1


def test_deadlines_follow_the_correction(corrected: tuple[Path, Path]) -> None:
    """The list of deadlines and the calendar have the new day."""
    output = corrected[1]
    listed = json.loads(tiaoli("deadlines", "-o", output, "--after", "all", "--json").stdout)

    assert [each["date"] for each in listed if each["kind"] == "expiry"] == ["2024-06-30"]
    assert "DTSTART;VALUE=DATE:20240630" in (output / "deadlines.ics").read_text(encoding="utf-8")


def test_taking_the_same_register_again_changes_nothing(corrected: tuple[Path, Path]) -> None:
    """A register written after a correction holds it, and is no new correction."""
    output = corrected[1]

    assert "已更正 0 处" in tiaoli("corrections", output / "register.xlsx", "-o", output).stdout


def test_verify_passes_on_corrected_records(corrected: tuple[Path, Path]) -> None:
    """Corrected values keep the evidence they replace."""
    assert tiaoli("verify", corrected[1]).returncode == 0


def scored(output: Path, gold: Path, *arguments: str) -> str:
    """Export gold of what was corrected and score the reading against it."""
    assert tiaoli("corrections", "-o", output, "--gold", gold, *arguments).returncode == 0
    run = tiaoli("score", output, "--gold", gold, "--details")
    assert run.returncode == 0, run.stderr
    return run.stdout


def row_of(table: str, field: str) -> list[str]:
    """Give n, precision, recall and F1 of a field."""
    line = next(line for line in table.splitlines() if line.startswith(f"| {field} "))
    return [cell.strip() for cell in line.strip("|").split("|")][1:5]


def test_score_judges_what_was_read(corrected: tuple[Path, Path], tmp_path: Path) -> None:
    """A value that a reader put right was read wrongly, and counts so."""
    table = scored(corrected[1], tmp_path / "gold")

    assert row_of(table, "expiry_date") == ["1", "0.000", "0.000", "0.000"]
    assert "wrong: expected '2024-06-30'" in table
    assert "got '2023-12-31'" in table


def test_score_counts_what_nobody_corrected_as_right(corrected: tuple[Path, Path], tmp_path: Path) -> None:
    """Beside the value put right stand those that the reader left as they were."""
    table = scored(corrected[1], tmp_path / "gold", "--every-field")

    assert row_of(table, "parties") == ["2", "1.000", "1.000", "1.000"]
    assert row_of(table, "expiry_date")[-1] == "0.000"


@pytest.mark.parametrize(
    ("field", "new", "name", "due"),
    [
        ("当事人", "（删除）", "parties", ["1", "0.500", "1.000", "0.667"]),
        ("名称", "（无）", "title", ["0", "0.000", "–", "0.000"]),
    ],
)
def test_score_counts_what_was_deleted_as_invented(
    corrected: tuple[Path, Path], tmp_path: Path, field: str, new: str, name: str, due: list[str]
) -> None:
    """A value that is gone was read all the same."""
    output = corrected[1]
    fill(output / "register.xlsx", field, new)
    run = tiaoli("corrections", output / "register.xlsx", "-o", output)
    assert run.returncode == 0, run.stderr

    assert row_of(scored(output, tmp_path / "gold"), name) == due


def test_mistake_is_told_with_its_row(corrected: tuple[Path, Path]) -> None:
    """What cannot be understood is not taken, and says how to write it; exit 4."""
    output = corrected[1]
    fill(output / "register.xlsx", "签署日期", "明天吧")
    run = tiaoli("corrections", output / "register.xlsx", "-o", output)

    assert run.returncode == 4
    assert "未采纳 1 行" in run.stdout
    assert "register.xlsx, 更正, " in run.stderr


@pytest.mark.parametrize("content", [b"no workbook", b"PK\x03\x04"], ids=["text", "broken"])
def test_other_files_are_wrong_use(corrected: tuple[Path, Path], content: bytes, tmp_path: Path) -> None:
    """One line, no trace."""
    (tmp_path / "x.xlsx").write_bytes(content)
    run = tiaoli("corrections", tmp_path / "x.xlsx", "-o", corrected[1])

    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
