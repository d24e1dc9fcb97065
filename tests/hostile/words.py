"""Hostile Word files: what lies in the package and in its XML."""

import io
import random
import struct
from functools import partial

from tests.hostile.made import Hostile
from tests.hostile.packing import (
    BODY,
    CLOSING,
    NAMESPACES,
    OFFICE,
    OPENING,
    SENTENCES,
    W,
    document,
    packed,
    paragraph,
    part,
    relationships,
    repeated,
    root,
    written,
)

_COMPLETE, _PARTIAL = frozenset({"complete"}), frozenset({"partial"})
_DAMAGED, _TOO_LARGE, _UNSUPPORTED = frozenset({"damaged"}), frozenset({"too_large"}), frozenset({"unsupported"})
_ENDED = frozenset({"timeout"})
"""Also right for what grows out of proportion, as long as it is ended in time."""
_MAIN = "word/document.xml"
_RESTART = " w:val='restart'"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_EMBEDDED = "<w:r><w:object><o:OLEObject Type='Embed' ProgID='Excel.Sheet.12' r:id='r1'/></w:object></w:r>"


def _doctype(place: str, inside: str, said: str = "") -> bytes:
    """Put a DOCTYPE into one part of a whole Word file; `said` stands in its text or an attribute."""
    name = place.rpartition("/")[2].partition(".")[0]
    head = f"<!DOCTYPE w:{name} {inside}>"
    parts = {
        _MAIN: OPENING + BODY + CLOSING,
        "word/numbering.xml": root("numbering", ""),
        "word/styles.xml": root("styles", ""),
        "word/footnotes.xml": root("footnotes", ""),
        "word/header1.xml": root("header", ""),
    }
    parts[place] = head + (OPENING + BODY + paragraph(said) + CLOSING if place == _MAIN else parts[place])
    return packed(parts)


def _laughs(depth: int) -> str:
    rows = ['<!ENTITY a0 "笑">']
    rows += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, depth)]
    return f"[{''.join(rows)}]"


def _utf_16() -> bytes:
    return packed({_MAIN: ('<?xml version="1.0" encoding="UTF-16"?>' + OPENING + BODY + CLOSING).encode("utf-16")})


def _hidden_doctype() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w:document [<!ENTITY a "甲">]>{OPENING}{BODY}{CLOSING}'
    return packed({_MAIN: text.encode("utf-16")})


def _strict() -> bytes:
    names = {W: "http://purl.oclc.org/ooxml/wordprocessingml/main", OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships"}  # fmt: skip
    text = OPENING + BODY + CLOSING
    for transitional, strict in names.items():
        text = text.replace(transitional, strict)
    return packed({_MAIN: text})


def _flat(inside: str) -> bytes:
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}"><pkg:part pkg:name="/{_MAIN}"><pkg:xmlData>'
        f"{inside}</pkg:xmlData></pkg:part></pkg:package>"
    ).encode()


def _locked() -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(packed({"[Content_Types].xml": _TYPES, _MAIN: OPENING + BODY + CLOSING}))).encrypt(
        "geheim", out
    )
    return out.getvalue()


def _locked_members() -> bytes:
    """Mark the members of a zip as encrypted (flag bit 0)."""
    data = bytearray(document(BODY))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def _cut(share: float) -> bytes:
    data = document(BODY)
    return data[: int(len(data) * share)]


def _twice() -> bytes:
    return written((_MAIN, *part(OPENING + BODY.replace("30日", days) + CLOSING), None) for days in ("30日", "300日"))


def _overlapping() -> bytes:
    """Let 2,000 names point to the bytes of one member, as the bombs of 2019 do."""
    stream, checksum, size = part(OPENING + BODY * 200 + CLOSING)
    names = [_MAIN, *(f"word/header{i}.xml" for i in range(2000))]
    return written((name, stream, checksum, size, 0 if number else None) for number, name in enumerate(names))


def _slip() -> bytes:
    names = ("../../evil.txt", "/tmp/evil.txt", "C:\\evil.txt", "word/../../../evil", "word/media/../../../evil.bin")
    return packed({_MAIN: OPENING + BODY + CLOSING} | dict.fromkeys(names, "evil"))


