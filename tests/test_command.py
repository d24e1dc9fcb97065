"""The command as a user meets it: exit codes, messages, files."""

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.reports.labels import word
from tests.command import tiaoli, tiaoli_process

PAYLOAD = "采购合同\n合同编号：A-2023-001\n甲方：云岫数据有限公司\n乙方：砚池信息有限公司\n第一条 期限\n合同期限自2023年1月1日起至2023年12月31日止。\n第二条 争议\n由甲方所在地人民法院管辖。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with two agreements and clutter."""
    inputs = tmp_path / "in"
    (inputs / "sub").mkdir(parents=True)
    (inputs / "甲.txt").write_text(PAYLOAD, encoding="utf-8")
    (inputs / "sub" / "乙.md").write_bytes(PAYLOAD.replace("A-2023-001", "B-2023-002").encode("gb18030"))
    for name in ("~$甲.docx", "._甲.txt", ".DS_Store", "Thumbs.db"):
        (inputs / name).write_bytes(b"x")
    (inputs / "表.xlsx").write_bytes(b"x")
    return inputs


def test_folder_becomes_a_register(folder: Path, tmp_path: Path) -> None:
    """Every file named in the record's description is written; exit 0."""
    run = tiaoli_process("extract", folder, "-o", tmp_path / "out")

    assert run.returncode == 0, run.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "records.jsonl",
        "register.xlsx",
        "register.csv",
        "report.html",
        "run.json",
        "deadlines.ics",
        "texts",
        "tiaoli.db",
        "tiaoli.lock",
    }
    assert "2023-12-31" in run.stdout


def test_clutter_is_counted(folder: Path, tmp_path: Path) -> None:
    """Lock files and system files are passed over and counted, other kinds are named."""
    tiaoli("extract", folder, "-o", tmp_path / "out")
    report = json.loads((tmp_path / "out" / "run.json").read_text())

    assert (report["counts"]["clutter"], report["counts"]["other"], report["counts"]["complete"]) == (4, 1, 2)
    assert report["not_read"][0].endswith("表.xlsx")


def test_links_are_counted_as_such(folder: Path, tmp_path: Path) -> None:
    """What is passed over is not all of kinds that are not read."""
    (folder / "链接.txt").symlink_to(folder / "甲.txt")

    assert "其他文件（链接、不支持的类型）2 个" in tiaoli("extract", folder, "-o", tmp_path / "out").stdout
    assert (
        "2 other files (links, kinds not read)"
        in tiaoli("extract", folder, "-o", tmp_path / "out", "--lang", "en").stdout
    )


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("空.docx", b"", "damaged"),
        ("断.docx", b"PK\x03\x04cut", "damaged"),
    ],
)
def test_failure_has_one_word_everywhere(tmp_path: Path, name: str, data: bytes, status: str) -> None:
    """Messages, table, register, run.json and status agree on what became of a file; the reason says why."""
    (tmp_path / name).write_bytes(data)
    out = tmp_path / "out"
    said = tiaoli("extract", tmp_path / name, "-o", out).stdout
    (row,) = csv.DictReader(io.StringIO((out / "register.csv").read_text(encoding="utf-8-sig")))
    table = next(line for line in said.splitlines() if name in line)

    assert row["状态"] == word(status, "zh")
    assert word(status, "zh") in table
    assert f"{name}: {word(status, 'zh')}: " in said
    assert f"{word(status, 'zh')} 1" in tiaoli("status", "-o", out).stdout
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["inputs"][0]["status"] == status


