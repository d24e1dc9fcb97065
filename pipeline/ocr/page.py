"""A picture of a page becomes characters with places: cleaned, turned upright, read, and read again under seals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import cv2
import numpy as np

from pipeline.ocr.engine import Engine, Found, Glyph, engine
from pipeline.ocr.picture import Cleaned, clean
from pipeline.ocr.seal_text import seal_words
from pipeline.ocr.seals import Seal

Pixels = Any
Rectangle = tuple[float, float, float, float]

_TALL = 1.5
"""A line is sideways when it is so many times taller than wide."""
_ASLANT = 0.14
"""Slope (of eight degrees) from which a line on a level page stands aslant; the boxes of one or two characters are less true."""
_REMNANT = 0.7
"""Median probability of the characters below which a few of them inside a seal are the seal's."""
_POOR = 0.8
"""Median probability of the characters of a page below which it may stand on its head."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A printed line as read: its characters, and for lines under a seal the second reading ("" elsewhere).

    `box` is the line's outline and `size` the height of its characters, in pixels of the upright picture.
    """

    glyphs: tuple[Glyph, ...]
    box: Rectangle
    size: float
    again: str = ""

    @property
    def text(self) -> str:
        """The characters as one string."""
        return "".join(glyph.character for glyph in self.glyphs)

    def centre(self, index: int) -> float:
        """Give where a character stands across the page, in pixels."""
        return self.box[0] + self.glyphs[index].at * (self.box[2] - self.box[0])

    def extent(self, start: int, end: int) -> tuple[float, float]:
        """Give from where to where a range of characters reaches across the page, in pixels."""
        first, last = self.glyphs[start].character, self.glyphs[end - 1].character
        left = self.centre(start) - self.size * (0.28 if first.isascii() else 0.5)
        right = self.centre(end - 1) + self.size * (0.28 if last.isascii() else 0.5)
        return max(left, self.box[0]), max(min(right, self.box[2]), left)


@dataclass(frozen=True)
class ReadPage:
    """What was read on a picture: its lines, words that stand aslant or are of seals, its seals with their words, the upright picture.

    `back` takes (x, y, 1) of the upright picture to pixels of the picture given.
    """

    lines: tuple[ReadLine, ...]
    aslant: tuple[ReadLine, ...]
    seals: tuple[tuple[Seal, str], ...]
    grey: Pixels
    back: Any

    def shown(self, box: Rectangle) -> Rectangle:
        """Take a rectangle of the upright picture to the picture given: the rectangle around it there."""
        x0, top, x1, bottom = box
        corners = np.array([[x0, top, 1], [x1, top, 1], [x1, bottom, 1], [x0, bottom, 1]], dtype=np.float64)
        around = corners @ np.asarray(self.back, dtype=np.float64).T
        (left, upper), (right, lower) = around.min(axis=0).tolist(), around.max(axis=0).tolist()
        return left, upper, right, lower

    def picture(self, box: Rectangle) -> bytes:
        """Give a part of the upright picture as a JPEG, with a margin for the eye."""
        height, width = self.grey.shape
        x0, top, x1, bottom = (round(value) for value in box)
        part = self.grey[max(top - 8, 0) : min(bottom + 8, height), max(x0 - 8, 0) : min(x1 + 8, width)]
        return bytes(cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, 70])[1]) if part.size else b""


def read_page(pixels: Pixels) -> ReadPage:
    """Read a picture of a page (blue, green, red; or grey) whichever way up it lies, askew by up to ten degrees."""
    reader = engine()
    cleaned = clean(pixels)
    boxes = reader.boxes(cleaned.grey)
    turns = 0
    if _sideways(boxes):
        turns, cleaned = 1, clean(np.ascontiguousarray(np.rot90(pixels)))
        boxes = reader.boxes(cleaned.grey)
    found = reader.read(cleaned.grey, boxes)
    if len(found) > 2 and _confidence(found) < _POOR:
        upturned = clean(np.ascontiguousarray(np.rot90(pixels, turns + 2)))
        other = reader.read(upturned.grey, reader.boxes(upturned.grey))
        if _confidence(other) > _confidence(found):
            turns, cleaned, found = turns + 2, upturned, other
    rims = [_around(seal.box, cleaned.forth) for seal in cleaned.seals]
    strays = [line for line in found if _is_aslant(line) or _is_remnant(line, rims)]
    level = [line for line in found if line not in strays]
    aslant = [ReadLine(line.glyphs, _outline(line), 0.0) for line in strays]
    upright = np.ascontiguousarray(np.rot90(pixels, turns)) if turns else pixels
    seals = tuple((_moved(seal, turns, pixels.shape), seal_words(reader, upright, seal)) for seal in cleaned.seals)
    back = _unturned(np.asarray(cleaned.back, dtype=np.float64), turns, pixels.shape)
    return ReadPage(tuple(_lines(reader, cleaned, level)), tuple(aslant), seals, cleaned.grey, back)


