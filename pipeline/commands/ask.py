"""`tiaoli search`, `status` and `delete`: what is in the register, and out of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import errors
from pipeline.commands.application import AsJson, In, Language, Of, app, clock

if TYPE_CHECKING:
    from pipeline.store.deletion import Chosen


@app.command(context_settings={"ignore_unknown_options": True})
def search(
    words: Annotated[
        list[str] | None, typer.Argument(help='Words of one clause, "a phrase", -without, this OR that.')
    ] = None,
    output: Of = Path("outputs"),
    field: Annotated[
        list[str] | None,
        typer.Option("--field", help="A value: dispute_resolution.method=仲裁; also != < <= > >= and ~ (contains)."),
    ] = None,
    expires_before: Annotated[str, typer.Option(help="Expiry before a day: 2026-12-31.")] = "",
    expires_after: Annotated[str, typer.Option(help="Expiry after a day.")] = "",
    clause_type: Annotated[str, typer.Option("--type", help="Type of clause: 责任限制 or liability_limit.")] = "",
    party: Annotated[str, typer.Option(help="Part of the name of a party.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="Results at most.")] = 50,
    as_json: AsJson = False,
    lang: In = Language.ZH,
) -> None:
    """Find clauses by their words, and agreements by their values."""
    from pipeline.reports import search_console
    from pipeline.store.search import Wanted
    from pipeline.store.search import search as find

    for word in words or ():
        if word.startswith("--"):
            raise errors.UsageError(f"{word}: search has no such option; tiaoli search --help lists them")
    wanted = Wanted(" ".join(words or ()), tuple(field or ()), expires_before, expires_after, clause_type, party)
    found = find(output, wanted, limit)
    if as_json:
        typer.echo(search_console.as_json(found.hits))
    else:
        search_console.found(found, lang.value)


@app.command()
def status(output: Of = Path("outputs"), as_json: AsJson = False, lang: In = Language.ZH) -> None:
    """Tell how the last run stands and what the register holds, also while a run is writing."""
    from pipeline.reports import search_console
    from pipeline.store.status import status as look

    contents = look(output)
    if as_json:
        typer.echo(search_console.as_json(contents))
    else:
        search_console.status(contents, lang.value)


@app.command()
def delete(
    documents: Annotated[
        list[str] | None, typer.Argument(help="Ids (six characters or more) or paths, as the register lists them.")
    ] = None,
    output: Of = Path("outputs"),
    unlisted: Annotated[bool, typer.Option("--unlisted", help="Documents that are no inputs any more.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
    lang: In = Language.ZH,
) -> None:
    """Take documents out of register and reports and prove that nothing of them is left; files read are not touched."""
    from pipeline.reports import search_console
    from pipeline.runs import deleting

    def agreed(chosen: "Chosen") -> bool:
        if not yes:
            search_console.to_delete(chosen)
        search_console.lost_corrections(chosen.corrections, lang.value)
        if yes:
            return True
        count = len(chosen.documents) + len(chosen.inputs)
        question = (
            f"Delete {count} documents from {output}?" if lang is Language.EN else f"从 {output} 删除 {count} 份？"
        )
        return typer.confirm(question)

    done = deleting.delete(output, documents or (), clock(), agreed, unlisted=unlisted)
    if done is None:
        typer.echo("Nothing was deleted." if lang is Language.EN else "未删除任何文档。")
        return
    search_console.deleted(done, lang.value)
    raise typer.Exit(errors.OK if done.is_clean else errors.SOME_FAILED)
