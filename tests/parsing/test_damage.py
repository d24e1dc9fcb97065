"""Damaged files: nothing breaks but what is foreseen, and no loss goes unsaid. In full: benchmarks/fuzzing.py."""

import base64
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import DamagedFile, EmptyFile, InputError, TooLarge
from pipeline.model.document import Parsed, Source
from pipeline.options import Ocr, Options
from pipeline.parsing import parse
from pipeline.parsing.pdf import read_pdf
from pipeline.parsing.pdf_damage import Account, examine, losses
from pipeline.parsing.pdf_filters import MOST, Misfit, Oversized, decoded
from pipeline.parsing.pdf_mending import mend
from pipeline.parsing.pdf_page import MOST_CHARACTERS, MOST_NOTES, MOST_OBJECTS
from pipeline.parsing.pdf_references import mended, straight
from tests.hostile import pdf_makers as made
from tests.hostile.mutations import AGREEMENTS, SILENT, inside, mutants, other_bases, pdf_bases, share_lost, text_of
from tests.hostile.pdf_writer import Pdf, bomb, content, packed

DIGITAL = Options(ocr=Ocr.NEVER)
MUTANTS = 60
PDFS = pdf_bases()
OTHERS = other_bases()
TEXTS = [name for name in OTHERS if not name.endswith(".docx")]


def read(data: bytes) -> Parsed | None:
    """Read a file; None for one that is refused. Any exception but an InputError is a fault of ours."""
    try:
        return parse(Source("damaged", data, ""), DIGITAL)
    except InputError:
        return None


def lost_in_silence(reference: str, parsed: Parsed | None) -> bool:
    """Say whether a tenth of the text is gone and no problem is named."""
    return parsed is not None and not parsed.problems and share_lost(reference, text_of(parsed)) > SILENT


@pytest.mark.parametrize("name", PDFS)
def test_loss_in_damaged_pdf_is_named(name: str) -> None:
    """Of damaged PDF files at most one in thirty loses a tenth of its text unsaid; the goal is 2.9 %."""
    reference = text_of(read_pdf(PDFS[name]))
    silent = sum(lost_in_silence(reference, read(data)) for _, data in mutants(PDFS[name], MUTANTS, name))

    assert silent <= MUTANTS // 30


