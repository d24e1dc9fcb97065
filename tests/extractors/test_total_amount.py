"""The price of the agreement: sentences, words against figures, tables, blanks; and sums that are not it."""

import time
from decimal import Decimal

import pytest

from extractors.total_amount import TotalAmount, total_amount
from pipeline.model.finding import Finding, Findings
from tests.builders import document


def found(text: str) -> list[Finding[TotalAmount]]:
    """Give what the field finds in a text."""
    return list(total_amount.run(document(text).plain, Findings({})))


PRICES = [
    ("合同总价款为人民币100万元。", "1000000", "CNY"),
    ("本合同总金额：¥1,280,000.00元（大写：壹佰贰拾捌万元整）。", "1280000", "CNY"),
    ("合同总价：人民币壹佰捌拾柒万陆仟伍佰元整（￥1876500.00）。", "1876500", "CNY"),
    ("签约合同价：人民币（大写）叁佰万元整（¥3,000,000.00元）。", "3000000", "CNY"),
    ("本合同金额为人民币（大写）【壹拾万元整】，（小写）【￥100,000.00】。", "100000", "CNY"),
    ("服务费总额为60000元。", "60000", "CNY"),
    ("本项目总费用共计人民币35万元，含税。", "350000", "CNY"),
    ("合同价款（含税）暂定为人民币陆佰万元整。", "6000000", "CNY"),
    ("暂定总价为5,000,000元。", "5000000", "CNY"),
    ("租金总额为人民币240000元。", "240000", "CNY"),
    ("广告发布费共计人民币伍拾万元整。", "500000", "CNY"),
    ("合同总价为USD 250,000。", "250000", "USD"),
    ("标的股权的转让价款为人民币4860万元。", "48600000", "CNY"),
    ("借款金额：人民币300万元。", "3000000", "CNY"),
    ("合同总价（万元）：120", "1200000", "CNY"),
    ("合同總價金為人民幣貳拾陸萬肆仟元整。", "264000", "CNY"),
    ("合同总价（大写）：人民币叁拾伍万陆仟元整；（小写）：¥356,000.00元。", "356000", "CNY"),
    ("本合同价款为固定总价人民币86万元（不含增值税）。", "860000", "CNY"),
    ("合同总价暂定为人民币叁佰万元整（¥3,000,000元），据实结算。", "3000000", "CNY"),
    ("工程总造价暂估为人民币120万元。", "1200000", "CNY"),
    ("合同总价款为100万。", "1000000", "CNY"),
    ("本合同总价为美元伍拾万元整（USD500,000.00）。", "500000", "USD"),
    ("合同总价：CIF上海 EUR 1,250,000.00", "1250000", "EUR"),
    ("Total Contract Price 合同总价: USD 250,000.00", "250000", "USD"),
    ("合同总值 Total Value: US$98,700.00", "98700", "USD"),
    ("The total contract price is USD 1.2 million.", "1200000", "USD"),
    ("订单总额（RMB）：12,800.00", "12800", "CNY"),
    ("合同金额(单位:人民币元):128,000.00", "128000", "CNY"),
    ("合同总价（万美元）：12.5", "125000", "USD"),
    ("本项目服务费用共计人民币【120,000】元（含税，税率6%）。", "120000", "CNY"),
    ("合同总价为人民币【壹佰】万元。", "1000000", "CNY"),
    ("合同总价为100（壹佰）万元。", "1000000", "CNY"),
    ("采购金额为人民币肆拾万元整（￥400,000.00）", "400000", "CNY"),
    ("租赁期内租金总计人民币1,032,000元。", "1032000", "CNY"),
    ("三年服务费合计人民币108万元。", "1080000", "CNY"),
    ("转让方将其持有的目标公司30%股权以人民币1,500万元的价格转让给受让方。", "15000000", "CNY"),
    ("借款合同\n甲方同意向乙方提供借款人民币300万元，用于流动资金周转。", "3000000", "CNY"),
    ("借条\n出借人向借款人出借人民币贰拾万元（¥200,000）。", "200000", "CNY"),
    ("变更后合同总价为人民币120万元，原合同总价为人民币100万元。", "1200000", "CNY"),
    ("合同总价由100万元调整为120万元。", "1200000", "CNY"),
    ("一、合同总价\n人民币壹佰万元整（¥1,000,000.00）。", "1000000", "CNY"),
    ("三、付款\n甲方应向乙方支付技术服务报酬：人民币80,000元整。", "80000", "CNY"),
    ("服务费按月支付，每月人民币2万元，服务期12个月，总计24万元。", "240000", "CNY"),
    ("乙方向甲方采购设备一批，总计人民币￥35,600元。", "35600", "CNY"),
    ("租金总计：每年人民币12万元，三年共计人民币36万元。", "360000", "CNY"),
    ("合同签约价（不含暂列金额）：¥9,800,000元", "9800000", "CNY"),
    ("乙方同意以人民币（大写）：贰佰万元整（￥2,000,000）的总价承包本工程。", "2000000", "CNY"),
    ("预计合同总额为人民币300万元，以实际发生为准。", "3000000", "CNY"),
    ("咨询费：人民币15万元整。\n保证金2万元。", "150000", "CNY"),
]


