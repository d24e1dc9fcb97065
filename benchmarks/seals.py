"""Seals and watermarks for pages that are to be read: pressed on pictures, or laid over digital pages."""

import io
import math
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
"""Chinese fonts as Debian installs them (fonts-noto-cjk, fonts-wqy-zenhei), the preferred first."""
RING = "叠石智能装备股份有限公司"
WATERMARK = "内部资料 请勿外传"
ACROSS = 42 / 25.4 * 72
"""Across a company's seal, in points: 42 mm."""

_RED = (214, 26, 30)
_OPAQUE = 0.7

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the top left of a page."""


@cache
def find_font() -> str:
    """Find a Chinese font of this machine. Raises FileNotFoundError."""
    found = next((path for path in FONTS if Path(path).exists()), None)
    if found is None:
        raise FileNotFoundError("no Chinese font (Debian: fonts-noto-cjk or fonts-wqy-zenhei)")
    return found


def touches(box: Box, circle: Box) -> bool:
    """Say whether a rectangle and a circle, given by its box, overlap."""
    radius = (circle[2] - circle[0]) / 2
    x, y = circle[0] + radius, circle[1] + radius
    return math.hypot(x - min(max(x, box[0]), box[2]), y - min(max(y, box[1]), box[3])) < radius


def stamped(page: Image.Image, box: Box, dpi: int) -> Image.Image:
    """Press a round red seal on a page, 70 % opaque; print beneath it stays black."""
    x0, top, x1, _ = (round(side * dpi / 72) for side in box)
    sheet = Image.new("RGB", page.size, "white")
    sheet.paste(seal(x1 - x0), (x0, top))
    return ImageChops.multiply(page, sheet)


def seal(side: int, words: str = RING) -> Image.Image:
    """Draw a company's seal on white: a rim, the name along it from lower left to lower right, a star in the middle."""
    scale = 4
    full, middle = side * scale, side * scale / 2
    mask = Image.new("L", (full, full), 0)
    drawing = ImageDraw.Draw(mask)
    drawing.ellipse((2, 2, full - 2, full - 2), outline=255, width=round(0.028 * full))
    drawing.polygon([_around(middle, (0.15, 0.06)[i % 2] * full, 36 * i) for i in range(10)], fill=255)
    letters = ImageFont.truetype(find_font(), round(0.125 * full))
    for letter, degrees in _ring(words):
        tile = Image.new("L", (round(0.18 * full),) * 2, 0)
        ImageDraw.Draw(tile).text((tile.width / 2,) * 2, letter, font=letters, fill=255, anchor="mm", stroke_width=3)
        tile = tile.rotate(-degrees, Image.Resampling.BICUBIC)
        x, y = _around(middle, 0.385 * full, degrees)
        place = (round(x - tile.width / 2), round(y - tile.height / 2))
        mask.paste(ImageChops.lighter(tile, mask.crop((*place, place[0] + tile.width, place[1] + tile.height))), place)
    mask = mask.resize((side, side), Image.Resampling.LANCZOS)
    ink = tuple(round(255 - _OPAQUE * (255 - channel)) for channel in _RED)
    return Image.composite(Image.new("RGB", mask.size, ink), Image.new("RGB", mask.size, "white"), mask)


def overlaid(data: bytes, seals: Sequence[Box]) -> bytes:
    """Lay a grey diagonal watermark and a red seal, both text and curves, over every page of a digital PDF."""
    document = pypdfium2.PdfDocument(data)
    overlay = pypdfium2.PdfDocument(_overlay([page.get_size() for page in document], seals))
    for number, page in enumerate(document):
        page.insert_obj(overlay.page_as_xobject(number, document).as_pageobject())
        page.gen_content()
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _around(middle: float, radius: float, degrees: float) -> tuple[float, float]:
    """Give the point at an angle clockwise from the top, in pixels."""
    angle = math.radians(degrees)
    return middle + radius * math.sin(angle), middle - radius * math.cos(angle)


def _ring(words: str) -> Iterator[tuple[str, float]]:
    """Yield each character of a seal's ring with its angle clockwise from the top."""
    step = min(24.0, 280 / len(words))
    for index, letter in enumerate(words):
        yield letter, (index - (len(words) - 1) / 2) * step


def _overlay(sizes: Sequence[tuple[float, float]], seals: Sequence[Box]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    face = next(path for path in FONTS if "wqy" in path)
    pdfmetrics.registerFont(TTFont("seal", face, subfontIndex=0))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for (width, height), box in zip(sizes, seals, strict=True):
        canvas.setPageSize((width, height))
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        canvas.setFillColorRGB(0.5, 0.5, 0.5, alpha=0.25)
        canvas.setFont("seal", 54)
        canvas.drawCentredString(0, -18, WATERMARK)
        canvas.restoreState()
        _draw_seal(canvas, (box[0] + box[2]) / 2, height - (box[1] + box[3]) / 2)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_seal(canvas: Any, x: float, y: float) -> None:
    """Draw the seal around a point of a reportlab canvas: a circle, a star, the ring as turned text."""
    red = [channel / 255 for channel in _RED]
    canvas.translate(x, y)
    canvas.setStrokeColorRGB(*red, alpha=_OPAQUE)
    canvas.setFillColorRGB(*red, alpha=_OPAQUE)
    canvas.setLineWidth(0.028 * ACROSS)
    canvas.circle(0, 0, 0.48 * ACROSS)
    star = canvas.beginPath()
    for index in range(10):
        corner = _around(0, (0.15, 0.06)[index % 2] * ACROSS, 36 * index)
        (star.lineTo if index else star.moveTo)(corner[0], -corner[1])
    star.close()
    canvas.drawPath(star, stroke=0, fill=1)
    canvas.setFont("seal", 0.125 * ACROSS)
    for letter, degrees in _ring(RING):
        canvas.saveState()
        canvas.rotate(-degrees)
        canvas.drawCentredString(0, 0.34 * ACROSS, letter)
        canvas.restoreState()
