"""The words of a unit as a redline shows them: dates, amounts, rates, names and references are never cut."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.compare import english
from pipeline.compare.keys import key
from pipeline.compare.variants import BOXES, FORMS
from pipeline.compare.words import bears
from pipeline.zh.compact import Compact, compact
from pipeline.zh.dates import BLANK_DATE, DATE, MONTH_ONLY
from pipeline.zh.durations import DURATION
from pipeline.zh.money import AMOUNT, RATE
from pipeline.zh.words import cut


class Atom(StrEnum):
    """What a token is."""

    AMOUNT = "amount"
    RATE = "rate"
    DATE = "date"
    DURATION = "duration"
    REFERENCE = "reference"
    NAME = "name"
    TERM = "term"
    VALUE = "value"
    BOX = "box"
    ITEM = "item"
    NUMBER = "number"
    BLANK = "blank"
    WORD = "word"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its folded form, what it is, its half-open range in the text it was cut from."""

    key: str
    atom: Atom
    start: int
    end: int


_NUMERAL = r"[〇零一二三四五六七八九十百千两\d]{1,7}"
REFERENCE = (
    rf"(?:第{_NUMERAL}(?:\.\d{{1,3}}){{0,4}}(?:条|章|节|款|项|目)(?:之[一二三四五六七八九十])?"
    rf"(?:第?[(]?{_NUMERAL}[)]?(?:款|项|目)){{0,3}}"
    r"|第?\d{1,3}(?:\.\d{1,3}){1,5}(?:条|款|项)?(?=[条款项])[条款项]"
    r"|附[件录表]\s?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z](?![A-Za-z])))"
)
"""A reference to a clause or annex: 第五条, 第5.2条, 第三条第（二）款第1项, 8.2款, 附件一."""

_PLACEHOLDER = r"\{\{[^{}]{1,40}\}\}|\$\{[^{}]{1,40}\}"
_LABEL = (
    r"(?:(?:(?:通讯|联系|邮寄|通信|注册|送达|办公|收件|收货)?地址|住所地?|联系人|收件人|经办人|项目负责人|(?:联系)?电话|手机号?码?|传真|(?:电子)?邮箱|电子邮件"
    r"|邮编|邮政编码|开户(?:银行|行)|户名|账户名称?|(?:银行)?[账帐]号|税号|纳税人识别号|统一社会信用代码|法定代表人|授权代表|身份证号码?"
    r"|(?i:Address|Attention|Attn|Telephone|Tel|Fax|E-?mail|Bank|Account (?:Name|No\.?|Number)))(?:\([^()]{0,12}\))?:)"
)
_CONTACT = rf"{_LABEL}(?P<value>(?:(?!{_LABEL})[^:;。_\[\]【】{{}}{BOXES}]){{1,60}})(?=[;。_]|$|{_LABEL})"
_FIXED = re.compile(rf"{_CONTACT}|(?P<blank>{_PLACEHOLDER})")
"""What goes before names: what stands behind 地址： 账号： 联系人：, and a placeholder."""
_MEASURE = r"(?:℃|平方米|立方米|平方公里|㎡|亩|公顷|公里|千米|厘米|毫米|米|千克|公斤|吨|台|套|件|份|人次|次|人|名|辆|折|号|弄|室|单元|楼|间|幢|栋|层|秒|分钟|倍|[kcm]m(?![A-Za-z])|kg(?![A-Za-z]))(?!性)"
_BOXED = r"【[ _]{0,20}(?:\d[\d,.]{0,17})?[ _]{0,20}】"
"""A number in brackets to fill in, or nothing yet."""
_DAY_ONLY = r"(?:[每次当本同](?:个)?月的?第?|(?<![\d年_】])(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
"""A day without its year: 每月15日, 次月十日, 3月31日."""

_PARTS = (
    (Atom.DATE, rf"{DATE}|{english.DATE}|{MONTH_ONLY}_?\d{{2,3}}[日号]|{MONTH_ONLY}|{BLANK_DATE}|{_DAY_ONLY}"),
    (Atom.REFERENCE, REFERENCE),
    (Atom.ITEM, r"(?:^|(?<=[:;。,、，；：]))(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|\d{1,2}、)"),
    (Atom.RATE, rf"{english.RATE}|{RATE}|{_BOXED}[%‰]|_(?:\d{{1,4}}(?:\.\d{{1,4}})?_?)?[%‰]"),
    (Atom.AMOUNT, rf"{AMOUNT}|{_BOXED}[万亿]?元[整正]?"),
    (
        Atom.DURATION,
        rf"(?<![\d.])\d{{1,4}}(?:至|到|[-~—])(?:{DURATION})|{DURATION}|{english.DURATION}|{_BOXED}个?(?:工作日|自然日|日|天|年(?!【)|月(?!【))(?!期)",
    ),
    (Atom.BOX, rf"[{BOXES}][^\W_]{{0,16}}"),
    (Atom.BLANK, rf"_\d[\d,.]{{0,15}}_|_+|{_PLACEHOLDER}|\[[ _]{{0,20}}\]|【[ _]{{0,20}}】"),
    (
        Atom.NUMBER,
        r"(?<!\d)(?<!\d:)\d{1,2}:\d\d(?:(?:至|到|[-~—])\d{1,2}:\d\d)?(?![\d:])"
        rf"|(?:{_BOXED}|\d+(?:,\d{{3}})*(?:\.\d+)*|(?<![一二三四五六七八九十百千万第])[一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{{1,4}}){_MEASURE}"
        r"|\d+(?:,\d{3})*(?:\.\d+)*(?![A-Za-z0-9-])|(?=[A-Za-z-]{0,12}\d)[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*",
    ),
    (Atom.WORD, r"[A-Za-z]+(?:['’.&@/-][A-Za-z0-9]+)*"),
    (Atom.MARK, r"(?:[—―─]{2,}|-{2,}|\.{3,}|…+|。{3,}|·{3,})"),
)
_ATOM = re.compile("|".join(f"(?P<{atom.value}>{pattern})" for atom, pattern in _PARTS))
_MARK = re.compile(r"[^\w\s]")
_FUSED = {"可不": ("可", "不"), "应无": ("应", "无"), "可无": ("可", "无"), "应不": ("应", "不")}
"""Entries of the dictionary that hold two words of an agreement."""
_LINE = re.compile(r"[_ ]*_")
_CAPITAL_LEAD = re.compile(r"\(大写\)?:?(?=[^()]*$)")
_PADDING = re.compile(r"(?<!\d)0(?=\d)")