@pytest.mark.parametrize(("text", "amount", "currency"), PRICES)
def test_prices(text: str, amount: str, currency: str) -> None:
    """A sentence that names the whole price gives it once."""
    assert [f.value for f in found(text)] == [TotalAmount(Decimal(amount), currency)]


@pytest.mark.parametrize(
    "text",
    [
        "违约金为合同总价的10%。",
        "乙方应向甲方支付履约保证金10万元。",
        "预付款为30万元。",
        "设备单价为人民币5000元。",
        "注册资本为人民币1000万元。",
        "赔偿总额不超过人民币200万元。",
        "逾期交货的，每日支付违约金1000元。",
        "保险金额不低于人民币500万元。",
        "月租金为人民币86000元。",
        "单笔交易金额为5000元的，由店长审批。",
        "第一年服务费总额为12万元。",
        "合同签订后10日内支付至合同总价的60%，计600000元。",
        "双方应当按照合同约定的金额支付合同价款。",
        "订单金额超过人民币50万元的，应经甲方审批。",
        "本合同为单价合同，单价详见附件一，结算以实际数量为准。",
        "月租金为人民币86,000元，年租金为1,032,000元。",
        "公司注册资本为人民币1000万元，甲方认缴出资600万元。",
        "甲乙双方投资总额为1亿元。",
        "合同总价为100万元至120万元，以结算为准。",
        "合同总价上限为人民币100万元。",
        "物业服务费每年合计人民币36万元。",
        "总费用：人民币6.8万元/年。",
        "乙方累计赔偿不超过合同总价100万元。",
        "授信额度为人民币3000万元。",
        "保险金额总计500万元，保险费合计12000元。",
        "合同总价的组成：设备款80万元，安装费20万元。",
        "乙方向丙方出借人民币20万元。",
        "服务费：每月人民币2万元。",
        "设计费：10万元。\n监理费：5万元。",
        "年合同金额约为人民币100万元。",
        "奖励总额50万元。",
        "本期货款合计10万元。",
        "甲方已支付货款总计人民币20万元。",
        "截至签订日，乙方尚欠货款共计人民币35万元。",
        "本合同的总标的额不超过人民币500万元，按实际订单结算。",
        "The unit price is USD 12.50 per piece.",
    ],
)
def test_other_sums(text: str) -> None:
    """Deposits, instalments, caps, penalties, unit prices, capital and sums insured are not the price."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "月租金合计人民币30,000元。",
        "月服务费合计人民币8,000元。",
        "月租金及物业管理费合计人民币30,000元。",
        "月租金总额人民币叁万元整（￥30,000.00）。",
        "月度服务费总额为8000元。",
        "月均服务费总额为8000元。",
        "季度服务费总额为24,000元。",
        "第一季度服务费总额为30万元。",
        "年租金合计人民币120,000元。",
        "年租金及物业费合计人民币120,000元。",
        "首年服务费总价为12万元。",
        "上一年度服务费总额为50万元。",
        "任一年度服务费总额为50万元。",
        "半年租金合计180,000元。",
        "2024年3月服务费总额为3万元。",
        "单月租金合计30,000元。",
        "日租金合计300元。",
        "周服务费合计3000元。",
        "每套设备总价为20万元。",
        "单台设备总价为20万元。",
        "每人培训费合计2000元。",
        "各期服务费总额为20000元。",
        "第二批货物总价为30万元。",
        "租金合计（每月）：30,000元。",
        "租金合计（元/月）：30,000元。",
        "租金合计人民币30,000元（月）。",
        "租金合计人民币30,000元（大写：叁万元整）/月。",
        "月租金：办公室20,000元，车位10,000元，合计30,000元。",
        "每月租金20,000元、物业费10,000元，合计30,000元。",
        "三、费用\n月服务费：人民币8,000元。",
        "| 房号 | 月租金（元） |\n|---|---|\n| 101 | 10000 |\n| 合计 | 10000 |\n",
        "| 房号 | 租金（元/月） |\n|---|---|\n| 101 | 10000 |\n| 合计 | 10,000元 |\n",
        "| 项目 | 金额（元） |\n|---|---|\n| 保洁 | 10000 |\n| 合计（每月） | 10000 |\n",
    ],
)
def test_sums_for_a_period_or_a_unit(text: str) -> None:
    """A sum for each month, quarter, year, unit or lot is not the price of the whole."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("三年租金合计人民币360,000元。", "360000"),
        ("12个月租金合计人民币360,000元。", "360000"),
        ("十二个月服务费总额为36万元。", "360000"),
        ("四个季度服务费总额为30万元。", "300000"),
        ("2024年度服务费总额为30万元。", "300000"),
        ("租金总额（按月支付）：360,000元。", "360000"),
        ("租赁期三年，月租金合计人民币30,000元，租金总额1,080,000元。", "1080000"),
        ("月租金2万元，租期12个月，共计24万元。", "240000"),
        ("月饼货款合计30,000元。", "30000"),
        ("日常维护费总额为30,000元。", "30000"),
        ("年会策划费用合计30,000元。", "30000"),
        ("自2024年1月1日起，合同总价为30万元。", "300000"),
        ("本项目第一期工程总价为30万元。", "300000"),
        ("| 房号 | 月租金（元） | 三年租金合计（元） |\n|---|---|---|\n| 101 | 10000 | 360000 |\n| 合计 | 10000 | 360000 |\n", "360000"),
        ("| 项目 | 12个月租金（元） |\n|---|---|\n| 101 | 10000 |\n| 合计 | 10000 |\n", "10000"),
    ],
)  # fmt: skip
def test_sums_over_all_periods(text: str, amount: str) -> None:
    """What all months, quarters and years come to is the price, and so is one with such a word in another sense."""
    assert [f.value for f in found(text)] == [TotalAmount(Decimal(amount), "CNY")]


