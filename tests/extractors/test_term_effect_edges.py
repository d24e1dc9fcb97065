"""Where clauses on term, effect and renewal end, and what stands beside them that is none."""

from datetime import date

import pytest

from extractors.effective import effective
from extractors.expiry_date import expiry_date
from extractors.renewal import renewal
from extractors.term import term
from tests.extractors.helpers import findings

SIGNED = "\n甲方（盖章）：云岫科技有限公司\n日期：2023年3月15日\n"


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("第三条 租赁期共24个月，自起租日起计算，起租日为2023年5月1日。", date(2025, 4, 30)),
        ("第三条 服务期限为12个月，自进场日起计，进场日即2024年2月1日。", date(2025, 1, 31)),
        (
            "一、原合同“服务期限为2022年1月1日至2023年12月31日”变更为：“服务期限为2022年1月1日至2025年12月31日”。",
            date(2025, 12, 31),
        ),
        (
            "一、将主合同“租期自2022年3月1日起至2023年2月28日止”的约定修改为“租期自2022年3月1日起至2024年2月29日止”。",
            date(2024, 2, 29),
        ),
        (
            "8.1 本合同自双方签字之日起生效，除非提前解除，有效至2030年6月30日（最后一项商标到期之日）。",
            date(2030, 6, 30),
        ),
        ("二、保养期限\n从2011年7月1日起到2013年6月30日止，为期两年。", date(2013, 6, 30)),
        ("三、保洁期限\n自2024年1月1日起至2024年12月31日止。", date(2024, 12, 31)),
    ],
)
def test_last_day(text: str, last_day: date) -> None:
    """Days named in the sentence, the new wording of a supplement, 有效至, headings of other trades."""
    assert findings(text, expiry_date)[0].value == last_day


@pytest.mark.parametrize(
    "text",
    [
        "第二条 公司注册资本300万元，住所设于澜港市，经营期限二十年。",
        "第二条 合资公司的经营期限为三十年。",
        "第五条 租赁物的检测报告，有效至2026年1月31日。",
    ],
)
def test_no_term(text: str) -> None:
    """The life of a company and of a paper is no term of the agreement."""
    assert findings(text, term) == ()


@pytest.mark.parametrize(
    ("sentence", "day", "condition"),
    [
        (
            "本协议自三方签字、捺印之时起生效，一式三份，各执一份。",
            date(2023, 3, 15),
            "本协议自三方签字、捺印之时起生效",
        ),
        (
            "本协议自全体股东签署时生效，与章程不一致的，以本协议为准。",
            date(2023, 3, 15),
            "本协议自全体股东签署时生效",
        ),
        (
            "本合同自双方盖章后生效，如果任何条款因任何原因无效，其余条款不受影响。",
            date(2023, 3, 15),
            "本合同自双方盖章后生效",
        ),
        (
            "本合同自双方签字之日起生效，但须经董事会批准。",
            date(2023, 3, 15),
            "本合同自双方签字之日起生效，但须经董事会批准",
        ),
        ("本协议经股东同意并签字后生效，一式两份。", None, "本协议经股东同意并签字后生效"),
        (
            "供方回签或者开始生产即视为接受本订单，订单随即生效。",
            None,
            "供方回签或者开始生产即视为接受本订单，订单随即生效",
        ),
    ],
)
def test_effect(sentence: str, day: date | None, condition: str) -> None:
    """The condition ends with the clause on the effect; signatures alone give the day."""
    value = findings(f"第九条 {sentence}{SIGNED}", effective)[0].value

    assert value
    assert (value.date, value.condition) == (day, condition)


def test_an_order_under_the_agreement_is_not_its_effect() -> None:
    """Orders made under a frame agreement take effect on their own."""
    assert findings("第三条 卖方书面确认后，订单随即生效。", effective) == ()


@pytest.mark.parametrize(
    ("sentence", "kind", "length", "notice"),
    [
        ("期满尚有货物未交付的，经双方书面确认可延期执行两个月。", "by_agreement", "P2M", None),
        ("到期前一个月双方都没有提出异议的，合同自动往后延一年。", "automatic_renewal", "P1Y", "P1M"),
        ("合同期满双方无异议的，自动延半年。", "automatic_renewal", "P6M", None),
        ("期满前双方无异议的，本合同自动延续____年。", "automatic_renewal", None, None),
        ("期满前双方无异议的，本合同自动延续年。", "automatic_renewal", None, None),
        ("借款人需要展期的，应在到期前10日书面申请，展期三个月。", "by_agreement", "P3M", "P10D"),
    ],
)
def test_renewal(sentence: str, kind: str, length: str | None, notice: str | None) -> None:
    """Plain words for going on, and lengths left open."""
    value = findings(f"第二条 {sentence}", renewal)[0].value

    assert value
    assert (value.kind, value.length, value.notice) == (kind, length, notice)


@pytest.mark.parametrize(
    "sentence",
    [
        "原合同将于2024年3月31日届满，现双方就续展服务一事协商达成如下补充协议：",
        "展期内不得空置展位，擅自提前撤展的，应支付违约金。",
        "参展商应于展期前三日书面申请布展，展期为五天。",
        "续展期满前两个月，双方另行商议，任何一方不因已续展而取得优先权。",
        "期满后因故障自动延迟交付的，应书面通知。",
    ],
)
def test_no_renewal(sentence: str) -> None:
    """Recitals of a supplement, the days of an exhibition, what has been renewed already."""
    assert findings(f"第二条 {sentence}", renewal) == ()
