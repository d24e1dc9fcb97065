"""The labelled values of a block: roles with names, details with their labels, names with their roles in sentences."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.party_intros import Introduction, introductions
from extractors.party_words import ATTRIBUTES, ENGLISH_ROLE, LISTED_ROLE, clean, is_organisation, organisation_end
from pipeline.model.document import Document, Hit, PlacedBlock
from pipeline.model.span import Span
from pipeline.zh.compact import GAP
from pipeline.zh.fold import fold


class Source(StrEnum):
    """How a party was met: a role of the list with its label, any other label, a sentence, a sentence with a short name alone."""

    LABEL = "label"
    OTHER_LABEL = "other_label"
    SENTENCE = "sentence"
    SHORT_NAME = "short_name"


@dataclass(frozen=True, slots=True)
class Token:
    """A label with its value as printed; `of` is the role a label names (甲方地址), `cells` the cells of its row."""

    kind: str
    word: str
    value: str
    span: Span
    aliases: tuple[str, ...] = ()
    cell: int = 0
    of: str = ""
    source: Source = Source.LABEL
    cells: tuple[tuple[Span, str], ...] = ()
    start: int = 0


_OBJECT = r"(?:房屋|商铺|厂房|场地|土地|车辆|设备|货物|工程|项目)??"
_BRACKETS = r"(?P<brackets>(?:_?\([^()\n]{1,24}\)){0,2})"
_NAME_OF = r"(?:(?:单位|公司)?(?:名称|全称|姓名)(?:/姓名|/名称)?|(?:基本)?(?:信息|资料)(?=_?(?:[:\t\n]|$)))?"
_ROLE = (
    rf"{_OBJECT}(?:The |the )?(?P<role>{LISTED_ROLE}|{ENGLISH_ROLE}(?:s(?=:))?)(?:/?_?\(?(?:[Tt]he )?{ENGLISH_ROLE}s?\)?(?=_?[:\t\n(]))?"
    rf"{_NAME_OF}{_BRACKETS}{_NAME_OF}(?:盖章|签章|签字)?"
)
_DETAIL = (
    rf"(?:(?P<of>{LISTED_ROLE})的?)?(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in ATTRIBUTES.items())
    + r")(?:\([^()\n]{1,16}\))?(?:[/_ ]?[A-Z][A-Za-z.\- ]{1,20}(?=:))?"
)
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:[,，(（]|$)")
_OTHER_ROLE = r"(?P<other_role>[\u4e00-\u9fff]{1,8}(?:[方人商者社主]|单位|企业|用户|机构)|股东[一二三四五六1-6A-F])(?P<other_brackets>(?:\([^()\n]{1,12}\)){0,2})(?=_?:)"
_VALUE = r"_?(?:[:]_?|(?P<table>\t)|(?P<end>$|(?=\n)))"
_LABEL = re.compile(
    r"(?:(?:^|(?<=[\n\t]))\d{1,2}(?:\.\d{1,2}){1,3}、?|(?:^|(?<=[\n\t_;,。条、.)]))[(]?(?:[一二三四五1-9][、.)])?)"
    rf"(?=[\u4e00-\u9fffA-Z])(?:{_ROLE}|{_DETAIL}|{_OTHER_ROLE}){_VALUE}",
    re.MULTILINE,
)
_INLINE = re.compile(rf"(?<=[^\n\t_;,。])[(]?(?=[\u4e00-\u9fffA-Z])(?:{_ROLE}|{_DETAIL}){_VALUE}", re.MULTILINE)
"""The same behind a blank, or in brackets, within a line."""
_BARE_ROLE = re.compile(r"(?:^|(?<=[\n\t]))(?P<role>[甲乙丙丁]方)_?(?=[\u4e00-\u9fff])", re.MULTILINE)
"""A side and its name with a blank between them and no colon."""
_CONNECTED = r"(?:\([^()\n]{1,12}\))?(?:为|是|系|位于|在|于){0,2}"
_SAID = re.compile(
    r"(?<=[,;(、。])(?:并?其|且其)?(?:"
    rf"(?P<address>{ATTRIBUTES['address']}){_CONNECTED}(?!人民法院|有管辖|变更|的)(?=[\u4e00-\u9fffA-Z]|\d{{1,5}} [A-Z])"
    rf"|(?P<legal_representative>{ATTRIBUTES['legal_representative']}){_CONNECTED}(?=[\u4e00-\u9fff·]{{2,8}}(?:[,;。)(]|$))"
    rf"|(?P<credit_code>{ATTRIBUTES['credit_code']}){_CONNECTED}(?=[0-9A-Z]{{15}})"
    rf"|(?P<email>{ATTRIBUTES['email']}){_CONNECTED}(?=[\w.+-]{{1,40}}@)"
    rf"|(?P<contact>{ATTRIBUTES['contact']})(?:(?:为|是)(?=[\u4e00-\u9fff·]{{2,12}}(?:[,;。)(]|$))|(?=[\u4e00-\u9fff]{{1,5}}(?:[部处科室某]|先生|女士|经理)(?:[,;。)(]|$)))"
    rf"|(?P<phone>{ATTRIBUTES['phone']}){_CONNECTED}(?=\d{{3}})"
    r"|(?P<home>现?住)(?:于|在)?(?![所址处宅宿])(?=[\u4e00-\u9fff]{4}))"
)
"""A detail in a sentence, without colon: 住所地为…, 法定代表人沈某, 统一社会信用代码91…, 住北辰市…"""

_NO_ROLE = re.compile(
    r"代理(?!人$)|[托讼权]代理人|代表|联系|负责|经办|法定|收件|收款|付款|开户|签[字署约]|经手|制表|审核|复核|开票|生产|制造|厂家|见证|鉴证|公证|监制|印制|备案|审批|主管|抄送|"
    r"第三|项目|[双对各一三]方|设计|勘察|监理|检测|评标|评审|开发商$|原产|产权人|所有权人|权利人|受益人|收货|发货|申请人|本人|联络|法人|户主|车主|配偶|紧急"
)
"""Who is named by a label of its own and is no party."""
_DUTY = r"(?:应|须|不得|有权|保证|承诺)"
_IGNORED = re.compile(r"盖|章|签|全称|名称|姓名|印|联合体|^[A-Za-z ]+$")
_SIDE = re.compile("[甲乙丙丁供需买卖]_?方")
_SIDE_BEHIND = re.compile(r"\([甲乙丙丁戊]方\)")
_GAPPED = ("phone", "email", "credit_code", "contact", "legal_representative")
_CUT = re.compile(r"\t|_(?=[^_])")


def tokens(document: Document, block: PlacedBlock) -> Iterator[Token]:
    """Yield the labelled values of a block in order."""
    labels = _labels(document, block)
    named = [] if any(_names_role(hit.match) for hit in labels) else introductions(document, block.span)
    if named:
        labels = [hit for hit in labels if hit.match.start() > named[0].start]
    said = _said(document, block, labels, named)
    starts = sorted([hit.match.start() for hit in (*labels, *said)] + [one.start for one in named])
    found = [_introduced(document, one) for one in named]
    starts.append(document.compact.position(block.span.end))
    for hit, in_sentence in (*((hit, bool(named)) for hit in labels), *((hit, True) for hit in said)):
        stop = starts[bisect_right(starts, hit.match.start(), hi=len(starts) - 1)]
        found.append(_token(document, block, hit, stop, in_sentence))
    yield from sorted(found, key=lambda token: token.start)


def _introduced(document: Document, one: Introduction) -> Token:
    name = clean(document.printed(Span(*document.compact.range(one.start, one.end))), "role")
    whole = Span(*document.compact.range(one.start, one.whole_end))
    source = Source.SENTENCE if one.is_role else Source.SHORT_NAME
    return Token("role", one.role, name, whole, one.short_names, source=source, start=one.start)


def opens_clause(document: Document, block: PlacedBlock) -> bool:
    """Say whether a numbered clause begins with a block."""
    clause = document.clauses.at(block.span.start)
    return clause is not None and bool(clause.number) and clause.span.start == block.span.start


def _names_role(match: re.Match[str]) -> bool:
    other = match.groupdict().get("other_role")
    return bool(match["role"]) or (other is not None and not _NO_ROLE.search(other))


def _labels(document: Document, block: PlacedBlock) -> list[Hit]:
    hits = [hit for hit in document.search(_LABEL, block.span) if _is_label(hit.match)]
    hits += [hit for hit in document.search(_INLINE, block.span) if _is_inline(document, hit, hits)]
    hits += [hit for hit in document.search(_BARE_ROLE, block.span) if _is_bare(document, hit, hits)]
    return sorted(hits, key=lambda hit: hit.match.start())


def _is_label(match: re.Match[str]) -> bool:
    """Keep a word without colon only for roles and where it fills its line or cell."""
    return (
        bool(match["role"])
        or match.group().rstrip().endswith((":", "_", ":_"))
        or match["end"] is not None
        or match["table"] is not None
    )


def _is_inline(document: Document, hit: Hit, labels: Sequence[Hit]) -> bool:
    """Keep a detail with colon behind a printed blank or an opening bracket; a side behind a blank."""
    start = hit.span().start
    apart = document.text[start - 1 : start].isspace() or hit[0].startswith("(")
    return (
        apart
        and ":" in hit[0]
        and (not hit.match["role"] or (hit[0][0] != "(" and _SIDE.match(hit["role"]) is not None))
        and not any(label.span().overlaps(hit.span()) for label in labels)
    )


def _is_bare(document: Document, hit: Hit, labels: Sequence[Hit]) -> bool:
    """Keep a side without colon where a blank and the name of an organisation follow it on the same line or cell."""
    rest = re.split(r"[\t_\n]", hit.view.text[hit.match.end() : hit.match.end() + 80])[0]
    return (
        document.text[hit.span().end : hit.span().end + 1].isspace()
        and is_organisation(rest)
        and not any(label.span().overlaps(hit.span()) for label in labels)
    )


def _said(document: Document, block: PlacedBlock, labels: Sequence[Hit], named: Sequence[Introduction]) -> list[Hit]:
    """Find the details that a sentence says of a party named in it."""
    first = min(
        [hit.match.start() for hit in labels if _names_role(hit.match)] + [one.start for one in named], default=None
    )
    if first is None:
        return []
    taken = [hit.match.span() for hit in labels] + [(one.start, one.end) for one in named]
    return [
        hit
        for hit in document.search(_SAID, block.span)
        if hit.match.start() > first and not any(start <= hit.match.start() < end for start, end in taken)
    ]


def _token(document: Document, block: PlacedBlock, hit: Hit, stop: int, in_sentence: bool) -> Token:
    view, start = document.compact.text, hit.match.end()
    groups = {name: text for name, text in hit.match.groupdict().items() if text}
    kind = next(name for name in ("role", "other_role", "home", *ATTRIBUTES) if name in groups)
    label = groups[kind].replace(GAP, "")
    attribute = {"other_role": "role", "home": "address"}.get(kind, kind)
    in_sentence = (
        in_sentence or view[hit.match.start() - 1 : hit.match.start()] in (",", ";", "、") or hit[0].startswith("(")
    )
    cut = None if attribute in _GAPPED and view[start:stop].startswith(GAP) else _CUT.search(view, start, stop)
    value_end = cut.start() if cut and cut.start() > start else stop
    span = None if re.match(r"_?[,;、。]", view[start:stop]) else _trimmed(document, start, value_end)
    words = clean(document.printed(span), attribute, label, in_sentence) if span else ""
    source = Source.LABEL
    if kind == "other_role":
        source = Source.LABEL if _SIDE_BEHIND.search(groups.get("other_brackets", "")) else Source.OTHER_LABEL
        named = organisation_end(fold(words), 0) is not None or (label.startswith("股东") and _PERSON.match(words))
        if _NO_ROLE.search(label) or not (named or (not words and _is_bound(document, label))):
            attribute = "other"
    whole = Span(hit.span().start, span.end if span else hit.span().end)
    first = document.compact.position(block.span.start)
    cell = view[first : hit.match.start()].count("\t")
    cells = _cells(document, block, attribute, label) if "table" in groups else ()
    of = groups.get("of", "").replace(GAP, "")
    return Token(
        attribute,
        label,
        words,
        whole,
        _aliases(groups.get("brackets", groups.get("other_brackets", ""))),
        cell,
        of,
        source,
        cells,
        hit.match.start(),
    )


def _is_bound(document: Document, label: str) -> bool:
    """Say whether the clauses bind a role that was left open: 参展商应…, 参展商不得…"""
    return len(re.findall(re.escape(label) + _DUTY, document.compact.text)) > 1


def _aliases(brackets: str) -> tuple[str, ...]:
    """Give the other words for a role in the brackets behind it: （出租方）, （以下简称“甲方”）; not （盖章）."""
    inside = re.findall(r"\(([^()]+)\)", brackets)
    words = (
        re.sub(r"^(?:以下|下)?(?:简?称)?(?:为)?|[“”\"_]", "", text) for text in inside if not _IGNORED.search(text)
    )
    return tuple(word for word in words if word)


def _cells(document: Document, block: PlacedBlock, attribute: str, label: str) -> tuple[tuple[Span, str], ...]:
    """Give the cells of a row with their cleaned values; an empty cell has an empty value and the range of the row."""
    cells, start = [], document.compact.position(block.span.start)
    for words in document.compact_text(block.span).split("\t"):
        span = _trimmed(document, start, start + len(words))
        cells.append((span or block.span, clean(document.printed(span), attribute, label) if span else ""))
        start += len(words) + 1
    return tuple(cells)


def _trimmed(document: Document, start: int, end: int) -> Span | None:
    words = document.compact.text[start:end]
    left = len(words) - len(words.lstrip("_:\t "))
    right = len(words.rstrip("_\t ;,。"))
    return Span(*document.compact.range(start + left, start + right)) if right > left else None
