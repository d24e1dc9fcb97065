"""Printed lines become paragraphs; what repeats on pages is set apart.

The same decisions serve PDF pages (extents in points), text files and Word files whose every printed line is
a paragraph of its own (extents in half-width characters).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median

from pipeline.model.document import Block, Kind, Run
from pipeline.zh.fold import fold
from pipeline.zh.labels import label_at, may_be_figure


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its block, where it begins and ends across the page, and the size of one Han character."""

    block: Block
    start: float
    end: float
    size: float

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.block.text


_ENDS = re.compile(r"(?:[。;:!?…]|(?<=[A-Za-z)])\.)['”’\")\]】》]{0,2}$")
_FIELD = re.compile(r"[#*\s]{0,4}[\u4e00-\u9fffA-Za-z/()\s]{2,24}[:]")
_PARTY_FIELD = re.compile(
    r"^\s{0,9}(?:[甲乙丙丁]\s{0,9}方|[\u4e00-\u9fff]{1,6}[方人]|.{0,8}(?:地址|住所|注册地|经营地|居住地|联系人|电话|传真|邮箱|邮编|代表人?|日期|开户行?|账号|税号|代码|编号))\s{0,4}(?:\(.{0,12}\))?\s{0,4}:"
)
_SIGNING = re.compile(r"[(](?:盖章|签字|签章|公章|签名|以下无正文|此页无正文|本页无正文)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MIDDLE = re.compile(r"[\u4e00-\u9fff,、A-Za-z0-9”）)]$")
_LEADS_ON = re.compile(r"(?<![;,。])(?:第|(?:[和或与及至见]|依照|按照|依据|根据|附件)[(]?)$")
"""Words after which a number belongs to the sentence: 附件, 按照 | （2）项."""
_LIST_MARK = re.compile(r"[-•·●◆■□☑☐√*]\s?|附件|附录|附表|【")

HARD_WRAP_SHARE = 0.2
"""Share of all lines that end at the common right edge in mid-sentence in a text whose lines are cut."""


_folded = lru_cache(maxsize=512)(fold)
"""A line is looked at as itself, as the one before and as furniture: it is folded once (a quarter of the time)."""


