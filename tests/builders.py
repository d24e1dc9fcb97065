"""Documents from strings, for tests."""

import hashlib

from pipeline.clauses import build
from pipeline.model.document import Document, Source
from pipeline.parsing import parse


def source(text: str, name: str = "样本.txt") -> Source:
    """Make a source of a text."""
    data = text.encode()
    return Source(name, data, hashlib.sha256(data).hexdigest())


def document(text: str) -> Document:
    """Read a text as the command would."""
    return build(parse(source(text)), "test")
