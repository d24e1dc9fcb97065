"""The register on disk: inputs in their order, documents by content, one transaction a document."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline import packing
from pipeline.batch import OF_THE_FILE, Result
from pipeline.errors import FileAccessError
from pipeline.files import display_name
from pipeline.fingerprint import Keys
from pipeline.model.correction import Correction
from pipeline.model.record import Status
from pipeline.passages import Fact
from pipeline.store import schema

Json = dict[str, Any]

PENDING = "pending"
"""The status of an input that the run has not come to."""


@dataclass(frozen=True, slots=True)
class Input:
    """A path of the run with what an earlier run knew of it: the stamp of the file and its SHA-256, empty when unknown."""

    path: Path
    stamp: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a content: the keys its result hangs on, and whether its reading is kept."""

    status: Status
    keys: Keys
    has_reading: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A document of the register: its record with all its paths, its text, the pictures of its flags as base64."""

    sha256: str
    record: Json = field(repr=False)
    text: str = field(default="", repr=False)
    pictures: Mapping[str, str] = field(default_factory=dict, repr=False)
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class RunOf:
    """What is kept of a run: when it began and ended (ISO 8601, None: it was stopped), and its settings."""

    begun: str
    ended: str | None
    settings: Mapping[str, Any]


class Register:
    """The register of an output folder, opened for one command; closed at the end of its `with` block.

    All methods raise DiskFull and FileAccessError for what the disk refuses, InUse when another command writes for long.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.path = folder / schema.NAME
        self.connection = schema.connect(self.path, create=create)

    def __enter__(self) -> "Register":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all of what the block writes, or nothing."""
        with schema.told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, read as they are asked for."""
        with schema.told(self.path):
            yield from self.connection.execute(query, values)

    def row(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Give the first row of a query."""
        with schema.told(self.path):
            found: tuple[Any, ...] | None = self.connection.execute(query, values).fetchone()
        return found

    def begin(self, paths: Sequence[Path], settings: Mapping[str, Any], now: str) -> int:
        """Begin a run over paths: they become the inputs of the register, all pending. Gives the number of the run."""
        with self.transaction() as db:
            db.execute("UPDATE inputs SET position = -1, status = ?, record = x''", (PENDING,))
            db.executemany(
                "INSERT INTO inputs (path, position, name, status) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (path) DO UPDATE SET position = excluded.position",
                ((os.fsencode(path), place, display_name(path), PENDING) for place, path in enumerate(paths)),
            )
            db.execute("DELETE FROM inputs WHERE position < 0")
            run = db.execute("INSERT INTO runs (begun, settings) VALUES (?, ?)", (now, json.dumps(settings))).lastrowid
        assert run is not None
        return run

    def end(self, run: int, now: str) -> None:
        """Note that a run came to its end."""
        with self.transaction() as db:
            db.execute("UPDATE runs SET ended = ? WHERE id = ?", (now, run))

    def choose(self, **settings: Any) -> None:
        """Keep a choice made after the last run as one of its settings: it holds until another is made."""
        changed = json.dumps({**self.last_run().settings, **settings})
        with self.transaction() as db:
            db.execute("UPDATE runs SET settings = ? WHERE id = (SELECT max(id) FROM runs)", (changed,))

    def last_run(self) -> RunOf:
        """Give the last run."""
        found = self.row("SELECT begun, ended, settings FROM runs ORDER BY id DESC LIMIT 1")
        if found is None:
            raise FileAccessError(f"{display_name(self.path)}: no run is in it; run tiaoli extract first")
        return RunOf(found[0], found[1], json.loads(found[2]))

    def was_masked(self) -> bool:
        """Say whether the last run that ended, one that was stopped since, or a choice after them hides personal data."""
        ended = "SELECT coalesce(max(id), 0) FROM runs WHERE ended IS NOT NULL"
        return any(
            json.loads(said)["masked"] for (said,) in self.rows(f"SELECT settings FROM runs WHERE id >= ({ended})")
        )

    def pending(self) -> list[Input]:
        """Give the inputs that the run has not come to, in their order."""
        query = "SELECT path, stamp, sha256 FROM inputs WHERE status = ? ORDER BY position"
        return [Input(Path(os.fsdecode(path)), stamp, sha) for path, stamp, sha in self.rows(query, (PENDING,))]

    def known(self, sha256: str) -> Known | None:
        """Say what is stored of a content."""
        query = "SELECT status, reading, extraction, conditions, length(parsed) FROM documents WHERE sha256 = ?"
        found = self.row(query, (sha256,))
        return Known(Status(found[0]), Keys(*found[1:4]), found[4] > 0) if found else None

    def reading(self, sha256: str) -> bytes:
        """Give the stored reading of a content."""
        found = self.row("SELECT parsed FROM documents WHERE sha256 = ?", (sha256,))
        return bytes(found[0]) if found else b""

    def settle(self, found: Iterable[tuple[Input, Status]]) -> None:
        """Note of inputs that their content is in the register already, with its status."""
        with self.transaction() as db:
            for each, status in found:
                _settle(db, each, status)

    def save(self, source: Input, result: Result, keys: Keys) -> None:
        """Put a document in the register with all that a search finds, and note the status of the input it was read from.

        A failure that is the file's and not the content's (no access, changed meanwhile) is noted of the input alone.
        """
        with self.transaction() as db:
            if result.status in OF_THE_FILE:
                self.refuse(source, result)
                return
            forget(db, source.sha256)
            db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (source.sha256, result.status, keys.reading, keys.extraction, keys.conditions, result.record, result.text,
                 result.parsed, result.pictures),
            )  # fmt: skip
            index(db, source.sha256, result)
            _settle(db, source, result.status)

    def refuse(self, source: Input, result: Result) -> None:
        """Note of an input why nothing could be read of its file; what was read of it before stays its content."""
        self.connection.execute(
            "UPDATE inputs SET status = ?, stamp = '', record = ?, "
            "sha256 = CASE WHEN sha256 IN (SELECT sha256 FROM documents) THEN sha256 ELSE '' END WHERE path = ?",
            (result.status, result.record, os.fsencode(source.path)),
        )

    def counts(self) -> dict[str, int]:
        """Give how many inputs have each status."""
        return {
            str(status): int(count)
            for status, count in self.rows("SELECT status, count(*) FROM inputs GROUP BY status")
        }

    def inputs(self) -> Iterator[tuple[str, str, str, Json | None]]:
        """Yield the inputs in their order: name, status, SHA-256, and the record of one whose content is not stored."""
        for name, status, sha256, record in self.rows(
            "SELECT name, status, sha256, record FROM inputs ORDER BY position"
        ):
            yield name, status, sha256, packing.unpack_json(record) if record else None

    def documents(self) -> Iterator[Stored]:
        """Yield the documents of the register in the order of their first paths.

        Of inputs that a stopped run did not come to, those are there that an earlier run has read.
        """
        query = "SELECT name, sha256, record FROM inputs WHERE status != ? OR sha256 IN (SELECT sha256 FROM documents) ORDER BY position"
        seen: set[str] = set()
        for name, sha256, record in self.rows(query, (PENDING,)):
            if record:
                yield Stored("", _at(packing.unpack_json(record), [name]))
            elif sha256 not in seen:
                seen.add(sha256)
                yield self.document(sha256)

    def record(self, sha256: str) -> Json | None:
        """Give the record of a content without its paths; None for one that is not there."""
        found = self.row("SELECT record FROM documents WHERE sha256 = ?", (sha256,))
        return packing.unpack_json(found[0]) if found else None

    def document(self, sha256: str) -> Stored:
        """Give a document of the register with all paths it lies at. Raises KeyError for a content that is not there."""
        found = self.row("SELECT record, text, pictures FROM documents WHERE sha256 = ?", (sha256,))
        if found is None:
            raise KeyError(sha256)
        query = "SELECT name FROM inputs WHERE sha256 = ? AND record = x'' ORDER BY position"
        names = [name for (name,) in self.rows(query, (sha256,))]
        record, text, pictures = found
        return Stored(
            sha256,
            _at(packing.unpack_json(record), names),
            packing.unpack(text).decode() if text else "",
            packing.unpack_json(pictures) if pictures else {},
            self.corrections(sha256),
        )

    def corrections(self, sha256: str) -> tuple[Correction, ...]:
        """Give the corrections of a document, the oldest first."""
        query = "SELECT sha256, field, item, attribute, old, new, by, at, note FROM corrections WHERE sha256 = ? ORDER BY id"
        return tuple(
            Correction(sha, name, item, attribute, json.loads(old), json.loads(new), by, at, note)
            for sha, name, item, attribute, old, new, by, at, note in self.rows(query, (sha256,))
        )

    def correct(self, corrections: Iterable[Correction], facts: Callable[[Stored], Iterable[Fact]]) -> None:
        """Add corrections; `facts` gives what a search finds of a document as it is corrected then."""
        with self.transaction() as db:
            touched: dict[str, None] = {}
            for each in corrections:
                touched[each.sha256] = None
                old, new = (json.dumps(value, ensure_ascii=False) for value in (each.old, each.new))
                db.execute(
                    "INSERT INTO corrections (sha256, field, item, attribute, old, new, by, at, note) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (each.sha256, each.field, each.item, each.attribute, old, new, each.by, each.at, each.note),
                )
            for sha256 in touched:
                _replace_facts(db, sha256, facts(self.document(sha256)))


def _settle(db: sqlite3.Connection, source: Input, status: Status) -> None:
    db.execute(
        "UPDATE inputs SET status = ?, stamp = ?, sha256 = ?, record = x'' WHERE path = ?",
        (status, source.stamp, source.sha256, os.fsencode(source.path)),
    )


def forget(db: sqlite3.Connection, sha256: str) -> None:
    """Take a document and what a search finds of it out of the register; its corrections stay."""
    db.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE sha256 = ?)", (sha256,))
    for table in ("passages", "facts", "documents"):
        db.execute(f"DELETE FROM {table} WHERE sha256 = ?", (sha256,))


def index(db: sqlite3.Connection, sha256: str, result: Result) -> None:
    """Add what a search finds of a document."""
    for each in result.passages:
        row = db.execute(
            "INSERT INTO passages (sha256, part, clause, page, start, stop, types) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (sha256, each.part, each.clause, each.page, each.span.start, each.span.end, " ".join(each.types)),
        ).lastrowid
        db.execute("INSERT INTO words (rowid, said) VALUES (?, ?)", (row, each.words))
    _add_facts(db, sha256, result.facts)


def _replace_facts(db: sqlite3.Connection, sha256: str, facts: Iterable[Fact]) -> None:
    db.execute("DELETE FROM facts WHERE sha256 = ?", (sha256,))
    _add_facts(db, sha256, facts)


def _add_facts(db: sqlite3.Connection, sha256: str, facts: Iterable[Fact]) -> None:
    db.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", ((sha256, *fact) for fact in facts))


def _at(record: Json, names: Sequence[str]) -> Json:
    """Put the paths into a record: the first, and where else the same content lies."""
    record["document"] |= {"path": names[0] if names else "", "also_at": list(names[1:])}
    return record
