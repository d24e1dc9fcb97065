"""Which text of a PDF page may be hidden, by what its objects and their neighbours say of themselves.

Nothing is drawn here. Some texts are plainly hidden; others are suspects, to be looked at on the page's picture.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from math import ceil
from typing import Any

from pipeline.parsing.pdf_columns import (
    Form,
    Ink,
    Shape,
    Texts,
    clip_key,
    clip_of,
    mark_name,
    marks_of,
    size_of,
)
from pipeline.parsing.pdf_geometry import Box, area, around, common

_INVISIBLE, CLIP_ONLY = 3, 7
"""Text rendering modes without paint, PDF 32000-1, table 106."""
_FAINT = 225
"""Red, green and blue from which a colour is near that of paper."""
_NEAR = 48
"""Difference of a colour channel up to which two colours are alike."""
_CLEAR = 8
"""Alpha up to which a text is fully transparent (3 %)."""
_TINY = 2.0
"""Points: a font below this cannot be read."""
_TOUCH = 0.5
"""Points that two boxes must share to overlap."""
_MOST_SHAPES = 64
"""So many shapes, or groups of shapes, are compared with the texts."""


def plainly_hidden(found: Texts, asked: Iterable[int], paper: Box) -> Iterator[tuple[int, str]]:
    """Yield the texts that hide by what they say of themselves."""
    clear = {ink for ink in set(found.inks) if ink[3] <= _CLEAR}
    first, low, last, high = paper[0] + _TOUCH, paper[1] + _TOUCH, paper[2] - _TOUCH, paper[3] - _TOUCH
    for i in asked:
        left, bottom, right, top = found.boxes[i]
        if found.modes[i] == _INVISIBLE:
            yield i, "invisible"
        elif found.inks[i] in clear:
            yield i, "transparent"
        elif (right - left < _TINY or top - bottom < _TINY) and size_of(found.items[i], found.forms[i]) < _TINY:
            yield i, "tiny"
        elif right < first or left > last or top < low or bottom > high:
            yield i, "outside"


def suspects(found: Texts, shapes: Sequence[Shape]) -> dict[int, str]:
    """Give the texts with ink that may be hidden, each with the first ground to think so."""
    grounds = {
        "invisible": compress(count(), map(CLIP_ONLY.__eq__, found.modes)),
        "transparent": compress(count(), found.blends),
        "clipped": _clipped(found),
        "switched_off": _optional(found),
        "covered": _covered(found, shapes),
        "same_colour": _alike(found, shapes),
        "white": _white(found),
    }
    reasons = {i: _by_form(form) for i, form in compress(enumerate(found.forms), found.forms) if form}
    for reason, places in reversed(grounds.items()):  # the first ground is written last
        reasons |= dict.fromkeys(places, reason)
    return {i: reason for i, reason in reasons.items() if area(found.boxes[i])}


def _by_form(form: Form) -> str:
    if form.blends:
        return "transparent"
    return "clipped" if form.clipped else "switched_off"


def _clipped(found: Texts) -> list[int]:
    """Give the texts of which clip paths leave less than half, or what is no rectangle."""
    known: dict[Any, tuple[Box, bool]] = {}
    places = []
    for i in compress(count(), map((0).__lt__, found.clips)):
        item, form, box = found.items[i], found.forms[i], found.boxes[i]
        key = clip_key(item), form
        if key not in known:
            known[key] = clip_of(item, form)
        left, exact = known[key]
        if not exact or area(common(box, left)) < area(box) / 2:
            places.append(i)
    return places


def _optional(found: Texts) -> list[int]:
    """Give the texts that belong to optional content (PDF 32000-1, 8.11)."""
    named = functools.cache(mark_name)
    marked = compress(zip(count(), found.items, found.marks, strict=False), found.marks)
    return [i for i, item, number in marked if any(named(mark) == "OC" for mark in marks_of(item, number))]


def _covered(found: Texts, shapes: Sequence[Shape]) -> list[int]:
    """Give the texts that a shape drawn later overlaps."""
    if not shapes:
        return []
    over, end = _merged(shapes), shapes[-1].last
    return [
        i
        for i, (order, box) in enumerate(zip(found.orders, found.boxes, strict=True))
        if order < end and any(shape.last > order and _overlap(box, shape.box) for shape in over)
    ]


def _alike(found: Texts, shapes: Sequence[Shape]) -> list[int]:
    """Give the texts on a shape drawn before that has nearly their colour, or colours that are not known."""
    under = {ink: _merged([shape for shape in shapes if _near(ink, shape.ink)]) for ink in set(found.inks)}
    if not any(under.values()):
        return []
    return [
        i
        for i, (order, ink, box) in enumerate(zip(found.orders, found.inks, found.boxes, strict=True))
        if any(shape.first < order and _overlap(box, shape.box) for shape in under[ink])
    ]


def _white(found: Texts) -> list[int]:
    faint = {ink for ink in set(found.inks) if is_faint(ink)}
    return [i for i, ink in enumerate(found.inks) if ink in faint] if faint else []


def is_faint(ink: Ink) -> bool:
    """Say whether a colour on white paper is near white."""
    return max(255 - shade for shade in ink[:3]) * ink[3] <= (255 - _FAINT) * 255


def _near(ink: Ink, other: Ink | None) -> bool:
    return other is None or all(abs(a - b) <= _NEAR for a, b in zip(ink[:3], other[:3], strict=True))


def _overlap(one: Box, other: Box) -> bool:
    left, bottom, right, top = common(one, other)
    return right - left > _TOUCH and top - bottom > _TOUCH


def _merged(shapes: Sequence[Shape]) -> list[Shape]:
    """Put neighbours in drawing order together so that few are left: a chart has thousands."""
    step = ceil(len(shapes) / _MOST_SHAPES) or 1
    groups = [shapes[start : start + step] for start in range(0, len(shapes), step)]
    return [Shape(group[0].first, group[-1].last, around(s.box for s in group), None, False) for group in groups]
