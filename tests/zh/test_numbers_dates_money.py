"""Numerals, dates, lengths of time and amounts."""

import re
from datetime import date
from decimal import Decimal

import cn2an
import pytest

from pipeline.zh.dates import parse_date
from pipeline.zh.durations import DURATION, Duration, corresponding_day, last_day, parse_duration
from pipeline.zh.money import AMOUNT, Money, parse_money, parse_rate
from pipeline.zh.numerals import numeral


@pytest.mark.parametrize("form", ["low", "up"])
def test_every_numeral_to_9999_is_read(form: str) -> None:
    """Both scripts of every whole number below ten thousand, as another library writes them."""
    wrong = [value for value in range(10_000) if numeral(cn2an.an2cn(value, form)) != value]

    assert wrong == []


@pytest.mark.parametrize("text", ["", "万", "甲", "三三十", "1.5"])
def test_other_text_is_no_numeral(text: str) -> None:
    """Text that is no numeral gives nothing."""
    assert numeral(text) is None or text == ""


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2023年3月31日", date(2023, 3, 31)),
        ("2023年03月01号", date(2023, 3, 1)),
        ("_2023_年_3_月_31_日", date(2023, 3, 31)),
        ("二〇二三年三月三十一日", date(2023, 3, 31)),
        ("二零二二年十二月二十日", date(2022, 12, 20)),
        ("贰零贰叁年叁月壹日", date(2023, 3, 1)),
        ("2023-03-31", date(2023, 3, 31)),
        ("2023/3/1", date(2023, 3, 1)),
        ("2023.11.06", date(2023, 11, 6)),
        ("March 31, 2023", date(2023, 3, 31)),
        ("2024年2月29日", date(2024, 2, 29)),
        ("2025年元月1日", date(2025, 1, 1)),
        ("二〇二五年元月一日", date(2025, 1, 1)),
        ("二O二五年十二月卅一日", date(2025, 12, 31)),
        ("二0二五年元月廿日", date(2025, 1, 20)),
        ("2025年正月1日", None),  # a month of the moon
        ("2023年2月29日", None),  # no such day
        ("2023年13月1日", None),
        ("2023年3月", None),  # a month is no date
        ("_年_月_日", None),
    ],
)
def test_date(printed: str, expected: date | None) -> None:
    """A full date is read, an impossible or partial one is not."""
    assert parse_date(printed) == expected


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("两年", "P2Y"), ("2年", "P2Y"), ("叁年", "P3Y"), ("三(3)年", "P3Y"), ("3(三)年", "P3Y"), ("一年半", "P1Y6M"),
        ("半年", "P6M"), ("18个月", "P1Y6M"), ("二十四个月", "P2Y"), ("一个月", "P1M"), ("30日", "P30D"),
        ("三十(30)日", "P30D"), ("90天", "P90D"), ("10个自然日", "P10D"), ("十个工作日", "P10D"), ("一周", "P7D"),
        ("一个季度", "P3M"), ("_3_年", "P3Y"), ("半个月", "P15D"), ("【1】年", "P1Y"), ("【_2_】年", "P2Y"),
    ],
)  # fmt: skip
def test_duration(printed: str, iso: str) -> None:
    """Every printed form of a length gives its ISO 8601 form."""
    length = parse_duration(printed)

    assert length is not None
    assert length.iso == iso


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("二〇二四年元月起", None), ("二零二三年度", None), ("一九九九年起", None), ("二O二四年度", None),
        ("二0二四年度", None), ("贰零贰肆年", None), ("2024年", None), ("二〇二三财年", None), ("2023会计年度", None),
        ("二千零二十四年", None), ("合同期二十四年", "二十四年"), ("为期一百零五天", "一百零五天"),
        ("期限统一一年", "一年"), ("二〇二四年起三年", "三年"), ("壹佰零伍日", "壹佰零伍日"),
    ],
)  # fmt: skip
def test_length_in_words(text: str, printed: str | None) -> None:
    """A calendar year, or the end of a longer number, is no length."""
    found = [match[0] for match in re.finditer(DURATION, text) if parse_duration(match[0])]

    assert found == ([printed] if printed else [])


def test_working_days_are_marked() -> None:
    """Ten working days are not ten days."""
    assert parse_duration("10个工作日") == Duration(days=10, working=True)


@pytest.mark.parametrize("printed", ["202年", "48小时", "若干年", "年", "三十"])
def test_no_duration(printed: str) -> None:
    """Hours and words without a number are no length of a term."""
    assert parse_duration(printed) is None


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        (date(2023, 3, 1), Duration(months=24), date(2025, 2, 28)),
        (date(2023, 3, 15), Duration(months=12), date(2024, 3, 14)),
        (date(2024, 2, 29), Duration(months=12), date(2025, 2, 27)),
        (date(2023, 8, 31), Duration(months=6), date(2024, 2, 28)),
        (date(2023, 1, 1), Duration(days=30), date(2023, 1, 30)),
    ],
)
def test_last_day(start: date, length: Duration, expected: date) -> None:
    """The first day counts: a term ends on the day before the corresponding one."""
    assert last_day(start, length) == expected


def test_corresponding_day_of_a_short_month() -> None:
    """民法典 art. 202: without a corresponding day the month's last day ends the term."""
    assert corresponding_day(date(2023, 3, 31), Duration(months=1)) == date(2023, 4, 30)


@pytest.mark.parametrize(
    ("printed", "amount", "currency"),
    [
        ("100万元", 1_000_000, "CNY"), ("10万人民币", 100_000, "CNY"), ("5000元", 5000, "CNY"),
        ("人民币100,000.00元", 100_000, "CNY"), ("1.5亿元", 150_000_000, "CNY"), ("¥3,057,000.50元", Decimal("3057000.5"), "CNY"),
        ("人民币壹拾万元整", 100_000, "CNY"), ("叁佰陆拾伍万元整", 3_650_000, "CNY"), ("壹仟零伍元伍角整", Decimal("1005.5"), "CNY"),
        ("一百万元", 1_000_000, "CNY"), ("50万美元", 500_000, "USD"), ("USD5000", 5000, "USD"), ("贰亿零叁拾万元", 200_300_000, "CNY"),
    ],
)  # fmt: skip
def test_money(printed: str, amount: Decimal | int, currency: str) -> None:
    """Digits, scales, words and currencies give a decimal and an ISO 4217 code."""
    assert re.search(AMOUNT, printed)
    assert parse_money(printed) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("printed", "rate"),
    [
        ("30%", "30%"),
        ("百分之三十", "30%"),
        ("万分之五", "0.05%"),
        ("千分之一", "0.1%"),
        ("1‰", "0.1%"),
        ("百分之零点五", "0.5%"),
        ("三成", None),
    ],
)
def test_rate(printed: str, rate: str | None) -> None:
    """Every printed rate becomes a percentage."""
    assert parse_rate(printed) == rate
