"""Pictures of pages for tests, drawn with a font of the machine."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

FONTS = [
    *Path("/usr/share/fonts").rglob("wqy-zenhei.ttc"),
    *Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"),
    *Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc"),
]
needs_font = pytest.mark.skipif(not FONTS, reason="no Chinese font (fonts-wqy-zenhei, fonts-noto-cjk) is installed")

LINES = (
    "软件服务合同",
    "甲方：云岫科技有限公司",
    "乙方：澜山信息技术有限公司",
    "第一条 服务费为人民币120,000.00元（大写：壹拾贰万元整）。",
    "第二条 本合同自2024年3月1日起至2025年2月28日止。",
    "第三条 争议由甲方所在地人民法院管辖。",
    "第四条 任何一方违约的，应当赔偿对方因此遭受的损失。",
    "第五条 本合同一式两份，双方各执一份，具有同等效力。",
)


def page(lines: tuple[str, ...] = LINES, *, seal: str = "") -> Image.Image:
    """Draw lines on a page of 1,100 by 900 pixels, on request under a seal of a colour."""
    picture = Image.new("RGB", (1100, 900), "white")
    drawing, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONTS[0]), 30)
    for number, line in enumerate(lines):
        drawing.text((80, 90 + number * 80), line, font=font, fill=(20, 20, 20))
    return stamped(picture, seal) if seal else picture


def stamped(picture: Image.Image, colour: str) -> Image.Image:
    """Press a ring with a star of a colour over the third and fourth line, as ink lies on print."""
    ink = Image.new("RGB", picture.size, "white")
    ink.paste(seal(colour), (400, 220))
    product = np.asarray(picture, np.float32) * np.asarray(ink, np.float32) / 255
    return Image.fromarray(product.astype(np.uint8))


def seal(colour: str) -> Image.Image:
    """Draw a ring with a star, 240 pixels across."""
    picture = Image.new("RGB", (240, 240), "white")
    shade = {"red": (214, 40, 40), "blue": (50, 70, 210)}[colour]
    drawing = ImageDraw.Draw(picture)
    drawing.ellipse((3, 3, 236, 236), outline=shade, width=9)
    drawing.regular_polygon((120, 120, 36), 5, fill=shade)
    return picture


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Give the bytes of a picture file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
