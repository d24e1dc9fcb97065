"""What a change is about, whether it matters in law, and by how much a value moved."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.compare.english import chinese
from pipeline.compare.keys import key
from pipeline.compare.redline import Replacement
from pipeline.compare.tokens import Atom, Token
from pipeline.compare.words import BAN, DUTY, NOT, RIGHT, ROLES, SCOPE, bears, plainly
from pipeline.model.diff import ChangeClass
from pipeline.zh.compact import compact
from pipeline.zh.dates import parse_date
from pipeline.zh.durations import Duration, parse_duration
from pipeline.zh.money import parse_money, parse_rate
from pipeline.zh.numerals import numeral

_TYPED = {
    Atom.AMOUNT: ChangeClass.AMOUNT,
    Atom.RATE: ChangeClass.RATE,
    Atom.DATE: ChangeClass.DATE,
    Atom.DURATION: ChangeClass.DURATION,
}
_VALUES = frozenset((*_TYPED, Atom.MARK))
_ORDER = list(ChangeClass)

_FORUM = re.compile(
    r"法院|仲裁|管辖|诉讼|起诉|适用.{0,12}法律|法律适用|准据法|(?i:arbitrat|jurisdiction|courtsof|lawsof|governinglaw)"
)
_PLACE_BEFORE = re.compile(
    r"(?i:(?:lawsof|courtsof|courtsin|arbitrationin|seatedin|seatofarbitration(?:shallbe|is))(?:the)?[^,.;。，；]{0,20})$"
)
_LAW_BEFORE, _LAW_AFTER = (
    re.compile(r"(?:适用|遵守|依据?|根据|按照?)[^,。，;；]{0,12}$"),
    re.compile(r"^[^,。，;；]{0,8}法律"),
)
_SEAT_AFTER = re.compile(r"^(?:[^，。；,;向提可应由有]|有管辖权的|有权管辖的){0,8}(?:法院|仲裁委员会|仲裁中心|仲裁院)")
_DEFINES = re.compile(
    r'"[^"]{1,20}"(?:[(][^()]{0,30}[)])?(?:系指|是指|均指|指|意为|means)|以下(?:简称|称)"|(?:下称|简称)"'
)
_NAMES_PARTY = re.compile(
    r"(?:[甲乙丙丁戊己]方|[买卖供需]方|出租[人方]|承租[人方]|发包[人方]|承包[人方]|委托[人方]|受托[人方]|贷款[人方]|借款[人方]|保证人|担保人|抵押人|(?i:party[a-e]))"
    r"(?:\([^()]{1,16}\))?:[^,，。;；]{2,60}$"
)
SENTENCE = 16
"""Characters; more words than that, added or taken out in one piece, are judged like a clause."""
PHRASE = 6
"""Characters; in a longer phrase added or taken out 不 and 未 negate something inside it."""
MOST_WORDS = 8
"""Tokens of a replacement in which a party's name is what matters most."""
_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]")
_HAN_NUMBER = re.compile(r"[〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+")
_CONTENT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a change is about, whether a lawyer must see it, and by how much a value moved."""

    kind: ChangeClass
    material: bool
    delta: str | None = None


def judge(replacement: Replacement, old: str, new: str, *, row: bool = False, heading: bool = False) -> Judgement:
    """Judge a replacement in two texts.

    Dates, amounts, rates, lengths of time, parties, venue, 应 / 可 / 不得 / 不, scope (以上 及 或 仅) and references are
    material however small; a value printed in another way, a synonym, a mark, a heading are not.
    """
    ours, theirs = replacement.old_tokens, replacement.new_tokens
    if heading:
        return Judgement(ChangeClass.WORDING, material=False)
    words = old[slice(*replacement.old)] or new[slice(*replacement.new)]
    if not (ours and theirs) and len(key(words)) > SENTENCE:
        return judge_whole(words, row=row, heading=False)
    typed = [_TYPED[atom] for atom in _TYPED if _values(ours, atom) != _values(theirs, atom)]
    if typed:
        kind = min(typed, key=_ORDER.index)
        return Judgement(kind, True, _delta(kind, ours, theirs))
    if _is_forum(replacement, old, new):
        return Judgement(ChangeClass.FORUM, True)
    if _is_party(ours, theirs):
        return Judgement(ChangeClass.PARTY, True)
    if _values(ours, Atom.VALUE) != _values(theirs, Atom.VALUE):
        return Judgement(ChangeClass.TABLE if row else ChangeClass.WORDING, True)
    aside = not (ours and theirs) and len(_CONTENT.findall(words)) > PHRASE
    if any(_differ(ours, theirs, kind) for kind in ((DUTY, RIGHT, BAN) if aside else (DUTY, RIGHT, BAN, NOT))):
        return Judgement(ChangeClass.MODALITY, True, _modality(ours, theirs))
    if any(_values(ours, atom) != _values(theirs, atom) for atom in (Atom.REFERENCE,)):
        return Judgement(ChangeClass.REFERENCE, True)
    same_value = [_TYPED[token.atom] for token in (*ours, *theirs) if token.atom in _TYPED]
    if same_value and not _says_more(ours, theirs):
        return Judgement(min(same_value, key=_ORDER.index), False, "=")
    if _in_definition(replacement, old, new):
        return Judgement(ChangeClass.DEFINITION, _says_more(ours, theirs))
    material = _differ(ours, theirs, SCOPE) or _numbers(ours) != _numbers(theirs) or _says_more(ours, theirs)
    return Judgement(ChangeClass.TABLE if row else ChangeClass.WORDING, material)


def judge_whole(text: str, *, row: bool, heading: bool) -> Judgement:
    """Judge a unit that was added or deleted as a whole."""
    words = key(text)
    if row:
        return Judgement(ChangeClass.TABLE, bool(_CONTENT.search(words)))
    if re.search(
        r"(?:人民法院|仲裁委员会|仲裁院|仲裁中心).{0,20}(?:管辖|仲裁|诉讼|起诉)|(?:提交|向).{0,30}(?:仲裁|起诉)", words
    ):
        return Judgement(ChangeClass.FORUM, True)
    if _NAMES_PARTY.match(words):
        return Judgement(ChangeClass.PARTY, True)
    if _DEFINES.search(words[:40]):
        return Judgement(ChangeClass.DEFINITION, True)
    return Judgement(ChangeClass.WORDING, bool(_CONTENT.search(words)) and not heading)


def _values(tokens: Sequence[Token], atom: Atom) -> Counter[object]:
    """Count the values of one kind: what is printed in two ways is one value."""
    read = _READ.get(atom)
    return Counter((read(token.key) if read else None) or token.key for token in tokens if token.atom is atom)


def _compacted(read: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: read(compact(chinese(text)).text)


_READ: dict[Atom, Callable[[str], object]] = {
    Atom.AMOUNT: _compacted(parse_money),
    Atom.RATE: _compacted(parse_rate),
    Atom.DATE: _compacted(parse_date),
    Atom.DURATION: _compacted(parse_duration),
}


def _delta(kind: ChangeClass, ours: Sequence[Token], theirs: Sequence[Token]) -> str | None:
    """Say by how much the one value on each side moved; None for several values or none."""
    atom = next(atom for atom, its in _TYPED.items() if its is kind)
    first = [token.key for token in ours if token.atom is atom]
    second = [token.key for token in theirs if token.atom is atom]
    if len(first) != 1 or len(second) != 1:
        return None
    return _DELTAS[kind](first[0], second[0])


def money_delta(old: str, new: str) -> str | None:
    """Say by how much an amount moved: `+200000 CNY (+20%)`; None across currencies."""
    one, other = parse_money(old), parse_money(new)
    if one is None or other is None or one.currency != other.currency:
        return None
    share = f" ({float((other.amount - one.amount) / one.amount * 100):+.4g}%)" if one.amount else ""
    return f"{signed(other.amount - one.amount)} {one.currency}{share}"


def rate_delta(old: str, new: str) -> str | None:
    """Say by how many points a rate moved: `+2 points`."""
    one, other = parse_rate(chinese(old)), parse_rate(chinese(new))
    if one is None or other is None:
        return None
    return f"{signed(Decimal(other.rstrip('%')) - Decimal(one.rstrip('%')))} points"


def date_delta(old: str, new: str) -> str | None:
    """Say by how many days a date moved: `+365 days`."""
    one, other = parse_date(chinese(old)), parse_date(chinese(new))
    return None if one is None or other is None else f"{(other - one).days:+d} days"


def duration_delta(old: str, new: str) -> str | None:
    """Say by how much a length of time moved, in its unit: `-15 days`, `+12 months`, `30 days → 30 working days`."""
    one, other = parse_duration(chinese(old)), parse_duration(chinese(new))
    if one is None or other is None:
        return None
    if one.working == other.working and not (one.months or other.months):
        return f"{other.days - one.days:+d} {'working ' if one.working else ''}days"
    if not (one.days or other.days):
        return f"{other.months - one.months:+d} months"
    return f"{_length(one)} → {_length(other)}"


def _length(length: Duration) -> str:
    parts = [f"{length.months} months"] if length.months else []
    if length.days or not parts:
        parts.append(f"{length.days} {'working ' if length.working else ''}days")
    return " ".join(parts)


_DELTAS: dict[ChangeClass, Callable[[str, str], str | None]] = {
    ChangeClass.AMOUNT: money_delta,
    ChangeClass.RATE: rate_delta,
    ChangeClass.DATE: date_delta,
    ChangeClass.DURATION: duration_delta,
}


def signed(number: Decimal) -> str:
    """Print a number with its sign and without needless zeros."""
    plain = number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
    return f"{plain:+f}"


def _is_party(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Say whether a party or role was exchanged, put in or taken out by itself."""

    def is_name(token: Token) -> bool:
        return token.atom is Atom.NAME or bool(ROLES.match(token.key))

    first, second = ([token.key for token in side if is_name(token)] for side in (ours, theirs))
    if not (ours and theirs) and not all(is_name(token) or token.atom is Atom.MARK for token in (*ours, *theirs)):
        return False
    return first != second and max(len(ours), len(theirs)) <= MOST_WORDS


