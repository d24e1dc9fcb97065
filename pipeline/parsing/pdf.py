"""PDF files: each page by its text layer, or by OCR where the layer is no use.

PDFium is not safe in threads: one document a process.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import DamagedFile, EncryptedFile, NoTextLayer, TooLarge
from pipeline.model.document import Block, Kind, Parsed, Problem, Run, TextSource
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.span import Place
from pipeline.ocr import is_available
from pipeline.options import Ocr, Options
from pipeline.parsing.pages import Pages, Printed
from pipeline.parsing.pdf_page import Layer, read_layer
from pipeline.parsing.pictures import DPI, MAX_PIXELS, Picture
from pipeline.zh.fold import fold

MEDIA_TYPE = "application/pdf"
PAGE_LIMIT = 5000

_DEFAULT = Options()

_FAULTS = {
    "damaged_page": ("已损坏，未能读取", "damaged and not read"),
    "no_text_layer": ("为图片，没有文字层，未能读取", "pictures without text, not read"),
    "garbled_text": ("文字层为乱码，内容不可信", "a garbled text layer; do not rely on it"),
    "layer_over_image": ("为扫描件，所附文字层未经核对", "scanned; the text layer that came with it was not checked"),
    "ocr": ("为扫描件，由文字识别读取", "scanned, read by OCR"),
    "no_words": ("为图片，文字识别未发现文字", "pictures on which OCR found no words"),
    "garbled_ocr": ("文字层为乱码，改由文字识别读取", "a garbled text layer, read by OCR instead"),
}
_BY_OCR = {"no_text_layer": "ocr", "layer_over_image": "ocr", "garbled_text": "garbled_ocr", "": ""}
"""What a fault of the text layer becomes when OCR has read the page."""


def read_pdf(data: bytes, options: Options = _DEFAULT) -> Parsed:
    """Read a PDF; what could not be read becomes problems.

    Raises EncryptedFile, DamagedFile, TooLarge, MissingDependency when OCR is asked for and not installed, and
    NoTextLayer when no page has text and none may be read by OCR.
    """
    document = _open(data, options.passwords)
    try:
        count = len(document)
        if not count:
            raise DamagedFile("PDF 没有页面；请重新获取", "the PDF has no pages; get it again from its source")
        if count > PAGE_LIMIT:
            raise TooLarge(
                f"共 {count} 页，超过上限 {PAGE_LIMIT} 页；请拆分",
                f"{count} pages; above {PAGE_LIMIT} a PDF is not read: split it",
            )
        layers = {number: _layer(document, number) for number in range(1, count + 1)}
        wanted = [number for number, layer in layers.items() if layer and _asks_for_ocr(layer, options.ocr)]
        scans = dict(zip(wanted, _scans(document, wanted, options), strict=True))
    finally:
        document.close()
    return _parsed(layers, scans)


def _asks_for_ocr(layer: Layer, ocr: Ocr) -> bool:
    if ocr is Ocr.ALWAYS:
        return bool(layer.fault or layer.printed.segments)
    return bool(layer.fault) and ocr is Ocr.AUTO and is_available()


def _scans(document: Any, numbers: Sequence[int], options: Options) -> Iterator[Printed]:
    """Read pages by OCR; pdfium draws them here, one after the other, recognition runs beside."""
    if not numbers:
        return
    from pipeline.parsing.scan import read_scans

    yield from read_scans((_drawn(document, number) for number in numbers), options.pages_at_once)


def _drawn(document: Any, number: int) -> Picture:
    """Draw a page at the resolution recognition works best at, less for posters."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, float((MAX_PIXELS / max(width * height, 1)) ** 0.5))
        return Picture(page.render(scale=scale).to_numpy(), number, 1 / scale)
    finally:
        page.close()


