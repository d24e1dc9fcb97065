"""The command line: options, progress, messages and exit codes."""

import json
import logging
import os
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline import errors

app = typer.Typer(
    name="tiaoli",
    help="条理: folders of Chinese agreements become a register in which every value shows the words that prove it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Language(StrEnum):
    """The language of labels, states and reasons."""

    ZH = "zh"
    EN = "en"


Output = Annotated[Path, typer.Option("-o", "--output", help="Folder for the results; made when it is not there.")]


@app.command()
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders: .docx, .pdf with text, .txt, .md.")],
    output: Output = Path("outputs"),
    jobs: Annotated[int, typer.Option(min=1, help="Worker processes; 1 works in this process.")] = 1,
    lang: Annotated[Language, typer.Option(help="Language of the register.")] = Language.ZH,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print paths and failures only.")] = False,
) -> None:
    """Read agreements and write records.jsonl, register.xlsx, register.csv, texts/ and run.json."""
    from pipeline import batch, files, job
    from pipeline.reports import console

    inputs = files.discover(paths, exclude=output)
    if not inputs.paths:
        raise errors.UsageError(
            f"no .docx, .pdf, .txt or .md file under {', '.join(map(str, paths))}; "
            f"passed over: {inputs.clutter} lock or system files, {len(inputs.other)} of other kinds"
        )
    settings = batch.Settings(jobs=min(jobs, len(inputs.paths)))
    with console.progress(len(inputs.paths), hidden=quiet) as started:
        result = job.extract(inputs, output, settings, lang.value, datetime.now().astimezone(), started)
    console.summary(result, inputs, lang.value, quiet=quiet)
    if result.interrupted:
        raise typer.Exit(errors.INTERRUPTED)
    raise typer.Exit(errors.SOME_FAILED if result.failed else errors.OK)


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="One agreement.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Show what was read of one file: blocks, clause tree, furniture. For a doubt about a parse."""
    from pipeline import batch, clauses, files, parsing
    from pipeline.reports import reading

    if not file.is_file():
        raise errors.UsageError(f"{file}: there is no such file; give one agreement")
    source = files.read_source(file)
    parsed = parsing.parse(source)
    document = clauses.build(parsed, batch.document_id(source))
    view = reading.as_json(parsed, document) if as_json else reading.as_text(parsed, document)
    typer.echo(json.dumps(view, ensure_ascii=False, indent=1) if isinstance(view, dict) else view)


@app.command()
def score(
    outputs: Annotated[Path, typer.Argument(help="Output folder of an extract run.")],
    gold: Annotated[Path, typer.Option(help="Folder of gold files, one JSON a document, named like the document.")],
    details: Annotated[bool, typer.Option(help="List every value that is wrong, missing or invented.")] = False,
) -> None:
    """Print precision and recall a field against a lawyer's reading."""
    from pipeline import extraction, job, scoring
    from pipeline.reports import console

    if not gold.is_dir():
        raise errors.UsageError(f"{gold}: there is no such folder of gold files")
    pairs = job.pair_with_gold(list(job.read_records(outputs)), job.read_gold(gold))
    if not pairs:
        raise errors.UsageError(f"no record in {outputs} has gold in {gold}: the names (file stems) must be equal")
    fields = [extractor.field for extractor in extraction.load().fields]
    console.scores(scoring.score(pairs, fields), len(pairs), details=details)


@app.command()
def verify(outputs: Annotated[Path, typer.Argument(help="Output folder of an extract run.")]) -> None:
    """Open every record and prove that each quote stands at its span; exit 4 when one does not."""
    from pipeline import files, job, verification

    wrong = quotes = documents = 0
    for record in job.read_records(outputs):
        if record["document"]["status"] == "failed":
            continue
        documents += 1
        text = files.read_text(outputs / "texts" / f"{record['document']['id']}.txt")
        found = verification.mistakes(record, text)
        quotes += sum(1 for _ in verification.evidence_of(record))
        wrong += len(found)
        for mistake in found:
            typer.echo(f"{record['document']['path']}: {mistake}", err=True)
    typer.echo(f"{quotes} quotes in {documents} documents: {wrong} wrong")
    raise typer.Exit(errors.SOME_FAILED if wrong else errors.OK)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"tiaoli {version('tiaoli')}")
        raise typer.Exit


@app.callback()
def _options(
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Log what is done, and traces of failures.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    logging.basicConfig(
        level=logging.INFO if verbose else logging.CRITICAL, format="%(levelname)s %(name)s: %(message)s"
    )


def _end(code: int, message: str) -> NoReturn:
    typer.echo(f"tiaoli: {message}", err=True)
    sys.exit(code)


def main() -> None:
    """Run the command; a foreseen failure becomes one line on standard error and its exit code."""
    try:
        app()
    except errors.TiaoliError as error:
        _end(error.exit_code, str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(errors.OTHER)
    except KeyboardInterrupt:
        _end(errors.INTERRUPTED, "interrupted")
