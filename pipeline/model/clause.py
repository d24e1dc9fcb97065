"""The clause tree of a document."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.model.span import Span
from pipeline.zh.labels import Label


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered unit of an agreement with everything below it.

    `number` is the label as printed without blanks (`第十三条`, `9.2.1`, `（一）`, `1.`); `citation` is how a
    reader would cite it alone (`第十三条`, `9.2.1`, `十.3`); `heading` is its title, empty when the text starts
    at once; `span` reaches from the label to the end of the last descendant; `label` is the number as read, None
    for a heading without one.
    """

    number: str
    citation: str
    part: str
    heading: str
    span: Span
    level: int
    children: tuple["Clause", ...] = ()
    label: Label | None = None

    @property
    def own(self) -> Span:
        """The clause's own words: label, heading and text before its first child."""
        return Span(self.span.start, self.children[0].span.start if self.children else self.span.end)

    def walk(self) -> Iterator["Clause"]:
        """Yield this clause and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def reworded(self, words: Callable[[str], str]) -> "Clause":
        """Give the clause with its number and heading, and all below it, in other words."""
        below = tuple(child.reworded(words) for child in self.children)
        number, citation, heading = words(self.number), words(self.citation), words(self.heading)
        return replace(self, number=number, citation=citation, heading=heading, children=below)


@dataclass(frozen=True)
class ClauseTree:
    """All clauses of a document, top ones first, in reading order; ranges nest and never overlap."""

    roots: tuple[Clause, ...] = ()

    @cached_property
    def _flat(self) -> tuple[Clause, ...]:
        return tuple(clause for root in self.roots for clause in root.walk())

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(clause.span.start for clause in self._flat)

    @cached_property
    def _above(self) -> tuple[int, ...]:
        """The place in reading order of the clause each stands under, -1 for top ones."""
        above: list[int] = []
        open_ones: list[int] = []
        for index, clause in enumerate(self._flat):
            while open_ones and self._flat[open_ones[-1]].span.end <= clause.span.start:
                open_ones.pop()
            above.append(open_ones[-1] if open_ones else -1)
            open_ones.append(index)
        return tuple(above)

    def walk(self) -> Iterator[Clause]:
        """Yield every clause in reading order."""
        yield from self._flat

    def reworded(self, words: Callable[[str], str]) -> "ClauseTree":
        """Give the tree with its numbers and headings in other words."""
        return ClauseTree(tuple(root.reworded(words) for root in self.roots))

    def at(self, offset: int) -> Clause | None:
        """Give the innermost clause that holds the character, None outside clauses."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._flat[index].span.end <= offset:
            index = self._above[index]
        return self._flat[index] if index >= 0 else None

    def over(self, offset: int) -> tuple[Clause, ...]:
        """Give the clauses that hold the character, the outermost first."""
        index = bisect_right(self._starts, offset) - 1
        holding: list[Clause] = []
        while index >= 0:
            if offset < self._flat[index].span.end:
                holding.append(self._flat[index])
            index = self._above[index]
        return tuple(reversed(holding))

    def titled(self, pattern: str | re.Pattern[str]) -> Iterator[Clause]:
        """Yield the clauses whose heading the pattern occurs in."""
        for clause in self._flat:
            if clause.heading and re.search(pattern, clause.heading):
                yield clause
