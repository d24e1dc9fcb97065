"""Tables of two languages side by side are told from lists of words and of goods."""

import pytest

from pipeline.model.document import Kind, Source
from pipeline.parsing import parse
from pipeline.parsing.bilingual import is_said_twice

LONG = ("本协议自双方签字盖章之日起生效，有效期为两年。", "This Agreement shall take effect on the date of signature.")
SWAPPED = LONG[::-1]
TABLES = [
    ([LONG, ("第二条 保密", "Article 2 Confidentiality"), LONG], True),
    ([SWAPPED, SWAPPED], True),
    ([("中文", "English"), LONG, LONG], True),
    ([LONG], False),
    ([("服务", "Services"), ("产品", "Products"), ("期限", "Term")], False),
    ([("设备名称", "规格"), ("检测仪器", "Dell R750 server"), ("服务器", "HP Gen10 plus")], False),
    ([("甲方", "澜州云杉有限公司"), ("地址", "澜州市杉木路8号")], False),
    ([(*LONG, "备注"), (*LONG, "备注")], False),
    ([LONG, SWAPPED, LONG, SWAPPED], False),
    ([], False),
]


@pytest.mark.parametrize(("rows", "expected"), TABLES)
def test_is_said_twice(rows: list[tuple[str, ...]], expected: bool) -> None:
    """Chinese sentences on one side, English ones on the other, row by row."""
    assert is_said_twice(rows) is expected


def test_rows_become_paragraphs() -> None:
    """Cells follow one another in the order of the row; other tables stay tables."""
    text = f"| 中文 | English |\n|---|---|\n| {LONG[0]} | {LONG[1]} |\n| {LONG[0]} | {LONG[1]} |\n\n清单：\n\n| 名称 | 数量 |\n|---|---|\n| 水泵 | 2 |\n"
    blocks = parse(Source("协议.md", text.encode(), "")).blocks

    assert [block.text for block in blocks if block.kind is Kind.PARAGRAPH] == [
        "中文",
        "English",
        *LONG,
        *LONG,
        "清单：",
    ]
    assert [block.text for block in blocks if block.kind is Kind.ROW] == ["名称\t数量", "水泵\t2"]
