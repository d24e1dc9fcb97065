"""Parties, title, number, version, review flags."""

import pytest

from extractors.contract_number import contract_number
from extractors.parties import Party, parties
from extractors.review import review
from extractors.title import title
from extractors.version import version
from tests.extractors.helpers import findings, first

END = "\n第一条 标的\n甲方向乙方提供服务。\n第二条 其他\n无。\n"


def sides(text: str) -> list[Party]:
    """Give the parties of a text."""
    return [finding.value for finding in findings(text + END, parties)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲方：云岫数据有限公司（以下简称“云岫”）\n乙方：砚池信息有限公司", [("甲方", "云岫数据有限公司"), ("乙方", "砚池信息有限公司")]),
        ("甲 方：云岫（中国）有限公司\n乙 方：砚池信息有限公司", [("甲方", "云岫（中国）有限公司"), ("乙方", "砚池信息有限公司")]),
        ("需方（甲方）：云岫数据有限公司\n供方（乙方）：砚池信息有限公司", [("甲方", "云岫数据有限公司"), ("乙方", "砚池信息有限公司")]),
        ("出租人：岸芷物业有限公司\n承租人：张三", [("出租人", "岸芷物业有限公司"), ("承租人", "张三")]),
        ("甲方：云岫数据有限公司        乙方：砚池信息有限公司", [("甲方", "云岫数据有限公司"), ("乙方", "砚池信息有限公司")]),
        ("甲方（买方）\n名称：云岫数据有限公司\n乙方（卖方）\n名称：砚池信息有限公司", [("甲方", "云岫数据有限公司"), ("乙方", "砚池信息有限公司")]),
        ("本协议由云岫数据有限公司（以下简称“甲方”）与砚池信息有限公司（以下简称“乙方”）订立。", [("甲方", "云岫数据有限公司"), ("乙方", "砚池信息有限公司")]),
        ("（1）云岫数据有限公司，一家依法设立的公司，住所为一路1号（“甲方”）；和\n（2）砚池信息有限公司（“乙方”）。", [("甲方", "云岫数据有限公司"), ("乙方", "砚池信息有限公司")]),
        ("甲方：\n云岫数据有限公司（以下简称“云岫”）\n乙方：\n砚池信息有限公司", [("甲方", "云岫数据有限公司"), ("乙方", "砚池信息有限公司")]),
        ("出借人：甲石公司\n借款人：乙石公司\n保证人：丙石公司", [("出借人", "甲石公司"), ("借款人", "乙石公司"), ("保证人", "丙石公司")]),
    ],
)  # fmt: skip
def test_roles_and_names(text: str, expected: list[tuple[str, str]]) -> None:
    """Every form of a party block gives roles and names in order."""
    assert [(party.role, party.name) for party in sides(text)] == expected


def test_attributes_belong_to_the_party_above() -> None:
    """What stands below a role line is printed about that party."""
    text = "甲方：云岫数据有限公司\n地址：澜州市望潮路8号\n联系人：商务部\n电话：010-55500101\n邮箱：a@yunxiu.example\n法定代表人：某甲\n统一社会信用代码：91330106MA00000117\n乙方：砚池信息有限公司\n地址：北辰市同文街6号"
    one, two = sides(text)

    assert (one.address, one.contact, one.phone, one.email) == (
        "澜州市望潮路8号",
        "商务部",
        "010-55500101",
        "a@yunxiu.example",
    )
    assert (one.legal_representative, one.credit_code, two.address) == ("某甲", "91330106MA00000117", "北辰市同文街6号")


def test_mailbox_named_in_a_later_clause() -> None:
    """A mailbox that a clause designates for a party is that party's."""
    text = "甲方：云岫数据有限公司（简称“云岫”）\n乙方：砚池信息有限公司\n第一条 通知\n云岫指定邮箱为：legal@yunxiu.example；乙方指定邮箱以申请时填写的为准。"

    assert [party.email for party in sides(text)] == ["legal@yunxiu.example", None]


def test_two_columns_of_a_table() -> None:
    """In a table with two parties side by side each cell belongs to the party of its column."""
    text = "甲方：云岫数据有限公司\t乙方：砚池信息有限公司\n地址：澜州市望潮路8号\t地址：北辰市同文街6号"

    assert [party.address for party in sides(text)] == ["澜州市望潮路8号", "北辰市同文街6号"]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("甲方：云岫数据有限公司（下称“云岫”）", ("云岫",)),
        ("甲方：云岫数据有限公司（简称“云岫”或“岫”）", ("云岫", "岫")),
        ("甲方：云岫数据有限公司（“平台”）", ("平台",)),
        ("甲方：云岫（中国）有限公司", ()),
    ],
)
def test_short_names(text: str, short: tuple[str, ...]) -> None:
    """Short names in brackets are split off; brackets of the name itself stay."""
    assert sides(text + "\n乙方：砚池信息有限公司")[0].short_names == short


