"""Makes PDF files that attack a reader; sections are those of PDF 32000-1."""

import io

from tests.hostile.pdf_writer import Pdf, content, packed, stream, written

FLATE = b"/Filter/FlateDecode"
TWICE = b"/Filter[/FlateDecode/FlateDecode]"
GIB = 1 << 30


def valid() -> bytes:
    """Give a page with a line of text."""
    return one_page()


def one_page(data: bytes | None = None, entries: bytes = b"", resources: bytes = b"") -> bytes:
    """Give a file with one page."""
    pdf = Pdf()
    pdf.text_page(data, entries, resources)
    return pdf.build()


def beside(body: bytes, entry: bytes = b"") -> bytes:
    """Give a page with text beside an object that `entry` of the page may point to (%d)."""
    pdf = Pdf()
    number = pdf.add(body)
    pdf.text_page(entries=entry % number if b"%d" in entry else entry)
    return pdf.build()


def of_catalogue(entry: bytes, *bodies: bytes) -> bytes:
    """Give a page with text in a file whose catalogue has an entry; `bodies` are the objects from 4 on."""
    pdf = Pdf(catalogue=entry)
    for body in bodies:
        pdf.add(body)
    pdf.text_page()
    return pdf.build()


def composite(to_unicode: bytes = b"", widths: bytes = b"") -> bytes:
    """Give a page in a composite font (9.7) with a ToUnicode map and widths of one's own."""
    pdf = Pdf()
    cmap = pdf.stream(b"/CIDInit/ProcSet findresource begin begincmap\n" + to_unicode + b"\nendcmap end")
    inner = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    number = pdf.add(inner + b"/Supplement 0>>%b>>" % widths)
    entries = b"/Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R"
    pdf.font = b"<<%b>>" % (entries % (number, cmap))
    pdf.text_page(b"BT /F1 12 Tf 72 700 Td <004100420043> Tj ET")
    return pdf.build()


def nested_forms(levels: int = 9, times: int = 10) -> bytes:
    """Give forms that draw forms (8.10): 10^9 in the end."""
    pdf, entries = Pdf(), b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    inner = pdf.stream(content("deep"), entries + b"/Resources<</Font<</F1 3 0 R>>>>")
    for _ in range(levels):
        inner = pdf.stream(b"/X Do " * times, entries + b"/Resources<</XObject<</X %d 0 R>>>>" % inner)
    pdf.text_page(content() + b" /X Do", resources=b"/XObject<</X %d 0 R>>" % inner)
    return pdf.build()


def self_drawing_form() -> bytes:
    """Give a form that draws itself."""
    pdf = Pdf()
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 4 0 R>>>>"
    pdf.stream(b"/X Do /X Do", form)
    pdf.text_page(content() + b" /X Do", resources=b"/XObject<</X 4 0 R>>")
    return pdf.build()


def chained_forms(length: int = 5000) -> bytes:
    """Give a form that draws a form that draws a form, each once."""
    pdf, entries = Pdf(), b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    for number in range(4, 4 + length):
        pdf.objects[number] = stream(b"/X Do", entries + b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1))
    pdf.text_page(content() + b" /X Do", resources=b"/XObject<</X 4 0 R>>")
    return pdf.build()


