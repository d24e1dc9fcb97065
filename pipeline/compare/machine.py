"""Differences that a machine may have read into a picture: filed as such only where nothing hangs on them.

Figures, dates, amounts, names, roles, words of duty, negation and scope are never filed: they stay in the list with the
request to look at the picture.
"""

from pipeline.compare.classes import bears_on_duty
from pipeline.compare.redline import Replacement
from pipeline.compare.tokens import Atom, Token

_ALIKE = (
    "己已巳", "末未", "人入八", "土士", "日曰目", "千干于", "天夫无元", "大太犬", "目且", "刀力", "贝见", "戊戌戍", "侯候", "拔拨", "折拆", "白自", "口囗日", "王玉主", "今令", "免兔",
    "茶荼", "暧暖", "治冶", "准淮", "间问闻", "师帅", "体休", "代伐", "处外", "设没", "洽恰给", "晋普", "栽裁载", "拟似", "受爱", "委季", "历厉", "厂广", "几儿九", "乌鸟", "兵乒", "亨享",
    "束柬", "析折", "侍待", "徒徙", "微徵", "撤撒", "竞竟", "赢嬴", "幸辛", "项顶", "须颁", "账帐", "系糸", "券卷", "货贷", "买卖", "名各", "合台", "同问", "完宗", "定走", "宜宣", "科料",
    "税说", "签答", "约钓", "印卯", "章草", "迟退", "违连", "还迁", "延廷", "逾渝", "费货", "额领", "终络", "止正", "订钉", "诉拆", "讼松", "仲件", "期朋", "限跟", "保宋", "密蜜",
)  # fmt: skip
"""Characters that look alike in print; those of one group may be read for each other."""
_GROUPS = {
    character: frozenset(number for number, group in enumerate(_ALIKE) if character in group)
    for character in "".join(_ALIKE)
}


def misread(found: Replacement) -> bool:
    """Say whether a replacement is what a machine reads wrong and nothing hangs on: marks, or characters that look alike."""
    tokens = (*found.old_tokens, *found.new_tokens)
    if all(token.atom is Atom.VALUE for token in tokens):
        return _letters(found.old_tokens) == _letters(found.new_tokens)
    if any(token.atom not in (Atom.WORD, Atom.MARK) for token in tokens) or bears_on_duty(tokens):
        return False
    if all(token.atom is Atom.MARK for token in tokens):
        return True
    old, new = ("".join(token.key for token in side) for side in (found.old_tokens, found.new_tokens))
    return len(old) == len(new) and all(_look_alike(one, other) for one, other in zip(old, new, strict=True))


def _letters(tokens: tuple[Token, ...]) -> str:
    return "".join(character for token in tokens for character in token.key if character.isalnum())


def _look_alike(one: str, other: str) -> bool:
    return one == other or bool(_GROUPS.get(one, frozenset()) & _GROUPS.get(other, frozenset()))
