"""术语使用: terms that are defined and not used, and words used like defined terms that nothing defines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.definitions import Definition, definitions
from extractors.flags import flag, named
from extractors.parties import parties
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, Flag
from pipeline.model.span import Span

REQUIRED = (definitions, parties)
"""The fields that these flags read."""

_CLAUSE_OF_TERMS = re.compile(r"定义|释义|术语|名词解释|Definition", re.IGNORECASE)
_RULE_OF_READING = re.compile(
    r"^(?:以[上下内外前后]|超过|不满|届满|[年月日天周]|[一本]?[年月日周]|书面|元|一年|工作日|本.{0,4})$"
)
"""Words whose definition only says how to read them."""
_QUOTED = re.compile(r"(?P<before>[^\n]{0,6})[“\"](?P<term>[\u4e00-\u9fff]{2,10})[”\"](?P<after>[^\n]{0,4})")
_SHOWN = re.compile(
    r"(?:注明|标明|标有|标注|写明|印有|加盖|盖有|盖|名为|点击|选择|勾选|打|划|填写|填|以|称为|称|叫做|命名为|登录|进入|关注|至|标识|标志|商标|品牌|栏目?|备注|按钮|贯彻|坚持|本着|遵循|的|是|成为|符合|未通过|为|级别?)$"
)
_LABEL = re.compile(
    r"^(?:字样|章|印|按钮|页面|名义|栏|证|系统|平台|网|APP|小程序|公众号|商标|品牌|标识|标志|项目|工程|活动|的原则|原则|精神|方针|小区|大厦|楼|号|等级|级|模式|字|符号|者为|处)"
)
_ROLES = "甲方|乙方|丙方|丁方|买方|卖方|供方|需方|委托方|受托方|出租方|承租方|许可方|被许可方|转让方|受让方|出借人|借款人|承运人|托运人|发包人|承包人|委托人|受托人"
_ACTS = re.compile(
    rf"(?:^|(?<=[。;,:、)\d\n\t在由与向对经因如若但非]))(?P<role>{_ROLES})(?=应|须|不得|有权|无权|负责|承担|同意|保证|承诺|未|逾期|支付|提供|违反)"
)
_INTRODUCED = re.compile(
    rf"[(“\"](?:以下)?(?:简?称)?(?:为)?[“\"]?(?P<inside>{_ROLES})|(?:^|(?<=[\n\t_]))[*#]{{0,4}}(?P<line>{_ROLES})(?=[*_]{{0,4}}[:(_\t“]|名称|信息|单位|全称|$|\n)|称为?[“\"]?(?P<called>{_ROLES})|(?P<defined>{_ROLES})[”\"]?(?:[:(]|是指|系指|指|为|,即)"
)
_WRITINGS = re.compile(r"主合同|主协议|上位协议|上位规则|框架协议|框架合同|基础协议|基础合同|总协议|总合同")
_NAMES_IT = re.compile(r"[《》“”\"]|编号|签[订署]的|名称|日期|是指|系指|[:：]")


def term_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise one flag for all terms defined and not used, and one for all words used like terms that nothing defines.

    1. unused: a term of a clause on definitions, in quotation marks or with a short name, that stands nowhere else
    2. undefined: words in quotation marks in three clauses, not shown on a seal or a button; a role that is no party's
       (丙方 where two have signed); another agreement that the text relies on and never names (上位协议)
    """
    defined = [finding for finding in found.all(definitions) if finding.value]
    headed = [clause.span for clause in document.clauses.titled(_CLAUSE_OF_TERMS)]
    unused = [finding for finding in defined if _is_unused(document, finding, headed)]
    if unused:
        terms = [finding.value.term or "" for finding in unused if finding.value]
        quotes = tuple(finding.evidence[0] for finding in unused)
        yield flag("unused_definition", *quotes, of=named(terms))
    undefined = dict(_undefined(document, found, _known(found)))
    if undefined:
        quotes = tuple(document.evidence(span) for span in undefined.values())
        yield flag("undefined_term", *quotes, of=named(undefined))


def _known(found: Findings) -> frozenset[str]:
    """Give the terms with their other names, and what the parties are called."""
    names: set[str] = set()
    for finding in found.all(definitions):
        if finding.value:
            names |= {finding.value.term or "", *finding.value.aliases}
    for party in found.all(parties):
        if party.value:
            names |= {party.value.role or "", party.value.name or "", *party.value.short_names}
    return frozenset(names - {""})


def _is_unused(document: Document, finding: Finding[Definition], clauses_of_terms: Sequence[Span]) -> bool:
    value, span = finding.value, finding.evidence[0].span
    if value is None or not value.term or _RULE_OF_READING.match(value.term):
        return False
    if value.term.isascii() and finding.rule == "definitions.means":
        return False  # the English twin of a Chinese term
    clause = document.clauses.at(span.start)
    listed = finding.rule in ("definitions.listed", "definitions.table")
    headed = any(span.start in each for each in clauses_of_terms)
    quoted = finding.evidence[0].quote[:1] in '“"「『' or finding.rule in ("definitions.called", "definitions.bracket")
    if clause is None or not (headed if listed else headed or quoted):
        return False
    return not any(_stands_outside(document, name, span) for name in (value.term, *value.aliases))


def _stands_outside(document: Document, name: str, span: Span) -> bool:
    """Say whether a name stands anywhere but in its definition."""
    words = document.compact_text(span)
    bare = re.sub(r"[《》“”\"\s]", "", name)
    return not bare or document.compact.text.count(bare) > words.count(bare)


def _undefined(document: Document, found: Findings, known: frozenset[str]) -> Iterator[tuple[str, Span]]:
    if len(found.all(definitions)) > 1:
        yield from _quoted(document, known)
    if len(found.all(parties)) > 1:
        yield from _roles(document, known)
    yield from _writings(document, known)


def _quoted(document: Document, known: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """Yield words that stand in quotation marks in three clauses or more and are no shown words (加盖“公章”)."""
    uses = [
        (hit["term"], hit.span("term"))
        for hit in document.search(_QUOTED, cues=("“", '"'))
        if not _SHOWN.search(hit["before"]) and not _LABEL.match(hit["after"])
    ]
    places = {(term, clause.span.start) for term, span in uses if (clause := document.clauses.at(span.start))}
    counts = Counter(term for term, _ in places)
    for term, span in uses:
        if counts[term] > 2 and not any(term in name or name in term for name in known):
            yield term, span


def _roles(document: Document, known: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """Yield the roles that act in the main text and are introduced nowhere."""
    text = document.compact.text
    if not any(role in text and not any(role in name for name in known) for role in _ROLES.split("|")):
        return
    named = {match[match.lastgroup or 0] for match in _INTRODUCED.finditer(text)}
    main = document.parts[0][0] if document.parts else document.body
    for hit in document.search(_ACTS, main, cues=("方", "人")):
        role = hit["role"]
        if role not in named and not any(role in name for name in known):
            yield role, hit.span("role")
            named.add(role)


def _writings(document: Document, known: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """Yield the agreements that this one relies on more than once and never names."""
    hits = list(document.search(_WRITINGS))
    head = document.compact_text(Span(0, min(60, document.body.end)))
    for word in dict.fromkeys(hit[0] for hit in hits):
        uses = [hit for hit in hits if hit[0] == word]
        if len(uses) < 2 or word in head or any(word in name for name in known):
            continue
        around = (hit.view.text[max(0, hit.match.start() - 12) : hit.match.end() + 8] for hit in uses)
        if not any(_NAMES_IT.search(words) for words in around):
            yield word, uses[0].span()
