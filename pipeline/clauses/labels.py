"""The labels of a body's blocks, read in context: what only looks like a number at the head of a line numbers nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.model.document import Kind, PlacedBlock
from pipeline.zh.labels import Label, Style, label_at, may_be_figure

Labels = Mapping[int, Label]
"""The label of each block that has one, by the offset at which the block begins."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_PLAIN_WORD = re.compile(r"\b[a-z]{2,}")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def block_labels(text: str, plain: str, body: Sequence[PlacedBlock]) -> dict[int, Label]:
    """Read the label of each block of a body; `plain` is the text folded, in simplified characters.

    1. the number at the head of a paragraph, typed or made by Word
    2. in a table of two languages side by side, the number of a row: 第一条 … | Article 1 …
    3. a weak one (24. 1. 1 起, 95 号, （96）) only beside its neighbours in number
    """
    read = {block.span.start: label for block in body if (label := _label(text, block))}
    read |= _row_labels(text, body)
    known = {_key(label) for label in read.values()}
    for block in body:
        label = read.get(block.span.start)
        if label is None or block.label or block.level is not None:
            continue
        if may_be_figure(label, plain[block.span.start : block.span.end]) and not _has_neighbour(label, known):
            del read[block.span.start]
    return _letters(dict(sorted(read.items())))


def is_latin(words: str) -> bool:
    """Say whether words are of a Latin script alone."""
    return _HAN.search(words) is None and _LATIN_WORD.search(words) is not None


def _label(text: str, block: PlacedBlock) -> Label | None:
    if block.kind is not Kind.PARAGRAPH:
        return None
    label = label_at(text[block.span.start : block.span.end])
    if label is None and block.label:
        automatic = label_at(f"{block.label} 文字")
        return automatic and replace(automatic, end=len(block.label))
    return label


def _row_labels(text: str, body: Sequence[PlacedBlock]) -> dict[int, Label]:
    """Read the labels of rows, table by table, where the table sets two languages side by side."""
    found: dict[int, Label] = {}
    for kind, group in groupby(body, key=lambda block: block.kind):
        if kind is not Kind.ROW:
            continue
        rows = [(block.span.start, text[block.span.start : block.span.end].split("\t")) for block in group]
        said_twice = sum(_is_said_twice(cells) for _, cells in rows)
        if said_twice * 2 >= len(rows):
            found |= {start: label for start, cells in rows if (label := _row_label(cells))}
    return found


def _is_said_twice(cells: Sequence[str]) -> bool:
    """Say whether a row says something in Chinese in one cell and in English sentences in another; not 服务器 | Dell R750."""
    han = any(len(_HAN.findall(cell)) * 4 > len(cell.strip()) for cell in cells if cell.strip())
    return len(cells) <= 4 and han and any(is_latin(cell) and len(_PLAIN_WORD.findall(cell)) >= 2 for cell in cells)


def _row_label(cells: Sequence[str]) -> Label | None:
    """Read the label of a row: the Chinese cell's own, else that of a narrow cell before it."""
    offset = 0
    before: Label | None = None
    for cell in cells:
        if _HAN.search(cell):
            own = label_at(cell)
            return replace(own, end=offset + own.end) if own else before and replace(before, end=offset)
        if len(cell.strip()) <= 8:
            before = label_at(f"{cell.strip()} 文字") or before
        offset += len(cell) + 1
    return None


_Key = tuple[Style, tuple[int, ...]]


def _key(label: Label) -> _Key:
    return label.style, label.numbers


_ABOVE = (Style.CHAPTER, Style.ARTICLE, Style.HAN, Style.DECIMAL)


def _has_neighbour(label: Label, known: set[_Key]) -> bool:
    *above, last = label.numbers
    near = [value for value in (last - 2, last - 1, last + 1) if value > 0]
    if last == 1 and above and any((style, tuple(above)) in known for style in _ABOVE):
        return True
    return any((label.style, (*above, value)) in known for value in near)


def _letters(labels: dict[int, Label]) -> dict[int, Label]:
    """Read (i), (v) and (x) as letters where they follow (h), (u) and (w) and no (ii) follows them."""
    order = [start for start, label in labels.items() if label.style in (Style.LETTER, Style.ROMAN)]
    for before, start, after in zip(order, order[1:], [*order[2:], -1], strict=False):
        label, following = labels[start], labels.get(after)
        letter = label.text.strip("().")
        value = ord(letter.lower()) - 96 if len(letter) == 1 else 0
        roman = (
            following is not None and following.style is Style.ROMAN and following.numbers[0] == label.numbers[0] + 1
        )
        if label.style is Style.ROMAN and labels[before].numbers == (value - 1,) and not roman:
            labels[start] = replace(label, style=Style.LETTER, numbers=(value,))
    return labels


def twins(text: str, body: Iterable[PlacedBlock], labels: Labels) -> list[tuple[PlacedBlock, PlacedBlock]]:
    """Give the pairs of labels, one behind the other, that say one number in two languages.

    None where fewer than a quarter of the labels are in pairs: such an agreement is not said twice.
    """
    labelled = [block for block in body if block.span.start in labels]
    latin = [is_latin(text[b.span.start + labels[b.span.start].end : b.span.end]) for b in labelled]
    pairs: list[tuple[PlacedBlock, PlacedBlock]] = []
    second = False
    for (one, says), (other, repeats) in pairwise(zip(labelled, latin, strict=True)):
        second = not second and says is not repeats and _same_number(labels[one.span.start], labels[other.span.start])
        if second:
            pairs.append((one, other))
    return pairs if len(pairs) * 4 >= len(labelled) else []


def _same_number(one: Label, other: Label) -> bool:
    return one.numbers == other.numbers and (one.style is other.style or len(one.numbers) == 1)
