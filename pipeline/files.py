"""The only module that opens files: inputs to read, outputs to write."""

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import ChangedWhileReading, DiskFull, FileAccessError, TooLarge, UnreadableFile, UsageError
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

_OURS = re.compile(r"[0-9a-f]{16}\.txt")
"""Names of texts that we write."""

REGISTER = "tiaoli.db"
"""The file that tells an output folder of ours: nothing in there is an agreement."""

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

    A file found by two ways is one. Links inside folders are not followed, nor are pipes and devices read: they are among the `other`. A folder that
    cannot be listed is an input, which fails and is so accounted for. `exclude` (the output folder) is not entered.
    Raises UsageError for a path that does not exist, and for one given that is neither file nor folder.
    """
    barred = exclude.resolve() if exclude and exclude.exists() else None
    chosen: dict[Path, Path] = {}
    clutter, other = 0, []
    for path in paths:
        if not _is_there(path):
            raise UsageError(f"{display_name(path)}: there is no such file or folder; check the path")
        if not (path.is_file() or path.is_dir()):
            raise UsageError(
                f"{display_name(path)}: neither a file nor a folder (a pipe, a device?); give another path"
            )
        if path.resolve() == barred:
            raise UsageError(f"{display_name(path)}: the output folder cannot be read from; give another with -o")
        if path.is_file():
            clutter += is_clutter(path.name)
            if not is_clutter(path.name):
                chosen.setdefault(path.resolve(), path.resolve() if path.is_symlink() else path)
            continue
        for file, kind in _walk(path, barred):
            if is_clutter(file.name):
                clutter += 1
            elif kind == "folder" or (kind == "file" and file.suffix.lower() in READABLE):
                chosen.setdefault(file.resolve(), file)
            else:
                other.append(file)
    return Inputs(tuple(chosen.values()), clutter, tuple(other))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than the system takes
        return False


def _walk(root: Path, barred: Path | None) -> Iterator[tuple[Path, str]]:
    """Yield what lies under a folder in the order of names: files, folders that cannot be listed, and others.

    An output folder, of this run or of another, is not entered.
    """
    closed: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=lambda error: closed.append(Path(error.filename))):
        here = Path(folder)
        if REGISTER in names:
            folders.clear()
            yield here, "other"
            continue
        aside = {name for name in folders if name.startswith(".") or (here / name).is_symlink()}
        folders[:] = sorted(name for name in folders if name not in aside and (here / name).resolve() != barred)
        for name in sorted((*names, *aside)):
            path = here / name
            with suppress(FileNotFoundError):  # gone since the folder was listed
                yield path, "file" if stat.S_ISREG(path.lstat().st_mode) else "other"
    yield from ((path, "folder") for path in sorted(closed))


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    """Open an ordinary file to read, never through a link, never waiting for a pipe. Raises UnreadableFile."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(errno.EINVAL, "not an ordinary file")
        with os.fdopen(handle, "rb") as file:
            yield file
    except OSError as error:
        if isinstance(error, FileNotFoundError):
            raise UnreadableFile(
                "文件已不在原处；请核对后重新运行", "the file is not there any more; look for it and run again"
            ) from error
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(
            f"无法读取（{reason}）；请检查权限", f"cannot be read ({reason}); check its permissions"
        ) from error


def stamp(path: Path) -> str:
    """Give what changes when somebody writes to a file: its size, and the times of its content and its state.

    Raises UnreadableFile.
    """
    with _opened(path) as file:
        return _stamp(file)


def _stamp(file: BufferedReader) -> str:
    status = os.fstat(file.fileno())
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"


def digest(path: Path) -> str:
    """Give the SHA-256 of a file in hex. Raises UnreadableFile, and TooLarge far above LIMIT, before reading it."""
    with _opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > 10 * LIMIT:
            raise _too_large(size)
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_source(path: Path) -> Source:
    """Read a file. Raises UnreadableFile when it cannot be read, TooLarge above LIMIT, ChangedWhileReading."""
    with _opened(path) as file:
        before = _stamp(file)
        size = os.fstat(file.fileno()).st_size
        if size > LIMIT:
            raise _too_large(size)
        data = file.read(LIMIT + 1)
        if _stamp(file) != before:
            raise changed()
    return Source(display_name(path), data, hashlib.sha256(data).hexdigest())


def changed() -> ChangedWhileReading:
    """Say that a file is not what it was when it was begun."""
    return ChangedWhileReading(
        "读取期间文件被改动；请在写入完成后重新运行",
        "somebody wrote to it while it was read; run again when it is done",
    )


def _too_large(size: int) -> TooLarge:
    return TooLarge(
        f"{size / 1e6:.0f} MB，超过上限 {LIMIT / 1e6:.0f} MB；请拆分",
        f"{size / 1e6:.0f} MB; files above {LIMIT / 1e6:.0f} MB are not read: split it",
    )


def prepare_output(folder: Path, *inside: str) -> None:
    """Make the output folder with folders inside, and prove that it can be written. Raises FileAccessError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in inside:
            if (folder / name).is_symlink():
                raise FileAccessError(
                    f"{display_name(folder / name)}: a link; results are written into real folders only"
                )
            (folder / name).mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise FileAccessError(
            f"{display_name(folder)}: cannot write there ({error.strerror}); give another folder with -o"
        ) from error


def write(path: Path, content: str | bytes, *, durable: bool = True) -> None:
    """Write a file as a whole or not at all: to a temporary name, then renamed. Raises FileAccessError, DiskFull.

    One that is not `durable` may be empty after a power cut; for what the next run looks at and writes again.
    """
    with replacing(path, durable=durable) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def replacing(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """Give a file to write that takes the place of `path` when all is written, and vanishes when it is not.

    What is `durable` is on disk before the name is given to it. Raises FileAccessError and DiskFull, also for what the
    disk refuses to the block.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            Path(temporary).chmod(0o666 & ~_UMASK)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refusal(path, error) from error


def refusal(path: Path, error: OSError) -> FileAccessError:
    """Say what is to be done when the disk refuses to write."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(f"{display_name(path)}: the disk is full; make room and run the same command again")
    return FileAccessError(f"{display_name(path)}: cannot be written ({error.strerror})")


def remove_temporary(*folders: Path) -> None:
    """Remove what a run that was killed left half written in folders; only one run at a time writes there."""
    for folder in folders:
        for path in folder.glob(f"{TEMPORARY}*"):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def read_data(path: Path) -> bytes:
    """Read a file that the user hands us beside the agreements. Raises FileAccessError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileAccessError(f"{display_name(path)}: cannot be read ({error.strerror})") from error


def read_text(path: Path) -> str:
    """Read one of our own text files. Raises FileAccessError."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileAccessError(f"{display_name(path)}: cannot be read as UTF-8 text ({error})") from error


class Texts:
    """A folder that is to hold some texts and no others: what stands there already is left alone.

    Raises FileAccessError, DiskFull.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: set[str] = set()

    def add(self, name: str, text: str) -> None:
        """Have the folder hold a text under a name."""
        path, data = self._folder / f"{name}.txt", text.encode()
        self._names.add(path.name)
        if not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data:
            write(path, data, durable=False)

    def remove_others(self) -> None:
        """Remove the texts of ours that were not added: those named by a document. Nothing else is touched."""
        for path in self._folder.glob("*.txt"):
            if path.name not in self._names and _OURS.fullmatch(path.name) and path.is_file():
                path.unlink()
