"""What people put on top of a PDF page, put where a reader meets it: values in their lines, notes apart, words struck."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.model.document import Block, Kind, Run
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.span import Box, Place
from pipeline.parsing.pdf_notes import Note, NoteKind, struck_ranges
from pipeline.parsing.segments import Piece, Rectangle, Segment

_APART = {
    NoteKind.FORM_VALUE: MarkKind.FORM_VALUE,
    NoteKind.FREE_TEXT: MarkKind.NOTE_ON_PAGE,
    NoteKind.STAMP: MarkKind.NOTE_ON_PAGE,
    NoteKind.COMMENT: MarkKind.COMMENT,
    NoteKind.STRUCK: MarkKind.COMMENT,
}
_VALUE_SIZE = 12.0
"""Points: a field higher than this does not hold larger characters."""


def with_values(
    segments: Sequence[Segment], notes: Iterable[Note], read: Callable[[Rectangle], Rectangle]
) -> list[Segment]:
    """Put the values of form fields among the segments of a page: behind the words before them on the same line.

    `read` takes a rectangle of the page as shown to the page as read.
    """
    placed = list(segments)
    for note in notes:
        if note.kind is NoteKind.FORM_VALUE and not note.hidden:
            box = read(note.box)
            size = min(box[3] - box[1], _VALUE_SIZE)
            text = " ".join(note.text.split())
            value = Segment(((text, Mark(MarkKind.FORM_VALUE)),), box, size)
            placed.insert(_index(placed, value), value)
    return placed


def _index(segments: Sequence[Segment], value: Segment) -> int:
    level = [i for i, item in enumerate(segments) if item.level_with(value) and item.box[0] <= value.box[0]]
    if level:
        return level[-1] + 1
    return next((i for i, item in enumerate(segments) if item.box[1] > value.box[1]), len(segments))


def notes_apart(notes: Iterable[Note], number: int, words: Callable[[Rectangle], str]) -> Iterator[Block]:
    """Yield the notes that are no part of the text, each with its author, its date and the words it is about.

    `words` gives what is printed in a rectangle of the page as shown. Hidden values and notes are among them.
    """
    for note in notes:
        if not note.text or (note.kind is NoteKind.FORM_VALUE and not note.hidden):
            continue
        about = "".join(words(quad) for quad in note.quads)
        kind = MarkKind.HIDDEN if note.hidden else _APART[note.kind]
        place = Place(page=number, box=Box(*(round(value, 1) for value in note.box)))
        text = " ".join(note.text.split())
        yield Block(Kind.FURNITURE, (Run(text, place, Mark(kind, note.author, note.date, about)),))


def strikes(notes: Iterable[Note], read: Callable[[Rectangle], Rectangle]) -> list[Rectangle]:
    """Give the lines that strike-out notes draw: through the middle of each stretch they mark, on the page as read."""
    boxes = [read(quad) for note in notes if note.kind is NoteKind.STRUCK for quad in note.quads]
    return [(x0, (top + bottom) / 2, x1, (top + bottom) / 2) for x0, top, x1, bottom in boxes]


def crossing(lines: Sequence[Rectangle], top: float, bottom: float) -> list[Rectangle]:
    """Give the horizontal lines that run through the middle of a printed line between two heights."""
    height = bottom - top
    return [line for line in lines if top + 0.25 * height < (line[1] + line[3]) / 2 < bottom - 0.25 * height]


def struck_pieces(text: str, boxes: Sequence[Rectangle], lines: Sequence[Rectangle]) -> Iterator[tuple[int, int, Mark]]:
    """Yield the ranges of a printed line that lines strike out, with their mark; `boxes` are those of its characters."""
    for start, end in struck_ranges(boxes, lines):
        if text[start:end].strip():
            yield start, end, Mark(MarkKind.STRUCK)


def cut(text: str, start: int, end: int, marks: Sequence[tuple[int, int, Mark]]) -> tuple[Piece, ...]:
    """Cut a range of a line into pieces at its marks."""
    pieces: list[Piece] = []
    at = start
    for first, last, mark in marks:
        first, last = max(first, start), min(last, end)
        if first < last:
            pieces += [(text[at:first], None), (text[first:last], mark)]
            at = last
    return tuple((words, mark) for words, mark in (*pieces, (text[at:end], None)) if words)
