"""Plain text and Markdown files."""

import html
import re
from collections.abc import Iterator

from pipeline.errors import DamagedFile, EmptyFile, UnsupportedFormat
from pipeline.model.document import Block, Kind, Parsed, Problem, Run, TextSource
from pipeline.model.span import Cell, Place
from pipeline.parsing.layout import Line, join, right_edge, text_line
from pipeline.parsing.limits import CHARACTERS, LINE, check_count

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

_UTF_16 = ("utf-16-le", "utf-16-be")
_NO_TEXT = (
    "不是可读取的文件类型；请提供 .docx、.pdf、.txt、.md 或图片（.jpg、.png、.tif）",
    "of no kind that is read; give .docx, .pdf, .txt, .md or a picture (.jpg, .png, .tif)",
)
_LOOKED_AT = 20_000
"""Characters from which the encoding of a text is told."""
_USUAL = re.compile(
    r"[\sA-Za-z0-9的一不在有人本合同甲乙方协议双应当及或之为其与期限日年月款金元定约任何条，。、；：（）]"
)
_LEAST_PLAUSIBLE = 0.15
"""Texts of agreements reach .4; one read in a wrong encoding .03."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MOST_CONTROLS = 8
_WEB_PAGE = re.compile(r"\s{0,100}(?:<!doctype html|<html|<head|<body|MIME-Version:)", re.IGNORECASE)
_REMNANT = re.compile(r"\[bookmark: [^\[\]]*\]|\{#[\w.-]+\}")
"""Marks of Word bookmarks and anchors that converters leave in text."""
_TAG = r"</?(?:a|b|blockquote|br|center|div|em|font|hr|i|li|ol|p|section|small|span|strong|sub|sup|u|ul)\b[^<>]{0,300}>"
_NOTED = re.compile(r"\s{0,3}\[[^\[\]^]{1,60}\]:\s+<?(?:https?://|mailto:|[/#.])\S*(?:\s.*)?")
"""A line that says where a link by name leads: [1]: https://example.org."""
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_BROKEN_LINK = re.compile(r"\[([^\[\]\n]{1,300})\n[ \t]*([^\[\]\n]{1,300})\]\(([^()\s]{1,500})\)")
"""A link whose words a line end cuts."""
_ATTRIBUTES = re.compile(r"\{: ?[^{}\n]{0,200}\}")
"""Attributes of a block as kramdown and its kin write them: {: #id .class key="value" }."""
_EMPHASIS = re.compile(
    r"(?<![_A-Za-z0-9\\])(?P<mark>_{1,2})(?=[^\s_])(?P<words>[^_\n]{1,500})(?<=[^\s_\\])(?P=mark)(?![_A-Za-z0-9])"
    r"|(?<![*\\])\*(?=[^\s*])(?P<other>[^*\n]{1,500})(?<=[^\s*\\])\*(?!\*)"
)
"""Words between single or double underscores, or single asterisks; a line to fill in (____) is none (CommonMark 6.2)."""


