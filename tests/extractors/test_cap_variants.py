"""Limits and exclusions of liability as drafters of many trades write them, and sums that limit no liability."""

from decimal import Decimal
from typing import Any

import pytest

from extractors.liability_caps import liability_caps
from tests.extractors.helpers import findings

SUMS = [
    ("乙方在本合同项下的累计赔偿总额不超过人民币50万元。", "乙方", 500_000),
    ("在任何情况下，服务方承担的全部赔偿责任以人民币贰拾万元为限。", "服务方", 200_000),
    ("受托方的赔偿责任上限为人民币（大写）壹佰万元整（¥1,000,000.00）。", "受托方", 1_000_000),
    ("物业服务人因过失造成损失的，赔偿金额最高以10万元为限。", "物业服务人", 100_000),
    ("无论因何种原因，任何一方的赔偿责任合计不超过300万元。", "both", 3_000_000),
    ("甲方的责任限额为人民币800,000元。", "甲方", 800_000),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "protects", "amount"), SUMS)
def test_cap_by_sum(sentence: str, protects: str, amount: int) -> None:
    """A sum, in figures or words, and whom it protects."""
    value = only(sentence).value

    assert (value.scope, value.protects, value.amount) == ("liability", protects, Decimal(amount))


@pytest.mark.parametrize(
    ("sentence", "amount", "formula"),
    [
        ("承运人的赔偿限额为每公斤20元。", 20, "每公斤20元"),
        ("承运人对货物毁损的赔偿责任最高不超过人民币5000元/件。", 5000, "人民币5000元/件"),
        ("承运人对未声明价值的货物，每吨赔偿不超过8000元。", 8000, "每吨8000元"),
    ],
)
def test_sum_for_each_unit(sentence: str, amount: int, formula: str) -> None:
    """A sum for each unit names the unit in its formula."""
    value = only(sentence).value

    assert (value.protects, value.amount, value.formula) == ("承运人", Decimal(amount), formula)


RATES = [
    ("乙方违约赔偿总额最高不超过合同总额的30%。", "乙方", "30%", "合同总额"),
    ("乙方承担的赔偿责任以乙方已收取的服务费为上限。", "乙方", None, "乙方已收取的服务费"),
    ("乙方的累计责任不超过事件发生前12个月内甲方实际支付的服务费总额。", "乙方", None, "事件发生前12个月内甲方实际支付的服务费总额"),
    ("承包人的赔偿责任总额不超过签约合同价的百分之二十。", "承包人", "20%", "签约合同价"),
    ("保管人的赔偿以货物的实际价值为限。", "保管人", None, "货物的实际价值"),
    ("任何一方对另一方的赔偿责任总额均不得超过本合同总价款的100%。", "both", "100%", "本合同总价款"),
    ("供应商累计赔偿责任不超过该订单金额的两倍。", "供应商", "两倍", "该订单金额"),
    ("出租人仅在押金范围内承担责任。", "出租人", None, "押金"),
    ("货物灭失的，承运人按运费的五倍以内赔偿。", "承运人", "五倍", "运费"),
    ("任何一方在本合同项下的最高赔偿限额为合同总金额。", "both", None, "合同总金额"),
    ("甲方的最高责任以本合同约定的服务费为上限。", "甲方", None, "本合同约定的服务费"),
    ("卖方对买方的赔偿应以其已收取的股权转让款为限。", "卖方", None, "其已收取的股权转让款"),
    ("代理商的违约责任以其缴纳的保证金为限。", "代理商", None, "其缴纳的保证金"),
    ("顾问方承担的赔偿责任以所收顾问费的一倍为最高限额。", "顾问方", "一倍", "所收顾问费"),
    ("乙方以服务时间补偿，单月补偿总额不超过当月服务费的100%。", "乙方", "100%", "当月服务费"),
    ("甲方将补偿乙方的合理费用，以设备实际成本为限且不超过该设备的合同金额。", "甲方", None, "该设备的合同金额"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "protects", "rate", "base"), RATES)
def test_cap_by_rate_or_base(sentence: str, protects: str, rate: str | None, base: str) -> None:
    """A rate of a base, or a base that is itself the limit."""
    value = only(sentence).value

    assert (value.scope, value.protects, value.rate, value.base) == ("liability", protects, rate, base)


