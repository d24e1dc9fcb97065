"""Flags of terms that are defined and not used, or used and not defined."""

from typing import Any

import pytest

from extractors.defined_terms import REQUIRED, term_flags
from pipeline.model.finding import Extractor, Finding, Findings
from tests.builders import document

TEXT = """设备维护合同
甲方：云岭纺织有限公司
乙方：海棠机械有限公司
第一条 定义
1.1 “设备”是指附表所列织机。
1.2 “备件”是指设备的易损零件。
第二条 维护
2.1 乙方应每月检查设备，并提供备件。
2.2 {}
第三条 费用
3.1 甲方按季度付款。
"""


def flags(sentence: str) -> list[tuple[str, str]]:
    """Give the name and the Chinese words of every flag of terms."""
    parsed = document(TEXT.format(sentence))
    found: dict[str, tuple[Finding[Any], ...]] = {}
    fields: tuple[Extractor[Any], ...] = REQUIRED
    for each in reversed(fields):
        found[each.field] = tuple(each.run(parsed, Findings(found)))
    return [(f.value.flag, f.value.zh.split("：")[1]) for f in term_flags(parsed, Findings(found)) if f.value]


FLAGGED = [
    ("乙方驻场的工程师（以下简称“驻场人员”）持证上岗。", [("unused_definition", "驻场人员")]),
    ("“紧急故障”是指全线停机。", [("unused_definition", "紧急故障")]),
    ("丙方应当配合检查。", [("undefined_term", "丙方")]),
    ("因故障停机的，受托方承担损失。", [("undefined_term", "受托方")]),
    ("价格适用框架协议，框架协议未列明的另议。", [("undefined_term", "框架协议")]),
    ("“大修”按次计费。\n2.3 乙方负责“大修”。\n2.4 每次“大修”后出具报告。", [("undefined_term", "大修")]),
]


@pytest.mark.parametrize(("sentence", "expected"), FLAGGED)
def test_term_flagged(sentence: str, expected: list[tuple[str, str]]) -> None:
    """A term that stands nowhere else, and a role, a writing or a quoted word that nothing introduces, raise a flag."""
    assert flags(sentence) == expected


SOUND = [
    "乙方驻场的工程师（以下简称“驻场人员”）持证上岗，驻场人员须佩戴工牌。",
    "“工作日”是指法定节假日以外的日子。",
    "“以上”包括本数。",
    "乙方应在封面注明“密件”，并加盖“检验章”；未注明“密件”的退回。",
    "第三方不得接触设备。",
    "双方于2023年签订的《维护框架协议》（下称“框架协议”）继续有效，框架协议另有约定的从其约定。",
    "丙方（保证人）应当承担连带责任。",
    "供方（即乙方）应当提供合格证。",
    "受托方：即乙方。受托方应当提供合格证。",
    "乙方以“先进先出”为原则。\n2.3 遵循“先进先出”的原则。\n2.4 坚持“先进先出”。",
]


@pytest.mark.parametrize("sentence", SOUND)
def test_nothing_flagged(sentence: str) -> None:
    """Terms used once more, rules of reading, words on seals and covers, and whoever is introduced, raise nothing."""
    assert flags(sentence) == []
