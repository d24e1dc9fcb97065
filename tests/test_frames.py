"""The register as data frames."""

import pandas as pd
import pytest

from pipeline.frames import frames
from tests.command import tiaoli
from tests.test_command import PAYLOAD


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """Read an agreement and give its frames."""
    folder = tmp_path_factory.mktemp("frames")
    (folder / "甲.txt").write_text(PAYLOAD, encoding="utf-8")
    tiaoli("extract", folder / "甲.txt", "-o", folder / "out")
    return frames(folder / "out")


def test_agreements_have_a_row_each(register: dict[str, pd.DataFrame]) -> None:
    """The first frame is the first sheet, dates as dates."""
    (row,) = register["合同登记"].to_dict("records")

    assert (row["文件"], str(row["到期日"])) == ("甲.txt", "2023-12-31")


def test_fields_of_many_values_have_a_row_a_finding(register: dict[str, pd.DataFrame]) -> None:
    """Two parties are two rows with their attributes as columns."""
    assert list(register["当事人"]["名称"]) == ["云岫数据有限公司", "砚池信息有限公司"]


def test_fields_without_findings_keep_their_columns(register: dict[str, pd.DataFrame]) -> None:
    """An empty frame can be worked with as any other."""
    assert "文件" in register["责任限制"].columns
