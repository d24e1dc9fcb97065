"""`tiaoli corrections` and `tiaoli deadlines`."""

import getpass
import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipeline import errors
from pipeline.commands.application import In, Language, Of, app, clock


def _user() -> str:
    """Name the user of the machine; empty where it has no name for them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


@app.command()
def corrections(
    file: Annotated[
        Path | None, typer.Argument(help="The register.xlsx whose sheet of corrections was filled in.")
    ] = None,
    output: Of = Path("outputs"),
    by: Annotated[str, typer.Option(help="Who corrected, where the sheet does not say; the user if not given.")] = "",
    gold: Annotated[Path | None, typer.Option(help="Write corrected documents as gold into this folder.")] = None,
    every_field: Annotated[
        bool, typer.Option("--every-field", help="Gold of all fields, not of corrected ones.")
    ] = False,
    lang: In = Language.ZH,
) -> None:
    """Take in the corrections of a register and write the reports anew; or export them as gold."""
    from pipeline.runs import correcting

    if file is None and gold is None:
        raise errors.UsageError("give the register.xlsx that was corrected, or --gold DIR to export what was")
    code = errors.OK
    if file is not None:
        taken = correcting.take(file, output, by or _user(), clock())
        for mistake in taken.mistakes:
            said = mistake.zh if lang is Language.ZH else mistake.en
            typer.echo(f"{file.name}, {mistake.sheet}, {mistake.row}: {said}", err=True)
        counted = (len(taken.taken), len(taken.mistakes))
        typer.echo(
            "已更正 {} 处，未采纳 {} 行".format(*counted)
            if lang is Language.ZH
            else "{} corrected, {} not taken".format(*counted)
        )
        code = errors.SOME_FAILED if taken.mistakes else errors.OK
    if gold is not None:
        for path in correcting.export(output, gold, every_field=every_field):
            typer.echo(path)
    raise typer.Exit(code)


def _day(text: str) -> date:
    """Read a day as typed. Raises UsageError."""
    from pipeline.corrections.typed_values import day

    found = day(text.strip())
    if found is None:
        raise errors.UsageError(f"{text}: no day; write it like 2026-12-31 or 2026年12月31日")
    return found


@app.command()
def deadlines(
    output: Of = Path("outputs"),
    before: Annotated[str, typer.Option(help="Up to this day: 2026-12-31, 2026年12月31日.")] = "",
    after: Annotated[str, typer.Option(help="From this day on; today if not given, `all` for past ones too.")] = "",
    dated_only: Annotated[bool, typer.Option("--dated-only", help="Without those that have no date.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    lang: In = Language.ZH,
) -> None:
    """List expiries and last days for notice, the conditional and the unknown ones too."""
    from pipeline.reports import console
    from pipeline.reports.deadlines import deadline_json, deadline_table, selected
    from pipeline.runs import reporting

    today = clock().date()
    start = None if after == "all" else _day(after) if after else today
    until = _day(before) if before else None
    items = selected(reporting.records(output), before=until, after=start, dated_only=dated_only, today=today)
    if as_json:
        typer.echo(json.dumps([deadline_json(item, lang.value) for item in items], ensure_ascii=False, indent=1))
    else:
        console.show(deadline_table(items, lang.value))
