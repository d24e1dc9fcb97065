"""Force majeure: notice of the event, how long it must last, rules without periods, and notices of other things."""

import time

import pytest

from extractors.force_majeure import ForceMajeure, force_majeure
from pipeline.model.finding import Finding, Findings
from tests.builders import document


def found(text: str) -> list[Finding[ForceMajeure]]:
    """Give what the field finds in a text."""
    return list(force_majeure.run(document(text).plain, Findings({})))


PERIODS = [
    ("受影响一方应在不可抗力发生后15日内书面通知对方。", "P15D", None, False),
    ("因不可抗力不能履行的，应于三个工作日内告知另一方。", "P3D", None, True),
    ("遭遇不可抗力的一方应在48小时内通知另一方。", "PT48H", None, False),
    ("不可抗力发生后，承包人应在二十四小时内报告发包人。", "PT24H", None, False),
    ("遭受不可抗力的一方应在事件发生后不迟于10日通知另一方。", "P10D", None, False),
    ("发生不可抗力的一方应通知对方，最迟不超过七日。", "P7D", None, False),
    ("受不可抗力影响的一方应在14日内通知对方并提供有关部门的证明。", "P14D", None, False),
    ("发生不可抗力的，应在3日内通知对方，并在15日内提供证明文件。", "P3D", None, False),
    ("发生不可抗力的一方应立即通知对方，并应在15日内提供有关证明文件。", None, None, False),
    ("不可抗力持续超过30日的，任何一方有权解除本合同。", None, "P30D", False),
    ("不可抗力影响持续达九十日以上的，双方可以终止协议。", None, "P90D", False),
    ("不可抗力事件延续一百二十天以上，双方可协商解除合同。", None, "P120D", False),
    ("因不可抗力致使合同无法履行超过三个月的，任何一方可解除合同。", None, "P3M", False),
    ("應於不可抗力發生後三日內通知他方。", "P3D", None, False),
    ("遇有上述不可抗力的一方，应在七十二小时内以传真通知对方。", "PT72H", None, False),
    ("一方应在不可抗力发生后48小时内电话通知另一方，并于7日内书面确认。", "PT48H", None, False),
    ("受不可抗力影响的一方应当及时通知对方，最迟不得晚于事件发生后2日。", "P2D", None, False),
    ("主张受不可抗力影响的一方应尽快并在任何情况下不迟于10天通知另一方。", "P10D", None, False),
    ("发生不可抗力事件的一方须在一周内通知对方。", "P7D", None, False),
    ("不可抗力持续达30日以上，双方应协商；超过90日仍不能履行的，任一方有权解除合同。", None, "P90D", False),
    ("如果不可抗力持续不超过30日，合同继续履行；超过30日，任何一方可解除合同。", None, "P30D", False),
    ("不可抗力延续60天以上，买方有权撤销合同。", None, "P60D", False),
    ("若因不可抗力停工超过15天，乙方可以解除合同并结算已完工程款。", None, "P15D", False),
    ("因疫情等不可抗力无法办展超过六十日的，合同自动终止。", None, "P60D", False),
    ("第十条 不可抗力\n若该情形持续超过30个工作日，双方均有权解除合同。", None, "P30D", True),
    ("不可抗力连续84天或累计超过140天的，任一方可发出终止通知。", None, "P84D", False),
    ("不可抗力累计达到120日的，任何一方有权解除合同。", None, "P120D", False),
    (
        "第四条 终止\n4.1 下列任一事件发生时，一方可书面通知终止本协议：\n（1）另一方破产；\n（2）不可抗力持续超过六个月。",
        None,
        "P6M",
        False,
    ),
    ("The affected party shall notify the other within 48 hours of the Force Majeure event.", "PT48H", None, False),
    (
        "If the Force Majeure event continues for more than ninety (90) days, either party may terminate.",
        None,
        "P90D",
        False,
    ),
    (
        "不可抗力发生后10日内应通知对方。\nThe party affected by Force Majeure shall notify within ten days.",
        "P10D",
        None,
        False,
    ),
]


@pytest.mark.parametrize(("text", "notice", "after", "working"), PERIODS)
def test_periods(text: str, notice: str | None, after: str | None, working: bool) -> None:
    """Notice of the event and length until the end; the term for proofs is neither."""
    findings = found(text)

    assert [f.value for f in findings] == [ForceMajeure(notice, after, working)]


def test_two_sentences() -> None:
    """Notice and length from two sentences are one value with both quotes; the second need not name the event."""
    (finding,) = found("9.2 发生不可抗力的，应在14日内通知对方；持续超过90日的，任何一方可以终止本协议。")

    assert finding.value == ForceMajeure("P14D", "P90D")
    assert len(finding.evidence) == 2


def test_other_periods_are_alternatives() -> None:
    """Where two clauses give two notices, the first is the value and the other stays in sight."""
    findings = found("6.1 发生不可抗力的，应在5日内通知对方。\n9.1 遭受不可抗力的一方应在10日内通知对方。")

    assert [f.value.notice for f in findings if f.value] == ["P5D", "P10D"]


def test_sentence_under_a_heading() -> None:
    """Under a heading of force majeure a sentence needs no other word."""
    (finding,) = found("第九条 不可抗力\n9.1 受阻方应在五日内通知另一方。\n9.2 停滞持续超过60日的，可以解除合同。\n")

    assert finding.value == ForceMajeure("P5D", "P60D")


@pytest.mark.parametrize(
    "text",
    [
        "因不可抗力不能履行的，互不承担责任。",
        "发生不可抗力，受影响方应及时通知对方。",
        "不可抗力期间合同义务中止履行。",
        "受影响方应在不可抗力消除后15日内通知对方恢复履行。",
    ],
)
def test_without_periods(text: str) -> None:
    """A rule without a period of notice is a finding without lengths."""
    assert [f.value for f in found(text)] == [ForceMajeure()]


@pytest.mark.parametrize(
    "text",
    [
        "甲方应在5日内通知乙方。",
        "任何一方提前30日书面通知对方可解除本合同。",
        "乙方逾期交货超过30日的，甲方有权解除合同。",
        "除不可抗力外，乙方逾期交货的，按日支付违约金。",
        "“不可抗力”是指不能预见、不能避免并不能克服的客观情况。",
        "如暂停并非由于不可抗力引起，乙方可通知甲方复工。",
    ],
)
def test_other_clauses(text: str) -> None:
    """Notices and delays of other clauses, exceptions and definitions give no finding."""
    assert found(text) == []


def test_left_open() -> None:
    """A period left open, where no other is said, is blank."""
    assert [f.state.value for f in found("受不可抗力影响的一方应在____日内通知对方。")] == ["blank"]


@pytest.mark.parametrize("unit", ["不可抗力", "不可抗力持续", "通知", "15日内", "应在"])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """No text makes the field slow."""
    parsed = document("不可抗力" + unit * (20_000 // len(unit)))
    begun = time.process_time()
    list(force_majeure.run(parsed, Findings({})))

    assert time.process_time() - begun < 2
