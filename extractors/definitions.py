"""定义: the terms that an agreement defines, with their other names and what they mean."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.definition_forms import Form, naming_forms, plain_forms, quoted_forms
from extractors.definition_lists import clause_forms, list_forms
from extractors.parties import parties
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.zh.labels import label_at
from pipeline.zh.language import language

_COLLECTIVE = re.compile(
    r"(?:双|各|一|三|四|任一|任何一|另一|对|我|贵)方|(?:甲|乙|丙|丁|戊)(?:_?方)?|甲乙双方|当事人|我们|您|贵公司|我司|你|双方当事人|(?:the )?(?:parties|party|both parties|either party)",
    re.IGNORECASE,
)


_COMPANY = re.compile(r"(?:公司|集团|中心|事务所|合伙企业|合作社|研究院|大学|委员会|个人)$")
_INTRODUCED = re.compile(
    r"\A(?:[a-z]{2,8} ?|[与和由及]|\W|\d){0,4}(?:[\u4e00-\u9fff（）]{4,30}公司[，,]|[A-Z][A-Za-z.&, ]{3,80}?(?:Co\.|Ltd|Limited|Inc|LLC|Corporation|GmbH)\b)"
)
"""A company at the head of the words before, with its particulars behind (某某公司，住所地…)."""
_ROLE_LINE = re.compile(r"^[\u4e00-\u9fff（）]{1,12}[:：]")


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term as printed (《 》 kept, quotation marks not), its other names, and the words that define it."""

    term: str | None = labelled("术语")
    aliases: tuple[str, ...] = labelled("别称", ())
    text: str | None = labelled("定义")


@extractor("definitions", label="定义", produces=Definition, many=True, requires=(parties,))
def definitions(document: Document, found: Findings) -> Iterator[Finding[Definition]]:
    """Find the defined terms in reading order; a term defined twice in different words is given twice.

    1. “X”是指…, X，系指…, X指…, 本合同所称X是指…, “X”的含义为…, “X”具有《…》规定的含义, “X”包括… at the head of a sentence
    2. in a clause on definitions or below a sentence that announces them (名词和术语定义如下：): X：…, 【X】…, 1.2 X 指…;
       X：… of a list in which another item says 指
    3. 以下简称“X”, 下称“X”或“Y”, （统称“X”）, （简称X）, （“X”）
    4. the rows of a table headed 术语 and 定义, or of one with two columns in a clause on definitions
    5. "X" means …, (the "X") of the English text: an alias where the Chinese text beside it defines the term
    Names that a party gets beside its name, 双方, quoted titles and emphasised words are none.
    """
    names = _party_names(found)
    seen: set[tuple[str, str, str]] = set()
    for form in _paired(document, sorted(_forms(document), key=lambda each: each.span.start)):
        if _COLLECTIVE.fullmatch(form.term) or _names_party(form, document, found, names):
            continue
        key = document.part_at(form.span.start), form.term, form.text
        if key not in seen:
            seen.add(key)
            value = Definition(form.term, form.aliases, form.text)
            yield Finding(State.STATED, value, (document.evidence(form.span),), f"definitions.{form.rule}")


def _forms(document: Document) -> Iterator[Form]:
    """Yield the definitions of a document, each place once."""
    means: dict[int, list[Form]] = defaultdict(list)
    known: dict[int, set[str]] = defaultdict(set)
    called: list[Form] = []
    for form in _all(document):
        block = document.block_at(form.span.start)
        start = block.span.start if block else 0
        same, names = means[start], known[start]
        if form.rule not in ("called", "bracket"):
            if form.term not in names:
                same.append(form)
                names.update(form.names)
        elif names.isdisjoint(form.names):
            if form.rule == "called" and same and (not form.text or form.verb):
                same[-1] = replace(same[-1], aliases=(*same[-1].aliases, *form.names))
                names.update(form.names)
            else:
                called.append(form)
    yield from (form for same in means.values() for form in same)
    yield from called


def _all(document: Document) -> Iterator[Form]:
    yield from quoted_forms(document)
    yield from clause_forms(document)
    yield from plain_forms(document)
    yield from list_forms(document)
    yield from naming_forms(document)


def _party_names(found: Findings) -> frozenset[str]:
    """Give what the parties are called: roles, names and short names."""
    names: set[str] = set()
    for finding in found.all(parties):
        if finding.value:
            party = finding.value
            names |= {name for name in (party.role, party.name, *party.short_names) if name}
    return frozenset(names)


def _names_party(form: Form, document: Document, found: Findings, names: frozenset[str]) -> bool:
    """Say whether a form only gives a party its short name where the parties are introduced.

    That is before the first clause, in the words that prove a party, or in a line that is headed by its role.
    """
    if any(len(name) > 5 and name in form.term and name != form.term for name in names):
        return True
    named = form.term in names or _COMPANY.search(form.text) or _INTRODUCED.match(form.text)
    if form.rule not in ("called", "bracket") or not named:
        return False
    proofs = (evidence.span for finding in found.all(parties) for evidence in finding.evidence)
    outside = document.clauses.at(form.span.start) is None or any(span.overlaps(form.span) for span in proofs)
    return outside or form.text in names or _ROLE_LINE.match(form.text) is not None


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring definitions of one block in one language, with the block's place and number."""

    place: int
    number: str
    english: bool
    forms: list[Form]

    def twin_of(self, before: "_Group", english_first: bool) -> bool:
        """Say whether the group says in the other language what the one before it says.

        They stand in one block, or in neighbouring ones of one number; without numbers in the order of the languages.
        """
        if self.english == before.english or len(self.forms) != len(before.forms) or self.place - before.place > 1:
            return False
        numbered = bool(self.number and before.number)
        return self.place == before.place or (
            self.number == before.number if numbered else self.english != english_first
        )


def _paired(document: Document, found: Sequence[Form]) -> Iterator[Form]:
    """Make the English definitions of a bilingual text aliases of the Chinese ones beside them, one by one."""
    english = any(form.term.isascii() for form in found)
    if not english or language(document.text[: document.body.end]) != "zh-en":
        yield from found
        return
    places = {block.span.start: place for place, block in enumerate(document.body_blocks)}
    groups: list[_Group] = []
    for form in found:
        block = document.block_at(form.span.start)
        place = places.get(block.span.start if block else -1, -1)
        if groups and (groups[-1].place, groups[-1].english) == (place, form.term.isascii()):
            groups[-1].forms.append(form)
        else:
            label = label_at(document.text[block.span.start : block.span.start + 60]) if block else None
            groups.append(_Group(place, label.text if label else "", form.term.isascii(), [form]))
    yield from _joined(groups)


def _joined(groups: Sequence[_Group]) -> Iterator[Form]:
    """Join each group to its twin; the language of the first definition comes first throughout."""
    used = False
    english_first = bool(groups) and groups[0].english
    for index, group in enumerate(groups):
        after = groups[index + 1] if index + 1 < len(groups) else None
        if used:
            used = False
        elif after and after.twin_of(group, english_first):
            used = True
            chinese, english = (after, group) if group.english else (group, after)
            for form, twin in zip(chinese.forms, english.forms, strict=True):
                yield replace(form, aliases=tuple(dict.fromkeys((*form.aliases, *twin.names))))
        else:
            yield from group.forms
