"""Bare figures in the money columns of tables: 单价（元）, 金额 under 单位：万元, with what their row and column say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.table_totals import head_over, unit_before
from pipeline.model.document import Document
from pipeline.model.span import Span
from pipeline.model.table import Table
from pipeline.zh.money import Money, parse_money

_UNIT = re.compile(
    r"(?:\(|/|:|,|\b|[价额费金款计薪资])(?:人民币)?(?P<unit>万?(?:元|美元|欧元|港元|港币)|RMB|CNY|USD|EUR|HKD)(?![\u4e00-\u9fff])"
)
_NAMED = re.compile(
    r"单价|总价|合价|价款|金额|小计|合计|费用|[费租薪]$|租金|押金|保证金|货款|违约金|罚款|工资|出资|价格|预算|报酬"
)
_NOT = re.compile(r"数量|比例|占比|税率|面积|期限|日期|%|序号|编号|型号|规格|时数|人数|年限|折扣|(?:数|量|率|号|比)$")
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,12})(?:\.\d{1,4})?")
_PLACE = re.compile(
    r"\([^()]{0,20}\)|[/:,]?(?:单位:?)?(?:人民币)?万?[元¥].{0,20}$|[/:,]?(?:RMB|CNY|USD|EUR|HKD).{0,12}$"
)
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class CellSum:
    """A figure of a table as money, what it is for, and where it and the head of its column stand."""

    money: Money
    what: str | None
    spans: tuple[Span, ...]


def table_sums(document: Document) -> Iterator[CellSum]:
    """Yield the figures of columns of money whose unit is printed: in their head, or in the line over the table."""
    for table in document.tables:
        line = unit_before(document, table)
        heads = [head_over(document, table, column, table.rows) for column in range(table.columns)]
        units = [_unit(head, line) for head in heads]
        for row in range(1, table.rows):
            for column, unit in enumerate(units):
                span = table.at(row, column)
                if unit and span and table.at(row - 1, column) != span:
                    yield from _sum(document, table, (row, column), unit)


def _unit(head: str, line: str | None) -> str | None:
    """Give the unit of a column of money, None for any other column."""
    if _NOT.search(re.sub(r"\([^()]*\)", "", head)):
        return None
    own = _UNIT.search(head)
    return own["unit"] if own else line if line and _NAMED.search(head) else None


def _sum(document: Document, table: Table, at: tuple[int, int], unit: str) -> Iterator[CellSum]:
    span, above = table.at(*at), table.at(0, at[1])
    words = document.compact_text(span) if span else ""
    if span is None or not _NUMBER.fullmatch(words):
        return
    money = parse_money(f"{unit} {words}" if unit.isascii() else words + unit)
    if money and money.amount:
        yield CellSum(money, _what(document, table, at), (span, above) if above else (span,))


def _what(document: Document, table: Table, at: tuple[int, int]) -> str | None:
    """Say what a figure is for: the first words of its row and the head of its column (水泵 单价), or one of them."""
    row, column = at
    cells = [document.compact_text(span) for span in table.row(row) if span]
    label = next((words for words in cells if _WORDS.search(words)), "")[:_LONGEST]
    above = dict.fromkeys(table.at(first, column) for first in range(min(2, row)))
    heads = [document.compact_text(span) for span in above if span]
    name = "".join(_PLACE.sub("", head) for head in heads if not _NUMBER.fullmatch(head))[:_LONGEST]
    return label if label and _NAMED.search(label) else f"{label} {name}".strip() or None
