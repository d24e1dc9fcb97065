"""Sentences of ten trades for the fields of liability, disputes, price and writing; each tells one thing."""

from decimal import Decimal
from typing import Any

import pytest

from extractors.annexes import annexes
from extractors.confidentiality import confidentiality
from extractors.cross_references import cross_references
from extractors.definitions import definitions
from extractors.dispute_resolution import DisputeResolution, dispute_resolution
from extractors.force_majeure import force_majeure
from extractors.governing_law import governing_law
from extractors.liability_caps import liability_caps
from extractors.liquidated_damages import liquidated_damages
from extractors.parties import parties
from extractors.title import title
from extractors.total_amount import total_amount
from pipeline.model.finding import Extractor, Finding, Findings
from tests.builders import document

HEAD = "服务合同\n甲方：云栖测试有限公司\n乙方：青禾样本有限公司\n第六条 约定\n"


def values(field: Extractor[Any], text: str, head: str = HEAD) -> list[Any]:
    """Give the values a field finds below a head with two parties."""
    parsed = document(head + text)
    before: dict[str, tuple[Finding[object], ...]] = {}
    fields: tuple[Extractor[Any], ...] = (title, parties, annexes)
    for each in fields:
        before[each.field] = tuple(each.run(parsed, Findings(before)))
    return [finding.value for finding in field.run(parsed, Findings(before))]


PENALTIES = [
    ("乙方少巡检一次，扣当月服务费的50%。", "乙方", "甲方", None, "50%", "当月服务费"),
    ("甲方不按时付钱的，每超过一天罚欠款的千分之三。", "甲方", "乙方", None, "0.3%/day", "欠款"),
    ("乙方的驻点工程师每缺岗一天扣1500元。", "乙方", "甲方", 1500, None, "每日"),
    ("乙方月度供货率低于85%的，就不足部分按每吨人民币10元向甲方支付违约金。", "乙方", "甲方", 10, None, None),
    ("乙方绕开甲方录用学员的，除补缴服务费外，另按学员首年年薪的30%支付违约金。", "乙方", "甲方", None, "30%", "学员首年年薪"),
    ("违约方应将转让价款的百分之三十支付给其他股东。", "违约方", "其他股东", None, "30%", "转让价款"),
    ("乙方迟付款项按每月1%计息。", "乙方", "甲方", None, "1%/month", None),
    ("乙方不得收取患者红包，被投诉未整改的每次扣100元。", "乙方", "甲方", 100, None, "每次"),
    ("泄密方应向受害方支付伍万元。", "泄密方", "受害方", 50000, None, None),
    ("剧本交付后演员每缺席一天，乙方应赔偿甲方人民币8万元。", "乙方", "甲方", 80000, None, "每日"),
    ("节目未按期播出的，每延期一期，乙方应退还该期费用并加付该期费用的50%作为补偿。", "乙方", "甲方", None, "50%", "该期费用"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "payer", "payee", "amount", "rate", "base"), PENALTIES)
def test_penalty(text: str, payer: str, payee: str, amount: int | None, rate: str | None, base: str | None) -> None:
    """Penalties without the word, of staff, and between sides that are named in passing."""
    (value,) = values(liquidated_damages, text)

    assert (value.payer, value.payee) == (payer, payee)
    assert (value.amount, value.rate) == (amount and Decimal(amount), rate)
    assert base is None or value.base == base


@pytest.mark.parametrize(
    "text",
    [
        "发热量每低于100大卡，单价扣减5元/吨。",
        "水分超过8%的，每超过1%扣重1%。",
        "公司有权从工资中扣除社保个人部分500元。",
        "乙方未按时发货的，从合同款中扣除其已领取的预付款10万元。",
        "学员中途退学的，乙方不退还已缴学费。",
        "乙方应缴纳履约保证金10万元。",
        "增值税税率为6%，税率调整的按新税率执行。",
    ],
)
def test_no_penalty(text: str) -> None:
    """Prices that follow quality, offsets, deposits paid and taxes are none."""
    assert values(liquidated_damages, text) == []


def test_unknown_rate_of_interest_is_blank() -> None:
    """A multiple of the bank's rate that was left open."""
    (value,) = values(liquidated_damages, "甲方未按约定支付酬金的，自应付之日起，按同期银行贷款利率的____倍支付利息。")

    assert (value.payer, value.rate) == ("甲方", None)


def test_grades_in_a_cell_of_a_table_without_word_for_penalties() -> None:
    """Each grade of a cell is a penalty; the side that serves pays."""
    head = (
        "服务合同\n甲方：云栖测试有限公司\n乙方：青禾样本有限公司\n"
        "第五条 付款\n甲方应在收到发票后20日内付款。乙方应按月提供服务。甲方逾期付款的，承担责任。\n第六条 考核\n"
    )
    table = "| 指标 | 要求 | 未达到时 |\n|---|---|---|\n| 可用率 | 99.9% | 低于99.9%的，扣当季服务费5%；低于99.5%的，扣当季服务费15% |\n| 响应 | 15分钟 | 每次扣2000元 |\n"
    found = values(liquidated_damages, table, head)

    assert [(v.payer, v.rate, v.amount) for v in found] == [
        ("乙方", "5%", None),
        ("乙方", "15%", None),
        ("乙方", None, Decimal(2000)),
    ]


