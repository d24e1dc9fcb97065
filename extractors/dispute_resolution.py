"""争议解决: court or arbitration, which one, where, and what comes first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.dispute_english import english_ways
from extractors.dispute_options import Way, choose, words_of
from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.compact import compact
from pipeline.zh.durations import DURATION, parse_duration

_GAP = r"(?:_|【_?】|[Xx×*]{2,6}|\$?\{{1,2}[^{}\n]{1,40}\}{1,2})"
_NAMED = rf"(?:[\u4e00-\u9fff【】]|{_GAP})"
_COURT = rf"(?:{_NAMED}{{1,24}}?(?:\([^()\n]{{2,16}}\))?(?:的?有管辖权的?)?(?:人民法院|法院))"
_INSTITUTION = (
    rf"(?:(?:{_NAMED}|[()]){{1,24}}?(?:仲裁委员会(?:\([^()]{{2,10}}\))?(?:[\u4e00-\u9fff]{{2,6}}分会)?|仲裁委|国际仲裁中心|国际仲裁院|仲裁中心|仲裁院|仲裁机构|仲裁庭)"
    r"(?:\([^()\n]{2,30}\))?(?:/[\u4e00-\u9fff]{2,10}(?:国际仲裁中心|国际仲裁院|仲裁委员会|仲裁院))?)"
)
_BASIS = (
    r"(?:(?:(?:本)?(?:合同|协议)的?)?(?:签订|签署|履行|订立|交付)地(?:点)?|[\u4e00-\u9fffA-Za-z]{1,12}?(?:住所地|所在地|注册地|经营地|营业地|户籍地|居住地)|"
    r"(?:原告|被告|起诉方|守约方|债权人|出租方|申请人|被申请人|[甲乙丙]方)(?:一方)?(?:所在地|住所地)?)"
)
_SEND = r"(?:向|提交(?:至|给|到)?|由|提请|诉至|诉诸|交由|报请|递交(?:至)?|申请|起诉(?:至|到)|(?<!所)在|移交至?|以(?=[^。;,\n]{2,30}法院[为為]))(?!交由|[此于由向在])"
_LITIGATION = re.compile(
    rf"(?:{_SEND})(?P<forum>(?:(?P<basis>{_BASIS})(?:\([^()\n]{{2,30}}\))?(?:的|之)?)?(?:(?:有|具有|享有)?管辖权(?:的)?|有权(?:的)?|当地(?:的)?|所属(?:的)?|依法)?(?P<court>{_COURT}|(?:有管辖权的)?(?:人民)?法院))"
    r"(?P<tail>[^。;\n]{0,20})"
)
_ARBITRATION = re.compile(
    rf"(?:{_SEND}|或者?)(?:位于[\u4e00-\u9fff]{{2,8}}的)?(?P<forum>{_INSTITUTION})(?=(?P<tail>[^。\n]{{0,80}}))"
)
_BARE_COURT = re.compile(
    rf"(?P<forum>(?P<basis>{_BASIS})(?:的|之)?(?:有管辖权(?:的)?)?(?P<court>人民法院|法院))(?P<tail>(?:管辖|诉讼|解决|起诉|提起)?)"
)
_SEAT_STATED = re.compile(r"仲裁地(?:点)?(?:应)?(?:为|在|是|:)(?P<seat>[\u4e00-\u9fff]{2,8}?)(?:市)?(?=[,。;\n(]|$)")
_SEAT = re.compile(
    r"(?:仲裁地(?:点)?(?:为|在|是|:)|在|于)(?P<seat>[\u4e00-\u9fff]{2,10}?)(?:市)?(?:进行|仲裁|开庭|,|。|;|$|举行)"
)
_DISPUTE = re.compile(
    r"争议|纠纷|争端|分歧|诉讼|仲裁|异议|起诉|(?:协商|调解|磋商)(?:或[\u4e00-\u9fff]{2})?(?:不成|未果)"
)
_QUARREL = re.compile(r"争议|纠纷|争端|分歧")
_LEFT_OPEN = re.compile(
    rf"(?:^|(?<=[省市区县]))[^\u4e00-\u9fff]{{0,3}}{_GAP}(?=[省市区县州]|所在地|住所地|人民|法院|仲裁|的|有管辖|{_GAP}|$)"
)
_TALKS = re.compile(
    r"协商|磋商|商议|谈判|调解|和解|(?i:amicabl[ey]|(?:friendly|mutual|good faith) (?:negotiation|consultation|discussion)|mediation)"
)
_PERIOD = re.compile(
    rf"(?P<period>{DURATION})(?:之)?内[^。;]{{0,16}}(?:未|不能|无法|没有|仍|达成|解决|协商)|(?:协商|磋商)[^。;]{{0,20}}?(?P<period2>{DURATION})(?:之)?内?|未能?[^。;]{{0,20}}?(?P<period3>{DURATION})内"
)
_TITLE = re.compile(r"争议|纠纷|争端|管辖|仲裁|诉讼|法律适用|适用法律")
_NOT = re.compile(
    r"放弃[^。;\n]{0,20}(?:诉讼|仲裁)|包括但不限于|诉讼费|仲裁费|律师费|判决|裁定|强制执行|生效法律文书|协助|被(?:起诉|提起)|调查|司法机关|披露|要求的?披露|查封|冻结|劳动监察|败诉|第三方[^。;]{0,12}(?:诉讼|起诉)|破产|受理"
)
_UNNAMED = re.compile(
    r"(?:不成|未果|不能|无法|失败|争议|纠纷)[^。;\n]{0,40}?(?P<kind>(?:申请|提起|提交|通过|以|提请)仲裁(?!委|机构|庭|院|中心|费|裁决|规则)"
    r"|(?:提起|通过|以)诉讼(?!费|期间)|诉诸法律|诉讼解决)"
)
_EITHER = re.compile(
    r"(?:申请|提起|提交|通过|以|提请)(?:仲裁(?:方式)?(?:解决)?或者?(?:是)?(?:依法)?(?:提起|通过|进行|以|向(?:人民)?法院)?(?P<court>诉讼|起诉)"
    r"|诉讼(?:方式)?(?:解决)?或者?(?:是)?(?:依法)?(?:申请|提起|提交|通过|进行|以)?(?P<panel>仲裁))(?!费|期间|程序|文书|裁决|规则|委|机构|庭)"
)
"""Both ways without a name side by side (申请仲裁或者提起诉讼)."""
_OR = re.compile(r"或者?(?:向|由|提交)?")
_APPEAL = re.compile(r"(?:裁决|结果|决定|处理)[^。;,\n]{0,4}不服")
_NAMED_COURT = re.compile(
    r"[\u4e00-\u9fff]{1,20}[省市区县州旗盟镇](?:[\u4e00-\u9fff]{0,6})(?:人民法院|法院)|[\u4e00-\u9fff]{2,8}(?:知识产权|互联网|金融|海事|铁路运输)法院"
)
_NOT_WORDS = (
    "向",
    "提交",
    "至",
    "任何一方",
    "双方",
    "各方",
    "一方",
    "可以",
    "均可",
    "应",
    "任一",
    "有权",
    "依法",
    "当事人",
    "可",
    "位于",
)


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
    仲裁 or 法院 in waivers, notices and third-party matters is no agreement on disputes.
    """
    read = [one for span in _dispute_ranges(document) if (one := _in_range(document, span, _ways(document, span)))]
    yield from read
    if not read and (ways := sorted(english_ways(document), key=lambda way: way.span)):
        span = Span(ways[0].span.start, ways[-1].span.end)
        if english := _in_range(document, span, ways):
            yield english


