"""Clause numbers that moved on, and references judged through them: follows, retargeted, broken."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.compare.tokens import REFERENCE
from pipeline.model.clause import Clause
from pipeline.model.diff import Link, ReferenceChange, Renumbering, Unit, Verdict
from pipeline.model.document import Document
from pipeline.model.span import Span
from pipeline.zh.compact import compact
from pipeline.zh.labels import Style
from pipeline.zh.numerals import numeral

_HEAD = re.compile(r"附[件录表]\s?(?P<annex>[^\s]{1,3})|第?(?P<number>[^条章节款项目]{1,20})(?P<unit>[条章节款项目])")
_REFERENCE = re.compile(REFERENCE)
_FOREIGN = re.compile(r"(?:》|法|条例|规定|解释|办法|通则|法典|主合同|原合同)(?:的|之|中)?$")
_HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千两]+")

Head = tuple[str, str]
"""What a number belongs to (条, 章, 节, 附件) and the number in figures: (条, 5), (条, 5.2)."""


def head(reference: str) -> tuple[Head, str] | None:
    """Read a printed reference: the clause it names and what follows inside it; None for 第二款 without a clause."""
    match = _HEAD.match(reference)
    if not match:
        return None
    rest = _HAN_NUMBER.sub(_figures, reference[match.end() :])
    if match["annex"]:
        return ("附件", _in_figures(match["annex"])), rest
    number = _in_figures(match["number"])
    if match["unit"] in "款项目" and "." not in number:
        return None
    return (match["unit"] if match["unit"] in "章节" else "条", number), rest


def _in_figures(number: str) -> str:
    return _HAN_NUMBER.sub(_figures, number.strip())


def _figures(match: re.Match[str]) -> str:
    value = numeral(match.group())
    return match.group() if value is None else str(value)


_UNITS = {Style.CHAPTER: "章", Style.SECTION: "节"}


def clause_head(clause: Clause) -> Head | None:
    """Give the number other clauses would cite a clause by; None for (1), a) and what is cited with its parent only."""
    label = clause.label
    if label is None or label.style > Style.DECIMAL or label.style is Style.HAN_PAREN:
        return None
    if label.style in (Style.HAN, Style.DECIMAL) and len(label.numbers) == 1 and clause.level > 1:
        return None
    return _UNITS.get(label.style, "条"), ".".join(map(str, label.numbers))


@dataclass(frozen=True)
class NumberMap:
    """From the clause numbers of one part of the old version to those of the new one.

    `moved` holds the numbers of linked clauses, equal ones too; `gone` those of clauses that were deleted; `known` all
    numbers of the new version. Keys begin with the part a clause stands in.
    """

    moved: Mapping[tuple[str, Head], Head]
    gone: frozenset[tuple[str, Head]]
    known: frozenset[tuple[str, Head]]

    @cached_property
    def shifts(self) -> bool:
        """Say whether any number names another clause than before, or none."""
        return bool(self.gone) or any(place[1] != head for place, head in self.moved.items())

    def key(self, part: str, reference: str) -> str:
        """Give what a reference of the old version must read in the new one, in one form (`§条5.2 (2)款`)."""
        read = head(reference)
        if read is None:
            return reference
        return _form(self.moved.get((part, read[0]), read[0]), read[1])


def reference_key(reference: str) -> str:
    """Give a reference in one form, whatever numerals it is printed in."""
    read = head(reference)
    return reference if read is None else _form(*read)


def _form(number: Head, rest: str) -> str:
    return f"§{number[0]}{number[1]} {rest}"


def number_map(
    old: Document, new: Document, old_units: Sequence[Unit], new_units: Sequence[Unit], links: Sequence[Link]
) -> tuple[NumberMap, tuple[Renumbering, ...]]:
    """Read the renumbering off the links: whose number is another one now, in the order of the new version."""
    before = {clause.span.start: (clause, clause_head(clause)) for clause in old.clauses.walk()}
    after = {clause.span.start: (clause, clause_head(clause)) for clause in new.clauses.walk()}
    moved: dict[tuple[str, Head], Head] = {}
    renumbered: dict[Renumbering, None] = {}
    for link in links:
        first = next((before[old_units[i].span.start] for i in link.old if old_units[i].opens), None)
        second = next((after[new_units[j].span.start] for j in link.new if new_units[j].opens), None)
        if first is None or second is None:
            continue
        (one, head_before), (other, head_after) = first, second
        if head_before and head_after and head_before[0] == head_after[0]:
            moved.setdefault((one.part, head_before), head_after)
        if one.number and other.number and one.citation != other.citation:
            renumbered[Renumbering(one.citation, other.citation)] = None
    heads = {(clause.part, number) for clause, number in before.values() if number}
    known = {(clause.part, number) for clause, number in after.values() if number}
    return NumberMap(moved, frozenset(heads - moved.keys()), frozenset(known)), tuple(renumbered)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a text: the words, their range, and the clause they name."""

    words: str
    span: Span
    head: Head


def references(text: str, span: Span) -> Iterator[Reference]:
    """Yield the references in a range of a text; those to laws and other agreements are left out."""
    if not any(mark in text[span.start : span.end] for mark in ("第", "附", "条", "款")):
        return
    view = compact(text[span.start : span.end])
    for match in _REFERENCE.finditer(view.text):
        read = head(match.group())
        if read is None or _FOREIGN.search(view.text, max(match.start() - 8, 0), match.start()):
            continue
        start, end = view.range(*match.span())
        yield Reference(match.group(), Span(span.start + start, span.start + end), read[0])


def judge(
    numbers: NumberMap, part: str, at: str | None, pairs: Sequence[tuple[Reference, Reference]]
) -> Iterator[ReferenceChange]:
    """Judge references of the old version by those that stand in their place in the new one.

    follows: the number is another one and so is the clause's; retargeted: it names another clause than before;
    broken: the clause it named is gone. References that name the same number of the same clause are left out.
    """
    for first, second in pairs:
        verdict = _verdict(numbers, part, first.head, second.head)
        if verdict is not None:
            yield ReferenceChange(at, first.words, second.words, verdict, first.span, second.span)


def _verdict(numbers: NumberMap, part: str, first: Head, second: Head) -> Verdict | None:
    place = (part, first)
    if place in numbers.gone and (second == first or (part, second) not in numbers.known):
        return Verdict.BROKEN
    due = numbers.moved.get(place, first)
    if second == due:
        return Verdict.FOLLOWS if first != second else None
    if second == first and place not in numbers.moved:
        return None
    return Verdict.RETARGETED
