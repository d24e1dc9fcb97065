"""What the page keeps of the documents: texts and pictures of flags, up to a limit."""

from dataclasses import replace

from pipeline.model.finding import Finding, Flag, Severity, State
from pipeline.model.mark import Mark, Marked, MarkKind
from pipeline.model.record import AgreementRecord
from pipeline.model.span import Span
from pipeline.reports.originals import Room, flag_pictures
from tests.builders import document

TEXT = "采购合同\n甲方：示例有限公司\n"


def record(flagged: Span, *pictured: tuple[Span, bytes], id_: str = "a") -> AgreementRecord:
    """Make a record with one flag and pictures of ranges."""
    marks = tuple(Marked(span, Mark(MarkKind.DOUBTFUL, picture=picture)) for span, picture in pictured)
    read = replace(document(TEXT), id=id_, marks=marks)
    flag = Flag("doubtful", Severity.HIGH, "字迹不清", "doubtful")
    return AgreementRecord(read, {}, frozenset(), (Finding(State.STATED, flag, (read.evidence(flagged),), "rule"),))


def test_flag_has_the_picture_of_the_line_it_touches() -> None:
    """The picture is named by the range of the flag's evidence, whatever the range of the line."""
    pictures = flag_pictures(record(Span(5, 8), (Span(0, 4), b"head"), (Span(5, 14), b"party")))

    assert pictures == {"5-8": b"party"}


def test_flag_beside_the_pictures_has_none() -> None:
    """A line that only borders on the evidence is not shown."""
    assert flag_pictures(record(Span(0, 4), (Span(4, 14), b"next"))) == {}


def test_mark_without_a_picture_is_passed_over() -> None:
    """A mark that has no picture hides none that has one."""
    assert flag_pictures(record(Span(5, 8), (Span(5, 14), b""), (Span(5, 14), b"party"))) == {"5-8": b"party"}


def test_texts_are_kept_while_there_is_room() -> None:
    """A text that no longer fits is left out; nothing is cut, and a shorter one after it is kept."""
    room = Room(characters=20)

    assert [room.text(text) for text in (TEXT, TEXT, "甲方")] == [TEXT, "", "甲方"]


def test_pictures_are_kept_while_there_is_room() -> None:
    """A picture that no longer fits is left out, a smaller one after it is kept."""
    room = Room(bytes_=5)

    assert [room.pictures({"0-4": picture}) for picture in (b"123", b"123", b"12")] == [
        {"0-4": b"123"},
        {},
        {"0-4": b"12"},
    ]