def open_brackets(count: int = 300_000) -> bytes:
    """Give a page with arrays that begin and do not end, under names that a reader looks for."""
    return one_page(entries=b"/Kids[/Contents[/Annots[/Filter[" * (count // 4))


def many_pages(count: int = 1_000_000) -> bytes:
    """Give page after page that is one and the same object."""
    pdf = Pdf()
    page = pdf.text_page()
    pdf.kids = [page] * count
    return pdf.build()


def encrypted(user: str, owner: str = "owner") -> bytes:
    """Give a page that asks for a password, or with no user password one that only forbids printing (7.6)."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, encrypt=StandardEncryption(user, owner, canPrint=0, canCopy=0))
    canvas.drawString(72, 700, "Article 1 The Buyer pays within 30 days.")
    canvas.save()
    return out.getvalue()


def truncated(share: float) -> bytes:
    """Give three pages, cut off at a share of the bytes."""
    pdf = Pdf()
    for number in range(3):
        pdf.text_page(content(f"Article {number}. " + "The Seller delivers in time. " * 3))
    data = pdf.build()
    return data[: int(len(data) * share)]


def circular_prev() -> bytes:
    """Give a cross-reference table whose /Prev is itself (7.5.8)."""
    data = one_page()
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % data.rindex(b"xref\n0"))


def self_reference() -> bytes:
    """Give a page whose content is an object that refers to itself."""
    pdf = Pdf()
    number = pdf.add(b"")
    pdf.objects[number] = b"%d 0 R" % number
    pdf.text_page()
    pdf.page(b"%d 0 R" % number)
    return pdf.build()


def tree_loop() -> bytes:
    """Give a page tree (7.7.3.2) that holds itself."""
    pdf = Pdf()
    page = pdf.text_page()
    pdf.tree = b"<</Type/Pages/Kids[%d 0 R 2 0 R]/Count 2/MediaBox[0 0 595 842]>>" % page
    return pdf.build()


def deep_tree(depth: int = 20_000) -> bytes:
    """Give a page tree of many storeys with one page at the bottom."""
    pdf = Pdf()
    page = pdf.text_page()
    pdf.kids = [page + 1]
    for _ in range(depth):
        number = max(pdf.objects) + 1
        pdf.objects[number] = b"<</Type/Pages/Parent 2 0 R/Kids[%d 0 R]/Count 1>>" % (number + 1)
    pdf.add(b"<</Type/Pages/Parent 2 0 R/Kids[%d 0 R]/Count 1>>" % page)
    return pdf.build()


def stream_loop() -> bytes:
    """Give an object stream (7.5.7) that says it lies in itself and goes on with itself."""
    pdf = Pdf()
    pdf.text_page()
    data = packed(pdf.table())
    return data.replace(b"/Type/ObjStm", b"/Type/ObjStm/Extends 6 0 R")


def table_stream(entries: bytes, data: bytes) -> bytes:
    """Give a page in a file with a cross-reference stream (7.5.8) of one's own."""
    pdf = Pdf()
    pdf.text_page()
    whole = pdf.build()
    whole = whole[: whole.rindex(b"xref\n0")]
    body = stream(data, b"/Type/XRef/Root 1 0 R" + entries)
    return whole + b"9 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (body, len(whole))


def with_picture(entries: bytes, data: bytes) -> bytes:
    """Give a page with text and an image (8.9)."""
    pdf = Pdf()
    image = pdf.stream(data, b"/Type/XObject/Subtype/Image/BitsPerComponent 8" + entries)
    draw = b" q 200 0 0 200 72 100 cm /I Do Q"
    pdf.text_page(content() + draw, resources=b"/XObject<</I %d 0 R>>" % image)
    return pdf.build()


def annotated(count: int = 100_000) -> bytes:
    """Give a page with a great many comments."""
    pdf = Pdf()
    first = 5
    notes = b" ".join(b"%d 0 R" % number for number in range(first, first + count))
    pdf.add(notes and b"[%b]" % notes)
    for number in range(count):
        pdf.add(b"<</Type/Annot/Subtype/Text/Rect[10 10 20 20]/Contents(note %d)>>" % number)
    pdf.text_page(entries=b"/Annots 4 0 R")
    return pdf.build()


def form_loop() -> bytes:
    """Give a form field that is its own kid and parent (12.7.3)."""
    pdf = Pdf(catalogue=b"/AcroForm<</Fields[4 0 R]>>")
    pdf.add(b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(1)/Rect[10 10 90 30]/Kids[4 0 R]/Parent 4 0 R/AP<</N 4 0 R>>>>")
    pdf.text_page(entries=b"/Annots[4 0 R]")
    return pdf.build()


def self_drawing_glyph() -> bytes:
    """Give a Type 3 font (9.6.5) whose glyph is drawn in that very font."""
    pdf = Pdf()
    pdf.stream(b"1000 0 0 0 750 750 d1 BT /F1 1 Tf (a) Tj ET")
    pdf.font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 4 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]"
        b"/Resources<</Font<</F1 3 0 R>>>>>>"
    )
    pdf.text_page(b"BT /F1 12 Tf 72 700 Td (aaa) Tj ET")
    return pdf.build()


def self_filling_pattern() -> bytes:
    """Give a tiling pattern (8.7.3) that is filled with itself."""
    pdf = Pdf()
    entries = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001"
    pdf.stream(b"/Pattern cs /P scn 0 0 9 9 re f", entries + b"/Resources<</Pattern<</P 4 0 R>>>>")
    pdf.text_page(content() + b" /Pattern cs /P scn 0 0 500 500 re f", resources=b"/Pattern<</P 4 0 R>>")
    return pdf.build()


def scattered(count: int = 100_000) -> bytes:
    """Give a page whose content is the same stream over and over."""
    pdf = Pdf()
    piece = pdf.stream(b"q Q ")
    last = pdf.stream(content())
    pdf.page(b"[%b%d 0 R]" % (b"%d 0 R " % piece * count, last))
    return pdf.build()


def embedded() -> bytes:
    """Give a file with another one attached (7.11.4), which no reader should start."""
    files = b"/Names<</EmbeddedFiles<</Names[(a.exe) 4 0 R]>>>>"
    return of_catalogue(
        files, b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>", stream(b"MZ" * 999, b"/Type/EmbeddedFile")
    )


def characters(count: int = 1_000_000) -> bytes:
    """Give a page with a line for each hundred characters, one over the other."""
    line = b"(%b) Tj 0 -7 Td " % (b"abcdefghi " * 10)
    return one_page(b"BT /F1 6 Tf 10 800 Td %b ET" % (line * (count // 100)))


def rectangles(count: int = 200_000) -> bytes:
    """Give a page with a grid of small rectangles."""
    each = (b"%d %d 10 10 re S" % (i % 500, i // 500) for i in range(count))
    return one_page(content() + b"\n" + b"\n".join(each))


def in_filters(name: bytes, data: bytes) -> bytes:
    """Give a page whose content is behind a filter."""
    pdf = Pdf()
    pdf.page(b"%d 0 R" % pdf.stream(data, name))
    return pdf.build()


def lettered() -> bytes:
    """Give a cross-reference whose rows are neither in use nor free."""
    return one_page().replace(b" 00000 n", b" 00000 q")


def plain_table() -> dict[int, bytes]:
    """Give the objects of the control."""
    pdf = Pdf()
    pdf.text_page()
    return pdf.table()


def with_length(length: bytes) -> bytes:
    """Give a page whose content says this of its length."""
    pdf = Pdf()
    pdf.page(b"%d 0 R" % pdf.stream(content(), length=length))
    return pdf.build()


def with_trailer(entry: bytes) -> bytes:
    """Give the control with more in its trailer."""
    return written(plain_table(), entry)