@pytest.mark.parametrize("name", OTHERS)
def test_damaged_words_and_texts_end_as_foreseen(name: str) -> None:
    """Word files and texts are read or refused; a Word file with its checksums in order as well."""
    for _, data in mutants(OTHERS[name], MUTANTS, name):
        read(data)
    if name.endswith(".docx"):
        reference = text_of(parse(Source(name, OTHERS[name], ""), DIGITAL))
        damaged = [read(data) for _, data in inside(OTHERS[name], MUTANTS // 2, name)]

        assert sum(lost_in_silence(reference, parsed) for parsed in damaged) <= 1


@pytest.mark.parametrize("name", TEXTS)
def test_wiped_text_is_named(name: str) -> None:
    """Zeros in the place of words are no words."""
    reference = OTHERS[name].decode()
    damaged = [data for way, data in mutants(OTHERS[name], MUTANTS, name) if way == "zero"]

    assert not any(lost_in_silence(reference, read(data)) for data in damaged)


def clean() -> list[Path]:
    """Give our own PDF files."""
    return sorted(AGREEMENTS.glob("*.pdf"))


@pytest.mark.parametrize("path", clean(), ids=lambda path: path.stem)
def test_clean_files_raise_no_alarm(path: Path) -> None:
    """Whoever wrote nothing wrong is told nothing."""
    assert read_pdf(path.read_bytes(), DIGITAL).problems == ()


@pytest.mark.parametrize("name", PDFS)
def test_sound_bases_raise_no_alarm(name: str) -> None:
    """The files that are damaged here are whole."""
    assert read_pdf(PDFS[name], DIGITAL).problems == ()


def page_of(data: bytes | None = None, entries: bytes = b"", length: bytes | None = None) -> bytes:
    """Give a file with two pages, the second with this content."""
    pdf = Pdf()
    pdf.text_page()
    pdf.page(b"%d 0 R" % pdf.stream(content("second") if data is None else data, entries, length))
    return pdf.build()


def with_object(body: bytes) -> bytes:
    """Give a page whose resources need an object."""
    pdf = Pdf()
    number = pdf.add(body)
    pdf.text_page(resources=b"/XObject<</X %d 0 R>>" % number)
    return pdf.build()


def missing_font() -> bytes:
    """Give a page whose font is not in the file."""
    return page_of().replace(b"/F1 3 0 R", b"/F1 9 0 R")


def fewer_pages() -> bytes:
    """Give a page tree that has lost a page."""
    return page_of().replace(b"/Kids[5 0 R 7 0 R]", b"/Kids[5 0 R      ]")


def unended() -> bytes:
    """Give a file without its last lines."""
    data = page_of()
    return data[: data.rindex(b"startxref")]


def moved() -> bytes:
    """Give a file whose cross-reference lies where it does not say, every object whole."""
    data = page_of()
    return data.replace(b"\n1 0 obj", b"\n% one\n1 0 obj")


def unbalanced() -> bytes:
    """Give content in which a bracket that is not closed swallows the rest."""
    words = b" ".join(content(f"line {number}") for number in range(20))
    return page_of(words.replace(b"(line 3)", b"(line 3 "))


MAP = b"/CIDInit/ProcSet findresource begin begincmap 2 beginbfchar <0041> <0041> <0042> <0042> endbfchar endcmap"


def mapped(table: bytes, *, map_of: bool = True, font_file: bytes | None = None) -> bytes:
    """Give a page in a composite font with a map of characters, or an embedded font, of one's own."""
    pdf = Pdf()
    table_at = pdf.stream(table)
    file = b"/FontFile2 %d 0 R" % pdf.stream(font_file, FLATE + b"/Length1 9") if font_file else b""
    descriptor = pdf.add(b"<</Type/FontDescriptor/FontName/X/Flags 4%b>>" % file)
    inner = pdf.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R>>" % descriptor
    )
    entry = b"/ToUnicode %d 0 R" % table_at if map_of else b""
    pdf.font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[%d 0 R]%b>>" % (inner, entry)
    pdf.text_page(b"BT /F1 12 Tf 72 700 Td <00410042> Tj ET")
    return pdf.build()


PACKED = zlib.compress(content("second") * 9)
FLATE = b"/Filter/FlateDecode"

DAMAGED: list[tuple[str, Callable[[], bytes], str | None]] = [
    ("clean", page_of, None),
    ("clean, deflated", lambda: page_of(PACKED, FLATE), None),
    ("clean, object streams", lambda: packed(made.plain_table()), None),
    ("clean, empty page", lambda: page_of(b""), None),
    ("clean, empty texts", lambda: page_of(b"BT /F1 9 Tf 9 9 Td " + b"() Tj " * 9 + b"(x) Tj ET"), None),
    ("checksum fails", lambda: page_of(PACKED[:-4] + b"abcd", FLATE), "damaged_page"),
    ("deflated data cut off", lambda: page_of(PACKED[:-9], FLATE), "damaged_page"),
    ("base 85 with odd letters", lambda: page_of(b"87cURD]\xff~>", b"/Filter/ASCII85Decode"), "damaged_page"),
    ("filter that there is not", lambda: page_of(PACKED, b"/Filter/FlateDecodf"), "damaged_page"),
    ("length too short", lambda: page_of(length=b"9"), "damaged_page"),
    ("length too long", lambda: page_of(length=b"9999"), "damaged_page"),
    ("zeros in the content", lambda: page_of(content("second") + bytes(40)), "damaged_page"),
    ("text swallowed", unbalanced, "damaged_page"),
    ("content that is none", lambda: page_of().replace(b"/Contents 6 0 R", b"/Contents 3 0 R"), "damaged_page"),
    ("content by another name", lambda: page_of().replace(b"/Contents 6", b"/Kontents 6"), "damaged_page"),
    ("font missing", missing_font, "damaged_page"),
    ("clean, map of characters", lambda: mapped(MAP), None),
    ("clean, font that is its own map", lambda: mapped(b"", map_of=False, font_file=zlib.compress(b"font")), None),
    ("map with odd letters", lambda: mapped(MAP.replace(b"<0042> e", b"<0\xff42> e")), "damaged_page"),
    ("map with a code that is none", lambda: mapped(MAP.replace(b"<0042> e", b"<0:42> e")), "damaged_page"),
    ("map with an open code", lambda: mapped(MAP.replace(b"<0042> e", b"<0042  e")), "damaged_page"),
    ("filter forgotten", lambda: page_of(PACKED, b"/Fylter/FlateDecode"), "damaged_page"),
    ("form cut off", lambda: with_object(b"<</Subtype/Form/Length 99>>stream\nq"), "damaged_page"),
    ("page missing", fewer_pages, "damaged_file"),
    ("end missing", unended, "cut_off"),
]


@pytest.mark.parametrize(("name", "make", "kind"), DAMAGED, ids=[name for name, _, _ in DAMAGED])
def test_damage_has_a_name(name: str, make: Callable[[], bytes], kind: str | None) -> None:
    """Each detector finds its damage, and sound files raise none."""
    kinds = {problem.kind for problem in read_pdf(make(), DIGITAL).problems}

    assert (kinds == set()) if kind is None else (kind in kinds), name


@pytest.mark.parametrize(("map_of", "fonts", "shown"), [(True, False, 1), (True, True, -1), (False, False, -1)])
def test_font_file_is_looked_at_where_it_matters(map_of: bool, fonts: bool, shown: int) -> None:
    """An embedded font that is broken is damage where codes mean nothing without it, or when it is asked for."""
    assert examine(mapped(MAP, map_of=map_of, font_file=b"x\x9cbroken"), fonts=fonts).shown == [shown]


def test_moved_objects_are_found() -> None:
    """A cross-reference that fails is no loss where PDFium finds as much as the file holds."""
    assert losses(examine(moved()), [1, 1]) == {}
    with pytest.raises(Misfit):
        straight(moved()).item(1)


@pytest.mark.parametrize(
    ("account", "read_texts", "expected"),
    [
        (Account([10, 20], 2), [10, 19], {}),
        (Account([10, 20], 2), [10, 17], {"damaged_page": [2]}),
        (Account([10, -1], 2), [10, 20], {"damaged_page": [2]}),
        (Account([10], 1), [None], {"damaged_page": [1]}),
        (Account([10], 2), [10], {"damaged_file": []}),
        (Account([10, 20], 2), [10], {"damaged_file": []}),
        (Account([10], 1, "cut_off"), [10], {"cut_off": []}),
        (Account(silent=True), [10, 20], {}),
    ],
)
def test_pages_are_counted_against_the_file(
    account: Account, read_texts: list[int | None], expected: dict[str, list[int]]
) -> None:
    """What was read is held against what the file says it has."""
    assert losses(account, read_texts) == expected


@pytest.mark.parametrize(
    ("data", "entries", "error"),
    [
        (bomb(MOST + (1 << 20)), FLATE, Oversized),
        (bomb(1 << 30, 2), made.TWICE, Oversized),
        (b"", b"/Filter[" + b"/FlateDecode" * 9 + b"]", Oversized),
        (zlib.compress(b"x"), FLATE + b"/DecodeParms<</Predictor 12/Columns 2000000000>>", Oversized),
        (b"abc", FLATE, Misfit),
        (b"4g>", b"/Filter/ASCIIHexDecode", Misfit),
        (b"zzzz", b"/Filter/ASCII85Decode", Misfit),
    ],
)
def test_filters_refuse(data: bytes, entries: bytes, error: type[Exception]) -> None:
    """What does not decode to its end is a misfit, what decodes to too much is refused before it is held."""
    with pytest.raises(error):
        decoded(data, entries)


@pytest.mark.parametrize(
    ("data", "entries"),
    [
        (b"hellohello", b""),
        (zlib.compress(b"hellohello"), FLATE),
        (b"68 65 6c6C6f 68656c6c6f>", b"/Filter/ASCIIHexDecode"),
        (base64.a85encode(b"hellohello") + b"~>", b"/Filter [ /ASCII85Decode ]"),
        (zlib.compress(b"\1h\xfd\7\0\3\2\0\0\0\0\0"), FLATE + b"/DecodeParms<</Predictor 15/Columns 5>>"),
    ],
)
def test_filters_decode(data: bytes, entries: bytes) -> None:
    """The filters of text give what was put in."""
    assert decoded(data, entries) == b"hellohello"


def test_crowded_pages_are_read_in_part() -> None:
    """Above the limits of a page its first words are read, and it says so."""
    crowds = (
        made.rectangles(MOST_OBJECTS + 1),
        made.characters(MOST_CHARACTERS + 1000),
        made.annotated(MOST_NOTES + 1),
    )
    for data in crowds:
        parsed = read_pdf(data, DIGITAL)

        assert [(problem.kind, problem.where) for problem in parsed.problems] == [("cut_off", "1")]
        assert 0 < len(text_of(parsed)) <= MOST_CHARACTERS + 2000


@pytest.mark.parametrize("make", [made.nested_forms, made.self_drawing_form, made.many_pages])
def test_too_much_is_refused_before_work(make: Callable[[], bytes]) -> None:
    """What a few bytes ask for is counted before it is drawn."""
    with pytest.raises(TooLarge):
        read_pdf(make(), DIGITAL)


def test_nothing_is_never_complete() -> None:
    """A blank page is empty, a broken one damaged: neither is read."""
    with pytest.raises(EmptyFile):
        read_pdf(made.one_page(b" "), DIGITAL)
    with pytest.raises(DamagedFile):
        read_pdf(made.in_filters(FLATE, PACKED[:20]), DIGITAL)


def pages_cut_off(share: float, *, together: bool = False) -> bytes:
    """Give ten pages, cut off behind a share of the bytes; `together`: their content in streams that are deflated."""
    pdf = Pdf()
    for number in range(10):
        words = content(f"Clause {number}: delivery within {number} days.")
        pdf.page(b"%d 0 R" % (pdf.stream(zlib.compress(words * 50), FLATE) if together else pdf.stream(words)))
    data = pdf.build()
    return data[: int(len(data) * share)]


@pytest.mark.parametrize("together", [False, True])
def test_first_pages_of_a_file_cut_off(together: bool) -> None:
    """A download that was not finished gives the pages that came, and is never complete."""
    parsed = read_pdf(pages_cut_off(0.5, together=together), DIGITAL)

    assert "cut_off" in {problem.kind for problem in parsed.problems}
    assert "Clause 2: delivery" in text_of(parsed)
    assert "Clause 9" not in text_of(parsed)


def test_stream_is_mended_up_to_where_it_breaks() -> None:
    """Of content whose deflated data break in the middle the words before are read."""
    words = b" ".join(content(f"Line {number}") for number in range(2000))
    packed_words = zlib.compress(words)
    parsed = read_pdf(made.in_filters(FLATE, packed_words[: len(packed_words) // 2] + b"\xff" * 900), DIGITAL)

    assert "Line 9" in text_of(parsed)
    assert {problem.kind for problem in parsed.problems} & {"damaged_page", "damaged_file"}


def test_nothing_is_mended_from_noise() -> None:
    """Bytes without a page, and encrypted ones, are not mended."""
    assert mend(b"%PDF-1.7 nothing") is None
    assert mend(made.encrypted("secret")) is None


def test_objects_are_found_by_number() -> None:
    """A file is read by its table, by its stream and by looking, with the same objects."""
    table = made.plain_table()
    sources = (straight(Pdf(objects=table).build()), straight(packed(table)), mended(packed(table)))

    assert [source.item(3).body for source in sources] == [table[3]] * 3