class Tokenizer:
    """Cuts units of one pair of versions into tokens; parties, roles (`names`) and defined `terms` are never cut."""

    def __init__(self, names: Sequence[str] = (), terms: Sequence[str] = ()) -> None:
        self._parties = {key(name) for name in names}
        known = {key(name) for name in (*names, *terms) if len(key(name)) > 1 and not bears(key(name))}
        known |= {name for name in self._parties if len(name) > 1}
        self._names = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True)))) if known else None

    def tokens(self, text: str) -> list[Token]:
        """Cut a text; blanks between tokens are in none, a gap of blanks alone is no token."""
        view = compact(text.translate(FORMS))
        return [_to_line_end(token, text) for token in self._tokens(view) if text[token.start : token.end].strip()]

    def _tokens(self, view: Compact) -> Iterator[Token]:
        words = view.text
        for start, end, atom in self._stretches(words):
            if atom is not None:
                yield _token(view, start, end, atom)
                continue
            at = start
            for word in (part for entry in cut(words[start:end]) for part in _FUSED.get(entry, (entry,))):
                if word.strip():
                    yield _token(view, at, at + len(word), Atom.MARK if _MARK.fullmatch(word) else Atom.WORD)
                at += len(word)

    def _stretches(self, words: str) -> Iterator[tuple[int, int, Atom | None]]:
        """Yield names, atoms and what is between them, in order; a name goes before an atom inside it."""
        at = 0
        for start, end, atom in _merged(_merged(self._fixed(words), self._named(words)), _atoms(words)):
            if start > at:
                yield at, start, None
            yield start, end, atom
            at = end
        if at < len(words):
            yield at, len(words), None

    def _fixed(self, words: str) -> list[tuple[int, int, Atom]]:
        """Give placeholders, and values behind a label of contact data that are no name."""
        if ":" not in words and "{" not in words:
            return []
        found: list[tuple[int, int, Atom]] = []
        for match in _FIXED.finditer(words):
            if match["blank"]:
                found.append((*match.span("blank"), Atom.BLANK))
            elif (value := match["value"].rstrip(" ,、")) and key(value) not in self._parties:
                found.append((match.start("value"), match.start("value") + len(value), Atom.VALUE))
        return found

    def _named(self, words: str) -> list[tuple[int, int, Atom]]:
        found = self._names.finditer(words) if self._names else ()
        return [
            (match.start(), match.end(), Atom.NAME if key(match.group()) in self._parties else Atom.TERM)
            for match in found
        ]


def _atoms(words: str) -> list[tuple[int, int, Atom]]:
    return [(_opened(match), match.end(), Atom(match.lastgroup or "")) for match in _ATOM.finditer(words)]


def _opened(match: re.Match[str]) -> int:
    """Give where a value begins; (大写：壹佰元) begins behind the bracket that is closed behind it."""
    lead = _CAPITAL_LEAD.match(match.group())
    return match.start() + lead.end() if lead and lead.end() < len(match.group()) else match.start()


def _to_line_end(token: Token, text: str) -> Token:
    """Widen a token that ends with a line to fill in to the end of that line."""
    run = _LINE.match(text, token.end) if token.key.endswith("_") else None
    return replace(token, end=run.end()) if run else token


def _merged(first: list[tuple[int, int, Atom]], second: list[tuple[int, int, Atom]]) -> list[tuple[int, int, Atom]]:
    """Put two lists of ranges into one order; of two that overlap the one of the first list stays."""
    free = [entry for entry in second if not any(entry[0] < end and start < entry[1] for start, end, _ in first)]
    return sorted((*first, *free))


def _token(view: Compact, start: int, end: int, atom: Atom) -> Token:
    first, last = view.range(start, end)
    words = key(view.text[start:end])
    if words == "-" and view.text[start - 1 : start] == view.text[end : end + 1] == " ":
        words = "—"
    return Token(_PADDING.sub("", words) if atom in (Atom.DATE, Atom.DURATION) else words, atom, first, last)
