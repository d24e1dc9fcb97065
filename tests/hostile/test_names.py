"""Files on disk with hostile names, and folders with links, pipes and loops: found, read, listed, never followed."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.errors import InputError, TooLarge, UnreadableFile, UsageError
from pipeline.files import LIMIT, discover, display_name, read_source
from tests.hostile.names import NAMES, TEXT, UNREAD, write_names, write_tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names of bytes, pipes and links of all kinds: Linux")
NOBODY = 65534


@dataclass(frozen=True)
class Ran:
    """A run of the command over all names: the files by what is odd about them, its exit code, output and folder."""

    files: dict[str, Path]
    code: int
    printed: bytes
    folder: Path


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Run the command over a folder with all names."""
    inputs, outputs = tmp_path_factory.mktemp("names"), tmp_path_factory.mktemp("out")
    files = write_names(inputs)
    command = [sys.executable, "-m", "pipeline", "extract", str(inputs), "-o", str(outputs), "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, timeout=120)
    return Ran(files, done.returncode, done.stdout + done.stderr, outputs)


def test_every_name_is_found(tmp_path: Path) -> None:
    """What is read in folders is found whatever its name; two names have no suffix that is read."""
    files = write_names(tmp_path)

    found = discover([tmp_path])

    assert set(found.other) == {files[what] for what in UNREAD}
    assert set(found.paths) == set(files.values()) - set(found.other)


@pytest.mark.parametrize("what", NAMES)
def test_name_is_read_and_can_be_written(what: str, tmp_path: Path) -> None:
    """A file of any name is read, and the name under which it is shown is text that can be stored."""
    path = write_names(tmp_path)[what]

    source = read_source(path)

    assert source.data.startswith(TEXT)
    assert source.name.encode()


def test_name_in_gb18030_is_shown() -> None:
    """A name in GB18030 is shown as the characters it was given."""
    assert display_name(os.fsdecode(NAMES["GB18030"])) == "采购合同.txt"


def test_run_over_all_names(ran: Ran) -> None:
    """All files are read, each in a record of its own."""
    lines = (ran.folder / "records.jsonl").read_text("utf-8").splitlines()
    documents = [json.loads(line)["document"] for line in lines]

    assert ran.code == 0, ran.printed.decode("utf-8", "replace")
    assert {document["status"] for document in documents} == {"complete"}
    assert len({document["path"] for document in documents}) == len(NAMES) - len(UNREAD)


def test_names_give_no_orders_to_a_terminal(ran: Ran) -> None:
    """What is printed holds no control character and no mark that turns the direction of writing."""
    printed = ran.printed.decode("utf-8")

    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", printed)


def test_names_are_no_markup(ran: Ran) -> None:
    """A name is text in the report."""
    page = (ran.folder / "report.html").read_text("utf-8")

    assert "<img src=x" not in page


def test_names_are_no_formulas(ran: Ran) -> None:
    """No cell of the register begins like a formula because of a name."""
    with (ran.folder / "register.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-", "＝", "\t", "\r"))]


def test_outputs_are_named_by_content(ran: Ran) -> None:
    """No name of an input is the name of an output: texts are named by what they hold."""
    assert all(re.fullmatch(r"[0-9a-f]{16}\.txt", path.name) for path in (ran.folder / "texts").iterdir())
    assert len(list((ran.folder / "texts").iterdir())) == len(NAMES) - len(UNREAD)


@pytest.fixture
def tree(tmp_path: Path) -> tuple[Path, Path]:
    """Give a folder with everything a walk may stumble over, and the agreement in it."""
    folder = tmp_path / "in"
    folder.mkdir()
    return folder, write_tree(folder, tmp_path / "outside")


def test_walk_stays_inside_and_ends(tree: tuple[Path, Path]) -> None:
    """Three files are found: links, loops, pipes, sockets and devices are not; clutter is counted."""
    folder, agreement = tree

    found = discover([folder])

    assert {path.name for path in found.paths} == {agreement.name, "里面.txt", "底.txt"}
    assert all(folder in path.parents for path in found.paths)
    assert found.clutter == 6
    assert {path.name for path in found.other} >= {"pipe.txt", "socket.txt", "device.txt", "out.txt", "self.txt"}


@pytest.mark.parametrize("name", ["pipe.txt", "socket.txt", "self.txt", "nowhere.txt"])
def test_what_is_no_file_cannot_be_given(name: str, tree: tuple[Path, Path]) -> None:
    """A pipe, a socket, a link to itself or to nothing is wrong use, told at once."""
    with pytest.raises(UsageError):
        discover([tree[0] / name])


@pytest.mark.parametrize(
    "name", ["pipe.txt", "socket.txt", "self.txt", "nowhere.txt", "device.txt", "folder.pdf", "gone"]
)
def test_what_is_no_file_is_not_read(name: str, tree: tuple[Path, Path]) -> None:
    """Reading what became something else meanwhile fails at once: nothing waits for a pipe or reads a device."""
    with pytest.raises(UnreadableFile) as error:
        read_source(tree[0] / name)

    assert "\n" not in error.value.zh + error.value.en


def test_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    """A file above the limit is refused by its size."""
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(1024**3)

    with pytest.raises(TooLarge, match="1074 MB"):
        read_source(path)


def test_limit_itself_is_read(tmp_path: Path) -> None:
    """A file of just the limit is read whole."""
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(LIMIT)

    assert len(read_source(path).data) == LIMIT


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """Give a folder in which the test runs as nobody, since root may read everything."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        os.seteuid(before)
        for path in folder.rglob("*"):
            path.chmod(0o700)
        shutil.rmtree(folder)


def test_file_without_permission(unprivileged: Path) -> None:
    """A file that may not be read has a status and a reason of its own."""
    path = unprivileged / "合同.txt"
    path.write_bytes(TEXT)
    path.chmod(0)

    assert discover([unprivileged]).paths == (path,)
    with pytest.raises(InputError) as error:
        read_source(path)
    assert error.value.status == "no_access"


def test_folder_without_permission_is_accounted_for(unprivileged: Path) -> None:
    """A folder that may not be listed is among the inputs, so that a run says what it did not see."""
    folder = unprivileged / "合同"
    folder.mkdir()
    (folder / "合同.txt").write_bytes(TEXT)
    folder.chmod(0)

    assert discover([unprivileged]).paths == (folder,)
