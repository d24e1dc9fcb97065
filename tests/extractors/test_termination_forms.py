"""Ways an agreement ends, trade by trade: who, ground and notice of a sentence as 甲方/breach/P7D."""

from typing import Any

import pytest

from extractors.parties import parties
from extractors.termination import Termination, termination
from extractors.title import title
from pipeline.model.finding import Finding, Findings
from tests.builders import document


def found(text: str, roles: str = "甲方,乙方") -> tuple[Finding[Termination], ...]:
    """Give what the field finds below a head with two parties."""
    first, second = roles.split(",")
    head = f"服务合同\n{first}：云栖测试有限公司\n{second}：青禾样本有限公司\n第八条 "
    parsed = document(head + text)
    before: dict[str, tuple[Finding[Any], ...]] = {}
    before[title.field] = tuple(title.run(parsed, Findings(before)))
    before[parties.field] = tuple(parties.run(parsed, Findings(before)))
    return tuple(termination.run(parsed, Findings(before)))


def short(finding: Finding[Termination]) -> str:
    """Write a finding as 甲方/breach/P7D; w for working days."""
    assert finding.value
    value = finding.value
    return f"{value.by}/{value.ground}/{value.notice or '-'}{'w' if value.working_days else ''}"


ONE = [
    ("甲方/breach/-", "乙方交付的货物经两次检验仍不合格的，甲方有权退货并解除合同。"),
    ("乙方/breach/-", "甲方逾期付款超过30日，经乙方书面催告后仍未支付的，乙方有权解除合同并收回货物。"),
    ("甲方/breach/-", "乙方逾期交货达20日以上的，视为乙方不能交货，甲方有权单方解除本合同，乙方应退还全部已付款项。"),
    ("甲方/other/-", "如最终用户取消订单，甲方有权取消本合同，且不承担责任。"),
    ("乙方/breach/-", "因甲方原因导致设备无法安装超过六个月的，乙方有权终止合同。"),
    ("automatic/force_majeure/-", "因不可抗力或者政府拆迁致使房屋无法继续使用的，本合同自动终止，双方互不承担违约责任。"),
    ("automatic/other/-", "因城市建设需要，该房屋被列入征收范围的，本合同自动终止。"),
    ("automatic/force_majeure/-", "因不可抗力致使房屋毁损、灭失的，本合同自动终止。"),
    ("甲方/other/P30D", "有下列情形之一的，甲方提前三十日以书面形式通知乙方，可以解除劳动合同：（一）乙方患病，在规定的医疗期满后不能从事原工作的。"),
    ("乙方/convenience/P30D", "乙方提前三十日以书面形式通知甲方，可以解除劳动合同。"),
    ("乙方/convenience/P3D", "乙方在试用期内提前三日通知甲方，可以解除劳动合同。"),
    ("甲方/breach/-", "乙方严重违反甲方规章制度的，甲方可以立即解除劳动合同，且无需支付经济补偿。"),
    ("乙方/breach/-", "甲方未按时足额支付劳动报酬的，乙方可以随时解除劳动合同。"),
    ("either/mutual_agreement/-", "甲乙双方协商一致，可以变更或者解除本合同。"),
    ("甲方/breach/-", "乙方未按期偿还借款本息的，甲方有权宣布借款提前到期，并要求乙方立即清偿全部本息。"),
    ("甲方/other/-", "若交割日未能在2024年12月31日前发生，甲方有权解除本协议。"),
    ("either/other/-", "若交割条件未能在签署日起六个月内全部满足，任何一方均有权书面通知对方终止本协议。"),
    ("either/other/-", "若本次交易未获得反垄断主管机关批准，任何一方可解除本协议。"),
    ("either/convenience/P30D", "任何一方可提前三十（30）日书面通知另一方终止本协议，但保密义务不受影响。"),
    ("甲方/breach/-", "乙方连续两个季度未完成最低销售指标的，甲方有权取消乙方的独家代理资格或者解除本合同。"),
    ("甲方/breach/-", "乙方跨区域销售的，甲方有权立即取消其经销权并终止合同。"),
    ("甲方/breach/-", "客户逾期付款超过十五日的，甲方有权终止服务并解除本协议。"),
    ("乙方/convenience/P30D", "乙方不再使用本服务的，应提前30日书面通知甲方终止本协议，已付费用不予退还。"),
    ("甲方/breach/-", "乙方提供虚假材料谋取成交的，甲方有权解除合同并上报同级财政部门。"),
    ("甲方/change_of_law/P15D", "因国家政策调整或者财政预算削减，甲方可提前15日书面通知乙方终止合同，甲方按实际服务时间付费。"),
    ("either/convenience/P10Dw", "任何一方可提前10个工作日书面通知对方终止本合同。"),
    ("甲方/breach/-", "如乙方艺人出现重大负面新闻的，甲方有权立即解除合同并要求乙方退还全部费用。"),
    ("甲方/breach/-", "加盟店连续三次考核不合格的，甲方有权撤销授权、终止合作。"),
    ("either/insolvency/-", "一方破产、解散或者丧失民事行为能力的，另一方有权解除本合同。"),
    ("either/breach/-", "合营一方不履行出资义务超过三个月的，守约方有权终止合同。"),
    ("甲方/breach/-", "乙方未达到约定管理目标且整改无效的，甲方有权终止合同。"),
    ("甲方/other/-", "遇国家规划调整致使项目不能实施的，甲方有权终止本合同，并据实结算。"),
    ("either/mutual_agreement/-", "变更或者解除本合同，须经双方协商一致并签订书面协议。"),
    ("either/mutual_agreement/-", "双方协商一致，可以书面形式提前终止本合同。"),
    ("either/mutual_agreement/-", "本协议可经双方书面同意后终止。"),
    ("either/convenience/P3M", "合同期内，任何一方如需提前终止合同，须提前三个月以书面形式告知对方。"),
    ("either/convenience/P30D", "一方拟提前解除本合同的，应至少提前30日书面通知另一方，经另一方同意后方可解除。"),
    ("甲方/convenience/P7D", "甲方有权以提前七天书面通知的方式终止本合同，且无需说明理由。"),
    ("甲方/convenience/P30D", "甲方因业务调整需要终止合作的，应提前30日书面通知乙方。"),
    ("甲方/convenience/-", "甲方有权根据项目进展情况随时终止本项目，但应支付乙方已完成部分的费用。"),
    ("乙方/breach/P15D", "甲方未按时支付服务费且经催告后15日内仍未支付的，乙方有权提前15日通知甲方解除合同。"),
    ("automatic/expiry/-", "租赁期满，本合同自然终止。"),
    ("automatic/expiry/-", "本协议有效期届满且双方未续签的，本协议自动失效。"),
    ("automatic/expiry/-", "合同到期后，双方如未续签，本合同即行终止。"),
    ("automatic/insolvency/-", "任何一方被宣告破产的，本合同自动终止。"),
    ("automatic/other/-", "乙方死亡或者被人民法院宣告失踪的，劳动合同终止。"),
    ("automatic/other/-", "主合同解除的，本协议同时终止。"),
    ("甲方/other/-", "乙方控制权发生变更的，甲方有权解除本协议。"),
    ("甲方/insolvency/-", "乙方停业整顿、被吊销营业执照或者进入清算程序的，甲方有权单方终止合同。"),
    ("乙方/other/-", "如甲方对平台规则的修改乙方不能接受，乙方有权退出合作。"),
    ("either/force_majeure/-", "不可抗力事件的影响持续六十日以上的，双方应协商是否继续履行；协商不成的，任何一方有权解除合同。"),
    ("either/force_majeure/-", "遭遇不可抗力的一方应及时通知对方。该事件持续超过90日的，任一方均可书面通知对方终止本合同。"),
    ("either/force_majeure/-", "因不可抗力致使不能实现合同目的的，双方均有权解除本合同且互不承担责任。"),
    ("either/change_of_law/-", "如因法律法规或监管政策调整导致本项目无法继续，双方均可解除合同。"),
    ("甲方/breach/-", "乙方提供的货物侵犯第三方知识产权的，甲方有权解除合同。"),
    ("乙方/breach/-", "甲方提供的施工条件不符合约定，致使乙方不能施工超过30日的，乙方有权解除合同。"),
    ("甲方/breach/-", "乙方人员有违法犯罪行为的，甲方可以解除合同。"),
    ("甲方/breach/-", "乙方未通过年度考核的，甲方有权取消乙方的经销商资格。"),
    ("甲方/breach/-", "如果乙方在规定期限内未能整改到位，则甲方有权提前终止本协议。"),
    ("either/breach/-", "任何一方违反本协议任何条款，且在收到对方书面通知后30日内未予纠正，对方有权立即终止本协议。"),
    ("either/breach/-", "因一方违约致使合同目的不能实现的，另一方可以解除合同。"),
    ("甲方/breach/-", "乙方连续旷工三日或一年内累计旷工五日的，甲方有权解除劳动合同且不支付经济补偿。"),
    ("甲方/other/P30D", "乙方不能胜任工作，经培训或者调整工作岗位仍不能胜任的，甲方提前三十日书面通知乙方后可以解除劳动合同。"),
    ("甲方/convenience/P1M", "甲方可提前一个月以书面方式通知乙方解除顾问关系。"),
    ("甲方/breach/-", "乙方擅自提前撤离项目现场的，视为根本违约，甲方有权解除合同并要求乙方赔偿损失。"),
    ("甲方/breach/-", "借款人出现逾期的，甲方可提前收回全部贷款。"),
    ("甲方/breach/-", "乙方违反上述约定的，甲方有权收回授权并终止合作。"),
    ("乙方/convenience/P60D", "乙方可以在任何时候提前60个自然日向甲方发出书面通知终止订阅。"),
    ("either/convenience/P90D", "任何一方均有权在提前九十日向对方发出书面通知后解除本协议。"),
    ("甲方/breach/P5Dw", "乙方违约的，甲方可在书面通知乙方5个工作日后解除合同。"),
    ("甲方/breach/-", "甲方享有在乙方违反保密义务时解除合同的权利。"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "sentence"), ONE)
