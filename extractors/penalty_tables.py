"""Tables of penalties: a column of what was done, a column of what it costs."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.penalty_sides import Duties, Pair, claiming
from extractors.penalty_words import Sum, sums
from extractors.sides import Sides, plain
from pipeline.model.document import Document
from pipeline.model.span import Span
from pipeline.model.table import Table

_PENALTY = re.compile(r"违约金|罚|处罚|扣款|扣罚|扣除|扣减|赔偿|赔付|违约责任|考核|补偿|保证金")
_TRIGGER = re.compile(
    r"情形|行为|违规|违约(?!金|责任)|事项|情况|内容|项目|指标|类型|事由|标准|可用性|可用率|准时率|合格率|达标"
)
_WHOLE = re.compile(r"全部扣除|全额扣除|全部没收|不予退还|全部不退|保证金(?:全部|全额)?(?:扣除|没收)")
_HEADER_MONEY = re.compile(r"违约金|罚款|罚金|扣款|扣罚|扣除|扣减|赔偿金?|赔付|补偿|保证金(?:扣除|处理)?")
_TAKEN = re.compile(r"(?:扣|罚)(?![分留押缴])[^,。;分]{0,14}[\d百千万]")
_BARE = re.compile(r"\d{1,3}(?:,\d{3}){1,3}|\d{2,8}")
_IN_YUAN = re.compile(r"[(/:](?:人民币)?(?P<unit>万?元)")
_HANDLING = re.compile("处理|措施|处罚|扣分|分值|编号|序号")
_NOT = re.compile(r"单价|报价|数量|付款|(?<![偿付款金除])比例|税|交付|服务费")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of penalties: who pays whom, what for, how much; `cell` is the penalty's own cell."""

    payer: str | None
    payee: str | None
    trigger: str | None
    value: Sum
    cell: Span
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a table says, for the rows below it and for the rest of the table on the next page."""

    penalty: int
    trigger: int
    words: str
    columns: int
    pair: Pair


def table_rows(document: Document, who: Sides, owed: Duties) -> Iterator[Row]:
    """Yield the penalties of every table whose head names a column of them.

    Merged cells count for each row they cover. A row of which only the trigger is filled takes the penalty of the row
    above, as merged cells lose their words; a table without head and with as many columns goes on from the one before.
    """
    head: _Head | None = None
    above: Span | None = None
    for table in document.tables:
        columns = _columns(document, table)
        first = 1
        if columns:
            penalty, trigger = columns
            words = plain(document.compact_text(table.at(0, penalty) or table.span))
            head, above = _Head(penalty, trigger, words, table.columns, _pair(document, table, who, owed)), None
        elif head and table.columns == head.columns and _goes_on(document, table, head):
            first = 0
        else:
            head = None
        if head is None:
            continue
        for row in range(first, table.rows):
            cell, what = table.at(row, head.penalty), table.at(row, head.trigger)
            if what is None:
                continue
            alone = all(span is None for column, span in enumerate(table.row(row)) if column > head.trigger)
            cell = above if cell is None and alone else cell
            above = cell
            if cell is not None and cell != what:
                yield from _rows(document, head, what, cell)


def _rows(document: Document, head: _Head, what: Span, cell: Span) -> Iterator[Row]:
    """Yield the penalty of a row; grades of one cell (低于99%的，扣5%；低于95%的，扣15%) one by one."""
    text = plain(document.compact_text(what))
    words = plain(document.compact_text(cell))
    grades = [part for part in re.split("[;。]", words) if part]
    values = [_value(part, head.words) for part in grades]
    several = len(grades) > 1 and all(values)
    for part, value in zip(grades, values, strict=True) if several else [("", _value(words, head.words))]:
        if value:
            case = text + part.partition(",")[0] if several else text
            yield Row(*head.pair, case[:60], value, cell, (what, cell) if what.start < cell.start else (cell, what))


def _goes_on(document: Document, table: Table, head: _Head) -> bool:
    """Say whether the first row of a table holds a penalty, none (-) or nothing where the table before has its penalties."""
    cell = table.at(0, head.penalty)
    words = plain(document.compact_text(cell)) if cell else ""
    return words in ("", "-", "/", "无") or _value(words, head.words) is not None


def _columns(document: Document, table: Table) -> tuple[int, int] | None:
    """Give the columns of penalty and trigger of a table whose first row is its head."""
    heads = [plain(document.compact_text(span)) if span else "" for span in table.row(0)]
    if any(len(head) > 24 for head in heads):
        return None
    money = [i for i, head in enumerate(heads) if _HEADER_MONEY.search(head) and not _NOT.search(head)]
    penalties = money or [i for i, head in enumerate(heads) if _PENALTY.search(head) and not _NOT.search(head)]
    penalties = penalties or [i for i in range(1, len(heads)) if _costs(document, table, i)]
    if not penalties:
        return None
    triggers = [
        i for i, head in enumerate(heads) if _TRIGGER.search(head) and not _HANDLING.search(head) and i not in penalties
    ]
    specific = [i for i in triggers if "情形" in heads[i] or "行为" in heads[i]] or triggers
    return (penalties[-1], specific[-1]) if specific else None


def _costs(document: Document, table: Table, column: int) -> bool:
    """Say whether two cells of a column take something off (扣2000元, 扣当季服务费5%), whatever its head says."""
    cells = [table.at(row, column) for row in range(1, table.rows)]
    return sum(bool(_TAKEN.search(plain(document.compact_text(cell)))) for cell in cells if cell) > 1


def _value(words: str, header: str) -> Sum | None:
    if _WHOLE.search(words):
        return Sum(base="保证金", start=0, end=len(words))
    if _BARE.fullmatch(words) and (unit := _IN_YUAN.search(header)):
        words += unit["unit"]
    words = re.sub(r"^(?:超出|超过|不足)部分(?:按)?", "", words)
    found = [value for value in sums(words) if value.amount is not None or value.rate or value.open]
    if found:
        each = re.match(r"(?:/|每)(日|天|次|人|项|单|处|台|件)", words[found[0].end :])
        if each and found[0].amount is not None:
            return Sum(found[0].amount, found[0].currency, base=f"每{each[1]}", end=found[0].end)
        return found[0]
    return None


def _pair(document: Document, table: Table, who: Sides, owed: Duties) -> Pair:
    """Say who pays whom: by the paragraph before the table, the side the table names most, or the side that performs."""
    before = next((block for block in reversed(document.body_blocks) if block.span.end <= table.span.start), None)
    start = before.span.start if before else table.span.start
    words = plain(document.compact_text(Span(start, table.span.end)))
    heading = plain(document.compact_text(Span(start, table.span.start)))
    claimed = claiming(heading, who)
    if claimed != (None, None):
        return claimed
    paying = [
        who.role(m.group())
        for m in who.named(heading)
        if re.match(r"[^,。;]{0,30}(?:违|支付|承担|未|应)", heading[m.end() :])
    ]
    if paying and not who.is_either(paying[0]):
        return paying[0], who.other(paying[0])
    counted = Counter(
        who.role(m.group())
        for m in who.named(words)
        if not who.is_either(m.group()) and m.group() not in ("客户", "用户", "您")
    )
    payer = counted.most_common(1)[0][0] if counted else owed.performs
    return payer, who.other(payer) if payer else None
