"""What people put on top of a PDF page: form values, comments, stamps and strike-outs.

pdfium's text page holds the page's content only, never the appearance of an annotation: what is read here comes in
addition. Sections are those of PDF 32000-1.
"""

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

Rectangle = tuple[float, float, float, float]
Pointer = Any

ON, OFF = "☑", "□"
"""Stand for a check box or radio button that is on, and for one that is off."""


class NoteKind(StrEnum):
    """What was put on the page."""

    FORM_VALUE = "form_value"
    FREE_TEXT = "free_text"
    COMMENT = "comment"
    STRUCK = "struck"
    STAMP = "stamp"


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation that says something (12.5).

    `box` and `quads` (the stretches marked by a strike-out, highlight or underline) are in points from the top left
    of the page as displayed. `text` is the field's value or the annotation's contents; only a strike-out and a stamp
    may be without. `author` and `date` (ISO 8601) are as the file says; a field has no author. A `hidden` note is
    in the file and not on the screen (12.5.3).
    """

    kind: NoteKind
    box: Rectangle
    text: str
    author: str = ""
    date: str = ""
    quads: tuple[Rectangle, ...] = ()
    hidden: bool = False


_SILENT = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
"""A link says nothing, a popup only shows the words of its parent."""
_KINDS = {
    pdfium.FPDF_ANNOT_WIDGET: NoteKind.FORM_VALUE,
    pdfium.FPDF_ANNOT_FREETEXT: NoteKind.FREE_TEXT,
    pdfium.FPDF_ANNOT_STRIKEOUT: NoteKind.STRUCK,
    pdfium.FPDF_ANNOT_STAMP: NoteKind.STAMP,
}
"""What the annotations of 12.5.6, table 169, are; any other with contents is a comment."""
_WORDLESS = (NoteKind.STRUCK, NoteKind.STAMP)
_DRAWN = (NoteKind.FORM_VALUE, NoteKind.FREE_TEXT)
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_BUTTONS = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_CHOICES = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_STAMPS = re.compile(
    "Approved|Experimental|NotApproved|AsIs|Expired|NotForPublicRelease|Confidential|Final|Sold|Departmental"
    "|ForComment|TopSecret|Draft|ForPublicRelease"
)
"""The standard names of stamps, which are the words on them (12.5.6.12); other names are identifiers."""


def notes(document: Any, page: Any) -> list[Note]:
    """Read the annotations of a page of pypdfium2, in the order of the file.

    Empty text and choice fields are left out, and values that the page itself prints at the same place: a form that
    was flattened and kept its fields is not read twice. Call it once a page, before the page's content is changed, on
    a document without a form environment of its own.
    """
    if not pdfium.FPDFPage_GetAnnotCount(page.raw):
        return []
    view = View(page.get_bbox(), page.get_rotation())
    found = [_note(item, view) for item in _annotations(page)]
    if any(note.kind is NoteKind.FORM_VALUE for note in found):
        found = _with_values(document, page, found)
    return _unprinted(page, found) if found else []


class View(NamedTuple):
    """How a page is displayed: its crop box (left, bottom, right, top), and 0, 90, 180 or 270 degrees clockwise."""

    crop: Rectangle
    rotation: int

    def box(self, *points: tuple[float, float]) -> Rectangle:
        """Give the rectangle around points of user space, from the top left of the page as displayed (7.7.3.3)."""
        left, bottom, right, top = self.crop
        turn: Callable[[float, float], tuple[float, float]] = {
            0: lambda x, y: (x - left, top - y),
            90: lambda x, y: (y - bottom, x - left),
            180: lambda x, y: (right - x, y - bottom),
            270: lambda x, y: (top - y, right - x),
        }[self.rotation]
        across, down = zip(*(turn(x, y) for x, y in points), strict=True)
        return min(across), min(down), max(across), max(down)


def _annotations(page: Any) -> Iterator[Pointer]:
    """Yield the annotations that may say something, each closed after use."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        if item := pdfium.FPDFPage_GetAnnot(page.raw, index):
            try:
                if pdfium.FPDFAnnot_GetSubtype(item) not in _SILENT:
                    yield item
            finally:
                pdfium.FPDFPage_CloseAnnot(item)


