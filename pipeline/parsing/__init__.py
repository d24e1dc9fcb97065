"""Bytes become blocks: one reader for each kind of file."""

from pipeline.errors import EmptyFile, EncryptedFile, UnsupportedFormat
from pipeline.model.document import Block, Kind, Parsed, Source
from pipeline.parsing.layout import join, right_edge, text_line
from pipeline.parsing.text import read_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def parse(source: Source) -> Parsed:
    """Read a source with the reader its content asks for; the suffix is not believed. Raises InputError."""
    data = source.data
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyFile(
            "文件为空；请核对是否保存了正确的文件", "the file is empty; check that the right file was saved"
        )
    if b"%PDF-" in data[:1024]:
        from pipeline.parsing.pdf import read_pdf

        return read_pdf(data)
    if data.startswith(b"PK"):
        from pipeline.parsing.docx import read_docx

        return _rejoined(read_docx(data))
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise EncryptedFile(
                "Word 文件有密码；请另存为无密码的副本后重试",
                "the Word file asks for a password; save a copy without one",
            )
        raise UnsupportedFormat(
            "旧版 Office 文件（.doc 等）；请另存为 .docx 后重试",
            "a Word 97-2003 (.doc) or other old Office file; save it as .docx",
        )
    if data.startswith(_IMAGES):
        raise UnsupportedFormat(
            "图片文件；尚不支持文字识别，请先转为可搜索的 PDF",
            "a picture; OCR is not built in yet: make a searchable PDF of it",
        )
    if data.startswith(b"{\\rtf"):
        raise UnsupportedFormat("RTF 文件；请另存为 .docx 后重试", "an RTF file; save it as .docx")
    return read_text(data)


def _rejoined(parsed: Parsed) -> Parsed:
    """Join the paragraphs of a Word file that holds every printed line as a paragraph of its own."""
    lines = [text_line(block) for block in parsed.blocks if block.kind is not Kind.FURNITURE]
    furniture: list[Block] = [block for block in parsed.blocks if block.kind is Kind.FURNITURE]
    blocks = (*join(lines, right_edge(lines)), *furniture)
    return Parsed(parsed.media_type, parsed.text_source, blocks, parsed.pages, parsed.problems)
