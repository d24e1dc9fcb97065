"""Numbers of the agreement beside numbers of others that it speaks of; brackets of numbers."""

import pytest

from extractors.contract_number import contract_number
from tests.extractors.helpers import findings

OTHERS = [
    "补充协议\n鉴于双方于2023年1月签订《供货合同》（合同编号：GH-01），现达成补充协议。",
    "补充协议\n鉴于双方签订了借款合同（合同编号：JK-1），现达成补充协议。",
    "补充协议\n双方于2023年5月1日签订的《供货合同》（以下简称“原合同”，合同编号：GH-01）。",
    "补充协议\n双方于2023年5月1日签订的《供货合同》（以下简称“原合同”）（合同编号：GH-01）。",
    "补充协议\n双方于2023年签订的《供货合同》\n（合同编号：GH-01），现补充如下。",
    "补充协议\n甲乙双方于2023年5月1日签订的编号为GH-01的《供货合同》。",
    "补充协议\n双方于2023年5月1日签署的合同编号为GH-01的供货合同。",
    "补充协议\n根据《供货合同》合同编号：GH-01的约定。",
    "补充协议\n本协议为《供货合同》（编号：GH-01）的补充。",
    "补充协议\n双方签订《供货合同》（合同编号：GH-01）及《采购合同》（合同编号：CG-02），",
    "补充协议\n原合同名称：《供货合同》\t合同编号：GH-01",
    "补充协议\n鉴于甲乙双方已就物业服务签订合同，合同编号为GH-01，现补充如下。",
    "补充协议\n供货合同（合同编号：GH-01）之补充协议\n甲方：霜桥有限公司",
    "关于《供货合同》（合同编号：GH-01）的补充协议\n甲方：霜桥有限公司",
]


@pytest.mark.parametrize("text", OTHERS)
def test_numbers_of_others(text: str) -> None:
    """What was concluded before, is quoted by name, or is supplemented has a number of its own."""
    assert findings(text, contract_number) == ()


OWN = [
    ("补充协议\n合同编号：BC-02\n双方于2023年签订《供货合同》（合同编号：GH-01）。", "BC-02"),
    ("供货合同（合同编号：GH-01）\n甲方：霜桥有限公司", "GH-01"),
    ("《供货合同》\n（合同编号：GH-01）\n甲方：霜桥有限公司", "GH-01"),
    ("《供货合同》补充协议（合同编号：GH-01）\n甲方：霜桥有限公司", "GH-01"),
    ("供货合同\n甲方与乙方签订本合同（合同编号：GH-01）。", "GH-01"),
    ("供货合同\n本《供货合同》（合同编号：GH-01）由以下双方签订。", "GH-01"),
    ("供货合同\n双方签订《供货合同》（合同编号：GH-01），共同遵守。", "GH-01"),
    ("供货合同\n鉴于甲乙双方已就货物达成一致，签订本合同，合同编号为GH-01。", "GH-01"),
    ("供货合同\n签订时间：2023年1月1日  合同编号：GH-01\n甲方：霜桥有限公司", "GH-01"),
    ("供货合同\n签订地点：澜州市，合同编号：GH-01\n甲方：霜桥有限公司", "GH-01"),
    ("供货合同\n合同编号：GH-01）\n", "GH-01"),
    ("供货合同\n（合同编号：GH（2023）01）\n", "GH（2023）01"),
    ("供货合同\n合同编号：GH-01（补充）\n", "GH-01（补充）"),
    ("供货合同\n合同编号：GH-01（补充\n", "GH-01"),
    ("供货合同\n合同编号：【GH-01】\n", "GH-01"),
    ("供货合同\n合同编号：GH[2023]01\n", "GH[2023]01"),
    ("供货合同\n合同编号：之江供（2023）01号\n", "之江供（2023）01号"),
]


@pytest.mark.parametrize(("text", "number"), OWN)
def test_own_numbers(text: str, number: str) -> None:
    """The number of this agreement, with its brackets in pairs."""
    assert [finding.value for finding in findings(text, contract_number)] == [number]
