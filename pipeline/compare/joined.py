"""The words of linked units as one text, with the way back to where they stand."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.diff import Unit
from pipeline.model.span import Span


@dataclass(frozen=True, slots=True)
class Joined:
    """Bodies of neighbours with one character between; `starts` are their offsets in `text`, `bodies` their ranges."""

    text: str
    starts: tuple[int, ...]
    bodies: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """Give the range of the document for a half-open range of the text; a break and the number behind it count as one."""
        return Span(self._origin(start), max(self._origin(start), self._origin(end)))

    def _origin(self, offset: int) -> int:
        index = max(bisect_right(self.starts, offset) - 1, 0)
        return self.bodies[index].start + offset - self.starts[index]


def join(text: str, units: Sequence[Unit], end: str, *, numbered: bool = False) -> Joined:
    """Join the bodies of units that follow each other, `end` between two of them.

    `numbered` keeps the numbers at their heads as words: where one version has them inside a cell.
    """
    bodies = [Span(unit.span.start if numbered else unit.body.start, unit.body.end) for unit in units]
    pieces = [text[body.start : body.end] for body in bodies]
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece) + 1
    return Joined(end.join(pieces), tuple(starts), tuple(bodies))
