"""Text as a reader reads it: without the blanks that layout put between characters.

Word, PDF and text versions of one agreement differ in blanks (`2025 年 3 月`, `甲 方`). Patterns are written
against the compact form; every match is carried back to the printed text, which is what is quoted.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.zh.fold import fold

GAP = "_"
"""Stands for an underscore line or a gap of three blanks or more: something was left open here."""

_BLANKS = re.compile(r"[ _\u200b-\u200f\u2060\ufeff\u00ad]+")
_LATIN = re.compile(r"[A-Za-z0-9,.;:)(%&'\"/+-]")


def _replacement(run: str, before: str, after: str) -> str:
    if "_" in run or run.count(" ") >= 3:
        return GAP
    between_words = _LATIN.match(before) and _LATIN.match(after) and " " in run
    return " " if between_words and (before.isalpha() or after.isalpha()) else ""


@dataclass(frozen=True, slots=True)
class Compact:
    """A compact text and the way back: `starts[i]` of the compact text is `origins[i]` of the printed text."""

    text: str
    starts: Sequence[int] = field(repr=False)
    origins: Sequence[int] = field(repr=False)

    def origin(self, offset: int) -> int:
        """Give the offset in the printed text of one character of the compact text."""
        index = bisect_right(self.starts, offset) - 1
        return self.origins[index] + offset - self.starts[index]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Give the half-open range in the printed text of a half-open range of the compact text."""
        if start == end:
            here = self.origin(start)
            return here, here
        return self.origin(start), self.origin(end - 1) + 1

    def position(self, origin: int) -> int:
        """Give the first compact offset whose character stands at or after an offset of the printed text."""
        index = bisect_right(self.origins, origin) - 1
        if index < 0:
            return 0
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return min(self.starts[index] + origin - self.origins[index], end)


def compact(text: str) -> Compact:
    """Fold the text and close the blanks that carry no meaning.

    1. one or two blanks vanish (`甲 方` → `甲方`, `2025 年` → `2025年`), but one stays between Latin words
    2. three blanks or more, and underscores, become one GAP (`自____年` → `自_年`)
    3. zero width characters vanish; tabs (between cells) and line ends (between blocks) stay
    """
    folded = fold(text)
    pieces: list[str] = []
    starts, origins = [0], [0]
    length = done = 0
    for match in _BLANKS.finditer(folded):
        start, end = match.span()
        before = folded[start - 1] if start else "\n"
        after = folded[end] if end < len(folded) else "\n"
        piece = folded[done:start] + _replacement(match.group(), before, after)
        pieces.append(piece)
        kept = start - done
        if len(piece) > kept:
            starts.append(length + kept)
            origins.append(start)
        length += len(piece)
        starts.append(length)
        origins.append(end)
        done = end
    pieces.append(folded[done:])
    return Compact("".join(pieces), starts, origins)
