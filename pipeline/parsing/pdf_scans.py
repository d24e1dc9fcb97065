"""Pages of a PDF that are pictures, and pictures on pages: drawn, read by OCR, and weighed against the text layer."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.document import Block, Kind, Run
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.span import Box, Place
from pipeline.ocr import is_available
from pipeline.options import Ocr, Options
from pipeline.parsing.pages import Printed
from pipeline.parsing.pdf_damage import CUT_OFF
from pipeline.parsing.pdf_page import COVERED, Layer
from pipeline.parsing.pictures import DPI, MAX_PIXELS, Picture
from pipeline.parsing.segments import Rectangle, printed_lines
from pipeline.zh.fold import fold

_MORE = 1.2
"""A page that a picture covers is read by OCR when that gives so many times the characters of its text layer."""
_MOST_PICTURES = 60
"""Pictures beside text that are read in one file; the same picture on several pages is read once."""

Pictures = dict[int, list[Block]]
"""What was read on the pictures of a page, by its number."""


def read_pages(document: Any, layers: Mapping[int, Layer | None], options: Options) -> dict[int, Printed]:
    """Read the pages by OCR that ask for it: those whose text layer is no use, or all. pdfium draws them in turn."""
    numbers = [number for number, layer in layers.items() if layer and _asks(layer, options.ocr)]
    if not numbers:
        return {}
    from pipeline.parsing.scan import read_scans

    options.expect(len(numbers), True)
    pages = read_scans((_drawn(document, number) for number in numbers), options.pages_at_once)
    return dict(zip(numbers, pages, strict=True))


def _asks(layer: Layer, ocr: Ocr) -> bool:
    if ocr is Ocr.ALWAYS:
        return bool(layer.fault or layer.printed.segments)
    return layer.fault not in ("", CUT_OFF) and ocr is Ocr.AUTO and is_available()


def read_pictures(document: Any, layers: Mapping[int, Layer | None], options: Options) -> Pictures:
    """Read the pictures that stand beside the text of pages: seals, cards, pasted clauses. Each once, in turn."""
    wanted = list(_distinct(layers)) if options.ocr is not Ocr.NEVER and is_available() else []
    if not wanted:
        return {}
    from pipeline.parsing.scan import read_scans

    options.expect(len(wanted[:_MOST_PICTURES]), True)
    drawn = (_drawn(document, number, box) for number, box in wanted[:_MOST_PICTURES])
    found: Pictures = {}
    for (number, box), page in zip(wanted, read_scans(drawn, options.pages_at_once), strict=False):
        layer = layers[number]
        if layer is not None:
            found.setdefault(number, []).extend(_on_picture(page, layer.printed, box))
    return found


def unread_pictures(layers: Mapping[int, Layer | None], options: Options) -> list[int]:
    """Give the pages with pictures that `read_pictures` leaves alone."""
    read = set() if options.ocr is Ocr.NEVER or not is_available() else set(list(_distinct(layers))[:_MOST_PICTURES])
    return sorted({number for number, box in _distinct(layers) if (number, box) not in read})


def _distinct(layers: Mapping[int, Layer | None]) -> Iterator[tuple[int, Rectangle]]:
    """Yield the pictures beside text, of those at one place with one size the first."""
    seen: set[tuple[int, ...]] = set()
    for number, layer in layers.items():
        for box in layer.pictures if layer and not layer.fault else ():
            key = tuple(round(value) for value in box)
            if key not in seen:
                seen.add(key)
                yield number, box


def _drawn(document: Any, number: int, box: Rectangle | None = None) -> Picture:
    """Draw a page or a part of it at the resolution recognition works best at, less for posters."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, float((MAX_PIXELS / max(width * height, 1)) ** 0.5))
        x0, top, x1, bottom = box or (0, 0, width, height)
        crop = (max(x0, 0), max(height - bottom, 0), max(width - x1, 0), max(top, 0))
        return Picture(page.render(scale=scale, crop=crop).to_numpy(), number, 1 / scale)
    finally:
        page.close()


def _on_picture(page: Printed, text: Printed, box: Rectangle) -> Iterator[Block]:
    """Give what a picture adds to the text of its page: its seals, and its words as far as the text has them not."""
    shift = (box[0], box[1])
    for block in page.apart:
        yield replace(block, runs=tuple(replace(run, place=_moved(run.place, shift)) for run in block.runs))
    taken = [text.shown(segment.box) for segment in text.segments]
    own = [s for s in page.segments if not any(_meet(_plus(page.shown(s.box), shift), other) for other in taken)]
    words = " ".join("".join(s.text for s in line) for line in printed_lines(own, drawn_in_order=False))
    if re.search(r"\w{2}", words):
        place = Place(page=text.number, box=Box(*(round(value, 1) for value in box)))
        yield Block(Kind.FURNITURE, (Run(words, place, Mark(MarkKind.PICTURE)),))


def _moved(place: Place, shift: tuple[float, float]) -> Place:
    if place.box is None:
        return place
    box = _plus((place.box.x0, place.box.top, place.box.x1, place.box.bottom), shift)
    return replace(place, box=Box(*(round(value, 1) for value in box)))


def _plus(box: Rectangle, shift: tuple[float, float]) -> Rectangle:
    return box[0] + shift[0], box[1] + shift[1], box[2] + shift[0], box[3] + shift[1]


def _meet(one: Rectangle, two: Rectangle) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def settled(layer: Layer, scan: Printed | None, pictures: Sequence[Block]) -> tuple[Printed, str]:
    """Decide how a page is read: by its text layer or by OCR. Give it with the kind of problem that is left, or ""."""
    if scan is None:
        return replace(layer.printed, apart=(*layer.printed.apart, *pictures)), layer.fault
    if layer.fault == COVERED and len(_letters(scan)) <= _MORE * len(_letters(layer.printed)):
        seals = [block for block in scan.apart if block.apart is MarkKind.SEAL]
        return replace(layer.printed, apart=(*layer.printed.apart, *seals)), ""
    apart = (*scan.apart, *layer.printed.apart, *_replaced(layer, scan))
    if not scan.segments:
        return replace(scan, apart=apart), "no_words"
    return replace(scan, apart=apart), "garbled_ocr" if layer.fault == "garbled_text" else "ocr" if layer.fault else ""


_NUMBERS = re.compile(r"\d(?:[\d,.]*\d)?")


def _replaced(layer: Layer, scan: Printed) -> Iterator[Block]:
    """Say of a text layer that OCR took the place of what it has otherwise: that it is garbled, or its other numbers."""
    text, number = fold(_text(layer.printed)), layer.printed.number
    if layer.fault == "garbled_text":
        mark = Mark(MarkKind.REPLACED_LAYER, note="文字层为乱码，已改用文字识别")
        yield Block(Kind.FURNITURE, (Run(" ".join(text.split())[:80], Place(page=number), mark),))
    elif other := Counter(_NUMBERS.findall(text)) - Counter(_NUMBERS.findall(fold(_text(scan)))):
        mark = Mark(MarkKind.OTHER_LAYER, note="文字层的数字与页面图像不一致")
        yield Block(Kind.FURNITURE, (Run("、".join(sorted(other.elements())), Place(page=number), mark),))


def _text(page: Printed) -> str:
    return "\n".join(segment.text for segment in page.segments)


def _letters(page: Printed) -> str:
    return re.sub(r"\W", "", _text(page))