LIMBS = [
    ("乙方的赔偿责任不超过以下两者中的较低者：（a）人民币100万元；（b）前十二个月已付服务费。", ("人民币100万元", "前十二个月已付服务费"), 1_000_000, None),
    ("乙方的赔偿责任不超过下列金额中的较高者：（1）合同总额的50%；（2）人民币200万元。", ("合同总额的50%", "人民币200万元"), 2_000_000, "50%"),
    ("任何一方的赔偿责任以合同总价款的30%或人民币80万元（以较低者为准）为限。", ("合同总价款的30%", "人民币80万元"), 800_000, "30%"),
    ("甲方赔偿责任总额不超过人民币50万元或前六个月服务费总额，以较高者为准。", ("人民币50万元", "前六个月服务费总额"), 500_000, None),
    ("乙方的赔偿责任总额不超过300万元或甲方已付费用，以较低者为限。", ("300万元", "甲方已付费用"), 3_000_000, None),
    ("乙方的赔偿责任不超过人民币100万元与人民币50万元中的较低者。", ("人民币100万元", "人民币50万元"), None, None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "limbs", "amount", "rate"), LIMBS)
def test_lower_or_higher_of_two(sentence: str, limbs: tuple[str, str], amount: int | None, rate: str | None) -> None:
    """Of a cap with two limbs the formula keeps both; a sum and a rate that stand alone are told as well."""
    value = only(sentence).value

    assert all(limb in value.formula for limb in limbs)
    assert (value.amount, value.rate) == (amount and Decimal(amount), rate)


PENALTIES = [
    ("逾期付款违约金累计不超过应付未付金额的5%。", "5%"),
    ("违约金总额最高不超过合同总价的10%。", "10%"),
    ("滞纳金总额不超过所欠租金的30%。", "30%"),
    ("误期违约金的最高限额为签约合同价的2%。", "2%"),
    ("累计违约金以合同总金额的百分之五为上限。", "5%"),
    ("违约金的上限为合同总价的10%。", "10%"),
    ("违约金按日万分之五计算，至合同总价的10%封顶。", "10%"),
    ("乙方逾期违约金累计达到合同总价的10%后不再计收。", "10%"),
    ("误期赔偿费按每天签约合同价的0.05%计算，最高限额为签约合同价的5%。", "5%"),
    ("甲方可扣减服务费，扣减总额不超过当月服务费的20%。", "20%"),
    ("考核罚款每月累计不超过月服务费的10%。", "10%"),
    ("最高违约金额不超过延误部分货款的5%。", "5%"),
    ("违约金累计最高不得超过合同总额的5%，超过的甲方有权解除合同。", "5%"),
]


@pytest.mark.parametrize(("sentence", "rate"), PENALTIES)
def test_cap_on_a_penalty(sentence: str, rate: str) -> None:
    """A cap on a penalty has its own scope."""
    value = only(sentence).value

    assert (value.scope, value.rate) == ("liquidated_damages", rate)


