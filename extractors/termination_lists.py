"""Lists of cases in which an agreement ends: the items behind or below the sentence that announces them."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from extractors.sides import Sides
from pipeline.model.document import Document, PlacedBlock
from pipeline.model.span import Span
from pipeline.zh.labels import Style, label_at

_ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-h])\)|[①-⑩]|(?<![\d.第])\d{1,2}[.、](?!\d))")
_ANNOUNCED = re.compile(r":[^。]{0,2}$|(?:之一|情形|情况|下列|下述|如下|以下)[^。;]{0,30}:?$")
_CHOOSES = re.compile(
    r"[^,。;未不]{0,12}(?:通知|提出|要求|主张|选择|决定|发出)[^,。;未不]{0,8}(?:解除|终止|退出|解约)|提前[^,。;]{2,16}(?:通知|提出)"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_SAYS = re.compile(r"[^\W_]")
"""What an item holds that is not left blank (3.____。)."""
_MOST = 25


def items(document: Document, head: Span, words: str) -> Iterator[Span]:
    """Give the items of the list a sentence announces.

    1. in the same block behind a colon: （1）…；（2）…
    2. the blocks below with labels of one style, counted upwards
    3. the paragraphs below that end in a semicolon, and the one after them
    """
    block = document.block_at(head.start)
    if block is None:
        return
    colon = document.folded.find(":", head.start, block.span.end)
    while colon >= 0:
        inline = list(_inline(document, Span(colon + 1, block.span.end)))
        if inline:
            yield from inline
            return
        colon = document.folded.find(":", colon + 1, block.span.end)
    if _ANNOUNCED.search(words.rstrip("。")):
        yield from list(_below(document, block)) or _unnumbered(document, block)


def chooser(words: str, who: Sides) -> str | None:
    """Name who ends the agreement in a case that tells of notice alone: 甲方书面通知解除, 任何一方提前60日书面通知."""
    for part in re.split("[,;]", words):
        name = who.pattern.match(part)
        if name and _CHOOSES.match(part, name.end()):
            return "either" if who.is_either(name.group()) else who.role(name.group())
    return None


def _inline(document: Document, rest: Span) -> Iterator[Span]:
    text = document.folded[rest.start : rest.end]
    starts = [m.start() for m in _ITEM.finditer(text)]
    if len(starts) < 2 or text[: starts[0]].strip():
        return
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        stop = re.search(r"[;。]", text[start:end])
        label = _ITEM.match(text, start)
        begin = label.end() if label else start
        span = Span(rest.start + begin, rest.start + (start + stop.start() if stop else end))
        if _SAYS.search(document.text, span.start, span.end):
            yield span


def _after(document: Document, block: PlacedBlock) -> tuple[PlacedBlock, ...]:
    at = document.index_at(block.span.start) or 0
    return document.body_blocks[at + 1 : at + _MOST]


def _unnumbered(document: Document, block: PlacedBlock) -> Iterator[Span]:
    below = _after(document, block)
    for each in below:
        words = document.folded[each.span.start : each.span.end].strip()
        if label_at(words) or not _HAN.search(words):
            return
        ends = words.endswith(";")
        if not ends and each.span == below[0].span:
            return
        yield each.span
        if not ends:
            return


def _below(document: Document, block: PlacedBlock) -> Iterator[Span]:
    own = label_at(document.text[block.span.start : block.span.end])
    style: tuple[Style, int] | None = None
    number = 0
    item: Span | None = None
    rest: Span | None = None
    below = _after(document, block)
    for each, following in zip_longest(below, below[1:]):
        label = label_at(document.text[each.span.start : each.span.end])
        han = _HAN.search(document.text, each.span.start, each.span.end)
        if label is None and style is None and han:
            break
        if label is None:  # a line of another language, or the rest of the item above
            rest = each.span if han else rest
            continue
        if own and (label.style, len(label.numbers)) == (own.style, len(own.numbers)):
            break
        if style is None:
            style = (label.style, len(label.numbers))
        if (label.style, len(label.numbers)) > style:
            continue  # an item of an item
        if (label.style, len(label.numbers)) != style or label.numbers[-1] <= number:
            break
        if item:
            yield _whole(document, item, rest)
        number, rest = label.numbers[-1], None
        item = Span(each.span.start + label.end, each.span.end)
        words = document.folded[item.start : item.end].strip()
        if not _SAYS.search(words) or (following and _is_heading(document, words, following, style)):
            item = None
    if item:
        yield item


def _whole(document: Document, item: Span, rest: Span | None) -> Span:
    """Give an item with what stands between it and the next one, where a page end broke its sentence."""
    broken = rest is not None and document.folded[item.start : item.end].rstrip()[-1:] not in (*";。,:", "")
    return Span(item.start, rest.end) if broken and rest else item


def _is_heading(document: Document, words: str, following: PlacedBlock, style: tuple[Style, int]) -> bool:
    """Say whether an item only announces clauses of its own: without a mark at its end, items of another style below."""
    label = label_at(document.text[following.span.start : following.span.end])
    below = label is not None and (label.style, len(label.numbers)) > style
    return below and len(words) <= 20 and words[-1] not in ";。,:"