def test_bad_file_does_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    """A file that fails is a line with its reason; exit 4; the others are read."""
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 cut off")
    run = tiaoli_process("extract", folder, "-o", tmp_path / "out")
    records = [json.loads(line) for line in (tmp_path / "out" / "records.jsonl").read_text().splitlines()]

    assert run.returncode == 4
    assert "坏.pdf: 已损坏: PDF 已损坏" in run.stdout
    assert sorted(record["document"]["status"] for record in records) == ["complete", "complete", "failed"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.docx", b"", "文件为空"),
        ("断.docx", b"PK\x03\x04cut", "已损坏或不完整"),
        ("旧.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "已损坏或不完整"),
        ("图.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "图片已损坏"),
    ],
)
def test_message_says_what_is_wrong_and_what_to_do(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    """Empty, truncated, mislabelled files and pictures each have their message."""
    (tmp_path / name).write_bytes(data)
    run = tiaoli("extract", tmp_path / name, "-o", tmp_path / "out")

    assert run.returncode == 4
    assert name in run.stdout
    assert words in run.stdout


def test_missing_folder_is_wrong_use(tmp_path: Path) -> None:
    """A path that is not there ends with exit 2 and says so."""
    run = tiaoli_process("extract", tmp_path / "没有", "-o", tmp_path / "out")

    assert run.returncode == 2
    assert "there is no such file or folder" in run.stderr


def test_folder_without_agreements_is_wrong_use(tmp_path: Path) -> None:
    """A folder with nothing to read ends with exit 2."""
    run = tiaoli("extract", tmp_path, "-o", tmp_path / "out")

    assert run.returncode == 2
    assert "no agreement (.doc, .docm, .docx," in run.stderr


def test_output_that_cannot_be_written_stops_before_work(folder: Path, tmp_path: Path) -> None:
    """A file in the place of the output folder ends with exit 5."""
    (tmp_path / "out").write_text("in the way")
    run = tiaoli("extract", folder, "-o", tmp_path / "out")

    assert run.returncode == 5
    assert "cannot write there" in run.stderr


def test_workers_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """One process and two write the same records."""
    tiaoli("extract", folder, "-o", tmp_path / "one")
    tiaoli("extract", folder, "-o", tmp_path / "two", "--jobs", 2)

    assert (tmp_path / "one" / "records.jsonl").read_bytes() == (tmp_path / "two" / "records.jsonl").read_bytes()


def test_time_zone_changes_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records do not depend on where the clock stands."""
    for zone in ("UTC-14", "UTC+12"):
        monkeypatch.setenv("TZ", zone)
        tiaoli_process("extract", folder, "-o", tmp_path / zone)

    assert (tmp_path / "UTC-14" / "records.jsonl").read_bytes() == (tmp_path / "UTC+12" / "records.jsonl").read_bytes()


def test_same_content_twice_is_one_record(folder: Path, tmp_path: Path) -> None:
    """A copy is listed at both of its paths."""
    (folder / "又.txt").write_bytes((folder / "甲.txt").read_bytes())
    tiaoli("extract", folder, "-o", tmp_path / "out")
    records = [json.loads(line) for line in (tmp_path / "out" / "records.jsonl").read_text().splitlines()]

    assert sorted(len(record["document"]["also_at"]) for record in records) == [0, 1]


def test_verify_passes_on_what_extract_wrote(folder: Path, tmp_path: Path) -> None:
    """Every quote stands at its span; exit 0."""
    tiaoli("extract", folder, "-o", tmp_path / "out")
    run = tiaoli("verify", tmp_path / "out")

    assert run.returncode == 0
    assert ": 0 wrong" in run.stdout


def test_verify_fails_loudly_on_a_changed_text(folder: Path, tmp_path: Path) -> None:
    """A text that was tampered with ends with exit 4 and names the quote."""
    tiaoli("extract", folder, "-o", tmp_path / "out")
    text = next((tmp_path / "out" / "texts").iterdir())
    text.write_text(text.read_text().replace("2023年12月31日", "2024年12月31日"))
    run = tiaoli("verify", tmp_path / "out")

    assert run.returncode == 4
    assert "2024年12月31日" in run.stderr


def test_read_shows_blocks_clauses_and_furniture(folder: Path) -> None:
    """The tool for a doubt shows what was read."""
    run = tiaoli("read", folder / "甲.txt")

    assert run.returncode == 0
    assert "# clauses" in run.stdout
    assert "第一条  [正文]  期限" in run.stdout


def test_read_json_spans_point_into_its_text(folder: Path) -> None:
    """Blocks of the JSON reading cover the text they point into."""
    view = json.loads(tiaoli("read", folder / "甲.txt", "--json").stdout)

    assert view["text"][view["blocks"][0]["start"] : view["blocks"][0]["end"]] == "采购合同"


def test_score_prints_precision_and_recall(corpus: Path, tmp_path: Path) -> None:
    """Our own corpus against its gold."""
    tiaoli("extract", corpus / "agreements" / "office-lease-v2022.docx", "-o", tmp_path / "out")
    run = tiaoli("score", tmp_path / "out", "--gold", corpus / "gold")

    assert run.returncode == 0
    assert "expiry_date" in run.stdout
    assert "1 agreements of 1 families" in run.stdout


def test_score_of_an_unknown_split_is_wrong_use(corpus: Path, tmp_path: Path) -> None:
    """A part that split.json does not name ends with exit 2 and the names it knows."""
    tiaoli("extract", corpus / "agreements" / "office-lease-v2022.docx", "-o", tmp_path / "out")
    run = tiaoli("score", tmp_path / "out", "--gold", corpus / "gold", "--split", "none")

    assert run.returncode == 2
    assert "held_out" in run.stderr


def test_score_without_matching_gold_is_wrong_use(folder: Path, tmp_path: Path, corpus: Path) -> None:
    """Names that match no gold end with exit 2."""
    tiaoli("extract", folder, "-o", tmp_path / "out")

    assert tiaoli("score", tmp_path / "out", "--gold", corpus / "gold").returncode == 2


@pytest.mark.parametrize("command", [("verify",), ("score", "--gold", ".")])
def test_folder_without_a_register_is_told_as_such(command: tuple[str, ...], tmp_path: Path) -> None:
    """What is not there is no broken text: the message is that of every command."""
    run = tiaoli(*command, tmp_path)

    assert run.returncode == 5
    assert "there is no register; run tiaoli extract first" in run.stderr
    assert "UTF-8" not in run.stderr


def test_register_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    """Records that are there but are no file of ours are not said to be missing."""
    (tmp_path / "records.jsonl").mkdir()

    assert "no register" not in tiaoli("verify", tmp_path).stderr


@pytest.mark.parametrize("written", ["2024-01-01", "2024年1月1日", "2024/1/1", "二〇二四年一月一日"])
def test_limits_of_deadlines_and_search_are_read_alike(folder: Path, tmp_path: Path, written: str) -> None:
    """A day is what people write it as, whichever command is asked."""
    tiaoli("extract", folder, "-o", tmp_path / "out")
    listed = tiaoli("deadlines", "-o", tmp_path / "out", "--after", "2023年1月1日", "--before", written, "--json")
    found = tiaoli("search", "-o", tmp_path / "out", "--expires-before", written, "--json")

    assert listed.returncode == found.returncode == 0, listed.stderr + found.stderr
    assert [each["date"] for each in json.loads(listed.stdout)] == ["2023-12-31"] * len(json.loads(found.stdout))


@pytest.mark.parametrize("written", ["明天", "2024-02-30", "（无）"])
def test_what_is_no_day_is_wrong_use(tmp_path: Path, written: str) -> None:
    """The message shows how a day is written."""
    run = tiaoli("deadlines", "-o", tmp_path, "--before", written)

    assert run.returncode == 2
    assert "2026年12月31日" in run.stderr


def test_unknown_option_is_wrong_use() -> None:
    """Typer's usage errors end with exit 2."""
    assert tiaoli("extract", "--what").returncode == 2


def test_inputs_are_not_changed(folder: Path, tmp_path: Path) -> None:
    """Reading leaves bytes and times of the inputs alone."""
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    tiaoli("extract", folder, "-o", tmp_path / "out")

    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


def test_versions_are_compared(tmp_path: Path) -> None:
    """Every file named in the record's description is written; the change is printed; exit 0."""
    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    old.write_text(PAYLOAD, encoding="utf-8")
    new.write_text(PAYLOAD.replace("12月31日", "6月30日"), encoding="utf-8")
    run = tiaoli("compare", old, new, "-o", tmp_path / "out", "--date", "2026-01-01")

    assert run.returncode == 0, run.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "changes.json",
        "changes.xlsx",
        "report.html",
        "redline.docx",
        "texts",
    }
    assert "2023年12月31日 → " in run.stdout


def test_offsets_of_changes_point_into_the_texts(tmp_path: Path) -> None:
    """What changes.json quotes stands at its place in the text of its version."""
    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    old.write_text(PAYLOAD, encoding="utf-8")
    new.write_text(PAYLOAD.replace("12月31日", "6月30日"), encoding="utf-8")
    tiaoli("compare", old, new, "-o", tmp_path / "out", "-q")
    made = json.loads((tmp_path / "out" / "changes.json").read_text())
    texts = {side: (tmp_path / "out" / "texts" / f"{made[side]['id']}.txt").read_text() for side in ("old", "new")}

    assert made["changes"]
    assert all(
        texts[side][change[side]["start"] : change[side]["end"]] == change[side]["text"]
        for change in made["changes"]
        for side in ("old", "new")
    )


def test_three_versions_make_a_matrix(tmp_path: Path) -> None:
    """Neighbours are compared in folders of their own."""
    files = []
    for number, day in enumerate(("12月31日", "6月30日", "3月31日")):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(PAYLOAD.replace("12月31日", day), encoding="utf-8")
    run = tiaoli("compare", *files, "-o", tmp_path / "out", "-q")

    assert (run.returncode, run.stdout) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"1-2", "2-3", "matrix.xlsx", "texts"}


COMPARE_MISUSED = [
    (["旧.txt"], "give the old version and the new one"),
    (["旧.txt", "缺.txt"], "there is no such file"),
    (["旧.txt", "旧.txt", "--old-part", "附件九"], "has no part 附件九; it has 正文"),
    (["旧.txt", "空.txt"], "the file is empty"),
]


@pytest.mark.parametrize(("arguments", "message"), COMPARE_MISUSED, ids=[row[1] for row in COMPARE_MISUSED])
def test_misused_comparison_says_what_is_wrong(arguments: list[str], message: str, tmp_path: Path) -> None:
    """One line, and an exit code that is not 0."""
    (tmp_path / "旧.txt").write_text(PAYLOAD, encoding="utf-8")
    (tmp_path / "空.txt").write_text(" ", encoding="utf-8")
    given = [tmp_path / word if word.endswith(".txt") else word for word in arguments]
    run = tiaoli("compare", *given, "-o", tmp_path / "out")

    assert run.returncode in (2, 4)
    assert message in run.stderr
    assert run.stderr.count("\n") == 1
