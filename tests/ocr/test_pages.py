"""Pictures of pages, drawn by the tests, read as a scan would be."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import DamagedFile, EmptyFile, NoTextLayer
from pipeline.model.document import Kind, Parsed, Source, TextSource
from pipeline.model.mark import MarkKind
from pipeline.options import Ocr, Options
from pipeline.parsing import parse
from pipeline.zh.fold import fold
from tests.ocr.drawn import FONTS, LINES, encoded, needs_font, page

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pytestmark = needs_font


def read(data: bytes, ocr: Ocr = Ocr.AUTO) -> Parsed:
    """Read the bytes of a file."""
    return parse(Source("扫描", data, ""), Options(ocr=ocr))


def body(parsed: Parsed) -> str:
    """Give the words of the body without blanks, in one width."""
    return fold("".join(block.text for block in parsed.blocks if block.kind is not Kind.FURNITURE)).replace(" ", "")


PRINTED = fold("".join(LINES)).replace(" ", "")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_page_is_read_whichever_way_up(turn: int) -> None:
    """A page on its side or head is turned."""
    assert body(read(encoded(page().rotate(turn, expand=True)))) == PRINTED


@pytest.mark.parametrize("skew", [-8, 5])
def test_skewed_page_is_set_level(skew: int) -> None:
    """Ten degrees either way are mended."""
    assert body(read(encoded(page().rotate(skew, Image.Resampling.BICUBIC, fillcolor="white")))) == PRINTED


@pytest.mark.parametrize("colour", ["red", "blue"])
def test_print_under_a_seal_is_read(colour: str) -> None:
    """The ink of a seal is lifted, the print beneath stays."""
    assert body(read(encoded(page(seal=colour)))) == PRINTED


@pytest.mark.parametrize(("colour", "name"), [("red", "红色印章"), ("blue", "蓝色印章")])
def test_seal_stands_apart_with_its_place(colour: str, name: str) -> None:
    """A seal is furniture, with its colour and where it is (842 points to 1,100 pixels)."""
    seals = [run for block in read(encoded(page(seal=colour))).blocks for run in block.runs
             if run.mark and run.mark.kind is MarkKind.SEAL]  # fmt: skip

    assert [run.mark.note for run in seals if run.mark] == [name]
    assert seals[0].place.box is not None
    assert abs(seals[0].place.box.x0 - 400 * 842 / 1100) < 4


def test_page_without_seal_has_none() -> None:
    """Black print is no seal."""
    marks = [run.mark for block in read(encoded(page())).blocks for run in block.runs if run.mark]

    assert [mark for mark in marks if mark.kind is MarkKind.SEAL] == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_kinds_of_pictures(kind: str) -> None:
    """Photographs and scans are agreements."""
    parsed = read(encoded(page(), kind))

    assert (parsed.text_source, parsed.media_type) == (TextSource.OCR, f"image/{kind.lower()}")


def test_pages_of_a_tiff() -> None:
    """Every page of a fax is read, with its number."""
    parsed = read(encoded(page(), "TIFF", save_all=True, append_images=[page()]))

    assert parsed.pages == 2
    assert {run.place.page for block in parsed.blocks for run in block.runs} == {1, 2}


def test_scan_in_a_pdf() -> None:
    """A page of a PDF that is a picture is read by OCR, which the reader is told."""
    parsed = read(encoded(page(), "PDF"))

    assert body(parsed) == PRINTED
    assert [(problem.kind, problem.where) for problem in parsed.problems] == [("ocr", "1")]


def test_pages_side_by_side_keep_their_order() -> None:
    """Two threads give the pages in their order."""
    data = encoded(page(), "PDF", save_all=True, append_images=[page(("第六条 附则",))])
    parsed = parse(Source("扫描", data, ""), Options(pages_at_once=2))

    assert body(parsed) == PRINTED + "第六条附则"


def test_ocr_never_says_what_is_needed() -> None:
    """Without OCR a picture is refused with the way out."""
    with pytest.raises(NoTextLayer, match="--ocr never"):
        read(encoded(page()), Ocr.NEVER)


def test_picture_without_words() -> None:
    """A blank page is no agreement."""
    with pytest.raises(EmptyFile, match="no words"):
        read(encoded(Image.new("RGB", (800, 600), "white")))


def test_broken_picture() -> None:
    """A picture that is cut off is damaged."""
    with pytest.raises(DamagedFile, match="cut off"):
        read(encoded(page(), "JPEG")[:900])


def test_ruled_table_on_a_scan() -> None:
    """Words go to the cells whose lines are drawn around them."""
    picture = Image.new("RGB", (1100, 900), "white")
    drawing, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONTS[0]), 30)
    for y in (100, 180, 260):
        drawing.line((80, y, 900, y), fill="black", width=3)
    for x in (80, 400, 900):
        drawing.line((x, 100, x, 260), fill="black", width=3)
    for (x, y), words in {
        (100, 120): "违约情形",
        (420, 120): "违约金",
        (100, 200): "逾期付款",
        (420, 200): "每日0.05%",
    }.items():
        drawing.text((x, y), words, font=font, fill="black")
    rows = [block.text for block in read(encoded(picture)).blocks if block.kind is Kind.ROW]

    assert rows == ["违约情形\t违约金", "逾期付款\t每日0.05%"]
