"""Guards that nothing else would miss: what is masked, stored whole or not at all, forgotten, read as it stood."""

import base64
import io
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import Any

import icalendar
import pytest

from pipeline import files, packing
from pipeline.batch import Result, Settings
from pipeline.errors import ChangedWhileReading, TiaoliError, UnreadableFile
from pipeline.fingerprint import Keys
from pipeline.model.record import Status
from pipeline.model.span import Span
from pipeline.passages import Fact, Passage
from pipeline.reports.ics import Agenda
from pipeline.runs import job, reporting
from pipeline.store import register as stores
from pipeline.store import schema
from pipeline.store.register import PENDING, Input, Register
from pipeline.store.search import Wanted, search
from tests.deadline_records import finding, record, renewal
from tests.store.registers import CLOUD, LEASE, NOW, engine, register

KEYS = Keys("a", "b", "c")


def test_pictures_of_lines_are_not_shown_masked(tmp_path: Path) -> None:
    """A picture of a flagged line cannot be masked, so a masked report has none."""
    with Register(register(tmp_path, {"甲.txt": CLOUD})) as store:
        fields = reporting.fields_of(store)
        stored = replace(next(store.documents()), pictures={"0-5": base64.b64encode(b"picture").decode()})

    assert reporting.shown(stored, fields, "zh").pictures == {"0-5": b"picture"}
    assert reporting.shown(stored, fields, "zh", masked=True).pictures == {}


def copies(folder: Path, count: int) -> Path:
    """Make a folder with copies of two contents, half of each, that do not lie together."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text((CLOUD, LEASE)[number % 2], encoding="utf-8")
    return folder


def run(inputs: Path, output: Path, *, again: bool = False) -> tuple[job.Run, list[str]]:
    """Read a folder; give what came of it, and the inputs told as done. Ends a run that goes round in circles."""
    found, told = files.discover([inputs]), []

    def done(path: Path) -> None:
        told.append(path.name)
        assert len(told) <= len(found.paths), f"{path.name} is told more often than there are inputs"

    return job.extract(found, output, Settings(), engine, lambda: NOW, done, again=again), told


MANY = 450


def test_hundreds_of_copies_are_settled_in_one_run(tmp_path: Path) -> None:
    """Two contents at 450 paths: all have their status, each is told once."""
    ended, told = run(copies(tmp_path / "in", MANY), tmp_path / "out")

    assert ended.counts == {"complete": MANY}
    assert sorted(told) == [f"{number:04}.txt" for number in range(MANY)]


def test_hundreds_of_known_inputs_are_settled_in_the_next_run(tmp_path: Path) -> None:
    """Nothing stays pending, nothing is lost, and all lie where their content says."""
    copies(tmp_path / "in", MANY)
    run(tmp_path / "in", tmp_path / "out")
    ended, told = run(tmp_path / "in", tmp_path / "out")
    with Register(tmp_path / "out") as store:
        listed = [1 + len(each.record["document"]["also_at"]) for each in store.documents()]

    assert ended.counts == {"complete": MANY}
    assert len(told) == MANY
    assert listed == [MANY // 2, MANY // 2]


def count(store: Register, table: str) -> int:
    """Count the rows of a table."""
    row = store.row(f"SELECT count(*) FROM {table}")
    assert row is not None
    return int(row[0])


def test_words_of_a_document_read_again_stand_once(tmp_path: Path) -> None:
    """As many passages as words after it was read a second time, and as many as after the first."""
    output = register(tmp_path, {"甲.txt": CLOUD, "乙.txt": LEASE})
    counts = []
    for _ in range(2):
        with Register(output) as store:
            counts.append((count(store, "words"), count(store, "passages"), count(store, "facts")))
        run(tmp_path / "in", output, again=True)

    assert counts[0] == counts[1]
    assert counts[0][0] == counts[0][1] > 0


def test_passage_of_a_document_read_again_is_found_once(tmp_path: Path) -> None:
    """Words that one clause has are one hit."""
    output = register(tmp_path, {"甲.txt": CLOUD, "乙.txt": LEASE})
    run(tmp_path / "in", output, again=True)

    assert len(search(output, Wanted("澜州仲裁委员会")).hits) == 1


INTERRUPTIONS = {"disk": sqlite3.OperationalError("disk I/O error"), "Ctrl-C": KeyboardInterrupt()}


@pytest.mark.parametrize("error", INTERRUPTIONS.values(), ids=INTERRUPTIONS)
def test_document_that_is_half_saved_is_not_there(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails between the document and its words leaves neither, and the input is still to be read."""
    failing(monkeypatch, error)
    with suppress(TiaoliError):
        register(tmp_path, {"甲.txt": CLOUD})
    with Register(tmp_path / "out") as store:
        left = [count(store, table) for table in ("documents", "passages", "words", "facts")]
        inputs = store.counts()

    assert left == [0, 0, 0, 0]
    assert inputs == {PENDING: 1}


