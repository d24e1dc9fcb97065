"""The words of a unit folded for comparison: what layout and typography may change is gone."""

import re
from functools import cache

from pipeline.compare.variants import FORMS, TICKS
from pipeline.zh.fold import fold

_QUOTES = "“”\"'`´＂＇"
_DROPPED = " \t\n\r\u000b\u000c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad*"
_RUNS = re.compile(r"_{2,}|[—―─]{2,}|--+|\.{3,}|…+|。{3,}|·{3,}")
_RUN_OF = {"_": "_", "—": "—", "―": "—", "─": "—", "-": "—", ".": "…", "…": "…", "。": "…", "·": "…"}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DASH = re.compile(r"(?<= )[-–—]{1,2}(?= )|(?<=\d)—(?=\d)")
_MAY_RUN = re.compile(r"__|——|――|──|--|\.\.\.|…|。。。|···|\d,\d")


@cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(character): '"' for character in _QUOTES}
    table |= {ord(character): None for character in _DROPPED} | FORMS | TICKS
    return table | {ord("【"): "[", ord("】"): "]", ord("–"): "-", ord("―"): "—", ord("─"): "—"}


def key(text: str) -> str:
    """Give the words of a text without blanks, in one width, with one form of quotes, dashes and fill-in lines.

    Two texts with the same key say the same: 1. width (，/,) 2. blanks and invisible characters 3. quotes “ ” ' "
    4. brackets 【 [ 5. the length of fill-in lines, dashes and dots 6. thousands separators 7. emphasis marks (*)
    8. traditional characters, the style of boxes that are ticked or not.
    """
    return key_of_folded(fold(text))


def key_of_folded(text: str) -> str:
    """Give the key of a text that is in one width already (`fold`)."""
    if "-" in text or "—" in text or "–" in text:
        text = _DASH.sub(lambda match: "—" if match.string[match.start() - 1] == " " else "-", text)
    folded = text.translate(_table())
    if not _MAY_RUN.search(folded):
        return folded
    return _THOUSANDS.sub("", _RUNS.sub(lambda match: _RUN_OF[match.group()[0]], folded))
