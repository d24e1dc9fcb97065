"""What the command shows on a terminal: progress, the summary of a run, scores."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from pipeline.records import read_inputs, read_records
from pipeline.reports.labels import word
from pipeline.reports.summary import COLUMNS, summary_row
from pipeline.scoring.score_table import Row, ScoreTable

if TYPE_CHECKING:
    from pipeline.reports.labels import Language
    from pipeline.runs.job import Run
    from pipeline.store.left_behind import LeftBehind

PIPED_WIDTH = 160
"""Columns of the summary where there is no terminal to ask."""


_UNMASKED = {
    "zh": "注意：此前的结果隐去了个人信息，本次未用 --mask，结果与检索现显示全部信息；tiaoli report --mask 可再次隐去。",
    "en": "Note: personal data was masked before; without --mask, results and search now show it. tiaoli report --mask masks again.",
}

LISTED = 200
"""Agreements, and failures, listed on the terminal at most."""


@contextmanager
def progress(total: int, *, hidden: bool = False) -> Iterator[Callable[[Path], None]]:
    """Show a bar with the file read last and the time left on a terminal; nothing when piped or hidden."""
    screen = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=screen, transient=True, disable=hidden or not screen.is_terminal) as bar:
        task = bar.add_task("", total=total)

        def done(path: Path) -> None:
            bar.update(task, advance=1, description=visible(display_name(path.name)))

        yield done


def summary(run: "Run", inputs: Inputs, output: Path, language: "Language", *, quiet: bool = False) -> None:
    """Print one line an agreement, the failures with their reasons, what was passed over, and the paths written.

    Of many agreements only the failures are listed, of many failures the first; the register has them all.
    """
    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen.width = PIPED_WIDTH
    english = language == "en"
    if not run.interrupted:
        _listed(screen, output, sum(run.counts.values()), language, quiet=quiet)
    screen.print(Text(_counts(run, inputs, english)), soft_wrap=True)
    for line in uncarried(run.left_behind, language):
        screen.print(Text(line, style="yellow"), soft_wrap=True)
    if run.unmasked:
        screen.print(Text(_UNMASKED[language], style="yellow"), soft_wrap=True)
    for path in run.written:
        screen.print(Text(f"  {path}"), soft_wrap=True)


def uncarried(left: "Sequence[LeftBehind]", language: "Language") -> Iterator[str]:
    """Yield a line for each document whose corrections no report shows; numbers are masked, this may go to a file."""
    from pipeline.masking import mask_text

    english = language == "en"
    for each in left[:LISTED]:
        path = visible(mask_text(each.path))
        if english:
            why = "the content of the file has changed" if each.changed else "the file is no input any more"
            yield f"Corrections not carried over: {why}: {path} ({each.corrections})"
        else:
            why = "文件内容已变" if each.changed else "文件已不在输入之列"
            yield f"更正未沿用：{why}：{path}（{each.corrections} 处）"
    if len(left) > LISTED:
        more = len(left) - LISTED
        yield f"… {more} more documents with corrections" if english else f"…另有 {more} 份文档的更正未沿用"


def _listed(screen: Console, output: Path, count: int, language: "Language", *, quiet: bool) -> None:
    """Print the table of agreements unless there are many, and what was not read; this may go to a file: numbers are masked."""
    from pipeline.masking import mask_text

    if not quiet and count <= LISTED:
        screen.print(_table(read_records(output), language))
    troubled = 0
    for entry in read_inputs(output):
        for problem in entry["problems"]:
            troubled += 1
            if troubled <= LISTED:
                line = f"{entry['path']}: {word(entry['status'], language)}: {problem['message']}"
                style = "yellow" if Status(entry["status"]).has_record else "red"
                screen.print(Text(visible(mask_text(line)), style=style), soft_wrap=True)
    if troubled > LISTED:
        more = troubled - LISTED
        screen.print(Text(f"… {more} more in run.json" if language == "en" else f"…另有 {more} 条，见 run.json"))


def show(table: Table) -> None:
    """Print a table."""
    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen.width = PIPED_WIDTH
    screen.print(table)


def visible(line: str) -> str:
    """Give a line without characters that a terminal would act on: names of files may hold any."""
    return "".join(character if character.isprintable() else "\ufffd" for character in line)


def _counts(run: "Run", inputs: Inputs, english: bool) -> str:
    read = sum(run.counts.values()) - run.failed - run.pending
    if english:
        stopped = (
            f" Interrupted: {run.pending} files not read; the same command goes on from here."
            if run.interrupted
            else ""
        )
        return (
            f"{read} read, {run.failed} failed in {run.seconds:.1f} s; passed over: {inputs.clutter} lock or "
            f"system files, {len(inputs.other)} other files (links, kinds not read).{stopped}"
        )
    stopped = f"已中断，{run.pending} 个文件未读；重新运行同一命令即可继续。" if run.interrupted else ""
    return (
        f"已读取 {read} 份，失败 {run.failed} 份，用时 {run.seconds:.1f} 秒；"
        f"跳过锁定及系统文件 {inputs.clutter} 个、其他文件（链接、不支持的类型）{len(inputs.other)} 个。{stopped}"
    )


def _table(records: Iterable[dict[str, Any]], language: "Language") -> Table:
    table = Table(show_lines=False, header_style="bold", expand=True)
    for zh, en, ratio in COLUMNS:
        table.add_column(en if language == "en" else zh, ratio=ratio, overflow="fold")
    for record in records:
        table.add_row(*(Text(visible(cell)) for cell in summary_row(record, language)))
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
