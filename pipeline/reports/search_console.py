"""What search, status and delete show: tables and lines for a terminal, JSON for programs."""

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.model.record import Status
from pipeline.reports.console import PIPED_WIDTH, uncarried, visible
from pipeline.reports.labels import word

if TYPE_CHECKING:
    from pipeline.reports.labels import Language
    from pipeline.runs.deleting import Deletion
    from pipeline.store.deletion import Chosen
    from pipeline.store.hits import Hit
    from pipeline.store.search import Found
    from pipeline.store.status import Contents

_SHOWN = 50
"""Lines of a list on the terminal at most."""

_MEGABYTE = 1_000_000


def as_json(value: Any) -> str:
    """Write hits or the state of a register as JSON."""
    plain = [dataclasses.asdict(each) for each in value] if isinstance(value, tuple) else dataclasses.asdict(value)
    return json.dumps(plain, ensure_ascii=False, indent=1)


def _screen() -> Console:
    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen.width = PIPED_WIDTH
    return screen


def found(result: "Found", language: "Language") -> None:
    """Print what a search found: a row a clause, or a row a document where no words were given."""
    screen, english = _screen(), language == "en"
    if not result.hits:
        screen.print("Nothing found." if english else "未找到。")
        return
    screen.print(_table(result.hits, english, bare=not screen.is_terminal))
    if result.more:
        count = len(result.hits)
        screen.print(
            f"The first {count} are shown; give --limit for more."
            if english
            else f"仅显示前 {count} 条；可用 --limit 查看更多。"
        )


def _table(hits: "tuple[Hit, ...]", english: bool, *, bare: bool) -> Table:
    clauses = any(hit.snippet for hit in hits)
    heads = [("文件", "File", 4), ("编号", "Id", 2)]
    heads += [("条款", "Clause", 2), ("页", "Page", 1), ("原文", "Text", 8)] if clauses else []
    heads += [("内容", "Values", 4)] if any(hit.values for hit in hits) else []
    table = Table(header_style="bold", expand=True)
    for zh, en, ratio in heads:
        whole = zh == "编号"
        table.add_column(en if english else zh, ratio=None if whole else ratio, overflow="fold", no_wrap=whole)
    for hit in hits:
        cells = [Text(visible(hit.path)), Text(hit.document)]
        cells += [Text(_place(hit)), Text(str(hit.page or "")), _snippet(hit, bare=bare)] if clauses else []
        cells += [Text(visible("; ".join(hit.values)))] if len(heads) > len(cells) else []
        table.add_row(*cells)
    return table


def _place(hit: "Hit") -> str:
    """Name the clause, behind the part where it is not the main text."""
    part = "" if hit.part in ("正文", "") else f"{hit.part} "
    return visible(f"{part}{hit.clause or ''}".strip() or hit.part)


def _snippet(hit: "Hit", *, bare: bool) -> Text:
    """Show a snippet with its marks: by colour, between « » where there is none."""
    shown, at = Text(), 0
    for start, end in hit.marks:
        shown.append(visible(hit.snippet[at:start]))
        marked = visible(hit.snippet[start:end])
        shown.append(f"«{marked}»" if bare else marked, style="bold reverse")
        at = end
    shown.append(visible(hit.snippet[at:]))
    return shown


def status(contents: "Contents", language: "Language") -> None:
    """Print the state of a register."""
    screen = _screen()
    for line in _state(contents, language):
        screen.print(Text(line), soft_wrap=True)
    for line in uncarried(contents.left_behind, language):
        screen.print(Text(line, style="yellow"), soft_wrap=True)
    for each in contents.failures:
        line = f"  {each.path}: {word(each.status, language)}: {each.reason}"
        screen.print(Text(visible(line), style="red"), soft_wrap=True)
    more = contents.failed - len(contents.failures)
    if more > 0:
        screen.print(f"  … {more} more in run.json" if language == "en" else f"  …另有 {more} 条，见 run.json")


