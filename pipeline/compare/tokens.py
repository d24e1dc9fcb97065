"""The words of a unit as a redline shows them: dates, amounts, rates, names and references are never cut."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.compare.keys import key
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

_PARTS = (
    (Atom.DATE, f"{DATE}|{MONTH_ONLY}|{BLANK_DATE}"),
    (Atom.REFERENCE, REFERENCE),
    (Atom.RATE, RATE),
    (Atom.AMOUNT, AMOUNT),
    (Atom.DURATION, DURATION),
    (Atom.BLANK, r"[_□☐☑☒√■]|\{\{[^{}]{1,40}\}\}|\$\{[^{}]{1,40}\}|\[[ _]{0,20}\]|【[ _]{0,20}】"),
    (Atom.NUMBER, r"\d+(?:,\d{3})*(?:\.\d+)*(?![A-Za-z0-9-])|(?=[A-Za-z-]{0,12}\d)[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*"),
    (Atom.WORD, r"[A-Za-z]+(?:['’.&@/-][A-Za-z0-9]+)*"),
    (Atom.MARK, r"(?:[—―─]{2,}|-{2,}|\.{3,}|…+|。{3,}|·{3,})"),
)
_ATOM = re.compile("|".join(f"(?P<{atom.value}>{pattern})" for atom, pattern in _PARTS))
_MARK = re.compile(r"[^\w\s]")


class Tokenizer:
    """Cuts units of one pair of versions into tokens; `names` are what is never cut: parties, roles, defined terms."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        known = sorted({key(name) for name in names if len(key(name)) > 1}, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, known))) if known else None

    def tokens(self, text: str) -> list[Token]:
        """Cut a text; blanks between tokens are in none, a gap of blanks alone is no token."""
        return [token for token in self._tokens(compact(text)) if text[token.start : token.end].strip()]

    def _tokens(self, view: Compact) -> Iterator[Token]:
        words = view.text
        for start, end, atom in self._stretches(words):
            if atom is not None:
                yield _token(view, start, end, atom)
                continue
            at = start
            for word in cut(words[start:end]):
                if word.strip():
                    yield _token(view, at, at + len(word), Atom.MARK if _MARK.fullmatch(word) else Atom.WORD)
                at += len(word)

    def _stretches(self, words: str) -> Iterator[tuple[int, int, Atom | None]]:
        """Yield names, atoms and what is between them, in order; a name goes before an atom inside it."""
        at = 0
        for start, end, atom in _merged(self._named(words), _atoms(words)):
            if start > at:
                yield at, start, None
            yield start, end, atom
            at = end
        if at < len(words):
            yield at, len(words), None

    def _named(self, words: str) -> list[tuple[int, int, Atom]]:
        found = self._names.finditer(words) if self._names else ()
        return [(match.start(), match.end(), Atom.NAME) for match in found]


def _atoms(words: str) -> list[tuple[int, int, Atom]]:
    return [(match.start(), match.end(), Atom(match.lastgroup or "")) for match in _ATOM.finditer(words)]


def _merged(first: list[tuple[int, int, Atom]], second: list[tuple[int, int, Atom]]) -> list[tuple[int, int, Atom]]:
    """Put two lists of ranges into one order; of two that overlap the one of the first list stays."""
    free = [entry for entry in second if not any(entry[0] < end and start < entry[1] for start, end, _ in first)]
    return sorted((*first, *free))


def _token(view: Compact, start: int, end: int, atom: Atom) -> Token:
    first, last = view.range(start, end)
    return Token(key(view.text[start:end]), atom, first, last)
