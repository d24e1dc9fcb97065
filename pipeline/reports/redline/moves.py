"""Passages that changed their place and nothing else, as tracked moves.

A moved passage whose words were edited as well is taken out and put in, so that the mark of a move never hides an edit.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.diff import VersionDiff
from pipeline.parsing.numbering import W
from pipeline.reports.redline.homes import Home
from pipeline.reports.redline.numbers import properties_like
from pipeline.reports.redline.revisions import Revisions, element, run, set_end
from pipeline.reports.redline.runs import child_copy

Element = Any


@dataclass(frozen=True)
class Move:
    """A paragraph that moved: its units in both versions, its name; `typed` characters at its head are its old number."""

    old: int
    new: int
    name: str
    typed: int
    new_typed: int


def moves_of(diff: VersionDiff, homes: Sequence[Home]) -> list[Move]:
    """Give the moves that can be marked: whole paragraphs of plain runs whose words are equal."""
    found: list[Move] = []
    for link in diff.links:
        if link.moved is None or len(link.old) != 1 or len(link.new) != 1:
            continue
        i, j = link.old[0], link.new[0]
        one, other, home = diff.old_units[i], diff.new_units[j], homes[i]
        words = diff.old.document.text[one.body.start : one.span.end]
        if other.row or words != diff.new.document.text[other.body.start : other.span.end] or not _is_movable(home):
            continue
        typed, new_typed = one.body.start - one.span.start, other.body.start - other.span.start
        if home.made_by_word in (0, typed) and not (home.made_by_word and not other.label):
            found.append(Move(i, j, f"move{len(found) + 1}", typed, new_typed))
    return found


def _is_movable(home: Home) -> bool:
    paragraph, behind = home.paragraph, home.node.getnext()
    if (
        paragraph is None
        or home.chars is None
        or home.parts
        or behind is None
        or behind.tag not in (W + "p", W + "tbl")
    ):
        return False
    return paragraph.is_plain and len(paragraph.lines) == 1 and home.node.find(f"{W}pPr/{W}sectPr") is None


def moved_copy(move: Move, text: str, home: Home, revisions: Revisions) -> Element:
    """Make the paragraph at its new place; a typed number is inserted before it, an automatic one counts on."""
    paragraph = home.paragraph
    if paragraph is None:
        raise ValueError("a row does not move as a paragraph")
    made = element("p", properties_like(home.node))
    set_end(made, revisions.moved_to())
    start, end = revisions.range("moveTo", move.name)
    if not home.made_by_word and text[: move.new_typed]:
        made.append(revisions.inserted(run(text[: move.new_typed], paragraph.look)))
    made.append(start)
    skipped = 0 if home.made_by_word else move.typed
    made.extend(revisions.moved_to(piece) for piece in _behind(home.node, skipped))
    made.append(end)
    return made


def _behind(paragraph: Element, skipped: int) -> list[Element]:
    """Copy the runs of a paragraph without the first characters of its text."""
    made = []
    for node in paragraph.findall(W + "r"):
        properties = node.find(W + "rPr")
        kept = []
        for child in node:
            if child.tag == W + "rPr":
                continue
            words = child.text or "" if child.tag == W + "t" else ""
            cut = min(len(words), skipped)
            skipped -= cut
            if child.tag != W + "t" or words[cut:]:
                kept.append(child_copy(child, words[cut:]))
        if kept:
            made.append(element("r", *(() if properties is None else (copy.deepcopy(properties),)), *kept))
    return made


def mark_moved(node: Element, name: str, revisions: Revisions) -> None:
    """Set the ends of its range around the words of a paragraph that moved away, and mark its end."""
    start, end = revisions.range("moveFrom", name)
    first = node.find(W + "moveFrom")
    if first is None:
        node.append(start)
    else:
        first.addprevious(start)
    node.append(end)
    set_end(node, revisions.moved_from())
