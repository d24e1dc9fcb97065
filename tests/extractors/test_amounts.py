"""Every sum of money with what it is for."""

import time
from decimal import Decimal

import pytest

from extractors.amounts import AmountOf, amounts
from pipeline.model.finding import Findings
from tests.builders import document


def found(text: str) -> list[tuple[str, str, str | None]]:
    """Give amount, currency and what of each finding in a text."""
    values = [finding.value for finding in amounts.run(document(text).plain, Findings({}))]
    return [(str(value.amount), value.currency, value.what) for value in values if isinstance(value, AmountOf)]


SUMS = [
    ("合同总价为人民币100万元。", [("1000000", "CNY", "合同总价")]),
    ("乙方应提交履约保证金人民币69,300元。", [("69300", "CNY", "履约保证金")]),
    ("乙方应追加1万元保证金。", [("10000", "CNY", "保证金")]),
    ("最多10万人民币的实际直接损失。", [("100000", "CNY", "实际直接损失")]),
    ("注册资本应在人民币100万元以上。", [("1000000", "CNY", "注册资本")]),
    ("预付款30万元，尾款70万元。", [("300000", "CNY", "预付款"), ("700000", "CNY", "尾款")]),
    ("违约金五千元。", [("5000", "CNY", "违约金")]),
    ("合同总价：人民币壹拾万元整（¥100,000.00）。", [("100000", "CNY", "合同总价")]),
    ("The registered capital is RMB 80 million.", [("80000000", "CNY", "registered capital")]),
    ("租金标准为人民币85元/平方米/月。", [("85", "CNY", "租金")]),
    ("物业服务费按建筑面积每平方米每月2.8元收取。", [("2.8", "CNY", "物业服务费")]),
    ("首付款30万，余款70万于验收后付清。", [("300000", "CNY", "首付款"), ("700000", "CNY", "余款")]),
    ("货款总额为HK$1,200,000。", [("1200000", "HKD", "货款总额")]),
    ("FOB单价EUR 12.50/件。", [("12.5", "EUR", "FOB单价")]),
    ("月薪8000-12000元，按考核结果发放。", [("8000", "CNY", "月薪"), ("12000", "CNY", "月薪")]),
    ("备用金为3至5万元。", [("30000", "CNY", "备用金"), ("50000", "CNY", "备用金")]),
    ("合同总价为100万元至120万元。", [("1000000", "CNY", "合同总价"), ("1200000", "CNY", "合同总价")]),
    ("基本工资3000元/月，岗位津贴500元/月。", [("3000", "CNY", "基本工资"), ("500", "CNY", "岗位津贴")]),
    ("特许权使用费按营业额的5%收取，最低不少于每月5000元。", [("5000", "CNY", "特许权使用费")]),
    ("甲方认缴出资2550万元，占51%。", [("25500000", "CNY", "认缴出资")]),
    ("乙方应投保不低于500万元的公众责任险。", [("5000000", "CNY", "公众责任险")]),
    ("合同价：113万元，其中增值税13万元。", [("1130000", "CNY", "合同价"), ("130000", "CNY", "增值税")]),
    ("预付款：甲方支付合同总价的30%，即人民币339,000元。", [("339000", "CNY", "预付款")]),
    ("质量保证金为合同价款的5%（56,500元）。", [("56500", "CNY", "质量保证金")]),
    ("押金为两个月租金，即人民币24000元。", [("24000", "CNY", "押金")]),
    ("单次赔偿不超过5万元。", [("50000", "CNY", "单次赔偿")]),
    ("本协议项下服务费为每年人民币36万元。", [("360000", "CNY", "服务费")]),
    ("乙方承诺年度采购额不低于1000万元。", [("10000000", "CNY", "年度采购额")]),
    ("结算单价：水泥P.O 420元/吨，混凝土C30 480元/立方米。", [("420", "CNY", "结算单价"), ("480", "CNY", "结算单价")]),
    ("混凝土C42.5 420元/吨。", [("420", "CNY", "混凝土C")]),
    ("中标价：¥3,456,789.00", [("3456789", "CNY", "中标价")]),
    ("估值为投前人民币2亿元。", [("200000000", "CNY", "估值")]),
    ("服务费总额（含6%增值税）为￥1,328,400.00。", [("1328400", "CNY", "服务费总额")]),
    ("一、2024年8月15日前支付30%，计167,400元。", [("167400", "CNY", "2024年8月15日前支付")]),
    ("按300元/天补偿乙方压车费。", [("300", "CNY", "压车费")]),
    ("套餐包10万条起，5000元/年。", [("5000", "CNY", "套餐包10万条起")]),
    ("保证金为人民币【50,000】元。", [("50000", "CNY", "保证金")]),
    ("The Service Fee is USD 50,000 per year.", [("50000", "USD", "Service Fee")]),
    ("Buyer shall pay EUR 1.2 million as the Purchase Price.", [("1200000", "EUR", "Purchase Price")]),
    ("服务费为RMB 500,000。\nThe service fee is RMB 500,000.", [("500000", "CNY", "服务费")]),
    ("The service fee is RMB 500,000.\n服务费为RMB 500,000。", [("500000", "CNY", "服务费")]),
    ("月租金为5000元。逾期的，月租金5000元照付。", [("5000", "CNY", "月租金")]),
]


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_sums(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """A sum is named by the word for money before it, or the one behind it, once."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "注册用户达到10万，日活5万。",
        "产能为10万吨，占地100万平方米。",
        "名额10万，先到先得。",
        "账号：6222000000001234567。",
        "金额单位：元",
        "奖金不超过3个月工资。",
        "总计：人民币　　　　元",
        "本合同一式四份，有效期3年。",
        "单价为____元。",
        "费用为0元。",
        "合同总价的30%。",
        "贰零贰叁年叁月",
        "多元化经营",
    ],
)
def test_no_sums(text: str) -> None:
    """Numbers without a currency, blanks, nothing and rates are no sums."""
    assert found(text) == []


HEAD = "|---|---|---|\n"
TABLES = [
    ("| 名称 | 单价（元） | 金额（元） |\n" + HEAD + "| 水泵 | 500.00 | 1,000.00 |\n| 合计 |  | 1,000.00 |\n", [("500", "水泵 单价"), ("1000", "水泵 金额"), ("1000", "合计")]),
    ("单位：万元\n| 费用项目 | 金额 | 备注 |\n" + HEAD + "| 设计费 | 30 | 含税 |\n| 开发费 | 70 | |\n", [("300000", "设计费"), ("700000", "开发费")]),
    ("| 付款阶段 | 比例 | 金额 |\n" + HEAD + "| 预付款 | 30% | ¥30,000 |\n| 进度款 | 50% | 5万元 |\n", [("30000", "预付款"), ("50000", "进度款")]),
    ("| 序号 | 违约情形 | 违约金（元） |\n" + HEAD + "| 1 | 迟到 | 100 |\n| 2 | 旷工 | 500 |\n", [("100", "迟到 违约金"), ("500", "旷工 违约金")]),
    ("| 房号 | 面积（㎡） | 月租金（元） |\n" + HEAD + "| 301 | 120.5 | 9,640 |\n", [("9640", "月租金")]),
    ("| 名称 | 数量 | 单价 |\n" + HEAD + "| 水泵 | 2 | 500 |\n", []),  # no unit is printed anywhere
    ("| 班次 | 人数 | 时长（小时） |\n" + HEAD + "| 早班 | 12 | 8 |\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_tables(text: str, expected: list[tuple[str, str]]) -> None:
    """Figures under a head of money count in the unit printed, with the words of their row and column."""
    assert [(amount, what) for amount, _, what in found(text)] == expected


def test_unit_prices_are_quoted_with_their_unit() -> None:
    """What a price is per is in the quote."""
    finding = next(iter(amounts.run(document("租金标准为人民币85元/平方米/月。"), Findings({}))))

    assert finding.evidence[0].quote.endswith("85元/平方米/月")


def test_words_that_differ_are_both_listed() -> None:
    """A sum in words that is another than the figures behind it stands beside it."""
    assert [Decimal(amount) for amount, _, _ in found("首期款1458万元（大写：壹仟肆佰捌拾伍万元整）。")] == [
        14580000,
        14850000,
    ]


@pytest.mark.parametrize("unit", ["1元", "壹", "人民币", "费", "100万元,", "违约金"])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """No text makes the field slow."""
    parsed = document("元" + unit * (20_000 // len(unit)))
    begun = time.process_time()
    list(amounts.run(parsed, Findings({})))

    assert time.process_time() - begun < 2
