"""Tables of penalties: a column of what was done, a column of what it costs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.penalty_words import Sum, sums
from extractors.sides import Sides, plain
from pipeline.model.document import Document
from pipeline.model.span import Span
from pipeline.model.table import Table

_PENALTY = re.compile(r"违约金|罚|处罚|扣款|扣罚|扣除|赔偿|违约责任|考核|服务补偿|保证金")
_TRIGGER = re.compile(r"情形|行为|违规|违约(?!金|责任)|事项|情况|内容|项目|指标|类型|事由|标准")
_WHOLE = re.compile(r"全部扣除|全额扣除|全部没收|不予退还|全部不退|保证金(?:全部|全额)?(?:扣除|没收)")
_HEADER_MONEY = re.compile(r"违约金|罚款|扣款|扣罚|扣除|赔偿金?|服务补偿|保证金(?:扣除|处理)?")
_BARE = re.compile(r"\d{1,3}(?:,\d{3}){1,3}|\d{2,8}")
_IN_YUAN = re.compile(r"[(/:](?:人民币)?(?P<unit>万?元)")
_HANDLING = re.compile("处理|措施|处罚|扣分|分值|编号|序号")
_NOT = re.compile(r"单价|报价|数量|付款|比例|税|交付|服务费")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of penalties: who pays, what for, how much; `cell` is the penalty's own cell."""

    payer: str | None
    trigger: str | None
    value: Sum
    cell: Span
    spans: tuple[Span, ...]


def table_rows(document: Document, who: Sides) -> Iterator[Row]:
    """Yield the penalties of every table whose head names a column of them; merged cells count for each row they cover."""
    for table in document.tables:
        columns = _columns(document, table)
        if columns is None:
            continue
        penalty, trigger = columns
        header = plain(document.compact_text(table.at(0, penalty) or table.span))
        payer = _payer(document, table, who)
        for row in range(1, table.rows):
            cell, what = table.at(row, penalty), table.at(row, trigger)
            if cell is None or what is None or cell == what:
                continue
            value = _value(plain(document.compact_text(cell)), header)
            if value:
                text = plain(document.compact_text(what))
                yield Row(payer, text[:60], value, cell, (what, cell) if what.start < cell.start else (cell, what))


def _columns(document: Document, table: Table) -> tuple[int, int] | None:
    """Give the columns of penalty and trigger of a table whose first row is its head."""
    heads = [plain(document.compact_text(span)) if span else "" for span in table.row(0)]
    if any(len(head) > 24 for head in heads):
        return None
    money = [i for i, head in enumerate(heads) if _HEADER_MONEY.search(head) and not _NOT.search(head)]
    penalties = money or [i for i, head in enumerate(heads) if _PENALTY.search(head) and not _NOT.search(head)]
    if not penalties:
        return None
    triggers = [
        i for i, head in enumerate(heads) if _TRIGGER.search(head) and not _HANDLING.search(head) and i not in penalties
    ]
    specific = [i for i in triggers if "情形" in heads[i] or "行为" in heads[i]] or triggers
    return (penalties[-1], specific[-1]) if specific else None


def _value(words: str, header: str) -> Sum | None:
    if _WHOLE.search(words):
        return Sum(base="保证金", start=0, end=len(words))
    if _BARE.fullmatch(words) and (unit := _IN_YUAN.search(header)):
        words += unit["unit"]
    found = [value for value in sums(words) if value.amount is not None or value.rate or value.open]
    if found:
        each = re.match(r"(?:/|每)(日|天|次|人|项|单|处|台|件)", words[found[0].end :])
        if each and found[0].amount is not None:
            return Sum(found[0].amount, found[0].currency, base=f"每{each[1]}", end=found[0].end)
        return found[0]
    return None


def _payer(document: Document, table: Table, who: Sides) -> str | None:
    """Give the side that the table or the paragraph before it names as the one who pays: the only one, or the one named most."""
    before = next((block for block in reversed(document.body_blocks) if block.span.end <= table.span.start), None)
    start = before.span.start if before else table.span.start
    words = plain(document.compact_text(Span(start, table.span.end)))
    heading = plain(document.compact_text(Span(start, table.span.start)))
    counted = Counter(
        who.role(m.group())
        for m in who.named(words)
        if not who.is_either(m.group()) and m.group() not in ("客户", "用户", "您")
    )
    paying = [
        who.role(m.group())
        for m in who.named(heading)
        if re.match(r"[^,。;]{0,30}(?:违|支付|承担|未|应)", heading[m.end() :])
    ]
    if paying and not who.is_either(paying[0]):
        return paying[0]
    return counted.most_common(1)[0][0] if counted else None
