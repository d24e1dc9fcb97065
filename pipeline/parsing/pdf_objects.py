"""The objects of a PDF page: turned text to set apart, ruled lines that make tables."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

Pointer = Any

_THIN = 2.5
"""Points: a filled rectangle no thicker than this is a ruled line."""
_SHORT = 6.0
"""Points: shorter lines are strokes of drawings, not of tables."""
_MAX_SEGMENTS = 2000
_TURNED = 0.02
"""Share of b and c in a text matrix from which text counts as turned (about one degree), PDF 32000-1, 9.4.4."""


@dataclass
class Objects:
    """What a page holds beside upright text: turned text, horizontal and vertical rulings.

    A ruling is (x0, top, x1, bottom) in points from the top left.
    """

    turned: list[Pointer] = field(default_factory=list)
    horizontal: list[tuple[float, float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float, float]] = field(default_factory=list)
    images: int = 0


def page_objects(page: Pointer, height: float) -> Objects:
    """Walk the objects of a page once. `height` is the page's height in points."""
    found = Objects()
    texts: list[Pointer] = []
    matrix = pdfium.FS_MATRIX()
    by_reference = ctypes.byref(matrix)
    get, kind_of, matrix_of = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, pdfium.FPDFPageObj_GetMatrix
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = get(page, index)
        kind = kind_of(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            matrix_of(item, by_reference)
            if matrix.b and abs(matrix.b) > _TURNED * (abs(matrix.a) + abs(matrix.d)):
                found.turned.append(item)
            else:
                texts.append(item)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            for x0, y0, x1, y1 in _rulings(item):
                ruling = (x0, height - y1, x1, height - y0)
                (found.horizontal if x1 - x0 >= y1 - y0 else found.vertical).append(ruling)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.images += 1
    found.turned += _of_seals(found.turned, texts)
    return found


def _of_seals(turned: Sequence[Pointer], upright: Sequence[Pointer]) -> list[Pointer]:
    """Give the upright text that belongs to a seal: in the very colour of turned text that is not grey or black."""
    inks = {ink for item in turned if (ink := _ink(item)) and max(ink) - min(ink) > 60}
    return [item for item in upright if _ink(item) in inks] if inks else []


def _ink(item: Pointer) -> tuple[int, int, int] | None:
    """Give the fill colour of an object as red, green, blue from 0 to 255."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return (red.value, green.value, blue.value) if known else None


def _rulings(path: Pointer) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight horizontal and vertical lines of a path, in page coordinates (y upwards)."""
    bounds = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *bounds):
        return
    left, bottom, right, top = (bound.value for bound in bounds)
    if min(right - left, top - bottom) <= _THIN:
        if max(right - left, top - bottom) >= _SHORT:
            yield left, bottom, right, top
        return
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MAX_SEGMENTS or max(right - left, top - bottom) < _SHORT:
        return
    yield from _segments(path, count)


def _segments(path: Pointer, count: int) -> Iterator[tuple[float, float, float, float]]:
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


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[tuple[float, float, float, float]]:
    x0, x1, y0, y1 = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
    if min(x1 - x0, y1 - y0) <= _THIN / 2 and max(x1 - x0, y1 - y0) >= _SHORT:
        yield x0, y0, x1, y1
