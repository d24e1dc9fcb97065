"""One page of a PDF by its text layer: words with their boxes, ruled tables, what stands apart.

pdfium reads the text. Turned text is taken out of the page before its text is read, so that a watermark never
stands inside a sentence, and is kept as furniture; so is text that nobody can see.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from pipeline.model.document import Block, Kind, Run
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.span import Place
from pipeline.parsing.pages import Printed
from pipeline.parsing.pdf_columns import Drawn, bounds_of, pictures_of, switch_off, walk
from pipeline.parsing.pdf_damage import CUT_OFF
from pipeline.parsing.pdf_hidden import LAYER, REASONS, hidden_text
from pipeline.parsing.pdf_notes import View, notes
from pipeline.parsing.pdf_objects import (
    Directions,
    colour_of,
    directions,
    main_direction,
    of_seals,
    paths,
    rulings,
    turn_upright,
    words_of,
)
from pipeline.parsing.pdf_overlay import crossing, cut, notes_apart, strikes, struck_pieces, with_values
from pipeline.parsing.pdf_tables import FilledTable, find_tables
from pipeline.parsing.segments import WIDE, Piece, Rectangle, Segment, one_line, text_of

COVERED = "mostly_pictures"
_COVERED = 0.5
"""Share of a page that pictures cover from which its text may be on them: a scan with a running foot put on it."""
MOST_OBJECTS = 50_000
"""Objects of a page above which only its words are read: a drawing of a town has so many, an agreement a hundredth."""
MOST_CHARACTERS = 100_000
"""Characters of a page that are read; a full page of Chinese in the smallest print has 10,000."""
MOST_NOTES = 10_000
"""Comments, links and form fields of a page above which only its words are read."""
_MANY_TEXTS = 1_000
"""Text objects above which characters are counted first: PDFium takes as long for the words of one as for all."""
_PICTURE = 30.0
"""Points: smaller pictures are ornaments."""


@dataclass(frozen=True)
class Layer:
    """What the text layer of a page gives: the page as printed, and why it is no use (a kind of problem) or "".

    `pictures` are the places of pictures, in points from the top left of the page as shown; `texts` is the number of
    texts that PDFium found, `characters` that of the characters it read.
    """

    printed: Printed
    fault: str = ""
    pictures: tuple[Rectangle, ...] = ()
    texts: int = 0
    characters: int = 0


Known = set[tuple[int, ...]]
"""The places of turned text that was read on earlier pages of a file."""


def read_layer(document: Any, page: Any, number: int, known: Known) -> Layer:
    """Read the text layer of a page and what was put on top of it, `number` from 1. The page is changed by it.

    Turned text in the very places in which an earlier page has it (`known`) is the same watermark: it is taken out, and
    its words are not read again, which costs a text page.

    Faults: `no_text_layer` for a page with pictures or drawings and no words, `garbled_text` for a layer that is
    not what is printed, `layer_over_image` for one that somebody's OCR laid invisibly over a scan, `mostly_pictures`
    for words on a page that pictures cover, `cut_off` for a page with so much on it that tables, hidden text and
    comments are not looked for.
    """
    if pdfium.FPDFPage_CountObjects(page.raw) > MOST_OBJECTS or pdfium.FPDFPage_GetAnnotCount(page.raw) > MOST_NOTES:
        return _crowded(page, number)
    overlay = notes(document, page)
    drawn = walk(page.raw)
    texts, lines = directions(drawn), paths(drawn)
    if len(texts) > _MANY_TEXTS and _characters(page) > MOST_CHARACTERS:
        return _crowded(page, number)
    unseen = hidden_text(page, drawn, [item for item, quarters in texts.items() if quarters is not None])
    hidden = {found.item: found.reason for found in unseen if found.reason != LAYER}
    pictures = _pictures(page, drawn)
    frame, quarters = _upright(page, texts)
    seen = {item: runs for item, runs in texts.items() if item not in hidden} if hidden else texts
    apart = [*_hidden(page, hidden, number), *_set_apart(page, seen, quarters, number, known)]
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > MOST_CHARACTERS:
            return _crowded(page, number)
        text = textpage.get_text_range()
        horizontal, vertical = rulings(lines, frame.height)
        apart += notes_apart(overlay, number, lambda box: text_of(_words_in(textpage, frame, frame.read(box))))
        if not re.search(r"\w", text):
            values = with_values((), overlay, frame.read)
            fault = "no_text_layer" if drawn.items else ""
            return Layer(Printed(number, frame.height, values, apart=apart), fault, texts=len(texts))
        struck = [*horizontal, *strikes(overlay, frame.read)]
        segments = with_values(list(_segments(textpage, text, frame, struck)), overlay, frame.read)
        tables = find_tables(horizontal, vertical, partial(_words_in, textpage, frame))
        sound = tuple(table for table in tables if _is_whole(table, segments))
        printed = Printed(number, frame.height, segments, sound, apart, shown=frame.shown)
        over_image = LAYER if len(hidden) < len(unseen) else ""
        covered = COVERED if _share(pictures, page) >= _COVERED else ""
        return Layer(
            printed, "garbled_text" if is_garbled(text) else over_image or covered, pictures, len(texts), len(text)
        )
    finally:
        textpage.close()


def _characters(page: Any) -> int:
    textpage = page.get_textpage()
    try:
        return int(textpage.count_chars())
    finally:
        textpage.close()


def _crowded(page: Any, number: int) -> Layer:
    """Read the first words of a page that has too much on it, as they come."""
    frame, _ = _upright(page, {})
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range(0, min(textpage.count_chars(), MOST_CHARACTERS))
        segments = list(_segments(textpage, text, frame, ()))
        return Layer(Printed(number, frame.height, segments), CUT_OFF, texts=pdfium.FPDFPage_CountObjects(page.raw))
    finally:
        textpage.close()


def _pictures(page: Any, drawn: Drawn) -> tuple[Rectangle, ...]:
    """Give the places of the pictures of a page, those that touch (a scan in strips) as one."""
    view = View(page.get_bbox(), page.get_rotation())
    shown = [view.box((left, bottom), (right, top)) for left, bottom, right, top in pictures_of(drawn)]
    whole: list[Rectangle] = []
    for box in sorted(shown, key=lambda box: (box[0], box[1])):
        if whole and _touch(whole[-1], box):
            last = whole[-1]
            whole[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            whole.append(box)
    return tuple(box for box in whole if min(box[2] - box[0], box[3] - box[1]) >= _PICTURE)


def _touch(one: Rectangle, two: Rectangle) -> bool:
    return one[0] <= two[2] + 1 and two[0] <= one[2] + 1 and one[1] <= two[3] + 1 and two[1] <= one[3] + 1


def _share(boxes: Sequence[Rectangle], page: Any) -> float:
    width, height = page.get_size()
    return float(sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in boxes) / max(width * height, 1))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The rectangle in which a page is read: its left edge and top in the page's space, its size, in points.

    `turns` are the quarter turns counterclockwise by which the page as shown differs from the page as read.
    """

    left: float
    top: float
    width: float
    height: float
    turns: int = 0

    def down(self, box: Any) -> Rectangle:
        """Take a rectangle of the page's space (y upwards) to x0, top, x1, bottom from the top left."""
        return box.left - self.left, self.top - box.top, box.right - self.left, self.top - box.bottom

    def read(self, box: Rectangle) -> Rectangle:
        """Take a rectangle of the page as shown to the page as read."""
        x0, top, x1, bottom = box
        if self.turns == 1:
            return self.width - bottom, x0, self.width - top, x1
        if self.turns == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.turns == 3:
            return top, self.height - x1, bottom, self.height - x0
        return box

    def shown(self, box: Rectangle) -> Rectangle:
        """Take a rectangle of the page as read to the page as shown."""
        x0, top, x1, bottom = box
        if self.turns == 1:
            return top, self.width - x1, bottom, self.width - x0
        if self.turns == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        if self.turns == 3:
            return self.height - bottom, x0, self.height - top, x1
        return box


