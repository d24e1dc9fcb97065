"""What a page shows of the documents themselves: full texts, and pictures of the lines that a flag points at."""

from dataclasses import dataclass, field

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
class Originals:
    """Texts and pictures by document id, kept in the order they come while there is room."""

    texts: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, dict[str, bytes]] = field(default_factory=dict)
    text_room: int = TEXT_LIMIT
    picture_room: int = PICTURE_LIMIT

    def add(self, record: AgreementRecord) -> None:
        """Keep what is shown of a document; a text or a picture that no longer fits is left out."""
        document = record.document
        if len(document.text) <= self.text_room:
            self.texts[document.id] = document.text
            self.text_room -= len(document.text)
        for place, picture in flag_pictures(record).items():
            if len(picture) <= self.picture_room:
                self.pictures.setdefault(document.id, {})[place] = picture
                self.picture_room -= len(picture)
