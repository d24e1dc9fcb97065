"""Parties as lawyers of many trades print them: details in sentences and tables, unusual roles and names, blanks, what is no party."""

from typing import Any

import pytest

from extractors.parties import parties
from tests.extractors.helpers import findings

END = "\n第一条 标的\n双方按本合同约定履行。\n第二条 其他\n无。\n"
A, B, C = "霜桥数据有限公司", "棠梨信息有限公司", "苍岭物流有限公司"
CODE, OTHER_CODE = "91330106MA00000117", "91330102MA00006563"
RAISED = {"role": "甲方", "name": A}
OTHER = {"role": "乙方", "name": B}

BLOCKS: list[tuple[str, str, list[dict[str, str]]]] = [
    # roles
    ("carriage", f"托运人：{A}\n实际承运人：{B}", [{"role": "托运人", "name": A}, {"role": "实际承运人", "name": B}]),
    ("labour subcontract", f"工程承包人：{A}\n劳务分包人：{B}", [{"role": "工程承包人", "name": A}, {"role": "劳务分包人", "name": B}]),
    ("storage", f"存货人：{A}\n保管人：{B}", [{"role": "存货人", "name": A}, {"role": "保管人", "name": B}]),
    ("heat supply", f"供热单位：{A}\n用热人：{B}", [{"role": "供热单位", "name": A}, {"role": "用热人", "name": B}]),
    ("trust", f"委托人：{A}\n受托人：{B}", [{"role": "委托人", "name": A}, {"role": "受托人", "name": B}]),
    ("fund", f"基金管理人：{A}\n基金托管人：苍岭银行股份有限公司", [{"role": "基金管理人", "name": A}, {"role": "基金托管人", "name": "苍岭银行股份有限公司"}]),
    ("pledge", f"出质人：{A}\n质权人：{B}", [{"role": "出质人", "name": A}, {"role": "质权人", "name": B}]),
    ("loan and surety", f"贷款人：{A}\n借款人：{B}\n保证人：{C}", [{"role": "贷款人", "name": A}, {"role": "借款人", "name": B}, {"role": "保证人", "name": C}]),
    ("travel", f"组团社：{A}\n旅游者：沈某", [{"role": "组团社", "name": A}, {"role": "旅游者", "name": "沈某"}]),
    ("agency", f"委托人：{A}\n代理人：{B}", [{"role": "委托人", "name": A}, {"role": "代理人", "name": B}]),
    ("agency abroad", f"被代理人：{A}\n代理人：Fernhollow Trading Ltd.", [{"role": "被代理人", "name": A}, {"role": "代理人", "name": "Fernhollow Trading Ltd."}]),
    ("who signs for a party", f"甲方：{A}\n代理人：沈某\n乙方：{B}\n委托代理人：顾某", [RAISED, OTHER]),
    ("auction", f"委托人：{A}\n拍卖人：{B}", [{"role": "委托人", "name": A}, {"role": "拍卖人", "name": B}]),
    ("numbered in Han", f"甲方一：{A}\n甲方二：{C}\n乙方：{B}", [{"role": "甲方一", "name": A}, {"role": "甲方二", "name": C}, OTHER]),
    ("numbered in digits", f"甲方1：{A}\n甲方2：{C}\n乙方：{B}", [{"role": "甲方1", "name": A}, {"role": "甲方2", "name": C}, OTHER]),
    ("five sides", f"甲方：{A}\n乙方：{B}\n丙方：{C}\n丁方：沈某\n戊方：顾某", [RAISED, OTHER, {"role": "丙方", "name": C}, {"role": "丁方", "name": "沈某"}, {"role": "戊方", "name": "顾某"}]),
    ("two of one role", f"发包人：{A}\n承包人：{B}\n承包人：{C}", [{"role": "发包人", "name": A}, {"role": "承包人", "name": B}, {"role": "承包人", "name": C}]),
    ("consortium", f"发包人：{A}\n承包人（联合体牵头人）：{B}\n承包人（联合体成员）：{C}", [{"role": "发包人", "name": A}, {"role": "承包人", "name": B}, {"role": "承包人", "name": C}]),
    ("role said to be short", f"发包人（以下简称甲方）：{A}\n承包人（以下简称乙方）：{B}", [RAISED, OTHER]),
    ("owner's word behind the side", f"甲 方（出卖方）：{A}\n乙 方（买受方）：{B}", [RAISED, OTHER]),
    ("sealed", f"甲方（盖章）：{A}\n乙方（盖章）：{B}", [RAISED, OTHER]),
    ("name of the side", f"甲方名称：{A}\n乙方名称：{B}", [RAISED, OTHER]),
    ("name of the customer", f"客户名称：{A}\n服务商名称：{B}", [{"role": "客户", "name": A}, {"role": "服务商", "name": B}]),
    ("without colon", f"甲方  {A}\n乙方  {B}", [RAISED, OTHER]),
    ("role behind the name", f"{A}（甲方）\n{B}（乙方）", [RAISED, OTHER]),
    ("role behind a comma", f"{A}，以下简称甲方；\n{B}，以下简称乙方。", [RAISED, OTHER]),
    # names
    ("works and shop", "甲方：澜州市前进机械厂\n乙方：北岗镇老顾五金商店", [{"role": "甲方", "name": "澜州市前进机械厂"}, {"role": "乙方", "name": "北岗镇老顾五金商店"}]),
    ("partnership", f"甲方：苍岭创业投资合伙企业（有限合伙）\n乙方：{B}", [{"role": "甲方", "name": "苍岭创业投资合伙企业（有限合伙）"}, OTHER]),
    ("law firm", f"聘请方：{A}\n受聘方：棠梨律师事务所", [{"role": "聘请方", "name": A}, {"role": "受聘方", "name": "棠梨律师事务所"}]),
    ("village", "发包方：北岗镇柳树村村民委员会\n承包方：沈某", [{"role": "发包方", "name": "北岗镇柳树村村民委员会"}, {"role": "承包方", "name": "沈某"}]),
    ("cooperative", f"甲方：柳树村果蔬种植专业合作社\n乙方：{B}", [{"role": "甲方", "name": "柳树村果蔬种植专业合作社"}, OTHER]),
    ("branch", f"甲方：{A}澜州分公司\n乙方：{B}", [{"role": "甲方", "name": A + "澜州分公司"}, OTHER]),
    ("office", f"采购人：澜州市自然资源和规划局\n供应商：{B}", [{"role": "采购人", "name": "澜州市自然资源和规划局"}, {"role": "供应商", "name": B}]),
    ("trader", f"甲方：{A}\n乙方：北岗镇老顾水果店（经营者：顾某）", [RAISED, {"role": "乙方", "name": "北岗镇老顾水果店", "legal_representative": "顾某"}]),
    ("German company", f"买方：{A}\n卖方：Nordwald Maschinenbau GmbH", [{"role": "买方", "name": A}, {"role": "卖方", "name": "Nordwald Maschinenbau GmbH"}]),
    ("Japanese company", f"买方：{A}\n卖方：青嶺精機株式会社", [{"role": "买方", "name": A}, {"role": "卖方", "name": "青嶺精機株式会社"}]),
    ("Hong Kong company", f"甲方：{A}\n乙方：海岬贸易（香港）有限公司（Haijia Trading (Hong Kong) Limited）", [RAISED, {"role": "乙方", "name": "海岬贸易（香港）有限公司"}]),
    ("name in two languages", f"甲方：{A} Shuangqiao Data Co., Ltd.\n乙方：{B}", [RAISED, OTHER]),
    ("name over two lines", "甲方：霜桥数据科技（澜州）股份\n有限公司\n乙方：" + B, [{"role": "甲方", "name": "霜桥数据科技（澜州）股份有限公司"}, OTHER]),
    ("name then apposition", f"甲方：{A}，一家依据中国法律设立并有效存续的有限责任公司\n乙方：{B}", [RAISED, OTHER]),
    # details in lines
    ("several on one line", f"甲方：{A}  法定代表人：沈某  电话：010-55500101\n乙方：{B}", [RAISED | {"legal_representative": "沈某", "phone": "010-55500101"}, OTHER]),
    ("details behind commas", f"甲方：{A}，住所地：澜州市望潮路8号，法定代表人：沈某，统一社会信用代码：{CODE}。\n乙方：{B}，住所地：北辰市同文街6号。", [RAISED | {"address": "澜州市望潮路8号", "legal_representative": "沈某", "credit_code": CODE}, OTHER | {"address": "北辰市同文街6号"}]),
    ("details in brackets", f"甲方：{A}（统一社会信用代码：{CODE}）\n乙方：{B}", [RAISED | {"credit_code": CODE}, OTHER]),
    ("trading place", f"甲方：{A}\n经营场所：澜州市望潮路8号\n乙方：{B}", [RAISED | {"address": "澜州市望潮路8号"}, OTHER]),
    ("registered home", f"甲方：{A}\n乙方：沈某\n身份证号：110101190001010000\n户籍地址：北辰市同文街6号", [RAISED, {"role": "乙方", "name": "沈某", "address": "北辰市同文街6号"}]),
    ("address of the identity card", f"甲方：{A}\n乙方：沈某\n身份证住址：北辰市同文街6号\n手机：19900000001", [RAISED, {"role": "乙方", "name": "沈某", "address": "北辰市同文街6号", "phone": "19900000001"}]),
    ("domicile before post", f"甲方：{A}\n通讯地址：澜州市邮电巷2号\n注册地址：澜州市望潮路8号\n乙方：{B}", [RAISED | {"address": "澜州市望潮路8号"}, OTHER]),
    ("post code behind", f"甲方：{A}\n地址：澜州市望潮路8号，邮编：310000\n乙方：{B}", [RAISED | {"address": "澜州市望潮路8号"}, OTHER]),
    ("address and phone in one", f"甲方：{A}\n地址、电话：澜州市望潮路8号 010-55500101\n乙方：{B}", [RAISED | {"address": "澜州市望潮路8号", "phone": "010-55500101"}, OTHER]),
    ("side before the detail", f"甲方：{A}\n乙方：{B}\n甲方地址：澜州市望潮路8号\n乙方地址：北辰市同文街6号\n乙方联系人：沈某", [RAISED | {"address": "澜州市望潮路8号"}, OTHER | {"address": "北辰市同文街6号", "contact": "沈某"}]),
    ("person in charge", f"甲方：{A}澜州分公司\n负责人：沈某\n乙方：{B}", [{"role": "甲方", "name": A + "澜州分公司", "legal_representative": "沈某"}, OTHER]),
    ("empty detail", f"甲方：{A}\n法定代表人：________  住所：澜州市望潮路8号\n乙方：{B}\n电话：/", [RAISED | {"address": "澜州市望潮路8号"}, OTHER]),
    ("bank is no party", f"甲方：{A}\n开户行：苍岭银行澜州支行\n账号：6222000011112222\n乙方：{B}\n户名：{B}", [RAISED, OTHER]),
    # opening sentences
    ("opening sentence", f"{A}（以下简称“甲方”），统一社会信用代码{CODE}，住所地澜州市望潮路8号，法定代表人为沈某；\n{B}（以下简称“乙方”），注册地址位于北辰市同文街6号。", [RAISED | {"address": "澜州市望潮路8号", "legal_representative": "沈某", "credit_code": CODE}, OTHER | {"address": "北辰市同文街6号"}]),
    ("details before the role", f"本协议由以下双方订立：\n1. {A}，统一社会信用代码为{CODE}，住所地为澜州市望潮路8号（“甲方”）；\n2. {B}，住所地为北辰市同文街6号（“乙方”）。", [RAISED | {"address": "澜州市望潮路8号", "credit_code": CODE}, OTHER | {"address": "北辰市同文街6号"}]),
    ("details on the lines below", f"本协议由下列双方签订：\n（1）{A}（以下简称“甲方”）\n住所：澜州市望潮路8号\n法定代表人：沈某\n（2）{B}（以下简称“乙方”）\n住所：北辰市同文街6号", [RAISED | {"address": "澜州市望潮路8号", "legal_representative": "沈某"}, OTHER | {"address": "北辰市同文街6号"}]),
    ("one sentence with both", f"本合同由{A}（下称“甲方”，统一社会信用代码：{CODE}）与{B}（下称“乙方”，统一社会信用代码：{OTHER_CODE}）于2023年5月1日签订。", [RAISED | {"credit_code": CODE}, OTHER | {"credit_code": OTHER_CODE}]),
    ("company inside an address", f"{A}，住所地为澜州市望潮路8号苍岭置业有限公司大厦（以下简称“甲方”）与{B}（以下简称“乙方”）订立本合同。", [RAISED | {"address": "澜州市望潮路8号苍岭置业有限公司大厦"}, OTHER]),
    ("role of any kind", f"本协议由{A}（以下简称“技术方”）与{B}（以下简称“渠道方”）签订。", [{"role": "技术方", "name": A}, {"role": "渠道方", "name": B}]),
    ("person in a sentence", f"沈某，男，身份证号110101190001010000，住北辰市同文街6号（以下简称“乙方”）与{A}（以下简称“甲方”）订立本合同。", [{"role": "乙方", "name": "沈某", "address": "北辰市同文街6号"}, RAISED]),
    ("short names for roles", f"本协议由以下各方于2023年5月1日签署：\n（1）{A}（“霜桥”）；\n（2）{B}（“棠梨”）。\n鉴于：\n双方拟开展合作。", [{"role": "霜桥", "name": A}, {"role": "棠梨", "name": B}]),
    # tables
    ("a column a side", f"\t甲方\t乙方\n名称\t{A}\t{B}\n地址\t澜州市望潮路8号\t北辰市同文街6号\n法定代表人\t沈某\t顾某", [RAISED | {"address": "澜州市望潮路8号", "legal_representative": "沈某"}, OTHER | {"address": "北辰市同文街6号", "legal_representative": "顾某"}]),
    ("a column a side with a head", f"项目\t甲方\t乙方\n单位名称\t{A}\t{B}\n联系电话\t010-55500101\t010-55500102", [RAISED | {"phone": "010-55500101"}, OTHER | {"phone": "010-55500102"}]),
    ("label and value a side", f"客户名称\t{A}\t服务商名称\t{B}\n统一社会信用代码\t{CODE}\t统一社会信用代码\t{OTHER_CODE}\n电话\t—\t电话\t400-555-0021", [{"role": "客户", "name": A, "credit_code": CODE}, {"role": "服务商", "name": B, "credit_code": OTHER_CODE, "phone": "400-555-0021"}]),
    ("merged first column", f"甲方\t名称\t{A}\n\t地址\t澜州市望潮路8号\n乙方\t名称\t{B}\n\t地址\t北辰市同文街6号", [RAISED | {"address": "澜州市望潮路8号"}, OTHER | {"address": "北辰市同文街6号"}]),
    ("first column repeated", f"甲方\t名称\t{A}\n甲方\t地址\t澜州市望潮路8号\n乙方\t名称\t{B}\n乙方\t地址\t北辰市同文街6号", [RAISED | {"address": "澜州市望潮路8号"}, OTHER | {"address": "北辰市同文街6号"}]),
    # two languages
    ("English twin with details", f"甲方：{A}\n地址：澜州市望潮路8号\nParty A: Shuangqiao Data Co., Ltd.\nAddress: 8 Wangchao Road\n乙方：{B}\nParty B: Tangli Information Co., Ltd.", [RAISED | {"address": "澜州市望潮路8号"}, OTHER]),
    ("English twin behind a slash", f"卖方/Seller：{A}\n买方/Buyer：Nordwald Handels GmbH", [{"role": "卖方", "name": A}, {"role": "买方", "name": "Nordwald Handels GmbH"}]),
    ("English buyer and seller", f"买方：{A}\nThe Buyer: Shuangqiao Data Co., Ltd.\n卖方：{B}\nThe Seller: Tangli Information Co., Ltd.", [{"role": "买方", "name": A}, {"role": "卖方", "name": B}]),
    # what is no party
    ("agent and witness", f"甲方：{A}\n委托代理人：沈某\n乙方：{B}\n见证人：顾某\n招标代理机构：苍岭招标有限公司", [RAISED, OTHER]),
    ("company in a recital", f"甲方：{A}\n乙方：{B}\n鉴于：\n甲方持有苍岭物流有限公司（以下简称“目标公司”）60%的股权。", [RAISED, OTHER]),
    ("affiliate in a recital", f"甲方：{A}\n乙方：{B}\n鉴于甲方的关联公司苍岭科技有限公司（以下简称“运营方”）运营平台。", [RAISED, OTHER]),
    ("maker of the goods", f"买方：{A}\n卖方：{B}\n生产厂家：苍岭仪器厂\n收款单位：苍岭科技有限公司", [{"role": "买方", "name": A}, {"role": "卖方", "name": B}]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in BLOCKS], ids=[row[0] for row in BLOCKS])
