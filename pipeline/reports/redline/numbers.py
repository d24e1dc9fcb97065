"""The looks of inserted paragraphs: those of a neighbour whose automatic number goes on as the new version is numbered."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from pipeline.model.diff import Unit
from pipeline.parsing.numbering import Numbering, W, value_of
from pipeline.reports.redline.homes import Home, paragraphs_of
from pipeline.reports.redline.revisions import Revisions, element, run, set_end
from pipeline.reports.redline.runs import Paragraph

Element = Any

TRIED = 12
"""Neighbours looked at for an inserted paragraph, the most alike and nearest first."""

_OWN = ("sectPr", "pPrChange", "pageBreakBefore", "framePr")


@dataclass(frozen=True)
class Added:
    """An inserted paragraph still without look and words: its text, of which `label` may be made by Word.

    `likeness` is a paragraph to copy (of a cell beside it); else one is looked for among the units around `position`.
    """

    node: Element
    text: str
    label: str
    unit: Unit
    position: int
    likeness: Paragraph | None = None
    in_cell: bool = False


def properties_like(paragraph: Element) -> Element:
    """Copy paragraph properties without what belongs to one paragraph alone."""
    own = paragraph.find(W + "pPr")
    made = element("pPr") if own is None else copy.deepcopy(own)
    for name in _OWN:
        for child in made.findall(W + name):
            made.remove(child)
    mark = made.find(W + "rPr")
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
        for child in [] if mark is None else mark.findall(W + name):
            mark.remove(child)
    return made


def settle(body: Element, added: Sequence[Added], units: Sequence[Unit], homes: Sequence[Home], numbering: Numbering, revisions: Revisions) -> None:  # fmt: skip
    """Walk the body as it reads when all is accepted, and give each inserted paragraph its look and words."""
    waiting = {each.node: each for each in added}
    models = [(i, paragraph) for i, home in enumerate(homes) if (paragraph := home.lines[0].paragraph) and home.chars]
    for node in list(paragraphs_of(body, deep=True)):
        if (each := waiting.get(node)) is not None:
            _finish(each, _choose(each, models, units, numbering), revisions)
        if not any(node.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom")):
            _number(numbering, node.find(W + "pPr"))


def _number(numbering: Numbering, properties: Element | None) -> str:
    numbers = None if properties is None else properties.find(W + "numPr")
    found = numbering.label(value_of(properties, "pStyle"), numbers)
    return found[0] if found else ""


def _choose(each: Added, models: Sequence[tuple[int, Paragraph]], units: Sequence[Unit], numbering: Numbering) -> tuple[Element, Element | None, str]:  # fmt: skip
    """Choose paragraph properties, run properties, and the number that Word makes with them ("": none)."""
    candidates = [each.likeness] if each.likeness else [models[k][1] for k in _nearest(each, models, units)]
    for paragraph in candidates:
        properties = properties_like(paragraph.node)
        with numbering.forgetting():
            label = _number(numbering, properties)
        if not label or label == each.label:
            return properties, paragraph.look, label
    if not candidates:
        return element("pPr"), None, ""
    return _without_number(properties_like(candidates[0].node)), candidates[0].look, ""


def _nearest(each: Added, models: Sequence[tuple[int, Paragraph]], units: Sequence[Unit]) -> Iterator[int]:
    wanted = each.unit

    def distance(k: int) -> tuple[int, int, bool]:
        i, paragraph = models[k]
        unit = units[i]
        unlike = (unit.heading != wanted.heading) + (unit.depth != wanted.depth) + (unit.opens != wanted.opens)
        unlike += (bool(unit.label) != bool(wanted.label)) + 2 * (_is_in_cell(paragraph.node) != each.in_cell)
        return unlike, abs(i - each.position), i > each.position

    return iter(nsmallest(TRIED, range(len(models)), key=distance))


def _is_in_cell(node: Element) -> bool:
    return bool(node.getparent().tag == W + "tc")


def _without_number(properties: Element) -> Element:
    """Switch the automatic number off (17.9.18 numId 0), in the place the schema gives it."""
    old = properties.find(W + "numPr")
    if old is not None:
        properties.remove(old)
    before = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
    index = sum(child.tag in {W + name for name in before} for child in properties)
    properties.insert(index, element("numPr", element("ilvl", val="0"), element("numId", val="0")))
    return properties


def _finish(each: Added, look: tuple[Element, Element | None, str], revisions: Revisions) -> None:
    properties, run_properties, label = look
    words = each.text[len(each.label) :].lstrip() if label and label == each.label else each.text
    each.node.insert(0, properties)
    if words:
        each.node.append(revisions.inserted(run(words, run_properties)))
    if not each.in_cell or each.likeness is None:
        set_end(each.node, revisions.mark(inserted=True))
