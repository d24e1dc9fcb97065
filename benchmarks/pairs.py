"""Pairs of versions of one agreement, made from a seed, with the true origin of every character.

A pair is built of blocks: a heading or a clause, each character with the old character it came from. Edits replace a whole
value (a date, an amount, a word of duty); articles and clauses are moved, split, merged, inserted, deleted; noise
changes widths, blanks, quotes and final stops. Numbers are printed last, so that one inserted article shifts them all.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline import clauses
from pipeline.model.document import Block, Document, Kind, Parsed, Run, TextSource
from pipeline.model.span import Span

_HAN = "一二三四五六七八九十"
_TOPICS = (
    "合作内容", "服务标准", "订单管理", "费用结算", "发票开具", "保证金", "系统接入", "数据安全", "知识产权", "商业秘密", "人员配备", "培训支持", "市场推广", "品牌使用", "客户服务",
    "投诉处理", "质量考核", "验收程序", "交付安排", "运输保管", "风险承担", "违约责任", "责任限制", "通知送达", "协议变更", "协议解除", "期满处理", "争议解决", "反商业贿赂", "不可抗力",
    "审计检查", "档案保存", "转让分包", "税费承担", "保险事项", "环境保护", "安全生产", "知情同意", "价格调整", "库存管理",
)  # fmt: skip
_SUBJECTS = (
    "甲方",
    "乙方",
    "双方",
    "甲方的关联公司",
    "乙方指定的服务人员",
    "任何一方",
    "乙方的分支机构",
    "甲方授权的代表",
)
_WHEN = (
    "在合作期限内",
    "收到书面通知后",
    "每个结算周期结束后",
    "发现异常情形时",
    "订单确认之后",
    "项目验收合格后",
    "提交申请材料之后",
    "系统正式上线前",
    "年度考核结束后",
    "发生变更事项时",
)
_DUTIES = ("应", "须", "可", "有权", "不得", "应当", "可以", "必须")
_ACTS = (
    "提交完整的结算清单", "核对系统中的用量记录", "安排专人负责对接工作", "更新服务目录与价格说明", "保存全部往来函件与凭证", "对交付物进行抽样检查", "公布服务中断的起止时间", "使用对方的商标和宣传资料",
    "向第三方披露合作细节", "委托具备资质的机构承办", "暂停受影响的服务模块", "调整下一季度的供货计划", "开具增值税专用发票", "组织面向客户的技术培训", "对账户权限进行复核", "出具加盖公章的说明材料",
    "开放接口供对方调试", "退还未使用的预付款项", "变更收款账户信息", "接受对方的现场审计",
)  # fmt: skip
_TAILS = (
    "并将结果告知对方", "由此产生的费用自行承担", "相关记录保存备查", "具体办法以订单所附清单为准", "否则视为已经认可", "涉及第三方权利的另行协商", "未尽事宜参照行业惯例办理", "对方应给予必要的配合",
    "因此造成的工期延误予以顺延", "上述安排不影响其他条款的效力",
)  # fmt: skip
_SYNONYMS = (("告知", "通报"), ("办理", "处置"), ("给予", "提供"), ("核对", "比对"), ("安排", "指派"), ("公布", "发布"))


@dataclass(frozen=True, slots=True)
class Char:
    """A character, the number of the old character it came from (-1: none), the change or noise it belongs to."""

    text: str
    origin: int
    change: int = -1
    noise: int = -1


@dataclass(frozen=True, slots=True)
class Slot:
    """A value in a clause: its kind and its half-open range of characters."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A heading (level 0) or a clause (level 1)."""

    level: int
    chars: tuple[Char, ...]
    slots: tuple[Slot, ...] = ()
    change: int = -1

    @property
    def words(self) -> str:
        """The text."""
        return "".join(char.text for char in self.chars)


@dataclass(frozen=True, slots=True)
class Truth:
    """A true change: what was done, and its ranges in both texts (None: on this side there is nothing)."""

    kind: str
    old: Span | None
    new: Span | None


@dataclass
class Pair:
    """Two versions and what is true of them."""

    old: Document
    new: Document
    origins: dict[int, int] = field(repr=False)
    changes: list[Truth] = field(default_factory=list)
    noise: list[Span] = field(default_factory=list)
    moved: list[set[int]] = field(default_factory=list)
    splits: int = 0
    merges: int = 0
    labels: list[Span] = field(default_factory=list, repr=False)
    old_bodies: list[Span] = field(default_factory=list, repr=False)
    new_bodies: list[Span] = field(default_factory=list, repr=False)


