"""`tiaoli compare`: versions of an agreement."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline import errors
from pipeline.commands.application import (
    AskPassword,
    AsView,
    Language,
    Output,
    PasswordFile,
    WithOcr,
    app,
    reading,
)  # fmt: skip
from pipeline.options import Ocr, View, Wanted


@app.command()
def compare(
    paths: Annotated[list[Path], typer.Argument(help="The old version, the new one, and newer ones in their order.")],
    output: Output = Path("outputs/versions"),
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
    from pipeline.reports import changes_console
    from pipeline.runs import comparison
    from pipeline.store.schema import locked_if_there

    if len(paths) < 2:
        raise errors.UsageError("give the old version and the new one")
    for path in paths:
        if not path.is_file():
            raise errors.UsageError(f"{path}: there is no such file")
    options = reading(view, ocr, password_file, ask=ask_password, at_once=os.cpu_count() or 1)
    parts = comparison.Parts(old_part, new_part)
    signature = comparison.Signature(author, date or datetime.now(UTC))
    with locked_if_there(output):
        compared = comparison.run(paths, output, mode, parts, signature, options, lang.value)
    if not quiet:
        changes_console.show(compared.diffs, compared.choice, compared.written, compared.redlines, lang.value)
