"""One run of `tiaoli extract`: inputs to the register on disk, the register to the files of the output folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from pipeline import extraction, files, fingerprint
from pipeline.batch import OF_THE_FILE, Result, Settings, Task, failed, result
from pipeline.errors import InputError, InternalError
from pipeline.model.document import Source
from pipeline.model.record import Status
from pipeline.packing import unpack_json
from pipeline.runs import reporting
from pipeline.store import deletion
from pipeline.store.left_behind import LeftBehind, left_behind
from pipeline.store.register import PENDING, Input, Known, Register, Stored
from pipeline.store.schema import locked

if TYPE_CHECKING:
    from pipeline.engines import Engine

_SETTLED_AT_ONCE = 200
"""Inputs known already that are noted in one transaction."""


@dataclass
class Run:
    """What came of a run: how many inputs have each status, the files written, the wall time in seconds.

    `unmasked`: what the register showed before was masked, and this run was not asked to mask. `left_behind`: corrected
    documents that are no inputs any more.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    written: tuple[Path, ...] = ()
    seconds: float = 0.0
    interrupted: bool = False
    unmasked: bool = False
    left_behind: tuple[LeftBehind, ...] = ()

    @property
    def failed(self) -> int:
        """How many inputs nothing was read of."""
        return sum(
            count for status, count in self.counts.items() if status != PENDING and not Status(status).has_record
        )

    @property
    def pending(self) -> int:
        """How many inputs an interrupted run did not come to."""
        return self.counts.get(PENDING, 0)


def extract(
    inputs: files.Inputs,
    output: Path,
    settings: Settings,
    engine: "Engine",
    clock: Callable[[], datetime],
    done: Callable[[Path], None] = lambda _: None,
    *,
    again: bool = False,
    masked: bool = False,
) -> Run:
    """Read what the register does not know yet and write the reports; Ctrl-C ends it with the old reports in place.

    A run that was stopped is taken up where it was: every document that is stored is kept, however the run ended.
    `again` reads all files anew. `done` is told each input. Raises FileAccessError when the output folder cannot be
    written (before any work), InUse, DiskFull, PlanError.
    """
    begun = perf_counter()
    extraction.load(settings.plan)
    files.prepare_output(output, "texts")
    run = Run()
    with locked(output, create=True), Register(output, create=True) as register:
        files.remove_temporary(output, output / "texts")
        about = reporting.about(settings, inputs, masked=masked)
        try:
            deletion.clean(register)
            run.unmasked = register.was_masked() and not masked
            number = register.begin(inputs.paths, about, clock().isoformat(timespec="milliseconds"))
            _read(register, settings, engine, done, again=again)
            run.written = reporting.write(register, output, clock(), ending=number)
            deletion.done(register)
        except KeyboardInterrupt:
            run.interrupted = True
        run.counts = register.counts()
        run.left_behind = left_behind(register, masked=masked)
    run.seconds = perf_counter() - begun
    return run


def _read(
    register: Register, settings: Settings, engine: "Engine", done: Callable[[Path], None], *, again: bool
) -> None:
    """Bring every pending input to its status. Of copies one is read; should that fail for the file, then another."""
    keys = fingerprint.keys(settings)
    fresh: set[str] = set()

    def good(sha256: str, known: Known) -> bool:
        return sha256 in fresh or (not again and _is_good(known, keys, settings))

    while pending := register.pending():
        begun: dict[Path, Input] = {}
        for task, outcome in engine(
            _tasks(register, pending, keys, good, begun, done, settings, again=again), settings
        ):
            _save(register, begun[task.path], outcome, keys, settings)
            if outcome.status not in OF_THE_FILE:
                fresh.add(task.sha256)
            done(task.path)


def _save(register: Register, source: Input, outcome: Result, keys: fingerprint.Keys, settings: Settings) -> None:
    """Store a result as its readers corrected it; one that has no place in the register becomes a failure of ours."""
    corrections = register.corrections(source.sha256)
    if corrections and outcome.status.has_record:
        stored = Stored(source.sha256, unpack_json(outcome.record), corrections=corrections)
        outcome = replace(outcome, facts=reporting.corrected_facts(reporting.fields_of(register))(stored))
    try:
        register.save(source, outcome, keys)
    except (ValueError, OverflowError):
        error = InternalError(
            "程序错误，读取结果无法存储；请反馈此文件",
            "an error of ours: what was read cannot be stored; please report this file",
        )
        register.save(source, _failure(source, error, settings), keys)


def _failure(source: Input, error: InputError, settings: Settings) -> Result:
    return result(failed(Source("", b"", source.sha256), error), settings.language)


def _tasks(
    register: Register,
    pending: Iterable[Input],
    keys: fingerprint.Keys,
    good: Callable[[str, Known], bool],
    begun: dict[Path, Input],
    done: Callable[[Path], None],
    settings: Settings,
    *,
    again: bool,
) -> Iterator[Task]:
    """Yield what has to be done, one task a content, and note the inputs that need none."""
    settled: list[tuple[Input, Status]] = []
    contents: set[str] = set()
    for each in pending:
        try:
            source = _identified(each)
        except InputError as error:
            with register.transaction():
                register.refuse(each, _failure(each, error, settings))
            done(each.path)
            continue
        known = register.known(source.sha256)
        if known is not None and good(source.sha256, known):
            settled.append((source, known.status))
            done(each.path)
        elif source.sha256 not in contents:
            contents.add(source.sha256)
            begun[each.path] = source
            kept = not again and known is not None and known.has_reading and known.keys.reading == keys.reading
            yield Task(each.path, source.sha256, register.reading(source.sha256) if kept else None)
        if len(settled) >= _SETTLED_AT_ONCE:
            register.settle(settled)
            settled.clear()
    register.settle(settled)


def _identified(source: Input) -> Input:
    """Give an input with its stamp and SHA-256; a file nobody wrote to since is not read for it. Raises InputError."""
    stamp = files.stamp(source.path)
    if source.sha256 and stamp == source.stamp:
        return source
    return replace(source, stamp=stamp, sha256=files.digest(source.path))


def _is_good(known: Known, keys: fingerprint.Keys, settings: Settings) -> bool:
    """Say whether a stored result stands: made the same way, and for a failure under the same conditions.

    What asked for a password is tried whenever some are given: which they were is not kept.
    """
    if known.status is Status.ENCRYPTED and settings.options.passwords:
        return False
    same = known.keys.reading == keys.reading and known.keys.extraction == keys.extraction
    return same and (known.status.has_record or known.keys.conditions == keys.conditions)


def report(output: Path, now: datetime, *, masked: bool | None = None) -> tuple[Path, ...]:
    """Write the reports again from the register.

    `masked` is a choice for all that shows the register from then on; without it the one before holds. Raises
    FileAccessError, InUse.
    """
    with locked(output), Register(output) as register:
        if masked is not None:
            register.choose(masked=masked)
        files.prepare_output(output, "texts")
        files.remove_temporary(output, output / "texts")
        deletion.clean(register)
        written = reporting.write(register, output, now)
        deletion.done(register)
        return written
