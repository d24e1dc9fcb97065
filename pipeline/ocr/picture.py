"""Pictures of pages made ready for recognition: even light, seals lifted, turned upright.

Pixels are blue, green, red (OpenCV's order), 8 bits each; a grey picture has one channel, 255 is paper.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from pipeline.ocr.seals import OTHER_UNDER, Seal, find_seals, lift

Pixels = Any
"""numpy.uint8 array, height by width (by 3)."""

_PAPER_SIDE = 64
"""The light of the page is measured on a picture this small: letters vanish, shadows stay."""
_WHITE = 0.85
"""Everything lighter than this share of the way from ink to paper becomes paper: watermarks, remains of seals."""
_LEVEL = 0.15
"""Degrees below which a page is level."""
_MAX_SKEW = 12.0
"""Degrees either way in which skew is looked for; scans are guaranteed up to 10."""


@dataclass(frozen=True)
class Cleaned:
    """A page ready for recognition: grey pixels upright, the same with seals lifted another way, the seals.

    `forth` is a 2 by 3 matrix that takes (x, y, 1) of the picture given to pixels of `grey`; seals are places of the
    picture given.
    """

    grey: Pixels
    other: Pixels
    seals: tuple[Seal, ...]
    forth: Any

    @property
    def back(self) -> Any:
        """The matrix from `grey` to the picture given."""
        return cv2.invertAffineTransform(self.forth)


def clean(pixels: Pixels) -> Cleaned:
    """Lift seals, even out the light, take out grey watermarks, and turn the page level by its lines."""
    seals = find_seals(pixels)
    lifted = lift(pixels, seals)
    light = _light(lifted)
    grey = _levels(cv2.divide(lifted, light, scale=255))
    other = cv2.divide(lift(pixels, seals, OTHER_UNDER), light, scale=255) if seals else grey
    angle = skew(grey)
    if abs(angle) < _LEVEL:
        return Cleaned(grey, other, seals, np.eye(2, 3))
    turned, matrix = rotated(grey, angle)
    return Cleaned(turned, rotated(other, angle)[0] if seals else turned, seals, matrix)


def rotated(grey: Pixels, degrees: float) -> tuple[Pixels, Any]:
    """Turn a picture counterclockwise on a canvas that holds all of it; give the picture and the matrix used."""
    height, width = grey.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (round(height * sin + width * cos), round(height * cos + width * sin))
    matrix[:, 2] += (size[0] / 2 - width / 2, size[1] / 2 - height / 2)
    return cv2.warpAffine(grey, matrix, size, flags=cv2.INTER_LINEAR, borderValue=255), matrix


def skew(grey: Pixels) -> float:
    """Give the angle in degrees by which a page must be turned counterclockwise to set its lines level.

    The profile of ink by rows is sharpest when lines are level: coarse steps first, then finer ones around the best.
    """
    scale = 700 / max(grey.shape[:2])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = np.where(small < 190, 255 - small, 0).astype(np.uint8)
    if np.count_nonzero(ink) < 50:
        return 0.0
    best = 0.0
    for step, reach in ((1.0, _MAX_SKEW), (0.25, 0.75), (0.05, 0.2)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        sharpness = [_sharpness(ink, angle) for angle in angles]
        best = float(angles[int(np.argmax(sharpness))])
    return best if abs(best) <= _MAX_SKEW else 0.0


def _sharpness(ink: Pixels, degrees: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    rows = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _light(grey: Pixels) -> Pixels:
    """Measure the light of the paper: divided by it, shadows and yellowed edges become white."""
    height, width = grey.shape
    scale = _PAPER_SIDE / max(height, width)
    small = cv2.resize(grey, None, fx=max(scale, 2 / width), fy=max(scale, 2 / height), interpolation=cv2.INTER_AREA)
    paper = cv2.GaussianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), (7, 7), 0)
    return cv2.resize(np.maximum(paper, 1), (width, height), interpolation=cv2.INTER_LINEAR)


def _levels(grey: Pixels) -> Pixels:
    """Stretch the tones between ink and a light grey; never to black and white, which costs strokes."""
    histogram = np.cumsum(cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel())
    ink = int(np.searchsorted(histogram, 0.01 * histogram[-1]))
    if ink > 200:
        return grey
    white = ink + _WHITE * (255 - ink)
    table = np.clip((np.arange(256) - ink) * 255.0 / (white - ink), 0, 255).astype(np.uint8)
    return cv2.LUT(grey, table)
