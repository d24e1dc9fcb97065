"""The words that prove a value."""

from dataclasses import dataclass

from pipeline.model.span import Box, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote with its place. Made by `Document.evidence` only, so that quote and span cannot differ.

    `clause` is the number as a reader would cite it (`9.2.1`, `第十三条`, `十.3`), None outside clauses;
    `part` is the part of the document (`正文`, `附件一`, `签署页`, `页眉页脚`); boxes are (page, rectangle).
    """

    quote: str
    span: Span
    part: str
    clause: str | None
    page: int | None
    boxes: tuple[tuple[int, Box], ...] = ()
