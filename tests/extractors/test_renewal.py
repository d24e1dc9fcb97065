"""How agreements of many trades go on after their term: kind, length and notice; and what goes on without renewing anything."""

import pytest

from extractors.renewal import renewal
from tests.extractors.helpers import findings

Way = tuple[str, str, str | None, str | None]

AUTOMATIC: list[Way] = [
    ("本合同期满前30日，任何一方未书面提出异议的，本合同自动顺延一年。", "automatic_renewal", "P1Y", "P30D"),
    ("期满前30日双方未书面提出异议，自动顺延一年，以此类推。", "automatic_renewal", "P1Y", "P30D"),
    ("合同到期前一个月内双方均未提出终止合同的，视为合同自动续签一年。", "automatic_renewal", "P1Y", "P1M"),
    (
        "任何一方不愿续约的，应提前六十日书面通知对方，否则本协议自动续约两年。",
        "automatic_renewal",
        "P2Y",
        "P60D",
    ),
    (
        "除非任何一方在有效期届满前至少九十（90）日书面通知对方不再续展，本协议将自动续展，每次两年。",
        "automatic_renewal",
        "P2Y",
        "P90D",
    ),
    ("本合同期满自动续约一年。任何一方不续约的，应提前60日书面通知对方。", "automatic_renewal", "P1Y", "P60D"),
    (
        "有效期届满后自动延续1年，除非一方在本合同有效期届满前3个月以书面形式通知另一方终止本合同。",
        "automatic_renewal",
        "P1Y",
        "P3M",
    ),
    (
        "如您未在订阅周期届满前至少24小时关闭自动续费，订阅将自动续期一个月。",
        "automatic_renewal",
        "P1M",
        None,
    ),
    ("您未于当期届满三日前取消自动续费的，服务将自动续期一年。", "automatic_renewal", "P1Y", "P3D"),
    ("合作期满十五个工作日前，双方均未书面表示终止的，合作期自动延长六个月。", "automatic_renewal", "P6M", "P15D"),
    ("经销期限届满前两个月，任何一方未通知对方解除的，经销期限自动展期一年。", "automatic_renewal", "P1Y", "P2M"),
    ("期满双方无异议的，本协议自动续期，续期期限为一年，续期次数不限。", "automatic_renewal", "P1Y", None),
    ("协议到期后如双方均未提出书面终止要求，则以一年为期自动续展。", "automatic_renewal", "P1Y", None),
    ("期滿前三十日，任一方未以書面通知他方終止者，本合約自動續約一年。", "automatic_renewal", "P1Y", "P30D"),
    ("本合同到期自动续约，每次续约期限为十二个月，最多续约两次。", "automatic_renewal", "P1Y", None),
    ("除任何一方于期满前2个月书面通知终止外，本协议自动续期相同期限。", "automatic_renewal", None, "P2M"),
    ("合同到期，双方未提出异议且继续履行的，本合同自动顺延壹年。", "automatic_renewal", "P1Y", None),
    ("合同期满前____日任何一方未提出异议的，自动顺延____年。", "automatic_renewal", None, None),
    (
        "期满后如双方均未提出终止的书面意见，则本协议继续有效，有效期顺延一年。",
        "automatic_renewal",
        "P1Y",
        None,
    ),
    ("自动续订：是（到期前30天任一方未书面通知不续订，则自动续订12个月）", "automatic_renewal", "P1Y", "P30D"),
    ("到期前客户未关闭自动续费的，按当时标价续订一年。", "automatic_renewal", "P1Y", None),
    ("期满如双方无异议，合同继续有效一年。", "automatic_renewal", "P1Y", None),
    ("除雙方另有約定外，本協議於期滿後自動延展一年。", "automatic_extension", "P1Y", None),
    ("期满后自动顺延三个月。", "automatic_extension", "P3M", None),
    ("服务期届满而新供应商尚未确定的，服务期自动延长至新供应商进场之日。", "automatic_extension", None, None),
    ("合同到期时在途订单未履行完毕的，本合同有效期自动延续至订单履行完毕之日。", "automatic_extension", None, None),
    ("协议期满后双方未续签但继续合作的，本协议继续有效。", "automatic_extension", None, None),
    (
        "租赁期满，承租人继续使用房屋，出租人未提出异议的，原合同继续有效，租赁期限转为不定期。",
        "automatic_extension",
        None,
        None,
    ),
    ("劳动合同期满时乙方处于医疗期的，劳动合同期限自动延续至医疗期满。", "automatic_extension", None, None),
]

