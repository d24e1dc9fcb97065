"""The workbooks of a comparison: a row a change, room for a decision, versions side by side, no formulas."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.compare.matrix import matrix
from pipeline.reports.changes_xlsx import write_changes, write_matrix
from tests.compare.helpers import compared
from tests.compare.test_versions import INSERTED, OLD, edited
from tests.reports.test_changes_html import FIELDS

NEW = edited(("100万元", "120万元"), ("具体以订单", "=1+1，具体以订单"))


def sheets(data: bytes) -> dict[str, Worksheet]:
    """Give the sheets of a workbook by name."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {name: book[name] for name in book.sheetnames}


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """Give the rows of a sheet by the words of its head."""
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def changes() -> dict[str, Worksheet]:
    """Give the sheets of a comparison with an amount and words like a formula."""
    return sheets(write_changes(compared(OLD, NEW), FIELDS))


def test_sheets(changes: dict[str, Worksheet]) -> None:
    """Changes, fields, renumbering, references and noise, in that order."""
    assert list(changes) == ["变更", "字段", "重新编号", "引用", "噪声"]


def test_a_row_a_change_with_room_for_the_reader(changes: dict[str, Worksheet]) -> None:
    """Old and new words, by how much, and two empty columns."""
    row = next(row for row in table(changes["变更"]) if row["类别"] == "金额")

    assert (row["实质性"], row["旧文本"], row["新文本"], row["变动幅度"]) == (
        "是",
        "人民币100万元",
        "人民币120万元",
        "+200000 元 (+20%)",
    )
    assert (row["处理意见"], row["备注"]) == (None, None)


def test_words_like_a_formula_stay_words(changes: dict[str, Worksheet]) -> None:
    """No cell is a formula."""
    cells = [cell for sheet in changes.values() for row in sheet.iter_rows() for cell in row]

    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_fields_that_changed(changes: dict[str, Worksheet]) -> None:
    """The price by its old and new value."""
    assert [row["字段"] for row in table(changes["字段"])] == ["合同总价"]


def test_renumbering_is_a_sheet_of_its_own() -> None:
    """And no row of the changes."""
    made = sheets(write_changes(compared(OLD, INSERTED), FIELDS))

    assert {"旧条款": "第二条", "新条款": "第三条"} in table(made["重新编号"])
    assert [row["类型"] for row in table(made["变更"])] == ["新增"]


def test_versions_side_by_side() -> None:
    """A column a version; what differs from the version before is marked."""
    later = edited(("100万元", "120万元"))
    made = sheets(write_matrix(matrix([compared(OLD, later), compared(later, later)]), FIELDS))
    price = next(row for row in table(made["字段"]) if row["字段"] == "合同总价")
    marks = [str(value).startswith("●") for head, value in price.items() if head != "字段"]

    assert (list(made), marks) == (["字段", "条款"], [False, True, False])


def test_same_comparison_gives_the_same_bytes() -> None:
    """Also on another day."""
    assert write_changes(compared(OLD, NEW), FIELDS) == write_changes(compared(OLD, NEW), FIELDS)
