"""How two versions are compared: clause by clause, or as one text that should be the same."""

from dataclasses import dataclass, replace

from pipeline.compare.versions import compare_versions
from pipeline.model.diff import Answer, Mode, Version, VersionDiff
from pipeline.model.document import MAIN_PART, Document
from pipeline.model.span import Span
from pipeline.options import Wanted


@dataclass(frozen=True, slots=True)
class Choice:
    """A way of comparing, and why it was chosen, in both languages."""

    mode: Mode
    zh: str
    en: str


def choose(wanted: Wanted, old: Version, new: Version) -> Choice:
    """Choose how to compare: as asked, else a text read from pictures is verified and all others are versions."""
    if wanted is not Wanted.AUTO:
        return Choice(Mode(wanted.value), "按所选方式", "as asked for")
    machine = [version.name for version in (old, new) if version.by_machine]
    if machine:
        return Choice(
            Mode.VERIFY,
            f"{machine[0]} 由图像识别而来，按“是否同一文本”核对",
            f"{machine[0]} was read from pictures: verified",
        )
    return Choice(Mode.VERSIONS, "两份文本均非图像识别，按条款比较", "both are texts: compared clause by clause")


def part_of(document: Document, name: str) -> Span | None:
    """Find a part of a document by the name it has in the text (附件一, 正文); None when there is none.

    A part that stands in several pieces reaches from the first to the last of them.
    """
    wanted = name.strip()
    spans = [span for span, known in document.parts if known == wanted]
    if not spans and wanted == MAIN_PART:
        return document.body
    return Span(spans[0].start, spans[-1].end) if spans else None


def compare(
    old: Version, new: Version, mode: Mode, old_part: Span | None = None, new_part: Span | None = None
) -> VersionDiff:
    """Compare two versions, or a range of each; a verification ends in an answer."""
    diff = compare_versions(old, new, old_part, new_part)
    if mode is Mode.VERIFY:
        return replace(diff, mode=mode, answer=_answer(diff))
    return diff


def _answer(diff: VersionDiff) -> Answer:
    """Answer whether both hold the same text; what could not be read is never called the same."""
    if diff.old.unread or diff.new.unread:
        return Answer.CANNOT_TELL
    if diff.changes:
        return Answer.DIFFERENT
    return Answer.IDENTICAL_BUT_NOISE if diff.noise else Answer.IDENTICAL