def width(text: str) -> int:
    """Give the width of a text in half-width characters: any character beyond ASCII counts two, as Han characters do."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def text_line(block: Block) -> Line:
    """Make a line of a block that has no place on a page."""
    text = block.text.rstrip()
    indent = len(text) - len(text.lstrip())
    return Line(block, width(text[:indent]), width(text), 2)


def right_edge(lines: Sequence[Line]) -> float | None:
    """Find the edge at which a text was cut into lines; None when its lines are whole paragraphs."""
    ends = [line for line in lines if line.block.kind is Kind.PARAGRAPH and line.text.strip()]
    if len(ends) < 8:
        return None
    size = median(line.size for line in ends)
    edge = max(Counter(round(line.end / size) for line in ends if line.end >= 40).items(),
               key=lambda item: (item[1], item[0]), default=(0, 0))[0] * size  # fmt: skip
    cut = [
        line for line in ends if abs(line.end - edge) <= 3 * line.size and not _ENDS.search(_folded(line.text.rstrip()))
    ]
    longer = sum(line.end > edge + 4 * line.size for line in ends)
    return edge if edge and len(cut) >= HARD_WRAP_SHARE * len(ends) and longer <= len(ends) * 0.1 else None


def join(lines: Iterable[Line], edge: float | None) -> Iterator[Block]:
    """Join lines into paragraphs. `edge` is where full lines end, None where every line is a paragraph.

    A full line that does not end a sentence runs on into the next one, over page breaks as well; a line that
    stops in mid-sentence runs on when the next one goes on without label. A clause label, a `联系人：` line, a
    heading, a table row begin a new block. No character is lost: between Latin words a blank is put.
    """
    held: list[Line] = []
    for line in lines:
        if held and not _runs_on(held, line, edge):
            yield _merge(held)
            held = []
        held.append(line)
    if held:
        yield _merge(held)


def _runs_on(held: Sequence[Line], line: Line, edge: float | None) -> bool:
    last = held[-1]
    if any(item.block.kind is not Kind.PARAGRAPH or item.block.level is not None for item in (last, line)):
        return False
    before, after = _folded(last.text.rstrip()), _folded(line.text.strip())
    if edge is not None and last.end >= edge - _first_word(after, line.size) - 1.2 * last.size:
        indented_less = before.endswith("。") and line.start < held[0].start - line.size
        in_brackets = before.count("(") > before.count(")")
        unfinished = not _ENDS.search(before) or indented_less or in_brackets
    else:
        unfinished = _goes_on(before, after, last) or (edge is not None and _both_long(before, after))
    apart = _begins(line, after, before) or _other_language(before, after)
    return bool(before) and unfinished and not apart and not _SIGNING.search(before)


def _other_language(before: str, after: str) -> bool:
    """Say whether a whole line in Latin letters and one in Han characters follow each other: two languages."""
    latin, other = (after, before) if _HAN.search(before) else (before, after)
    return not _HAN.search(latin) and len(latin) >= 40 and " " in latin and len(_HAN.findall(other)) >= 8


def _begins(line: Line, words: str, before: str) -> bool:
    """Say whether a line begins a block of its own: a clause label, a party line, a list mark, signature words.

    A number is no label where the line before leads on to it (第, 按照), or where it may be a figure (24小时, （96）).
    """
    if line.block.label or _PARTY_FIELD.match(words) or _LIST_MARK.match(words) or _SIGNING.search(words):
        return True
    label = label_at(line.text)
    return label is not None and not may_be_figure(label, _folded(line.text)) and not _LEADS_ON.search(before)


def _first_word(text: str, size: float) -> float:
    """Give the width of what had to fit on the line before: a Latin word or number, else one character."""
    word = re.match(r"[A-Za-z0-9.,/@:_-]+", text)
    return width(word[0]) * size / 2 if word else size


def _goes_on(before: str, after: str, last: Line) -> bool:
    """Say whether a line that is not full stops in mid-sentence and the next one finishes it."""
    long = width(before) >= 50 or ("," in before and width(before) >= 36)
    finishes = re.search(r"[。;,]", after) is not None and not _FIELD.match(after)
    return bool(long and finishes and _MIDDLE.search(before) and not _FIELD.match(before) and last.size)


def _both_long(before: str, after: str) -> bool:
    """Say whether two lines of a text that was cut into lines are long, the first without end: an indented passage."""
    return min(width(before), width(after)) >= 50 and _MIDDLE.search(before) is not None


def _merge(held: Sequence[Line]) -> Block:
    first = held[0].block
    if len(held) == 1:
        return first
    runs: list[Run] = []
    for line in held:
        own = list(line.block.runs)
        if runs:
            before = runs[-1].text.rstrip()
            own[0] = replace(own[0], text=own[0].text.lstrip())
            words = re.search(r"[A-Za-z0-9,.;)]$", before) and re.match(r"[A-Za-z0-9(]", own[0].text)
            letters = words and (before[-1].isalpha() or own[0].text[0].isalpha() or before[-1] in ",.;)")
            runs[-1] = replace(runs[-1], text=before + (" " if letters else ""))
        runs.extend(own)
    return Block(first.kind, tuple(runs), first.label, first.level)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with its page (from 1) and its band: distance from the top and share of the page's height."""

    line: Line
    page: int
    top: float
    share: float


_EDGE = 0.12
"""Share of the page's height at top and bottom in which running heads and feet stand."""

_PAGE_NUMBER = re.compile(
    r"(?:第\s*)?[-—–·\s]{0,3}(?:\d{1,4}|[ivxIVX]{1,5}|[一二三四五六七八九十百]{1,4})[-—–·\s]{0,3}(?:页)?"
    r"(?:\s*(?:[/,]|of|共)\s*(?:共|总)?\s*\d{1,4}\s*页?)?|第\s*\d{1,4}\s*页|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?|共\s*\d{1,4}\s*页",
    re.IGNORECASE,
)


def furniture(lines: Sequence[PageLine], pages: int) -> set[int]:
    """Give the indexes of the lines that are page furniture: by position and repetition together.

    1. a page number alone at the page's edge  2. the same words (digits aside) at the edge at the same height on
    three pages or on half of a short document's  3. the same words at the very same height anywhere on three
    pages and on most pages: an upright watermark
    """
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(lines):
        words = re.sub(r"\s", "", _folded(item.line.text))
        if words and item.line.block.kind is Kind.PARAGRAPH:
            groups[re.sub(r"\d+", "#", words) if _at_edge(item) else words].append(index)
    return {index for indexes in groups.values() for index in indexes if _is_furniture(lines, index, indexes, pages)}


def _at_edge(item: PageLine) -> bool:
    return item.share <= _EDGE or item.share >= 1 - _EDGE


def _is_furniture(lines: Sequence[PageLine], index: int, alike: Sequence[int], pages: int) -> bool:
    item = lines[index]
    if not _at_edge(item) and len(alike) < 3:
        return False
    if _at_edge(item) and _PAGE_NUMBER.fullmatch(_folded(item.line.text).strip()):
        return True
    peers = {other.page for i in alike if abs((other := lines[i]).top - item.top) <= 6}
    return len(peers) >= (min(3, max(2, (pages + 1) // 2)) if _at_edge(item) else max(3, pages * 0.6))
