"""Make the model of clause types of the labelled clauses in corpus/clauses: the same model each time."""

import json
import logging
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors import clause_model
from extractors.clause_headings import TYPES, heading_types

ROOT = Path(__file__).parents[1]

CLAUSES = ROOT / "corpus" / "clauses"
SEED = 7
ROUNDS = 24
BATCH = 8
RATE = 0.01
BAG = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": False,
    "no_output_layer": False,
    "ngram_size": 1,
    "length": 16384,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A clause of the corpus: the kind of agreement it is from, the heading above it, its words, its types."""

    family: str
    heading: str
    text: str
    types: tuple[str, ...]


def read(folder: Path = CLAUSES) -> list[Labelled]:
    """Read the labelled clauses, families in the order of their names."""
    rows = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    return [Labelled(row["family"], row["heading"], row["text"], tuple(row["types"])) for row in rows]


def train(clauses: Sequence[Labelled]) -> Any:
    """Train a model on clauses, and apart from them on the headings that name a type; it never sees both at once."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    logging.getLogger("spacy").setLevel(logging.ERROR)
    fix_random_seed(SEED)
    order = random.Random(SEED)
    nlp = spacy.blank("zh")
    pipe = nlp.add_pipe(clause_model.PIPE, config={"model": BAG, "threshold": clause_model.SURE})
    for name in TYPES:
        pipe.add_label(name)
    texts = [(clause.text, clause.types) for clause in clauses]
    texts += [(clause.heading, clause.types) for clause in clauses if heading_types(clause.heading)]
    examples = [
        Example.from_dict(
            Doc(nlp.vocab, words=clause_model.tokens(text)), {"cats": {name: float(name in types) for name in TYPES}}
        )
        for text, types in texts
    ]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = RATE
    for _ in range(ROUNDS):
        order.shuffle(examples)
        for batch in minibatch(examples, BATCH):
            pipe.update(batch, sgd=optimizer)
    return nlp


def main() -> None:
    """Train on all families and write the model into the package."""
    clauses = read()
    model = train(clauses)
    shutil.rmtree(clause_model.MODEL, ignore_errors=True)
    model.to_disk(clause_model.MODEL, exclude=["vocab"])
    size = sum(path.stat().st_size for path in clause_model.MODEL.rglob("*") if path.is_file())
    print(f"{len(clauses)} clauses of {len({clause.family for clause in clauses})} families: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
