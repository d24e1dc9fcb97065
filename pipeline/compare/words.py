"""Words a change hangs on: duty, right, ban, negation, scope, roles; and words that may stand for each other."""

import re
from functools import cache

DUTY = frozenset(("应", "应当", "须", "必须", "需", "需要", "应予", "务必", "应该", "有义务", "shall", "must"))
RIGHT = frozenset(("可", "可以", "有权", "得", "得以", "may", "can"))
BAN = frozenset(("不得", "不可", "不能", "禁止", "无权", "不应", "不准", "严禁", "切勿", "cannot"))
NOT = frozenset(
    ("不", "无", "未", "非", "没有", "并未", "并非", "不再", "无需", "无须", "不必", "not", "no", "never", "neither", "nor", "without")
)  # fmt: skip
SCOPE = frozenset(
    ("以上", "以下", "以内", "以外", "之内", "超过", "不超过", "低于", "不低于", "及", "或", "和", "与", "并", "且", "或者", "以及", "并且",
     "全部", "任何", "仅", "只", "所有", "部分", "除外", "至少", "最多", "不少于", "不多于", "均", "之前", "之后", "前", "后", "and", "or", "any",
     "all", "only", "以前", "以后", "单方", "共同", "连带", "独家", "非独家", "排他", "solely", "exclusive", "non-exclusive", "except", "unless")
)  # fmt: skip
ROLES = re.compile(
    r"^(?:[甲乙丙丁戊己]方|双方|各方|任一方|任何一方|一方|对方|守约方|违约方|[买卖]方|出租[人方]|承租[人方]|发包[人方]|承包[人方]|分包[人方]|委托[人方]"
    r"|受托[人方]|供方|需方|供应商|采购[人方]|贷款[人方]|借款[人方]|保证人|担保人|许可方|被许可方|转让方|受让方|披露方|接收方|客户|平台|用户|合作伙伴|服务商)$"
)

_SYNONYMS = """
给 予 给予 | 包括 包含 含 | 对应 相应 | 约定 规定 载明 | 通知 告知 | 立即 即刻 马上 | 依据 根据 依照 按照 按 依 | 本协议 本合同 | 签订 签署 订立
如 若 如果 倘若 假如 若是 | 因 由于 因为 | 届满 期满 | 前述 上述 | 其他 其它 | 的 之 | 系 是 为 | 于 在 | 至 到 | 自 从 | 将 把 | 由 被 | 该 此 | 和 与 及 以及 并且 并 且 and
或 或者 or | 账号 帐号 | 账户 帐户 | 账单 帐单 | 帐 账 | 做 作 | 做出 作出 | 进行 予以 加以 | 有关 相关 | 及时 适时 | 提交 递交 | 产生 发生 | 引起 引发 | 确定 认定 | 需 需要 须 必须
应 应当 应该 | 可 可以 | 任一方 任何一方 | 则 即 那么 | 份 分 | 费用 款项 | 所有 全部 一切 | 其 该方 | 损失 损害 | 支付 付款 给付 | 缔约 签约 | 使用 利用 | 方 一方 | 得 地
""".strip()


@cache
def _groups() -> dict[str, str]:
    """Give for each word the first of its group."""
    groups: dict[str, str] = {}
    for group in re.split(r"[|\n]", _SYNONYMS):
        first, *rest = group.split()
        groups |= {word: groups.get(first, first) for word in (first, *rest) if word not in groups}
    return groups


def plainly(word: str) -> str:
    """Give a word in the form that stands for it and its synonyms, in small letters."""
    return _groups().get(word, word.lower())


def bears(word: str) -> bool:
    """Say whether a word is one of duty, right, ban, negation, scope, or a role."""
    low = word.lower()
    return any(low in words for words in (DUTY, RIGHT, BAN, NOT, SCOPE)) or bool(ROLES.match(word))
