"""Automatic numbers of Word paragraphs: numbering.xml and styles.xml, ECMA-376 Part 1, 17.9.

The counters belong to the abstract list; a start override fires once for each list and level; a deeper level
starts anew when a shallower one goes on (17.9.10 lvlRestart changes which).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.parsing.number_formats import number_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = Any

_ON = (None, "1", "true", "on")
MOST = 32_767
"""The largest number that Word counts to."""
_WHOLE = re.compile(r"[0-9]{1,18}")
_LEVELS = 9
"""Levels of a list (17.9.3 ilvl: 0 to 8)."""
_TEXT = 255
"""Characters of a number's text."""
_CHAIN = 100
"""Styles that are looked through, each based on the next; Word itself stops sooner."""


def value_of(node: Element | None, name: str) -> str | None:
    """Give the w:val of a child, None when the child is not there."""
    child = None if node is None else node.find(W + name)
    return None if child is None else child.get(W + "val")


def is_on(node: Element | None, name: str) -> bool:
    """Say whether a toggle is there and not switched off (ST_OnOff, 17.17.4)."""
    child = None if node is None else node.find(W + name)
    return child is not None and child.get(W + "val") in _ON


def whole(text: str | None, default: int, most: int = MOST) -> int:
    """Read a whole number from 0 to `most`: what is larger is `most`, what is none is the default."""
    if text is None or not _WHOLE.fullmatch(text):
        return default
    return min(int(text), most)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: 17.9.6 lvl; without w:start it begins at 0 (17.9.25)."""

    start: int = 0
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str | None = None


def _level(node: Element, base: Level | None = None) -> Level:
    base = base or Level()
    start, restart = value_of(node, "start"), value_of(node, "lvlRestart")
    number_format = value_of(node, "numFmt")
    custom = node.find(f".//{W}numFmt[@{W}format]")
    if number_format in (None, "custom") and custom is not None:
        sample = re.match(r"[0-9]{1,9}", custom.get(W + "format", ""))
        number_format = sample[0] if sample else "decimal"
    return Level(
        whole(start, base.start),
        number_format or base.number_format,
        (value_of(node, "lvlText") or "")[:_TEXT],
        value_of(node, "suff") or "tab",
        is_on(node, "isLgl"),
        None if restart is None else whole(restart, _LEVELS),
        value_of(node, "pStyle"),
    )


@dataclass(frozen=True)
class _List:
    """A w:num: the abstract list it counts in, its levels, its start overrides."""

    abstract: str
    levels: Mapping[int, Level]
    overrides: Mapping[int, int]


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says of numbers and outline."""

    based_on: str | None
    num_id: str | None
    level: int | None
    outline: int | None


@dataclass
class _Trial:
    """How far lists had counted before paragraphs that are to be forgotten, and what these fired."""

    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    fired: set[tuple[str, int]] = field(default_factory=set)


def _lists(root: Element | None) -> dict[str, _List]:
    if root is None:
        return {}
    abstracts = {node.get(W + "abstractNumId"): node for node in root.findall(W + "abstractNum")}
    levels_of = {
        key: {ilvl: _level(lvl) for ilvl, lvl in _by_level(node.findall(W + "lvl"))} for key, node in abstracts.items()
    }
    by_style_link = {link: key for key, node in abstracts.items() if (link := value_of(node, "styleLink"))}
    lists = {}
    for num in root.findall(W + "num"):
        key = value_of(num, "abstractNumId") or ""
        link = value_of(abstracts.get(key), "numStyleLink")
        key = by_style_link.get(link or "", key)
        levels = dict(levels_of.get(key, {}))
        overrides = {}
        for ilvl, override in _by_level(num.findall(W + "lvlOverride")):
            if (start := value_of(override, "startOverride")) is not None:
                overrides[ilvl] = whole(start, 0)
            if (own := override.find(W + "lvl")) is not None:
                levels[ilvl] = _level(own, levels.get(ilvl))
        lists[num.get(W + "numId")] = _List(key, levels, overrides)
    return lists


def _by_level(nodes: Iterable[Element]) -> Iterator[tuple[int, Element]]:
    """Yield nodes with the level they are about; levels that no list has are passed over."""
    for node in nodes:
        level = whole(node.get(W + "ilvl", "0"), 0)
        if level < _LEVELS:
            yield level, node


def _level_of(text: str | None) -> int | None:
    return None if text is None else whole(text, 0)


def _styles(root: Element | None) -> dict[str, _Style]:
    styles = {}
    for node in [] if root is None else root.findall(W + "style"):
        properties = node.find(W + "pPr")
        numbers = None if properties is None else properties.find(W + "numPr")
        level, outline = value_of(numbers, "ilvl"), value_of(properties, "outlineLvl")
        styles[node.get(W + "styleId")] = _Style(
            value_of(node, "basedOn"), value_of(numbers, "numId"), _level_of(level), _level_of(outline),
        )  # fmt: skip
    return styles


