"""日期不存在: dates that no calendar has."""

import re
from collections.abc import Iterator

from extractors.flags import flag, named
from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, Flag
from pipeline.zh.dates import DATE, parse_date

_DATE = re.compile(DATE)
_SAID = re.compile(r"(?:日期?|时间|[自从由至到于在止期]|期限)[_为是:\t]{0,2}$")
"""Words before a date with points, which a version or the number of a clause has too (2023.13.1)."""
_NUMBER = re.compile(
    r"(?:[A-Za-z\d.#/_-]|(?:编|文|批|单|型|版本|案|图|书)号[_为是:\t]{0,2}|号码[_为是:\t]{0,2}|版本?[_为是:\t]{0,2}|No[.:]{0,2}|\d\))$"
)
_NUMBER_GOES_ON = re.compile(r"[A-Za-z#/_-]|号")
_HOUSE = re.compile(r"[楼院室房铺店库馆线机厅栋幢]")
_FROM_DAY = re.compile(rf"{DATE}[-~—]{{1,2}}$")
_BEFORE = 24


def impossible_date_flags(document: Document, found: Findings) -> Iterator[Finding[Flag]]:
    """Raise one flag for the dates of the whole text that cannot be: 2026年2月30日, 2025年13月1日, 2025-02-30.

    So do fields that met a day without its year (2023年3月1日至2月30日). Numbers of papers (2025-13-45号), versions and clauses (2023.13.1), houses (2025年3月88号楼) are none.
    """
    spans = {hit[0]: hit.span() for hit in document.search(_DATE) if parse_date(hit[0]) is None and _is_date(hit)}
    quotes = [document.evidence(span) for span in spans.values()]
    quotes += [
        finding.evidence[0]
        for finding in found.every()
        if finding.rule.endswith(".impossible") and not _holds_one(document.compact_text(finding.evidence[0].span))
    ]
    if quotes:
        yield flag("impossible_date", *dict.fromkeys(quotes), of=named(quote.quote for quote in quotes))


def _holds_one(words: str) -> bool:
    return any(parse_date(match[0]) is None for match in _DATE.finditer(words))


def _is_date(hit: Hit) -> bool:
    text, start, end = hit.view.text, hit.match.start(), hit.match.end()
    before = text[max(0, start - _BEFORE) : start]
    if "年" in hit[0]:
        return not (hit[0].endswith("号") and _HOUSE.match(text, end))
    if not hit[0][0].isdigit():
        return True
    if _FROM_DAY.search(before):
        return True
    if _NUMBER.search(before) or _NUMBER_GOES_ON.match(text, end):
        return False
    return "." not in hit[0] or bool(_SAID.search(before))
