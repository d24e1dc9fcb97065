"""Venue as drafters of many trades write it: courts, institutions, choices made, left open, and what is no venue."""

import time
from typing import Any

import pytest

from extractors.dispute_resolution import DisputeResolution, dispute_resolution
from extractors.review import review
from tests.extractors.helpers import findings, first

LEAD = "第九条 争议解决\n因本合同引起的争议，双方应友好协商解决；"

COURTS = [
    ("协商不成的，任何一方可向原告住所地人民法院起诉。", "原告住所地人民法院", "原告住所地"),
    ("协商不成的，应向被告住所地有管辖权的人民法院提起诉讼。", "被告住所地有管辖权的人民法院", "被告住所地"),
    ("协商不成的，由甲方所在地人民法院管辖。", "甲方所在地人民法院", "甲方所在地"),
    ("协商不成时，提交乙方住所地人民法院诉讼解决。", "乙方住所地人民法院", "乙方住所地"),
    ("协商不成的，由守约方所在地人民法院管辖。", "守约方所在地人民法院", "守约方所在地"),
    ("协商不成的，提交起诉方所在地有管辖权的人民法院裁决。", "起诉方所在地有管辖权的人民法院", "起诉方所在地"),
    ("协商未果的，由合同签订地有管辖权的人民法院管辖。", "合同签订地有管辖权的人民法院", "合同签订地"),
    ("协商不成，向合同履行地人民法院提起诉讼。", "合同履行地人民法院", "合同履行地"),
    ("协商不成的，由项目所在地人民法院管辖。", "项目所在地人民法院", "项目所在地"),
    ("协商不成的，向工程所在地有管辖权的人民法院起诉。", "工程所在地有管辖权的人民法院", "工程所在地"),
    ("协商不成的，任一方有权向标的物所在地人民法院提起诉讼。", "标的物所在地人民法院", "标的物所在地"),
    ("协商不成的，提交租赁物所在地人民法院处理。", "租赁物所在地人民法院", "租赁物所在地"),
    ("协商不成的，依法向不动产所在地人民法院提起诉讼。", "不动产所在地人民法院", "不动产所在地"),
    ("协商不成的，依法向租赁房屋所在地人民法院起诉。", "租赁房屋所在地人民法院", "租赁房屋所在地"),
    ("协商不成的，向贷款人住所地有管辖权的人民法院起诉。", "贷款人住所地有管辖权的人民法院", "贷款人住所地"),
    ("协商不成的，由出租人所在地法院管辖。", "出租人所在地法院", "出租人所在地"),
    ("协商不成的，任何一方可向北京市海淀区人民法院提起诉讼。", "北京市海淀区人民法院", None),
    ("协商不成的，应提交深圳前海合作区人民法院诉讼解决。", "深圳前海合作区人民法院", None),
    ("协商不成的，由杭州互联网法院管辖。", "杭州互联网法院", None),
    ("协商不成的，双方同意由上海金融法院管辖。", "上海金融法院", None),
    ("协商不成的，提交广州知识产权法院管辖。", "广州知识产权法院", None),
    ("协商不成的，提交宁波海事法院管辖。", "宁波海事法院", None),
    ("协商不成的，应向北京市第三中级人民法院提起诉讼。", "北京市第三中级人民法院", None),
    ("协商不成的，向位于上海市浦东新区的有管辖权的人民法院提起诉讼。", "上海市浦东新区的有管辖权的人民法院", None),
    ("协商不成的，任何一方均有权向有管辖权的人民法院提起诉讼。", "有管辖权的人民法院", None),
    ("协商不成的，双方一致同意将争议提交甲方住所地（北京市朝阳区）有管辖权的人民法院诉讼解决。", "甲方住所地（北京市朝阳区）有管辖权的人民法院", "甲方住所地"),
    ("协商不成的，均应向甲方注册地有管辖权的人民法院起诉，由败诉方承担诉讼费、律师费。", "甲方注册地有管辖权的人民法院", "甲方注册地"),
    ("协商不成的，任何一方可依法向人民法院起诉。", "人民法院", None),
    ("管辖法院为贷款人住所地人民法院。", "贷款人住所地人民法院", "贷款人住所地"),
    ("本合同争议的管辖法院为甲方所在地有管辖权的人民法院。", "甲方所在地有管辖权的人民法院", "甲方所在地"),
    ("诉讼管辖地：杭州市西湖区人民法院", "杭州市西湖区人民法院", None),
    ("双方不可撤销地接受香港法院的专属管辖。", "香港法院", None),
    ("协商不成的，由被告住所地或合同履行地人民法院管辖。", "被告住所地或合同履行地人民法院", "被告住所地或合同履行地"),
    ("协商不成的，由被告住所地、合同签订地、标的物所在地中任一人民法院管辖。", "被告住所地、合同签订地、标的物所在地中任一人民法院", "被告住所地、合同签订地、标的物所在地中任一"),
    ("协商不成的，向签约地北京市东城区人民法院提起诉讼。", "北京市东城区人民法院", "签约地"),
    ("协商不成的，应向甲方（即霁州明川公司）所在地人民法院起诉。", "甲方（即霁州明川公司）所在地人民法院", "甲方(即霁州明川公司)所在地"),
    ("协商不成的，均有权向出借人或借款人所在地人民法院起诉。", "出借人或借款人所在地人民法院", "出借人或借款人所在地"),
    ("协商不成的，由平台所在地——霁州市滨江区人民法院管辖。", "霁州市滨江区人民法院", "平台所在地"),
    ("任何一方均可向房屋坐落地人民法院起诉。", "房屋坐落地人民法院", "房屋坐落地"),
    ("北京市朝阳区人民法院对因本协议引起的争议具有管辖权。", "北京市朝阳区人民法院", None),
    ("如因本合同引起诉讼，由甲方住所地法院为管辖法院。", "甲方住所地法院", "甲方住所地"),
    ("由此引起的诉讼由被告所在地法院受理。", "被告所在地法院", "被告所在地"),
    ("协商不成，任何一方都可以到甲方所在地法院打官司。", "甲方所在地法院", "甲方所在地"),
    ("协商不成的，依法向被告住所地或运输目的地人民法院起诉。", "被告住所地或运输目的地人民法院", "被告住所地或运输目的地"),
    ("协商不成的，向昆明市中级人民法院起诉，诉讼费用由败诉方承担。", "昆明市中级人民法院", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "forum", "basis"), COURTS)
