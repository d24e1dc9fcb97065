"""Blocks become a document with its parts and its clause tree.

Numbers are kept as printed: gaps, repeats and restarts are facts about the agreement, not errors to mend.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.clause import Clause, ClauseTree
from pipeline.model.document import MAIN_PART, Block, Document, Kind, Parsed, PlacedBlock
from pipeline.model.mark import Marked
from pipeline.model.span import Place, SourceMap, Span
from pipeline.zh.fold import fold
from pipeline.zh.labels import Label, Style, label_at

SIGNATURE_PART = "签署页"

_ANNEX = re.compile(
    r"(附件|附录|附表|附约|补充协议)\s?([一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])?\s?(?=[:\s、.(《\[【“]|$|[\u4e00-\u9fff])"
)
_SIGNATURE = re.compile(
    r"\((?:以下|本页|下页|此页|以下部分)[^()]{0,40}(?:无正文|签[署字章]|空白)|【以下无正文】|以下无正文|签署页|签章页|签字页"
)
_SIGNING = re.compile(
    r"^.{0,40}[(]?(?:盖章|签章|公章|签字|签名|签署|章)[)]?\s?[:)]?|^.{0,12}(?:法定代表人|授权代表|委托代理人).{0,12}[:(]"
)
_ROLE = re.compile(r"^\s{0,8}(?:[甲乙丙丁]\s{0,4}方|[\u4e00-\u9fff]{1,4}\s?[方人])\s{0,4}[:(]")
_END = re.compile(r"[。;；.!?：:，,、]$")


Labels = Mapping[int, Label]
"""The label of each block that has one, by the offset at which the block begins."""


def build(parsed: Parsed, identity: str) -> Document:
    """Lay the blocks out as one text and find its parts and clauses.

    The body comes first, the furniture last; each block ends with a line end. `identity` becomes the
    document's id.
    """
    ordered = [b for b in parsed.blocks if b.kind is not Kind.FURNITURE and b.text.strip()]
    ordered += [b for b in parsed.blocks if b.kind is Kind.FURNITURE and b.text.strip()]
    text, placed, places, marks = _lay_out(ordered)
    body = [block for block in placed if block.kind is not Kind.FURNITURE]
    labels = {block.span.start: label for block in body if (label := _label(text, block))}
    parts = tuple(_parts(text, body, labels))
    clauses = tuple(clause for span, name in parts for clause in _tree(text, _within(body, span), name, labels))
    return Document(identity, text, tuple(placed), ClauseTree(clauses), places, parts, marks)


def _lay_out(blocks: Sequence[Block]) -> tuple[str, list[PlacedBlock], SourceMap, tuple[Marked, ...]]:
    pieces: list[str] = []
    placed: list[PlacedBlock] = []
    starts: list[int] = []
    places: list[Place] = []
    marks: list[Marked] = []
    offset = 0
    for block in blocks:
        begin = offset
        for run, piece in zip(block.runs, block.pieces(), strict=True):
            starts.append(offset)
            places.append(run.place)
            pieces.append(piece)
            offset += len(piece)
            if run.mark is not None and run.text.strip():
                marks.append(Marked(Span(offset - len(run.text), offset), run.mark))
        placed.append(PlacedBlock(block.kind, Span(begin, offset), block.label, block.level))
        pieces.append("\n")
        offset += 1
    return "".join(pieces), placed, SourceMap(starts, places), tuple(marks)


def _within(blocks: Iterable[PlacedBlock], span: Span) -> list[PlacedBlock]:
    return [block for block in blocks if block.span.start in span]


def _parts(text: str, body: Sequence[PlacedBlock], labels: Labels) -> Iterator[tuple[Span, str]]:
    """Split the body at annexes, and each piece at its signature block."""
    heads = _annex_heads(text, body, labels)
    end = body[-1].span.end + 1 if body else 0
    starts = [(0, MAIN_PART), *heads]
    for index, (start, name) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else end
        blocks = _within(body, Span(start, stop))
        signing = _signing_start(text, blocks, labels)
        if signing is not None and signing > start:
            yield Span(start, signing), name
            yield Span(signing, stop), SIGNATURE_PART
        elif stop > start:
            yield Span(start, stop), name


def _annex_heads(text: str, body: Sequence[PlacedBlock], labels: Labels) -> list[tuple[int, str]]:
    """Find where annexes begin: the last heading of each label that content follows.

    Surface forms: 附件一 …, 附件1：…, 附录A, 附表二, 附件：… as a short line of its own. Lines of a list of annexes
    (several in a row), and lines that end like a sentence, are none.
    """
    found: dict[str, tuple[int, int]] = {}
    for index, block in enumerate(body):
        line = fold(text[block.span.start : block.span.end]).strip(" #*《》【】")
        match = _ANNEX.match(line)
        if not match or block.kind is Kind.ROW or len(line) > 50 or re.search(r"[。;，,]$", line):
            continue
        if not match[2] and len(line) > match.end() and line[match.end()] not in ":《 【":
            continue
        found[match[1] + (match[2] or "")] = (index, block.span.start)
    heads = sorted((index, start, name) for name, (index, start) in found.items())
    last = len(body) - 1
    follows = {index: heads[i + 1][0] if i + 1 < len(heads) else last + 1 for i, (index, _, _) in enumerate(heads)}
    return [
        (start, name) for index, start, name in heads if _has_content(text, body[index + 1 : follows[index]], labels)
    ]


def _has_content(text: str, inside: Sequence[PlacedBlock], labels: Labels) -> bool:
    length = sum(len(block.span) for block in inside)
    numbered = sum(block.span.start in labels for block in inside)
    signing = sum(bool(_SIGNING.match(fold(text[b.span.start : b.span.end]))) for b in inside)
    return bool(inside) and signing * 2 < len(inside) and (numbered >= 2 or length >= 60 or inside[0].kind is Kind.ROW)


def _signing_start(text: str, blocks: Sequence[PlacedBlock], labels: Labels) -> int | None:
    """Find where the signature block of a part begins: behind its last numbered clause.

    1. （以下无正文） 【以下无正文】 （本页为…签署页）  2. a role line with 盖章 or 签字  3. a role line (甲方：…) that signature words follow
    """
    labelled = [i for i, b in enumerate(blocks) if b.span.start in labels]
    for index in range(len(blocks)):
        line = fold(text[blocks[index].span.start : blocks[index].span.end])
        if len(line) <= 60 and _SIGNATURE.search(line):
            return blocks[index].span.start if blocks[index].span.start not in labels else blocks[index].span.end + 1
    first = labelled[-1] + 1 if labelled else len(blocks)
    for index in range(first, len(blocks)):
        lines = [fold(text[b.span.start : b.span.end]) for b in blocks[index : index + 10]]
        if (
            len(lines[0]) <= 80
            and _ROLE.match(lines[0])
            and any(re.search(r"章\)?|签[字名署]|日期|[年_ ]月|\d{4}-", x) for x in lines)
        ):
            return blocks[index].span.start
    return None


@dataclass
class _Open:
    """A clause whose end is not known yet."""

    label: Label | None
    level: int | None
    number: str
    citation: str
    heading: str
    start: int
    children: list[Clause]

    @property
    def shape(self) -> tuple[int, int]:
        if self.label is None:
            return -1, self.level or 0
        return self.label.style, len(self.label.numbers)


def _label(text: str, block: PlacedBlock) -> Label | None:
    if block.kind is not Kind.PARAGRAPH:
        return None
    line = text[block.span.start : block.span.end]
    label = label_at(line)
    if label is None and block.label:
        automatic = label_at(f"{block.label} 文字")
        return automatic and replace(automatic, end=len(block.label))
    return label


def _tree(text: str, blocks: Sequence[PlacedBlock], part: str, labels: Labels) -> list[Clause]:
    """Nest the clauses of one part."""
    if part == SIGNATURE_PART:
        return []
    roots: list[Clause] = []
    stack: list[_Open] = []
    outer = _outer_styles(blocks, labels)
    titles = sum(block.level is not None for block in blocks)

    def close(depth: int, end: int) -> None:
        while len(stack) > depth:
            done = stack.pop()
            clause = Clause(
                done.number,
                done.citation,
                part,
                done.heading,
                Span(done.start, end),
                len(stack) + 1,
                tuple(done.children),
            )
            (stack[-1].children if stack else roots).append(clause)

    end = blocks[-1].span.end if blocks else 0
    for index, block in enumerate(blocks):
        label = labels.get(block.span.start)
        heading = block.level is not None and index > 0 and titles > 1
        if label is None and not heading:
            continue
        close(_depth(stack, label, block.level, outer), block.span.start)
        stack.append(_opened(text, block, label, stack))
    close(0, end)
    return roots


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


def _depth(stack: Sequence[_Open], label: Label | None, level: int | None, outer: dict[Style, int]) -> int:
    """Say how many open clauses stay open before a new one begins."""
    if label is None:
        for depth, clause in enumerate(stack):
            if clause.label is None and (clause.level or 0) >= (level or 0):
                return depth
            if clause.label is not None:
                return depth
        return len(stack)
    shape = (label.style, len(label.numbers))
    for depth, clause in enumerate(stack):
        if clause.shape == shape:
            return depth
    if label.style in outer:
        rank = outer[label.style]
        inside = (d for d, c in enumerate(stack) if c.label and outer.get(c.label.style, 9) >= rank)
        return next(inside, len(stack))
    if label.style is Style.DECIMAL and len(label.numbers) > 1:
        return _decimal_depth(stack, label, outer)
    return len(stack)


def _decimal_depth(stack: Sequence[_Open], label: Label, outer: dict[Style, int]) -> int:
    for depth in range(len(stack), 0, -1):
        above = stack[depth - 1].label
        if above is None or above.style in outer:
            return depth
        if above.style is Style.DECIMAL and above.numbers == label.numbers[: len(above.numbers)]:
            return depth
    return 0


def _opened(text: str, block: PlacedBlock, label: Label | None, stack: Sequence[_Open]) -> _Open:
    line = text[block.span.start : block.span.end]
    words = (line[label.end :] if label else line).strip()
    heading = _heading(words)
    if label is None:
        return _Open(None, block.level, "", heading or words[:30], words[:60], block.span.start, [])
    citation = _citation(label, stack)
    return _Open(label, block.level, label.text, citation, heading, block.span.start, [])


def _heading(words: str) -> str:
    """Give the title a clause begins with: a short line without end, or words in 【 】 or before ：, else nothing."""
    if bracketed := re.match(r"[【\[]([^】\]]{2,20})[】\]]", words):
        return bracketed[1]
    if len(words) <= 30 and not _END.search(fold(words)) and "，" not in words and "。" not in words:
        return words
    opened = re.match(r"([^，。；：、,;:\s“]{2,14})(?:[：:]|[。.](?=\S)|\s{1,4}(?=\S{8}))", words)
    return opened[1] if opened else ""


def _citation(label: Label, stack: Sequence[_Open]) -> str:
    """Write a number as it would be cited: 第十三条, 9.2.1 alone; 十.3, 第五条（一）, 8.3(1) with what they stand under."""
    absolute = label.style <= Style.HAN or len(label.numbers) > 1
    above = next((c for c in reversed(stack) if c.number and c.label and c.label.style > Style.SECTION), None)
    if absolute or above is None:
        return label.text
    plain = label.style in (Style.DECIMAL, Style.LETTER) and not label.text.endswith(")")
    joined = "." if plain or (above.citation[-1:].isdigit() and label.text[0].isdigit()) else ""
    return above.citation + joined + label.text