def test_block(text: str, expected: list[dict[str, str]]) -> None:
    """A block gives its sides in order, each with all that is printed about it and nothing else."""
    assert shown(text + END) == expected


MORE: list[tuple[str, str, list[dict[str, str]]]] = [
    ("equity transfer", f"本协议由以下各方于2023年5月1日在澜州签署：\n1. 转让方：沈某，中国公民，身份证号码：110101190001010000，住址：北辰市同文街6号；\n2. 受让方：{A}，一家根据中国法律设立并有效存续的有限责任公司，统一社会信用代码为{CODE}，注册地址为澜州市望潮路8号；\n3. 目标公司：{C}，注册地址为临洺市驿道1号。", [{"role": "转让方", "name": "沈某", "address": "北辰市同文街6号"}, {"role": "受让方", "name": A, "address": "澜州市望潮路8号", "credit_code": CODE}, {"role": "目标公司", "name": C, "address": "临洺市驿道1号"}]),
    ("procurement form", f"采购人（全称）：澜州市水务局（以下简称甲方）\n供应商（全称）：{B}（以下简称乙方）", [{"role": "甲方", "name": "澜州市水务局"}, OTHER]),
    ("labour form", f"甲方（用人单位）：{A}\n统一社会信用代码：{CODE}\n法定代表人（主要负责人）或委托代理人：沈某\n注册地：澜州市望潮路8号\n经营地：澜州市望潮路9号\n联系电话：010-55500101\n乙方（劳动者）：顾某\n居民身份证号码：110101190001010000\n（或其他有效证件名称____证件号：____）\n户籍地址：北辰市同文街6号\n经常居住地（通讯地址）：澜州市北岗巷2号\n联系电话：19900000001", [RAISED | {"address": "澜州市望潮路8号", "phone": "010-55500101", "credit_code": CODE}, {"role": "乙方", "name": "顾某", "address": "北辰市同文街6号", "phone": "19900000001"}]),
    ("technology form", f"委托方（甲方）：{A}\n住 所 地：澜州市望潮路8号\n法定代表人：沈某\n项目联系人：顾某\n联系方式：________\n通讯地址：澜州市邮电巷2号\n电  话：010-55500101    传  真：________\n电子信箱：a@shuangqiao.example\n受托方（乙方）：{B}", [RAISED | {"address": "澜州市望潮路8号", "contact": "顾某", "phone": "010-55500101", "email": "a@shuangqiao.example", "legal_representative": "沈某"}, OTHER]),
    ("foreign trade", f"卖方（The Sellers）：{A}\n地址（Address）：澜州市望潮路8号\n电话 Tel：010-55500101  传真 Fax：010-55500102\n买方（The Buyers）：Nordwald Handels GmbH\n地址（Address）：Hafenstrasse 1, Hamburg", [{"role": "卖方", "name": A, "address": "澜州市望潮路8号", "phone": "010-55500101"}, {"role": "买方", "name": "Nordwald Handels GmbH", "address": "Hafenstrasse 1, Hamburg"}]),
    ("bank loan", f"贷款人：苍岭银行股份有限公司澜州支行\n负责人：沈某\n住所：澜州市望潮路8号\n借款人：{B}\n法定代表人：顾某\n保证人（自然人）：顾某\n证件类型及号码：身份证110101190001010000", [{"role": "贷款人", "name": "苍岭银行股份有限公司澜州支行", "address": "澜州市望潮路8号", "legal_representative": "沈某"}, {"role": "借款人", "name": B, "legal_representative": "顾某"}, {"role": "保证人", "name": "顾某"}]),
    ("three sides of a school", f"甲方（学校）：澜州职业技术学院\n乙方（实习单位）：{B}\n丙方（学生）：顾某", [{"role": "甲方", "name": "澜州职业技术学院"}, OTHER, {"role": "丙方", "name": "顾某"}]),
    ("owners' committee", f"甲方（委托方）：澜州市望潮小区业主委员会\n乙方：{B}", [{"role": "甲方", "name": "澜州市望潮小区业主委员会"}, OTHER]),
    ("roles in a table", f"托运人\t{A}\t承运人\t{B}\n地址\t澜州市望潮路8号\t地址\t北辰市同文街6号\n联系人\t沈某\t联系人\t顾某", [{"role": "托运人", "name": A, "address": "澜州市望潮路8号", "contact": "沈某"}, {"role": "承运人", "name": B, "address": "北辰市同文街6号", "contact": "顾某"}]),
    ("bold labels", f"**甲方：** {A}\n\n**统一社会信用代码：** {CODE}\n\n**乙方：** {B}", [RAISED | {"credit_code": CODE}, OTHER]),
    ("filled lines", f"甲方：__{A}__\n地址：__澜州市望潮路8号__\n乙方：__{B}__", [RAISED | {"address": "澜州市望潮路8号"}, OTHER]),
    ("those who conclude", f"立约双方：{A}（以下简称甲方）\n          {B}（以下简称乙方）", [RAISED, OTHER]),
    ("cover and body", f"采购合同\n甲方：{A}\n乙方：{B}\n二〇二三年五月\n甲方：{A}\n住所：澜州市望潮路8号\n乙方：{B}\n住所：北辰市同文街6号", [RAISED | {"address": "澜州市望潮路8号"}, OTHER | {"address": "北辰市同文街6号"}]),
    ("other things on the line", f"需 方：{A} 合同编号：SQ-2023-1\n供 方：{B} 签订地点：澜州市", [{"role": "需方", "name": A}, {"role": "供方", "name": B}]),
    ("colon inside the bracket", f"甲方：{A}（以下简称：霜桥）\n乙方：{B}", [RAISED, OTHER]),
    ("straight quotes", f'甲方：{A}(以下称"霜桥")\n乙方：{B}("棠梨")', [RAISED, OTHER]),
    ("black brackets", f"甲方：{A}【以下简称“霜桥”】\n乙方：【{B}】", [RAISED, OTHER]),
    ("sides on one line", f"甲方：{A}  乙方：{B}", [RAISED, OTHER]),
    ("sides behind a semicolon", f"甲方：{A}；乙方：{B}。", [RAISED, OTHER]),
    ("contact with phone in brackets", f"甲方：{A}\n联系人：沈某（19900000001）\n乙方：{B}", [RAISED | {"contact": "沈某", "phone": "19900000001"}, OTHER]),
    ("contact and phone labelled as one", f"甲方：{A}\n联系人及联系方式：沈某 19900000001\n乙方：{B}", [RAISED | {"contact": "沈某", "phone": "19900000001"}, OTHER]),
    ("title behind the representative", f"甲方：{A}\n法定代表人：沈某  职务：董事长\n乙方：{B}", [RAISED | {"legal_representative": "沈某"}, OTHER]),
    ("two of one side in a loan", f"出借人：沈某\n借款人：顾某\n借款人：陆某\n担保人：{C}", [{"role": "出借人", "name": "沈某"}, {"role": "借款人", "name": "顾某"}, {"role": "借款人", "name": "陆某"}, {"role": "担保人", "name": C}]),
    ("parties in the first clause", f"技术服务合同\n第一条 合同双方\n甲方：{A}\n地址：澜州市望潮路8号\n乙方：{B}\n地址：北辰市同文街6号", [RAISED | {"address": "澜州市望潮路8号"}, OTHER | {"address": "北辰市同文街6号"}]),
    ("a company with another's name in brackets", f"甲方：{A}（{C}之全资子公司）\n乙方：{B}", [RAISED, OTHER]),
    ("trust in a sentence", f"{A}（作为委托人）与{B}（作为受托人）签订本合同。", [{"role": "委托人", "name": A}, {"role": "受托人", "name": B}]),
    ("side said before the name", f"本合同甲方为{A}，乙方为{B}，双方约定如下。", [RAISED, OTHER]),
    ("hereinafter called with both words", f"{A}（以下简称“出租方”或“甲方”）与{B}（以下简称“承租方”或“乙方”）订立本合同。", [RAISED, OTHER]),
    ("platform and traders", f"平台方：{A}\n入驻商户：{B}", [{"role": "平台方", "name": A}, {"role": "入驻商户", "name": B}]),
    ("supplier of heat without list", f"供暖企业：{A}\n取暖单位：{B}", [{"role": "供暖企业", "name": A}, {"role": "取暖单位", "name": B}]),
    ("bank named beside", f"甲方：{A}（开户行：苍岭银行澜州支行，账号：6222000011112222）\n乙方：{B}", [RAISED, OTHER]),
    ("two phones", f"甲方：{A}\n电话：010-55500101/55500102\n手机：19900000001\n乙方：{B}", [RAISED | {"phone": "010-55500101/55500102"}, OTHER]),
    ("company under the label of companies", f"甲方（单位名称）：{A}\n乙方（单位名称）：{B}", [RAISED, OTHER]),
    ("sides as heads of a table", f"承租方信息\t\t出租方信息\t\n公司名称\t{A}\t公司名称\t{B}\n统一社会信用代码\t{CODE}\t统一社会信用代码\t{OTHER_CODE}\n联系电话\t010-55500101\t联系电话\t010-55500102", [{"role": "承租方", "name": A, "phone": "010-55500101", "credit_code": CODE}, {"role": "出租方", "name": B, "phone": "010-55500102", "credit_code": OTHER_CODE}]),
    ("customer's details in rows", f"客户信息\t客户名称\t{A}\n客户信息\t地址\t澜州市望潮路8号\n服务商信息\t名称\t{B}\n服务商信息\t联系人\t顾某", [{"role": "客户", "name": A, "address": "澜州市望潮路8号"}, {"role": "服务商", "name": B, "contact": "顾某"}]),
    ("values on the lines below", f"委托人：\n{A}\n住所：\n澜州市望潮路8号\n受托人：\n{B}\n住所：\n北辰市同文街6号", [{"role": "委托人", "name": A, "address": "澜州市望潮路8号"}, {"role": "受托人", "name": B, "address": "北辰市同文街6号"}]),
    ("nothing on the line below", f"甲方：{A}\n地址：\n乙方：{B}\n地址：\n鉴于甲方需要采购设备，双方订立本合同。", [RAISED, OTHER]),
    ("numbered sides under their side", f"转让方（甲方）：\n甲方一：沈某\n甲方二：顾某\n受让方（乙方）：{B}", [{"role": "甲方一", "name": "沈某"}, {"role": "甲方二", "name": "顾某"}, OTHER]),
    ("unusual word with its side", "转出方（甲方）：柳树村村民委员会  代表人：沈某\n受让方（乙方）：柳树村果蔬种植专业合作社  负责人：顾某\n鉴证单位：北岗镇人民政府", [{"role": "甲方", "name": "柳树村村民委员会", "legal_representative": "沈某"}, {"role": "乙方", "name": "柳树村果蔬种植专业合作社", "legal_representative": "顾某"}]),
    ("address in two languages", f"甲方 Party A：{A}\n地址 Address：澜州市望潮路8号 No. 8 Wangchao Road\n乙方 Party B：{B}", [RAISED | {"address": "澜州市望潮路8号"}, OTHER]),
    ("persons with their lives", f"出借人（甲方）：沈某，男，汉族，1980年1月1日出生，住澜州市望潮路8号，身份证号110101190001010000，电话19900000001。\n借款人（乙方）：{B}，住所地北辰市同文街6号，法定代表人顾某。", [{"role": "甲方", "name": "沈某", "address": "澜州市望潮路8号", "phone": "19900000001"}, OTHER | {"address": "北辰市同文街6号", "legal_representative": "顾某"}]),
    ("who takes part in the sale of medicines", f"需方：澜州市第一人民医院\n供方：{B}\n生产企业：苍岭制药厂\n配送企业：临洺医药配送有限公司", [{"role": "需方", "name": "澜州市第一人民医院"}, {"role": "供方", "name": B}]),
    ("role no list has", f"本协议由以下双方订立：\n{A}，注册地址为澜州市望潮路8号，法定代表人沈某（“制造商”）；与\n{B}（“代理商”）。", [{"role": "制造商", "name": A, "address": "澜州市望潮路8号", "legal_representative": "沈某"}, {"role": "代理商", "name": B}]),
    ("role in one sentence, short name in the other", f"本协议由以下双方订立：\n{A}（“霜桥”）；与\n{B}（“代理商”）。", [{"role": "霜桥", "name": A}, {"role": "代理商", "name": B}]),
    ("who is in touch", f"甲方：{A}\n业务对接人：沈某-市场部\n乙方：{B}\n接口人：顾某", [RAISED | {"contact": "沈某-市场部"}, OTHER | {"contact": "顾某"}]),
    ("two languages in one row", f"Shuangqiao Data Co., Ltd., with its registered office at No. 8 Wangchao Road (the “Manufacturer”); and\t{A}，注册地址为澜州市望潮路8号（以下称“制造商”）；与\nHaijia Trading Limited (the “Agent”).\tHaijia Trading Limited，一家依香港法律设立的公司（以下称“代理商”）。", [{"role": "制造商", "name": A, "address": "澜州市望潮路8号"}, {"role": "代理商", "name": "Haijia Trading Limited"}]),
    ("numbered details", f"1. 合同主体\n1.1 委托方：{A}\n1.1.1 地址：澜州市望潮路8号\n1.2 开发方：{B}\n1.2.1 地址：北辰市同文街6号\n2. 标的\n2.1 地址：临洺市驿道1号", [{"role": "委托方", "name": A, "address": "澜州市望潮路8号"}, {"role": "开发方", "name": B, "address": "北辰市同文街6号"}]),
    ("heads of a list", f"受让方：{A}\n目标公司：{B}\n序号\t转让方\t身份证号\t转让比例\n1\t沈某\t110101190001010000\t10%", [{"role": "受让方", "name": A}, {"role": "目标公司", "name": B}]),
    ("side and details over tabs", f"甲方（供方）：  {A}       乙方（需方）：  {B}\n法定代表人：    沈某                   法定代表人：    顾某\n地    址：      澜州市望潮路8号        地    址：      北辰市同文街6号", [RAISED | {"address": "澜州市望潮路8号", "legal_representative": "沈某"}, OTHER | {"address": "北辰市同文街6号", "legal_representative": "顾某"}]),
    ("clerk at the head", f"甲方：{A}\n经办人：沈某\n乙方：{B}\n采购联系人：顾某", [RAISED | {"contact": "沈某"}, OTHER | {"contact": "顾某"}]),
    ("contact in a sentence", f"甲方：{A}，联系人为沈某，邮箱为shen@shuangqiao.example，电话为010-55500101。\n乙方：{B}。", [RAISED | {"contact": "沈某", "phone": "010-55500101", "email": "shen@shuangqiao.example"}, OTHER]),
    ("several names on one line", f"转让方：沈某、顾某\n受让方：{A}、{B}", [{"role": "转让方", "name": "沈某"}, {"role": "转让方", "name": "顾某"}, {"role": "受让方", "name": A}, {"role": "受让方", "name": B}]),
    ("code in brackets without label", f"甲方：{A}（{CODE}）\n乙方：{B}\n社会统一信用代码：{OTHER_CODE}", [RAISED | {"credit_code": CODE}, OTHER | {"credit_code": OTHER_CODE}]),
    ("phone with blanks behind the contact", f"甲方：{A}\n联系人/电话：沈某/010-5550 0101\n指定邮箱：shen@shuangqiao.example\n乙方：{B}", [RAISED | {"contact": "沈某", "phone": "010-5550 0101", "email": "shen@shuangqiao.example"}, OTHER]),
    ("consortium on one line", f"甲方：{A}\n乙方：{B}（联合体牵头单位）、{C}（联合体成员单位）", [RAISED, OTHER, {"role": "乙方", "name": C}]),
    ("consortium before the name", f"发包人：{A}\n承包人：（联合体牵头人）{B}", [{"role": "发包人", "name": A}, {"role": "承包人", "name": B}]),
    ("names in two languages below", f"甲方（Party A）：\n中文名称：{A}\n英文名称：Shuangqiao Data Co., Ltd.\n乙方（Party B）：\n中文名称：{B}", [RAISED, OTHER]),
    ("executive partner is no representative", f"甲方：苍岭投资合伙企业（有限合伙）\n执行事务合伙人：{C}\n乙方：{B}", [{"role": "甲方", "name": "苍岭投资合伙企业（有限合伙）"}, OTHER]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in MORE], ids=[row[0] for row in MORE])
