"""Values in few words: a cap is never said shorter than what it is."""

from typing import Any

import pytest

from pipeline.reports.labels import Language
from pipeline.reports.summary import HEADLINES

CAPS: list[tuple[dict[str, Any], Language, str]] = [
    ({"protects": "许可方", "amount": 1500000, "currency": "CNY", "formula": "150万元或上一年度许可费,以较高者为准"}, "zh",
     "许可方：1,500,000 CNY（150万元或上一年度许可费,以较高者为准）"),
    ({"protects": "许可方", "amount": 1500000, "currency": "CNY", "formula": "150万元或上一年度许可费,以较高者为准"}, "en",
     "许可方：1,500,000 CNY (150万元或上一年度许可费,以较高者为准)"),
    ({"protects": "乙方", "amount": 50000, "currency": "CNY", "formula": "每票人民币5万元"}, "zh", "乙方：50,000 CNY（每票人民币5万元）"),
    ({"protects": "both", "amount": 1000000.0, "currency": "CNY", "formula": "人民币100万元"}, "zh", "双方：1,000,000.0 CNY"),
    ({"amount": 1000000, "currency": "CNY", "formula": "人民币100万元(大写:壹佰万元整)"}, "zh", "1,000,000 CNY"),
    ({"amount": 1000000, "currency": "CNY", "formula": "人民币100万元(每次事故)"}, "zh", "1,000,000 CNY（人民币100万元(每次事故)）"),
    ({"amount": 2000000, "currency": "CNY", "formula": "人民币100万元"}, "zh", "2,000,000 CNY（人民币100万元）"),
    ({"amount": 2000000, "currency": "CNY", "formula": None}, "zh", "2,000,000 CNY"),
    ({"protects": "乙方", "rate": "10%", "base": "合同总价", "formula": "合同总价的10%"}, "zh", "乙方：合同总价 10%"),
    ({"protects": "乙方", "rate": "10%", "base": "合同总价", "formula": "合同总价的百分之十"}, "en", "乙方：合同总价 10%"),
    ({"rate": "30%", "base": None, "formula": "50万元或合同总价的30%,以较低者为准"}, "zh", "30%（50万元或合同总价的30%,以较低者为准）"),
    ({"rate": "100%", "base": "已支付服务费", "formula": "每次事故前十二个月已支付服务费的100%"}, "zh",
     "已支付服务费 100%（每次事故前十二个月已支付服务费的100%）"),
    ({"protects": "甲方", "formula": "合同总价", "scope": "liquidated_damages"}, "zh", "[违约金] 甲方：合同总价"),
    ({"protects": "甲方", "formula": None, "scope": "exclusion"}, "en", "甲方：exclusion"),
]  # fmt: skip


@pytest.mark.parametrize(("cap", "language", "said"), CAPS)
def test_caps(cap: dict[str, Any], language: Language, said: str) -> None:
    """A sum or rate stands alone only where the formula says no more than it."""
    assert HEADLINES["liability_caps"](cap, language) == said


def test_long_formula_keeps_which_of_several_counts() -> None:
    """A formula of many words is shortened in its middle."""
    formula = "1500000元或" + "上一年度许可费" * 20 + ",以两者中较高者为准"

    said = HEADLINES["liability_caps"]({"amount": 1500000, "currency": "CNY", "formula": formula}, "zh")

    assert said.startswith("1,500,000 CNY（1500000元或")
    assert said.endswith("以两者中较高者为准）")
    assert len(said) < 80
