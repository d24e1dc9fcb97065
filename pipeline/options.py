"""How a reader is asked to read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class View(StrEnum):
    """Which version of a Word file with tracked changes is the text: all accepted, all rejected, both side by side."""

    FINAL = "final"
    ORIGINAL = "original"
    MARKED = "marked"


class Ocr(StrEnum):
    """When pictures of pages are read: where the text layer is no use, never, or for every page."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


class Wanted(StrEnum):
    """How versions are compared: chosen by what they are, clause by clause, or as one text that should be the same."""

    AUTO = "auto"
    VERSIONS = "versions"
    VERIFY = "verify"


PAGES_AT_ONCE = 4
"""Pages recognised side by side at most: each takes a core and 400 MB."""


def no_expectation(_pages: int, _recognised: bool, /) -> None:
    """Take no notice of how much there is to read."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a source. Passwords are tried in turn; `pages_at_once` pictures are recognised side by side.

    A reader tells `expect` how many pages it is about to read, and whether by recognising their pictures, so that
    limits of time grow with the document.
    """

    view: View = View.FINAL
    ocr: Ocr = Ocr.AUTO
    passwords: tuple[str, ...] = field(default=(), repr=False)
    pages_at_once: int = 1
    expect: Callable[[int, bool], None] = field(default=no_expectation, repr=False, compare=False)