@dataclass
class Numbering:
    """Counts the automatic numbers of one document, paragraph after paragraph.

    `legal_lost` says that the file went through LibreOffice, which knows no w:isLgl (17.9.4) and drops it: a decimal level
    below a Chinese one (第二条, 2.1) is then read as if it had it.
    """

    lists: Mapping[str, _List]
    styles: Mapping[str, _Style]
    default_style: str | None = None
    legal_lost: bool = False
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _fired: set[tuple[str, int]] = field(default_factory=set)
    _trial: _Trial | None = None

    @classmethod
    def read(cls, numbering: Element | None, styles: Element | None, *, legal_lost: bool = False) -> "Numbering":
        """Read the roots of numbering.xml and styles.xml; either may be missing."""
        read_styles = _styles(styles)
        default = None
        for node in [] if styles is None else styles.findall(W + "style"):
            if node.get(W + "type") == "paragraph" and node.get(W + "default") in ("1", "true"):
                default = node.get(W + "styleId")
        return cls(_lists(numbering), read_styles, default, legal_lost)

    @contextmanager
    def forgetting(self, forgets: bool = True) -> Iterator[None]:
        """Count in the block as always, and forget it afterwards: what is deleted uses no number up."""
        if not forgets:
            yield
            return
        outer, self._trial = self._trial, _Trial()
        try:
            yield
        finally:
            self._counters |= self._trial.counters
            self._fired -= self._trial.fired
            self._trial = outer

    def _counters_of(self, key: str) -> dict[int, int]:
        """Give how far a list has counted; on trial it is remembered as it was."""
        counters = self._counters.setdefault(key, {})
        if self._trial is not None:
            self._trial.counters.setdefault(key, dict(counters))
        return counters

    def _chain(self, style: str | None) -> Iterator[tuple[str, _Style]]:
        seen: set[str] = set()
        while style and style in self.styles and style not in seen and len(seen) < _CHAIN:
            seen.add(style)
            yield style, self.styles[style]
            style = self.styles[style].based_on

    def outline(self, style: str | None, properties: Element | None) -> int | None:
        """Give the heading level from 1 of a paragraph, None for body text (17.3.1.20 outlineLvl, 9 is body)."""
        own = value_of(properties, "outlineLvl")
        level = (
            whole(own, _LEVELS)
            if own
            else next((s.outline for _, s in self._chain(style) if s.outline is not None), None)
        )
        return None if level is None or level > 8 else level + 1

    def _from_styles(self, style: str | None) -> tuple[str | None, int]:
        """Find list and level that a chain of styles gives, each from the nearest style that states it (17.7.2).

        A level that names the style (17.9.23 pStyle) goes before the ilvl in the style.
        """
        passed: list[tuple[str, int | None]] = []
        for name, entry in self._chain(style):
            passed.append((name, entry.level))
            if entry.num_id is not None:
                linked = self.lists.get(entry.num_id)
                named = {level.style: ilvl for ilvl, level in linked.levels.items()} if linked else {}
                levels = (named.get(passed_name, level) for passed_name, level in passed)
                return entry.num_id, next((level for level in levels if level is not None), 0)
        return None, 0

    def _place(self, style: str | None, numbers: Element | None) -> tuple[_List, str, int] | None:
        """Find the list and level of a paragraph: its own numPr first, then its style's; numId 0 switches off."""
        num_id, ilvl = value_of(numbers, "numId"), value_of(numbers, "ilvl")
        level = _level_of(ilvl)
        if num_id is None:
            num_id, stated = self._from_styles(style or self.default_style)
            level = stated if level is None else level
        chosen = self.lists.get(num_id or "")
        if num_id in (None, "0") or chosen is None or (level or 0) not in chosen.levels:
            return None
        return chosen, num_id or "", level or 0

    def label(self, style: str | None, numbers: Element | None, *, counts: bool = True) -> tuple[str, str] | None:
        """Give the number of the next paragraph as printed, and what follows it (tab, space or nothing).

        `counts` is False for a paragraph whose mark is deleted: it shows the number without using it up.
        None for a paragraph without number.
        """
        place = self._place(style, numbers)
        if place is None:
            return None
        chosen, num_id, ilvl = place
        with self.forgetting(not counts):
            counters = self._counters_of(chosen.abstract)
            self._advance(counters, chosen, num_id, ilvl)
            return self._text(chosen, counters, ilvl), chosen.levels[ilvl].suffix

    def _advance(self, counters: dict[int, int], chosen: _List, num_id: str, ilvl: int) -> None:
        for above in range(ilvl):
            if above not in counters and above in chosen.levels:
                counters[above] = self._start(chosen, num_id, above)
        if ilvl in chosen.overrides and (num_id, ilvl) not in self._fired:
            counters[ilvl] = self._start(chosen, num_id, ilvl)
        elif ilvl in counters:
            counters[ilvl] += 1
        else:
            counters[ilvl] = self._start(chosen, num_id, ilvl)
        for deeper in [level for level in counters if level > ilvl]:
            restart = chosen.levels[deeper].restart if deeper in chosen.levels else None
            if restart is None or (restart and ilvl < restart):
                del counters[deeper]

    def _start(self, chosen: _List, num_id: str, ilvl: int) -> int:
        if self._trial is not None and (num_id, ilvl) not in self._fired:
            self._trial.fired.add((num_id, ilvl))
        self._fired.add((num_id, ilvl))
        return chosen.overrides.get(ilvl, chosen.levels[ilvl].start)

    def _text(self, chosen: _List, counters: Mapping[int, int], ilvl: int) -> str:
        level = chosen.levels[ilvl]
        legal = level.legal or (self.legal_lost and level.number_format == "decimal")
        if level.number_format == "bullet":
            return "·" if not level.text or "\ue000" <= level.text <= "\uf8ff" else level.text

        def number(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            if other not in chosen.levels:
                return ""
            shown = chosen.levels[other]
            if legal and shown.number_format not in ("decimal", "decimalZero"):
                shown = replace(shown, number_format="decimal")
            return number_text(counters.get(other, shown.start), shown.number_format)

        return re.sub(r"%([1-9])", number, level.text)[:_TEXT]
