"""Text that stands in the text layer of a PDF page and that nobody can see on the page.

What an object says of itself settles a part: rendering mode, alpha, size, place. The rest is looked at on the page's
picture: the suspects are switched off and the page is drawn again; where nothing changes nothing was to be seen. A
page without suspects is not drawn at all; where suspects stand it is drawn twice, and once more for each further ground
of suspicion.

What lies in annotations is not drawn, and an object is hidden or not as a whole.
"""

import ctypes
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from types import MappingProxyType
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.parsing.pdf_columns import Drawn, Shape, Texts, is_active, pointer_of, shapes_of, texts_of
from pipeline.parsing.pdf_geometry import Box, area, around, common
from pipeline.parsing.pdf_suspects import CLIP_ONLY, is_faint, plainly_hidden, suspects

Pointer = Any
Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom on the picture of a page."""

LAYER = "layer_over_image"
"""The reason that is no deceit: the page is a picture with its OCR text."""
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
        LAYER: ("扫描图像的文字层", "the text layer of a scanned picture"),
    }
)
"""What hides a text, in Chinese and English."""

_LEAST_CHANGE = 12
"""Steps of 255 in a colour channel from which a pixel counts as changed: 5 %, less than paper in a photograph varies."""
_LONGEST_SIDE = 2000
"""Pixels: larger pages are drawn smaller than a pixel a point."""
_FINE = 16
"""Steps of a pixel in which boxes are placed on the picture; PDFium answers in whole numbers."""
_LONG = 24
"""Pixels: the outermost pixel of a side this long is more likely a neighbour's than all the ink of a text."""
_SHADOW = 2.0
"""Points by which a copy of a text may stand off."""
_SCAN = 0.6
"""Share of the page that pictures fill when it is a scan."""


class _Sheet(NamedTuple):
    """The size in pixels of a whole page's picture, at so many pixels a point."""

    scale: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """The address of a text object that cannot be seen, and the key of REASONS that says why."""

    item: int
    reason: str


def hidden_text(page: Any, drawn: Drawn, texts: Iterable[int]) -> list[Hidden]:
    """Find the text objects of a pypdfium2 page that cannot be seen, in drawing order.

    `drawn` are the objects of the page, `texts` the addresses of those asked about. `switch_off` takes a hidden object
    out of the text pages loaded later. Blanks are not hidden, nor are copies of words that are seen in the same place,
    nor objects that are not active.
    """
    found = texts_of(drawn)
    wanted = set(texts)
    asked = frozenset(i for i, item in enumerate(found.items) if item in wanted)
    if not asked:
        return []
    shapes, paper = shapes_of(drawn), _paper(page)
    plain = _active(found, dict(plainly_hidden(found, asked, paper)))
    doubts = {i: reason for i, reason in suspects(found, shapes).items() if i in asked and i not in plain}
    doubts = _active(found, doubts)
    reasons = plain | {i: doubts[i] for i in _unseen(page, found, doubts)}
    if not reasons:
        return []
    reasons |= dict.fromkeys(_layer(found, reasons, shapes, paper), LAYER)
    return [Hidden(found.items[i], reasons[i]) for i in _told(page, found, sorted(reasons))]


def _active(found: Texts, reasons: Mapping[int, str]) -> dict[int, str]:
    return {i: reason for i, reason in reasons.items() if is_active(found.items[i])}


