"""Deadlines computed from records: days counted back, what is certain, what has no date and why."""

from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.deadlines.deadlines import Deadline, deadlines
from pipeline.deadlines.notice_days import last_day_for_notice
from pipeline.zh.durations import Duration
from tests.deadline_records import Json, evidence, finding, record, renewal

MONTH, THIRTY = Duration(months=1), Duration(days=30)


@pytest.mark.parametrize(
    ("expiry", "length", "expected"),
    [
        ("2026-03-31", Duration(days=33), "2026-02-26"),
        ("2025-07-31", THIRTY, "2025-07-01"),
        ("2024-03-31", THIRTY, "2024-03-01"),
        ("2025-03-31", THIRTY, "2025-02-28"),  # 03-01 is a Saturday
        ("2026-03-31", THIRTY, "2026-02-27"),  # 03-01 is a Sunday
        ("2025-03-31", MONTH, "2025-02-28"),
        ("2024-03-31", MONTH, "2024-02-29"),
        ("2024-03-30", MONTH, "2024-02-29"),
        ("2024-02-29", Duration(months=12), "2023-02-28"),
        ("2025-07-31", MONTH, "2025-06-30"),
        ("2025-01-31", MONTH, "2024-12-31"),
        ("2025-08-31", Duration(months=18), "2024-02-29"),
        ("2025-11-05", THIRTY, "2025-09-30"),  # 10-06 lies in the week of 国庆
        ("2025-05-31", THIRTY, "2025-04-30"),  # 05-01 is 劳动节
        ("2026-01-31", THIRTY, "2025-12-31"),  # 01-01
    ],
)
def test_notice_in_days_and_months(expiry: str, length: Duration, expected: str) -> None:
    """The last day is not counted, months end where they end, days off go to the working day before."""
    assert last_day_for_notice(date.fromisoformat(expiry), length).date.isoformat() == expected


@pytest.mark.parametrize(
    ("expiry", "days", "plain", "early"),
    [
        ("2025-07-31", 10, "2025-07-17", "2025-07-17"),  # no festival on the way
        ("2025-07-27", 1, "2025-07-24", "2025-07-24"),  # a Sunday: the Friday is the one day
        ("2025-03-10", 10, "2025-02-24", "2025-02-13"),  # seven weekdays for 春节
        ("2025-06-30", 5, "2025-06-23", "2025-06-18"),  # three for 端午
        ("2026-01-05", 1, "2026-01-02", "2025-12-29"),  # 元旦 over the turn of the year
    ],
)
def test_notice_in_working_days(expiry: str, days: int, plain: str, early: str) -> None:
    """Weekends are passed over, and as many weekdays as holidays can take; the day stays provisional."""
    day = last_day_for_notice(date.fromisoformat(expiry), Duration(days=days, working=True))

    assert (day.date.isoformat(), day.provisional, plain in day.basis.zh) == (early, True, True)


HOLIDAYS_2025 = (
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"),
)
"""Days off of 2025 as the State Council published them (国务院办公厅关于2025年部分节假日安排的通知)."""


@given(st.dates(date(2025, 2, 1), date(2025, 12, 31)), st.integers(1, 20))
def test_working_days_are_never_too_late(expiry: date, days: int) -> None:
    """At least the promised number of working days of 2025 lies between notice and the end."""
    day = last_day_for_notice(expiry, Duration(days=days, working=True)).date
    between = [day + timedelta(n) for n in range(1, (expiry - day).days + 1)]
    off = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in HOLIDAYS_2025]
    working = [d for d in between if d.weekday() < 5 and not any(first <= d <= last for first, last in off)]

    assert day.year < 2025 or len(working) >= days


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)), st.integers(0, 60), st.integers(0, 400))
def test_notice_is_before_the_expiry(expiry: date, months: int, days: int) -> None:
    """Whatever the lengths, notice is never later than the length before the expiry, or the calendar ends."""
    try:
        day = last_day_for_notice(expiry, Duration(months, days)).date
    except (OverflowError, ValueError):
        assert expiry.year < 50
        return
    assert day <= expiry - timedelta(days=days) - timedelta(days=28 * months)


def only(fields: Json, kind: str, *, today: date | None = None) -> Deadline:
    """Give the only deadline of a kind."""
    (found,) = [item for item in deadlines(record(fields), today) if item.kind == kind]
    return found


