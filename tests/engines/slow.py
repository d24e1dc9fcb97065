"""A field that takes its time."""

import time
from collections.abc import Iterable

from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, extractor


@extractor("slow", label="慢", produces=str)
def slow(document: Document, found: Findings) -> Iterable[Finding[str]]:
    """Wait a little."""
    time.sleep(0.05)
    return ()


FIELDS = (slow,)
