"""Word files in every wrapping: zipped, flat, Strict, behind a password; hostile ones are refused."""

import base64
import io
import re
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from pipeline import batch, extraction
from pipeline.errors import DamagedFile, EncryptedFile, TooLarge, UnsupportedFormat
from pipeline.model.document import Source
from pipeline.parsing import word_package
from pipeline.parsing.docx import read_docx
from pipeline.parsing.word_package import Package, decrypt, is_flat
from tests.parsing.numbering_pack import whole_pack
from tests.parsing.packs import abstract, p, word

PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
HEAD = '<?xml version="1.0" encoding="{}" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>\r\n'
STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip

LISTED = word(
    p("租赁物", 0) + p("租金", 1) + '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>期限</w:t></w:r></w:p>',
    abstract(("chineseCounting", "第%1条", ""), ("decimal", "%1.%2", "<w:isLgl/>")),
    '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
)
LABELS = ["第一条", "1.1", "第二条"]


def parts_of(data: bytes) -> dict[str, bytes]:
    """Give the parts of a zipped package."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """Pack parts as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return out.getvalue()


def flat(data: bytes, encoding: str = "UTF-8", picture: bytes = b"\x89PNG") -> bytes:
    """Write a zipped package as Word's "XML document", with a picture among its parts."""
    rows = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content.decode()}</pkg:xmlData></pkg:part>'
        for name, content in parts_of(data).items()
    )
    rows += f'<pkg:part pkg:name="/word/media/a.png" pkg:compression="store"><pkg:binaryData>{base64.b64encode(picture).decode()}</pkg:binaryData></pkg:part>'
    return f'{HEAD.format(encoding)}<pkg:package xmlns:pkg="{PKG}">{rows}</pkg:package>'.encode(encoding)


def locked(data: bytes, password: str) -> bytes:
    """Put a package behind a password."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def labels(data: bytes) -> list[str]:
    """Give the automatic numbers of a Word file."""
    return [block.label for block in read_docx(data).blocks]


def test_flat_file_is_read_like_a_zip() -> None:
    """All numbers of the great pack come out of the flat file too."""
    data = whole_pack().data()

    assert read_docx(flat(data)) == read_docx(data)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-8-SIG", "UTF-16", "UTF-16-LE", "UTF-16-BE"])
def test_flat_file_in_every_encoding(encoding: str) -> None:
    """A flat file may begin with a byte order mark and be UTF-16."""
    data = flat(LISTED, encoding)

    assert is_flat(data)
    assert labels(data) == LABELS


def test_flat_file_with_a_large_picture() -> None:
    """A picture larger than the parser's limit for one text does not stand in the way."""
    assert labels(flat(LISTED, picture=bytes(9_000_000))) == LABELS


@pytest.mark.parametrize(
    "data",
    [
        LISTED,
        b"",
        b"%PDF-1.7",
        b"<html><body>a</body></html>",
        f"Contract about {PKG}".encode(),
        f'{HEAD.format("UTF-8")}<w:wordDocument xmlns:w="{PKG}x"/>'.encode(),
    ],
    ids=["zip", "nothing", "PDF", "HTML", "text that names it", "Word 2003 XML"],
)
def test_other_data_is_not_flat(data: bytes) -> None:
    """Only XML whose root is a package counts."""
    assert not is_flat(data)


@pytest.mark.parametrize("hidden_in", ["UTF-8", "UTF-16", "part"])
def test_doctype_in_a_flat_file_is_refused(hidden_in: str) -> None:
    """A DOCTYPE at the head, in any encoding, or inside a part."""
    bomb = '<!DOCTYPE a [<!ENTITY b "ccc">]>'
    if hidden_in == "part":
        data = flat(zipped(parts_of(LISTED) | {"word/document.xml": f"{bomb}<a/>".encode()}))
    else:
        data = (
            flat(LISTED, hidden_in).decode(hidden_in).replace("<pkg:package", f"{bomb}<pkg:package").encode(hidden_in)
        )

    with pytest.raises(DamagedFile, match="DOCTYPE"):
        Package(data)


def test_declared_encoding_is_not_believed() -> None:
    """A flat file that calls itself EBCDIC, in which no DOCTYPE would be seen, is read as the UTF-8 it is."""
    data = flat(LISTED).replace(b'encoding="UTF-8"', b'encoding="IBM037"')

    assert labels(data) == LABELS


@pytest.mark.parametrize("cut", [400, 1000, -20])
def test_cut_off_flat_file_is_damaged(cut: int) -> None:
    """A flat file without its end is damaged."""
    with pytest.raises(DamagedFile):
        Package(flat(LISTED)[:cut])


def test_nested_deeply_is_too_large() -> None:
    """The parser's limit of depth holds for the parts of a flat file as for zipped ones."""
    deep = b"<w:a>" * 300 + b"</w:a>" * 300
    parts = parts_of(LISTED)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + deep)

    for data in (zipped(parts), flat(zipped(parts))):
        with pytest.raises(TooLarge, match="nested too deep"):
            Package(data).part("document.xml")


