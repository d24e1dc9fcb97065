"""Amounts and rates, found in compact text and read."""

import re
import time
from decimal import Decimal

import cn2an
import pytest

from pipeline.zh.compact import compact
from pipeline.zh.money import AMOUNT, RATE, Money, parse_capital, parse_money, parse_rate

FOUND = [
    ("总价为人民币 10 万元整。", "人民币10万元整", 100_000, "CNY"),
    ("￥１００，０００．００", "¥100,000.00", 100_000, "CNY"),
    ("人民币（大写）：壹拾万元整（¥100,000.00）", "人民币(大写):壹拾万元整(¥100,000.00)", 100_000, "CNY"),
    ("最多 10 万人民币的损失", "10万人民币", 100_000, "CNY"),
    ("5000 元人民币", "5000元人民币", 5000, "CNY"),
    ("人民币 1000", "人民币1000", 1000, "CNY"),
    ("RMB 100,000", "RMB 100,000", 100_000, "CNY"),
    ("CNY 1,000,000.00", "CNY 1,000,000.00", 1_000_000, "CNY"),
    ("3亿5千万元", "3亿5千万元", 350_000_000, "CNY"),
    ("100（壹佰）万元", "100(壹佰)万元", 1_000_000, "CNY"),
    ("200万（大写：贰佰万）元", "200万(大写:贰佰万)元", 2_000_000, "CNY"),
    ("两万五千元", "两万五千元", 25_000, "CNY"),
    ("人民币贰佰万", "人民币贰佰万", 2_000_000, "CNY"),
    ("肆拾元零伍分", "肆拾元零伍分", Decimal("40.05"), "CNY"),
    ("USD 5,000", "USD 5,000", 5000, "USD"),
    ("100 万美金", "100万美金", 1_000_000, "USD"),
    ("HK$50,000", "HK$50,000", 50_000, "HKD"),  # holds $, is no US dollar
    ("EUR 1,000", "EUR 1,000", 1000, "EUR"),
    ("五百万日元", "五百万日元", 5_000_000, "JPY"),
    ("新台币100万元", "新台币100万元", 1_000_000, "TWD"),  # 元 is no renminbi here
    ("NT$50,000", "NT$50,000", 50_000, "TWD"),
    ("S$1.5 million", "S$1.5 million", 1_500_000, "SGD"),
    ("20万澳元", "20万澳元", 200_000, "AUD"),
    ("港币壹佰万元正", "港币壹佰万元正", 1_000_000, "HKD"),
    ("人民币_壹佰_万元", "人民币_壹佰_万元", 1_000_000, "CNY"),  # filled in on a line
]


@pytest.mark.parametrize(("text", "printed", "amount", "currency"), FOUND)
def test_amount_is_found_whole_and_read(text: str, printed: str, amount: Decimal | int, currency: str) -> None:
    """The whole printed amount is found, currency and echo in words included, and read."""
    match = re.search(AMOUNT, compact(text).text)

    assert match is not None
    assert match.group() == printed
    assert parse_money(match.group()) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    ["100人", "2023年", "贰零贰叁年", "30日内", "人民币____元", "¥____", "万元", "第3条", "二元化", "叁拾日", "10000"],
)
def test_no_amount(text: str) -> None:
    """Numbers of persons and days, years, open forms and bare numbers are no money."""
    assert re.search(AMOUNT, compact(text).text) is None


@pytest.mark.parametrize("amount", ["0.05", "10.5", "1005.50", "100000", "1234567.89", "100000001", "320000000.4"])
def test_capitals_survive_a_round_trip(amount: str) -> None:
    """What another library writes in capitals is read back."""
    written = cn2an.an2cn(amount, "rmb")

    assert parse_capital(re.sub("[整正]", "", written)) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("30 %", "30%"), ("１２０％", "120%"), ("百分之 30", "30%"), ("百分之叁拾", "30%"), ("百分之一百二十", "120%"),
        ("百分之三点五", "3.5%"), ("每日万分之三", "0.03%"), ("千分之0.5", "0.05%"), ("3‱", "0.03%"), ("5‰", "0.5%"),
    ],
)  # fmt: skip
def test_rate_is_found_and_read(text: str, rate: str) -> None:
    """Figures, words and capitals give the same percentage."""
    match = re.search(RATE, compact(text).text)

    assert match is not None
    assert parse_rate(match.group()) == rate


@pytest.mark.parametrize("text", ["百分之____", "____%", "15个百分点", "三分之一", "百分比"])
def test_no_rate(text: str) -> None:
    """Open forms, points and fractions are no rate."""
    assert re.search(RATE, compact(text).text) is None


@pytest.mark.parametrize("unit", ["1", "壹", "一", "1,", "人民币", "百分之", "(大写", "1.", "¥_"])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """A long run of one sign is searched in linear time."""
    start = time.perf_counter()
    list(re.finditer(AMOUNT, unit * 30_000))
    list(re.finditer(RATE, unit * 30_000))

    assert time.perf_counter() - start < 5