PROTECTED = [
    ("乙方逾期交货的，每日按货款的千分之一支付违约金，违约金总额不超过货款的5%。", "乙方"),
    ("由于乙方原因逾期竣工的，每延误一天向甲方支付违约金300元，违约金总额最高不超过工程总价款的10%。", "乙方"),
    ("卖方迟延交货的，买方有权从货款中扣除违约金，扣除金额不超过迟延货物价款的5%。", "卖方"),
    ("乙方每逾期一日支付1000元违约金，累计最高不超过5万元。", "乙方"),
    ("承租人提前退租的，违约金不超过两个月租金。", "承租人"),
    ("出租人提前收回房屋的，应赔偿承租人装修损失，赔偿金额最高不超过人民币10万元。", "出租人"),
    ("乙方未达到标准造成业主损失的，承担赔偿责任，但赔偿额不超过该业主当年缴纳的物业费。", "乙方"),
    ("一方违约造成的损失超过违约金的，应据实赔偿，但赔偿总额不得超过合同金额。", "both"),
    ("派遣员工发生工伤的，由乙方负责，但甲方补偿金额以员工三个月工资为限。", "甲方"),
    ("甲方不承担超过合同总价20%的赔偿责任。", "甲方"),
    ("对于超过人民币50万元的损失，乙方不承担责任。", "乙方"),
    ("任何一方违约给对方造成的损失，最高赔偿不超过合同总额的30%。", "both"),
    ("甲方支付的补偿金最高不超过人民币12万元。", "甲方"),
    ("检测机构的赔偿责任以该项检测费的五倍为限。", "检测机构"),  # by no name that the parties bear
    ("第三方的责任以合同总价为限。", None),
    ("受托方每年度累计赔偿额以该年度托管费总额为限。", "受托方"),
    ("承运人按照实际损失赔偿，但最高不超过运费的3倍。", "承运人"),
    ("寄存人未声明贵重物品的，保管人按一般物品予以赔偿，最高不超过人民币500元。", "保管人"),
    ("甲方因乙方违约遭受损失的，赔偿总额不超过合同总价。", "乙方"),
    ("货物未按时送达的，迟延违约金以运费的30%为限；客户因此扣货款的，乙方还应据实赔偿。", "乙方"),
    ("累计赔偿责任不超过甲方应支付的服务费总额。", None),  # who pays the price is not who is protected
    ("赔偿总额不超过10万元，超过部分由甲方承担。", "乙方"),
    # sentences before it in the article
    ("赔偿\n1、货物丢失的，由乙方按出厂价赔偿。\n2、甲方未声明货物价值的，每吨赔偿不超过20000元。", "乙方"),
    ("违约\n1、乙方逾期交货的，应支付违约金。\n2、违约金总额不超过合同总价的5%。", "乙方"),
    (
        "违约\n1、甲方逾期付款的，应支付违约金。\n2、逾期交货的，每日支付千分之二违约金，违约金总额不超过合同总价的5%。",
        None,
    ),
    (
        "违约\n1、甲方逾期付款的，应支付违约金。\n2、乙方逾期交货的，应支付违约金。\n3、违约金总额均不超过合同总价的5%。",
        None,
    ),
    ("若卖方迟交超过10周，卖方仍应支付罚款。罚款最高不超过迟交货物总价的5%。", "卖方"),
]


@pytest.mark.parametrize(("sentence", "protects"), PROTECTED)
def test_whom_it_protects(sentence: str, protects: str | None) -> None:
    """Whoever owes what is limited: by its own sentence, else by the one side that the article names; no guess."""
    assert only(sentence).value.protects == protects


def test_other_side_is_protected_where_only_one_is_named() -> None:
    """A side that is paid or may deduct makes the other the one that owes."""
    head = "服务合同\n服务商：霁州明川科技有限公司\n客户：栖川贸易有限公司\n"
    text = head + "第六条 服务水平\n6.1 未达到的，客户可在次月申请赔付。\n6.2 单月赔付总额不超过当月订阅费的50%。"

    assert [f.value.protects for f in findings(text, liability_caps) if f.value] == ["服务商"]


INDIRECT = [
    ("任何一方均不对间接损失、利润损失承担赔偿责任。", "both"),
    ("乙方不承担任何间接的、附带的、惩罚性的损害赔偿责任。", "乙方"),
    ("甲方不对乙方的可得利益损失承担责任。", "甲方"),
    ("服务商对客户的商誉损失、数据丢失概不负责。", "服务商"),
    ("乙方不赔偿甲方的任何间接损失和预期利益损失。", "乙方"),
    ("在任何情况下，双方均不对另一方的利润损失、营业中断、数据丢失等间接损失负责。", "both"),
    ("赔偿范围不包括间接损失、预期利润及商誉损失。", None),
    ("乙方仅赔偿甲方的直接损失，不包括可得利益损失。", "乙方"),
    ("前述损失仅限于直接经济损失，不含任何间接损失。", None),
    ("乙方无需就甲方的利润损失、商誉损失承担任何责任。", "乙方"),
    ("任何一方无须对对方的预期利益损失予以赔偿。", "both"),
    ("出租人对承租人的营业损失不予赔偿。", "出租人"),
    ("甲方赔偿乙方的损失以直接损失为限。", "甲方"),
    ("供方对需方的停产损失、利润损失不承担责任。", "供方"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "protects"), INDIRECT)
def test_indirect_loss_is_excluded(sentence: str, protects: str | None) -> None:
    """An exclusion of indirect loss, whatever the loss and the denial are called."""
    value = only(sentence).value

    assert (value.scope, value.excludes_indirect, value.protects) == ("exclusion", True, protects)


def test_cap_with_indirect_loss_excluded_beside_it() -> None:
    """A cap and an exclusion of one sentence are one finding that says both."""
    value = only("乙方的赔偿责任总额不超过合同总价，且不包括任何间接损失。").value

    assert (value.scope, value.excludes_indirect, value.base) == ("liability", True, "合同总价")


