"""Annexes as different drafters name and attach them."""

import time

import pytest

from extractors.annexes import Annex, annexes
from pipeline.model.finding import Findings
from tests.builders import document


def found(text: str) -> list[tuple[str | None, str | None, bool]]:
    """Give label, title and attached of every annex."""
    values = (finding.value for finding in annexes.run(document(text), Findings({})))
    return [(value.label, value.title, value.attached) for value in values if isinstance(value, Annex)]


NAMED = [
    ("乙方应按附件一《服务清单》提供服务。", [("附件一", "服务清单")]),
    ("货物规格见《采购明细》（附件1）。", [("附件1", "采购明细")]),
    ("验收按照附件三（验收标准）执行。", [("附件三", "验收标准")]),
    ("附件1：价格表", [("附件1", "价格表")]),
    ("其他\n2. 附录B 技术规范书", [("附录B", "技术规范书")]),
    ("设备清单详见附表二。", [("附表二", None)]),
    ("装修标准详见附件。", [("附件", None)]),
    ("双方签署附件《保密承诺书》。", [("附件", "保密承诺书")]),
    ("附件一至附件三与本合同具有同等效力。", [("附件一", None), ("附件二", None), ("附件三", None)]),
    ("附件1、2、3为本合同组成部分。", [("附件1", None), ("附件2", None), ("附件3", None)]),
    ("《附件二：廉洁约定》", [("附件二", "廉洁约定")]),
    ("本合同附件（二）《报价单》与本合同不一致的，以本合同为准。", [("附件二", "报价单")]),
    ("附件1、附件2和附件3《投标文件》均为组成部分。", [("附件1", None), ("附件2", None), ("附件3", "投标文件")]),
    ("附件一《报价单》、附件二《图纸》为本合同组成部分。", [("附件一", "报价单"), ("附件二", "图纸")]),
    ("附件四：供应商行为准则（2023年版）", [("附件四", "供应商行为准则（2023年版）")]),
    (
        "本合同附件包括《报价单》、《图纸》和《技术要求》。",
        [("附件", "报价单"), ("附件", "图纸"), ("附件", "技术要求")],
    ),
    ("附件《保密承诺书》及《员工守则》对乙方有约束力。", [("附件", "保密承诺书")]),
    ("本协议附件《排期表》《授权书》为本协议的一部分。", [("附件", "排期表"), ("附件", "授权书")]),
    ("附件《报价单》、《图纸》具有同等效力。", [("附件", "报价单"), ("附件", "图纸")]),
    (
        "本合同附件包括：1.《运营手册》；2.《授权书》；3.《费用明细》。",
        [("附件1", "运营手册"), ("附件2", "授权书"), ("附件3", "费用明细")],
    ),
    ("借款人提交附件1格式的提款申请书。", [("附件1", "提款申请书")]),
    ("附件1格式的提款申请书由借款人提交。", [("附件1", None)]),
    ("其他\n附件一 物业构成细目", [("附件一", "物业构成细目")]),
    ("其他\n附件二 价格构成表", [("附件二", "价格构成表")]),
    ("附件三构成本合同的组成部分。", [("附件三", None)]),
    ("其他\n附件一：应收账款转让申请书", [("附件一", "应收账款转让申请书")]),
    ("其他\n附件2：中标通知书", [("附件2", "中标通知书")]),
    ("其他\n附件3 系统清单", [("附件3", "系统清单")]),
    ("其他\n附件四 可行性研究报告", [("附件四", "可行性研究报告")]),
    ("其他\n附件五、应急预案", [("附件五", "应急预案")]),
    ("其他\n附件六 应由乙方提供", [("附件六", None)]),
    ("其他\n附件七系双方确认的清单", [("附件七", None)]),
    ("双方可另行签署附件保密信息交换协议。", [("附件", "保密信息交换协议")]),
    ("产品规格详见附件产品清单。", [("附件", "产品清单")]),
    ("服务标准见附件一服务标准。", [("附件一", "服务标准")]),
    ("附件一（Annex 1）：价格表", [("附件一", "价格表")]),
    ("验收按附录C-1《验收规程》进行。", [("附录C-1", "验收规程")]),
    ("其他\n附件1-1 材料表", [("附件1-1", "材料表")]),
    (
        "其他\n附件：（1）报价单；（2）图纸；（3）技术协议。",
        [("附件1", "报价单"), ("附件2", "图纸"), ("附件3", "技术协议")],
    ),
    ("其他\n附件：1. 平面图 2. 设施清单", [("附件1", "平面图"), ("附件2", "设施清单")]),
    ("See Exhibit A (Product List) and Schedule 2.", [("Exhibit A", "Product List"), ("Schedule 2", None)]),
    ("详见附件一。See Annex 1.", [("附件一", None)]),
    ("物业交割情况见附件五。附件五：物业交割清单", [("附件五", None)]),
]