def _is_forum(replacement: Replacement, old: str, new: str) -> bool:
    first, second = key(old[slice(*replacement.old)]), key(new[slice(*replacement.new)])
    if bool(_FORUM.search(first)) != bool(_FORUM.search(second)) or (_FORUM.search(first) and len(first) < 60):
        return True
    before = [
        key(text[max(start - 40, 0) : start]) for text, start in ((old, replacement.old[0]), (new, replacement.new[0]))
    ]
    after = (
        key(new[replacement.new[1] : replacement.new[1] + 24]),
        key(old[replacement.old[1] : replacement.old[1] + 24]),
    )
    if not _CONTENT.search(first + second):
        return False
    if all(map(_PLACE_BEFORE.search, before)):
        return True
    if all(map(_LAW_BEFORE.search, before)) and all(map(_LAW_AFTER.match, after)):
        return len(first + second) > 4
    return all(_SEAT_AFTER.match(words) for words in after)


def bears_on_duty(tokens: Sequence[Token]) -> bool:
    """Say whether a word of duty, right, ban, negation, scope or a role is among the tokens."""
    return any(bears(token.key) for token in tokens)


def _differ(ours: Sequence[Token], theirs: Sequence[Token], words: frozenset[str]) -> bool:
    """Say whether the words of one kind differ between the sides, or their number."""
    first = sum(token.key.lower() in words for token in ours)
    second = sum(token.key.lower() in words for token in theirs)
    if first != second:
        return True
    return words is SCOPE and [plainly(t.key) for t in ours if t.key in words] != [
        plainly(t.key) for t in theirs if t.key in words
    ]