BY_AGREEMENT: list[Way] = [
    ("合同期满，经双方协商一致，可以续签。", "by_agreement", None, None),
    ("劳动合同期满，经双方协商一致，可以续订劳动合同。", "by_agreement", None, None),
    ("甲方应于劳动合同期满前三十日将续订意向书面通知乙方。", "by_agreement", None, "P30D"),
    ("承租方要求续租的，应在租赁期满前两个月书面申请，经出租方同意后重新签订租赁合同。", "by_agreement", None, "P2M"),
    (
        "租赁期满，乙方需继续承租的，应提前三个月书面通知甲方，同等条件下乙方享有优先承租权。",
        "by_agreement",
        None,
        "P3M",
    ),
    ("租赁期满后，同等条件下乙方享有优先承租权。", "by_agreement", None, None),
    ("合作期满，乙方在同等条件下享有优先续约权。", "by_agreement", None, None),
    ("乙方应在期满前60日书面提出续租申请，逾期未提出的视为放弃优先承租权。", "by_agreement", None, "P60D"),
    ("乙方如有意续租，须提前90天提出，否则视为放弃续租。", "by_agreement", None, "P90D"),
    ("期满不自动续期，双方需要继续合作的，应另行签订书面合同。", "by_agreement", None, None),
    ("本协议到期后，如双方有意续签，应于到期前20个工作日内书面告知对方。", "by_agreement", None, "P20D"),
    ("特许期届满前六个月，受许人可书面申请续约，续约期限为五年。", "by_agreement", "P5Y", "P6M"),
    ("经采购人同意可续签合同，每次续签一年，最多续签两次。", "by_agreement", "P1Y", None),
    ("甲方有权在期满前3个月书面通知乙方续租三年。", "by_agreement", "P3Y", "P3M"),
    (
        "借款人不能按期归还需要展期的，应在到期日前十五日书面申请，经贷款人同意后签订展期协议。",
        "by_agreement",
        None,
        "P15D",
    ),
    ("许可期限届满，被许可方有权优先续展许可。", "by_agreement", None, None),
    ("代理期满前一个月，双方协商是否续约。", "by_agreement", None, None),
    ("聘期届满，甲方拟续聘的，应提前一个月通知乙方。", "by_agreement", None, "P1M"),
    ("本合同到期后，若甲方继续委托乙方服务，双方应重新签订合同。", "by_agreement", None, None),
    ("服务期满前三十日内，双方可就续约事宜另行协商。", "by_agreement", None, None),
    ("合资期限届满六个月前，经董事会一致通过，可向审批机关申请延长合资期限。", "by_agreement", None, "P6M"),
    ("本协议期满经双方书面确认可延长一年。", "by_agreement", "P1Y", None),
    ("租賃期滿承租人擬續租者，應於屆滿前二個月以書面通知出租人。", "by_agreement", None, "P2M"),
    (
        "期满可续约。续约申请应于期满前45日以书面提出，续约期为两年。",
        "by_agreement",
        "P2Y",
        "P45D",
    ),
    (
        "借款人需要展期的，应在借款到期日前30个银行营业日之前提出书面申请，经贷款人同意并签订展期协议。",
        "by_agreement",
        None,
        "P30D",
    ),
    ("合同续签：期满前十五日双方协商续签事宜。", "by_agreement", None, None),
    ("硬件质保三年，服务合同一年一签，考核通过方可续签。", "by_agreement", None, None),
    (
        "任何一方有意延长本合同期限的，应提前三十日书面通知对方，双方另行签订补充协议。",
        "by_agreement",
        None,
        "P30D",
    ),
    ("广告位到期后，甲方在同等条件下享有优先续刊权。", "by_agreement", None, None),
    ("续费后服务期限自原到期日起顺延一年。", "by_agreement", "P1Y", None),
    ("本合同期满，甲方应提前15日书面征求乙方续订劳动合同意见。", "by_agreement", None, "P15D"),
    ("期满前六个月由业主大会决定续聘。", "by_agreement", None, None),
    ("有效期届满前两个月，双方应就是否续签进行书面确认。", "by_agreement", None, None),
    ("本合同期满前____日，双方协商续签。", "by_agreement", None, None),
    ("续租租金由双方按市场价另行商定，乙方应在租期届满前60日提出续租。", "by_agreement", None, "P60D"),
]

