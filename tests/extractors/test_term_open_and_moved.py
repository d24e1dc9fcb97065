"""Terms without an end, terms given by their latest day, and last days that a supplement moves."""

from datetime import date

import pytest

from extractors.expiry_date import expiry_date
from extractors.term import Term, term
from tests.extractors.helpers import findings


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("无固定期限劳动合同，自二零二五年一月六日起。", date(2025, 1, 6)),
        ("第一条 本合同为无固定期限劳动合同，自2025年1月6日起。", date(2025, 1, 6)),
        ("第一条 合同期限\n无固定期限：自2025年元月6日起。", date(2025, 1, 6)),
        ("第一条 代理期限自二〇二四年元月一日起，长期有效。", date(2024, 1, 1)),
        ("第一条 本协议自2024年1月1日起长期有效。", date(2024, 1, 1)),
    ],
)
def test_no_end(text: str, start: date) -> None:
    """The first day alone, and no expiry."""
    assert [(each.value, each.rule) for each in findings(text, term)] == [(Term(start), "term.conditional")]
    assert findings(text, expiry_date) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第三条 租赁期限\n2026/2/1起至2027/1/31\n第四条 其他", Term(date(2026, 2, 1), date(2027, 1, 31))),
        ("第三条 租期2026/2/1起至2027/1/31。", Term(date(2026, 2, 1), date(2027, 1, 31))),
        ("第三条 服务期限自2025年1月1日起，最迟不超过2026年3月1日。", Term(date(2025, 1, 1), date(2026, 3, 1))),
        ("第三条 合作期限：最迟至2026年3月1日。", Term(None, date(2026, 3, 1))),
        ("补充协议\n一、原合同有效期延长至2027年4月30日。", Term(None, date(2027, 4, 30))),
        ("补充协议\n一、双方同意将原合同租赁期限延长至2027年4月30日。", Term(None, date(2027, 4, 30))),
        ("补充协议\n一、经双方协商一致，合同期限延长一年，至2027年4月30日止。", Term(None, date(2027, 4, 30))),
        ("展期协议\n一、借款期限由2025年4月30日延长至2027年4月30日止。", Term(None, date(2027, 4, 30))),
    ],
)
def test_last_day(text: str, expected: Term) -> None:
    """Days with slashes and no words, a latest day, a day moved by a supplement."""
    assert findings(text, term)[0].value == expected
    assert findings(text, expiry_date)[0].value == expected.end


@pytest.mark.parametrize(
    "text",
    [
        "第三条 乙方迟延的，合同期限延长至2027年4月30日。",
        "第三条 合同期限延长至2027年4月30日的，租金不变。",
        "补充协议\n一、如甲方同意，原合同有效期延长至2027年4月30日。",
        "补充协议\n一、原合同付款期限延长至2027年4月30日。",
        "补充协议\n一、原合同质保期延长至2027年4月30日。",
        "第三条 服务期限内付款最迟不超过2026年3月1日。",
        "第三条 合同期限自2025年1月1日起，乙方最迟不晚于2026年3月1日交货。",
        "第四条 付款\n2026/2/1起至2027/1/31付款。",
    ],
)
def test_days_of_something_else(text: str) -> None:
    """Conditions, payments, warranties and deliveries move no term."""
    assert [each for each in findings(text, term) if each.value and each.value.end] == []
