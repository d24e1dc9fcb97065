"""Differences in characters between texts that say the same, told apart by their cause."""

import re
from collections.abc import Iterator

from pipeline.compare.keys import key
from pipeline.model.diff import NoiseClass
from pipeline.zh.fold import fold

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]*")

Piece = tuple[int, int, int, int, NoiseClass | None]
"""A range of the old text, a range of the new one, and why they differ; None for a reference whose number moved on."""


def noise(old: str, new: str) -> Iterator[Piece]:
    """Yield every place where two texts of one key differ, in order."""
    if old == new:
        return
    left, right = _visible(old), _visible(new)
    if len(left) != len(right):
        yield from _uneven(old, new)
        return
    i = j = 0
    for (at, one), (to, other) in zip((*left, (len(old), "")), (*right, (len(new), "")), strict=True):
        if old[i:at] != new[j:to]:
            yield i, at, j, to, _blank_why(old[i:at] + new[j:to])
        if one != other:
            yield at, at + 1, to, to + 1, _why(one, other)
        i, j = at + 1, to + 1


def _blank_why(blanks: str) -> NoiseClass:
    return NoiseClass.LAYOUT if any(blank in blanks for blank in "\n\r\t") else NoiseClass.SPACING


def _visible(text: str) -> list[tuple[int, str]]:
    return [(at, character) for at, character in enumerate(text) if not _INVISIBLE.fullmatch(character)]


def _why(one: str, other: str) -> NoiseClass:
    if fold(one) == fold(other) or (one.isalnum() and other.isalnum()):
        return NoiseClass.WIDTH if one not in "‘’“”" else NoiseClass.PUNCTUATION
    return NoiseClass.PUNCTUATION


def _uneven(old: str, new: str) -> Iterator[Piece]:
    """Narrow a difference in the number of visible characters to what is between the equal ends."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    yield start, len(old) - end, start, len(new) - end, NoiseClass.PUNCTUATION


def terminal(old: str, new: str, rest: str, *, last: bool) -> bool:
    """Say whether an edit only adds, drops or exchanges the mark that ends a unit.

    `rest` is what stands before the edit, `last` whether the edit ends the unit on both sides. A mark behind another one
    (。。) is none: it is an error that a reader sees.
    """
    marks = "。;；.,，:：、"
    alone = all(character in marks for character in (key(old) + key(new)))
    return last and alone and max(len(key(old)), len(key(new))) == 1 and key(rest)[-1:] not in marks


_NOTHING = frozenset(("()", "[]", "<>", "《》", "•", "·", "●", "◆", "○", "▪", "➢"))


_MARKUP = re.compile(r"(?:[\\<>]|\[|\]\([^()\s]*\)|#{1,6}|\*+|—)+")
"""Marks of Markdown left in a text that was read as plain: a backslash, a link, a rule (--- in the key)."""


def remnant(old: str, new: str) -> bool:
    """Say whether an edit only adds or drops brackets with nothing in them or a bullet: what is left of a layout."""
    words = max(key(old), key(new))
    if min(key(old), key(new)) != "":
        return False
    return words in _NOTHING or (words != "—" and bool(_MARKUP.fullmatch(words))) or (old + new).strip() == "---"
