"""The tables of the register on disk, and how it is opened."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from pipeline.errors import DiskFull, FileAccessError, InUse
from pipeline.files import REGISTER, display_name

NAME = REGISTER
LOCK = "tiaoli.lock"
VERSION = 1
"""PRAGMA user_version of the tables below; a register of another version is not opened."""

_BUSY_MS = 30_000
"""How long a command waits for another that writes; each write takes milliseconds."""

_PATIENCE = 1.0
"""Seconds to wait for the lock of a run: who only looks whether there is one has it for a moment."""

_TABLES = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    begun TEXT NOT NULL,
    ended TEXT,
    settings TEXT NOT NULL
);
CREATE TABLE documents (
    sha256 TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    reading TEXT NOT NULL,
    extraction TEXT NOT NULL,
    conditions TEXT NOT NULL,
    record BLOB NOT NULL,
    text BLOB NOT NULL,
    parsed BLOB NOT NULL,
    pictures BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE inputs (
    path BLOB PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    stamp TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    record BLOB NOT NULL DEFAULT x''
);
CREATE INDEX inputs_by_content ON inputs (sha256);
CREATE INDEX inputs_by_position ON inputs (position);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    field TEXT NOT NULL,
    item INTEGER,
    attribute TEXT,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX corrections_by_content ON corrections (sha256);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    part TEXT NOT NULL,
    clause TEXT,
    page INTEGER,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    types TEXT NOT NULL
);
CREATE INDEX passages_by_content ON passages (sha256);
CREATE VIRTUAL TABLE words USING fts5 (said, tokenize = 'unicode61 remove_diacritics 0');
CREATE TABLE facts (
    sha256 TEXT NOT NULL,
    field TEXT NOT NULL,
    attribute TEXT NOT NULL,
    value NOT NULL
);
CREATE INDEX facts_by_content ON facts (sha256);
CREATE INDEX facts_by_field ON facts (field, attribute, value);
"""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into what the user can do about it.

    Raises DiskFull, FileAccessError, InUse, and ValueError for a value that has no place in the tables.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.DataError) as error:
        raise ValueError(f"cannot be stored: {type(error).__name__}") from error
    except sqlite3.Error as error:
        name, code = display_name(path), error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0
        if code == sqlite3.SQLITE_FULL:
            raise DiskFull(f"{name}: the disk is full; make room and run the same command again") from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise FileAccessError(f"{name}: the register is damaged; move it away and run extract again") from error
        if code == sqlite3.SQLITE_BUSY:
            raise InUse(f"{name}: another command is writing to it; run again when it is done") from error
        raise FileAccessError(f"{name}: cannot be read or written ({error})") from error


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open the register of a path for reading and writing; nobody but its owner may read the file.

    Raises FileAccessError when it is not there (without `create`), not ours, damaged or of another version.
    """
    if not create and not path.is_file():
        raise FileAccessError(f"{display_name(path)}: there is no register; run tiaoli extract first")
    with told(path):
        if create and not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        # One thread writes; the local engine's threads never touch the connection.
        connection = sqlite3.connect(path, timeout=_BUSY_MS / 1000, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open the register of a path to read only, also one that lies where nothing can be written.

    Raises FileAccessError when it is not there, not ours, damaged or of another version.
    """
    try:
        there = path.is_file()
    except OSError as error:
        raise FileAccessError(f"{display_name(path)}: {error.strerror}; check its permissions") from error
    if not there:
        raise FileAccessError(f"{display_name(path)}: there is no register; run tiaoli extract first")
    # SQLite takes its log away when the last connection ends, which a connection of mode=ro may not.
    aside = path.with_name(f"{path.name}-wal").exists() or os.access(path.parent, os.W_OK)
    with told(path):
        uri = f"{path.absolute().as_uri()}?{'mode=rw' if aside else 'mode=ro&immutable=1'}"
        connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_MS / 1000, isolation_level=None)
        try:
            connection.execute("PRAGMA query_only = ON")
            if _version(connection, path) == 0:
                raise FileAccessError(f"{display_name(path)}: nothing is in the register; run tiaoli extract first")
        except BaseException:
            connection.close()
            raise
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version not in (0, VERSION):
        raise FileAccessError(
            f"{display_name(path)}: written by another version of Tiaoli; give another folder with -o"
        )
    return version


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    if version == 0:
        connection.executescript(f"BEGIN IMMEDIATE;{_TABLES}PRAGMA user_version = {VERSION};COMMIT;")


def locked_if_there(folder: Path) -> AbstractContextManager[None]:
    """Keep the folder of a register, if it is one, from a run at the same time. Raises InUse when one is at work."""
    return locked(folder) if (folder / NAME).is_file() else nullcontext()


@contextmanager
def locked(folder: Path, *, create: bool = False) -> Iterator[None]:
    """Keep the folder of a register for one run. Raises InUse when another run has it, FileAccessError without a register.

    The lock is that of SQLite on an empty file: it goes with the process, however that ends.
    """
    path = folder / LOCK
    if not create and not (folder / NAME).is_file():
        raise FileAccessError(f"{display_name(folder / NAME)}: there is no register; run tiaoli extract first")
    with told(path):
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise InUse(
                f"{display_name(folder)}: another run is writing there; wait for it or give another folder with -o"
            ) from error
        yield
    finally:
        connection.close()
