"""Party blocks of many trades: companies, natural persons, three sides, tables, bilingual blocks, blanks."""

from typing import Any

import pytest

from extractors.parties import parties
from tests.extractors.helpers import findings

END = "\n第一条 标的\n甲方向乙方提供服务。\n第二条 其他\n无。\n"
A, B, C = "云岫数据有限公司", "砚池信息有限公司", "锦箬物流有限公司"

NAMES = [
    (f"甲方（委托方）：{A}\n乙方（受托方）：{B}", [("甲方", A), ("乙方", B)]),
    (f"委托方（甲方）：{A}\n受托方（乙方）：{B}", [("甲方", A), ("乙方", B)]),
    (f"发包人：{A}\n承包人：{B}", [("发包人", A), ("承包人", B)]),
    (f"发包人（全称）：{A}\n承包人（全称）：{B}", [("发包人", A), ("承包人", B)]),
    (f"出租方：{A}\n承租方：{B}", [("出租方", A), ("承租方", B)]),
    (f"买方：{A}\n卖方：{B}", [("买方", A), ("卖方", B)]),
    (f"供方：{A}\n需方：{B}", [("供方", A), ("需方", B)]),
    (f"采购人：{A}\n供应商：{B}", [("采购人", A), ("供应商", B)]),
    (f"采购人（甲方）：{A}\n中标人（乙方）：{B}", [("甲方", A), ("乙方", B)]),
    (f"特许人：{A}\n被特许人：{B}", [("特许人", A), ("被特许人", B)]),
    (f"披露方：{A}\n接收方：{B}", [("披露方", A), ("接收方", B)]),
    (f"广告主：{A}\n广告发布者：{B}", [("广告主", A), ("广告发布者", B)]),
    (f"托运人：{A}\n承运人：{B}", [("托运人", A), ("承运人", B)]),
    (f"转让方：{A}\n受让方：{B}\n目标公司：{C}", [("转让方", A), ("受让方", B), ("目标公司", C)]),
    (f"甲方：{A}\n乙方：{B}\n丙方：{C}", [("甲方", A), ("乙方", B), ("丙方", C)]),
    (f"甲方（出租人）：{A}\n乙方（承租人）：{B}\n丙方（担保人）：{C}", [("甲方", A), ("乙方", B), ("丙方", C)]),
    (f"债权人：{A}\n债务人：{B}\n担保人：{C}", [("债权人", A), ("债务人", B), ("担保人", C)]),
    (f"甲 方: {A}\n乙 方: {B}", [("甲方", A), ("乙方", B)]),
    (f"甲方： {A} （盖章）\n乙方： {B} （盖章）", [("甲方", A), ("乙方", B)]),
    (f"甲方\n{A}\n乙方\n{B}", [("甲方", A), ("乙方", B)]),
    (f"甲方：\n名称：{A}\n乙方：\n名称：{B}", [("甲方", A), ("乙方", B)]),
    (f"甲方\n公司名称：{A}\n乙方\n公司名称：{B}", [("甲方", A), ("乙方", B)]),
    (f"甲方\t{A}\n乙方\t{B}", [("甲方", A), ("乙方", B)]),
    (f"本合同由{A}（以下简称“甲方”）与{B}（以下简称“乙方”）于澜州签订。", [("甲方", A), ("乙方", B)]),
    (f"{A}（以下称甲方）和{B}（以下称乙方）经友好协商，订立本合同。", [("甲方", A), ("乙方", B)]),
    ("甲方：澜州市第一人民医院\n乙方：" + B, [("甲方", "澜州市第一人民医院"), ("乙方", B)]),
    ("甲方：澜州大学\n乙方：栖川市教育局", [("甲方", "澜州大学"), ("乙方", "栖川市教育局")]),
    ("房屋出租人：" + A + "\n房屋承租人：" + B, [("出租人", A), ("承租人", B)]),
    ("甲方：雲岫股份有限公司\n乙方：硯池資訊有限公司", [("甲方", "雲岫股份有限公司"), ("乙方", "硯池資訊有限公司")]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_roles_and_names(text: str, expected: list[tuple[str, str]]) -> None:
    """Roles and names in reading order."""
    assert [(party.role, party.name) for party in sides(text)] == expected


PERSONS = [
    ("甲方（用人单位）：" + A + "\n乙方（劳动者）：某小满\n身份证号：110101190001010000", "乙方", "某小满"),
    ("用人单位：" + A + "\n劳动者：某小满", "劳动者", "某小满"),
    ("甲方：" + A + "\n乙方：某小满，身份证号码：110101190001010000", "乙方", "某小满"),
    ("甲方：" + A + "\n乙方：某小满（身份证号：110101190001010000）", "乙方", "某小满"),
    ("甲方：" + A + "\n乙方：某小满      性别：女      出生日期：1990年1月1日", "乙方", "某小满"),
    ("甲方：" + A + "\n乙方\n姓名：某小满\n身份证号：110101190001010000", "乙方", "某小满"),
    ("甲方：" + A + "\n乙方（姓名）：某小满\n住址：北辰市同文街6号", "乙方", "某小满"),
    ("出租人：" + A + "\n承租人：某小满 身份证：110101190001010000", "承租人", "某小满"),
    ("贷款人：" + A + "\n借款人：某小满 证件号码：110101190001010000", "借款人", "某小满"),
    ("甲方：" + A + "\n乙方：\n某小满\n身份证号：110101190001010000", "乙方", "某小满"),
    ("甲方：" + A + "\n乙方（员工）：某小满\n联系电话：19900000000", "乙方", "某小满"),
    ("本协议由" + A + "（以下简称“甲方”）与某小满（身份证号：110101190001010000，以下简称“乙方”）签订。", "乙方", "某小满"),
    ("甲方：" + A + "\n乙方：某小满先生", "乙方", "某小满先生"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "role", "name"), PERSONS)
def test_natural_persons(text: str, role: str, name: str) -> None:
    """A natural person is a party; an identity number is no credit code and no part of the name."""
    party = sides(text)[-1]

    assert (party.role, party.name, party.credit_code) == (role, name, None)


ATTRIBUTES = [
    ("统一社会信用代码：91330106MA00000117", "credit_code", "91330106MA00000117"),
    ("纳税人识别号：91330106MA00000117", "credit_code", "91330106MA00000117"),
    ("统一社会信用代码（税号）：91330106MA00000117", "credit_code", "91330106MA00000117"),
    ("法定代表人：某小满", "legal_representative", "某小满"),
    ("法定代表人（负责人）：某小满", "legal_representative", "某小满"),
    ("负责人：某小满", "legal_representative", "某小满"),
    ("負責人：某小滿", "legal_representative", "某小滿"),
    ("住所：澜州市望潮路8号", "address", "澜州市望潮路8号"),
    ("注册地址：澜州市望潮路8号", "address", "澜州市望潮路8号"),
    ("通讯地址：澜州市望潮路8号", "address", "澜州市望潮路8号"),
    ("住 所 地：澜州市望潮路8号", "address", "澜州市望潮路8号"),
    ("联系地址：澜州市望潮路8号    邮编：310000", "address", "澜州市望潮路8号"),
    ("联系人：商务部    电话：010-5550 0101", "contact", "商务部"),
    ("联系人及电话：商务部 010-55500101", "contact", "商务部"),
    ("联系电话：010-55500101    传真：010-55500102", "phone", "010-55500101"),
    ("电话/传真：010-55500101", "phone", "010-55500101"),
    ("电子邮箱：a@yunxiu.example", "email", "a@yunxiu.example"),
    ("E-mail：a@yunxiu.example", "email", "a@yunxiu.example"),
]


@pytest.mark.parametrize(("line", "attribute", "value"), ATTRIBUTES)
def test_what_is_printed_about_a_party(line: str, attribute: str, value: str) -> None:
    """A line below the role is about that party."""
    one, two = sides(f"甲方：{A}\n{line}\n乙方：{B}")

    assert (getattr(one, attribute), getattr(two, attribute)) == (value, None)


BILINGUAL = [
    f"甲方/Party A：{A}\n乙方/Party B：{B}",
    f"甲方（Party A）：{A}\n乙方（Party B）：{B}",
    f"甲方 Party A: {A}\n乙方 Party B: {B}",
    f"甲方：{A}\nParty A: Yunxiu Data Co., Ltd.\n乙方：{B}\nParty B: Yanchi Information Co., Ltd.",
    f"甲方：{A}\n英文名称：Yunxiu Data Co., Ltd.\n乙方：{B}\nEnglish Name: Yanchi Information Co., Ltd.",
    f"甲方：{A}\n(Party A: Yunxiu Data Co., Ltd.)\n乙方：{B}\n(Party B: Yanchi Information Co., Ltd.)",
]


@pytest.mark.parametrize("text", BILINGUAL)
def test_english_twin_is_no_second_party(text: str) -> None:
    """A bilingual block names each side once, in Chinese."""
    assert [(party.role, party.name) for party in sides(text)] == [("甲方", A), ("乙方", B)]


ENGLISH = [
    ("Party A: Yunxiu Data Co., Ltd.\nParty B: Yanchi Information Co., Ltd.\n", ("Party A", "Party B")),
    ("Buyer: Yunxiu Data Co., Ltd.\nAddress: 8 Wangchao Road\nSeller: Yanchi Information Co., Ltd.\n", ("Buyer", "Seller")),
    (
        'This Agreement is entered into by and between Yunxiu Data Co., Ltd. ("Party A") and Yanchi Information Co., Ltd. ("Party B").\n',
        ("Party A", "Party B"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ENGLISH)
def test_english_blocks(text: str, roles: tuple[str, str]) -> None:
    """An English agreement names its sides in English."""
    found = [finding.value for finding in findings(text + "1. Term\nNone.\n2. Other\nNone.\n", parties)]

    assert [(party.role, party.name) for party in found if party] == [
        (roles[0], "Yunxiu Data Co., Ltd."),
        (roles[1], "Yanchi Information Co., Ltd."),
    ]


@pytest.mark.parametrize(
    "name",
    ["________", "{{party_a}}", "【公司名称】", "XXX公司", "XX有限公司", "×××公司", "【】", "[公司全称]", "（公司名称）", "____公司", "<甲方名称>", "某某公司", "*****有限公司"],
)  # fmt: skip
def test_placeholders_are_blank(name: str) -> None:
    """A placeholder is no name: the role is known, the name is blank."""
    finding = findings(f"甲方：{name}\n乙方：{B}" + END, parties)[0]

    assert finding.value is not None
    assert (finding.state, finding.value.role, finding.value.name) == ("blank", "甲方", None)


def test_table_with_two_columns() -> None:
    """Names and attributes of a table side by side go to the party of the column."""
    text = f"甲方（委托方）：{A}\t乙方（受托方）：{B}\n法定代表人：某小满\t法定代表人：某大寒\n电话：010-55500101\t电话：010-55500102"
    one, two = sides(text)

    assert (one.name, one.legal_representative, one.phone) == (A, "某小满", "010-55500101")
    assert (two.name, two.legal_representative, two.phone) == (B, "某大寒", "010-55500102")


def test_joint_members_are_sides_of_their_own() -> None:
    """The members of a consortium are told apart."""
    text = f"发包人：{A}\n承包人：{B}（联合体牵头人）\n承包人：{C}（联合体成员）"

    assert (sides(text)[0].name, sides(text)[1].name) == (A, B)


def test_names_only_in_the_signature_block() -> None:
    """Where the head leaves the names open, the signatures tell them."""
    text = f"服务合同\n甲方：________\n乙方：________{END}甲方（盖章）：{A}\n乙方（盖章）：{B}\n日期：2023年3月1日"

    assert [(f.value.role, f.value.name) for f in findings(text, parties) if f.value] == [("甲方", A), ("乙方", B)]


NO_PARTY = [
    "附件：乙方：指提供服务的一方。",
    "甲方应当按时付款。",
    "双方应遵守本合同。",
]


@pytest.mark.parametrize("text", NO_PARTY)
def test_words_about_roles_are_no_party(text: str) -> None:
    """A role in a sentence names nobody."""
    assert [f for f in findings("服务说明\n第一条 总则\n" + text, parties) if f.value and f.value.name] == []


def sides(text: str) -> list[Any]:
    """Give the parties of a text."""
    return [finding.value for finding in findings(text + END, parties)]
