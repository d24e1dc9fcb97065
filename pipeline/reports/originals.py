"""What a page shows of the documents themselves: full texts, and pictures of the lines that a flag points at."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.record import AgreementRecord

TEXT_LIMIT = 8_000_000
"""Characters of full text, all documents together, so that a browser stays quick; the other texts lie beside the page."""

PICTURE_LIMIT = 4_000_000
"""Bytes of pictures, all documents together, before they become base64."""


def flag_pictures(record: AgreementRecord) -> dict[str, bytes]:
    """Give the pictures of flags by the range of their first evidence (`120-145`): of the first line it touches."""
    pictured = [marked for marked in record.document.marks if marked.mark.picture]
    spans = [flag.evidence[0].span for flag in record.review] if pictured else []
    return {
        f"{span.start}-{span.end}": touched[0].mark.picture
        for span in spans
        if (touched := [marked for marked in pictured if marked.span.overlaps(span)])
    }


@dataclass
class Room:
    """The room that is left on a page; a text or a picture that does not fit is left out, nothing is cut."""

    characters: int = TEXT_LIMIT
    bytes_: int = PICTURE_LIMIT

    def text(self, text: str) -> str:
        """Give the text while it fits, else none."""
        if len(text) > self.characters:
            return ""
        self.characters -= len(text)
        return text

    def pictures(self, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
        """Give the pictures that fit."""
        kept = {}
        for place, picture in pictures.items():
            if len(picture) <= self.bytes_:
                kept[place] = picture
                self.bytes_ -= len(picture)
        return kept
