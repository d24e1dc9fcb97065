"""Each value of a record against the gold: right or not, proven by the right words or not."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from pipeline.scoring.scoring import gold_values, normal, same

Json = Any

_OVERLAP = 8
"""How many characters in a row two quotes share that speak of the same place, when neither holds the other."""


class Tally(NamedTuple):
    """What was counted: values due, given, right, right with the right evidence; blanks; silence of the gold."""

    due: int = 0
    given: int = 0
    right: int = 0
    supported: int = 0
    blanks_due: int = 0
    blanks_found: int = 0
    silent: int = 0
    invented: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the values given that are right."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Share of the values due that were found."""
        return self.right / self.due if self.due else None

    @property
    def mistakes(self) -> int:
        """How many values are missing or wrong; a wrong one in the place of one due counts twice."""
        return self.due + self.given - 2 * self.right

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where nothing is due and nothing was given."""
        return harmonic(self.right, self.due + self.given)

    @property
    def supported_f1(self) -> float | None:
        """The same, counting only values whose evidence is right as well."""
        return harmonic(self.supported, self.due + self.given)


def harmonic(right: int, base: int) -> float | None:
    """Give F1 from the right values and the sum of those due and given."""
    return 2 * right / base if base else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value of one document: what the gold has (None: nothing), what the record has (None: nothing)."""

    document: str
    field: str
    expected: Json
    got: Json
    supported: bool = False

    @property
    def right(self) -> bool:
        """Whether the value is the one due."""
        return self.expected is not None and self.got is not None


def judge(document: str, field: str, gold: Mapping[str, Json], record: Mapping[str, Json]) -> list[Verdict]:
    """Pair the values due with those given, each once; of several equal ones that with the right evidence."""
    left = _items(record, field)
    verdicts = []
    for value, item in _items(gold, field):
        equal = [one for one in left if same(value, one[0])]
        best = max(equal, key=lambda one: supports(item, one[1]), default=None)
        if best is None:
            verdicts.append(Verdict(document, field, item, None))
            continue
        left.remove(best)
        verdicts.append(Verdict(document, field, item, best[1], supports(item, best[1])))
    return verdicts + [Verdict(document, field, None, item) for _, item in left]


def _items(source: Mapping[str, Json], field: str) -> list[tuple[Json, Json]]:
    """Give the values of a field as they are compared, each with the object that carries it."""
    node = source.get("fields", source).get(field)
    items = node if isinstance(node, list) else [] if node is None else [node]
    return [(value, item) for item in items for value in gold_values({"fields": {field: item}}, field)]


def supports(gold: Mapping[str, Json], finding: Mapping[str, Json]) -> bool:
    """Say whether a finding's evidence stands where the gold's does; gold without a quote judges no evidence."""
    due = [piece for quote in _quotes(gold) for piece in re.split(r"…+|\.{3,}", quote) if piece]
    return not due or any(_overlap(one, other) for one in due for other in _quotes(finding))


def _quotes(item: Mapping[str, Json]) -> list[str]:
    printed = [evidence["quote"] for evidence in item.get("evidence", ())] or [item.get("quote") or ""]
    return [quote for text in printed if (quote := normal(text))]


def _overlap(one: str, other: str) -> bool:
    if one in other or other in one:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size >= _OVERLAP


def tally(verdicts: Sequence[Verdict]) -> Tally:
    """Count the verdicts on one field of one document."""
    due = [verdict for verdict in verdicts if verdict.expected is not None]
    given = sum(verdict.got is not None for verdict in verdicts)
    blanks = [verdict for verdict in due if verdict.expected.get("state") == "blank"]
    return Tally(
        due=len(due),
        given=given,
        right=sum(verdict.right for verdict in due),
        supported=sum(verdict.supported for verdict in due),
        blanks_due=len(blanks),
        blanks_found=sum(verdict.right and verdict.got.get("state") == "blank" for verdict in blanks),
        silent=int(not due),
        invented=0 if due else given,
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    return Tally(*map(sum, zip(*tallies, strict=True)))
