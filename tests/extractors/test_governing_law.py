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
]


@pytest.mark.parametrize(("sentence", "law"), CHOSEN)
def test_law_chosen(sentence: str, law: str) -> None:
    """The law is given as printed, without what is excluded from it."""
    assert first(f"第八条 {sentence}", governing_law) == ("stated", law)


NOT_CHOSEN = [
    "乙方保证其行为不违反中华人民共和国法律、法规。",
    "根据中华人民共和国法律及相关规定，甲乙双方就设备采购达成如下协议：",
    "乙方为根据中国法律成立并有效存续的公司，签署本协议不违反适用法律。",
    "本协议未尽事宜，按照中华人民共和国法律执行。",
    "本协议适用国家有关法律法规。",
    "乙方应以不违反中国法律的方式提供服务。",
    "本劳动合同适用《中华人民共和国劳动合同法》。",
]


@pytest.mark.parametrize("sentence", NOT_CHOSEN)
def test_law_mentioned_but_not_chosen(sentence: str) -> None:
    """Promises to obey, preambles, laws of existence and gap fillers choose no law."""
    assert findings(f"第八条 {sentence}", governing_law) == ()


@pytest.mark.parametrize("sentence", ["适用法律：____", "本协议适用____法律。", "本合同的解释适用【 】法律。"])
def test_law_left_open(sentence: str) -> None:
    """A form without the name of a law is blank, not silent."""
    assert first(f"第八条 {sentence}", governing_law) == ("blank", None)