def _moved(seal: Seal, turns: int, shape: tuple[int, ...]) -> Seal:
    """Put a seal of the turned picture where it is on the picture given."""
    x0, top, x1, bottom = (round(value) for value in _around(seal.box, _unturned(np.eye(2, 3), turns, shape)))
    return replace(seal, box=(x0, top, x1, bottom))


def _is_aslant(line: Found) -> bool:
    """Say whether a line runs across the others, as watermarks and stamps do."""
    (x0, y0), (x1, y1) = line.corners[:2]
    least = _ASLANT if len(line.glyphs) > 2 else 3 * _ASLANT
    return abs(y1 - y0) > least * abs(x1 - x0) and abs(x1 - x0) > least * abs(y1 - y0)


def _is_remnant(line: Found, seals: Sequence[Rectangle]) -> bool:
    """Say whether a line is what lifting left of a seal's own characters: poorly read, in the middle of a seal."""
    x0, top, x1, bottom = _outline(line)
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    inside = any(seal[0] <= x <= seal[2] and seal[1] <= y <= seal[3] for seal in seals)
    return inside and len(line.glyphs) <= 4 and _confidence([line]) < _REMNANT


def _sideways(boxes: Sequence[Pixels]) -> bool:
    tall = sum(_side(box, 0, 3) > _TALL * _side(box, 0, 1) for box in boxes)
    return len(boxes) > 2 and tall > len(boxes) / 2


def _side(box: Pixels, start: int, end: int) -> float:
    return float(np.linalg.norm(box[start] - box[end]))


def _confidence(found: Sequence[Found]) -> float:
    return median([glyph.probability for line in found for glyph in line.glyphs] or [0.0])


def _unturned(back: Any, turns: int, shape: tuple[int, ...]) -> Any:
    """Put quarter turns counterclockwise of a picture of this shape behind the map of the turned picture."""
    height, width = shape[:2]
    turned = {
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, -1, width], [1, 0, 0]],
        2: [[-1, 0, width], [0, -1, height]],
        3: [[0, 1, 0], [-1, 0, height]],
    }[turns % 4]
    whole = np.vstack([back, [0, 0, 1]])
    return np.asarray(turned, dtype=np.float64) @ whole


def _lines(reader: Engine, cleaned: Cleaned, found: Sequence[Found]) -> Iterator[ReadLine]:
    """Yield the lines; those that a seal touches are read again with the seal lifted another way."""
    seals = [_around(seal.box, cleaned.forth) for seal in cleaned.seals]
    touched = [index for index, line in enumerate(found) if any(_meet(_outline(line), seal) for seal in seals)]
    crops = reader.crops(cleaned.other, [np.asarray(found[index].corners, np.float32) for index in touched])
    again = dict(zip(touched, reader.characters(crops), strict=True))
    for index, line in enumerate(found):
        second = "".join(glyph.character for glyph in again.get(index, ()))
        yield ReadLine(_ticked(line.glyphs), _outline(line), _size(line), second)


def _size(line: Found) -> float:
    """Give the size of a line's characters: their pitch, or by the height of the line where they are few."""
    by_height = 0.8 * _side(np.asarray(line.corners), 0, 3)
    widths = [0.5 if glyph.character.isascii() else 1.0 for glyph in line.glyphs]
    between = sum(widths) - (widths[0] + widths[-1]) / 2
    if between < 5:
        return by_height
    pitch = (line.glyphs[-1].at - line.glyphs[0].at) * _side(np.asarray(line.corners), 0, 1) / between
    return min(max(pitch, 0.7 * by_height), 1.3 * by_height)


def _ticked(glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Read a V that stands alone, as in the cells of a table, as the tick it is where the engine nearly did."""
    alone = len(glyphs) == 1 and glyphs[0].character in "Vv" and glyphs[0].second in ("√", "v", "V")
    return (replace(glyphs[0], character="√"),) if alone else glyphs


def _outline(line: Found) -> Rectangle:
    xs, ys = [x for x, _ in line.corners], [y for _, y in line.corners]
    return min(xs), min(ys), max(xs), max(ys)


def _around(box: tuple[int, int, int, int], matrix: Any) -> Rectangle:
    x0, top, x1, bottom = box
    corners = np.array([[x0, top, 1], [x1, top, 1], [x1, bottom, 1], [x0, bottom, 1]], dtype=np.float64) @ matrix.T
    (left, upper), (right, lower) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return left, upper, right, lower


def _meet(one: Rectangle, two: Rectangle) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
