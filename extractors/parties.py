"""当事人: who concludes the agreement, with what is printed about each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from extractors.party_intros import introductions
from extractors.party_lines import CLERK, Entry, entries
from extractors.party_tokens import Source
from extractors.party_words import ENGLISH_ROLE, LEGAL_FORMS, chinese_twin, is_organisation, organisation_end
from extractors.signing_date import signature_spans
from pipeline.model.document import Document
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


_SHORT = re.compile(
    r"\((?:以下|下|以?下文)?(?:亦|又|均|统|也)?(?:简?称|称(?:为|作)?|合称)?(?:为|作|“)*(?:[Hh]ereinafter,? ?(?:referred to as|called)? ?)?(?:the ?)?“?(?P<names>[^()”]{1,24})”?(?:或“?(?P<other>[^()”]{1,16})”?)?\)"
    r"|,?(?:以下|下文)(?:简称|称)(?:为|作)?:?“?(?P<bare>[\u4e00-\u9fffA-Za-z]{2,12})”?"
)
_ENGLISH = re.compile(
    r"(?P<name>[A-Z][A-Za-z0-9&'’-]{0,30}(?:,? (?!and |between )[A-Za-z(&][A-Za-z0-9&'’)-]{0,30}\.?){0,8}?,? "
    rf"(?:{LEGAL_FORMS}|Bank)(?![A-Za-z]))"
    rf"(?:,[^()\n]{{0,200}}?)? ?\((?:the |hereinafter[^()\n]{{0,40}}?)?[\"“”]?(?P<role>{ENGLISH_ROLE})[\"“”]?\)"
)
_AT = re.compile(
    r"(?:address|office|place of business)[^,()]{0,24}? at (?P<address>[^()]{6,160}?)(?:,? \(|$| and (?:having|represented)|, represented)"
)
_CODE = re.compile(r"\(([159NY][0-9A-Z]\d{6}[0-9A-Z]{10})\)")
"""A credit code in brackets behind a name, without label."""
_SIDE = re.compile(r"[甲乙丙丁戊己庚]方")
_TARGET = ("目标公司", "标的公司", "原股东", "现有股东", "用户", "客户", "业主")
"""Roles that a sentence also gives to companies that sign nothing."""
_RECITALS = re.compile(r"(?:^|(?<=\n))(?:[(]?[一二三A-C\d]{1,2}[)、.])?(?:鉴于|前言|WHEREAS|Whereas)", re.MULTILINE)
_NOTICES = re.compile(r"通知|送达|联系|通讯|联络")
_ADDRESSED = re.compile(r"贵公司|贵司|贵方|贵单位|您")
_FIRST_CLAUSE_LIMIT = 4000
_AUTHOR_LIMIT = 1500


@dataclass
class _Draft:
    """A party while its entries are read; `rank` is that of its address."""

    party: Party
    source: Source
    spans: list[Span] = field(default_factory=list)
    rank: int = 9


_Drafts = dict[tuple[str, int], _Draft]


@extractor("parties", label="当事人", produces=Party, many=True)
def parties(document: Document, found: Findings) -> Iterator[Finding[Party]]:
    """Find the sides of the agreement and what is printed about them.

    1. 甲方：X公司（下称“…”）, 需方（甲方）：…, 存货人：…, 甲方1：…, with 地址, 联系人, 电话 … below, behind commas, in columns and tables
    2. X公司（以下简称“甲方”），住所地为… in the opening words; X公司（“霜桥”）, where nobody is called by a role
    3. what only the signature block prints: names, details, who joins as surety
    4. Party A: …, X Co., Ltd. (“Party A”), where no side is named in Chinese; natural persons with their papers
    5. agreements that address the other side: X公司（简称“Y”） and 贵公司, who is not named
    A role whose name was left open is blank. English twins, affiliates, names in recitals and in addresses, agents and
    witnesses are no parties. Of several addresses the domicile goes before the place of business and the mailing address.
    """
    signatures = signature_spans(document)
    signed = [entry for span in signatures for entry in entries(document, span)]
    drafts: _Drafts = {}
    for entry in _accepted(document, list(entries(document, _head(document))), signed):
        _take(drafts, entry)
    if any(not role.isascii() for role, _ in drafts):
        drafts = {key: draft for key, draft in drafts.items() if not key[0].isascii()}
    elif not drafts:
        _from_english(document, _head(document), drafts)
    _from_signatures(drafts, signed)
    for clause in document.clauses.titled(_NOTICES):
        for entry in entries(document, clause.span):
            if entry.attribute not in ("role", "name", "whole", "credit_code"):
                _take(drafts, entry)
    yield from _findings(document, drafts)


def _findings(document: Document, drafts: _Drafts) -> Iterator[Finding[Party]]:
    names = dict.fromkeys(draft.party.name for draft in drafts.values() if draft.party.name)
    defined = {name: _defined_names(document, name) for name in names}
    for draft in drafts.values():
        if draft.party.name is None and any(_SIDE.match(role) and role[:-1] == draft.party.role for role, _ in drafts):
            continue
        fresh = (name for name in defined.get(draft.party.name or "", ()) if name not in draft.party.short_names)
        draft.party = replace(draft.party, short_names=(*draft.party.short_names, *fresh))
        _add_later_email(document, draft)
        yield _finding(document, draft)
    if all(draft.source in (Source.SENTENCE, Source.SHORT_NAME) for draft in drafts.values()) and len(drafts) < 2:
        yield from _addressed(document, bool(drafts))


def _head(document: Document) -> Span:
    """Give the range in which the parties are introduced: up to the second clause of the main text."""
    clauses = [c for c in document.clauses.roots if c.part == "正文"]
    end = clauses[1].span.start if len(clauses) > 1 else document.body.end
    signed = (
        span.start
        for span, name in document.parts
        if name == "签署页" and clauses and span.start > clauses[0].span.start
    )
    return Span(0, min(max(end, 400), _FIRST_CLAUSE_LIMIT, document.body.end, *signed))


def _accepted(document: Document, head: Sequence[Entry], signed: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries of those who are parties, the surest way to name them first.

    Roles of the list with a label always are. Other labels, roles in sentences and mere short names count in this
    order while fewer than two sides are known; in recitals, and for roles that companies in the background have too,
    a sentence names a party only where the role or the name signs.
    """
    recitals = next((hit.span().start for hit in document.search(_RECITALS, _head(document))), document.body.end)
    signers = {entry.role for entry in signed} | {_plain(entry.value) for entry in signed if entry.attribute == "role"}
    known = {(e.role, e.turn) for e in head if e.attribute == "role" and e.source is Source.LABEL}
    for source in (Source.OTHER_LABEL, Source.SENTENCE, Source.SHORT_NAME):
        met = [
            e
            for e in head
            if e.attribute == "role" and e.source is source and (e.value or source is Source.OTHER_LABEL)
        ]
        signing = {(e.role, e.turn) for e in met if e.role in signers or _plain(e.value) in signers}
        likely = {
            (e.role, e.turn)
            for e in met
            if source is Source.OTHER_LABEL or (e.span.start < recitals and e.role not in _TARGET)
        } - known
        if len(known) < 2 and not (source is Source.SHORT_NAME and len(known | likely) < 2):
            known |= likely
        if source is not Source.OTHER_LABEL:
            known |= signing
    yield from (entry for entry in head if (entry.role, entry.turn) in known)


