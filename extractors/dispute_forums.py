"""Courts and arbitration institutions in Chinese sentences about disputes: the printed ways to end one."""

import re
from collections.abc import Iterator, Sequence

from extractors.covered import Covered
from extractors.dispute_options import Way, offers_choice
from extractors.sentences import sentence_at
from pipeline.model.document import Document, Hit
from pipeline.model.span import Span

_GAP = r"(?:_|【_?】|[Xx×*]{2,6}+|\$?\{{1,2}[^{}\n]{1,40}\}{1,2}|/(?=人民|法院|仲裁))"
_NAMED = rf"(?>{_GAP}|[\u4e00-\u9fff【】])"
_COURT = rf"(?:{_NAMED}{{1,24}}?(?:\([^()\n]{{2,16}}\))?(?:的?有管辖权的?)?(?:人民法院|法院))"
_HOUSE = r"(?:仲裁委员会(?:\([^()]{2,10}\))?(?:[\u4e00-\u9fff]{2,6}分会)?|仲裁委(?!员)|国际仲裁中心|国际仲裁院|仲裁中心|仲裁院|仲裁机构|仲裁部门)"
_ABBREVIATED = r"(?:贸仲委?|(?:上海|深圳|北京|华南)国仲|中国国际(?:贸易促进委员会|商会)|CIETAC|CMAC|HKIAC|SIAC|SHIAC|SCIA|LCIA|ICC)"
_INSTITUTION = (
    rf"(?:{_HOUSE}(?=[^。;\n]{{0,20}}(?:仲裁|裁决|解决|处理))|(?:{_NAMED}|[()]){{1,24}}?(?:{_HOUSE}|仲裁庭)|{_ABBREVIATED})"
    r"(?:\([^()\n]{2,30}\))?(?:/[\u4e00-\u9fff]{2,10}(?:国际仲裁中心|国际仲裁院|仲裁委员会|仲裁院))?"
)
_ONE_BASIS = (
    r"(?:(?:(?:本)?(?:合同|协议|条款|合约|契约|订单|规则|承诺书)的?)?(?:签订|签署|签约|履行|订立|交付|侵权行为|(?:运输)?(?:目的|始发|起运|到达))地(?:点)?|(?:(?![为是由向在至到或])[\u4e00-\u9fffA-Za-z]){1,12}?(?:住所地|所在地|注册地|经营地|营业地|户籍地|居住地|坐落地)|"
    r"(?:原告|被告|起诉方|守约方|债权人|出租方|申请人|被申请人|[甲乙丙]方)(?:一方)?(?:(?:\([^()\n]{2,30}\))?(?:所在地|住所地))?)"
)
_BASIS = rf"(?:(?:(?![为是由向在至到或])[\u4e00-\u9fff]{{2,4}}或者?)?{_ONE_BASIS}(?:(?:或者?|、){_ONE_BASIS}){{0,5}}(?:等地|中(?:任一|任何一[个地]))?)"
_SEND = (
    r"(?:向|提交(?:至|给|到)?|由|提请|诉至|诉诸|交由|报请|递交(?:至)?|申请|起诉(?:至|到)|(?<!所)在|(?<![达收签得送运])到(?=[^。;,\n]{2,16}法院)|移交至?|以(?=[^。;,\n]{2,30}法院[为為])"
    r"|(?:管辖法院|管辖地|仲裁机构(?:名称)?|仲裁委员会|仲裁|诉讼)(?:应)?(?:为|是|:))(?!交由|[此于由向在])"
)
_AT_COURT = rf"(?P<forum>(?:(?P<basis>{_BASIS})(?:\([^()\n]{{2,30}}\))?(?:的|之|[—-]{{1,2}})?)?(?:(?:有|具有|享有)?管辖权(?:的)?|有权(?:的)?|当地(?:的)?|所属(?:的)?|依法)?(?P<court>(?:有管辖权的)?(?:人民)?法院|{_COURT}))"
LITIGATION = re.compile(rf"{_SEND}{_AT_COURT}(?P<tail>[^。;\n]{{0,24}})")
SUBMITTED = re.compile(
    rf"(?:接受|服从|受)(?=[^。;\n]{{2,70}}管辖){_AT_COURT}(?:的|之)?(?:非?专属|非?排他)?性?的?(?:司法)?管辖(?P<tail>[^。;\n]{{0,24}})"
)
EMPOWERED = re.compile(
    rf"(?:^|(?<=[,:;。\n])|同意){_AT_COURT}对[^。;,\n]{{2,40}}?(?:具有|享有|有)(?:非?专属|非?排他)?性?的?(?:司法)?管辖权(?P<tail>[^。;\n]{{0,24}})"
)
BARE_COURT = re.compile(
    rf"(?P<forum>(?P<basis>{_BASIS})(?:的|之)?(?:有管辖权(?:的)?)?(?P<court>人民法院|法院))(?P<tail>(?:管辖|诉讼|解决|起诉|提起)?[^。;\n]{{0,24}})"
)
ARBITRATION = re.compile(
    rf"(?:{_SEND}|或者?|通过|(?<=[)】])|(?<=\d[.、]))(?:(?:位于|设在|设于)[\u4e00-\u9fff]{{2,8}}的)?(?P<forum>{_INSTITUTION})(?=(?P<tail>[^。\n]{{0,80}}))"
)
UNNAMED = re.compile(
    r"(?:不成|未果|不能|无法|失败|争议|纠纷|分歧)[^。;\n]{0,40}?(?P<kind>(?:申请|提起|提交|通过|以|提请)(?:劳动)?(?:争议)?仲裁(?!委|机构|庭|院|中心|费|裁决|规则)"
    r"|(?:提起|通过|以)诉讼(?!费|期间)|(?:依法|再(?:行)?|直接)(?:起诉|诉讼)|诉诸法律|诉讼解决)"
)
_OPTION = re.compile(
    r"(?:[☑☒√■✓✔□☐)\]】、.:]|[A-H])_?(?P<kind>(?:依法)?(?:直接)?(?:(?:申请|提起|通过|以|采取|进行)?(?:仲裁|诉讼)|起诉))(?=[;。,:\n(\[□☐☑√■]|解决|方式|$)"
)
"""A way without a forum as an option of its own (2、依法提起诉讼。)."""
BY_RULES = re.compile(
    r"(?P<kind>仲裁规则)[^。;\n]{0,60}?(?:(?:终局|最终)[^。;\n]{0,6}解决|(?:进行|通过|在[^。;,\n]{2,10})仲裁)"
)
"""Arbitration under rules, the institution not named."""
_EITHER = re.compile(
    r"(?:(?:申请|提起|提交|通过|以|提请)(?:调解(?:、|或者?))?仲裁(?:方式)?(?:解决)?(?:或者?|、)(?:是)?(?:依法)?(?:提起|通过|进行|以|向(?:人民)?法院)?(?P<court>诉讼|起诉)"
    r"|(?:(?:申请|提起|提交|通过|以|提请)诉讼(?:方式)?(?:解决)?|起诉)(?:或者?|、)(?:是)?(?:依法)?(?:申请|提起|提交|通过|进行|以)?(?P<panel>仲裁))(?!费|期间|程序|文书|裁决|规则|委|机构|庭)"
)
"""Both ways side by side, the second without a name (申请仲裁或者提起诉讼)."""
_OR = re.compile(r"或者?(?:向|由|提交)?")
_APPEAL = re.compile(r"(?:裁决|结果|决定|处理|仲裁)[^。;,\n]{0,4}?不服")
_NAMED_COURT = re.compile(
    r"[\u4e00-\u9fff]{1,20}[省市区县州旗盟镇](?:[\u4e00-\u9fff]{0,6})(?:人民法院|法院)|[\u4e00-\u9fff]{2,8}(?:知识产权|互联网|金融|海事|铁路运输)法院"
)
_SEAT_STATED = re.compile(
    r"(?:仲裁地(?:点)?(?:应)?(?:为|在|是|:|(?![应法的由双各]))|(?<=[,。;\n])仲裁(?:应|将)?(?:在|于)(?=[^,。;\n]{2,8}(?:进行|举行)))(?P<seat>[\u4e00-\u9fff]{2,8}?)(?:市)?(?=[,。;\n(]|进行|举行|$)"
)
_SEAT = re.compile(
    r"(?:仲裁地(?:点)?(?:为|在|是|:)|(?<!所)在|于)(?P<seat>(?:(?!仲裁|期间|诉讼|过程|双方|合同|收到|提交|甲方|乙方|人民|法院|裁决|根据|[本该其之地按依后])[\u4e00-\u9fff]){2,10}?)(?:市)?(?:进行|仲裁|开庭|,|。|;|$|举行|[按依以]|根据)"
)
_CITY_BEFORE = re.compile(
    r"^(?:在|位于)?(?P<city>[\u4e00-\u9fff]{2,4}?)市?(?:的)?(?=中国(?:国际经济贸易|海事)仲裁委员会)"
)
"""A city printed before an institution of the whole country: where it sits."""
_LEFT_OPEN = re.compile(
    rf"(?:^|(?<=[省市区县]))[^\u4e00-\u9fff]{{0,3}}{_GAP}(?=[省市区县州]|所在地|住所地|人民|法院|仲裁|的|有管辖|{_GAP}|$)|^\([^()]*\)"
)
_NOT = re.compile(
    r"放弃[^。;\n]{0,20}(?:诉讼|仲裁)|包括但不限于|判决|裁定|强制执行|生效法律文书|协助|被(?:起诉|提起)|调查|司法机关|披露|要求的?披露|查封|冻结|劳动监察|败诉(?!一?方(?:承担|负担))|第三方[^。;]{0,12}(?:诉讼|起诉)|与(?:其[^。;,]{0,6}(?:人|人员|员工|雇员|职工|农民工)|第三[方人])[^。;,]{0,12}(?:争议|纠纷)|破产|受理费|(?:已|被(?!告)|经)[^。;,]{0,6}受理|不再(?:适用|执行|有效)|(?:予以|均|同时)?(?:废止|作废|失效)|[费用](?:、|等|和|及)[^。;]{0,30}由?[^。;,]{0,8}(?:承担|负担)$"
)
_MEANT = re.compile(r"协商不成|协商解决|均可|任何一方")
_PASSING = re.compile(
    r"(?:强制|申请)执行|保全|临时(?:性)?(?:措施|救济|禁令)|禁令|支付令|(?:起诉|诉讼|仲裁)(?:而|所|时|因此)?(?:支出|产生|发生|花费|支付)的"
)
"""What a court is asked for beside the dispute itself, or costs of going there."""
_LABOUR = re.compile(r"劳动(?:人事)?争议|劳动仲裁|劳动人事")
_CHOSEN_BY = re.compile(r"(?:双方|各方|当事人)(?:共同|一致)?(?:认可|约定|选定|同意)的")
_SENTENCE_WORDS = (
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


def ways_in(document: Document, span: Span) -> list[Way]:
    """Give the ways to end a dispute that a range prints, in reading order.

    1. 向/由/提交…人民法院, 接受…法院管辖, 管辖法院为…  2. 提交…仲裁委员会 / 仲裁院 / 仲裁中心, 仲裁机构：…, 贸仲, CIETAC
    3. without a name: 提交仲裁, 依法提起诉讼, 申请仲裁或者提起诉讼, options such as 2、提起诉讼
    A court for whoever does not accept an award, for interim measures and enforcement is no way of its own; labour
    disputes go to arbitration first (劳动争议调解仲裁法 art. 5), a court named beside it is no choice.
    """
    ways = [*_arbitrations(document, span), *_courts(document, span)]
    ways += _unnamed(document, span, {way.method for way in ways})
    ways = _joined(document, sorted(ways, key=lambda way: way.span))
    if len({way.method for way in ways}) == 2 and _labour(document, span):
        return [way for way in ways if way.method == "arbitration"]
    return ways


def meant(document: Document, hit: Hit) -> bool:
    """Say whether the sentence of a match deals with disputes between the parties."""
    sentence = sentence_at(document, hit.span().start)
    return not sentence.first(_NOT) or bool(sentence.first(_MEANT))


def _labour(document: Document, span: Span) -> bool:
    head = document.compact_text(Span(0, min(300, len(document.text))))
    return bool(_LABOUR.search(document.compact_text(span))) or "劳动合同" in head


def _arbitrations(document: Document, span: Span) -> Iterator[Way]:
    stated = _SEAT_STATED.search(document.compact_text(span))
    for hit in document.search(ARBITRATION, span):
        if meant(document, hit) and not _PASSING.search(hit["tail"][:20]):
            forum, where = _forum(document, hit)
            seat = _SEAT.search(hit["tail"]) or stated
            place = seat["seat"] if seat else None
            if forum and (city := _CITY_BEFORE.match(forum)):
                forum, place = forum[city.end() :], place or city["city"]
            yield Way("arbitration", forum, None, place, where)


def _courts(document: Document, span: Span) -> list[Way]:
    ways: list[Way] = []
    taken = Covered()
    for pattern in (LITIGATION, SUBMITTED, EMPOWERED, BARE_COURT):
        for hit in document.search(pattern, span):
            forum, where = _forum(document, hit)
            passing = _appealed(document, hit) or _PASSING.search(hit["tail"])
            if passing or not meant(document, hit) or taken.meets(where):
                continue
            taken.add(where)
            if forum and hit["basis"] and _NAMED_COURT.fullmatch(hit["court"]):
                forum = printed(document, hit.span("court"))
            ways.append(Way("litigation", forum, _basis(hit) if forum else None, None, where))
    return ways


def _unnamed(document: Document, span: Span, named: set[str]) -> Iterator[Way]:
    """Yield the ways without a name of the methods that no name stands for: one of each."""
    known, choosing = set(named), offers_choice(document, span)
    for pattern in (UNNAMED, *([_OPTION] if choosing else []), *([] if named else [BY_RULES])):
        for hit in document.search(pattern, span):
            method = "arbitration" if "仲裁" in hit["kind"] else "litigation"
            beside = not known or choosing or method == "arbitration"
            if method not in known and beside and meant(document, hit):
                known.add(method)
                yield Way(method, "", None, None, hit.span("kind"))
    for hit in document.search(_EITHER, span) if known else ():
        for method in ("arbitration", "litigation"):
            if method not in known and meant(document, hit):
                known.add(method)
                yield Way(method, "", None, None, hit.span("court" if hit.has("court") else "panel"))


def _joined(document: Document, ways: Sequence[Way]) -> list[Way]:
    """Make one way of forums of one kind with 或 between them: the agreement names all of them."""
    groups: list[list[Way]] = []
    for way in ways:
        if groups and _alternative(document, groups[-1][-1], way):
            groups[-1].append(way)
        else:
            groups.append([way])
    return [group[0] if len(group) == 1 else _as_one(document, group) for group in groups]


def _alternative(document: Document, last: Way, way: Way) -> bool:
    if not (last.forum and way.forum) or last.method != way.method or last.span.end > way.span.start:
        return False
    return _OR.fullmatch(document.compact_text(Span(last.span.end, way.span.start))) is not None


def _as_one(document: Document, ways: Sequence[Way]) -> Way:
    span = Span(ways[0].span.start, ways[-1].span.end)
    return Way(ways[0].method, printed(document, span), None, ways[-1].seat, span)


def _forum(document: Document, hit: Hit) -> tuple[str | None, Span]:
    """Give the forum as printed, without words of the sentence at its head; None where its name was left open."""
    start, end = hit.match.span("forum")
    start = end - len(_trim(hit["forum"]))
    span = Span(*hit.view.range(start, end))
    words = re.sub(r"_([\u4e00-\u9fff]{2,20})_", r"\1", hit.view.text[start:end])
    return (None if _LEFT_OPEN.search(words) else printed(document, span)), span


def printed(document: Document, span: Span) -> str:
    """Give a range as printed, without blanks, underlines and brackets that marked a place to fill in."""
    text = re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])|_+", "", document.text[span.start : span.end])
    return re.sub(r"[【】\[\]]", "", text)


