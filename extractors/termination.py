"""终止: who may end the agreement, on which ground, after which notice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.parties import parties
from extractors.sides import Sides, plain, sentences, sides
from extractors.termination_words import AFTER, AUTOMATIC, CONDITION, CUES, EXIT, LIST, NOT, RIGHT, ground, notice
from pipeline.model.document import Document, PlacedBlock
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.labels import label_at

_BEHIND = re.compile(r"(?:与|向|给|对|要求|由于|因|被|书面通知|(?<!经)通知|同意|接受|违反|征得|告知|支付|征询)$")
_ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-h])\)|[①-⑩])")
_AFTERMATH = re.compile(
    r"^(?:合同|协议|本合同|本协议)?(?:解除|终止)(?:后|的,)|返还|结算|应(?:当)?(?:赔偿|退还)|仍(?:应|需|须)"
)
_FAULT = re.compile(
    r"[方人商](?:如)?(?:有|存在|出现|发生)(?:下列|下述|以下)[^,。;]{0,8}(?:情形|行为|情况)[^。]{0,40}[方人商]"
)
_EVENT = re.compile(r"的,(?:则)?(?:本)?(?:合同|协议|合作)[^,。;]{0,10}(?:终止|解除|失效)")
_CAUSED = re.compile(r"由于|因(?!自身|经营|业务)|致使|使(?:本|合同|协议)|导致")
_HAN = re.compile("[\u4e00-\u9fff]")
_EXPLAINED = re.compile(r"除(?:本|另有)[^,]{0,24}外|除[^,]{2,30}以?外")


@dataclass(frozen=True, slots=True)
class Termination:
    """One way the agreement ends: by either party, a role or automatic; the ground; the notice as ISO 8601."""

    by: str = labelled("由谁")
    ground: str = labelled("事由")
    notice: str | None = labelled("通知期")
    working_days: bool = labelled("工作日", False)


@dataclass(frozen=True, slots=True)
class _Exit:
    """A sentence that ends the agreement; `ground` is None where it names no ground."""

    by: str
    ground: str | None
    words: str
    span: Span


@extractor("termination", label="终止", produces=Termination, many=True, requires=(parties,))
def termination(document: Document, found: Findings) -> Iterator[Finding[Termination]]:
    """Find the ways the agreement ends before or at the end of its term (民法典 art. 557, 562–566).

    1. 任何一方提前三十日书面通知对方，可解除本合同 (convenience with notice)
    2. 乙方逾期超过15日的，甲方有权解除合同; 守约方有权单方解除 (breach)
    3. 经双方协商一致，可以解除; 期满自动终止; 破产、清算、吊销; 不可抗力持续超过30日; 政策变化
    4. 有下列情形之一的，甲方有权解除合同：(1)…；(2)…: each item its ground, who and notice from the head
    What follows from the end (合同解除后…), prohibitions (不得擅自解除) and the end of other things are left out.
    """
    who = sides(found)
    done: set[Span] = set()
    for span in sentences(document, CUES):
        if any(span.overlaps(item) for item in done):
            continue
        words = plain(document.compact_text(span))
        exit_ = _exit(document, words, span, who)
        if exit_ is None:
            continue
        items = list(_items(document, span, words)) if LIST.search(words.rstrip("。")) or ":" in words else []
        if not items:
            if value := _value(exit_, exit_.words):
                yield _finding(document, value, exit_, (span,))
            continue
        for item in items:
            done.add(item)
            yield from _inherited(document, exit_, item, who)


def _inherited(document: Document, head: _Exit, item: Span, who: Sides) -> Iterator[Finding[Termination]]:
    """Read an item of a list: its own exit where it is one, otherwise a ground that inherits who and notice."""
    words = plain(document.compact_text(item))
    own = _exit(document, words, item, who)
    if own and (value := _value(own, own.words)):
        yield _finding(document, value, own, (item,))
        return
    if _AFTERMATH.search(words):
        return
    reason = ground(words) or ("breach" if _FAULT.search(head.words) else "other")
    if (exit_ := EXIT.search(words)) and reason == "other" and re.search("守约", words):
        reason = "breach"
    acting = _by(words[: exit_.start()], who) if exit_ and head.by == "automatic" else None
    by = "either" if reason == "mutual_agreement" else acting or head.by
    inherited = _Exit(by, reason, head.words, item)
    if value := _value(inherited, head.words):
        yield _finding(document, value, inherited, (item, head.span))


def _finding(document: Document, value: Termination, exit_: _Exit, spans: tuple[Span, ...]) -> Finding[Termination]:
    left_open = value.notice is None and notice(exit_.words)[1]
    state = State.BLANK if left_open else State.STATED
    return Finding(state, value, tuple(document.evidence(span) for span in spans), f"termination.{value.ground}")


def _value(exit_: _Exit, words: str) -> Termination | None:
    length, _ = notice(words)
    reason = exit_.ground or ("convenience" if length or notice(words)[1] else "other")
    return Termination(exit_.by, reason, length.iso if length else None, bool(length and length.working))


def _exit(document: Document, words: str, span: Span, who: Sides) -> _Exit | None:
    """Read a sentence as an end of the agreement; None for what is none."""
    for match in EXIT.finditer(words):
        if _is_none(words, match):
            continue
        before = words[: match.start()]
        itself = AUTOMATIC.search(words, match.start())
        automatic = itself is not None and itself.start() < match.end() + 10
        mutual = ground(words) == "mutual_agreement"
        right = RIGHT.search(words[max(0, match.start() - 60) : match.end()]) or notice(words)[0] or notice(words)[1]
        if not (automatic or right or mutual):
            continue
        entitled = _by(before + match.group(), who)
        chosen = not automatic or (entitled and (RIGHT.search(before[-20:]) or notice(words)[0]))
        by = "either" if mutual else entitled if chosen else "automatic"
        reason = _reason(document, span, words, match)
        if by is None or (by == "automatic" and reason is None and not (LIST.search(words) or _EVENT.search(words))):
            continue
        return _Exit(by, reason, words, span)
    return None


def _reason(document: Document, span: Span, words: str, match: re.Match[str]) -> str | None:
    """Name the ground of an exit: by its words; 守约方 tells of a breach, 持续超过 of what the sentence before names."""
    reason = ground(_cause(words, match))
    if reason in (None, "convenience") and re.search("守约一?方|非违约方|未违约方", words):
        return "breach"
    block = document.block_at(span.start)
    if "持续" in words and block and "不可抗力" in document.compact_text(Span(block.span.start, span.end)):
        return "force_majeure"
    return None if reason == "convenience" and _CAUSED.search(words[: match.end()]) and not notice(words)[0] else reason


def _is_none(words: str, match: re.Match[str]) -> bool:
    """Say whether what looks like an exit only speaks of one: forbidden, in the past, as a condition."""
    near = words[max(0, match.start() - 24) : match.end() + 12]
    if NOT.search(near):
        return True
    tail = words[match.end() - 2 :]
    rest = words[match.end() :]
    if AFTER.match(words, match.end() - 2) or re.match(r"[^,。;:]{0,8}(?:的|时|后|前)(?:,|$)", rest):
        return not (
            notice(rest)[0] or notice(rest)[1] or RIGHT.search(words[max(0, match.start() - 16) : match.start()])
        )
    return (
        bool(CONDITION.match(tail))
        and not RIGHT.search(words[max(0, match.start() - 40) : match.end()])
        and not notice(words)[0]
    )


def _by(before: str, who: Sides) -> str | None:
    """Say who may end it: the side named last before the exit as the one who acts."""
    acting = [m for m in who.named(before) if not _BEHIND.search(before[: m.start()][-5:]) and not _owned(before, m)]
    if not acting:
        return None
    entitled = [
        m
        for m in acting
        if RIGHT.match(before, m.end()) or re.match(r"[^,。;]{0,10}?(?:有权|可|均)", before[m.end() :])
    ]
    last = (entitled or acting)[-1]
    name = last.group()
    if re.search(r"被[^,。;]{0,4}(?:取消|解除|终止)", before[last.end() :]) and not who.is_either(name):
        return who.other(who.role(name))
    if re.fullmatch("另一方|对方|守约一?方|非违约方|未违约方|受损方|无过错方", name):
        specific = {who.role(m.group()) for m in acting if not who.is_either(m.group())}
        return (who.other(specific.pop()) if name in ("另一方", "对方") and len(specific) == 1 else None) or "either"
    return "either" if who.is_either(name) else who.role(name)


def _owned(before: str, match: re.Match[str]) -> bool:
    return before[match.end() : match.end() + 1] in ("的", "之")


def _cause(words: str, match: re.Match[str]) -> str:
    """Give the words a ground may stand in: without exceptions (除…外) and what follows from the exit."""
    head = _EXPLAINED.sub("", words[: match.end()])
    rest = re.split(r"[,;]", words[match.end() :], maxsplit=1)[0]
    return head + rest if LIST.search(words) is None else head


def _items(document: Document, head: Span, words: str) -> Iterator[Span]:
    """Give the items of the list a sentence announces: in the same block, or the blocks below of one label style."""
    block = document.block_at(head.start)
    if block is None:
        return
    colon = document.folded.find(":", head.start, block.span.end)
    if colon >= 0 and not words.endswith(":"):
        yield from _inline(document, Span(colon + 1, block.span.end))
    elif re.search(r":[^。]{0,2}$|(?:之一|情形|情况|下列|下述|如下|以下)[^。]{0,30}:?$", words.rstrip("。")):
        yield from list(_below(document, block)) or _unnumbered(document, block)


def _inline(document: Document, rest: Span) -> Iterator[Span]:
    text = document.folded[rest.start : rest.end]
    starts = [m.start() for m in _ITEM.finditer(text)]
    if len(starts) < 2:
        return
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        stop = re.search(r"[;。]", text[start:end])
        label = _ITEM.match(text, start)
        begin = label.end() if label else start
        span = Span(rest.start + begin, rest.start + (start + stop.start() if stop else end))
        if document.text[span.start : span.end].strip():
            yield span


def _unnumbered(document: Document, block: PlacedBlock) -> Iterator[Span]:
    """Give the paragraphs below that end in a semicolon, and the one after them."""
    blocks = document.body_blocks
    at = next(index for index, each in enumerate(blocks) if each.span == block.span)
    for each in blocks[at + 1 : at + 25]:
        words = document.folded[each.span.start : each.span.end].strip()
        if label_at(words) or not _HAN.search(words):
            return
        ends = words.endswith(";")
        if not ends and each.span == blocks[at + 1].span:
            return
        yield each.span
        if not ends:
            return


def _below(document: Document, block: PlacedBlock) -> Iterator[Span]:
    blocks = document.body_blocks
    at = next(index for index, each in enumerate(blocks) if each.span == block.span)
    own = label_at(document.text[block.span.start : block.span.end])
    style, number = None, 0
    for each in blocks[at + 1 : at + 25]:
        label = label_at(document.text[each.span.start : each.span.end])
        if label is None and style is None and _HAN.search(document.text, each.span.start, each.span.end):
            return
        if label is None:
            continue  # a line of another language, or the rest of the item above
        if own and (label.style, len(label.numbers)) == (own.style, len(own.numbers)):
            return
        if style is None:
            style = (label.style, len(label.numbers))
        if (label.style, len(label.numbers)) != style or label.numbers[-1] <= number:
            return
        number = label.numbers[-1]
        span = Span(each.span.start + label.end, each.span.end)
        if document.text[span.start : span.end].strip():
            yield span
