"""Logs that are safe to hand on: no words of a document, no names of files, no text of exceptions."""

import logging
import re
import sys
import threading
from collections.abc import Mapping
from pathlib import PurePath
from traceback import walk_tb
from types import TracebackType

OURS = ("pipeline", "extractors", "tiaoli")
"""Loggers whose messages are written by us; those of libraries quote what they read."""

_HIDDEN = "***"
_SUFFIX = r"\.(?:docx?|docm|dotx?|pdf|txt|md|rtf|wps|odt|xlsx?|csv|html?|jsonl?|zip|png|jpe?g|tiff?|bmp|eml|msg)"
_FILE = re.compile(rf"[^\s/\\\"'“”‘’《》:：,，;；]{{1,255}}(?P<suffix>{_SUFFIX})(?![A-Za-z0-9])", re.IGNORECASE)
_NAMED = re.compile(rf"{_SUFFIX}\s*$", re.IGNORECASE)
_FOLDERS = re.compile(r"(?:[A-Za-z]:)?[/\\](?:[^/\\\s\"'“”‘’:：,，;；]{1,255}[/\\])+")


def mask_message(message: str) -> str:
    """Mask a line of text: personal data and paths by pattern; of a file its suffix stays (***.docx)."""
    from pipeline.masking import mask_text  # its patterns take 60 ms to make: only where something is logged

    return mask_text(_FILE.sub(rf"{_HIDDEN}\g<suffix>", _FOLDERS.sub(f"{_HIDDEN}/", message)))


def describe(error: BaseException) -> str:
    """Describe an exception by its type and the places it passed, its causes behind it; never by its text."""
    parts, current = [], error
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        parts.append(f"{type(current).__module__}.{type(current).__qualname__} at {_places(current.__traceback__)}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)  # type: ignore[assignment]
    return "; because of ".join(parts)


def _places(trace: TracebackType | None) -> str:
    places = [f"{_short(frame.f_code.co_filename)}:{line}" for frame, line in walk_tb(trace)]
    return " > ".join(places) or "an unknown place"


def _short(path: str) -> str:
    """Give a module's file with its folder; what stands above may be a home folder with the name of a person."""
    return "/".join(PurePath(path).parts[-2:])


class SafeFormatter(logging.Formatter):
    """Writes a record in one line: level, logger, masked message, and of an exception its type and places.

    Of loggers that are not ours only the place is written. Arguments that are names of files are masked whole,
    exceptions as arguments give their type.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        line = f"{record.levelname} {record.name}: {self._message(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return f"{line} ({describe(error)})" if error else line

    def _message(self, record: logging.LogRecord) -> str:
        if record.name.split(".")[0] not in OURS:
            return f"message at {_short(record.pathname)}:{record.lineno}"
        arguments = record.args
        if isinstance(arguments, Mapping):
            safe: object = {name: _safe(value) for name, value in arguments.items()}
        else:
            safe = tuple(_safe(value) for value in arguments or ())
        try:
            message = str(record.msg) % safe if arguments else str(record.msg)
        except (TypeError, ValueError, KeyError):
            message = str(record.msg)
        if isinstance(record.msg, BaseException):
            message = type(record.msg).__name__
        return mask_message(" ".join(message.split()))


def _safe(value: object) -> object:
    if isinstance(value, int | float | None):
        return value
    if isinstance(value, BaseException):
        return type(value).__name__
    words = str(value)
    named = _NAMED.search(words)
    if named or isinstance(value, PurePath):
        return _HIDDEN + (named[0].strip() if named else "")
    return mask_message(words)


def configure(verbose: bool) -> None:
    """Send what is logged to standard error, masked: everything from INFO with `verbose`, without it what ends a program.

    Warnings of libraries and exceptions that nobody handles go the same way. To be called once in every process,
    workers included: without it Python prints warnings and traces as they are.
    """
    level = logging.INFO if verbose else logging.CRITICAL
    handler = logging.StreamHandler()
    handler.setFormatter(SafeFormatter())
    handler.setLevel(level)  # libraries that set levels of their own are held back here
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda _, error, __: _unhandled(error)
    threading.excepthook = lambda failed: _unhandled(failed.exc_value)


def _unhandled(error: BaseException | None) -> None:
    """Say where a program ended; Ctrl-C is no error."""
    if error is not None and not isinstance(error, KeyboardInterrupt):
        log = logging.getLogger("tiaoli")
        log.critical("an error of ours, please report this line", exc_info=(type(error), error, error.__traceback__))
