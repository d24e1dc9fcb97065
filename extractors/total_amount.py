"""合同总价: what the agreement costs as a whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.passages import Passage, headings_over, passages
from extractors.table_totals import table_totals
from extractors.total_words import (
    CHANGED,
    CUE,
    ENGLISH,
    FEE,
    LENT,
    LOAN,
    NET,
    NOT_TAXED,
    OPEN,
    PART,
    PLAIN,
    PRICE,
    PRICED,
    SOLD,
    SUM,
    SUMMED,
    TOTAL,
    excluded,
    is_lump_fee,
    is_sum_of_price,
)  # fmt: skip
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.zh.money import AMOUNT, Money, parse_capital, parse_money

_CAPITAL = re.compile(
    r"[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億零]{2,40}(?:[元圆圓](?:[零壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?)?[整正]?"
)
_BARE = re.compile(rf"(?:共计|总计|合计|为|计|:){{0,2}}(?P<sum>{AMOUNT})")
_NAME = re.compile(rf"(?:{TOTAL})(?:及(?:支付|付款|结算)(?:方式)?)?:?")
_HEAD = 200
_OF_A_PART, _ENGLISH, _WITHOUT_TAX = "total_amount.fees", "total_amount.english", "total_amount.without_tax"
_ORDER = ("total_amount.stated", _OF_A_PART, _ENGLISH, _WITHOUT_TAX)
"""The rules in order of preference: 合同总价 goes before 服务费总额, which may be a part of it."""
_STATING = ((PRICE, ""), (PLAIN, "(万亿"), (CHANGED, "由从"), (SOLD, "以作"), (ENGLISH, ""))
"""The patterns of prices, each with the characters of which it needs one."""


@dataclass(frozen=True, slots=True)
class TotalAmount:
    """The price of the whole agreement."""

    amount: Decimal = labelled("金额")
    currency: str = labelled("币种", "CNY")


@extractor("total_amount", label="合同总价", produces=TotalAmount)
def total_amount(document: Document, found: Findings) -> Iterator[Finding[TotalAmount]]:
    """Find the price of the agreement as a whole.

    1. 合同总价款为人民币100万元（含税）, 签约合同价：¥1,000,000.00, 服务费总额为…, 暂定总价, 租金总额, 费用合计…;
       合同总价（万元）：120, 合同总价100万; Total Contract Price: USD 250,000
    2. 合同金额（大写）：壹拾万元整（小写：¥100,000.00): figures are the value; words that differ are an alternative
    3. the heading 合同总价 with the sum in the line below; 合同总价由100万元调整为120万元: the second
    4. the price of a share or a right sold (股权转让价款, 以…万元的价格转让), the principal of a loan (借款金额; in an
       agreement called 借款 also what is lent: 出借人民币…)
    5. a table's line of totals (合计, 总计, 价税合计), the unit from its head (单位：万元), where no sentence gives a price
    6. ____元, {{total}}, a bracket without a sum: blank
    7. without any of these, what a sentence about a price adds up (服务费每月2万元，总计24万元), else the fee of a clause
       about the price (咨询费：人民币15万元), where there is only one
    A price with tax goes before one without. Deposits, instalments, caps, penalties, unit prices, prices per month or
    year, registered capital, sums invested or insured are none; nor is a range, nor a price named only to take a
    share of (合同总价的5%).
    """
    findings = _distinct(_in_sentences(document))
    if findings:
        yield from findings
        return
    for total in table_totals(document):
        value = TotalAmount(total.money.amount, total.money.currency)
        evidence = tuple(document.evidence(span) for span in total.spans)
        yield Finding(State.STATED, value, evidence, "total_amount.table")
        return
    for passage in passages(document, CUE):
        for match in OPEN.finditer(passage.text):
            if not excluded(passage.text, match):
                span = passage.span(match.start(), match.end())
                yield Finding(State.BLANK, None, (document.evidence(span),), "total_amount.left_blank")
                return
    for guess in (_summed, _fees):
        if prices := _distinct(guess(document)):
            yield from prices if len(prices) == 1 else ()
            return


def _distinct(findings: Iterable[Finding[TotalAmount]]) -> list[Finding[TotalAmount]]:
    kept: dict[TotalAmount | None, Finding[TotalAmount]] = {}
    for finding in findings:
        kept.setdefault(finding.value, finding)
    return list(kept.values())


def _in_sentences(document: Document) -> list[Finding[TotalAmount]]:
    """Give the prices that sentences state: the whole before fees, English and net prices behind."""
    about = list(passages(document, SUM))
    loan = bool(LOAN.search(document.plain.compact.text[:_HEAD].partition("\n")[0]))
    patterns = (*_STATING, *(((LENT, ""),) if loan else ()))
    findings = [
        finding
        for passage in about
        for pattern, marks in patterns
        if not marks or not set(marks).isdisjoint(passage.text)
        for match in pattern.finditer(passage.text)
        if not excluded(passage.text, match)
        for finding in _stated(document, passage, match)
    ]
    findings += [finding for passage in about for finding in _under_heading(document, passage)]
    if findings:
        findings += [
            finding
            for passage in about
            for match in NET.finditer(passage.text)
            if not excluded(passage.text, match)
            for finding in _stated(document, passage, match)
        ]
    return sorted(findings, key=lambda finding: _ORDER.index(finding.rule))


def _stated(document: Document, passage: Passage, match: re.Match[str]) -> Iterator[Finding[TotalAmount]]:
    """Yield the price a match states, and that of its words where they differ."""
    text = passage.text
    around = text[max(0, match.start() - 6) : match.end()] + text[match.end() :][:6]
    part = PART.fullmatch(match.groupdict().get("name") or "")
    told = _ENGLISH if match.re is ENGLISH else _OF_A_PART if part else "total_amount.stated"
    rule = _WITHOUT_TAX if NOT_TAXED.search(around) else told
    span = passage.span(match.start(), _end(text, match.end()))
    for money in _sums(text, match):
        if match.re is SOLD and money.amount <= 1:
            continue
        yield Finding(State.STATED, TotalAmount(money.amount, money.currency), (document.evidence(span),), rule)


def _under_heading(document: Document, passage: Passage) -> Iterator[Finding[TotalAmount]]:
    """Yield the price a line begins with whose clause is headed by its name."""
    match = _BARE.match(passage.text)
    if not match or excluded(passage.text, match):
        return
    heading = headings_over(document, passage.span().start).rpartition("/")[2]
    if _NAME.fullmatch(heading):
        yield from _stated(document, passage, match)


def _summed(document: Document) -> Iterator[Finding[TotalAmount]]:
    """Yield the sums that sentences about a price add up."""
    for passage in passages(document, SUM):
        for match in SUMMED.finditer(passage.text):
            if is_sum_of_price(passage.text, match):
                yield from _stated(document, passage, match)


def _fees(document: Document) -> Iterator[Finding[TotalAmount]]:
    """Yield the lump sums that clauses about the price name as fees."""
    for passage in passages(document, SUM):
        for match in FEE.finditer(passage.text):
            if is_lump_fee(passage.text, match) and (
                match.start() == 0 or PRICED.search(headings_over(document, passage.span(match.start()).start))
            ):
                yield from _stated(document, passage, match)


_SECOND = re.compile(
    rf"[,(:)【】]{{0,3}}(?:(?:人民币)?(?:大写|小写)\)?:?(?:人民币)?:?[(【]?|即:?)?(?P<second>{AMOUNT})[)】]?"
)


def _end(text: str, end: int) -> int:
    """Give where the same sum told again, in words or figures, and its bracket end."""
    again = _SECOND.match(text, end)
    stop = again.end() if again else end
    return stop + (text[stop : stop + 1] in (")", "】"))


def _sums(text: str, match: re.Match[str]) -> list[Money]:
    """Give the sum, figures before words where both are printed and differ."""
    printed = text[match.start("sum") : _end(text, match.end())].replace("_", "")
    groups = match.groupdict()
    if groups.get("unit") or groups.get("short"):
        money = parse_money(
            groups["short"] + "元" if groups.get("short") else _with_unit(groups["sum"], groups["unit"])
        )
        return [money] if money and money.amount else []
    first = parse_money(match["sum"])
    again = _SECOND.match(text, match.end())
    second = parse_money(again["second"]) if again else None
    sums = [money for money in (first, second) if money and money.amount]
    in_figures = parse_money((groups.get("between") or "") + match["sum"])
    currency = in_figures.currency if in_figures else "CNY"
    words = _CAPITAL.search(printed)
    if words and re.match(r"\)[万亿]", printed[words.end() :]):  # 100（壹佰）万元
        words = None
    spoken = parse_capital(re.sub("[整正]", "", words.group()).replace("圓", "元")) if words else None
    figures = [money for money in sums if not spoken or money.amount != spoken] or sums[:1]
    result = [Money(money.amount, currency if money.currency == "CNY" else money.currency) for money in figures[:1]]
    if spoken and result and spoken != result[0].amount:
        result.append(Money(spoken, result[0].currency))
    return result


def _with_unit(figures: str, unit: str) -> str:
    """Write figures with the unit their label gives (合同总价（万元）：120) as a sum."""
    return f"{unit} {figures}" if unit.isascii() else f"{figures}{unit}"
