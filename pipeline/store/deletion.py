"""Documents taken out of the register so that no byte of them is left in its file."""

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.errors import InUse, UsageError
from pipeline.files import display_name
from pipeline.store import schema
from pipeline.store.register import PENDING, Register, forget

SHORTEST_ID = 6
"""Characters of a document's id that name it, when no other begins so."""

_DUE = 0x7469616F
"""PRAGMA application_id between a deletion and the end of the work that leaves no trace of it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be deleted: documents by SHA-256, and inputs nothing is stored of.

    `names` are all their paths, for a document that is no input any more where it was read; `corrections` go with them.
    """

    documents: tuple[str, ...] = ()
    inputs: tuple[bytes, ...] = ()
    names: tuple[str, ...] = ()
    corrections: int = 0


def choose(register: Register, wanted: Sequence[str], *, unlisted: bool) -> Chosen:
    """Find what a user names: by id or the beginning of one, or by path as it is listed; `unlisted`: what is no input.

    Raises UsageError for a name that is not there or means several documents.
    """
    documents: dict[str, None] = {}
    inputs: dict[bytes, None] = {}
    for each in wanted:
        found, alone = _named(register, each)
        documents |= dict.fromkeys(found)
        inputs |= dict.fromkeys(alone)
    if unlisted:
        if knows_not_all(register):
            raise UsageError(
                "the last run was stopped, and files it did not come to may be these documents: run extract to its end first"
            )
        query = "SELECT sha256 FROM documents WHERE sha256 NOT IN (SELECT sha256 FROM inputs) ORDER BY sha256"
        documents |= dict.fromkeys(sha256 for (sha256,) in register.rows(query))
    names = [name for sha256 in documents for name in _paths(register, sha256)]
    corrections = sum(len(register.corrections(sha256)) for sha256 in documents)
    return Chosen(tuple(documents), tuple(inputs), (*names, *map(_shown, inputs)), corrections)


def _paths(register: Register, sha256: str) -> list[str]:
    """Give the paths of a document; of one that is no input any more the path it was read at."""
    rows = register.rows("SELECT name FROM inputs WHERE sha256 = ? ORDER BY position", (sha256,))
    record = register.record(sha256)
    return [name for (name,) in rows] or ([record["document"]["path"]] if record else [])


def _shown(path: bytes) -> str:
    return display_name(os.fsdecode(path))


def _named(register: Register, wanted: str) -> tuple[list[str], list[bytes]]:
    """Give the documents, or the inputs without one, that a user means."""
    rows = list(register.rows("SELECT path, sha256 FROM inputs WHERE path = ?", (os.fsencode(wanted),)))
    rows = rows or list(register.rows("SELECT path, sha256 FROM inputs WHERE name = ?", (wanted,)))
    if len({sha256 or path for path, sha256 in rows}) > 1:
        ids = ", ".join(sha256[:16] for _, sha256 in rows if sha256)
        raise UsageError(f"{wanted}: several files are shown by this name; give the id of one ({ids})")
    if rows:
        return [sha256 for _, sha256 in rows if sha256], [path for path, sha256 in rows if not sha256]
    begins = wanted.lower()
    if len(begins) >= SHORTEST_ID and set(begins) <= set("0123456789abcdef"):
        query = "SELECT sha256 FROM documents WHERE sha256 >= ? AND sha256 < ? LIMIT 3"
        found = [sha256 for (sha256,) in register.rows(query, (begins, begins + "g"))]
        if len(found) > 1:
            raise UsageError(f"{wanted}: several documents begin so ({', '.join(sha[:16] for sha in found)} …)")
        if found:
            return found, []
    raise UsageError(
        f"{wanted}: no such document in the register; give an id (at least {SHORTEST_ID} characters) or a path as "
        "records.jsonl and run.json list it"
    )


def knows_not_all(register: Register) -> bool:
    """Say whether there are inputs of unknown content: the run over them was stopped."""
    return register.row("SELECT 1 FROM inputs WHERE status = ? AND sha256 = '' LIMIT 1", (PENDING,)) is not None


def remove(register: Register, chosen: Chosen) -> None:
    """Take documents out, with readings, inputs, corrections and what a search finds; the work is due from then on.

    All of it or nothing, however the command ends.
    """
    with register.transaction() as db:
        db.execute(f"PRAGMA application_id = {_DUE}")
        for sha256 in chosen.documents:
            forget(db, sha256)
            db.execute("DELETE FROM corrections WHERE sha256 = ?", (sha256,))
            db.execute("DELETE FROM inputs WHERE sha256 = ?", (sha256,))
        db.executemany("DELETE FROM inputs WHERE path = ?", ((path,) for path in chosen.inputs))


def is_due(register: Register) -> bool:
    """Say whether a deletion was begun whose traces are not removed yet."""
    found = register.row("PRAGMA application_id")
    return found is not None and found[0] == _DUE


def clean(register: Register) -> None:
    """Write the register anew without the traces of what was deleted; does nothing when nothing is due.

    The index for words forgets deleted ones only when it is merged, the file when it is rewritten, and the log beside
    it when it is cut off. Raises InUse when another command reads the register for too long, DiskFull.
    """
    if not is_due(register):
        return
    with schema.told(register.path):
        register.connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        register.connection.execute("VACUUM")
        _cut_log(register.connection, register)


def done(register: Register) -> None:
    """Note that the reports are written without what was deleted as well: nothing is due any more."""
    if not is_due(register):
        return
    with schema.told(register.path):
        register.connection.execute("PRAGMA application_id = 0")
        _cut_log(register.connection, register)


def _cut_log(connection: sqlite3.Connection, register: Register) -> None:
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise InUse(
            f"{display_name(register.path)}: another command is reading it; run tiaoli delete again when it is done"
        )