def test_words_against_figures() -> None:
    """Where the words differ, the figures are the value and the words the alternative."""
    values = [f.value.amount for f in found("合同总价为人民币1,458,000元（大写：壹佰肆拾捌万伍仟元整）。") if f.value]

    assert values == [Decimal(1458000), Decimal(1485000)]


def test_with_tax_first() -> None:
    """The price with tax goes before the one without."""
    values = [f.value.amount for f in found("不含税合同总价为100万元。含税合同总价为113万元。") if f.value]

    assert values == [Decimal(1130000), Decimal(1000000)]


ALTERNATIVES = [
    ("合同总价为人民币壹佰贰拾万元整（¥1,250,000.00）。", [1250000, 1200000]),
    ("本合同含税总价为人民币1,130,000元，不含税价为1,000,000元，税额为130,000元。", [1130000, 1000000]),
    ("合同价款（不含税）为1,000,000元，税率6%，税额60,000元，价税合计1,060,000元。", [1060000, 1000000]),
    ("设备费合计80万元，安装费合计20万元，合同总价为100万元。", [1000000, 800000, 200000]),
    ("合同总价为100万元。\n附件一 报价\n合同总价为120万元。", [1000000, 1200000]),
]


@pytest.mark.parametrize(("text", "amounts"), ALTERNATIVES)
def test_alternatives(text: str, amounts: list[int]) -> None:
    """Words beside figures, a price without tax, another price elsewhere: the first is the value, the rest stay in sight."""
    assert [f.value.amount for f in found(text) if f.value] == [Decimal(amount) for amount in amounts]