def _appealed(document: Document, hit: Hit) -> bool:
    """Say whether the sentence speaks of an award not accepted before a place."""
    sentence = sentence_at(document, hit.span().start)
    appeal = sentence.first(_APPEAL)
    return appeal is not None and sentence.start + appeal.end() <= hit.match.start()


def _basis(hit: Hit) -> str | None:
    basis = hit["basis"] or None
    court = hit["court"]
    if basis is None and (inner := re.match(rf"(?P<basis>{_BASIS})(?:的|之)?(?:有管辖权的?)?(?=.)", court)):
        basis = inner["basis"]
    return _trim(basis) if basis else None


def _trim(words: str) -> str:
    """Take words of the sentence off the head of a forum (任何一方可向…)."""
    words = re.sub(r"^[^()]*(?:仲裁|诉讼)或者?(?:向|由|提交)?", "", words)
    words = re.sub(r"^[^()]*(?:争议|纠纷)[^()]{0,6}?(?:由|向|提交|可)", "", words)
    words = re.sub(r"^[^()]*(?:选择|选定|同意|指定)(?:由|以|向)?(?!的)(?=[^()]{4})", "", words)
    changed = True
    while changed:
        changed = False
        for word in _SENTENCE_WORDS:
            if words.startswith(word) and len(words) > len(word) + 3 and not _CHOSEN_BY.match(words):
                words, changed = words[len(word) :], True
    return words
