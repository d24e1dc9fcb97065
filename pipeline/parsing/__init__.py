"""Bytes become blocks: one reader for each kind of file."""

from dataclasses import replace

from pipeline.errors import EmptyFile, NoTextLayer, UnsupportedFormat
from pipeline.model.document import Block, Kind, Parsed, Problem, Source, TextSource
from pipeline.options import Options
from pipeline.parsing.bilingual import as_paragraphs
from pipeline.parsing.layout import join, right_edge, text_line
from pipeline.parsing.limits import check_size
from pipeline.parsing.text import read_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_FLAT = b"http://schemas.microsoft.com/office/2006/xmlPackage"


_PAGE = 1000
"""Characters that are taken for a page."""

_DEFAULT = Options()


def parse(source: Source, options: Options = _DEFAULT) -> Parsed:
    """Read a source with the reader its content asks for; the suffix is not believed. Raises InputError.

    Old Word files are made .docx first (`pipeline.office`).
    """
    data = source.data
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyFile(
            "文件为空；请核对是否保存了正确的文件", "the file is empty; check that the right file was saved"
        )
    if b"%PDF-" in data[:1024]:
        from pipeline.parsing.pdf import read_pdf

        return as_paragraphs(read_pdf(data, options))
    if data.startswith(_IMAGES):
        from pipeline.parsing.pictures import read_image

        return read_image(data, options)
    if data.startswith((*_ZIP, _OLE)) or _FLAT in data[:4096].replace(b"\0", b""):
        return _bounded(_word(data, options), options)
    if data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"<?xml"):
        raise UnsupportedFormat(
            "XML 文件，不是 Word 的 XML 文档（2007 起）；请用 Word 另存为 .docx",
            "an XML file, but no Word XML document (2007 or later); save it as .docx in Word",
        )
    return _bounded(as_paragraphs(read_text(data)), options)


def _bounded(parsed: Parsed, options: Options) -> Parsed:
    """Give what was read of a text if there is any and not too much of it, and say how long it is."""
    if not any(
        character.isprintable() and not character.isspace() for block in parsed.blocks for character in block.text
    ):
        raise EmptyFile(
            "文件中没有文字；请核对是否保存了正确的文件", "the file holds no text; check that the right file was saved"
        )
    options.expect(check_size(parsed.blocks) // _PAGE, False)
    return parsed


def _word(data: bytes, options: Options) -> Parsed:
    """Read a Word file, zipped, flat, or behind a password."""
    from pipeline.parsing.docx import read_docx
    from pipeline.parsing.pictures import read_embedded
    from pipeline.parsing.word_package import Package, decrypt

    if data.startswith(_OLE):
        data = decrypt(data, options.passwords)
    parsed = _rejoined(read_docx(data, options.view))
    pages, apart, unread = read_embedded(Package(data).pictures(), options)
    if not (pages or apart or unread):
        return parsed
    zh, en = f"含图片 {unread} 张，其中的文字未读取", f"{unread} pictures, whose words were not read"
    if not (pages or apart or parsed.blocks):
        raise NoTextLayer(f"{zh}，此外没有文字", f"{en}, and no words besides")
    problems = (*parsed.problems, *([Problem("read", "", "unread_picture", zh, en)] if unread else []))
    body = [block for block in parsed.blocks if block.kind is not Kind.FURNITURE]
    furniture = [block for block in parsed.blocks if block.kind is Kind.FURNITURE]
    source = TextSource.MIXED if pages else parsed.text_source
    return replace(parsed, text_source=source, blocks=(*body, *pages, *furniture, *apart), problems=problems)


def _rejoined(parsed: Parsed) -> Parsed:
    """Join the paragraphs of a Word file that holds every printed line as a paragraph of its own."""
    lines = [text_line(block) for block in parsed.blocks if block.kind is not Kind.FURNITURE]
    furniture: list[Block] = [block for block in parsed.blocks if block.kind is Kind.FURNITURE]
    blocks = (*join(lines, right_edge(lines)), *furniture)
    return Parsed(parsed.media_type, parsed.text_source, blocks, parsed.pages, parsed.problems)
