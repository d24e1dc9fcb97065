"""How disputes end, as different drafters write it: lease, loan, labour, works, equity transfer, guarantee."""

import pytest

from extractors.dispute_resolution import dispute_resolution
from tests.extractors.helpers import findings

FORUMS = [
    ("litigation", "与本协议有关的一切争议，由债权人住所地人民法院管辖。", "债权人住所地人民法院", "债权人住所地"),
    ("litigation", "本合约如有争议，双方同意由甲方所在地法院管辖。", "甲方所在地法院", "甲方所在地"),
    ("litigation", "贵公司与我司的争议，应提交我司注册地有管辖权的人民法院诉讼解决。", "我司注册地有管辖权的人民法院", "我司注册地"),
    ("litigation", "本合同的争议可向合同签订地（澜州市滨江区）人民法院起诉。", "合同签订地（澜州市滨江区）人民法院", "合同签订地"),
    ("litigation", "任何争议应提交至北辰市海滨区人民法院管辖，各方放弃管辖异议。", "北辰市海滨区人民法院", None),
    ("litigation", "发生争议，协商不成的，依法向_北辰市海滨区_人民法院起诉。", "北辰市海滨区人民法院", None),  # a filled gap
    ("arbitration", "争议应提交中国国际经济贸易仲裁委员会仲裁。", "中国国际经济贸易仲裁委员会", None),
    ("arbitration", "协商不成时，约定向【栖川】仲裁委员会申请仲裁。", "栖川仲裁委员会", None),
    ("arbitration", "争议提交栖川仲裁委员会或者北辰国际仲裁中心仲裁解决。", "栖川仲裁委员会或者北辰国际仲裁中心", None),
    ("arbitration", "争议应提交深圳国际仲裁院（华南国际经济贸易仲裁委员会）仲裁。", "深圳国际仲裁院（华南国际经济贸易仲裁委员会）", None),
    # a court after an award is what the statute says, no second way
    ("arbitration", "发生争议，可以向劳动争议仲裁委员会申请仲裁；对仲裁裁决不服的，可以向人民法院起诉。", "劳动争议仲裁委员会", None),
    ("litigation", "发生争议，双方协商不成的，可依法提起诉讼。", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("method", "sentence", "forum", "basis"), FORUMS)
def test_forum_as_printed(method: str, sentence: str, forum: str | None, basis: str | None) -> None:
    """The forum keeps its printed form; what connects it is told apart."""
    (finding,) = findings(f"第九条 {sentence}", dispute_resolution)

    assert finding.state == "stated"
    assert (finding.value.method, finding.value.forum, finding.value.forum_basis) == (method, forum, basis)


@pytest.mark.parametrize(
    "sentence",
    [
        "协商不成的，双方均有权向____人民法院提起诉讼。",
        "协商不成的，双方均有权向【 】市【 】区人民法院提起诉讼。",
        "协商不成的，双方均有权向XX人民法院提起诉讼。",
        "协商不成的，双方均有权向{{court}}人民法院提起诉讼。",
        "协商不成的，应向    所在地有管辖权的人民法院起诉。",
    ],
)
def test_name_of_the_court_left_open(sentence: str) -> None:
    """A court without a name is blank; that it is a court is known."""
    (finding,) = findings(f"第九条 发生争议，{sentence}", dispute_resolution)

    assert (finding.state, finding.value.method, finding.value.forum) == ("blank", "litigation", None)


CHOICES = [
    "按下列第 二 种方式解决：\n（一）提交栖川仲裁委员会仲裁；\n（二）向甲方住所地人民法院起诉。",
    "选择以下方式：\n（√）1、向甲方住所地人民法院起诉；\n（ ）2、提交栖川仲裁委员会仲裁。",
    "协商不成时：□ 提交栖川仲裁委员会仲裁 ■ 向甲方住所地人民法院起诉。",
    "协商不成时，[ ] 提交栖川仲裁委员会仲裁 [x] 向甲方住所地人民法院起诉。",
    "采用第①种方式：①向甲方住所地人民法院起诉；②申请栖川仲裁委员会仲裁。",
    "双方选择下列第（1）项：\n（1）向甲方住所地人民法院起诉。\n（2）向____仲裁委员会申请仲裁。",
    "双方选择以下 B 项：A、提交栖川仲裁委员会仲裁 B、向甲方住所地人民法院起诉",
    "按下列方式解决：\n1、提交栖川仲裁委员会仲裁（ ）\n2、向甲方住所地人民法院起诉（√）",  # ticks behind
    "按以下两种方式中的第_2_种解决：\n1.提交栖川仲裁委员会仲裁；\n2.向甲方住所地人民法院起诉。",
]


@pytest.mark.parametrize("options", CHOICES)
def test_option_chosen_by_number_or_tick(options: str) -> None:
    """Numbers, letters and ticks choose, in lines of their own or within a sentence."""
    (finding,) = findings(f"第十条 发生争议的，双方协商不成的，{options}", dispute_resolution)

    assert (finding.state, finding.value.forum) == ("stated", "甲方住所地人民法院")
    assert len(finding.value.rejected_options) == 1
    assert "仲裁委员会" in finding.value.rejected_options[0]
    assert "人民法院" not in finding.value.rejected_options[0]


@pytest.mark.parametrize(
    "options",
    [
        "按下列第    种方式解决：\n（一）提交         仲裁委员会仲裁；\n（二）依法向          人民法院起诉。",
        "选择以下方式：□提交栖川仲裁委员会仲裁；□向甲方住所地人民法院起诉。",
        "按第【 】种方式解决：A、提交栖川仲裁委员会仲裁；B、向甲方住所地人民法院起诉。",
    ],
)
def test_no_choice_made(options: str) -> None:
    """Options without a choice: blank, undecided, each option listed."""
    (finding,) = findings(f"第十条 发生争议的，双方协商不成的，{options}", dispute_resolution)

    assert (finding.state, finding.value.method, finding.value.forum) == ("blank", "undecided", None)
    assert len(finding.value.rejected_options) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "协商不成的，任何一方均可申请仲裁或向甲方所在地人民法院起诉。",
        "按下列方法之一解决：\n① 由栖川仲裁委员会仲裁。\n② 向甲方住所地人民法院起诉。",
    ],
)
def test_either_way_is_undecided(sentence: str) -> None:
    """或裁或审 agrees on neither."""
    (finding,) = findings(f"第十条 发生争议的，{sentence}", dispute_resolution)

    assert (finding.state, finding.value.method) == ("stated", "undecided")


