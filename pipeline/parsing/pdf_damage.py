"""What is damaged in a PDF, found beside the reading: what the pages need is followed through the file and counted.

PDFium reads on over damage and says nothing. So the page tree is walked a second time by the letter (pdf_structure): is
every object there, does every stream of text end where it says and decode to its end. Then PDFium must have found as
much on each page as stands there. Pictures, embedded fonts and what no page needs are not looked at.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from pipeline.errors import TooLarge
from pipeline.parsing.pdf_filters import Locked, Misfit, Oversized
from pipeline.parsing.pdf_references import has_end, mended, straight
from pipeline.parsing.pdf_structure import Item, Structure

CUT_OFF, DAMAGED_FILE, DAMAGED_PAGE = "cut_off", "damaged_file", "damaged_page"
"""Kinds of problem: the end of the file is missing; pages may be; a page is not read, or not all of it."""

_DAMAGED = -1
"""Stands for the number of texts on a page that is damaged."""
_DEPTH = 64
"""Objects that lead from a page to one that it needs; what lies deeper is not followed."""
_STOREYS = 1000
"""Nodes of a page tree that lead to a page."""
_MOST_PAGES = 10_000
"""Pages that are followed; so many are not read at all."""
_MOST_FORMS = 20_000
"""Forms that a form draws, those in forms counted each time."""
_LOST = 0.9
"""Share of the texts of a page's content from which PDFium has read them all: an empty text makes no object."""