STATED = finding("2026-03-31", "自2025年4月1日起至2026年3月31日止。", rule="expiry_date.stated")
AUTOMATIC = "期满前60日任何一方未提出书面异议的，自动续期一年"


def test_stated_expiry() -> None:
    """A stated day is stated, with its quote."""
    (found,) = deadlines(record({"expiry_date": STATED}))

    assert (found.date, found.certainty, found.provisional) == (date(2026, 3, 31), "stated", False)
    assert found.basis.zh == "原文载明"
    assert [e["quote"] for e in found.evidence] == ["自2025年4月1日起至2026年3月31日止。"]


def test_end_of_a_month_is_computed() -> None:
    """The end of a month said without its day is computed, whatever length the term has beside it."""
    expiry = finding("2024-02-29", "至2024年2月底", state="computed", rule="expiry_date.stated")
    found = only(
        {"expiry_date": expiry, "term": finding({"start": "2023-03-01", "end": "2024-02-29", "duration": "P1Y"})},
        "expiry",
    )

    assert (found.certainty, found.basis.zh) == ("computed", "原文写至月底或年底，取最后一日")


def test_computed_expiry_tells_both_ways_to_count() -> None:
    """A day from start and length is computed; the other way to count is told and is no contradiction."""
    other = finding("2026-04-01", state="computed", rule="expiry_date.civil_code_202")
    expiry = finding("2026-03-31", state="computed", rule="expiry_date.first_day_counts", others=[other])
    term = finding({"start": "2025-04-01", "end": None, "duration": "P1Y"})
    found = only({"expiry_date": expiry, "term": term}, "expiry")

    assert (found.certainty, found.provisional) == ("computed", False)
    assert found.basis.zh == "自 2025-04-01 起 1 年，首日计入（首日不计则为 2026-04-01，民法典第201、202条）"


def test_contradiction_is_provisional() -> None:
    """Another expiry in the same agreement makes the day, and the notice counted from it, provisional."""
    expiry = finding("2026-03-31", rule="expiry_date.stated", others=[finding("2027-03-31", rule="expiry_date.stated")])
    found = deadlines(record({"expiry_date": expiry, "renewal": [renewal("by_agreement", "提前", None, "P1M")]}))

    assert [item.provisional for item in found] == [True, True]
    assert "2027-03-31" in found[0].basis.zh


@pytest.mark.parametrize(
    ("fields", "certainty", "reason"),
    [
        ({"expiry_date": finding(None, state="blank")}, "unknown", "原文到期日留空"),
        ({"expiry_date": finding(None, state="unreadable")}, "unknown", "原文到期日无法辨认"),
        ({"expiry_date": finding("2026年3月")}, "unknown", "日期无法解释：2026年3月"),
        ({"term": finding({"start": "2025-04-01", "end": None, "duration": None})}, "conditional", "期限止于所述事件或无固定期限"),
        ({"term": finding({"start": None, "end": None, "duration": "P20Y"})}, "conditional", "期限 20 年，起算日未能确定"),
        ({"effective": finding({"date": None, "condition": "自签署生效，至主债权全部清偿之日失效"})}, "conditional", "止于所述事件，无确定日期"),
        ({"effective": finding({"date": None, "condition": "本合同履行完毕后自动失效"})}, "conditional", "止于所述事件，无确定日期"),
        ({"effective": finding({"date": None, "condition": "自双方签字之日起生效"})}, "unknown", "未见到期日或期限"),
        ({}, "unknown", "未见到期日或期限"),
    ],
)  # fmt: skip
def test_no_date_is_listed_with_the_reason(fields: Json, certainty: str, reason: str) -> None:
    """An agreement without a date of expiry is never dropped."""
    found = only(fields, "expiry")

    assert (found.date, found.certainty, found.basis.zh) == (None, certainty, reason)


def test_failed_document_is_listed() -> None:
    """A document that was not read has an unknown expiry, with what was wrong."""
    problem = {"stage": "reading", "where": "", "kind": "encrypted", "message": "有密码"}
    (found,) = deadlines(record({}, status="failed", problems=[problem]))

    assert (found.date, found.certainty, found.basis.zh) == (None, "unknown", "文件未读：有密码")


