"""Our own agreements printed in traditional characters give the values they give in simplified ones."""

import json
from pathlib import Path

import pytest

from pipeline import extraction
from pipeline.clauses import build
from pipeline.model.document import Source
from pipeline.parsing import parse
from pipeline.parsing.text import decode
from pipeline.zh.traditional import simplified

CORPUS = Path(__file__).parents[2] / "corpus"
SPLIT = json.loads((CORPUS / "split.json").read_text(encoding="utf-8"))
TEXTS = [
    path
    for path in sorted((CORPUS / "agreements").iterdir())
    if path.suffix in (".txt", ".md") and path.stem.rsplit("-", 1)[0] in (*SPLIT["exact"], *SPLIT["dev"])
]
PLAN = extraction.load()
TRADITIONAL = str.maketrans(
    "协议约签双违终续长为后应须当权责义条无满间业务术机书项总额费偿价币圆万个证资产让转买卖货运达单贰陆仅据与诉讼选择实际赔损关发内区国现场门户过从东请给记录标准备设计划变动类监护",
    "協議約簽雙違終續長為後應須當權責義條無滿間業務術機書項總額費償價幣圓萬個證資產讓轉買賣貨運達單貳陸僅據與訴訟選擇實際賠損關發內區國現場門戶過從東請給記錄標準備設計劃變動類監護",
)


def values(text: str, name: str) -> dict[str, list[str]]:
    """Give the values of every field, in simplified characters."""
    record = extraction.extract(build(parse(Source(name, text.encode(), "")), "test"), PLAN, strict=True)
    return {
        field: [simplified(f"國{finding.value}")[1:] for finding in found] for field, found in record.fields.items()
    }


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_same_values(path: Path) -> None:
    """No field loses a value or finds another one."""
    text = decode(path.read_bytes())
    assert values(text.translate(TRADITIONAL), path.name) == values(text, path.name)
