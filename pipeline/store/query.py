"""What a user types to search, as an expression of SQLite's full text index."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.passages import Word, searchable

_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"?|“(?P<curly>[^”]*)”?|(?P<plain>[^\s"“]+))')
_OR = "OR"


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases, each the words of `searchable`: of each group one must be there, of the excluded none."""

    groups: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """All phrases that are looked for."""
        return tuple(phrase for group in self.groups for phrase in group)

    @property
    def expression(self) -> str:
        """The groups in the language of FTS5. Phrases hold letters, digits and Han characters only: nothing to escape."""
        return " AND ".join(f"({_either(group)})" for group in self.groups)

    @property
    def exclusion(self) -> str:
        """What is excluded in the language of FTS5."""
        return _either(self.excluded)


def _either(phrases: Sequence[str]) -> str:
    return " OR ".join(f'"{phrase}"' for phrase in phrases)


def parse(words: str) -> Query:
    """Read what a user typed; no text is an error, and signs without meaning here are passed over.

    1. words with blanks between them: all of them in one clause; a Chinese word is found inside a longer one
    2. "…" or “…”: words in a row  3. -word or -"…": clauses without it
    4. A OR B (capitals): one of them; binds closer than the blank: 违约金 OR 滞纳金 每日
    """
    groups: list[tuple[str, ...]] = []
    excluded: list[str] = []
    joining = False
    for said, minus in _terms(words):
        if said == _OR:
            joining = bool(groups)
        elif minus:
            excluded.append(said)
            joining = False
        elif joining:
            groups[-1] += (said,)
            joining = False
        else:
            groups.append((said,))
    return Query(tuple(groups), tuple(excluded))


def _terms(words: str) -> Iterator[tuple[str, bool]]:
    """Yield the phrases of what was typed, with whether they are excluded; `OR` only where it joins two of them."""
    terms = list(_TERM.finditer(words))
    for place, term in enumerate(terms):
        between = 0 < place < len(terms) - 1
        if between and term["plain"] == _OR and not term["minus"]:
            yield _OR, False
        elif phrase := searchable(term["quoted"] or term["curly"] or term["plain"] or ""):
            yield phrase, bool(term["minus"])


def occurrences(phrase: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where a phrase stands in the words of a text: half-open ranges of the text, from the first on."""
    wanted = phrase.split()
    said = [word.said for word in words]
    for place in range(len(words) - len(wanted) + 1):
        if said[place] == wanted[0] and said[place : place + len(wanted)] == wanted:
            yield words[place].start, words[place + len(wanted) - 1].end
