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
    ("either/breach/-", "任何一方违反本合同约定的，另一方均有权解除本合同并追究违约责任。"),
    ("甲方/breach/-", "因乙方原因造成设备连续停机超过7天的，甲方有权单方面终止合同且不承担任何责任。"),
    ("甲方/convenience/-", "甲方有权在任何时候以任何理由终止本协议，但应书面通知乙方。"),
    ("either/convenience/P15D", "双方均可提前15日书面通知对方终止本协议，本协议自通知期满之日终止。"),
    ("甲方/breach/P10D", "乙方出现上述行为的，甲方有权在书面通知乙方10日后解除本合同。"),
    ("automatic/other/-", "乙方退休的，劳动合同自动终止。"),
    ("甲方/other/-", "若乙方未能取得主管部门核准，甲方有权终止本合同。"),
    ("乙方/breach/-", "甲方迟延支付股权转让款超过60日的，乙方有权解除本协议，并要求甲方恢复股权登记。"),
    ("either/other/-", "若本次交易未能在6个月内完成交割，任何一方有权终止本协议。"),
    ("甲方/breach/-", "乙方未按合同约定履行义务，甲方书面催告后仍不履行，甲方可终止合同，由此造成的损失由乙方承担。"),
    ("甲方/breach/-", "若乙方存在围标、串标、提供虚假资料等行为，甲方有权取消其中标资格并解除合同。"),
    ("甲方/breach/-", "如果乙方不能按期供货，甲方有权取消该订单或终止本合同。"),
    ("either/breach/P30D", "一方违约的，守约方可提前30日书面通知违约方解除本合同。"),
    ("甲方/change_of_law/-", "因国家政策或行业监管要求发生变化，甲方可无责解除本合同。"),
    ("automatic/change_of_law/-", "因主管部门政策调整致使业务停止的，本合同自然终止，互不追究责任。"),
    ("甲方/convenience/P7D", "甲方因营销计划调整不再推广的，提前7天书面通知即可解除本协议。"),
    ("甲方/breach/-", "若乙方未能在收到甲方整改通知后15日内整改到位，甲方有权随时单方解除本合同，且无需承担任何违约责任。"),
    ("乙方/breach/-", "甲方未按约定支付费用满60日，乙方有权解除本合同。"),
    ("甲方/breach/-", "乙方提供的资料不真实的，甲方有权立即终止履行本合同。"),
    ("甲方/breach/-", "因乙方原因导致项目未能通过验收，甲方有权要求解除合同并退还全部款项。"),
    ("甲方/convenience/P30D", "甲方如需终止本合同，应提前30天通知乙方。"),
    ("乙方/convenience/P1M", "乙方要求提前解除合同的，须提前一个月书面通知甲方，并经甲方同意。"),
    ("either/convenience/P3M", "合同期内任何一方要求终止合同，应提前三个月通知对方。"),
    ("either/force_majeure/-", "因地震、台风等不可抗力导致合同无法履行的，甲乙双方均可提出解除合同。"),
    ("甲方/force_majeure/-", "因不可抗力致使展会延期超过三个月的，甲方有权解除合同。"),
    ("automatic/other/-", "工程竣工验收合格并结清工程款后，本合同自动终止。"),
    ("automatic/breach/-", "乙方连续三个月未缴纳租金的，本合同自动解除。"),
    ("甲方/breach/-", "乙方违反上述任一承诺，甲方有权单方解约。"),
    ("甲方/breach/-", "经营者未办理营业执照擅自经营的，甲方有权收回商铺并解除合同。"),
    ("either/insolvency/-", "如一方资不抵债、被申请破产或停止营业，另一方可以书面通知终止本协议。"),
    ("乙方/breach/-", "如甲方未在约定的期限内提供场地，乙方可选择解除合同。"),
    ("甲方/other/-", "因标的物被司法查封致使合同目的无法实现的，甲方有权解除合同。"),
    ("automatic/expiry/-", "除非本合同另有约定，本合同于租赁期限届满之日自动终止。"),
    ("automatic/expiry/-", "除非法律另有规定，合作期满本协议自动终止。"),
    ("automatic/expiry/-", "本合同可顺延三个月，并于顺延期届满之日终止。"),
    ("automatic/expiry/-", "本协议期限两年，且于期满之日自动失效。"),
    ("either/change_of_law/P30D", "因税收政策发生重大调整的，双方应就单价另行协商；自协商之日起20日内未达成一致的，任何一方可提前30日书面通知对方终止本合同。"),
    ("either/other/-", "标的物毁损的，双方应协商处理；十日内未能达成一致的，任何一方有权解除合同。"),
    ("either/force_majeure/-", "任何一方对超出其合理控制的事件造成的迟延不负责任；如果该等事件持续超过六十天，另一方可终止本协议。"),
    ("甲方/force_majeure/-", "因天灾、战争致使货物灭失的，甲方有权解除合同。"),
    ("either/other/-", "项目未能于本协议生效后九十日内完成立项备案的，任何一方有权终止本协议。"),
    ("甲方/breach/-", "乙方未在三十日内完成备案的，甲方有权终止本协议。"),
    ("乙方/other/-", "依据双方签署的合作协议约定，乙方取消合作资格。"),
    ("甲方/breach/-", "乙方违反本合同第四条义务的，甲方有权按照本合同及附件的约定，采取包括但不限于收取违约金、扣除履约保证金、降低其供应商等级、暂停其参与后续采购项目的资格、提前终止本合同等措施。"),
    ("甲方/breach/-", "一旦乙方行贿，甲方有权立即终止双方之间的所有合同。"),
    ("甲方/breach/-", "乙方泄露配方的，甲方有权终止甲乙双方之间的全部合作。"),
    ("甲方/breach/-", "乙方连续两次服务评分低于60分的，甲方有权解除本合同。"),
    ("甲方/breach/-", "乙方拖欠租金满两期的，或者乙方被申请破产的，甲方有权解除本合同。"),
    ("乙方/convenience/P60D", "起租满一年后，乙方提前60日书面申请并结清全部未到期租金及提前终止手续费的，本合同可提前终止。"),
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
    ("平台/breach/-", "平台,商家", "商家违反平台规则情节严重的，平台有权随时终止本协议。"),
    ("either/convenience/-", "委托人,受托人", "委托人或者受托人可以随时解除委托合同。"),
    ("生产商/other/-", "生产商,代理商", "代理商的控制权变更的，生产商可立即终止本协议。"),
    ("被许可人/other/P60D", "许可人,被许可人", "许可商标被宣告无效的，被许可人可提前六十日书面通知许可人终止本合同。"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "roles", "sentence"), ROLES)
