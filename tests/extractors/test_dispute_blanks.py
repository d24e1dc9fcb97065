"""A clause about disputes that was never filled in is blank, not missing."""

import pytest

from extractors.dispute_resolution import DisputeResolution, dispute_resolution
from extractors.review import review
from tests.extractors.helpers import findings, first

TALKS = DisputeResolution(True)


@pytest.mark.parametrize(
    ("clause", "known"),
    [
        ("争议：____________。", None),
        ("争议解决方式：________", None),
        ("8.1 争议的解决：________。", None),
        ("纠纷处理方式为____。", None),
        ("合同争议解决方式：【    】", None),
        ("管辖法院：________", None),
        ("仲裁机构：{{arbitration}}", None),
        ("因本合同发生争议的，采取________方式解决。", None),
        ("协商不成的，____________。", TALKS),
        ("双方应友好协商，协商不成的，向________起诉。", TALKS),
        ("双方应友好协商；因本合同产生的纠纷，由____管辖。", None),
    ],
)
def test_left_open(clause: str, known: DisputeResolution | None) -> None:
    """A gap behind the label, or in the sentence, where the way was to be written; talks before it are known."""
    text = f"服务合同\n第八条 争议解决\n{clause}\n第九条 其他\n双方另行约定。"
    flagged = [found.value.zh for found in findings(text, review) if found.value.flag == "left_blank"]

    assert first(text, dispute_resolution) == ("blank", known)
    assert flagged == ["应填未填：争议解决"]


@pytest.mark.parametrize(
    "clause",
    [
        "双方应友好协商，协商不成的，向甲方住所地人民法院起诉。联系人：______",
        "8.1 争议解决方式：协商不成的，提交澜港仲裁委员会仲裁。\n8.2 争议解决联系人：______",
        "□提交澜港仲裁委员会仲裁\n☑向甲方所在地人民法院起诉\n其他方式：______",
        "协商不成的，向甲方住所地人民法院起诉，诉讼费由____承担。",
    ],
)
def test_filled_in(clause: str) -> None:
    """A gap for something else does not make a clause blank that says the way."""
    found = findings(f"服务合同\n第八条 争议解决\n{clause}\n第九条 其他\n双方另行约定。", dispute_resolution)

    assert [each.state.value for each in found] == ["stated"]


@pytest.mark.parametrize(
    "clause",
    [
        "争议解决：",
        "争议期间，费用由____承担。",
        "发生争议时，由____负责协调。",
        "双方协商解决。联系电话：________",
        "8.1 价款：____元。",
    ],
)
def test_no_gap_for_the_way(clause: str) -> None:
    """Clauses without a gap for the way to end disputes say nothing of it."""
    assert findings(f"服务合同\n第八条 其他\n{clause}\n第九条 附则\n双方另行约定。", dispute_resolution) == ()
