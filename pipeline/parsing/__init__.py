"""Bytes become blocks: one reader for each kind of file."""

from pipeline.model.document import Parsed, Source
from pipeline.parsing.text import read_text


def parse(source: Source) -> Parsed:
    """Read a source with the reader its content asks for. Raises InputError."""
    return read_text(source.data)
