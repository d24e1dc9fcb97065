"""Red and blue seals on pictures of pages: found by colour and outline, lifted so that the print beneath survives."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

Pixels = Any

_SMALLEST = 0.055
"""Share of the page's shorter side below which a coloured shape is no seal: 11 mm of A4; seals are 16 to 60."""
_STRENGTH = 40
"""How far a colour must stand out from the other channels to count, of 255."""
UNDER, OTHER_UNDER = 75.0, 110.0
"""Levels between the bare ink of a seal and black print under it, in the channel of the seal's colour: the first
reading, and the second one it is compared with."""
_CHANNELS = {"red": 2, "blue": 0}
"""Where the channel of a colour stands in a pixel (OpenCV's order)."""
_OUTLINE = 0.55
"""Share of the directions from its middle in which a seal must show its rim."""


@dataclass(frozen=True)
class Seal:
    """A seal on a picture: colour (`red`, `blue`), box in pixels (x0, top, x1, bottom), round or not, cut by an edge."""

    colour: str
    box: tuple[int, int, int, int]
    is_round: bool
    at_edge: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the seal, in pixels."""
        x0, top, x1, bottom = self.box
        return (x0 + x1) / 2, (top + bottom) / 2


def colour_strength(pixels: Pixels, colour: str) -> Pixels:
    """Give how much a pixel is red or blue beyond its other channels, 0 to 255."""
    blue, green, red = (pixels[:, :, index] for index in range(3))
    if colour == "red":
        return cv2.subtract(red, cv2.max(blue, green))
    return cv2.subtract(blue, cv2.max(red, green))


def find_seals(pixels: Pixels) -> tuple[Seal, ...]:
    """Find the seals of a page, top to bottom."""
    seals: list[Seal] = []
    for colour in _CHANNELS if pixels.ndim == 3 else ():
        mask = _mask(pixels, colour)
        if mask.any():
            seals += _outlined(mask, colour)
    return tuple(sorted(seals, key=lambda seal: (seal.box[1], seal.box[0])))


def _mask(pixels: Pixels, colour: str) -> Pixels:
    return (colour_strength(pixels, colour) > _STRENGTH).astype(np.uint8)


def lift(pixels: Pixels, seals: tuple[Seal, ...], under: float = UNDER) -> Pixels:
    """Give the grey picture of a page with its seals lifted.

    Inside a seal it is the channel of the seal's own colour, in which its ink is as light as paper and black print
    stays; outside it is the luminance, so that red or blue print elsewhere is kept. `under` are the levels by which
    print beneath is taken to be darker than the bare ink.
    """
    if pixels.ndim != 3:
        return pixels.copy()
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    for seal in seals:
        x0, top, x1, bottom = _grown(seal.box, grey.shape)
        part = pixels[top:bottom, x0:x1]
        ink = cv2.dilate(_mask(part, seal.colour), np.ones((5, 5), np.uint8)) > 0
        own = part[:, :, _CHANNELS[seal.colour]]
        paper = float(np.median(own[ink])) - 12
        lifted = np.clip((own.astype(np.float32) - (paper - under)) * 255 / under, 0, 255).astype(np.uint8)
        grey[top:bottom, x0:x1][ink] = lifted[ink]
    return grey


def _grown(box: tuple[int, int, int, int], shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    x0, top, x1, bottom = box
    return max(x0 - 6, 0), max(top - 6, 0), min(x1 + 6, shape[1]), min(bottom + 6, shape[0])


def _outlined(mask: Pixels, colour: str) -> list[Seal]:
    """Give the coloured shapes that have a rim: a circle, an ellipse, a rectangle, or a part of one at the page's edge."""
    height, width = mask.shape
    smallest = _SMALLEST * min(height, width)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    found: list[Seal] = []
    for x, y, w, h, _area in sorted(boxes[1:count].tolist(), key=lambda box: -box[2] * box[3]):
        at_edge = x <= 4 or y <= 4 or x + w >= width - 4 or y + h >= height - 4
        if (
            max(w, h) < smallest
            or min(w, h) < (0.15 if at_edge else 1) * smallest
            or max(w, h) > 0.5 * max(height, width)
        ):
            continue
        if any(_inside((x, y, x + w, y + h), seal.box) for seal in found):
            continue
        round_share, square_share = _rims(closed[y : y + h, x : x + w])
        if max(round_share, square_share) >= _OUTLINE or (at_edge and max(round_share, square_share) >= 0.3):
            found.append(Seal(colour, (x, y, x + w, y + h), round_share >= square_share, at_edge))
    return found


def _inside(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


def _rims(shape: Pixels) -> tuple[float, float]:
    """Give the share of a round rim and of a rectangular rim that a shape shows, both along its bounding box."""
    height, width = shape.shape
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    seen = np.zeros(len(angles), bool)
    for radius in (0.86, 0.9, 0.93, 0.96, 0.99):
        x = np.clip(((1 + radius * np.cos(angles)) * width / 2).astype(int), 0, width - 1)
        y = np.clip(((1 + radius * np.sin(angles)) * height / 2).astype(int), 0, height - 1)
        seen |= shape[y, x] > 0
    band = max(2, round(0.06 * min(height, width)))
    sides = (
        shape[:band].any(axis=0),
        shape[-band:].any(axis=0),
        shape[:, :band].any(axis=1),
        shape[:, -band:].any(axis=1),
    )
    return float(seen.mean()), float(min(side.mean() for side in sides))