def _note(item: Pointer, view: View) -> Note:
    """Read an annotation; the text of a field is its state for now: of its appearance, or its own value."""
    kind = _KINDS.get(pdfium.FPDFAnnot_GetSubtype(item), NoteKind.COMMENT)
    field = kind is NoteKind.FORM_VALUE
    left, bottom, right, top = _rectangle(item)
    return Note(
        kind,
        view.box((left, bottom), (right, top)),
        _entry(item, "AS") or _entry(item, "V") if field else _contents(item, kind),
        "" if field else _entry(item, "T"),
        iso_date(_entry(item, "M")),
        tuple(view.box(*corners) for corners in _quads(item)),
        bool(pdfium.FPDFAnnot_GetFlags(item) & _UNSEEN),
    )


def _with_values(document: Any, page: Any, found: Sequence[Note]) -> list[Note]:
    """Put the values of fields in the place of their states."""
    with _form(document, page) as form:
        return [
            replace(note, text=_field_value(item, form, note.text)) if note.kind is NoteKind.FORM_VALUE else note
            for item, note in zip(_annotations(page), found, strict=True)
        ]


@contextmanager
def _form(document: Any, page: Any) -> Iterator[Pointer]:
    """Open pdfium's form environment for a page: it knows inherited values, and fields that the AcroForm lacks.

    In memory pdfium then completes annotations as it likes: it resets states, and sizes the icons of comments.
    """
    config = pdfium.FPDF_FORMFILLINFO(version=2)
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document.raw, config)
    pdfium.FORM_OnAfterLoadPage(page.raw, form)
    try:
        yield form
    finally:
        pdfium.FORM_OnBeforeClosePage(page.raw, form)
        pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def _field_value(item: Pointer, form: Pointer, state: str) -> str:
    """Give the value of a field as a reader sees it: typed text, labels of chosen options, ON or OFF (12.7.4)."""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, item)
    if kind in _BUTTONS:
        return OFF if state in ("", "Off") else ON
    value = _string(pdfium.FPDFAnnot_GetFormFieldValue, form, item)
    if kind in _CHOICES:
        return "、".join(_chosen(item, form)) or value
    return value if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD else ""


def _chosen(item: Pointer, form: Pointer) -> Iterator[str]:
    for index in range(pdfium.FPDFAnnot_GetOptionCount(form, item)):
        if pdfium.FPDFAnnot_IsOptionSelected(form, item, index):
            yield _string(pdfium.FPDFAnnot_GetOptionLabel, form, item, index)


def _contents(item: Pointer, kind: NoteKind) -> str:
    text = _entry(item, "Contents")
    name = _entry(item, "Name") if kind is NoteKind.STAMP else ""
    return text or (name if _STAMPS.fullmatch(name) else "")


