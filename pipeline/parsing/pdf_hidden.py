"""Text that stands in the text layer of a PDF page and that nobody can see on the page.

What an object says of itself settles a part: rendering mode, alpha, size, place. The rest is looked at on the page's
picture: the suspects are switched off and the page is drawn again; where nothing changes nothing was to be seen. A
page without suspects is not drawn at all, one with suspects twice, and once more for each further ground of suspicion.

What lies in annotations is not drawn, and an object is hidden or not as a whole.
"""

import ctypes
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count
from math import ceil, floor
from types import MappingProxyType
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.parsing.pdf_columns import (
    Box,
    Form,
    Ink,
    Shape,
    Texts,
    area,
    around,
    clip_key,
    clip_of,
    common,
    mark_name,
    marks_of,
    shapes_of,
    size_of,
    texts_of,
    walk,
)

Pointer = Any

REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "invisible": ("设为不可见", "set to be invisible"),
        "transparent": ("完全透明", "fully transparent"),
        "tiny": ("字号极小", "in a tiny size"),
        "outside": ("位于页面之外", "outside the page"),
        "clipped": ("被裁剪掉", "clipped away"),
        "switched_off": ("所在图层已关闭", "in a layer that is switched off"),
        "covered": ("被遮盖", "covered"),
        "same_colour": ("与底色相同", "in the colour of its ground"),
        "white": ("与纸张同色", "in the colour of the paper"),
        "layer_over_image": ("扫描图像的文字层", "the text layer of a scanned picture"),
    }
)
"""What hides a text, in Chinese and English. The last one is no deceit: the page is a picture with its OCR text."""

_INVISIBLE, _CLIP_ONLY = 3, 7
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
_LEAST_CHANGE = 12
"""Steps of 255 in a colour channel from which a pixel counts as changed: 5 %, less than paper in a photograph varies."""
_LONGEST_SIDE = 2000
"""Pixels: larger pages are drawn smaller than a pixel a point."""
_FINE = 16
"""Steps of a pixel in which boxes are placed on the picture; PDFium answers in whole numbers."""
_LONG = 24
"""Pixels: the outermost pixel of a side this long is more likely a neighbour's than all the ink of a text."""
_MOST_SHAPES = 64
"""So many shapes, or groups of shapes, are compared with the texts."""
_SCAN = 0.6
"""Share of the page that pictures fill when it is a scan."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text object that cannot be seen, and the key of REASONS that says why."""

    item: Pointer
    reason: str


def hidden_text(page: Any, texts: Sequence[Pointer] | None = None) -> list[Hidden]:
    """Find the text objects of a pypdfium2 page that cannot be seen, in drawing order.

    `texts` limits the answer to these objects. Without it all are looked at, also those inside form XObjects (reached
    by FPDFFormObj_GetObject, at any depth). FPDFPageObj_SetIsActive(item, False) takes a hidden object out of text
    pages loaded later, wherever it stands. Objects of blanks are none, nor copies of words
    that are seen in the same place.
    """
    drawn = walk(page.raw)
    found = texts_of(drawn)
    asked = range(len(found.items)) if texts is None else _places(found, texts)
    if not asked:
        return []
    shapes, paper = shapes_of(drawn), _paper(page)
    sure = dict(_sure(found, asked, paper))
    doubts = {i: reason for i, reason in _doubts(found, shapes).items() if i in asked and i not in sure}
    reasons = sure | {i: doubts[i] for i in _unseen(page, found, doubts)}
    if not reasons:
        return []
    reasons |= dict.fromkeys(_layer(found, reasons, shapes, paper), "layer_over_image")
    return [Hidden(_pointer(found.items[i]), reasons[i]) for i in _told(page, found, sorted(reasons))]


def _places(found: Texts, texts: Sequence[Pointer]) -> frozenset[int]:
    wanted = {ctypes.cast(item, ctypes.c_void_p).value for item in texts}
    return frozenset(i for i, item in enumerate(found.items) if item in wanted)


def _pointer(address: int) -> Pointer:
    return ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)