def _modality(ours: Sequence[Token], theirs: Sequence[Token]) -> str | None:
    def force(tokens: Sequence[Token]) -> str:
        names = (("ban", BAN), ("not", NOT), ("duty", DUTY), ("right", RIGHT))
        return next((name for name, words in names if any(token.key.lower() in words for token in tokens)), "none")

    one, other = force(ours), force(theirs)
    return None if one == other else f"{one} → {other}"


def _numbers(tokens: Sequence[Token]) -> list[str]:
    """Give figures, blanks, boxes and the numerals in words (三份, 两次); 三份 is 3份."""
    return [
        _HAN_NUMBER.sub(_figures, token.key) if token.atom is not Atom.WORD else "".join(_NUMERAL.findall(token.key))
        for token in tokens
        if token.atom in (Atom.NUMBER, Atom.BLANK, Atom.BOX) or (token.atom is Atom.WORD and _NUMERAL.search(token.key))
    ]


def _figures(match: re.Match[str]) -> str:
    value = numeral(match.group())
    return match.group() if value is None else str(value)


def _in_definition(replacement: Replacement, old: str, new: str) -> bool:
    for text, (start, end) in ((old, replacement.old), (new, replacement.new)):
        sentence = text[max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1 : end + 12]
        match = _DEFINES.search(key(sentence))
        if match and (match.start() < 12 or match.end() >= len(key(sentence)) - 24):
            return True
    return False


def _says_more(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Say whether words of content were added, taken out or exchanged, beyond a synonym and the case of Latin letters."""
    first, second = (_plain_words(side) for side in (ours, theirs))
    content = [len(_CONTENT.findall(words)) for words in (first, second)]
    if not all(content):
        return max(content) >= 2
    return first != second and not _turned_round(ours, theirs)


def _turned_round(ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Say whether the same words were put in another order: 装卸、运输 → 运输、装卸."""
    first, second = (Counter(token.key for token in side if token.atom is not Atom.MARK) for side in (ours, theirs))
    return first == second and any(token.key == "、" for token in ours)


def _plain_words(tokens: Sequence[Token]) -> str:
    """Give the words of content that are no values, each in the form that stands for its synonyms."""
    words = [
        _numbers([token])[0] if token.atom is Atom.NUMBER else plainly(token.key)
        for token in tokens
        if token.atom not in _VALUES
    ]
    return plainly("".join(words))
