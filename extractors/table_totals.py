"""Lines of totals in tables of prices: 合计, 总计, 价税合计, with the unit the table's head gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.document import Document
from pipeline.model.span import Span
from pipeline.model.table import Table
from pipeline.zh.money import AMOUNT, Money, parse_capital, parse_money

_TOTAL = re.compile(
    r"^(?:\d{1,3}[.、]?)?(?:价税|含税|费用|金额|总|货款|报价|税价)?(?:合计|总计|共计|总价|总额|总金额|总费用)(?:金额|价|费用)?(?:\(?[^\d]{0,20}\)?)?(?::|$|人民币|\d|¥|[A-Z])"
)
_MONEY = re.compile(
    r"金额|总价|价款|合计|小计|费用|价税|货款|总额|报价|价格|租金|单价|(?:\(|单位:?)(?:人民币|万)?元|[Aa]mount|[Pp]rice"
)
_AMOUNT_HEAD = re.compile(r"价税合计|含税|总价|金额|合计|小计|价款|费用|总额|货款|租金|[Aa]mount|[Tt]otal")
_OTHER_HEAD = re.compile(r"不含税|税额|税金|数量|税率|单价|比例|占比|备注")
_OF_A_PERIOD = re.compile(
    r"每(?!股)|/_?[月年季日天]|(?<![\d个一二三四五六七八九十两])[月季年日][度均]?(?:基本|固定|综合|标准|含税)?(?:租|服务费|管理费|物业|使用费|费|小计|合计)|\((?:月|年|季度?)\)"
)
"""Heads of columns that hold what is due for a period or a unit: their total is none of the agreement."""
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?")
_FOREIGN = re.compile(r"USD|EUR|HKD|JPY|GBP|美元|欧元|港元|港币|日元|英镑")
_MONEY_TEXT = re.compile(AMOUNT)
_WORDS = re.compile(r"[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億零]{2,40}[元圆圓][整正零壹贰叁肆伍陆柒捌玖角分]{0,8}")
_BELOW = re.compile(
    rf"(?:以上|上述)?(?:价税|含税|费用|金额|总|货款)?(?:合计|总计|共计|总价|总额|总金额)(?:金额|价款?|费用)?(?:\([^()]{{1,20}}\))?[:为]?_?(?P<sum>{AMOUNT})"
)
_UNIT = re.compile(
    r"(?:单位|金额|总价|合计|价款|费用|小计|价税合计|货款)[^\n\t。]{0,6}?(?:\(|:|/)?(?:人民币)?(万元|元)"
)


@dataclass(frozen=True, slots=True)
class Total:
    """A total of a table: its sum, and the words that prove it (its line, and the head with the unit)."""

    money: Money
    spans: tuple[Span, ...]


def table_totals(document: Document) -> Iterator[Total]:
    """Yield the totals of tables that speak of prices; a table with several columns of sums gives the one with tax."""
    for table in document.tables:
        for row in range(table.rows):
            label = _label(document, table, row)
            if label and (total := _total(document, table, row)):
                yield total
                break
        else:
            yield from _below(document, table)


def _below(document: Document, table: Table) -> Iterator[Total]:
    """Yield the total that the line right below a table of prices states (合计（含税）：RMB 187,050.00)."""
    heads = [_words(document, span) for span in table.row(0)]
    index = document.index_at(table.span.end - 1)
    after = document.blocks[index + 1].span if index is not None and index + 1 < len(document.blocks) else None
    words = _words(document, after)
    stated = _BELOW.match(words)
    if after and stated and any(_AMOUNT_HEAD.search(head) for head in heads):
        money = parse_money(stated["sum"])
        if money and money.amount:
            yield Total(money, (after,))


def _words(document: Document, span: Span | None) -> str:
    return document.compact_text(span) if span else ""


def _label(document: Document, table: Table, row: int) -> bool:
    """Say whether the first words of a row are those of a total."""
    words = [_words(document, span) for span in table.row(row)[:3] if span]
    return any(_TOTAL.search(word) for word in words[:2])


def _total(document: Document, table: Table, row: int) -> Total | None:
    heads = [head_over(document, table, column, row) for column in range(table.columns)]
    if not any(_MONEY.search(head) for head in heads):
        return None
    line = [(column, span) for column, span in enumerate(table.row(row)) if span]
    whole = Span(min(span.start for _, span in line), max(span.end for _, span in line))
    scale = _scale(document, table, heads)
    found: list[tuple[bool, Decimal, str]] = []
    for column, span in line:
        words = _words(document, span)
        if _OF_A_PERIOD.search(heads[column]) or _OF_A_PERIOD.search(_words(document, line[0][1])):
            continue
        if printed := _MONEY_TEXT.search(words):
            money = parse_money(printed.group())
            if money and money.amount:
                found.append((False, money.amount, money.currency))
        elif (
            (_NUMBER.fullmatch(words)) and _AMOUNT_HEAD.search(heads[column]) and not _OTHER_HEAD.search(heads[column])
        ):
            foreign = _FOREIGN.search(heads[column])
            money = parse_money(f"{foreign.group() if foreign else '人民币'}{words}{'万' if scale > 1 else ''}")
            if money and money.amount:
                found.append((not re.search(r"价税|含税", heads[column]), money.amount, money.currency))
        elif spoken := _WORDS.search(words):
            amount = parse_capital(re.sub("[整正]", "", spoken.group()))
            if amount:
                found.append((False, amount, "CNY"))
    if not found or (len({amount for _, amount, _ in found}) > 1 and not _one_taxed(found)):
        return None
    _, amount, currency = min(found, key=lambda item: item[0])
    return Total(Money(amount, currency), (whole,))


def _one_taxed(found: list[tuple[bool, Decimal, str]]) -> bool:
    """Say whether one of several sums is told from the others as the one with tax."""
    return len({amount for untold, amount, _ in found if not untold}) == 1


def head_over(document: Document, table: Table, column: int, row: int) -> str:
    """Give the words over a place of a table: the first two cells of its column that hold no number."""
    words = [_words(document, table.at(above, column)) for above in range(min(2, row))]
    return "/".join(word for word in words if word and not _NUMBER.fullmatch(word))


def _scale(document: Document, table: Table, heads: list[str]) -> int:
    """Give the unit of a table: stated in its head, or in the line before it."""
    units = [match[1] for words in heads if (match := _UNIT.search(words))]
    return 10_000 if (units[0] if units else unit_before(document, table)) == "万元" else 1


def unit_before(document: Document, table: Table) -> str | None:
    """Give the unit that the line before a table states (单位：万元)."""
    before = document.compact.text[: document.compact.position(table.span.start)][-60:]
    match = _UNIT.search(before.rstrip("\n").rsplit("\n", 1)[-1])
    return match[1] if match else None
