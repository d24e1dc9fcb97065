"""Parties that a sentence names with their role or short name behind them: X公司（以下简称“甲方”）."""

import re
from dataclasses import dataclass, replace

from extractors.party_words import ANY_ROLE, LISTED_ROLE, chinese_twin, organisation_end
from pipeline.model.document import Document
from pipeline.model.span import Span

_CALLED = r"(?:以下|下文|后文|下|后)?(?:统|又|亦|也)?(?:简称|(?<!名)称)(?:之?为|作)?[:,]?"
_BEFORE = re.compile(
    rf"(?:^|(?<=[,;。:(\n])|(?<=其中)|(?<=本合同)|(?<=本协议)|(?<=[,;](?:而|其)))(?P<role>{LISTED_ROLE})(?:为|是|系)(?=[\u4e00-\u9fffA-Z])",
    re.MULTILINE,
)
"""A role said before its name: 甲方为X公司, 乙方系Y公司."""
_END = r"[”\"]?(?=[)”\"、,或/;。_\n与和及]|$)"
_ROLE = re.compile(
    rf"(?:{_CALLED}[“\"]?(?P<said>{ANY_ROLE})|\((?:作为|即)?[“\"]?(?P<bare>{LISTED_ROLE})){_END}", re.MULTILINE
)
_SHORT = re.compile(
    rf"(?:{_CALLED}[“\"]?|\([“\"])(?P<short>(?![双各]方|本)[\u4e00-\u9fffA-Za-z]{{2,12}}){_END}", re.MULTILINE
)
_OTHERS = re.compile(r"[”\"]?[、,或/]{1,2}[“\"](?P<other>[^“”\"()\n]{1,12})[”\"]")
_BOUNDARY = re.compile(
    r"(?:^|(?<=[;。:,、)”\"_\t\n]))(?:[(]?[一二三四五六\d]{1,2}[)、.])?(?:本(?:协议|合同)[^,;。(]{0,12}?)?"
    r"(?:由|与|和(?![平谐])|以及|及|系|是|为)?(?:以下|下列)?(?:双方|各方)?"
    r"|(?<=[\u4e00-\u9fff)])(?:以及|与|和|由|为|成为|使用)(?=[\u4e00-\u9fffA-Z])"
)
"""Where a name may begin: at the beginning, behind a mark, behind 由, 与, 和."""
_LEAD = re.compile(
    r"(?:[^,;。(]{0,24}?(?<!自)由|欢迎(?:您|贵公司|贵司)?(?:成为|使用|加入|签署)|感谢(?:您|贵公司)?(?:使用|选择)|(?:您|贵公司|贵司|用户|[甲乙丙]方|本人|我方|我司)?[与和及](?![平谐])|现有|兹有|(?:鉴于)?[^,;。(]{1,16}?(?:持有|控制的?|关联公司|子公司|股东))"
)
"""Words before a name that may be taken for its beginning."""
_STRONG = re.compile(r"[;。\t]|[,)”\"](?:以及|与|和|及)")
"""What parts two parties in one sentence, or two languages in one row."""
_OTHERS_PLACE = re.compile(
    r"(?:住所|地址|位于|场所|开户|法定代表人|住)[^,;。]{0,60}$|(?:持有|控制|关联公司|子公司|股东|名下)[^,;。]{0,20}$"
)
"""What stands before an organisation that is not the party itself: an address, a shareholding."""
_APPOSITION = re.compile(r"一[家间个名]")
"""What tells of the name before it: X公司，一家依据中国法律设立的有限公司."""
_PERSON = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,5}?)(?=[,(][^;。\n]{0,12}?(?:男|女|汉族|身份证|护照|证件|公民身份|居民身份|住))"
)


@dataclass(frozen=True, slots=True)
class Introduction:
    """A name in a sentence, by offsets of the compact text, with what the sentence calls it.

    `is_role` says that it is called by a role and not by a short name alone.
    """

    start: int
    end: int
    whole_end: int
    role: str
    is_role: bool
    short_names: tuple[str, ...]


def introductions(document: Document, within: Span) -> list[Introduction]:
    """Find the names with roles in a block; where it has none, the names with short names.

    1. X公司（以下简称“甲方”）, X公司（甲方）, X公司，以下简称甲方  2. X公司，住所地为…（“甲方”）  3. X公司（“甲方”或“买方”）
    4. 沈某，男，身份证号…（以下简称“乙方”）  5. Shuangqiao Co., Ltd.（下称“卖方”）  6. X公司（“霜桥”）
    """
    text = document.compact.text
    first, last = document.compact.position(within.start), document.compact.position(within.end)
    words = text[first:last]
    behind = _behind(text, first, last) if "(" in words or "称" in words else []
    return behind if any(one.is_role for one in behind) else _said_before(text, first, last) or behind


def _behind(text: str, first: int, last: int) -> list[Introduction]:
    """Read the names that a role or a short name stands behind; a role goes before a short name of the same party."""
    marks = {match.start(): (match, False) for match in _SHORT.finditer(text, first, last)}
    marks |= {match.start(): (match, True) for match in _ROLE.finditer(text, first, last)}
    found: list[Introduction] = []
    begin = first
    for _, (match, is_role) in sorted(marks.items()):
        if match.start() < begin:
            continue
        name = _name(text, begin, match.start())
        called = next(word for word in match.groupdict().values() if word).replace("_", "")
        if name is None:
            if is_role and found and not found[-1].is_role:
                one = found[-1]
                found[-1] = replace(one, whole_end=match.end(), role=called, is_role=True)
            continue
        begin = match.end()
        other = _OTHERS.match(text, match.end() - 1) or _OTHERS.match(text, match.end())
        short = () if is_role else (called,)
        end = other.end() if other else match.end()
        found.append(Introduction(*name, end, called, is_role, (*short, *((other["other"],) if other else ()))))
    return found


def _said_before(text: str, first: int, last: int) -> list[Introduction]:
    """Read a role that is said before its name."""
    found = []
    for match in _BEFORE.finditer(text, first, last):
        end = organisation_end(text, match.end())
        if end is not None and end <= last and text[end : end + 1] in (",", ";", "。", "(", "、", "\n", ""):
            found.append(Introduction(match.end(), end, end, match["role"].replace("_", ""), True, ()))
    return found


def _name(text: str, begin: int, mark: int) -> tuple[int, int] | None:
    """Give the name that a role behind it belongs to: the first one since the last party, not one inside an address."""
    parted = [match.end() for match in _STRONG.finditer(text, begin, mark)]
    for start in (*reversed(parted[-1:]), begin):
        segment = text[start:mark]
        named = _organisation(segment) or _person(segment)
        if named:
            return start + named[0], start + named[1]
    return None


def _organisation(segment: str) -> tuple[int, int] | None:
    for boundary in _BOUNDARY.finditer(segment):
        start = boundary.end()
        end = organisation_end(segment, start)
        lead = _LEAD.match(segment, start, end) if end is not None else None
        start = lead.end() if lead else start
        if end is None or end - start < 4 or _APPOSITION.match(segment, start):
            continue
        if not _OTHERS_PLACE.search(segment[:start]):
            twin = chinese_twin(segment, end)
            return start, twin[1] if twin else end
    return None


def _person(segment: str) -> tuple[int, int] | None:
    for boundary in _BOUNDARY.finditer(segment):
        if match := _PERSON.match(segment, boundary.end()):
            return match.span("name")
    return None
