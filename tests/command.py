"""The command as a user types it: in a process of its own, or in that of the tests, which saves loading two seconds of code."""

import io
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from pipeline import cli

_WIDE = {"COLUMNS": "160"}


def tiaoli_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | _WIDE, check=False, timeout=120)


def tiaoli(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command here; workers are processes of their own all the same."""
    command = ["tiaoli", *map(str, arguments)]
    out, err = io.StringIO(), io.StringIO()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    with (
        Path(os.devnull).open() as nobody,
        redirect_stdout(out),
        redirect_stderr(err),
        patch("sys.argv", command),
        patch("sys.stdin", nobody),
        patch("pipeline.logs.configure"),
        patch.dict(os.environ, _WIDE),
    ):
        try:
            cli.main()
            code: object = 0
        except SystemExit as end:
            code = end.code
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
    return subprocess.CompletedProcess(
        command, code if isinstance(code, int) else int(bool(code)), out.getvalue(), err.getvalue()
    )