def test_partial_document_says_so() -> None:
    """Where only a part was read, nothing is said of the rest."""
    (found,) = deadlines(record({}, status="partial"))

    assert found.basis.zh == "已读部分未见到期日或期限"


def test_fields_without_expiry_have_no_deadlines() -> None:
    """A run that did not look for expiry dates says nothing of them."""
    silent = record({})
    del silent["fields"]["expiry_date"]

    assert deadlines(silent) == ()


def test_automatic_renewal() -> None:
    """It makes the expiry conditional, and gives a last day to object and a conditional next expiry."""
    found = deadlines(
        record({"expiry_date": STATED, "renewal": [renewal("automatic_renewal", AUTOMATIC, "P1Y", "P60D")]})
    )

    assert [(item.key, item.date, item.certainty, item.role) for item in found] == [
        ("expiry", date(2026, 3, 31), "conditional", None),
        ("last_day_for_notice", date(2026, 1, 30), "computed", "either"),
        ("expiry_after_renewal.term1", date(2027, 3, 31), "conditional", None),
    ]


@pytest.mark.parametrize(
    ("expiry", "length", "expected"),
    [
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2023-02-28", "P1Y", "2024-02-29"),
        ("2025-01-31", "P1M", "2025-02-28"),
        ("2025-08-30", "P6M", "2026-02-27"),
        ("2025-12-31", "P90D", "2026-03-31"),
    ],
)
def test_next_term_begins_on_the_day_after(expiry: str, length: str, expected: str) -> None:
    """A further term counts from the day after the expiry, its first day included."""
    fields = {"expiry_date": finding(expiry), "renewal": [renewal("automatic_renewal", AUTOMATIC, length, "P30D")]}

    assert str(only(fields, "expiry_after_renewal").date) == expected


def test_missing_notice_period_is_unknown() -> None:
    """Automatic renewal without a notice period gives a last day for notice that is unknown, the expiry at the latest."""
    fields = {"expiry_date": STATED, "renewal": [renewal("automatic_renewal", "期满双方无异议，顺延壹年", "P1Y")]}
    found = only(fields, "last_day_for_notice")

    assert (found.date, found.certainty) == (None, "unknown")
    assert found.basis.zh == "原文未载明通知期；至迟于 2026-03-31 前提出"


def test_notice_before_an_unknown_expiry() -> None:
    """The notice period is listed where the expiry has no date."""
    found = only({"renewal": [renewal("automatic_renewal", AUTOMATIC, "P1Y", "P60D")]}, "last_day_for_notice")

    assert (found.date, found.certainty, found.basis.zh) == (None, "unknown", "届满前 60 日，到期日未定")


def test_window_before_expiry_is_told() -> None:
    """期满前三十日内 may mean any day of the thirty: the first one is given, and the doubt."""
    fields = {
        "expiry_date": STATED,
        "renewal": [renewal("automatic_renewal", "期满前三十日内无异议的，自动续期", "P1Y", "P30D")],
    }
    without = {
        "expiry_date": STATED,
        "renewal": [renewal("automatic_renewal", "期满前三十日，无异议的，自动续期", "P1Y", "P30D")],
    }

    assert "“内”" in only(fields, "last_day_for_notice").basis.zh
    assert "“内”" not in only(without, "last_day_for_notice").basis.zh


def test_working_days_are_provisional() -> None:
    """A notice in working days is computed and provisional."""
    fields = {"expiry_date": STATED, "renewal": [renewal("by_agreement", "乙方提前申请", None, "P10D", working=True)]}
    found = only(fields, "renewal_request")

    assert (found.certainty, found.provisional) == ("computed", True)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 3, 31), ["2027-03-31"]),
        (date(2026, 4, 1), ["2027-03-31", "2028-03-31"]),
        (date(2029, 1, 1), ["2029-03-31", "2030-03-31"]),
    ],
)
def test_renewed_agreement_is_followed_to_today(today: date, expected: list[str]) -> None:
    """Where the term has renewed itself since, the one that runs now and the next one are listed, under fixed keys."""
    fields = {"expiry_date": STATED, "renewal": [renewal("automatic_renewal", AUTOMATIC, "P1Y", "P60D")]}
    found = [item for item in deadlines(record(fields), today) if item.kind == "expiry_after_renewal"]

    assert [str(item.date) for item in found] == expected
    assert [item.key for item in found] == [f"expiry_after_renewal.term{int(day[:4]) - 2026}" for day in expected]