def test_exit_of_other_roles(expected: str, roles: str, sentence: str) -> None:
    """Parties by the names of their trade."""
    assert [short(finding) for finding in found(sentence, roles)] == [expected]


HAPPENED = [
    ("甲方/breach/-", "乙方逾期支付投资款超过30日，甲方有权单方解除本合同，已付款不予退还。"),
    ("乙方/breach/-", "甲方拖欠货款两个月以上，乙方有权随时解除合同。"),
    ("甲方/insolvency/-", "乙方进入破产清算，甲方有权单方面终止本协议。"),
    ("甲方/convenience/-", "乙方应按时交货，甲方有权随时解除本合同。"),
    ("甲方/convenience/-", "无论乙方是否违约，甲方有权随时解除本合同。"),
    ("甲方/convenience/P30D", "合同期内，甲方可提前30日书面通知乙方单方解除本合同。"),
    ("乙方/breach/P14D", "如甲方在付款到期后42天内未支付，乙方有权在通知甲方14天后终止合同。"),
    ("either/other/-", "产品注册证被注销致使本合同目的无法实现的，任何一方均可解除本合同。"),
    ("甲方/other/-", "生产许可证书被注销的，甲方有权解除本合同。"),
    ("甲方/insolvency/-", "乙方营业执照被注销的，甲方有权解除本合同。"),
    ("automatic/expiry/-", "本合同有效期三年，期满自动失效。"),
    ("automatic/expiry/-", "本协议期满，双方未续签的，自行终止。"),
    ("automatic/expiry/-", "服务期届满未续费的，本合同自动终止。"),
    ("automatic/expiry/-", "合作期限届满后自动终止。"),
    ("either/convenience/P10D", "任何一方可提前10天书面通知终止。"),
    ("either/convenience/P30D", "任何一方提前30日书面通知对方即可解除。"),
    ("乙方/convenience/P2M", "乙方如中途退出，须提前两个月书面告知甲方，否则保证金不退。"),
    ("甲方/other/-", "乙方仓库被主管部门责令停产停业，甲方可立即解除本合同。"),
    ("甲方/insolvency/-", "乙方停业、歇业的，甲方可立即解除本合同。"),
    ("automatic/other/-", "专利权被宣告无效的，本合同终止，乙方应返还转让费。"),
    ("automatic/expiry/-", "期满未续签的，本合同终止，乙方应在三日内迁出。"),
    ("乙方/breach/-", "甲方逾期交房超过30日的，乙方有权退房。"),
    ("甲方/breach/-", "乙方无故缺席演出，甲方有权解约，乙方双倍返还定金。"),
    ("乙方/breach/-", "甲方未按第三条付款，乙方有权拒绝演出并解约。"),
    ("乙方/breach/-", "甲方拖延付费满1个月的，乙方可中止服务；满3个月的，可解除合同。"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "sentence"), HAPPENED)
