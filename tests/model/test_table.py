"""Tables as grids: merged cells, blanks, several tables."""

from pipeline.clauses import build
from pipeline.model.document import Block, Document, Kind, Parsed, Run, TextSource
from pipeline.model.span import Cell, Place


def document(*rows: tuple[tuple[str, Cell], ...]) -> Document:
    """Lay out rows of cells after a paragraph."""
    blocks = [Block(Kind.PARAGRAPH, (Run("第一条 见下表。"),))]
    blocks += [Block(Kind.ROW, tuple(Run(words, Place(cell=cell)) for words, cell in row)) for row in rows]
    return build(Parsed("text/plain", TextSource.TEXT, tuple(blocks)), "x")


def grid(found: Document, table: int = 0) -> list[list[str]]:
    """Give the words of a table place by place."""
    one = found.tables[table]
    return [[found.text[s.start : s.end] if s else "" for s in one.row(row)] for row in range(one.rows)]


def test_cells_stand_in_their_places() -> None:
    """Rows and columns are those of the reader."""
    found = document(
        (("违约情形", Cell(0, 0, 0)), ("违约金", Cell(0, 0, 1))), (("逾期", Cell(0, 1, 0)), ("1%", Cell(0, 1, 1)))
    )

    assert grid(found) == [["违约情形", "违约金"], ["逾期", "1%"]]


def test_cell_under_a_vertical_merge_inherits() -> None:
    """A merged cell stands for every row it covers."""
    found = document(
        (("一类", Cell(0, 0, 0, rows=2)), ("甲", Cell(0, 0, 1))), (("", Cell(0, 1, 0)), ("乙", Cell(0, 1, 1)))
    )

    assert grid(found) == [["一类", "甲"], ["一类", "乙"]]


def test_cell_over_two_columns_stands_in_both() -> None:
    """A heading across columns belongs to each."""
    found = document((("罚则", Cell(0, 0, 0, columns=2)),), (("甲", Cell(0, 1, 0)), ("乙", Cell(0, 1, 1))))

    assert grid(found) == [["罚则", "罚则"], ["甲", "乙"]]


def test_blank_cell_stays_blank() -> None:
    """A blank that no merge covers inherits nothing."""
    found = document((("一类", Cell(0, 0, 0)), ("甲", Cell(0, 0, 1))), (("", Cell(0, 1, 0)), ("乙", Cell(0, 1, 1))))

    assert grid(found) == [["一类", "甲"], ["", "乙"]]


def test_cell_of_several_pieces_is_one() -> None:
    """Marked words inside a cell do not cut it."""
    found = document((("甲", Cell(0, 0, 0)), ("方", Cell(0, 0, 0)), ("乙", Cell(0, 0, 1))))

    assert grid(found) == [["甲方", "乙"]]


def test_two_tables_are_two() -> None:
    """Each table has its own grid."""
    found = document((("甲", Cell(0, 0, 0)),), (("乙", Cell(1, 0, 0)),))

    assert [grid(found, n) for n in (0, 1)] == [[["甲"]], [["乙"]]]