def test_court_by_description_or_name(sentence: str, forum: str, basis: str | None) -> None:
    """A court is taken as printed, with what connects it."""
    assert_venue(LEAD + sentence, "stated", "litigation", forum, basis=basis)


INSTITUTIONS = [
    ("协商不成的，应提交中国国际经济贸易仲裁委员会，按照申请仲裁时该会现行有效的仲裁规则在北京进行仲裁。", "中国国际经济贸易仲裁委员会", "北京"),
    ("协商不成的，提交中国国际经济贸易仲裁委员会上海分会仲裁，仲裁地点在上海。", "中国国际经济贸易仲裁委员会上海分会", "上海"),
    ("协商不成的，提交中国国际经济贸易仲裁委员会华南分会，在深圳进行仲裁。", "中国国际经济贸易仲裁委员会华南分会", "深圳"),
    ("协商不成的，提交中国国际经济贸易仲裁委员会（CIETAC）仲裁，仲裁地为北京，仲裁语言为中文。", "中国国际经济贸易仲裁委员会（CIETAC）", "北京"),
    ("协商不成的，任何一方均可向北京仲裁委员会（北京国际仲裁中心）申请仲裁。", "北京仲裁委员会（北京国际仲裁中心）", None),
    ("协商不成的，提交北京仲裁委员会/北京国际仲裁中心按其规则仲裁。", "北京仲裁委员会/北京国际仲裁中心", None),
    ("协商不成的，提交上海国际经济贸易仲裁委员会（上海国际仲裁中心）进行仲裁。", "上海国际经济贸易仲裁委员会（上海国际仲裁中心）", None),
    ("协商不成的，提交深圳国际仲裁院仲裁，仲裁裁决是终局的，对双方均有约束力。", "深圳国际仲裁院", None),
    ("协商不成的，应提交广州仲裁委员会，按该会仲裁规则在广州进行仲裁，裁决为终局裁决。", "广州仲裁委员会", "广州"),
    ("协商不成的，均提请武汉仲裁委员会按照该会仲裁规则进行仲裁。仲裁裁决是终局的，对双方均有约束力。", "武汉仲裁委员会", None),
    ("协商不成的，提交中国海事仲裁委员会根据其仲裁规则在上海仲裁。", "中国海事仲裁委员会", "上海"),
    ("协商不成的，提交香港国际仲裁中心管理的仲裁，仲裁地为香港，仲裁语言为英文。", "香港国际仲裁中心", "香港"),
    ("协商不成的，由新加坡国际仲裁中心按照其仲裁规则在新加坡仲裁解决。", "新加坡国际仲裁中心", "新加坡"),
    ("协商不成的，提交国际商会国际仲裁院依据国际商会仲裁规则仲裁，仲裁地在巴黎。", "国际商会国际仲裁院", "巴黎"),
    ("协商不成的，提交甲方所在地仲裁委员会仲裁。", "甲方所在地仲裁委员会", None),
    ("协商不成的，提交合同签订地仲裁机构仲裁。", "合同签订地仲裁机构", None),
    ("协商不成的，提交仲裁委员会仲裁。", "仲裁委员会", None),
    ("协商不成的，提请仲裁机构仲裁，仲裁裁决是终局的。", "仲裁机构", None),
    ("协商不成的，由有关仲裁机构裁决。", "有关仲裁机构", None),
    ("协商不成的，提交双方认可的仲裁机构仲裁。", "双方认可的仲裁机构", None),
    ("协商不成的，提交贸仲委仲裁。", "贸仲委", None),
    ("协商不成的，应提交CIETAC按其规则在北京仲裁。", "CIETAC", "北京"),
    ("协商不成的，提交上海国仲（SHIAC）仲裁。", "上海国仲（SHIAC）", None),
    ("协商不成的，提交设在新加坡的新加坡国际仲裁中心。", "新加坡国际仲裁中心", None),
    ("协商不成的，由伦敦国际仲裁院（LCIA）在伦敦按其规则仲裁解决。", "伦敦国际仲裁院（LCIA）", "伦敦"),
    ("协商不成的，提交仲裁。仲裁应由中国国际经济贸易仲裁委员会进行。仲裁在北京进行。", "中国国际经济贸易仲裁委员会", "北京"),
    ("任何争议最终应通过香港国际仲裁中心的仲裁解决。", "香港国际仲裁中心", None),
    ("协商不成的，按照《联合国国际贸易法委员会仲裁规则》在新加坡仲裁解决。", None, None),
    ("仲裁机构：北辰仲裁委员会；仲裁地：北辰；仲裁语言：中文。", "北辰仲裁委员会", "北辰"),
    ("（1）协商；（2）调解；（3）仲裁：北辰仲裁委员会。", "北辰仲裁委员会", None),
    ("协商不成的，提交北辰仲裁委员会仲裁，在仲裁期间，双方继续履行合同。", "北辰仲裁委员会", None),
    ("协商不成的，提交北辰仲裁委员会仲裁，对仲裁结果不服的，可向甲方所在地人民法院起诉。", "北辰仲裁委员会", None),
    ("协商不成的，按国际商会仲裁规则由依该规则指定的仲裁员终局解决。仲裁地点为苏黎世。", None, None),
    ("协商不成的，提交北辰仲裁委员会仲裁。在仲裁期间，任何一方可以向有管辖权的法院申请临时措施。", "北辰仲裁委员会", None),
    ("协商不成的，提交北辰仲裁委员会仲裁。任何一方可向有管辖权的法院申请强制执行裁决。", "北辰仲裁委员会", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "forum", "seat"), INSTITUTIONS)