def test_exit_without_the_usual_words(expected: str, sentence: str) -> None:
    """A condition without 如 and 的 is still one; so is a term that runs out, and a notice that ends what it does not name."""
    assert [short(finding) for finding in found(sentence)] == [expected]


def test_what_lasts_under_a_heading_of_force_majeure() -> None:
    """A sentence that begins with how long something lasts takes its ground from its heading, and from no other one."""
    lasting = "\n1. 受阻方应在48小时内通知对方；\n2. 超过90天的，双方均可解除合同。\n第九条 其他"
    assert [short(each) for each in found("不可抗力" + lasting)] == ["either/force_majeure/-"]
    assert [short(each) for each in found("延误" + lasting)] == ["either/breach/-"]


LISTS = [
    ("甲方/breach/-", "发生下列任一违约事件的，甲方有权采取以下一项或多项措施：\n（一）要求乙方限期纠正；\n（二）宣布本合同项下全部借款立即到期；\n（三）依法处分抵押物。\n第九条 其他"),
    ("甲方/breach/- 甲方/breach/- 甲方/insolvency/-", "乙方有下列行为之一的，甲方有权书面通知乙方解除本合同，本合同自通知到达乙方之日起解除：\n1．逾期开工超过十五日；\n2．将工程转包给他人；\n3．进入破产程序。\n第九条 其他"),
    ("either/insolvency/- either/insolvency/- either/other/-", "在发生以下事项时，合同任何一方都可以终止合同。\n(1)另一方破产清算；\nLiquidation of the other Party;\n(2)另一方无力支付到期债务；\nInability to pay debts;\n(3)另一方停止交易。\n第九条 其他"),
    ("甲方/breach/- 甲方/breach/-", "质保期内出现下列情形之一的，视为质量不合格，甲方有权解除本合同：\n（1）累计停机超过三天；\n（2）主机故障两次。\n第九条 其他"),
    ("automatic/expiry/- 甲方/breach/- 甲方/breach/- either/other/-", "本协议因下列原因终止：\n8.1 到期终止：协议期满未续签。\n8.2 单方终止：有下列情形之一的，甲方有权立即终止本协议：\n8.2.1 乙方违反保密约定；\n8.2.2 乙方拖欠货款。\n8.3 本协议约定的其他终止情形。\n第九条 其他"),
    ("甲方/breach/- 乙方/breach/-", "乙方逾期交货超过30日的，甲方有权解除合同；甲方逾期付款超过30日的，乙方有权解除合同。"),
    ("甲方/breach/- 乙方/breach/-", "乙方逾期交货的，甲方有权解除合同，甲方逾期付款的，乙方有权解除合同。"),
    ("automatic/expiry/- either/mutual_agreement/- automatic/force_majeure/- either/other/-", "有下列情形之一的，本合同终止：\n（一）合同期限届满，双方不再续签的；\n（二）双方协商一致解除的；\n（三）因不可抗力致使合同无法履行的；\n（四）法律规定或双方约定的其他情形。\n第九条 其他"),
    ("甲方/breach/- 甲方/breach/- 甲方/breach/- 甲方/other/-", "乙方有下列情形之一的，甲方可以解除劳动合同：\n（1）严重违反甲方规章制度的；\n（2）严重失职，给甲方造成重大损害的；\n（3）被依法追究刑事责任的；\n（4）法律法规规定的其他情形。\n第九条 其他"),
    ("贷款人/breach/- 贷款人/insolvency/-", "出现下列情形之一的，贷款人有权宣布本合同项下借款全部提前到期：\n（一）借款人未按约定支付利息；\n（二）借款人进入破产程序。\n第九条 其他"),
    ("委托人/convenience/- 受托人/convenience/-", "委托人可以随时解除本合同；受托人可以随时解除本合同。"),
    ("甲方/change_of_law/- either/other/-", "有下列情形之一的，本合同终止：\n（1）因行业监管政策变化导致原合作模式须变更或本合同\n须重新签订的，乙方应配合签订新合同。否则本合同自甲方向乙方发出书面通知之日起自行终止。\n（2）其他情形。\n第九条 其他"),
    ("甲方/breach/- 甲方/insolvency/-", "有下列情形之一的，甲方可解除合同：\n（1）乙方转包的；\n上款所称转包包含肢解分包。\n（2）乙方破产的。\n第九条 其他"),
    ("甲方/breach/- 甲方/breach/-", "有下列情形之一的，甲方可解除合同：\n（1）乙方转包的\n（2）乙方逾期的\n发生上述情形的，乙方应赔偿损失。\n第九条 其他"),
    ("出租方/breach/- 出租方/insolvency/- 出租方/other/-", "出现以下情况的，出租方可以解除合同：（1）承租方拖欠租金；（2）承租方破产；（3）政府征收。"),
    ("automatic/expiry/- either/mutual_agreement/- 甲方/breach/- automatic/force_majeure/- automatic/other/-", "出现下列情况之一，本合同即行终止：\n（一）租赁期限届满，双方未续签；\n（二）经甲乙双方协商一致；\n（三）乙方逾期支付租金超过30日，甲方书面通知解除；\n（四）房屋因不可抗力毁损；\n（五）房屋被依法征收的。\n第九条 其他"),
    ("either/mutual_agreement/- either/convenience/P60D either/breach/- automatic/insolvency/-", "本合同可因下列任一原因提前终止：\n8.1.1 双方书面同意；\n8.1.2 任何一方提前60日书面通知；\n8.1.3 一方实质违约且30日内未补救，另一方书面通知终止；\n8.1.4 一方破产、清算；\n第九条 其他"),
    ("either/other/- either/breach/- either/force_majeure/- either/other/-", "合营期限内发生下列情况之一的，合营任何一方有权提出终止合同：\n（1）合营公司连续三年亏损，无力继续经营；\n（2）合营一方不履行合同义务，致使合营公司无法继续经营；\n（3）因不可抗力遭受严重损失，无法继续经营；\n（4）合营公司未达到经营目的，同时又无发展前途。\n第九条 其他"),
    ("甲方/other/P30D 甲方/other/P30D 甲方/other/P30D", "有下列情形之一的，甲方提前三十日书面通知乙方或者额外支付一个月工资后，可以解除合同：\n（1）乙方患病，医疗期满后不能从事原工作的；\n（2）乙方不能胜任工作，经培训仍不能胜任的；\n（3）客观情况发生重大变化，致使合同无法履行的。\n第九条 其他"),
    ("甲方/breach/- 甲方/breach/- 甲方/breach/- 甲方/insolvency/-", "若乙方发生以下任何一种情况，甲方有权立即单方面解除本合同而不承担任何责任，并没收保证金：\na) 擅自变更店铺形象；\nb) 泄露甲方商业秘密；\nc) 连续停业十日以上；\nd) 被吊销营业执照。\n第九条 其他"),
    ("贷款人/breach/- 贷款人/other/- 贷款人/other/- 贷款人/other/-", "发生以下任一事件时，贷款人可宣布贷款立即到期：(1)借款人未按期付息；(2)借款人涉及重大诉讼；(3)保证人丧失担保能力；(4)贷款人认为足以影响债权安全的其他情形。"),
    ("either/other/- either/other/- either/breach/- either/change_of_law/-", "发生下列情形，任一方可解除本协议：\n1. 未获得主管部门批准；\n2. 交割条件在最后期限日前未满足；\n3. 另一方违反陈述与保证且15日内未补救；\n4. 有管辖权的政府机关颁布禁止交易的法令。\n第九条 其他"),
    ("automatic/other/- automatic/other/-", "本协议在下列情形下终止，且互不承担违约责任：\n① 主合同终止；\n② 项目被政府叫停。\n第九条 其他"),
    ("甲方/breach/- 甲方/breach/- 乙方/breach/-", "（一）甲方解除\n乙方有下列情形之一的，甲方有权解除：\n1.逾期超过15日；\n2.质量不合格。\n（二）乙方解除\n甲方有下列情形之一的，乙方有权解除：\n1.逾期付款；\n第九条 其他"),
    ("either/mutual_agreement/- automatic/change_of_law/- either/breach/- either/other/-", "有下列情形之一的，本合同解除或终止：\n一、双方协商一致；\n二、因国家政策重大调整；\n三、一方严重违约，守约方提出解除；\n四、法律规定的其他情形。\n合同解除后，双方应在十日内结清款项。\n第九条 其他"),
    ("甲方/breach/-", "乙方任何一期未按时付款的，甲方可以要求乙方一次付清余款；或者选择解除本协议。"),
    ("either/mutual_agreement/-", "经全体股东书面同意，可以终止本协议。"),
    ("甲方/breach/- 甲方/insolvency/-", "乙方有下列任一情形，甲方有权立即解除合同，没收保证金，并有权采取停水停电措施：\n（1）拖欠租金的；\n（2）破产的。\n第九条 其他"),
    ("甲方/breach/- automatic/other/-", "有下列情况的，合同终止：\n1.乙方无正当理由未履行义务，甲方可发出终止通知；\n2.项目取消。\n第九条 其他"),
    ("出租方/breach/- 出租方/breach/- 出租方/breach/-", "承租方有下列行为之一的，出租方有权解除合同、收回房屋，押金不予退还：①擅自转租、转借的；②利用房屋进行违法活动的；③拖欠租金累计达30天的。"),
    ("承租方/breach/- 承租方/breach/-", "出租方有下列情形之一的，承租方可单方解除合同：1.交付的房屋存在重大安全隐患；2.未按约定交付房屋达10日的。"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "text"), LISTS)