def _paper(page: Any) -> Box:
    """Give the part of the page that is shown: its crop box within its media box (PDF 32000-1, 14.11.2)."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, box)
    return box.left, box.bottom, box.right, box.top


def _unseen(page: Any, found: Texts, doubts: Mapping[int, str]) -> list[int]:
    """Give the doubtful texts without which the page looks the same.

    Texts of one ground are switched off together, so that of a text drawn twice neither copy passes for hidden; faint
    ones come first and alone, so that the black words above them do not pass for theirs.
    """
    if not doubts:
        return []
    import numpy  # slow to load, and seldom needed

    sheet = _sheet(page)
    places = {i: _place(page, found.boxes[i], sheet) for i in doubts}
    window = around(places.values())
    spots = {i: _within(place, window) for i, place in places.items()}
    unseen: list[int] = []
    before = first = _picture(page, sheet, window)
    try:
        for group in _groups(found, doubts):
            _switch(found, group, False)
            after = _picture(page, sheet, window)
            change = numpy.maximum(before, after) - numpy.minimum(before, after)
            unseen += [i for i in group if change[spots[i]].max() < _LEAST_CHANGE]
            before = after
    finally:
        _switch(found, doubts, True)
    return [i for i in unseen if _judged(page, found, i, doubts[i], first[spots[i]])]


def _groups(found: Texts, doubts: Mapping[int, str]) -> list[list[int]]:
    groups: dict[tuple[bool, str], list[int]] = {}
    for i, reason in doubts.items():
        groups.setdefault((not is_faint(found.inks[i]), reason), []).append(i)
    return [groups[key] for key in sorted(groups)]


def _switch(found: Texts, places: Iterable[int], on: bool) -> None:
    for i in places:
        pdfium.FPDFPageObj_SetIsActive(pointer_of(found.items[i]), on)


def _sheet(page: Any) -> _Sheet:
    wide, high = page.get_size()
    scale = min(1.0, _LONGEST_SIDE / max(wide, high))
    return _Sheet(scale, ceil(wide * scale), ceil(high * scale))


def _picture(page: Any, sheet: _Sheet, window: Pixels) -> Any:
    """Draw a window of a page, without annotations, as an array of rows, columns and colour channels."""
    left, top, right, bottom = window
    cut = (left, sheet.height - bottom, sheet.width - right, top)
    crop = tuple((pixels - 0.5) / sheet.scale for pixels in cut)  # the binding rounds up
    picture = page.render(scale=sheet.scale, crop=crop, draw_annots=False, may_draw_forms=False)
    return picture.to_numpy().copy()


def _judged(page: Any, found: Texts, i: int, reason: str, part: Any) -> bool:
    """Say whether a text that leaves its part of the picture unchanged is hidden for its reason.

    Text that only clips is not where something is painted through it. Text covered or on a like ground is not when it
    has no ink of its own: a font that is not embedded may be missing on this machine.
    """
    if found.modes[i] == CLIP_ONLY:
        return bool((part.max(axis=(0, 1)) - part.min(axis=(0, 1))).max() < _LEAST_CHANGE)
    return reason in ("transparent", "clipped") or _has_ink(page, found.items[i])


def _has_ink(page: Any, address: int) -> bool:
    """Say whether a text object drawn alone, without what lies around it, has ink."""
    bitmap = pdfium.FPDFTextObj_GetRenderedBitmap(page.pdf.raw, page.raw, pointer_of(address), 1.0)
    if not bitmap:
        return False
    size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
    inked = any(ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size))
    pdfium.FPDFBitmap_Destroy(bitmap)
    return inked


def _place(page: Any, box: Box, sheet: _Sheet) -> Pixels:
    """Give the pixels of a sheet where a box of the page stands.

    A long box goes without its outermost pixels, where neighbours reach in; of 二 these may be all there is.
    """
    x, y = ctypes.c_int(), ctypes.c_int()
    xs, ys = [], []
    for corner in ((box[0], box[1]), (box[2], box[3])):
        size = sheet.width * _FINE, sheet.height * _FINE
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *corner, x, y)
        xs.append(x.value / _FINE)
        ys.append(y.value / _FINE)
    left, right = _inner(min(xs), max(xs), sheet.width)
    top, bottom = _inner(min(ys), max(ys), sheet.height)
    return left, top, right, bottom


def _inner(low: float, high: float, size: int) -> tuple[int, int]:
    """Round outwards and give at least one pixel, on the sheet."""
    edge = 1 if high - low >= _LONG else 0
    first = min(max(floor(low) + edge, 0), size - 1)
    return first, max(min(ceil(high) - edge, size), first + 1)


def _within(place: Pixels, window: Pixels) -> tuple[slice, slice]:
    """Give the rows and columns of a window's picture where a place of the sheet stands."""
    return slice(place[1] - window[1], place[3] - window[1]), slice(place[0] - window[0], place[2] - window[0])


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
    """Keep the texts that give words to the page's text, other than copies of what is seen.

    Shadows and doubled print have a copy below. PDFium drops the second of two alike texts in one place, even when
    the first is switched off, so the first must stay, seen or not.
    """
    textpage = page.get_textpage()
    try:
        said = functools.cache(lambda i: _words(found.items[i], textpage.raw))
        seen = set(range(len(found.items))).difference(places)
        return [i for i in places if said(i) and not any(said(j) in ("", said(i)) for j in _twins(found, i, seen))]
    finally:
        textpage.close()


def _twins(found: Texts, i: int, others: Iterable[int]) -> Iterator[int]:
    left, bottom, right, top = found.boxes[i]
    for j in others:
        x0, y0, x1, y1 = found.boxes[j]
        if max(abs(x0 - left), abs(y0 - bottom), abs(x1 - right), abs(y1 - top)) <= _SHADOW:
            yield j


def _words(address: int, textpage: Pointer) -> str:
    item = pointer_of(address)
    size = pdfium.FPDFTextObj_GetText(item, textpage, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, textpage, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").replace("\0", "").strip()