def test_exit(expected: str, sentence: str) -> None:
    """A sentence with one way out."""
    assert [short(finding) for finding in found(sentence)] == [expected]


ROLES = [
    ("出租方/breach/-", "出租方,承租方", "承租方拖欠租金达两个月的，出租方有权解除合同，收回房屋。"),
    ("承租方/convenience/P2M", "出租方,承租方", "承租方因经营需要提前退租的，应提前两个月书面通知出租方，并支付相当于一个月租金的违约金。"),
    ("发包人/breach/-", "发包人,承包人", "承包人未按合同约定完成工程，经发包人催告后28天内仍未改正的，发包人可解除合同。"),
    ("承包人/breach/-", "发包人,承包人", "发包人逾期支付进度款超过56天的，承包人有权停止施工并解除合同。"),
    ("either/force_majeure/-", "发包人,承包人", "因不可抗力导致合同无法履行连续超过84天或累计超过140天的，发包人和承包人均有权解除合同。"),
    ("发包人/breach/-", "发包人,承包人", "承包人将工程转包或者违法分包的，发包人有权解除合同，承包人应在接到解除通知后7日内撤离现场。"),
    ("出借人/breach/-", "出借人,借款人", "借款人未按约定用途使用借款的，出借人有权停止发放借款、提前收回借款或者解除合同。"),
    ("委托方/convenience/-", "委托方,受托方", "委托方可以随时解除委托合同，但应当赔偿受托方的直接损失。"),
    ("特许人/breach/-", "特许人,被特许人", "被特许人未经许可擅自改变店面形象的，特许人有权单方解除本合同。"),
    ("被特许人/convenience/-", "特许人,被特许人", "被特许人在本合同订立后十日内，可以单方解除合同。"),
    ("许可方/breach/-", "许可方,被许可方", "被许可方逾期支付许可费超过60日的，许可方有权书面通知终止许可。"),
    ("许可方/breach/-", "许可方,被许可方", "被许可方对许可专利提出无效宣告请求的，许可方有权终止本合同。"),
    ("买方/breach/-", "买方,卖方", "如卖方延期交货超过十周，买方有权撤销合同。"),
    ("托运人/breach/P30D", "托运人,承运人", "承运人连续三个月准时率低于90%的，托运人有权提前30天书面通知解除合同。"),
    ("委托人/convenience/P15D", "委托人,受托人", "委托人有权提前15天通知受托人终止咨询服务，并按已完成的工作量支付费用。"),
    ("平台/breach/-", "平台,用户", "用户违反本协议的，平台有权终止向用户提供服务。"),
    ("平台/breach/-", "平台,用户", "用户存在刷单、售假等行为的，平台有权立即终止本协议并注销其账号。"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "roles", "sentence"), ROLES)