def _dispute_ranges(document: Document) -> list[Span]:
    """Give the ranges where disputes are dealt with: titled clauses, then blocks with a way in them; main text first.

    An option in a line of its own may look like a heading; it belongs to the clause that offers the choice.
    """
    ranges: list[Span] = []
    for clause in document.clauses.walk():
        heading = clause.heading.replace(" ", "")
        if not _TITLE.search(heading) or any(clause.span in span for span in ranges):
            continue
        if not any(pattern.search(compact(heading).text) for pattern in (_LITIGATION, _ARBITRATION, _BARE_COURT)):
            ranges.append(clause.span)
    for pattern in (_LITIGATION, _ARBITRATION, _BARE_COURT, _UNNAMED):
        for hit in document.search(pattern, cues=("法院", "仲裁", "诉")):
            span = hit.span()
            sentence = document.compact_text(document.sentence(span.start))
            if any(span in known for known in ranges) or not _DISPUTE.search(sentence) or _NOT.search(sentence):
                continue
            ranges.append(_around(document, span))
    return sorted(ranges, key=lambda span: (document.part_at(span.start) != "正文", 0))


def _around(document: Document, span: Span) -> Span:
    """Give the clause at a place when it is short, else the block and those of its options."""
    holding = [clause for clause in document.clauses.walk() if span.start in clause.span and len(clause.span) < 1200]
    for clause in reversed(holding):
        if _QUARREL.search(document.compact_text(clause.span)):
            return clause.span
    block = document.block_at(span.start)
    return block.span if block else span


def _in_range(document: Document, span: Span, ways: Sequence[Way]) -> Finding[DisputeResolution] | None:
    if not ways:
        return None
    talks, period = _negotiation(document.compact_text(span))
    choice = choose(document, span, ways)
    rejected = tuple(words_of(document, span, ways, way) for way in choice.rejected)
    chosen = choice.chosen
    kinds = {way.method for way in chosen}
    method = chosen[0].method if len(kinds) == 1 else "undecided"
    one = chosen[0] if len(kinds) == 1 else None
    named = [way.forum for way in chosen if way.forum]
    state, rule = State.STATED, method if kinds and len(kinds) == 1 else "court_or_arbitration"
    if choice.left_open or any(way.forum is None for way in chosen):
        state, rule = State.BLANK, "left_open"
        if not choice.left_open and len(kinds) > 1:
            rejected = tuple(words_of(document, span, ways, way) for way in chosen)
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


