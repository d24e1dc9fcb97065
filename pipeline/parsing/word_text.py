"""The words of a Word paragraph as a reader of the final version sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.parsing.numbering import W, is_on, value_of

Element = Any

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BREAK = "\n"
GAP = "    "
"""Stands for a tab inside a paragraph: a gap a reader sees."""

_DROPPED = frozenset(W + name for name in (
    "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr",
    "tcPr", "tblGrid", "commentReference", "annotationRef", "footnoteRef", "endnoteRef", "rubyPr", "rt")) | {MC + "Fallback"}  # fmt: skip
_PLAIN = {
    W + "tab": GAP, W + "ptab": GAP, W + "br": BREAK, W + "cr": BREAK, W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
_SYMBOLS = {0xFE: "☑", 0x52: "☑", 0xFC: "√", 0xFD: "☒", 0x53: "☒", 0x54: "☒", 0x78: "☒", 0xA8: "□", 0x6F: "□",
            0x71: "□", 0xA3: "□", 0x2A: "□", 0x30: "□", 0xFB: "×", 0x50: "√", 0x6E: "■", 0x6C: "●"}  # fmt: skip
"""Glyphs of Wingdings and Wingdings 2 that lawyers tick boxes with."""


@dataclass(slots=True)
class Seen:
    """What a walk passed: insertions and deletions by tracked changes, hidden characters, notes referred to."""

    revisions: int = 0
    comments: int = 0
    hidden: int = 0


def paragraph_text(paragraph: Element, seen: Seen) -> str:
    """Give the text of a w:p or of anything that holds runs.

    Kept: tracked insertions, content controls, hyperlinks, results of fields, text boxes once. Dropped: tracked
    deletions, field codes, hidden text (counted). Tabs become a gap, soft line breaks BREAK, ticked boxes ☑ ☒ □.
    """
    return "".join(_pieces(paragraph, seen, [False]))


def _pieces(node: Element, seen: Seen, code: list[bool]) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        if tag == W + "r":
            yield from _run(child, seen, code)
        elif tag == W + "p":
            yield from _pieces(child, seen, code)
            yield BREAK
        elif tag == W + "sdt":
            yield from _control(child, seen, code)
        elif tag in (W + "del", W + "moveFrom"):
            seen.revisions += 1
        elif tag not in _DROPPED:
            seen.revisions += tag in (W + "ins", W + "moveTo")
            seen.comments += tag == W + "commentRangeStart"
            yield from _pieces(child, seen, code)


def _control(node: Element, seen: Seen, code: list[bool]) -> Iterator[str]:
    """Give the text of a content control; an untouched prompt (单击此处输入文字) is a gap."""
    properties = node.find(W + "sdtPr")
    box = None if properties is None else properties.find(W14 + "checkbox")
    if box is not None:
        checked = box.find(W14 + "checked")
        yield "☑" if checked is not None and checked.get(W14 + "val") in ("1", "true") else "□"
    elif is_on(properties, "showingPlcHdr"):
        yield GAP
    else:
        yield from _pieces(node, seen, code)


def _run(run: Element, seen: Seen, code: list[bool]) -> Iterator[str]:
    """Give the text of a run. `code` says whether the walk is inside a field code (17.16.18 fldChar)."""
    properties = run.find(W + "rPr")
    hidden = is_on(properties, "vanish")
    underlined = value_of(properties, "u") not in (None, "none")
    pieces: list[str] = []
    for child in run:
        tag = child.tag
        if tag == W + "fldChar":
            code[0] = child.get(W + "fldCharType") == "begin"
        elif code[0] or not isinstance(tag, str):
            continue
        elif tag == W + "t":
            pieces.append(child.text or "")
        elif tag in _PLAIN:
            pieces.append(_PLAIN[tag] if child.get(W + "type") != "page" else "")
        elif tag == W + "sym":
            pieces.append(_symbol(child))
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            pieces.append(f"[{child.get(W + 'id')}]")
        elif tag not in _DROPPED:
            pieces.extend(_pieces(child, seen, [False]))
    text = "".join(pieces)
    if hidden:
        seen.hidden += len(text)
        return
    yield text.ljust(3) if underlined and text and not text.strip() else text


def _symbol(node: Element) -> str:
    code = int(node.get(W + "char", "0"), 16)
    return _SYMBOLS.get(code & 0xFF, "·") if "ing" in (node.get(W + "font") or "") else chr(code)