def test_exit_of_other_roles(expected: str, roles: str, sentence: str) -> None:
    """Parties by the names of their trade."""
    assert [short(finding) for finding in found(sentence, roles)] == [expected]


LISTS = [
    ("甲方/breach/-", "发生下列任一违约事件的，甲方有权采取以下一项或多项措施：\n（一）要求乙方限期纠正；\n（二）宣布本合同项下全部借款立即到期；\n（三）依法处分抵押物。\n第九条 其他"),
    ("甲方/breach/- 甲方/breach/- 甲方/insolvency/-", "乙方有下列行为之一的，甲方有权书面通知乙方解除本合同，本合同自通知到达乙方之日起解除：\n1．逾期开工超过十五日；\n2．将工程转包给他人；\n3．进入破产程序。\n第九条 其他"),
    ("either/insolvency/- either/insolvency/- either/other/-", "在发生以下事项时，合同任何一方都可以终止合同。\n(1)另一方破产清算；\nLiquidation of the other Party;\n(2)另一方无力支付到期债务；\nInability to pay debts;\n(3)另一方停止交易。\n第九条 其他"),
    ("甲方/breach/- 甲方/breach/-", "质保期内出现下列情形之一的，视为质量不合格，甲方有权解除本合同：\n（1）累计停机超过三天；\n（2）主机故障两次。\n第九条 其他"),
    ("automatic/expiry/- 甲方/breach/- 甲方/breach/- either/other/-", "本协议因下列原因终止：\n8.1 到期终止：协议期满未续签。\n8.2 单方终止：有下列情形之一的，甲方有权立即终止本协议：\n8.2.1 乙方违反保密约定；\n8.2.2 乙方拖欠货款。\n8.3 本协议约定的其他终止情形。\n第九条 其他"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "text"), LISTS)
