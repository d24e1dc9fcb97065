"""PDF files: each page by its text layer, or by OCR where the layer is no use.

PDFium is not safe in threads: one document a process.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import DamagedFile, EmptyFile, EncryptedFile, InputError, NoTextLayer, TooLarge
from pipeline.model.document import Parsed, Problem, TextSource
from pipeline.options import Options
from pipeline.parsing.pages import Pages, Printed
from pipeline.parsing.pdf_damage import CUT_OFF, DAMAGED_FILE, DAMAGED_PAGE, Account, examine, losses
from pipeline.parsing.pdf_mending import mend
from pipeline.parsing.pdf_page import COVERED, Known, Layer, read_layer
from pipeline.parsing.pdf_scans import Pictures, read_pages, read_pictures, settled, unread_pictures

MEDIA_TYPE = "application/pdf"
PAGE_LIMIT = 5000

_DEFAULT = Options()

_FAULTS = {
    DAMAGED_PAGE: ("已损坏，未能读取或未能读全", "damaged, and not read or not read whole"),
    CUT_OFF: ("内容过多，只读取了一部分", "too much to read; only a part of it was"),
    "no_text_layer": ("为图片，没有文字层，未能读取", "pictures without text, not read"),
    "garbled_text": ("文字层为乱码，内容不可信", "a garbled text layer; do not rely on it"),
    COVERED: ("大部为图片，图片中的文字未读取", "mostly pictures, whose words were not read"),
    "unread_picture": ("有图片，其中的文字未读取", "with pictures whose words were not read"),
    "layer_over_image": ("为扫描件，所附文字层未经核对", "scanned; the text layer that came with it was not checked"),
    "ocr": ("为扫描件，由文字识别读取", "scanned, read by OCR"),
    "no_words": ("为图片，文字识别未发现文字", "pictures on which OCR found no words"),
    "garbled_ocr": ("文字层为乱码，改由文字识别读取", "a garbled text layer, read by OCR instead"),
}
_OF_THE_FILE = {
    DAMAGED_FILE: (
        "PDF 已损坏，可能缺页或缺字；请重新获取",
        "the PDF is damaged; pages or words may be missing: get it again",
    ),
    CUT_OFF: (
        "PDF 不完整（末尾缺失），可能缺页或缺字；请重新获取",
        "the PDF is cut off at its end; pages or words may be missing: get it again",
    ),
}
_READ_BY_OCR = ("ocr", "garbled_ocr", "no_words")


def read_pdf(data: bytes, options: Options = _DEFAULT) -> Parsed:
    """Read a PDF; what could not be read becomes problems.

    Raises EncryptedFile, DamagedFile, EmptyFile, TooLarge, MissingDependency when OCR is asked for and not installed,
    and NoTextLayer when no page has text and none may be read by OCR.
    """
    account = examine(data)
    try:
        return _read(data, account, options)
    except DamagedFile:
        left = mend(data)
        if left is None:
            raise
    return _read(left, replace(examine(left), kind=account.kind or DAMAGED_FILE), options)


def _read(data: bytes, account: Account, options: Options) -> Parsed:
    """Read a file of which an account was given."""
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
        options.expect(count, False)
        known: Known = set()
        layers = {number: _layer(document, number, known) for number in range(1, count + 1)}
        scans = read_pages(document, layers, options)
        pictures = read_pictures(document, layers, options)
    finally:
        document.close()
    if any(layer and layer.characters < layer.texts for layer in layers.values()):
        account = replace(examine(data, fonts=True), kind=account.kind)
    lost = losses(account, [layer.texts if layer else None for layer in layers.values()])
    return _parsed(layers, scans, pictures, unread_pictures(layers, options), lost)


def _parsed(
    layers: Mapping[int, Layer | None],
    scans: Mapping[int, Printed],
    pictures: Pictures,
    unread: Sequence[int],
    lost: Mapping[str, list[int]],
) -> Parsed:
    """Put the pages together, each as it was read in the end, and name what was lost.

    Raises DamagedFile, NoTextLayer or EmptyFile when no page has text.
    """
    pages, faults = Pages(len(layers)), {kind: list(numbers) for kind, numbers in lost.items()}
    usable = False
    for number, layer in layers.items():
        if layer is None:
            continue
        page, fault = settled(layer, scans.get(number), pictures.get(number, ()))
        pages.add(page)
        usable = usable or bool(page.segments and fault not in ("no_text_layer", "garbled_text"))
        if fault:
            faults.setdefault(fault, []).append(number)
    if not usable:
        raise _no_text(len(layers), faults)
    if unread:
        faults["unread_picture"] = list(unread)
    problems = tuple(_problem(kind, numbers) for kind, numbers in faults.items())
    by_ocr = sum(len(faults.get(kind, ())) for kind in _READ_BY_OCR)
    source = TextSource.OCR if by_ocr == len(layers) else TextSource.MIXED if by_ocr else TextSource.TEXT_LAYER
    return Parsed(MEDIA_TYPE, source, tuple(pages.blocks()), len(layers), problems)


def _open(data: bytes, passwords: tuple[str, ...]) -> Any:
    """Open a PDF, with one of the passwords if it asks for one."""
    for password in (None, *passwords):
        try:
            return pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            # PDFium keeps its last error over files: one without an encryption dictionary asks for no password.
            asks = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error)
            if not asks or b"/Encrypt" not in data:
                raise _broken() from error
    if passwords:
        raise EncryptedFile(
            "PDF 有密码，所给密码均不正确", "the PDF asks for a password, and none of those given opens it"
        )
    raise EncryptedFile(
        "PDF 有密码；请用 --password-file 提供密码，或另存为无密码的副本",
        "the PDF asks for a password; give it with --password-file, or save a copy without one",
    )


def _layer(document: Any, number: int, known: Known) -> Layer | None:
    """Read the text layer of a page; None for a page that cannot be loaded."""
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    try:
        return read_layer(document, page, number, known)
    finally:
        page.close()


def _problem(kind: str, numbers: Sequence[int]) -> Problem:
    """Make one problem of all pages that have it, or of the file as a whole where there are none."""
    if not numbers:
        return Problem("read", "", kind, *_OF_THE_FILE[kind])
    where = ",".join(_ranges(numbers))
    zh, en = _FAULTS[kind]
    plural = "s" if len(numbers) > 1 else ""
    return Problem("read", where, kind, f"第 {where} 页{zh}", f"page{plural} {where}: {en}")


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Yield runs of successive numbers: 1-4, 7."""
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        members = [number for _, number in run]
        yield str(members[0]) if len(members) == 1 else f"{members[0]}-{members[-1]}"


def _broken() -> DamagedFile:
    return DamagedFile(
        "PDF 已损坏或不完整，无法读取；请重新获取", "the PDF is broken or cut off and cannot be read; get it again"
    )


def _no_text(count: int, faults: Mapping[str, Sequence[int]]) -> InputError:
    """Say why a file has no text: it is damaged, it is pictures, or there is nothing on its pages."""
    if any(faults.get(kind) is not None for kind in (DAMAGED_PAGE, DAMAGED_FILE, CUT_OFF)):
        return _broken()
    if not faults:
        return EmptyFile(
            f"共 {count} 页，均为空白；请核对是否为正确的文件",
            f"{count} pages with nothing on them; check that it is the right file",
        )
    garbled = len(faults.get("garbled_text", ()))
    return NoTextLayer(
        f"共 {count} 页均无可用文字（图片 {count - garbled} 页，乱码 {garbled} 页）；请安装文字识别组件（tiaoli[ocr]）或不用 --ocr never",
        f"none of the {count} pages has usable text ({count - garbled} pictures, {garbled} garbled); "
        "install the extra tiaoli[ocr], or leave out --ocr never",
    )
