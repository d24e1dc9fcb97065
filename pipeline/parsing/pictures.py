"""Pictures of pages as they come: drawn from a PDF, or files of their own."""

import io
import re
import struct
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pipeline.errors import DamagedFile, EmptyFile, InputError, NoTextLayer, TooLarge
from pipeline.model.document import Block, Kind, Parsed, Run, TextSource
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.span import Place
from pipeline.ocr import is_available
from pipeline.options import Ocr, Options
from pipeline.parsing.pages import Pages

DPI = 200.0
"""Recognition gains nothing above (character errors at 150: .0068, 200: .0037, 300: .0033)."""
MAX_PIXELS = 40_000_000
"""Pixels of a page drawn from a PDF."""
OPENED_PIXELS = 150_000_000
"""Pixels of a picture that is opened and made smaller, 450 MB of memory; A3 at 600 dpi has 70 million."""
PAGE_LIMIT = 1000
"""Pages of one picture file."""

_FORMATS = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}
_LONGEST = 3000
"""Pixels of the longer side of a photograph that are kept: 250 dpi of A4."""
_LEAST_SIDE = 150
"""Pixels of the shorter side of a picture in a Word file that may hold words or a seal."""
_PAGE_OF_WORDS = 150
"""Characters from which a picture in a Word file counts as a page."""
_MOST_EMBEDDED = 60
_READ = ("JPEG", "PNG", "TIFF")
_A4 = 842.0
"""Points of the longer side that a picture is taken to show: cameras do not say."""


@dataclass(frozen=True)
class Picture:
    """A picture of a page: blue, green, red (height by width by 3), its number from 1, points of a pixel."""

    pixels: Any
    number: int
    points: float


def read_image(data: bytes, options: Options) -> Parsed:
    """Read a photograph or scan (JPEG, PNG, TIFF with one or more pages) by OCR.

    Raises DamagedFile, EmptyFile without words, TooLarge, NoTextLayer where OCR is not wanted, MissingDependency
    where it is not installed.
    """
    if options.ocr is Ocr.NEVER or (options.ocr is Ocr.AUTO and not is_available()):
        raise NoTextLayer(
            "图片文件，需文字识别；请安装文字识别组件（tiaoli[ocr]）或不用 --ocr never",
            "a picture, which takes OCR: install the extra tiaoli[ocr], or leave out --ocr never",
        )
    from pipeline.parsing.scan import read_scans

    media_type, count, pictures = _opened(data)
    options.expect(count, True)
    pages = Pages(count)
    read = list(read_scans(pictures, options.pages_at_once))
    for page in read:
        pages.add(page)
    if not any(page.segments for page in read):
        raise EmptyFile(
            "图片中没有可辨认的文字", "no words were found on the picture; check that the right file was saved"
        )
    return Parsed(media_type, TextSource.OCR, tuple(pages.blocks()), count)


def read_embedded(files: Sequence[bytes], options: Options) -> tuple[list[Block], list[Block], int]:
    """Read the pictures of a Word file that are large enough for words.

    Gives the paragraphs of those that are pages, what stands on the others (seals, words) as blocks apart, and how many
    were not read: without OCR, broken ones, and those beyond a limit.
    """
    large = [file for file in files if _is_large(file)]
    if options.ocr is Ocr.NEVER or not is_available() or not large:
        return [], [], len(large)
    from pipeline.parsing.scan import read_scans

    pictures = [picture for file in large[:_MOST_EMBEDDED] if (picture := _first(file)) is not None]
    options.expect(len(pictures), True)
    pages, apart = Pages(len(large)), list[Block]()
    read = 0
    for page in read_scans(_sound(pictures), options.pages_at_once):
        read += 1
        words = " ".join(segment.text for segment in page.segments)
        if len(words) >= _PAGE_OF_WORDS:
            pages.add(page)
            continue
        apart += page.apart
        if re.search(r"\w{2}", words):
            apart.append(Block(Kind.FURNITURE, (Run(words, Place(), Mark(MarkKind.PICTURE)),)))
    blocks = [_without_page(block) for block in pages.blocks()]
    apart += [block for block in blocks if block.kind is Kind.FURNITURE]
    return [b for b in blocks if b.kind is not Kind.FURNITURE], apart, len(large) - read


def _is_large(file: bytes) -> bool:
    """Say whether a picture may hold words: logos and bullets are smaller; one that cannot be opened may."""
    try:
        return bool(min(_image(file).size) >= _LEAST_SIDE)
    except InputError:
        return True


def _first(file: bytes) -> Callable[[], Picture] | None:
    """Give the way to decode the first page of a picture, None for one that cannot be opened."""
    try:
        image = _image(file)
    except InputError:
        return None
    return partial(_picture, image, 0)


def _sound(pictures: Iterable[Callable[[], Picture]]) -> Iterator[Picture]:
    """Yield the pictures that can be decoded."""
    for picture in pictures:
        with suppress(InputError):
            yield picture()


def _without_page(block: Block) -> Block:
    """Take the page numbers off a block: a Word file has none."""
    return replace(block, runs=tuple(replace(run, place=Place(cell=run.place.cell)) for run in block.runs))


def _opened(data: bytes) -> tuple[str, int, Iterator[Picture]]:
    """Open a picture file: its media type, its pages, and the way to decode them one after the other."""
    _check_pages(_image(data))
    image = _image(data)
    count = int(getattr(image, "n_frames", 1))
    return _FORMATS[image.format or "PNG"], count, (_picture(image, index) for index in range(count))


def _image(data: bytes) -> Any:
    """Open a picture without decoding it. Raises DamagedFile, TooLarge."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_READ)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as error:
        raise _damaged() from error
    _check_pixels(image)
    return image


def _check_pages(image: Any) -> None:
    """Refuse a picture file of too many pages before all of them are looked at; the image counts wrong afterwards."""
    try:
        image.seek(PAGE_LIMIT)
    except EOFError:
        return
    except (OSError, ValueError, SyntaxError, struct.error) as error:
        raise _damaged() from error
    raise TooLarge(
        f"图片超过 {PAGE_LIMIT} 页，未读取；请拆分", f"a picture of more than {PAGE_LIMIT} pages: not read; split it"
    )


def _check_pixels(image: Any) -> None:
    width, height = image.size
    if width * height > OPENED_PIXELS:
        raise _too_large()


def _picture(image: Any, index: int) -> Picture:
    """Decode a page of a picture file, as its EXIF orientation says, at a size worth reading."""
    import numpy as np
    from PIL import Image, ImageOps

    try:
        image.seek(index)
        _check_pixels(image)
        image.thumbnail((_LONGEST, _LONGEST))
        upright = ImageOps.exif_transpose(image)
        paper = Image.new("RGBA", upright.size, "white")
        shown = Image.alpha_composite(paper, upright.convert("RGBA")).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise _damaged() from error
    pixels = np.ascontiguousarray(np.asarray(shown)[:, :, ::-1])
    return Picture(pixels, index + 1, _A4 / max(pixels.shape[:2]))


def _too_large() -> TooLarge:
    return TooLarge(
        f"图片超过 {OPENED_PIXELS / 1e6:.0f} 百万像素，过大；请缩小",
        f"a picture of more than {OPENED_PIXELS / 1e6:.0f} million pixels is too large; make it smaller",
    )


def _damaged() -> DamagedFile:
    return DamagedFile(
        "图片已损坏或不完整，无法打开；请重新获取",
        "the picture is broken or cut off and cannot be opened; get it again",
    )
