"""What agrees is not flagged: sums, numbers, names, institutions, kinds of agreement, seals."""

import pytest

from extractors.fields import FIELDS
from pipeline.clauses import build
from pipeline.extraction import Plan, extract
from pipeline.model.document import Block, Document, Kind, Parsed, Run, TextSource
from pipeline.model.mark import Mark, MarkKind
from tests.builders import document

CHECKED = {
    "amounts_differ", "numbers_differ", "open_bracket", "party_named_differently", "end_before_start", "short_term",
    "arbitration_institution", "foreign_kind", "seal_of_another", "several_values",
}  # fmt: skip


def flags(read: Document) -> list[str]:
    """Give the flags of contradictions of a document."""
    review = extract(read, Plan(FIELDS), strict=True).review
    return [finding.value.flag for finding in review if finding.value and finding.value.flag in CHECKED]


@pytest.mark.parametrize(
    "sentence",
    [
        "合同总价为人民币100,000.00元（大写：壹拾万元整）。",
        "合同总价为人民币壹拾万元整（小写：¥100,000.00）。",
        "服务费共计100（壹佰）万元。",
        "服务费为人民币30万元（大写：叁拾万元整）。",
        "租金每月人民币叁仟伍佰元整（¥3,500.00元）。",
        "押金为人民币12,345.67元（大写：壹万贰仟叁佰肆拾伍元陆角柒分）。",
        "金额为USD5,000（大写：伍仟美元）。",
        "价款为RMB100,000元（人民币壹拾万元整）。",
        "租金每年叁拾万元（300000元）。",
        "甲方应当在三十（30）日内付款。",
        "质保期为24（贰拾肆）个月。",
        "本合同一式肆（4）份。",
        "第三（3）方不得使用。",
        "（大写）人民币壹拾万元整（小写）¥100000元。",
        "合同价款（大写：伍万元整，含税）由甲方支付。",
        "自2023年3月1日起至2024年2月29日止。",
        "上述期间自2023年12月31日至2024年1月1日。",
    ],
)
def test_what_agrees_is_not_flagged(sentence: str) -> None:
    """Figures and words, numbers, brackets, days that agree."""
    assert flags(document(f"服务合同\n第一条 {sentence}\n")) == []


@pytest.mark.parametrize(
    "forum",
    [
        "北京仲裁委员会", "中国国际经济贸易仲裁委员会", "上海国际仲裁中心", "深圳国际仲裁院", "香港国际仲裁中心", "劳动争议仲裁委员会",
    ],
)  # fmt: skip
def test_named_institution_is_not_flagged(forum: str) -> None:
    """An institution that can be told is one."""
    assert flags(document(f"服务合同\n第一条 因本合同发生的争议，提交{forum}仲裁。\n")) == []


@pytest.mark.parametrize("forum", ["有管辖权的仲裁委员会", "当地仲裁机构"])
def test_institution_that_cannot_be_told(forum: str) -> None:
    """A clause that names none is flagged."""
    assert flags(document(f"服务合同\n第一条 因本合同发生的争议，提交{forum}仲裁。\n")) == ["arbitration_institution"]


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("设备采购合同", "本采购合同自签订之日起生效。"),
        ("设备买卖合同", "本采购合同自签订之日起生效。"),
        ("房屋租赁合同", "承租方应当按时支付租金。"),
        ("设备采购合同", "甲方与第三方签订的租赁合同不受影响。"),
        ("软件服务合同", "本销售合同自签订之日起生效。"),
        ("建设工程施工合同", "承包人应当按图施工，发包人提供场地。"),
    ],
)
def test_words_of_the_own_kind_are_not_foreign(title: str, sentence: str) -> None:
    """Synonyms, agreements of others, and kinds that cannot be told apart."""
    assert flags(document(f"{title}\n第一条 {sentence}\n")) == []


def sealed(words: str) -> Document:
    """Make an agreement of two companies under a seal."""
    body = ("服务合同", "甲方：云岫科技有限公司", "乙方：澜山信息技术有限公司", "第一条 甲方委托乙方提供服务。")
    blocks = [Block(Kind.PARAGRAPH, (Run(line),)) for line in body]
    blocks.append(Block(Kind.FURNITURE, (Run(words, mark=Mark(MarkKind.SEAL, note="红色印章")),)))
    return build(Parsed("application/pdf", TextSource.OCR, tuple(blocks)), "x")


@pytest.mark.parametrize(
    "words",
    ["云岫科技有限公司 合同专用章", "云□科技有限公司 合同专用章", "[红色印章]", "合同专用章", "澜山信启技术有限公司"],
)
def test_seal_of_a_party_is_not_flagged(words: str) -> None:
    """Nor is one with a character misread, or without a name."""
    assert flags(sealed(words)) == []


def test_seal_of_somebody_else() -> None:
    """A company that is no party has sealed."""
    assert flags(sealed("北辰物流集团有限公司 合同专用章")) == ["seal_of_another"]


@pytest.mark.parametrize("signed", ["云岫科技有限公司", "云岫科技有限公司（章）", "云岫科技 有限公司"])
def test_name_signed_as_at_the_head(signed: str) -> None:
    """The same name in another setting is the same."""
    text = f"服务合同\n甲方：云岫科技有限公司\n乙方：澜山信息技术有限公司\n第一条 甲方委托乙方。\n（以下无正文）\n甲方（盖章）：{signed}\n乙方（盖章）：\n"

    assert flags(document(text)) == []


@pytest.mark.parametrize(
    ("head", "raised"),
    [
        ("服务合同\n甲方：云岫科技有限公司\n", True),
        ("服务合同\n甲方：云岫科技有限公司\n乙方：澜山信息技术有限公司\n", False),
        ("服务合同\n甲方：云岫科技有限公司\n乙方：____________\n", False),
        ("承诺函\n承诺人：云岫科技有限公司\n", False),
    ],
)
def test_agreement_of_one_party_is_flagged(head: str, raised: bool) -> None:
    """An agreement has two sides; a promise has one."""
    review = extract(document(f"{head}第一条 服务内容由双方另行商定。\n"), Plan(FIELDS), strict=True).review

    assert ("one_party" in [finding.value.flag for finding in review if finding.value]) is raised
