"""What must hold of every comparison before any score: seeded pairs with moves, splits, merges, insertions and noise."""

from collections.abc import Iterator

import pytest

from benchmarks.comparison import version
from benchmarks.pairs import Pair, make
from pipeline.compare.versions import compare_versions
from pipeline.model.diff import Change, ChangeType, Side, VersionDiff
from tests.compare.helpers import faults

SEEDS = [(profile, seed) for profile in ("normal", "repeat", "heavy") for seed in range(4)]
TURNED = {"added": "deleted", "deleted": "added", "split": "merged", "merged": "split"}


@pytest.fixture(scope="module", params=SEEDS, ids=lambda given: f"{given[0]} {given[1]}")
def pair(request: pytest.FixtureRequest) -> Pair:
    """Give a pair of 4,000 characters; every second one has automatic numbers."""
    profile, seed = request.param
    return make(4000, profile, seed, automatic=bool(seed % 2))


@pytest.fixture(scope="module")
def diff(pair: Pair) -> VersionDiff:
    """Give its comparison."""
    return compare_versions(version(pair.old), version(pair.new))


def place(side: Side | None) -> tuple[int, int] | None:
    """Give where a side stands."""
    return (side.span.start, side.span.end) if side else None


def listed(changes: tuple[Change, ...], *, turned: bool = False) -> Iterator[tuple[object, ...]]:
    """Give changes without their numbers, the other way round if asked for."""
    for change in changes:
        sides = place(change.old), place(change.new)
        kind = TURNED.get(change.type.value, change.type.value) if turned else change.type.value
        yield kind, change.kind.value, change.material, *(reversed(sides) if turned else sides)


def test_links_and_edits_make_both_versions(diff: VersionDiff) -> None:
    """To the letter."""
    assert faults(diff) == []


def test_comparison_mirrors(pair: Pair, diff: VersionDiff) -> None:
    """compare(b, a) lists the changes of compare(a, b), sides exchanged."""
    back = compare_versions(version(pair.new), version(pair.old))

    assert sorted(map(str, listed(back.changes, turned=True))) == sorted(map(str, listed(diff.changes)))


def test_comparison_with_itself_is_empty(pair: Pair) -> None:
    """No change, no noise, no renumbering."""
    own = compare_versions(version(pair.old), version(pair.old))

    assert (own.changes, own.noise, own.renumbered, own.references) == ((), (), (), ())


def test_numbers_are_no_changes(pair: Pair, diff: VersionDiff) -> None:
    """No change lies in the number at the head of a clause."""
    inside = [c for c in diff.changes for label in pair.labels if c.new and len(c.new.span) and c.new.span in label]

    assert inside == []


def test_noise_is_no_change(pair: Pair, diff: VersionDiff) -> None:
    """What changed its width or got a blank is never listed."""
    modified = [c.new.span for c in diff.changes if c.new and c.type is ChangeType.MODIFIED]
    leaked = [span for span in pair.noise for changed in modified if len(span) and span in changed]

    assert leaked == []


def test_same_comparison_twice(pair: Pair, diff: VersionDiff) -> None:
    """The same pair gives the same result."""
    again = compare_versions(version(pair.old), version(pair.new))

    assert (again.changes, again.noise, again.links) == (diff.changes, diff.noise, diff.links)
