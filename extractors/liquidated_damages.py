"""违约金: what a side pays when it does not perform: sums, rates, a day or at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.acting import acting
from extractors.parties import parties
from extractors.penalty_sides import Duties, around, between, holding
from extractors.penalty_tables import Row, table_rows
from extractors.penalty_words import (
    AUTHORITY,
    CUES,
    DELAY,
    FORMULA,
    HIGHER,
    PASSED_ON,
    PENALTY,
    Sum,
    charges_for_delay,
    sums,
)
from extractors.sides import Sides, plain, sentences
from extractors.termination_lists import items
from pipeline.model.document import Document, Kind
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span

_OWES = r"(?:支付|偿付|承担|赔偿|给付|缴纳|交纳|付给|计付|赔付|退还|扣减|补偿|双倍)"
_PAYS = re.compile(rf"{_OWES}|收取|扣除|加收|计收|计算|计付|计息|处以|罚|扣|加计|作为")
_DEPOSIT = re.compile(
    r"(?P<deposit>(?:履约|质量|投标|租赁|合作)?(?:保证金|押金))(?:全部|将|均|应|全额)*(?:不予退还|不退|予以没收|没收|扣除)|(?:没收|全部扣除|全额扣除|不予退还)[^,。;]{0,8}?(?P<held>(?:履约|质量|租赁|合作)?(?:保证金|押金))"
)
_OTHER = re.compile(
    r"质量?保证?金|质保金|保险金额|投保|税率|预付款为|折扣|优惠|催收费|律师费|注册资本|进度款|验收合格后[^,。;]{0,8}支付|资质|收入不低于"
)


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
       a charge for lateness that has no name: 逾期付款，按每日万分之三计
    2. 10万元与服务费总额的30%两者取高: one finding with both; 逾期30日内1‰，超过的2‰: one each
    3. 按同期LPR的四倍; 押金不予退还, 没收履约保证金 (no sum; the deposit is the base)
    4. tables with a column of penalties: one finding a row
    Caps on penalties are limits of liability; 定金 (art. 586-588: forfeited or returned twice) is a security of its own
    law and is left out, as are fines of authorities, retention money, prices, taxes and discounts.
    """
    who = acting(document, found)
    owed = Duties(document, who)
    seen: list[Span] = []
    listed: list[Span] = []
    rows = list(table_rows(document, who, owed))
    for span in sentences(document, CUES):
        words = plain(document.compact_text(span))
        if HIGHER.search(words) and ":" in words and not sums(words):
            span = _whole(document, span)
            words = plain(document.compact_text(span))
        if any(span.start < other.end for other in seen[-1:]) and span not in seen:
            continue
        if not _is_penalty(words) or any(item.overlaps(span) for item in listed):
            continue
        if words.endswith(":") and not sums(words):
            for item, value in _listed(document, span, words):
                listed.append(item)
                yield _finding(document, item, plain(document.compact_text(item)), value, who, owed, head=words)
            continue
        if any(row.cell.overlaps(span) for row in rows):
            continue
        for value in _sums(words):
            seen.append(span)
            yield _finding(document, span, words, value, who, owed)
        in_table = rows and (block := document.block_at(span.start)) and block.kind is Kind.ROW
        if (deposit := _DEPOSIT.search(words)) and not sums(words) and not in_table:
            seen.append(span)
            held = Sum(base=deposit["deposit"] or deposit["held"], start=deposit.start(), end=deposit.end())
            yield _finding(document, span, words, held, who, owed, rule="deposit")
    yield from _from_tables(document, rows, seen)


def _whole(document: Document, span: Span) -> Span:
    """Give a sentence with the list behind its colon, up to the full stop or the end of its block."""
    block = document.block_at(span.start)
    stop = document.text.find("。", span.start, block.span.end if block else span.end)
    return Span(span.start, stop + 1 if stop >= 0 else block.span.end if block else span.end)