@pytest.mark.parametrize("name", ["____________", "{{buyerName}}", "【 】", "", "        ，一家依法设立的公司"])
def test_name_left_open(name: str) -> None:
    """A role without a name is blank, with the role known."""
    finding = findings(f"甲方：{name}\n乙方：砚池信息有限公司" + END, parties)[0]

    assert (finding.state, finding.value.role, finding.value.name) == ("blank", "甲方", None)


def test_counterparty_that_is_only_addressed() -> None:
    """An agreement that speaks to 贵公司 has a second party without a name."""
    text = "服务条款\n云岫数据有限公司（简称“云岫”）向贵公司提供服务。贵公司应当遵守本条款。云岫将通知贵公司。"
    one, two = findings(text, parties)

    assert (one.value.role, one.value.name) == ("云岫", "云岫数据有限公司")
    assert (two.value.role, two.value.name) == ("贵公司", None)


def test_rules_without_parties() -> None:
    """A set of rules names nobody."""
    assert findings("合作伙伴管理规范\n第一条 本规范适用于全体合作伙伴。\n第二条 违规的，终止合作。", parties) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("采 购 合 同\n甲方：云岫", "采购合同"),
        ("合同编号：A-2023-1\n云服务合作协议（FY22）\n甲方：云岫", "云服务合作协议（FY22）"),
        ("云岫科技云计算产品\n合作框架协议\n甲方：云岫", "云岫科技云计算产品合作框架协议"),
        ("销售合同 Sales Contract\n甲方：云岫", "销售合同"),
        ("# 房屋租赁合同\n\n**甲方**：云岫", "房屋租赁合同"),
    ],
)
def test_title(text: str, expected: str) -> None:
    """The title without layout blanks, without its English twin."""
    assert first(text, title) == ("stated", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("合同编号：ABC-2023-001\n采购合同", ("stated", "ABC-2023-001")),
        ("采购合同\n编号：（2023）临借字第018号", ("stated", "（2023）临借字第018号")),
        ("YX20230315172410\n采购合同", ("stated", "YX20230315172410")),
        ("采购合同\n合同编号：____________", ("blank", None)),
        ("采购合同\n合同编号：{{contractNo}}", ("blank", None)),
        ("采购合同\n统一社会信用代码：91330106MA00000117", None),
    ],
)
def test_contract_number(text: str, expected: tuple[str, str | None] | None) -> None:
    """The number with its label or alone on the first line; credit codes are none."""
    assert first(text, contract_number) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("合作协议（FY22）", "FY22"), ("服务协议V2.1", "V2.1"), ("合作协议\n版本号：2.3", "2.3"), ("采购合同", None)],
)
def test_version(text: str, expected: str | None) -> None:
    """The version from the title or from its line."""
    got = first(text, version)

    assert (got[1] if got else None) == expected


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("甲方：云岫数据有限公司\n统一社会信用代码：91330106MA00000118\n乙方：砚池公司" + END, "credit_code_checksum"),
        ("甲方：____\n乙方：砚池公司" + END, "left_blank"),
        ("第九条 争议可提交北辰仲裁委员会仲裁，也可向甲方所在地人民法院起诉。", "court_or_arbitration"),
        ("第九条 因本合同发生的争议，由合同签订地人民法院管辖。", "venue_place_unknown"),
        ("签订日期：2023年5月1日\n第二条 合同期限自2022年1月1日起至2022年12月31日止。", "expiry_before_signing"),
        ("第二条 服务期限为12个月，自系统上线之日起计算。", "start_unknown"),
        ("第六条 甲方的赔偿责任不超过人民币10万元。", "one_sided_cap"),
    ],
)
def test_flag(text: str, flag: str) -> None:
    """Each doubt is raised with evidence."""
    raised = {finding.value.flag: finding for finding in findings(text, review)}

    assert flag in raised
    assert raised[flag].evidence


def test_place_of_signing_that_is_stated_raises_no_flag() -> None:
    """A venue that hangs on the place of signing is certain where the place is printed."""
    text = "签订地点：澜州市\n第九条 因本合同发生的争议，由合同签订地人民法院管辖。"

    assert "venue_place_unknown" not in {finding.value.flag for finding in findings(text, review)}
