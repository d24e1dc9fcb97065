"""Signing, effect, term, expiry, renewal: tables of sentences."""

from datetime import date

import pytest

from extractors.effective import effective
from extractors.expiry_date import expiry_date
from extractors.renewal import renewal
from extractors.signing_date import signing_date
from extractors.term import term
from tests.extractors.helpers import findings, first

SIGNED = "\n甲方（盖章）：云岫公司\n日期：2023年3月15日\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲方（盖章）：云岫公司\n日期：2023年3月1日", date(2023, 3, 1)),
        ("签订日期：二〇二三年二月二十八日", date(2023, 2, 28)),
        ("合同签订时间：2023-02-28", date(2023, 2, 28)),
        ("本合同由以下双方于2022年9月30日在栖川市签订：", date(2022, 9, 30)),
        ("甲方（盖章）：\n2023年3月1日\n乙方（盖章）：\n2023年3月5日", date(2023, 3, 5)),
    ],
)
def test_signing_date(text: str, expected: date) -> None:
    """The day of signing, the last one where the sides differ."""
    assert first("采购合同\n第一条 标的\n一批设备。\n" + text if "盖章" in text else text, signing_date) == (
        "stated",
        expected,
    )


@pytest.mark.parametrize(
    "text", ["签订日期：____年__月__日", "签署日期：{{signDate}}", "签订日期：        年      月      日"]
)
def test_signing_date_left_open(text: str) -> None:
    """A line for the date without digits is blank."""
    assert first(text, signing_date) == ("blank", None)


@pytest.mark.parametrize(
    "text", ["交货日期：2023年3月1日", "第一条 甲方应于2023年3月1日前付款。", "成立于2010年5月1日的公司"]
)
def test_other_dates_are_not_the_signing(text: str) -> None:
    """Dates of delivery, payment and foundation are not the day of signing."""
    assert first(text, signing_date) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("第八条 本协议自双方签字盖章之日起生效。" + SIGNED, date(2023, 3, 15)),
        ("第八条 本合同经双方授权代表签字并加盖公章后生效。" + SIGNED, date(2023, 3, 15)),
        ("第八条 本合同自双方签字、盖章之日起生效，款项结清后终止。" + SIGNED, date(2023, 3, 15)),
    ],
)
def test_effect_on_signature_is_computed(text: str, day: date) -> None:
    """Effect on signature takes the day of the signatures and cites both."""
    finding = findings(text, effective)[0]

    assert finding.state == "computed"
    assert finding.value.date == day
    assert len(finding.evidence) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("第八条 本合同自双方签字且甲方支付首期款之日起生效。" + SIGNED, None),
        ("第八条 本协议经董事会批准后生效。" + SIGNED, None),
        ("第八条 本协议自2024年1月1日起生效。" + SIGNED, date(2024, 1, 1)),
        ("第七条 本规范自2021年4月起施行。", None),
    ],
)
def test_conditional_effect_has_no_inferred_date(text: str, day: date | None) -> None:
    """A further event keeps the effect conditional; only a printed date is one."""
    finding = findings(text, effective)[0]

    assert (finding.state, finding.value.date) == ("stated", day)


@pytest.mark.parametrize(
    "text",
    ["第三条 变更自双方书面确认之日起生效。", "第三条 终止通知送达后生效。", "第三条 任何未经签署的修改不生效。"],
)
def test_effect_of_something_else(text: str) -> None:
    """Effect of changes and notices is not the effect of the agreement."""
    assert first(text, effective) is None


TERMS = [
    ("本框架协议自2024年1月1日起生效，有效期一年。", date(2024, 1, 1), None, "P1Y"),
    ("特许经营期限为5年，即从2021年10月1日起至2026年9月30日。", date(2021, 10, 1), date(2026, 9, 30), "P5Y"),
    ("协议有效期：壹年（2023.01.01-2023.12.31）", date(2023, 1, 1), date(2023, 12, 31), "P1Y"),
    ("本合同有效期为【1】年，自202   年  月  日起至202   年  月  日止。", None, None, "P1Y"),
    ("本合同期限自2023年1月1日起至2025年12月31日止。", date(2023, 1, 1), date(2025, 12, 31), None),
    ("租赁期限为叁年，自二〇二二年六月一日起至二〇二五年五月三十一日止。", date(2022, 6, 1), date(2025, 5, 31), "P3Y"),
    ("服务期限：2023-04-01至2024-03-31。", date(2023, 4, 1), date(2024, 3, 31), None),
    ("合作期限为一年，从2023年4月1日至2024年3月31日。", date(2023, 4, 1), date(2024, 3, 31), "P1Y"),
    ("本协议有效期至2024年6月30日。", None, date(2024, 6, 30), None),
    ("双方合作期限为本协议生效之日至2022年3月31日。", None, date(2022, 3, 31), None),
    ("本合同于2024年6月30日终止。", None, date(2024, 6, 30), None),
    ("授权期限为24个月。", None, None, "P2Y"),
    ("本协议有效期两年，自双方签字之日起计算。", None, None, "P2Y"),
    ("委托期限为24个月，自2023年11月6日起至2025年11月5日止。", date(2023, 11, 6), date(2025, 11, 5), "P2Y"),
]


