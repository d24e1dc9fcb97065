"""Annotations and form fields of PDF pages in plain syntax; strike-outs by the boxes alone."""

from collections.abc import Sequence

import pypdfium2
import pytest

from pipeline.parsing.pdf_notes import Note, NoteKind, Rectangle, iso_date, notes, struck_ranges
from tests.parsing.noted import annotation, field, noted, stream, string, words


def read(data: bytes) -> list[Note]:
    """Read the notes of the first page."""
    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        try:
            return notes(document, page)
        finally:
            page.close()


def texts(*objects: str, content: str = "", form: bool = True) -> list[str]:
    """Give the words of the notes of a page."""
    return [note.text for note in read(noted(*objects, content=content, form=form))]


def appearance(name: str) -> str:
    """Give the appearances of a button that stands first, with its stream behind it: off, and on by a name."""
    return f"<< /N << /{name} 7 0 R /Off 7 0 R >> >>"


FORM = stream(words("drawn", 2, 5), "/Type /XObject /Subtype /Form /BBox [0 0 100 20]")
OPTIONS = f"[[(1) {string('一年')}] [(2) {string('两年')}]]"


def test_page_without_annotations_has_no_notes() -> None:
    """Page content alone is no note."""
    assert read(noted(content=words("Party A"))) == []


def test_text_field_gives_its_value() -> None:
    """A text field is a form value with the field's rectangle and without the field's name as an author."""
    assert read(noted(field("Tx", V=string("壹佰万元")))) == [
        Note(NoteKind.FORM_VALUE, (100.0, 80.0, 200.0, 100.0), "壹佰万元")
    ]


def test_appearance_of_a_field_is_not_page_text() -> None:
    """What is drawn in a field is read once, from its value."""
    data = noted(field("Tx", V="(value)", AP="<< /N 7 0 R >>"), FORM, content=words("page", y=500))
    with pypdfium2.PdfDocument(data) as document:
        assert document[0].get_textpage().get_text_range() == "page"
    assert [note.text for note in read(data)] == ["value"]


def test_value_is_inherited_from_the_parent() -> None:
    """Each widget of a field shows the value that its parent holds (12.7.3.2)."""
    parent = "<< /FT /Tx /T (field) /V (both) /Kids [7 0 R 8 0 R] >>"
    kids = [annotation("Widget", rect, Parent="6 0 R") for rect in ("100 700 200 720", "100 500 200 520")]

    assert [(note.text, note.box[1]) for note in read(noted(parent, *kids))] == [("both", 80.0), ("both", 280.0)]


def test_fields_without_a_form_dictionary_are_read() -> None:
    """Programs that join files lose the form and keep the widgets."""
    assert texts(field("Tx", V="(kept)"), form=False) == ["kept"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param([field("Tx", V="(91A)", MaxLen="18", Ff="16777216")], ["91A"], id="comb"),
        pytest.param([field("Tx", V="(a\\rb\\r\\nc)", Ff="4096")], ["a\nb\nc"], id="several lines"),
        pytest.param([field("Tx", V="7 0 R"), stream("long")], ["long"], id="value in a stream"),
        pytest.param([field("Tx")], [], id="empty text"),
        pytest.param([field("Tx", V="()")], [], id="empty string"),
        pytest.param([field("Ch", Ff="131072", V="(2)", Opt=OPTIONS)], ["两年"], id="label of the chosen option"),
        pytest.param([field("Ch", Ff="393216", V="(3)", Opt=OPTIONS)], ["3"], id="value that is no option"),
        pytest.param([field("Ch", Ff="131072", Opt=OPTIONS)], [], id="nothing chosen"),
        pytest.param([field("Ch", Ff="2097152", V="[(a) (c)]", Opt="[(a) (b) (c)]")], ["a、c"], id="several chosen"),
        pytest.param([field("Btn", V="/Yes", AS="/Yes", AP=appearance("Yes")), FORM], ["☑"], id="check box on"),
        pytest.param([field("Btn", V="/Off", AS="/Off", AP=appearance("Yes")), FORM], ["□"], id="check box off"),
        pytest.param([field("Btn", V="/Yes")], ["☑"], id="check box on without appearance"),
        pytest.param([field("Btn")], ["□"], id="check box never touched"),
        pytest.param([field("Btn", Ff="65536", MK="<< /CA (Send) >>")], [], id="push button"),
        pytest.param([field("Sig")], [], id="signature field"),
    ],
)
def test_fields_read_as_they_show(fields: list[str], expected: list[str]) -> None:
    """Each kind of field gives what a reader of the form sees (12.7.4)."""
    assert texts(*fields) == expected


def test_empty_field_over_printed_words_says_nothing() -> None:
    """The label under an empty field is not its value."""
    assert texts(field("Tx"), content=words("Amount")) == []


def test_radio_buttons_are_on_and_off() -> None:
    """Each button of a group tells its own state."""
    group = "<< /FT /Btn /Ff 49152 /T (group) /V /B /Kids [8 0 R 9 0 R] >>"
    buttons = [
        annotation("Widget", Parent="10 0 R", AS=state, AP=appearance(name))
        for state, name in (("/Off", "A"), ("/B", "B"))
    ]

    assert texts("null", FORM, *buttons, group) == ["□", "☑"]


