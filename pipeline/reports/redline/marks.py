"""What becomes of the characters of paragraphs and rows that both versions have."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from pipeline.compare.stream import Passage, Tag
from pipeline.model.diff import VersionDiff
from pipeline.parsing.numbering import W
from pipeline.parsing.word_text import GAP
from pipeline.reports.redline.homes import Home, Where
from pipeline.reports.redline.numbers import properties_like
from pipeline.reports.redline.revisions import SPLIT
from pipeline.reports.redline.runs import Paragraph
from pipeline.zh.fold import fold

Element = Any
_FIGURES = re.compile("[0-9一二三四五六七八九十百零〇]+|[A-Za-z]+")


class Unmarkable(Exception):
    """A change that tracked changes in this file cannot show; told in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass
class Replaced:
    """A range of the old text and what stands there in the new one."""

    start: int
    end: int
    text: str = ""


def replacements(passage: Passage, start: int) -> Iterator[Replaced]:
    """Yield what a passage that begins at an offset of the old text replaces; neighbours are one."""
    held: Replaced | None = None
    at = start
    for stretch in passage.stretches:
        if stretch.tag is Tag.BOTH:
            at += len(stretch.text)
            continue
        if held is None or held.end != at:
            if held is not None:
                yield held
            held = Replaced(at, at)
        if stretch.tag is Tag.OLD:
            held.end = at = at + len(stretch.text)
        else:
            held.text += stretch.text
    if held is not None:
        yield held


def shape(label: str) -> str:
    """Give a number without its figures."""
    return _FIGURES.sub("0", fold(label))


@dataclass
class PassageEdits:
    """Notes the edits of linked paragraphs on them, if all can be: words, splits, merges. Automatic numbers are no words."""

    diff: VersionDiff
    passage: Passage
    homes: Sequence[Home]
    _gone: list[Where] = field(default_factory=list)
    _put: list[tuple[Where, str]] = field(default_factory=list)
    _ended: list[Home] = field(default_factory=list)

    def note(self) -> bool:
        """Note the edits, or nothing at all (False) where the passage must be replaced as a whole."""
        if any(home.chars is None or home.paragraph is None for home in self.homes):
            return False
        units = [self.diff.old_units[i] for i in self.passage.old]
        starts = [unit.span.start for unit in units]
        if not all(self._note_one(each, starts) for each in self._replacements(starts[0])):
            return False
        for paragraph, k in self._gone:
            paragraph.gone.add(k)
        for (paragraph, k), text in self._put:
            paragraph.insert(k, text)
        for home in self._ended:
            if home.paragraph is not None:
                home.paragraph.end_gone = True
        for line in (line for home in self.homes if home.parts for line in home.lines):
            own = line.paragraph
            if own and own.text and len(own.gone) == len(own.text) and not own.put:
                own.end_gone = True
        return True

    def _replacements(self, start: int) -> list[Replaced]:
        return list(replacements(self.passage, start))

    def _note_one(self, each: Replaced, starts: Sequence[int]) -> bool:
        index = bisect_right(starts, each.start) - 1
        home = self.homes[index]
        first = each.start - starts[index]
        text: str | None = each.text
        if first < home.made_by_word:
            if each.end - starts[index] < home.made_by_word or not self._counts_on(each.start, index):
                return False
            text = self._without_number(each.text, self._new_index(each.start))
        text = None if text is None else self._broken(text, each, home)
        if text is None or not self._remove(each, starts):
            return False
        if text:
            where = self._where(each.end, starts)
            if where is None:
                return False
            self._put.append((where, text))
        return True

    def _new_index(self, offset: int) -> int:
        """Count the new units that end before an offset of the old text."""
        at, count = self.diff.old_units[self.passage.old[0]].span.start, 0
        for stretch in self.passage.stretches:
            if at >= offset and stretch.tag is not Tag.NEW:
                break
            if stretch.tag is not Tag.OLD and at < offset:
                count += stretch.text[: offset - at if stretch.tag is Tag.BOTH else None].count("\n")
            at += 0 if stretch.tag is Tag.NEW else len(stretch.text)
        return min(count, len(self.passage.new) - 1)

    def _counts_on(self, offset: int, index: int) -> bool:
        """Say whether the new number is one that Word makes when it counts another way: 第三条 and 第四条, not 3.1."""
        new = self.diff.new_units[self.passage.new[self._new_index(offset)]]
        return shape(self.diff.old_units[self.passage.old[index]].label) == shape(new.label)

    def _without_number(self, text: str, index: int) -> str | None:
        """Take the number of a new unit from the head of its words, since Word makes it; None where that is not so."""
        label = self.diff.new_units[self.passage.new[index]].label
        words = text.lstrip()
        return words[len(label) :].lstrip() if label and words.startswith(label) else None

    def _broken(self, text: str, each: Replaced, home: Home) -> str | None:
        """Make the line ends in a text to insert new paragraph ends, or soft ones where a number would be wrong."""
        head, *rest = text.split("\n")
        if not rest:
            return text
        numbered = any(other.made_by_word for other in self.homes if other.paragraph is home.paragraph)
        made, index = head, self._new_index(each.start)
        for words in rest:
            index = min(index + 1, len(self.passage.new) - 1)
            if not numbered:
                made += SPLIT + words
            elif (bare := self._without_number(words, index)) is not None:
                made += SPLIT + bare
            elif self.diff.new_units[self.passage.new[index]].label and words.strip():
                return None
            else:
                made += "\n" + words
        return made

    def _remove(self, each: Replaced, starts: Sequence[int]) -> bool:
        """Note the characters that are gone, and the paragraph ends."""
        for offset in range(each.start, each.end):
            index = bisect_right(starts, offset) - 1
            home, k = self.homes[index], offset - starts[index]
            chars = home.chars or []
            if k < len(chars):
                where = chars[k]
                if where is not None:
                    self._gone.append(where)
                continue
            if index + 1 >= len(self.homes) or not self._join(home, self.homes[index + 1]):
                return False
            behind = starts[index + 1] + self.homes[index + 1].made_by_word
            if starts[index + 1] < behind and each.end < behind:
                return False
        return True

    def _join(self, home: Home, behind: Home) -> bool:
        """Note that a paragraph or line runs on into the next one."""
        first = behind.lines[0]
        one, other = home.paragraph, first.paragraph
        if one is None or other is None:
            return False
        if one is other:
            self._gone += [(one, k) for k in range(one.lines[home.line][1], one.lines[first.line][0])]
            return True
        self._ended.append(home)
        following = home.node.getnext()
        return following is first.node and look_of(home.node) == look_of(first.node)

    def _where(self, offset: int, starts: Sequence[int]) -> Where | None:
        """Find the place to insert at an offset of the old text: behind the character before it, if there is one."""
        index = bisect_right(starts, offset) - 1
        return place_at(self.homes[index].chars or [], offset - starts[index])


