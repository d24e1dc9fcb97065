"""Ranges that are taken, asked about one at a time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from pipeline.model.span import Span


class Covered:
    """Ranges of a text, asked whether one of them holds or meets another: by bisection, however many they are.

    Only the outermost are kept, so that starts and ends both ascend.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, span: Span) -> None:
        """Add a range; those inside it need not be kept."""
        if self.holds(span):
            return
        first = bisect_left(self._starts, span.start)
        after = bisect_right(self._ends, span.end, lo=first)
        self._starts[first:after] = [span.start]
        self._ends[first:after] = [span.end]

    def add_all(self, spans: Iterable[Span]) -> None:
        """Add ranges."""
        for span in spans:
            self.add(span)

    def holds(self, span: Span) -> bool:
        """Say whether one of the ranges holds the whole of another."""
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and span.end <= self._ends[index]

    def meets(self, span: Span) -> bool:
        """Say whether one of the ranges shares a character with another."""
        index = bisect_right(self._ends, span.start)
        return index < len(self._starts) and self._starts[index] < span.end