def _parsed(layers: Mapping[int, Layer | None], scans: Mapping[int, Printed]) -> Parsed:
    """Put the pages together, each as it was read in the end. Raises NoTextLayer when none has text."""
    pages, faults = Pages(len(layers)), dict[str, list[int]]()
    for number, layer in layers.items():
        fault = layer.fault if layer else "damaged_page"
        if layer and number in scans:
            pages.add(
                replace(
                    scans[number], apart=(*scans[number].apart, *layer.printed.apart, *_replaced(layer, scans[number]))
                )
            )
            fault = _BY_OCR[fault] if scans[number].segments else "no_words"
        elif layer:
            pages.add(layer.printed)
        if fault:
            faults.setdefault(fault, []).append(number)
    problems = tuple(_problem(kind, numbers) for kind, numbers in faults.items())
    usable = ("", "layer_over_image")
    read = [layer for layer in layers.values() if layer and layer.printed.segments and layer.fault in usable]
    if not read and not any(scan.segments for scan in scans.values()):
        raise _no_text(len(layers), len(faults.get("garbled_text", ())))
    source = (
        TextSource.MIXED if scans and len(scans) < len(layers) else TextSource.OCR if scans else TextSource.TEXT_LAYER
    )
    return Parsed(MEDIA_TYPE, source, tuple(pages.blocks()), len(layers), problems)


def _open(data: bytes, passwords: tuple[str, ...]) -> Any:
    """Open a PDF, with one of the passwords if it asks for one."""
    for password in (None, *passwords):
        try:
            return pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) != pdfium.FPDF_ERR_PASSWORD and "assword" not in str(error):
                raise DamagedFile(
                    "PDF 已损坏或不完整，无法打开；请重新获取",
                    "the PDF is broken or cut off and cannot be opened; get it again",
                ) from error
    if passwords:
        raise EncryptedFile(
            "PDF 有密码，所给密码均不正确", "the PDF asks for a password, and none of those given opens it"
        )
    raise EncryptedFile(
        "PDF 有密码；请用 --password-file 提供密码，或另存为无密码的副本",
        "the PDF asks for a password; give it with --password-file, or save a copy without one",
    )


def _layer(document: Any, number: int) -> Layer | None:
    """Read the text layer of a page; None for a page that cannot be loaded."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    try:
        return read_layer(document, page, number)
    finally:
        page.close()


_NUMBERS = re.compile(r"\d(?:[\d,.]*\d)?")


def _replaced(layer: Layer, scan: Printed) -> Iterator[Block]:
    """Say of a text layer that OCR took the place of what it has otherwise: that it is garbled, or its other numbers."""
    text, number = fold(_text(layer.printed)), layer.printed.number
    if layer.fault == "garbled_text":
        mark = Mark(MarkKind.REPLACED_LAYER, note="文字层为乱码，已改用文字识别")
        yield Block(Kind.FURNITURE, (Run(" ".join(text.split())[:80], Place(page=number), mark),))
        return
    printed = Counter(_NUMBERS.findall(fold(_text(scan))))
    if other := Counter(_NUMBERS.findall(text)) - printed:
        mark = Mark(MarkKind.OTHER_LAYER, note="文字层的数字与页面图像不一致")
        yield Block(Kind.FURNITURE, (Run("、".join(sorted(other.elements())), Place(page=number), mark),))


def _text(page: Printed) -> str:
    return "\n".join(segment.text for segment in page.segments)


def _problem(kind: str, numbers: Sequence[int]) -> Problem:
    """Make one problem of all pages that have it."""
    where = ",".join(_ranges(numbers))
    zh, en = _FAULTS[kind]
    plural = "s" if len(numbers) > 1 else ""
    return Problem("read", where, kind, f"第 {where} 页{zh}", f"page{plural} {where}: {en}")


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Yield runs of successive numbers: 1-4, 7."""
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        members = [number for _, number in run]
        yield str(members[0]) if len(members) == 1 else f"{members[0]}-{members[-1]}"


def _no_text(count: int, garbled: int) -> NoTextLayer:
    return NoTextLayer(
        f"共 {count} 页均无可用文字（图片 {count - garbled} 页，乱码 {garbled} 页）；请安装文字识别组件（tiaoli[ocr]）或不用 --ocr never",
        f"none of the {count} pages has usable text ({count - garbled} pictures, {garbled} garbled); "
        "install the extra tiaoli[ocr], or leave out --ocr never",
    )
