"""The types of clauses, and what a heading says of them. docs/clause_types.md tells what belongs to each."""

import re

from pipeline.zh.traditional import simplified

_HEADINGS = {
    "definitions": r"定义|释义|用语|术语|名词解释|词语含义|解释$|\bdefinitions?\b|\binterpretation\b",
    "subject": (
        r"标的(?!额)|(?:服务|工作|合作|委托|采购|承包|分包|工程|供货|运输|租赁|开发|许可|授权|借款|投资|加盟|特许|广告|物业|咨询|业务|项目|岗位)"
        r"(?:的)?(?:内容|范围|事项|概况|概述|目的|方式|货物|设备|产品|用途)|租赁(?:房屋|物|场地|标的)|(?:采购|购买|买卖|租赁)(?:的)?(?:货物|设备|产品|商品|标的)|"
        r"(?:货物|设备|产品|商品)(?:的)?(?:名称|清单|明细|规格|型号|与价格|及价格|和价格)|房屋(?:的)?(?:基本)?(?:情况|状况|坐落|概况)|股权转让$|(?:增资|转让)方案|工作地点|^借款$|"
        r"\bscope\b|\bservices$|\bproducts?\b"
    ),
    "term": (
        r"(?:合作|合同|协议|服务|租赁|委托|授权|许可|有效|聘用|聘任|承包|代理|经营|借款|贷款|合约|劳动合同|特许|加盟|使用|托管|管理|约定)(?:的)?(?:有效)?(?:期限?|期间|有效期)(?!.{0,4}(?:到期|届满))|"
        r"^(?:期限|有效期|期间)|与期限$|及期限$|和期限$|续(?:约|签|租|期|订)|延期|顺延|展期|\bterm\b(?!ination)|\bduration\b|\brenewal\b"
    ),
    "payment": (
        r"付款|支付|结算|价款|价格|费用|报酬|租金|货款|定价|计价|收费|服务费|物业费|酬金|佣金|工资|薪酬|总价|合同价|返佣|分成|对价|还款|利率|利息|运费|提成|加盟费|收益分配|"
        r"\bpayments?\b|\bfees?\b|\bprices?\b|\bpricing\b|\bremuneration\b|\bcompensation\b"
    ),
    "invoices_and_tax": r"发票|开票|税(?:费|务|款|收|金|率)|纳税|含税|\btax(?:es)?\b|\binvoic",
    "delivery_and_acceptance": (
        r"交货|交付|交房|验收|交验|收货|提货|安装|调试|运输|包装|装卸|工期|进度|竣工|开工|风险(?:的)?(?:转移|承担)|所有权(?:的)?转移|移交|交接|交割|上线|检验|接货|"
        r"\bdelivery\b|\bacceptance\b|\bshipment\b|\binspection\b"
    ),
    "quality_and_warranty": (
        r"质量(?!保证金)(?!.{0,2}保证金)|质保(?!金)|保修|售后|维修|修缮|品质|技术要求|技术标准|技术规范|缺陷责任|三包|\bwarrant(?:y|ies)\b|\bquality\b|\bmaintenance\b"
    ),
    "service_levels": r"服务水平|服务标准|服务等级|服务级别|服务质量|服务补偿|服务可用|可用性|考核|响应时间|技术支持|服务要求|\bservice levels?\b|\bSLA\b|\bsupport\b",
    "intellectual_property": (
        r"知识产权|著作权|版权|专利|商标|品牌|成果(?:的)?(?:归属|权属|所有)|权利归属|许可(?:授予|使用|限制)|所有权(?!.{0,2}(?:转移|保留))|肖像|"
        r"\bintellectual property\b|\bcopyrights?\b|\btrademarks?\b|\bownership\b|\blicen[sc]e\b"
    ),
    "confidentiality": r"保密|商业秘密|机密|秘密|不披露|\bconfidential|\bnon-disclosure\b",
    "data_protection": (
        r"数据(?!表|清单)|个人信息|隐私|信息安全|网络安全|安全事件|\bdata\b|\bprivacy\b|\bpersonal information\b"
    ),
    "breach": r"违约|违反|滞纳金|罚则|违规|处罚|\bbreach|\bdefaults?\b|\bliquidated damages\b",
    "liability_limit": (
        r"责任(?:的)?(?:限制|限额|上限|免除|排除)|(?:限制|免除)责任|免责|有限责任$|\blimitation|\bdisclaimers?\b|\bexclusion of liability\b"
    ),
    "indemnity": r"赔偿|补偿责任|损失承担|索赔|\bindemni|\bdamages\b",
    "representations": r"(?:陈述|声明|承诺)(?:与|和|及|、)?(?:保证|承诺|担保)?$|(?:陈述|声明|承诺)(?:与|和|及|、)|^保证(?:与|和|及|、)承诺|资格(?:保证|条件)|资质|\brepresentations?\b",
    "force_majeure": r"不可抗力|情势变更|\bforce majeure\b",
    "termination": r"终止|解除|退出(?!.{0,2}费)|退租|清退|提前退|离职|撤销|期满后|到期后|\bterminat|\bexpiration\b|\bcancellation\b",
    "amendment": r"(?<!情势)(?:变更|修改|修订|补充(?!医疗))(?!.{0,3}(?:登记|结算))|更新与发布|\bamendments?\b|\bmodifications?\b|\bvariation\b",
    "assignment_and_subcontracting": (
        r"(?<!股权)(?<!所有权)转让(?!价|款|标的|方案)|转包|分包(?!范围|人|合同)|转租|转委托|外包(?!服务|内容)|转托|\bassign|\bsubcontract|\bsublet|\btransfer\b"
    ),
    "notices": r"通知|送达|联系方式|联络|通讯|通信(?!网|设备|工程)|联系人|\bnotices?\b|\bcommunications?\b",
    "dispute_resolution": r"争议|纠纷|仲裁|管辖(?!法律)|诉讼|\bdisputes?\b|\barbitration\b|\bjurisdiction\b",
    "governing_law": r"适用(?:的)?法律|法律(?:的)?适用|准据法|管辖(?:的)?法律|法律(?:与|和|及)(?:争议|管辖)|\bgoverning law\b|\bapplicable law\b",
    "anti_bribery": r"贿赂|廉洁|廉政|反腐|不正当利益|诚信|商业道德|合规|出口管制|反洗钱|阳光|\bbribery\b|\bcorruption\b|\bcompliance\b|\bintegrity\b",
    "non_compete_and_exclusivity": r"竞业|竞争(?:限制|禁止)|同业竞争|排他|独家|不招揽|不竞争|区域保护|商圈保护|\bexclusiv|\bnon-compet|\bnon-solicit",
    "personnel": (
        r"人员|员工|用工|劳动(?:报酬|保护|条件|纪律|关系|者)|社会保险|社保|福利|休息|休假|工作时间|工伤|培训|竞聘|试用期|驻场|项目经理|团队|劳动合同的|"
        r"\bpersonnel\b|\bemployees?\b|\bstaff\b|\bworking hours\b"
    ),
    "insurance": r"(?<!社会)(?<!劳动)保险(?!福利|费率)|投保|\binsurance\b",
    "audit": r"审计|稽核|监督检查|检查权|账簿|财务检查|监督(?:与|和|及)|财务监管|知情权|\baudits?\b|\brecords\b",
    "security_and_deposit": (
        r"保证金|押金|定金|质保金|担保|(?<!质量)(?<!服务)保证期间|抵押|质押|履约保函|保函|留置|^保证$|\bdeposits?\b|\bguarantees?\b|\bsecurity\b(?! (?:incident|of data))"
    ),
    "annexes_and_precedence": (
        r"附件|附录|附表|合同(?:文件)?(?:的)?组成|协议(?:的)?(?:构成|组成|结构)|文件(?:的)?(?:组成|优先|效力)|优先顺序|解释顺序|上位协议|下位协议|\bannex|\bappendi|\bschedules?\b|\bprecedence\b"
    ),
    "effect_and_copies": r"生效|份数|文本$|正本|合同(?:的)?(?:订立|成立|效力)|协议(?:的)?(?:成立|效力)|法律效力|签署$|\beffective(?:ness)?\b|\bcounterparts\b|\bexecution\b",
    "entire_agreement": r"完整(?:协议|合同|性)|全部协议|可分割|弃权|不放弃|双方(?:的)?关系|独立(?:缔约|性)|标题|语言|\bentire\b|\bseverab|\bwaivers?\b|\brelationship\b|\blanguage\b",
    "safety": r"安全(?!.{0,3}(?:事件|数据|信息))(?<!信息安全)(?<!数据安全)(?<!网络安全)|消防|环境保护|环保|文明施工|职业危害|治安|\bsafety\b|\benvironment",
}
TYPES = tuple(_HEADINGS)
_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _HEADINGS.items()}

_LEADS = (
    ({"confidentiality"}, {"term", "termination"}),  # 保密期限
    ({"payment"}, {"term"}),  # 付款期限
    ({"delivery_and_acceptance"}, {"term"}),  # 交付期限
    ({"quality_and_warranty"}, {"term", "dispute_resolution"}),  # 质量保证期, 质量争议
    ({"service_levels"}, {"quality_and_warranty"}),  # 服务质量
    ({"liability_limit"}, {"indemnity"}),  # 赔偿责任限制
    ({"personnel"}, {"termination", "dispute_resolution"}),
)
"""Where a heading could be read as both, the first types hold and the second fall away unless a word joins them."""

_JOINED = re.compile(r"[与和及、,/&]|以及|\band\b", re.IGNORECASE)
LONGEST = 36


def heading_types(heading: str) -> tuple[str, ...]:
    """Give the types that a heading names, in the order of the list; none for 其他, 双方权利义务, or a sentence."""
    words = simplified(heading)
    if len(words) > LONGEST and not words.isascii():
        return ()
    named = {name for name, pattern in _PATTERNS.items() if pattern.search(words)}
    if not _JOINED.search(words):
        for first, second in _LEADS:
            if first & named:
                named -= second
    return tuple(name for name in TYPES if name in named)