EXCLUSIONS = [
    ("因不可抗力导致货物毁损的，承运人不承担赔偿责任。", "承运人"),
    ("因甲方原因造成工期延误的，乙方免责。", "乙方"),
    ("因用户自身原因导致账号泄露的，平台方概不负责。", "平台方"),
    ("因第三方原因造成服务中断的，乙方不负责赔偿。", "乙方"),
    ("由此造成的损失，出租方不负任何责任。", "出租方"),
    ("对此造成的后果，甲方免于承担违约责任。", "甲方"),
    ("甲方不对乙方人员的人身伤害承担责任。", "甲方"),
    ("一切后果由乙方自行承担，与甲方无关。", "甲方"),
    ("甲方对此免责。", "甲方"),
    ("因不可抗力导致无法履行的，受影响方不承担违约责任。", "both"),
    ("遭受不可抗力的一方可部分或全部免除责任。", "both"),
]


@pytest.mark.parametrize(("sentence", "protects"), EXCLUSIONS)
def test_no_liability_at_all(sentence: str, protects: str) -> None:
    """An exclusion without a sum protects the party that does not answer."""
    value = only(sentence).value

    assert (value.scope, value.protects, value.amount) == ("exclusion", protects, None)


CARVE_OUTS = [
    ("卖方的赔偿责任总额不超过其所获转让价款的20%，欺诈除外。", "欺诈"),
    ("乙方的赔偿责任不超过合同总价，但因故意或重大过失造成的损失除外。", "故意或重大过失"),
    ("乙方的赔偿责任不超过合同总价，但违反保密义务、侵犯知识产权的情形除外。", "保密义务"),
    ("除因故意或重大过失造成人身伤害外，乙方的赔偿责任不超过人民币10万元。", "人身伤害"),
    ("乙方的赔偿责任不超过合同总价。上述责任限制不适用于人身伤害、故意或重大过失、违反保密义务。", "人身伤害"),
    ("乙方的赔偿责任不超过合同总价（故意或重大过失除外）。", "故意或重大过失"),
    ("乙方的赔偿责任不超过合同总价。但乙方侵犯第三方知识产权的，不受前述限额的限制。", "知识产权"),
]


@pytest.mark.parametrize(("sentence", "words"), CARVE_OUTS)
def test_carve_outs(sentence: str, words: str) -> None:
    """What is kept out of the cap is told in its own words."""
    value = next(iter(findings(f"第六条 {sentence}", liability_caps))).value

    assert value is not None
    assert any(words in item for item in value.carve_outs)


LIFTED = [
    ("6.1 乙方的赔偿责任不超过合同总价。\n6.2 上述限制不适用于：（1）故意或重大过失；（2）侵犯知识产权。", ("故意或重大过失", "侵犯知识产权")),
    ("6.1 乙方的赔偿责任不超过合同总价。\n6.2 第6.1条的限制不适用于乙方故意造成的损失。", ("乙方故意造成的损失",)),
    ("6.1 乙方的赔偿责任不超过合同总价。\n6.2 第5.3条的限制不适用于乙方故意造成的损失。", ()),
    ("6.1 乙方的赔偿责任不超过合同总价。\n6.2 下列情形不受上述责任限制：\n（1）人身伤害；\n（2）违反保密义务。", ("人身伤害", "违反保密义务")),
    ("6.1 乙方的赔偿责任不超过合同总价；但保密违约不受该限额约束。", ("但保密违约不受该限额约束",)),
    ("除本合同另有约定外，乙方的赔偿责任不超过合同总价。", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "items"), LIFTED)
def test_limits_lifted_behind(text: str, items: tuple[str, ...]) -> None:
    """A list in the next clause lifts the limit it names; 另有约定 lifts nothing by itself."""
    value = next(iter(findings(f"第六条 责任限制\n{text}", liability_caps))).value

    assert value is not None
    assert value.carve_outs == items


