"""Folding for matching: one character becomes one character, so offsets stay as they are."""

import re
import unicodedata
from functools import cache

_RANGES = (
    (0x00A0, 0x00A0),  # no-break space
    (0x2000, 0x200A),  # blanks of other widths
    (0x202F, 0x202F),
    (0x2E80, 0x2FDF),  # radicals that stand for characters
    (0x3000, 0x3000),  # ideographic space
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFE30, 0xFE4F),  # vertical forms
    (0xFF01, 0xFF5E),  # full width ASCII
    (0xFF61, 0xFF64),  # half width 。 「 」 、
    (0xFFE0, 0xFFE6),
)
_EXTRA = {
    "「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "‘": "“", "’": "”",
    "〔": "[", "〕": "]", "﹝": "[", "﹞": "]", "‐": "-", "‑": "-", "−": "-", "–": "-", "―": "—",
    "○": "〇", "◯": "〇", "\u000b": " ", "\u000c": " ", "\r": " ", "¥": "¥", "￥": "¥",
    "．": ".", "﹕": ":", "∶": ":", "︰": ":", "•": "·", "・": "·",
}  # fmt: skip


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    """Give the characters that change, as a class to look for and as a table. `str.translate` takes three times as long."""
    table = {}
    for first, last in _RANGES:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[chr(code)] = folded
    table.update((old, new) for old, new in _EXTRA.items() if old != new)
    return re.compile(f"[{re.escape(''.join(table))}]"), table


def fold(text: str) -> str:
    """Give the text in one width and one form of each character, of the same length.

    Full width letters, digits and punctuation become ASCII (（ → (, ： → :, ， → ,); radicals and compatibility
    characters become the usual ones; every blank but tab and line end becomes a space; ○ becomes 〇; corner
    brackets and single quotes become “ ”. 。、《》【】 stay. Folding twice changes nothing more.
    """
    changing, table = _table()
    return changing.sub(lambda match: table[match[0]], text)
