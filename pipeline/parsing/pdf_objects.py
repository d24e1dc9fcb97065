"""The objects of a PDF page: text and which way it runs, ruled lines that make tables, pictures.

Text inside form XObjects (PDF 32000-1, 8.10), where programs put watermarks and whole pages, is reached as well.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.parsing.pdf_columns import Drawn, bounds_of, fills_of, matrices_of, pointer_of
from pipeline.parsing.pdf_geometry import Matrix, times
from pipeline.parsing.segments import Rectangle

Pointer = Any

_THIN = 2.5
"""Points: a filled rectangle no thicker than this is a ruled line."""
_SHORT = 6.0
"""Points: shorter lines are strokes of drawings, not of tables."""
_MAX_SEGMENTS = 2000
_GREY = 60
"""Steps of 255 by which the channels of grey differ at most."""
_TURNED = 0.02
"""Share of b and c in a text matrix from which text counts as turned (about one degree), PDF 32000-1, 9.4.4."""


Directions = Mapping[int, int | None]
"""The addresses of text objects with the direction in which each runs: quarter turns counterclockwise in the page's own
space, None for a slant."""


def directions(drawn: Drawn) -> Directions:
    """Give the text objects of a page, those in forms as well, and how they run."""
    chosen = [i for i, kind in enumerate(drawn.kinds) if kind == pdfium.FPDF_PAGEOBJ_TEXT]
    items = [drawn.items[i] for i in chosen]
    matrices = matrices_of(items)
    if any(drawn.forms):
        forms = (drawn.forms[i] for i in chosen)
        matrices = [times(own, form.matrix) if form else own for own, form in zip(matrices, forms, strict=True)]
    quarters = (0 if matrix[0] > 0 and not matrix[1] else _quarters(matrix) for matrix in matrices)
    return dict(zip(items, quarters, strict=True))


def paths(drawn: Drawn) -> list[int]:
    """Give the paths of a page itself; those in forms are drawings."""
    kinds = zip(drawn.items, drawn.kinds, drawn.forms, strict=True)
    return [item for item, kind, form in kinds if kind == pdfium.FPDF_PAGEOBJ_PATH and form is None]


def _quarters(matrix: Matrix) -> int | None:
    a, b = matrix[:2]
    if abs(b) <= _TURNED * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= _TURNED * abs(b):
        return 1 if b > 0 else 3
    return None


def main_direction(texts: Directions) -> int:
    """Give the direction in which most text of a page runs, in quarter turns counterclockwise."""
    counted = Counter(quarters for quarters in texts.values() if quarters is not None)
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


def rulings(paths: Sequence[int], height: float) -> tuple[list[Rectangle], list[Rectangle]]:
    """Give the horizontal and the vertical ruled lines among paths, from the top left of a page of this height."""
    horizontal: list[Rectangle] = []
    vertical: list[Rectangle] = []
    for path, bounds in zip(paths, bounds_of(paths), strict=True):
        for x0, y0, x1, y1 in _rulings(path, bounds):
            (horizontal if x1 - x0 >= y1 - y0 else vertical).append((x0, height - y1, x1, height - y0))
    return horizontal, vertical


def words_of(item: int, textpage: Pointer) -> str:
    """Give the words of a text object."""
    pointer = pointer_of(item)
    size = pdfium.FPDFTextObj_GetText(pointer, textpage, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(pointer, textpage, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def of_seals(turned: Sequence[int], upright: Sequence[int]) -> list[int]:
    """Give the upright text that belongs to a seal: in the very colour of turned text that is not grey or black."""
    inks = {ink for item, ink in zip(turned, fills_of(turned), strict=True) if colour_of(item)}
    return [item for item, ink in zip(upright, fills_of(upright), strict=True) if ink in inks] if inks else []


def colour_of(item: int) -> str:
    """Name the colour of a text object in Chinese: 红色, 蓝色, 彩色; "" for grey and black."""
    red, green, blue, _ = fills_of([item])[0]
    if max(red, green, blue) - min(red, green, blue) <= _GREY:
        return ""
    return "红色" if red == max(red, green, blue) else "蓝色" if blue == max(red, green, blue) else "彩色"


def _rulings(path: int, bounds: Rectangle) -> Iterator[Rectangle]:
    """Yield the straight horizontal and vertical lines of a path, in page coordinates (y upwards)."""
    left, bottom, right, top = bounds
    if min(right - left, top - bottom) <= _THIN:
        if max(right - left, top - bottom) >= _SHORT:
            yield bounds
        return
    pointer = pointer_of(path)
    count = pdfium.FPDFPath_CountSegments(pointer)
    if count > _MAX_SEGMENTS or max(right - left, top - bottom) < _SHORT:
        return
    yield from _segments(pointer, count)


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
