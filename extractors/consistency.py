"""自相矛盾: what an agreement says in two ways that do not agree, and what cannot stand as it is written."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from extractors.dispute_resolution import dispute_resolution
from extractors.flags import flag
from extractors.parties import Party, parties
from extractors.seals import seals
from extractors.term import term
from extractors.title import title
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, Flag, State
from pipeline.model.span import Span
from pipeline.zh.dates import DATE, parse_date
from pipeline.zh.fold import fold
from pipeline.zh.money import parse_capital
from pipeline.zh.numerals import numeral

_FIGURES = r"(?P<figures>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,13}(?:\.\d{1,4})?)(?P<scale>亿|千万|百万|十万|万)?"
_WORDS = r"(?<![零壹贰叁肆伍陆柒捌玖拾佰仟万亿])(?P<words>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{1,24}[元圆](?:[零壹贰叁肆伍陆柒捌玖角分]{1,8})?|[壹贰叁肆伍陆柒捌玖拾][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{0,24})"
_TWICE = (
    re.compile(rf"(?<![\d.,]){_FIGURES}元?(?:人民币)?整?[(,]?(?:人民币)?大写:?(?:人民币)?:?_?{_WORDS}"),
    re.compile(rf"(?<![\d.,]){_FIGURES}元?\((?:人民币)?{_WORDS}[整正]?\)"),
    re.compile(rf"{_WORDS}[整正]?\({_FIGURES}元\)"),
    re.compile(rf"{_WORDS}[整正]?[),]?\(?(?:小写|[¥￥]|RMB|人民币){{1,3}}:?_?[¥￥]?{_FIGURES}"),
)
"""A sum in figures and in words: 100,000元（大写：壹拾万元整）, 100（壹佰）万元, 人民币壹拾万元整（¥100,000.00）."""

_CAPITALS = tuple("壹贰叁肆伍陆柒捌玖拾")
_SCALES = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4}

_COUNTED = re.compile(
    r"(?<![一二三四五六七八九十百千零〇\d])(?:(?P<han>[一二两三四五六七八九十百]{1,5})\((?P<in_digits>\d{1,4})\)"
    r"|(?P<digits>\d{1,4})\((?P<in_han>[一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰]{1,6})\))(?=个|日|天|年|月|份|工作日|小时|%|次|名|台|套|周)"
)
"""A number said twice: 三十(30)日, 30（叁拾）个工作日."""

_OPEN = re.compile(r"\((?:人民币)?(?:大写|小写)[^()\n。;]{0,60}(?=[\n。;])")
"""A bracket about the amount in words or figures that is not closed before the sentence ends."""

_FROM_TO = re.compile(rf"(?P<start>{DATE})_?(?:起|始)?_?(?:至|到)_?(?P<end>{DATE})")

_SIGNED = re.compile(
    r"(?:^|(?<=[\n\t_]))(?P<role>[\u4e00-\u9fff]{1,6}[方人])(?:\([^()\n]{0,12}\)){0,2}:_{0,3}(?P<name>[\u4e00-\u9fff()A-Za-z]{3,40}?(?:有限责任公司|有限公司|股份公司|集团|中心|事务所|合伙企业))(?=[\n\t_(]|$)"
)
_KINDS = {
    "sale": ("买卖", "采购", "销售", "供货", "购销", "订购", "供应", "购买"),
    "lease": ("租赁", "出租", "承租"),
    "labour": ("劳动合同", "劳动", "聘用", "雇佣"),
    "construction": ("施工", "建设工程", "装修", "装饰", "工程承包", "安装工程"),
    "loan": ("借款", "贷款"),
    "transport": ("运输", "承运"),
    "insurance": ("保险",),
}
"""Kinds of agreements that are told from each other by their own words."""
_ROLES = {
    "lease": ("出租方", "承租方", "出租人", "承租人"),
    "labour": ("用人单位", "劳动者"),
    "construction": ("发包人", "承包人", "发包方", "承包方"),
    "loan": ("借款人", "贷款人", "出借人"),
    "transport": ("托运人", "承运人"),
}
_SELF = re.compile(r"本《?(?P<kind>[\u4e00-\u9fff]{2,8}?)(?:合同|协议)(?!书?编号)")
_INSTITUTION = re.compile(r"仲裁委|仲裁院|仲裁中心|贸仲|arbitration|CIETAC|HKIAC|SIAC|ICC|LCIA|AAA", re.IGNORECASE)
_VAGUE = re.compile(
    r"^(?:有管辖权的?|当地|所在地|相关|有关|双方认可的?|法定)?(?:的)?仲裁(?:委员会|委|机构|部门|机关)?$"
)
_SHORT_DAYS = 31


def consistency_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise what does not agree: sums, numbers, brackets, parties, dates, institution, kind of agreement, seals."""
    yield from _sums(document)
    yield from _numbers(document)
    for hit in document.search(_OPEN, cues=("大写", "小写")):
        yield flag("open_bracket", document.evidence(hit.span()))
    yield from _signed_otherwise(document, found)
    yield from _backwards(document)
    yield from _periods(found)
    yield from _institution(found)
    yield from _foreign_kind(document, found)
    yield from _seals(found)


def _sums(document: Document) -> Iterator[Finding[Flag]]:
    """Compare sums in figures with the same in words."""
    seen: set[int] = set()
    for pattern in _TWICE:
        for hit in document.search(pattern, cues=_CAPITALS):
            if hit.span("words").start in seen:
                continue
            seen.add(hit.span("words").start)
            figures = Decimal(hit["figures"].replace(",", ""))
            words = parse_capital(hit["words"])
            scale = _SCALES.get(hit["scale"], 1)
            if words is not None and words not in (figures * scale, figures):
                yield flag("amounts_differ", document.evidence(hit.span()))


