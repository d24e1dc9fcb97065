"""Where text stands: ranges of characters, and places on pages and in tables."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of one text.

    Raises ValueError when the range is negative or runs backwards.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range of characters: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: "Span | int") -> bool:
        if isinstance(other, int):
            return self.start <= other < self.end
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points, measured from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the table's number in the document, row and column, all from 0, and how many it covers."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run of text was printed.

    `page` counts from 1 (None: the format has no pages), `paragraph` from 0 in reading order of the
    source (Word paragraph, line of a text file, line of a PDF page).
    """

    page: int | None = None
    paragraph: int | None = None
    cell: Cell | None = None
    box: Box | None = None


class SourceMap:
    """Finds the places of a range of characters by bisection.

    `starts` are the offsets at which each place begins, ascending; a place reaches to the next start.
    """

    __slots__ = ("_places", "_starts")

    def __init__(self, starts: Sequence[int], places: Sequence[Place]) -> None:
        if len(starts) != len(places):
            raise ValueError("as many starts as places are needed")
        self._starts = tuple(starts)
        self._places = tuple(places)

    def at(self, offset: int) -> Place:
        """Give the place of one character; a text without places has an empty one."""
        index = bisect_right(self._starts, offset) - 1
        return self._places[index] if index >= 0 else Place()

    def pieces(self, span: Span) -> Iterator[tuple[Span, Place]]:
        """Yield the stretches of a range that stand at one place each, in order."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        for index in range(first, bisect_right(self._starts, max(span.end - 1, span.start))):
            end = self._starts[index + 1] if index + 1 < len(self._starts) else span.end
            yield Span(max(self._starts[index], span.start), min(end, span.end)), self._places[index]

    def over(self, span: Span) -> tuple[Place, ...]:
        """Give the places a range touches, in order."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_right(self._starts, max(span.end - 1, span.start))
        return self._places[first:last]
