"""Stretches of text on a page become printed lines in reading order, whatever reader found them.

Coordinates are points from the top left of the page, y downwards.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.model.mark import Mark

Rectangle = tuple[float, float, float, float]
"""(x0, top, x1, bottom)"""

Piece = tuple[str, Mark | None]
"""Words with what a reader of the words alone would not know of them."""


def text_of(pieces: Iterable[Piece]) -> str:
    """Give the words of pieces."""
    return "".join(words for words, _ in pieces)


GAP = "    "
"""Stands for a wide gap inside a printed line."""

WIDE = 2.2
"""Gaps above this many heights of the line are columns, not blanks."""

_BACKWARDS = 0.2
"""Share of the lines of a page that may stand above the one drawn before; with more the order is not the author's."""

_OPEN = re.compile(r"[:：_＿]\s*$")

_FULL_ROWS = 6
"""Rows of text that must stand on either side of a gutter."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text without wide gaps on one line, its box, and the size of its characters in points."""

    pieces: tuple[Piece, ...]
    box: Rectangle
    size: float

    @property
    def text(self) -> str:
        """The words."""
        return text_of(self.pieces)

    def within(self, box: Rectangle) -> bool:
        """Say whether the middle of the segment stands in a rectangle."""
        x, y = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1

    def level_with(self, other: "Segment") -> bool:
        """Say whether two segments stand at one height: half of the lower one's height is shared."""
        (_, top, _, bottom), (_, other_top, _, other_bottom) = self.box, other.box
        shared = min(bottom, other_bottom) - max(top, other_top)
        return shared >= 0.5 * min(bottom - top, other_bottom - other_top)


def printed_lines(segments: Sequence[Segment], *, drawn_in_order: bool) -> list[list[Segment]]:
    """Give the lines of a page in reading order, each its segments from left to right.

    `drawn_in_order` says that the order given is the author's (a text layer): it is kept, save for values drawn later
    into lines that were left open for them, and for pages whose order is none. Otherwise lines go down the page, and
    where a gutter divides text in two columns the left one is read first.
    """
    rows = _rows(segments)
    if drawn_in_order and _goes_down(rows):
        return _filled_in(rows)
    return [row for column in columns(segments) for row in _by_height(column)]


_NOTE = re.compile(r"\s*(?:[①-⑳]|\[\d{1,2}\]|〔\d{1,2}〕|\d{1,2}(?=[\s\u4e00-\u9fff])|\*{1,3}|注\s?\d{0,2}[:：])")
_SMALL = 0.9
"""Share of the size of a page's text that footnotes have at most."""


def footnotes(lines: Sequence[list[Segment]]) -> tuple[list[list[Segment]], list[list[Segment]]]:
    """Part the lines of a page from its footnotes, each note its segments over all its lines.

    Footnotes are the last lines of the text, smaller than the rest, the first of them with a mark (①, [1], *, 注：); a
    page number below them is left with the lines.
    """
    if len(lines) < 3:
        return list(lines), []
    usual = median(max(segment.size for segment in line) for line in lines)
    small = [max(segment.size for segment in line) <= _SMALL * usual for line in lines]
    last = len(lines) - (1 if not re.search(r"[\u4e00-\u9fff]{4}", text_of(lines[-1][0].pieces)) else 0)
    first = last
    while first > 0 and small[first - 1]:
        first -= 1
    while first < last and not _NOTE.match(lines[first][0].text):
        first += 1
    notes: list[list[Segment]] = []
    for line in lines[first:last]:
        if notes and not _NOTE.match(line[0].text):
            notes[-1].extend(line)
        else:
            notes.append(list(line))
    return [*lines[:first], *lines[last:]], notes


def place_among(box: Rectangle, lines: Sequence[Sequence[Segment]]) -> int:
    """Give the index of the line before which a table is read: the first one below its top that stands in its columns."""
    for index, line in enumerate(lines):
        beside = line[-1].box[2] < box[0] or line[0].box[0] > box[2]
        if not beside and (line[0].box[1] + line[0].box[3]) / 2 > box[1]:
            return index
    return len(lines)


