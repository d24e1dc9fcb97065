"""Every sum of money with what it is for."""

import time
from decimal import Decimal

import pytest

from extractors.amounts import AmountOf, amounts
from pipeline.model.finding import Findings
from tests.builders import document


def found(text: str) -> list[tuple[str, str, str | None]]:
    """Give amount, currency and what of each finding in a text."""
    values = [finding.value for finding in amounts.run(document(text).plain, Findings({}))]
    return [(str(value.amount), value.currency, value.what) for value in values if isinstance(value, AmountOf)]


SUMS = [
    ("合同总价为人民币100万元。", [("1000000", "CNY", "合同总价")]),
    ("乙方应提交履约保证金人民币69,300元。", [("69300", "CNY", "履约保证金")]),
    ("乙方应追加1万元保证金。", [("10000", "CNY", "保证金")]),
    ("最多10万人民币的实际直接损失。", [("100000", "CNY", "实际直接损失")]),
    ("注册资本应在人民币100万元以上。", [("1000000", "CNY", "注册资本")]),
    ("预付款30万元，尾款70万元。", [("300000", "CNY", "预付款"), ("700000", "CNY", "尾款")]),
    ("违约金五千元。", [("5000", "CNY", "违约金")]),
    ("合同总价：人民币壹拾万元整（¥100,000.00）。", [("100000", "CNY", "合同总价")]),
    ("The registered capital is RMB 80 million.", [("80000000", "CNY", None)]),
    ("月租金为5000元。逾期的，月租金5000元照付。", [("5000", "CNY", "月租金")]),
]


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_sums(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """A sum is named by the word for money before it, or the one behind it, once."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["本合同一式四份，有效期3年。", "单价为____元。", "费用为0元。", "合同总价的30%。", "贰零贰叁年叁月", "多元化经营"],
)
def test_no_sums(text: str) -> None:
    """Numbers without a currency, blanks, nothing and rates are no sums."""
    assert found(text) == []


def test_words_that_differ_are_both_listed() -> None:
    """A sum in words that is another than the figures behind it stands beside it."""
    assert [Decimal(amount) for amount, _, _ in found("首期款1458万元（大写：壹仟肆佰捌拾伍万元整）。")] == [
        14580000,
        14850000,
    ]


@pytest.mark.parametrize("unit", ["1元", "壹", "人民币", "费", "100万元,", "违约金"])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """No text makes the field slow."""
    parsed = document("元" + unit * (20_000 // len(unit)))
    begun = time.process_time()
    list(amounts.run(parsed, Findings({})))

    assert time.process_time() - begun < 2
