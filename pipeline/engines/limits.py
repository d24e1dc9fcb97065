"""What one document may cost, and how a worker process is kept to it."""

import math
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MEGABYTE = 1024**2

OUT_OF_MEMORY_EXIT = 92
"""Exit code of a worker that ended itself because it held more than it may."""

PROCESSOR_EXIT, CLOCK_EXIT = (-24, -14) if os.name != "posix" else (-signal.SIGXCPU, -signal.SIGALRM)
"""Exit codes of a worker that the system ended at its limit of processor time, and of time on the clock."""

_LOOK = 0.05
"""Seconds between two looks at the memory of a worker."""

_HEADROOM = 2
"""How many times the memory limit a worker may ask for at once before the system refuses: it asks for more than it fills."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: processor seconds, more a page, seconds on the clock, bytes held at a time.

    The time on the clock grows with the processor time allowed: it only ends what waits for something that does not
    come. Defaults follow measurements: slow pages of sound documents take half a second, pages to recognise up to
    twenty; reading keeps below 300 MB, recognising four pages at once below 1.8 GB.
    """

    seconds: float = 30.0
    seconds_a_page: float = 1.0
    seconds_a_recognised_page: float = 60.0
    wall_seconds: float = 300.0
    memory: int = 2048 * MEGABYTE

    @property
    def wall(self) -> float:
        """Seconds on the clock before pages are counted: never less than three times the processor seconds."""
        return max(self.wall_seconds, 3 * self.seconds)

    def allowance(self, pages: int, recognised: bool) -> float:
        """Give the further processor seconds for pages to read."""
        return pages * (self.seconds_a_recognised_page if recognised else self.seconds_a_page)


class Keeper:
    """Keeps the process it is made in to limits while it reads a document; made once in each worker.

    The system ends the process at its time limits whatever it does (getrlimit(2) RLIMIT_CPU, setitimer(2)); a thread
    ends it above the memory limit. Where the system has no such limits, only memory is watched.
    """

    def __init__(self, limits: Limits) -> None:
        import psutil

        self._limits = limits
        self._process = psutil.Process()
        self._parent = os.getppid()
        self._reading = False
        self._until = self._wall = 0.0
        if os.name == "posix":
            import resource

            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            asked = _HEADROOM * limits.memory
            resource.setrlimit(resource.RLIMIT_DATA, (asked if hard < 0 else min(asked, hard), hard))
            for number in (signal.SIGXCPU, signal.SIGALRM):
                signal.signal(number, signal.SIG_DFL)
        threading.Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep to the limits of a document while the block runs."""
        self._until = time.process_time() + self._limits.seconds
        self._wall = self._limits.wall
        self._arm()
        self._reading = True
        try:
            yield
        finally:
            self._reading = False
            self._disarm()

    def expect(self, pages: int, recognised: bool) -> None:
        """Give more time for pages that are about to be read."""
        more = self._limits.allowance(pages, recognised)
        self._until += more
        self._wall += 2 * more
        self._arm()

    def _arm(self) -> None:
        if os.name == "posix":
            import resource

            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(self._until), hard))
            signal.setitimer(signal.ITIMER_REAL, self._wall)

    def _disarm(self) -> None:
        if os.name == "posix":
            import resource

            signal.setitimer(signal.ITIMER_REAL, 0)
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOK)
            if self._reading and self._process.memory_info().rss > self._limits.memory:
                os._exit(OUT_OF_MEMORY_EXIT)
            if os.getppid() != self._parent:  # whoever asked for the document is gone
                os._exit(1)
