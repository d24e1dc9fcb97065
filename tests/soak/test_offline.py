"""Nothing leaves the machine: the whole job with sockets forbidden, in every process of it."""

import os
import subprocess
import sys
from pathlib import Path

GUARD = """
import sys

def guard(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        address = arguments[1] if len(arguments) > 1 else arguments
        if not isinstance(address, (str, bytes)) or event in ("socket.getaddrinfo", "socket.gethostbyname"):
            open({log!r}, "a").write(f"{{event}} {{arguments[1:]!r}}\\n")
            raise PermissionError("sockets are forbidden")

sys.addaudithook(guard)
"""
"""Runs at the start of every process: addresses of pipes between processes are names of files, those of the network are not."""


def guarded(tmp_path: Path, *arguments: object) -> tuple[int, str]:
    """Run a command with sockets forbidden; give the exit code and which were asked for."""
    log = tmp_path / "sockets.log"
    log.touch()
    (tmp_path / "guard").mkdir(exist_ok=True)
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD.format(log=str(log)))
    env = os.environ | {"PYTHONPATH": f"{tmp_path / 'guard'}{os.pathsep}{Path(__file__).parents[2]}"}
    run = subprocess.run(
        [sys.executable, *map(str, arguments)], env=env, capture_output=True, text=True, check=False, timeout=300
    )
    return run.returncode, log.read_text() + ("" if run.returncode == 0 else run.stdout + run.stderr)


def test_the_guard_sees_a_connection(tmp_path: Path) -> None:
    """What follows would fail if something were sent."""
    code, asked = guarded(tmp_path, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), 1)")

    assert code != 0
    assert "socket.getaddrinfo" in asked


def test_the_whole_job_needs_no_network(tmp_path: Path, corpus: Path) -> None:
    """Reading (with OCR), extraction, reports, search, deadlines and comparison open no connection."""
    agreements = corpus / "agreements"
    files = [
        agreements / name for name in ("cloud-partner-FY21.docx", "cloud-partner-FY21.pdf", "cloud-partner-FY22.txt")
    ]
    output = tmp_path / "out"
    commands = [
        ("-m", "pipeline", "extract", *files, "-o", output, "--clause-types", "--jobs", 2),
        ("-m", "pipeline", "deadlines", "-o", output),
        ("-m", "pipeline", "report", "-o", output, "--mask"),
        ("-m", "pipeline", "compare", files[0], files[2], "-o", tmp_path / "versions"),
    ]

    assert [guarded(tmp_path, *command) for command in commands] == [(0, "")] * len(commands)
