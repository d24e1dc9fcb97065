"""Fields that changed, whom they favour, and versions side by side."""

import pytest

from pipeline.compare.favours import judge
from pipeline.compare.matrix import State, matrix
from tests.compare.helpers import compared
from tests.compare.test_versions import OLD, edited

FAVOURS = [
    ("liability_caps", {"protects": "乙方", "amount": 100}, {"protects": "乙方", "amount": 50}, "乙方"),
    ("liability_caps", {"protects": "乙方", "amount": 100}, {"protects": "乙方", "amount": 200}, "甲方"),
    ("liability_caps", {"protects": "乙方", "amount": 100}, None, "甲方"),
    ("liability_caps", None, {"protects": "乙方", "amount": 100}, "乙方"),
    ("liability_caps", {"protects": "both", "amount": 100}, {"protects": "both", "amount": 50}, None),
    ("liquidated_damages", {"payer": "乙方", "payee": "甲方", "rate": "0.05%/day"}, {"payer": "乙方", "payee": "甲方", "rate": "0.1%/day"}, "甲方"),
    ("liquidated_damages", {"payer": "乙方", "payee": "甲方", "rate": "0.1%/day"}, {"payer": "乙方", "payee": "甲方", "rate": "0.05%/day"}, "乙方"),
    ("termination", {"by": "甲方", "notice": "P30D"}, {"by": "甲方", "notice": "P15D"}, "甲方"),
    ("termination", {"by": "甲方", "notice": "P1M"}, {"by": "甲方", "notice": "P60D"}, "乙方"),
    ("termination", {"by": "either", "notice": "P30D"}, {"by": "either", "notice": "P15D"}, None),
    ("dispute_resolution", {"forum_basis": "甲方住所地"}, {"forum_basis": "乙方住所地"}, "乙方"),
    ("dispute_resolution", {"forum_basis": "甲方住所地"}, {"forum_basis": "被告住所地"}, None),
    ("expiry_date", {"value": "2025-03-31"}, {"value": "2026-03-31"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("field", "old", "new", "role"), FAVOURS)
def test_favours(field: str, old: dict[str, object] | None, new: dict[str, object] | None, role: str | None) -> None:
    """A stated rule names the party, or nobody is named."""
    assert judge(field, old, new).role == role


FIELDS = [
    ("2025年3月31日", "2026年3月31日", "expiry_date", "+365 days"),
    ("100万元", "120万元", "total_amount", "+200000 CNY"),
    ("提前30日", "提前60日", "termination", "P30D → P60D"),
    ("每日万分之五", "每日千分之一", "liquidated_damages", "+0.05 points"),
    ("提交甲方所在地", "提交乙方所在地", "dispute_resolution", None),
]


@pytest.mark.parametrize(("old", "new", "field", "delta"), FIELDS, ids=[row[2] for row in FIELDS])
def test_field_changes(old: str, new: str, field: str, delta: str | None) -> None:
    """The record of each version is compared."""
    changed = {entry.field: entry.delta for entry in compared(OLD, edited((old, new))).fields}

    assert changed.get(field, "none") == delta


def test_same_values_are_no_field_changes() -> None:
    """Widths and blanks are no values."""
    assert compared(OLD, OLD.replace("，", ",").replace("2025年", "2025 年")).fields == ()


CLAUSE = "1.2 乙方应按照附件一的标准提供服务。\n"


def test_clause_that_came_back() -> None:
    """What was taken out and put in again is one row."""
    without = edited((CLAUSE, ""))
    rows = matrix([compared(OLD, without), compared(without, OLD)]).clauses
    states = {tuple(cell.state for cell in row.cells if cell) for row in rows}

    assert states == {(State.FIRST, State.SAME, State.SAME), (State.FIRST, State.REMOVED, State.RETURNED)}


def test_clause_added_in_the_middle_version() -> None:
    """Before it stands there is nothing."""
    without = edited((CLAUSE, ""))
    rows = matrix([compared(without, OLD), compared(OLD, OLD)]).clauses

    assert [None, "added", "same"] in [[cell.state.value if cell else None for cell in row.cells] for row in rows]


def test_clause_removed_stays_removed() -> None:
    """Behind the version that removed it there is nothing."""
    without = edited((CLAUSE, ""))
    rows = matrix([compared(OLD, without), compared(without, without)]).clauses

    assert ["first", "removed", None] in [[cell.state.value if cell else None for cell in row.cells] for row in rows]


def test_fields_by_version() -> None:
    """A row a field, a value a version, and which versions changed it."""
    later, latest = edited(("100万元", "120万元")), edited(("100万元", "150万元"))
    rows = {row.field: row for row in matrix([compared(OLD, later), compared(later, latest)]).fields}

    assert [str(value.amount) for value in rows["total_amount"].values] == ["1000000", "1200000", "1500000"]
    assert (rows["total_amount"].changed, rows["expiry_date"].changed) == ((False, True, True), (False, False, False))
