"""A field that takes time or memory where the text asks for it, and would end well if nobody stopped it."""

import time
from collections.abc import Iterable

from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, extractor

SPIN, SLEEP, ASK = "空转不停", "久睡不醒", "索取内存"
SECONDS = 30
"""What a sleeper sleeps: longer than its limit, short enough for a test that has to fail."""

ASKED = 3 * 1024**3
"""Bytes asked for at once: less than machines have, and zeroed by the system, so that none of it is ever resident."""


@extractor("greed", label="贪", produces=str)
def greed(document: Document, found: Findings) -> Iterable[Finding[str]]:
    """Take what the text says."""
    if SLEEP in document.text:
        time.sleep(SECONDS)
    if ASK in document.text:
        bytes(ASKED)
    while SPIN in document.text:
        pass
    return ()


FIELDS = (greed,)
