"""The clauses of one part nest by their numbering systems.

Numbers are kept as printed: gaps, repeats and restarts are facts about the agreement, not errors to mend.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.clauses.headings import RECITALS, recitals_end, unnumbered
from pipeline.clauses.labels import Labels, is_latin, twins
from pipeline.model.clause import Clause
from pipeline.model.document import PlacedBlock
from pipeline.model.span import Span
from pipeline.zh.labels import Label, Style

_END = re.compile(r"[。;；.．｡!！?？：:，,､、]$")
_STOP = re.compile("[，。；]")
_BRACKETED = re.compile(r"[【\[]([^】\]]{2,20})[】\]]")
_OPENED = re.compile(r"([^，。；：、,;:\s“]{2,14})(?:[：:]|。(?=\S)|\.(?=[^\s\d])|\s{1,4}(?=\S{8}))")
_LATIN_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_LISTS = (Style.HAN_PAREN, Style.DIGIT_PAREN, Style.DIGIT_CLOSE, Style.CIRCLED, Style.LETTER)
_Shape = tuple[int, int]


@dataclass(slots=True)
class _Open:
    """A clause whose end is not known yet.

    `chapter` is a heading without number right above numbered clauses, `said` the Chinese label where English stands first.
    """

    label: Label | None
    level: int | None
    citation: str
    heading: str
    start: int
    chapter: bool = False
    said: Label | None = None
    children: list[Clause] = field(default_factory=list)

    shape: _Shape = field(init=False)

    def __post_init__(self) -> None:
        self.shape = (self.label.style, len(self.label.numbers)) if self.label else (-1, self.level or 0)


def clause_tree(text: str, plain: str, blocks: Sequence[PlacedBlock], part: str, labels: Labels) -> list[Clause]:
    """Nest the clauses of one part. `plain` is the text folded, in simplified characters."""
    tree = _Tree(text, plain, blocks, part, labels)
    for index in range(len(blocks)):
        tree.take(index)
    tree.close(0, blocks[-1].span.end if blocks else 0)
    return tree.roots


class _Tree:
    """The clauses of a part, taken block after block."""

    def __init__(self, text: str, plain: str, blocks: Sequence[PlacedBlock], part: str, labels: Labels) -> None:
        self.text, self.plain, self.blocks, self.part, self.labels = text, plain, blocks, part, labels
        self.roots: list[Clause] = []
        self.stack: list[_Open] = []
        self.outer = _outer_styles(blocks, labels)
        self.headings = unnumbered(text, plain, blocks, labels)
        self.titles = sum(block.level is not None for block in blocks)
        self.twins = {second.span.start for _, second in twins(text, blocks, labels)}
        self.order = [labels[block.span.start] for block in blocks if block.span.start in labels]
        self.taken = 0
        self.interrupted: dict[_Shape, tuple[int, tuple[int, ...]]] = {}

    def take(self, index: int) -> None:
        """Open the clause that a block begins, where it begins one."""
        block = self.blocks[index]
        start, label = block.span.start, self.labels.get(block.span.start)
        if label is not None:
            self.taken += 1
            if start in self.twins:
                self._say_again(block, label)
            else:
                self._number(block, label)
        elif start in self.headings:
            self._title(index, self.headings[start])
        elif block.level is not None and index > 0 and self.titles > 1:
            self.close(_level_depth(self.stack, block.level), start)
            words = self._words(block, 0)
            self.stack.append(_Open(None, block.level, words[:60], _heading(words) or words[:30], start))
        elif self._in_recitals and recitals_end(self.plain[start : block.span.end]):
            self.close(0, start)

    def close(self, depth: int, end: int) -> None:
        """Close all clauses below a depth."""
        while len(self.stack) > depth:
            done = self.stack.pop()
            label = done.said or done.label
            number = label.text if label else ""
            span, level = Span(done.start, end), len(self.stack) + 1
            children = tuple(done.children)
            clause = Clause(number, done.citation, self.part, done.heading, span, level, children, label)
            (self.stack[-1].children if self.stack else self.roots).append(clause)

    def _number(self, block: PlacedBlock, label: Label) -> None:
        if self._in_recitals and len(self.stack) > 1 and set(label.numbers) == {1}:
            self.close(0, block.span.start)
        following = self.order[self.taken] if self.taken < len(self.order) else None
        self.close(self._depth(label, following), block.span.start)
        heading = _heading(self._words(block, label.end))
        self.stack.append(_Open(label, block.level, _citation(label, self.stack), heading, block.span.start))

    def _say_again(self, block: PlacedBlock, label: Label) -> None:
        """Take a clause said again in another language: it is one clause, called as in Chinese."""
        held = self.stack[-1]
        if not is_latin(words := self._words(block, label.end)):
            held.heading, held.citation, held.said = _heading(words), _citation(label, self.stack[:-1]), label

    def _title(self, index: int, heading: str) -> None:
        start = self.blocks[index].span.start
        outside = (d for d, c in enumerate(self.stack) if c.label and c.label.style > Style.SECTION)
        untitled = (d for d, c in enumerate(self.stack) if c.label is None and not c.level)
        depth = min(next(outside, len(self.stack)), next(untitled, len(self.stack)))
        for at, clause in enumerate(self.stack[depth:], depth):
            if clause.label:
                self.interrupted[clause.shape] = at, clause.label.numbers
        self.close(depth, start)
        chapter = self.blocks[index + 1].span.start in self.labels
        self.stack.append(_Open(None, None, heading, heading, start, chapter))

    @property
    def _in_recitals(self) -> bool:
        return bool(self.stack) and self.stack[0].label is None and self.stack[0].heading in RECITALS

    def _words(self, block: PlacedBlock, offset: int) -> str:
        return self.text[block.span.start + offset : block.span.end].split("\t")[0].strip()

    def _depth(self, label: Label, following: Label | None) -> int:
        """Say how many open clauses stay open before a new one begins."""
        stack, shape = self.stack, (label.style, len(label.numbers))
        alike = [depth for depth, clause in enumerate(stack) if clause.shape == shape]
        if label.style is Style.DECIMAL and len(label.numbers) > 1:
            return _decimal_depth(stack, label, self.outer)
        if label.numbers == (1,) and label.style is Style.DECIMAL and self._behind_preamble():
            return 0
        if label.style is Style.DECIMAL and (fits := _digit_depth(stack, label, following)) is not None:
            return fits
        if alike:
            return alike[0]
        if (resumed := self._resumed(shape, label)) is not None:
            return resumed
        if label.style not in self.outer:
            return len(stack)
        rank = self.outer[label.style]
        inside = (d for d, c in enumerate(stack) if c.label and self.outer.get(c.label.style, 9) >= rank)
        return next(inside, len(stack))

    def _behind_preamble(self) -> bool:
        """Say whether a list before the first clause is over: (1) … (2) … names the parties, and 1. is no item of (2).

        It has two items or more without clauses below, and its numbers do not go on. What stands below (一) is more
        often an item: there 1.1 must follow.
        """
        if len(self.stack) != 1 or len(self.roots) == 0 or (last := self.stack[0].label) is None:
            return False
        listed = [clause.label for clause in self.roots]
        counted = [label.numbers for label in listed if label and label.style is last.style]
        if (
            last.style not in _LISTS
            or counted != [(n,) for n in range(1, last.numbers[0])]
            or len(counted) < len(listed)
        ):
            return False
        if self.stack[0].children or any(clause.children for clause in self.roots):
            return False
        after = self.order[self.taken :]
        same = next((label.numbers for label in after if label.style is last.style), None)
        deeper = bool(after) and after[0].style is Style.DECIMAL and after[0].numbers == (1, 1)
        return same != (last.numbers[0] + 1,) and (deeper or last.style is not Style.HAN_PAREN)

    def _resumed(self, shape: _Shape, label: Label) -> int | None:
        """Say where a system goes on that a heading without number interrupted (2. … 保密条款 … 3.)."""
        at = next((d for d, c in enumerate(self.stack) if c.label is None and not c.level), None)
        if at is None or label.style <= Style.SECTION:
            return at
        untitled = self.stack[at]
        if untitled.heading in RECITALS:
            told = not untitled.chapter and len(self.stack) == at + 1
            return at if told or label.style is Style.ARTICLE else None
        if untitled.chapter:
            return None
        depth, numbers = self.interrupted.get(shape, (at, ()))
        goes_on = label.style is Style.ARTICLE or (numbers and numbers[-1] < label.numbers[-1])
        return min(depth, at) if goes_on else None


def _outer_styles(blocks: Sequence[PlacedBlock], labels: Labels) -> dict[Style, int]:
    """Rank the systems that stand outside: whichever of 第X条 and 一、 comes first holds the other."""
    ranks = {Style.PART: 0, Style.CHAPTER: 1, Style.SECTION: 2, Style.ARTICLE: 3, Style.HAN: 4}
    for block in blocks:
        label = labels.get(block.span.start)
        if label and label.style is Style.ARTICLE:
            return ranks
        if label and label.style is Style.HAN:
            return ranks | {Style.HAN: 3, Style.ARTICLE: 4}
    return ranks


def _level_depth(stack: Sequence[_Open], level: int) -> int:
    for depth, clause in enumerate(stack):
        if clause.label is not None or (clause.level or 0) >= level:
            return depth
    return len(stack)


def _decimal_depth(stack: Sequence[_Open], label: Label, outer: Mapping[Style, int]) -> int:
    """Place 3.2.1: beside 3.2.2, below 3.2; below a chapter whatever its number is, never below another decimal."""
    shape, prefix = (label.style, len(label.numbers)), label.numbers[:-1]
    for depth, clause in enumerate(stack):
        if clause.shape == shape and clause.label and clause.label.numbers[:-1] == prefix:
            return depth
    for depth in range(len(stack), 0, -1):
        above = stack[depth - 1].label
        below = stack[depth].shape if depth < len(stack) else None
        if above is None or above.style in outer or (above.style is not Style.DECIMAL and below == shape):
            return depth
        if above.style is Style.DECIMAL and above.numbers == label.numbers[: len(above.numbers)] != label.numbers:
            return depth
    return 0


def _digit_depth(stack: Sequence[_Open], label: Label, following: Label | None) -> int | None:
    """Place a single digit among open decimals: 1. below 1.1 begins a list, 2. goes on with the innermost that it fits.

    The one that 2.1 follows is no item, and 3 behind 2.4 goes on with chapters of which the last has no line.
    """
    open_ones = [
        (depth, own.numbers) for depth, c in enumerate(stack) if (own := c.label) and own.style is Style.DECIMAL
    ]
    if not open_ones:
        return None
    outermost, first = open_ones[0]
    if following is not None and following.style is Style.DECIMAL and following.numbers == (*label.numbers, 1):
        return outermost
    alike = [(depth, numbers[0]) for depth, numbers in open_ones if len(numbers) == 1]
    fits = next((depth for depth, number in reversed(alike) if number + 1 == label.numbers[0]), None)
    if fits is not None or not alike:
        return outermost if fits is None and first[0] + 1 == label.numbers[0] else fits
    depth, number = alike[-1]
    begins_list = label.numbers[0] <= number and depth < open_ones[-1][0]
    return len(stack) if begins_list else depth


def _heading(words: str) -> str:
    """Give the title a clause begins with: a short line without end, or words in 【 】 or before ：, else nothing."""
    if bracketed := _BRACKETED.match(words):
        return bracketed[1]
    if not _STOP.search(words) and len(_LATIN_WORDS.sub("A", words)) <= 30 and not _END.search(words):
        return words
    opened = _OPENED.match(words)
    return opened[1] if opened and (opened[0][-1] in "：:" or not _LATIN_WORDS.fullmatch(opened[1])) else ""


def _citation(label: Label, stack: Sequence[_Open]) -> str:
    """Write a number as it would be cited: 第十三条, 9.2.1 alone; 十.3, 第五条二, 8.3(1) with what they stand under."""
    above = next((c for c in reversed(stack) if c.label and c.label.style > Style.SECTION), None)
    own = label.style <= Style.ARTICLE or len(label.numbers) > 1
    if own or above is None or above.label is None:
        return label.text
    if label.style is Style.HAN and above.label.style is not Style.ARTICLE:
        return label.text
    plain = label.style in (Style.DECIMAL, Style.LETTER) and not label.text.endswith(")")
    joined = "." if plain or (above.citation[-1:].isdecimal() and label.text[0].isdecimal()) else ""
    return above.citation + joined + label.text