def _many_members() -> bytes:
    return packed({_MAIN: OPENING + BODY + CLOSING} | {f"word/a{i}.xml": "" for i in range(30_000)}, deflated=False)


def _many_large() -> bytes:
    """Say 600 MB in 60 members of 10 MB, none of which is large by itself."""
    stream, checksum, size = part(OPENING + BODY + CLOSING)
    further = [(f"word/header{i}.xml", stream, checksum, 10_000_000, None) for i in range(60)]
    return written([(_MAIN, stream, checksum, size, None), *further])


def _nested(depth: int, inner: str = "") -> str:
    return "<w:sdt><w:sdtContent>" * depth + (inner or paragraph("深处的文字")) + "</w:sdtContent></w:sdt>" * depth


def _tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("内层") + "</w:tc></w:tr></w:tbl>" * depth


def _table(rows: int, columns: int, cell: str = "<w:tcPr/>", row: str = "") -> str:
    line = "".join(f"<w:tc>{cell}{paragraph(f'价格{c}元')}</w:tc>" for c in range(columns))
    return f"<w:tbl>{f'<w:tr>{row}{line}</w:tr>' * rows}</w:tbl>"


def _price_list(rows: int, columns: int) -> str:
    """Write a table as Word does, each cell with its width, colour, fonts and its own price."""
    figures = random.Random(3)
    look = (
        '<w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="SimSun" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="18"/></w:rPr>'
    )
    cell = (
        '<w:tc><w:tcPr><w:tcW w:w="960" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/></w:tcPr>'
        f'<w:p w:rsidR="00A12B3C" w:rsidRDefault="00A12B3C"><w:pPr><w:jc w:val="center"/>{look}</w:pPr>'
        f"<w:r>{look}<w:t>{{}}</w:t></w:r></w:p></w:tc>"
    )
    lines = (
        "".join(cell.format(f"{figures.randrange(10**7) / 100:,.2f}") for _ in range(columns)) for _ in range(rows)
    )
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def _numbered(levels: str, paragraphs: int = 3, ilvl: int | str = 0, text: str = "租金") -> bytes:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbers = f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="1"/></w:numPr>'
    return document(BODY + paragraph(text, numbers) * paragraphs, numbering=root("numbering", numbering))


def _level(start: int | str = 1, form: str = "decimal", text: str = "%1.", ilvl: int | str = 0) -> str:
    return f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def _style_chain(length: int, *, cycle: bool) -> bytes:
    rows = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(length)
    )
    last = f'<w:style w:type="paragraph" w:styleId="s{length}"><w:basedOn w:val="s{0 if cycle else length}"/></w:style>'
    body = BODY + paragraph("租金", '<w:pStyle w:val="s0"/>') * length
    return document(body, styles=root("styles", rows + last))


