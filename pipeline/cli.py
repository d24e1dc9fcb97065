"""The command line: options, progress, messages and exit codes."""

import json
import logging
import os
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pipeline import errors
from pipeline.engines.limits import MEGABYTE, Limits
from pipeline.options import PAGES_AT_ONCE, Ocr, Options, View, Wanted

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


AsView = Annotated[View, typer.Option("--view", help="Word files with tracked changes: which version is the text.")]
WithOcr = Annotated[
    Ocr, typer.Option("--ocr", help="Read pictures of pages: where a page has no usable text, never, always.")
]
PasswordFile = Annotated[Path | None, typer.Option(help="File of passwords to try, one a line.")]
ByModel = Annotated[
    bool, typer.Option("--clause-types", help="Tell the types of clauses by a model where headings do not say.")
]
Masked = Annotated[
    bool,
    typer.Option(
        "--mask", help="Hide telephone, identity and account numbers and names of persons in what is written."
    ),
]
AskPassword = Annotated[bool, typer.Option("--ask-password", help="Ask for a password to try; it is not shown.")]


_LIMITS = Limits()
Limit = Annotated[
    float, typer.Option("--time-limit", min=1, help="Processor seconds a document may take, and more a page.")
]
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
) -> None:
    """Read agreements into the register tiaoli.db and write records.jsonl, register.xlsx, report.html and the rest.

    The same command goes on where it was stopped.
    """
    from pipeline import batch, engines, extraction, files, job
    from pipeline.reports import console

    inputs = files.discover(paths, exclude=output)
    if not inputs.paths:
        raise errors.UsageError(
            f"no agreement ({', '.join(sorted(files.READABLE))}) under {', '.join(map(str, paths))}; "
            f"passed over: {inputs.clutter} lock or system files, {len(inputs.other)} of other kinds"
        )
    limits = Limits(seconds=time_limit, memory=memory_limit * MEGABYTE)
    jobs = min(jobs or engines.jobs(limits), len(inputs.paths))
    reading = _reading(view, ocr, password_file, ask=ask_password, at_once=max((os.cpu_count() or 1) // jobs, 1))
    plan = extraction.MODEL_PLAN if by_model else extraction.DEFAULT_PLAN
    settings = batch.Settings(plan, reading, lang.value, limits)
    with console.progress(len(inputs.paths), hidden=quiet) as done:
        run = job.extract(inputs, output, settings, engines.local_engine(jobs), _now, done, again=again, masked=mask)
    console.summary(run, inputs, output, lang.value, quiet=quiet)
    if run.interrupted:
        raise typer.Exit(errors.INTERRUPTED)
    raise typer.Exit(errors.SOME_FAILED if run.failed else errors.OK)


def _now() -> datetime:
    return datetime.now().astimezone()


def _reading(view: View, ocr: Ocr, password_file: Path | None, *, ask: bool, at_once: int) -> Options:
    """Gather how sources are read. Raises UsageError, FileAccessError, MissingDependency."""
    from pipeline import files
    from pipeline.ocr import is_available

    if ocr is Ocr.ALWAYS and not is_available():
        raise errors.MissingDependency("--ocr always needs the extra: pip install 'tiaoli[ocr]'")
    passwords = files.read_text(password_file).splitlines() if password_file else []
    if ask:
        passwords.insert(0, typer.prompt("Password", hide_input=True))
    return Options(view, ocr, tuple(filter(None, passwords)), min(at_once, PAGES_AT_ONCE))


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="One agreement.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    view: AsView = View.FINAL,
    ocr: WithOcr = Ocr.AUTO,
    password_file: PasswordFile = None,
    ask_password: AskPassword = False,
) -> None:
    """Show what was read of one file: blocks, clause tree, furniture. For a doubt about a parse."""
    from pipeline import batch, clauses, files, parsing
    from pipeline.reports import reading

    if not file.is_file():
        raise errors.UsageError(f"{file}: there is no such file; give one agreement")
    options = _reading(view, ocr, password_file, ask=ask_password, at_once=os.cpu_count() or 1)
    source = files.read_source(file)
    parsed = parsing.parse(batch.current(source), options)
    document = clauses.build(parsed, batch.document_id(source))
    shown = reading.as_json(parsed, document) if as_json else reading.as_text(parsed, document)
    typer.echo(json.dumps(shown, ensure_ascii=False, indent=1) if isinstance(shown, dict) else shown)


@app.command()
def score(
    outputs: Annotated[Path, typer.Argument(help="Output folder of an extract run.")],
    gold: Annotated[Path, typer.Option(help="Folder of gold files, one JSON a document, named like the document.")],
    split: Annotated[str, typer.Option(help="Part of the corpus, as split.json beside the gold names it.")] = "all",
    details: Annotated[
        bool, typer.Option(help="List every value that is wrong, missing, invented or unproven.")
    ] = False,
) -> None:
    """Print precision, recall and F1 a field against a lawyer's reading, with intervals, evidence and blanks."""
    from pipeline import extraction, records, score_table
    from pipeline.reports import console

    if not gold.is_dir():
        raise errors.UsageError(f"{gold}: there is no such folder of gold files")
    splits = records.read_splits(gold)
    if split not in ("all", *splits):
        raise errors.UsageError(f"--split {split}: {gold.parent / 'split.json'} knows {', '.join(splits) or 'none'}")
    paired = records.pair_with_gold(list(records.read_records(outputs)), records.read_gold(gold))
    pairs = score_table.in_split(paired, splits, split)
    if not pairs:
        raise errors.UsageError(f"no record in {outputs} has gold in {gold}: the names (file stems) must be equal")
    fields = [extractor.field for extractor in extraction.load().fields]
    console.scores(score_table.table(pairs, fields, splits), details=details)


@app.command()
def compare(
    paths: Annotated[list[Path], typer.Argument(help="The old version, the new one, and newer ones in their order.")],
    output: Output = Path("outputs"),
    mode: Annotated[
        Wanted, typer.Option(help="versions: which clauses changed; verify: is it the same text; auto: chooses.")
    ] = Wanted.AUTO,
    old_part: Annotated[str | None, typer.Option(help="Compare this part of the old version only: 附件一.")] = None,
    new_part: Annotated[str | None, typer.Option(help="Compare this part of the new version only.")] = None,
    author: Annotated[str, typer.Option(help="Author of the tracked changes.")] = "Tiaoli",
    date: Annotated[datetime | None, typer.Option(help="Date of the tracked changes; now when not given.")] = None,
    lang: Annotated[Language, typer.Option(help="Language of the reports.")] = Language.ZH,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing but failures.")] = False,
    view: AsView = View.FINAL,
    ocr: WithOcr = Ocr.AUTO,
    password_file: PasswordFile = None,
    ask_password: AskPassword = False,
) -> None:
    """Compare versions of an agreement and write changes.json, report.html, changes.xlsx and redline.docx."""
    from pipeline import comparison
    from pipeline.reports import changes_console

    if len(paths) < 2:
        raise errors.UsageError("give the old version and the new one")
    for path in paths:
        if not path.is_file():
            raise errors.UsageError(f"{path}: there is no such file")
    options = _reading(view, ocr, password_file, ask=ask_password, at_once=os.cpu_count() or 1)
    parts = comparison.Parts(old_part, new_part)
    signature = comparison.Signature(author, date or datetime.now(UTC))
    compared = comparison.run(paths, output, mode, parts, signature, options, lang.value)
    if not quiet:
        changes_console.show(compared.diffs, compared.choice, compared.written, compared.redlines, lang.value)


@app.command()
def verify(outputs: Annotated[Path, typer.Argument(help="Output folder of an extract run.")]) -> None:
    """Open every record and prove that each quote stands at its span; exit 4 when one does not."""
    from pipeline import files, records, verification

    wrong = quotes = documents = 0
    for record in records.read_records(outputs):
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