@pytest.mark.parametrize(("sentence", "start", "end", "length"), TERMS)
def test_term(sentence: str, start: date | None, end: date | None, length: str | None) -> None:
    """First day, last day and length as far as they are printed."""
    finding = findings(f"第二条 {sentence}", term)[0]

    assert (finding.value.start, finding.value.end, finding.value.duration) == (start, end, length)


@pytest.mark.parametrize(
    "sentence",
    [
        "保密期限为五年。",
        "质保期为验收合格之日起24个月。",
        "试用期三个月。",
        "甲方应在收到发票后30日内付款。",
        "乙方应于2022年12月15日前交货。",
        "2020财年是指从2019年4月1日起至2020年3月31日止的期间。",
        "二类违规有效期为12个月，自公告之日起计算。",
        "计划工期自2024年3月20日至2024年9月30日。",
    ],
)
def test_other_periods_are_no_term(sentence: str) -> None:
    """Periods of secrecy, warranty, trial, payment, work are not the term of the agreement."""
    assert first(f"第五条 {sentence}", term) is None


@pytest.mark.parametrize(
    "sentence",
    ["服务期限自____年__月__日起至____年__月__日止。", "合同期限为____年。", "本合同于      年    月    日终止。"],
)
def test_term_left_open(sentence: str) -> None:
    """A term without digits is blank, and so is the expiry."""
    assert first(f"第二条 {sentence}", term) == ("blank", None)
    assert first(f"第二条 {sentence}", expiry_date) == ("blank", None)


def test_expiry_is_computed_from_signature_and_length() -> None:
    """Two years from the signatures end on the day before the second anniversary; both operands are cited."""
    text = "第二条 本协议有效期两年，自双方签字之日起计算。" + SIGNED
    finding, other = findings(text, expiry_date)[:2]

    assert (finding.state, finding.value, len(finding.evidence)) == ("computed", date(2025, 3, 14), 2)
    assert other.value == date(2025, 3, 15)


def test_no_expiry_without_a_known_start() -> None:
    """A length that begins with an unknown event gives no expiry."""
    assert first("第二条 服务期限为12个月，自系统上线之日起计算。", expiry_date) is None


RENEWALS = [
    ("期满前三十日内任何一方均未提出书面异议的，本协议自动续期一年。", "automatic_renewal", "P1Y", "P30D"),
    ("合同期满前60日双方均未书面通知不再续约的，本合同自动延续两年。", "automatic_renewal", "P2Y", "P60D"),
    ("合作期限届满时，双方已达成续约意向但尚未完成签署的，本协议自动顺延一个月。", "automatic_extension", "P1M", None),
    ("乙方需要续租的，应当在租赁期限届满前两个月书面通知甲方。", "by_agreement", None, "P2M"),
    ("双方如欲继续合作的，应在合作期限届满前一个月内协商并另行签署协议。", "by_agreement", None, None),
]


@pytest.mark.parametrize(("sentence", "kind", "length", "notice"), RENEWALS)
def test_renewal(sentence: str, kind: str, length: str | None, notice: str | None) -> None:
    """Kind, length and notice; a window for talks is no notice."""
    finding = findings(f"第二条 {sentence}", renewal)[0]

    assert (finding.value.kind, finding.value.length, finding.value.notice) == (kind, length, notice)


@pytest.mark.parametrize(
    "sentence", ["因承包人原因停工的，工期相应顺延。", "付款日遇节假日的顺延至下一工作日。", "协议到期未续签。"]
)
def test_no_renewal(sentence: str) -> None:
    """Postponed works and payments renew nothing."""
    assert findings(f"第二条 {sentence}", renewal) == ()