NOTHING = [
    "本合同期满自动终止，不再续签。",
    "本合同不自动续期。",
    "合同期满未续签的，乙方应在三日内搬离。",
    "租赁期满双方未达成续租协议的，乙方应返还房屋。",
    "因不可抗力不能按期交货的，交货期相应顺延。",
    "因甲方延迟提供资料的，服务期限相应顺延。",
    "因甲方原因停工的，工期顺延，且合同期限相应延长。",
    "付款日为法定节假日的，顺延至下一工作日。",
    "质保期届满前出现同一故障的，质保期自动延长三个月。",
    "维修期间不计入保修期，保修期顺延。",
    "保函到期前15日乙方应办理续展，否则甲方有权兑付。",
    "债权人与债务人协议展期的，应取得保证人书面同意。",
    "主合同展期的，保证人继续承担保证责任。",
    "乙方应保证其资质证书在合同期内有效，到期应及时续期。",
    "注册商标有效期届满前，许可方应及时办理续展。",
    "域名到期前三十日乙方负责续费。",
    "试用期可以延长一个月。",
    "续租期间的租金按本合同标准执行。",
    "乙方擅自续签其他合同的，甲方有权解除。",
    "承租人在同等条件下享有优先购买权。",
    "争议解决期间，除争议事项外，双方继续履行本合同。",
    "合同终止后，保密条款继续有效。",
    "因疫情停业的，租期相应顺延，顺延期间免收租金。",
    "乙方收到续约通知后应在系统中确认。",
    "甲方按期还款日可展期三日，不计罚息。",
    "劳动合同期满，甲方不同意续订的，应支付经济补偿。",
    "保险期限届满前乙方应续保。",
    "本合同期满后，未履行完毕的订单仍按本合同执行。",
    "交付期可延长十日。",
    "宽限期届满仍未付款的，不再延长。",
    "竞业限制期限届满前，甲方可书面延长六个月。",
    "投标有效期届满前，采购人可要求延长投标有效期。",
    "未经甲方书面同意，乙方不得将本合同续签给第三人。",
    "合作期满，代理商未按平台要求的时间完成续约手续的，代理资格取消。",
    "变更、解除、终止、续订劳动合同应当依照法律规定办理。",
    "自动续约：否",
    "合作到期前，平台决定不再与代理商续约的，合作到期后自动终止。",
    "如乙方续租，装修押金转入下一租期。",
    "乙方未在期满前30日提出续租申请的，视为不再续租。",
    "因甲方原因延误的，乙方可申请延长服务期限。",
    "承租人逾期不返还房屋的，租赁期限不予延长。",
    "订单取消后不再续订。",
    "自动续期：□是　☑否",
    "自动续期：□是　□否",
    "自动续期期满前双方仍未达成一致的，本协议终止。",
    "发生上述情形的，甲方有权延长期限或者解除合同。",
]


