"""Marks on stretches of text: what a reader of the words alone would not know of them."""

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.span import Span


class MarkKind(StrEnum):
    """What is special about a stretch of text. The Chinese names are in `PART_OF` where it stands apart."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved_here"
    MOVED_AWAY = "moved_away"
    COMMENT = "comment"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXT_BOX = "text_box"
    CONTENT_CONTROL = "content_control"
    FIELD_RESULT = "field_result"
    FORM_VALUE = "form_value"
    NOTE_ON_PAGE = "note_on_page"
    STRUCK = "struck"
    HIDDEN = "hidden"
    WATERMARK = "watermark"
    SEAL = "seal"
    PICTURE = "picture"
    REPLACED_LAYER = "replaced_layer"
    OTHER_LAYER = "other_layer"
    DOUBTFUL = "doubtful"
    UNREADABLE = "unreadable"


PART_OF = {
    MarkKind.COMMENT: "批注",
    MarkKind.DELETED: "已删除",
    MarkKind.MOVED_AWAY: "已移走",
    MarkKind.INSERTED: "未接受的插入",
    MarkKind.MOVED_HERE: "未接受的移入",
    MarkKind.HIDDEN: "隐藏文字",
    MarkKind.WATERMARK: "水印",
    MarkKind.SEAL: "印章",
    MarkKind.PICTURE: "图片",
    MarkKind.NOTE_ON_PAGE: "附注",
}
"""The part of the document in which marked text is cited that stands apart from the body."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its kind; who made it and when (tracked changes, comments: as the file says, ISO 8601); a note.

    The note says what the kind leaves open: the words a comment is about, the colour of a seal, why a reading is
    doubtful. `picture` is the printed line as a JPEG where a person should look.
    """

    kind: MarkKind
    author: str = ""
    date: str = ""
    note: str = ""
    picture: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Marked:
    """A range of `Document.text` with its mark."""

    span: Span
    mark: Mark