def test_block_of_a_trade(text: str, expected: list[dict[str, str]]) -> None:
    """Blocks as the forms of single trades have them."""
    assert shown(text + END) == expected


SIGNATURES: list[tuple[str, str, list[dict[str, str]]]] = [
    ("details only there", f"甲方：{A}\n乙方：{B}{END}甲方（盖章）：{A}\n法定代表人：沈某\n地址：澜州市望潮路8号\n电话：010-55500101\n乙方（盖章）：{B}\n地址：北辰市同文街6号\n日期：2023年5月1日", [RAISED | {"legal_representative": "沈某", "address": "澜州市望潮路8号", "phone": "010-55500101"}, OTHER | {"address": "北辰市同文街6号"}]),
    ("in two columns", f"甲方：{A}\n乙方：{B}{END}甲方（盖章）：{A}\t乙方（盖章）：{B}\n地址：澜州市望潮路8号\t地址：北辰市同文街6号\n日期：2023年5月1日\t日期：2023年5月1日", [RAISED | {"address": "澜州市望潮路8号"}, OTHER | {"address": "北辰市同文街6号"}]),
    ("only there", f"合作协议\n双方经协商订立本协议。{END}甲方（盖章）：{A}\n乙方（盖章）：{B}\n日期：2023年5月1日", [RAISED, OTHER]),
    ("only there, name below", f"合作协议\n双方经协商订立本协议。{END}甲方（盖章）：\n{A}\n乙方（盖章）：\n{B}\n日期：2023年5月1日", [RAISED, OTHER]),
    ("who signs is no representative", f"甲方：{A}\n乙方：{B}{END}甲方（盖章）：{A}\n授权代表（签字）：沈某\n乙方（盖章）：{B}\n法定代表人或授权代表（签字）：顾某\n日期：2023年5月1日", [RAISED, OTHER]),
    ("clerk who signs", f"甲方：{A}\n乙方：{B}{END}甲方（盖章）：{A}\n经办人：沈某\n乙方（盖章）：{B}\n经办人：顾某\n日期：2023年5月1日", [RAISED, OTHER]),
    ("left open", f"甲方：{A}\n乙方：{B}{END}甲方（盖章）：\n法定代表人（签字）：\n日期：    年  月  日\n乙方（盖章）：\n法定代表人（签字）：\n日期：    年  月  日", [RAISED, OTHER]),
    ("guarantor that signs", f"出借人：{A}\n借款人：{B}{END}出借人（盖章）：{A}\n借款人（盖章）：{B}\n保证人（盖章）：{C}\n日期：2023年5月1日", [{"role": "出借人", "name": A}, {"role": "借款人", "name": B}, {"role": "保证人", "name": C}]),
    ("target that signs", f"转让方：{A}\n受让方：{B}\n鉴于转让方持有苍岭物流有限公司（以下简称“目标公司”）的股权。{END}转让方（盖章）：{A}\n受让方（盖章）：{B}\n目标公司（盖章）：{C}\n日期：2023年5月1日", [{"role": "转让方", "name": A}, {"role": "受让方", "name": B}, {"role": "目标公司", "name": C}]),
    ("persons that sign", "房屋租赁合同\n出租方（以下简称甲方）：沈某        身份证号码：110101190001010000\n承租方（以下简称乙方）：顾某\n第一条 房屋\n无。\n第二条 租金\n无。\n甲方（签字）：沈某          乙方（签字）：顾某\n联系电话：19900000001       联系电话：19900000002\n2023年5月20日", [{"role": "甲方", "name": "沈某", "phone": "19900000001"}, {"role": "乙方", "name": "顾某", "phone": "19900000002"}]),
    ("clause of notices", f"甲方：{A}\n乙方：{B}{END}第三条 通知\n甲方联系人：沈某，电话：19900000001，邮箱：shen@shuangqiao.example\n乙方联系人：顾某，地址：北辰市同文街6号\n第四条 附则\n无。", [RAISED | {"contact": "沈某", "phone": "19900000001", "email": "shen@shuangqiao.example"}, OTHER | {"address": "北辰市同文街6号", "contact": "顾某"}]),
    ("block in a clause of notices", f"甲方：{A}\n乙方：{B}{END}第三条 通知与送达\n甲方：{A}\n地址：澜州市望潮路8号\n收件人：沈某\n乙方：{B}\n收件人：顾某\n第四条 附则\n无。", [RAISED | {"address": "澜州市望潮路8号", "contact": "沈某"}, OTHER | {"contact": "顾某"}]),
    ("named again in a sentence", f"买方名称：{A}\n卖方名称：{B}\n本合同由上述买方与{B}（下称“卖方”或“棠梨”）签订。{END}买方（盖章）：{A}\n卖方（盖章）：{B}\n日期：2023年5月1日", [{"role": "买方", "name": A}, {"role": "卖方", "name": B}]),
    ("target company by its short name", f"增资协议\n本协议由以下各方签署：\n（1）{A}（“投资方”），注册地址为澜州市望潮路8号；\n（2）顾某，中国公民，身份证号码为110101190001010000（“创始人”）；\n（3）{B}（“公司”或“目标公司”）。\n鉴于：公司的子公司{C}（“苍岭”）从事物流业务。{END}投资方：{A}（盖章）\n创始人：顾某（签字）\n公司：{B}（盖章）", [{"role": "投资方", "name": A, "address": "澜州市望潮路8号"}, {"role": "创始人", "name": "顾某"}, {"role": "公司", "name": B}]),
    ("forms with columns of blanks", f"发包人（全称）：{A}\n承包人（全称）：{B}{END}发包人：（公章）                 承包人：（公章）\n法定代表人或其委托代理人：       法定代表人或其委托代理人：\n（签字）                          （签字）\n地  址：澜州市望潮路8号           地  址：北辰市同文街6号\n法定代表人：沈某                  法定代表人：顾某\n电  话：010-55500101              电  话：\n账  号：6222                      账  号：6223", [{"role": "发包人", "name": A, "address": "澜州市望潮路8号", "phone": "010-55500101", "legal_representative": "沈某"}, {"role": "承包人", "name": B, "address": "北辰市同文街6号", "legal_representative": "顾某"}]),
    ("agency that attests", f"采购人：澜州市水务局\n供应商：{B}{END}采购人（盖章）：澜州市水务局\n供应商（盖章）：{B}\n见证方（采购代理机构）：苍岭招标代理有限公司\n日期：2023年5月1日", [{"role": "采购人", "name": "澜州市水务局"}, {"role": "供应商", "name": B}]),
    ("English line before the Chinese one", f"The Sellers: Shuangqiao Data Co., Ltd.\n卖方：{A}\nAddress: 8 Wangchao Road\n地址：澜州市望潮路8号\nThe Buyers: Nordwald Handels GmbH\n买方：北林贸易有限公司{END}", [{"role": "卖方", "name": A, "address": "澜州市望潮路8号"}, {"role": "买方", "name": "北林贸易有限公司"}]),
    ("details in a clause of a joint venture", f"合资经营合同\n第一条 合资各方\n甲方：{A}，在中国登记注册，其法定地址为澜州市望潮路8号。法定代表人：姓名：沈某，职务：董事长，国籍：中国。\n乙方：Nordwald Handels GmbH，在德国登记注册，其法定地址为Hafenstrasse 1, Hamburg。\n第二条 名称\n合资公司的名称为{C}。", [RAISED | {"address": "澜州市望潮路8号", "legal_representative": "沈某"}, {"role": "乙方", "name": "Nordwald Handels GmbH", "address": "Hafenstrasse 1, Hamburg"}]),
    ("opening words in English", 'This Agreement is made by and between:\n(1) Shuangqiao Data Co., Ltd., a company incorporated in the PRC with its registered address at 8 Wangchao Road, Lanzhou ("Party A"); and\n(2) Haijia Trading Limited ("Party B").\n1. Services\nNone.\n2. Term\nNone.', [{"role": "Party A", "name": "Shuangqiao Data Co., Ltd.", "address": "8 Wangchao Road, Lanzhou"}, {"role": "Party B", "name": "Haijia Trading Limited"}]),
    ("left half blank", f"发包人：{A}\n承包人：{B}{END}发包人：（盖章）　　　　　　　　承包人：（盖章）\n住所：望潮路8号　　　　住所：同文街6号\n　　　　　　　　　　　　　　　　统一社会信用代码：91330106MA00000117\n日期：2023年5月1日", [{"role": "发包人", "name": A, "address": "望潮路8号"}, {"role": "承包人", "name": B, "address": "同文街6号", "credit_code": "91330106MA00000117"}]),
    ("right half blank", f"发包人：{A}\n承包人：{B}{END}发包人：（盖章）　　　　　　　　承包人：（盖章）\n统一社会信用代码：91330106MA00000117\n日期：2023年5月1日", [{"role": "发包人", "name": A, "credit_code": "91330106MA00000117"}, {"role": "承包人", "name": B}]),
    ("between the halves", f"发包人：{A}\n承包人：{B}{END}发包人：（盖章）　　　　　　　　承包人：（盖章）\n　　　　　　　　统一社会信用代码：91330106MA00000117\n日期：2023年5月1日", [{"role": "发包人", "name": A}, {"role": "承包人", "name": B}]),
    ("roles as heads of columns", f"出卖人：{A}\n买受人：{B}{END}第三条 生效\n本合同经双方签字盖章后生效。\n出卖人\t买受人\n单位名称（章）：{A}\t单位名称（章）：{B}\n单位地址：望潮路8号\t单位地址：同文街6号\n法定代表人：沈某\t法定代表人：顾某\n税号：91330106MA00000117\t税号：91330106MA00000125", [{"role": "出卖人", "name": A, "address": "望潮路8号", "legal_representative": "沈某", "credit_code": "91330106MA00000117"}, {"role": "买受人", "name": B, "address": "同文街6号", "legal_representative": "顾某", "credit_code": "91330106MA00000125"}]),
    ("date beside the seal", f"甲方：{A}\n乙方：{B}{END}甲方：（公章）        乙方：（公章）\n2023年5月1日        2023年5月1日", [RAISED, OTHER]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SIGNATURES], ids=[row[0] for row in SIGNATURES])
