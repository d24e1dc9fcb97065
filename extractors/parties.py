"""当事人: who concludes the agreement, with what is printed about each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, cast

from extractors.lexicon import alternatives
from extractors.party_lines import ENGLISH_ROLE, Entry, entries
from extractors.signing_date import signature_spans
from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.fold import fold


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the agreement; what is not printed or left open is None."""

    role: str | None = labelled("角色")
    name: str | None = labelled("名称")
    short_names: tuple[str, ...] = labelled("简称", ())
    address: str | None = labelled("地址")
    contact: str | None = labelled("联系人")
    phone: str | None = labelled("电话")
    email: str | None = labelled("邮箱")
    legal_representative: str | None = labelled("法定代表人")
    credit_code: str | None = labelled("统一社会信用代码")


_ORGANISATION = rf"(?![与由及]|和(?![平谐]))[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9()·&.\-]{{2,40}}?{alternatives('company_endings')}"
_SHORT = re.compile(
    r"\((?:以下|下|以?下文)?(?:亦|又|均|统|也)?(?:简?称|称(?:为|作)?|合称)?(?:为|作|“)*“?(?P<names>[^()”]{1,24})”?(?:或“?(?P<other>[^()”]{1,16})”?)?\)"
    r"|,?(?:以下|下文)(?:简称|称)(?:为|作)?:?“?(?P<bare>[\u4e00-\u9fffA-Za-z]{2,12})”?"
)
_SENTENCE = re.compile(
    rf"(?:^|(?<=[\n。;,:、_由与和及系是为)]))(?P<name>{_ORGANISATION})\((?:以下|下)?(?:简?称)?(?:为|作)?:?“?(?P<role>{alternatives('roles')})”?(?:[,、或]“?(?P<short>[^()“”]{{2,12}})”?)?\)"
)
_APPOSITION = re.compile(
    rf"(?:^|(?<=[\n。;:_由与和)]))(?P<name>{_ORGANISATION}),[^()。\n]{{2,120}}\((?:以下|下)?(?:简?称)?(?:为|作)?:?“(?P<role>{alternatives('roles')})”\)",
    re.MULTILINE,
)
_PERSON = re.compile(
    rf"(?:^|(?<=[\n。;,:、与和及由]))(?P<name>[\u4e00-\u9fff·]{{2,6}}?)\([^()\n]{{0,12}}(?:身份证|护照|证件)[^()\n]{{0,60}}?(?:以下|下)?(?:简)?称(?:为)?:?“?(?P<role>{alternatives('roles')})”?\)",
    re.MULTILINE,
)
_ENGLISH = re.compile(
    r"(?P<name>[A-Z][A-Za-z0-9&'’-]{0,30}(?:,? (?!and |between )[A-Za-z(&][A-Za-z0-9&'’)-]{0,30}\.?){0,8}?,? (?:Ltd\.?|Limited|Inc\.?|LLC|L\.L\.C\.|Corporation|Corp\.?|GmbH|LLP|Bank))"
    rf"(?:,[^()\n]{{0,200}}?)? ?\((?:the |hereinafter[^()\n]{{0,40}}?)?[\"“”]?(?P<role>{ENGLISH_ROLE})[\"“”]?\)"
)
_AUTHOR = re.compile(
    rf"(?:^|(?<=[\n。;,:、])|(?<=欢迎成为)|(?<=欢迎使用)|(?<=由)|(?<=与))(?P<name>{_ORGANISATION})\((?:以下|下)?(?:统|合)?(?:简?称)?(?:为|作)?“?(?P<short>[\u4e00-\u9fffA-Za-z]{{2,12}})”?(?:或“?(?P<other>[\u4e00-\u9fffA-Za-z]{{2,12}})”?)?\)"
)
_LEAD = re.compile(
    r"^(?:欢迎(?:您|贵公司)?(?:成为|使用|加入|签署)|感谢(?:您|贵公司)?(?:使用|选择)|[^（(]{0,12}?由|本(?:协议|合同)[^（(]{0,6}(?:由|系|是)|与|和|为)"
)
_PLACEHOLDER = re.compile(r"请填|填写|某某|XX|××|\{\{")
_ADDRESSED = re.compile(r"贵公司|贵司|贵方|贵单位|您")
_FIRST_CLAUSE_LIMIT = 4000


@dataclass
class _Draft:
    """A party while its lines are read."""

    party: Party
    spans: list[Span] = field(default_factory=list)


