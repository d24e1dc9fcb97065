"""Runs over the register on disk: what is read, what is kept, what is accounted for."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import batch, files, fingerprint, records
from pipeline.batch import Result, Settings, Task
from pipeline.errors import FileAccessError, InUse
from pipeline.runs import job
from pipeline.store import deletion
from pipeline.store.register import Register
from pipeline.store.schema import NAME, locked

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "采购合同\n甲方：云岫数据有限公司\n乙方：砚池信息有限公司\n第一条 期限\n合同期限自2023年1月1日起至2023年12月31日止。\n"


class Spy:
    """An engine that works in this process and remembers what it was asked for."""

    def __init__(self) -> None:
        self.seen: list[Task] = []

    def __call__(self, tasks: Iterable[Task], settings: Settings) -> Iterator[tuple[Task, Result]]:
        """Perform the tasks one after the other."""
        for task in tasks:
            self.seen.append(task)
            yield task, batch.perform(task, settings)

    @property
    def names(self) -> list[str]:
        """The names of the files asked for."""
        return [task.path.name for task in self.seen]


USUAL = Settings()


def run(folder: Path, output: Path, settings: Settings = USUAL, *, again: bool = False) -> tuple[job.Run, Spy]:
    """Run over a folder."""
    spy = Spy()
    return job.extract(files.discover([folder]), output, settings, spy, lambda: NOW, again=again), spy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with three agreements."""
    made = tmp_path / "in"
    made.mkdir()
    for name in "甲乙丙":
        (made / f"{name}.txt").write_text(f"{TEXT}编号：{name}\n", encoding="utf-8")
    return made


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Give the output folder."""
    return tmp_path / "out"


def test_unchanged_files_are_not_read_again(folder: Path, output: Path) -> None:
    """The second run asks for nothing and has the same counts."""
    first, _ = run(folder, output)
    second, spy = run(folder, output)

    assert spy.seen == []
    assert second.counts == first.counts == {"complete": 3}


def test_changed_file_is_read_again(folder: Path, output: Path) -> None:
    """Of three files the one with other content is read."""
    run(folder, output)
    (folder / "乙.txt").write_text(f"{TEXT}编号：丁\n", encoding="utf-8")

    assert run(folder, output)[1].names == ["乙.txt"]


def test_file_that_moved_is_not_read_again(folder: Path, output: Path) -> None:
    """A document is known by its content wherever it lies."""
    run(folder, output)
    (folder / "乙.txt").rename(folder / "丁.txt")
    _, spy = run(folder, output)

    assert spy.seen == []
    assert [record["document"]["path"].rsplit("/", 1)[-1] for record in records.read_records(output)][:1] == ["丁.txt"]


def test_again_reads_every_file(folder: Path, output: Path) -> None:
    """On request all files are read anew."""
    run(folder, output)

    assert len(run(folder, output, again=True)[1].seen) == 3


def test_changed_fields_are_extracted_from_the_stored_reading(
    folder: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other code of fields asks for every document with its reading: no file is opened."""
    run(folder, output)
    monkeypatch.setattr(fingerprint, "extraction_key", lambda plan, language: "other")
    _, spy = run(folder, output)

    assert [bool(task.parsed) for task in spy.seen] == [True, True, True]


