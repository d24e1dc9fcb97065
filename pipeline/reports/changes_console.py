"""What `tiaoli compare` shows on a terminal: the changes that matter, the counts, the files."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from pipeline.model.diff import Change, Side, VersionDiff
from pipeline.reports.changes_labels import label, measure
from pipeline.reports.labels import Language

if TYPE_CHECKING:
    from pipeline.compare.comparing import Choice
    from pipeline.reports.redline.writing import Redline

SHOWN = 40
"""Characters of each side of a change."""
MOST = 30
"""Changes printed; the files hold them all."""


def show(
    diffs: Sequence[VersionDiff],
    choice: "Choice",
    written: Sequence[Path],
    redlines: Sequence["Redline"],
    language: Language,
) -> None:
    """Print the changes of each comparison, material ones first, what its redline is based on, and what was written."""
    screen = Console(highlight=False)
    if not screen.is_terminal:
        screen.width = 200
    for diff, redline in zip(diffs, redlines, strict=True):
        for line in (*lines(diff, choice, language), redline.en if language == "en" else redline.zh):
            screen.print(Text(line), soft_wrap=True)
    for path in written:
        screen.print(Text(f"  {path}"), soft_wrap=True)


def lines(diff: VersionDiff, choice: "Choice", language: Language) -> list[str]:
    """Give what is printed of one comparison."""
    english = language == "en"
    material = [change for change in diff.changes if change.material]
    others = [change for change in diff.changes if not change.material]
    head = f"{diff.old.name} → {diff.new.name} ({choice.en if english else choice.zh})"
    shown = [_line(change, language) for change in (*material, *others)[:MOST]]
    rest = len(diff.changes) - len(shown)
    if rest:
        shown.append(f"  … {rest} more in the files" if english else f"  … 其余 {rest} 项见文件")
    noise = Counter(label(entry.kind.value, language) for entry in diff.noise)
    listed = ", ".join(f"{name} {count}" for name, count in noise.most_common())
    counts = (
        f"{len(diff.changes)} changes, {len(material)} material; {len(diff.renumbered)} clauses renumbered; noise: {listed or 'none'}"
        if english
        else f"变更 {len(diff.changes)} 项，其中实质性 {len(material)} 项；条款重新编号 {len(diff.renumbered)} 处；噪声：{listed or '无'}"
    )
    return [head, *shown, counts]


def _line(change: Change, language: Language) -> str:
    mark = "!" if change.material else " "
    delta = f" ({measure(change.delta, language)})" if change.delta else ""
    what = f"{label(change.type.value, language)}·{label(change.kind.value, language)}"
    return f"{mark} {change.id} {what}{delta}  {_side(change.old)} → {_side(change.new)}"


def _side(side: Side | None) -> str:
    if side is None:
        return "–"
    words = " ".join(side.text.split())
    words = words if len(words) <= SHOWN else words[:SHOWN] + "…"
    return f"[{side.clause}] {words}" if side.clause else words or "∅"
