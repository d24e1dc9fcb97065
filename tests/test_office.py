"""Old Word files: what is converted, what is refused, and that nothing is left behind."""

import http.server
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import office
from pipeline.errors import DamagedFile, EncryptedFile, NeedsConverter, TimedOut, TooLarge, UnsupportedFormat
from pipeline.parsing.docx import read_docx
from tests.parsing.numbering_pack import Pack, decimal_levels, whole_pack
from tests.parsing.packs import p
from tests.parsing.test_word_package import locked, parts_of, zipped

SOFFICE = shutil.which("soffice")
with_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = rb"{\rtf1\ansi\u31199?\u36161?\par}"
TEXTS = ["1 甲方：岭南示例设备有限公司", "1.1 租金为人民币壹万元整。", "2 期限自2024年3月1日起。"]

Save = Callable[[bytes, str], bytes]


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Give a function by which LibreOffice saves a .docx under another suffix."""
    folder = tmp_path_factory.mktemp("saved")

    def run(data: bytes, suffix: str) -> bytes:
        (folder / "made.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", suffix, "made.docx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        return (folder / f"made.{suffix}").read_bytes()

    return run


def agreement() -> bytes:
    """Build a small numbered agreement."""
    pack = Pack()
    num = pack.num(pack.abstract(decimal_levels()))
    pack.body += [p(text.split(" ")[1], ilvl, num) for text, ilvl in zip(TEXTS, (0, 1, 0), strict=True)]
    return pack.data()


@pytest.fixture(scope="module")
def old(save: Save) -> dict[str, bytes]:
    """Give the agreement in the old formats."""
    return {suffix: save(agreement(), suffix) for suffix in ("doc", "rtf")}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let temporary files lie in a folder that can be looked into."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@with_libreoffice
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_text_and_numbers_come_back(old: dict[str, bytes], temporary: Path, suffix: str) -> None:
    """A .doc and an .rtf give the text with its automatic numbers, and no file is left."""
    assert office.is_legacy(old[suffix])

    blocks = read_docx(office.convert(old[suffix])).blocks

    assert [block.text for block in blocks] == TEXTS
    assert list(temporary.iterdir()) == []


@with_libreoffice
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_cut_off_file_is_damaged(old: dict[str, bytes], suffix: str, kept: float) -> None:
    """A file without its end is refused, however much of it is there: LibreOffice would give half a text."""
    with pytest.raises(DamagedFile):
        office.convert(old[suffix][: int(len(old[suffix]) * kept)])


@with_libreoffice
def test_password_is_named(old: dict[str, bytes]) -> None:
    """A .doc with the bit fEncrypted is refused as such."""
    data = bytearray(old["doc"])
    data[data.index(b"\xec\xa5") + 0x0B] |= 0x01

    with pytest.raises(EncryptedFile, match="password"):
        office.convert(bytes(data))


@with_libreoffice
def test_several_at_once(old: dict[str, bytes]) -> None:
    """Conversions side by side do not get in each other's way; threads may call too."""
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(office.convert(old["doc"]))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [[block.text for block in read_docx(data).blocks] for data in made] == [TEXTS] * 3


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server on this machine and the list of what it was asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/logo.png", paths
    server.shutdown()
    server.server_close()


def with_linked_picture(data: bytes, address: str) -> bytes:
    """Add a picture that lies on a server."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    picture = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="1" name="logo"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="logo"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{relation}" r:link="rLogo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    link = (
        f'<Relationship Id="rLogo" Type="{relation}/image" Target="{address}" TargetMode="External"/></Relationships>'
    )
    parts = parts_of(data)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", f"<w:body>{picture}".encode())
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    return zipped(parts)


@with_libreoffice
def test_linked_picture_is_not_fetched(save: Save, asked: tuple[str, list[str]]) -> None:
    """LibreOffice as it comes asks the server for the picture; the conversion does not."""
    address, paths = asked
    data = save(with_linked_picture(agreement(), address), "doc")
    assert paths
    paths.clear()

    office.convert(data)

    assert paths == []


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"%PDF-1.7", "合同".encode()], ids=["nothing", "zip", "PDF", "text"])
def test_other_files_are_not_converted(data: bytes) -> None:
    """What is neither RTF nor a compound file is not for LibreOffice, which would make a text of it."""
    assert not office.is_legacy(data)
    with pytest.raises(UnsupportedFormat):
        office.convert(data)


def test_docx_with_a_password_is_not_legacy() -> None:
    """A .docx with a password is a compound file too, but needs a key, not LibreOffice."""
    assert not office.is_legacy(locked(whole_pack().data(), "secret"))


def test_broken_compound_file_is_damaged() -> None:
    """A compound file without its directory is damaged."""
    with pytest.raises(DamagedFile):
        office.convert(OLE + bytes(3000))


def test_file_above_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file above the limit is not converted."""
    monkeypatch.setattr(office, "LIMIT", len(RTF) - 1)

    with pytest.raises(TooLarge):
        office.convert(RTF)


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice both languages say what to install."""
    monkeypatch.setattr(shutil, "which", lambda _: None)

    with pytest.raises(NeedsConverter, match="libreoffice-writer") as caught:
        office.convert(RTF)
    assert "libreoffice-writer" in caught.value.zh


def stand_in(folder: Path, script: str) -> Path:
    """Write a program that stands in for LibreOffice; `$out` is the folder it shall write to."""
    program = folder / "soffice"
    program.write_text(f'#!/bin/sh\nfor a; do [ "$b" = --outdir ] && out=$a; b=$a; done\n{script}\n')
    program.chmod(0o755)
    return program


@pytest.fixture
def program(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Give a function that puts a script in LibreOffice's place."""
    folder = tmp_path_factory.mktemp("program")

    def put(script: str) -> Path:
        path = stand_in(folder, script)
        monkeypatch.setattr(shutil, "which", lambda _: str(path))
        return folder

    return put