def test_changed_readers_read_the_files(folder: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code of readers makes the stored readings worthless."""
    run(folder, output)
    monkeypatch.setattr(fingerprint, "reading_key", lambda options: "other")
    _, spy = run(folder, output)

    assert [bool(task.parsed) for task in spy.seen] == [False, False, False]


def test_change_of_one_field_changes_the_key(tmp_path: Path) -> None:
    """The key follows the source of the fields to the letter."""
    package = tmp_path / "some_fields"
    package.mkdir()
    (package / "__init__.py").write_text("A = 1\n")
    keys = []
    for value in (1, 2):
        (package / "__init__.py").write_text(f"A = {value}\n")
        keys.append(fingerprint.digest_of(package))

    assert keys[0] != keys[1]


def test_copies_are_read_once_and_listed_at_every_path(folder: Path, output: Path) -> None:
    """Three copies make one record with three paths."""
    for name in ("甲甲.txt", "甲甲甲.txt"):
        (folder / name).write_bytes((folder / "甲.txt").read_bytes())
    result, spy = run(folder, output)
    record = next(each for each in records.read_records(output) if each["document"]["also_at"])

    assert len(spy.seen) == 3
    assert result.counts == {"complete": 5}
    assert [len(record["document"]["also_at"]), record["document"]["path"][-5:]] == [2, "甲.txt"]


def test_copy_stands_in_for_a_file_that_vanishes(folder: Path, output: Path) -> None:
    """When the first of two copies is gone before its turn, the other is read."""
    (folder / "乙乙.txt").write_bytes((folder / "乙.txt").read_bytes())
    spy = Spy()

    def engine(tasks: Iterable[Task], settings: Settings) -> Iterator[tuple[Task, Result]]:
        for task in tasks:
            if task.path.name == "乙.txt":
                task.path.unlink()
            yield from spy([task], settings)

    result = job.extract(files.discover([folder]), output, Settings(), engine, lambda: NOW)

    assert spy.names == ["丙.txt", "乙.txt", "甲.txt", "乙乙.txt"]
    assert result.counts == {"complete": 3, "no_access": 1}


def test_file_that_failed_for_want_of_a_password_is_tried_with_one(folder: Path, output: Path) -> None:
    """A failure stands as long as the conditions are the same."""
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 cut off")
    run(folder, output)
    _, same = run(folder, output)
    _, other = run(folder, output, Settings(options=batch.Options(passwords=("x",))))

    assert same.names == []
    assert other.names == ["坏.pdf"]


def test_file_that_had_no_access_is_tried_again(folder: Path, output: Path) -> None:
    """A failure of the file, not of the content, never stands."""
    paths = files.discover([folder])
    gone = folder / "甲.txt"
    data = gone.read_bytes()
    gone.unlink()
    first = job.extract(paths, output, Settings(), Spy(), lambda: NOW)
    gone.write_bytes(data)
    second = job.extract(paths, output, Settings(), Spy(), lambda: NOW)

    assert (first.counts, second.counts) == ({"complete": 2, "no_access": 1}, {"complete": 3})


def test_file_without_access_is_a_record_with_its_reason(folder: Path, output: Path) -> None:
    """Nothing is lost without a word: records.jsonl has a line for it."""
    paths = files.discover([folder])
    (folder / "甲.txt").unlink()
    job.extract(paths, output, Settings(), Spy(), lambda: NOW)
    failed = [each["document"] for each in records.read_records(output) if each["document"]["status"] == "failed"]

    assert [(each["path"].rsplit("/", 1)[-1], each["problems"][0]["kind"]) for each in failed] == [
        ("甲.txt", "no_access")
    ]


NAMES = {
    "86 Han characters": ("合" * 82 + ".txt").encode(),
    "GB18030 bytes": "采购合同.txt".encode("gb18030"),
    "line end": "合\n同.txt".encode(),
    "leading dash": b"-o.txt",
    "formula": b"=cmd().txt",
    "markup": b"<img src=x onerror=alert(1)>.txt",
    "right to left": "合\u202e同.txt".encode(),
    "composed and decomposed": "cafe\u0301.txt".encode(),
    "trailing blank": b"a .txt",
    "device of Windows": b"CON.txt",
    "escape": b"\x1b[31m.txt",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_of_all_kinds_work(name: bytes, tmp_path: Path, output: Path) -> None:
    """Whatever bytes a name has, the file is read and listed, and its text is named by the document."""
    path = os.path.join(os.fsencode(tmp_path / "in"), name)  # noqa: PTH118 - bytes
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    result, _ = run(tmp_path / "in", output)
    (record,) = records.read_records(output)

    assert result.counts == {"complete": 1}
    assert record["document"]["path"].endswith(files.display_name(os.fsdecode(name)))
    assert [each.name for each in (output / "texts").iterdir()] == [f"{record['document']['id']}.txt"]


def test_names_that_differ_in_case_are_two_documents(tmp_path: Path, output: Path) -> None:
    """A.txt and a.txt are both read and listed."""
    (tmp_path / "in").mkdir()
    for name in ("A.txt", "a.txt"):
        (tmp_path / "in" / name).write_text(f"{TEXT}{name}", encoding="utf-8")
    run(tmp_path / "in", output)

    assert len(list(records.read_records(output))) == 2


def test_pipes_and_links_are_accounted_for_and_not_followed(folder: Path, tmp_path: Path) -> None:
    """A pipe, a link to a file, a link to a folder and a circle of links are named as not read."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "外.txt").write_text(TEXT, encoding="utf-8")
    os.mkfifo(folder / "管.txt")
    (folder / "链.txt").symlink_to(tmp_path / "outside" / "外.txt")
    (folder / "夹").symlink_to(tmp_path / "outside", target_is_directory=True)
    (folder / "环").symlink_to(folder, target_is_directory=True)
    found = files.discover([folder])

    assert [path.name for path in found.paths] == ["丙.txt", "乙.txt", "甲.txt"]
    assert sorted(path.name for path in found.other) == sorted(["管.txt", "链.txt", "夹", "环"])


def test_file_replaced_by_a_link_is_not_followed(folder: Path, output: Path, tmp_path: Path) -> None:
    """A link that took the place of a file after the folder was listed is refused."""
    paths = files.discover([folder])
    (tmp_path / "外.txt").write_text(TEXT, encoding="utf-8")
    (folder / "甲.txt").unlink()
    (folder / "甲.txt").symlink_to(tmp_path / "外.txt")
    result = job.extract(paths, output, Settings(), Spy(), lambda: NOW)

    assert result.counts == {"complete": 2, "no_access": 1}


def test_store_is_readable_by_its_owner_only(folder: Path, output: Path) -> None:
    """Others of the machine cannot open the register."""
    run(folder, output)

    assert (output / NAME).stat().st_mode & 0o777 == 0o600


def test_second_run_on_one_store_is_refused(folder: Path, output: Path) -> None:
    """While one run writes, another says so and changes nothing."""
    output.mkdir()
    with locked(output), pytest.raises(InUse, match="another run"):
        run(folder, output)

    assert not (output / NAME).exists()


def test_damaged_register_says_what_to_do(folder: Path, output: Path) -> None:
    """A register that is no database is not overwritten."""
    output.mkdir()
    (output / NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(FileAccessError, match="move it away"):
        run(folder, output)


def test_register_of_another_version_is_refused(folder: Path, output: Path) -> None:
    """Tables we do not know are not touched."""
    run(folder, output)
    with Register(output) as register:
        register.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(FileAccessError, match="another version"):
        run(folder, output)


def test_reading_comes_back_as_it_was(corpus: Path) -> None:
    """What is stored of a reading is the reading, for every kind of file."""
    from pipeline import readings
    from pipeline.parsing import parse

    for path in sorted((corpus / "agreements").iterdir())[::5]:
        parsed = parse(files.read_source(path))
        assert readings.unpack(readings.pack(parsed)) == parsed


def test_reading_with_pictures_comes_back_as_it_was() -> None:
    """Bytes of pictures survive."""
    from pipeline import readings
    from pipeline.model.document import Block, Kind, Parsed, Run, TextSource
    from pipeline.model.mark import Mark, MarkKind

    picture = bytes(range(256))
    runs = (Run("壹万元", mark=Mark(MarkKind.DOUBTFUL, picture=picture)),)
    parsed = Parsed("image/png", TextSource.OCR, (Block(Kind.PARAGRAPH, runs),), 1)

    assert readings.unpack(readings.pack(parsed)) == parsed


def test_deletion_that_was_killed_is_completed_by_the_next_run(folder: Path, output: Path) -> None:
    """What a killed deletion left due is done before anything is read."""
    run(folder, output)
    with Register(output) as register:
        deletion.remove(register, deletion.choose(register, [str(folder / "甲.txt")], unlisted=False))
    (folder / "甲.txt").unlink()
    run(folder, output)
    with Register(output) as register:
        assert not deletion.is_due(register)

    assert "编号：甲".encode() not in (output / NAME).read_bytes()
    assert len(list((output / "texts").iterdir())) == 2