NEITHER = [
    "乙方承担的违约责任不包括不可抗力造成的损失。",
    "保密信息不包括已公开的信息。",
    "损失包括间接损失，但不包括精神损害。",
    "本保险不包括间接损失。",
    "乙方不得向第三方披露，否则赔偿甲方的利润损失。",
    "乙方违约的，应支付不低于合同总价20%的违约金。",
    "乙方应赔偿甲方损失，赔偿金额不少于人民币10万元。",
    "违约金不足以弥补损失的，乙方应继续赔偿。",
    "乙方应投保第三者责任险，赔偿限额不低于人民币500万元。",
    "保险公司的赔偿限额最高为200万元。",
    "本合同价格上限为人民币30万元。",
    "采购限额为人民币50万元。",
    "信用额度最高不超过人民币100万元。",
    "单笔报销不超过人民币2000元。",
    "保证金不超过中标金额的2%。",
    "质保金为合同总价的5%。",
    "预付款不超过合同金额的30%。",
    "租金涨幅不超过上一年度租金的5%。",
    "试用期工资不得低于约定工资的百分之八十。",
    "乙方可分包的工程量不超过总量的30%。",
    "违约方应赔偿守约方的全部损失，包括直接损失和可得利益损失。",
    "乙方应赔偿因此给甲方造成的一切损失，包括但不限于间接损失、商誉损失。",
    "任何一方不得因此免除其违约责任。",
    "甲方逾期付款累计不超过30日的，乙方不得解除合同。",
    "损失超过人民币5万元的，甲方有权解除合同。",
    "乙方不得以任何理由拒绝承担责任。",
    "员工的经济补偿月工资基数不超过本地区上年度职工月平均工资三倍。",
    "投资总额不超过人民币1亿元。",
    "保证人在最高额人民币500万元内承担连带保证责任。",
    "担保的最高债权额为人民币1000万元。",
    "丙方对乙方债务在200万元限额内承担连带责任。",
    "保证人在最高额人民币600万元内承担连带责任保证。",
    "押金不足以抵扣赔偿金的，承租人应补足，承租人的赔偿不以押金为限。",
    "每次事故责任限额人民币100万元，累计责任限额500万元，由乙方投保。",
    "保险免赔额为每次事故人民币5000元。",
    "双方确认，违约金不超过实际损失的30%视为合理。",
    "每日违约金不超过当日应付款的0.05%。",
    "卖方的质保责任限于免费更换。",
    "乙方应购买产品责任保险，累计赔偿限额不低于300万元。",
    "借款人应支付的违约金、利息、费用合计不超过年利率24%。",
    "如乙方不承担责任，甲方可以起诉。",
    "保证人不承担保证责任的，债权人有权起诉。",
    "乙方未按约履行的，不免除其责任。",
    "一方违约的，赔偿额不得超过违约方订立合同时预见到的因违约可能造成的损失。",
    "一方违约给对方造成损失的，赔偿额以实际损失为限。",
    "竞业限制补偿金每月不低于离职前平均工资的30%，总额不超过10万元。",
    "劳动者造成损失的，从工资中扣除，每月扣除部分不得超过当月工资的20%。",
    "股东以其认缴的出资额为限对公司承担责任。",
    "差旅费由甲方承担，总额不超过人民币5万元。",
    "履约保函金额不超过合同总价的10%。",
    "乙方承担的违约金总额达到合同总价的10%时，甲方有权解除合同。",
    "罚款总额累计达到人民币1万元的，甲方有权终止合同。",
]


@pytest.mark.parametrize("sentence", NEITHER)
def test_limits_no_liability(sentence: str) -> None:
    """Minimum sums, insurance, prices, credit, deposits, duties to pay all loss are neither cap nor exclusion."""
    assert findings(f"第六条 {sentence}", liability_caps) == ()


ENGLISH = [
    ("IN NO EVENT SHALL EITHER PARTY'S AGGREGATE LIABILITY EXCEED THE TOTAL FEES PAID UNDER THIS AGREEMENT.", "liability", "both"),
    ("Party B's total liability under this Agreement shall not exceed RMB 500,000.", "liability", "Party B"),
    ("The liability of the Supplier shall not exceed 100% of the Contract Price.", "liability", "Supplier"),
    ("In no event shall the Consultant be liable for an amount exceeding the fees paid.", "liability", "Consultant"),
    ("Liquidated damages shall not exceed 5% of the total contract value.", "liquidated_damages", None),
    ("Neither party shall be liable for any indirect, incidental or consequential damages or loss of profits.", "exclusion", "both"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "scope", "protects"), ENGLISH)
def test_english_sentences(sentence: str, scope: str, protects: str | None) -> None:
    """English agreements limit and exclude in their own words."""
    value = only(sentence).value

    assert (value.scope, value.protects) == (scope, protects)


def only(sentence: str) -> Any:
    """Give the one finding of a clause."""
    (found,) = findings(f"第六条 {sentence}", liability_caps)
    return found