def test_list(expected: str, text: str) -> None:
    """Cases below a head, and an exit among several measures."""
    assert " ".join(short(finding) for finding in found(text)) == expected


NONE = [
    "乙方解除劳动合同，应当办理工作交接。",
    "甲方依法解除劳动合同的，应向乙方支付经济补偿金。",
    "甲方因系统升级需要暂停服务的，应提前24小时通知乙方。",
    "乙方欠费的，甲方有权暂停提供服务。",
    "未经对方书面同意，任何一方不得擅自变更或解除本合同。",
    "合同解除的，不影响结算和清理条款的效力。",
    "本合同的变更、解除均应采用书面形式。",
    "解除合同的通知自到达对方时生效。",
    "对方对解除有异议的，可以请求人民法院确认解除合同的效力。",
    "本合同终止时，乙方应当返还甲方提供的全部资料。",
    "如甲方因乙方原因解除合同的，乙方应支付合同总价20%的违约金。",
    "甲方按照本合同约定解除合同的，无需向乙方支付任何补偿。",
    "本协议签订后，双方此前签订的同类协议自动终止。",
    "自本协议生效之日起，双方于2020年1月签订的《服务协议》即行终止。",
    "劳务人员与乙方终止劳动关系的，乙方应在三日内更换。",
    "乙方应保证其与第三方的合同已经解除。",
    "甲方有权要求乙方立即停止侵权行为。",
    "任何一方未行使解除权的，不视为对该权利的放弃。",
    "本合同自双方签字盖章之日起生效，至双方义务履行完毕之日终止。",
    "质保期自验收合格之日起算，满24个月终止。",
    "乙方擅自终止合同的，已付租金不予退还。",
    "甲方单方面解除合同的，应向乙方支付三个月租金作为补偿。",
    "本合同提前终止的，双方应在十日内完成结算。",
    "若乙方提前解除合同，甲方不退还押金。",
    "合同履行期限届满后，乙方应撤离现场。",
    "甲方可以暂停支付或者中止履行合同。",
    "乙方有权取消参加培训的学员资格变更申请。",
    "乙方应在合同终止前三十日提交总结报告。",
    "除本合同另有约定外，双方不得随意解除合同。",
    "本条规定在本协议终止后继续有效。",
    "协议的变更、解除与终止",
    "合同的解除和终止",
    "保险合同由保险公司解除的，乙方应在三日内重新投保。",
    "任何一方提出解除合同的，应当采用书面形式。",
    "甲方与其员工解除劳动合同的，不影响本合同的履行。",
    "在履行合同过程中，如乙方存在安全隐患，甲方可以责令停工整改。",
    "借款到期后，借款人应一次性归还本金。",
    "甲方收回房屋时，应当验收。",
    "乙方应采取有效措施防止数据泄露。",
    "如甲方宣布提前到期，乙方应当在三日内清偿。",
    "甲方应承担撤销合同的费用。",
]  # fmt: skip


@pytest.mark.parametrize("sentence", NONE)
def test_no_exit(sentence: str) -> None:
    """Prohibitions, what follows from the end, other agreements, suspension and captions."""
    assert found(sentence) == ()


def test_unnamed_actor() -> None:
    """Rules without parties: who 有权 in several clauses acts, the ones it deals with are the other side."""
    parsed = document(
        "星桥平台商家管理规则\n第一条 星桥有权对商家进行考核。\n第二条 商家应当遵守本规则。\n"
        "第三条 星桥有权修改本规则。\n第四条 商家违反本规则的，将被取消入驻资格。"
    )

    assert [short(finding) for finding in termination.run(parsed, Findings({"parties": ()}))] == ["星桥/breach/-"]
