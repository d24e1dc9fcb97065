"""redline.docx on the better of two bases: the old version's own Word file, or a plain document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.errors import TiaoliError
from pipeline.model.diff import VersionDiff
from pipeline.model.document import Block, Kind
from pipeline.options import View
from pipeline.parsing.docx import numbering_of
from pipeline.parsing.numbering import W
from pipeline.parsing.word_package import Package
from pipeline.reports.redline.accept import accept_all
from pipeline.reports.redline.gate import Proof, body_blocks, prove
from pipeline.reports.redline.homes import Home, homes, joined
from pipeline.reports.redline.in_place import Plan, settle_ends, write
from pipeline.reports.redline.marks import Unmarkable
from pipeline.reports.redline.numbers import settle
from pipeline.reports.redline.package import changeable, largest_id, rewritten
from pipeline.reports.redline.plain import write_redline
from pipeline.reports.redline.revisions import Revisions
from pipeline.reports.redline.rows import remove_rows

Element = Any


@dataclass(frozen=True)
class Redline:
    """A Word file with tracked changes; `in_place` says that it is the old version's own file, `zh` and `en` why (not).

    `numbers` are the automatic numbers that differ from those of the version they should show.
    """

    data: bytes
    in_place: bool
    zh: str
    en: str
    numbers: tuple[tuple[str, str], ...] = ()


def redline(diff: VersionDiff, old: bytes, author: str, date: datetime) -> Redline:
    """Write the tracked changes into the old version's file; where the proof fails, into a plain document."""
    try:
        data, lines = in_place(diff, old, author, date)
        proof = prove(data, diff, lines=lines)
        if not proof.fault:
            return Redline(data, True, *_told(proof), proof.numbers)
        zh, en = f"校验未通过：{proof.fault}", f"the proof failed: {proof.fault}"
    except (LookupError, ValueError) as error:
        zh, en = "Word 文件结构特殊", f"the Word file has an unusual form ({type(error).__name__})"
    except Unmarkable as why:
        zh, en = why.zh, why.en
    zh, en = (
        f"修订稿为普通文档（未用旧版 Word 文件：{zh}）",
        f"the redline is a plain document (not the old Word file: {en})",
    )
    return Redline(write_redline(diff, author, date), False, zh, en)


def _told(proof: Proof) -> tuple[str, str]:
    zh, en = "修订稿以旧版 Word 文件为底稿", "the redline is the old Word file with tracked changes"
    if not proof.numbers:
        return zh, en
    here, there = proof.numbers[0]
    count = len(proof.numbers)
    return (
        f"{zh}；自动编号 {count} 处与所示版本不同（如 {here}，应为 {there or '无'}）",
        f"{en}; {count} automatic numbers differ from the version's (such as {here} for {there or 'none'})",
    )


def in_place(diff: VersionDiff, old: bytes, author: str, date: datetime) -> tuple[bytes, bool]:
    """Write the tracked changes into the old version's file, unproven; say whether its printed lines are paragraphs.

    Raises Unmarkable.
    """
    old, names = _without_revisions(old)
    nodes: dict[int, Element] = {}
    blocks = body_blocks(old, View.FINAL, nodes)
    found = _homes_of_units(diff, blocks, homes(blocks, nodes))
    roots = {root.tag: root for root in (node.getroottree().getroot() for node in nodes.values())}
    parts = {name: roots[tag] for name, tag in names.items() if tag in roots}
    revisions = Revisions(author, date, largest_id(old))
    plan = Plan(diff, found, revisions)
    plan.make()
    body = roots[W + "document"].find(W + "body")
    remove_rows(plan.rows_gone, revisions)
    for paragraph in plan.paragraphs:
        write(paragraph, revisions)
    package = Package(old)
    numbering = numbering_of(package)
    settle(body, plan.added, diff.old_units, found, numbering, revisions)
    settle_ends(body, revisions)
    return rewritten(old, parts), any(home.parts for home in found)


def _without_revisions(old: bytes) -> tuple[bytes, dict[str, str]]:
    """Accept the tracked changes of a file; give it with the root elements of the parts that hold its text."""
    try:
        parts = changeable(old)
    except TiaoliError:
        parts = None
    if parts is None:
        raise Unmarkable("旧版不是可直接标注的 .docx", "the old version is no ordinary .docx")
    accepted = [accept_all(root) for root in parts.values()]
    if any(accepted):
        old = rewritten(old, parts)
    return old, {name: root.tag for name, root in parts.items()}


def _homes_of_units(diff: VersionDiff, blocks: Sequence[Block], found: Sequence[Home | None]) -> list[Home]:
    document = diff.old.document
    spans = [block.span for block in document.blocks if block.kind is not Kind.FURNITURE]
    whole = joined(blocks, found, [document.text[span.start : span.end] for span in spans])
    by_start = {span.start: home for span, home in zip(spans, whole or (), strict=False)}
    its = [home for unit in diff.old_units if (home := by_start.get(unit.span.start)) is not None]
    if not its or len(its) != len(diff.old_units):
        raise Unmarkable("旧版文字并非全部来自 Word 正文", "the old text is not all from the body of the Word file")
    return its
