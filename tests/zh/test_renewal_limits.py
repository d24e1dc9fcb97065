"""Limits on going on: how often, how long, until when."""

from datetime import date

import pytest

from pipeline.zh.compact import compact
from pipeline.zh.durations import Duration
from pipeline.zh.renewal_limits import RenewalLimit, renewal_limits

THREE_YEARS = RenewalLimit(whole=Duration(months=36))


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("顺延次数以两次为限", RenewalLimit()),
        ("自动续期一年，最多续期两次", RenewalLimit()),
        ("续展不超过2次", RenewalLimit()),
        ("仅可续期一次", RenewalLimit()),
        ("自动续约一次，续约期为一年", RenewalLimit()),
        ("续期次数上限为三次", RenewalLimit()),
        ("续期次数不超过__次", RenewalLimit()),
        ("累计续期不得超过24个月", RenewalLimit()),
        ("续期以三年为限", RenewalLimit()),
        ("续期届满后不再续期", RenewalLimit()),
        ("累计不超过三年", RenewalLimit()),
        ("总期限不超过三年", THREE_YEARS),
        ("合同总期限最长不超过三年", THREE_YEARS),
        ("最长顺延至2023年12月31日", RenewalLimit(date(2023, 12, 31))),
        ("自动顺延至2024年底", RenewalLimit(date(2024, 12, 31))),
        ("最迟不晚于2024年12月31日", RenewalLimit(date(2024, 12, 31))),
        ("至2024年12月31日为止不再续期", RenewalLimit(date(2024, 12, 31))),
        ("至二〇二四年元月三十一日止，不再续约", RenewalLimit(date(2024, 1, 31))),
        ("最迟不晚于2024年2月30日", RenewalLimit()),
    ],
)
def test_limit(words: str, limit: RenewalLimit) -> None:
    """A day, a length of the whole, or neither where it is a number of times or not said of what."""
    assert set(renewal_limits(compact(words).text)) == {limit}


@pytest.mark.parametrize(
    "words",
    [
        "有效期自2022年1月1日至2022年12月31日，期满前30日双方无异议，自动续期一年",
        "期满前一个月任何一方未书面提出不再续期的，自动续约一年",
        "最迟于期满前30日未通知的，自动续期一年",
        "每次续期最长不超过一年，自动续期",
        "自动续期，每次顺延一年，以此类推",
        "每顺延一次，租金上调百分之五",
        "任何一方未提前不少于30日书面通知不再续约的，自动续展两年",
        "有效期限为三年，期满后自动延续一年，次数不限",
        "除非一方最迟提前60日书面通知，自动顺延一年",
    ],
)
def test_no_limit(words: str) -> None:
    """Days of the first term, periods of notice, and the length of each renewal limit nothing."""
    assert list(renewal_limits(compact(words).text)) == []
