"""What is logged says what happened and where, and nothing of the document."""

import io
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.logs import SafeFormatter, configure, describe, mask_message
from tests.planted import planted


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Configure logging for the time of a test, and give what it writes."""
    root, shown = logging.getLogger(), sys.stderr
    before, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    sys.stderr = io.StringIO()
    configure(verbose=True)
    yield sys.stderr
    sys.stderr = shown
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook = hooks
    root.handlers[:] = before
    root.setLevel(level)


def test_an_exception_is_its_type_and_its_places(logged: io.StringIO) -> None:
    """The text of an exception, and of its cause, quotes the document: it is left out."""
    try:
        try:
            int("王明 account")
        except ValueError as error:
            raise KeyError("王明") from error
    except KeyError:
        logging.getLogger("pipeline.batch").warning("a field failed", exc_info=True)

    line = logged.getvalue()
    assert line.startswith("WARNING pipeline.batch: a field failed (builtins.KeyError at tests/test_logs.py:")
    assert "because of builtins.ValueError at tests/test_logs.py:" in line
    assert "王明" not in line
    assert line.count("\n") == 1


@pytest.mark.parametrize(
    "name", ["王明 劳动合同.docx", "/home/wangming/合同/王明.pdf", "C:\\合同\\王明.DOC", "王明-维护合同.txt"]
)
def test_names_of_files_are_masked(logged: io.StringIO, name: str) -> None:
    """Of a file the suffix stays, whether it comes as an argument, as a path or inside a message."""
    log = logging.getLogger("pipeline.batch")
    log.warning("%s failed", name)
    log.warning("%s failed", Path(name))
    log.warning(f"{name.split()[-1]} failed")

    shown = logged.getvalue()
    assert shown.splitlines()[0] == f"WARNING pipeline.batch: ***{Path(name).suffix} failed"
    assert not any(word in shown for word in ("王明", "合同", "wangming"))


def test_libraries_are_placed_not_quoted(logged: io.StringIO) -> None:
    """A message or a warning of a library gives the place it comes from."""
    logging.getLogger("pdfminer.pdffont").warning("cannot parse 王明")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("王明", UserWarning, stacklevel=1)

    assert "王明" not in logged.getvalue()
    assert "WARNING pdfminer.pdffont: message at tests/test_logs.py:" in logged.getvalue()
    assert logged.getvalue().count("\n") == 2


def test_planted_data_does_not_reach_the_log(logged: io.StringIO) -> None:
    """Numbers and addresses in messages, whatever is quoted in exceptions, and names of files: 0 of 200 in the log."""
    log = logging.getLogger("pipeline.runs.job")
    files = planted()
    for file in files:
        log.warning("%s: %s", file.name, ValueError(file.name))
        for item in file.items:
            if not item.is_name:
                log.warning("read %s", item.labelled)
            try:
                raise ValueError(item.printed)
            except ValueError:
                log.exception("failed")

    shown = logged.getvalue()
    assert [item for file in files for item in file.items if item.printed in shown or item.secret in shown] == []


def test_a_message_that_does_not_fit_its_arguments_is_still_written() -> None:
    """A mistake of ours in a log call costs the arguments, nothing else."""
    record = logging.LogRecord("pipeline.x", logging.INFO, __file__, 1, "%d of %d", ("王明",), None)

    assert SafeFormatter().format(record) == "INFO pipeline.x: %d of %d"


def test_a_loop_of_causes_ends() -> None:
    """Two exceptions that are each other's cause are told once each."""
    one, other = ValueError("1"), KeyError("2")
    one.__cause__, other.__cause__ = other, one

    assert describe(one) == "builtins.ValueError at an unknown place; because of builtins.KeyError at an unknown place"


def test_without_verbose_warnings_stay_quiet(logged: io.StringIO) -> None:
    """Nothing below CRITICAL is written."""
    configure(verbose=False)
    logging.getLogger("pipeline").error("failed")

    assert logged.getvalue() == ""


def test_an_exception_nobody_handles_is_one_line_without_its_text() -> None:
    """Neither in the program nor in a thread of it."""
    program = (
        "import threading\nfrom pipeline.logs import configure\nconfigure(verbose=False)\n"
        "thread = threading.Thread(target=int, args=('王明',))\nthread.start()\nthread.join()\nint('李晓云')\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, encoding="utf-8")

    assert run.returncode == 1
    assert [line.partition(" at ")[0] for line in run.stderr.splitlines()] == [
        "CRITICAL tiaoli: an error of ours, please report this line (builtins.ValueError"
    ] * 2
    assert "王明" not in run.stderr
    assert "李晓云" not in run.stderr


def test_a_message_keeps_its_counts() -> None:
    """Numbers of ours are no personal data."""
    assert mask_message("read 120 pages of 3 files in 2024-01-15") == "read 120 pages of 3 files in 2024-01-15"
