"""The words of a seal: along the ring of a round one, and the lines inside it."""

from statistics import mean
from typing import Any

import cv2
import numpy as np

from pipeline.ocr.engine import Engine, Glyph
from pipeline.ocr.seals import Seal, colour_strength

Pixels = Any

_RING = (0.60, 0.93)
"""Between which shares of the radius the words of the ring stand: seals of companies are 38 to 42 mm wide, with
characters of 5 to 6 mm inside a rim of 1.2 mm."""
_INSIDE = 0.62
"""The share of a round seal, from its middle, that holds level lines: 合同专用章, a number."""
_RADIUS = 200
_LEAST = 0.6
"""Probability below which a character of a seal is not given."""
_SURE = 0.7
"""Mean probability of the characters below which the words of a seal are not given."""


def seal_words(reader: Engine, pixels: Pixels, seal: Seal) -> str:
    """Read a seal on the picture as it was given; "" where no words can be made out."""
    x0, top, x1, bottom = seal.box
    strength = colour_strength(pixels[top:bottom, x0:x1], seal.colour).astype(np.float32)
    ink = 255 - np.clip(strength * (255 / max(float(np.percentile(strength, 99)), 1.0)), 0, 255).astype(np.uint8)
    if not seal.is_round or seal.at_edge:
        return _lines(reader, ink)
    ring = _ring(ink)
    words = _sure(reader.characters([cv2.cvtColor(ring, cv2.COLOR_GRAY2BGR)])) if ring.size else ""
    side = min(ink.shape)
    edge = round(side * (1 - _INSIDE) / 2)
    return " ".join(filter(None, (words, _lines(reader, ink[edge:-edge, edge:-edge]))))


def _ring(ink: Pixels) -> Pixels:
    """Unroll the ring clockwise from the bottom, outer rim up, and close the wide gaps between its characters."""
    square = cv2.resize(ink, (2 * _RADIUS, 2 * _RADIUS), interpolation=cv2.INTER_CUBIC)
    turn = round(2 * np.pi * _RADIUS)
    around = cv2.warpPolar(square, (_RADIUS, turn), (_RADIUS, _RADIUS), _RADIUS, cv2.WARP_POLAR_LINEAR)
    band = around[:, round(_RADIUS * _RING[0]) : round(_RADIUS * _RING[1])]
    return _closed(np.rot90(np.roll(band, -turn // 4, axis=0)))


def _closed(strip: Pixels) -> Pixels:
    """Leave a narrow gap between characters: recognition takes wide ones for the end of the line."""
    dark = (strip < 140).sum(axis=0) > 1
    keep = np.zeros(len(dark), bool)
    run = 0
    for column, has_ink in enumerate(dark):
        run = 0 if has_ink else run + 1
        keep[column] = run <= strip.shape[0] // 6
    return np.ascontiguousarray(strip[:, keep])


def _lines(reader: Engine, ink: Pixels) -> str:
    scale = max(1.0, 400 / max(ink.shape))
    large = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    padded = cv2.copyMakeBorder(large, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
    boxes = reader.boxes(padded)
    return _sure(reader.characters(reader.crops(padded, boxes)))


def _sure(read: list[tuple[Glyph, ...]]) -> str:
    """Give the lines that can be made out, □ for a character that cannot."""
    lines = (line for line in read if line and mean(glyph.probability for glyph in line) >= _SURE)
    return " ".join("".join(g.character if g.probability >= _LEAST else "□" for g in line).strip() for line in lines)