def test_institution_and_seat(sentence: str, forum: str | None, seat: str | None) -> None:
    """An institution is taken as printed, misnamed or not; a seat only where one is printed."""
    assert_venue(LEAD + sentence, "stated", "arbitration", forum, seat=seat)


@pytest.mark.parametrize(
    "forum", ["仲裁委员会", "仲裁机构", "仲裁委", "双方认可的仲裁机构", "当地仲裁机构", "有关仲裁机构"]
)
def test_institution_that_cannot_be_told_is_flagged(forum: str) -> None:
    """仲裁法 art. 16 and 18: an agreement without an institution that can be told is void."""
    flags = findings(LEAD + f"协商不成的，提交{forum}仲裁。", review)

    assert "review.arbitration_institution" in {flag.rule for flag in flags}


COURT = "向甲方所在地人民法院起诉"
PANEL = "提交北辰仲裁委员会仲裁"
CHOSEN = [
    f"按下列第_2_种方式解决：\n1、{PANEL}；\n2、{COURT}。",
    f"按下列第 贰 种方式解决：\n1、{PANEL}；\n2、{COURT}。",
    f"按以下第（二）种方式解决：\n（一）{PANEL}；\n（二）{COURT}。",
    f"采取以下第②种方式解决：①{PANEL}；②{COURT}。",
    f"双方选择【B】方式：\nA、{PANEL}；\nB、{COURT}。",
    f"按下列第【2】项约定处理：\n（1）{PANEL}；\n（2）{COURT}。",
    f"按下列方式解决：\n□ {PANEL}；\n☑ {COURT}。",
    f"按下列方式解决：\n□ {PANEL}；\n■ {COURT}。",
    f"按下列方式解决：\n□ {PANEL}；\n√ {COURT}。",
    f"按下列方式解决：\n[ ] {PANEL}；\n[√] {COURT}。",
    f"按下列方式解决：\n（ ）1. {PANEL}；\n（√）2. {COURT}。",
    f"采取下列第____2____种方式解决：\n（1）{PANEL}；\n（2）{COURT}。",
    f"按下列方式解决（在□中打√）：\n□ {PANEL}；\n☑ {COURT}。",
    f"解决方式选择：□仲裁 ☑诉讼\n（1）仲裁：{PANEL}；\n（2）诉讼：{COURT}。",
    f"选择以下第【二】种争议解决方式：\n【一】{PANEL}；\n【二】{COURT}。",
    f"由 B 解决。A.{PANEL} B.{COURT}",
    "按第（二）种方式解决：（一）北辰仲裁委员会仲裁；（二）甲方所在地人民法院诉讼。",
    "双方约定采用 B 方式解决。A 仲裁，仲裁机构为北辰仲裁委员会；B 诉讼，由甲方所在地人民法院管辖。",
    "争议解决方式选择：\t□仲裁：提交北辰仲裁委员会\n\t☑诉讼：向甲方所在地人民法院起诉",
]


