"""Running heads, page numbers, seals and watermarks of two versions: listed as noise, never lost."""

from collections.abc import Iterator

from pipeline.compare.keys import key
from pipeline.model.diff import Noise, NoiseClass, Side
from pipeline.model.document import Document, Kind
from pipeline.model.mark import MarkKind

_KINDS = {MarkKind.SEAL: NoiseClass.SEAL, MarkKind.WATERMARK: NoiseClass.WATERMARK}


def furniture_noise(old: Document, new: Document) -> Iterator[Noise]:
    """Yield the furniture that stands in one version only, in its order; page after page the same is one."""
    first, second = _pieces(old), _pieces(new)
    for words, (kind, side) in first.items():
        if words not in second:
            yield Noise(kind, side, None)
    for words, (kind, side) in second.items():
        if words not in first:
            yield Noise(kind, None, side)


def _pieces(document: Document) -> dict[str, tuple[NoiseClass, Side]]:
    found: dict[str, tuple[NoiseClass, Side]] = {}
    marks = {marked.span.start: marked.mark.kind for marked in document.marks}
    for block in document.blocks:
        if block.kind is not Kind.FURNITURE:
            continue
        words = document.text[block.span.start : block.span.end]
        mark = marks.get(block.span.start)
        kind = _KINDS.get(mark, NoiseClass.FURNITURE) if mark else NoiseClass.FURNITURE
        place = document.places.at(block.span.start)
        found.setdefault(key(words), (kind, Side(None, place.page, words, block.span)))
    return found