def test_list(expected: str, text: str) -> None:
    """Cases below a head, and an exit among several measures."""
    assert " ".join(short(finding) for finding in found(text)) == expected


def test_item_left_blank() -> None:
    """A line of a list that nobody filled in is no case."""
    text = "出现下列情形之一的，甲方有权解除本合同：\n1.乙方转包的；\n2.              。\n3.______。\n第九条 其他"
    assert [short(each) for each in found(text)] == ["甲方/breach/-"]


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
    "乙方有下列情形之一的，甲方不得解除本合同：\n（1）患职业病的；\n（2）在孕期、产期、哺乳期的。\n第九条 其他",
    "乙方应在甲方书面通知后10日内整改。",
    "本合同解除或终止的，保密义务、知识产权、争议解决条款继续有效。",
    "合同因不可抗力解除的，双方互不承担责任。",
    "如乙方依据本条解除合同，甲方应在10日内支付已完工程款。",
    "本协议任何条款的无效不影响其他条款的效力，也不导致本协议终止。",
    "甲方解除合同应当以书面形式通知乙方。",
    "租赁期间，出租人转让房屋的，不影响本合同的效力。",
    "在本合同终止前30日内，双方应就续约事宜进行协商。",
    "乙方有权获得甲方终止合同前的全部服务费。",
    "甲方可以根据需要要求乙方终止某项具体工作内容的发布。",
    "自劳动合同解除或终止之日起两年内，乙方不得从事竞争业务。",
    "发包人解除合同后，承包人应妥善保护工地。",
    "本合同一经签署不可撤销。",
    "乙方不可撤销地授权甲方办理过户手续。",
    "甲方有权收回多支付的合同款项。",
    "乙方逾期未取货的，视为放弃，甲方有权自行处理。",
    "保修期到期后，甲方应退还质保金。",
    "任何一方不得以任何理由提前终止合同，否则应支付违约金。",
    "合同终止、解除后的违约责任仍应承担。",
    "合同自双方签字之日起生效，有效期至双方履行完各自义务时终止。",
    "解除合同不影响甲方要求赔偿损失的权利。",
    "乙方中途退出项目的，应赔偿甲方损失。",
    "因解除合同产生的费用由违约方承担。",
    "本协议取代双方此前的一切口头或书面协议，原协议同时终止。",
    "乙方应于合同终止后三日内迁出。",
    "双方在终止合同前应完成对账。",
    "若一方不同意续签，应在合同终止前一个月通知对方。",
    "除非双方另行书面同意，任何一方不得提前终止本合同。",
    "除非本合同提前终止，乙方不得要求退还保证金。",
    "除非甲方书面同意解除本合同，乙方应继续履行。",
    "保密义务自合同终止之日起计算，并于三年期满之日终止。",
    "质保期自验收合格之日起算，并于二十四个月届满之日终止。",
    "本合同于2025年12月31日终止。",
    "试用服务于届满时终止。",
    "乙方应根据甲方的书面要求和本合同约定终止服务。",
    "甲方按照合同约定解除合同，乙方应予配合。",
    "甲方根据本合同第五条的约定解除合同的，乙方应返还预付款。",
    "乙方有权终止其与员工之间的劳动合同。",
    "质保期届满后自动失效。",
    "乙方退房的，甲方应退还全部房款。",
    "乙方违约的，本合同终止前甲方有权留置货物。",
    "保密期满自动终止。",
    "乙方逾期付款超过30日，甲方有权中止履行。",
]  # fmt: skip


