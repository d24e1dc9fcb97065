"""Fields that do harm where the text of a document asks for it: how engines keep one document from another."""

import os
import signal
import time
from collections.abc import Iterable

from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, extractor

WORD = "命令："


@extractor("fault", label="故障", produces=str)
def fault(document: Document, found: Findings) -> Iterable[Finding[str]]:
    """Do what stands behind the word of command."""
    _, _, command = document.text.partition(WORD)
    match command.split("\n")[0].strip():
        case "hang":
            time.sleep(3600)
        case "spin":
            while True:
                pass
        case "abort":
            os.abort()
        case "exit":
            os._exit(3)
        case "leave":
            raise SystemExit(0)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fill":
            held = []
            while True:
                held.append(bytearray(1 << 20))
        case "ask":
            bytearray(1 << 40)
        case "recurse":
            _deeper(0)
        case "print":
            print("x" * 1_000_000)
        case "raise":
            raise RuntimeError("on purpose")
    return ()


def _deeper(depth: int) -> int:
    return _deeper(depth + 1) + 1


FIELDS = (fault,)
