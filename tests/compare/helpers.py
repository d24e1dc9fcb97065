"""Versions from strings, and what a comparison says in few words."""

from pipeline import extraction
from pipeline.clauses import build
from pipeline.compare.versions import compare_versions
from pipeline.model.diff import Change, Version, VersionDiff
from pipeline.model.span import Span
from pipeline.parsing import parse
from tests.builders import source

PLAN = extraction.load()


def version(text: str, name: str = "样本.txt") -> Version:
    """Read a text (Markdown by its name) as the command would, with all fields."""
    read = source(text, name)
    return Version(read, extraction.extract(build(parse(read), "test"), PLAN))


def compared(old: str, new: str, name: str = "样本.txt") -> VersionDiff:
    """Compare two texts clause by clause."""
    return compare_versions(version(old, name), version(new, name))


def said(change: Change) -> tuple[str, str, str, str]:
    """Give a change as type, class, old words, new words; what was added or deleted without its line end."""
    old, new = (side.text.strip() if side else "" for side in (change.old, change.new))
    return change.type.value, change.kind.value, old, new


def faults(diff: VersionDiff) -> list[str]:
    """Say where the links and edits do not make both texts again."""
    found: list[str] = []
    old, new = diff.old.document.text, diff.new.document.text
    for position, units in ((0, diff.old_units), (1, diff.new_units)):
        seen = sorted(k for link in diff.links for k in (link.old, link.new)[position])
        if seen != list(range(len(units))):
            found.append(f"units of side {position} are not each in one link")
    for link in diff.links:
        if not (link.old and link.new):
            continue
        left = Span(diff.old_units[link.old[0]].span.start, diff.old_units[link.old[-1]].span.end)
        right = Span(diff.new_units[link.new[0]].span.start, diff.new_units[link.new[-1]].span.end)
        i, j = left.start, right.start
        for edit in (*link.edits, None):
            end, until = (edit.old.start, edit.new.start) if edit else (left.end, right.end)
            if old[i:end] != new[j:until]:
                found.append(f"{old[i:end]!r} is not {new[j:until]!r}")
            if edit:
                i, j = edit.old.end, edit.new.end
    return found