@pytest.mark.parametrize(("sentence", "expected"), NAMED)
def test_annex_named(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    """An annex that is only named has its label, its title where printed, and is not attached."""
    assert found(f"第一条 {sentence}") == [(label, title, False) for label, title in expected]


NOT_NAMED = [
    "本合同及其附件构成完整的协议。",
    "《框架采购合同》附件一另有约定的，从其约定。",
    "主合同附件二所列的设备不在此限。",
    "乙方应以邮件附件形式发送对账单。",
    "电子邮件的附件不得超过二十兆。",
    "双方可另行签订补充协议。",
    "设备的附件和工具由卖方提供。",
    "本合同附件是合同不可分割的一部分。",
    "Annex II of the Convention applies.",
    "附件与本合同具有同等法律效力。",
    "未尽事宜，由双方签订补充协议，补充协议与本合同具有同等效力。",
]


@pytest.mark.parametrize("sentence", NOT_NAMED)
def test_no_annex_named(sentence: str) -> None:
    """Annexes of other agreements, of letters, and annexes in general are none."""
    assert found(f"第一条 {sentence}") == []


AMENDED = [
    ("股东协议附件二予以删除。", []),
    ("原协议的附件一替换为新清单。", []),
    ("本补充协议附件一与本补充协议具有同等效力。", [("附件一", None)]),
    ("本协议附件《新清单》自签署日起执行。", [("附件", "新清单")]),
    ("新的价格见附件一。", [("附件一", None)]),
]


@pytest.mark.parametrize(("sentence", "expected"), AMENDED)
def test_annex_in_a_supplement(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    """In a supplementary agreement the annexes of the agreement it amends are none of its own."""
    text = f"股东协议之补充协议\n甲方：云岭纺织有限公司\n第一条 {sentence}"
    assert found(text) == [(label, title, False) for label, title in expected]


def test_list_at_the_end() -> None:
    """The items of a list under 附件 bear its name and their own number."""
    text = "第九条 其他\n附件：\n1、设备清单\n2、售后服务承诺书；\n3、授权委托书（另附）\n"
    assert found(text) == [
        ("附件1", "设备清单", False),
        ("附件2", "售后服务承诺书", False),
        ("附件3", "授权委托书", False),
    ]


BODY = "第一条 标的\n甲方向乙方购买货物，清单见附件一。\n第二条 其他\n本合同附件二为廉洁约定。\n甲方（盖章）：\n乙方（盖章）：\n"


def test_attached() -> None:
    """An annex with content in the file is attached, under its heading's title, quoted at both places."""
    text = (
        BODY
        + "附件一 货物清单\n一、品名为不锈钢法兰，数量以每次订单载明的数量为准，随货附送合格证书一份。\n二、包装为木箱。\n"
    )
    held, named = annexes.run(document(text), Findings({}))
    assert held.value == Annex("附件一", "货物清单", attached=True)
    assert [evidence.part for evidence in held.evidence] == ["附件一"]
    assert named.value == Annex("附件二", None, attached=False)


def test_english_annex_attached() -> None:
    """An English annex is attached where a line headed by its name has text below."""
    text = "Service Agreement\n1. Services are described in Schedule 1.\n2. Fees are set out in Schedule 2 and payable monthly.\nSchedule 1: Services\nMonthly maintenance of the looms.\n"
    assert found(text) == [("Schedule 1", "Services", True), ("Schedule 2", None, False)]


def test_two_spellings_are_one() -> None:
    """附件1 in the text and 附件一 at the annex are one annex."""
    text = (
        BODY.replace("附件一", "附件1")
        + "附件一 货物清单\n1. 法兰，十件，材质为碳钢，表面作防锈处理。\n2. 阀门，五件，配齐螺栓和垫片。\n"
    )
    assert [(label, attached) for label, _, attached in found(text)] == [("附件1", True), ("附件二", False)]


@pytest.mark.parametrize(
    "hostile", ["附件1、" * 5000, "附件《" * 6000, "《" * 20000, "附件" + "一" * 20000, "见附件：" * 5000]
)
def test_linear(hostile: str) -> None:
    """Hostile text costs no more than its length."""
    parsed = document(hostile)
    start = time.perf_counter()
    tuple(annexes.run(parsed, Findings({})))
    assert time.perf_counter() - start < 2
