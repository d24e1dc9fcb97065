"""Where an agreement lies: told by every row, since names of files alone may be those of several."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from pipeline.frames import frames
from tests.command import tiaoli
from tests.store.registers import CLOUD, LEASE, extract

SHEETS = ("合同登记", "复核", "期限", "更正", "当事人")
MOBILE = "16012345678"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read two agreements of one name, one of which lies at a second place too."""
    inputs = tmp_path_factory.mktemp("paths") / "in"
    places = {"甲/合同.txt": CLOUD, "乙/合同.txt": LEASE, f"丙/电话{MOBILE}.txt": LEASE}
    for place, text in places.items():
        (inputs / place).parent.mkdir(parents=True)
        (inputs / place).write_text(text, encoding="utf-8")
    return extract(inputs, inputs.parent / "out")


def expected(output: Path) -> set[str]:
    """Give what the column says: of the agreement that lies at two places both."""
    inputs = output.parent / "in"
    return {f"{inputs}/甲/合同.txt", f"{inputs}/丙/电话{MOBILE}.txt；{inputs}/乙/合同.txt"}


def of_sheet(output: Path, name: str, head: str) -> tuple[bool, set[str]]:
    """Give whether a column is the last of a sheet, and what stands in it."""
    rows = list(openpyxl.load_workbook(output / "register.xlsx")[name].iter_rows(values_only=True))
    return rows[0][-1] == head, {str(row[-1]) for row in rows[1:]}


@pytest.mark.parametrize("name", SHEETS)
def test_sheet_tells_where_each_row_comes_from(output: Path, name: str) -> None:
    """The last column has the paths as records.jsonl has them, every one."""
    assert of_sheet(output, name, "路径") == (True, expected(output))


def test_csv_tells_where_each_row_comes_from(output: Path) -> None:
    """The plain register has the same column."""
    rows = list(csv.DictReader(io.StringIO((output / "register.csv").read_text(encoding="utf-8-sig"))))

    assert {row["路径"] for row in rows} == expected(output)
    assert list(rows[0])[-2:] == ["SHA-256", "路径"]


def test_frames_tell_where_each_row_comes_from(output: Path) -> None:
    """Frames have the columns of the sheets."""
    made = frames(output)

    assert set(made["合同登记"]["路径"]) == set(made["当事人"]["路径"]) == expected(output)


def test_masked_register_masks_the_places(output: Path) -> None:
    """A number in the name of a file is hidden in every sheet, as in the record."""
    assert tiaoli("report", "-o", output, "--mask").returncode == 0
    shown = [of_sheet(output, name, "路径")[1] for name in SHEETS]
    assert tiaoli("report", "-o", output, "--no-mask").returncode == 0

    assert not any(MOBILE in place for places in shown for place in places)
    assert all(any("160****5678" in place for place in places) for places in shown)


@pytest.mark.parametrize("name", ["Register", "Review", "Deadlines", "Corrections", "Parties"])
def test_english_register_has_the_column(output: Path, tmp_path: Path, name: str) -> None:
    """The column is named in the language of the register."""
    extracted = tiaoli("extract", output.parent / "in", "-o", tmp_path / "out", "--lang", "en", "-q")

    assert extracted.returncode == 0, extracted.stderr
    assert of_sheet(tmp_path / "out", name, "Path") == (True, expected(output))
