"""Title, number and law as other hands print them."""

import pytest

from extractors.contract_number import contract_number
from extractors.governing_law import governing_law
from extractors.title import title
from tests.extractors.helpers import findings, first

END = "\n甲方：云岫数据有限公司\n乙方：砚池信息有限公司\n第一条 标的\n无。"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("劳动合同书（固定期限）", "劳动合同书（固定期限）"),
        ("房屋租赁合同\n（示范文本）", "房屋租赁合同"),
        ("Non-Disclosure Agreement\n保密协议", "保密协议"),
        ("Sales Contract", "Sales Contract"),
        ("SALES AND PURCHASE AGREEMENT", "SALES AND PURCHASE AGREEMENT"),
        ("保密協議", "保密協議"),
        ("政府采购合同\n（服务类）", "政府采购合同"),
    ],
)
def test_title(head: str, expected: str) -> None:
    """The Chinese line goes before its English twin."""
    assert first(head + END, title) == ("stated", expected)


@pytest.mark.parametrize("line", ["This Agreement is entered into between", "Please read this Contract", "AB-2023-01"])
def test_no_title(line: str) -> None:
    """A sentence or a code is no title."""
    assert first(line + END, title) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Contract No.: YX-2023-09", ("stated", "YX-2023-09")),
        ("Agreement No. AB-2023-12", ("stated", "AB-2023-12")),
        ("合同編號：TW-2023-1", ("stated", "TW-2023-1")),
        ("合同编号：XXXX-XX", ("blank", None)),
        ("项目编号：ZC-2023-11", None),
    ],
)
def test_contract_number(line: str, expected: tuple[str, str | None] | None) -> None:
    """English and traditional labels; a number of the project is not the agreement's."""
    assert first("采购合同\n" + line + END, contract_number) == expected


def test_number_is_found_once() -> None:
    """A document without running heads gives its number once."""
    assert len(findings("采购合同\n合同编号：HT-2023-001" + END, contract_number)) == 1


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("This Agreement shall be governed by and construed in accordance with the laws of the People's Republic of China.", ("stated", "laws of the People's Republic of China")),
        ("This Agreement is governed by the laws of Hong Kong.", ("stated", "laws of Hong Kong")),
        ("This Agreement shall be governed by PRC law.", ("stated", "PRC law")),
        ("本合同的签署、解释和纠纷解决均按照中华人民共和国（不含港澳台地区）法律进行。", ("stated", "中华人民共和国法律")),
        ("本合約受香港法律管轄。", ("stated", "香港法律")),
        ("The Supplier is a company duly organised under the laws of Hong Kong.", None),
        ("双方应遵守中国法律法规。", None),
    ],
)  # fmt: skip
def test_governing_law(sentence: str, expected: tuple[str, str] | None) -> None:
    """English sentences and traditional characters; the law of a company's formation is not chosen."""
    assert first("第九条 " + sentence, governing_law) == expected
