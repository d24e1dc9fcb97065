"""Segments on pages become lines, columns, tables over pages."""

from collections.abc import Sequence

import pytest

from pipeline.model.document import Kind
from pipeline.parsing.pages import Pages, Printed
from pipeline.parsing.pdf_tables import FilledCell, FilledTable, find_tables
from pipeline.parsing.segments import Segment, printed_lines


def segment(text: str, x: float, y: float, width: float | None = None) -> Segment:
    """Put words of size 10 on a page."""
    return Segment(((text, None),), (x, y, x + (10 * len(text) if width is None else width), y + 10), 10)


def texts(lines: Sequence[Sequence[Segment]]) -> list[str]:
    """Give the words of lines, their segments parted by |."""
    return ["|".join(item.text for item in line) for line in lines]


TWO_COLUMNS = [
    segment(f"{side}栏第{row}行文字占满一整栏的宽度了", x, 100 + 15 * row, 170)
    for row in range(8)
    for side, x in (("左", 50), ("右", 250))
]


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    """A gutter with full rows on either side parts two columns."""
    lines = texts(printed_lines(TWO_COLUMNS, drawn_in_order=False))

    assert [line[0] for line in lines] == ["左"] * 8 + ["右"] * 8


def test_text_over_both_columns_is_read_between() -> None:
    """A heading across the page ends the columns above it."""
    below = segment("跨越两栏的一个很长的标题行文字" * 2, 50, 300, 370)
    lines = texts(printed_lines([*TWO_COLUMNS, below], drawn_in_order=False))

    assert lines[-1].startswith("跨越")


def test_signature_block_is_no_pair_of_columns() -> None:
    """Few short rows side by side are read row by row."""
    rows = [("甲方：云岫科技有限公司", "乙方：澜山信息有限公司"), ("（盖章）", "（盖章）"), ("日期：", "日期：")]
    segments = [
        segment(words, x, 600 + 20 * i) for i, row in enumerate(rows) for words, x in zip(row, (60, 320), strict=True)
    ]

    assert texts(printed_lines(segments, drawn_in_order=False)) == ["|".join(row) for row in rows]


def test_value_drawn_last_is_put_behind_its_label() -> None:
    """A form filled in draws its values after the page."""
    segments = [segment("甲方：", 60, 100), segment("乙方：", 60, 120), segment("云岫科技", 95, 100)]

    assert texts(printed_lines(segments, drawn_in_order=True)) == ["甲方：|云岫科技", "乙方："]


def test_box_beside_the_text_stays_together() -> None:
    """What an author drew in turn is read in turn."""
    left = [segment(f"正文第{row}行", 60, 100 + 15 * row) for row in range(5)]
    box = [segment(f"边栏{row}", 300, 100 + 15 * row) for row in range(5)]

    assert texts(printed_lines([*left, *box], drawn_in_order=True)) == [item.text for item in (*left, *box)]


def table(rows: Sequence[Sequence[str]], top: float = 100) -> FilledTable:
    """Fill a ruled table of 100 points a column and 20 a row; a None covers the cell above it."""
    cells = [
        FilledCell(
            i, j, 1, 1, (100.0 * j, top + 20 * i, 100.0 * j + 100, top + 20 * i + 20), ((words, None),) if words else ()
        )
        for i, row in enumerate(rows)
        for j, words in enumerate(row)
    ]
    width = 100.0 * len(rows[0])
    return FilledTable(
        (0, top, width, top + 20 * len(rows)), tuple(100.0 * j for j in range(len(rows[0]) + 1)), tuple(cells)
    )


def blocks(*pages: Printed) -> list[tuple[Kind, str]]:
    """Read pages and give the blocks."""
    collected = Pages(len(pages))
    for page in pages:
        collected.add(page)
    return [(block.kind, block.text) for block in collected.blocks()]


def small(text: str, y: float) -> Segment:
    """Put words of size 7 at the foot of a page."""
    return Segment(((text, None),), (60, y, 60 + 7 * len(text), y + 7), 7)


def test_footnotes_stand_behind_the_text() -> None:
    """A sentence that runs over the page break is not cut by the notes between."""
    words = "甲方应当在收到乙方开具的合法有效的增值税专用发票之后的三十个工作日之内向乙方"
    top = [segment(words, 60, 100 + 20 * row) for row in range(4)]
    notes = [small("① 指依法开具的发票，", 700), small("不含收据。", 710), small("② 法定节假日除外。", 720)]
    first = Printed(1, 800, [*top, *notes])
    second = Printed(2, 800, [segment("支付全部服务费用。", 60, 100)])
    found = [text for _, text in blocks(first, second)]

    assert found[0].endswith("向乙方支付全部服务费用。")
    assert found[1:] == ["① 指依法开具的发票，不含收据。", "② 法定节假日除外。"]