def test_flat_file_above_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flat file has the limit of an unpacked zip."""
    monkeypatch.setattr(word_package, "EXPANDED_LIMIT", 1000)

    with pytest.raises(TooLarge):
        Package(flat(LISTED))


def test_zip_bomb_is_refused() -> None:
    """A zip that unpacks to two hundred times its size is not read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("word/document.xml", bytes(20_000_000))

    with pytest.raises(TooLarge, match="bomb"):
        Package(out.getvalue())


def test_flat_package_of_another_program_is_unsupported() -> None:
    """A flat package without a Word document is no Word file."""
    with pytest.raises(UnsupportedFormat):
        Package(flat(zipped({"ppt/presentation.xml": b"<a/>"})))


@pytest.mark.parametrize("parts", [("document",), ("numbering",), ("styles",), ("document", "numbering", "styles")])
@pytest.mark.parametrize("wrap", [bytes, flat], ids=["zipped", "flat"])
def test_strict_parts(parts: tuple[str, ...], wrap: type[bytes]) -> None:
    """Document, lists and styles in the namespaces of ISO/IEC 29500 Strict give the same numbers."""
    content = parts_of(LISTED)
    for name in parts:
        text = content[f"word/{name}.xml"].decode()
        content[f"word/{name}.xml"] = re.sub("|".join(STRICT), lambda match: STRICT[match[0]], text).encode()
        assert "purl.oclc.org" in content[f"word/{name}.xml"].decode()

    assert labels(wrap(zipped(content))) == LABELS


def test_parts_under_other_names() -> None:
    """Parts that Word on the web names document2.xml, numbering2.xml, styles2.xml are found by relationship."""
    data = whole_pack().data()
    renamed = {re.sub(r"(document|numbering|styles)\.xml", r"\g<1>2.xml", name): content for name, content in parts_of(data).items()}  # fmt: skip
    for name in ("_rels/.rels", "word/_rels/document2.xml.rels"):
        renamed[name] = renamed[name].replace(b'.xml"', b'2.xml"')

    for wrap in (bytes, flat):
        assert read_docx(wrap(zipped(renamed))) == read_docx(data)


def test_package_of_another_program_is_unsupported() -> None:
    """A workbook's main part is no Word document."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    rels = f'<Relationships><Relationship Type="{relation}" Target="xl/workbook.xml"/></Relationships>'

    with pytest.raises(UnsupportedFormat):
        Package(zipped({"_rels/.rels": rels.encode(), "xl/workbook.xml": b"<workbook/>"}))


PLAIN = whole_pack().data()


@pytest.mark.parametrize("passwords", [["合同2024"], ["", "wrong", "合同2024"]])
def test_a_fitting_password_opens(passwords: list[str]) -> None:
    """Passwords are tried in turn; the package comes out byte for byte."""
    assert decrypt(locked(PLAIN, "合同2024"), passwords) == PLAIN


@pytest.mark.parametrize(
    ("passwords", "zh"), [([], "需要密码；"), ([""], "1 个均不正确"), (["a", "b"], "2 个均不正确")]
)
def test_without_fitting_password_it_stays_closed(passwords: list[str], zh: str) -> None:
    """Both languages say that a password is wanted and where to put it."""
    with pytest.raises(EncryptedFile, match="--password-file") as caught:
        decrypt(locked(PLAIN, "secret"), passwords)

    assert "需要密码" in caught.value.zh
    assert zh in caught.value.zh
    assert "--password-file" in caught.value.zh


def test_broken_content_behind_a_fitting_password_is_damaged() -> None:
    """A password that fits is not blamed for what is broken behind it."""
    data = locked(PLAIN, "secret")

    with pytest.raises(DamagedFile):
        decrypt(data[:1536] + bytes(len(data) - 1536), ["secret"])


@pytest.mark.parametrize("at", range(0, 100, 7))
def test_damage_anywhere_is_foreseen(at: int) -> None:
    """Wherever an encrypted file is cut or overwritten, no other error than ours comes out."""
    data = locked(PLAIN, "secret")
    middle = len(data) * at // 100

    for broken in (data[:middle], data[:middle] + bytes(300) + data[middle + 300 :]):
        with suppress(DamagedFile, EncryptedFile):
            decrypt(broken, ["secret"])


@pytest.mark.parametrize(
    ("old", "new", "status"),
    [
        (b"wordprocessingml/2006/main", b"wordprocessingml/2007/main", "damaged"),
        (b"w:body", b"w:bodx", "damaged"),
        (b"w:p>", b"w:q>", "partial"),
    ],
    ids=["namespace", "body", "paragraphs"],
)
def test_names_that_were_damaged_are_told(corpus: Path, old: bytes, new: bytes, status: str) -> None:
    """A file whose text stands in elements that nobody knows is not complete."""
    buffer = io.BytesIO()
    original = corpus / "agreements" / "office-lease-v2024.docx"
    with zipfile.ZipFile(original) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(old, new) if name == "word/document.xml" else part)
    outcome = batch.process(Source("x.docx", buffer.getvalue(), "0" * 64), extraction.load())

    assert outcome.status == status