def _link_loop() -> bytes:
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:styleLink w:val="a{i}"/><w:numStyleLink w:val="a{1 - i}"/></w:abstractNum>'
        for i in (0, 1)
    )
    numbering = root("numbering", abstracts + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    return document(BODY + paragraph("租金", '<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering=numbering)


def _numbers(list_number: int) -> str:
    return f'<w:numPr><w:numId w:val="{list_number}"/></w:numPr>'


def _many_lists(lists: int, levels: int) -> bytes:
    """Let many lists count in one abstract list of many levels."""
    numbering = f'<w:abstractNum w:abstractNumId="0">{_level() * levels}</w:abstractNum>'
    numbering += "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/></w:num>' for i in range(lists))
    return document(BODY + paragraph("租金", _numbers(1)), numbering=root("numbering", numbering))


def _deleted_rows(count: int) -> bytes:
    """Give many lists a deleted row each: what counts must not be copied for each of them."""
    abstracts = "".join(f'<w:abstractNum w:abstractNumId="{i}">{_level()}</w:abstractNum>' for i in range(count))
    lists = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(count))
    listed = [paragraph("行", _numbers(i)) for i in range(count)]
    deleted = '<w:tr><w:trPr><w:del w:author="a"/></w:trPr><w:tc>'
    rows = "".join(f"{deleted}{one}</w:tc></w:tr>" for one in listed)
    body = f"{BODY}{''.join(listed)}<w:tbl>{rows}</w:tbl>"
    return document(body, numbering=root("numbering", abstracts + lists))


def _merged(rows: int, columns: int) -> str:
    """Write a table whose first row covers all the others."""
    wide = '<w:tcPr><w:gridSpan w:val="60"/><w:vMerge{}/></w:tcPr>'
    first = f"<w:tc>{wide.format(_RESTART)}{paragraph('价')}</w:tc>"
    more = f"<w:tc>{wide.format('')}<w:p/></w:tc>"
    return f"<w:tbl><w:tr>{first * columns}</w:tr>{f'<w:tr>{more * columns}</w:tr>' * rows}</w:tbl>"


def _runs(count: int, text: str = "租") -> str:
    return f"<w:p>{f'<w:r><w:t>{text}</w:t></w:r>' * count}</w:p>"


def _open_fields(count: int) -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return f"<w:p>{begin * count}<w:r><w:t>金额</w:t></w:r></w:p>"


def _attributes(count: int) -> str:
    named = " ".join(f'a{i}=""' for i in range(count))
    return f"<w:p {named}/>"


def _open_comments(count: int) -> bytes:
    starts = "".join(f'<w:commentRangeStart w:id="{i}"/>' for i in range(count))
    comments = "".join(f'<w:comment w:id="{i}">{paragraph("请核对")}</w:comment>' for i in range(count))
    return document(f"<w:p>{starts}</w:p>" + BODY * 200, comments=root("comments", comments))


def _runs_on(count: int) -> str:
    mark = "<w:rPr><w:del w:author='a'/></w:rPr>"
    return paragraph("租金", mark) * count + paragraph("到此为止。")


def _white(count: int) -> str:
    run = '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>白字</w:t></w:r></w:p>'
    return BODY + run * count


def _oddities() -> str:
    values = ("gridSpan", "vMerge")
    cell = "".join(f'<w:{name} w:val="-9"/>' for name in values)
    symbols = "".join(f'<w:r><w:sym w:char="{code}"/></w:r>' for code in ("D800", "FFFFFFFF", "zz", ""))
    box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="x"/></w:ddList></w:ffData></w:fldChar></w:r>'
    sizes = '<w:r><w:rPr><w:sz w:val="²"/></w:rPr><w:t>字号</w:t></w:r>'
    outline = paragraph("级别", '<w:outlineLvl w:val="x"/><w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>')
    table = f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='x'/></w:trPr><w:tc><w:tcPr>{cell}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    return BODY + f"<w:p>{symbols}{sizes}</w:p>" + outline + f"<w:p>{box}</w:p>" + table


def _with_rels(*targets: tuple[str, str, str], **parts: str | bytes) -> bytes:
    further = {name.replace("__", "/"): content for name, content in parts.items()}
    return packed({"_rels/.rels": relationships(*targets)} | further)


def _pages(count: int) -> str:
    """Write clauses for about as many pages: 28 paragraphs of a line and a half each."""
    lines = (
        paragraph(f"第{clause}条 服务内容")
        + "".join(paragraph(f"{clause}.{i + 1} {SENTENCES[i % 4]}") for i in range(27))
        for clause in range(1, count + 1)
    )
    return paragraph("长期服务框架合同") + "".join(lines)


_ZIPS = (
    Hostile("docx-zeros-600-mb", partial(repeated, _MAIN, OPENING, " " * 1_000_000, 600, CLOSING), _TOO_LARGE, "a part of 600 MB of blanks"),
    Hostile("docx-ratio", partial(repeated, _MAIN, OPENING, " " * 1_000_000, 30, CLOSING), _TOO_LARGE, "30 MB in 30 kB"),
    Hostile("docx-size-lies-small", partial(repeated, _MAIN, OPENING, " " * 1_000_000, 60, CLOSING, size=1000), _DAMAGED, "60 MB that say 1,000 bytes"),
    Hostile("docx-size-lies-large", partial(repeated, _MAIN, OPENING, BODY, 1, CLOSING, size=0xFFFFFFF0), _TOO_LARGE, "1 kB that says 4 GB"),
    Hostile("docx-many-large", _many_large, _TOO_LARGE, "sixty members of 10 MB"),
    Hostile("docx-many-members", _many_members, _TOO_LARGE, "30,000 members"),
    Hostile("docx-overlapping", _overlapping, _TOO_LARGE | _DAMAGED, "2,000 members of the same bytes"),
    Hostile("docx-duplicate", _twice, _DAMAGED, "two readings of one part: 30 days, 300 days"),
    Hostile("docx-zip-slip", _slip, _COMPLETE, "names that lead out of the folder; nothing is unpacked"),
    Hostile("docx-inside-zip", lambda: packed({"合同.docx": document(BODY)}), _UNSUPPORTED, "an archive"),
    Hostile("docx-zip-in-zip", lambda: packed({_MAIN: OPENING + BODY + CLOSING, "word/embeddings/a.zip": packed({"b.zip": packed({"c": "x" * 1_000_000})})}), _COMPLETE, "archives inside are not opened"),
    Hostile("docx-odt", lambda: packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), _UNSUPPORTED, "another kind of package"),
    Hostile("docx-xlsx", lambda: _with_rels(("officeDocument", "xl/workbook.xml", ""), xl__workbook=""), _UNSUPPORTED, "a sheet"),
    Hostile("docx-locked-members", _locked_members, frozenset({"encrypted"}), "a zip with a password"),
    Hostile("docx-locked", _locked, frozenset({"encrypted"}), "Word with a password"),
    Hostile("docx-locked-cut", lambda: _locked()[:3000], _DAMAGED | {"encrypted"}, "Word with a password, cut off"),
    *(Hostile(f"docx-cut-{share:.2f}", partial(_cut, share), _DAMAGED, "cut off") for share in (0.02, 0.3, 0.6, 0.9, 0.99)),
    Hostile("docx-only-head", lambda: b"PK\x03\x04" + b"\0" * 26, _DAMAGED, "a member's head and nothing more"),
    Hostile("docx-junk-before", lambda: b"MZ\x90\0" + document(BODY), _UNSUPPORTED | _DAMAGED, "a program that is a zip too"),
    Hostile("docx-zip64-lies", lambda: document(BODY)[:-22] + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0), _DAMAGED, "a directory that is elsewhere"),
)  # fmt: skip