def _state(contents: "Contents", language: "Language") -> list[str]:
    order = [*(each.value for each in Status), "pending"]
    counts = [f"{word(each, language)} {contents.counts[each]}" for each in order if each in contents.counts]
    size = f"{contents.bytes / _MEGABYTE:.1f} MB"
    if language == "en":
        last = {
            "ended": f"ended {contents.ended}",
            "running": "is at work",
            "stopped": "was stopped: run extract again",
        }
        return [
            f"Last run: begun {contents.begun}, {last[contents.activity]}"
            + (" (another command is writing)" if contents.in_use and contents.ended else ""),
            f"Files: {', '.join(counts) or 'none'}",
            f"Register: {contents.documents} documents, {contents.passages} passages, {contents.corrections} "
            f"corrections, {size}",
            *_due(contents, english=True),
        ]
    last = {"ended": f"{contents.ended} 结束", "running": "进行中", "stopped": "已中断，重新运行 extract 即可继续"}
    return [
        f"上次运行：{contents.begun} 开始，{last[contents.activity]}"
        + ("（另一命令正在写入）" if contents.in_use and contents.ended else ""),
        f"文件：{'，'.join(counts) or '无'}",
        f"登记库：文档 {contents.documents} 份，段落 {contents.passages} 段，更正 {contents.corrections} 条，{size}",
        *_due(contents, english=False),
    ]


def _due(contents: "Contents", *, english: bool) -> list[str]:
    lines = []
    if contents.unlisted:
        lost = sum(each.corrections for each in contents.left_behind)
        with_them = f" with their {lost} corrections" if english else f"，其 {lost} 处更正一并删除"
        lines.append(
            f"{contents.unlisted} documents of earlier runs are no inputs any more; tiaoli delete --unlisted removes them"
            f"{with_them if lost else ''}"
            if english
            else f"{contents.unlisted} 份文档来自以前的运行、已不在输入之列；可用 tiaoli delete --unlisted 删除"
            f"{with_them if lost else ''}"
        )
    if contents.deletion_due:
        lines.append(
            "A deletion was stopped; tiaoli delete completes it"
            if english
            else "有一次删除被中断；运行 tiaoli delete 即可完成"
        )
    return lines


def lost_corrections(count: int, language: "Language") -> None:
    """Print how many corrections a deletion takes with it, if any."""
    if count:
        said = (
            f"{count} corrections go with them and cannot be brought back."
            if language == "en"
            else f"其 {count} 处更正一并删除，无法恢复。"
        )
        _screen().print(Text(said, style="yellow"), soft_wrap=True)


def to_delete(chosen: "Chosen") -> None:
    """Print what a deletion would take away."""
    screen = _screen()
    for name in chosen.names[:_SHOWN]:
        screen.print(Text(f"  {visible(name)}"), soft_wrap=True)
    if len(chosen.names) > _SHOWN:
        screen.print(f"  … {len(chosen.names) - _SHOWN}")


def deleted(done: "Deletion", language: "Language") -> None:
    """Print what was deleted, how it was proved, and what is left where."""
    screen, english, proof = _screen(), language == "en", done.proof
    size = f"{proof.bytes / _MEGABYTE:.1f} MB"
    count = len(done.chosen.documents) + len(done.chosen.inputs)
    if english:
        lines = [
            *(["A deletion that had been stopped is complete."] if done.resumed else []),
            f"{count} documents deleted; looked for {proof.strings} strings in {proof.files} files, {size}: "
            f"{'nothing is left' if done.is_clean else 'something is left'}.",
            *([f"{proof.shared} of them stand in other documents too and stay there."] if proof.shared else []),
            "The files that were read were not touched; the next run over their folder reads them again.",
        ]
    else:
        lines = [
            *(["上次被中断的删除已完成。"] if done.resumed else []),
            f"已删除 {count} 份；在 {proof.files} 个文件（{size}）中查找 {proof.strings} 个字符串："
            f"{'无残留' if done.is_clean else '有残留'}。",
            *([f"其中 {proof.shared} 个也见于其他文档，予以保留。"] if proof.shared else []),
            "原文件未作改动；下次对其文件夹运行 extract 会重新读取。",
        ]
    for line in lines:
        screen.print(Text(line), soft_wrap=True)
    for each in proof.left[:_SHOWN]:
        inside = f" ({each.inside})" if each.inside else ""
        said = f"{each.strings} strings left" if english else f"残留 {each.strings} 个字符串"
        screen.print(Text(visible(f"  {each.path}{inside}: {said}"), style="yellow"), soft_wrap=True)
    for path in proof.unopened[:_SHOWN]:
        said = "cannot be looked into" if english else "无法查看内容"
        screen.print(Text(visible(f"  {path}: {said}"), style="yellow"), soft_wrap=True)