def _listed(document: Document, head: Span, words: str) -> Iterator[tuple[Span, Sum]]:
    """Give the sums of the items below a sentence that announces penalties: 应支付违约金：(1) 迟到的, 1000元; (2) …"""
    for item in items(document, head, words):
        found = plain(document.compact_text(item))
        for value in sums(found):
            if not _OTHER.search(found):
                yield item, value


def _is_penalty(words: str) -> bool:
    if (AUTHORITY.search(words) and "违约金" not in words) or PASSED_ON.search(words):
        return False
    if _DEPOSIT.search(words):
        return True
    charged = PENALTY.search(words) or (DELAY.search(words) and _PAYS.search(words))
    return bool(charged or charges_for_delay(words))


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
    if not owed and (measured := FORMULA.search(words)) and not sums(words):
        return [Sum(base=measured["base"], start=measured.start(), end=measured.end())]
    return owed


def _near(words: str, value: Sum) -> bool:
    """Say whether a figure belongs to a penalty: named in its part of the sentence or the next, or due for each day."""
    start = words.rfind(",", 0, value.start) + 1
    stop = words.find(",", value.end)
    part = words[start : stop if stop >= 0 else len(words)]
    if _OTHER.search(part):
        return False
    if PENALTY.search(part) or any(first <= value.start < end for first, end in charges_for_delay(words)):
        return True
    if "个月" in (value.base or ""):
        return False
    nearby = words[max(0, start - 40) : (stop if stop >= 0 else len(words)) + 30]
    if PENALTY.search(nearby):
        return bool(_PAYS.search(part) or DELAY.search(nearby))
    return bool(DELAY.search(words[max(0, start - 40) : value.start]) and _PAYS.search(part))


def _finding(
    document: Document,
    span: Span,
    words: str,
    value: Sum,
    who: Sides,
    owed: Duties,
    rule: str = "stated",
    head: str = "",
) -> Finding[LiquidatedDamages]:
    payer, payee = holding(words, who) if rule == "deposit" else between(words, value, who)
    if payer is None and payee is None and head:
        payer, payee = between(head, Sum(end=len(head)), who)
    if payer is None and payee is None:
        payer, payee = around(document, span, words, value.end, who, owed)
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
    each = re.search(r"每(?:逾期|延误|延迟|迟延|超过)?[^,。;]{0,8}?[一1]?(小时|日|天|周|月|次|人|项|处|单|份)", before)
    after = re.match(r"(?:/|每)(小时|日|天|次|人|项|单|处|台|件|份|车次)", words[value.end :])
    unit = after or each
    return f"每{unit[1]}".replace("每天", "每日") if unit else None


def _trigger(words: str, value: Sum) -> str | None:
    """Give what the penalty is for: the words up to the duty to pay, without 如 and 的."""
    head = words[: value.start]
    parts = [part for part in re.split(r"[,:]", head) if part]
    first = (parts[-1] if "奖" in parts[0] else parts[0]) if parts else ""
    cut = first
    if len(parts) == 1:
        cut = re.split(
            rf"(?<![响相])应(?!付|收)|须|将|按(?![期时照约])|每(?=逾|延|迟|日|天)|有权|{_OWES}", first, maxsplit=1
        )[0]
    cut = re.sub(r"^(?:如果?|若|凡|倘若?|但|且|对于|因)", "", cut or first).removesuffix("的")
    cut = re.sub(r"(?<!处)(?:扣|罚)款?$", "", cut)
    return cut[:60] if len(cut) > 1 else None


def _from_tables(document: Document, rows: list[Row], seen: list[Span]) -> Iterator[Finding[LiquidatedDamages]]:
    for row in rows:
        if any(row.cell.overlaps(span) for span in seen):
            continue
        value = row.value
        result = LiquidatedDamages(
            row.payer, row.payee, value.amount, value.currency, value.rate, value.base, row.trigger
        )
        quotes = tuple(document.evidence(span) for span in row.spans)
        yield Finding(State.BLANK if value.open else State.STATED, result, quotes, "liquidated_damages.table")