def test_options_in_lines_without_a_clause() -> None:
    """Lines of options belong to the line that offers them, in paragraphs and in tables."""
    options = f"双方因履行本合同发生争议，协商不成的，按以下选择的方式解决：\n( √ ){COURT}；\n(   )提交________仲裁委员会仲裁。"
    table = "争议解决\t□仲裁：提交____仲裁委员会\n\t☑诉讼：向甲方所在地人民法院起诉"
    for text in (options, table):
        value = assert_venue(text, "stated", "litigation", "甲方所在地人民法院")
        assert len(value.rejected_options) == 1


def test_chosen_way_without_a_name() -> None:
    """An option such as 2、提起诉讼 can be the chosen one; the institution of the other is not the forum."""
    value = assert_venue(
        LEAD + f"按下列第（2）种方式解决：\n（1）{PANEL}；\n（2）依法提起诉讼。", "stated", "litigation", None
    )

    assert value.rejected_options == ("（1）提交北辰仲裁委员会仲裁",)


@pytest.mark.parametrize("options", CHOSEN)
def test_choice_made(options: str) -> None:
    """However the choice is marked, the chosen way counts and the other is kept as rejected."""
    value = assert_venue(LEAD + "协商不成的，" + options, "stated", "litigation", "甲方所在地人民法院")

    assert [("北辰仲裁委员会" in words) for words in value.rejected_options] == [True]


