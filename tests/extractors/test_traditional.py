"""Every field reads agreements in traditional characters; values and quotes stay as printed."""

from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from extractors.fields import FIELDS
from pipeline.extraction import Plan, extract
from tests.builders import document
from tests.extractors.helpers import findings

FIELD = {each.field: each for each in FIELDS}
PARTIES = "甲方：維港資訊科技有限公司（「客戶」）\n乙方：啟德管理顧問有限公司（「顧問」）\n"

CASES: list[tuple[str, str, Any]] = [
    ("title", "不動產租賃契約書\n出租人：港灣建設股份有限公司\n承租人：鼎豐貿易股份有限公司\n", "不動產租賃契約書"),
    ("title", "顧問服務協議\n" + PARTIES, "顧問服務協議"),
    ("contract_number", "合約編號：採字第113-0088號", "採字第113-0088號"),
    ("parties", "顧問服務協議\n" + PARTIES, {"role": "甲方", "name": "維港資訊科技有限公司", "short_names": ("客戶",)}),
    ("parties", "出租人：港灣建設股份有限公司\n法定代理人：某甲\n電話：0539-5550101\n承租人：鼎豐行\n", {"role": "出租人", "name": "港灣建設股份有限公司", "legal_representative": "某甲", "phone": "0539-5550101"}),
    ("parties", "委託加工合約書\n立約人：永利紡織股份有限公司（以下簡稱甲方）\n大昌製衣有限公司（以下簡稱乙方）\n", {"role": "甲方", "name": "永利紡織股份有限公司"}),
    ("signing_date", "本協議由以下雙方於二〇二四年三月一日簽訂：\n" + PARTIES, date(2024, 3, 1)),
    ("signing_date", "採購合約\n" + PARTIES + "第一條　標的\n水泵十臺。\n甲方：維港（蓋章）\n乙方：啟德（蓋章）\n中　華　民　國　113　年　4　月　1　日", date(2024, 4, 1)),
    ("effective", "本合約自中華民國113年4月1日起生效。", {"date": date(2024, 4, 1), "condition": "本合約自中華民國113年4月1日起生效"}),
    ("term", "本契約自簽訂之日起生效，有效期間為三年。", {"duration": "P3Y"}),
    ("term", "本合約有效期自中華民國113年1月1日起至中華民國115年12月31日止。", {"start": date(2024, 1, 1), "end": date(2026, 12, 31)}),
    ("expiry_date", "租賃期間自民國一一三年五月一日起至一一六年四月三十日止，共計三年。", date(2027, 4, 30)),
    ("renewal", "合約期滿前三十日，任一方未以書面表示不續約者，本合約自動續約一年。", {"kind": "automatic_renewal", "length": "P1Y", "notice": "P30D"}),
    ("renewal", "期滿如需續約，應於屆滿前二個月由雙方另行議定。", {"kind": "by_agreement"}),
    ("governing_law", "本協議受香港特別行政區法律管轄，並按其解釋。", "香港特別行政區法律"),
    ("governing_law", "本契約之解釋與適用，以中華人民共和國法律為準據法。", "中華人民共和國法律"),
    ("dispute_resolution", "因本協議引起的任何爭議，應提交香港國際仲裁中心仲裁，仲裁地為香港。", {"method": "arbitration", "forum": "香港國際仲裁中心", "seat": "香港"}),
    ("dispute_resolution", "因本契約涉訟時，雙方同意以瀾州市人民法院為第一審管轄法院。", {"method": "litigation", "forum": "瀾州市人民法院"}),
    ("total_amount", "本合約總價金為新臺幣參佰貳拾萬元整（含稅）。", {"amount": Decimal(3200000), "currency": "TWD"}),
    ("total_amount", "服務費總額為港幣1,200,000元正。", {"amount": Decimal(1200000), "currency": "HKD"}),
    ("amounts", "乙方應提交履約保證金新臺幣100,000元，於契約屆滿後無息返還。", {"amount": Decimal(100000), "currency": "TWD", "what": "履約保證金"}),
    ("amounts", "| 課程 | 單價（元） |\n|---|---|\n| 溝通與衝突 | 18,000 |\n", {"amount": Decimal(18000), "what": "溝通與衝突 單價"}),
    ("confidentiality", "雙方應於本契約終止後五年內對他方之營業秘密負保密義務。", {"duration": "P5Y", "survives_termination": True}),
    ("confidentiality", "保密期間自揭露之日起算三年。", {"duration": "P3Y"}),
    ("confidentiality", "本條保密義務不因本合約終止或解除而失效。", {"duration": None, "survives_termination": True}),
    ("force_majeure", "因不可抗力致不能履行契約者，應於事件發生後七日內以書面通知他方；事件持續逾九十日者，任一方得終止契約。", {"notice": "P7D", "termination_after": "P90D"}),
    ("force_majeure", "遇有天災、戰爭、罷工等不可抗力，受影響一方應於48小時內通知對方。", {"notice": "PT48H"}),
    ("liquidated_damages", "乙方逾期交貨者，每逾一日應按契約總價千分之一給付甲方違約金。", {"payer": "乙方", "payee": "甲方", "rate": "0.1%/day", "base": "契約總價"}),
    ("liquidated_damages", "乙方違反保密義務者，應給付甲方懲罰性違約金新臺幣壹佰萬元。", {"payer": "乙方", "amount": Decimal(1000000), "currency": "TWD"}),
    ("liability_caps", "乙方之賠償責任以甲方已給付之服務費總額為上限。", {"protects": "乙方", "base": "甲方已給付之服務費總額"}),
    ("liability_caps", "任何一方在本協議下的責任總額不超過港幣500,000元。", {"protects": "both", "amount": Decimal(500000), "currency": "HKD"}),
    ("termination", "任一方得於三十日前以書面通知他方終止本契約。", {"by": "either", "ground": "convenience", "notice": "P30D"}),
    ("termination", "乙方有下列情形之一者，甲方得逕行終止契約：\n一、受破產宣告者。\n二、違反本契約經催告後十日內未改善者。", {"by": "甲方", "ground": "insolvency"}),
    ("termination", "出租人得提前兩個月書面通知承租人解除租約。", {"by": "出租人", "ground": "convenience", "notice": "P2M"}),
    ("definitions", "「機密資訊」係指任一方以書面揭露之技術及營業資料。", {"term": "機密資訊"}),
    ("annexes", "本協議包括下列附件：\n附件一：服務內容\n", {"label": "附件一", "title": "服務內容"}),
    ("cross_references", "第一條　標的\n依第二條辦理。\n第二條　價金\n另議。\n", {"from_": "第一條", "to": "第二條", "exists": True}),
    ("cross_references", "第一條　標的\n一、設備十臺。\n二、依第二條付款。\n第二條　價金\n另議。\n", {"from_": "第一條二", "to": "第二條"}),
    ("clause_types", "第三條　智慧財產權\n歸甲方。\n第四條　通知送達\n書面。", {"clause": "第三條", "type": "intellectual_property"}),
    ("clause_types", "第一條　準據法\n適用中國法。\n第二條　違約責任\n違約金五千元。", {"clause": "第一條", "type": "governing_law"}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "expected"), CASES)
