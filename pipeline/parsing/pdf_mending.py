"""What is left of a PDF that PDFium does not open or finds no text in: its pages, as far as they go, as a new file.

Objects are looked for in the bytes, streams decoded up to where they break, and the pages found put under a new page
tree. Pages that an earlier state of the file had may come up again: what is read this way is never complete.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.parsing.pdf_filters import MOST, Misfit, Oversized, decoded, decoded_in_part
from pipeline.parsing.pdf_references import heads
from pipeline.parsing.pdf_structure import members_of

_STREAM = re.compile(rb"\bstream(?:\r\n|\n|\r)")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_NODE = re.compile(rb"/Type\s*/Pages\b")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,10})")
_KIDS = re.compile(rb"/Kids\s*\[([^\[\]]*)")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_PARENT = re.compile(rb"/Parent\s+\d{1,10}\s+\d{1,5}\s+R\b")
_INHERITED = re.compile(rb"/MediaBox\s*\[[^\[\]]*\]|/Resources\s+\d{1,10}\s+\d{1,5}\s+R\b")
_LENGTH = re.compile(rb"/Length\s+\d{1,12}\b(?:\s+\d{1,5}\s+R\b)?")
_FILTER = re.compile(rb"/(?:Filter|DecodeParms)\s*(?:\[[^\[\]]*\]|/\w+|<<[^<>]*>>)")
_PAPER = b"/MediaBox[0 0 595 842]"
"""For pages that have lost their size: A4 in points."""


def mend(data: bytes) -> bytes | None:
    """Write the pages of a broken file that can be found as a new one; None where there are none, or it is encrypted."""
    if b"/Encrypt" in data:
        return None
    rest = _Rest()
    for number, body, raw in _objects(data):
        rest.add(number, body, raw)
    pages = rest.pages()
    return _written({**rest.streams, **rest.plain}, pages, rest.inherited()) if pages else None


@dataclass
class _Rest:
    """The objects that are left, as they are written again, those with streams apart; `room` is what may yet be unpacked in bytes."""

    streams: dict[int, bytes] = field(default_factory=dict)
    plain: dict[int, bytes] = field(default_factory=dict)
    room: int = MOST

    def add(self, number: int, body: bytes, raw: bytes | None) -> None:
        """Add an object, with its stream if it has one; what is broken beyond use is left out."""
        if raw is None:
            if body.endswith(b">>") or not body.startswith(b"<<"):
                self.plain[number] = body
            return
        data = self._whole(body, raw)
        if data is None:
            return
        entries, raw = data
        if _PACKED.search(body) and (first := _FIRST.search(body)):
            self._unpack(decoded_in_part(raw, entries), int(first[1]))
        self.streams[number] = b"%b\nstream\n%b\nendstream" % (_sized(entries, len(raw)), raw)

    def _whole(self, body: bytes, raw: bytes) -> tuple[bytes, bytes] | None:
        """Give a stream as it is if it is whole, else decoded up to where it breaks; None for one that is too large."""
        try:
            decoded(raw, body)
        except Oversized:
            return None
        except Misfit:
            raw = decoded_in_part(raw, body)[: self.room]
            self.room -= len(raw)
            return _FILTER.sub(b"", body), raw
        return body, raw

    def _unpack(self, data: bytes, first: int) -> None:
        try:
            members = members_of(data, first)
        except Misfit:
            return
        for number, body in members:
            self.plain.setdefault(number, body)

    def pages(self) -> list[int]:
        """Give the pages: those that a node of the page tree names in its order, then the others as they come."""
        found = dict.fromkeys(number for number, body in self.plain.items() if _PAGE.search(body))
        named = [int(kid) for node in self._nodes() for kids in _KIDS.findall(node) for kid in _REFERENCE.findall(kids)]
        return list(dict.fromkeys([*(kid for kid in named if kid in found), *found]))

    def _nodes(self) -> list[bytes]:
        return [body for body in self.plain.values() if _NODE.search(body)]

    def inherited(self) -> bytes:
        """Give what pages may have from the nodes above them (7.7.3.4): the first of each kind that is left."""
        entries = {entry[:6]: entry for node in reversed(self._nodes()) for entry in _INHERITED.findall(node)}
        return b"".join({_PAPER[:6]: _PAPER, **entries}.values())


def _objects(data: bytes) -> Iterator[tuple[int, bytes, bytes | None]]:
    """Yield the objects in a file: number, what stands before the stream, and the stream; each ends where another begins."""
    found = list(heads(data))
    ends = [*(start for _, start, _ in found[1:]), len(data)]
    for (number, _, start), end in zip(found, ends, strict=False):
        region = data[start:end]
        stream = _STREAM.search(region)
        if not stream:
            yield number, region.partition(b"endobj")[0].strip(), None
            continue
        raw, found_end, _ = region[stream.end() :].rpartition(b"endstream")
        raw = raw if found_end else region[stream.end() :]
        yield number, region[: stream.start()].strip(), raw.removesuffix(b"\n").removesuffix(b"\r")


def _sized(entries: bytes, length: int) -> bytes:
    size = b"/Length %d" % length
    entries, count = _LENGTH.subn(size, entries, count=1)
    return entries if count else entries.removesuffix(b">>") + size + b">>"


def _written(bodies: Mapping[int, bytes], pages: Sequence[int], inherited: bytes) -> bytes:
    """Write objects as a file with a page tree and a catalogue of its own (7.5, 7.7)."""
    tree = max(bodies) + 1
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    parent = b"/Parent %d 0 R" % tree
    own = {page: _PARENT.sub(parent, bodies[page]) for page in pages}
    own[tree] = b"<</Type/Pages/Kids[%b]/Count %d%b>>" % (kids, len(pages), inherited)
    own[tree + 1] = b"<</Type/Catalog/Pages %d 0 R>>" % tree
    out, rows = bytearray(b"%PDF-1.7\n"), dict[int, int]()
    for number, body in {**bodies, **own}.items():
        rows[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    out += b"".join(b"%d 1\n%010d 00000 n \n" % row for row in sorted(rows.items()))
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (tree + 2, tree + 1, start)
    return bytes(out)
