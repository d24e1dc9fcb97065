"""Citations of clauses in running text, told apart from those of laws and other agreements."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.clause_index import AnnexName, Numbers, annex_name
from pipeline.model.document import Document, Hit
from pipeline.model.span import Span
from pipeline.zh.numerals import numeral

_HAN = "〇零一二三四五六七八九十百"
_DOTTED = r"\d{1,3}(?:\.\d{1,3}){1,5}"
_NUMBER = rf"(?:{_DOTTED}|\d{{1,3}}|[{_HAN}]{{1,6}})"
_JOIN = r"(?:、|,|和|及|与|或|以及|至|到|-|~|—)"
_TO = r"(?:至|到|-|~|—)"
_ANNEX = r"(?:附件|附录|附表)(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?![\d.])|[A-Z](?![A-Za-z]))"
_INNER = rf"(?P<inner>(?:第[(]?(?:\d{{1,2}}|[{_HAN}]{{1,3}})[)]?[款项項目]){{0,2}})"
_CHINESE = re.compile(
    rf"(?=[附第本前上\d])(?:(?:(?P<annex>{_ANNEX})(?:项下|[之的中])?)?第(?P<list>{_NUMBER}(?:(?:{_JOIN}|[条條款]{_TO})第?{_NUMBER}){{0,8}})(?P<unit>[条條章节節]|(?<=\.\d)[款项項]|(?<=\.\d\d)[款项項])"
    rf"{_INNER}(?![款例])"
    rf"|(?<![\d.第])(?P<bare>{_DOTTED}(?:{_JOIN}{_DOTTED}){{0,8}})(?P<bareunit>[条條]款?|款)(?![\d形])"
    rf"|(?P<relative>本[条條]款?|前[条條]|上一?[条條]|前一?款|本章)(?![款例文件目规規])(?P<inner2>(?:第[(]?(?:\d{{1,2}}|[{_HAN}]{{1,3}})[)]?[款项]){{0,2}})"
    r")"
)
_LOOSE = re.compile(
    r"(?<=[按照依据反见述除同议合用受])(?P<loose>\d{1,2}(?:\.\d{1,2}){1,4}(?:(?:、|和|及|与|或者?)\d{1,2}(?:\.\d{1,2}){1,4}){0,5})(?=[的所之规约中,;。)重从])|(?<![\d.第])(?P<with>\d{1,2}(?:\.\d{1,2}){1,4})(?=(?:[及和与、]|以及)第[一二三四五六七八九十\d]{1,3}[条章])"
)
_LEADS = re.compile(r"(?:按照?|依照?|依据|根据|违反|见|上述|前述|除|不?受|本合同|本协议|符合|适用)$")
_NAMED = re.compile(r"[“【《\"]?(?P<name>[\u4e00-\u9fff]{2,16})[”】》\"]?一[节節章条條款](?=[中的所之规约另,。;、])")
_ENGLISH = re.compile(
    r"\b(?:Section|Clause|Article|Sections|Clauses|Articles|Sec\.|Art\.)\s?(?P<list>\d{1,3}(?:\.\d{1,3}){0,4}"
    r"(?:(?:,|-|,? ?(?:and|or|to|through) ?) ?\d{1,3}(?:\.\d{1,3}){0,4}){0,6})(?:\([a-zA-Z0-9]{1,4}\)){0,2}"
    r"(?P<of>,? ?(?:of|under|in) (?:the|this|that|these|such|an?) ?[A-Za-z]{1,20}(?: [A-Z][A-Za-z]{1,20}){0,5})?",
    re.IGNORECASE,
)
_CUES = ("第", "条", "款", "本章", "條")
_ENGLISH_CUES = tuple(
    word
    for stem in ("ection", "lause", "rticle")
    for word in (f"S{stem}", f"s{stem}", f"C{stem}", f"c{stem}", f"A{stem}", f"a{stem}")
)
_OWN = re.compile(
    r"(?<!基)本[\u4e00-\u9fff]{0,8}?(?:(?P<agreement>合同|协议|合约|契约|協議|合約|契約)|条款|约定书|规范|规则|办法|承诺书|保函|附件|制度|章程)书?(?:项下|中|之|的|正文){0,3}$"
)
_WORK = r"(?:合同|协议|协议书|合同书|合约|契约|協議|合約|契約|条款|订单|说明书|文件|公约|招标书|投标书)"
_FOREIGN = re.compile(
    rf"(?:》|”)(?:[(\[][^()\[\]]{{1,40}}[)\]])?(?:项下|中|之|的|所附|附件|及其){{0,3}}$|{_WORK}(?:项下|中|之|的|所附|附件){{0,3}}$"
    r"|(?:法|法典|条例|條例|规定|規定|办法|辦法|通则|解释|细则|准则|章程|规范|标准|意见|通知|公告|指引|守则|纪要|决定|决议)(?:[(][^()]{1,20}[)])?(?:中|之|的){0,2}$"
    r"|\d{1,6}号(?:[\u4e00-\u9fff]{0,4}[,的])?$|(?<![A-Z])[A-Z]{2,5}[/A-Z]{0,3} ?[\d.:—-]{2,16}(?:中|之|的)?$"
)
_TITLE = re.compile(r"《(?P<title>[^《》]{2,40})》(?:[(][^()]{1,20}[)])?(?:项下|中|之|的){0,2}$")
_BARE_WORK = re.compile(
    r"(?:^|[,。;、:(\s\d]|违反|根据|依据|按照|依照|符合|适用|按|依|见|与|和|及|或|在)(?:合同|协议)(?:的|中|项下){0,2}$"
)
_CHAIN = re.compile(r"^(?:、|,|和|及|与|或|以及|至|到|之|的|规定|约定|所述){0,4}$")
_ENGLISH_FOREIGN = re.compile(
    r"(?:Act|Code|Law|Laws|Regulations?|GDPR|CCPA|Directive|Convention|Rules|Charter)(?:'s)?,? ?$|(?:ISO|IEC|GB|EN)[ /A-Z]{0,6}[\d.:-]{2,16},? ?$"
)
_ENGLISH_OWN = re.compile(
    r"(?:the|this|these|such) (?:Agreement|Contract|Terms|Policy|Section|Annex|Lease|Deed)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Citation:
    """Words that cite something of the agreement.

    `numbers` are those cited, each with the form it takes alone (3.2, 第五条); `unit` is what they count; `inner` and
    `inner_text` the 款 and 项 behind; `annex` the annex they are of; `own` is `agreement` where the words say
    本合同, 本协议, `part` for 本规范, 本附件;
    `through` are the places in `numbers` that begin a range which ends with the next; `name` is a heading or another
    writing that is cited; `certain` whether the form leaves no doubt that a clause is meant.
    """

    kind: str
    span: Span
    numbers: tuple[tuple[Numbers, str], ...] = ()
    unit: str = "条"
    inner: Numbers = ()
    inner_text: str = ""
    annex: AnnexName | None = None
    own: str = ""
    certain: bool = True
    through: frozenset[int] = frozenset()
    name: str = ""


def citations(document: Document) -> Iterator[Citation]:
    """Yield the citations of a document in reading order, the Chinese ones first.

    A clause of another writing is yielded where a title stands before it (《管理办法》第六条), of kind `titled`.
    """
    foreign_until = -1
    for hit in document.search(_CHINESE, cues=_CUES):
        if (
            hit.view.text[hit.match.start() - 1 : hit.match.start()] == "\n"
            and hit.has("list")
            and not hit.has("annex")
        ):
            continue
        before = _before(hit)
        match = _OWN.search(before)
        own = "" if match is None else "agreement" if match["agreement"] else "part"
        after_foreign = foreign_until >= 0 and _CHAIN.match(hit.view.text[foreign_until : hit.match.start()])
        if not own and (_is_foreign(before) or (after_foreign and hit.match.start() - foreign_until < 12)):
            foreign_until = hit.match.end()
            title = _TITLE.search(before)
            if title and hit.has("list") and (citation := _chinese(hit, "")):
                yield replace(citation, kind="titled", name=title["title"])
            continue
        if citation := _chinese(hit, own):
            yield citation
    for hit in document.search(_LOOSE, cues=(".",)):
        if hit.has("with") or _LEADS.search(_before(hit)):
            found = re.findall(r"[\d.]+", hit["loose"] or hit["with"])
            yield Citation("loose", hit.span(), tuple((_dotted(each), each) for each in found), certain=False)
    for hit in document.search(_NAMED, cues=("一节", "一節", "一章", "一条", "一條", "一款")):
        yield Citation("named", hit.span(), name=re.sub(r"^.*?本(?:合同|协议)的?", "", hit["name"]), certain=False)
    yield from _english(document)


def _english(document: Document) -> Iterator[Citation]:
    for hit in document.search(_ENGLISH, cues=_ENGLISH_CUES):
        if not _ENGLISH_FOREIGN.search(_before(hit)) and (not hit.has("of") or _ENGLISH_OWN.search(hit["of"])):
            found = list(re.finditer(r"\d{1,3}(?:\.\d{1,3})*", hit["list"]))
            numbers = tuple((_dotted(each[0]), each[0]) for each in found)
            certain = any(len(number) > 1 for number, _ in numbers) or hit.has("of")
            own = "agreement" if hit.has("of") else ""
            through = _ranges(hit["list"], found)
            yield Citation("english", hit.span(), numbers, own=own, certain=certain, through=through)


def _ranges(text: str, found: Sequence[re.Match[str]]) -> frozenset[int]:
    """Give the places of the numbers that begin a range."""
    between = (text[one.end() : other.start()] for one, other in itertools.pairwise(found))
    return frozenset(place for place, words in enumerate(between) if re.search(r"[至到~—-]|to|through", words))


def _before(hit: Hit) -> str:
    start = hit.match.start()
    return re.split(r"[\n\t。;]", hit.view.text[max(0, start - 60) : start])[-1]


def _is_foreign(before: str) -> bool:
    return bool(_FOREIGN.search(before)) and not _BARE_WORK.search(before)


def _chinese(hit: Hit, own: str) -> Citation | None:
    if hit.has("relative"):
        return _relative(hit)
    listed, unit = (hit["bare"], "条") if hit.has("bare") else (hit["list"], hit["unit"])
    found = list(re.finditer(_NUMBER, listed))
    numbers = tuple(each for match in found if (each := _number(match[0], unit)))
    if not numbers:
        return None
    through = _ranges(listed, found) if len(numbers) == len(found) else frozenset()
    annex = annex_name(hit["annex"]) if hit.has("annex") else None
    return Citation(
        "clause", hit.span(), numbers, unit, _inner(hit["inner"]), hit["inner"], annex, own, through=through
    )


def _relative(hit: Hit) -> Citation | None:
    word = hit["relative"].replace("條", "条").replace("一", "").replace("上", "前")
    return Citation("relative", hit.span(), unit=word, inner=_inner(hit["inner2"]), inner_text=hit["inner2"])


def _number(text: str, unit: str) -> tuple[Numbers, str] | None:
    if "." in text:
        return _dotted(text), text
    value = numeral(text)
    return None if value is None else ((value,), f"第{text}{unit}")


def _dotted(text: str) -> Numbers:
    return tuple(int(part) for part in text.split("."))


def _inner(text: str) -> Numbers:
    values = (numeral(number) for number in re.findall(rf"\d{{1,2}}|[{_HAN}]{{1,3}}", text))
    return tuple(value for value in values if value is not None)