CAPS = [
    ("甲方每月扣款总额不超过乙方当月服务费的20%。", "乙方"),
    ("平台对单个用户的赔偿总额不超过人民币1000元。", "平台"),
    ("承运人对未保价货物的赔偿，每件不超过人民币300元。", "承运人"),
    ("星桥就任一订单承担的赔偿总额，以用户就该订单实际支付的服务费为限。", None),
    ("乙方累计赔偿额以扣除税金后的酬金为限。", "乙方"),
    ("任何一方的责任合计不超过合同总额的1.5倍。", "both"),
]


@pytest.mark.parametrize(("text", "protects"), CAPS)
def test_whom_a_cap_protects(text: str, protects: str | None) -> None:
    """The one who owes; nobody where the text calls it by an unknown name, never the one who is paid."""
    (value,) = values(liability_caps, text)

    assert value.protects == protects


def test_cap_on_deductions_protects_who_serves() -> None:
    """Deductions are taken off the fee of the side that performs."""
    text = "甲方应在收到发票后付款。甲方逾期付款的，支付利息。乙方应提供服务。\n第七条 考核\n单月考核扣款不超过当月服务费的10%。"

    (value,) = values(liability_caps, text)

    assert value.protects == "乙方"


DISPUTES = [
    ("出租人、承租人、保证人三方一致选择出租人所在地人民法院为第一审管辖法院。", "出租人所在地人民法院", "出租人所在地", None, False),
    ("双方好好商量，有争议谈不拢的到甲方所在地法院解决。", "甲方所在地法院", "甲方所在地", None, True),
    ("发生争执解决不了时，提交北京中国海事仲裁委员会仲裁，仲裁费用由败诉方负担。", "中国海事仲裁委员会", None, "北京", False),
    ("本条款争议，提交云栖仲裁委员会仲裁，仲裁地云栖。", "云栖仲裁委员会", None, "云栖", False),
    ("争议由本条款签订地有管辖权的人民法院管辖。", "本条款签订地有管辖权的人民法院", "本条款签订地", None, False),
    ("再生争执的，由云栖市青禾区人民法院处理。", "云栖市青禾区人民法院", None, None, False),
    ("双方代表应在45日内尽力解决争议；未能解决的，提交云栖仲裁委员会仲裁。", "云栖仲裁委员会", None, None, True),
    ("争议统一提请云栖仲裁委员会仲裁。\n原合同由甲方所在地人民法院管辖的约定不再适用。", "云栖仲裁委员会", None, None, False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "forum", "basis", "seat", "talks"), DISPUTES)
def test_dispute(text: str, forum: str, basis: str | None, seat: str | None, talks: bool) -> None:
    """Forum, basis, seat and talks, in plain and in old words."""
    value = values(dispute_resolution, text)[0]

    assert isinstance(value, DisputeResolution)
    assert (value.forum, value.forum_basis, value.seat, value.negotiation_first) == (forum, basis, seat, talks)


@pytest.mark.parametrize(
    "text",
    [
        "家长对收费有异议的，可向教育主管部门投诉。",
        "甲方应配合法院、检察院的调查取证。",
        "如一方被提起诉讼或仲裁，应于三日内通知另一方。",
        "争议解决期间，除争议事项外，双方继续履行合同。",
    ],
)
def test_no_dispute_clause(text: str) -> None:
    """Courts and quarrels in passing are no agreement on a forum."""
    assert values(dispute_resolution, text) == []


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("本租约依香港特别行政区法律解释。", "香港特别行政区法律"),
        ("本合同以日本法为准据法。", "日本法"),
        ("乙方系依照中华人民共和国法律设立的学校。", None),
        ("本合同未尽事宜，依照中华人民共和国有关法律执行。", None),
    ],
)
def test_law(text: str, law: str | None) -> None:
    """The law chosen; no law that is only obeyed or filled in."""
    assert values(governing_law, text) == ([law] if law else [])


@pytest.mark.parametrize(
    ("text", "duration", "survives"),
    [
        ("三方自签署之日起三年内均不得向外人透露本协议的内容。", "P3Y", None),
        ("员工对资料在任职期间以及不再任职之后两年内，均须保密。", "P2Y", True),
        ("乙方对患者信息负有保密义务，保密期限为永久。", "indefinite", None),
    ],
)
def test_secrecy(text: str, duration: str, survives: bool | None) -> None:
    """Lengths of secrecy."""
    (value,) = values(confidentiality, text)

    assert (value.duration, value.survives_termination) == (duration, survives)