LEFT_OPEN = [
    f"按下列第____种方式解决：\n1、{PANEL}；\n2、{COURT}。",
    f"按下列第（ ）种方式解决：\n1、{PANEL}；\n2、{COURT}。",
    f"按下列第【  】种方式解决：\n（1）{PANEL}；\n（2）{COURT}。",
    f"双方同意选择以下第 / 种方式解决：\n（1）{PANEL}；\n（2）{COURT}。",
    f"按下列方式解决：\n□{PANEL}；\n□{COURT}。",
    f"按下列方式解决：\n□ 1. {PANEL}；\n□ 2. {COURT}。",
    f"按照以下方式之一解决（请勾选）：\n[ ] {PANEL}；\n[ ] {COURT}。",
    "按下列第    种方式解决：\n（1）提交      仲裁委员会仲裁；\n（2）依法向      人民法院起诉。",
    f"选择下列一种方式解决：\n（1）{PANEL}；\n（2）{COURT}。",
    f"采取下列第XX种方式解决：（1）{PANEL}；（2）{COURT}。",
    f"按下列方式解决：□{PANEL} □{COURT}。",
    f"按下列方式解决（在□中打√）：\n□ {PANEL}；\n□ {COURT}。",
    "双方选择下列第______种方式解决：\nA 向_______仲裁委员会提起仲裁。\nB 向_______人民法院提起诉讼。",
    f"按下列第{{{{option}}}}种方式解决：\n（1）{PANEL}；\n（2）{COURT}。",
    f"按下列第（1/2）种方式解决：\n（1）{PANEL}；\n（2）{COURT}。",
    f"按下列第【A或B】种方式解决：\nA.{PANEL}；\nB.{COURT}。",
    f"按下列第（3）种方式解决：\n（1）{PANEL}；\n（2）{COURT}。",
]


@pytest.mark.parametrize("options", LEFT_OPEN)
def test_choice_not_made(options: str) -> None:
    """A choice that was due and not made is blank; the printed ways are kept as rejected options."""
    value = assert_venue(LEAD + "协商不成的，" + options, "blank", "undecided", None)

    assert len(value.rejected_options) == 2


@pytest.mark.parametrize(
    ("sentence", "method"),
    [
        ("协商不成的，提交____仲裁委员会仲裁。", "arbitration"),
        ("协商不成的，向________人民法院提起诉讼。", "litigation"),
        ("协商不成的，由【】人民法院管辖。", "litigation"),
        ("协商不成的，提交XX仲裁委员会仲裁。", "arbitration"),
        ("协商不成的，提交{{arbitration_body}}仲裁委员会仲裁。", "arbitration"),
    ],
)
def test_forum_left_open(sentence: str, method: str) -> None:
    """The kind is agreed, the name was never filled in: blank without a forum."""
    assert_venue(LEAD + sentence, "blank", method, None)


@pytest.mark.parametrize(
    "sentence",
    [
        f"协商不成的，可{PANEL}，也可{COURT}。",
        f"协商不成的，任何一方可{PANEL}或{COURT}。",
        "协商不成的，任何一方可向北辰仲裁委员会申请仲裁或者向有管辖权的人民法院提起诉讼。",
        "协商不成的，双方可申请仲裁或向人民法院起诉。",
        "协商不成的，由甲方所在地仲裁机构或人民法院裁决。",
        "协商不成的，可以依法申请仲裁或者提起诉讼。",
        "协商不成的，可向主管部门申请调解，或依法申请仲裁、提起诉讼。",
        "协商不成的，可向甲方所在地人民法院起诉或申请仲裁。",
        "协商不成的，提交乙方所在地仲裁委员会仲裁或甲方所在地人民法院诉讼。",
    ],
)
def test_both_ways_side_by_side(sentence: str) -> None:
    """或裁或审 decides nothing, whatever its wording."""
    found = only(LEAD + sentence)

    assert (found.value.method, found.rule) == ("undecided", "dispute_resolution.court_or_arbitration")


