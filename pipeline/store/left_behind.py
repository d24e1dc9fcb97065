"""Corrections that no report shows: those of documents that are no inputs any more."""

from dataclasses import dataclass

from pipeline import packing
from pipeline.masking import mask_text, personal_names
from pipeline.store.deletion import knows_not_all
from pipeline.store.register import PENDING, Register


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A document that was corrected and is no input any more: where it was read, and how many corrections it has.

    `changed`: the file there has another content now. Corrections are of a content, so that none of them is carried over.
    """

    path: str
    corrections: int
    changed: bool


def left_behind(register: Register, *, masked: bool) -> tuple[LeftBehind, ...]:
    """Give the corrected documents that are no inputs any more, in the order of their first corrections.

    None while the content of some inputs is unknown: they may be these documents.
    """
    if knows_not_all(register):
        return ()
    query = (
        "SELECT c.sha256, count(*), d.record FROM corrections c LEFT JOIN documents d ON d.sha256 = c.sha256 "
        "WHERE c.sha256 NOT IN (SELECT sha256 FROM inputs) GROUP BY c.sha256 ORDER BY min(c.id)"
    )
    found = []
    for sha256, count, packed in register.rows(query):
        record = packing.unpack_json(packed) if packed else {"document": {"path": sha256}}
        path = record["document"]["path"]
        there = register.row("SELECT 1 FROM inputs WHERE name = ? AND status != ? LIMIT 1", (path, PENDING))
        shown = mask_text(path, personal_names(record)) if masked else path
        found.append(LeftBehind(shown, count, there is not None))
    return tuple(found)