def value(kind: str, rng: random.Random) -> str:
    """Print a value of a kind."""
    if kind == "date":
        return f"{rng.randint(2021, 2029)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    if kind == "amount":
        return f"{rng.randint(1, 900)}万元" if rng.random() < 0.5 else f"人民币{rng.randint(10, 990) * 1000:,}元"
    if kind == "rate":
        return f"{rng.randint(1, 40)}%" if rng.random() < 0.6 else f"万分之{rng.choice(_HAN[:9])}"
    if kind == "days":
        return f"{rng.randint(3, 90)}日" if rng.random() < 0.6 else f"{rng.randint(2, 30)}个工作日"
    return rng.choice(_DUTIES if kind == "duty" else _SUBJECTS[:2])


def _clause(rng: random.Random) -> tuple[str, list[Slot]]:
    """Write a clause with its values."""
    parts: list[tuple[str, str]] = [
        ("", rng.choice(_WHEN) + "，"),
        ("party", rng.choice(_SUBJECTS[:2])),
        ("duty", rng.choice(_DUTIES)),
    ]
    style = rng.randrange(5)
    if style == 0:
        parts += [("", "于"), ("date", value("date", rng)), ("", "前")]
    elif style == 1:
        parts += [("", "在"), ("days", value("days", rng)), ("", "内")]
    parts.append(("", rng.choice(_ACTS)))
    if style == 2:
        parts += [("", "，金额不低于"), ("amount", value("amount", rng))]
    elif style == 3:
        parts += [("", "，并按合同总额的"), ("rate", value("rate", rng)), ("", "承担费用")]
    parts += [("", "，" + rng.choice(_TAILS))]
    if rng.random() < 0.6:
        parts += [("", "。" + rng.choice(_SUBJECTS[3:]) + "对" + rng.choice(_TOPICS) + "事项" + rng.choice(("另有书面约定的从其约定", "提出异议的应说明理由", "作出的承诺长期有效"))), ("", "，" + rng.choice(_TAILS))]  # fmt: skip
    parts.append(("", "。"))
    text, slots = "", []
    for kind, words in parts:
        if kind:
            slots.append(Slot(kind, len(text), len(text) + len(words)))
        text += words
    return text, slots


