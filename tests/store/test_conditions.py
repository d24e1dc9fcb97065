"""Conditions on values: whatever is typed is a condition or is told how to write one."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.fields import FIELDS
from pipeline import extraction
from pipeline.errors import UsageError
from pipeline.store.conditions import read

BY_NAME = {each.field: each for each in extraction.Plan(FIELDS).fields}
VALUES = ("", "2026-03-31", "P30D", "30%", "0.05%/day", "仲裁", "arbitration", "100万元", "PT2H", 5, 2.5, 1, 0)


@given(
    st.sampled_from([*BY_NAME, "争议解决", "x"]),
    st.sampled_from(["", ".method", ".amount", ".name", ".notice", ".rate", ".exists"]),
    st.sampled_from(["=", "!=", "<", "<=", ">", ">=", "~", ""]),
    st.sampled_from([str(value) for value in VALUES]) | st.text(max_size=6),
)
@settings(max_examples=500, deadline=None)
def test_anything_typed(field: str, attribute: str, sign: str, value: str) -> None:
    """No text and no stored value is anything but a condition met or not, or wrong use."""
    with suppress(UsageError):
        condition = read(f"{field}{attribute}{sign}{value}", BY_NAME)
        for name in condition.tests:
            assert {condition.passes(name, each) for each in VALUES} <= {True, False}


@pytest.mark.parametrize(
    ("written", "attribute", "value", "met"),
    [
        ("force_majeure.notice<=15日", "notice", "P14D", True),
        ("force_majeure.notice<=15日", "notice", "P1M", False),
        ("force_majeure.notice>2周", "notice", "P1M", True),
        ("liquidated_damages.rate>0.03%/day", "rate", "0.05%/day", True),
        ("liquidated_damages.rate>0.03%/day", "rate", "10%", False),
        ("liquidated_damages.rate=万分之五/日", "rate", "0.05%/day", True),
        ("total_amount.amount>=100万元", "amount", 1_000_000, True),
        ("total_amount.amount<1,000,000", "amount", 999_999.5, True),
        ("expiry_date<2026年1月1日", "", "2025-12-31", True),
        ("expiry_date>2025-12-31", "", "2025-12-31", False),
        ("annexes.attached=是", "attached", 1, True),
        ("annexes.attached=no", "attached", 1, False),
        ("title=採購合同", "", "采购合同", True),
        ("title~采购", "", "设备采购合同", True),
        ("title~合购", "", "设备采购合同", False),
        ("renewal.kind~顺延", "kind", "automatic_extension", True),
    ],
)
def test_values_as_people_write_them(written: str, attribute: str, value: str | int | float, met: bool) -> None:
    """Lengths, rates, amounts and days are compared as such; words in either language and either characters."""
    assert read(written, BY_NAME).passes(attribute, value) is met
