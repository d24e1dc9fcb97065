"""标记: doubts that the reading itself raises: tracked changes, comments, hidden text, uncertain characters."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.flags import flag
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, Flag
from pipeline.model.mark import Marked, MarkKind
from pipeline.model.span import Span

_REVISIONS = {
    MarkKind.INSERTED: ("插入", "inserted"),
    MarkKind.DELETED: ("删除", "deleted"),
    MarkKind.MOVED_HERE: ("移入", "moved here"),
    MarkKind.MOVED_AWAY: ("移出", "moved away"),
}
_MOST = 40
"""Places quoted by one flag; further ones are counted."""

_REASONS = {
    "识别把握不足": "low confidence",
    "印章下两次识别不一致": "two readings under the seal differ",
    "数字格式不成立": "not a well-formed number",
    "日期不成立": "no possible date",
    "校验位不符": "the check digit is wrong",
    "大小写金额不一致": "figures and words of the amount differ",
    "已按大写金额校正分隔符": "separators mended by the amount in words",
}
"""Why a reading is doubtful, as readers of pictures say it, and in English."""


def mark_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise what the marks of a document ask for; revisions and comments are listed with author and date."""
    yield from _further(document)
    yield from _ocr(document, found)
    for marked in document.marked(MarkKind.REPLACED_LAYER, MarkKind.OTHER_LAYER):
        yield flag("text_layer_differs", document.evidence(marked.span), of=(marked.mark.note, marked.mark.note))
    for marked in document.marked(MarkKind.HIDDEN):
        about = marked.mark.note or "隐藏"
        yield flag("hidden_text", document.evidence(marked.span), of=(about, about))
    for marked in document.marked(MarkKind.PICTURE):
        yield flag("words_in_picture", document.evidence(marked.span))
    yield from _together(document, "tracked_changes", document.marked(*_REVISIONS))
    yield from _together(document, "comments", document.marked(MarkKind.COMMENT))
    yield from _together(document, "note_on_page", document.marked(MarkKind.NOTE_ON_PAGE))
    yield from _together(document, "struck_text", document.marked(MarkKind.STRUCK))


def _further(document: Document) -> Iterator[Finding[Flag]]:
    """Name the agreements that follow the first one, and tell copies of it from others."""
    first = _words(document, document.body)
    for span in document.further:
        block = document.block_at(span.start)
        title = block.span if block else span
        words = document.printed(title)
        yield flag(
            "copy" if _words(document, span) == first else "further_agreement",
            document.evidence(title),
            of=(words, words),
        )


def _words(document: Document, span: Span) -> str:
    return document.compact_text(span).replace("_", "").strip()


def _ocr(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    proofs = [evidence.span for finding in found.every() for evidence in finding.evidence]
    for marked in document.marked(MarkKind.UNREADABLE):
        yield flag("unreadable", document.evidence(marked.span))
    for marked in document.marked(MarkKind.DOUBTFUL):
        name = "ocr_doubt" if any(span.overlaps(marked.span) for span in proofs) else "ocr_doubt_elsewhere"
        reason = marked.mark.note
        yield flag(name, document.evidence(marked.span), of=(reason, _REASONS.get(reason, reason)))


def _together(document: Document, name: str, marks: Sequence[Marked]) -> Iterator[Finding[Flag]]:
    """Raise one flag for all marks of a kind: how many, by whom and when, with the words of each."""
    places = list(_merged(marks))
    if not places:
        return
    evidence = [document.evidence(marked.span) for marked in places[:_MOST]]
    yield flag(name, *evidence, of=(_listed(places, 0), _listed(places, 1)))


def _merged(marks: Iterable[Marked]) -> Iterator[Marked]:
    """Put neighbouring stretches of one change together, as they are cut by formatting and line ends."""
    held: Marked | None = None
    for marked in marks:
        if held and held.mark == marked.mark and marked.span.start - held.span.end <= 1:
            held = replace(held, span=Span(held.span.start, marked.span.end))
            continue
        if held:
            yield held
        held = marked
    if held:
        yield held


def _listed(places: Sequence[Marked], language: int) -> str:
    """Count marks by what was done, who did it and on which day: 张三 2024-03-01 插入 2 处."""
    counted = Counter((marked.mark.author, marked.mark.date[:10], marked.mark.kind) for marked in places)
    parts = []
    for (author, date, kind), count in counted.items():
        done = _REVISIONS[kind][language] if kind in _REVISIONS else ""
        places_said = f"{count} 处" if language == 0 else f"({count})"
        parts.append(" ".join(filter(None, (author, date, done, places_said))))
    return ("；", "; ")[language].join(parts)