def _upright(page: Any, texts: Directions) -> tuple[_Frame, int]:
    """Turn a page whose text runs sideways or upside down; say where it lies then, and which way its text ran.

    A page may bear /Rotate (PDF 32000-1, 7.7.3.3), clockwise, with text turned against it: what counts is which way
    the text runs in the page's own space.
    """
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, box)
    width, height = box.right - box.left, box.top - box.bottom
    quarters = main_direction(texts)
    turns = (quarters - pdfium.FPDFPage_GetRotation(page.raw)) % 4
    if not quarters:
        return _Frame(box.left, box.top, width, height, turns), 0
    turn_upright(page.raw, quarters, (box.left, box.bottom, box.right, box.top))
    if quarters % 2:
        width, height = height, width
    return _Frame(0, height, width, height, turns), quarters


def _hidden(page: Any, hidden: Mapping[int, str], number: int) -> Iterator[Block]:
    """Take text that cannot be seen out of the page and give its words, those hidden in one way together."""
    for reason, words in _taken_out(page, hidden).items():
        yield Block(Kind.FURNITURE, (Run(words, Place(page=number), Mark(MarkKind.HIDDEN, note=REASONS[reason][0])),))


def _set_apart(page: Any, texts: Directions, upright: int, number: int, known: Known) -> Iterator[Block]:
    """Take text that runs another way out of the page and give its words: those of seals by colour, or a watermark."""
    turned = [item for item, quarters in texts.items() if quarters not in (upright, None)]
    turned += [item for item, quarters in texts.items() if quarters is None]
    if not turned:
        return
    turned += of_seals(turned, [item for item, quarters in texts.items() if quarters == upright])
    places = tuple(round(edge) for box in bounds_of(turned) for edge in box)
    if places in known:
        for item in turned:
            switch_off(item)
        return
    known.add(places)
    for colour, words in _taken_out(page, {item: colour_of(item) for item in turned}).items():
        mark = Mark(MarkKind.SEAL, note=f"{colour}印章") if colour else Mark(MarkKind.WATERMARK)
        yield Block(Kind.FURNITURE, (Run(words, Place(page=number), mark),))


