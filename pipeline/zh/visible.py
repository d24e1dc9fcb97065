"""Text as it is seen: without the characters that have no width, all decimal digits as 0-9."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.zh.fold import fold

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Soft hyphen, joiners, marks of direction, variation selectors (Unicode 16, Default_Ignorable_Code_Point)."""

_OTHER_DIGIT = re.compile(r"(?![0-9])\d")


@dataclass(frozen=True, slots=True)
class Visible:
    """A text as it is seen, and the way back: character `i` of it is character `origins[i]` of the printed text."""

    text: str
    origins: Sequence[int] = field(repr=False)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Give the half-open range in the printed text of a half-open range that is not empty."""
        return self.origins[start], self.origins[end - 1] + 1


def visible(text: str) -> Visible:
    """Fold a text (`pipeline.zh.fold`), write every decimal digit as ASCII, leave out what has no width."""
    folded = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), fold(text))
    if not _UNSEEN.search(folded):
        return Visible(folded, range(len(folded)))
    origins = [index for index, character in enumerate(folded) if not _UNSEEN.match(character)]
    return Visible("".join(folded[index] for index in origins), origins)


def set_apart(words: str) -> str:
    """Give a pattern of words, parted by blanks, whose characters forms may set apart (电    话, 联 系 人)."""
    return "|".join("[ ]{0,8}".join(map(re.escape, word)) for word in words.split())
