"""Runs over the register on disk: what is read, what is kept, what is accounted for."""

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from msoffcrypto.format.ooxml import OOXMLFile

from pipeline import batch, files, fingerprint, records
from pipeline.batch import Result, Settings, Task
from pipeline.errors import FileAccessError, InUse, UnreadableFile, UsageError
from pipeline.passages import Fact
from pipeline.runs import job
from pipeline.store import deletion
from pipeline.store.register import Register
from pipeline.store.schema import NAME, locked

NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "采购合同\n甲方：云岫数据有限公司\n乙方：砚池信息有限公司\n第一条 期限\n合同期限自2023年1月1日起至2023年12月31日止。\n"


def encrypted(password: str) -> bytes:
    """Give a Word file behind a password."""
    buffer = io.BytesIO()
    source = Path(__file__).parents[1] / "corpus" / "agreements" / "office-lease-v2022.docx"
    OOXMLFile(io.BytesIO(source.read_bytes())).encrypt(password, buffer)
    return buffer.getvalue()


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


def test_password_that_was_wrong_is_not_kept_for_the_right_one(folder: Path, output: Path) -> None:
    """What asks for a password is tried whenever some are given, also as many as before."""
    (folder / "密.docx").write_bytes(encrypted("right"))
    run(folder, output, Settings(options=batch.Options(passwords=("wrong",))))
    result, spy = run(folder, output, Settings(options=batch.Options(passwords=("right",))))

    assert spy.names == ["密.docx"]
    assert "encrypted" not in result.counts


def test_sum_beyond_all_integers_is_stored(folder: Path, output: Path) -> None:
    """A number that SQLite has no integer for costs no run."""
    (folder / "甲.txt").write_text(f"{TEXT}合同总金额为人民币999999999999999亿元。\n", encoding="utf-8")

    assert run(folder, output)[0].counts == {"complete": 3}