LABOUR = [
    "第九条 双方发生劳动争议，先行协商，协商不成可申请劳动仲裁，对仲裁不服的可诉至法院。",
    "第九条 劳动争议处理\n因履行本合同发生争议的，可以依法申请调解、仲裁、提起诉讼。",
    "第九条 甲乙双方因履行本合同发生劳动争议，可以协商解决；协商不成的，可向劳动争议仲裁委员会申请仲裁；对仲裁裁决不服的，可以向人民法院提起诉讼。",
    "第九条 因履行本劳动合同发生争议的，应当先向用人单位所在地劳动争议仲裁委员会申请仲裁，对裁决不服的，再向人民法院起诉。",
    "第九条 发生劳动争议，当事人可以向劳动人事争议仲裁委员会申请仲裁。对仲裁裁决不服的，可以自收到裁决书之日起十五日内向人民法院提起诉讼。",
]


@pytest.mark.parametrize("sentence", LABOUR)
def test_labour_disputes_go_to_arbitration_first(sentence: str) -> None:
    """A court for whoever does not accept the award is no second choice."""
    found = only(sentence)

    assert (found.state, found.value.method) == ("stated", "arbitration")
    assert found.value.forum is None or found.value.forum.endswith("仲裁委员会")


@pytest.mark.parametrize(
    ("sentence", "first_talks", "period"),
    [
        ("因本合同发生的争议，双方应在30日内协商解决，协商不成的，向甲方所在地人民法院起诉。", True, "P30D"),
        ("发生争议的，自一方发出书面协商通知之日起六十日内未能解决的，提交北辰仲裁委员会仲裁。", True, "P60D"),
        ("凡因本合同引起的任何争议，均提交北辰仲裁委员会仲裁。", False, None),
        ("发生争议的，先提请北辰调解中心调解；调解不成的，提交北辰仲裁委员会仲裁。", True, None),
        ("因本合同引起的争议，任何一方均可直接向甲方所在地人民法院起诉。", False, None),
    ],
)
def test_talks_first(sentence: str, first_talks: bool, period: str | None) -> None:
    """Talks or mediation before, with the time allowed for them."""
    value = only("第九条 " + sentence).value

    assert (value.negotiation_first, value.negotiation_period) == (first_talks, period)


ENGLISH = [
    ("Any dispute arising out of or in connection with this Agreement shall be submitted to the China International Economic and Trade Arbitration Commission (CIETAC) for arbitration in Beijing.", "arbitration", "China International Economic and Trade Arbitration Commission (CIETAC)", "Beijing"),
    ("Any dispute shall be referred to and finally resolved by arbitration administered by the Hong Kong International Arbitration Centre. The seat of arbitration shall be Hong Kong.", "arbitration", "Hong Kong International Arbitration Centre", "Hong Kong"),
    ("Any dispute shall be finally resolved by arbitration in Singapore administered by the Singapore International Arbitration Centre.", "arbitration", "Singapore International Arbitration Centre", "Singapore"),
    ("The parties submit to the exclusive jurisdiction of the courts of Hong Kong in respect of any dispute.", "litigation", "courts of Hong Kong", None),
    ("Any dispute shall be subject to the non-exclusive jurisdiction of the courts of England and Wales.", "litigation", "courts of England and Wales", None),
    ("If the dispute cannot be settled, either party may bring a lawsuit before the people's court where Party A is located.", "litigation", "people's court where Party A is located", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "method", "forum", "seat"), ENGLISH)
def test_english_sentences(sentence: str, method: str, forum: str, seat: str | None) -> None:
    """English agreements name court and institution in their own words."""
    assert_venue("9. Dispute Resolution\n" + sentence, "stated", method, forum, seat=seat)