def test_fields(field: str, text: str, expected: Any) -> None:
    """The first value of the field has the parts named, in the characters of the agreement."""
    value = findings(text, FIELD[field])[0].value
    assert (asdict(value) | {} if is_dataclass(value) and not isinstance(value, type) else value) == (
        asdict(value) | expected if isinstance(expected, dict) else expected
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("term", "雙方合作以來，已歷三年。"),
        ("liability_caps", "保險金額不低於新臺幣五百萬元。"),
        ("total_amount", "每月租金為新臺幣30,000元。"),
        ("dispute_resolution", "乙方應提供法院判決書影本。"),
        ("confidentiality", "資料保存期間為五年。"),
        ("governing_law", "乙方應遵守中國法律。"),
    ],
)
def test_other_things(field: str, text: str) -> None:
    """What is no value in simplified characters is none in traditional ones."""
    assert findings(text, FIELD[field]) == ()


def test_blanks_of_a_value_stay() -> None:
    """Only the characters of a value are those of the print; its blanks are its own."""
    (finding,) = findings(
        "第八條　爭議由雙方選擇：\n1. 提交____仲裁委員會仲裁\n2. 向甲方所在地人民法院起訴", FIELD["dispute_resolution"]
    )

    assert finding.value.rejected_options == ("1. 提交____仲裁委員會仲裁", "2. 向甲方所在地人民法院起訴")


def test_every_quote_stands_in_the_text() -> None:
    """Quotes are those of the printed text, also where the Republic's years were reckoned."""
    parsed = document("\n".join(text for _, text, _ in CASES))
    record = extract(parsed, Plan(FIELDS), strict=True)
    quotes = [quote for found in record.fields.values() for finding in found for quote in finding.evidence]

    assert quotes
    assert all(parsed.text[quote.span.start : quote.span.end] == quote.quote for quote in quotes)


def test_agreement_in_simplified_characters_is_read_as_it_is() -> None:
    """Nothing is built anew where nothing is to be simplified."""
    parsed = document("第一条 价款\n著作权费100元。")

    assert parsed.plain is parsed
