"""`tiaoli extract` and `tiaoli report`: files to the register, the register to reports."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline import errors
from pipeline.commands.application import (
    AskPassword,
    AsView,
    ByModel,
    Language,
    Masked,
    Of,
    Output,
    PasswordFile,
    WithOcr,
    app,
    clock,
    reading,
)  # fmt: skip
from pipeline.engines.limits import MEGABYTE, Limits
from pipeline.options import Ocr, View

_LIMITS = Limits()
Limit = Annotated[
    float, typer.Option("--time-limit", min=1, help="Processor seconds a document may take, and more a page.")
]


class Engine(StrEnum):
    """Who reads: worker processes of this machine, or a Dask cluster."""

    LOCAL = "local"
    DASK = "dask"


Memory = Annotated[int, typer.Option("--memory-limit", min=200, help="Megabytes a document may take.")]


@app.command()
def extract(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders: Word, PDF, scans and photographs, .txt, .md.")
    ],
    output: Output = Path("outputs"),
    jobs: Annotated[
        int, typer.Option(min=0, help="Documents read at a time; 0: as many as processor and memory allow.")
    ] = 0,
    lang: Annotated[Language, typer.Option(help="Language of the register.")] = Language.ZH,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print paths and failures only.")] = False,
    view: AsView = View.FINAL,
    ocr: WithOcr = Ocr.AUTO,
    password_file: PasswordFile = None,
    ask_password: AskPassword = False,
    by_model: ByModel = False,
    mask: Masked = False,
    again: Annotated[bool, typer.Option("--again", help="Read files anew that the register knows.")] = False,
    time_limit: Limit = _LIMITS.seconds,
    memory_limit: Memory = _LIMITS.memory // MEGABYTE,
    engine: Annotated[
        Engine, typer.Option(help="Who reads: processes of this machine, or a Dask cluster.")
    ] = Engine.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of the scheduler of a Dask cluster; one of this machine if not given.")
    ] = None,
) -> None:
    """Read agreements into the register tiaoli.db and write records.jsonl, register.xlsx, report.html and the rest.

    The same command goes on where it was stopped.
    """
    from pipeline import batch, engines, extraction, files
    from pipeline.reports import console
    from pipeline.runs import job

    if scheduler is not None and engine is not Engine.DASK:
        raise errors.UsageError("--scheduler is the address of a Dask cluster: add --engine dask")
    inputs = files.discover(paths, exclude=output)
    if not inputs.paths:
        raise errors.UsageError(
            f"no agreement ({', '.join(sorted(files.READABLE))}) under {', '.join(map(str, paths))}; "
            f"passed over: {inputs.clutter} lock or system files, {len(inputs.other)} other files (links, kinds not read)"
        )
    limits = Limits(seconds=time_limit, memory=memory_limit * MEGABYTE)
    jobs = min(jobs or engines.jobs(limits), len(inputs.paths))
    at_once = 1 if scheduler else max((os.cpu_count() or 1) // jobs, 1)
    options = reading(view, ocr, password_file, ask=ask_password, at_once=at_once)
    plan = extraction.MODEL_PLAN if by_model else extraction.DEFAULT_PLAN
    settings = batch.Settings(plan, options, lang.value, limits)
    on_cluster = engine is Engine.DASK
    reader = engines.dask_engine(scheduler, jobs) if on_cluster else engines.local_engine(jobs)
    with console.progress(len(inputs.paths), hidden=quiet) as done:
        run = job.extract(inputs, output, settings, reader, clock, done, again=again, masked=mask)
    console.summary(run, inputs, output, lang.value, quiet=quiet)
    if run.interrupted:
        raise typer.Exit(errors.INTERRUPTED)
    raise typer.Exit(errors.SOME_FAILED if run.failed else errors.OK)


@app.command()
def report(
    output: Of = Path("outputs"),
    mask: Annotated[
        bool | None,
        typer.Option("--mask/--no-mask", help="Hide personal data from now on or not; as before if not given."),
    ] = None,
) -> None:
    """Write the reports again from the register: after an interrupted run, masked or not."""
    from pipeline.runs import job

    for path in job.report(output, clock(), masked=mask):
        typer.echo(path)
