"""Rows of tables compared cell by cell."""

import pytest

from pipeline.compare.references import reference_key
from pipeline.compare.rows import redline_row
from pipeline.compare.tokens import Tokenizer
from tests.compare.helpers import compared, faults, said

ROWS = [
    ("cell", "云主机\t台\t500元", "云主机\t台\t600元", [("500元", "600元")]),
    ("two cells", "云主机\t台\t500元", "云主机\t套\t600元", [("台", "套"), ("500元", "600元")]),
    ("cell filled", "联系人\t\t电话", "联系人\t林某\t电话", [("", "林某")]),
    ("words that moved on", "甲类\t乙类", "甲类乙类\t", [("", "乙类"), ("乙类", "")]),
    ("column added", "云主机\t500元", "云主机\t台\t500元", [("", "\t台")]),
    ("first column taken out", "1类\t云主机\t500元", "云主机\t500元", [("1类\t", "")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_redline_row(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    """No replacement reaches over a tab unless a column came or went."""
    found, _ = redline_row(old, new, Tokenizer(), reference_key)

    assert [(old[slice(*r.old)], new[slice(*r.new)]) for r in found] == expected


TABLE = """云主机采购协议
1. 价格
| 序号 | 名称 | 单位 | 单价 |
|---|---|---|---|
| 1 | 通用型云主机 | 台 | 500元 |
| 2 | 对象存储空间 | TB | 120元 |
| 3 | 负载均衡实例 | 个 | 80元 |
2. 付款
2.1 甲方应于收到发票后15日内付款。
"""

TABLES = [
    ("price", TABLE.replace("120元", "150元"), [("modified", "amount", "120元", "150元")]),
    ("row added", TABLE.replace("| 3 | 负载", "| 3 | 内容分发流量 | GB | 1元 |\n| 4 | 负载"), [("added", "table", "", "3\t内容分发流量\tGB\t1元")]),
    ("row deleted", TABLE.replace("| 1 | 通用型云主机 | 台 | 500元 |\n| 2 |", "| 1 |").replace("| 3 |", "| 2 |"), [("deleted", "table", "1\t通用型云主机\t台\t500元", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("new", "expected"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_tables(new: str, expected: list[tuple[str, str, str, str]]) -> None:
    """Rows that came or went are one change each; running numbers in the first column are none."""
    diff = compared(TABLE, new, "样本.md")

    assert ([said(change) for change in diff.changes], faults(diff)) == (expected, [])
