"""Plain text and Markdown files."""

import html
import re
from collections.abc import Iterator

from pipeline.errors import DamagedFile, EmptyFile, UnsupportedFormat
from pipeline.model.document import Block, Kind, Parsed, Run, TextSource
from pipeline.model.span import Cell, Place
from pipeline.parsing.layout import Line, join, right_edge, text_line

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

_NO_TEXT = (
    "不是可读取的文件类型；请提供 .docx、.pdf、.txt 或 .md",
    "of no kind that is read; give .docx, .pdf, .txt or .md",
)
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
    """Decode UTF-8, UTF-16 and GB18030 text, with or without byte order mark.

    Raises UnsupportedFormat for bytes that are no text, DamagedFile for text in none of these encodings.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    zeros = data[:4096].count(0)
    if zeros > len(data[:4096]) / 8:
        even = data[:4096:2].count(0)
        return _decoded(data, "utf-16-be" if even > zeros / 2 else "utf-16-le")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "gb18030")
    if sum(character < " " and character not in "\t\n\r\f\v" for character in text[:4096]) > 8:
        raise UnsupportedFormat(*_NO_TEXT)
    return text


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DamagedFile(
            "文本编码无法识别（UTF-8、UTF-16、GB18030 均不是）；请另存为 UTF-8",
            "text in no encoding we know (UTF-8, UTF-16, GB18030); save it as UTF-8",
        ) from error
    if "\0" in text:
        raise UnsupportedFormat(*_NO_TEXT)
    return text


def read_text(data: bytes) -> Parsed:
    """Read plain text or Markdown; lines that were cut are joined. Raises EmptyFile, UnsupportedFormat, DamagedFile."""
    text = decode(data)
    if not text.strip():
        raise EmptyFile(
            "文件中没有文字；请核对是否保存了正确的文件", "the file holds no text; check that the right file was saved"
        )
    text = _BROKEN_LINK.sub(r"[\1](\3)\n[\2](\3)", text)
    markdown = bool(re.search(r"^={3,}\s*$|^#{1,6} \S|^\|.*\|\s*$|^\s*(?:[-*] )?\*\*\S", text, re.MULTILINE))
    lines = list(_lines(text, markdown=markdown))
    body = [line for line in lines if line.block.kind is not Kind.FURNITURE]
    blocks = [*join(body, right_edge(body)), *(x.block for x in lines if x.block.kind is Kind.FURNITURE)]
    return Parsed("text/markdown" if markdown else "text/plain", TextSource.TEXT, tuple(blocks))


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
        line = re.sub(r"<!--.*?-->|" + _TAG, "", line)
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