@extractor("parties", label="当事人", produces=Party, many=True)
def parties(document: Document, found: Findings) -> Iterator[Finding[Party]]:
    """Find the sides of the agreement and what is printed about them.

    1. 甲方：X公司（下称“…”）, 需方（甲方）：…, 出租人：…, with 地址, 联系人, 电话 … below; two columns; tables
    2. X公司（以下简称“甲方”） in the opening words
    3. names printed only in the signature block
    4. Party A: …, X Co., Ltd. (“Party A”), where no side is named in Chinese; natural persons with their papers
    5. agreements that address the other side: X公司（简称“Y”） and 贵公司, who is not named
    A role whose name was left open is blank. English twins, affiliates and names in addresses are no parties.
    """
    head, signatures = _head(document), signature_spans(document)
    drafts: dict[str, _Draft] = {}
    for entry in entries(document, head):
        _take(document, drafts, entry)
    _from_sentences(document, head, drafts)
    if any(not role.isascii() for role in drafts):
        drafts = {role: draft for role, draft in drafts.items() if not role.isascii()}
    elif not drafts:
        _from_english(document, head, drafts)
    for span in signatures:
        _from_signatures(document, span, drafts)
    if not drafts:
        yield from _addressed(document)
        return
    for draft in drafts.values():
        _add_defined_names(document, draft)
        _add_later_email(document, draft)
        yield _finding(document, draft)


def _head(document: Document) -> Span:
    """Give the range in which the parties are introduced: up to the second clause of the main text."""
    clauses = [c for c in document.clauses.roots if c.part == "正文"]
    end = clauses[1].span.start if len(clauses) > 1 else document.body.end
    return Span(0, min(max(end, 400), _FIRST_CLAUSE_LIMIT, document.body.end))


def _take(document: Document, drafts: dict[str, _Draft], entry: Entry) -> None:
    """Add what one entry of a party block says to the party of its role; the first statement stays."""
    key = entry.role
    draft = drafts.get(key)
    if draft is None:
        draft = drafts[key] = _Draft(Party(role=entry.role))
    if entry.attribute == "role":
        draft.spans.append(entry.span)
        if entry.alias and re.fullmatch(r"[甲乙丙丁戊]方", entry.alias):
            draft.party = replace(draft.party, role=entry.alias, short_names=(*draft.party.short_names, entry.role))
        elif entry.alias and entry.alias not in draft.party.short_names:
            draft.party = replace(draft.party, short_names=(*draft.party.short_names, entry.alias))
        name, short = split_short_names(entry.value)
        if name and not draft.party.name:
            draft.party = replace(draft.party, name=name)
        fresh = tuple(item for item in short if item not in (*draft.party.short_names, entry.role))
        draft.party = replace(draft.party, short_names=(*draft.party.short_names, *fresh))
    elif entry.attribute == "name":
        name, short = split_short_names(entry.value)
        if name and not draft.party.name:
            draft.party = replace(draft.party, name=name, short_names=(*draft.party.short_names, *short))
            draft.spans.append(entry.span)
    elif entry.value and getattr(draft.party, entry.attribute) is None:
        draft.party = replace(draft.party, **cast(Any, {entry.attribute: entry.value}))
        draft.spans.append(entry.span)


def split_short_names(words: str) -> tuple[str | None, tuple[str, ...]]:
    """Split a printed name into the name and the short names in brackets behind it.

    下称“云岫”, 以下简称为…, 简称“甲”或“乙”, bare （“服务商”）. Brackets inside a company's name stay.
    """
    short: list[str] = []
    name = words
    for match in reversed(list(_SHORT.finditer(fold(words)))):
        printed = match.group()
        if match["names"] and not re.search(r"称|“", printed):
            continue
        short = [item.strip("“” ") for item in (match["names"], match["other"], match["bare"]) if item] + short
        name = words[: match.start()] + words[match.end() :]
    pieces = [piece for item in short for piece in re.split(r"”?[、,或]“?", item) if piece]
    name = name.strip(' ,，;；。、:：_"“”')
    return (name or None), tuple(dict.fromkeys(pieces))


def _from_sentences(document: Document, head: Span, drafts: dict[str, _Draft]) -> None:
    hits = (hit for pattern in (_SENTENCE, _APPOSITION, _PERSON) for hit in document.search(pattern, head, cues=("(",)))
    for hit in sorted(hits, key=lambda hit: hit.match.start()):
        role, name = hit["role"], _LEAD.sub("", document.printed(hit.span("name")))
        known = any(name == d.party.name or role in d.party.short_names for d in drafts.values())
        if known or _PLACEHOLDER.search(name):
            continue
        draft = drafts.setdefault(role, _Draft(Party(role=role)))
        if draft.party.name is None:
            known_as = hit.match.groupdict().get("short")
            short = (known_as,) if known_as else ()
            draft.party = replace(draft.party, name=name, short_names=short)
            draft.spans.append(hit.span())


