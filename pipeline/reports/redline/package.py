"""The parts of a Word file that a redline changes, and the file with these parts written anew."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from pipeline.parsing.word_package import Package

Element = Any

_NAMES = re.compile(r"word/(document|footnotes|endnotes)\d*\.xml", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def changeable(data: bytes) -> dict[str, Element] | None:
    """Give the parts that hold the text by their name in the zip; None for a file that is no ordinary .docx."""
    if not data.startswith(b"PK"):
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [name for name in file.namelist() if _NAMES.fullmatch(name)]
        if sum("document" in name for name in names) != 1 or any(_STRICT in file.read(name) for name in names):
            return None
    package = Package(data)
    parts = ((name, package.part(name[5:])) for name in names)
    return {name: root for name, root in parts if root is not None}


def largest_id(data: bytes) -> int:
    """Give the largest w:id of anything in the file, so that new ones differ from all."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        texts = [file.read(name) for name in file.namelist() if name.startswith("word/") and name.endswith(".xml")]
    found = (int(match) for text in texts for match in re.findall(rb'w:id="(\d{1,9})"', text))
    return max(found, default=0)


def rewritten(data: bytes, parts: Mapping[str, Element]) -> bytes:
    """Give the file with some parts replaced; all others stay as they are, to the byte."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(target, "w") as made:
        for info in file.infolist():
            content = file.read(info)
            if info.filename in parts:
                content = etree.tostring(parts[info.filename], xml_declaration=True, encoding="UTF-8", standalone=True)
            entry = zipfile.ZipInfo(info.filename, info.date_time)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
            made.writestr(entry, content)
    return target.getvalue()
