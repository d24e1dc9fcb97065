"""What one document may hold: above these it is refused before the work is done, with the figure and the limit.

Each limit lies far above real agreements (300 pages: 9,000 paragraphs and 400,000 characters; a price list of 60,000
cells) and where reading still ends within half a minute and a gigabyte and a half.
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.errors import TooLarge
from pipeline.model.document import Block, Kind

MEMBERS = 10_000
"""Parts of a Word package."""
XML_BYTES = 200 * 1024 * 1024
"""Bytes of one part of XML."""
MARKUP = 5_000_000
"""Signs < and = in one part of XML: a bound of its elements and attributes, which take 200 bytes of memory each."""
PARAGRAPHS = 200_000
"""Paragraphs of a document, those in cells included."""
COLUMNS = 1_000
"""Columns of a table; Word itself writes 63 at most."""
PLACES = 1_000_000
"""Places of all grids of a document, rows times columns; a merged cell stands at each place that it covers."""
CHARACTERS = 3_000_000
"""Characters of a document."""
LINE = 500_000
"""Characters of one paragraph or table row."""


def check_count(count: int, limit: int, zh: str, en: str) -> None:
    """Raise TooLarge for a count above a limit; `zh` and `en` name what was counted."""
    if count > limit:
        raise TooLarge(
            f"{zh}达 {count:,}，超过上限 {limit:,}，未读取；请拆分文件",
            f"{count:,} {en}, above the limit of {limit:,}: not read; split the file",
        )


def check_size(blocks: Sequence[Block]) -> int:
    """Give the number of characters of blocks. Raises TooLarge for too many, in all or in one block, and for large grids."""
    lengths = [sum(len(run.text) for run in block.runs) for block in blocks]
    check_count(max(lengths, default=0), LINE, "单个段落的字符数", "characters in one paragraph")
    check_count(sum(lengths), CHARACTERS, "字符数", "characters")
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for block in blocks:
        cell = block.runs[-1].place.cell if block.kind is Kind.ROW and block.runs else None
        if cell is not None:
            rows[cell.table] += 1
            columns[cell.table] = max(columns[cell.table], cell.column + cell.columns)
    check_count(max(columns.values(), default=0), COLUMNS, "表格列数", "columns in a table")
    check_count(sum(rows[table] * columns[table] for table in rows), PLACES, "表格的格数", "places in tables")
    return sum(lengths)