def test_flattened_form_is_page_text_only() -> None:
    """Flattening by pdfium leaves page content and no annotation."""
    with pypdfium2.PdfDocument(noted(field("Tx", V="(value)", AP="<< /N 7 0 R >>"), FORM)) as document:
        document.init_forms()
        document[0].flatten()
        assert notes(document, document[0]) == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("100 000", [], id="the value"),
        pytest.param("__100000__", [], id="the value on a fill-in line"),
        pytest.param("______", ["100000"], id="a fill-in line alone"),
        pytest.param("Amount", ["100000"], id="other words"),
    ],
)
def test_value_printed_below_its_field_is_not_doubled(printed: str, expected: list[str]) -> None:
    """A field left in a flattened form counts once."""
    assert texts(field("Tx", V="(100000)"), content=words(printed)) == expected


@pytest.mark.parametrize(
    ("subtype", "kind"),
    [
        ("FreeText", NoteKind.FREE_TEXT),
        ("Text", NoteKind.COMMENT),
        ("Highlight", NoteKind.COMMENT),
        ("Underline", NoteKind.COMMENT),
        ("Caret", NoteKind.COMMENT),
        ("Square", NoteKind.COMMENT),
        ("StrikeOut", NoteKind.STRUCK),
        ("Stamp", NoteKind.STAMP),
    ],
)
def test_contents_come_with_their_kind(subtype: str, kind: NoteKind) -> None:
    """Markup annotations give their contents, author and date (12.5.6.2)."""
    entries = {"Contents": string("请核对"), "T": string("法务甲"), "M": "(D:20240102030405+08'00')"}

    assert read(noted(annotation(subtype, **entries))) == [
        Note(kind, (100.0, 80.0, 200.0, 100.0), "请核对", "法务甲", "2024-01-02T03:04:05+08:00")
    ]


@pytest.mark.parametrize("subtype", ["Text", "Highlight", "FreeText", "Square"])
def test_markup_without_words_says_nothing(subtype: str) -> None:
    """A highlight or a drawing without contents is left out."""
    assert texts(annotation(subtype)) == []


@pytest.mark.parametrize("subtype", ["Popup", "Link"])
def test_popups_and_links_are_no_notes(subtype: str) -> None:
    """A popup repeats its parent, a link says nothing."""
    assert texts(annotation(subtype, Contents="(words)")) == []


def test_strike_out_gives_its_stretches() -> None:
    """A strike-out over two lines has a rectangle for each, whatever the order of the corners."""
    quads = "[100 720 200 720 100 700 200 700 100 680 150 680 150 690 100 690]"
    [note] = read(noted(annotation("StrikeOut", "100 680 200 720", QuadPoints=quads), content=words("struck words")))

    assert (note.kind, note.text) == (NoteKind.STRUCK, "")
    assert note.quads == ((100.0, 80.0, 200.0, 100.0), (100.0, 110.0, 150.0, 120.0))


@pytest.mark.parametrize(("name", "text"), [("/Approved", "Approved"), ("/#23x9f31", "")])
def test_stamp_is_named_by_a_standard_name_only(name: str, text: str) -> None:
    """Other names are identifiers; the stamp is reported all the same."""
    assert texts(annotation("Stamp", Name=name)) == [text]


@pytest.mark.parametrize(("flags", "hidden"), [(0, False), (4, False), (2, True), (32, True), (6, True)])
def test_hidden_notes_are_marked(flags: int, hidden: bool) -> None:
    """Hidden and NoView keep an annotation off the screen, Print does not (12.5.3)."""
    [note] = read(noted(annotation("Text", Contents="(words)", F=str(flags))))

    assert (note.text, note.hidden) == ("words", hidden)


@pytest.mark.parametrize(
    ("rotation", "box"),
    [
        (0, (50.0, 30.0, 150.0, 50.0)),
        (90, (640.0, 50.0, 660.0, 150.0)),
        (180, (200.0, 640.0, 300.0, 660.0)),
        (270, (30.0, 200.0, 50.0, 300.0)),
    ],
)
def test_boxes_are_those_of_the_page_as_displayed(rotation: int, box: Rectangle) -> None:
    """The crop box is the page, and turns with it (7.7.3.3)."""
    page = f"/Rotate {rotation} /CropBox [50 60 400 750]"
    [note] = read(noted(annotation("Text", Contents="(words)"), page=page))

    assert note.box == box


def test_broken_annotations_are_passed_over() -> None:
    """What is no annotation, or has its corners the wrong way round, harms nothing."""
    broken = ["<< /Rect 5 >>", "[ /Rect ]", annotation("Text", "200 720 100 700", Contents="(words)")]

    assert [(note.text, note.box) for note in read(noted(*broken))] == [("words", (100.0, 80.0, 200.0, 100.0))]