def _ways(document: Document, span: Span) -> list[Way]:
    ways = [*_arbitrations(document, span), *_courts(document, span)]
    known = {way.method for way in ways}
    for hit in document.search(_UNNAMED, span):
        method = "arbitration" if "仲裁" in hit["kind"] else "litigation"
        if method not in known and (not known or method == "arbitration") and _meant(document, hit):
            known.add(method)
            ways.append(Way(method, "", None, None, hit.span("kind")))
    return _joined(document, sorted([*ways, *_beside(document, span, known)], key=lambda way: way.span))


def _beside(document: Document, span: Span, known: set[str]) -> Iterator[Way]:
    """Yield the second of two ways without a name that stand side by side, the first being known."""
    for hit in document.search(_EITHER, span):
        group, method = ("court", "litigation") if hit.has("court") else ("panel", "arbitration")
        if known and method not in known and _meant(document, hit):
            known.add(method)
            yield Way(method, "", None, None, hit.span(group))


def _arbitrations(document: Document, span: Span) -> Iterator[Way]:
    for hit in document.search(_ARBITRATION, span):
        if _meant(document, hit):
            forum, where = _forum(document, hit)
            seat = _SEAT.search(hit["tail"]) or _SEAT_STATED.search(document.compact_text(span))
            yield Way("arbitration", forum, None, seat["seat"] if seat else None, where)


def _courts(document: Document, span: Span) -> list[Way]:
    ways: list[Way] = []
    for pattern in (_LITIGATION, _BARE_COURT):
        for hit in document.search(pattern, span):
            forum, where = _forum(document, hit)
            appeal = _APPEAL.search(_before(document, hit))
            if appeal or not _meant(document, hit) or any(way.span.overlaps(where) for way in ways):
                continue
            if forum and hit["basis"] and _NAMED_COURT.fullmatch(hit["court"]):
                forum = _printed(document, hit.span("court"))
            ways.append(Way("litigation", forum, _basis(hit) if forum else None, None, where))
    return ways


def _joined(document: Document, ways: Sequence[Way]) -> list[Way]:
    """Make one way of two forums of one kind with 或 between them: the agreement names both."""
    joined: list[Way] = []
    for way in ways:
        last = joined[-1] if joined else None
        if last and last.forum and way.forum and last.method == way.method and last.span.end <= way.span.start:
            span = Span(last.span.start, way.span.end)
            if _OR.fullmatch(document.compact_text(Span(last.span.end, way.span.start))):
                joined[-1] = Way(way.method, _printed(document, span), None, way.seat, span)
                continue
        joined.append(way)
    return joined


def _forum(document: Document, hit: Hit) -> tuple[str | None, Span]:
    """Give the forum as printed, without words of the sentence at its head; None where its name was left open."""
    start, end = hit.match.span("forum")
    start = end - len(_trim(hit["forum"]))
    span = Span(*hit.view.range(start, end))
    words = re.sub(r"_([\u4e00-\u9fff]{2,20})_", r"\1", hit.view.text[start:end])
    return (None if _LEFT_OPEN.search(words) else _printed(document, span)), span


def _printed(document: Document, span: Span) -> str:
    """Give a range as printed, without blanks, underlines and brackets that marked a place to fill in."""
    text = re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])|_+", "", document.text[span.start : span.end])
    return re.sub(r"[【】\[\]]", "", text)


def _before(document: Document, hit: Hit) -> str:
    """Give the words of the sentence before a place."""
    start = hit.span().start
    return document.compact_text(Span(document.sentence(start).start, start))


def _meant(document: Document, hit: Hit) -> bool:
    sentence = document.compact_text(document.sentence(hit.span().start))
    return not _NOT.search(sentence) or bool(re.search(r"协商不成|协商解决|均可|任何一方", sentence))


def _basis(hit: Hit) -> str | None:
    basis = hit["basis"] or None
    court = hit["court"]
    if basis is None and (inner := re.match(rf"(?P<basis>{_BASIS})(?:的|之)?(?:有管辖权的?)?(?=.)", court)):
        basis = inner["basis"]
    return _trim(basis) if basis else None


def _trim(words: str) -> str:
    """Take words of the sentence off the head of a forum (任何一方可向…)."""
    words = re.sub(r"^[^()]*(?:争议|纠纷|仲裁或者?|诉讼或者?)[^()]{0,6}?(?:由|向|提交|可)", "", words)
    changed = True
    while changed:
        changed = False
        for word in _NOT_WORDS:
            if words.startswith(word) and len(words) > len(word) + 3:
                words, changed = words[len(word) :], True
    return words


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
    blocks = [block for block in document.blocks if span.start <= block.span.start <= ways[0].span.start]
    for block in reversed(blocks[-5:]):
        if hit := document.first(_QUARREL, Span(block.span.start, min(block.span.end, end))):
            start = min(start, document.statement(hit.span().start).start)
            break
    return Span(start, end)
