"""How well clause types are told on kinds of agreement never seen: each family in turn is left out of the training.

Macro-F1 is the mean F1 of the types that occur; a clause without a heading is one under no heading or under
其他 and the like. The floor gives every clause the most frequent type.
"""

import sys
from collections.abc import Callable, Iterable

from corpus.train_clause_types import Labelled, read, train
from extractors.clause_headings import TYPES, heading_types
from extractors.clause_model import decide, tokens

Types = frozenset[str]
Pair = tuple[Types, Types]


def f1(pairs: Iterable[Pair], name: str) -> float | None:
    """Give the F1 of a type, None where it occurs nowhere."""
    seen = list(pairs)
    right = sum(name in gold and name in told for gold, told in seen)
    total = sum((name in gold) + (name in told) for gold, told in seen)
    return 2 * right / total if any(name in gold for gold, _ in seen) else None


def macro(pairs: list[Pair]) -> float:
    """Give the mean F1 of the types that occur."""
    scores = [score for name in TYPES if (score := f1(pairs, name)) is not None]
    return sum(scores) / len(scores)


def micro(pairs: list[Pair]) -> tuple[float, float]:
    """Give precision and recall over all types."""
    right = sum(len(gold & told) for gold, told in pairs)
    return right / max(sum(len(told) for _, told in pairs), 1), right / max(sum(len(gold) for gold, _ in pairs), 1)


def main() -> None:
    """Train once a family and print the table."""
    clauses = read()
    families = sorted({clause.family for clause in clauses})
    told: list[tuple[Labelled, Types, Types]] = []
    for family in families:
        nlp = train([clause for clause in clauses if clause.family != family])
        for clause in (clause for clause in clauses if clause.family == family):
            told.append((clause, frozenset(heading_types(clause.heading)), frozenset(decide(nlp, tokens(clause.text)))))
    often = max(TYPES, key=lambda name: sum(name in clause.types for clause in clauses))
    ways: dict[str, Callable[[Types, Types], Types]] = {
        f"most frequent type ({often})": lambda _heading, _model: frozenset({often}),
        "headings alone": lambda heading, _model: heading,
        "model alone": lambda _heading, model: model,
        "headings, model where they do not say": lambda heading, model: heading or model,
    }
    print(f"{len(clauses)} clauses, {len(families)} families, each unseen in turn\n")
    print(
        "| way | macro-F1 | precision | recall | macro-F1 without heading | precision | recall |\n|---|---|---|---|---|---|---|"
    )
    for way, choose in ways.items():
        every = [(frozenset(clause.types), choose(heading, model)) for clause, heading, model in told]
        bare = [pair for pair, (_, heading, _) in zip(every, told, strict=True) if not heading]
        figures = [macro(every), *micro(every), macro(bare), *micro(bare)]
        print(f"| {way} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
    if "--types" in sys.argv:
        for name in TYPES:
            print(
                name,
                *(f"{f1([(frozenset(c.types), way(h, m)) for c, h, m in told], name):.2f}" for way in ways.values()),
            )


if __name__ == "__main__":
    main()
