"""The only module that opens files: inputs to read, outputs to write."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import FileAccessError, TooLarge, UnreadableFile, UsageError
from pipeline.model.document import Source

READABLE = frozenset(
    {".docx", ".docm", ".doc", ".wps", ".rtf", ".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".txt", ".md"}
)
LIMIT = 200 * 1024 * 1024
"""Bytes of one input; a larger file is refused before it is read."""

_UMASK = os.umask(0)
os.umask(_UMASK)
"""What the user keeps from others; a temporary file is made for its owner alone, results are for colleagues too."""

TEMPORARY = ".tiaoli-"
"""How the names of files begin that are being written."""

_CLUTTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Inputs:
    """What was found under the paths given: files to read, in order, and how many were passed over.

    `clutter` are files that are no documents (lock files, folder views); `other` are names whose suffix is
    not read inside folders.
    """

    paths: tuple[Path, ...]
    clutter: int = 0
    other: tuple[Path, ...] = ()


def display_name(path: Path | str) -> str:
    """Give a name that can be printed and stored, whatever bytes it has on disk (GB18030 is tried)."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def is_clutter(name: str) -> bool:
    """Say whether a file name is no document: ~$ lock files, ._ files, .DS_Store, Thumbs.db, desktop.ini."""
    return name.startswith(("~$", "._", ".~")) or name.lower() in _CLUTTER


def discover(paths: Sequence[Path], exclude: Path | None = None) -> Inputs:
    """Find the files under paths: files as given, folders with all below them, sorted by name.

    Links inside folders are not followed; `exclude` (the output folder) is not entered. Raises UsageError for
    a path that does not exist.
    """
    chosen: dict[Path, None] = {}
    clutter, other = 0, []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{display_name(path)}: there is no such file or folder; check the path")
        if path.is_file():
            clutter += is_clutter(path.name)
            if not is_clutter(path.name):
                chosen.setdefault(path)
            continue
        for file in _walk(path, exclude):
            if is_clutter(file.name):
                clutter += 1
            elif file.suffix.lower() in READABLE:
                chosen.setdefault(file)
            else:
                other.append(file)
    return Inputs(tuple(chosen), clutter, tuple(other))


def _walk(root: Path, exclude: Path | None) -> Iterator[Path]:
    barred = exclude.resolve() if exclude and exclude.exists() else None
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and (here / n).resolve() != barred)
        for name in sorted(names):
            if stat.S_ISREG((here / name).lstat().st_mode):
                yield here / name


def read_source(path: Path) -> Source:
    """Read a file. Raises UnreadableFile when it cannot be read, TooLarge above LIMIT."""
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise TooLarge(
                f"{size / 1e6:.0f} MB，超过上限 {LIMIT / 1e6:.0f} MB；请拆分",
                f"{size / 1e6:.0f} MB; files above {LIMIT / 1e6:.0f} MB are not read: split it",
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(
            f"无法读取（{reason}）；请检查权限", f"cannot be read ({reason}); check its permissions"
        ) from error
    return Source(display_name(path), data, hashlib.sha256(data).hexdigest())


def prepare_output(folder: Path, *inside: str) -> None:
    """Make the output folder with folders inside, and prove that it can be written. Raises FileAccessError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in inside:
            (folder / name).mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FileAccessError(
            f"{display_name(folder)}: cannot write there ({error.strerror}); give another folder with -o"
        ) from error


def write(path: Path, content: str | bytes) -> None:
    """Write a file as a whole or not at all: to a temporary name, then renamed. Raises FileAccessError."""
    with replacing(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write that takes the place of `path` when all is written, and vanishes when it is not.

    What is written is on disk before the name is given to it. Raises FileAccessError, also for what the disk refuses
    to the block.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o666 & ~_UMASK)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileAccessError(f"{display_name(path)}: cannot be written ({error.strerror})") from error


def remove_temporary(*folders: Path) -> None:
    """Remove what a run that was killed left half written in folders; only one run at a time writes there."""
    for folder in folders:
        for path in folder.glob(f"{TEMPORARY}*"):
            path.unlink(missing_ok=True)


def read_text(path: Path) -> str:
    """Read one of our own text files. Raises FileAccessError."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileAccessError(f"{display_name(path)}: cannot be read as UTF-8 text ({error})") from error


def remove_stale(folder: Path, keep: Iterable[str]) -> None:
    """Remove texts of an earlier run that no record points to any more."""
    kept = set(keep)
    for path in folder.glob("*.txt"):
        if path.name not in kept:
            path.unlink()
