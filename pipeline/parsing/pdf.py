"""PDF files: each page by its text layer, or by OCR where the layer is no use.

PDFium is not safe in threads: one document a process.
"""

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import DamagedFile, EncryptedFile, NoTextLayer, TooLarge
from pipeline.model.document import Parsed, Problem, TextSource
from pipeline.parsing.options import Options
from pipeline.parsing.pages import Pages
from pipeline.parsing.pdf_page import Layer, read_layer

MEDIA_TYPE = "application/pdf"
PAGE_LIMIT = 5000

_FAULTS = {
    "damaged_page": ("已损坏，未能读取", "is damaged and was not read"),
    "no_text_layer": ("为图片，没有文字层，未能读取", "is a picture without text and was not read"),
    "garbled_text": ("文字层为乱码，内容不可信", "has a garbled text layer; do not rely on it"),
}


def read_pdf(data: bytes, options: Options = Options()) -> Parsed:
    """Read a PDF.

    Pages that could not be read become problems. Raises EncryptedFile, DamagedFile, TooLarge, and NoTextLayer when
    no page has text and none may be read by OCR.
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
    finally:
        document.close()
    pages, problems = Pages(count), []
    for number, layer in layers.items():
        if layer is None or layer.fault:
            problems.append(_problem(number, layer.fault if layer else "damaged_page"))
        if layer is not None:
            pages.add(layer.printed)
    if not any(layer and layer.printed.segments and not layer.fault for layer in layers.values()):
        raise _no_text(count, problems)
    return Parsed(MEDIA_TYPE, TextSource.TEXT_LAYER, tuple(pages.blocks()), count, tuple(problems))


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
        return read_layer(page, number)
    finally:
        page.close()


def _problem(number: int, kind: str) -> Problem:
    zh, en = _FAULTS[kind]
    return Problem("read", str(number), kind, f"第 {number} 页{zh}", f"page {number} {en}")


def _no_text(count: int, problems: list[Problem]) -> NoTextLayer:
    garbled = sum(problem.kind == "garbled_text" for problem in problems)
    return NoTextLayer(
        f"共 {count} 页均无可用文字（图片 {count - garbled} 页，乱码 {garbled} 页）；请安装文字识别组件（tiaoli[ocr]）或不用 --ocr never",
        f"none of the {count} pages has usable text ({count - garbled} pictures, {garbled} garbled); "
        "install the extra tiaoli[ocr], or leave out --ocr never",
    )