REFERRED = [
    ("乙方/other/P45D", "任何一方提前四十五日书面通知对方，可以解除本合同。", "乙方不接受调价的，有权依据本合同第八条的约定终止合作。"),
    ("甲方/other/P20Dw", "任何一方可提前20个工作日书面通知对方解除本合同。", "甲方不同意调整后的服务费的，可按照第八条解除本合同。"),
    ("甲方/breach/-", "任何一方提前20日书面通知对方可解除本合同。", "乙方未按照第八条通知的，甲方有权解除合同。"),
    ("乙方/other/-", "甲方应提前20日通知乙方付款。", "乙方不接受调价的，有权依据第八条终止本合同。"),
    ("乙方/other/-", "任何一方提前20日书面通知对方可解除本合同。", "乙方不同意新价目的，有权依据第二十条终止本合同。"),
    ("甲方/breach/-", "任何一方提前20日书面通知对方可解除本合同。", "乙方违约的，甲方有权依据《民法典》第八条解除合同。"),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "eighth", "ninth"), REFERRED)
def test_notice_of_the_clause_named(expected: str, eighth: str, ninth: str) -> None:
    """An exit under another clause takes the notice of an exit there, and of nothing else."""
    assert short(found(f"{eighth}\n第九条 {ninth}")[-1]) == expected


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