def _rows(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Put together the neighbours in the given order that stand at one height, from left to right."""
    rows: list[list[Segment]] = []
    for segment in segments:
        last = rows[-1][-1] if rows else None
        if last and last.level_with(segment) and segment.box[0] >= last.box[2] - segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return rows


def _goes_down(rows: Sequence[Sequence[Segment]]) -> bool:
    """Say whether rows mostly go down the page: columns and boxes beside the text begin again at the top, few times."""
    back = sum(after[0].box[1] < before[0].box[1] for before, after in pairwise(rows))
    return back <= max(3, _BACKWARDS * len(rows))


def _filled_in(rows: Sequence[list[Segment]]) -> list[list[Segment]]:
    """Put values that were drawn late (a form filled in) into the lines that wait for them: behind a colon or in a gap."""
    done: list[list[Segment]] = []
    for row in rows:
        late = bool(done) and row[0].box[1] < done[-1][0].box[1]
        home = next((open_row for open_row in done if _waits(open_row, row)), None) if late else None
        if home is None:
            done.append(row)
        else:
            home[:] = sorted([*home, *row], key=lambda item: item.box[0])
    return done


def _waits(line: Sequence[Segment], row: Sequence[Segment]) -> bool:
    if not all(_fits(line, segment) for segment in row):
        return False
    before = [item for item in line if item.box[2] <= row[0].box[0] + 0.5 * item.size]
    return (len(before) < len(line) and bool(before)) or bool(before and _OPEN.search(before[-1].text))


def _by_height(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Order rows by where they stand."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: item.box[1] + item.box[3]):
        home = next((row for row in reversed(rows[-4:]) if _fits(row, segment)), None)
        if home is None:
            rows.append([segment])
        else:
            home.append(segment)
    return [sorted(row, key=lambda item: item.box[0]) for row in rows]


def _fits(row: Sequence[Segment], segment: Segment) -> bool:
    beside = all(
        item.box[2] <= segment.box[0] + 0.5 * item.size or item.box[0] >= segment.box[2] - 0.5 * item.size
        for item in row
    )
    return beside and any(item.level_with(segment) for item in row)


def columns(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """Yield the text above a pair of columns, the left column, the right one, the text below; or all of it.

    A gutter is a strip in the middle of the text that at least six rows in succession leave free on both sides of
    which they are full: signature blocks, tables without lines and label and value stand apart as well, but are short.
    """
    found = _gutter(segments)
    if found is None:
        yield segments
        return
    middle, top, bottom = found
    inside = [s for s in segments if top <= (s.box[1] + s.box[3]) / 2 <= bottom]
    yield [s for s in segments if (s.box[1] + s.box[3]) / 2 < top]
    yield [s for s in inside if s.box[0] < middle]
    yield [s for s in inside if s.box[0] >= middle]
    yield from columns([s for s in segments if (s.box[1] + s.box[3]) / 2 > bottom])


def _gutter(segments: Sequence[Segment]) -> tuple[float, float, float] | None:
    """Find the gutter of two columns: its x, and from where to where it goes down the page."""
    if len(segments) < 2 * _FULL_ROWS:
        return None
    left, right = min(s.box[0] for s in segments), max(s.box[2] for s in segments)
    middle = (left + right) / 2
    half = (right - left) / 2
    band: list[Segment] = []
    best: list[Segment] = []
    for row in _by_height(segments):
        crossing = any(s.box[0] < middle - 2 < middle + 2 < s.box[2] for s in row)
        if crossing:
            best, band = max(best, band, key=len), []
        else:
            band += row
    best = max(best, band, key=len)
    sides = [[s for s in best if s.box[2] <= middle + 2], [s for s in best if s.box[0] >= middle - 2]]
    full = [sum(s.box[2] - s.box[0] > 0.75 * half for s in side) for side in sides]
    if min(full) < _FULL_ROWS or min(full) < 0.5 * max(len(side) for side in sides):
        return None
    return middle, min(s.box[1] for s in best), max(s.box[3] for s in best)


def glue(before: Segment | None, segment: Segment) -> str:
    """Give what stands between two segments of a line: nothing, a blank or GAP."""
    if before is None:
        return ""
    gap = segment.box[0] - before.box[2]
    if gap > WIDE * segment.size:
        return GAP
    return " " if gap > 0.15 * segment.size else ""


def one_line(lines: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Join the lines of a cell: nothing between Han characters, a blank between Latin words."""
    joined: list[Piece] = []
    for line in lines:
        own = [(words.replace("\t", " "), mark) for words, mark in line if words]
        if joined and own and re.search(r"[A-Za-z0-9,.]$", joined[-1][0]) and re.match(r"[A-Za-z0-9]", own[0][0]):
            joined.append((" ", None))
        joined += own
    return tuple(joined)
