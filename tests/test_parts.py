"""Several agreements in one file, copies, annexes with agreements of their own."""

from extractors.fields import FIELDS
from extractors.title import title
from pipeline.extraction import Plan, extract
from tests.builders import document


def agreement(name: str, buyer: str, first: str = "一") -> str:
    """Write an agreement with its signatures."""
    return f"""{name}
甲方：{buyer}
乙方：澜山信息技术有限公司
第{first}条 乙方向甲方提供服务，服务费为人民币10,000元。
第二条 本合同自2024年3月1日起至2025年2月28日止。
第三条 争议由甲方所在地人民法院管辖。
（以下无正文）
甲方（盖章）：
乙方（盖章）：
日期：2024年3月1日
"""


FIRST = agreement("服务合同", "云岫科技有限公司")


def flags(text: str) -> list[tuple[str, str]]:
    """Give the flags of a text that speak of further agreements."""
    review = extract(document(text), Plan(FIELDS), strict=True).review
    return [(f.value.flag, f.value.zh) for f in review if f.value and f.value.flag in ("further_agreement", "copy")]


def test_second_agreement_is_no_part_of_the_first() -> None:
    """Fields read the first; the second has its own parts."""
    found = document(FIRST + agreement("保密协议", "云岫科技有限公司"))

    assert [found.text[span.start :].split("\n")[0] for span in found.further] == ["保密协议"]
    assert found.body.end == found.further[0].start
    assert [name for _, name in found.parts] == ["正文", "签署页", "另一份《保密协议》", "另一份《保密协议》签署页"]


def test_second_agreement_is_flagged_with_its_title() -> None:
    """What is not extracted is said."""
    assert flags(FIRST + agreement("保密协议", "云岫科技有限公司")) == [
        ("further_agreement", "文件中另有一份协议，未提取：保密协议")
    ]


def test_copy_is_told_from_another_agreement() -> None:
    """The same text twice is two originals of one agreement."""
    assert flags(FIRST * 2) == [("copy", "文件中另有一份相同的文本：服务合同")]


def test_three_agreements() -> None:
    """Each begins where its title stands."""
    text = FIRST + agreement("保密协议", "甲") + agreement("补充协议", "乙")

    assert len(document(text).further) == 2


def test_agreement_under_the_heading_of_an_annex_is_the_annex() -> None:
    """附件一 with parties and signatures of its own belongs to the agreement."""
    assert document(FIRST + "附件一：\n" + agreement("廉洁协议", "云岫科技有限公司")).further == ()


def test_title_named_in_the_text_begins_nothing() -> None:
    """A line that only names an agreement has no parties below."""
    text = FIRST.replace("第三条", "服务合同\n第三条")

    assert document(text).further == ()


def test_list_of_documents_begins_nothing() -> None:
    """Titles in a row are a list."""
    assert document(FIRST + "保密协议\n补充协议\n采购合同\n").further == ()


def test_fields_of_the_first_agreement_are_its_own() -> None:
    """The title of the second is no alternative."""
    fields = extract(document(FIRST + agreement("保密协议", "另一公司")), Plan(FIELDS), strict=True).fields

    assert [finding.value for finding in fields[title.field]] == ["服务合同"]


def test_blank_to_fill_in_is_no_signature_page() -> None:
    """（以下空白） below a clause that others follow ends nothing; at the foot it does."""
    text = FIRST.replace("第二条", "第二条 特别约定\n________（以下空白）\n第三条").replace(
        "第三条 争议", "第四条 争议"
    )

    assert [name for _, name in document(text).parts] == ["正文", "签署页"]
    assert [clause.number for clause in document(text).clauses.roots] == ["第一条", "第二条", "第三条", "第四条"]


def test_signatures_below_clauses_without_number() -> None:
    """The signature page is found where no clause is numbered."""
    text = """仓储合同
存货人：云岫科技有限公司
保管人：澜山仓储有限公司
仓储物
日用百货，数量以入库单为准，由存货人送至仓库。
费用
每托盘每日三元，按月结算，逢十日支付给保管人。
保密
双方对知悉的商业秘密负有保密义务，期限三年。
存货人（盖章）：
日期：2024年3月1日
保管人（盖章）：
日期：2024年3月1日
"""

    assert [name for _, name in document(text).parts] == ["正文", "签署页"]
