"""Scores as a table: each field with its interval over families, its evidence, its blanks, its silence.

The unit is the agreement: in several formats it counts once, by the format that came out worst. Agreements of one
family (the same form in other years or versions) resemble each other, so the interval is a bootstrap over families.
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pipeline.scoring.scoring import covers
from pipeline.scoring.verdicts import Tally, Verdict, harmonic, judge, tally, total

Json = Any
Splits = Mapping[str, Sequence[str]]
"""The families of each part of a corpus (dev, held_out)."""
Pair = tuple[str, Mapping[str, Json], Mapping[str, Json]]
"""Name of a document, its gold, its record."""

ROUNDS = 1000
SEED = 20
_Z = 1.96
_SUFFIX = re.compile(
    r"(?:[-_ .(](?:(?:v|fy|ver|version)?\d{1,8}(?:\.\d{1,4}){0,3}版?|docx?|pdf|txt|md|scan|final|signed|draft)\)?|(?:19|20)\d\d(?:年版?)?){1,6}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a field, or the sum (`micro`) and mean (`macro`) of all; the interval is that of F1."""

    name: str
    tally: Tally
    f1: float | None
    supported_f1: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The table with what it is made of."""

    rows: tuple[Row, ...]
    verdicts: tuple[Verdict, ...]
    families: int
    agreements: int
    files: int


def family(name: str, splits: Splits) -> str:
    """Name the family of an agreement: as the split lists it, else its name without year, version and format."""
    known = [one for names in splits.values() for one in names if name == one or name.startswith(f"{one}-")]
    return max(known, key=len) if known else _SUFFIX.sub("", name) or name


def in_split(pairs: Iterable[Pair], splits: Splits, wanted: str) -> list[Pair]:
    """Keep the pairs whose family is in a part of the split; `all` keeps every one."""
    return [pair for pair in pairs if wanted == "all" or family(_stem(pair[0]), splits) in splits[wanted]]


def table(pairs: Sequence[Pair], fields: Sequence[str], splits: Splits) -> ScoreTable:
    """Score the fields that some gold covers; which gold counts for a field is as in `pipeline.scoring.scoring.score`."""
    families = sorted({family(_stem(name), splits) for name, _, _ in pairs})
    draws = _draws(len(families))
    rows, verdicts, bases = [], [], []
    for field in fields:
        if not any(covers(gold, field) for _, gold, _ in pairs):
            continue
        counted = [pair for pair in pairs if "covers" not in pair[1] or covers(pair[1], field)]
        judged = {name: judge(name, field, gold, record) for name, gold, record in counted}
        tallies = _by_family(judged, families, splits)
        base = [(tally.right, tally.due + tally.given) for tally in tallies]
        whole = total(tallies)
        rows.append(Row(field, whole, whole.f1, whole.supported_f1, _interval([base], draws)))
        verdicts += [verdict for found in judged.values() for verdict in found]
        bases.append(base)
    agreements = len({_stem(name) for name, _, _ in pairs})
    return ScoreTable((*rows, *_sums(rows, bases, draws)), tuple(verdicts), len(families), agreements, len(pairs))


def _stem(name: str) -> str:
    return PurePath(name).stem


def _by_family(judged: Mapping[str, Sequence[Verdict]], families: Sequence[str], splits: Splits) -> list[Tally]:
    """Add up the agreements of each family; of the formats of an agreement the worst counts."""
    worst: dict[str, Tally] = {}
    for name, verdicts in judged.items():
        found, stem = tally(verdicts), _stem(name)
        worst[stem] = max(worst.get(stem, found), found, key=lambda one: (one.mistakes, -one.supported))
    return [total([Tally(), *(t for stem, t in worst.items() if family(stem, splits) == one)]) for one in families]


def _draws(families: int) -> list[list[int]]:
    chance = random.Random(SEED)
    return [chance.choices(range(families), k=families) for _ in range(ROUNDS)]


def _sums(rows: Sequence[Row], bases: Sequence[Sequence[tuple[int, int]]], draws: Sequence[list[int]]) -> list[Row]:
    if not rows:
        return []
    whole = total(row.tally for row in rows)
    pooled = [(sum(right for right, _ in of), sum(base for _, base in of)) for of in zip(*bases, strict=True)]
    plain, supported = _mean([row.f1 for row in rows]), _mean([row.supported_f1 for row in rows])
    return [
        Row("micro", whole, whole.f1, whole.supported_f1, _interval([pooled], draws)),
        Row("macro", whole, plain, supported, _interval(bases, draws)),
    ]


def _mean(rates: Sequence[float | None]) -> float | None:
    known = [rate for rate in rates if rate is not None]
    return sum(known) / len(known) if known else None


def _interval(bases: Sequence[Sequence[tuple[int, int]]], draws: Sequence[list[int]]) -> tuple[float, float] | None:
    """Give the 95 % interval of the mean F1 of some fields; each has (right, due + given) for every family.

    Where no family has a mistake the bootstrap would say 1 to 1, where nothing is right 0 to 0; then the other end is
    Wilson's for that many families. One family with mistakes gives none.
    """
    at_stake = sum(any(base[index][1] for base in bases) for index in range(len(bases[0])))
    if not at_stake:
        return None
    if all(2 * right == given for base in bases for right, given in base):
        return at_stake / (at_stake + _Z**2), 1.0
    if not any(right for base in bases for right, _ in base):
        return 0.0, _Z**2 / (at_stake + _Z**2)
    if at_stake == 1:
        return None
    means = []
    for draw in draws:
        drawn = ((sum(base[i][0] for i in draw), sum(base[i][1] for i in draw)) for base in bases)
        means.append(_mean([harmonic(right, given) for right, given in drawn]))
    ordered = sorted(mean for mean in means if mean is not None)
    return ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered))]