def test_renewed_agreement_has_a_conditional_notice_day() -> None:
    """The notice day of a term that runs by renewal is conditional and has a key of its own."""
    fields = {"expiry_date": STATED, "renewal": [renewal("automatic_renewal", AUTOMATIC, "P1Y", "P60D")]}
    found = [i for i in deadlines(record(fields), date(2027, 1, 1)) if i.kind == "last_day_for_notice"]

    assert [(i.key, i.certainty) for i in found] == [
        ("last_day_for_notice", "computed"),
        ("last_day_for_notice.term1", "conditional"),
    ]


def test_limited_renewals_are_not_followed() -> None:
    """Where the number of renewals is limited, only the first one is listed, and the limit is pointed out."""
    limited = renewal("automatic_renewal", AUTOMATIC + "，续展次数不超过两次", "P1Y", "P60D")
    found = only({"expiry_date": STATED, "renewal": [limited]}, "expiry_after_renewal", today=date(2040, 1, 1))

    assert (found.date, "次数或期限有限" in found.basis.zh) == (date(2027, 3, 31), True)


@pytest.mark.parametrize(
    "limit",
    [
        "顺延次数以两次为限",
        "最多续期两次",
        "续展不超过2次",
        "总期限不超过三年",
        "累计不超过三年",
        "最迟不晚于2030年12月31日",
        "至2030年12月31日为止不再续期",
        "续期届满后不再续期",
        "續展次數不超過兩次",
    ],
)
def test_limit_in_a_sentence_of_its_own(limit: str) -> None:
    """A limit that only the second quote tells ends the chain as well: no later term, no later notice day."""
    way = renewal("automatic_renewal", AUTOMATIC, "P1Y", "P60D")
    way["evidence"].append(evidence(limit, 900))
    found = deadlines(record({"expiry_date": STATED, "renewal": [way]}), date(2040, 1, 1))

    assert [item.key for item in found] == ["expiry", "last_day_for_notice", "expiry_after_renewal.term1"]
    assert (found[2].date, "次数或期限有限" in found[2].basis.zh) == (date(2027, 3, 31), True)


@pytest.mark.parametrize(
    ("limit", "length", "expected"),
    [
        ("最长顺延至2026年12月31日", "P1Y", date(2026, 12, 31)),
        ("最长顺延至2026年12月31日", None, date(2026, 12, 31)),
        ("最长顺延至2028年12月31日", "P1Y", date(2027, 3, 31)),
        ("总期限不超过三十个月", "P1Y", date(2026, 9, 30)),
        ("最迟不晚于2025年12月31日", "P1Y", None),
    ],
)
def test_last_day_cuts_a_renewal_short(limit: str, length: str | None, expected: date | None) -> None:
    """A last day or a length of the whole; one before the expiry leaves no day for the renewal."""
    way = renewal("automatic_renewal", AUTOMATIC + "，" + limit, length, "P60D")
    term = finding({"start": "2024-04-01", "end": "2026-03-31", "duration": None})
    found = only(
        {"expiry_date": STATED, "term": term, "renewal": [way]}, "expiry_after_renewal", today=date(2040, 1, 1)
    )

    assert found.date == expected


def test_impossible_expiry_is_told() -> None:
    """A printed day that no calendar has is no missing expiry."""
    wrong = finding(None, "至2026年2月30日止", state="unreadable", rule="expiry_date.impossible")
    found = only({"expiry_date": wrong}, "expiry")

    assert (found.date, found.certainty, "不存在" in found.basis.zh) == (None, "unknown", True)


@pytest.mark.parametrize("length", ["P1D", "P1M", "P99Y"])
def test_old_agreements_are_quick_and_never_fail(length: str) -> None:
    """Terms of a day since the year 1, and terms beyond the calendar, are no trouble."""
    fields = {
        "expiry_date": finding("0001-01-02"),
        "renewal": [renewal("automatic_renewal", AUTOMATIC, length, "P60D")],
    }

    before = process_time()
    assert len(deadlines(record(fields), date(2026, 1, 1))) >= 3
    assert process_time() - before < 0.5
    assert len(deadlines(record(fields | {"expiry_date": finding("9999-12-31")}), date.max)) == 3


