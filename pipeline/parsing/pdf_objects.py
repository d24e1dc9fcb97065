"""The objects of a PDF page: text and which way it runs, ruled lines that make tables, pictures.

Text inside form XObjects (PDF 32000-1, 8.10), where programs put watermarks and whole pages, is reached as well.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.parsing.segments import Rectangle

Pointer = Any

_THIN = 2.5
"""Points: a filled rectangle no thicker than this is a ruled line."""
_SHORT = 6.0
"""Points: shorter lines are strokes of drawings, not of tables."""
_MAX_SEGMENTS = 2000
_TURNED = 0.02
"""Share of b and c in a text matrix from which text counts as turned (about one degree), PDF 32000-1, 9.4.4."""
_DEPTH = 8
"""Forms inside forms are followed this deep."""


@dataclass(frozen=True, slots=True)
class TextItem:
    """A text object: the form that holds it (None: the page), and the direction in which it runs.

    `quarters` counts quarter turns counterclockwise in the page's own space, None for a slant.
    """

    item: Pointer
    parent: Pointer | None
    quarters: int | None


@dataclass
class Objects:
    """What a page holds: text objects, rulings as (x0, top, x1, bottom) in points from the top left, pictures."""

    texts: list[TextItem] = field(default_factory=list)
    horizontal: list[Rectangle] = field(default_factory=list)
    vertical: list[Rectangle] = field(default_factory=list)
    images: list[Rectangle] = field(default_factory=list)
    paths: list[Pointer] = field(default_factory=list)


def page_objects(page: Pointer) -> Objects:
    """Walk the objects of a page once."""
    found = Objects()
    count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
    _walk([get(page, index) for index in range(count)], None, (1.0, 0.0, 0.0, 1.0), found, 0)
    return found


_Linear = tuple[float, float, float, float]
"""a, b, c, d of a matrix: what it does to directions."""


def _walk(items: Sequence[Pointer], parent: Pointer | None, outer: _Linear, found: Objects, depth: int) -> None:
    matrix = pdfium.FS_MATRIX()
    by_reference = ctypes.byref(matrix)
    kind_of, matrix_of = pdfium.FPDFPageObj_GetType, pdfium.FPDFPageObj_GetMatrix
    for item in items:
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            matrix_of(item, by_reference)
            own = (matrix.a, matrix.b, matrix.c, matrix.d)
            found.texts.append(TextItem(item, parent, _quarters(own if parent is None else _product(own, outer))))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            if parent is None:
                found.paths.append(item)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.images.append(bounds(item))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            matrix_of(item, by_reference)
            inner = _product((matrix.a, matrix.b, matrix.c, matrix.d), outer)
            count = pdfium.FPDFFormObj_CountObjects(item)
            _walk([pdfium.FPDFFormObj_GetObject(item, i) for i in range(max(count, 0))], item, inner, found, depth + 1)


def _product(one: _Linear, two: _Linear) -> _Linear:
    (a, b, c, d), (e, f, g, h) = one, two
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


def _quarters(matrix: _Linear) -> int | None:
    a, b, _, _ = matrix
    if abs(b) <= _TURNED * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= _TURNED * abs(b):
        return 1 if b > 0 else 3
    return None


def direction(texts: Sequence[TextItem]) -> int:
    """Give the direction in which most text of a page runs, in quarter turns counterclockwise."""
    counted = Counter(text.quarters for text in texts if text.quarters is not None)
    return max(counted, key=lambda quarters: (counted[quarters], -quarters), default=0)


def turn_upright(page: Pointer, quarters: int, box: Rectangle) -> None:
    """Turn everything on a page clockwise by quarter turns, into a box of that size with its corner at the origin.

    `box` is (left, bottom, right, top) of the page in its own space.
    """
    left, bottom, right, top = box
    matrices = {
        0: (1, 0, 0, 1, -left, -bottom),
        1: (0, -1, 1, 0, -bottom, right),
        2: (-1, 0, 0, -1, right, top),
        3: (0, 1, -1, 0, top, -left),
    }
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        pdfium.FPDFPageObj_Transform(pdfium.FPDFPage_GetObject(page, index), *matrices[quarters])


def rulings(paths: Sequence[Pointer], height: float) -> tuple[list[Rectangle], list[Rectangle]]:
    """Give the horizontal and the vertical ruled lines among paths, from the top left of a page of this height."""
    horizontal: list[Rectangle] = []
    vertical: list[Rectangle] = []
    for path in paths:
        for x0, y0, x1, y1 in _rulings(path):
            (horizontal if x1 - x0 >= y1 - y0 else vertical).append((x0, height - y1, x1, height - y0))
    return horizontal, vertical


def remove(page: Pointer, text: TextItem) -> None:
    """Take a text object out of its page, so that it does not stand among the words read."""
    if text.parent is None:
        pdfium.FPDFPage_RemoveObject(page, text.item)
    else:
        pdfium.FPDFFormObj_RemoveObject(text.parent, text.item)
    pdfium.FPDFPageObj_Destroy(text.item)


def words_of(item: Pointer, textpage: Pointer) -> str:
    """Give the words of a text object."""
    size = pdfium.FPDFTextObj_GetText(item, textpage, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, textpage, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def of_seals(turned: Sequence[TextItem], upright: Sequence[TextItem]) -> list[TextItem]:
    """Give the upright text that belongs to a seal: in the very colour of turned text that is not grey or black."""
    inks = {ink for text in turned if (ink := ink_of(text.item)) and is_coloured(ink)}
    return [text for text in upright if ink_of(text.item) in inks] if inks else []


def is_coloured(ink: tuple[int, int, int] | None) -> bool:
    """Say whether an ink is a colour and not grey or black."""
    return ink is not None and max(ink) - min(ink) > 60


def ink_of(item: Pointer) -> tuple[int, int, int] | None:
    """Give the fill colour of an object as red, green, blue from 0 to 255."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return (red.value, green.value, blue.value) if known else None


def bounds(item: Pointer) -> Rectangle:
    """Give (left, bottom, right, top) of an object in the space of its page or form."""
    found = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *found)
    left, bottom, right, top = (bound.value for bound in found)
    return left, bottom, right, top


def _rulings(path: Pointer) -> Iterator[Rectangle]:
    """Yield the straight horizontal and vertical lines of a path, in page coordinates (y upwards)."""
    left, bottom, right, top = bounds(path)
    if min(right - left, top - bottom) <= _THIN:
        if max(right - left, top - bottom) >= _SHORT:
            yield left, bottom, right, top
        return
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MAX_SEGMENTS or max(right - left, top - bottom) < _SHORT:
        return
    yield from _segments(path, count)


def _segments(path: Pointer, count: int) -> Iterator[Rectangle]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _straight(here, point)
        if kind != pdfium.FPDF_SEGMENT_MOVETO and pdfium.FPDFPathSegment_GetClose(segment):
            yield from _straight(point, start)
        here = point


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rectangle]:
    x0, x1, y0, y1 = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
    if min(x1 - x0, y1 - y0) <= _THIN / 2 and max(x1 - x0, y1 - y0) >= _SHORT:
        yield x0, y0, x1, y1
