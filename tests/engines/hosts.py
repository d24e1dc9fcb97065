"""A Dask scheduler and worker hosts as processes of their own on loopback, to be killed."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LOOPBACK = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0")


class Hosts:
    """A scheduler and its hosts, each in a process group of its own; ports are chosen by the system."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._groups: list[subprocess.Popen[str]] = []
        # Idle for a minute it ends with its hosts: also when the tests were killed.
        self.scheduler = self._start("scheduler", "--port", "0", "--idle-timeout", "60")
        self.address = self._said(self.scheduler, "Scheduler at:")

    def host(self, *more: str) -> subprocess.Popen[str]:
        """Start a host of two threads and wait until the scheduler has it."""
        host = self._start("worker", self.address, "--nthreads", "2", *(more or ("--no-nanny",)))
        self._said(host, "Registered to:")
        return host

    def kill(self, group: subprocess.Popen[str]) -> None:
        """Kill a host or the scheduler with all its processes, as a power cut does."""
        with suppress(ProcessLookupError):
            os.killpg(group.pid, signal.SIGKILL)
        group.wait()

    def end(self) -> None:
        """Kill all."""
        for group in self._groups:
            self.kill(group)
            assert group.stderr is not None
            group.stderr.close()

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[str]:
        group = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, *_LOOPBACK],
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            cwd=ROOT,
            env={**os.environ, "DASK_TEMPORARY_DIRECTORY": str(self._folder), "PYTHONWARNINGS": "ignore"},
        )
        self._groups.append(group)
        return group

    def _said(self, group: subprocess.Popen[str], words: str) -> str:
        """Wait for a line of the log and give what follows the words; what comes later is thrown away."""
        assert group.stderr is not None
        said = []
        for line in group.stderr:
            said.append(line)
            if words in line:
                threading.Thread(target=group.stderr.read, daemon=True).start()
                return line.split(words)[1].strip()
        raise AssertionError("".join(said))


@contextmanager
def hosts(folder: Path) -> Iterator[Hosts]:
    """Give a scheduler, and end it and its hosts with the block."""
    made = Hosts(folder)
    try:
        yield made
    finally:
        made.end()
