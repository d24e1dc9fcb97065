"""附件: the annexes that an agreement names or holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.annexes_english import english_annexes
from extractors.clause_index import AnnexName, annex_name, annex_parts
from pipeline.model.document import Document, Hit, Kind, PlacedBlock
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.labels import label_at
from pipeline.zh.numerals import numeral

_DIGIT = r"\d{1,2}(?![\d.])"
_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:{_HAN}|{_DIGIT}|[A-Z](?![A-Za-z]))"
_KIND = r"(?:附件|附录|附表|附图|补充协议)"
_NUMBERED = re.compile(
    rf"(?P<kind>{_KIND})(?:(?P<number>{_NUMBER})|\((?P<bracketed>{_HAN}|{_DIGIT})\))(?P<more>(?:(?:、|,|和|及|与|至|到|-|~|—)(?:附件|附录|附表)?{_NUMBER}(?![.方式切般次旦个项种份年月日天套张页条款]))"
    r"{0,9})"
)
_PLAIN = re.compile(
    r"(?P<kind>附件|附录|附表)(?:(?P<list>(?:包括|如下|有|分别为|为)[:]?|:)?(?=《)|(?=“))|(?:详见|参见|见|如|按|以|依照|按照|根据)(?:本合同|本协议|后附的?|所附)?(?P<cue>附件|附录|附表)(?=[,。;)中的所]|\n|$|规定|约定)"
)
_NEXT = re.compile(r"(?:[、,;和及与]|以及){0,2}《(?P<book>[^《》\n]{2,50})》")
_AT_ONCE = re.compile(r"、?《(?P<book>[^《》\n]{2,50})》")
_SUFFIX = r"(?:协议|合同|清单|[图表单书]|方案|标准|说明|明细|规则|规范|要求|承诺|办法|制度|规程)"
_BARE = re.compile(
    rf"(?:[格样]式的?)?(?P<bare>(?![格样]式)(?![为是的中之所与和及由应作均系等一须可规约])[\u4e00-\u9fff]{{2,14}}?{_SUFFIX})(?=[,。;、)执以进]|约定|规定|\n|$)"
)
"""A title without marks: 附件一服务标准, 见附件产品清单."""
_UNMARKED = re.compile(rf"(?:签[署订]|详?见|参见|参照|按照?|依照|根据|依据)附件{_BARE.pattern}")
_INLINE = re.compile(r"[(]?(?P<number>\d{1,2}|[一二三四五六七八九十])(?:[).]|、)_?(?P<title>[^;。、,()\d\n_]{2,40})")
_INLINE_HEAD = re.compile(r"^(?:本合同|本协议|合同)?(?:的)?附件(?:清单|目录|如下|包括|分别为|有|为)?:")
_TITLE = re.compile(
    r"(?:\([A-Za-z][A-Za-z0-9 .]{0,20}\))?[:、.\s]{0,2}(?:[-—]{1,2}|为|即|是|的)?《(?P<book>[^《》\n]{2,50})》(?P<version>\([A-Z0-9.年版〇一二三四五六七八九十修订]{2,12}\))?|“(?P<quoted>[^“”\n]{2,40})”|\((?P<paren>[\u4e00-\u9fff]{2,20}(?:表|书|单|图|目录|明细|名录|清单|方案|协议|标准|说明|明细|规则|规范|要求|条款))\)"
)
_BEFORE = re.compile(r"《(?P<book>[^《》\n]{2,50})》\((?:详?见|作为|即|列于|即为)?(?:本(?:合同|协议))?$")
_FOREIGN = re.compile(
    r"》(?:项下|中|之|的|所附){0,2}$|(?:(?<!本)(?:主|原|该|框架|基础|上述|前述|采购|租赁|服务|贷款|借款|买卖)(?:合同|协议))(?:项下|中|之|的|所附){0,2}$"
)
_OF_AGREEMENT = re.compile(r"(?:合同|协议)(?:书|项下|中|之|的|所附){0,2}$")
_OF_THIS = re.compile(r"本[\u4e00-\u9fff]{0,6}(?:合同|协议)(?:书|项下|中|之|的|所附){0,2}$")
_MAIL = re.compile(r"(?:邮件|邮箱|微信|信息|消息)(?:的|及其?|和|中的?|以|之){0,2}$")
_MAIL_AFTER = re.compile(r"(?:形式|方式)?(?:发送|发出|发至|传送|下载|上传|大小)")
_SUPPLEMENT = re.compile(r"补充(?:协议|合同)")
"""In the title: what is called so in the text is an earlier amendment or the agreement itself, no annex."""
_LINE = re.compile(
    rf"^[(\[]?(?P<name>{_KIND}{_NUMBER}(?:-\d{{1,2}})?|附[件录表])[)\]]?(?:\([A-Za-z][A-Za-z0-9 .]{{0,20}}\))?[:、.\s_-]{{0,3}}(?P<title>[^。;:\n]{{2,46}})[;。,]?$"
)
_LIST_HEAD = re.compile(r"^(?:本合同|本协议|合同)?(?:的)?附件(?:清单|目录|列表|如下|包括)?[:]?$")
_TRAILING = re.compile(r"[;。,、]$|\((?:详见|见|另附|附后|如有|略|本页)[^()]{0,16}\)$|_+$|\t.*$|[.…·]{3,}\d*$")
_IN_BRACKETS = re.compile(
    r"[(（](?P<title>[\u4e00-\u9fff]{2,20}(?:[表书单册图]|目录|明细|清单|方案|协议|标准|说明|办法))[)）](?=.)"
)
"""A title in brackets before the rest of a sentence: 附件五（花名册）由乙方更新."""
_VERB = re.compile(
    r"^(?:[格样]式的?|为|是|的|中(?![标国文英期])|之|所(?![有得在])|与|和|及|由|应(?![收付急用聘])|作为|均|系(?![统列])|规定|约定|执行|等(?![级保])|构成(?!明细|细目|表|图|清单|说明)|一经|须(?!知)|可(?![行研靠视]))|(?:应当|不得|必须|有权|构成(?!明细|细目|表|图|清单|说明)|具有同等|组成部分|执行$)"
)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: what it is called, its title where one is printed, and whether the file holds it."""

    label: str | None = labelled("名称")
    title: str | None = labelled("标题")
    attached: bool = labelled("已附", default=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names an annex: its name, the title printed there, and the words."""

    name: AnnexName
    title: str | None
    span: Span


@extractor("annexes", label="附件", produces=Annex, many=True)
def annexes(document: Document, found: Findings) -> Iterator[Finding[Annex]]:
    """Find the annexes, each once, in the order of their first mention.

    1. 附件一《服务清单》, 附件1：价格表, 附录A, 附表二, 补充协议一, 《服务清单》（附件一）, 附件三（验收标准）
    2. ranges and lists: 附件一至附件三, 附件1、2、3  3. 附件《管理规范》 and 详见附件 without a number
    4. a list under 附件：whose items bear numbers alone (1. 报价单 is 附件1), in lines of their own or in one
    5. titles without marks (附件一服务标准, 见附件产品清单)  6. the annexes that the file holds
    7. Exhibit A, Schedule 1, Appendix 2 of an English text; in a bilingual one they are twins of the Chinese
    An annex of another agreement (《主合同》附件一), 附件 of a letter, and 本合同及附件 alone name none.
    """
    held = {name.key: (part, span) for name, part, span in annex_parts(document)}
    known: dict[tuple[str, str], list[Mention]] = {}
    for mention in sorted(annex_mentions(document), key=lambda each: each.span.start):
        known.setdefault(mention.name.key, []).append(mention)
    if any(number for _, number in known) and ("附件", "") in known and not _titled(known[("附件", "")]):
        del known[("附件", "")]
    known = dict(_merged(known))
    for key, mentions in known.items():
        titles = list(dict.fromkeys(mention.title for mention in mentions if mention.title))
        part = held.get(key) or next((held.get(each.name.key) for each in mentions if each.name.key in held), None)
        if key[1] or len(titles) < 2:
            yield _annex(document, mentions, part)
            continue
        for title in titles:  # several annexes without numbers, each of its own title
            own = part if part and title in document.compact_text(_first_line(document, part[1])) else None
            yield _annex(document, [mention for mention in mentions if mention.title == title], own)
    if not known:
        for each in english_annexes(document):
            quotes = tuple(document.evidence(span) for span in each.spans)
            yield Finding(State.STATED, Annex(each.label, each.title, each.attached), quotes, "annexes.english")


def _annex(document: Document, mentions: list[Mention], part: tuple[str, Span] | None) -> Finding[Annex]:
    """Make the finding of an annex from the places that name it and the part that holds it."""
    titled = next((each for each in mentions if each.title), None)
    name = mentions[0].name
    spans = dict.fromkeys([(titled or mentions[0]).span])
    if part:
        spans[_first_line(document, part[1])] = None
    value = Annex(name.kind + name.number, titled.title if titled else None, part is not None)
    quotes = tuple(document.evidence(span) for span in spans)
    return Finding(State.STATED, value, quotes, "annexes.attached" if part else "annexes.named")


def _merged(
    known: dict[tuple[str, str], list[Mention]],
) -> Iterator[tuple[tuple[str, str], list[Mention]]]:
    """Join an annex without number (附件：推广表) to the numbered one of the same title; its own name says nothing more."""
    plain = known.get(("附件", ""), [])
    numbered = {m.title for key, mentions in known.items() for m in mentions if key[1] and m.title}
    if not any(mention.title in numbered for mention in plain):
        yield from known.items()
        return
    for key, mentions in known.items():
        titles = {mention.title for mention in mentions if mention.title}
        if key != ("附件", ""):
            yield key, [*mentions, *(mention for mention in plain if mention.title in titles)]
        elif titles - numbered:
            yield key, [mention for mention in mentions if mention.title not in numbered]


def _titled(mentions: list[Mention]) -> bool:
    return any(mention.title for mention in mentions)


def _first_line(document: Document, span: Span) -> Span:
    block = document.block_at(span.start)
    return block.span if block else span


def annex_mentions(document: Document) -> tuple[Mention, ...]:
    """Give the places that name an annex: in sentences, at the head of lines, in lists, and the annexes themselves."""
    return document.once(_every_mention)


def _every_mention(document: Document) -> tuple[Mention, ...]:
    return tuple(_named(document))


def _named(document: Document) -> Iterator[Mention]:
    yield from _lines(document)
    yield from _listed(document)
    supplement = _SUPPLEMENT.search(document.compact_text(Span(0, min(60, document.body.end))))
    for hit in document.search(_NUMBERED, cues=("附", "补充协议")):
        earlier = supplement is not None and hit["kind"] == "补充协议"
        if not earlier and not _is_foreign(hit, supplement is not None):
            yield from _numbered(document, hit)
    for hit in document.search(_PLAIN, cues=("附",)):
        if not _is_foreign(hit, supplement is not None):
            title = _title_after(hit, hit.match.end()) if hit.has("kind") else None
            span = Span(hit.span().start, title[1]) if title else hit.span()
            name = AnnexName(hit["kind"] or hit["cue"], "")
            yield Mention(name, title[0] if title else None, span)
            yield from (Mention(name, book, span) for book in _books(hit))
    for hit in document.search(_UNMARKED, cues=("附件",)):
        yield Mention(AnnexName("附件", ""), hit["bare"], hit.span())
    for name, _, span in annex_parts(document):
        yield Mention(name, None, _first_line(document, span))


def _books(hit: Hit) -> Iterator[str]:
    """Yield the second and further titles of 附件包括《报价单》、《图纸》; without a word for a list those at once behind (附件《报价单》《图纸》)."""
    end = hit.match.end()
    books = []
    following = _NEXT if hit.has("list") else _AT_ONCE
    while hit.has("kind") and (match := following.match(hit.view.text, end)):
        books.append(match["book"])
        end = match.end()
    yield from books[1:]


def _is_foreign(hit: Hit, supplement: bool) -> bool:
    """Say whether an annex is one of another agreement or of a letter; in a supplement only 本协议附件二 is its own."""
    start = hit.match.start()
    before = re.split(r"[\n\t。;]", hit.view.text[max(0, start - 40) : start])[-1]
    after = hit.view.text[hit.match.end() : hit.match.end() + 10]
    amended = supplement and _OF_AGREEMENT.search(before) and not _OF_THIS.search(before)
    return bool(amended or _FOREIGN.search(before) or _MAIL.search(before) or _MAIL_AFTER.match(after))


def _numbered(document: Document, hit: Hit) -> Iterator[Mention]:
    kind = hit["kind"]
    numbers = [hit["number"] or hit["bracketed"], *re.findall(_NUMBER, hit["more"].replace(kind, ""))]
    ranged = re.search(r"[至到~—-]", hit["more"]) is not None
    if ranged and len(numbers) == 2:
        numbers = _between(numbers[0], numbers[1])
    end = hit.match.end()
    after = _title_after(hit, end) or _bare_after(hit)
    title = (_title_before(hit) or after) if len(numbers) == 1 else after
    for number in numbers:
        own = title if number is numbers[-1] and not (ranged and len(numbers) > 1) else None
        if kind == "补充协议" and not own and not number.isdigit() and len(number) > 1:
            continue
        span = hit.span()
        if own:
            closing = hit.view.text[end : end + 1] == ")" and own[1] < span.start
            span = Span(min(span.start, own[1]), max(span.end + closing, own[1]))
        yield Mention(AnnexName(kind, number), own[0] if own else None, span)


def _between(first: str, last: str) -> list[str]:
    """Give the numbers of a range as printed: 一至三, 1-3, A至C; 1-1 and C-1 are numbers of their own."""
    for row in ("一二三四五六七八九十", "ABCDEFGHIJ"):
        if first in row and last in row:
            return list(row[row.index(first) : row.index(last) + 1])
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < 20:
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [f"{first}-{last}"] if last.isdigit() else [first, last]


def _title_after(hit: Hit, end: int) -> tuple[str, int] | None:
    """Give the title behind a name, as printed, and where it ends in the printed text."""
    match = _TITLE.match(hit.view.text, end)
    if match is None:
        return None
    group = next(name for name in ("book", "quoted", "paren") if match[name])
    version = match["version"] or ""
    return match[group] + _wide(version), hit.view.range(match.start(), match.end())[1]


def _bare_after(hit: Hit) -> tuple[str, int] | None:
    match = _BARE.match(hit.view.text, hit.match.end())
    return (match["bare"], hit.view.range(match.start(), match.end())[1]) if match else None


def _wide(text: str) -> str:
    return text.replace("(", "（").replace(")", "）")


def _title_before(hit: Hit) -> tuple[str, int] | None:
    start = hit.match.start()
    match = _BEFORE.search(hit.view.text[max(0, start - 70) : start])
    if match is None:
        return None
    return match["book"], hit.view.range(max(0, start - 70) + match.start("book") - 1, start)[0]


def _lines(document: Document) -> Iterator[Mention]:
    """Read annexes that stand at the head of a line: 附件1：价格表, 2. 附录B 技术规范, 《附件二：诚信约定》."""
    for index in _holding(document, "附补"):
        block = document.blocks[index]
        if block.kind is Kind.ROW or len(block.span) > 90:
            continue
        line = document.text[block.span.start : block.span.end]
        label = label_at(line)
        words = Span(block.span.start + (label.end if label else 0), block.span.end)
        text = document.compact_text(words).strip("#*_ -") if len(words) else ""
        pieces = [piece for piece in text.split(";") if piece]
        lines = [_LINE.match(piece.strip("《》【】")) for piece in pieces]
        if _inline(document, block) or not all(lines):
            continue
        for match in lines:
            name = annex_name(match["name"]) if match else None
            if match and name and (title := _clean(match["title"], bool(name.number))):
                yield Mention(name, title, words)


def _clean(title: str, numbered: bool) -> str | None:
    """Give the title of a line without marks; None where the line is a sentence about the annex."""
    while (shorter := _TRAILING.sub("", title)) != title:
        title = shorter
    title = title.strip("《》“”【】# *_")
    title = re.sub(r"^[^《》]{0,4}《|》(?=\()|》$", "", title)
    if told := _IN_BRACKETS.match(title):
        title = told["title"]
    if _VERB.search(title) or not 2 <= len(title) <= 44 or (not numbered and re.search(r"[,]|附件", title)):
        return None
    return None if re.search(_KIND + _NUMBER + "|[》].", title) else _wide(title)


def _listed(document: Document) -> Iterator[Mention]:
    """Read a list under 附件： whose items bear a number and nothing else of a name."""
    blocks = document.body_blocks
    for index in _holding(document, "附"):
        yield from _inline(document, blocks[index])
        if not _LIST_HEAD.match(_words(document, blocks[index].span)):
            continue
        for place, item in enumerate(blocks[index + 1 : index + 21], 1):
            line = document.text[item.span.start : item.span.end]
            label = label_at(line)
            words = _words(document, item.span)
            if label is None or label.numbers != (place,) or len(words) > 40 or item.kind is Kind.ROW:
                break
            title = _clean(words, numbered=True)
            if title is None or annex_name(words):
                break
            yield Mention(AnnexName("附件", str(place)), title, item.span)


def _holding(document: Document, characters: str) -> list[int]:
    """Give the places of the blocks of the body that hold one of some characters: those that names of annexes begin with."""
    found: set[int] = set()
    for character in characters:
        at = document.folded.find(character, 0, document.body.end)
        while at >= 0:
            index = document.index_at(at)
            if index is not None:
                found.add(index)
            at = document.folded.find(
                character, at + 1 if index is None else document.blocks[index].span.end, document.body.end
            )
    return sorted(found)


def _inline(document: Document, block: PlacedBlock) -> list[Mention]:
    """Read a list in one line: 附件：1. 报价单；2. 图纸."""
    text = _words(document, block.span)
    head = _INLINE_HEAD.match(text)
    items = list(_INLINE.finditer(text, head.end())) if head else []
    if len(items) < 2 or [numeral(item["number"]) for item in items] != list(range(1, len(items) + 1)):
        return []
    titles = [_clean(item["title"], numbered=True) for item in items]
    return [Mention(AnnexName("附件", str(n)), title, block.span) for n, title in enumerate(titles, 1) if title]


def _words(document: Document, span: Span) -> str:
    """Give the words of a block without its label."""
    label = label_at(document.text[span.start : span.end])
    start = span.start + (label.end if label else 0)
    return document.compact_text(Span(start, span.end)).strip("#*_ 【】") if start < span.end else ""
