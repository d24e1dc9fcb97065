"""Opening a Word file: the parts of its package, with limits against hostile ones."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from lxml import etree

from pipeline.errors import DamagedFile, TooLarge, UnsupportedFormat

Element = Any

EXPANDED_LIMIT = 500 * 1024 * 1024
RATIO_LIMIT = 200
_RATIO_FROM = 10 * 1024 * 1024

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}  # fmt: skip
"""Namespaces of Strict OOXML (ISO/IEC 29500-1 Annex A) and the Transitional ones they stand for."""


class Package:
    """The parts of a Word file by name, parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        """Open the package. Raises DamagedFile, UnsupportedFormat (a zip, but not Word), TooLarge."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names: Mapping[str, str] = {name.lower(): name for name in self._zip.namelist()}
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise DamagedFile(
                "Word 文件已损坏或不完整；请重新获取",
                "the Word file is broken or cut off; get it again from its source",
            ) from error
        expanded = sum(info.file_size for info in self._zip.infolist())
        if expanded > EXPANDED_LIMIT or (expanded > _RATIO_FROM and expanded > RATIO_LIMIT * len(data)):
            raise TooLarge(
                f"Word 文件解压后达 {expanded / 1e6:.0f} MB，疑似压缩炸弹，未读取",
                f"the Word file unpacks to {expanded / 1e6:.0f} MB; refused as a possible zip bomb",
            )
        if "word/document.xml" not in self._names:
            raise UnsupportedFormat(
                "是压缩包而非 Word 文档；请解压后提供其中的文件",
                "a zip archive, but not a Word document; unpack it and give the files inside",
            )

    def part(self, name: str) -> Element | None:
        """Parse a part of the folder word/; None when it is not there. Raises DamagedFile, also for a DOCTYPE."""
        stored = self._names.get(f"word/{name}".lower())
        if stored is None:
            return None
        try:
            data = self._zip.read(stored)
            for strict, transitional in _STRICT.items():
                if strict in data:
                    data = data.replace(strict, transitional)
            root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise DamagedFile(
                f"{name} 格式错误；请用 Word 打开后重新保存",
                f"{name} is not well-formed; open the file in Word and save it again",
            ) from error
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
            raise DamagedFile(
                f"{name} 无法解压；请重新获取文件", f"{name} cannot be unpacked; get the file again from its source"
            ) from error
        docinfo: Any = root.getroottree().docinfo
        if docinfo.doctype:
            raise DamagedFile(
                f"{name} 含有 DOCTYPE，Word 文件不应有，已拒绝读取",
                f"{name} holds a DOCTYPE, which Word files may not; refused",
            )
        return root

    def parts(self, prefix: str) -> list[Element]:
        """Parse the parts whose name begins with a prefix (`header`), in the order of their numbers."""
        names = [name[5:] for name in self._names if name.startswith(f"word/{prefix}") and name.endswith(".xml")]
        roots = (self.part(name) for name in sorted(names, key=lambda name: (len(name), name)) if "/" not in name)
        return [root for root in roots if root is not None]
