"""Signing, effect and renewal in further printed forms."""

from datetime import date

import pytest

from extractors.effective import effective
from extractors.renewal import renewal
from extractors.signing_date import signing_date
from tests.extractors.helpers import findings, first

SIGNED = "\n甲方（盖章）：云岫科技有限公司\n日期：2023年3月15日\n"


@pytest.mark.parametrize(
    ("sentence", "kind", "length", "notice"),
    [
        ("合同期满后自动顺延一年，以此类推。", "automatic_extension", "P1Y", None),
        ("本协议期满前一个月，双方均无异议的，本协议自动延续一年。", "automatic_renewal", "P1Y", "P1M"),
        ("本合約期滿前三十日，任一方未以書面通知他方不續約者，視為自動續約一年。", "automatic_renewal", "P1Y", "P30D"),
        ("任何一方未在服务期届满60日前书面表示不续约的，本合同自动续约一年。", "automatic_renewal", "P1Y", "P60D"),
        ("租赁期满，甲乙双方同意续租的，应重新签订租赁合同。", "by_agreement", None, None),
        ("雇佣期满前60天，双方可协商续聘。", "by_agreement", None, None),
        ("借款人申请展期的，应在借款到期日前30日向贷款人提出书面申请。", "by_agreement", None, "P30D"),
    ],
)
def test_renewal(sentence: str, kind: str, length: str | None, notice: str | None) -> None:
    """Kind, length and notice."""
    value = findings(f"第二条 {sentence}", renewal)[0].value

    assert (value.kind, value.length, value.notice) == (kind, length, notice)


@pytest.mark.parametrize(
    "sentence",
    [
        "因甲方原因推迟上刊的，发布期限不予顺延。",
        "付款期限遇法定节假日的，顺延至下一个工作日。",
        "因不可抗力致使履行迟延的，合同期限相应顺延。",
    ],
)
def test_no_renewal(sentence: str) -> None:
    """What is not postponed, or postponed for a holiday or force majeure, renews nothing."""
    assert findings(f"第二条 {sentence}", renewal) == ()


def test_notice_that_ends_an_open_extension_stands_beside_it() -> None:
    """An extension without length takes the notice of its neighbour, and cites it."""
    text = (
        "第一条 期限\n1.1 协议到期时自动顺延一个月。\n"
        "1.2 自动顺延期满之次日起，甲方有权提前至少15个工作日通知乙方终止本协议。\n"
        "1.3 自动顺延期满之日至甲方通知的终止日期间，双方继续履行本协议。\n"
    )
    finding = next(f for f in findings(text, renewal) if "至甲方通知" in f.value.condition)

    assert (finding.value.notice, finding.value.working_days, len(finding.evidence)) == ("P15D", True, 2)


@pytest.mark.parametrize(
    ("sentence", "state", "day"),
    [
        ("本協議自雙方簽署之日起生效。", "computed", date(2023, 3, 15)),
        ("本合同签字盖章即生效。", "computed", date(2023, 3, 15)),
        ("本合约由2023年5月1日起生效。", "stated", date(2023, 5, 1)),
        ("本合同自预付款到账之日起生效。", "stated", None),
        ("本合同经主管部门批准后生效。", "stated", None),
        ("本合同自备案之日起生效。", "stated", None),
        ("本合同经双方签字盖章后成立，自甲方支付定金之日起生效。", "stated", None),
        ("本合同自____年__月__日起生效。", "blank", None),
    ],
)
def test_effective(sentence: str, state: str, day: date | None) -> None:
    """A date where printed or following from the signatures; further events leave the condition alone."""
    finding = findings(f"第二条 {sentence}{SIGNED}", effective)[0]

    assert (finding.state, finding.value.date) == (state, day)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("签署时间：2023年3月1日", ("stated", date(2023, 3, 1))),
        ("订立日期：二〇二三年三月一日", ("stated", date(2023, 3, 1))),
        ("簽署日期：二零二三年三月一日", ("stated", date(2023, 3, 1))),
        ("日期：贰零贰叁年叁月零壹日", ("stated", date(2023, 3, 1))),
        ("签订日期：【2023】年【3】月【1】日", ("stated", date(2023, 3, 1))),
        ("日期：2023年3月1日\t日期：2023年3月2日", ("stated", date(2023, 3, 2))),
        ("签订日期：2023年__月__日", ("blank", None)),
        ("签约时间：【】年【】月【】日", ("blank", None)),
        ("签署日期：${signDate}", ("blank", None)),
        ("簽訂日期：____年__月__日", ("blank", None)),
    ],
)
def test_signing_date(line: str, expected: tuple[str, date | None]) -> None:
    """Dates of several hands; one that is half filled in is blank."""
    assert first(f"采购合同\n第一条 标的\n一批设备。\n甲方（盖章）：\n{line}", signing_date) == expected
