"""Valid files, damaged at random: bytes altered, cut off, deleted, doubled, zeroed, numbers exchanged. Seeded."""

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from pipeline.model.document import Parsed
from pipeline.parsing.pdf_filters import decoded
from pipeline.parsing.pdf_references import straight
from tests.hostile.pdf_writer import packed, stream, written

AGREEMENTS = Path(__file__).parents[2] / "corpus" / "agreements"

SILENT = 0.1
"""Share of the text from which its loss counts."""

NUMBERS = (b"0", b"1", b"-1", b"7", b"99", b"65536", b"2147483648", b"99999999999", b"1e99")


def _altered(data: bytes, dice: random.Random) -> bytes:
    """Alter one to twenty bytes."""
    out = bytearray(data)
    for _ in range(dice.randint(1, 20)):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def _truncated(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def _stretch(data: bytes, dice: random.Random) -> tuple[int, int]:
    """Choose a stretch of up to a tenth of the file."""
    start = dice.randrange(len(data))
    return start, min(len(data), start + dice.randint(1, max(2, len(data) // 10)))


def _deleted(data: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:start] + data[end:]


def _doubled(data: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:end] + data[start:]


def _zeroed(data: bytes, dice: random.Random) -> bytes:
    start, end = _stretch(data, dice)
    return data[:start] + bytes(end - start) + data[end:]


def _renumbered(data: bytes, dice: random.Random) -> bytes:
    """Exchange one to three of the numbers that stand in the file as words."""
    for _ in range(dice.randint(1, 3)):
        found = list(re.finditer(rb"(?<![\w.])\d{1,10}(?![\w.])", data))
        if found:
            one = dice.choice(found)
            data = data[: one.start()] + dice.choice(NUMBERS) + data[one.end() :]
    return data


OPERATIONS: Mapping[str, tuple[int, Callable[[bytes, random.Random], bytes]]] = {
    "bytes": (40, _altered),
    "truncate": (20, _truncated),
    "delete": (10, _deleted),
    "duplicate": (10, _doubled),
    "zero": (10, _zeroed),
    "numbers": (10, _renumbered),
}
"""The ways of damage with their shares in a hundred."""


def mutants(data: bytes, count: int, seed: str) -> Iterator[tuple[str, bytes]]:
    """Yield damaged copies of a file with the way of damage; the same for the same seed."""
    dice = random.Random(seed)
    names = [name for name, (share, _) in OPERATIONS.items() for _ in range(share)]
    for index in range(count):
        name = names[index * len(names) // count]
        yield name, OPERATIONS[name][1](data, dice)


def inside(data: bytes, count: int, seed: str) -> Iterator[tuple[str, bytes]]:
    """Yield copies of a Word file whose parts are damaged before they are zipped: every checksum fits."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = "word/document.xml"
    for name, part in mutants(parts[main], count, seed):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for each, content in parts.items():
                archive.writestr(zipfile.ZipInfo(each), part if each == main else content)
        yield name, out.getvalue()


def pdf_objects(name: str, *, unpacked: bool = False) -> dict[int, bytes]:
    """Give the objects of one of our PDF files without its embedded fonts, so that damage hits what holds the words."""
    data = (AGREEMENTS / name).read_bytes()
    structure = straight(data)
    root = re.search(rb"/Root (\d+)", structure.trailer)
    assert root
    size = re.search(rb"/Size (\d+)", structure.trailer)
    assert size
    objects: dict[int, bytes] = {}
    for number in range(1, int(size[1])):
        item = structure.item(number)
        body = re.sub(rb"/FontFile2 \d+ 0 R", b"", item.body).strip()
        if b"/Length1" in body:
            continue
        if item.start >= 0:
            raw = data[item.start : structure.end(item)]
            kept = re.search(rb"/Filter *\[[^\]]*\]", body)
            body = stream(decoded(raw, body)) if unpacked else stream(raw, kept[0] if kept else b"")
        objects[number] = body
    return _from_one(objects, int(root[1]))


def _from_one(objects: dict[int, bytes], root: int) -> dict[int, bytes]:
    """Exchange the numbers of the catalogue and of object 1."""
    swap = {1: root, root: 1}

    def renumbered(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % swap.get(int(found[1]), int(found[1]))

    return {
        swap.get(number, number): body if b"stream" in body else re.sub(rb"(\d+) 0 R", renumbered, body)
        for number, body in objects.items()
    }


def pdf_bases() -> dict[str, bytes]:
    """Give three ways of writing an agreement as PDF: compressed, with object streams, not compressed."""
    name = "cloud-partner-FY25.pdf"
    return {
        "pdf, compressed": written(pdf_objects(name)),
        "pdf, object streams": packed(pdf_objects("agency-bilingual-v1.pdf")),
        "pdf, uncompressed": written(pdf_objects(name, unpacked=True)),
    }


def other_bases() -> dict[str, bytes]:
    """Give three Word files and three texts of our own."""
    names = ("cloud-partner-FY25.docx", "power-purchase-v1.docx", "office-lease-v2024.docx",
             "cloud-partner-FY25.txt", "mutual-nda-v2.md", "home-lease-v1.txt")  # fmt: skip
    return {name: (AGREEMENTS / name).read_bytes() for name in names}


def text_of(parsed: Parsed) -> str:
    """Give all text that was read, furniture as well."""
    return "\n".join(block.text for block in parsed.blocks)


def share_lost(reference: str, text: str) -> float:
    """Give the share of the characters of a text that another lacks, blanks aside, whatever their order."""
    wanted = Counter("".join(reference.split()))
    return (wanted - Counter(text)).total() / max(wanted.total(), 1)