def _numbers(document: Document) -> Iterator[Finding[Flag]]:
    """Compare numbers of days, months, copies in words with the same in figures."""
    for hit in document.search(_COUNTED, cues=("(",)):
        words, digits = hit["han"] or hit["in_han"], hit["in_digits"] or hit["digits"]
        value = numeral(words.replace("两", "二"))
        if value is not None and value != int(digits):
            yield flag("numbers_differ", document.evidence(hit.span()))


def _signed_otherwise(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Compare the names on the signature page with those of the same roles at the head."""
    named: dict[str | None, list[Finding[Party]]] = {}
    for party in found.all(parties):
        if party.value and party.value.name and not (party.value.role in named and _on_signatures(document, party)):
            named.setdefault(party.value.role, []).append(party)
    told: set[str] = set()
    for span, name in document.parts:
        if name != "签署页":
            continue
        for hit in document.search(_SIGNED, span):
            called = named.get(hit["role"], [])
            known = [n for party in called if party.value for n in (party.value.name, *party.value.short_names) if n]
            if known and hit["role"] not in told and not any(_same_name(hit["name"], other) for other in known):
                told.add(hit["role"])
                yield flag("party_named_differently", document.evidence(hit.span("name")), *called[0].evidence[:1])


def _on_signatures(document: Document, party: Finding[Party]) -> bool:
    return document.part_at(party.evidence[0].span.start) == "签署页"


def _same_name(one: str, two: str) -> bool:
    first, second = (re.sub(r"[\s_()]", "", fold(name)) for name in (one, two))
    return first == second or first in second or second in first


def _backwards(document: Document) -> Iterator[Finding[Flag]]:
    """Find periods whose last day comes before the first."""
    for hit in document.search(_FROM_TO, cues=("至", "到")):
        start, end = parse_date(hit["start"]), parse_date(hit["end"])
        if start and end and end < start:
            yield flag("end_before_start", document.evidence(hit.span()))


def _periods(found: Findings) -> Iterator[Finding[Flag]]:
    """Look at terms of days, and at clauses that set different venues."""
    for finding in found.all(term)[:1]:
        value = finding.value
        if value is None:
            continue
        days = (value.end - value.start).days + 1 if value.start and value.end and value.end >= value.start else None
        match = re.fullmatch(r"P(\d{1,5})D", value.duration or "")
        if (match and int(match[1]) <= _SHORT_DAYS) or (days is not None and days <= _SHORT_DAYS):
            yield flag("short_term", *finding.evidence)
    venues = {_place(f.value.forum or f.value.forum_basis): f for f in found.all(dispute_resolution) if f.value}
    venues.pop("", None)
    if len(venues) > 1:
        yield flag("several_values", *(f.evidence[0] for f in venues.values()), of=("争议解决", "dispute resolution"))


def _place(forum: str | None) -> str:
    return re.sub(r"[\s_]|人民法院|有管辖权的?", "", fold(forum or ""))


def _institution(found: Findings) -> Iterator[Finding[Flag]]:
    """Look for the arbitration institution (仲裁法 art. 16, 18: without one that can be told the clause is void)."""
    finding = found.one(dispute_resolution)
    if finding is None or finding.value is None or finding.value.method != "arbitration":
        return
    forum = finding.value.forum or ""
    if finding.state is not State.BLANK and (not _INSTITUTION.search(forum) or _VAGUE.match(fold(forum))):
        yield flag("arbitration_institution", *finding.evidence)


def _foreign_kind(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Find words of another kind of agreement, as copying leaves them: 本租赁合同 in a sale, 承租方 where nobody rents."""
    name = found.one(title)
    own = {kind for kind, words in _KINDS.items() if name and name.value and any(word in name.value for word in words)}
    if not own:
        return
    roles = {party.value.role for party in found.all(parties) if party.value}
    names = {short for party in found.all(parties) if party.value for short in party.value.short_names} | roles
    for hit in document.search(_SELF, _main(document)):
        kinds = {kind for kind, words in _KINDS.items() if any(word in hit["kind"] for word in words)}
        if kinds and not kinds & own:
            yield flag("foreign_kind", document.evidence(hit.span()), of=(hit[0], hit[0]))
            return
    for kind, words in _ROLES.items():
        if kind in own or any(word in names for word in words):
            continue
        hit_role = document.first(
            re.compile("|".join(words) + r"(?=应|须|不得|有权|负责|承担|违约|支付|提供)"), _main(document)
        )
        if hit_role is not None:
            yield flag("foreign_kind", document.evidence(hit_role.span()), of=(hit_role[0], hit_role[0]))
            return


def _main(document: Document) -> Span:
    """Give the main text, where annexes with agreements of their own begin at the latest."""
    return document.parts[0][0] if document.parts else document.body


_LIKE = 0.6
"""How alike a seal's words and a party's name must be: a few characters of a ring are misread."""


def _seals(found: Findings) -> Iterator[Finding[Flag]]:
    """Compare the words of seals with the names of the parties."""
    names = [fold(party.value.name) for party in found.all(parties) if party.value and party.value.name]
    for finding in found.all(seals):
        words = fold(finding.value.words or "") if finding.value else ""
        company = re.match(r"[\u4e00-\u9fff()□]{4,30}?公司", words)
        if company and names and max(_alike(company[0], names)) < _LIKE:
            yield flag("seal_of_another", *finding.evidence)


def _alike(words: str, names: Sequence[str]) -> list[float]:
    return [SequenceMatcher(None, words, name, autojunk=False).ratio() for name in names]
