"""Results of a search: where the words stand, and what stands around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline import packing
from pipeline.masking import mask_text, masked_record, personal_names
from pipeline.passages import Word, words
from pipeline.store.conditions import Condition, shown
from pipeline.store.query import Query, occurrences
from pipeline.store.register import Register

Span = tuple[int, int]

_BEFORE, _AFTER = 30, 70
"""Characters of a clause shown before and behind a hit."""

_NEAR = 10
"""Characters that are not worth being left out."""

_KEPT = 100
"""Texts of documents kept unpacked, as hits of one document often follow each other."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that was found, or a document where no words were given (then clause and snippet are empty, but for a type).

    `start` and `end` are characters of the document's text, `marks` half-open ranges of the snippet.
    """

    document: str
    path: str
    also_at: tuple[str, ...] = ()
    part: str = ""
    clause: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    types: tuple[str, ...] = ()
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was found, or a whole document: then it ends at 0."""

    sha256: str
    part: str = ""
    clause: str | None = None
    page: int | None = None
    start: int = 0
    stop: int = 0
    types: str = ""
    rank: float = field(default=0.0, compare=False)


class Hits:
    """Makes results of what was found; what is shown is masked where the run was asked to mask."""

    def __init__(self, register: Register, query: Query, conditions: Iterable[Condition], *, masked: bool) -> None:
        self._register, self._query, self._conditions, self._masked = register, query, tuple(conditions), masked
        self._texts = lru_cache(_KEPT)(self._unpacked)

    def hit(self, found: Place) -> Hit:
        """Make a result."""
        query = "SELECT name FROM inputs WHERE sha256 = ? ORDER BY position"
        persons = self._persons(found.sha256)
        names = [self._seen(name, persons) for (name,) in self._register.rows(query, (found.sha256,))] or [""]
        said = (each for condition in self._conditions for each in self._values(found, condition))
        values = tuple(self._seen(each, persons) for each in said)
        document = Hit(found.sha256[:16], names[0], tuple(names[1:]), values=values)
        if not found.stop:
            return document
        printed, seen = (text[found.start : found.stop] for text in self._texts(found.sha256))
        snippet, marks = excerpt(seen, self._query.phrases, words(printed))
        return replace(
            document, part=found.part, clause=found.clause, page=found.page, start=found.start, end=found.stop,
            types=tuple(found.types.split()), snippet=snippet, marks=marks,
        )  # fmt: skip

    def _persons(self, sha256: str) -> frozenset[str]:
        record = self._register.record(sha256) if self._masked else None
        return personal_names(record) if record else frozenset()

    def _seen(self, words: str, persons: frozenset[str]) -> str:
        return mask_text(words, persons) if self._masked else words

    def _values(self, found: Place, condition: Condition) -> Iterable[str]:
        query = "SELECT attribute, value FROM facts WHERE sha256 = ? AND field = ?"
        return () if condition.absent else shown(condition, self._register.rows(query, (found.sha256, condition.field)))

    def _unpacked(self, sha256: str) -> tuple[str, str]:
        """Give the text of a document, and as it is shown: of the same length."""
        found = self._register.row("SELECT text FROM documents WHERE sha256 = ?", (sha256,))
        text = packing.unpack(found[0]).decode() if found and found[0] else ""
        record = self._register.record(sha256) if self._masked else None
        return text, masked_record(record, text)[1] if record else text


def excerpt(text: str, phrases: Sequence[str], said: Sequence[Word]) -> tuple[str, tuple[Span, ...]]:
    """Give what of a text stands round the first place of each phrase, on one line, with all their places in it.

    `said` are the words of the text. Without phrases it is how the text begins.
    """
    places = [list(occurrences(phrase, said)) for phrase in phrases]
    windows = _windows([found[0] for found in places if found] or [(0, 0)], len(text))
    marks = sorted({mark for found in places for mark in found})
    snippet = ""
    shown: list[Span] = []
    for piece, marked in _pieces(text, windows, marks):
        start = len(snippet)
        snippet += re.sub(r"\s+", " ", piece)
        if marked:
            shown.append((start, len(snippet)))
    return snippet, tuple(shown)


def _windows(places: Iterable[Span], length: int) -> list[Span]:
    """Give what is shown of a text: some characters before and behind each place, without overlap."""
    windows: list[Span] = []
    for first, last in sorted(places):
        start = first - _BEFORE if first > _BEFORE + _NEAR else 0
        end = last + _AFTER if last + _AFTER + _NEAR < length else length
        if windows and start <= windows[-1][1]:
            start, end = windows[-1][0], max(end, windows.pop()[1])
        windows.append((start, end))
    return windows


def _pieces(text: str, windows: Sequence[Span], marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of what is shown, with whether they are marked; overlapping marks give the first."""
    for start, end in windows:
        at = start
        yield "…" * bool(start), False
        for first, last in marks:
            if at <= first and last <= end:
                yield text[at:first], False
                yield text[first:last], True
                at = last
        yield text[at:end], False
    yield "…" * (windows[-1][1] < len(text)), False
