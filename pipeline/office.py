"""Old Word files (.doc, .wps, .rtf) become .docx through LibreOffice, a process of its own for each file."""

import io
import os
import shutil
import signal
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from pipeline.errors import DamagedFile, EncryptedFile, NeedsConverter, TimedOut, TooLarge, UnsupportedFormat

SUFFIXES = frozenset({".doc", ".wps", ".rtf"})
"""Endings of the files that are converted; .wps of WPS Writer holds the same format as .doc."""

LIMIT = 100 * 1024 * 1024
"""Bytes of a file to convert, and of what becomes of it."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FLAGS_AT, _ENCRYPTED = 0x0A, 0x0100
"""Place of the flags in FibBase and the bit fEncrypted among them ([MS-DOC] 2.5.2)."""

_GRACE = 2.0
"""Seconds to wait for killed processes to be gone before their folder is removed."""

_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_SETTINGS = (
    # Linked pictures are fetched even with links blocked: every request is sent to a port where nobody listens.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    *(("Inet/Settings", f"ooInet{scheme}ProxyName", "0.0.0.0") for scheme in ("HTTP", "HTTPS", "FTP")),
    *(("Inet/Settings", f"ooInet{scheme}ProxyPort", "1") for scheme in ("HTTP", "HTTPS", "FTP")),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "2"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    + "</oor:items>"
)
"""Settings of the profile LibreOffice runs with: no network, no macros, no links followed."""


def is_legacy(data: bytes) -> bool:
    """Say whether bytes begin like a file to convert: RTF, or a compound file that is no .docx with a password."""
    return data.startswith(_RTF) or (data.startswith(_OLE) and _ENCRYPTED_PACKAGE not in data)


def convert(data: bytes, seconds: float = 120) -> bytes:
    """Turn an old Word file, told by its content, into the bytes of a .docx within a time limit in seconds.

    Raises UnsupportedFormat, DamagedFile, EncryptedFile and TooLarge for the content, NeedsConverter without
    LibreOffice, TimedOut. Nothing stays on disk and no process goes on, whatever happens.
    """
    suffix = _admit(data)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise _needs_converter()
    with _orderly_stop(), tempfile.TemporaryDirectory(prefix="tiaoli-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"document{suffix}", folder / "out" / "document.docx"
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(made.parent), str(source)]
        _run([program, profile, *options], folder, seconds)
        if not made.is_file():  # LibreOffice ends with 0 all the same
            raise DamagedFile(
                "LibreOffice 未能转换此文件，可能已损坏；请用 Word 打开后另存为 .docx",
                "LibreOffice made nothing of the file, which may be broken; open it in Word and save it as .docx",
            )
        _check_size(made.stat().st_size)
        return made.read_bytes()


def _admit(data: bytes) -> str:
    """Give the suffix of a Word file that can be opened, refuse the rest: LibreOffice makes a text of any bytes."""
    _check_size(len(data))
    if data.startswith(_RTF):
        if not data.rstrip(b"\0\x1a \r\n\t").endswith(b"}"):
            raise _damaged()
        return ".rtf"
    flags = _word_flags(data) if data.startswith(_OLE) else None
    if flags is None:
        raise UnsupportedFormat(
            "不是 Word 文档（可能是旧版 Excel、PowerPoint 或 Works）；请另存为 .docx 后重试",
            "no Word document (an old Excel, PowerPoint, Works file?); save it as .docx",
        )
    if flags & _ENCRYPTED:
        raise EncryptedFile(
            "Word 文件有密码；请另存为无密码的副本后重试",
            "the Word file asks for a password; save a copy without one",
        )
    return ".doc"


def _word_flags(data: bytes) -> int | None:
    """Read the flags of the stream WordDocument; None without that stream. Raises DamagedFile, also for a part cut off."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            _check_size(sum(file.get_size(path) for path in file.listdir()))
            streams = {"/".join(path): file.openstream(path).read() for path in file.listdir()}
            whole = all(len(content) == file.get_size(name) for name, content in streams.items())
        if "WordDocument" not in streams:
            return None
        flags: int = struct.unpack_from("<H", streams["WordDocument"], _FLAGS_AT)[0]
    except (OSError, ValueError, LookupError, OverflowError, struct.error, RecursionError) as error:
        raise _damaged() from error
    if not whole:
        raise _damaged()
    return flags


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run LibreOffice, its temporary files in a folder. Raises TimedOut; ends the whole process group then."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,  # held by every process of the group: its end tells that all are gone
            stderr=subprocess.STDOUT,
            env=os.environ | {"TMPDIR": str(folder)},
            start_new_session=True,
        )
    except OSError as error:
        raise _needs_converter() from error
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise TimedOut(
            f"LibreOffice 未在 {seconds:.0f} 秒内完成转换；请用 Word 另存为 .docx 后重试",
            f"not converted by LibreOffice within {seconds:.0f} s; save it as .docx in Word",
        ) from error
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError, PermissionError):  # macOS: not permitted when all are dead already
                os.killpg(process.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                process.communicate(timeout=_GRACE)


@contextmanager
def _orderly_stop() -> Iterator[None]:
    """Let SIGTERM, by which worker processes are stopped, take effect when process and files are gone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except SystemExit:
        signal.signal(signal.SIGTERM, before)
        signal.raise_signal(signal.SIGTERM)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def _check_size(size: int) -> None:
    if size > LIMIT:
        raise TooLarge(
            f"{size / 1e6:.0f} MB，超过转换上限 {LIMIT / 1e6:.0f} MB；请用 Word 另存为 .docx",
            f"{size / 1e6:.0f} MB; files above {LIMIT / 1e6:.0f} MB are not converted: save it as .docx in Word",
        )


def _damaged() -> DamagedFile:
    return DamagedFile(
        "Word 文件已损坏或不完整；请重新获取", "the Word file is broken or cut off; get it again from its source"
    )


def _needs_converter() -> NeedsConverter:
    return NeedsConverter(
        "读取 .doc/.wps/.rtf 需要 LibreOffice：Debian/Ubuntu 安装 libreoffice-writer；macOS/Windows 从 libreoffice.org "
        "安装并将 soffice 所在目录加入 PATH；或用 Word 另存为 .docx",
        ".doc, .wps and .rtf are read through LibreOffice: install libreoffice-writer (Debian/Ubuntu) or LibreOffice "
        "from libreoffice.org (macOS, Windows; its folder with soffice on PATH), or save the file as .docx",
    )
