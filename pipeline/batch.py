"""Many sources become outcomes, each apart from the others."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline import clauses, extraction, office
from pipeline.errors import Crashed, InputError, InternalError, TimedOut
from pipeline.files import display_name, read_source
from pipeline.model.document import Problem, Source
from pipeline.model.record import Outcome, Status
from pipeline.options import Options
from pipeline.parsing import parse

DOCUMENT_ID_LENGTH = 16
TIMEOUT = 600.0
"""Seconds after which a worker that does not come back is ended; its document fails, the others go on."""

_DEFAULT = Options()
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """How a batch is run: the plan of fields by name, worker processes (1: in this process), how sources are read."""

    plan: str = extraction.DEFAULT_PLAN
    jobs: int = 1
    timeout: float = TIMEOUT
    options: Options = _DEFAULT


def document_id(source: Source) -> str:
    """Name a document by its content, so that one agreement has one name wherever it lies."""
    return source.sha256[:DOCUMENT_ID_LENGTH]


def process(source: Source, plan: extraction.Plan, options: Options = _DEFAULT) -> Outcome:
    """Read one source and extract its fields. Never raises for what a document holds."""
    try:
        parsed = parse(current(source), options)
        record = extraction.extract(clauses.build(parsed, document_id(source)), plan)
    except InputError as error:
        return failed(source, error)
    except Exception as error:  # the fence around a document: design.md rule 8
        _log.warning("%s failed", source.name, exc_info=True)
        return failed(source, InternalError(*_internal(error)))
    problems = parsed.problems + record.problems
    lossy = any(problem.kind in _LOSSY for problem in problems)
    return Outcome(source, Status.PARTIAL if lossy else Status.COMPLETE, parsed, record, problems)


def current(source: Source) -> Source:
    """Give a source as it is read: an old Word file as the .docx that LibreOffice makes of it."""
    return replace(source, data=office.convert(source.data)) if office.is_legacy(source.data) else source


_LOSSY = frozenset(
    {"no_text_layer", "garbled_text", "mostly_pictures", "unread_picture", "damaged_page", "field_failed", "cut_off"}
)
"""Kinds of problem that mean something of the document was not read."""


def failed(source: Source, error: InputError) -> Outcome:
    """Make the outcome of a source nothing was read from."""
    return Outcome(source, Status(error.status), problems=(Problem("read", "", error.kind, error.zh, error.en),))


def _internal(error: Exception) -> tuple[str, str]:
    kind = type(error).__name__
    return f"程序错误（{kind}），未能读取；请反馈此文件", f"an error of ours ({kind}: {error}); please report this file"


def _unread(path: Path) -> Source:
    return Source(display_name(path), b"", "")


@cache
def _plan(name: str) -> extraction.Plan:
    return extraction.load(name)


def process_file(path: Path, plan: str, options: Options = _DEFAULT) -> Outcome:
    """Read and process one file; what cannot be read becomes a failed outcome."""
    try:
        source = read_source(path)
    except InputError as error:
        return failed(_unread(path), error)
    outcome = process(source, _plan(plan), options)
    return Outcome(
        Source(source.name, b"", source.sha256), outcome.status, outcome.parsed, outcome.record, outcome.problems
    )


def run(
    paths: Sequence[Path], settings: Settings, started: Callable[[Path], None] = lambda _: None
) -> Iterator[Outcome]:
    """Yield one outcome for each path, in the order of the paths, whatever the number of workers.

    `started` is told each path when its outcome is next to come. A worker that dies or does not come back in
    time costs its document alone.
    """
    if settings.jobs == 1:
        for path in paths:
            started(path)
            yield process_file(path, settings.plan, settings.options)
        return
    yield from _run_workers(paths, settings, started)


def _run_workers(paths: Sequence[Path], settings: Settings, started: Callable[[Path], None]) -> Iterator[Outcome]:
    from multiprocessing import get_context

    from pebble import ProcessExpired, ProcessPool

    with ProcessPool(max_workers=settings.jobs, context=get_context("spawn")) as pool:
        futures = [
            pool.schedule(process_file, (path, settings.plan, settings.options), timeout=settings.timeout)
            for path in paths
        ]
        try:
            for path, future in zip(paths, futures, strict=True):
                started(path)
                try:
                    yield future.result()
                except TimeoutError:
                    seconds = f"{settings.timeout:.0f}"
                    yield failed(_unread(path), TimedOut(f"{seconds} 秒内未读完", f"not read within {seconds} s"))
                except ProcessExpired as error:
                    code = error.exitcode
                    zh, en = (
                        f"读取进程异常退出（{code}）；文件可能已损坏",
                        f"the worker ended with code {code}; the file may be damaged",
                    )
                    yield failed(_unread(path), Crashed(zh, en))
        except (KeyboardInterrupt, GeneratorExit):
            pool.stop()  # type: ignore[no-untyped-call]
            raise
