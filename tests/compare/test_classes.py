"""What a change is about, whether it matters, by how much a value moved."""

import pytest

from pipeline.compare.classes import judge
from pipeline.compare.redline import redline
from pipeline.compare.tokens import Tokenizer

TOKENIZER = Tokenizer(("甲方", "乙方", "保密信息"))

JUDGED = [
    ("付款100万元。", "付款120万元。", "amount", True, "+200000 CNY (+20%)"),
    ("付款人民币100,000元。", "付款人民币壹拾万元整。", "amount", False, "="),
    ("付款100万元。", "付款100万美元。", "amount", True, None),
    ("按5%计。", "按3%计。", "rate", True, "-2 points"),
    ("按百分之五计。", "按5%计。", "rate", False, "="),
    ("每日千分之一。", "每日万分之五。", "rate", True, "-0.05 points"),
    ("至2025年3月31日止。", "至2026年3月31日止。", "date", True, "+365 days"),
    ("至2025年3月31日止。", "至二〇二五年三月三十一日止。", "date", False, "="),
    ("应在30日内答复。", "应在15日内答复。", "duration", True, "-15 days"),
    ("应在30日内答复。", "应在三十日内答复。", "duration", False, "="),
    ("应在10日内答复。", "应在10个工作日内答复。", "duration", True, "10 days → 10 working days"),
    ("期限一年。", "期限两年。", "duration", True, "+12 months"),
    ("由甲方承担。", "由乙方承担。", "party", True, None),
    ("由甲方承担。", "由双方承担。", "party", True, None),
    ("向甲方所在地人民法院起诉。", "向乙方所在地人民法院起诉。", "forum", True, None),
    ("提交澜州仲裁委员会仲裁。", "提交沂宁仲裁委员会仲裁。", "forum", True, None),
    ("由法院管辖。", "由仲裁委员会仲裁。", "forum", True, None),
    ("乙方应提前告知。", "乙方可提前告知。", "modality", True, "duty → right"),
    ("乙方不得转让。", "乙方可以转让。", "modality", True, "ban → right"),
    ("甲方承担责任。", "甲方不承担责任。", "modality", True, "none → not"),
    ("按第五条处理。", "按第八条处理。", "reference", True, None),
    ("金额在一万以上的。", "金额在一万以下的。", "wording", True, None),
    ("甲方及乙方的员工", "甲方或乙方的员工", "wording", True, None),
    ("一式三份。", "一式四份。", "wording", True, None),
    ("传送给甲方。", "传送予甲方。", "wording", False, None),
    ("包括但不限于图纸。", "包含但不限于图纸。", "wording", False, None),
    ("先扣款，再结算", "先扣款；再结算", "wording", False, None),
    ("对应的费用。", "相应的费用。", "wording", False, None),
    ("提供运维服务。", "提供开发服务。", "wording", True, None),
    ("提供服务。", "提供服务及甲方要求的其他全部配合工作。", "wording", True, None),
    ("“保密信息”是指甲方资料。", "“保密信息”是指甲方全部资料。", "definition", True, None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "kind", "material", "delta"), JUDGED, ids=[f"{a}→{b}" for a, b, *_ in JUDGED])
def test_judgement(old: str, new: str, kind: str, material: bool, delta: str | None) -> None:
    """Class, weight and distance of the one change."""
    (found,), _ = redline(old, new, TOKENIZER)
    judged = judge(found, old, new)

    assert (judged.kind.value, judged.material, judged.delta) == (kind, material, delta)
