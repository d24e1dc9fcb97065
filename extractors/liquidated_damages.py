"""违约金: what a side pays when it does not perform: sums, rates, a day or at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.parties import parties
from extractors.penalty_tables import table_rows
from extractors.penalty_words import AUTHORITY, CUES, DELAY, HIGHER, PENALTY, Sum, sums
from extractors.sides import Sides, plain, sentences, sides
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span

_OWES = r"(?:支付|偿付|承担|赔偿|给付|缴纳|交纳|付给|计付|赔付|退还|扣减|补偿|双倍)"
_DEMANDS = re.compile(r"(?:有权|可以?|将|得)?(?:要求|请求|责令)(?:$|[^,。;]{0,3}$)")
_TAKES = re.compile(r"[^,。;]{0,40}?(?:收取|扣除|加收|计收|没收|扣减|扣款|罚款|处以)")
_GIVES = re.compile(rf"(?!的)[^。;]{{0,60}}?{_OWES}")
_TO = re.compile(r"(?:向|付给|支付|给付|赔偿|偿付|支付给)$")
_FAILS = re.compile(
    r"(?:不能|未|逾期|延期|延迟|迟延|延误|违反|违约|擅自|拒|因|如|无故|的原因|泄露|不|发生|出现|有|存在|隐瞒|提前)"
)
_RECEIVER = re.compile(r"(?:应|须|需|当|将)向(?P<to>[\u4e00-\u9fffA-Za-z]{2,10}?)(?:支付|偿付|赔偿|给付|缴纳)")
_PAYS = re.compile(rf"{_OWES}|收取|扣除|加收|计收|计算|计付|处以|罚|扣|加计|作为")
_DEPOSIT = re.compile(
    r"(?P<deposit>(?:履约|质量|投标|租赁|合作)?(?:保证金|押金))(?:全部|将|均|应|全额)*(?:不予退还|不退|予以没收|没收|扣除)|(?:没收|全部扣除|全额扣除|不予退还)[^,。;]{0,8}?(?P<held>(?:履约|质量|租赁|合作)?(?:保证金|押金))"
)
_OTHER = re.compile(
    r"质量?保证?金|质保金|保险金额|投保|税率|预付款为|折扣|优惠|注册资本|进度款|验收合格后[^,。;]{0,8}支付|资质|收入不低于"
)
_FAILING = re.compile("违约一?方|过错方|责任方|任[何意一]{1,2}方|一方|(?:甲乙)?双方(?:均|中)?|各方|每一方|有过错的一方")


@dataclass(frozen=True, slots=True)
class LiquidatedDamages:
    """A penalty: who pays whom, a sum or a rate of a base, and what it is for.

    `rate` carries the percent sign and its period (`0.05%/day`, `LPR 1Y`, `4×LPR`); `base` is what it is taken of, with
    （两者取高） where the higher of several is due, and 每日, 每次 for a sum; `payer` and `payee` are 违约方 and 守约方 where either side may owe.
    """

    payer: str | None = labelled("支付方")
    payee: str | None = labelled("收取方")
    amount: Decimal | None = labelled("金额")
    currency: str | None = labelled("币种")
    rate: str | None = labelled("比例")
    base: str | None = labelled("基数")
    trigger: str | None = labelled("触发情形")


@extractor("liquidated_damages", label="违约金", produces=LiquidatedDamages, many=True, requires=(parties,))
def liquidated_damages(document: Document, found: Findings) -> Iterator[Finding[LiquidatedDamages]]:
    """Find agreed damages (民法典 art. 585) and interest for late payment.

    1. 应支付违约金10万元; 支付合同总价20%的违约金; 每逾期一日按应付款的万分之五支付违约金, 滞纳金, 逾期利息
    2. 10万元与服务费总额的30%两者取高: one finding with both; 逾期30日内1‰，超过的2‰: one each
    3. 按同期LPR的四倍; 押金不予退还, 没收履约保证金 (no sum; the deposit is the base)
    4. tables with a column of penalties: one finding a row
    Caps on penalties are limits of liability; 定金 (art. 586-588: forfeited or returned twice) is a security of its own
    law and is left out, as are fines of authorities, retention money, prices, taxes and discounts.
    """
    who = sides(found)
    seen: list[Span] = []
    for span in sentences(document, CUES):
        words = plain(document.compact_text(span))
        if HIGHER.search(words) and ":" in words and not sums(words):
            span = _whole(document, span)
            words = plain(document.compact_text(span))
        if any(span.start < other.end for other in seen[-1:]) and span not in seen:
            continue
        if not _is_penalty(words):
            continue
        for value in _sums(words):
            seen.append(span)
            yield _finding(document, span, words, value, who)
        if (deposit := _DEPOSIT.search(words)) and not sums(words):
            seen.append(span)
            held = Sum(base=deposit["deposit"] or deposit["held"], start=deposit.start(), end=deposit.end())
            yield _finding(document, span, words, held, who, rule="deposit")
    yield from _from_tables(document, who, seen)


def _whole(document: Document, span: Span) -> Span:
    """Give a sentence with the list behind its colon, up to the full stop or the end of its block."""
    block = document.block_at(span.start)
    stop = document.text.find("。", span.start, block.span.end if block else span.end)
    return Span(span.start, stop + 1 if stop >= 0 else block.span.end if block else span.end)


def _is_penalty(words: str) -> bool:
    if AUTHORITY.search(words) and "违约金" not in words:
        return False
    if _DEPOSIT.search(words):
        return True
    return bool(PENALTY.search(words)) or bool(DELAY.search(words) and _PAYS.search(words))


def _sums(words: str) -> list[Sum]:
    """Give the sums of a penalty: those near its name, or owed for each day of delay; several as one where the highest counts."""
    highest = HIGHER.search(words)
    owed = [value for value in sums(words) if _near(words, value) or (highest and ":" in words)]
    if len(owed) > 1 and highest:
        amount = next((value for value in owed if value.amount is not None), None)
        rate = next((value for value in owed if value.rate), None)
        first = amount or owed[0]
        base = f"{rate.base or ''}(两者取高)" if rate else "(两者取高)"
        return [replace(first, rate=rate.rate if rate else None, base=base)]
    return owed


def _near(words: str, value: Sum) -> bool:
    """Say whether a figure belongs to a penalty: named in its part of the sentence or the next, or due for each day."""
    start = words.rfind(",", 0, value.start) + 1
    stop = words.find(",", value.end)
    part = words[start : stop if stop >= 0 else len(words)]
    if _OTHER.search(part):
        return False
    if PENALTY.search(part):
        return True
    around = words[max(0, start - 40) : (stop if stop >= 0 else len(words)) + 30]
    if PENALTY.search(around):
        return bool(_PAYS.search(part) or DELAY.search(around))
    return bool(DELAY.search(words[max(0, start - 40) : value.start]) and _PAYS.search(part))


def _finding(
    document: Document, span: Span, words: str, value: Sum, who: Sides, rule: str = "stated"
) -> Finding[LiquidatedDamages]:
    payer, payee = _holding(words, who) if rule == "deposit" else _between(words, value, who)
    if payer is None and payee is None:
        payer, payee = _from_before(document, span, who)
    result = LiquidatedDamages(
        payer, payee, value.amount, value.currency, value.rate, _unit(words, value), _trigger(words, value)
    )
    state = State.BLANK if value.open else State.STATED
    return Finding(state, result, (document.evidence(span),), f"liquidated_damages.{rule}")


def _unit(words: str, value: Sum) -> str | None:
    """Give the base; for a sum, what it is due for each of."""
    if value.amount is None or value.base:
        return value.base
    before = re.split(r"\d", words[max(0, value.start - 40) : value.start])[-1]
    each = re.search(r"每(?:逾期|延误|延迟|迟延|超过)?[^,。;]{0,8}?[一1]?(日|天|周|月|次|人|项|处|单)", before)
    after = re.match(r"(?:/|每)(日|天|次|人|项|单|处|台|件)", words[value.end :])
    unit = after or each
    return f"每{unit[1]}".replace("每天", "每日") if unit else None


def _between(words: str, value: Sum, who: Sides) -> tuple[str | None, str | None]:
    """Say who pays whom, from the words up to the figure and the rest of its part of the sentence."""
    rest = re.split("[,;。]", words[value.end :], maxsplit=1)[0]
    scope = words[: value.end] + rest
    payer = payee = None
    for match in who.named(scope):
        if _DEMANDS.search(scope[: match.start()]) and not who.is_either(match.group()):
            return _paired(_named(match.group(), who), None, who)
    for match in who.named(scope):
        before, after = scope[: match.start()], scope[match.end() :]
        if _TO.search(before) and not after.startswith(("的", "之")):
            if re.match("收取|加收|计收|主张|追索", after):
                payer = _named(match.group(), who)
            else:
                payee = _named(match.group(), who)
            continue
        if _TAKES.match(after) and not re.match(r"[^,。;]{0,12}(?:要求|支付)", after):
            payee = _named(match.group(), who)
        elif not re.match(r"[^,。;]{0,12}(?:要求|请求)|的(?!,)", after) and _GIVES.match(after):
            payer = _named(match.group(), who)
    payer = payer or _failing(words, who)
    if payee is None and (receiver := _RECEIVER.search(scope)):
        payee = receiver["to"]
    if payer and payer == payee:
        payer = None
    return _paired(payer, payee, who)


def _holding(words: str, who: Sides) -> tuple[str | None, str | None]:
    """Say who loses a deposit to whom: the side with the right keeps it, or the side that fails loses it."""
    for match in who.named(words):
        if re.match(r"[^,。;]{0,4}(?:有权|可)", words[match.end() :]):
            return _paired(None, _named(match.group(), who), who)
    return _paired(_failing(words, who), None, who)


def _paired(payer: str | None, payee: str | None, who: Sides) -> tuple[str | None, str | None]:
    if payer == "违约方" and payee and payee not in ("守约方", "违约方"):
        return who.other(payee) or payer, payee
    if payer and payer != "违约方" and payee in (None, "守约方", "违约方"):
        return payer, who.other(payer) or payee
    if payee and payee != "守约方" and payer is None:
        return who.other(payee), payee
    if payer == "违约方" or payee == "守约方":
        return "违约方", "守约方"
    return payer, payee


def _named(name: str, who: Sides) -> str:
    if _FAILING.fullmatch(name):
        return "违约方"
    return "守约方" if who.is_either(name) else who.role(name)


def _failing(words: str, who: Sides) -> str | None:
    for match in who.named(words):
        if _FAILS.match(words, match.end()):
            return _named(match.group(), who)
    first = next(iter(who.named(words[:20])), None)
    return _named(first.group(), who) if first and first.start() < 3 else None


def _from_before(document: Document, span: Span, who: Sides) -> tuple[str | None, str | None]:
    """Take the one side that the sentence before names as the one who has a duty."""
    block = document.block_at(span.start)
    if block is None or block.span.start >= span.start:
        return None, None
    earlier = plain(document.compact_text(Span(block.span.start, span.start)))[-160:]
    named = [m for m in who.named(earlier) if re.match("应|须|需|必须|保证|逾期|未|违反", earlier[m.end() :])]
    roles = {_named(m.group(), who) for m in named}
    return _paired(roles.pop(), None, who) if len(roles) == 1 else (None, None)


def _trigger(words: str, value: Sum) -> str | None:
    """Give what the penalty is for: the words up to the duty to pay, without 如 and 的."""
    head = words[: value.start]
    parts = [part for part in re.split(r"[,:]", head) if part]
    first = parts[0] if parts else ""
    cut = first
    if len(parts) == 1:
        cut = re.split(
            rf"(?<![响相])应(?!付|收)|须|将|按(?![期时照约])|每(?=逾|延|迟|日|天)|有权|{_OWES}", first, maxsplit=1
        )[0]
    cut = re.sub(r"^(?:如果?|若|凡|倘若?|但|且|对于|因)", "", cut or first).removesuffix("的")
    return cut[:60] if len(cut) > 1 else None


def _from_tables(document: Document, who: Sides, seen: list[Span]) -> Iterator[Finding[LiquidatedDamages]]:
    for row in table_rows(document, who):
        if any(row.cell.overlaps(span) for span in seen):
            continue
        payee = who.other(row.payer) if row.payer else None
        value = row.value
        result = LiquidatedDamages(row.payer, payee, value.amount, value.currency, value.rate, value.base, row.trigger)
        quotes = tuple(document.evidence(span) for span in row.spans)
        yield Finding(State.BLANK if value.open else State.STATED, result, quotes, "liquidated_damages.table")
