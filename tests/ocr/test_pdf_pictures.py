"""PDF pages with a text layer and pictures: what stands on the pictures is read as well, or named."""

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.document import Kind, Parsed, TextSource
from pipeline.model.mark import MarkKind
from pipeline.options import Ocr, Options
from pipeline.parsing.pdf import read_pdf
from tests.ocr.drawn import needs_font, page, seal

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pytestmark = needs_font

WHOLE = (0.0, 0.0, 595.0, 842.0)
SMALL = (300.0, 100.0, 72.0, 72.0)


def draw(words: str, picture: Image.Image, box: tuple[float, float, float, float], pages: int = 1) -> bytes:
    """Draw pages with a picture in a box (x, y, width, height from the bottom left) and a line of text at the foot."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for _ in range(pages):
        canvas.drawImage(ImageReader(picture), *box)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 40, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def marked(parsed: Parsed, kind: MarkKind) -> list[str]:
    """Give the words that bear a kind of mark."""
    return [run.text for block in parsed.blocks for run in block.runs if run.mark and run.mark.kind is kind]


def test_running_foot_on_a_scan_does_not_hide_it() -> None:
    """A scan with words put on it by the scanning program is read by OCR."""
    parsed = read_pdf(draw("Created by a scanning program", page(), WHOLE))

    assert parsed.text_source is TextSource.OCR
    assert any("云岫科技有限公司" in block.text for block in parsed.blocks)


def test_background_picture_leaves_the_text_layer() -> None:
    """A page printed on a picture without words keeps its text layer."""
    parsed = read_pdf(
        draw("The parties agree on the price in Annex One", Image.new("RGB", (600, 800), (240, 240, 230)), WHOLE)
    )

    assert parsed.text_source is TextSource.TEXT_LAYER
    assert [block.text for block in parsed.blocks] == ["The parties agree on the price in Annex One"]


def test_without_ocr_a_covered_page_is_named() -> None:
    """What was not read is said, by page."""
    parsed = read_pdf(draw("Created by a scanning program", page(), WHOLE), Options(ocr=Ocr.NEVER))

    assert [(problem.kind, problem.where) for problem in parsed.problems] == [("mostly_pictures", "1")]


def test_picture_of_a_seal_beside_text_is_a_seal() -> None:
    """Electronic seals are pictures on digital pages."""
    assert marked(read_pdf(draw("Signed by both parties", seal("red"), SMALL)), MarkKind.SEAL) == ["[红色印章]"]


def test_words_of_a_picture_stand_apart() -> None:
    """A pasted picture of words is kept, not mixed into the text."""
    parsed = read_pdf(draw("See the picture", page(), (72, 300, 300, 245)))

    assert "澜山信息技术有限公司" in "".join(marked(parsed, MarkKind.PICTURE))
    assert [block.text for block in parsed.blocks if block.kind is not Kind.FURNITURE] == ["See the picture"]


def test_picture_on_every_page_is_read_once() -> None:
    """A logo in the same place is one picture."""
    parsed = read_pdf(draw("Page of an agreement", seal("red"), SMALL, pages=3))

    assert len(marked(parsed, MarkKind.SEAL)) == 1


def test_without_ocr_pictures_beside_text_are_named() -> None:
    """A page with a picture that was not read is named."""
    parsed = read_pdf(draw("See the picture", page(), (72, 300, 300, 245)), Options(ocr=Ocr.NEVER))

    assert [(problem.kind, problem.where) for problem in parsed.problems] == [("unread_picture", "1")]