def decode(data: bytes) -> str:
    """Decode UTF-8, UTF-16 and GB18030 text, with or without byte order mark; a wrong byte in UTF-8 becomes U+FFFD.

    Without mark the encoding is chosen that gives most characters that texts are made of. Raises UnsupportedFormat
    for bytes that are no text, DamagedFile for text in none of these encodings.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _checked(_attempt(data, encoding) or "")
    if b"\0" not in data and (text := _attempt(data, "utf-8")):
        return _checked(text)
    tried = [_attempt(data, encoding) for encoding in (("gb18030", *_UTF_16) if b"\0" not in data else _UTF_16)]
    texts = [text for text in (*tried, _mended(data)) if text is not None and "\0" not in text]
    best = max(texts, key=_plausible, default="")
    if _plausible(best) < _LEAST_PLAUSIBLE:
        controls = len(_CONTROLS.findall(data[:_LOOKED_AT].decode("latin-1")))
        raise UnsupportedFormat(*_NO_TEXT) if controls * 100 > len(data[:_LOOKED_AT]) else _no_encoding()
    return _checked(best)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mended(data: bytes) -> str | None:
    """Read UTF-8 that is wrong in a few places; None where it is wrong in many."""
    text = data.decode("utf-8", "replace")
    return text if "\0" not in text and text.count("\ufffd") * 50 <= len(text) else None


def _plausible(text: str) -> float:
    """Give the share of characters that every agreement is full of."""
    sample = text[:_LOOKED_AT]
    return len(_USUAL.findall(sample)) / max(len(sample), 1)


def _checked(text: str) -> str:
    """Give a text that is one. Raises UnsupportedFormat for signs that only machines read, and for web pages; DamagedFile."""
    if not text:
        raise _no_encoding()
    if "\0" in text or len(_CONTROLS.findall(text[:_LOOKED_AT])) > _MOST_CONTROLS:
        raise UnsupportedFormat(*_NO_TEXT)
    if _WEB_PAGE.match(text):
        raise UnsupportedFormat(
            "是网页（HTML）而非 Word 文档；请用 Word 打开后另存为 .docx",
            "a web page (HTML), no Word document; open it in Word and save it as .docx",
        )
    return text


def _no_encoding() -> DamagedFile:
    return DamagedFile(
        "文本编码无法识别（UTF-8、UTF-16、GB18030 均不是）；请另存为 UTF-8",
        "text in no encoding we know (UTF-8, UTF-16, GB18030); save it as UTF-8",
    )


def read_text(data: bytes) -> Parsed:
    """Read plain text or Markdown; lines that were cut are joined. Raises EmptyFile, UnsupportedFormat, DamagedFile."""
    text = decode(data)
    if not text.strip():
        raise EmptyFile(
            "文件中没有文字；请核对是否保存了正确的文件", "the file holds no text; check that the right file was saved"
        )
    check_count(len(text), CHARACTERS, "字符数", "characters")
    check_count(max(map(len, text.splitlines())), LINE, "单行的字符数", "characters in one line")
    problems: tuple[Problem, ...] = ()
    if wrong := text.count("\ufffd"):
        zh, en = f"有 {wrong} 处编码错误，以 \ufffd 代替", f"{wrong} places are wrongly encoded; \ufffd stands for them"
        problems = (Problem("read", "", "garbled_text", zh, en),)
    text = _BROKEN_LINK.sub(r"[\1](\3)\n[\2](\3)", text)
    markdown = bool(
        re.search(r"^={3,}[ \t\r]*$|^#{1,6} \S|^\|.*\|[ \t\r]*$|^[ \t]*(?:[-*] )?\*\*\S", text, re.MULTILINE)
    )
    lines = list(_lines(text, markdown=markdown))
    body = [line for line in lines if line.block.kind is not Kind.FURNITURE]
    blocks = [*join(body, right_edge(body)), *(x.block for x in lines if x.block.kind is Kind.FURNITURE)]
    return Parsed("text/markdown" if markdown else "text/plain", TextSource.TEXT, tuple(blocks), problems=problems)


def _lines(text: str, *, markdown: bool) -> Iterator[Line]:
    """Yield the lines with words; tab rows and pipe tables become rows, a front matter becomes furniture."""
    table, rows, front = -1, 0, False
    for index, printed in enumerate(re.split(r"\r\n|\r|\n|\f", text)):
        if markdown and index == 0 and printed.strip() == "---":
            front = True
            continue
        if front:
            front = printed.strip() != "---"
            if front and printed.strip():
                yield text_line(Block(Kind.FURNITURE, (Run(printed.strip(), Place(paragraph=index)),)))
            continue
        cells = _cells(printed, markdown=markdown)
        if cells is not None:
            table, rows = (table + 1, 0) if rows == 0 else (table, rows)
            if any(cells):
                runs = (
                    Run(cell, Place(paragraph=index, cell=Cell(table, rows, column)))
                    for column, cell in enumerate(cells)
                )
                yield text_line(Block(Kind.ROW, tuple(runs)))
                rows += 1
            continue
        block = _block(_REMNANT.sub("", printed), index, markdown=markdown)
        if block is not None:
            yield text_line(block)
            rows = 0


def _cells(line: str, *, markdown: bool) -> list[str] | None:
    """Give the cells of a table row, [] for the rule below a head, None for a line that is no row."""
    if markdown and re.match(r"\s*\|.*\|\s*$", line):
        cells = [_plain(cell.strip()) for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]
        return [] if all(re.fullmatch(r":?-{2,}:?", cell) or not cell for cell in cells) else cells
    if "\t" in line.strip():
        return [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
    return None


def _block(line: str, index: int, *, markdown: bool) -> Block | None:
    level = None
    if markdown:
        line = re.sub(r"<!--.{0,300}?-->|" + _TAG, "", line)
        if heading := re.match(r"\s{0,3}(#{1,6})\s+", line):
            level, line = len(heading[1]), line[heading.end() :]
        line = _plain(re.sub(r"^\s*>\s?|(?<=\S)\\$", "", line))
    elif _ENTITY.search(line):
        line = html.unescape(line)
    if not line.strip() or (
        markdown and (_NOTED.fullmatch(line) or re.fullmatch(r"\s*(?:(?:[-*_]\s?){3,}|={3,}|\\)\s*", line))
    ):
        return None
    return Block(Kind.PARAGRAPH, (Run(line.rstrip().replace("\t", "    "), Place(paragraph=index)),), level=level)


def _plain(text: str) -> str:
    """Take the marks of Markdown out of a line: emphasis, code, links, attributes, escapes, entities; a bullet before a number."""
    text = _ATTRIBUTES.sub("", text)
    text = html.unescape(text) if _ENTITY.search(text) else text
    text = re.sub(r"<((?:https?://|mailto:)?[^\s<>/][^\s<>]*[@/][^\s<>]*)>", r"\1", text)
    text = re.sub(r"!?\[([^\[\]]*)\](?:\([^()\s]*\)|\[[A-Za-z0-9 _.-]{1,60}\])", r"\1", text)
    text = _EMPHASIS.sub(lambda match: match["words"] or match["other"], text)
    text = re.sub(r"\*\*|`", "", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+.!|>~-])", r"\1", text)
    return re.sub(r"^(\s*)[-*+]\s+(?=\d|第|[(（])", r"\1", text)
