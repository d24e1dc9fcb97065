"""Runs of the command to be killed, interrupted and looked into."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

REPORTS = ("records.jsonl", "register.xlsx", "register.csv", "report.html", "deadlines.ics", "run.json")
"""What a run leaves beside the register and the texts."""


def start(folder: Path, output: Path, *more: object, jobs: int = 2) -> subprocess.Popen[str]:
    """Begin a run in a process group of its own."""
    arguments = ["extract", folder, "-o", output, "--jobs", jobs, "--ocr", "never", "-q", *more]
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def finish(folder: Path, output: Path, *more: object, jobs: int = 2) -> tuple[int, str]:
    """Run to the end; give the exit code and what was printed."""
    run = start(folder, output, *more, jobs=jobs)
    said, _ = run.communicate(timeout=600)
    return run.returncode, said


def kill(run: subprocess.Popen[str], after: float) -> bool:
    """Kill a run and all its processes some seconds after its beginning; say whether it was still running."""
    try:
        run.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    return run.returncode == -signal.SIGKILL


def kill_while_writing(run: subprocess.Popen[str], output: Path, which: int) -> bool:
    """Kill a run when the given number of temporary files were seen in its output folder."""
    seen: set[str] = set()
    while run.poll() is None:
        with contextlib.suppress(FileNotFoundError):
            seen |= {path.name for path in (*output.glob(".tiaoli-*"), *output.glob("texts/.tiaoli-*"))}
        if len(seen) >= which:
            os.killpg(run.pid, signal.SIGKILL)
            break
        time.sleep(0.0005)
    run.communicate()
    return run.returncode == -signal.SIGKILL


def stored(output: Path) -> dict[str, tuple[str, int]]:
    """Give the documents of a register that may have been killed: content to status and first passage. Proves it sound."""
    path = output / "tiaoli.db"
    if not path.exists():
        return {}
    connection = sqlite3.connect(path)
    try:
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            return {}
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = {}
        for sha256, status, record, text in connection.execute("SELECT sha256, status, record, text FROM documents"):
            assert json.loads(zlib.decompress(record))["document"]["sha256"] == sha256
            assert status not in ("complete", "partial") or zlib.decompress(text)
            query = "SELECT coalesce(min(id), 0) FROM passages WHERE sha256 = ?"
            found[sha256] = (status, connection.execute(query, (sha256,)).fetchone()[0])
        return found
    finally:
        connection.close()


def sound(output: Path) -> None:
    """Prove that whatever stands under a final name is whole."""
    for name in REPORTS:
        path = output / name
        if not path.exists():
            continue
        data = path.read_bytes()
        assert data, name
        if name == "records.jsonl":
            assert all(json.loads(line) for line in data.decode().split("\n")[:-1])
        elif name == "run.json":
            json.loads(data)
        elif name == "register.xlsx":
            with zipfile.ZipFile(path) as book:
                assert book.testzip() is None
        elif name == "report.html":
            assert data.rstrip().endswith(b"</html>")
        elif name == "deadlines.ics":
            assert data.rstrip().endswith(b"END:VCALENDAR")


def content(output: Path) -> dict[str, bytes]:
    """Give all results that do not tell when they were made, by name."""
    names = [output / name for name in REPORTS if name not in ("run.json", "deadlines.ics")]
    return {path.name: path.read_bytes() for path in (*names, *sorted((output / "texts").iterdir()))}


def strays(output: Path) -> list[str]:
    """Give the names of temporary files that lie about."""
    return [path.name for path in output.rglob("*") if path.name.startswith(".tiaoli-") or path.name.endswith("-wal")]