def test_english_twin_adds_nothing() -> None:
    """Of a bilingual clause the Chinese sentence is read; the translation is no second venue."""
    text = (
        LEAD
        + "协商不成的，提交北京仲裁委员会仲裁。\nAny dispute shall be submitted to the Beijing Arbitration Commission for arbitration."
    )

    assert_venue(text, "stated", "arbitration", "北京仲裁委员会")


@pytest.mark.parametrize(
    "text",
    [
        "因本協議產生的爭議，雙方應友好協商；協商不成的，提交香港國際仲裁中心仲裁。",
    ],
)
def test_traditional_characters(text: str) -> None:
    """Traditional characters are read as well."""
    assert len(findings("第九條 " + text, dispute_resolution)) == 1


@pytest.mark.parametrize("text", ["向【】", "由*", "向甲方所在地", "由甲方或", "同意甲"])
def test_hostile_text_takes_no_time(text: str) -> None:
    """Gaps and names that could be cut in many ways do not hold up the reading."""
    start = time.perf_counter()
    findings("第九条 争议解决\n" + text * 4000, dispute_resolution)

    assert time.perf_counter() - start < 10


NO_VENUE = [
    "乙方保证其不存在任何未决诉讼、仲裁或行政处罚。",
    "如法院裁定本合同的部分条款无效，其余条款继续有效。",
    "乙方应承担甲方因此支出的诉讼费、仲裁费、律师费、公证费。",
    "未经人民法院判决，任何一方不得查封对方财产。",
    "接收方依法院或仲裁机构的命令披露保密信息的，应提前通知披露方。",
    "标的股权不存在被人民法院冻结、查封的情形。",
    "第三方就知识产权向甲方提起诉讼的，乙方应负责应诉。",
    "不可抗力包括政府行为、法院命令、战争等。",
    "甲方名称发生变更的，应在10日内通知乙方。",
    "被人民法院列为失信被执行人的，甲方有权解除合同。",
    "通知送达地址同时适用于诉讼、仲裁及执行程序中法律文书的送达。",
    "争议解决期间，双方应继续履行本合同不涉争议的部分。",
    "The Company is not a party to any litigation or arbitration.",
    "乙方逾期不付的，甲方有权向人民法院起诉，由此产生的诉讼费、律师费由乙方承担。",
    "本合同经公证后具有强制执行效力，债权人可直接向有管辖权的人民法院申请强制执行。",
    "乙方应赔偿甲方因此向人民法院起诉而支出的律师费。",
]


@pytest.mark.parametrize(
    ("sentence", "forum"),
    [
        ("借款人不履行本合同义务的，由贷款人住所地人民法院管辖。", "贷款人住所地人民法院"),
        ("守约方有权向守约方所在地法院提起诉讼，由此产生的律师费由违约方承担。", "守约方所在地法院"),
    ],
)
def test_venue_without_the_word_dispute(sentence: str, forum: str) -> None:
    """A court with a place is a venue, even where nobody speaks of a dispute and costs are told beside it."""
    assert_venue("第九条 " + sentence, "stated", "litigation", forum)


@pytest.mark.parametrize("sentence", NO_VENUE)
def test_no_venue(sentence: str) -> None:
    """Courts and arbitration in warranties, costs, disclosure, service and enforcement are no venue."""
    assert first("第九条 " + sentence, dispute_resolution) is None


def only(text: str) -> Any:
    """Give the one finding of a text."""
    (found,) = findings(text, dispute_resolution)
    return found


def assert_venue(
    text: str, state: str, method: str, forum: str | None, basis: str | None = None, seat: str | None = None
) -> DisputeResolution:
    """Check the one finding of a text and give its value."""
    found = only(text)
    value = found.value
    assert (found.state, value.method, value.forum) == (state, method, forum)
    if state == "stated":
        assert basis is None or value.forum_basis == basis
        assert value.seat == seat
    assert isinstance(value, DisputeResolution)
    return value
