"""The words of a Word paragraph, each stretch with its mark: tracked, hidden, struck, from a box or a field.

ECMA-376 Part 1: revisions 17.13.5, comments 17.13.4, fields 17.16, content controls 17.5.2, run properties 17.3.2.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pipeline.model.mark import Mark, MarkKind
from pipeline.parsing.numbering import W, is_on, value_of, whole

Element = Any

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BREAK = "\n"
GAP = "    "
"""Stands for a tab inside a paragraph: a gap a reader sees."""

_DROPPED = frozenset(W + name for name in (
    "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "tblGrid",
    "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "rubyPr", "rt")) | {MC + "Fallback"}  # fmt: skip
_PLAIN = {
    W + "tab": GAP, W + "ptab": GAP, W + "br": BREAK, W + "cr": BREAK, W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
_WORDS = frozenset((W + "t", W + "delText", MATH + "t"))
_SYMBOLS = {0xFE: "☑", 0x52: "☑", 0xFC: "√", 0xFD: "☒", 0x53: "☒", 0x54: "☒", 0x78: "☒", 0xA8: "□", 0x6F: "□",
            0x71: "□", 0xA3: "□", 0x2A: "□", 0x30: "□", 0xFB: "×", 0x50: "√", 0x6E: "■", 0x6C: "●"}  # fmt: skip
"""Glyphs of Wingdings and Wingdings 2 that lawyers tick boxes with."""

_HEX = re.compile("[0-9A-Fa-f]{1,4}")
"""What w:char holds (17.18.79 ST_ShortHexNumber)."""
_ABOUT = 1000
"""Characters that are kept of the words a comment is about."""

_REVISIONS = {
    W + "ins": MarkKind.INSERTED, W + "del": MarkKind.DELETED,
    W + "moveTo": MarkKind.MOVED_HERE, W + "moveFrom": MarkKind.MOVED_AWAY,
}  # fmt: skip
_SHADED = frozenset(W + name for name in ("rPr", "r", "p"))
"""What bears a shade; a table is taken for shaded, and nothing above a paragraph is looked through."""
_PLACES = {W + "txbxContent": MarkKind.TEXT_BOX, W + "fldSimple": MarkKind.FIELD_RESULT}
_OUTWEIGHS = frozenset((*_REVISIONS.values(), MarkKind.HIDDEN, MarkKind.STRUCK))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph with one mark or none; BREAK stands alone."""

    text: str
    mark: Mark | None = None


def revision_of(node: Element) -> Mark | None:
    """Give the mark of a w:ins, w:del, w:moveTo or w:moveFrom; None for any other element."""
    kind = _REVISIONS.get(node.tag)
    return None if kind is None else Mark(kind, node.get(W + "author") or "", node.get(W + "date") or "")


@dataclass
class Words:
    """A walk over the words of paragraphs, which remembers the words that comments are about, by comment id."""

    anchors: dict[str, str] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    def of(self, paragraph: Element) -> list[Piece]:
        """Give the pieces of a w:p or of anything that holds runs, neighbours with one mark joined.

        Kept with their mark: tracked insertions, deletions and moves, hidden and struck text, text boxes (once, set
        off by BREAK), results of fields. Content controls, hyperlinks, smart tags and formulas are plain text.
        Dropped: field codes. Tabs become a gap, soft line breaks BREAK, ticked boxes ☑ ☒ □.
        """
        return list(_joined(self._pieces(paragraph, None, _Fields())))

    def _pieces(self, node: Element, mark: Mark | None, fields: "_Fields") -> Iterator[Piece]:
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _DROPPED:
                continue
            if tag == W + "r":
                yield from self._run(child, mark, fields)
            elif tag == W + "p":
                yield Piece(BREAK)
                yield from self._pieces(child, mark, _Fields())
                yield Piece(BREAK)
            elif tag == W + "sdt":
                yield from self._control(child, mark, fields)
            elif tag in (W + "commentRangeStart", W + "commentRangeEnd"):
                self._comment(tag, child.get(W + "id") or "")
            elif tag == MATH + "t":
                yield self._word(child.text or "", mark)
            else:
                yield from self._pieces(child, _heavier(revision_of(child) or _place(tag), mark), fields)

    def _comment(self, tag: str, identity: str) -> None:
        if tag == W + "commentRangeStart":
            self._open.add(identity)
        else:
            self._open.discard(identity)

    def _word(self, text: str, mark: Mark | None) -> Piece:
        for identity in tuple(self._open):
            self.anchors[identity] = (self.anchors.get(identity, "") + text)[:_ABOUT]
            if len(self.anchors[identity]) == _ABOUT:
                self._open.discard(identity)
        return Piece(text, mark)

    def _control(self, node: Element, mark: Mark | None, fields: "_Fields") -> Iterator[Piece]:
        """Give the text of a content control; an untouched prompt (单击此处输入文字) is a gap."""
        properties = node.find(W + "sdtPr")
        box = None if properties is None else properties.find(W14 + "checkbox")
        mark = _heavier(Mark(MarkKind.CONTENT_CONTROL), mark)
        if box is not None:
            checked = box.find(W14 + "checked")
            yield self._word("☑" if checked is not None and checked.get(W14 + "val") in ("1", "true") else "□", mark)
        elif is_on(properties, "showingPlcHdr"):
            yield self._word(GAP, None)
        else:
            yield from self._pieces(node, mark, fields)

    def _run(self, run: Element, mark: Mark | None, fields: "_Fields") -> Iterator[Piece]:
        properties = run.find(W + "rPr")
        own = _heavier(_look(properties), mark)
        inside: list[Piece] = []
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                inside += [self._word(text, own) for text in fields.meet(child)]
            elif fields.in_code or not isinstance(tag, str) or tag in _DROPPED:
                continue
            elif tag in _WORDS:
                inside.append(self._word(child.text or "", fields.mark(own)))
            elif tag in _PLAIN:
                inside.append(self._word(_PLAIN[tag] if child.get(W + "type") != "page" else "", own))
            elif tag == W + "sym":
                inside.append(self._word(_symbol(child), own))
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                inside.append(self._word(f"[{child.get(W + 'id')}]", own))
            else:
                inside += self._pieces(child, own, _Fields())
        blank = "".join(piece.text for piece in inside)
        if value_of(properties, "u") not in (None, "none") and blank and not blank.strip(" "):
            inside = [Piece(blank.ljust(3), own)]
        yield from inside