def _from_english(document: Document, head: Span, drafts: dict[str, _Draft]) -> None:
    """Read the opening words of an English agreement: … Co., Ltd. (“Party A”) and …"""
    for hit in document.search(_ENGLISH, head, cues=("(",)):
        role = document.printed(hit.span("role"))
        drafts.setdefault(role, _Draft(Party(role, document.printed(hit.span("name"))), [hit.span()]))


def _from_signatures(document: Document, span: Span, drafts: dict[str, _Draft]) -> None:
    """Complete names from a signature block; a role met only here is a party when a name stands beside it."""
    for entry in entries(document, span):
        if entry.attribute not in ("role", "name") or not entry.value:
            continue
        name, _ = split_short_names(entry.value)
        if not name or not re.search(rf"{alternatives('company_endings')}$", fold(name)):
            continue
        draft = drafts.get(entry.role)
        if draft is None and not drafts:
            draft = drafts[entry.role] = _Draft(Party(role=entry.role))
        if draft and draft.party.name is None:
            draft.party = replace(draft.party, name=name)
            draft.spans.append(entry.span)


def _add_defined_names(document: Document, draft: _Draft) -> None:
    """Add the terms that a definition gives to a party (“运营方”：是指…X公司)."""
    if not draft.party.name:
        return
    name = re.escape(re.sub(r"\s", "", fold(draft.party.name)))
    defined = re.compile(
        rf"(?:^|(?<=[\n\d. 、]))“?(?P<term>[\u4e00-\u9fff]{{2,10}})”?(?:\(“?(?P<other>[\u4e00-\u9fff]{{2,10}})”?\))?[:,]?"
        rf"[^。\n]{{0,12}}(?:是|系|即)?指[^。\n]{{0,60}}?{name}(?=[。,;(\n])",
        re.MULTILINE,
    )
    hit = next(document.search(defined, cues=(fold(draft.party.name).replace(" ", ""),)), None)
    if hit:
        terms = [hit[group] for group in ("term", "other") if hit.has(group)]
        fresh = tuple(term for term in terms if term not in draft.party.short_names)
        draft.party = replace(draft.party, short_names=(*draft.party.short_names, *fresh))


def _add_later_email(document: Document, draft: _Draft) -> None:
    """Add the mailbox that a later clause names for a party (甲方指定邮箱为：…)."""
    called = "|".join(
        re.escape(name) for name in (draft.party.role, draft.party.name, *draft.party.short_names) if name
    )
    if draft.party.email or not called:
        return
    mailbox = re.compile(
        rf"(?:{called})(?:的)?[^。;,@\n]{{0,8}}(?:邮箱|邮件|E-?mail)(?:地址|账号)?(?:为|是)?[:_]{{0,2}}(?P<email>[\w.+-]{{1,60}}@[\w-]{{1,60}}(?:\.[\w-]{{1,20}}){{1,4}})"
    )
    hit = next(document.search(mailbox, cues=("@",)), None)
    if hit:
        draft.party = replace(draft.party, email=hit["email"])
        draft.spans.append(hit.span())


def _finding(document: Document, draft: _Draft) -> Finding[Party]:
    evidence = tuple(document.evidence(span) for span in dict.fromkeys(draft.spans))
    state = State.STATED if draft.party.name else State.BLANK
    return Finding(state, draft.party, evidence, "parties.block" if state is State.STATED else "parties.left_blank")


def _addressed(document: Document) -> Iterator[Finding[Party]]:
    """Read an agreement in which a company speaks to 贵公司 or 您."""
    spoken = list(document.search(_ADDRESSED, document.body))
    hit: Hit | None = next(iter(document.search(_AUTHOR, Span(0, min(1500, document.body.end)))), None)
    if len(spoken) < 3 or hit is None:
        return
    short = tuple(hit[name] for name in ("short", "other") if hit.has(name))
    author = Party(short[0], _LEAD.sub("", document.printed(hit.span("name"))), short)
    yield Finding(State.STATED, author, (document.evidence(hit.span()),), "parties.author")
    word = max({h[0] for h in spoken}, key=lambda w: sum(h[0] == w for h in spoken))
    names = tuple(dict.fromkeys(h[0] for h in spoken))
    first = next(h for h in spoken if h[0] == word)
    yield Finding(State.STATED, Party(word, None, names), (document.evidence(first.span()),), "parties.addressed")
