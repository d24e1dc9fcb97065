"""Chinese numerals as whole numbers."""

from functools import cache

_DIGITS = {character: value for value, characters in enumerate(
    ("〇零○Oo0", "一壹弌", "二贰貳两", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
    for character in characters}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


@cache
def numeral(text: str) -> int | None:
    """Read a whole number below ten thousand; None when the text is not one.

    1. digits: 12, １２ folded before  2. 十二, 二十, 一百零五, 两百  3. place by place: 二〇二二, 一二, also with the letter or the
    digit for the round zero (二O二二, 二0二二)  4. 拾贰, 壹佰
    """
    if text.isascii():
        return int(text) if text.isdecimal() else None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, pending, last = 0, None, 10_000
    for character in text:
        if character in _DIGITS:
            if pending:
                return None
            pending = _DIGITS[character]
        elif (unit := _UNITS.get(character)) and unit < last:
            total += (1 if pending is None else pending) * unit
            pending, last = None, unit
        else:
            return None
    return total + (pending or 0)