_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_KIDS = re.compile(rb"/Kids\s*(?:\[([^\[\]]*)\]|(\d{1,10})\s+\d{1,5}\s+R\b)")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[[^\[\]]*\]|\d{1,10}\s+\d{1,5}\s+R\b)")
_NEEDLESS = re.compile(
    rb"/(?:Parent|Annots|P|StructParents?|B|Thumb|Metadata|PieceInfo|FontFile[23]?|Contents|Kids|Dest|OC|SMask|Pattern"
    rb"|Shading|ColorSpace|ExtGState|Properties|Group)\s*(?:\d{1,10}\s+\d{1,5}\s+R\b|\[[^\[\]]*\])"
)
_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_PAGES = re.compile(rb"/Pages\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,10})")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_KIND = re.compile(rb"/(?:Type|Subtype)\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_TEXTLESS = re.compile(
    rb"/(?:Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)|Length[123]|Alternate|N|FunctionType|PatternType)\b"
)
_WIPED = bytes(16)
"""Zeros in what consists of words: a disk or a download left them. Images in a content (8.9.7) may have them."""
_INLINE = re.compile(rb"\bID\s")
_FONT = re.compile(rb"/Subtype\s*/(?:Type0|TrueType|Type1|MMType1)\b")
_MEANING = re.compile(rb"/ToUnicode\b|/Encoding\s*/(?!Identity)|/Encoding\s*(?:<<|\d)")
_FONT_FILE = re.compile(rb"/FontFile[23]?\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_FONT_PART = re.compile(rb"/(?:FontDescriptor|DescendantFonts)\s*\[?\s*(\d{1,10})\s+\d{1,5}\s+R\b")
_FONT_OBJECTS = 8
"""Objects of one font that are looked at for its file: two or three."""
_NO_CODE = re.compile(rb"(?<!<)<(?!<)[^<>]*[^0-9A-Fa-f\s<>][^<>]*>(?!>)")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


@dataclass
class Account:
    """What a file says of its pages: the texts that each shows; `declared` pages; what is wrong with it as a whole.

    An encrypted file whose page tree is encrypted too says nothing (`silent`).
    """

    shown: list[int] = field(default_factory=list)
    declared: int = 0
    kind: str = ""
    silent: bool = False


def examine(data: bytes, *, fonts: bool = False) -> Account:
    """Follow the pages of a file, with `fonts` into all embedded fonts, which takes longer.

    Raises TooLarge for a stream, or for forms in forms, that no page can mean.
    """
    kind = "" if has_end(data) else CUT_OFF
    try:
        try:
            account = _Walk(straight(data), fonts).account()
        except Misfit:
            account = _Walk(mended(data), fonts).account()
    except (Misfit, RecursionError):  # a chain of objects that nobody writes but to do harm
        return Account(kind=kind or DAMAGED_FILE)
    except Locked:
        return Account(kind=kind, silent=True)
    except Oversized:
        raise TooLarge(
            "所含数据解压后过大，可能是恶意文件，未读取",
            "its data unpack to more than a page can hold; it may be made to do harm and is not read",
        ) from None
    account.kind = kind
    return account


def losses(account: Account, read: Sequence[int | None]) -> Mapping[str, list[int]]:
    """Compare what a file says with the texts read on each page (None: it could not be loaded).

    Gives the kinds of problem with the pages concerned, none for the file as a whole.
    """
    pages = [
        number
        for number, (shown, texts) in enumerate(zip_longest(account.shown[: len(read)], read, fillvalue=0), 1)
        if texts is None or shown == _DAMAGED or texts < _LOST * (shown or 0)
    ]
    kind = account.kind
    if not kind and not account.silent and (len(account.shown) != len(read) or account.declared > len(read)):
        kind = DAMAGED_FILE
    return ({kind: []} if kind else {}) | ({DAMAGED_PAGE: pages} if pages else {})


@dataclass
class _Walk:
    """A walk through what the pages of a file need; each object is looked at once."""

    structure: Structure
    fonts: bool = False
    sound: dict[int, bool] = field(default_factory=dict)
    weights: dict[int, int] = field(default_factory=dict)

    def account(self) -> Account:
        """Walk. Raises Misfit when not even the page tree begins, Oversized."""
        root = _number(_ROOT, self.structure.trailer)
        top = _number(_PAGES, self.structure.item(root).body)
        found = _COUNT.search(self.structure.item(top).body)
        pages = [self._page(number, above) for number, above in self._leaves(top)]
        return Account(pages, int(found[1]) if found else 0)

    def _leaves(self, top: int) -> Iterator[tuple[int, bool]]:
        """Yield the pages under a node in order, each with whether the nodes above it are sound."""
        ahead, seen, pages = [(top, True, 0)], set[int](), 0
        while ahead and pages < _MOST_PAGES:
            number, sound, storey = ahead.pop()
            kids = self._kids(number) if number not in seen else None
            if kids is None or storey > _STOREYS:
                pages += 1
                yield number, sound
                continue
            seen.add(number)
            body = self.structure.item(number).body
            sound = all([sound, *(self._is_sound(other) for other in _needed(body))])
            ahead += [(kid, sound, storey + 1) for kid in reversed(kids)]

    def _kids(self, number: int) -> list[int] | None:
        """Give the kids of a node of the page tree (7.7.3.2); None for a page, and for what cannot be read."""
        try:
            found = _KIDS.search(self.structure.item(number).body)
            if not found:
                return None
            kids = self.structure.item(int(found[2])).body if found[2] else found[1]
        except Misfit:
            return None
        return _references(kids)

    def _page(self, number: int, sound: bool) -> int:
        """Count the texts that the content of a page shows (9.4.3); an encrypted one is taken to show none."""
        try:
            body = self.structure.item(number).body
            content = b" ".join(self._contents(body))
        except Misfit:
            return _DAMAGED
        needed = [self._is_sound(other) for other in _needed(body)]
        if not (sound and all(needed) and _PAGE.search(body)):
            return _DAMAGED
        return content.count(b"Tj") + content.count(b"TJ") - content.count(b"()Tj") - content.count(b"() Tj")

    def _contents(self, page: bytes) -> Iterator[bytes]:
        """Yield the streams of a page's content (7.8.2), decoded; one that stands there more than once is read once."""
        found = _CONTENTS.search(page)
        if not found and (b"/Contents" in page or any(self._is_nameless(number) for number in _needed(page))):
            raise Misfit("content")  # it goes by another name
        ahead, seen = _references(found[0]) if found else [], set[int]()
        while ahead:
            number = ahead.pop(0)
            if number in seen:
                continue
            seen.add(number)
            item = self.structure.item(number)
            if item.start >= 0:
                data = self._decoded(item)
                if _WIPED in data and not _INLINE.search(data):
                    raise Misfit("content")
                yield data
            elif item.body.startswith(b"<<"):
                raise Misfit("content")
            else:
                ahead += _references(item.body)

    def _is_nameless(self, number: int) -> bool:
        """Say whether an object is a stream that does not say of what kind it is, as only contents are."""
        item = self.structure.item(number)
        return item.start >= 0 and not _KIND.search(item.body)

    def _decoded(self, item: Item) -> bytes:
        if self.structure.encrypted:
            self.structure.end(item)
            return b""
        return self.structure.stream(item)

    def _is_sound(self, number: int, depth: int = 0) -> bool:
        """Say whether an object that pages need is whole, with all that it needs in turn."""
        if number not in self.sound and depth < _DEPTH:
            self.sound[number] = True  # for what goes round in a circle
            try:
                item = self.structure.item(number)
                self._look_at(number, item)
            except Misfit:
                self.sound[number] = False
            else:
                self.sound[number] = all(self._is_sound(other, depth + 1) for other in _needed(item.body))
        return self.sound.get(number, True)

    def _look_at(self, number: int, item: Item) -> None:
        if _FONT.search(item.body):
            self._look_at_font(item.body)
        if item.start < 0:
            return
        if _TEXTLESS.search(item.body):
            self.structure.end(item)
        elif _FORM.search(item.body):
            self._weigh(number, item)
        elif not _is_map_whole(self._decoded(item)):
            raise Misfit("map")

    def _look_at_font(self, font: bytes) -> None:
        """Look at the file of an embedded font whose codes have no other meaning than in it (9.10.2)."""
        ahead = [] if _MEANING.search(font) and not self.fonts else [font]
        for _ in range(_FONT_OBJECTS):
            if not ahead:
                return
            body = ahead.pop()
            for found in _FONT_FILE.finditer(body):
                self._decoded(self.structure.item(int(found[1])))
            ahead += [self.structure.item(int(found[1])).body for found in _FONT_PART.finditer(body)]

    def _weigh(self, number: int, item: Item) -> int:
        """Count the forms that a form draws (8.10), itself included. Raises Oversized for more than any page has."""
        if number not in self.weights:
            drawn = _DRAWN.findall(self._decoded(item))
            self.weights[number] = _MOST_FORMS if len(drawn) > 1 else 0  # what a form that draws itself adds
            inner = {name: self._inner(int(other)) for name, other in _NAMED.findall(self._with_resources(item.body))}
            self.weights[number] = 1 + sum(inner.get(name, 0) for name in drawn)
        if self.weights[number] > _MOST_FORMS:
            raise Oversized
        return self.weights[number]

    def _inner(self, number: int) -> int:
        item = self.structure.item(number)
        return self._weigh(number, item) if item.start >= 0 and _FORM.search(item.body) else 0

    def _with_resources(self, body: bytes) -> bytes:
        """Give the entries of a form with those of its resources, which may be objects of their own."""
        for key in (b"Resources", b"XObject"):
            found = re.search(rb"/%b\s+(\d{1,10})\s+\d{1,5}\s+R\b" % key, body)
            body += self.structure.item(int(found[1])).body if found else b""
        return body


def _is_map_whole(data: bytes) -> bool:
    """Say whether a ToUnicode map (9.10.3) is made of codes throughout: PDFium gives up at the first that is none."""
    if b"begincmap" not in data:
        return True
    return data.isascii() and data.count(b"<") == data.count(b">") and not _NO_CODE.search(data)


def _needed(body: bytes) -> list[int]:
    """Give the objects that a page, or what a page needs, refers to for its text."""
    return _references(_NEEDLESS.sub(b"", body))


def _references(body: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(body)]


def _number(pattern: re.Pattern[bytes], body: bytes) -> int:
    found = pattern.search(body)
    if not found:
        raise Misfit("root")
    return int(found[1])
