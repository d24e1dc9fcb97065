"""Names of parties in Latin letters: places in brackets, legal forms of many countries, the same company in two languages."""

import pytest

from extractors.parties import parties
from tests.extractors.helpers import findings

OTHER = "\n乙方：霜桥有限公司\n第一条 标的\n双方按本合同约定履行。\n"

NAMES = [
    ("Calderwick (China) Co., Ltd.", "Calderwick (China) Co., Ltd.", ()),
    ("Calderwick（China）Co., Ltd.", "Calderwick（China）Co., Ltd.", ()),
    ("CALDERWICK (CHINA) CO., LTD.", "CALDERWICK (CHINA) CO., LTD.", ()),
    ("Calderwick (China) Investment & Trading Co., Ltd., Shanghai Branch", "Calderwick (China) Investment & Trading Co., Ltd., Shanghai Branch", ()),
    ("Calderwick (China) Co., Ltd.（盖章）", "Calderwick (China) Co., Ltd.", ()),
    ("Calderwick (China) Co., Ltd.（以下简称“卡德”）", "Calderwick (China) Co., Ltd.", ("卡德",)),
    ("Calderwick (China) Co., Ltd. (hereinafter referred to as “Party A”)", "Calderwick (China) Co., Ltd.", ("Party A",)),
    ("Marsh & Thistle (UK) plc", "Marsh & Thistle (UK) plc", ()),
    ("Marsh & Thistle（UK）PLC", "Marsh & Thistle（UK）PLC", ()),
    ("Marsh, Thistle & Heron LLP", "Marsh, Thistle & Heron LLP", ()),
    ("3Marsh (HK) Limited", "3Marsh (HK) Limited", ()),
    ("Teven (Singapore) Pte. Ltd.", "Teven (Singapore) Pte. Ltd.", ()),
    ("Teven (M) Sdn. Bhd.", "Teven (M) Sdn. Bhd.", ()),
    ("Teven (Deutschland) GmbH", "Teven (Deutschland) GmbH", ()),
    ("Teven Maschinenbau GmbH & Co. KG", "Teven Maschinenbau GmbH & Co. KG", ()),
    ("Teven (Europe) S.A.", "Teven (Europe) S.A.", ()),
    ("Teven (Japan) K.K.", "Teven (Japan) K.K.", ()),
    ("Teven (Nederland) B.V.", "Teven (Nederland) B.V.", ()),
    ("Teven (Schweiz) AG", "Teven (Schweiz) AG", ()),
    ("Teven (US), Inc.", "Teven (US), Inc.", ()),
    ("Teven Bank (China) Co., Ltd.", "Teven Bank (China) Co., Ltd.", ()),
    ("Teven Bank", "Teven Bank", ()),
    ("Calderwick (hereinafter referred to as Party A)", "Calderwick", ()),
    ("Calderwick (the “Supplier”)", "Calderwick", ("Supplier",)),
    ("Calderwick Co., Ltd. (the “Supplier”)", "Calderwick Co., Ltd.", ("Supplier",)),
    ("Calderwick（以下简称甲方）", "Calderwick", ()),
    # two names of one company
    ("Fernhollow (Shanghai) Consulting Co., Ltd. 蕨谷（上海）咨询有限公司", "蕨谷（上海）咨询有限公司", ("Fernhollow (Shanghai) Consulting Co., Ltd.",)),
    ("Fernhollow Co., Ltd.（蕨谷咨询有限公司）", "蕨谷咨询有限公司", ("Fernhollow Co., Ltd.",)),
    ("Fernhollow Co., Ltd. / 蕨谷咨询有限公司（以下简称“蕨谷”）", "蕨谷咨询有限公司", ("蕨谷", "Fernhollow Co., Ltd.")),
    ("蕨谷（上海）咨询有限公司（Fernhollow (Shanghai) Co., Ltd.）", "蕨谷（上海）咨询有限公司", ("Fernhollow (Shanghai) Co., Ltd.",)),
    ("Fernhollow Co., Ltd.（一家依据香港法律设立的有限公司）", "Fernhollow Co., Ltd.", ()),
    ("Fernhollow Co., Ltd.（蕨谷咨询有限公司的子公司）", "Fernhollow Co., Ltd.", ()),
    ("Fernhollow Co., Ltd.（系蕨谷咨询有限公司）", "Fernhollow Co., Ltd.", ()),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "name", "short_names"), NAMES)
def test_names(printed: str, name: str, short_names: tuple[str, ...]) -> None:
    """A name goes on to its legal form, over brackets; of two names the Chinese one is the value, the other a short name."""
    party = findings(f"采购合同\n甲方：{printed}{OTHER}", parties)[0]

    assert (party.value.name, party.value.short_names) == (name, short_names)


def test_evidence_of_two_names() -> None:
    """The quote of a line in two languages holds both names."""
    party = findings(f"采购合同\n甲方：Fernhollow (Shanghai) Co., Ltd. 蕨谷咨询有限公司{OTHER}", parties)[0]

    assert party.evidence[0].quote == "甲方：Fernhollow (Shanghai) Co., Ltd. 蕨谷咨询有限公司"


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        (
            "Calderwick (HK) Limited（以下简称“甲方”）与霜桥有限公司（以下简称“乙方”）签订本协议。",
            ["Calderwick (HK) Limited", "霜桥有限公司"],
        ),
        (
            "Fernhollow Co., Ltd. 蕨谷咨询有限公司（以下简称“甲方”）与霜桥有限公司（以下简称“乙方”）签订本协议。",
            ["蕨谷咨询有限公司", "霜桥有限公司"],
        ),
        (
            "This Agreement is made between Calderwick (China) Co., Ltd. (“Party A”) and Teven (UK) plc (“Party B”).",
            ["Calderwick (China) Co., Ltd.", "Teven (UK) plc"],
        ),
    ],
)
def test_names_in_sentences(opening: str, names: list[str]) -> None:
    """Opening words name companies with places in brackets, in one language or two."""
    assert [finding.value.name for finding in findings(f"合作协议\n{opening}\n", parties)] == names
