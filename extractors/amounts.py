"""金额: every sum of money of the agreement, and what it is for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.amount_names import name_of
from extractors.passages import Passage, passages
from extractors.table_sums import table_sums
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.zh.compact import compact
from pipeline.zh.money import AMOUNT, Money, parse_money

_SHORT = (
    r"(?<=[费金款资本额价薪])(?<!名额)(?:为|是|:|约|共计|合计|人民币|达到?|不低于|不少于|不超过|在){0,3}_?(?P<short>\d{1,6}(?:\.\d{1,4})?[万亿])_?"
    r"(?=[,。;)\t、]|整|左右|以[上下内]|之?间|的|[作于由在按分]|$)"
)
_SUM = re.compile(rf"(?P<sum>{AMOUNT})|{_SHORT}")
_CUE = re.compile(r"元|[圆圓]|¥|\$|€|£|币|[A-Z]{3}|[壹贰叁肆伍陆柒捌玖][拾佰仟万]|\d[万亿]")
_LOW = re.compile(
    r"(?<![\d.,A-Za-z-])(?P<low>\d{1,3}(?:,\d{3}){1,4}|\d{1,9}(?:\.\d{1,4})?)(?P<scale>[万千亿]?)(?:-|~|至|到|—{1,2})$"
)
_AGAIN = re.compile(r"[()\[\]【】,:_ ]{0,4}(?:即|也就是)?(?:人民币)?(?:大写|小写)?[()\[\]【】,:_ ]{0,4}(?:人民币)?[(]?")
_UNIT = (
    r"(?:建筑)?(?:平方米|立方米|平米|㎡|m²|m2|m3|人天|人日|人月|工日|台班|台时|车次|吨公里|公里|千克|公斤|小时|分钟|季度|年度|课时|学时|学员|千字|用户|账号|标箱|TEU|[GT]B|[Kk][Gg]"
    r"|[人个天日周月季年次吨件套台条张份米亩户单票箱托瓶只辆间床度升店家场期节字页批项位名座盒袋桶株棵头羽车柜])(?:[·.][月年天日])?"
)
_PER = re.compile(rf"_?(?:/{_UNIT}){{1,3}}")
_APART = re.compile(r"(?<=[\d.])[ \u00a0]+(?=\d)")
_GROUPS = re.compile(r"[^\d]{0,20}\d{1,3}(?:[ \u00a0]\d{3}){1,5}(?:\.\d{1,4})?[^\d]{0,20}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class AmountOf:
    """A sum, and what it is for as printed."""

    amount: Decimal = labelled("金额")
    currency: str = labelled("币种", "CNY")
    what: str | None = labelled("用途")


@extractor("amounts", label="金额", produces=AmountOf, many=True)
def amounts(document: Document, found: Findings) -> Iterator[Finding[AmountOf]]:
    """Find the sums of money, each once for what it is for: 合同总价, 预付款, 保证金, 违约金, 单价, 注册资本 …

    1. 人民币100万元, USD 1.2 million, 注册资本100万; both ends of a range (8000-12000元, 3至5万元)
    2. unit prices, with their unit in the quote: 85元/平方米/月
    3. figures of tables under a head or a line that states the unit: 单价（元）, 单位：万元
    What a sum is for is the last word for money before it in its sentence, as printed, or the one behind it (追加1万元
    保证金), not one of which only a share is taken (合同总价的30%，即33万元); without either the words right before it, in
    a table the first words of its row and the head of its column. The same sum in words behind the figures counts once,
    and so does that of an English twin; where words and figures differ each is listed. Sums of nothing (0元), blanks,
    and numbers without a currency are none.
    """
    every = [finding for passage in passages(document, _CUE) for finding in _in_sentence(document, passage)]
    for cell in table_sums(document):
        value = AmountOf(cell.money.amount, cell.money.currency, cell.what)
        evidence = tuple(document.evidence(span) for span in cell.spans)
        every.append(Finding(State.STATED, value, evidence, "amounts.table"))
    yield from _once(sorted(every, key=lambda finding: finding.evidence[0].span))


def _once(every: Iterable[Finding[AmountOf]]) -> Iterator[Finding[AmountOf]]:
    """Yield each value once; one that is not named in Chinese only where no other has its sum."""
    kept: dict[AmountOf, Finding[AmountOf]] = {}
    for finding in every:
        if finding.value:
            kept.setdefault(finding.value, finding)
    named = {(value.amount, value.currency) for value in kept if _HAN.search(value.what or "")}
    for value, finding in kept.items():
        sum_ = (value.amount, value.currency)
        if _HAN.search(value.what or "") or sum_ not in named:
            named.add(sum_)
            yield finding


def _in_sentence(document: Document, passage: Passage) -> Iterator[Finding[AmountOf]]:
    """Yield the sums of a sentence."""
    text, end, last = passage.text, 0, None
    for match in _SUM.finditer(text):
        start, stop = match.span("sum" if match["sum"] else "short")
        start = _start(document, passage, start, stop)
        money = parse_money(text[start:stop] + ("元" if match["short"] else ""))
        if money is None or not money.amount:
            continue
        again = last and last.amount == money.amount and _AGAIN.fullmatch(text, end, start)
        floor, end, last = end, stop, money
        if again:
            continue
        what, first, behind = name_of(text, start, stop, floor)
        per = _PER.match(text, stop)
        evidence = document.evidence(passage.span(first, max(behind, per.end() if per else 0)))
        for each in (*_low_end(text, start, stop, money), money):
            yield Finding(State.STATED, AmountOf(each.amount, each.currency, what), (evidence,), "amounts.stated")


def _start(document: Document, passage: Passage, start: int, stop: int) -> int:
    """Give where a sum begins; figures that a blank sets apart from those of a name (C30 480元) are none of its own."""
    span = passage.span(start, stop)
    printed = document.text[span.start : span.end]
    pieces = _APART.split(printed)
    before = passage.text[max(0, start - 1) : start]
    if len(pieces) > 1 and ((before.isascii() and before.isalpha()) or not _GROUPS.fullmatch(printed)):
        return stop - len(compact(pieces[-1]).text)
    return start


def _low_end(text: str, start: int, stop: int, high: Money) -> Iterator[Money]:
    """Yield the lower end of a range whose unit is printed once: 8000-12000元, 3至5万元."""
    low = _LOW.search(text, max(0, start - 24), start)
    if low is None:
        return
    scale = low["scale"] or next((each for each in "亿万千" if each in text[start:stop]), "")
    money = parse_money(f"{low['low']}{scale}元")
    if money and 0 < money.amount < high.amount:
        yield Money(money.amount, high.currency)