def test_signature_page(text: str, expected: list[dict[str, str]]) -> None:
    """What only the signature page prints belongs to the sides; who signs for them does not."""
    assert shown(text) == expected


APPOSITIONS: list[tuple[str, str, list[dict[str, str]]]] = [
    (
        "office abroad behind a number",
        f"本协议由以下双方签订：\nHarrow & Pike Data Pte. Ltd.，一家根据新加坡法律设立的私人有限公司，其注册办事处位于9 Harbour Walk, #03-11, Singapore（“甲方”）；和{B}，一家根据中国法律设立的有限责任公司（“乙方”）。",
        [
            {"role": "甲方", "name": "Harrow & Pike Data Pte. Ltd.", "address": "9 Harbour Walk, #03-11, Singapore"},
            OTHER,
        ],
    ),
    (
        "postcode in an address abroad",
        f"本合同双方为：Nordwald Maschinenbau GmbH，一家依德国法律设立的公司，主营业地在Ahornweg 4, 01234 Neusee, Germany（“许可方”）；与{B}，一家依中国法律设立的公司（“被许可方”）。",
        [
            {"role": "许可方", "name": "Nordwald Maschinenbau GmbH", "address": "Ahornweg 4, 01234 Neusee, Germany"},
            {"role": "被许可方", "name": B},
        ],
    ),
    (
        "numbered shareholders",
        f"股东一：沈某，男，身份证号110101199001010010，住澜州市望潮路8号\n股东二：顾某，女，住北辰市同文街6号\n股东三：{A}",
        [
            {"role": "股东一", "name": "沈某", "address": "澜州市望潮路8号"},
            {"role": "股东二", "name": "顾某", "address": "北辰市同文街6号"},
            {"role": "股东三", "name": A},
        ],
    ),
    (
        "contact in a sentence without colon",
        f"甲方：{A}，住所地澜州市望潮路8号，联系人采购部，电话010-55500101\n乙方：{B}，联系人变更应当通知",
        [RAISED | {"address": "澜州市望潮路8号", "contact": "采购部", "phone": "010-55500101"}, OTHER],
    ),
    ("shareholders of a side", f"甲方：{A}\n乙方：{B}\n股东一：沈某\n股东二：顾某", [RAISED, OTHER]),
    (
        "a name to be registered",
        f"甲方：{A}\n乙方：{B}\n双方共同设立澜州谷穗机械有限公司（以登记机关核准名称为准，简称“公司”）",
        [RAISED, OTHER],
    ),
    (
        "a name to be registered, by sentences",
        f"{A}（以下简称“甲方”）与{B}（以下简称“乙方”）共同设立澜州谷穗机械有限公司（以核准名称为准）。",
        [RAISED, OTHER],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in APPOSITIONS], ids=[row[0] for row in APPOSITIONS])