def _taken_out(page: Any, kinds: Mapping[int, str]) -> dict[str, str]:
    """Take text objects out of a page and give the words of each kind together."""
    if not kinds:
        return {}
    textpage = page.get_textpage()
    words: dict[str, str] = {}
    for item, kind in kinds.items():
        words[kind] = words.get(kind, "") + words_of(item, textpage.raw)
    textpage.close()
    for item in kinds:
        switch_off(item)
    return {kind: " ".join(said.split()) for kind, said in words.items() if said.strip()}


def _segments(textpage: Any, text: str, frame: _Frame, horizontal: Sequence[Rectangle]) -> Iterator[Segment]:
    """Yield the stretches of a page, cut at line ends and at wide gaps; words that a line strikes out are marked."""
    raw, rect = textpage.raw, pdfium.FS_RECTF()
    exact = len(text) == textpage.count_chars()

    def box(offset: int) -> Rectangle:
        index = offset if exact else pdfium.FPDFText_GetCharIndexFromTextIndex(raw, offset)
        pdfium.FPDFText_GetLooseCharBox(raw, index, rect)
        return frame.down(rect)

    for match in re.finditer(r"[^\r\n]+", text):
        marks: list[tuple[int, int, Mark]] = []
        for start, end in _stretches(match, box):
            (x0, top, right, bottom), last = box(start), box(end - 1)
            if not marks and (lines := crossing(horizontal, top, bottom)):
                boxes = [box(offset) for offset in range(match.start(), match.end())]
                found = struck_pieces(match.group(), boxes, lines)
                marks = [(match.start() + first, match.start() + after, mark) for first, after, mark in found]
            pieces = tuple((words, mark) for said, mark in cut(text, start, end, marks) if (words := _clean(said)))
            if not pieces:
                continue
            yield Segment(pieces, (x0, top, max(last[2], right), bottom), max(bottom - top, 1.0))


def _stretches(line: re.Match[str], box: Any) -> Iterator[tuple[int, int]]:
    """Cut a line at blanks that are wider than WIDE heights; blanks at the ends are left out."""
    words = list(re.finditer(r"[^ \x00]+", line.group()))
    if not words:
        return
    start, before = line.start() + words[0].start(), words[0]
    for word in words[1:]:
        end, begin = line.start() + before.end(), line.start() + word.start()
        left = box(end - 1)
        if box(begin)[0] - left[2] > WIDE * max(left[3] - left[1], 1.0):
            yield start, end
            start = begin
        before = word
    yield start, line.start() + before.end()


def _words_in(textpage: Any, frame: _Frame, box: Rectangle) -> tuple[Piece, ...]:
    """Give the words in a rectangle as one line."""
    x0, top, x1, bottom = box
    found = textpage.get_text_bounded(
        frame.left + x0 + 0.5, frame.top - bottom + 0.5, frame.left + x1 - 0.5, frame.top - top - 0.5
    )
    return one_line([((words, None),) for line in re.split(r"[\r\n]+", found) if (words := _clean(line).strip())])


def _is_whole(table: FilledTable, segments: Sequence[Segment]) -> bool:
    """Say whether the cells of a table hold all that is printed inside its outline."""
    inside = "".join(segment.text for segment in segments if segment.within(table.box))
    return bool(inside) and len(re.sub(r"\s", "", table.text)) >= len(re.sub(r"\s", "", inside))


def _clean(text: str) -> str:
    """Take out what pdfium puts for soft hyphens and unmapped controls."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", text)


_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\xff\u0152-\u0192]|\(cid:")


def is_garbled(text: str) -> bool:
    """Say whether a text layer is not what is printed.

    (cid:12), replacement, private use and control characters above 3 % of all; or accented letters above a fifth of
    the letters (French has about one in twelve), which is how Chinese in a wrong encoding reads.
    """
    if not _ODD.search(text):
        return False
    words = re.sub(r"\s", "", text)
    odd = len(re.findall(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]", words)) + 8 * words.count("(cid:")
    letters = len(re.findall(r"[^\W\d_]", words))
    accented = len(re.findall(r"[\u00a1-\u00ff\u0152-\u0192]", words))
    return odd > 0.03 * len(words) or accented > max(0.2 * letters, 8)
