"""Opening a Word file: the parts of its package, zipped, flat or behind a password, with limits against hostile ones."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from xml.parsers.expat import ExpatError

from pipeline.errors import DamagedFile, EncryptedFile, InputError, TooLarge, UnsupportedFormat
from pipeline.parsing.limits import MARKUP, MEMBERS, XML_BYTES, check_count

Element = Any

EXPANDED_LIMIT = 500 * 1024 * 1024
RATIO_LIMIT = 200
_RATIO_FROM = 10 * 1024 * 1024

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}  # fmt: skip
"""Namespaces of Strict OOXML (ISO/IEC 29500-1 Annex A) and the Transitional ones they stand for."""

_FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"
_FLAT_ROOT = re.compile(rf"""<(?:\w+:)?package\s[^>]*["']{_FLAT}["']""")
_PKG = f"{{{_FLAT}}}"
_SNIFFED = 4096
_ENTRY = b"PK\x01\x02"
"""What an entry of a zip's directory begins with (APPNOTE 4.3.12)."""
_RESOURCE_LIMIT = 114
"""libxml2's XML_ERR_RESOURCE_LIMIT: 256 levels, 10 MB of text in one node."""
_PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
_UTF_16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


class Package:
    """The parts of a Word file by name, parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        """Open a zipped or flat package. Raises DamagedFile, UnsupportedFormat (not Word), TooLarge."""
        names, self._read = _flat(data) if is_flat(data) else _zipped(data)
        self._names = {_key(name): name for name in names}
        counted = Counter(map(_key, names))
        self._ambiguous = {name for name, count in counted.items() if count > 1}
        self._places: dict[str, str] = {}
        if "word/document.xml" not in self._names:
            main = self._related("").get("officeDocument", "")
            if not main.startswith("word/"):
                raise UnsupportedFormat(
                    "是压缩包而非 Word 文档；请解压后提供其中的文件",
                    "an archive, but not a Word document; unpack it and give the files inside",
                )
            self._places = {"document": main} | self._related(main)

    def part(self, name: str) -> Element | None:
        """Parse a part of the folder word/; None when it is not there. Raises DamagedFile, also for a DOCTYPE.

        A part under another name (Word on the web writes document2.xml, styles2.xml) is found by its relationship.
        """
        place = f"word/{name}".lower()
        return self._parse(place if place in self._names else self._places.get(name.removesuffix(".xml"), ""))

    def parts(self, prefix: str) -> list[Element]:
        """Parse the parts whose name begins with a prefix (`header`), in the order of their numbers."""
        names = [name[5:] for name in self._names if name.startswith(f"word/{prefix}") and name.endswith(".xml")]
        roots = (self.part(name) for name in sorted(names, key=lambda name: (len(name), name)) if "/" not in name)
        return [root for root in roots if root is not None]

    def written_by(self) -> str:
        """Name the program that wrote the file (docProps/app.xml, ECMA-376 Part 1, 22.2.2.1); empty where it does not say."""
        root = self._parse("docprops/app.xml")
        names = () if root is None else (node.text or "" for node in root if str(node.tag).endswith("}Application"))
        return next(iter(names), "")

    def pictures(self) -> list[bytes]:
        """Give the pictures of the file that can be read (JPEG, PNG, TIFF), in the order of their names."""
        names = [name for name in self._names if name.startswith("word/media/") and name.endswith(_PICTURES)]
        return [self._read(self._names[name]) for name in sorted(names, key=lambda name: (len(name), name))]

    def _parse(self, place: str) -> Element | None:
        """Parse the part at a place, None when there is none."""
        from lxml import etree

        stored = self._names.get(place)
        if stored is None:
            return None
        name = place.rpartition("/")[2]
        if place in self._ambiguous:
            raise DamagedFile(
                f"压缩包中有多个 {name}，无法确定以哪一个为准；请用 Word 打开后重新保存",
                f"the archive holds {name} more than once and does not say which counts; save it again in Word",
            )
        try:
            data = self._read(stored)
            _check_markup(data)
            for strict, transitional in _STRICT.items():
                data = data.replace(strict, transitional)
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise _refused(name, error) from error
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
            raise DamagedFile(
                f"{name} 无法解压；请重新获取文件", f"{name} cannot be unpacked; get the file again from its source"
            ) from error
        docinfo: Any = root.getroottree().docinfo
        if docinfo.doctype:
            raise _with_doctype(name)
        return root

    def _related(self, place: str) -> dict[str, str]:
        """Give the places a part points to, the first of each kind (ECMA-376 Part 2, 9.3); "" is the package."""
        folder, name = posixpath.split(place)
        root = self._parse(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for entry in [] if root is None else root.findall("{*}Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).strip("/").lower()
            if target in self._names:
                found.setdefault(entry.get("Type", "").rpartition("/")[2], target)
        return found


def is_flat(data: bytes) -> bool:
    """Say whether bytes begin like a flat package: Word's "XML document", all parts in one file of XML."""
    head = data[:_SNIFFED].decode(_encoding(data), "ignore").lstrip()
    return head.startswith("<") and _FLAT_ROOT.search(head) is not None


def decrypt(data: bytes, passwords: Sequence[str]) -> bytes:
    """Give the zipped package inside a Word file with a password ([MS-OFFCRYPTO]), trying passwords in turn.

    Raises EncryptedFile when none fits, DamagedFile.
    """
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    try:
        for password in filter(None, passwords):
            file, opened = OOXMLFile(io.BytesIO(data)), io.BytesIO()
            try:
                file.load_key(password=password, verify_password=True)
            except InvalidKeyError:
                continue
            file.decrypt(opened)
            return opened.getvalue()
    except (DecryptionError, FileFormatError, ExpatError, OSError, ValueError, LookupError, struct.error) as error:
        raise _broken() from error
    if passwords:
        raise EncryptedFile(
            f"Word 文件需要密码，所给 {len(passwords)} 个均不正确；请在 --password-file 中补充",
            f"the Word file asks for a password, none of the {len(passwords)} given fits; add it to --password-file",
        )
    raise EncryptedFile(
        "Word 文件需要密码；请用 --password-file 提供，或另存为无密码的副本",
        "the Word file asks for a password; give it with --password-file, or save a copy without one",
    )


def _zipped(data: bytes) -> tuple[list[str], Callable[[str], bytes]]:
    """List the parts of a zip and give the way to read one."""
    check_count(data.count(_ENTRY), MEMBERS, "压缩包内的文件数", "files in the archive")
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise _broken() from error
    _check_size(sum(info.file_size for info in file.infolist()), len(data))
    if any(info.flag_bits & 1 for info in file.infolist()):
        raise EncryptedFile(
            "压缩包有密码；请解压后提供其中的文件",
            "the archive asks for a password; unpack it and give the files inside",
        )
    return file.namelist(), file.read


def _flat(data: bytes) -> tuple[list[str], Callable[[str], bytes]]:
    """List the XML parts of a flat package and give the way to read one; pictures are left alone.

    Texts are read as UTF-8 whatever the file says of itself, so that no encoding hides a DOCTYPE from us; without
    one the parser's own limits, which large pictures exceed, guard nothing.
    """
    from lxml import etree

    _check_size(len(data), len(data))
    try:
        text = data.decode(_encoding(data)).encode()
        if b"<!DOCTYPE" in text:
            raise _with_doctype("package")
        _check_markup(text)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, encoding="utf-8")
        root = etree.fromstring(text, parser)
    except (UnicodeError, etree.XMLSyntaxError) as error:
        raise _refused("package", error) from error
    contents = ((part.get(f"{_PKG}name", ""), part.find(f"{_PKG}xmlData/*")) for part in root.findall(f"{_PKG}part"))
    parts = {name.removeprefix("/"): content for name, content in contents if content is not None}
    return list(parts), lambda name: etree.tostring(parts[name], with_tail=False)