def test_apposition(text: str, expected: list[dict[str, str]]) -> None:
    """What tells of a party is no name; shareholders count where nobody else is a side."""
    assert shown(text + END) == expected


BLANKS = [
    "甲方：\n乙方：",
    "甲方（盖章）：\n乙方（盖章）：",
    "甲方：__________（以下简称“甲方”）\n乙方：__________（以下简称“乙方”）",
    "甲方：            \n地址：            \n乙方：            \n地址：            ",
    "甲方：【          】\n乙方：【          】",
    "甲方：（以下简称甲方）\n乙方：（以下简称乙方）",
    "甲方（姓名/名称）：\n身份证号/统一社会信用代码：\n乙方（姓名/名称）：\n身份证号/统一社会信用代码：",
    "甲方：请填写公司全称\n乙方：请填写公司全称",
    "甲方：XXXX有限公司\n乙方：XXXX有限公司",
    "甲方：\n法定代表人：\n住所：\n乙方：\n法定代表人：\n住所：",
    "\t甲方\t乙方\n名称\t\t\n地址\t\t",
    "甲方：________________，住所地：________________\n乙方：________________，住所地：________________",
]


@pytest.mark.parametrize("text", BLANKS)
def test_blank(text: str) -> None:
    """A form gives its two sides with nothing about them."""
    assert shown(text + END) == [{"role": "甲方"}, {"role": "乙方"}]
    assert {finding.state.value for finding in findings(text + END, parties)} == {"blank"}


def test_blank_side_of_a_trade() -> None:
    """A role that no list has, left open, is a side where the clauses bind it and the other side is alone."""
    duties = "\n第一条 展位\n参展商应按时布展，参展商不得转租展位。\n第二条 其他\n无。\n"

    assert shown(f"主办方：{A}\n参展商（Exhibitor）：________" + duties) == [
        {"role": "主办方", "name": A},
        {"role": "参展商"},
    ]
    assert shown(f"主办方：{A}\n参展商（Exhibitor）：________{END}") == [{"role": "主办方", "name": A}]
    assert shown(f"甲方：{A}\n乙方：{B}\n参展商：________" + duties) == [RAISED, OTHER]


def shown(text: str) -> list[dict[str, Any]]:
    """Give what was found about each side, without short names."""
    values = [finding.value for finding in findings(text, parties) if finding.value]
    attributes = ("role", "name", "address", "contact", "phone", "email", "legal_representative", "credit_code")
    return [{name: value for name in attributes if (value := getattr(party, name))} for party in values]
