"""争议解决: court or arbitration, which one, where, and what comes first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.covered import Covered
from extractors.dispute_blanks import left_open
from extractors.dispute_english import english_ways
from extractors.dispute_forums import (
    ARBITRATION,
    BARE_COURT,
    BY_RULES,
    EMPOWERED,
    LITIGATION,
    SUBMITTED,
    UNNAMED,
    meant,
    ways_in,
)
from extractors.dispute_options import Way, choose, options_at
from extractors.sentences import sentence_at
from pipeline.model.document import MAIN_PART, Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.compact import compact
from pipeline.zh.durations import DURATION, parse_duration

_DISPUTE = re.compile(
    r"争议|纠纷|争端|争执|分歧|诉讼|仲裁|异议|起诉|管辖(?!区)|(?:协商|调解|磋商|商量)(?:或[\u4e00-\u9fff]{2})?(?:不成|未果)"
)
_AGREED = re.compile(r"争议|纠纷|争端|争执|分歧|异议|管辖|协商|调解|磋商")
_QUARREL = re.compile(r"争议|纠纷|争端|争执|分歧")
_TALKS = re.compile(
    r"协商|磋商|商议|商量|商谈|洽商|谈判|谈不(?:拢|成|妥)|调解|和解|(?:尽力|努力|尝试)(?:解决|化解)|(?i:amicabl[ey]|(?:friendly|mutual|good faith) (?:negotiation|consultation|discussion)|mediation)"
)
_PERIOD = re.compile(
    rf"(?P<period>{DURATION})(?:之)?内[^。;]{{0,16}}(?:未|不能|无法|没有|仍|达成|解决|协商)|(?:协商|磋商|调解|谈判|商谈)[^。;]{{0,20}}?(?P<period2>{DURATION})(?:之)?内?|未能?[^。;]{{0,20}}?(?P<period3>{DURATION})内"
)
_TITLE = re.compile(r"争议|纠纷|争端|争执|管辖|仲裁|诉讼|法律适用|适用法律")
_GENERIC = re.compile(r"(?:有管辖权的?|当地的?|依法)?(?:人民)?法院")
_OPTION_LINE = re.compile(
    r"^[\t_]?(?:[□☐☑☒√■✓✔]|\([√xX_]?\)|\[[√xX_]?\]|【[√_]?】|[(【]?(?:[A-H]|\d|[一二三四五六])[)】.、_]|[①-⑥]|[A-H](?=[向提由])|[^\n]{0,10}\t[□☐☑☒√■])"
)
_WAY = re.compile(r"法院|仲裁|诉讼|起诉")


@dataclass(frozen=True, slots=True)
class DisputeResolution:
    """How disputes end: `method` litigation, arbitration or undecided; forum and what connects it, as printed."""

    negotiation_first: bool = labelled("先行协商", False)
    negotiation_period: str | None = labelled("协商期")
    method: str = labelled("方式", "undecided")
    forum: str | None = labelled("管辖机构")
    forum_basis: str | None = labelled("管辖依据")
    seat: str | None = labelled("仲裁地")
    rejected_options: tuple[str, ...] = labelled("未选方案", ())


@extractor("dispute_resolution", label="争议解决", produces=DisputeResolution)
def dispute_resolution(document: Document, found: Findings) -> Iterator[Finding[DisputeResolution]]:
    """Find how disputes are to be resolved; clauses about disputes in the main text come first.

    1. 提交甲方住所地有管辖权的人民法院诉讼解决, 向杭州市西湖区人民法院起诉, 由合同签订地法院管辖
    2. 提交北京仲裁委员会按其现行有效的仲裁规则在北京仲裁
    3. 第【B】种方式, 第_2_种, ☑ and √ before an option: the chosen one; the others are rejected options
    4. 第__种方式 left open, all boxes empty: blank, with the printed ways as rejected options
    5. 或裁或审 (court or arbitration side by side): undecided  6. English sentences, where no Chinese one says it
    7. 争议解决方式：____, 协商不成的，____。 where the main text names no way: blank
    仲裁 or 法院 in waivers, notices and third-party matters is no agreement on disputes.
    """
    read = [one for span in _dispute_ranges(document) if (one := _in_range(document, span, ways_in(document, span)))]
    if not read and (ways := sorted(english_ways(document), key=lambda way: way.span)):
        span = Span(ways[0].span.start, ways[-1].span.end)
        read = [english] if (english := _in_range(document, span, ways)) else []
    if not any(one.evidence[0].part == MAIN_PART for one in read) and (gap := left_open(document)):
        yield _blank(document, gap)
    yield from read


def _blank(document: Document, gap: Hit) -> Finding[DisputeResolution]:
    """Give a gap with what its sentence says of talks before."""
    sentence = document.sentence(gap.span().start)
    talks, period = _negotiation(document.compact_text(sentence))
    value = DisputeResolution(talks, period) if talks else None
    return Finding(State.BLANK, value, (document.evidence(sentence),), "dispute_resolution.left_open")


def _dispute_ranges(document: Document) -> list[Span]:
    """Give the ranges where disputes are dealt with: titled clauses, then blocks with a way in them; main text first.

    An option in a line of its own may look like a heading; it belongs to the clause that offers the choice. Where no
    quarrel is spoken of, a court without name or place is a remedy in passing (甲方有权向人民法院起诉).
    """
    ranges: list[Span] = []
    covered = Covered()
    for clause in document.clauses.walk():
        heading = clause.heading.replace(" ", "")
        if not _TITLE.search(heading) or covered.holds(clause.span):
            continue
        if not any(pattern.search(compact(heading).text) for pattern in (LITIGATION, ARBITRATION, BARE_COURT)):
            ranges.append(clause.span)
            covered.add(clause.span)
    found: list[Span] = []
    for pattern in (LITIGATION, SUBMITTED, EMPOWERED, ARBITRATION, BARE_COURT, UNNAMED, BY_RULES):
        for hit in document.search(pattern, cues=("法院", "仲裁", "诉")):
            span = hit.span()
            if covered.holds(span) or not (sentence := sentence_at(document, span.start)).first(_DISPUTE):
                continue
            passing = pattern is LITIGATION and _GENERIC.fullmatch(hit["forum"]) and not sentence.first(_AGREED)
            if meant(document, hit) and not passing:
                found.append(_around(document, span))
                covered.add(found[-1])
    ranges += sorted(found)
    return sorted(ranges, key=lambda span: (document.part_at(span.start) != "正文", 0))


def _around(document: Document, span: Span) -> Span:
    """Give the clause at a place when it is short, else the block and those of its options."""
    holding = [clause for clause in document.clauses.over(span.start) if len(clause.span) < 1200]
    for clause in reversed(holding):
        if _AGREED.search(document.compact_text(clause.span)):
            return clause.span
    index = document.index_at(span.start)
    return span if index is None else _with_options(document, index)


def _with_options(document: Document, index: int) -> Span:
    """Give a block with the lines of options around it and the line that offers them."""
    lines = [document.compact_text(block.span) for block in document.blocks[max(0, index - 5) : index + 6]]
    at = min(index, 5)
    first = last = at
    while first > 0 and _OPTION_LINE.match(lines[first]) and _WAY.search(lines[first - 1] + lines[first]):
        first -= 1
    while last + 1 < len(lines) and _OPTION_LINE.match(lines[last + 1]) and _WAY.search(lines[last + 1]):
        last += 1
    return Span(document.blocks[index + first - at].span.start, document.blocks[index + last - at].span.end)


def _in_range(document: Document, span: Span, ways: Sequence[Way]) -> Finding[DisputeResolution] | None:
    if not ways:
        return None
    talks, period = _negotiation(document.compact_text(span))
    choice = choose(document, span, ways)
    options = options_at(document, span, ways)
    rejected = tuple(_wording(document, options[way]) for way in choice.rejected)
    chosen = choice.chosen
    kinds = {way.method for way in chosen}
    method = chosen[0].method if len(kinds) == 1 else "undecided"
    one = chosen[0] if len(kinds) == 1 else None
    named = [way.forum for way in chosen if way.forum] if all(way.forum is not None for way in chosen) else []
    state, rule = State.STATED, method if kinds and len(kinds) == 1 else "court_or_arbitration"
    if choice.left_open or any(way.forum is None for way in chosen):
        state, rule = State.BLANK, "left_open"
        if not choice.left_open and len(kinds) > 1:
            rejected = tuple(_wording(document, options[way]) for way in chosen)
    value = DisputeResolution(
        talks,
        period,
        method,
        (one.forum if one else "；".join(named)) or None,
        one.basis if one else None,
        one.seat if one else None,
        rejected,
    )
    evidence = document.evidence(_proof(document, ways, span))
    return Finding(state, value, (evidence,), f"dispute_resolution.{rule}")


def _wording(document: Document, option: Span) -> str:
    """Give the printed words of an option, its label included, without its tick."""
    return re.sub(r"\s+", " ", document.text[option.start : option.end]).strip(" □☐■☑☒√;；。,，")


def _negotiation(text: str) -> tuple[bool, str | None]:
    talks = _TALKS.search(text)
    if not talks:
        return False, None
    match = _PERIOD.search(text)
    printed = match and next(value for value in match.groups() if value)
    length = parse_duration(printed) if printed else None
    return True, length.iso if length else None


def _proof(document: Document, ways: Sequence[Way], span: Span) -> Span:
    """Give the range to quote: from the sentence that speaks of disputes, at most four blocks back, to the last way."""
    end = document.sentence(ways[-1].span.start).end
    start = document.statement(ways[0].span.start).start
    last = document.index_at(ways[0].span.start) or 0
    blocks = [block for block in document.blocks[max(0, last - 4) : last + 1] if span.start <= block.span.start]
    for block in reversed(blocks):
        if hit := document.first(_QUARREL, Span(block.span.start, min(block.span.end, end))):
            start = min(start, document.statement(hit.span().start).start)
            break
    return Span(start, end)
