"""What is left of deleted documents in an output folder, told by a search through all its bytes."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from pipeline import packing
from pipeline.masking import personal_names
from pipeline.passages import searchable
from pipeline.store import schema
from pipeline.store.register import Register
from pipeline.store.traces import Traces
from pipeline.zh.person_names import labelled_names
from pipeline.zh.personal import find_personal
from pipeline.zh.visible import visible

LONG_LINE = 12
"""Characters from which a line of an agreement is taken to tell it from others; blanks, marks and lines to fill in do
not count."""

_BLANKS = re.compile(r"[\W_]")

_SHORTEST = 5
"""Bytes of UTF-8 below which a piece of personal data stands anywhere by chance."""


@dataclass(frozen=True, slots=True)
class Left:
    """A file that holds something of a deleted document: `inside` names the file packed in it; how many strings."""

    path: Path
    inside: str
    strings: int


@dataclass(frozen=True, slots=True)
class Proof:
    """A search for traces: strings looked for, those that other documents hold too, what was looked at, what was found.

    `unopened` are files that could not be looked into.
    """

    strings: int
    shared: int
    files: int
    bytes: int
    left: tuple[Left, ...]
    unopened: tuple[Path, ...]


def strings(register: Register, sha256: str) -> frozenset[str]:
    """Give what would tell that a document was there: its personal data, names, corrected values, and its long lines."""
    found = register.row("SELECT text FROM documents WHERE sha256 = ?", (sha256,))
    text = packing.unpack(found[0]).decode() if found and found[0] else ""
    record = register.record(sha256) or {}
    said = [text, *_texts(record.get("fields", {}).get("parties"))]
    for each in register.corrections(sha256):
        said += [*_texts(each.old), *_texts(each.new), each.note]
    names = [name for (name,) in register.rows("SELECT name FROM inputs WHERE sha256 = ?", (sha256,))]
    said += [PurePath(name).stem for name in names]
    lines = {line.strip() for each in said for line in each.splitlines()}
    personal = {piece for each in said for piece in _personal(each)}
    persons = {*personal_names(record), *labelled_names(text)} if record else labelled_names(text)
    return frozenset(
        {line for line in lines if len(_BLANKS.sub("", line)) >= LONG_LINE}
        | {each for each in (*personal, *persons) if len(each.encode("utf-8", "replace")) >= _SHORTEST}
    )


def _personal(text: str) -> Iterator[str]:
    """Yield personal data as printed, and without what groups its digits."""
    for each in find_personal(text):
        printed = text[slice(*each.span)]
        yield printed.strip()
        yield re.sub(r"[^\w@.+]|(?<=\d)\.(?=\d)", "", visible(printed).text)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value as JSON has it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)


def prove(register: Register, output: Path, wanted: frozenset[str]) -> Proof:
    """Look for strings of deleted documents in all files of the output folder, packed ones too, and in the register.

    What the documents that are still there hold as well is no trace. Raises FileAccessError.
    """
    shared = _shared(register, wanted)
    traces = Traces(wanted - shared)
    left, unopened = [], []
    paths = sorted(path for path in output.rglob("*") if path.is_file() and not path.is_symlink())
    for path in paths:
        try:
            left += [Left(path, inside, len(found)) for inside, found in traces.in_file(path).items()]
        except (OSError, zipfile.BadZipFile, NotImplementedError, zlib.error):
            unopened.append(path)
    packed = {each for data in _packed(register) for each in traces.in_bytes(data)}
    if packed:
        left.append(Left(output / schema.NAME, "packed", len(packed)))
    return Proof(len(wanted), len(shared), len(paths), traces.bytes, tuple(left), tuple(unopened))


def _shared(register: Register, wanted: frozenset[str]) -> set[str]:
    """Give the strings that stand in what is still in the register on purpose."""
    traces = Traces(wanted)
    return {each for data in _others(register) for each in traces.in_bytes(data)}


def _others(register: Register) -> Iterator[bytes]:
    """Yield the texts and records of the documents that are there, the inputs, the corrections, and the runs."""
    for row in register.rows("SELECT text, record FROM documents"):
        yield from _unpacked(row)
        yield from (searchable(text.decode()).encode() for text in _unpacked(row[:1]))
    for name, record in register.rows("SELECT name, record FROM inputs"):
        yield name.encode("utf-8", "replace")
        yield from _unpacked((record,))
    for query in ("SELECT old || char(10) || new || char(10) || note FROM corrections", "SELECT settings FROM runs"):
        yield from (text.encode("utf-8", "replace") for (text,) in register.rows(query))


def _packed(register: Register) -> Iterator[bytes]:
    """Yield all that is packed in the register."""
    for row in register.rows("SELECT record, text, parsed, pictures FROM documents"):
        yield from _unpacked(row)
    for row in register.rows("SELECT record FROM inputs"):
        yield from _unpacked(row)


def _unpacked(blobs: Iterable[bytes]) -> Iterator[bytes]:
    yield from (packing.unpack(blob) for blob in blobs if blob)