TABLES = [
    ("| 名称 | 单价（元） | 金额（元） |\n|---|---|---|\n| 水泵 | 500 | 1000 |\n| 合计 |  | 1000 |\n", "1000"),
    ("单位：万元\n| 服务内容 | 金额 |\n|---|---|\n| 开发 | 30 |\n| 总计 | 30 |\n", "300000"),
    ("| 项目 | 不含税金额 | 价税合计 |\n|---|---|---|\n| 运维 | 100 | 106 |\n| 合计 | 100 | 106 |\n", "106"),
    (
        "| 名称 | 单价（元） | 金额（元） |\n|---|---|---|\n| 水泵 | 500 | 1000 |\n| 合计（大写） | 壹仟元整 | ¥1,000.00 |\n",
        "1000",
    ),
    ("| 序号 | 项目 | 金额（万元） |\n|---|---|---|\n| 1 | 一期 | 30 |\n| 总计 | | 50.5 |\n", "505000"),
    (
        "| 货物 | 单价 | 总价 |\n|---|---|---|\n| 服务器 | 20000 | 68000 |\n| 总价（小写） | | ￥68,000.00 |\n| 总价（大写） | | 陆万捌仟元整 |\n",
        "68000",
    ),
    ("| 合同金额（元） | 128,000.00 |\n|---|---|\n| 工期 | 30天 |\n", "128000"),
]


@pytest.mark.parametrize(("text", "amount"), TABLES)
def test_tables(text: str, amount: str) -> None:
    """Without a sentence the line of totals of a table of prices gives the price, in the unit its head states."""
    assert [f.value for f in found(text)] == [TotalAmount(Decimal(amount), "CNY")]


def test_table_in_foreign_currency() -> None:
    """The head of a column of sums gives the currency."""
    text = "| 名称 | 数量 | Amount (USD) |\n|---|---|---|\n| 水泵 | 2 | 1000 |\n| 合计 Total | | 1,000.00 |\n"

    assert [f.value for f in found(text)] == [TotalAmount(Decimal(1000), "USD")]


@pytest.mark.parametrize(
    "text",
    [
        "| 姓名 | 基本工资（元） | 补贴（元） |\n|---|---|---|\n| 张某 | 5000 | 500 |\n| 合计 | 5000 | 500 |\n",
        "| 股东 | 出资额（万元） | 比例 |\n|---|---|---|\n| 甲 | 600 | 60% |\n| 合计 | 1000 | 100% |\n",
    ],
)
def test_other_tables(text: str) -> None:
    """Wages and shares of capital add up to no price."""
    assert found(text) == []


def test_table_without_money() -> None:
    """Totals of quantities are no price."""
    assert found("| 名称 | 数量 |\n|---|---|\n| 水泵 | 2 |\n| 合计 | 2 |\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "合同总价款为：人民币（大写）________元（￥______元）。",
        "合同总价为人民币{{total}}元（大写：{{total_cn}}）。",
        "服务费总额为人民币________元。",
        "合同总金额：【 】元。",
    ],
)
def test_left_open(text: str) -> None:
    """A price left open is blank and has no value."""
    assert [(f.state.value, f.value) for f in found(text)] == [("blank", None)]


@pytest.mark.parametrize("unit", ["合同总价", "合同总价为人民币", "1", "壹", "总价(", "合同金额:"])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """No text makes the field slow."""
    parsed = document("合同" + unit * (20_000 // len(unit)))
    begun = time.process_time()
    list(total_amount.run(parsed, Findings({})))

    assert time.process_time() - begun < 2
