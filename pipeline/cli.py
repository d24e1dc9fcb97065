"""The command line: which commands there are, messages and exit codes."""

import os
import signal
import sys
from typing import Annotated, NoReturn

import typer

from pipeline import errors, logs
from pipeline.commands import ask, check, compare, correct, extract
from pipeline.commands.application import app

_ORDER = (
    "extract",
    "compare",
    "search",
    "deadlines",
    "corrections",
    "report",
    "status",
    "delete",
    "read",
    "verify",
    "score",
)
app.registered_commands.sort(key=lambda command: _ORDER.index(command.callback.__name__ if command.callback else ""))

__all__ = ["app", "ask", "check", "compare", "correct", "extract", "main"]


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
    logs.configure(verbose)


def _end(code: int, message: str) -> NoReturn:
    typer.echo(f"tiaoli: {message}", err=True)
    sys.exit(code)


def main() -> None:
    """Run the command; a foreseen failure becomes one line on standard error and its exit code."""
    for name in ("SIGTERM", "SIGHUP"):  # a closed terminal, a shutdown: as Ctrl-C; with nohup the run goes on
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    try:
        app()
    except errors.TiaoliError as error:
        _end(error.exit_code, str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(errors.OTHER)
    except KeyboardInterrupt:
        _end(errors.INTERRUPTED, "interrupted")
    except SystemExit as end:
        if isinstance(getattr(end.__context__, "__cause__", None), KeyboardInterrupt):  # typer makes it an exit of 130
            _end(errors.INTERRUPTED, "interrupted")
        raise
