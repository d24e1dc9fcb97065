"""The objects of a PDF page in columns: one property of all objects read at a time.

A page of a word processor has 250 to 500 text objects, so the price of a question counts. Functions of PDFium bound to
plain addresses cost a third of the typed bindings and can be mapped. Inks are (red, green, blue, alpha), 0 to 255.
"""

import ctypes
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import c_float, c_int, c_ulong, c_void_p
from dataclasses import dataclass
from itertools import compress, count, product, repeat
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from pipeline.parsing.pdf_geometry import Box, Matrix, around, common, moved, times

Ink = tuple[int, int, int, int]

WHITE: Ink = (255, 255, 255, 255)
_DEEPEST = 8
"""Forms inside forms are opened so far."""
_THIN = 2.5
"""Points: what is thinner is a ruled line."""
_COVERING = 200
"""Alpha from which a fill can cover what lies below it."""
_SHAPES = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
_STROKED, _FILLED_AND_STROKED = (1, 5), (2, 6)
"""Text rendering modes (PDF 32000-1, table 106), each without and with clipping."""


def _native(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, c_void_p).value or 0)


_count = _native(pdfium.FPDFPage_CountObjects, c_int, c_void_p)
_object = _native(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
_form_count = _native(pdfium.FPDFFormObj_CountObjects, c_int, c_void_p)
_form_object = _native(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
_kind = _native(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
_mode = _native(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
_bounds = _native(pdfium.FPDFPageObj_GetBounds, c_int, *[c_void_p] * 5)
_fill = _native(pdfium.FPDFPageObj_GetFillColor, c_int, *[c_void_p] * 5)
_stroke = _native(pdfium.FPDFPageObj_GetStrokeColor, c_int, *[c_void_p] * 5)
_blends = _native(pdfium.FPDFPageObj_HasTransparency, c_int, c_void_p)
_matrix = _native(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
_clip = _native(pdfium.FPDFPageObj_GetClipPath, c_void_p, c_void_p)
_clip_count = _native(pdfium.FPDFClipPath_CountPaths, c_int, c_void_p)
_clip_length = _native(pdfium.FPDFClipPath_CountPathSegments, c_int, c_void_p, c_int)
_clip_segment = _native(pdfium.FPDFClipPath_GetPathSegment, c_void_p, c_void_p, c_int, c_int)
_point = _native(pdfium.FPDFPathSegment_GetPoint, c_int, *[c_void_p] * 3)
_marks = _native(pdfium.FPDFPageObj_CountMarks, c_int, c_void_p)
_mark = _native(pdfium.FPDFPageObj_GetMark, c_void_p, c_void_p, c_ulong)
_mark_name = _native(pdfium.FPDFPageObjMark_GetName, c_int, c_void_p, c_void_p, c_ulong, c_void_p)
_draw_mode = _native(pdfium.FPDFPath_GetDrawMode, c_int, *[c_void_p] * 3)
_stroke_width = _native(pdfium.FPDFPageObj_GetStrokeWidth, c_int, c_void_p, c_void_p)
_active = _native(pdfium.FPDFPageObj_GetIsActive, c_int, c_void_p, c_void_p)
_font_size = _native(pdfium.FPDFTextObj_GetFontSize, c_int, c_void_p, c_void_p)


class Form(NamedTuple):
    """A form XObject (PDF 32000-1, 8.10) as the objects in it know it: where it stands, and what may hide it.

    PDFium does not say whether the form's dictionary has /OC, so any form may be switched off.
    """

    matrix: Matrix
    blends: bool = False
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """The objects of a page in drawing order, those in forms where the form stands."""

    items: list[int]
    """Addresses."""
    kinds: list[int]
    """FPDF_PAGEOBJ_TEXT and so on."""
    forms: list[Form | None]
    """The form that holds the object."""


_Thing = tuple[int, int, Form | None]


class Shape(NamedTuple):
    """What can lie over text or behind it: one thing or several, from the first to the last in drawing order."""

    first: int
    last: int
    box: Box
    ink: Ink | None
    """None for an image or a shading."""
    image: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """The text objects of a page in drawing order, a column for each property."""

    orders: list[int]
    items: list[int]
    forms: list[Form | None]
    modes: list[int]
    """Text rendering modes, 0 to 7."""
    inks: list[Ink]
    """The colour that shows: of the stroke where only the outline is drawn."""
    boxes: list[Box]
    blends: list[int]
    """1 for an alpha below 1, a soft mask or a blend mode."""
    clips: list[int]
    """The number of clip paths; -1 or 0 for none."""
    marks: list[int]
    """The number of marked-content sequences around the object."""


def walk(page: Any) -> Drawn:
    """Read the objects of a page; forms are opened, so that the list is flat."""
    address = ctypes.cast(page, c_void_p).value
    items = list(map(_object, repeat(address), range(_count(address))))
    kinds = list(map(_kind, items))
    if pdfium.FPDF_PAGEOBJ_FORM not in kinds:
        return Drawn(items, kinds, [None] * len(items))
    flat = list(_opened(zip(items, kinds, repeat(None), strict=False), 0))
    return Drawn([item for item, _, _ in flat], [kind for _, kind, _ in flat], [form for _, _, form in flat])


def _opened(things: Iterable[_Thing], depth: int) -> Iterator[_Thing]:
    for item, kind, outer in things:
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, kind, outer
        elif depth < _DEEPEST:
            form = _form(item, outer)
            inner = (_form_object(item, index) for index in range(_form_count(item)))
            yield from _opened(((each, _kind(each), form) for each in inner), depth + 1)


def _form(item: int, holder: Form | None) -> Form:
    outer = holder or Form((1, 0, 0, 1, 0, 0))
    return Form(
        times(_matrix_of(item), outer.matrix),
        outer.blends or bool(_blends(item)),
        outer.clipped or _clip_count(_clip(item)) > 0,
    )


def texts_of(drawn: Drawn) -> Texts:
    """Read the columns of the text objects."""
    chosen = list(map(pdfium.FPDF_PAGEOBJ_TEXT.__eq__, drawn.kinds))
    items, forms = list(compress(drawn.items, chosen)), list(compress(drawn.forms, chosen))
    modes = list(map(_mode, items))
    fills = _inks(_fill, items)
    return Texts(
        list(compress(count(), chosen)),
        items,
        forms,
        modes,
        list(map(_shown, items, modes, fills)) if any(modes) else fills,
        _boxes(items, forms),
        list(map(_blends, items)),
        list(map(_clip_count, map(_clip, items))),
        list(map(_marks, items)),
    )


def _shown(item: int, mode: int, fill: Ink) -> Ink:
    if mode in _STROKED or (mode in _FILLED_AND_STROKED and fill[3] == 0):
        return _inks(_stroke, [item])[0]
    return fill


def _fours(function: Callable[..., int], items: Sequence[int], code: str) -> tuple[list[int], list[Any]]:
    """Call a function that fills four numbers of four bytes, for all items; give its answers and the numbers."""
    buffer = ctypes.create_string_buffer(16 * len(items))
    start, end = ctypes.addressof(buffer), ctypes.addressof(buffer) + 16 * len(items)
    slots = (range(start + offset, end, 16) for offset in (0, 4, 8, 12))
    return list(map(function, items, *slots)), list(struct.iter_unpack(code, memoryview(buffer)))


def _inks(function: Callable[..., int], items: Sequence[int]) -> list[Ink]:
    """Read colours; one that PDFium cannot tell is white, as it gives those of patterns."""
    known, inks = _fours(function, items, "4I")
    return inks if all(known) else [ink if told else WHITE for told, ink in zip(known, inks, strict=True)]


def _boxes(items: Sequence[int], forms: Sequence[Form | None]) -> list[Box]:
    boxes = bounds_of(items)
    if not any(forms):
        return boxes
    return [moved(box, form.matrix) if form else box for box, form in zip(boxes, forms, strict=True)]


def matrices_of(items: Sequence[int]) -> list[Matrix]:
    """Read the matrices of objects, each in the space of its page or form."""
    size = ctypes.sizeof(pdfium.FS_MATRIX)
    buffer = ctypes.create_string_buffer(size * len(items))
    start = ctypes.addressof(buffer)
    list(map(_matrix, items, range(start, start + size * len(items), size)))
    return list(struct.iter_unpack("6f", memoryview(buffer).cast("B")[: size * len(items)]))


def pictures_of(drawn: Drawn) -> list[Box]:
    """Give the places of the images of a page, those in forms as well."""
    chosen = [i for i, kind in enumerate(drawn.kinds) if kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    return _boxes([drawn.items[i] for i in chosen], [drawn.forms[i] for i in chosen])


def bounds_of(items: Sequence[int]) -> list[Box]:
    """Read the bounds of objects, each in the space of its page or form."""
    return _fours(_bounds, items, "4f")[1]


def fills_of(items: Sequence[int]) -> list[Ink]:
    """Read the fill colours of objects."""
    return _inks(_fill, items)


def pointer_of(address: int) -> Any:
    """Give an object as the typed functions of PDFium take it."""
    return ctypes.cast(address, pdfium.FPDF_PAGEOBJECT)


def switch_off(item: int) -> None:
    """Keep an object, of the page or of a form, out of the text pages loaded from now on."""
    pdfium.FPDFPageObj_SetIsActive(pointer_of(item), False)


def shapes_of(drawn: Drawn) -> list[Shape]:
    """Give the images, shadings and opaque paths of a page that are more than ruled lines."""
    orders = [order for order, kind in enumerate(drawn.kinds) if kind in _SHAPES]
    boxes = _boxes([drawn.items[order] for order in orders], [drawn.forms[order] for order in orders])
    thick = ((order, box) for order, box in zip(orders, boxes, strict=True) if _thick(box))
    shapes = (_shape(order, drawn.items[order], drawn.kinds[order], box) for order, box in thick)
    return [shape for shape in shapes if shape]


def _thick(box: Box) -> bool:
    return box[2] - box[0] > _THIN and box[3] - box[1] > _THIN


def _shape(order: int, item: int, kind: int, box: Box) -> Shape | None:
    if kind != pdfium.FPDF_PAGEOBJ_PATH:
        return Shape(order, order, box, None, kind == pdfium.FPDF_PAGEOBJ_IMAGE)
    ink = _paint(item)
    return Shape(order, order, box, ink, False) if ink and ink[3] >= _COVERING else None


def _paint(path: int) -> Ink | None:
    """Give the colour of a path that is filled, or drawn with a broad pen."""
    fill, stroke, width = c_int(), c_int(), c_float()
    _draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    if fill.value:
        return _inks(_fill, [path])[0]
    _stroke_width(path, ctypes.addressof(width))
    return _inks(_stroke, [path])[0] if stroke.value and width.value > _THIN else None


def is_active(item: int) -> bool:
    """Say whether an object is drawn and read: FPDFPageObj_SetIsActive may have switched it off."""
    active = c_int()
    _active(item, ctypes.addressof(active))
    return bool(active.value)


def size_of(item: int, form: Form | None) -> float:
    """Give the size of a text object's font on the page in points, the smaller of height and width."""
    size = c_float()
    _font_size(item, ctypes.addressof(size))
    a, b, c, d, _, _ = times(_matrix_of(item), form.matrix) if form else _matrix_of(item)
    return abs(size.value) * min(hypot(a, b), hypot(c, d))


def clip_of(item: int, form: Form | None) -> tuple[Box, bool]:
    """Give the box that the clip paths of an object leave, and whether they are upright rectangles."""
    clip, left, exact = _clip(item), (-1e6, -1e6, 1e6, 1e6), True
    for index in range(_clip_count(clip)):
        points = [_point_of(_clip_segment(clip, index, step)) for step in range(_clip_length(clip, index))]
        box = around((x, y, x, y) for x, y in points) if points else (0.0, 0.0, 0.0, 0.0)
        exact = exact and len(points) <= 5 and set(points) >= set(product(box[::2], box[1::2]))
        left = common(left, box)
    return (moved(left, form.matrix) if form else left), exact


def clip_key(item: int) -> tuple[int, int]:
    """Give what is the same for objects that share their clip paths: their number, the address of the last one."""
    clip = _clip(item)
    last = _clip_count(clip) - 1
    return last, _clip_segment(clip, last, 0)


def marks_of(item: int, count: int) -> list[int]:
    """Give the addresses of the marks around an object; objects in one sequence share them."""
    return [_mark(item, index) for index in range(count)]


def mark_name(mark: int) -> str:
    """Give the tag of a marked-content sequence (PDF 32000-1, 14.6): OC, Span, P."""
    buffer, size = ctypes.create_string_buffer(64), c_ulong()
    _mark_name(mark, ctypes.addressof(buffer), 64, ctypes.addressof(size))
    return buffer.raw[: max(0, min(size.value, 64) - 2)].decode("utf-16-le", "replace")


def _matrix_of(item: int) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    _matrix(item, ctypes.addressof(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _point_of(segment: int) -> tuple[float, float]:
    x, y = c_float(), c_float()
    _point(segment, ctypes.addressof(x), ctypes.addressof(y))
    return x.value, y.value
