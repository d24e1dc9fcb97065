"""The register opened to look something up, while a run may be writing to it."""

import sqlite3
from pathlib import Path

from pipeline.store import schema
from pipeline.store.register import Register


class Reader(Register):
    """A register that is only read: of a run that is writing, it sees the documents that are done.

    Raises FileAccessError when there is none, or it is damaged or of another version.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / schema.NAME
        self.connection = schema.connect_to_read(self.path)


def size(folder: Path) -> int:
    """Give the bytes of the register of a folder on disk, with what was written to it last."""
    return sum(path.stat().st_size for path in folder.glob(f"{schema.NAME}*") if path.is_file())


def is_in_use(folder: Path) -> bool:
    """Say whether a run, or another command that writes, has the folder of a register now."""
    path = folder / schema.LOCK
    if not path.is_file():
        return False
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False