def _encoding(data: bytes) -> str:
    """Tell the encoding of XML by its first bytes: UTF-16 with or without mark, else UTF-8."""
    return next((encoding for start, encoding in _UTF_16 if data.startswith(start)), "utf-8-sig")


def _check_size(expanded: int, stored: int) -> None:
    if expanded > EXPANDED_LIMIT or (expanded > _RATIO_FROM and expanded > RATIO_LIMIT * stored):
        raise TooLarge(
            f"Word 文件解压后达 {expanded / 1e6:.0f} MB，疑似压缩炸弹，未读取",
            f"the Word file unpacks to {expanded / 1e6:.0f} MB; refused as a possible zip bomb",
        )


def _check_markup(data: bytes) -> None:
    """Refuse a part whose tree would not fit into memory."""
    check_count(len(data), XML_BYTES, "XML 部件的字节数", "bytes in one part of XML")
    check_count(data.count(b"<") + data.count(b"="), MARKUP, "XML 部件的标记数", "marks in one part of XML")


def _key(name: str) -> str:
    """Give the name by which a part is looked up: parts are the same whatever their case (ECMA-376 Part 2)."""
    return name.replace("\\", "/").lower()


def _broken() -> DamagedFile:
    return DamagedFile(
        "Word 文件已损坏或不完整；请重新获取", "the Word file is broken or cut off; get it again from its source"
    )


def _refused(name: str, error: Exception) -> InputError:
    """Say why the parser refuses a part: it is nested or filled beyond the parser's limits, or is no XML."""
    if getattr(error, "code", None) == _RESOURCE_LIMIT:
        return TooLarge(
            f"{name} 嵌套过深或文字过长，疑似恶意文件，未读取",
            f"{name} is nested too deep or a text in it is too long; refused as possibly hostile",
        )
    return DamagedFile(
        f"{name} 格式错误；请用 Word 打开后重新保存",
        f"{name} is not well-formed; open the file in Word and save it again",
    )


def _with_doctype(name: str) -> DamagedFile:
    return DamagedFile(
        f"{name} 含有 DOCTYPE，Word 文件不应有，已拒绝读取",
        f"{name} holds a DOCTYPE, which Word files may not; refused",
    )