def test_small_print_without_marks_is_text() -> None:
    """Small lines at the foot that bear no mark are no notes."""
    lines = [segment(f"第{row}条 文字。", 60, 100 + 20 * row) for row in range(4)]
    found = [
        text
        for _, text in blocks(Printed(1, 800, [*lines, small("本页以下无正文。", 700), segment("末行。", 60, 720)]))
    ]

    assert found[-2:] == ["本页以下无正文。", "末行。"]


HEAD = ["违约情形", "违约金"]


def test_table_goes_on_over_the_page_break() -> None:
    """The rows of both pages belong to one table, numbered on; the repeated head is set apart."""
    first = Printed(1, 800, (), (table([HEAD, ["逾期付款", "每日千分之一。"]]),))
    second = Printed(2, 800, (), (table([HEAD, ["逾期交货", "每日千分之二。"]]),))
    collected = Pages(2)
    for page in (first, second):
        collected.add(page)
    rows = [block for block in collected.blocks() if block.kind is Kind.ROW]

    assert [block.text for block in rows] == [
        "违约情形\t违约金",
        "逾期付款\t每日千分之一。",
        "逾期交货\t每日千分之二。",
    ]
    assert [(run.place.cell.table, run.place.cell.row) for block in rows for run in block.runs[:1] if run.place.cell] == [
        (0, 0), (0, 1), (0, 2),
    ]  # fmt: skip


def test_table_behind_a_numbered_heading_at_the_edge_of_a_page_is_another_one() -> None:
    """A heading may stand where running heads do; the head of the table below it is no repetition."""
    first = Printed(1, 800, (), (table([HEAD, ["逾期付款", "每日千分之一。"]]),))
    second = Printed(2, 800, (segment("5.2 交货类违约", 60, 40),), (table([HEAD, ["逾期交货", "每日千分之二。"]]),))

    assert [text for kind, text in blocks(first, second) if kind is Kind.ROW].count("违约情形\t违约金") == 2


def test_repeated_head_is_kept_as_furniture() -> None:
    """Nothing is lost."""
    pages = [Printed(n, 800, (), (table([HEAD, [f"情形{n}", "一万元。"]]),)) for n in (1, 2)]

    assert (Kind.FURNITURE, "违约情形\t违约金") in blocks(*pages)


def test_row_cut_by_the_page_break_is_joined() -> None:
    """The rest of a row goes to the cell whose sentence it ends."""
    first = Printed(1, 800, (), (table([HEAD, ["逾期付款", "每逾期一日按"]]),))
    second = Printed(2, 800, (), (table([["", "千分之一支付。"], ["逾期交货", "同上。"]]),))

    assert (Kind.ROW, "逾期付款\t每逾期一日按千分之一支付。") in blocks(first, second)


def test_row_under_a_merged_cell_is_no_rest() -> None:
    """An empty first cell below an empty one stands for the merged cell above."""
    first = Printed(1, 800, (), (table([HEAD, ["一类", "甲情形"], ["", "乙情形"]]),))
    second = Printed(2, 800, (), (table([["", "丙情形"], ["二类", "丁情形"]]),))

    assert (Kind.ROW, "\t丙情形") in blocks(first, second)


@pytest.mark.parametrize("between", ["第三条 另有约定的除外。"])
def test_text_between_two_tables_parts_them(between: str) -> None:
    """Tables with the same columns are two when something stands between them."""
    first = Printed(1, 800, (segment(between, 60, 300),), (table([HEAD, ["甲", "乙"]]),))
    second = Printed(2, 800, (), (table([HEAD, ["丙", "丁"]]),))

    assert [text for kind, text in blocks(first, second) if kind is Kind.ROW].count("违约情形\t违约金") == 2


def test_merged_cell_knows_what_it_covers() -> None:
    """A cell over two rows and one over two columns say so."""
    horizontal = [(0, 0, 200, 0), (100, 20, 200, 20), (0, 40, 200, 40), (0, 60, 200, 60)]
    vertical = [(0, 0, 0, 60), (100, 0, 100, 40), (200, 0, 200, 60)]
    (found,) = find_tables(
        [(float(a), float(b), float(c), float(d)) for a, b, c, d in horizontal],
        [(float(a), float(b), float(c), float(d)) for a, b, c, d in vertical],
        lambda _box: (("字", None),),
    )

    assert [(cell.row, cell.column, cell.rows, cell.columns) for cell in found.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 2),
    ]  # fmt: skip
