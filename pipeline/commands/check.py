"""`tiaoli read`, `score` and `verify`: what was read of a file, how good records are, whether quotes stand where they say."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from pipeline import errors
from pipeline.commands.application import AskPassword, AsView, PasswordFile, WithOcr, app, reading
from pipeline.options import Ocr, View


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
    from pipeline.reports.reading import as_json as shown_as_json
    from pipeline.reports.reading import as_text

    if not file.is_file():
        raise errors.UsageError(f"{file}: there is no such file; give one agreement")
    options = reading(view, ocr, password_file, ask=ask_password, at_once=os.cpu_count() or 1)
    source = files.read_source(file)
    parsed = parsing.parse(batch.current(source), options)
    document = clauses.build(parsed, batch.document_id(source))
    shown = shown_as_json(parsed, document) if as_json else as_text(parsed, document)
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
    """Print precision, recall and F1 a field against a lawyer's reading, with intervals, evidence and blanks.

    What was read is judged: a corrected value counts as it was before.
    """
    from pipeline import extraction, records
    from pipeline.corrections.slots import restored
    from pipeline.reports import console
    from pipeline.scoring import score_table

    if not gold.is_dir():
        raise errors.UsageError(f"{gold}: there is no such folder of gold files")
    splits = records.read_splits(gold)
    if split not in ("all", *splits):
        raise errors.UsageError(f"--split {split}: {gold.parent / 'split.json'} knows {', '.join(splits) or 'none'}")
    read = [restored(record) for record in records.read_records(outputs)]
    paired = records.pair_with_gold(read, records.read_gold(gold))
    pairs = score_table.in_split(paired, splits, split)
    if not pairs:
        raise errors.UsageError(f"no record in {outputs} has gold in {gold}: the names (file stems) must be equal")
    fields = [extractor.field for extractor in extraction.load().fields]
    console.scores(score_table.table(pairs, fields, splits), details=details)


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
