"""Versions compared clause by clause."""

import pytest

from pipeline.model.diff import NoiseClass, Verdict
from tests.compare.helpers import compared, faults, said

OLD = """云岭服务合作协议
甲方：云岭软件有限公司
乙方：澜舟信息有限公司
第一条 合作内容
1.1 甲方委托乙方提供运维服务，具体以订单为准。
1.2 乙方应按照附件一的标准提供服务。
第二条 合作期限
2.1 本协议有效期自2024年4月1日起至2025年3月31日止。
2.2 任何一方可提前30日书面通知对方解除本协议。
第三条 费用与支付
3.1 服务费总额为人民币100万元，甲方应于收到发票后15日内支付。
3.2 逾期付款的，甲方应按第3.1条约定的金额每日万分之五支付违约金。
第四条 争议解决
4.1 因本协议产生的争议，提交甲方所在地人民法院诉讼解决。
"""


def edited(*changes: tuple[str, str]) -> str:
    """Give the old text with words exchanged; each must be there once."""
    text = OLD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


INSERTED = edited(
    ("第二条 合作期限\n2.1", "第二条 保密\n2.1 双方对在合作中知悉的对方商业秘密负有保密义务。\n第三条 合作期限\n3.1"),
    ("2.2 任何", "3.2 任何"), ("第三条 费用", "第四条 费用"), ("3.1 服务费", "4.1 服务费"), ("3.2 逾期", "4.2 逾期"), ("按第3.1条", "按第4.1条"),
    ("第四条 争议", "第五条 争议"), ("4.1 因", "5.1 因"),
)  # fmt: skip

CASES = [
    ("date", edited(("2025年3月31日", "2026年3月31日")), [("modified", "date", "2025年3月31日", "2026年3月31日")]),
    ("amount", edited(("100万元", "120万元")), [("modified", "amount", "人民币100万元", "人民币120万元")]),
    ("rate", edited(("万分之五", "千分之一")), [("modified", "rate", "万分之五", "千分之一")]),
    ("notice", edited(("提前30日", "提前60日")), [("modified", "duration", "30日", "60日")]),
    ("modality", edited(("可提前", "应提前")), [("modified", "modality", "可", "应")]),
    ("venue", edited(("甲方所在地", "乙方所在地")), [("modified", "forum", "甲方", "乙方")]),
    ("court to arbitration", edited(("提交甲方所在地人民法院诉讼解决", "提交澜州仲裁委员会仲裁解决")), [("modified", "forum", "甲方所在地人民法院诉讼", "澜州仲裁委员会仲裁")]),
    ("clause deleted", edited(("1.2 乙方应按照附件一的标准提供服务。\n", "")), [("deleted", "wording", "1.2 乙方应按照附件一的标准提供服务。", "")]),
    ("article inserted", INSERTED, [("added", "wording", "", "第二条 保密\n2.1 双方对在合作中知悉的对方商业秘密负有保密义务。")]),
]  # fmt: skip


@pytest.mark.parametrize(("new", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_changes(new: str, expected: list[tuple[str, str, str, str]]) -> None:
    """One change is listed, of the right class, with the right words."""
    assert [said(change) for change in compared(OLD, new).changes] == expected


@pytest.mark.parametrize("new", [row[1] for row in CASES], ids=[row[0] for row in CASES])
def test_links_and_edits_make_both_texts(new: str) -> None:
    """Every unit is in one link, and outside the edits linked texts are equal to the letter."""
    assert faults(compared(OLD, new)) == []


@pytest.mark.parametrize("new", [row[1] for row in CASES], ids=[row[0] for row in CASES])
def test_comparison_mirrors(new: str) -> None:
    """compare(b, a) lists what compare(a, b) lists, sides exchanged."""
    turned = {"added": "deleted", "deleted": "added"}
    forth = [said(change) for change in compared(OLD, new).changes]
    back = [said(change) for change in compared(new, OLD).changes]

    assert sorted((turned.get(t, t), k, b, a) for t, k, a, b in forth) == sorted(back)


def test_same_text_has_no_changes() -> None:
    """Nothing is listed, not even as noise."""
    diff = compared(OLD, OLD)

    assert (diff.changes, diff.noise, diff.renumbered, diff.references) == ((), (), (), ())


def test_inserted_article_renumbers() -> None:
    """The numbers behind it are a map."""
    renumbered = {(entry.old, entry.new) for entry in compared(OLD, INSERTED).renumbered}

    assert {("第二条", "第三条"), ("3.2", "4.2"), ("4.1", "5.1")} <= renumbered


def test_reference_follows_renumbering() -> None:
    """A reference that names the clause by its new number is no change."""
    found = [(entry.old, entry.new, entry.verdict) for entry in compared(OLD, INSERTED).references]

    assert found == [("第3.1条", "第4.1条", Verdict.FOLLOWS)]


def test_reference_left_behind_is_retargeted() -> None:
    """A reference that keeps its number names another clause after an insertion."""
    found = [entry.verdict for entry in compared(OLD, INSERTED.replace("按第4.1条", "按第3.1条")).references]

    assert found == [Verdict.RETARGETED]


def test_reference_to_a_deleted_clause_is_broken() -> None:
    """The clause it named is gone."""
    gone = edited(("3.1 服务费总额为人民币100万元，甲方应于收到发票后15日内支付。\n", ""))
    found = [entry.verdict for entry in compared(OLD, gone).references]

    assert found == [Verdict.BROKEN]


def test_moved_article_is_one_change() -> None:
    """Its clauses go with it."""
    block = "第四条 争议解决\n4.1 因本协议产生的争议，提交甲方所在地人民法院诉讼解决。\n"
    moved = edited((block, "")).replace("第一条", block + "第一条")
    changes = compared(OLD, moved).changes

    assert [(change.type.value, change.new.text.strip() if change.new else "") for change in changes] == [
        ("moved", block.strip())
    ]


def test_split_clause() -> None:
    """A clause that became two is a split, no deletion and no addition."""
    new = edited(("以订单为准。\n1.2", "以订单为准。\n1.2 乙方应建立服务台账。\n1.3"))
    old = edited(("以订单为准。", "以订单为准。乙方应建立服务台账。"))

    assert [change.type.value for change in compared(old, new).changes] == ["split"]


def test_wrapped_line_is_layout() -> None:
    """Lines cut elsewhere say nothing."""
    diff = compared(OLD, edited(("具体以订单", "具体\n以订单")))

    assert (diff.changes, {entry.kind for entry in diff.noise}) == ((), {NoiseClass.LAYOUT})


def test_width_is_counted() -> None:
    """Each mark of another width is one entry."""
    diff = compared(OLD, OLD.replace("，", ","))

    assert (diff.changes, [entry.kind for entry in diff.noise]) == ((), [NoiseClass.WIDTH] * OLD.count("，"))
