"""Hostile pictures, alone and inside Word files."""

import io
import struct
import zlib
from functools import cache, partial

from tests.hostile.made import Hostile
from tests.hostile.packing import BODY, CLOSING, OPENING, packed

_PARTIAL, _DAMAGED = frozenset({"partial"}), frozenset({"damaged"})
_TOO_LARGE, _UNSUPPORTED = frozenset({"too_large"}), frozenset({"unsupported"})
_WITHOUT_OCR = _UNSUPPORTED
"""What any picture is without OCR, before it is opened."""
_PNG = b"\x89PNG\r\n\x1a\n"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, pixels: bytes | None = None, more: bytes = b"") -> bytes:
    """Write a PNG of 8-bit grey that says a size; without `pixels` all of it is white (a row is compressed as it comes)."""
    head = _chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0))
    if pixels is None:
        packer = zlib.compressobj(9)
        pixels = b"".join(packer.compress(b"\0" + b"\xff" * width) for _ in range(height)) + packer.flush()
    return _PNG + head + more + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


@cache
def drawn(kind: str) -> bytes:
    """Draw a page of clear Latin words, which any OCR model reads."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1000, 400), "white")
    ImageDraw.Draw(image).text((60, 150), "SERVICE AGREEMENT 2024", "black", ImageFont.load_default(60))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def tiff(frames: int, *, loop: bool = False, side: int = 1) -> bytes:
    """Write a TIFF of grey frames that share one strip; with `loop` the last directory points to the first."""
    strip = b"\xff" * (side * side)
    at = 8 + len(strip) + len(strip) % 2
    tags = ((256, 4, side), (257, 4, side), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 4, side), (279, 4, len(strip)))  # fmt: skip
    entries = b"".join(struct.pack("<2H2I", tag, kind, 1, value) for tag, kind, value in tags)
    size = 2 + len(entries) + 4
    directories = [
        struct.pack("<H", len(tags)) + entries + struct.pack("<I", at + size * (i + 1)) for i in range(frames)
    ]
    directories[-1] = directories[-1][:-4] + struct.pack("<I", at if loop else 0)
    return struct.pack("<2sHI", b"II", 42, at) + strip.ljust(at - 8, b"\0") + b"".join(directories)


def _huge_jpeg() -> bytes:
    """Say 65,000 by 65,000 pixels in the frame header (ITU T.81 B.2.2) of a small JPEG."""
    data = bytearray(drawn("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">2H", 65_000, 65_000)
    return bytes(data)


def _in_word(*pictures: bytes) -> bytes:
    media = {f"word/media/image{number}.png": picture for number, picture in enumerate(pictures)}
    return packed({"word/document.xml": OPENING + BODY + CLOSING} | media)


_ALONE = (
    Hostile("png-30000", lambda: png(30_000, 30_000, pixels=b""), _TOO_LARGE, "900 million pixels that are not there"),
    Hostile("png-15000", partial(png, 15_000, 15_000), _TOO_LARGE, "225 million white pixels in 220 kB"),
    Hostile("png-zero", lambda: png(0, 0, pixels=b""), _DAMAGED, "no pixel"),
    Hostile("png-cut", lambda: drawn("PNG")[:3000], _DAMAGED, "cut off"),
    Hostile("png-text-bomb", lambda: png(300, 300, more=_chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 100_000_000, 9))), _DAMAGED | _TOO_LARGE, "a comment of 100 MB in 100 kB"),
    Hostile("jpeg-cut", lambda: drawn("JPEG")[:5000], _DAMAGED, "cut off"),
    Hostile("jpeg-65000", _huge_jpeg, _TOO_LARGE, "four thousand million pixels"),
    Hostile("jpeg-head", lambda: b"\xff\xd8\xff\xe0", _DAMAGED, "four bytes"),
    Hostile("tiff-loop", lambda: tiff(3, loop=True), _DAMAGED | _TOO_LARGE, "directories in a circle, nothing on them"),
    Hostile("tiff-100000-frames", lambda: tiff(100_000), _TOO_LARGE, "100,000 pages of one pixel"),
    Hostile("tiff-cut", lambda: tiff(1)[:40], _DAMAGED, "cut off"),
    Hostile("picture-nothing-on-it", lambda: png(300, 300), _DAMAGED, "white"),
    Hostile("png-polyglot-zip", lambda: png(300, 300) + packed({"word/document.xml": OPENING + BODY + CLOSING}), _DAMAGED, "a white picture that is a Word file too"),
)  # fmt: skip

_INSIDE = (
    Hostile("word-picture-bomb", lambda: _in_word(png(30_000, 30_000, pixels=b"")), _PARTIAL, "a picture too large in a sound file"),
    Hostile("word-picture-cut", lambda: _in_word(drawn("PNG")[:3000]), _PARTIAL, "a broken picture in a sound file"),
    Hostile("word-picture-alone", lambda: packed({"word/document.xml": OPENING + CLOSING, "word/media/a.png": png(300, 300)}), _DAMAGED, "a white picture and no word"),
    Hostile("word-pictures-many", lambda: _in_word(*[png(200, 200)] * 300), _PARTIAL, "300 pictures", slow=True),
    Hostile("word-picture-twice-a-frame", lambda: _in_word(tiff(50_000)), frozenset({"complete"}) | _PARTIAL, "50,000 pages of one pixel in a Word file"),
)  # fmt: skip

_CONTROLS = (
    Hostile("png-control", lambda: drawn("PNG"), frozenset({"complete"}), "a page of words"),
    Hostile("tiff-control", lambda: drawn("TIFF"), frozenset({"complete"}), "a page of words", slow=True),
)  # fmt: skip


def _anywhere(hostile: Hostile) -> Hostile:
    """Take OCR as an extra: without it pictures are not opened, and unread in a Word file."""
    return Hostile(hostile.name, hostile.make, hostile.statuses | _WITHOUT_OCR, hostile.why, hostile.slow)


PICTURES = (*map(_anywhere, (*_ALONE, *_CONTROLS)), *_INSIDE)
