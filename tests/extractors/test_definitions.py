"""Definitions as drafters of different industries write them."""

import time

import pytest

from extractors.definitions import Definition, definitions
from extractors.parties import parties
from pipeline.clauses import build
from pipeline.model.document import Source
from pipeline.model.finding import Finding, Findings
from pipeline.parsing import parse
from tests.builders import document


def findings(text: str) -> tuple[Finding[Definition], ...]:
    """Run the field with the parties it needs."""
    parsed = document(text)
    named = {parties.field: tuple(parties.run(parsed, Findings({})))}
    return tuple(definitions.run(parsed, Findings(named)))


HEAD = "技术服务合同\n甲方：云岭纺织有限公司（以下简称“云岭”）\n乙方：海棠软件有限公司\n"


def found(text: str) -> list[tuple[str | None, ...]]:
    """Give the names of every definition: the term, then its aliases."""
    values = (finding.value for finding in findings(HEAD + text))
    return [(value.term, *value.aliases) for value in values if isinstance(value, Definition)]


DEFINED = [
    ("“交付物”是指乙方依本合同提交的软件和文档。", [("交付物",)]),
    ("“工作日”，系指法定节假日以外的日期。", [("工作日",)]),
    ("本合同所称不可抗力，是指不能预见、不能避免且不能克服的客观情况。", [("不可抗力",)]),
    ("本协议所指之“日”均为日历日。", [("日",)]),
    ("保密信息指的是披露方提供的技术资料。", [("保密信息",)]),
    ("“以上”、“以下”均包括本数。", [("以上", "以下")]),
    ("最终验收证书：是指由甲方签发的证明系统合格的文件。", [("最终验收证书",)]),
    ("服务账号（云账号）：是指用户注册取得的凭证。", [("服务账号", "云账号")]),
    ("位于城东路的厂房（以下简称“租赁物”）由甲方提供。", [("租赁物",)]),
    ("双方开发库存管理系统，下称“本系统”或“系统”。", [("本系统", "系统")]),
    ("乙方派驻的人员（统称“项目团队”）应持证上岗。", [("项目团队",)]),
    ("甲方拟转让其持有的百分之十的股权（“标的股权”）。", [("标的股权",)]),
    ("《员工行为守则》（以下简称《守则》）由甲方公布。", [("《守则》",)]),
    ("「營業秘密」係指未公開之資訊；“系统”系指乙方开发的软件。", [("營業秘密",), ("系统",)]),
    ("乙方承租之倉庫（以下簡稱「租賃標的」）由甲方維修。", [("租賃標的",)]),
    ("提供信息的一方为“披露方”。", [("披露方",)]),
    ("“不可抗力”的含义为：地震、台风、洪水及战争。", [("不可抗力",)]),
    ('"施工图"是指经审查合格的图纸。', [("施工图",)]),
    ("“里程碑”（“Milestone”）系指附件一所列节点。", [("里程碑", "Milestone")]),
    ("“可用率”＝可用分钟数÷总分钟数×100%。", [("可用率",)]),
    ('“里程碑”("Milestone")指附件一所列节点。', [("里程碑", "Milestone")]),
    ("交货期指卖方将货物运抵工地的日期。", [("交货期",)]),
    ("“关联公司”为直接或间接控制一方的实体。", [("关联公司",)]),
    ("“许可产品”包括附表所列软件及其升级版本。", [("许可产品",)]),
    ("“到岸价”即货物运抵目的港的全部价格。", [("到岸价",)]),
    ("“个人信息”具有《个人信息保护法》第四条规定的含义。", [("个人信息",)]),
    ("“控制”应具有主协议赋予该词的含义。", [("控制",)]),
    ("本合同下的不可抗力是指超出一方合理控制的事件。", [("不可抗力",)]),
    ("“先用后付”模式是指客户验收后再付款。", [("先用后付",)]),
    ("乙方开发的商城系统（以下简称商城）归甲方所有。", [("商城",)]),
    ("位于江湾路九号的库房，以下称租赁物，由甲方交付。", [("租赁物",)]),
    ("甲方拟建设综合楼（下称本工程）。", [("本工程",)]),
    ("双方签署的《供货框架协议》（下称“《框架协议》”）继续有效。", [("《框架协议》",)]),
    ("乙方希望成为云岭纺织有限公司（下称“云岭”）的经销商。", [("云岭",)]),
    ('"Effective Date" means the date of the last signature.', [("Effective Date",)]),
]


@pytest.mark.parametrize(("sentence", "names"), DEFINED)
def test_term_defined(sentence: str, names: list[tuple[str, ...]]) -> None:
    """A defined term is given as printed with its other names."""
    assert found(f"第一条 约定\n1.1 {sentence}") == names


