"""`tiaoli delete`: no byte of a deleted document stays, however the command ends."""

import signal
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import FileAccessError, InUse, UsageError
from pipeline.model.correction import Correction
from pipeline.runs import deleting
from pipeline.store import schema
from pipeline.store.reading import Reader
from pipeline.store.register import Register
from pipeline.store.search import Wanted, search
from pipeline.store.status import status
from tests.planted import Planted, planted
from tests.store.registers import AGREEMENTS, CLOUD, NOW, extract, register

ALL = planted()
GONE, KEPT = ALL[:5], ALL[5:]


def contents(output: Path) -> Iterator[bytes]:
    """Give the bytes of all files of an output folder, of what is packed in them, and of what the register packs."""
    for path in output.rglob("*"):
        if path.is_file():
            yield path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as packed:
                    yield from (packed.read(name) for name in packed.namelist())
    with Reader(output) as reader:
        for table, column in (
            ("documents", "record"),
            ("documents", "text"),
            ("documents", "parsed"),
            ("inputs", "record"),
        ):
            for (blob,) in reader.rows(f"SELECT {column} FROM {table} WHERE length({column})"):
                yield zlib.decompress(blob)


def left(output: Path, documents: list[Planted]) -> set[str]:
    """Give the planted data that stands anywhere, as printed or plain, in UTF-8 or UTF-16."""
    everything = list(contents(output))
    return {
        item.secret
        for each in documents
        for item in each.items
        for word in {item.printed, item.secret, item.printed.replace("-", " ")}
        for encoding in ("utf-8", "utf-16-le")
        if any(word.encode(encoding) in data for data in everything)
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a register of ten agreements with two hundred pieces of personal data."""
    return register(tmp_path_factory.mktemp("planted"), {each.name: each.data for each in ALL})


@pytest.fixture
def output(made: Path, tmp_path: Path) -> Path:
    """Copy the register."""
    copy = tmp_path / "out"
    subprocess.run(["cp", "-r", made, copy], check=True)
    return copy


def names(output: Path, documents: list[Planted]) -> list[str]:
    """Give the paths of documents as the register lists them."""
    wanted = {each.name for each in documents}
    with Reader(output) as reader:
        return [name for name, *_ in reader.inputs() if Path(name).name in wanted]


def test_nothing_of_the_deleted_is_left(output: Path) -> None:
    """A hundred planted pieces are gone from every file, those of the other agreements are there."""
    assert len(left(output, GONE)) >= 95
    before = left(output, KEPT)

    done = deleting.delete(output, names(output, GONE), NOW)

    assert done is not None
    assert done.is_clean
    assert done.proof.strings > 200
    assert left(output, GONE) == set()
    assert left(output, KEPT) == before
    assert not (output / "tiaoli.db-wal").exists()


def test_index_and_free_pages_hold_nothing(output: Path) -> None:
    """The index has the words of what is there and no others, not even ends of words, which it stores apart."""
    deleting.delete(output, names(output, GONE), NOW)
    with Register(output) as store:
        store.connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, row)")
        terms = {term for (term,) in store.rows("SELECT term FROM temp.terms")}
        said = {word for (line,) in store.rows("SELECT said FROM words") for word in line.split()}
        free = store.row("PRAGMA freelist_count")
        store.connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    data = (output / schema.NAME).read_bytes()
    ends = {
        item.secret[-8:] for each in GONE for item in each.items if item.secret[-8:].isdigit() and len(item.secret) > 10
    }

    assert terms == said
    assert free == (0,)
    assert len(ends) > 20
    assert [end for end in ends if end.encode() in data] == []


def test_all_two_hundred(output: Path) -> None:
    """A register can be emptied; the reports are those of no agreement."""
    done = deleting.delete(output, names(output, ALL), NOW)

    assert done is not None
    assert done.is_clean
    assert left(output, ALL) == set()
    assert list((output / "texts").iterdir()) == []


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.runs import deleting
from pipeline.store import deletion, schema
output, statement, *names = sys.argv[1:]
def watch(path, **options):
    connection = connect(path, **options)
    def traced(said):
        if said.startswith(statement):
            os.kill(os.getpid(), signal.SIGKILL)
    connection.set_trace_callback(traced)
    return connection
connect, schema.connect = schema.connect, watch
if statement == "reports":
    deleting.reporting.write = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
deleting.delete(Path(output), names, datetime(2026, 1, 1, tzinfo=UTC))
"""


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM corrections",
        "INSERT INTO words (words)",
        "VACUUM",
        "PRAGMA wal_checkpoint",
        "reports",
        "PRAGMA application_id = 0",
    ],
)
def test_killed(output: Path, statement: str) -> None:
    """A deletion that is killed has happened or not, and one that has is completed by the next command."""
    gone = names(output, GONE)
    ended = subprocess.run([sys.executable, "-c", KILLED, output, statement, *gone], check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr

    state = status(output)
    happened = statement != "DELETE FROM corrections"
    assert (state.documents, state.deletion_due) == ((5, True) if happened else (10, False))
    done = deleting.delete(output, [] if happened else gone, NOW)

    assert done is not None
    assert done.resumed is happened
    assert left(output, GONE) == set()
    assert status(output).deletion_due is False


def test_what_is_deleted_is_not_found_any_more(tmp_path: Path) -> None:
    """Inputs, corrections, words and values go; the input file stays, and the next run reads it again."""
    output = register(tmp_path, AGREEMENTS)
    (hit,) = search(output, Wanted("间接损失")).hits
    with Register(output) as store:
        sha256 = next(
            sha
            for sha in (row[0] for row in store.rows("SELECT sha256 FROM documents"))
            if sha.startswith(hit.document)
        )
        store.correct(
            [Correction(sha256, "title", None, None, "云服务合作协议", "云上合作框架协议之更正", "x", "2026-01-01")],
            lambda _: [],
        )
    done = deleting.delete(output, [hit.document[:6]], NOW)

    assert done is not None
    assert done.is_clean
    assert search(output, Wanted("间接损失")).hits == ()
    assert not (output / "texts" / f"{hit.document}.txt").exists()
    assert not any("云上合作框架协议之更正".encode() in data for data in contents(output))
    assert (tmp_path / "in" / "1-cloud.txt").exists()
    extract(tmp_path / "in", output)
    assert [each.document for each in search(output, Wanted("间接损失")).hits] == [hit.document]


def test_unlisted(tmp_path: Path) -> None:
    """What is no input any more can be deleted without naming it."""
    output = register(tmp_path, AGREEMENTS)
    (tmp_path / "in" / "2-lease.txt").unlink()
    extract(tmp_path / "in", output)
    assert status(output).unlisted == 1
    done = deleting.delete(output, [], NOW, unlisted=True)

    assert done is not None
    assert len(done.chosen.documents) == 1
    assert done.is_clean
    assert (status(output).documents, status(output).unlisted) == (2, 0)
    assert deleting.delete(output, [], NOW, unlisted=True) is None


def test_lines_of_other_documents_stay(tmp_path: Path) -> None:
    """A line that another agreement has as well is no trace, and is counted."""
    output = register(tmp_path, {"a.txt": CLOUD, "b.txt": CLOUD.replace("XS-2025-0017", "XS-2025-0018")})
    done = deleting.delete(output, names_like(output, "a.txt"), NOW)

    assert done is not None
    assert done.is_clean
    assert 0 < done.proof.shared < done.proof.strings


def names_like(output: Path, end: str) -> list[str]:
    """Give the paths of inputs that end so."""
    with Reader(output) as reader:
        return [name for name, *_ in reader.inputs() if name.endswith(end)]


@pytest.mark.parametrize("packed", [False, True])
def test_files_of_the_user_are_told(tmp_path: Path, packed: bool) -> None:
    """A redline of before that holds a line of the deleted document is named and left alone, inside a container too."""
    output = register(tmp_path, AGREEMENTS)
    (output / "versions").mkdir()
    old = output / "versions" / "redline.docx"
    words = "<w:t>乙方承担的赔偿责任累计不超过</w:t><w:t>人民币500万元，任何一方不对间接损失负责。</w:t>"
    if packed:
        with zipfile.ZipFile(old, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("word/document.xml", words)
    else:
        old.write_text(
            "x" * 9_000_000 + "乙方承担的赔偿责任累计不超过人民币500万元，任何一方不对间接损失负责。", "utf-16"
        )
    done = deleting.delete(output, names_like(output, "cloud.txt"), NOW)

    assert done is not None
    assert [(each.path, each.inside, each.strings) for each in done.proof.left] == [
        (old, "word/document.xml" if packed else "", 1)
    ]
    assert old.exists()


def test_files_that_cannot_be_opened_are_told(tmp_path: Path) -> None:
    """The proof says what it could not look into."""
    output = register(tmp_path, AGREEMENTS)
    broken = output / "broken.zip"
    with zipfile.ZipFile(broken, "w") as file:
        file.writestr("a", b"x" * 100)
    data = bytearray(broken.read_bytes())
    data[35] ^= 1
    broken.write_bytes(data)
    done = deleting.delete(output, names_like(output, "cloud.txt"), NOW)

    assert done is not None
    assert done.proof.unopened == (broken,)
    assert not done.is_clean


@pytest.mark.parametrize(
    ("wanted", "words"), [("nothing.txt", "no such document"), ("abc", "at least 6"), ("", "no such")]
)
def test_unknown_documents(tmp_path: Path, wanted: str, words: str) -> None:
    """A name that is not there stops before anything is deleted."""
    output = register(tmp_path, AGREEMENTS)
    with pytest.raises(UsageError, match=words):
        deleting.delete(output, [*names_like(output, "cloud.txt"), wanted], NOW)

    assert status(output).documents == 3


def test_refused(tmp_path: Path) -> None:
    """Nothing is deleted when the user does not agree, who is shown what would be."""
    output = register(tmp_path, AGREEMENTS)
    shown: list[tuple[str, ...]] = []

    def no(chosen: deleting.Chosen) -> bool:
        shown.append(chosen.names)
        return False

    assert deleting.delete(output, names_like(output, "cloud.txt"), NOW, no) is None
    assert [Path(name).name for names in shown for name in names] == ["1-cloud.txt"]
    assert status(output).documents == 3


def test_an_input_that_was_not_read(tmp_path: Path) -> None:
    """An input without content is taken off the list by its path."""
    output = register(tmp_path, AGREEMENTS)
    with Register(output) as store, store.transaction() as db:
        db.execute("UPDATE inputs SET sha256 = '', status = 'no_access' WHERE name LIKE '%lease.txt'")
    done = deleting.delete(output, names_like(output, "lease.txt"), NOW)

    assert done is not None
    assert names_like(output, "lease.txt") == []


def test_while_another_command_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that does not let go stops the deletion with a reason; it is completed later."""
    monkeypatch.setattr(schema, "_BUSY_MS", 50)
    output = register(tmp_path, AGREEMENTS)
    with Reader(output) as reader, closing(reader.rows("SELECT sha256 FROM documents")) as rows:
        next(rows)
        with pytest.raises(InUse, match="run"):
            deleting.delete(output, names_like(output, "cloud.txt"), NOW)
    assert status(output).deletion_due
    done = deleting.delete(output, [], NOW)

    assert done is not None
    assert done.resumed
    assert done.is_clean


def test_while_a_run_writes(tmp_path: Path) -> None:
    """Two commands never write at the same time."""
    output = register(tmp_path, AGREEMENTS)
    with schema.locked(output), pytest.raises(InUse):
        deleting.delete(output, names_like(output, "cloud.txt"), NOW)


def test_no_register(tmp_path: Path) -> None:
    """A folder without a register says what to do."""
    with pytest.raises(FileAccessError, match="run tiaoli extract first"):
        deleting.delete(tmp_path, ["x"], NOW)