def test_secrecy_left_open() -> None:
    """A term of which nothing is filled in is blank without a value."""
    assert values(confidentiality, "保密期限：____________。") == [None]


@pytest.mark.parametrize(
    ("text", "notice", "after"),
    [
        ("任何一方不对超出其合理控制的事件负责；该等事件持续超过六十（60）天的，另一方可终止本合同。", None, "P60D"),
        ("因不可抗力导致合同不能履行时，双方各自承担由此造成的损失。", None, None),
        (
            "受影响方应在知悉不可抗力发生后不迟于五日将情况通知另一方；不可抗力影响超过六十日，另一方有权解除合同。",
            "P5D",
            "P60D",
        ),
    ],
)
def test_force_majeure(text: str, notice: str | None, after: str | None) -> None:
    """Events by the name and beyond control; who bears what without a period."""
    (value,) = values(force_majeure, text)

    assert (value.notice, value.termination_after) == (notice, after)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("货款总额暂按人民币59,760,000.00元计，据实结算。", 59760000),
        ("片酬总额为税后人民币捌拾万元整。", 800000),
        ("承包费每亩每年800元，共120亩，五年总计48万元。", 480000),
        ("离职的，未成熟部分由其他股东以一元价格受让。", None),
        ("合同总价的5%即人民币5万元作为质保金。", None),
        ("派遣服务费按每人每月150元计取。", None),
    ],
)
def test_total(text: str, amount: int | None) -> None:
    """Prices of other trades; a nominal sum for a share is none."""
    assert [value.amount for value in values(total_amount, text)] == ([Decimal(amount)] if amount else [])


def test_total_below_a_table() -> None:
    """The line right below a table of prices states its total."""
    table = "| 品名 | 数量 | 金额 |\n|---|---|---|\n| 支架 | 10 | 1,000.00 |\n| 卡扣 | 20 | 500.00 |\n\n合计（含13%增值税）：RMB 1,500.00\n"

    assert [value.amount for value in values(total_amount, table)] == [Decimal("1500.00")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("附录A 服务范围；附录B 场地和设备。", [("附录A", "服务范围"), ("附录B", "场地和设备")]),
        ("附件五（派遣人员花名册）由乙方每月更新。", [("附件五", "派遣人员花名册")]),
        ("附件2（技术文件目录）所列资料由乙方交付。", [("附件2", "技术文件目录")]),
        ("乙方应将简历以附件形式发送至甲方邮箱。", []),
    ],
)
def test_annex(text: str, named: list[tuple[str, str]]) -> None:
    """Annexes in one line, with titles in brackets."""
    assert [(value.label, value.title) for value in values(annexes, text)] == named


def test_earlier_amendment_is_no_annex() -> None:
    """In an amendment the earlier ones are other agreements."""
    head = "服务合同之补充协议（二）\n甲方：云栖测试有限公司\n乙方：青禾样本有限公司\n第一条 背景\n"

    assert values(annexes, "双方曾签订补充协议（一），与本补充协议不一致的，以本补充协议为准。", head) == []


def test_short_annex_behind_the_signatures_is_attached() -> None:
    """A list of short lines under the heading of an annex, behind the signatures."""
    text = (
        "本协议自签署时生效。\n甲方（盖章）：\n乙方（盖章）：\n附件：否决事项清单\n"
        "单笔超过50万元的对外担保；\n出售核心专利；\n高级管理人员的激励；\n与股东亲属的交易。\n"
    )

    assert [(value.title, value.attached) for value in values(annexes, text)] == [("否决事项清单", True)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("“最终用户”对甲方来说，是指购买并使用产品的自然人。", ["最终用户"]),
        ("每一学年为一个“收费年度”。", ["收费年度"]),
        ("本数据许可协议（“协议”）由双方签订。", ["协议"]),
        ("“优质服务”是我们的承诺。", []),
        ("乙方应在“学生管理系统”中录入成绩。", []),
    ],
)
def test_definition(text: str, terms: list[str]) -> None:
    """Terms of translated texts; emphasised words are none."""
    assert [value.term for value in values(definitions, text)] == terms


def test_bare_numbers() -> None:
    """Numbers without 条: lists, exceptions, and beside an article."""
    text = (
        "合同\n1.1 甲方供货。\n1.2 乙方付款。\n2.1 违反1.1或者1.2的，承担责任。\n2.2 不受1.2的限制。\n2.3 税率为1.2个百分点。\n"
        "第三条 其他\n1.1及第三条终止后有效。"
    )
    found = [(value.from_, value.to) for value in values(cross_references, text, "")]

    assert [pair for pair in found if pair[1] != "第三条"] == [("2.1", "1.1"), ("2.1", "1.2"), ("2.2", "1.2")]