NOT_DEFINED = [
    "乙方（以下简称“海棠”）应提供服务。",  # the short name of a party
    "甲、乙双方以下合称“双方”，单称“一方”。",
    "乙方应在“甲方采购平台”上确认订单。",
    "依据《中华人民共和国民法典》订立本合同。",
    "请务必“按时”交货。",
    "加盖“合同专用章”后生效。",
    "乙方应按照甲方的指示完成工作，并指定一名项目经理。",
    "联系人：王某",
    "付款方式：银行转账",
    "“云帆”系统具有报警功能。",
    "“交割日”具有本合同第三条赋予该词的含义。",
    "“交割日”具有第3.1条赋予其的含义。",
    "乙方对本合同下的商标享有专用权。",
    "乙方指派专人负责。",
    "其是指上文所述情形。",
    "“按时”是乙方履约的基本要求。",
    "上述费用指含税价，买方指示卖方发货。",
    "甲方指甲方及其分公司。",
    "按照甲方指令（即书面通知）施工。",
    "加盖“收货专用章”为准。",
    "乙方不得以“代理商”的名义对外宣传。",
    "合同价款指数调整按附件执行。",
    "人工费：每人每日三百元\n1.2 机械费：按台班计算",
    "服务内容：包括保洁、保安。\n1.2 服务标准：按附件。",
]


@pytest.mark.parametrize("sentence", NOT_DEFINED)
def test_nothing_defined(sentence: str) -> None:
    """Parties, quoted titles, emphasised words and labels with a colon are no definitions."""
    assert [names for names in found(f"第一条 约定\n1.1 {sentence}") if names[0] != "海棠"] == []


def test_clause_of_definitions() -> None:
    """Under a heading 定义 a line needs no verb: X：…, 【X】…, X 指…"""
    text = "第一条 定义\n1.1 平台：由乙方运营的在线交易网站。\n1.2 订单 指买方在平台上提交的购买请求。\n1.3 【担保期】自付款之日起至验收之日止的期间。\n第二条 付款\n2.1 期限：收到发票后三十日内支付。\n"
    assert found(text) == [("平台",), ("订单",), ("担保期",)]


LISTS = [
    ("1.1 警告：以书面形式指出过错。\n1.2 停机：指停止向该门店供货。\n1.3 除名：指终止特许关系。", ["警告", "停机", "除名"]),
    ("1.1 轻微违约：包括迟延三日内。\n1.2 一般违约：包括迟延十日内。\n1.3 其他违约：其余情形。", ["轻微违约", "一般违约", "其他违约"]),
    ("1.1 首付款：签约后支付。\n1.2 尾款：验收后支付。", []),
]  # fmt: skip


@pytest.mark.parametrize(("items", "terms"), LISTS)
def test_list_of_definitions(items: str, terms: list[str]) -> None:
    """Where one item of a list says 指, or two say 包括, all of its items define what stands before the colon."""
    assert [names[0] for names in found(f"1. 处理措施\n{items}\n")] == terms


ANNOUNCED = [
    ("双方确定：本合同及附件中所涉及的名词和技术术语，其定义和解释如下：", True),
    ("除另有约定外，本合同下列词语的含义为：", True),
    ("本合同使用的术语定义如下：", True),
    ("乙方应按下列名词和用语发布广告：", False),
    ("各项费用的解释如下：", False),
]


@pytest.mark.parametrize(("head", "defines"), ANNOUNCED)
def test_list_that_a_sentence_announces(head: str, defines: bool) -> None:
    """A sentence that announces definitions makes its items define, without a heading and without 指."""
    text = f"第三条 {head}\n1.识别率：正确识别的件数占总数的比例。\n2.误检率：错误识别的件数占总数的比例。\n第四条 其他。\n"
    assert [names[0] for names in found(text)] == (["识别率", "误检率"] if defines else [])


def test_short_name_in_the_opening_sentence() -> None:
    """A name that a party gets where the parties are introduced is none, even without its role in front."""
    opening = "本协议由星野物流有限公司（以下简称“承运方”）与南汐食品有限公司（以下简称“托运方”）订立。\n"
    assert found(opening) == []
    opening = "星野物流有限公司，注册地址为岚山区临港路8号（“承运方”）；与 Okafor Trading Limited, a company in Lagos (the “Buyer”)\n"
    assert found(opening) == []


def test_party_in_a_clause_of_definitions() -> None:
    """A clause on definitions may define a party; then it is a term as any other."""
    assert found("第一条 定义\n1.1 云岭：云岭纺织有限公司，本合同的委托方。\n") == [("云岭",)]


TABLES = [
    "| 术语 | 定义 |\n|---|---|\n| 可用率 | 服务可用时间占总时间的比例 |",
    "| 序号 | 缩略语 | 含义 |\n|---|---|---|\n| 1 | 可用率 | 服务可用时间占总时间的比例 |",
    "| 名称 | 解释 |\n|---|---|\n| 可用率 | 服务可用时间占总时间的比例 |",
]


