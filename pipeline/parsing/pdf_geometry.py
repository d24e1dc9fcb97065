"""Boxes and matrices in the user space of a PDF page: points, y upwards."""

from collections.abc import Iterable
from itertools import product
from typing import TypeVar

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Number = TypeVar("Number", int, float)
Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of PDF 32000-1, 8.3.3."""


def common(one: Box, other: Box) -> Box:
    """Give what two boxes have in common; right is left of left, or top below bottom, when it is nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def area(box: Box) -> float:
    """Give the area of a box in square points, 0 for one turned inside out."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def around(boxes: Iterable[tuple[Number, Number, Number, Number]]) -> tuple[Number, Number, Number, Number]:
    """Give the smallest box around boxes."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def times(m: Matrix, n: Matrix) -> Matrix:
    """Multiply two matrices: m first, then n (PDF 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def moved(box: Box, m: Matrix) -> Box:
    """Give the smallest box around a box that a matrix moves and turns (PDF 32000-1, 8.3.3)."""
    corners = ((m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]) for x, y in product(box[::2], box[1::2]))
    return around((x, y, x, y) for x, y in corners)