def test_result_that_cannot_be_stored_costs_its_document(
    folder: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that has no place in the register is a failure of one document, and the run goes on."""
    make = batch.perform

    def perform(task: Task, settings: Settings) -> Result:
        made = make(task, settings)
        return replace(made, facts=(Fact("title", "", "\ud800"),)) if task.path.name == "甲.txt" else made

    monkeypatch.setattr(batch, "perform", perform)

    assert run(folder, output)[0].counts == {"complete": 2, "crashed": 1}


def test_stopped_run_leaves_in_the_reports_what_was_read_before(folder: Path, output: Path) -> None:
    """Reports written after a run that broke off list the documents that are stored."""
    run(folder, output)

    def broken(tasks: Iterable[Task], settings: Settings) -> Iterator[tuple[Task, Result]]:
        raise FileAccessError("no scheduler")

    with pytest.raises(FileAccessError):
        job.extract(files.discover([folder]), output, Settings(), broken, lambda: NOW)
    job.report(output, NOW)

    assert len(list(records.read_records(output))) == 3


def test_folder_that_was_away_does_not_unlist_its_documents(folder: Path, output: Path) -> None:
    """Inputs without access keep the content they had: nothing of theirs is for deletion."""
    run(folder, output)
    paths = files.discover([folder])
    for path in folder.iterdir():
        path.rename(path.with_suffix(".away"))
    job.extract(paths, output, Settings(), Spy(), lambda: NOW)
    with Register(output) as register:
        assert deletion.choose(register, [], unlisted=True).documents == ()

    assert [each["document"]["status"] for each in records.read_records(output)] == ["failed"] * 3


def test_again_reads_though_other_fields_are_due(folder: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stored reading does not stand in for the file when it was asked for."""
    run(folder, output)
    monkeypatch.setattr(fingerprint, "extraction_key", lambda plan, language: "other")
    _, spy = run(folder, output, again=True)

    assert [bool(task.parsed) for task in spy.seen] == [False, False, False]


def test_sheet_and_calendar_tell_the_same_deadlines(tmp_path: Path, output: Path) -> None:
    """Both follow an agreement that renewed itself to the term that runs."""
    (tmp_path / "in").mkdir()
    text = TEXT.replace("12月31日止。", "12月31日止。期满前30日任何一方未书面提出异议的，本合同自动续期一年。")
    (tmp_path / "in" / "甲.txt").write_text(text, encoding="utf-8")
    run(tmp_path / "in", output)
    sheet = openpyxl.load_workbook(output / "register.xlsx")["期限"]
    days = {str(row[2])[:10] for row in sheet.iter_rows(min_row=2, values_only=True) if row[2]}
    entries = {
        each["DTSTART"].dt.isoformat()
        for each in Calendar.from_ical((output / "deadlines.ics").read_bytes()).walk("VEVENT")
    }

    assert days == entries
    assert max(days) > "2026"


def test_line_of_a_record_ends_at_line_ends_only(tmp_path: Path, output: Path) -> None:
    """A name with a line separator of Unicode does not cut a record in two."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲\u2028乙\x85.txt").write_text(TEXT, encoding="utf-8")
    run(tmp_path / "in", output)

    assert len(list(records.read_records(output))) == 1


def test_report_without_a_register_leaves_nothing(tmp_path: Path) -> None:
    """A wrong folder stays as it is."""
    with pytest.raises(FileAccessError, match="run tiaoli extract first"):
        job.report(tmp_path, NOW)

    assert list(tmp_path.iterdir()) == []


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
    with locked(output, create=True), pytest.raises(InUse, match="another run"):
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


def test_files_of_the_user_in_the_output_folder_are_not_touched(folder: Path, output: Path) -> None:
    """Texts that are not ours stay, whatever folder they lie in."""
    (output / "texts").mkdir(parents=True)
    (output / "texts" / "我的.txt").write_text("我的", encoding="utf-8")
    run(folder, output)

    assert (output / "texts" / "我的.txt").exists()


def test_output_folder_cannot_be_the_input(folder: Path) -> None:
    """Nothing is written among the agreements by mistake."""
    with pytest.raises(UsageError, match="output folder"):
        files.discover([folder], exclude=folder)


def test_texts_behind_a_link_are_refused(folder: Path, output: Path, tmp_path: Path) -> None:
    """Nothing is written or removed outside the output folder."""
    output.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (output / "texts").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(FileAccessError, match="a link"):
        run(folder, output)


def test_results_of_another_run_are_no_agreements(folder: Path) -> None:
    """An output folder among the agreements is passed over and named."""
    run(folder, folder / "out1")
    found = files.discover([folder], exclude=folder / "out2")

    assert len(found.paths) == 3
    assert folder / "out1" in found.other


def test_file_given_twice_is_one_input(folder: Path) -> None:
    """However its path is written."""
    found = files.discover([folder, folder / "甲.txt", folder / ".." / "in"])

    assert len(found.paths) == 3


def test_unlisted_is_refused_while_inputs_are_unknown(folder: Path, output: Path) -> None:
    """Documents of files that a stopped run did not come to are not taken for left over ones."""
    run(folder, output)
    folder.rename(folder.with_name("renamed"))
    with Register(output) as register:
        register.begin([folder.with_name("renamed") / f"{name}.txt" for name in "甲乙丙"], {}, "")
        with pytest.raises(UsageError, match="to its end first"):
            deletion.choose(register, [], unlisted=True)


def test_name_that_two_files_are_shown_by_deletes_neither(tmp_path: Path, output: Path) -> None:
    """Of two names that read the same the bytes decide; without them the ids do."""
    (tmp_path / "in").mkdir()
    for number, encoding in enumerate(("utf-8", "gb18030")):
        path = os.path.join(os.fsencode(tmp_path / "in"), "合同.txt".encode(encoding))  # noqa: PTH118 - bytes
        Path(os.fsdecode(path)).write_text(f"{TEXT}编号：{number}\n", encoding="utf-8")
    run(tmp_path / "in", output)
    with Register(output) as register:
        assert len(deletion.choose(register, [str(tmp_path / "in" / "合同.txt")], unlisted=False).documents) == 1


def test_folder_in_the_place_of_a_file_leaves_no_handle_open(tmp_path: Path) -> None:
    """What is refused is closed."""
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0  # noqa: PTH208
    for _ in range(20):
        with pytest.raises(UnreadableFile):
            files.stamp(tmp_path)

    assert before == 0 or len(os.listdir("/proc/self/fd")) <= before + 1  # noqa: PTH208
