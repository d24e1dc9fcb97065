"""PDF files drawn by the tests themselves, and our corpus."""

import io
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import EncryptedFile, NoTextLayer
from pipeline.model.document import Kind, Parsed
from pipeline.options import Ocr, Options
from pipeline.parsing.pdf import read_pdf


def draw(
    *pages: list[tuple[float, float, str]], turned: str = "", encrypt: str | None = None, grid: bool = False
) -> bytes:
    """Draw a PDF: for each page (x, y, words) with y from the bottom."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, encrypt=encrypt)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        for x, y, words in page:
            canvas.drawString(x, y, words)
        if turned:
            canvas.saveState()
            canvas.translate(300, 400)
            canvas.rotate(45)
            canvas.drawString(0, 0, turned)
            canvas.restoreState()
        if grid:
            canvas.grid([100, 200, 300], [600, 620, 640])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def of_kind(parsed: Parsed, kind: Kind) -> list[str]:
    """Give the texts of the blocks of a kind."""
    return [block.text for block in parsed.blocks if block.kind is kind]


def body(number: int) -> list[tuple[float, float, str]]:
    """Give a page with a running head, two paragraphs and a page number."""
    return [
        (72, 800, "Partner Agreement"),
        (72, 700, f"Clause {number} says something about payment."),
        (72, 650, f"Clause {number} goes on with delivery."),
        (290, 30, f"{number} / 3"),
    ]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    """What repeats at the edges of pages is set apart, and kept."""
    parsed = read_pdf(draw(body(1), body(2), body(3)))

    assert of_kind(parsed, Kind.FURNITURE) == ["Partner Agreement", "1 / 3", "2 / 3", "3 / 3"]
    assert len(of_kind(parsed, Kind.PARAGRAPH)) == 6


def test_same_words_in_the_middle_are_text() -> None:
    """Repetition without the position at an edge makes no furniture."""
    parsed = read_pdf(draw([(72, 500, "The same."), (72, 300, "One.")], [(72, 400, "The same."), (72, 300, "Two.")]))

    assert of_kind(parsed, Kind.FURNITURE) == []


def test_turned_text_never_stands_in_a_sentence() -> None:
    """A diagonal watermark is furniture."""
    parsed = read_pdf(draw(body(1), turned="DRAFT COPY"))

    assert of_kind(parsed, Kind.FURNITURE)[-1] == "DRAFT COPY"
    assert "DRAFT" not in "".join(of_kind(parsed, Kind.PARAGRAPH))


def test_ruled_table_keeps_its_cells() -> None:
    """Rulings make rows and cells with their places."""
    parsed = read_pdf(draw([(105, 625, "Item"), (205, 625, "Price"), (105, 605, "Disk"), (205, 605, "100")], grid=True))
    rows = [block for block in parsed.blocks if block.kind is Kind.ROW]

    assert [row.text for row in rows] == ["Item\tPrice", "Disk\t100"]
    assert [(run.place.page, run.place.cell and run.place.cell.column) for run in rows[1].runs] == [(1, 0), (1, 1)]


def test_wide_gap_stays_a_gap() -> None:
    """Two columns on one line are told apart by a gap."""
    parsed = read_pdf(draw([(72, 500, "Seller:"), (350, 500, "Buyer:")]))

    assert of_kind(parsed, Kind.PARAGRAPH) == ["Seller:    Buyer:"]


def test_place_of_a_line() -> None:
    """A line knows its page and its box in points from the top left."""
    place = read_pdf(draw([(72, 742, "Seller")])).blocks[0].runs[0].place

    assert place.page == 1
    assert place.box is not None
    assert abs(place.box.x0 - 72) < 1
    assert 85 < place.box.top < place.box.bottom < 110


def test_password_is_asked_for() -> None:
    """An encrypted file says what to do."""
    with pytest.raises(EncryptedFile, match="password"):
        read_pdf(draw(body(1), encrypt="secret"))


def test_pages_without_text() -> None:
    """A file of pictures ends in a reason of its own."""
    with pytest.raises(NoTextLayer, match="pictures"):
        read_pdf(draw([], grid=True))


def test_one_picture_among_pages_is_a_problem() -> None:
    """A page without text is named, the others are read."""
    parsed = read_pdf(draw(body(1), [], grid=True), Options(ocr=Ocr.NEVER))

    assert [(problem.kind, problem.where) for problem in parsed.problems] == [("no_text_layer", "2")]


def test_pdf_and_word_of_one_agreement_give_the_same_words(corpus: Path) -> None:
    """The built PDF and Word file of an agreement hold the same text, blanks aside."""
    import re

    from pipeline.clauses import build
    from pipeline.model.document import Source
    from pipeline.parsing import parse

    def words(name: str) -> str:
        document = build(parse(Source(name, (corpus / "agreements" / name).read_bytes(), "")), "x")
        return re.sub(r"\s", "", document.text[: document.body.end])

    assert words("cloud-partner-FY25.pdf") == words("cloud-partner-FY25.docx")
