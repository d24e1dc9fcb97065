"""Links that make one change together: a clause with everything below it, neighbours that moved together."""

import re
from collections.abc import Callable, Sequence, Set

from pipeline.model.diff import Link, Unit

_CONTENT = re.compile(r"[^\W_]")
_ANNEX = re.compile(
    r"(?:附[件录表][一二三四五六七八九十\d]{1,3}|(?i:annex|appendix|schedule|exhibit)(?:[A-Z]|\d{1,2}|[IVX]{1,4}))(?=[:：、.—-]|$)[^。；;]{0,40}$"
)


def added_or_deleted(
    links: Sequence[Link], old: Sequence[Unit], new: Sequence[Unit], aside: Set[int] = frozenset()
) -> dict[int, list[int]]:
    """Give for each link without a counterpart the links it makes one change with, itself among them.

    Links `aside` and lines of marks alone make none.

    A clause takes what stands below it with it; paragraphs and rows of a clause that stayed are changes of their own.
    """
    groups: dict[int, list[int]] = {}
    group: list[int] = []
    for index, link in enumerate(links):
        if (link.old and link.new) or index in aside:
            group = []
            continue
        unit = old[link.old[0]] if link.old else new[link.new[0]]
        if not group or not _belongs(unit, link, links[group[0]], links[group[-1]], old if link.old else new):
            group = []
            if not _CONTENT.search(unit.key):
                continue
        group.append(index)
        groups[index] = group
    return groups


def _belongs(unit: Unit, link: Link, root: Link, last: Link, units: Sequence[Unit]) -> bool:
    """Say whether a unit goes with the first of a group: below its clause, in its part, in its table."""
    if bool(root.old) != bool(link.old) or (link.old or link.new)[0] != (last.old or last.new)[-1] + 1:
        return False
    at = (root.old or root.new)[0]
    first, before = units[at], units[at - 1] if at else None
    if before is None or before.part != first.part:
        return unit.part == first.part
    if first.row and before.table != first.table:
        return unit.table == first.table
    if _ANNEX.match(first.key) and not first.row:
        return not _ANNEX.match(unit.key) and unit.part == first.part
    return first.opens and (unit.depth > first.depth or (not unit.opens and unit.depth == first.depth))


def repeated_heads(
    links: Sequence[Link], old: Sequence[Unit], new: Sequence[Unit], first_on_page: Callable[[bool, Unit], bool]
) -> set[int]:
    """Give the links of rows that a page break repeats: they begin a page, and stand as rows further up.

    `first_on_page` says of a unit (of the old version or not) whether a page begins with it.
    """
    found: set[int] = set()
    seen: tuple[set[str], set[str]] = set(), set()
    for index, link in enumerate(links):
        if link.old and link.new:
            for side, positions, units in ((0, link.old, old), (1, link.new, new)):
                seen[side].update(units[k].key for k in positions if units[k].row)
            continue
        is_old = bool(link.old)
        unit = old[link.old[0]] if is_old else new[link.new[0]]
        begins = first_on_page(is_old, unit) or index - 1 in found
        if unit.row and unit.key in seen[0 if is_old else 1] and begins:
            found.add(index)
    return found


def moved_together(links: Sequence[Link]) -> dict[int, list[int]]:
    """Give for each link that moved the links of its group."""
    groups: dict[int, list[int]] = {}
    for index, link in enumerate(links):
        if link.moved is not None:
            groups.setdefault(link.moved, []).append(index)
    return {index: group for group in groups.values() for index in group}