def _rectangle(item: Pointer) -> Rectangle:
    """Give left, bottom, right, top in user space."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(item, box)
    return min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)


def _quads(item: Pointer) -> Iterator[tuple[tuple[float, float], ...]]:
    """Yield the corners of each stretch marked, in whatever order the file has them (12.5.6.10)."""
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(pdfium.FPDFAnnot_CountAttachmentPoints(item)):
        pdfium.FPDFAnnot_GetAttachmentPoints(item, index, quad)
        yield (quad.x1, quad.y1), (quad.x2, quad.y2), (quad.x3, quad.y3), (quad.x4, quad.y4)


def _entry(item: Pointer, key: str) -> str:
    return _string(pdfium.FPDFAnnot_GetStringValue, item, key.encode())


def _string(read: Callable[..., int], *arguments: Any) -> str:
    """Call a function of pdfium that fills a buffer with UTF-16; line ends become newlines."""
    size = read(*arguments, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    read(*arguments, buffer, size)
    text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    return re.sub(r"\r\n?", "\n", text).strip()


def _unprinted(page: Any, found: Sequence[Note]) -> list[Note]:
    """Leave out what has no words, and words that the page prints in the same rectangle (fill-in lines apart)."""
    textpage = page.get_textpage()
    try:
        return [
            note
            for item, note in zip(_annotations(page), found, strict=True)
            if note.kind in _WORDLESS
            or (note.kind not in _DRAWN and note.text)
            or _bare(note.text) not in ("", _bare(textpage.get_text_bounded(*_rectangle(item))))
        ]
    finally:
        textpage.close()


def _bare(text: str) -> str:
    return re.sub(r"[\s_]", "", text)


_DATE = re.compile(
    r"(?:D:)?(\d{4})(?:(0[1-9]|1[0-2])(?:(0[1-9]|[12]\d|3[01])"
    r"(?:([01]\d|2[0-3])(?:([0-5]\d)(?:([0-5]\d))?)?(?:(Z)(?:00'?00'?)?|([+-]\d\d)'?(\d\d)?'?)?)?)?)?"
)


def iso_date(text: str) -> str:
    """Read a date of PDF (7.9.4: D:YYYYMMDDHHmmSSOHH'mm) as ISO 8601, as exact as it is written; "" for no date."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return ""
    day, clock = "-".join(filter(None, match.groups()[:3])), ":".join(filter(None, match.groups()[3:6]))
    utc, hours, minutes = match.groups()[6:]
    zone = utc or (f"{hours}:{minutes or '00'}" if hours else "")
    return f"{day}T{clock}{zone}" if clock else day


_MIDDLE = (0.3, 0.7)
"""The band of a character, in shares of its height from the top, in which a line strikes it out; underlines lie below."""
_COVERED = 0.6
"""Share of a character's width that a line must cover."""
_REACH = 1.5
"""Heights of the characters by which a strike-out may go beyond the words; longer lines are separators and borders."""
_JOINT = 1.0
"""Points: pieces of a line no further apart are one line."""


def struck_ranges(boxes: Sequence[Rectangle], horizontal: Sequence[Rectangle]) -> list[tuple[int, int]]:
    """Give the half-open ranges of characters that a drawn line strikes out.

    `boxes` are the loose boxes (font height) of the consecutive characters of one whole printed line, `horizontal`
    the rulings of the page, both as x0, top, x1, bottom in points. Characters without width, as pdfium makes up for
    blanks, neither start nor break a range.
    """
    lines = _strokes(boxes, horizontal) if boxes else []
    ranges: list[tuple[int, int]] = []
    going = False
    for index, box in enumerate(boxes):
        if box[2] <= box[0]:
            continue
        crossed = any(_crosses(line, box) for line in lines)
        if crossed:
            start = ranges.pop()[0] if going else index
            ranges.append((start, index + 1))
        going = crossed
    return ranges


def _strokes(boxes: Sequence[Rectangle], horizontal: Sequence[Rectangle]) -> list[Rectangle]:
    """Give the lines at the height of the words that do not go far beyond them."""
    reach = _REACH * max(bottom - top for _, top, _, bottom in boxes)
    left, right = min(box[0] for box in boxes) - reach, max(box[2] for box in boxes) + reach
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    near = [line for line in horizontal if top < _height(line) < bottom]
    return [line for line in _joined(near) if left <= line[0] and line[2] <= right]


def _joined(lines: Sequence[Rectangle]) -> list[Rectangle]:
    """Join the pieces of one line: at the same height, touching."""
    whole: list[Rectangle] = []
    for line in sorted(lines):
        for index, other in enumerate(whole):
            if abs(_height(line) - _height(other)) <= _JOINT and line[0] <= other[2] + _JOINT:
                whole[index] = (other[0], other[1], max(other[2], line[2]), other[3])
                break
        else:
            whole.append(line)
    return whole


def _crosses(line: Rectangle, box: Rectangle) -> bool:
    x0, top, x1, bottom = box
    level = (_height(line) - top) / max(bottom - top, 0.1)
    return _MIDDLE[0] <= level <= _MIDDLE[1] and min(x1, line[2]) - max(x0, line[0]) >= _COVERED * (x1 - x0)


def _height(line: Rectangle) -> float:
    return (line[1] + line[3]) / 2