def test_later_pages_and_the_text_are_unharmed() -> None:
    """Reading the notes leaves the page's text and the notes as they were."""
    with pypdfium2.PdfDocument(noted(field("Tx", V="(value)"), content=words("page", y=500))) as document:
        page = document[0]
        assert notes(document, page) == notes(document, page)
        assert page.get_textpage().get_text_range() == "page"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("D:20240102030405+08'00'", "2024-01-02T03:04:05+08:00"),
        ("D:20240102030405+08'00", "2024-01-02T03:04:05+08:00"),
        ("D:20240102030405-03", "2024-01-02T03:04:05-03:00"),
        ("D:20240102030405Z", "2024-01-02T03:04:05Z"),
        ("D:20240102030405Z00'00'", "2024-01-02T03:04:05Z"),
        ("20240102030405", "2024-01-02T03:04:05"),
        ("D:202401020304", "2024-01-02T03:04"),
        ("D:20240102", "2024-01-02"),
        ("D:202401", "2024-01"),
        ("D:2024", "2024"),
        ("D:20241302", ""),
        ("2 January", ""),
        ("", ""),
    ],
)
def test_dates_are_as_exact_as_they_are_written(written: str, expected: str) -> None:
    """Dates of PDF (7.9.4) become ISO 8601."""
    assert iso_date(written) == expected


def line(*widths: float, top: float = 100) -> list[Rectangle]:
    """Give the boxes of characters of 10 points height from x 100 on."""
    return [(100 + sum(widths[:i]), top, 100 + sum(widths[: i + 1]), top + 10) for i in range(len(widths))]


def ruling(x0: float, x1: float, y: float, thickness: float = 0.5) -> Rectangle:
    """Give a ruling around a height."""
    return x0, y - thickness / 2, x1, y + thickness / 2


TEN = (10,) * 10


@pytest.mark.parametrize(
    ("rulings", "expected"),
    [
        pytest.param([], [], id="no ruling"),
        pytest.param([ruling(100, 200, 105)], [(0, 10)], id="the whole line"),
        pytest.param([ruling(120, 150, 105)], [(2, 5)], id="three characters"),
        pytest.param([ruling(120, 150, 103.1)], [(2, 5)], id="upper edge of the middle"),
        pytest.param([ruling(120, 150, 106.9)], [(2, 5)], id="lower edge of the middle"),
        pytest.param([ruling(120, 150, 102.5)], [], id="above the middle"),
        pytest.param([ruling(120, 150, 107.5)], [], id="below the middle"),
        pytest.param([ruling(100, 200, 108.5)], [], id="underline"),
        pytest.param([ruling(100, 200, 110)], [], id="underline at the foot"),
        pytest.param([ruling(50, 400, 98)], [], id="border above"),
        pytest.param([ruling(50, 400, 112)], [], id="border below"),
        pytest.param([ruling(120, 150, 104), ruling(120, 150, 106)], [(2, 5)], id="double line"),
        pytest.param([ruling(110, 120, 105), ruling(150, 170, 105)], [(1, 2), (5, 7)], id="two stretches"),
        pytest.param([ruling(120, 125, 105), ruling(125, 140, 105)], [(2, 4)], id="pieces meet in a character"),
        pytest.param([ruling(124, 136, 105)], [(2, 4)], id="six tenths of each end"),
        pytest.param([ruling(126, 134, 105)], [], id="less than any character"),
        pytest.param([ruling(86, 214, 105)], [(0, 10)], id="a little beyond both ends"),
        pytest.param([ruling(84, 150, 105)], [], id="far beyond the start"),
        pytest.param([ruling(150, 216, 105)], [], id="far beyond the end"),
        pytest.param([ruling(50, 150, 105), ruling(150, 400, 105)], [], id="a separator in pieces"),
        pytest.param([ruling(205, 214, 105)], [], id="beside the words"),
    ],
)
def test_struck_ranges(rulings: list[Rectangle], expected: list[tuple[int, int]]) -> None:
    """A line through the middle of characters strikes them out; other rulings do not."""
    assert struck_ranges(line(*TEN), rulings) == expected


@pytest.mark.parametrize(
    ("widths", "x", "expected"),
    [
        pytest.param((10, 0, 10), (100, 120), [(0, 3)], id="between struck characters"),
        pytest.param((0, 10, 10, 0), (100, 120), [(1, 3)], id="at the ends"),
        pytest.param((10, 0, 10), (100, 110), [(0, 1)], id="behind the last struck character"),
    ],
)
def test_characters_without_width_are_neutral(
    widths: Sequence[float], x: tuple[float, float], expected: list[tuple[int, int]]
) -> None:
    """The blanks pdfium makes up neither start nor break a range."""
    assert struck_ranges(line(*widths), [ruling(*x, 105)]) == expected


def test_no_characters_are_never_struck() -> None:
    """An empty line has no ranges."""
    assert struck_ranges([], [ruling(100, 200, 105)]) == []


def test_each_character_counts_by_its_own_height() -> None:
    """A line through the middle of small print passes below the middle of larger print."""
    boxes: list[Rectangle] = [(100, 90, 120, 110), (120, 104, 126, 110)]

    assert struck_ranges(boxes, [ruling(100, 126, 107)]) == [(1, 2)]
