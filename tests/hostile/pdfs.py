"""PDF files that attack a reader, all made in code; sections are those of PDF 32000-1."""

import zlib
from collections.abc import Callable, Iterator

from tests.hostile.made import Hostile
from tests.hostile.pdf_makers import (
    FLATE,
    GIB,
    TWICE,
    annotated,
    beside,
    chained_forms,
    characters,
    circular_prev,
    composite,
    deep_tree,
    embedded,
    encrypted,
    form_loop,
    in_filters,
    lettered,
    many_pages,
    nested_forms,
    of_catalogue,
    one_page,
    open_brackets,
    plain_table,
    rectangles,
    scattered,
    self_drawing_form,
    self_drawing_glyph,
    self_filling_pattern,
    self_reference,
    stream_loop,
    table_stream,
    tree_loop,
    truncated,
    valid,
    with_length,
    with_picture,
    with_trailer,
)
from tests.hostile.pdf_writer import Pdf, bomb, content, packed

ENDED = ("too_large", "timeout", "out_of_memory", "crashed")
"""Refused before work, or ended by the limits of its worker."""
READ = ("complete", "partial")


def _filters() -> Iterator[Hostile]:
    """Yield decoders that are asked for too much (7.4)."""
    packed_text, plain = zlib.compress(content()), b"/Filter["
    yield _case("flate in flate, 1 GiB", lambda: in_filters(TWICE, bomb(GIB, 2)), ENDED, "2.4 KB become 1 GiB")
    yield _case("flate in flate, 8 GiB", lambda: in_filters(TWICE, bomb(8 * GIB, 2)), ENDED, "19 KB become 8 GiB")
    yield _case("flate in flate in flate", lambda: in_filters(TWICE[:-1] + b"/FlateDecode]", bomb(GIB, 3)), ENDED,
                "1 GiB behind three filters")  # fmt: skip
    yield _case("named in other letters", lambda: in_filters(b"/#46ilter[/#46lateDecode/Fl]", bomb(GIB, 2)),
                (*ENDED, "partial", "damaged", "unsupported"), "a bomb under an escaped name")  # fmt: skip
    yield _case("predictor of 2e9 columns",
                lambda: in_filters(FLATE + b"/DecodeParms<</Predictor 12/Columns 2000000000>>", packed_text),
                ("too_large", "damaged", "partial"), "a row buffer of 2 GB")  # fmt: skip
    yield _case("a thousand filters", lambda: in_filters(plain + b"/ASCIIHexDecode" * 1000 + b"]", b"41>"),
                ("too_large", "damaged", "partial", "unsupported"), "a chain without end")  # fmt: skip
    yield _case("run lengths", lambda: in_filters(b"/Filter/RunLengthDecode", b"\x81 " * 5_000_000 + b"\x80"), (*ENDED, "damaged", "partial", "unsupported"),
                "10 MB become 640 MB of blanks")  # fmt: skip
    yield _case(
        "checksum fails",
        lambda: in_filters(FLATE, packed_text[:-4] + b"\0\0\0\0"),
        ("partial",),
        "a byte was lost or altered",
    )
    yield _case(
        "flate cut off",
        lambda: in_filters(FLATE, packed_text[: len(packed_text) // 2]),
        ("partial", "damaged"),
        "half the content is gone",
    )


def _pages() -> Iterator[Hostile]:
    """Yield pages with too much on them."""
    yield _case("10^6 characters", characters, ("partial", "too_large"), "layout is slower than text")
    yield _case("10^5 characters on a spot", lambda: one_page(b"BT /F1 9 Tf 9 9 Td " + b"(abcdefghij) Tj 9 0 0 9 9 9 Tm " * 10**4 + b"ET"),
                READ, "text over text")  # fmt: skip
    yield _case("200,000 rectangles", rectangles, ("partial",), "tables are sought among all pairs of lines")
    yield _case("5 M path operators", lambda: one_page(content() + b" 0 0 m" + b" 9 9 l" * 5_000_000 + b" S"), READ,
                "one path of five million points")  # fmt: skip
    yield _case("10^6 q", lambda: one_page(b"q " * 10**6 + content()), READ, "the graphics state saved a million times")
    yield _case("10^6 pages", many_pages, ("too_large",), "one object as a million pages")
    yield _case(
        "huge page", lambda: one_page(entries=b"/MediaBox[0 0 10000000 10000000]"), READ, "10^14 points to draw"
    )
    yield _case("long page", lambda: one_page(entries=b"/MediaBox[0 0 1e9 1]"), (*READ, "unsupported"), "ratio 10^9")
    yield _case(
        "page of no size", lambda: one_page(entries=b"/MediaBox[0 0 0 0]"), (*READ, "unsupported"), "no division by it"
    )
    yield _case(
        "page of no number",
        lambda: one_page(entries=b"/MediaBox[0 0 (a) /b]"),
        (*READ, "unsupported"),
        "words for numbers",
    )
    yield _case("huge image", lambda: with_picture(b"/Width 30000/Height 30000/ColorSpace/DeviceGray" + FLATE, zlib.compress(bytes(9 * 10**8), 1)),
                (*READ, *ENDED), "900 megapixels", slow=True)  # fmt: skip
    yield _case(
        "image of 10^18 pixels",
        lambda: with_picture(b"/Width 1000000000/Height 1000000000/ColorSpace/DeviceRGB", b"abc"),
        READ,
        "no such image",
    )
    yield _case(
        "broken JPEG 2000",
        lambda: with_picture(b"/Width 900/Height 900/Filter/JPXDecode", b"\0\0\0\x0cjP  \r\n\x87\n" * 9),
        READ,
        "a decoder of its own",
    )
    yield _case("contents in 10^5 pieces", scattered, READ, "one stream a hundred thousand times")
    yield _case(
        "unterminated string",
        lambda: one_page(b"BT /F1 12 Tf 72 700 Td (" + b"(abc " * 100_000),
        ("partial", "damaged", "unsupported"),
        "500 KB in one string",
    )
    yield _case(
        "huge numbers",
        lambda: one_page(content() + b" 1" + b"0" * 100_000 + b" 0 0 1 9e999 -9e999 cm"),
        READ,
        "no such numbers",
    )
    yield _case("annotations by 10^5", annotated, ("partial",), "a comment on a comment")
    yield _case("no page", lambda: Pdf().build(), ("damaged",), "nothing to read is not complete")
    yield _case(
        "no text, no image",
        lambda: one_page(b" "),
        ("unsupported", "damaged", "partial"),
        "an empty page is not an agreement",
    )


def _fonts() -> Iterator[Hostile]:
    """Yield fonts that make a reader count."""
    far = b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"
    yield _case("ToUnicode 0..2^32", lambda: composite(far), (*READ, "unsupported"), "four billion entries")
    yield _case("ToUnicode of itself", lambda: composite(b"/Identity-H usecmap"), READ, "a map that uses another")
    yield _case(
        "widths 0..2e9",
        lambda: composite(
            b"3 beginbfchar <0041> <0041> <0042> <0042> <0043> <0043> endbfchar", b"/W[0 2000000000 500]"
        ),
        READ,
        "two billion widths",
    )
    yield _case(
        "false ToUnicode",
        lambda: composite(b"3 beginbfchar <0041> <0039> <0042> <0030> <0043> <0030> endbfchar"),
        READ,
        "the text says 900, the glyphs ABC",
    )
    yield _case("glyph drawn in itself", self_drawing_glyph, READ, "recursion")


def _loops() -> Iterator[Hostile]:
    """Yield structures that go round in circles."""
    yield _case("nested forms", nested_forms, ENDED, "2.7 KB draw 10^9 forms")
    yield _case("form in itself", self_drawing_form, ENDED, "recursion")
    yield _case("chain of forms", chained_forms, (*READ, *ENDED), "recursion")
    yield _case("pattern in itself", self_filling_pattern, READ, "recursion")
    yield _case("circular Prev", circular_prev, READ, "the cross-reference goes round")
    yield _case("self reference", self_reference, READ, "an object that is itself")
    yield _case("page tree loop", tree_loop, ("partial",), "a page that cannot be reached")
    yield _case("deep page tree", deep_tree, (*READ, "damaged", *ENDED), "20,000 storeys")
    yield _case("object stream in itself", stream_loop, READ, "recursion")
    yield _case("outline loop", lambda: of_catalogue(b"/Outlines 4 0 R", b"<</First 5 0 R/Last 5 0 R/Count 9>>", b"<</Title(a)/Parent 4 0 R/Next 5 0 R/First 5 0 R>>"),
                ("complete",), "bookmarks are not read")  # fmt: skip
    yield _case(
        "name tree loop",
        lambda: of_catalogue(b"/Names<</Dests 4 0 R/JavaScript 4 0 R>>", b"<</Kids[4 0 R]/Limits[(a)(z)]>>"),
        ("complete",),
        "names are not read",
    )
    yield _case("form field loop", form_loop, READ, "a field that is its own kid")
    yield _case(
        "layers in a loop",
        lambda: of_catalogue(
            b"/OCProperties<</OCGs[4 0 R]/D<</Order 5 0 R/ON[4 0 R]>>>>", b"<</Type/OCG/Name(a)>>", b"[5 0 R 4 0 R]"
        ),
        ("complete",),
        "recursion",
    )


def _structure() -> Iterator[Hostile]:
    """Yield files that are not built as they should."""
    bad = ("damaged", "partial")
    yield _case("valid", valid, ("complete",), "the control")
    yield _case("valid, packed", lambda: packed(plain_table()), ("complete",), "the control with object streams")
    yield _case("header only", lambda: b"%PDF-1.7\n", ("damaged",), "cut off")
    yield _case("zeros", lambda: bytes(50 << 20), ("damaged",), "empty")
    yield _case(
        "zeros behind a header",
        lambda: b"%PDF-1.7\n" + bytes(50 << 20),
        ("damaged",),
        "a download that was not finished",
    )
    yield _case(
        "a text with the suffix",
        lambda: "第一条 本合同一式两份。".encode(),
        ("complete",),
        "the suffix is not believed",
    )
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        yield _case(
            f"cut off at {share:.0%}", lambda share=share: truncated(share), bad, "a download that was not finished"
        )
    yield _case("cross-reference of letters", lettered, READ, "it can be made anew")
    yield _case(
        "cross-reference by 2e9",
        lambda: table_stream(b"/Size 2000000000/W[1 2 1]/Index[0 2000000000]", bytes(40)),
        (*READ, "damaged", *ENDED),
        "entries that are not there",
    )
    yield _case(
        "cross-reference bomb",
        lambda: table_stream(b"/Size 9/W[1 2 1]" + TWICE, bomb(GIB, 2)),
        (*READ, "damaged", *ENDED),
        "1 GiB of zeros as a table",
    )
    yield _case(
        "negative length", lambda: beside(b"<</Length -99>>stream\nabc\nendstream"), READ, "nobody needs the object"
    )
    yield _case(
        "negative length of the content", lambda: with_length(b"-99"), (*READ, "damaged"), "the end can be found"
    )
    yield _case("length of itself", lambda: with_length(b"4 0 R"), (*READ, "damaged"), "recursion")
    yield _case(
        "length of 2e18", lambda: with_length(b"2000000000000000000"), (*READ, "damaged"), "longer than the file"
    )
    yield _case("arrays without end", open_brackets, (*READ, "damaged"), "a search from each to the end")
    yield _case("deep arrays", lambda: beside(b"[" * 100_000, b"/X %d 0 R"), (*READ, "damaged"), "recursion")
    yield _case(
        "deep arrays in the page",
        lambda: one_page(entries=b"/X" + b"[" * 100_000 + b"]" * 100_000),
        (*READ, "damaged"),
        "recursion",
    )
    yield _case(
        "deep dictionaries",
        lambda: one_page(entries=b"/X" + b"<</X" * 50_000 + b" 1" + b">>" * 50_000),
        (*READ, "damaged"),
        "recursion",
    )
    yield _case("arrays in the content", lambda: one_page(content() + b"[" * 500_000), READ, "recursion")
    yield _case("encrypted", lambda: encrypted("secret"), ("encrypted",), "a password is asked for")
    yield _case("owner's password only", lambda: encrypted(""), ("complete",), "it may be read, only not printed")
    yield _case(
        "encrypted in no known way",
        lambda: with_trailer(b"/Encrypt<</Filter/Standard/V 99/R 99/O(a)/U(b)/P -4>>/ID[(a)(b)]"),
        ("encrypted", "unsupported", "damaged"),
        "no password can help",
    )
    yield _case(
        "JavaScript and launch",
        lambda: of_catalogue(b"/OpenAction<</S/JavaScript/JS(while\\(1\\);)>>/AA<</WC<</S/Launch/F(cmd.exe)>>>>"),
        ("complete",),
        "nothing is started",
    )
    yield _case("embedded file", embedded, ("complete",), "nothing is unpacked")


def _case(name: str, make: Callable[[], bytes], statuses: tuple[str, ...], why: str, *, slow: bool = False) -> Hostile:
    return Hostile(f"pdf: {name}", make, frozenset(statuses), why, slow)


PDFS: tuple[Hostile, ...] = (*_structure(), *_filters(), *_pages(), *_fonts(), *_loops())
