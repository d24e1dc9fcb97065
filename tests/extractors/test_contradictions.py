"""Flags of clauses that give one thing two periods."""

import pytest

from extractors.contradictions import REQUIRED, contradiction_flags
from pipeline.model.finding import Findings
from tests.builders import document

TEXT = "服务合同\n第一条 乙方提供服务。\n第二条 {}\n第三条 {}\n第四条 争议协商解决。\n"


def flags(one: str, other: str) -> list[str]:
    """Give what every flag of contradiction is about."""
    parsed = document(TEXT.format(one, other))
    found = Findings({each.field: tuple(each.run(parsed, Findings({}))) for each in REQUIRED})
    return [f.value.zh.split("：")[1] for f in contradiction_flags(parsed, found) if f.value]


CONFLICTS = [
    ("保密期限为合同终止后两年。", "保密义务的期限为五年。", ["保密期限"]),
    ("遭遇不可抗力的一方应在3日内通知对方。", "不可抗力发生后，应在15日内书面通知对方。", ["不可抗力通知期限"]),
    ("甲方应在收到发票之日起10日内支付服务费。", "甲方应自收到发票之日起30日内支付服务费。", ["收到发票…支付"]),
    ("乙方应在收到通知后2日内提供备用设备。", "乙方在收到通知后五日内提供备用设备。", ["收到通知…提供"]),
]


@pytest.mark.parametrize(("one", "other", "expected"), CONFLICTS)
def test_two_periods(one: str, other: str, expected: list[str]) -> None:
    """The same act from the same event in two different periods is a contradiction."""
    assert flags(one, other) == expected


SOUND = [
    ("保密期限为合同终止后两年。", "商业秘密的保密期限为五年。"),
    ("保密期限为合同终止后两年。", "保密义务在合同终止后两年内继续有效。"),
    ("甲方应在收到发票之日起10日内支付服务费。", "甲方应自验收合格之日起30日内支付尾款。"),
    ("甲方应在收到发票之日起10日内支付首付款。", "甲方应在收到发票之日起30日内支付尾款。"),
    ("乙方应在收到通知后2日内提供备用设备。", "乙方在收到通知后2日内提供备用设备。"),
]


@pytest.mark.parametrize(("one", "other"), SOUND)
def test_no_contradiction(one: str, other: str) -> None:
    """Other events, acts or secrets, and the same period said twice, are none."""
    assert flags(one, other) == []