def test_extension_leaves_the_expiry_as_stated() -> None:
    """自动顺延 on conditions is told beside the expiry and gives a conditional further day."""
    extension = renewal("automatic_extension", "已达成续签意向但未签署的，自动顺延一个月", "P1M")
    found = deadlines(record({"expiry_date": STATED, "renewal": [extension]}))

    assert [(item.key, str(item.date), item.certainty) for item in found] == [
        ("expiry", "2026-03-31", "stated"),
        ("expiry_after_renewal.extension.term1", "2026-04-30", "conditional"),
    ]


def test_extension_without_length_has_no_date() -> None:
    """顺延至新合同生效之日 is conditional; a notice that ends it counts from no known day."""
    extension = renewal("automatic_extension", "自动顺延至新合同生效之日", None, "P10D")
    found = deadlines(record({"expiry_date": STATED, "renewal": [extension]}))

    assert [(item.key, item.date) for item in found[1:]] == [("expiry_after_renewal.extension.term1", None)]
    assert "提前 10 日通知终止" in found[1].basis.zh


@pytest.mark.parametrize(
    ("kind", "condition", "role"),
    [
        ("by_agreement", "乙方需要续租的，应提前两个月书面通知甲方", "乙方"),
        ("by_agreement", "如需续约，应提前30日向甲方提出", None),
        ("by_agreement", "经与甲方协商，乙方有优先权", "乙方"),
        ("automatic_renewal", "除非任何一方提前30日书面通知另一方", "either"),
        ("automatic_renewal", "乙方应提前30日通知另一方", "乙方"),
        ("automatic_renewal", "乙方未还车而甲方未提出异议的，自动顺延", "甲方"),
        ("automatic_renewal", "期满自动续期", None),
    ],
)
def test_who_must_act(kind: str, condition: str, role: str | None) -> None:
    """The one who acts is named, never the one who is told."""
    fields = {"expiry_date": STATED, "renewal": [renewal(kind, condition, "P1Y", "P30D")]}

    assert deadlines(record(fields))[1].role == role


@pytest.mark.parametrize(
    ("quote", "day"),
    [
        ("保密义务在本协议终止后三年内有效", date(2029, 3, 31)),
        ("保密义务自披露之日起三年，不因期满而终止", None),
        ("保密期限自签订之日起三年", None),
    ],
)
def test_end_of_secrecy(quote: str, day: date | None) -> None:
    """Secrecy that counts from the end of the agreement has a conditional day, other secrecy none."""
    fields = {
        "expiry_date": STATED,
        "confidentiality": finding({"duration": "P3Y", "survives_termination": True}, quote),
    }
    found = only(fields, "confidentiality_end")

    assert (found.date, found.certainty) == (day, "conditional")


@pytest.mark.parametrize("duration", [None, "indefinite"])
def test_endless_secrecy_is_no_deadline(duration: str | None) -> None:
    """Secrecy for ever or of no stated length ends on no day."""
    fields = {"confidentiality": finding({"duration": duration, "survives_termination": True})}

    assert [item.kind for item in deadlines(record(fields))] == ["expiry"]


def test_notice_to_end_at_expiry() -> None:
    """A notice to end the agreement at its expiry is listed with who may give it; an exit at will is no deadline."""
    ends = [
        finding({"by": "甲方", "ground": "expiry", "notice": "P10D", "working_days": True}),
        finding({"by": "either", "ground": "convenience", "notice": "P30D", "working_days": False}),
    ]
    found = deadlines(record({"expiry_date": STATED, "termination": ends}))

    assert [(item.kind, item.role, item.date) for item in found[1:]] == [("termination_notice", "甲方", None)]
    assert "10 个工作日" in found[1].basis.zh


def test_keys_are_unique() -> None:
    """No two deadlines of an agreement share a key."""
    ways = [renewal("automatic_renewal", AUTOMATIC, "P1Y", "P60D"), renewal("automatic_renewal", "另", "P2Y", "P30D"),
            renewal("automatic_extension", "顺", "P1M", "P9D"), renewal("by_agreement", "协", None, "P1M"),
            renewal("by_agreement", "商", None, "P2M")]  # fmt: skip
    keys = [item.key for item in deadlines(record({"expiry_date": STATED, "renewal": ways}), date(2027, 1, 1))]

    assert len(keys) == len(set(keys)) > 8
