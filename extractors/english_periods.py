"""Periods of secrecy and of force majeure in English sentences: three (3) years, ninety days, 48 hours."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.span import Span

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-eight": 48,
    "sixty": 60, "seventy-two": 72, "ninety": 90, "one hundred and twenty": 120,
}  # fmt: skip
_COUNT = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_PERIOD = rf"(?:(?P<word>{_COUNT}) ?)?(?:\(? ?(?P<figures>\d{{1,4}}) ?\)? ?)?(?P<working>(?:working|business) )?(?P<unit>hour|day|week|month|year)s?"
_SPAN = re.compile(rf"(?<![A-Za-z\d]){_PERIOD}(?![A-Za-z])", re.IGNORECASE)
_UNITS = {"hour": ("PT", "H"), "day": ("P", "D"), "week": ("P", "W"), "month": ("P", "M"), "year": ("P", "Y")}
_LINE = re.compile(r"[^。;\n]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_END = re.compile(r"\.(?= ?[A-Z\u4e00-\u9fff])")
_SECRET = re.compile(r"confidential|non-?disclosure|secrecy", re.IGNORECASE)
_SURVIVES = re.compile(r"surviv|remain (?:in (?:full )?(?:force|effect)|binding|effective)|continue", re.IGNORECASE)
_LASTS = re.compile(r"period|term of|for |years? (?:after|from|following)|during", re.IGNORECASE)
_ENDED = re.compile(r"terminat|expir", re.IGNORECASE)
_ALWAYS = re.compile(r"indefinite|perpetual|without limit(?:ation)? in time|public domain", re.IGNORECASE)
_RETURNS = re.compile(r"\breturn|destroy|retain", re.IGNORECASE)
_EVENT = re.compile(r"force majeure", re.IGNORECASE)
_TELLS = re.compile(r"notif|notice|inform", re.IGNORECASE)
_GOES_ON = re.compile(r"continu|exceed|last|persist|more than|longer than|prevent", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence says: a length (ISO 8601 or `indefinite`), survival, where it stands."""

    length: str | None
    survives: bool | None
    span: Span


def english_secrecy(document: Document) -> Iterator[Told]:
    """Yield how long English sentences say that secrets are kept, those with a length first."""
    told = []
    for text, span in _sentences(document, _SECRET):
        survives = True if _SURVIVES.search(text) and _ENDED.search(text) else None
        length = _period(text) if _LASTS.search(text) or survives else None
        length = length or ("indefinite" if _ALWAYS.search(text) and (survives or _LASTS.search(text)) else None)
        if not _RETURNS.search(text) and (survives or (length and _is_long(length))):
            told.append(Told(length, survives, span))
    yield from sorted(told, key=lambda each: each.length is None)


def english_event(document: Document) -> tuple[Told | None, Told | None]:
    """Give the notice of an event of force majeure, and the length after which the agreement may be ended."""
    notice = after = None
    for text, span in _sentences(document, _EVENT):
        length = _period(text)
        if length and _ENDED.search(text) and _GOES_ON.search(text):
            after = after or Told(length, None, span)
        elif length and _TELLS.search(text):
            notice = notice or Told(length, None, span)
    return notice, after


def _sentences(document: Document, about: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    """Yield the English sentences of the body in which a pattern occurs, with their ranges."""
    view = document.compact
    if not about.search(view.text):
        return
    for line in document.search(_LINE):
        first, last = line.match.span()
        ends = [first, *(end.end() for end in _END.finditer(view.text, first, last)), last]
        for start, end in itertools.pairwise(ends):
            text = view.text[start:end]
            if about.search(text) and len(_HAN.findall(text)) * 4 < len(text):
                yield text, Span(*view.range(start, end))


def _period(text: str) -> str | None:
    """Give the first period of a sentence as ISO 8601."""
    for match in _SPAN.finditer(text):
        number = int(match["figures"]) if match["figures"] else _NUMBERS.get((match["word"] or "").lower(), 0)
        if number:
            head, unit = _UNITS[match["unit"].lower()]
            return f"P{number * 7}D" if unit == "W" else f"{head}{number}{unit}"
    return None


def _is_long(length: str) -> bool:
    return length == "indefinite" or length[-1] in "YM"
