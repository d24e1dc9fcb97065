"""Agreements in Chinese and English: the Chinese text gives the values in every layout, the English twin gives no second ones."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import docx
import pytest

from extractors.fields import FIELDS
from pipeline.clauses import build
from pipeline.extraction import Plan, extract
from pipeline.model.document import Source
from pipeline.model.record import AgreementRecord
from pipeline.parsing import parse

HEAD = [
    ("独家经销协议", "EXCLUSIVE DISTRIBUTION AGREEMENT"),
    ("合同编号：ED-2024-017", "Contract No.: ED-2024-017"),
    ("甲方：澜州云杉精密仪器有限公司", "Party A: Lanzhou Yunshan Precision Instruments Co., Ltd."),
    ("地址：澜州市滨江区杉木路8号", "Address: No. 8 Shanmu Road, Binjiang District, Lanzhou"),
    ("乙方：北辰砂岩贸易有限公司", "Party B: Beichen Shayan Trading Co., Ltd."),
    ("地址：北辰市东港路21号", "Address: No. 21 Donggang Road, Beichen"),
    ("本协议由双方于2024年3月1日签订。", "This Agreement is entered into by the Parties on March 1, 2024."),
]
BODY = [
    ("第一条 定义", "Article 1 Definitions"),
    ("“产品”是指附件一所列的检测仪器。", '"Products" means the testing instruments listed in Annex 1.'),
    ("第二条 期限", "Article 2 Term"),
    (
        "本协议自2024年3月1日起生效，有效期至2026年2月28日。",
        "This Agreement shall take effect on March 1, 2024 and remain valid until February 28, 2026.",
    ),
    (
        "期满前三十日任何一方未书面提出异议的，本协议自动续展一年。",
        "Unless either Party objects in writing thirty (30) days prior to expiry, this Agreement shall be automatically renewed for one year.",
    ),
    ("第三条 价格", "Article 3 Price"),
    ("合同总价为美元250,000元。", "The total contract price is USD 250,000."),
    ("乙方应支付履约保证金美元10,000元。", "Party B shall pay a performance deposit of USD 10,000."),
    ("第四条 违约责任", "Article 4 Liability for Breach"),
    (
        "甲方逾期交货的，每逾期一日应向乙方支付合同总价0.1%的违约金。",
        "If Party A delays delivery, Party A shall pay Party B liquidated damages of 0.1% of the total contract price per day of delay.",
    ),
    (
        "任何一方在本协议项下的累计赔偿责任不超过美元100,000元。",
        "The aggregate liability of either Party under this Agreement shall not exceed USD 100,000.",
    ),
    ("第五条 保密", "Article 5 Confidentiality"),
    (
        "保密义务在本协议终止后三年内继续有效。",
        "The confidentiality obligations shall survive for three (3) years after termination of this Agreement.",
    ),
    ("第六条 终止", "Article 6 Termination"),
    (
        "任何一方可提前六十日书面通知对方终止本协议。",
        "Either Party may terminate this Agreement by giving the other Party sixty (60) days' prior written notice.",
    ),
    ("第七条 不可抗力", "Article 7 Force Majeure"),
    (
        "受不可抗力影响的一方应在事件发生后十五日内通知对方；不可抗力持续超过九十日的，任何一方可终止本协议。",
        "The affected Party shall notify the other Party within fifteen (15) days; if Force Majeure continues for more than ninety (90) days, either Party may terminate this Agreement.",
    ),
    ("第八条 适用法律与争议解决", "Article 8 Governing Law and Dispute Resolution"),
    (
        "本协议适用中华人民共和国法律。",
        "This Agreement shall be governed by the laws of the People's Republic of China.",
    ),
    (
        "因本协议引起的争议，双方应协商解决；协商不成的，提交中国国际经济贸易仲裁委员会在上海仲裁。",
        "Any dispute arising from this Agreement shall be settled through negotiation; failing which, it shall be submitted to China International Economic and Trade Arbitration Commission for arbitration in Shanghai.",
    ),
    ("第九条 其他", "Article 9 Miscellaneous"),
    (
        "本协议以中英文书就，两种文本不一致时以中文为准。违反第五条的，按第四条处理。",
        "This Agreement is made in Chinese and English; the Chinese text shall prevail. Breach of Article 5 is dealt with under Article 4.",
    ),
    ("附件一 产品清单", "Annex 1 List of Products"),
]
FOOT = [
    ("甲方（盖章）：", "Party A (Seal):"),
    ("日期：2024年3月1日", "Date: March 1, 2024"),
    ("乙方（盖章）：", "Party B (Seal):"),
    ("日期：2024年3月1日", "Date: March 1, 2024"),
]
PAIRS = HEAD + BODY + FOOT


def clauses() -> Iterator[tuple[list[str], list[str]]]:
    """Yield the lines of each clause in Chinese and in English."""
    heads = [index for index, (chinese, _) in enumerate(BODY) if chinese.startswith(("第", "附件"))]
    for start, end in zip(heads, [*heads[1:], len(BODY)], strict=True):
        yield [chinese for chinese, _ in BODY[start:end]], [english for _, english in BODY[start:end]]


def lines() -> bytes:
    """Each line followed by its English twin."""
    return "\n".join(f"{chinese}\n{english}" for chinese, english in PAIRS).encode()


def english_first() -> bytes:
    """Each line behind its English twin."""
    return "\n".join(f"{english}\n{chinese}" for chinese, english in PAIRS).encode()


def paragraphs() -> bytes:
    """Each clause in Chinese, then the whole of it in English."""
    head = [words for pair in HEAD for words in pair]
    body = [words for pair in clauses() for words in (*pair[0], *pair[1])]
    return "\n".join([*head, *body, *(f"{chinese} {english}" for chinese, english in FOOT)]).encode()


def columns() -> bytes:
    """Write a Markdown table of two columns, a line a row."""
    head = "\n".join(f"{chinese}\n{english}" for chinese, english in HEAD[:2])
    rows = "\n".join(f"| {chinese} | {english} |" for chinese, english in HEAD[2:] + BODY)
    foot = "\n".join(f"{chinese} {english}" for chinese, english in FOOT)
    return f"{head}\n\n| 中文 | English |\n|---|---|\n{rows}\n\n{foot}".encode()


def word_columns(rows: list[tuple[list[str], list[str]]], *, swapped: bool = False) -> bytes:
    """Make a Word table of two columns."""
    file = docx.Document()
    for pair in HEAD:
        for words in pair:
            file.add_paragraph(words)
    table = file.add_table(len(rows), 2)
    for row, pair in zip(table.rows, rows, strict=True):
        for cell, paragraphs in zip(row.cells, reversed(pair) if swapped else pair, strict=True):
            cell.paragraphs[0].text = paragraphs[0]
            for words in paragraphs[1:]:
                cell.add_paragraph(words)
    for chinese, english in FOOT:
        file.add_paragraph(f"{chinese} {english}")
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def word_lines() -> bytes:
    """Give each line a row."""
    return word_columns([([chinese], [english]) for chinese, english in BODY])


def word_clauses() -> bytes:
    """Give each clause a row, several paragraphs in a cell."""
    return word_columns(list(clauses()))


def word_swapped() -> bytes:
    """Do the same with English on the left."""
    return word_columns(list(clauses()), swapped=True)


def record(data: bytes) -> AgreementRecord:
    """Read an agreement as the command would."""
    return extract(build(parse(Source("协议.md", data, "")), "test"), Plan(FIELDS), strict=True)


def values(read: AgreementRecord, field: str, *names: str) -> list[Any]:
    """Give the values of a field, or some of their parts."""
    found = [finding.value for finding in read.fields[field]]
    return [tuple(getattr(value, name) for name in names) for value in found] if names else found


FIELDS_OF = [
    ("parties", ("role", "name"), [("甲方", "澜州云杉精密仪器有限公司"), ("乙方", "北辰砂岩贸易有限公司")]),
    ("signing_date", (), [date(2024, 3, 1)]),
    ("effective", ("date",), [(date(2024, 3, 1),)]),
    ("term", ("start", "end"), [(date(2024, 3, 1), date(2026, 2, 28))]),
    ("expiry_date", (), [date(2026, 2, 28)]),
    ("renewal", ("kind", "length", "notice"), [("automatic_renewal", "P1Y", "P30D")]),
    ("liability_caps", ("protects", "amount", "currency"), [("both", Decimal(100000), "USD")]),
    ("governing_law", (), ["中华人民共和国法律"]),
    ("termination", ("by", "ground", "notice"), [("either", "convenience", "P60D"), ("either", "force_majeure", None)]),
    ("liquidated_damages", ("payer", "payee", "rate"), [("甲方", "乙方", "0.1%/day")]),
    ("dispute_resolution", ("method", "forum", "seat"), [("arbitration", "中国国际经济贸易仲裁委员会", "上海")]),
    ("annexes", ("label", "title"), [("附件一", "产品清单")]),
    ("confidentiality", ("duration", "survives_termination"), [("P3Y", True)]),
    ("force_majeure", ("notice", "termination_after"), [("P15D", "P90D")]),
    ("total_amount", ("amount", "currency"), [(Decimal(250000), "USD")]),
    ("amounts", ("amount", "what"), [(Decimal(250000), "合同总价"), (Decimal(10000), "履约保证金"), (Decimal(100000), "累计赔偿责任")]),
]  # fmt: skip
LAYOUTS = {layout: record(layout()) for layout in (lines, english_first, paragraphs, columns, word_lines, word_clauses, word_swapped)}  # fmt: skip


@pytest.mark.parametrize(("field", "names", "expected"), FIELDS_OF, ids=[field for field, _, _ in FIELDS_OF])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_values(layout: Callable[[], bytes], field: str, names: tuple[str, ...], expected: list[Any]) -> None:
    """Every layout gives each value once, from the Chinese text."""
    assert values(LAYOUTS[layout], field, *names) == expected


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_evidence(layout: Callable[[], bytes]) -> None:
    """Quotes are Chinese, in the clauses that hold them."""
    fields = LAYOUTS[layout].fields
    held = {name: fields[name][0].evidence[0] for name, *_ in FIELDS_OF if name != "signing_date"}

    assert all(any("\u4e00" <= character <= "\u9fff" for character in quote.quote) for quote in held.values())
    assert held["total_amount"].clause == "第三条"
    assert held["confidentiality"].clause == "第五条"
    assert held["governing_law"].clause == "第八条"