def _paper(page: Any) -> Box:
    """Give the part of the page that is shown: its crop box within its media box (PDF 32000-1, 14.11.2)."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, box)
    return box.left, box.bottom, box.right, box.top


def _sure(found: Texts, asked: Iterable[int], paper: Box) -> Iterator[tuple[int, str]]:
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


def _doubts(found: Texts, shapes: Sequence[Shape]) -> dict[int, str]:
    """Give the texts with ink that may be hidden, each with the first ground to think so."""
    grounds = {
        "invisible": compress(count(), map(_CLIP_ONLY.__eq__, found.modes)),
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
    over = _merged(shapes)
    end = max((shape.last for shape in over), default=-1)
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
    faint = {ink for ink in set(found.inks) if _is_faint(ink)}
    return [i for i, ink in enumerate(found.inks) if ink in faint] if faint else []


def _is_faint(ink: Ink) -> bool:
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


def _unseen(page: Any, found: Texts, doubts: Mapping[int, str]) -> list[int]:
    """Give the doubtful texts without which the page looks the same.

    Texts of one ground are switched off together, faint ones first, so that a text drawn twice is not missed twice,
    and white words laid over black ones do not pass for them.
    """
    if not doubts:
        return []
    import numpy  # slow to load, and seldom needed

    unseen: list[int] = []
    before = first = _picture(page)
    spots = {i: _spot(page, found.boxes[i], first.shape) for i in doubts}
    try:
        for group in _groups(found, doubts):
            _switch(found, group, False)
            after = _picture(page)
            change = numpy.maximum(before, after) - numpy.minimum(before, after)
            unseen += [i for i in group if change[spots[i]].max(initial=0) < _LEAST_CHANGE]
            before = after
    finally:
        _switch(found, doubts, True)
    return [i for i in unseen if found.modes[i] != _CLIP_ONLY or _is_plain(first[spots[i]])]


def _groups(found: Texts, doubts: Mapping[int, str]) -> list[list[int]]:
    groups: dict[tuple[bool, str], list[int]] = {}
    for i, reason in doubts.items():
        groups.setdefault((not _is_faint(found.inks[i]), reason), []).append(i)
    return [groups[key] for key in sorted(groups)]


def _switch(found: Texts, places: Iterable[int], on: bool) -> None:
    for i in places:
        pdfium.FPDFPageObj_SetIsActive(_pointer(found.items[i]), on)


def _picture(page: Any) -> Any:
    """Draw a page at a pixel a point, without its annotations, as an array of rows, columns and colour channels."""
    scale = min(1.0, _LONGEST_SIDE / max(page.get_size()))
    picture = page.render(scale=scale, draw_annots=False, may_draw_forms=False)
    return picture.to_numpy().copy()


def _is_plain(part: Any) -> bool:
    """Say whether a part of a picture is of one colour: text that only clips lets nothing through there."""
    return not part.size or bool((part.max(axis=(0, 1)) - part.min(axis=(0, 1))).max() < _LEAST_CHANGE)


def _spot(page: Any, box: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Give the rows and columns of a picture where a box of the page stands.

    A long box goes without its outermost pixels, where neighbours reach in; of 二 these may be all there is.
    """
    height, width = shape[:2]
    x, y = ctypes.c_int(), ctypes.c_int()
    xs, ys = [], []
    for corner in ((box[0], box[1]), (box[2], box[3])):
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width * _FINE, height * _FINE, 0, *corner, x, y)
        xs.append(x.value / _FINE)
        ys.append(y.value / _FINE)
    return _inner(min(ys), max(ys), height), _inner(min(xs), max(xs), width)


def _inner(low: float, high: float, size: int) -> slice:
    edge = 1 if high - low >= _LONG else 0
    return slice(min(max(floor(low) + edge, 0), size), min(max(ceil(high) - edge, 0), size))


def _layer(found: Texts, reasons: Mapping[int, str], shapes: Sequence[Shape], paper: Box) -> list[int]:
    """Give the hidden texts on the pictures of a scanned page, if they are most of its texts."""
    pictures = [common(shape.box, paper) for shape in shapes if shape.image]
    if sum(map(area, pictures)) < _SCAN * area(paper):
        return []
    places = [
        i
        for i, reason in reasons.items()
        if reason in ("invisible", "transparent", "covered")
        and any(_middle_in(found.boxes[i], box) for box in pictures)
    ]
    return places if 2 * len(places) >= len(found.items) else []


def _middle_in(box: Box, outer: Box) -> bool:
    return outer[0] <= (box[0] + box[2]) / 2 <= outer[2] and outer[1] <= (box[1] + box[3]) / 2 <= outer[3]


def _told(page: Any, found: Texts, places: Sequence[int]) -> list[int]:
    """Keep the texts that give words to the page's text which it does not show in the same place all the same.

    Shadows and doubled print have a copy below what is seen.
    """
    said = [_squeezed(words) for words in _read(page, lambda text: [_words(text, found.items[i]) for i in places])]
    _switch(found, places, False)
    try:
        shown = _read(page, lambda text: [text.get_text_bounded(*found.boxes[i]) for i in places])
    finally:
        _switch(found, places, True)
    return [i for i, words, others in zip(places, said, shown, strict=True) if words and words not in _squeezed(others)]


def _read(page: Any, ask: Callable[[Any], list[str]]) -> list[str]:
    textpage = page.get_textpage()
    try:
        return ask(textpage)
    finally:
        textpage.close()


def _squeezed(words: str) -> str:
    return "".join(words.replace("\0", "").split())


def _words(textpage: Any, address: int) -> str:
    item = _pointer(address)
    size = pdfium.FPDFTextObj_GetText(item, textpage.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, textpage.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace")
