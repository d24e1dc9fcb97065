"""A Word paragraph as characters, each of which knows the run it stands in; marks on them become tracked changes.

Nothing is marked inside a field, a text box or a picture: what stands there is taken out and put in as a whole.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.mark import MarkKind
from pipeline.parsing.numbering import W, is_on, value_of
from pipeline.parsing.word_text import BREAK, GAP, W14, Words
from pipeline.reports.redline.revisions import SPLIT, Revisions, element, run

Element = Any

_SIMPLE = {W + "tab": GAP, W + "br": BREAK, W + "cr": BREAK, W + "noBreakHyphen": "-", W + "softHyphen": ""}
_SILENT = frozenset(W + name for name in ("rPr", "lastRenderedPageBreak"))
_CONTAINERS = frozenset(W + name for name in ("hyperlink", "smartTag", "customXml"))
_MARKERS = frozenset(W + name for name in (
    "pPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
    "permStart", "permEnd"))  # fmt: skip


@dataclass(frozen=True)
class Atom:
    """Neighbouring nodes that are marked together; `simple` is a run of words that may be cut anywhere.

    A `pinned` one opens or closes a field that reaches over paragraphs: it is never taken out.
    """

    nodes: tuple[Element, ...]
    start: int
    text: str
    simple: bool = False
    pinned: bool = False

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.text)


@dataclass
class Paragraph:
    """A w:p with its characters: those that are `gone`, what was `put` before each, whether its end is gone."""

    node: Element
    atoms: list[Atom] = field(init=False)
    text: str = field(init=False)
    gone: set[int] = field(default_factory=set)
    put: dict[int, str] = field(default_factory=dict)
    end_gone: bool = False
    moved: str = ""

    def __post_init__(self) -> None:
        self.atoms = list(_numbered(_atoms(self.node, [])))
        self.text = "".join(atom.text for atom in self.atoms)

    @property
    def lines(self) -> list[tuple[int, int]]:
        """The ranges of the lines that hold words, as the reader finds them."""
        found, at = [], 0
        for line in self.text.split(BREAK):
            if line.strip():
                found.append((at, at + len(line)))
            at += len(line) + 1
        return found

    @property
    def is_plain(self) -> bool:
        """Say whether it holds simple runs and nothing else."""
        known = {id(node) for atom in self.atoms if atom.simple for node in atom.nodes}
        return all(id(child) in known or child.tag == W + "pPr" for child in self.node)

    def remove(self) -> None:
        """Take out all of it."""
        self.gone = set(range(len(self.text)))
        self.end_gone = True

    def insert(self, at: int, text: str) -> None:
        """Put a text before a character, behind what was put there before."""
        if text:
            self.put[at] = self.put.get(at, "") + text

    def look_at(self, position: int) -> Element | None:
        """Give a copy of the run properties before a character, else behind it."""
        simple = [atom for atom in self.atoms if atom.simple and atom.text]
        before = [atom for atom in simple if atom.start < position]
        chosen = before[-1:] or simple[:1]
        return plain_look(chosen[0].nodes[0].find(W + "rPr")) if chosen else None

    @property
    def look(self) -> Element | None:
        """A copy of the properties of the run with the most words."""
        simple = [atom for atom in self.atoms if atom.simple and atom.text.strip()]
        longest = max(simple, key=lambda atom: len(atom.text), default=None)
        return None if longest is None else plain_look(longest.nodes[0].find(W + "rPr"))

    def write(self, revisions: Revisions) -> None:
        """Make the tracked changes of its words; the marks of its end are not made here."""
        whole = self.end_gone and len(self.gone) == len(self.text)
        if not (whole or self.gone or self.put or self.moved):
            return
        self._widen()
        first = next((atom for atom in self.atoms if atom.text), None)
        for node in self._inserted(0, revisions):
            if first is None:
                self.node.append(node)
            else:
                first.nodes[0].addprevious(node)
        for atom in self.atoms:
            if atom.simple:
                self._write_run(atom, revisions, whole=whole)
            else:
                self._write_frozen(atom, revisions, whole=whole)

    def _widen(self) -> None:
        """Make edits inside what cannot be cut edits of the whole of it."""
        for start, end in self._blocks():
            inside = range(start, end)
            cut = any(k in self.put for k in inside[1:]) or 0 < sum(k in self.gone for k in inside) < len(inside)
            if cut:
                words = "".join(
                    (self.put.pop(k, "") if k > start else "") + ("" if k in self.gone else self.text[k])
                    for k in inside
                )
                self.gone |= set(inside)
                self.put[end] = words + self.put.get(end, "")

    def _blocks(self) -> Iterator[tuple[int, int]]:
        for atom in self.atoms:
            if not atom.simple or self._leaves_blank(atom):
                yield atom.start, atom.end
                continue
            at = atom.start
            for child in atom.nodes[0]:
                length = len(_words(child))
                if child.tag != W + "t" and length > 1:
                    yield at, at + length
                at += length

    def _leaves_blank(self, atom: Atom) -> bool:
        """Say whether a cut leaves blanks alone in an underlined run: these would read as a blank to fill in."""
        if value_of(atom.nodes[0].find(W + "rPr"), "u") in (None, "none"):
            return False
        pieces = _pieces(atom.nodes[0], atom.start, self.gone, set(self.put))
        return any(not "".join(_words(child) for child in piece).strip(" ") for piece, _, _ in pieces)

    def _inserted(self, at: int, revisions: Revisions) -> list[Element]:
        """Give the runs put before a character; a new paragraph end between them is an element SPLIT."""
        made: list[Element] = []
        for number, words in enumerate(self.put.pop(at, "").split(SPLIT)):
            if number:
                made.append(element("split"))
            if words:
                made.append(revisions.inserted(run(words, _for(words, self.look_at(at)))))
        return made

    def _write_run(self, atom: Atom, revisions: Revisions, *, whole: bool) -> None:
        node = atom.nodes[0]
        touched = whole or any(k in self.gone or k + 1 in self.put for k in range(atom.start, atom.end))
        if not touched and not self.moved:
            return
        for piece, end, gone in _pieces(node, atom.start, self.gone, set(self.put)):
            if gone or (whole and not self.moved):
                node.addprevious(revisions.deleted(piece))
            elif self.moved:
                node.addprevious(revisions.moved_from(piece))
            else:
                node.addprevious(piece)
            if end > atom.start:
                for made in self._inserted(end, revisions):
                    node.addprevious(made)
        node.getparent().remove(node)

    def _write_frozen(self, atom: Atom, revisions: Revisions, *, whole: bool) -> None:
        last = atom.nodes[-1]
        inserted = self._inserted(atom.end, revisions) if atom.text else []
        if (whole and not atom.pinned) or (atom.text and atom.start in self.gone):
            place = atom.nodes[0].getparent()
            index = place.index(atom.nodes[0])
            last = revisions.deleted(*atom.nodes)
            place.insert(index, last)
        for made in reversed(inserted):
            last.addnext(made)


def join_neighbours(node: Element) -> None:
    """Make one deletion of those that follow each other."""
    for deleted in list(node.iter(W + "del")):
        before = deleted.getprevious()
        if before is not None and before.tag == W + "del" and len(deleted):
            for child in list(deleted):
                before.append(child)
            deleted.getparent().remove(deleted)


def plain_look(properties: Element | None) -> Element | None:
    """Copy run properties without what hides or strikes the words, without revisions and the look of a link."""
    if properties is None:
        return None
    made = copy.deepcopy(properties)
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "strike", "dstrike", "vanish", "webHidden"):
        for child in made.findall(W + name):
            made.remove(child)
    style = made.find(W + "rStyle")
    if style is not None and "link" in (style.get(W + "val") or "").lower():
        made.remove(style)
    return made


def _for(words: str, look: Element | None) -> Element | None:
    """Take the underline from blanks, which would read as a blank to fill in."""
    line = None if look is None or words.strip(" ") else look.find(W + "u")
    if line is not None:
        line.getparent().remove(line)
    return look


def _words(child: Element) -> str:
    return (child.text or "") if child.tag == W + "t" else _SIMPLE.get(child.tag, "") if not _turns(child) else ""


def _turns(child: Element) -> bool:
    """Say whether a break begins a page or column."""
    return bool(child.get(W + "type") == "page")


def _pieces(node: Element, start: int, gone: set[int], cuts: set[int]) -> Iterator[tuple[Element, int, bool]]:
    """Cut a run into runs, each with the end of its words and whether these are gone."""
    properties = node.find(W + "rPr")
    held: list[Element] = []
    at, state = start, False

    def made() -> Element:
        return element("r", *(() if properties is None else (copy.deepcopy(properties),)), *held)

    for child in node:
        if child.tag == W + "rPr":
            continue
        words = _words(child)
        if not words:
            held.append(copy.deepcopy(child))
            continue
        a = 0
        while a < len(words):
            now = at + a in gone
            if held and (now != state or at + a in cuts) and any(_words(one) for one in held):
                yield made(), at + a, state
                held = []
            state = now
            b = a + 1
            while b < len(words) and (at + b in gone) == now and at + b not in cuts:
                b += 1
            held.append(child_copy(child, words[a:b]))
            a = b
        at += len(words)
    if held:
        yield made(), at, state


def child_copy(child: Element, words: str) -> Element:
    """Copy a w:t with a part of its words; any other child as it is."""
    made = copy.deepcopy(child)
    made.tail = None
    if child.tag == W + "t":
        made.text = words
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _numbered(atoms: Iterator[Atom]) -> Iterator[Atom]:
    at = 0
    for atom in atoms:
        yield Atom(atom.nodes, at, atom.text, atom.simple, atom.pinned)
        at += len(atom.text)


def _atoms(container: Element, fields: list[bool]) -> Iterator[Atom]:
    """Yield the atoms of a paragraph; `fields` are those open that reach over paragraphs: in their codes or not."""
    children = [child for child in container if isinstance(child.tag, str) and child.tag not in _MARKERS]
    at = 0
    while at < len(children):
        child = children[at]
        kinds = _field_marks(child)
        if "begin" in kinds and (end := _field_end(children, at)) is not None:
            yield _frozen(children[at : end + 1])
            at = end
        elif kinds or (child.tag == W + "r" and any(fields)):
            for kind in kinds:
                _meet(kind, fields)
            yield Atom((child,), 0, "", pinned=True)
        elif child.tag == W + "r":
            yield Atom((child,), 0, _text([child]), simple=True) if _is_simple(child) else _frozen([child])
        elif child.tag in _CONTAINERS:
            yield from _atoms(child, fields)
        elif child.tag == W + "sdt" and _is_open(child):
            yield from _atoms(child.find(W + "sdtContent"), fields)
        else:
            yield _frozen([child])
        at += 1


def _meet(kind: str, fields: list[bool]) -> None:
    if kind == "begin":
        fields.append(True)
    elif kind == "separate" and fields:
        fields[-1] = False
    elif kind == "end" and fields:
        fields.pop()


def _field_marks(node: Element) -> list[str]:
    if node.tag != W + "r":
        return []
    return [mark.get(W + "fldCharType") or "" for mark in node.findall(W + "fldChar")]


def _field_end(children: Sequence[Element], start: int) -> int | None:
    """Find the run that closes the field that a run opens, among its neighbours."""
    depth = 0
    for index in range(start, len(children)):
        for kind in _field_marks(children[index]):
            depth += {"begin": 1, "end": -1}.get(kind, 0)
        if depth <= 0:
            return index
    return None


def _frozen(nodes: Sequence[Element]) -> Atom:
    return Atom(tuple(nodes), 0, _text(nodes))


def _text(nodes: Sequence[Element]) -> str:
    return "".join(
        piece.text for piece in Words().of(nodes) if piece.mark is None or piece.mark.kind is not MarkKind.HIDDEN
    )


def _is_simple(node: Element) -> bool:
    if any(child.tag != W + "t" and child.tag not in _SIMPLE and child.tag not in _SILENT for child in node):
        return False
    return "".join(_words(child) for child in node) == _text([node])


def _is_open(control: Element) -> bool:
    """Say whether the words of a content control are text like any other: no tick box, no prompt."""
    properties = control.find(W + "sdtPr")
    box = None if properties is None else properties.find(W14 + "checkbox")
    return box is None and not is_on(properties, "showingPlcHdr") and control.find(W + "sdtContent") is not None
