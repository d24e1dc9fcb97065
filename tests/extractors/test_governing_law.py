"""The law an agreement is under, as different drafters write it."""

import pytest

from extractors.governing_law import governing_law
from tests.extractors.helpers import findings, first

CHOSEN = [
    ("本协议适用中华人民共和国法律（为本协议之目的，不包括香港、澳门及台湾地区法律）。", "中华人民共和国法律"),
    ("本合同的订立、效力及履行均适用中国法律，不包括港澳台地区法律。", "中国法律"),
    ("法律适用：本合同适用中华人民共和国现行有效的法律、法规。", "中华人民共和国现行有效的法律、法规"),
    ("本合约受香港法律管辖并据其解释。", "香港法律"),
    ("本担保函受英国法律管辖并依其解释。", "英国法律"),
    ("本协议之准据法为中华人民共和国法律。", "中华人民共和国法律"),
    ("本协议以新加坡法律为准据法。", "新加坡法律"),
    ("本协议适用美国特拉华州法律。", "美国特拉华州法律"),
    ("本合同适用的法律为中华人民共和国法律。", "中华人民共和国法律"),
    ("本合同适用【中华人民共和国】法律。", "中华人民共和国法律"),  # a filled bracket is not part of the name
    ("适用法律\n中华人民共和国法律。", "中华人民共和国法律"),  # under its heading, without a verb
    ("适用法律、争议解决\n1．中华人民共和国法律。\n2．向甲方所在地人民法院起诉。", "中华人民共和国法律"),
    ("本协议适用中华人民共和国（为本协议之目的，不含香港、澳门及台湾地区）的法律。", "中华人民共和国法律"),
    ("本协议适用中国（不含港澳台地区）法律。", "中国法律"),
    ("法律适用\n本协议及其附件的签订、解释、履行适用中国法律。", "中国法律"),  # once, not with the words before it
    ("本协议受英格兰法管辖。", "英格兰法"),
    ("本合同适用德国法。", "德国法"),
    ("本合同受瑞士实体法管辖，排除冲突法规则。", "瑞士实体法"),
    ("本协议受美国纽约州法律管辖，不考虑其法律冲突原则。", "美国纽约州法律"),
    ("本特许经营合同适用澳门特别行政区法律。", "澳门特别行政区法律"),
    ("本合同适用卖方所在国法律。", "卖方所在国法律"),
    ("本合同由中国法律管辖，并据其解释。", "中国法律"),
    ("本协议的效力、履行和争议解决由中国法律规范。", "中国法律"),
    ("双方同意以中华人民共和国法律作为本合同的准据法。", "中华人民共和国法律"),
    ("对本合同的解释以及发生争议时均以中国法律为准。", "中国法律"),
    ("因本协议而产生的争议，均应依照中华人民共和国法律予以解决。", "中华人民共和国法律"),
    ("本合同受中华人民共和国有关法律的保护和管辖。", "中华人民共和国有关法律"),
    ("本合同适用中国法律，但不适用《联合国国际货物销售合同公约》。", "中国法律"),
    ("本备忘录适用中国法律。", "中国法律"),
    ("本合同受中华人民共和国法律（不包括其冲突法规则）管辖。", "中华人民共和国法律"),
    ("适用于本合同的法律为中华人民共和国法律、行政法规。", "中华人民共和国法律、行政法规"),
    ("适用法律：☑中华人民共和国法律 □香港特别行政区法律", "中华人民共和国法律"),
    ("本合約以中華人民共和國法律為準據法。", "中華人民共和國法律"),
    ("本协议受香港法律管轄。", "香港法律"),
    ("English law governs this Agreement.", "English law"),
    ("This Agreement shall be governed by the laws of the State of New York.", "laws of the State of New York"),
]


@pytest.mark.parametrize(("sentence", "law"), CHOSEN)
def test_law_chosen(sentence: str, law: str) -> None:
    """The law is given as printed, without what is excluded from it."""
    (found,) = findings(f"第八条 {sentence}", governing_law)

    assert (found.state, found.value) == ("stated", law)


NOT_CHOSEN = [
    "乙方保证其行为不违反中华人民共和国法律、法规。",
    "根据中华人民共和国法律及相关规定，甲乙双方就设备采购达成如下协议：",
    "乙方为根据中国法律成立并有效存续的公司，签署本协议不违反适用法律。",
    "本协议未尽事宜，按照中华人民共和国法律执行。",
    "本协议适用国家有关法律法规。",
    "乙方应以不违反中国法律的方式提供服务。",
    "本劳动合同适用《中华人民共和国劳动合同法》。",
    "根据《中华人民共和国民法典》及其他有关法律，遵循自愿、公平的原则，双方订立本合同。",
    "本合同按照《中华人民共和国民法典》及相关法律执行。",
    "本合同适用《联合国国际货物销售合同公约》。",
    "本合同受中国法律的保护。",
    "如本协议与中国法律冲突，以中国法律为准。",
    "双方应遵守中华人民共和国法律，并按约定解释费用构成。",
    "买卖双方的权利义务适用中国法律及国际惯例。",
    "若发生争议，双方应根据中国法律友好协商解决。",
    "出质登记手续适用质押物所在地法律。",
    "乙方应遵守一切适用的法律：包括中国法律、东道国法律。",
    "“适用法律”：指中国法律、法规、规章。",
    "本合同的税费由中国法律规定的纳税人承担。",
    "乙方员工应遵守所在国法律，委派到美国的人员应遵守美国法律。",
    "甲方根据美国法律的要求，可要求乙方提供资料。",
    "Party B is a company incorporated under the laws of Singapore.",
]


@pytest.mark.parametrize("sentence", NOT_CHOSEN)
def test_law_mentioned_but_not_chosen(sentence: str) -> None:
    """Promises to obey, preambles, laws of existence and gap fillers choose no law."""
    assert findings(f"第八条 {sentence}", governing_law) == ()


@pytest.mark.parametrize(
    "sentence", ["适用法律：____", "本协议适用____法律。", "本合同的解释适用【 】法律。", "准据法为________法。"]
)
def test_law_left_open(sentence: str) -> None:
    """A form without the name of a law is blank, not silent."""
    assert first(f"第八条 {sentence}", governing_law) == ("blank", None)
