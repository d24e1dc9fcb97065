"""Zip files that no honest program writes, and the Word parts the hostile inputs are made of."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import cache

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
OPENING, CLOSING = f"<w:document {NAMESPACES}><w:body>", "</w:body></w:document>"

SENTENCES = (
    "甲方应当自本合同签订之日起30日内向乙方支付服务费人民币壹拾万元整（¥100,000.00）。",
    "乙方逾期交付的，每逾期一日应当按照合同总价的千分之一向甲方支付违约金。",
    "任何一方不得将本合同项下的保密信息向第三方披露，保密义务在合同终止后三年内有效。",
    "因本合同引起的争议，双方应当协商解决；协商不成的，提交甲方所在地人民法院诉讼解决。",
)
"""What the honest filling of the large inputs says."""


def paragraph(text: str, properties: str = "") -> str:
    """Write a paragraph of one run."""
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r><w:t>{text}</w:t></w:r></w:p>"


BODY = "".join(paragraph(text) for text in ("服务合同", "第一条 服务", *SENTENCES))


def packed(parts: Mapping[str, str | bytes], *, deflated: bool = True) -> bytes:
    """Pack parts as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return out.getvalue()


def document(body: str, **parts: str) -> bytes:
    """Pack a Word file of a body and of further parts of the folder word/ by name."""
    further = {f"word/{name}.xml": content for name, content in parts.items()}
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": OPENING + body + CLOSING} | further)


def root(name: str, inside: str) -> str:
    """Write a part of Word's namespace: numbering, styles, comments."""
    return f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"


def relationships(*targets: tuple[str, str, str]) -> str:
    """Write a part of relationships from (kind, target, further attributes)."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}" {more}/>'
        for number, (kind, target, more) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'


@cache
def _deflated(before: bytes, unit: bytes, count: int, after: bytes) -> tuple[bytes, int, int]:
    """Compress a text that repeats without making it: the stream, its checksum, its size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    lead = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.crc32(before)
    for _ in range(count):
        checksum = zlib.crc32(unit, checksum)
    stream = lead + again * count + packer.compress(after) + packer.flush(zlib.Z_FINISH)
    return stream, zlib.crc32(after, checksum), len(before) + len(unit) * count + len(after)


def repeated(name: str, before: str, unit: str, count: int, after: str = "", *, size: int | None = None) -> bytes:
    """Pack a zip of one part that repeats a unit; `size` is what the file says of its size (default: the truth)."""
    stream, checksum, truth = _deflated(before.encode(), unit.encode(), count, after.encode())
    return written([(name, stream, checksum, truth if size is None else size, None)])


def written(members: Iterable[tuple[str, bytes, int, int, int | None]]) -> bytes:
    """Write a zip by hand from (name, deflated bytes, checksum, declared size, offset of another member's bytes)."""
    body, directory, count = b"", b"", 0
    for name, stream, checksum, size, place in members:
        label = name.encode()
        rest = (20, 0x800, 8, 0, 0x21, checksum, len(stream), size, len(label), 0)
        at = len(body) if place is None else place
        if place is None:
            body += struct.pack("<4s5H3I2H", b"PK\x03\x04", *rest) + label + stream
        directory += struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *rest, 0, 0, 0, 0, at) + label
        count += 1
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + end


def part(content: str) -> tuple[bytes, int, int]:
    """Deflate a part: stream, checksum, size."""
    data = content.encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(), zlib.crc32(data), len(data)