def _plain(name: str) -> str:
    return re.sub(r"\s", "", fold(split_short_names(name)[0] or ""))


def _take(drafts: _Drafts, entry: Entry) -> None:
    """Add what one entry says to the party of its role; the first statement stays, a domicile replaces other addresses."""
    key = _key(drafts, entry)
    if entry.attribute not in ("role", "name", "whole") and key not in drafts:
        return
    draft = drafts.setdefault(key, _Draft(Party(role=entry.role), entry.source))
    if entry.attribute in ("role", "name", "whole"):
        _name(draft, entry)
    elif entry.value and (
        getattr(draft.party, entry.attribute) is None or (entry.attribute == "address" and entry.rank < draft.rank)
    ):
        draft.party = replace(draft.party, **cast(Any, {entry.attribute: entry.value}))
        draft.rank = entry.rank if entry.attribute == "address" else draft.rank
        draft.spans.append(entry.span)


def _key(drafts: _Drafts, entry: Entry) -> tuple[str, int]:
    """Give the key of the party an entry is about: by its role or, at its first mention, another word for it."""
    key = (entry.role, entry.turn)
    if key in drafts or entry.turn:
        return key
    called = (k for k, d in drafts.items() if entry.role == d.party.role or entry.role in d.party.short_names)
    return next(called, key)


def _name(draft: _Draft, entry: Entry) -> None:
    """Take the name and the other words for a party from its line; 甲方 goes before other words for the role."""
    name, short = split_short_names(entry.value)
    if name and (draft.party.name is None or entry.attribute == "whole"):
        draft.party = replace(draft.party, name=name)
        draft.spans.append(entry.span)
    elif entry.attribute == "role":
        draft.spans.append(entry.span)
    code = _CODE.search(fold(entry.value))
    if code and draft.party.credit_code is None:
        draft.party = replace(draft.party, credit_code=code[1])
    words = [*entry.aliases, *short]
    role = next((word for word in words if _SIDE.fullmatch(word)), None)
    if role and draft.party.role and not _SIDE.match(draft.party.role):
        words = [draft.party.role, *words]
        draft.party = replace(draft.party, role=role)
    fresh = (word for word in words if word not in (draft.party.role, *draft.party.short_names))
    draft.party = replace(draft.party, short_names=(*draft.party.short_names, *dict.fromkeys(fresh)))


