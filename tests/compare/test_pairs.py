"""Pairs of versions as lawyers revise them, each with the list a careful reader would make.

Files of `pairs` hold one text a pair: ⟦old⇒new⟧ for what differs and says nothing, ⟦old⇒new#class⟧ for a change that is
listed, with `~` behind the class where it is not material, `+` or `-` before it for a clause or row added or
deleted, `=` for two that were merged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.model.diff import VersionDiff
from tests.compare.helpers import compared, faults, said

PAIRS = Path(__file__).parent / "pairs"
_MARK = re.compile(
    r"⟦(?P<old>[^⇒⟧]*)⇒(?P<new>[^⟧#]*(?:#(?![a-z+=-]{2})[^⟧#]*)*)(?:#(?P<sign>[+=-]?)(?P<kind>[a-z]+)(?P<weight>~?))?⟧"
)

Listed = tuple[str, str, bool, str, str]


@dataclass(frozen=True)
class Pair:
    """Two texts and what is to be listed."""

    name: str
    old: str
    new: str
    listed: tuple[Listed, ...]


def _pair(name: str, text: str) -> Pair:
    signs = {"+": "added", "-": "deleted", "=": "merged", "": "modified"}
    listed = [
        ("moved", "wording", False, "", "") if mark["kind"] == "moved"
        else (signs[mark["sign"]], mark["kind"], not mark["weight"], _plain(mark["old"]), _plain(mark["new"]))
        for mark in _MARK.finditer(text)
        if mark["kind"]
    ]  # fmt: skip
    return Pair(name, _MARK.sub(lambda m: m["old"], text), _MARK.sub(lambda m: m["new"], text), tuple(sorted(listed)))


def pairs() -> Iterator[Pair]:
    """Yield all pairs."""
    for path in sorted(PAIRS.iterdir()):
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            name, text = block.split("\n", 1)
            yield _pair(name, text)


def _plain(text: str) -> str:
    """Give the words without what marks up rows, bullets and numbers."""
    text = "\n".join(re.sub(r"^\s*(?:\|(.*)\||[-*] )\s*$", r"\1", line) for line in text.strip().split("\n"))
    return re.sub(r"\s+", "", text.replace("|", "")).removeprefix("-")


def listed(diff: VersionDiff) -> tuple[Listed, ...]:
    """Give what a comparison lists."""
    found: list[Listed] = []
    for change in diff.changes:
        type_, kind, old, new = said(change)
        if type_ == "moved":
            old = new = ""
        found.append((type_, kind, change.material, _plain(old), _plain(new)))
    return tuple(sorted(found))


ALL = list(pairs())


@pytest.mark.parametrize("pair", ALL, ids=[pair.name for pair in ALL])
def test_pair(pair: Pair) -> None:
    """Just these changes are listed, whole, with class and weight; both texts can be made again."""
    diff = compared(pair.old, pair.new, pair.name)

    assert (listed(diff), faults(diff)) == (pair.listed, [])


@pytest.mark.parametrize("pair", ALL, ids=[pair.name for pair in ALL])
def test_pair_mirrors(pair: Pair) -> None:
    """The other way round the same is listed, sides exchanged."""
    turned = {"added": "deleted", "deleted": "added", "merged": "split", "split": "merged"}
    back = listed(compared(pair.new, pair.old, pair.name))

    assert tuple(sorted((turned.get(t, t), k, m, b, a) for t, k, m, a, b in back)) == listed(
        compared(pair.old, pair.new, pair.name)
    )
