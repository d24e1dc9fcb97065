"""Writes PDF files to the letter, valid or not: what goes into an object is what the test says."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

WORDS = "Article 1 The Buyer pays CNY 100,000.00 within 30 days after delivery."


def content(words: str = WORDS) -> bytes:
    """Give the content of a page with one line of text."""
    return f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode()


@dataclass
class Pdf:
    """Collects objects; object 1 is the catalogue, 2 the page tree, 3 the font (unless `font` says otherwise)."""

    kids: list[int] = field(default_factory=list)
    objects: dict[int, bytes] = field(default_factory=dict)
    catalogue: bytes = b""
    tree: bytes | None = None
    font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    trailer: bytes = b""

    def add(self, body: bytes) -> int:
        """Add an object; give its number."""
        number = next(reversed(self.objects), 3) + 1
        self.objects[number] = body
        return number

    def stream(self, data: bytes, entries: bytes = b"", length: bytes | None = None) -> int:
        """Add a stream; `length` is what it says of its own length."""
        return self.add(stream(data, entries, length))

    def page(self, contents: bytes, entries: bytes = b"", resources: bytes = b"") -> int:
        """Add a page; `contents` is the value of /Contents, `resources` stand beside the font."""
        number = self.add(
            b"<</Type/Page/Parent 2 0 R/Contents %b/Resources<</Font<</F1 3 0 R>>%b>>%b>>"
            % (contents, resources, entries)
        )
        self.kids.append(number)
        return number

    def text_page(self, data: bytes | None = None, entries: bytes = b"", resources: bytes = b"") -> int:
        """Add a page with its content."""
        return self.page(b"%d 0 R" % self.stream(content() if data is None else data), entries, resources)

    def table(self) -> dict[int, bytes]:
        """Give all objects by number."""
        kids = b" ".join(b"%d 0 R" % kid for kid in self.kids)
        tree = self.tree or b"<</Type/Pages/Kids[%b]/Count %d/MediaBox[0 0 595 842]>>" % (kids, len(self.kids))
        catalogue = b"<</Type/Catalog/Pages 2 0 R%b>>" % self.catalogue
        return {1: catalogue, 2: tree, 3: self.font} | self.objects

    def build(self) -> bytes:
        """Write the file with its cross-reference table."""
        return written(self.table(), self.trailer)


def stream(data: bytes, entries: bytes = b"", length: bytes | None = None) -> bytes:
    """Give the body of a stream object."""
    size = b"%d" % len(data) if length is None else length
    return b"<</Length %b%b>>stream\n%b\nendstream" % (size, entries, data)


def written(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Write objects with a cross-reference table (PDF 32000-1, 7.5.4)."""
    out, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), dict[int, int]()
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    rows = (b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(size))
    out += b"xref\n0 %d\n%b" % (size, b"".join(rows))
    out += b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def packed(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Write objects with object streams and a cross-reference stream (7.5.7, 7.5.8)."""
    loose = {number: body for number, body in objects.items() if b"stream" not in body}
    holder = max(objects) + 1
    head, bodies = b"", b""
    for number, body in sorted(loose.items()):
        head += b"%d %d " % (number, len(bodies))
        bodies += body + b"\n"
    data = zlib.compress(head + bodies)
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(loose), len(head))
    kept = {number: body for number, body in objects.items() if number not in loose} | {holder: stream(data, entries)}
    out, rows = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), [(0, 0, 65535)] * (holder + 2)
    for index, number in enumerate(sorted(loose)):
        rows[number] = (2, holder, index)
    for number, body in sorted(kept.items()):
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows[holder + 1] = (1, len(out), 0)
    return bytes(out) + _cross_reference(rows, len(out), trailer)


def _cross_reference(rows: Sequence[tuple[int, int, int]], start: int, trailer: bytes) -> bytes:
    lines = (kind.to_bytes(1) + place.to_bytes(4) + last.to_bytes(2) for kind, place, last in rows)
    entries = b"/Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>%b"
    body = stream(zlib.compress(_predicted(lines)), entries % (len(rows), trailer))
    return b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(rows) - 1, body, start)


def _predicted(lines: Iterable[bytes]) -> bytes:
    """Give rows as differences from the row above (PNG predictor Up, 7.4.4.4)."""
    out, before = bytearray(), bytes(7)
    for line in lines:
        out += b"\2" + bytes((a - b) % 256 for a, b in zip(line, before, strict=True))
        before = line
    return bytes(out)


def bomb(size: int, times: int = 1) -> bytes:
    """Give zlib data that decodes to so many zeros (a multiple of 1 MiB), deflated so many times.

    A flushed block of zeros is repeated, so that nothing large is compressed.
    """
    data = _zeros(size)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def _zeros(size: int) -> bytes:
    step, packer = 1 << 20, zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(bytes(step)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = ((size % 65521) << 16 | 1).to_bytes(4)
    return b"\x78\xda" + first * (size // step) + b"\x03\x00" + check
