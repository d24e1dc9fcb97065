"""The parts of a file: the main text, annexes, signature pages, further agreements bound in with it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.clauses.labels import Labels
from pipeline.model.document import MAIN_PART, Kind, PlacedBlock
from pipeline.model.span import Span

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


def within(blocks: Sequence[PlacedBlock], span: Span) -> list[PlacedBlock]:
    """Give the blocks that begin in a range; they stand in the order of the text."""
    first, last = (bisect_left(blocks, offset, key=lambda block: block.span.start) for offset in (span.start, span.end))
    return list(blocks[first:last])


def find_parts(
    text: str, body: Sequence[PlacedBlock], labels: Labels, further: Sequence[Span] = ()
) -> Iterator[tuple[Span, str]]:
    """Yield the parts of the body with their names; those of a further agreement bear its title. `text` is folded."""
    end = further[0].start if further else body[-1].span.end + 1 if body else 0
    yield from _parts(text, within(body, Span(0, end)), labels)
    for span in further:
        own = within(body, span)
        title = text[own[0].span.start : own[0].span.end].strip()
        for part, name in _parts(text, own, labels):
            yield part, f"另一份《{title}》" if name == MAIN_PART else f"另一份《{title}》{name}"


def _parts(text: str, body: Sequence[PlacedBlock], labels: Labels) -> Iterator[tuple[Span, str]]:
    """Split the body at annexes, and each piece at its signature block."""
    heads = _annex_heads(text, body, labels)
    end = body[-1].span.end + 1 if body else 0
    starts = [(body[0].span.start if body else 0, MAIN_PART), *heads]
    for index, (start, name) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else end
        blocks = within(body, Span(start, stop))
        signing = _signing_start(text, blocks, labels)
        if signing is not None and signing > start:
            yield Span(start, signing), name
            yield Span(signing, stop), SIGNATURE_PART
        elif stop > start:
            yield Span(start, stop), name


_SHORT_ANNEX = 30
_TITLE = re.compile(
    r"[^。;,:!?]{0,40}(?:合同|协议|协议书|合同书|备忘录|承诺书|承诺函|保证书|委托书)(?:\([^()]{1,20}\)|(?:FY|V)?[\d.]{1,6}版?)?"
)
_HEAD = 14
"""Blocks below the title of a further agreement among which its parties stand."""
_FOOT = 20
"""Blocks above it among which the signatures of the one before stand."""
_FIRST = ("一", "1", "１", "壹", "A", "I")


def further_agreements(text: str, body: Sequence[PlacedBlock], labels: Labels) -> tuple[Span, ...]:
    """Find agreements that follow the first one in the same file, copies of it among them.

    `text` is folded. Each begins with a title on a line of its own, behind the signatures of the one before, above its own parties, and
    counts its clauses anew. What stands under the heading of an annex belongs to the annex.
    """
    lines = [text[block.span.start : block.span.end].strip(" #*《》") for block in body]
    starts = [index for index in range(8, len(body)) if _begins_anew(lines, index, body, labels)]
    ends = [*(body[index].span.start for index in starts[1:]), body[-1].span.end + 1] if body else []
    return tuple(Span(body[index].span.start, end) for index, end in zip(starts, ends, strict=False))


def _begins_anew(lines: Sequence[str], index: int, body: Sequence[PlacedBlock], labels: Labels) -> bool:
    block = body[index]
    if block.kind is Kind.ROW or block.span.start in labels or not _TITLE.fullmatch(re.sub(r"\s", "", lines[index])):
        return False
    above, below = lines[max(index - _FOOT, 0) : index], lines[index + 1 : index + 1 + _HEAD]
    if any(_ANNEX.match(line) for line in above[-3:]) or not any(_SIGNING.match(line) for line in above):
        return False
    roles = sum(bool(_ROLE.match(line)) for line in below)
    first = next((labels[b.span.start] for b in body[index + 1 :] if b.span.start in labels), None)
    return roles >= 2 and first is not None and any(mark in first.text for mark in _FIRST)


def _annex_heads(text: str, body: Sequence[PlacedBlock], labels: Labels) -> list[tuple[int, str]]:
    """Find where annexes begin: the last heading of each label that content follows.

    Surface forms: 附件一 …, 附件1：…, 附录A, 附表二, 附件：… as a short line of its own. Lines of a list of annexes
    (several in a row), lines that end like a sentence, and the title of a 补充协议 of its own are none.
    """
    found: dict[str, tuple[int, int]] = {}
    for index, block in enumerate(body):
        line = text[block.span.start : block.span.end].strip(" #*《》【】")
        match = _ANNEX.match(line)
        if not match or block.kind is Kind.ROW or len(line) > 50 or re.search(r"[。;，,]$", line):
            continue
        if match[1] == "补充协议" and not any(above.span.start in labels for above in body[:index]):
            continue
        if not match[2] and len(line) > match.end() and line[match.end()] not in ":《 【":
            continue
        found[match[1] + (match[2] or "")] = (index, block.span.start)
    heads = sorted((index, start, name) for name, (index, start) in found.items())
    last = len(body) - 1
    follows = {index: heads[i + 1][0] if i + 1 < len(heads) else last + 1 for i, (index, _, _) in enumerate(heads)}
    signed = next((index for index, block in enumerate(body) if _signs(text, block)), last + 1)
    return [
        (start, name)
        for index, start, name in heads
        if _has_content(text, inside := body[index + 1 : follows[index]], labels)
        or (index > signed and _behind_signatures(text, inside))
    ]


def _signs(text: str, block: PlacedBlock) -> bool:
    """Say whether a block is a line to sign at, not a sentence about signing."""
    line = text[block.span.start : block.span.end]
    return bool(_SIGNING.match(line)) and "。" not in line


def _behind_signatures(text: str, inside: Sequence[PlacedBlock]) -> bool:
    """Say whether words stand under the heading of an annex behind the signatures: a list in short lines, a pledge."""
    return sum(len(block.span) for block in inside if not _signs(text, block)) >= _SHORT_ANNEX


def _has_content(text: str, inside: Sequence[PlacedBlock], labels: Labels) -> bool:
    length = sum(len(block.span) for block in inside)
    numbered = sum(block.span.start in labels for block in inside)
    signing = sum(bool(_SIGNING.match(text[b.span.start : b.span.end])) for b in inside)
    return bool(inside) and signing * 2 < len(inside) and (numbered >= 2 or length >= 60 or inside[0].kind is Kind.ROW)


def _signing_start(text: str, blocks: Sequence[PlacedBlock], labels: Labels) -> int | None:
    """Find where the signature block of a part begins: behind its last numbered clause, or in
    its second half where no clause is numbered.

    1. （以下无正文） 【以下无正文】 （本页为…签署页）  2. a role line with 盖章 or 签字  3. a role line (甲方：…) that signature words follow
    """
    labelled = [i for i, b in enumerate(blocks) if b.span.start in labels]
    for index in range(len(blocks)):
        line = text[blocks[index].span.start : blocks[index].span.end]
        if len(line) <= 60 and _SIGNATURE.search(line) and not _goes_on(blocks, index, labels):
            return blocks[index].span.start if blocks[index].span.start not in labels else blocks[index].span.end + 1
    first = labelled[-1] + 1 if labelled else (len(blocks) + 1) // 2
    for index in range(first, len(blocks)):
        lines = [text[b.span.start : b.span.end] for b in blocks[index : index + 10]]
        if (
            len(lines[0]) <= 80
            and _ROLE.match(lines[0])
            and any(re.search(r"章\)?|签[字名署]|日期|[年_ ]月|\d{4}-", x) for x in lines)
        ):
            return blocks[index].span.start
    return None


def _goes_on(blocks: Sequence[PlacedBlock], index: int, labels: Labels) -> bool:
    """Say whether the numbers of the clauses go on behind a block: 特别约定：…（以下空白） was a blank to fill in."""
    after = next((labels[b.span.start] for b in blocks[index + 1 :] if b.span.start in labels), None)
    if after is None or len(after.numbers) > 1:
        return False
    before = (labels[b.span.start] for b in blocks[: index + 1] if b.span.start in labels)
    return any(label.style is after.style and label.numbers[0] + 1 == after.numbers[0] for label in before)
