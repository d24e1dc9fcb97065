"""Plain text files."""

from pipeline.model.document import Block, Kind, Parsed, Run, TextSource
from pipeline.model.span import Place


def read_text(data: bytes) -> Parsed:
    """Read UTF-8 text, a line a block."""
    blocks = tuple(
        Block(Kind.ROW, tuple(Run(cell, Place(paragraph=index)) for cell in line.split("\t")))
        if "\t" in line
        else Block(Kind.PARAGRAPH, (Run(line, Place(paragraph=index)),))
        for index, line in enumerate(data.decode("utf-8").splitlines())
    )
    return Parsed("text/plain", TextSource.TEXT, blocks)
