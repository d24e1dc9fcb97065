"""Which of many links keep their order: chains of greatest weight."""

from collections.abc import Iterable, Iterator, Sequence


def heaviest_chain(links: Sequence[tuple[int, int, int]]) -> set[tuple[int, int]]:
    """Give the links of the heaviest chain that runs forward on both sides.

    A link is (old position, new position, weight above 0), each position at most once. Takes n log n steps.
    """
    ordered = sorted(links)
    rank = {new: index + 1 for index, new in enumerate(sorted(new for _, new, _ in ordered))}
    best: list[tuple[int, int]] = [(0, -1)] * (len(ordered) + 1)
    before: list[int] = []
    for index, (_, new, weight) in enumerate(ordered):
        total, previous = _greatest(best, rank[new] - 1)
        before.append(previous)
        _raise(best, rank[new], (total + weight, index))
    at = _greatest(best, len(ordered))[1]
    chain: set[tuple[int, int]] = set()
    while at >= 0:
        old, new, _ = ordered[at]
        chain.add((old, new))
        at = before[at]
    return chain


def _greatest(tree: list[tuple[int, int]], index: int) -> tuple[int, int]:
    """Give the greatest of the first `index` entries of a Fenwick tree of maxima."""
    found = (0, -1)
    while index > 0:
        found = max(found, tree[index])
        index -= index & -index
    return found


def _raise(tree: list[tuple[int, int]], index: int, value: tuple[int, int]) -> None:
    while index < len(tree):
        tree[index] = max(tree[index], value)
        index += index & -index


def unique_links(old: Iterable[tuple[int, str]], new: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
    """Link the positions whose key stands exactly once on each side."""
    left, right = _once(old), _once(new)
    return [(position, right[key]) for key, position in left.items() if key in right]


def anchored(old: Sequence[str], new: Sequence[str], longest: int) -> list[tuple[int, int]]:
    """Link the units whose words stand once on each side, alone or together with neighbours.

    Where boilerplate repeats, two or more units in a row (up to `longest`) are still one of a kind. Each position is linked
    at most once, by the shortest row that is.
    """
    links: dict[int, int] = {}
    taken: set[int] = set()
    for length in range(1, longest + 1):
        for i, j in unique_links(_in_rows(old, length), _in_rows(new, length)):
            for k in range(length):
                if i + k not in links and j + k not in taken:
                    links[i + k] = j + k
                    taken.add(j + k)
    return sorted(links.items())


def _in_rows(keys: Sequence[str], length: int) -> Iterator[tuple[int, str]]:
    """Yield each position with the words of the row that begins there."""
    for at in range(len(keys) - length + 1):
        yield at, "\n".join(keys[at : at + length])


def _once(entries: Iterable[tuple[int, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    twice: set[str] = set()
    for position, key in entries:
        if key in found:
            twice.add(key)
        found[key] = position
    return {key: position for key, position in found.items() if key and key not in twice}