_XML = (
    Hostile("docx-xxe-file", partial(_doctype, _MAIN, '[<!ENTITY x SYSTEM "file:///etc/passwd">]', "&x;"), _DAMAGED, "reads a file of the machine"),
    Hostile("docx-xxe-network", partial(_doctype, _MAIN, '[<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]', "&x;"), _DAMAGED, "asks the network"),
    Hostile("docx-external-dtd", partial(_doctype, _MAIN, 'SYSTEM "http://127.0.0.1:9/x.dtd"'), _DAMAGED, "asks the network for a DTD"),
    Hostile("docx-parameter-entity", partial(_doctype, _MAIN, '[<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]'), _DAMAGED, "reads a file by a parameter entity"),
    Hostile("docx-laughs", partial(_doctype, _MAIN, _laughs(12), "&a11;"), _DAMAGED | _TOO_LARGE, "10^11 characters"),
    Hostile("docx-quadratic", partial(_doctype, _MAIN, f'[<!ENTITY a "{"笑" * 50_000}">]', "&a;" * 50_000), _DAMAGED | _TOO_LARGE, "2.5 * 10^9 characters"),
    Hostile("docx-doctype-utf-16", _hidden_doctype, _DAMAGED, "a DOCTYPE in UTF-16"),
    *(Hostile(f"docx-doctype-{name}", partial(_doctype, f"word/{name}.xml", ""), _DAMAGED, "a DOCTYPE beside the text") for name in ("numbering", "styles", "footnotes", "header1")),
    Hostile("docx-flat-doctype", lambda: _flat(f"{OPENING}{BODY}{CLOSING}").replace(b"<pkg:package", b"<!DOCTYPE a><pkg:package"), _DAMAGED, "a DOCTYPE in a flat file"),
    Hostile("docx-depth", lambda: document(_nested(50_000)), _TOO_LARGE, "elements 100,000 deep"),
    Hostile("docx-flat-depth", lambda: _flat(OPENING + _nested(50_000) + CLOSING), _TOO_LARGE, "the same in a flat file, whose parser has no limit"),
    Hostile("docx-flat-depth-1500", lambda: _flat(OPENING + _nested(700, BODY) + CLOSING), _TOO_LARGE, "deeper than Python calls"),
    Hostile("docx-depth-240", lambda: document(_nested(110, BODY)), _COMPLETE, "as deep as is read"),
    Hostile("docx-tables-in-tables", lambda: document(BODY + _tables(75)), _COMPLETE, "75 tables, each in the one before"),
    Hostile("docx-text-node", lambda: document(paragraph("租" * 4_000_000)), _TOO_LARGE, "a text of 12 MB in one run"),
    Hostile("docx-flat-text-node", lambda: _flat(OPENING + paragraph("租" * 4_000_000) + CLOSING), _TOO_LARGE, "the same in a flat file"),
    Hostile("docx-elements", partial(repeated, _MAIN, OPENING, "<w:p/>" * 10_000 + "<!--" + "".join(chr(0x4E00 + i * 7 % 20_000) for i in range(400)) + "-->", 1000, CLOSING), _TOO_LARGE, "10^7 elements, not too well compressed"),
    Hostile("docx-attributes", lambda: document(BODY + _attributes(400_000)), _COMPLETE | _TOO_LARGE | _DAMAGED, "400,000 attributes"),
    Hostile("docx-cut-xml", lambda: packed({_MAIN: (OPENING + BODY + CLOSING)[:700]}), _DAMAGED, "XML that stops"),
    Hostile("docx-not-xml", lambda: packed({_MAIN: "合同"}), _DAMAGED, "no XML"),
    Hostile("docx-no-body", lambda: packed({_MAIN: f"<w:document {NAMESPACES}/>"}), _DAMAGED, "no text at all"),
    Hostile("docx-blank", lambda: document(paragraph("   ") * 20), _DAMAGED, "blanks alone"),
    Hostile("docx-html-part", lambda: packed({_MAIN: "<html><body><p>合同</p></body></html>"}), _DAMAGED, "a part of another kind"),
)  # fmt: skip