@pytest.mark.parametrize("error", INTERRUPTIONS.values(), ids=INTERRUPTIONS)
def test_document_that_is_half_replaced_stays_as_it_was(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second reading that fails in the middle takes nothing of the first away."""
    tables = ("documents", "passages", "words", "facts")
    output = register(tmp_path, {"甲.txt": CLOUD})
    with Register(output) as store:
        before = [count(store, table) for table in tables]
    failing(monkeypatch, error)
    with suppress(TiaoliError):
        run(tmp_path / "in", output, again=True)
    with Register(output) as store:
        after = [count(store, table) for table in tables]

    assert after == before


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Have the index of a document fail when half of it is written."""
    index = stores.index

    def fails(db: sqlite3.Connection, sha256: str, result: Result, *more: Any) -> None:
        index(db, sha256, result, *more)
        raise error

    monkeypatch.setattr(stores, "index", fails)


SECRET = "青岚项目的底价只告知评审人" * 800
"""Long enough to fill pages of the register with nothing else."""

WORDS = " ".join(SECRET)
"""The same as it is searched; its words one by one stay in the index until that is merged."""


def planted_result() -> Result:
    """Give a result nothing of which is packed, with a secret in its text, its passage and its facts."""
    empty = packing.pack_json({"document": {"problems": []}})
    passage = Passage(Span(0, 5), "正文", "1", None, words=WORDS)
    return Result(Status.COMPLETE, empty, SECRET.encode(), passages=(passage,), facts=(Fact("f", "", SECRET),))


def save(store: Register, path: str, sha256: str) -> None:
    """Store the result at a path."""
    store.save(Input(Path(path), "", sha256), planted_result(), KEYS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Register]:
    """Give an empty register with two inputs."""
    with Register(tmp_path, create=True) as made:
        made.begin([Path("甲.txt"), Path("乙.txt")], {}, "2026-01-01T00:00:00Z")
        yield made


def test_content_stored_twice_is_one_row(store: Register) -> None:
    """The second time takes the place of the first, with all that a search finds."""
    for path in ("甲.txt", "乙.txt"):
        save(store, path, "a" * 64)

    assert [count(store, table) for table in ("documents", "passages", "words", "facts")] == [1, 1, 1, 1]


def test_content_has_one_row_by_the_rules_of_the_register(store: Register) -> None:
    """However a second row of one content is written, the register refuses it."""
    save(store, "甲.txt", "a" * 64)

    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        store.connection.execute("INSERT INTO documents SELECT * FROM documents")


def test_path_has_one_row_by_the_rules_of_the_register(store: Register) -> None:
    """However a second row of one path is written, the register refuses it."""
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        store.connection.execute("INSERT INTO inputs SELECT * FROM inputs")


def connect_insecurely(*args: Any, **settings: Any) -> sqlite3.Connection:
    """Connect as where SQLite is built to leave what is deleted in its file; some systems build it otherwise."""
    connection = sqlite3.Connection(*args, **settings)
    connection.execute("PRAGMA secure_delete = OFF")
    return connection


def test_register_overwrites_what_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever SQLite does of itself, connections of the register have it overwrite (1), also when it is opened again."""
    monkeypatch.setattr(sqlite3, "connect", connect_insecurely)
    found = []
    for create in (True, False):
        with Register(tmp_path, create=create) as store:
            found.append(store.row("PRAGMA secure_delete"))

    assert found == [(1,), (1,)]


def test_bytes_of_a_forgotten_document_are_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the file written anew its text, passages and values are in none of its bytes."""
    monkeypatch.setattr(sqlite3, "connect", connect_insecurely)
    there = []
    with Register(tmp_path, create=True) as store:
        store.begin([Path("甲.txt")], {}, "2026-01-01T00:00:00Z")
        save(store, "甲.txt", "a" * 64)
        for forget in (False, True):
            if forget:
                with store.transaction() as db:
                    stores.forget(db, "a" * 64)
            store.row("PRAGMA wal_checkpoint(TRUNCATE)")
            data = (tmp_path / schema.NAME).read_bytes()
            there.append([secret[:40].encode() in data for secret in (SECRET, WORDS)])

    assert there == [[True, True], [False, False]]


WRITES: dict[str, Callable[[Path], object]] = {
    "appended": lambda path: path.write_bytes(path.read_bytes() + b"more"),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "same size": lambda path: path.write_bytes(path.read_bytes()[::-1]),
    "same size and time": lambda path: rewritten_in_secret(path),
}


def rewritten_in_secret(path: Path) -> None:
    """Write as many other bytes to a file and set its time back."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_file_written_to_while_it_is_read_is_refused(
    write: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes between the first look and the last byte: half of one and half of another is no document."""
    path = aged(tmp_path / "甲.txt")
    monkeypatch.setattr(files, "_opened", written_to_when_read(lambda: write(path)))

    with pytest.raises(ChangedWhileReading):
        files.read_source(path)


def test_file_nobody_writes_to_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same reading without a writer gives the file."""
    path = aged(tmp_path / "甲.txt")
    monkeypatch.setattr(files, "_opened", written_to_when_read(lambda: None))

    assert files.read_source(path).data == CLOUD.encode()


def aged(path: Path) -> Path:
    """Write a file whose times lie further back than the clock of a file system is coarse."""
    path.write_text(CLOUD, encoding="utf-8")
    begun = path.stat().st_ctime_ns
    probe = path.with_name("probe")
    probe.touch()
    while probe.stat().st_ctime_ns <= begun:
        probe.touch()
    return path


class Watched:
    """A file that is written to by another as soon as it is read."""

    def __init__(self, file: BufferedReader, write: Callable[[], object]) -> None:
        self._file, self._write = file, write

    def read(self, size: int = -1) -> bytes:
        """Read, and have the other write."""
        data = self._file.read(size)
        self._write()
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def written_to_when_read(write: Callable[[], object]) -> Callable[[Path], Any]:
    """Give what opens files that are written to as soon as they are read."""
    opened = files._opened

    @contextmanager
    def other(path: Path) -> Iterator[Watched]:
        with opened(path) as file:
            yield Watched(file, write)

    return other


def soon(call: Callable[[], object], release: Callable[[], None], seconds: float = 5) -> object:
    """Give what a call returns or raises; fails for one that waits, which `release` then lets go on."""
    ended: list[object] = []

    def caught() -> None:
        try:
            ended.append(call())
        except TiaoliError as error:
            ended.append(error)

    thread = threading.Thread(target=caught, daemon=True)
    thread.start()
    thread.join(seconds)
    release()
    thread.join(1)
    assert ended, "it waits"
    return ended[0]


LOOKS = {"stamp": files.stamp, "digest": files.digest, "read": files.read_source}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_pipe_in_the_place_of_a_file_is_refused_at_once(look: Callable[[Path], object], tmp_path: Path) -> None:
    """Nobody writes to it, and nobody waits for that."""
    path = tmp_path / "甲.txt"
    os.mkfifo(path)
    waited: list[Path] = []

    def release() -> None:
        with suppress(OSError):  # which says that nobody waits
            os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
            waited.append(path)

    error = soon(lambda: look(path), release)

    assert isinstance(error, UnreadableFile)
    assert (error.status, waited) == ("no_access", [])


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_folder_in_the_place_of_a_file_is_refused(look: Callable[[Path], object], tmp_path: Path) -> None:
    """A folder has no bytes; the status is no_access."""
    with pytest.raises(UnreadableFile) as error:
        look(tmp_path)

    assert error.value.status == "no_access"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_run_goes_on_beside_what_took_the_place_of_files(tmp_path: Path) -> None:
    """After the folder was listed a pipe and a folder took the place of files: both are accounted for."""
    inputs = copies(tmp_path / "in", 4)
    found = files.discover([inputs])
    (inputs / "0000.txt").unlink()
    os.mkfifo(inputs / "0000.txt")
    (inputs / "0001.txt").unlink()
    (inputs / "0001.txt").mkdir()
    ended = soon(
        lambda: job.extract(found, tmp_path / "out", Settings(), engine, lambda: NOW).counts, lambda: None, seconds=20
    )

    assert ended == {"complete": 2, "no_access": 2}


def test_calendar_follows_the_day_of_the_run() -> None:
    """An agreement of 2020 that renewed itself every year since has days to come."""
    expiry = finding("2020-12-31", "至2020年12月31日止", rule="expiry_date.stated")
    renews = renewal("automatic_renewal", "期满前60日任何一方未提出异议的，自动续期一年", "P1Y", "P60D")
    agenda = Agenda(datetime(2026, 6, 1, tzinfo=UTC))
    agenda.add(record({"expiry_date": expiry, "renewal": [renews]}))
    buffer = io.BytesIO()
    agenda.write(buffer)
    calendar = icalendar.Calendar.from_ical(buffer.getvalue())
    days = [each.decoded("dtstart") for each in calendar.walk("VEVENT")]

    assert {day.year for day in days} & {2026, 2027}


def recorded(path: Path, monkeypatch: pytest.MonkeyPatch, *, durable: bool) -> list[tuple[str, int]]:
    """Write four bytes to a path; give in their order what went to the disk and what was renamed, with sizes."""
    order: list[tuple[str, int]] = []
    rename = Path.replace

    def fsync(handle: int) -> None:
        order.append(("on disk", os.fstat(handle).st_size))

    def renamed(source: Path, target: Path) -> Path:
        order.append(("renamed", source.stat().st_size))
        return rename(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", renamed)
    files.write(path, b"text", durable=durable)
    return order[:2]


def test_durable_file_is_on_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All bytes are written and on the disk, then the name is given: a power cut leaves the old file or the new one."""
    order = recorded(tmp_path / "a", monkeypatch, durable=True)

    assert order == [("on disk", 4), ("renamed", 4)]


def test_other_files_do_not_wait_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the next run looks at and writes again is renamed at once."""
    order = recorded(tmp_path / "a", monkeypatch, durable=False)

    assert order[0] == ("renamed", 4)