@pytest.mark.parametrize("table", TABLES)
def test_heads_of_tables(table: str) -> None:
    """The columns are found by their heads, wherever they stand."""
    parsed = build(parse(Source("样本.md", f"# 服务合同\n\n{table}\n".encode(), "")), "test")
    assert [f.value.term for f in definitions.run(parsed, Findings({})) if f.value] == ["可用率"]


def test_list_of_goods_is_none() -> None:
    """A table of goods with 名称 and 说明 defines nothing."""
    text = "# 买卖合同\n\n| 名称 | 说明 |\n|---|---|\n| 水泵 | 立式，功率五千瓦，铸铁 |\n"
    assert not list(definitions.run(build(parse(Source("样本.md", text.encode(), "")), "test"), Findings({})))


def test_table_of_definitions() -> None:
    """A table headed 术语 and 定义 defines a term in each row."""
    text = "# 服务合同\n\n| 术语 | 定义 |\n|---|---|\n| 可用率 | 服务可用时间占总时间的比例 |\n| 故障 | 服务连续五分钟不可访问 |\n"
    values = [
        finding.value
        for finding in definitions.run(build(parse(Source("样本.md", text.encode(), "")), "test"), Findings({}))
    ]
    assert [(value.term, value.text) for value in values if value] == [
        ("可用率", "服务可用时间占总时间的比例"),
        ("故障", "服务连续五分钟不可访问"),
    ]


def test_english_twin_is_an_alias() -> None:
    """In a bilingual text the English definition below the Chinese one is another name of the same term."""
    text = (
        "第一条 “产品”是指甲方制造的阀门。\n“Product” means the valves manufactured by Party A under this Contract and its orders.\n"
        "第二条 “交货日”是指货物到达仓库的日期。\n“Delivery Date” means the date on which the goods arrive at the warehouse of the buyer.\n"
    )
    assert found(text) == [("产品", "Product"), ("交货日", "Delivery Date")]


def test_english_paragraph_comes_first() -> None:
    """Where each English paragraph stands above the Chinese one of its number, the numbers tell what belongs together."""
    text = (
        "第一条 定义 Definitions\n1.1 “Products” means the valves that are listed in Annex A.\n1.1 “产品”指附件A所列阀门及其部件。\n"
        "1.2 “Territory” means the countries that are named in Annex B.\n1.2 “区域”指附件B所列国家。\n"
    )
    parsed = document(text)
    values = [f.value for f in definitions.run(parsed, Findings({})) if f.value]
    assert [(v.term, *v.aliases) for v in values] == [("产品", "Products"), ("区域", "Territory")]


def test_english_sentence_without_number_comes_first() -> None:
    """Without numbers the order of the languages is that of the first definition: no term takes the next one's name."""
    text = (
        "DISTRIBUTION AGREEMENT\n经销协议\n"
        "This Distribution Agreement (this “Agreement”) is made on the first day of June in Dalian.\n本经销协议（“本协议”）于六月一日在大连订立。\n"
        "The pumps that are listed in the annex hereto (the “Products”) are sold in the country.\n附件所列水泵（“产品”）在国内销售。\n"
    )
    values = [f.value for f in definitions.run(document(text), Findings({})) if f.value]
    assert [(v.term, *v.aliases) for v in values] == [("本协议", "Agreement"), ("附件所列水泵", "产品", "Products")]


def test_english_column_comes_first() -> None:
    """In a table of two languages the Chinese term is the term, on whichever side it stands."""
    rows = "| 1.1 “Products” means the valves listed in Annex A and their parts. | 1.1 “产品”指附件A所列阀门及其部件。 |\n| 2.1 “Territory” means the countries of West Africa named below. | 2.1 “区域”指下列西非国家。 |\n"
    parsed = build(parse(Source("样本.md", f"# 代理协议\n\n{rows}".encode(), "")), "test")
    values = [f.value for f in definitions.run(parsed, Findings({})) if f.value]
    assert [(v.term, *v.aliases) for v in values] == [("产品", "Products"), ("区域", "Territory")]


def test_text_and_evidence() -> None:
    """The text is what the term means, the evidence the sentence without its number."""
    finding = next(iter(findings(HEAD + "第一条 总则\n1.1 “交付物”是指软件和文档。其他不在此列。\n")))
    assert finding.value == Definition("交付物", (), "软件和文档。")
    assert finding.evidence[0].quote == "“交付物”是指软件和文档。"
    assert finding.evidence[0].clause == "1.1"


@pytest.mark.parametrize(
    "hostile", ["“" * 20000, "“甲”、" * 5000, "是指" * 10000, "称“" * 10000, "(“a" * 7000, "（又称" * 6000]
)
def test_linear(hostile: str) -> None:
    """Hostile text costs no more than its length."""
    parsed = document(hostile)
    start = time.perf_counter()
    tuple(definitions.run(parsed, Findings({})))
    assert time.perf_counter() - start < 2
