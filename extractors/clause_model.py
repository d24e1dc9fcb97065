"""The model of clause types: a bag of words, read by spaCy. Loaded on first use.

`corpus/train_clause_types.py` makes it of `corpus/clauses`; `benchmarks/clause_types.py` measures it.
"""

from functools import cache
from pathlib import Path
from typing import Any

from pipeline.zh.fold import fold
from pipeline.zh.traditional import simplified
from pipeline.zh.words import words

MODEL = Path(__file__).parent / "models" / "clause_types"
PIPE = "textcat_multilabel"
CHARACTERS = 800
WORDS = 200
SURE = 0.3
"""A type is given from this score on; benchmarks/clause_types.py shows how often that is right."""
MOST = 2
"""So many types at most: in a long clause words of everything come together."""


def tokens(text: str) -> list[str]:
    """Give the words the model reads: the first 200, simplified, without digits and punctuation."""
    plain = simplified(fold(text[:CHARACTERS])).lower()
    return [word for word in words(plain) if word.isalpha()][:WORDS]


@cache
def load(path: Path = MODEL) -> Any:
    """Load a model. Raises FileNotFoundError when there is none."""
    if not (path / "config.cfg").exists():
        raise FileNotFoundError(f"no model of clause types in {path}; make it with: make model")
    import spacy

    return spacy.load(path)


def likely_types(text: str, path: Path = MODEL) -> tuple[str, ...]:
    """Give the types that the words of a clause speak for, the likeliest first. Raises FileNotFoundError."""
    nlp = load(path)
    return decide(nlp, tokens(text))


def decide(nlp: Any, read: list[str]) -> tuple[str, ...]:
    """Give the types a model is sure of for the words of a clause, the likeliest first."""
    if not read:
        return ()
    from spacy.tokens import Doc

    scores = nlp.get_pipe(PIPE)(Doc(nlp.vocab, words=read)).cats
    sure = (name for name, score in scores.items() if score >= SURE)
    return tuple(sorted(sure, key=lambda name: -scores[name])[:MOST])