def test_unnamed_actor_with_one_right() -> None:
    """Who 有权 once and 应 or 可 elsewhere acts too; the side named before it does not."""
    parsed = document(
        "星桥服务条款\n第一条 星桥应按月出具账单。\n第二条 客户应按时付款。\n第三条 星桥可修改本条款。\n"
        "第四条 客户发布虚假信息的，星桥有权立即终止服务。"
    )

    assert [short(finding) for finding in termination.run(parsed, Findings({"parties": ()}))] == ["星桥/breach/-"]


def test_two_of_three_parties() -> None:
    """Where two of three sides may end it, each has its entry."""
    parsed = document(
        "三方合作协议\n甲方：云栖测试有限公司\n乙方：青禾样本有限公司\n丙方：星桥示例有限公司\n"
        "第八条 甲方逾期付款超过15日的，乙方、丙方有权解除协议。"
    )
    before: dict[str, tuple[Finding[Any], ...]] = {"parties": tuple(parties.run(parsed, Findings({})))}

    assert [short(f) for f in termination.run(parsed, Findings(before))] == ["乙方/breach/-", "丙方/breach/-"]


def test_staff_is_no_side() -> None:
    """服务人员, 服务方案 and 许可商标 name no side."""
    (finding,) = found("被许可人的服务人员违规的，许可人可按服务方案终止本合同。", "许可人,被许可人")

    assert short(finding) == "许可人/breach/-"


def test_cases_of_one_kind_are_entries_of_their_own() -> None:
    """Each case of a list is an entry, proven by its item and the head, also where the ground is the same."""
    findings = found("有下列情形之一的，甲方可以解除合同：\n（1）乙方转包的；\n（2）乙方逾期的。\n第九条 其他")

    assert [short(finding) for finding in findings] == ["甲方/breach/-", "甲方/breach/-"]
    assert [[proof.quote for proof in finding.evidence] for finding in findings] == [
        ["乙方转包的；", "有下列情形之一的，甲方可以解除合同："],
        ["乙方逾期的。", "有下列情形之一的，甲方可以解除合同："],
    ]