@dataclass
class _Fields:
    """The fields that are open at a place of a paragraph (17.16.18 fldChar): in their code, or in their result."""

    in_codes: list[bool] = field(default_factory=list)
    codes: int = 0

    @property
    def in_code(self) -> bool:
        return self.codes > 0

    def meet(self, node: Element) -> Iterator[str]:
        """Take in a w:fldChar; yield what a form field shows: ☑ or □, the chosen entry of a list."""
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            self.in_codes.append(True)
            self.codes += 1
            yield from _form_value(node)
        elif kind == "separate" and self.in_codes:
            self.codes -= self.in_codes[-1]
            self.in_codes[-1] = False
        elif kind == "end" and self.in_codes:
            self.codes -= self.in_codes.pop()

    def mark(self, mark: Mark | None) -> Mark | None:
        return _heavier(Mark(MarkKind.FIELD_RESULT), mark) if self.in_codes else mark


def _form_value(node: Element) -> Iterator[str]:
    """Yield the state of a legacy form field (17.16.17 ffData): a tick box, the entry chosen from a list."""
    box, choice = node.find(f"{W}ffData/{W}checkBox"), node.find(f"{W}ffData/{W}ddList")
    if box is not None:
        on = box.find(W + "checked") if box.find(W + "checked") is not None else box.find(W + "default")
        yield "☑" if on is not None and on.get(W + "val") in (None, "1", "true") else "□"
    if choice is not None:
        entries = [entry.get(W + "val") or "" for entry in choice.findall(W + "listEntry")]
        chosen = whole(value_of(choice, "result") or value_of(choice, "default"), 0)
        yield entries[chosen] if chosen < len(entries) else ""


def _place(tag: str) -> Mark | None:
    kind = _PLACES.get(tag)
    return None if kind is None else Mark(kind)


def _heavier(inner: Mark | None, outer: Mark | None) -> Mark | None:
    """Choose between the mark of a stretch and the one around it: revisions and looks outweigh mere places."""
    if inner is None or (outer is not None and outer.kind in _OUTWEIGHS and inner.kind not in _OUTWEIGHS):
        return outer
    return inner


def _look(properties: Element | None) -> Mark | None:
    """Say whether run properties hide text (17.3.2.41 vanish; white on no shading; at most 2 points) or strike it out."""
    if properties is None:
        return None
    if is_on(properties, "vanish"):
        return Mark(MarkKind.HIDDEN, note="vanish")
    size = value_of(properties, "sz")
    if size is not None and size.isdecimal() and whole(size, 5) <= 4:
        return Mark(MarkKind.HIDDEN, note="tiny")
    if (value_of(properties, "color") or "").upper() == "FFFFFF" and not _shaded(properties):
        return Mark(MarkKind.HIDDEN, note="white")
    if is_on(properties, "strike") or is_on(properties, "dstrike"):
        return Mark(MarkKind.STRUCK)
    return None


def _shaded(properties: Element) -> bool:
    """Say whether white text may stand on colour: a shade or highlight of the run, paragraph or cell, or any table."""
    if value_of(properties, "highlight") not in (None, "none"):
        return True
    node = properties
    while node is not None:
        if node.tag == W + "tbl":
            return True
        for name in ("rPr", "pPr") if node.tag in _SHADED else ():
            own = node if node.tag == W + name else node.find(W + name)
            shade = None if own is None else own.find(W + "shd")
            if shade is not None and (shade.get(W + "fill") or "auto").upper() not in ("AUTO", "FFFFFF"):
                return True
        node = node.getparent()
    return False


def _symbol(node: Element) -> str:
    written = node.get(W + "char", "")
    code = int(written, 16) if _HEX.fullmatch(written) else 0
    if "ing" in (node.get(W + "font") or ""):
        return _SYMBOLS.get(code & 0xFF, "·")
    return chr(code) if code >= 0x20 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces, neighbours with one mark as one; a BREAK stays alone."""
    filled = (piece for piece in pieces if piece.text)
    for (mark, is_break), alike in groupby(filled, key=lambda piece: (piece.mark, piece.text == BREAK)):
        if is_break:
            yield from alike
        else:
            yield Piece("".join(piece.text for piece in alike), mark)
