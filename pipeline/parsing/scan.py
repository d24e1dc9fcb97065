"""Pictures of pages, read by OCR, in the shape of any other printed page."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial

from pipeline.model.document import Block, Kind, Run
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.span import Box, Place
from pipeline.ocr.doubts import LOST, Doubt, doubts
from pipeline.ocr.page import ReadLine, ReadPage, read_page
from pipeline.ocr.rulings import ruled_lines
from pipeline.parsing.pages import Printed
from pipeline.parsing.pdf_tables import find_tables
from pipeline.parsing.pictures import Picture
from pipeline.parsing.segments import Piece, Rectangle, Segment, one_line

_COLOURS = {"red": "红色", "blue": "蓝色"}


def read_scans(pictures: Iterator[Picture], at_once: int) -> Iterator[Printed]:
    """Read pictures of pages in turn, so many side by side; no more of them are held than are being read."""
    if at_once == 1:
        yield from map(read_scan, pictures)
        return
    waiting: deque[Future[Printed]] = deque()
    for picture in pictures:
        waiting.append(_readers(at_once).submit(read_scan, picture))
        if len(waiting) > at_once:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@cache
def _readers(count: int) -> ThreadPoolExecutor:
    """Threads that stay, each with its engine: loading one takes as long as reading a page."""
    return ThreadPoolExecutor(count, thread_name_prefix="ocr")


def read_scan(picture: Picture) -> Printed:
    """Read a picture of a page.

    Doubtful and unreadable places bear a mark with the reason and a picture of the line; seals stand apart.
    """
    page = read_page(picture.pixels)
    lines = _marked(page)
    scaled = _Scale(picture.points)
    horizontal, vertical = ruled_lines(page.grey)
    found = find_tables(scaled.rectangles(horizontal), scaled.rectangles(vertical), partial(_words_in, lines, scaled))
    tables = [table for table in found if table.text.strip()]
    segments = [Segment(line.pieces(), scaled.points(line.extent), line.read.size * picture.points) for line in lines]
    return Printed(
        number=picture.number,
        height=page.grey.shape[0] * picture.points,
        segments=segments,
        tables=tables,
        apart=tuple(_apart(page, picture.number, scaled)),
        drawn_in_order=False,
        shown=lambda box: scaled.points(page.shown(scaled.pixels(box))),
    )


def _words_in(lines: Sequence["_Line"], scale: "_Scale", box: Rectangle) -> tuple[Piece, ...]:
    """Give the words in a rectangle as one line."""
    pixels = scale.pixels(box)
    inside = sorted((line for line in lines if line.stands_in(pixels)), key=lambda line: line.read.box[1])
    return one_line([line.pieces_between(pixels[0], pixels[2]) for line in inside])


@dataclass(frozen=True, slots=True)
class _Scale:
    """Takes pixels to points and back."""

    size: float

    def points(self, box: Rectangle) -> Rectangle:
        x0, top, x1, bottom = box
        return x0 * self.size, top * self.size, x1 * self.size, bottom * self.size

    def pixels(self, box: Rectangle) -> Rectangle:
        x0, top, x1, bottom = box
        return x0 / self.size, top / self.size, x1 / self.size, bottom / self.size

    def rectangles(self, boxes: Sequence[Rectangle]) -> list[Rectangle]:
        return [self.points(box) for box in boxes]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with what is doubtful on it: ranges of its characters with marks, apart and in order."""

    read: ReadLine
    marks: tuple[tuple[Doubt, Mark], ...]

    @property
    def extent(self) -> Rectangle:
        """The outline of the characters, without the margin that detection leaves."""
        left, right = self.read.extent(0, len(self.read.glyphs))
        return left, self.read.box[1], right, self.read.box[3]

    def pieces(self, start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
        """Give the words of a range of characters with their marks; what is proven otherwise is mended."""
        end = len(self.read.glyphs) if end is None else end
        found: list[Piece] = []
        at = start
        for doubt, mark in self.marks:
            if doubt.start < start or doubt.end > end:
                continue
            found.append((self.read.text[at : doubt.start], None))
            found.append((doubt.mended or self.read.text[doubt.start : doubt.end], mark))
            at = doubt.end
        found.append((self.read.text[at:end], None))
        return tuple((words, mark) for words, mark in found if words)

    def stands_in(self, box: Rectangle) -> bool:
        """Say whether the line stands at the height of a rectangle and reaches into it."""
        middle = (self.read.box[1] + self.read.box[3]) / 2
        return box[1] <= middle <= box[3] and self.read.box[0] < box[2] and box[0] < self.read.box[2]

    def pieces_between(self, x0: float, x1: float) -> tuple[Piece, ...]:
        """Give the words between two edges."""
        inside = [index for index in range(len(self.read.glyphs)) if x0 <= self.read.centre(index) < x1]
        return self.pieces(inside[0], inside[-1] + 1) if inside else ()


def _marked(page: ReadPage) -> list[_Line]:
    """Put the doubts of a page on its lines."""
    found: dict[int, list[tuple[Doubt, Mark]]] = {}
    for doubt in doubts(page.lines):
        kind = MarkKind.UNREADABLE if doubt.reason == LOST else MarkKind.DOUBTFUL
        mark = Mark(kind, note=doubt.reason, picture=page.picture(page.lines[doubt.line].box))
        found.setdefault(doubt.line, []).append((doubt, mark))
    return [_Line(line, tuple(found.get(index, ()))) for index, line in enumerate(page.lines)]


def _apart(page: ReadPage, number: int, scale: _Scale) -> Iterator[Block]:
    """Give the seals, their words where they could be read, else what they are; and words aslant, as of watermarks."""
    for seal, words in page.seals:
        x0, top, x1, bottom = scale.points(seal.box)
        box = Box(round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))
        kind = "骑缝章" if seal.at_edge else "印章"
        mark = Mark(MarkKind.SEAL, note=f"{_COLOURS[seal.colour]}{kind}")
        yield Block(Kind.FURNITURE, (Run(words or f"[{mark.note}]", Place(page=number, box=box), mark),))
    if words := " ".join(line.text for line in page.aslant if len(line.glyphs) > 1):
        yield Block(Kind.FURNITURE, (Run(words, Place(page=number), Mark(MarkKind.WATERMARK)),))