def place_at(chars: Sequence[Where | None], k: int) -> Where | None:
    """Give the place before the k-th character of a text."""
    before = chars[k - 1] if 0 < k <= len(chars) else None
    if before is not None:
        return before[0], before[1] + 1
    return chars[k] if k < len(chars) else None


def look_of(node: Element) -> bytes:
    """Give what two paragraphs must share that one may run on into the other."""
    properties = properties_like(node)
    mark = properties.find(W + "rPr")
    if mark is not None:
        properties.remove(mark)
    made: bytes = etree.tostring(properties)
    return made


def mark_row(diff: VersionDiff, passage: Passage, home: Home) -> bool:
    """Note the edits of a row on the paragraphs of its cells; False where the row must be replaced as a whole."""
    if home.chars is None:
        return False
    span = diff.old_units[passage.old[0]].span
    text = diff.old.document.text[span.start : span.end]
    new = "".join(stretch.text for stretch in passage.stretches if stretch.tag is not Tag.OLD).rstrip("\n").split("\t")
    noted: list[tuple[Where, str]] = []
    gone: list[Where] = []
    rewritten: set[int] = set()
    for each in (part for whole in replacements(passage, span.start) for part in _lines_apart(whole, text, span.start)):
        first, last = each.start - span.start, each.end - span.start
        column = text[:first].count("\t")
        made = [k for k in range(first, last) if home.chars[k] is None]
        if len(made) == last - first and made and each.text.strip() and text[first:last].strip():
            continue  # the automatic number of the row
        where = _where_in_row(home, text, column, last)
        if where is None:
            return False
        if made:
            rewritten.add(column)
            continue
        gone += [found for k in range(first, last) if (found := home.chars[k]) is not None]
        noted.append((where, each.text))
    for paragraph, k in gone:
        paragraph.gone.add(k)
    for (paragraph, k), words in noted:
        paragraph.insert(k, words)
    for column in rewritten:
        _rewrite(home.cells[column], new[column])
    return True


def _lines_apart(whole: Replaced, text: str, start: int) -> Iterator[Replaced]:
    """Yield an edit over several paragraphs of a cell as one of each, where both versions have as many."""
    old = text[whole.start - start : whole.end - start].split(GAP)
    new = whole.text.split(GAP)
    if len(old) != len(new):
        yield whole
        return
    at = whole.start
    for words, others in zip(old, new, strict=True):
        if words != others:
            yield Replaced(at, at + len(words), others)
        at += len(words) + len(GAP)


def _where_in_row(home: Home, text: str, column: int, k: int) -> Where | None:
    chars = home.chars or []
    before = chars[k - 1] if k else None
    if before is not None:
        return before[0], before[1] + 1
    if k < len(text) and (behind := chars[k]) is not None:
        return behind
    return (home.cells[column][0], 0) if home.cells[column] else None


def _rewrite(cell: Sequence[Paragraph], text: str) -> None:
    """Replace the words of a cell by those of the new version, paragraph by paragraph; more lines go into the last."""
    pieces = text.split(GAP)
    more = pieces[len(cell) - 1 :]
    pieces = [*pieces[: len(cell) - 1], "\n".join(more)] if more else pieces
    for number, paragraph in enumerate(cell):
        paragraph.gone.clear()
        paragraph.put.clear()
        piece = pieces[number] if number < len(pieces) else ""
        if paragraph.text == piece:
            continue
        paragraph.remove()
        paragraph.end_gone = not piece and number > 0
        paragraph.insert(len(paragraph.text), piece)
