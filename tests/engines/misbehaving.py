"""A plan of fields that crash, hang, eat memory or dawdle where the text says so: what hostile documents do to a reader."""

import os
import signal
import time
from collections.abc import Iterable

from extractors.fields import FIELDS as OWN
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, extractor

CRASH, LOOP, EAT = "使读取进程崩溃", "使读取进程空转", "使读取进程耗尽内存"
SECONDS = 0.05
"""What every document takes at least, so that work is under way when a host is killed."""


@extractor("misbehaviour", label="捣乱", produces=str)
def misbehaviour(document: Document, found: Findings) -> Iterable[Finding[str]]:
    """Do what the text asks for."""
    time.sleep(SECONDS)
    if CRASH in document.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if EAT in document.text:
        held = [bytes(16 * 1024**2)]
        while True:
            held.append(bytearray(b"x") * (16 * 1024**2))
    while LOOP in document.text:
        pass
    return ()


FIELDS = (*OWN, misbehaviour)
