"""What a redline marks inside a clause: whole dates, amounts, names; nothing beside them."""

import pytest

from pipeline.compare.redline import redline
from pipeline.compare.tokens import Tokenizer
from pipeline.model.diff import NoiseClass

TOKENIZER = Tokenizer(("甲方", "乙方", "云屿数据科技（澜州）有限公司", "云屿数字科技（澜州）有限公司", "保密信息"))

EDITS = [
    ("date", "期限至2025年3月31日止。", "期限至2026年3月31日止。", [("2025年3月31日", "2026年3月31日")]),
    ("date in other blanks", "期限至2025 年 3 月 31 日止。", "期限至2025年4月1日止。", [("2025 年 3 月 31 日", "2025年4月1日")]),
    ("capital date", "至二〇二五年三月三十一日。", "至二〇二六年三月三十一日。", [("二〇二五年三月三十一日", "二〇二六年三月三十一日")]),
    ("amount", "支付人民币100万元。", "支付人民币120万元。", [("人民币100万元", "人民币120万元")]),
    ("amount in words", "计壹拾万元整。", "计壹拾贰万元整。", [("壹拾万元整", "壹拾贰万元整")]),
    ("rate", "按合同总额的5%支付。", "按合同总额的10%支付。", [("5%", "10%")]),
    ("per thousand", "每日千分之一。", "每日千分之三。", [("千分之一", "千分之三")]),
    ("duration", "应在十五日内答复。", "应在三十日内答复。", [("十五日", "三十日")]),
    ("working days", "应在10日内答复。", "应在10个工作日内答复。", [("10日", "10个工作日")]),
    ("party name", "由云屿数据科技（澜州）有限公司承担。", "由云屿数字科技（澜州）有限公司承担。", [("云屿数据科技（澜州）有限公司", "云屿数字科技（澜州）有限公司")]),
    ("role", "由甲方承担。", "由乙方承担。", [("甲方", "乙方")]),
    ("role and modal verb", "甲方应承担。", "乙方可承担。", [("甲方", "乙方"), ("应", "可")]),
    ("duty to right", "乙方应提前通知。", "乙方可提前通知。", [("应", "可")]),
    ("ban lifted", "乙方不得转让。", "乙方可以转让。", [("不得", "可以")]),
    ("negation", "甲方承担责任。", "甲方不承担责任。", [("", "不")]),
    ("reference", "按第五条处理。", "按第六条处理。", [("第五条", "第六条")]),
    ("inserted sentence", "乙方应保密。乙方应赔偿。", "乙方应保密。乙方应返还资料。乙方应赔偿。", [("", "乙方应返还资料。")]),
    ("deleted phrase", "甲方应及时、足额付款。", "甲方应及时付款。", [("、足额", "")]),
    ("two of one kind", "传送给甲方审批；未有传送给甲方的", "传送予甲方审批；未有传送予甲方的", [("给", "予"), ("给", "予")]),
    ("doubled stop", "提供服务。", "提供服务。。", [("", "。")]),
    ("code", "合同编号：YY-2024-017", "合同编号：YY-2025-003", [("YY-2024-017", "YY-2025-003")]),
    ("fiscal year", "合作协议（FY24）", "合作协议（FY25）", [("FY24", "FY25")]),
    ("blank filled", "于【    】前交付。", "于【2025年5月1日】前交付。", [("【    】", "【2025年5月1日】")]),
    ("names of a foreign place", "迁至2 Elm Street, Suite 175", "迁至149 Oak Street, Suite 175", [("2 Elm", "149 Oak")]),
    ("address", "地址：2 Elm Street, Suite 175", "地址：149 Oak Street, Suite 175", [("2 Elm Street, Suite 175", "149 Oak Street, Suite 175")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_redline(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    """Each replacement is a whole thing."""
    found, _ = redline(old, new, TOKENIZER)

    assert [(old[slice(*r.old)], new[slice(*r.new)]) for r in found] == expected


@pytest.mark.parametrize(("old", "new"), [row[1:3] for row in EDITS], ids=[row[0] for row in EDITS])
def test_redline_mirrors(old: str, new: str) -> None:
    """The other way round the same ranges change places."""
    forth, back = redline(old, new, TOKENIZER)[0], redline(new, old, TOKENIZER)[0]

    assert [(r.old, r.new) for r in forth] == [(r.new, r.old) for r in back]


NOISE = [
    ("width", "甲方，乙方", "甲方,乙方", [("，", ",", NoiseClass.WIDTH)]),
    ("blank", "于2025年", "于 2025 年", [("", " ", NoiseClass.SPACING), ("", " ", NoiseClass.SPACING)]),
    ("quotes", "“服务”", '"服务"', [("“", '"', NoiseClass.PUNCTUATION), ("”", '"', NoiseClass.PUNCTUATION)]),
    ("fill-in line", "于____前", "于______前", [("", "__", NoiseClass.PUNCTUATION)]),
    ("thousands", "100,000元", "100000元", [(",", "", NoiseClass.PUNCTUATION)]),
]


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in NOISE], ids=[row[0] for row in NOISE])
def test_noise(old: str, new: str, expected: list[tuple[str, str, NoiseClass]]) -> None:
    """What says nothing is no replacement, and is kept with its cause."""
    found, pieces = redline(old, new, TOKENIZER)

    assert (found, [(old[a:b], new[c:d], why) for a, b, c, d, why in pieces]) == ([], expected)


def test_stop_added_at_the_end_is_noise() -> None:
    """A stop at the end of a clause is a matter of style."""
    found, _ = redline("提供服务", "提供服务。", TOKENIZER)

    assert [r.noise for r in found] == [NoiseClass.PUNCTUATION]


def test_semicolon_for_comma_is_no_noise() -> None:
    """It may group conditions in another way."""
    found, _ = redline("先扣保证金，不足的，再扣服务费", "先扣保证金；不足的，再扣服务费", TOKENIZER)

    assert [r.noise for r in found] == [None]