_STRUCTURE = (
    Hostile("docx-million-paragraphs", lambda: document(BODY + paragraph("条") * 1_000_000), _TOO_LARGE, "10^6 paragraphs", slow=True),
    Hostile("docx-grid-span", lambda: document(BODY + _table(3, 2, '<w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>')), _COMPLETE, "a cell over 10^9 columns"),
    Hostile("docx-grid-before", lambda: document(BODY + _table(3, 2, row='<w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>')), _COMPLETE, "a row from the column 10^9 on"),
    Hostile("docx-merge-area", lambda: document(BODY + _merged(2000, 30)), _COMPLETE | _TOO_LARGE, "merged cells over 3.6 million places"),
    Hostile("docx-merge-madness", lambda: document(BODY + _table(500, 20, '<w:tcPr><w:vMerge/></w:tcPr>')), _COMPLETE | frozenset({"partial"}), "cells that all continue one another"),
    Hostile("docx-wide-row", lambda: document(BODY + _table(2, 20_000)), _COMPLETE | _TOO_LARGE, "20,000 columns"),
    Hostile("docx-level-10-9", lambda: _numbered(_level(ilvl=1_000_000_000) + _level(), ilvl=1_000_000_000), _COMPLETE, "the level 10^9 of a list"),
    Hostile("docx-levels-many", lambda: _numbered("".join(_level(ilvl=i) for i in range(20_000)), 2000), _COMPLETE, "20,000 levels of a list"),
    Hostile("docx-lists-many", partial(_many_lists, 20_000, 5000), _COMPLETE, "20,000 lists of 5,000 levels"),
    Hostile("docx-start-roman", lambda: _numbered(_level(2_000_000_000, "lowerRoman"), 50), _COMPLETE, "a number of two million m"),
    Hostile("docx-start-letter", lambda: _numbered(_level(2_000_000_000, "lowerLetter"), 50), _COMPLETE, "a number of 77 million letters"),
    Hostile("docx-number-text", lambda: _numbered(_level(text="%1" * 500_000), 200), _COMPLETE, "a number of a million characters"),
    Hostile("docx-style-cycle", partial(_style_chain, 3, cycle=True), _COMPLETE, "styles based on each other"),
    Hostile("docx-style-chain", partial(_style_chain, 5000, cycle=False), _COMPLETE, "5,000 styles, each based on the next"),
    Hostile("docx-link-loop", _link_loop, _COMPLETE, "list styles that link to each other"),
    Hostile("docx-deleted-rows", partial(_deleted_rows, 2000), _COMPLETE, "2,000 lists that count, 2,000 deleted rows"),
    Hostile("docx-deleted-rows-more", partial(_deleted_rows, 10_000), _COMPLETE, "10,000 lists that count, 10,000 deleted rows", slow=True),
    Hostile("docx-paragraphs-150000", lambda: document(BODY + "".join(paragraph(f"第{i}条 甲方应当付款。") for i in range(150_000))), _COMPLETE | _ENDED, "not yet too many paragraphs", slow=True),
    Hostile("docx-runs", lambda: document(BODY + _runs(200_000)), _COMPLETE | _TOO_LARGE, "a paragraph of 200,000 runs"),
    Hostile("docx-open-fields", lambda: document(BODY + _open_fields(40_000)), _COMPLETE, "40,000 fields that do not end"),
    Hostile("docx-open-comments", partial(_open_comments, 3000), _COMPLETE, "3,000 comments on everything"),
    Hostile("docx-open-comments-more", partial(_open_comments, 20_000), _COMPLETE, "20,000 comments on everything", slow=True),
    Hostile("docx-runs-on", lambda: document(BODY + _runs_on(30_000)), _COMPLETE | _TOO_LARGE, "30,000 paragraphs whose ends are deleted"),
    Hostile("docx-white", lambda: document(_white(2000)), _COMPLETE, "2,000 white words"),
    Hostile("docx-white-more", lambda: document(_white(20_000)), _PARTIAL | _ENDED, "20,000 white words: each is a flag of its own", slow=True),
    Hostile("docx-oddities", lambda: document(_oddities(), numbering=root("numbering", f'<w:abstractNum w:abstractNumId="0">{_level("x", ilvl="x")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')), _COMPLETE, "numbers that are none"),
    Hostile("docx-relationship-loop", lambda: _with_rels(("officeDocument", "_rels/.rels", ""), ("officeDocument", "word/x.xml", "")), _UNSUPPORTED | _DAMAGED, "relationships that lead to themselves"),
    Hostile("docx-relationship-slip", lambda: _with_rels(("officeDocument", "../../../etc/passwd", "")), _UNSUPPORTED, "a relationship that leads out"),
    Hostile("docx-external-target", lambda: _with_rels(("officeDocument", "http://127.0.0.1:9/word/document.xml", 'TargetMode="External"')), _UNSUPPORTED, "a text elsewhere"),
    Hostile("docx-external-template", lambda: packed({_MAIN: OPENING + BODY + CLOSING, "word/_rels/document.xml.rels": relationships(("attachedTemplate", "http://127.0.0.1:9/x.dotm", 'TargetMode="External"'))}), _COMPLETE, "a template elsewhere, never fetched"),
    Hostile("docx-alt-chunk", lambda: document(BODY + '<w:altChunk r:id="r1"/>'), _PARTIAL, "a text in another format inside"),
    Hostile("docx-embedded-sheet", lambda: document(BODY + f"<w:p>{_EMBEDDED}</w:p>"), _PARTIAL, "a sheet inside"),
    Hostile("docx-types-wrong", lambda: packed({"[Content_Types].xml": "<html>", _MAIN: OPENING + BODY + CLOSING}), _COMPLETE, "content types that are none"),
)  # fmt: skip

_CONTROLS = (
    Hostile("docx-control", lambda: document(BODY), _COMPLETE, "a valid file"),
    Hostile("docx-control-strict", _strict, _COMPLETE, "a valid file, Strict"),
    Hostile("docx-control-utf-16", _utf_16, _COMPLETE, "a valid file, UTF-16 inside"),
    Hostile("docx-control-flat", lambda: _flat(OPENING + BODY + CLOSING), _COMPLETE, "a valid flat file"),
    Hostile("docx-control-300-pages", lambda: document(_pages(300)), _COMPLETE, "an agreement of 300 pages", slow=True),
    Hostile("docx-control-60000-cells", lambda: document(BODY + _price_list(6000, 10)), _COMPLETE, "a price list of 60,000 cells", slow=True),
)  # fmt: skip

WORDS = (*_ZIPS, *_XML, *_STRUCTURE, *_CONTROLS)
