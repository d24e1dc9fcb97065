"""Ways to have many documents read: worker processes of this machine, or a Dask cluster."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline.engines.limits import Limits
from pipeline.errors import MissingDependency

if TYPE_CHECKING:
    from pipeline.batch import Result, Settings, Task

    Engine = Callable[[Iterable[Task], Settings], Iterator[tuple[Task, Result]]]
    """Has tasks performed under the settings and yields each with its result, in any order, however a worker fares."""

_USUAL_MEMORY = 400 * 1024**2
"""Bytes that a document usually takes: of a machine's memory half is planned for them, and room for one at its limit."""


def jobs(limits: Limits) -> int:
    """Say how many documents this machine reads at a time."""
    import psutil

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    room: int = psutil.virtual_memory().total // 2 - limits.memory
    return max(min(cores, room // _USUAL_MEMORY), 1)


def local_engine(jobs: int) -> "Engine":
    """Give worker processes of this machine; what they are made from begins to load at once, beside what the caller does."""
    from pipeline.engines import local

    local.context()
    return partial(local.run, jobs=jobs)


def dask_engine(scheduler: str | None, jobs: int) -> "Engine":
    """Give the Dask cluster of a scheduler's address, or one of this machine alone with so many documents at a time.

    Raises MissingDependency without the extra.
    """
    if find_spec("distributed") is None:
        raise MissingDependency("--engine dask needs the extra: pip install 'tiaoli[dask]'")
    from pipeline.engines import dask_cluster

    return partial(dask_cluster.run, scheduler=scheduler, jobs=jobs)