def split_short_names(words: str) -> tuple[str | None, tuple[str, ...]]:
    """Split a printed name into the name and the short names in brackets behind it.

    下称“云岫”, 以下简称为…, 简称“甲”或“乙”, bare （“服务商”）, an English twin. Brackets inside a company's name stay.
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
    name, twin = _without_rest(name.strip(' ,，;；。、:：_"“”'))
    return (name or None), tuple(dict.fromkeys((*pieces, *twin)))


def _without_rest(name: str) -> tuple[str, tuple[str, ...]]:
    """Cut what follows a name: an apposition, papers in brackets, an English twin, which is another name.

    Of two names of one company the Chinese one is its name, wherever it stands.
    """
    folded = fold(name)
    end = organisation_end(folded, 0)
    if end is None or end == len(name):
        return re.split(r"[,，;；(（]", name)[0].strip() if end is None else name, ()
    if chinese := chinese_twin(folded, end):
        return name[chinese[0] : chinese[1]], (name[:end],)
    rest = folded[end:].strip(" /,;()")
    if ":" in rest or re.match(r"[\s,;(/、]", folded[end:]) or not re.match(r"[\u4e00-\u9fff]", rest):
        return name[:end], ((rest,) if re.fullmatch(r"[A-Z][A-Za-z&.,'() -]{3,80}", rest) else ())
    return name, ()


def _from_english(document: Document, head: Span, drafts: _Drafts) -> None:
    """Read the opening words of an English agreement: … Co., Ltd. (“Party A”) and …"""
    for hit in document.search(_ENGLISH, head, cues=("(",)):
        role = document.printed(hit.span("role"))
        place = _AT.search(document.printed(hit.span()))
        party = Party(role, document.printed(hit.span("name")), address=place["address"].strip(" ,") if place else None)
        drafts.setdefault((role, 0), _Draft(party, Source.LABEL, [hit.span()]))


def _from_signatures(drafts: _Drafts, signed: Sequence[Entry]) -> None:
    """Complete the parties from the signature blocks; an organisation that signs in a role of its own is a party too.

    Where the head names nobody, two or more roles that sign are the parties, named or not.
    """
    roles = {entry.role for entry in signed if entry.attribute == "role" and not entry.role.isascii()}
    only_there = not drafts and len(roles) > 1
    for entry in signed:
        if entry.attribute == "contact" and entry.rank == CLERK:
            continue
        name, _ = split_short_names(entry.value) if entry.attribute in ("role", "name", "whole") else (None, ())
        draft = drafts.get(_key(drafts, entry))
        named = name is not None and is_organisation(re.sub(r"\s", "", fold(name)))
        if draft is None:
            known = any(name == other.party.name for other in drafts.values())
            joins = entry.attribute == "role" and entry.source is Source.LABEL and not entry.role.isascii()
            if joins and not known and (named or only_there):
                _take(drafts, entry if named else replace(entry, value=""))
        elif entry.attribute not in ("role", "name", "whole") or (named and draft.party.name is None):
            _take(drafts, entry)


def _defined_names(document: Document, party: str) -> tuple[str, ...]:
    """Give the terms that a definition gives to a party (“运营方”：是指…X公司)."""
    name = re.escape(re.sub(r"\s", "", fold(party)))
    defined = re.compile(
        rf"(?:^|(?<=[\n\d. 、]))“?(?P<term>[\u4e00-\u9fff]{{2,10}})”?(?:\(“?(?P<other>[\u4e00-\u9fff]{{2,10}})”?\))?[:,]?"
        rf"[^。\n]{{0,12}}(?:是|系|即)?指[^。\n]{{0,60}}?{name}(?=[。,;(\n])",
        re.MULTILINE,
    )
    hit = next(document.search(defined, cues=(fold(party).replace(" ", ""),)), None)
    return tuple(hit[group] for group in ("term", "other") if hit.has(group)) if hit else ()


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
    if draft.party.name is None:
        return Finding(State.BLANK, draft.party, evidence, "parties.left_blank")
    return Finding(State.STATED, draft.party, evidence, "parties.block")


def _addressed(document: Document, author_known: bool) -> Iterator[Finding[Party]]:
    """Read an agreement in which a company speaks to 贵公司 or 您."""
    spoken = list(document.search(_ADDRESSED, document.body))
    if len(spoken) < 3:
        return
    if not author_known:
        named = [
            one
            for block in document.body_blocks
            if block.span.start < _AUTHOR_LIMIT
            for one in introductions(document, block.span)
        ]
        if not named:
            return
        one = named[0]
        span = Span(*document.compact.range(one.start, one.end))
        short = (one.role, *(name for name in one.short_names if name != one.role))
        whole = Span(*document.compact.range(one.start, one.whole_end))
        yield Finding(
            State.STATED, Party(one.role, document.printed(span), short), (document.evidence(whole),), "parties.author"
        )
    word = max({h[0] for h in spoken}, key=lambda w: sum(h[0] == w for h in spoken))
    names = tuple(dict.fromkeys(h[0] for h in spoken))
    first = next(h for h in spoken if h[0] == word)
    yield Finding(State.STATED, Party(word, None, names), (document.evidence(first.span()),), "parties.addressed")