def old_pieces(size: int, profile: str, rng: random.Random) -> list[Piece]:
    """Write an agreement of about `size` characters; with `repeat` its clauses come from 60 texts."""
    stock = [_clause(rng) for _ in range(60)]
    pieces: list[tuple[int, str, list[Slot]]] = []
    length = 0
    while length < size:
        pieces.append((0, rng.choice(_TOPICS), []))
        for _ in range(rng.randint(3, 8) * max(1, size // 200_000)):
            text, slots = rng.choice(stock) if profile == "repeat" else _clause(rng)
            pieces.append((1, text, slots))
            length += len(text) + 6
    made: list[Piece] = []
    at = 0
    for level, text, slots in pieces:
        made.append(Piece(level, tuple(Char(char, at + k) for k, char in enumerate(text)), tuple(slots)))
        at += len(text)
    return made


def _inserted(text: str, change: int) -> tuple[Char, ...]:
    return tuple(Char(char, -1, change) for char in text)


def edited(piece: Piece, change: int, rng: random.Random) -> Piece | None:
    """Replace one value, or exchange a word; None where nothing can be exchanged."""
    if piece.slots and rng.random() < 0.85:
        slot = rng.choice(piece.slots)
        before = piece.words[slot.start : slot.end]
        after = before
        while after == before:
            after = value(slot.kind, rng)
        return _with(piece, slot.start, slot.end, after, change)
    for old, new in _SYNONYMS:
        at = piece.words.find(old)
        if at >= 0:
            return _with(piece, at, at + len(old), new, change)
    return None


def _with(piece: Piece, start: int, end: int, text: str, change: int) -> Piece:
    return replace(
        piece, chars=(*piece.chars[:start], *_inserted(text, change), *piece.chars[end:]), change=change, slots=()
    )


def noisy(piece: Piece, number: int, rng: random.Random) -> Piece:
    """Change what says nothing: a width, a blank beside a figure, the final stop."""
    chars = list(piece.chars)
    way = rng.randrange(3)
    marks = [k for k, char in enumerate(chars) if char.text == "，"]
    figures = [k for k in range(1, len(chars)) if chars[k].text.isdigit() != chars[k - 1].text.isdigit()]
    if way == 0 and marks:
        k = rng.choice(marks)
        chars[k] = replace(chars[k], text=",", noise=number)
    elif way == 1 and figures:
        chars.insert(rng.choice(figures), Char(" ", -1, noise=number))
    elif chars[-1].text == "。":
        del chars[-1]
    return replace(piece, chars=tuple(chars))


@dataclass
class _Plan:
    """How many of each are done, for 100 clauses."""

    edits: int
    articles_moved: int
    clauses_moved: int
    splits: int
    merges: int
    inserted: int
    deleted: int


PLANS = {
    "normal": _Plan(8, 3, 3, 4, 4, 6, 6),
    "repeat": _Plan(8, 3, 3, 4, 4, 6, 6),
    "heavy": _Plan(25, 6, 6, 10, 10, 20, 20),
}
"""Edits are a share of the clauses (per cent), the others are counts for 50,000 characters."""


def make(size: int, profile: str, seed: int, *, automatic: bool = False) -> Pair:
    """Make a pair of about `size` characters a side; the same seed gives the same pair."""
    rng = random.Random(f"{size} {profile} {seed}")
    old = old_pieces(size, profile, rng)
    new, done = _new_pieces(old, PLANS[profile], size / 50_000, rng)
    return _pair(old, new, done, automatic=automatic)


@dataclass
class _Done:
    """What was done, by the origins of the pieces."""

    kinds: dict[int, str] = field(default_factory=dict)
    gone: dict[int, list[int]] = field(default_factory=dict)
    moved: list[set[int]] = field(default_factory=list)
    splits: int = 0
    merges: int = 0


def _new_pieces(old: list[Piece], plan: _Plan, share: float, rng: random.Random) -> tuple[list[Piece], _Done]:
    done = _Done()
    articles = _articles(old)
    free = [(a, k) for a, article in enumerate(articles) for k in range(1, len(article))]
    rng.shuffle(free)
    made: list[list[list[Piece]]] = [[[piece] for piece in article] for article in articles]
    number = 0

    def some(count: float) -> Iterator[tuple[int, int]]:
        for _ in range(max(1, round(count))):
            if free:
                yield free.pop()

    for a, k in some(len(free) * plan.edits / 100):
        if (piece := edited(articles[a][k], number, rng)) is not None:
            made[a][k] = [piece]
            done.kinds[number] = "edit"
            done.gone[number] = [
                char.origin for char in articles[a][k].chars if char.origin not in {c.origin for c in piece.chars}
            ]
            number += 1
    for a, k in some(plan.splits * share):
        piece = articles[a][k]
        at = piece.words.find("。") + 1
        if 12 < at < len(piece.chars) - 12:
            made[a][k] = [
                replace(piece, chars=piece.chars[:at], slots=()),
                replace(piece, chars=piece.chars[at:], slots=()),
            ]
            done.splits += 1
    for a, k in some(plan.merges * share):
        if k + 1 < len(made[a]) and (a, k + 1) in free and len(made[a][k]) == 1:
            free.remove((a, k + 1))
            both = (*articles[a][k].chars, *articles[a][k + 1].chars)
            made[a][k], made[a][k + 1] = [Piece(1, both)], []
            done.merges += 1
    for a, k in some(plan.deleted * share):
        done.kinds[number], done.gone[number] = "deleted", [char.origin for char in articles[a][k].chars]
        made[a][k] = []
        number += 1
    for a, k in some(plan.inserted * share):
        made[a][k] = [*made[a][k], Piece(1, _inserted(_clause(rng)[0], number))]
        done.kinds[number] = "added"
        number += 1
    for a, k in list(some(plan.clauses_moved * share)):
        taken, made[a][k] = made[a][k], []
        to = rng.choice([other for other in range(len(made)) if abs(other - a) > 1] or [a])
        made[to].insert(rng.randint(1, len(made[to])), taken)
        done.moved.append({char.origin for one in taken for char in one.chars if char.origin >= 0})
    for _ in range(max(1, round(plan.articles_moved * share))):
        a = rng.randrange(len(made))
        article = made.pop(a)
        to = rng.choice([at for at in range(len(made) + 1) if abs(at - a) > 1] or [0])
        made.insert(to, article)
        done.moved.append({char.origin for entry in article for one in entry for char in one.chars if char.origin >= 0})
    head = Piece(0, _inserted("合作原则" + rng.choice(_TOPICS), number))
    made.insert(rng.randint(1, 2), [[head], [Piece(1, _inserted(_clause(rng)[0], number))], [Piece(1, _inserted(_clause(rng)[0], number))]])  # fmt: skip
    done.kinds[number] = "added"
    pieces = [piece for article in made for entry in article for piece in entry]
    touched = {k for k, piece in enumerate(pieces) if piece.level == 0 or any(char.change >= 0 for char in piece.chars)}
    for k in range(len(pieces)):
        if k not in touched and rng.random() < 0.05:
            pieces[k] = noisy(pieces[k], k, rng)
    return pieces, done


def _articles(pieces: Sequence[Piece]) -> list[list[Piece]]:
    articles: list[list[Piece]] = []
    for piece in pieces:
        if piece.level == 0:
            articles.append([])
        articles[-1].append(piece)
    return articles


def _numbers(pieces: Sequence[Piece]) -> Iterator[str]:
    article = clause = 0
    for piece in pieces:
        if piece.level == 0:
            article, clause = article + 1, 0
            yield f"第{_han(article)}条 "
        else:
            clause += 1
            yield f"{article}.{clause} "


def _han(number: int) -> str:
    """Write a number below ten thousand in Chinese numerals."""
    words, zero = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            words += (
                ("零" if zero else "") + ("" if digit == 1 and unit == "十" and not words else _HAN[digit - 1]) + unit
            )
            zero = False
        else:
            zero = bool(words)
    return words


def lines(pieces: Sequence[Piece]) -> list[str]:
    """Print pieces with their numbers, a line each."""
    return [number + piece.words for number, piece in zip(_numbers(pieces), pieces, strict=True)]


def document(pieces: Sequence[Piece], *, automatic: bool) -> tuple[Document, list[Span], list[Span]]:
    """Lay pieces out with their numbers; give the document, the ranges of the bodies and of the numbers."""
    blocks, bodies, labels = [], [], []
    at = 0
    for number, piece in zip(_numbers(pieces), pieces, strict=True):
        line = number + piece.words
        blocks.append(Block(Kind.PARAGRAPH, (Run(line),), label=number if automatic else ""))
        labels.append(Span(at, at + len(number)))
        bodies.append(Span(at + len(number), at + len(line)))
        at += len(line) + 1
    parsed = Parsed("text/plain", TextSource.WORD if automatic else TextSource.TEXT, tuple(blocks))
    return clauses.build(parsed, f"{len(pieces)}"), bodies, labels


def _pair(old: list[Piece], new: list[Piece], done: _Done, *, automatic: bool) -> Pair:
    first, old_bodies, _ = document(old, automatic=automatic)
    second, new_bodies, labels = document(new, automatic=automatic)
    place = {
        char.origin: body.start + k
        for piece, body in zip(old, old_bodies, strict=True)
        for k, char in enumerate(piece.chars)
    }
    origins: dict[int, int] = {}
    where: dict[int, list[int]] = {}
    noise: dict[int, list[int]] = {}
    for piece, body in zip(new, new_bodies, strict=True):
        for k, char in enumerate(piece.chars):
            if char.origin >= 0:
                origins[body.start + k] = place[char.origin]
            if char.change >= 0:
                where.setdefault(char.change, []).append(body.start + k)
            if char.noise >= 0:
                noise.setdefault(char.noise, []).append(body.start + k)
    changes = [
        Truth(kind, _span(place[origin] for origin in done.gone.get(number, ())), _span(where.get(number, ())))
        for number, kind in done.kinds.items()
    ]
    moved = [{place[origin] for origin in group} for group in done.moved if group]
    spans = [span for ids in noise.values() if (span := _span(ids))]
    return Pair(first, second, origins, changes, spans, moved, done.splits, done.merges, labels, old_bodies, new_bodies)


def _span(offsets: "Iterator[int] | Sequence[int]") -> Span | None:
    found = list(offsets)
    return Span(min(found), max(found) + 1) if found else None
