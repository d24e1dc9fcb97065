"""PDF files of one page with annotations and form fields, written in plain PDF syntax (PDF 32000-1, 7.3 and 12.5)."""

from collections.abc import Iterable

FIRST = 6
"""The number of the first object given to `noted`."""


def noted(*objects: str, content: str = "", page: str = "", form: bool = True) -> bytes:
    """Make a PDF of objects: those with a /Rect are the annotations of its page, those without a /Parent its fields.

    Objects are numbered from `FIRST`. `content` is the page's content stream, `page` more entries of the page.
    """
    numbers = dict(enumerate(objects, FIRST))
    annotations = _references(number for number, body in numbers.items() if "/Rect" in body)
    fields = _references(n for n, body in numbers.items() if "/FT" in body and "/Parent" not in body)
    acro = f"/AcroForm << /Fields [{fields}] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 4 0 R >> >> >>" if form else ""
    fixed = (
        f"<< /Type /Catalog /Pages 2 0 R {acro} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Annots [{annotations}] "
        f"/Resources << /Font << /F1 4 0 R >> >> {page} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        stream(content),
    )
    return _file((*fixed, *objects))


def annotation(subtype: str, rect: str = "100 700 200 720", **entries: str) -> str:
    """Make an annotation: its subtype, its rectangle (left, bottom, right, top) and more entries."""
    more = " ".join(f"/{key} {value}" for key, value in entries.items())
    return f"<< /Type /Annot /Subtype /{subtype} /Rect [{rect}] {more} >>"


def field(kind: str, rect: str = "100 700 200 720", **entries: str) -> str:
    """Make a form field that is its own widget: Tx, Btn or Ch."""
    return annotation("Widget", rect, **{"FT": f"/{kind}", "T": "(field)", **entries})


def string(text: str) -> str:
    """Make a text string in UTF-16 with its byte order mark (PDF 32000-1, 7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def stream(content: str, entries: str = "") -> str:
    """Make a stream object: page content or the appearance of an annotation."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n{content}\nendstream"


def words(text: str, x: float = 100, y: float = 705) -> str:
    """Make page content: ASCII words in Helvetica of 10 points."""
    return f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET"


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _file(objects: tuple[str, ...]) -> bytes:
    out, starts = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")