@pytest.mark.parametrize(
    ("sentence", "seat"),
    [
        ("提交栖川仲裁委员会，按照其规则在栖川进行仲裁。", "栖川"),
        ("提交栖川仲裁委员会仲裁，仲裁地为北辰，语言为中文。", "北辰"),
        ("提交新加坡国际仲裁中心，依其规则于新加坡仲裁。", "新加坡"),
        ("提交栖川仲裁委员会仲裁。", None),
    ],
)
def test_seat(sentence: str, seat: str | None) -> None:
    """The seat is only what the text says, never the institution's place."""
    assert findings(f"第十条 任何争议应{sentence}", dispute_resolution)[0].value.seat == seat


@pytest.mark.parametrize(
    "sentence",
    [
        "接收方因法院、仲裁机构或政府机关要求披露的除外。",
        "因乙方原因导致甲方被第三方向人民法院起诉的，乙方应赔偿。",
        "承包人与其工人发生劳动争议的，应依法通过劳动仲裁解决，发包人不承担责任。",
        "如甲方要求，乙方应放弃向法院或仲裁机构主张权利。",
    ],
)
def test_courts_and_tribunals_in_passing(sentence: str) -> None:
    """Duties to disclose, claims of third parties and waivers agree on no forum."""
    assert findings(f"第五条 {sentence}", dispute_resolution) == ()


def test_main_text_goes_before_the_annex() -> None:
    """A forum in an annex counts only when the main text is silent."""
    main = "第九条 争议解决\n因本合同发生的争议，由甲方住所地人民法院管辖。"
    annex = "附件一 保密协议\n第一条 争议解决\n因本附件发生的争议，提交栖川仲裁委员会仲裁。"

    assert findings(f"采购合同\n{main}\n{annex}", dispute_resolution)[0].value.forum == "甲方住所地人民法院"
