"""The command line application, and the options that commands share."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline import errors
from pipeline.options import PAGES_AT_ONCE, Ocr, Options, View

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
Of = Annotated[Path, typer.Option("-o", "--output", help="Output folder of an extract run.")]
In = Annotated[Language, typer.Option("--lang", help="Language of what is shown.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print paths and failures only.")]
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


def clock() -> datetime:
    """Give the time on the clock, with its zone."""
    return datetime.now().astimezone()


def reading(view: View, ocr: Ocr, password_file: Path | None, *, ask: bool, at_once: int) -> Options:
    """Gather how sources are read. Raises UsageError, FileAccessError, MissingDependency."""
    from pipeline import files
    from pipeline.ocr import is_available

    if ocr is Ocr.ALWAYS and not is_available():
        raise errors.MissingDependency("--ocr always needs the extra: pip install 'tiaoli[ocr]'")
    passwords = files.read_text(password_file).splitlines() if password_file else []
    if ask:
        passwords.insert(0, typer.prompt("Password", hide_input=True))
    return Options(view, ocr, tuple(filter(None, passwords)), min(at_once, PAGES_AT_ONCE))