@pytest.mark.parametrize(("sentence", "kind", "length", "notice"), [*AUTOMATIC, *BY_AGREEMENT])
def test_way(sentence: str, kind: str, length: str | None, notice: str | None) -> None:
    """One clause is one way to go on, with the length and the notice that any of its sentences gives."""
    found = findings(f"第三条 期限\n{sentence}\n第四条 其他\n双方协商。", renewal)

    assert [(f.value.kind, f.value.length, f.value.notice) for f in found] == [(kind, length, notice)]


@pytest.mark.parametrize("sentence", NOTHING)
def test_nothing_is_renewed(sentence: str) -> None:
    """Refusals, consequences, postponed works and payments, warranties, papers and securities renew no agreement."""
    assert findings(f"第三条 其他\n{sentence}", renewal) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2.2 期满前一个月双方协商续约。\n2.3 期满时未签署新协议但继续履行的，本协议自动顺延一个月。",
            [("by_agreement", None, None), ("automatic_extension", "P1M", None)],
        ),
        (
            "2.2 乙方续租的，应提前两个月书面通知甲方。\n2.3 同等条件下乙方享有优先承租权。",
            [("by_agreement", None, "P2M")],
        ),
        (
            "2.2 期满前30日双方无书面异议的，自动续约一年。\n7.1 期满前30日双方无书面异议的，自动续约一年。",
            [("automatic_renewal", "P1Y", "P30D")],
        ),
        (
            "2.2 本协议期满自动续期一年。\n2.3 续期期间，双方权利义务不变。",
            [("automatic_renewal", "P1Y", None)],
        ),
    ],
)
def test_ways_of_several_clauses(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    """Different ways stand apart; what only repeats another way, or adds nothing to it, is not a further value."""
    found = findings(f"第二条 期限\n2.1 合作期限为一年。\n{text}", renewal)

    assert [(f.value.kind, f.value.length, f.value.notice) for f in found] == expected


def test_working_days_are_told() -> None:
    """A notice in working days says so."""
    value = findings("第二条 期满前十个工作日未书面提出异议的，本协议自动续约一年。", renewal)[0].value

    assert (value.notice, value.working_days) == ("P10D", True)


def test_condition_is_quoted_as_printed() -> None:
    """Traditional characters and full-width marks stay in the condition."""
    value = findings("第二條 期滿前一個月，雙方得協商續約。", renewal)[0].value

    assert value.condition == "期滿前一個月，雙方得協商續約"


RENEWS = "第二条 合同期限\n2.1 期满前30日任何一方未书面提出异议的，本合同自动续期一年"


@pytest.mark.parametrize(
    ("rest", "quotes"),
    [
        ("。顺延次数以两次为限。", ["顺延次数以两次为限。"]),
        ("。\n2.2 续期次数最多两次。", ["续期次数最多两次。"]),
        ("。\n2.2 合同总期限不超过三年。", ["合同总期限不超过三年。"]),
        ("。累计不超过三年。", ["累计不超过三年。"]),
        ("。至2029年12月31日为止不再续期。", ["至2029年12月31日为止不再续期。"]),
        ("，最多续期两次。", []),
        ("。质保期内保修次数不超过三次。", []),
        ("。付款次数不超过三次。", []),
        ("。\n2.2 乙方延期交货累计不超过三次。", []),
    ],
)
def test_limits_are_quoted_beside_the_renewal(rest: str, quotes: list[str]) -> None:
    """A sentence of its own that limits the renewals is a further quote; limits of other things are not."""
    found = findings(f"服务合同\n{RENEWS}{rest}\n第三条 其他\n双方协商。", renewal)

    assert [(each.value.kind, each.value.length) for each in found] == [("automatic_renewal", "P1Y")]
    assert [evidence.quote for evidence in found[0].evidence[1:]] == quotes
