"""Corrections of documents that are no inputs any more: told by extract, by status, and before they are deleted."""

import json
from pathlib import Path

import pytest

from pipeline.model.correction import Correction
from pipeline.runs import job
from pipeline.store.left_behind import LeftBehind
from pipeline.store.register import Register
from pipeline.store.status import status
from tests.command import tiaoli
from tests.store.registers import AGREEMENTS, CLOUD, LEASE, NOW, register
from tests.store.test_ask import tiaoli as answered

CORRECTED = "云服务框架协议"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Make a register of three agreements, the first of which was corrected."""
    output = register(tmp_path, AGREEMENTS)
    with Register(output) as store:
        sha256 = next(sha for name, _, sha, _ in store.inputs() if name.endswith("1-cloud.txt"))
        store.correct(
            [Correction(sha256, "title", None, None, "云服务合作协议", CORRECTED, "商禾", "2026-01-01")], lambda _: []
        )
    job.report(output, NOW)
    return output


@pytest.fixture
def file(output: Path) -> Path:
    """Give the agreement that was corrected."""
    return output.parent / "in" / "1-cloud.txt"


def extracted(output: Path, *arguments: str) -> str:
    """Run over the folder again; gives what the run says."""
    run = tiaoli("extract", output.parent / "in", "-o", output, "-q", *arguments)
    assert run.returncode == 0, run.stderr
    return run.stdout


def other(text: str) -> str:
    """Change one character of an agreement."""
    return text.replace("XS-2025-0017", "XS-2025-0018")


def test_content_that_changed_in_its_place(output: Path, file: Path) -> None:
    """The corrections are not carried over, and the file is named."""
    file.write_text(other(CLOUD), encoding="utf-8")

    assert f"更正未沿用：文件内容已变：{file}（1 处）" in extracted(output)
    assert CORRECTED not in (output / "records.jsonl").read_text(encoding="utf-8")


def test_content_that_changed_in_english(output: Path, file: Path) -> None:
    """The same with --lang en."""
    file.write_text(other(CLOUD), encoding="utf-8")

    assert f"the content of the file has changed: {file} (1)" in extracted(output, "--lang", "en")


def test_file_that_is_gone(output: Path, file: Path) -> None:
    """A file that is no input any more is told apart from one that changed."""
    file.unlink()

    assert f"更正未沿用：文件已不在输入之列：{file}（1 处）" in extracted(output)


def test_every_run_tells_until_it_is_settled(output: Path, file: Path) -> None:
    """A second run over the same files is as loud as the first."""
    file.write_text(other(CLOUD), encoding="utf-8")

    assert extracted(output).count("更正未沿用") == extracted(output).count("更正未沿用") == 1


def test_content_that_comes_back_has_its_corrections(output: Path, file: Path) -> None:
    """Corrections wait for their content."""
    file.write_text(other(CLOUD), encoding="utf-8")
    extracted(output)
    file.write_text(CLOUD, encoding="utf-8")

    assert "更正未沿用" not in extracted(output)
    assert CORRECTED in (output / "records.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("change", ["move", "copy", "nothing", "another"])
def test_nothing_is_said_where_nothing_is_lost(output: Path, file: Path, change: str) -> None:
    """Corrections follow their content wherever it lies; documents without corrections lose none."""
    if change == "move":
        file.rename(file.with_name("9-moved.txt"))
    elif change == "copy":
        file.with_name("9-copy.txt").write_text(CLOUD, encoding="utf-8")
    elif change == "another":
        file.with_name("2-lease.txt").write_text(LEASE + "第五条 其他\n", encoding="utf-8")

    assert "更正未沿用" not in extracted(output)
    assert status(output).left_behind == ()


def test_status_names_them(output: Path, file: Path) -> None:
    """As words and as JSON, with what a deletion would cost."""
    file.write_text(other(CLOUD), encoding="utf-8")
    extracted(output)
    said = tiaoli("status", "-o", output).stdout

    assert f"更正未沿用：文件内容已变：{file}（1 处）" in said
    assert "delete --unlisted 删除，其 1 处更正一并删除" in said
    assert status(output).left_behind == (LeftBehind(str(file), 1, changed=True),)
    assert json.loads(tiaoli("status", "-o", output, "--json").stdout)["left_behind"][0]["changed"] is True


def test_deletion_says_what_it_costs_before_it_asks(output: Path, file: Path) -> None:
    """The file and the number of corrections are told; a no keeps them."""
    file.write_text(other(CLOUD), encoding="utf-8")
    extracted(output)
    asked = answered("delete", "--unlisted", "-o", output, answer="n\n").stdout

    assert str(file) in asked
    assert asked.index("1 处更正") < asked.index("删除 1 份？")
    assert status(output).corrections == 1


def test_deletion_says_what_it_costs_without_asking(output: Path, file: Path) -> None:
    """With --yes too, and for a document that is named."""
    assert "1 corrections go with them" in tiaoli("delete", file, "-o", output, "--yes", "--lang", "en").stdout
    assert status(output).corrections == 0


def test_deletion_without_corrections_says_nothing_of_them(output: Path, file: Path) -> None:
    """Nothing is lost, so nothing is said."""
    assert "更正" not in tiaoli("delete", file.with_name("2-lease.txt"), "-o", output, "--yes").stdout


def test_masked_status_hides_the_name(output: Path, file: Path) -> None:
    """The path is masked as the reports are."""
    moved = file.with_name("电话16012345678.txt")
    file.rename(moved)
    extracted(output, "--again")
    moved.unlink()
    extracted(output, "--mask")

    (left,) = status(output).left_behind
    assert "16012345678" not in left.path
    assert not left.changed


def test_stopped_run_says_nothing_yet(output: Path, file: Path) -> None:
    """While the content of an input is unknown it may be the document that was corrected."""
    file.rename(file.with_name("9-moved.txt"))
    with Register(output) as store:
        store.begin([file.with_name("9-moved.txt")], store.last_run().settings, "2026-01-02")

    assert status(output).left_behind == ()
