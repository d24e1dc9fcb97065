"""PDF pages that hide a sentence beside one that is seen, and pages that only look as if, written by hand."""

from collections.abc import Sequence

SEEN_WORDS, HIDDEN_WORDS = "Paid within ten days", "Paid within ninety days"

_SONG = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[7 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 8 0 R/DW 1000"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
    "/Descent -120/CapHeight 880/StemV 93>>",
)
"""Chinese without an embedded font (PDF 32000-1, 9.7.5.2); it stands in objects 6 to 8."""


def pdf(content: str, resources: str = "", more: Sequence[str] = (), page: str = "", catalog: str = "") -> bytes:
    """Write a PDF of one page, 300 by 200 points; `more` are the objects from number 9 on."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R{page}"
        f"/Resources<</Font<</F 5 0 R/C 6 0 R>>{resources}>>>>",
        stream("", content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *_SONG,
        *more,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, words in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer<</Root 1 0 R/Size {len(places) + 1}>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF".encode()


def stream(dictionary: str, content: str) -> str:
    """Write a stream object."""
    return f"<<{dictionary}/Length {len(content)}>>stream\n{content}\nendstream"


def form(content: str, dictionary: str = "") -> str:
    """Write a form XObject of the size of the page."""
    head = "/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>"
    return stream(head + dictionary, content)


def words(text: str, y: float = 100, size: float = 10, x: float = 20) -> str:
    """Write a line of text in Helvetica."""
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"


def picture(shades: str, box: str = "200 0 0 30 10 90") -> str:
    """Write an inline image of two grey pixels, by default over the sentence at y 100."""
    return f"q {box} cm BI /W 2 /H 1 /BPC 8 /CS /G /F /AHx ID {shades}> EI Q\n"


SEEN = words(SEEN_WORDS, 150)
GONE = words(HIDDEN_WORDS)
OVER = "10 90 200 30 re f\n"
"""A rectangle over the sentence at y 100."""
_LAYERS = "/OCProperties<</OCGs[9 0 R 10 0 R]/D<</ON[9 0 R]/OFF[10 0 R]>>>>"
_ON_AND_OFF = ("<</Type/OCG/Name(on)>>", "<</Type/OCG/Name(off)>>")
_STATES = "/ExtGState<</CLEAR<</ca 0>>/MUL<</BM/Multiply>>/HALF<</ca .4>>/SCREEN<</BM/Screen>>>>"
_SHADED = (
    "/Pattern<</P<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 300 0]"
    "/Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[.5]/N 1>>>>>>>>"
)

_TWO = "BT /C 8 Tf 20 100 Td <4E8C> Tj ET"
"""The character 二, without ink in its middle."""

WAYS: dict[str, tuple[str, bytes]] = {
    "white on paper": ("white", pdf(SEEN + "1 g " + GONE)),
    "tiny font": ("tiny", pdf(SEEN + words(HIDDEN_WORDS, size=0.4))),
    "outside the crop box": ("outside", pdf(SEEN + GONE, page="/CropBox[0 120 300 200]")),
    "rendering mode 3": ("invisible", pdf(f"{SEEN} 3 Tr {GONE}")),
    "alpha 0": ("transparent", pdf(f"{SEEN} /CLEAR gs {GONE}", _STATES)),
    "under a rectangle": ("covered", pdf(f"{SEEN}{GONE} .8 1 .8 rg {OVER}")),
    "under a picture": ("covered", pdf(SEEN + GONE + picture("20E0"))),
    "clipped": ("clipped", pdf(f"{SEEN} q 0 0 15 15 re W n {GONE} Q")),
    "layer switched off": (
        "switched_off",
        pdf(f"{SEEN} /OC /L BDC {GONE} EMC", "/Properties<</L 10 0 R>>", _ON_AND_OFF, catalog=_LAYERS),
    ),
    "black on black": ("same_colour", pdf(f"{SEEN}{OVER}{GONE}")),
}
"""The ten ways to hide a text, each with its reason."""

VARIANTS: dict[str, tuple[str, bytes]] = {
    "near white": ("white", pdf(f"{SEEN} .98 .97 .96 rg {GONE}")),
    "white outline": ("white", pdf(f"{SEEN} 1 Tr 1 G {GONE}")),
    "white below black words": ("white", pdf(f"1 g {words(HIDDEN_WORDS, 150)} 0 g {SEEN}")),
    "tiny by matrix": ("tiny", pdf(f"{SEEN} q .02 0 0 .02 20 100 cm {GONE} Q")),
    "outside the media box": ("outside", pdf(SEEN + words(HIDDEN_WORDS, x=400))),
    "clip without paint": ("invisible", pdf(f"{SEEN} q 7 Tr {GONE} Q")),
    "black screened on grey": ("transparent", pdf(f"{SEEN} .5 g {OVER} /SCREEN gs 0 g {GONE}", _STATES)),
    "covered and written over": ("covered", pdf(f"{SEEN}{GONE} 1 g {OVER} 0 g {words('Paid at once')}")),
    "covered and another figure in its place": (
        "covered",
        pdf(f"{words('900', 150)} 1 g 10 140 90 30 re f 0 g {words('100', 150)}"),
    ),
    "broad stroke": ("covered", pdf(f"{SEEN}{GONE} 1 G 30 w 10 105 m 250 105 l S")),
    "clip of a triangle": ("clipped", pdf(f"{SEEN} q 0 20 m 0 190 l 290 20 l W n {words('Never', 170, x=200)} Q")),
    "white on white box over colour": ("same_colour", pdf(f"{SEEN} .2 .5 .9 rg 0 60 300 80 re f 1 g {OVER}{GONE}")),
    "covered on a turned page": (
        "covered",
        pdf(f"{SEEN}{GONE} .8 1 .8 rg {OVER}", page="/Rotate 270/CropBox[10 20 280 190]"),
    ),
    "in a form": ("same_colour", pdf(f"{SEEN} /X Do", "/XObject<</X 9 0 R>>", [form(f".5 g {OVER}{GONE}")])),
    "in a form that is off": (
        "switched_off",
        pdf(f"{SEEN} /X Do", "/XObject<</X 11 0 R>>", [*_ON_AND_OFF, form(GONE, "/OC 10 0 R")], catalog=_LAYERS),
    ),
    "in a clear form": (
        "transparent",
        pdf(f"{SEEN} /CLEAR gs /X Do", f"/XObject<</X 9 0 R>>{_STATES}", [form(GONE, "/Group<</S/Transparency>>")]),
    ),
    "Chinese": ("white", pdf(f"{SEEN} 1 g BT /C 10 Tf 20 100 Td <4E5D53415929> Tj ET")),
}
"""Further ways, near relatives of the ten."""

HONEST: dict[str, bytes] = {
    "white on a dark table head": pdf(f"{SEEN} .1 .2 .4 rg {OVER} 1 g {GONE}"),
    "light grey": pdf(f"{SEEN} .7 g {words('DRAFT', 60, 40)}"),
    "coloured": pdf(f"{SEEN} 1 0 0 rg {GONE}"),
    "beside a picture": pdf(SEEN + GONE + picture("20E0", "80 0 0 40 20 20")),
    "on a picture": pdf(SEEN + picture("E0E0") + GONE),
    "partly clipped": pdf(f"{SEEN} q 0 0 50 200 re W n {GONE} Q"),
    "partly covered": pdf(f"{SEEN}{GONE} 1 g 10 90 40 30 re f"),
    "on a highlight": pdf(f"{SEEN} 1 1 0 rg {OVER} 0 g {GONE}"),
    "under a multiplied highlight": pdf(f"{SEEN}{GONE} /MUL gs 1 1 0 rg {OVER}", _STATES),
    "under a half clear highlight": pdf(f"{SEEN}{GONE} /HALF gs 1 1 0 rg {OVER}", _STATES),
    "underlined": pdf(f"{SEEN}{GONE} 20 97 120 1 re f"),
    "layer switched on": pdf(f"{SEEN} /OC /L BDC {GONE} EMC", "/Properties<</L 9 0 R>>", _ON_AND_OFF, catalog=_LAYERS),
    "small print": pdf(SEEN + words(HIDDEN_WORDS, size=5)),
    "small print on a picture": pdf(SEEN + picture("E0F0") + words(HIDDEN_WORDS, size=5)),
    "outlined": pdf(f"{SEEN} 1 Tr 1 g {GONE}"),
    "filled by a pattern": pdf(f"{SEEN} /Pattern cs /P scn {GONE}", _SHADED),
    "clip that is painted": pdf(f"{SEEN} q 7 Tr {GONE} 1 0 0 rg {OVER} Q"),
    "drawn twice for bold under a clip": pdf(
        f"{SEEN} q 0 0 m 0 200 l 300 200 l 300 90 l W n {GONE}{words(HIDDEN_WORDS, x=20.2)} Q"
    ),
    "shadow of white": pdf(f"{SEEN} 1 g {words(HIDDEN_WORDS, 99.5, x=20.5)} 0 g {GONE}"),
    "covered copy": pdf(f"{SEEN}{GONE} .8 1 .8 rg {OVER} 0 g {GONE}"),
    "strokes at the edges alone": pdf(f"{SEEN} q 0 0 m 0 200 l 300 200 l 300 90 l W n {_TWO} Q"),
    "a character that no font here has": pdf(f"{SEEN} BT /C 10 Tf 20 100 Td <E8FF> Tj ET 1 g {OVER}"),
    "in a form": pdf(f"{SEEN} q .5 0 0 .5 50 20 cm /X Do Q", "/XObject<</X 9 0 R>>", [form(GONE)]),
    "on a turned page": pdf(f"{SEEN} .1 .2 .4 rg {OVER} 1 g {GONE}", page="/Rotate 90/CropBox[10 20 280 190]"),
    "blanks": pdf(SEEN + "1 g " + words("   ") + "3 Tr " + words("  ", 60)),
}
"""Pages of which every sentence is seen."""

SCAN: bytes = pdf(picture("F0E0", "300 0 0 200 0 0") + "3 Tr " + SEEN + GONE)
"""A page of one picture with the words of its text recognition above it."""
SCAN_OVER: bytes = pdf(SEEN + GONE + picture("F0E0", "300 0 0 200 0 0"))
"""The same with the words below the picture."""
