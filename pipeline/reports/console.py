"""What the command shows on a terminal: progress, the summary of a run, scores."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.files import Inputs, display_name
from pipeline.reports.labels import word
from pipeline.reports.summary import COLUMNS, summary_row
from pipeline.scoring import FieldScore

if TYPE_CHECKING:
    from pipeline.job import Language, Result

PIPED_WIDTH = 160
"""Columns of the summary where there is no terminal to ask."""


@contextmanager
def progress(total: int, *, hidden: bool = False) -> Iterator[Callable[[Path], None]]:
    """Show a bar with the file at work and the time left on a terminal; nothing when piped or hidden."""
    screen = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=screen, transient=True, disable=hidden or not screen.is_terminal) as bar:
        task = bar.add_task("", total=total)
        done = -1

        def started(path: Path) -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=done, description=display_name(path.name))

        yield started


def summary(result: "Result", inputs: Inputs, language: "Language", *, quiet: bool = False) -> None:
    """Print one line an agreement, the failures with their reasons, what was passed over, and the paths written."""
    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen.width = PIPED_WIDTH
    english = language == "en"
    if not quiet and result.records:
        screen.print(_table(result.records, language))
    for entry in result.inputs:
        for problem in entry["problems"]:
            line = f"{entry['path']}: {word(entry['status'], language)}: {problem['message']}"
            screen.print(Text(line, style="red" if entry["status"] == "failed" else "yellow"), soft_wrap=True)
    screen.print(Text(_counts(result, inputs, english)), soft_wrap=True)
    for path in result.written:
        screen.print(Text(f"  {path}"), soft_wrap=True)


def _counts(result: "Result", inputs: Inputs, english: bool) -> str:
    read = len(result.inputs) - result.failed
    if english:
        interrupted = (
            f" Interrupted: {len(inputs.paths) - len(result.inputs)} files not read." if result.interrupted else ""
        )
        return (
            f"{read} read, {result.failed} failed in {result.seconds:.1f} s; passed over: {inputs.clutter} lock or "
            f"system files, {len(inputs.other)} of kinds not read.{interrupted}"
        )
    interrupted = f"已中断，{len(inputs.paths) - len(result.inputs)} 个文件未读。" if result.interrupted else ""
    return (
        f"已读取 {read} 份，失败 {result.failed} 份，用时 {result.seconds:.1f} 秒；"
        f"跳过锁定及系统文件 {inputs.clutter} 个、不支持的文件 {len(inputs.other)} 个。{interrupted}"
    )


def _table(records: Sequence[dict[str, Any]], language: "Language") -> Table:
    table = Table(show_lines=False, header_style="bold", expand=True)
    for zh, en, ratio in COLUMNS:
        table.add_column(en if language == "en" else zh, ratio=ratio, overflow="fold")
    for record in records:
        table.add_row(*(Text(cell) for cell in summary_row(record, language)))
    return table


def scores(results: Sequence[FieldScore], documents: int, *, details: bool = False) -> None:
    """Print precision and recall a field, and with details every mistake."""
    screen = Console(highlight=False)
    table = Table(title=f"{documents} documents", header_style="bold")
    for name in ("field", "due", "given", "right", "precision", "recall"):
        table.add_column(name, justify="left" if name == "field" else "right")
    for result in results:
        rates = ("–" if rate is None else f"{rate:.3f}" for rate in (result.precision, result.recall))
        table.add_row(result.field, str(result.due), str(result.given), str(result.right), *rates)
    screen.print(table)
    for result in results if details else ():
        for mistake in result.mistakes:
            text = f"{mistake.document} {mistake.field}: expected {mistake.expected!r}, got {mistake.got!r}"
            screen.print(Text(text), soft_wrap=True)