def gone(pid: int) -> bool:
    """Say whether a process ends within two seconds (one that nobody waits for any more has ended)."""
    for _ in range(40):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def wait_for(path: Path) -> list[int]:
    """Wait for a file of process numbers, give them."""
    for _ in range(100):
        if path.exists() and len(numbers := path.read_text().split()) == 2:
            return [int(number) for number in numbers]
        time.sleep(0.05)
    raise AssertionError(f"{path} was not written")


SLOW = 'sleep 60 & echo $$ $! > "$(dirname "$0")/pids"; wait'
"""A program that starts another one, notes both and does not come to an end."""


def test_time_limit_ends_all_processes(program: Callable[[str], Path], temporary: Path) -> None:
    """At the time limit the program and what it started are gone, and no file is left."""
    folder = program(SLOW)
    with pytest.raises(TimedOut, match="within 1 s"):
        office.convert(RTF, seconds=1)

    assert all(gone(pid) for pid in wait_for(folder / "pids"))
    assert list(temporary.iterdir()) == []


def test_stopped_worker_leaves_nothing(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    """A worker stopped by SIGTERM during a conversion dies of it, and takes LibreOffice and the files along."""
    folder = tmp_path_factory.mktemp("program")
    stand_in(folder, SLOW)
    code = f"from pipeline import office; office.convert({RTF!r})"
    environment = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
    worker = subprocess.Popen([sys.executable, "-c", code], env=environment)
    pids = wait_for(folder / "pids")
    worker.terminate()

    assert worker.wait(timeout=10) == -signal.SIGTERM
    assert all(gone(pid) for pid in pids)
    assert list(tmp_path.iterdir()) == []


def test_conversion_without_result_is_damaged(program: Callable[[str], Path], temporary: Path) -> None:
    """LibreOffice that ends without an error and without a file has found the file broken."""
    program("exit 0")
    with pytest.raises(DamagedFile, match="LibreOffice"):
        office.convert(RTF)

    assert list(temporary.iterdir()) == []


def test_result_above_the_limit(program: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What becomes of a file has the same limit."""
    program('mkdir -p "$out"; head -c 1000 /dev/zero > "$out/document.docx"')
    monkeypatch.setattr(office, "LIMIT", 999)

    with pytest.raises(TooLarge):
        office.convert(RTF)


def test_program_that_cannot_be_run_is_missing(program: Callable[[str], Path]) -> None:
    """A program that is there but does not start counts as missing."""
    (program("") / "soffice").write_bytes(b"no program")

    with pytest.raises(NeedsConverter):
        office.convert(RTF)


def test_signals_are_as_before(program: Callable[[str], Path]) -> None:
    """After a conversion SIGTERM is answered as before."""
    program('mkdir -p "$out"; echo made > "$out/document.docx"')
    before = signal.getsignal(signal.SIGTERM)

    assert office.convert(RTF) == b"made\n"
    assert signal.getsignal(signal.SIGTERM) is before


@with_libreoffice
def test_legal_numbers_of_an_old_file(save: Save, corpus: Path) -> None:
    """第二条 holds 2.1 in the old format too, although LibreOffice drops the mark that says so (w:isLgl)."""
    data = (corpus / "agreements" / "cloud-partner-FY21.docx").read_bytes()
    converted = office.convert(save(data, "doc"))

    assert [b.label for b in read_docx(converted).blocks if b.label] == [
        b.label for b in read_docx(data).blocks if b.label
    ]
