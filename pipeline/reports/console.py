"""What the command shows on a terminal: progress, the summary of a run, scores."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.box import MARKDOWN
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.files import Inputs, display_name
from pipeline.model.record import Status
from pipeline.reports.labels import word
from pipeline.reports.summary import COLUMNS, summary_row
from pipeline.score_table import Row, ScoreTable

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
            screen.print(Text(line, style="yellow" if Status(entry["status"]).has_record else "red"), soft_wrap=True)
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


def scores(result: ScoreTable, *, details: bool = False) -> None:
    """Print the table of scores, and with details every mistake and every value without its proof."""
    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen.width = PIPED_WIDTH
    counts = f"{result.agreements} agreements of {result.families} families, {result.files} files"
    table = Table(title=counts, box=MARKDOWN, header_style="bold")
    for name in _SCORE_COLUMNS:
        table.add_column(name, justify="left" if name == "field" else "right", no_wrap=True)
    for row in result.rows:
        table.add_row(*_score_cells(row))
    screen.print(table)
    for verdict in result.verdicts if details else ():
        if not verdict.supported:
            expected, got = _told(verdict.expected), _told(verdict.got)
            fault = "proof elsewhere" if verdict.right else "wrong"
            text = f"{verdict.document} {verdict.field}: {fault}: expected {expected}, got {got}"
            screen.print(Text(text), soft_wrap=True)


_SCORE_COLUMNS = ("field", "n", "precision", "recall", "F1", "95 %", "supported F1", "blanks", "false where silent")


def _score_cells(row: Row) -> list[str]:
    tally = row.tally
    rates = (tally.precision, tally.recall) if row.name != "macro" else (None, None)
    interval = f"{row.interval[0]:.2f}-{row.interval[1]:.2f}" if row.interval else "–"
    blanks = f"{tally.blanks_found}/{tally.blanks_due}" if tally.blanks_due else "–"
    silent = f"{tally.invented} in {tally.silent}" if tally.silent else "–"
    return [row.name, str(tally.due), *map(_rate, (*rates, row.f1)), interval, _rate(row.supported_f1), blanks, silent]


def _rate(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.3f}"


def _told(item: Any) -> str:
    """Write the value of gold or of a finding on one line, with the first quote."""
    if item is None:
        return "nothing"
    plain = {key: value for key, value in item.items() if key not in _NOT_TOLD}
    value = item.get("value", plain)
    quotes = [evidence["quote"] for evidence in item.get("evidence", ())] or [item.get("quote")]
    state = "blank " if item.get("state") == "blank" else ""
    return f"{state}{value!r} ({quotes[0]})"


_NOT_TOLD = frozenset({"quote", "clause", "notes", "state", "evidence", "rule", "alternatives"})
