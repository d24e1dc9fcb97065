"""The ruled lines of a picture, from which tables are found as from those of a PDF."""

from typing import Any

import cv2
import numpy as np

Pixels = Any
Rectangle = tuple[float, float, float, float]

_SHORTEST = 0.022
"""Share of the picture's longer side that a ruled line has at least (6.5 mm of A4): strokes of letters are shorter."""
_THICKEST = 0.004
"""Share of the picture's longer side above which a dark bar is no ruled line (1.2 mm of A4)."""
_DARK = 170


def ruled_lines(grey: Pixels) -> tuple[list[Rectangle], list[Rectangle]]:
    """Find the horizontal and the vertical ruled lines of an upright picture, in its pixels."""
    dark = (grey < _DARK).astype(np.uint8)
    side = max(grey.shape)
    length, thick = max(round(_SHORTEST * side), 3), max(_THICKEST * side, 3)
    return _lines(dark, length, thick), [_turned(line) for line in _lines(np.ascontiguousarray(dark.T), length, thick)]


def _lines(dark: Pixels, length: int, thick: float) -> list[Rectangle]:
    """Find horizontal lines: gaps and steps of a pixel or two, as scanning makes them, are closed first."""
    closed = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    kept = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    found = []
    for x, y, width, height, _ in boxes[1:count].tolist():
        if height <= thick + 2:
            found.append((float(x), float(y), float(x + width), float(y + height)))
    return found


def _turned(line: Rectangle) -> Rectangle:
    x0, top, x1, bottom = line
    return top, x0, bottom, x1
