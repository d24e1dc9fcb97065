"""How agreements name the price of the whole: patterns over compact text in simplified characters."""

import re

from pipeline.zh.money import AMOUNT, parse_money

_WHOLE = r"(?:本|该|整个)?(?:合同|协议|项目|工程|订单|采购|交易|服务|标的|产品|货物|设备|租赁|广告|工程项目|签约合同|开发|咨询|运输|培训|设计|施工|监理|许可|委托|合作|活动|系统|软件|技术|承包|股权|转让)?"
TOTAL = (
    rf"{_WHOLE}(?:发布|开发|服务|转让|施工|建设|使用|许可|技术|承揽|加工|推广|费用|物业|维护|运维)?(?:的)?(?:"
    r"(?:暂定|含税|固定|签约|预算|最终|不含税)?总(?:价款?|价格|金额|费用|额|值|报酬|租金|款项?|货款|造价|价金|投资额|经费|服务费|设计费|运费|合同价款?|酬金|标的额|价值|费)"
    r"|(?:价款|金额|费用?|货款|租金|片酬|稿酬|承包费|流转费|劳务费|报酬|价格|价税|款项|经费|酬金|服务费|开发费|发布费|咨询费|培训费|设计费|监理费|工程款|转让款|转让价款?|许可费|使用费|运费)(?:总(?:计|额|价|金额)|共计?|合计))"
    r"|(?:本|该)?(?:签约|暂定|含税|固定|包干)?(?:合同|协议|项目|工程|订单|采购|中标|成交|交易|标的)(?:含税|暂定|固定|包干)?(?:价款?|价格|金额|造价|额|价金)(?:\(含税\))?"
    r"|(?:股权|资产|标的股权|目标股权|标的资产|债权|商标|专利|专利权|技术|房屋|房产)(?:的)?(?:转让|收购|交易|购买|许可)(?:总)?(?:价款?|对价|价格|款|费|金额)|(?:借款|贷款|融资)(?:本金)?(?:总)?(?:金额|额度|数额|本金)|借款本金|包干价|一口价|(?:合同)?签约价"
    r"|(?<!不)含税(?:总)?(?:金额|价款?|总额)"
)
_BETWEEN = (
    r"(?:\([^()\n]{0,40}\))?(?:[,,]?(?:以下|下)?[简称为“”\"]{2,5}[^,。;:\n]{0,10}\)?)?(?:税后|税前|暂定|暂估|暂按|暂以|固定|共计|合计|总计|包干|约定|确定|含税|共|人民币|\(含税\)|\(大写\)|即){0,3}(?:价)?"
    r"(?:\([^()\n]{0,40}\))?(?:\t|_| )?(?:为|是|:|计|共|约|总计|合计|共计|暂定|暂估|定为|计为|即|,|人民币|元\)|\(元\)|金额|税后|含税|不含税|大写|小写|\(|\)|_(?=\d)|【|《|\t| |总额|(?:CIF|FOB|CFR|EXW|DDP|DAP|FCA|CIP|CPT)[^\d。,;:\n]{0,12}){0,6}"
)
_UNIT = r"(?P<unit>万?(?:元|美元|欧元|港元)|RMB|CNY|USD|EUR|HKD)"
_FIGURES = r"(?P<sum>\d[\d,]{0,18}(?:\.\d{1,6})?)(?![\d%年月日])"

PRICE = re.compile(rf"(?P<name>{TOTAL})(?P<between>{_BETWEEN})(?P<sum>{AMOUNT})")
PLAIN = re.compile(
    rf"(?P<name>{TOTAL})\((?:单位:)?(?:人民币)?{_UNIT}\):?[\t_ ]?{_FIGURES}"
    rf"|(?P<whole>{TOTAL})(?:为|是|:|共计|合计|总计|约){{0,2}}(?:人民币)?(?P<short>\d{{1,6}}(?:\.\d{{1,4}})?[万亿])(?=[,。;)]|$)"
)
"""合同总价（万元）：120; 合同总价100万."""

OPEN = re.compile(
    rf"(?P<name>{TOTAL})(?:为|是|:|共计|合计|总计|计|暂定为?)(?:\(?(?:人民币|RMB|¥|大写|小写|暂定|合计|共计|含税|总计|[():,]|\$(?=\{{))){{0,6}}(?P<sum>_|【_?】|\[_?\]|[Xx×*]{{2,6}}|\{{{{[^{{}}\n]{{1,40}}\}}}}|\$\{{[^{{}}\n]{{1,40}}\}}|(?:元|圆)(?:整|\())"
)
NET = re.compile(
    rf"(?P<name>(?:其中)?,?(?:不含(?:增值)?税|未税|税前|除税)(?:的)?(?:合同)?(?:总)?(?:价款?|价格|金额|总价款?|合同价)(?:部分)?)(?P<between>(?:为|是|:|计|人民币|_){{0,4}})(?P<sum>{AMOUNT})"
)
"""A price without tax that does not say it is the whole: read beside a whole price only."""

CHANGED = re.compile(
    rf"(?P<name>{TOTAL})[由从](?:原|原来)?的?{AMOUNT}(?P<between>(?:调整|变更|修改|更改|增加|增至|减少|降低|变)(?:为|至|到))(?P<sum>{AMOUNT})"
)
SOLD = re.compile(
    rf"(?P<name>以|作价)(?P<between>(?:总价|对价|价格)?(?:为|人民币)?)(?P<sum>{AMOUNT})(?:\([^()\n]{{0,40}}\))?(?:(?:的|之)?总?(?:价格|对价|价款|总价|价)[^,。;]{{0,30}}?|向[^,。;]{{1,20}})?(?:转让|出让|出售|受让|购买|收购|承包|承揽|承接)"
)
"""A thing sold for a sum: 以人民币1500万元的价格转让给受让方."""

LENT = re.compile(
    rf"(?P<name>(?:提供|出借|借给|借到|借入|申请|发放)[^,。;\d]{{0,12}}?(?:借款|贷款|款项|资金)?)(?P<between>(?:本金|总额|共计|合计|人民币|现金|为|:|_){{0,4}})(?P<sum>{AMOUNT})"
)
LOAN = re.compile(r"借款|贷款|借条|借据|借贷")
"""What the title of a loan says; only there a sum lent is the price."""

ENGLISH = re.compile(
    r"(?P<name>(?:[Tt]otal|TOTAL|Contract|Purchase|Aggregate|aggregate)(?: [Cc]ontract| [Pp]urchase)? (?:[Pp]rice|PRICE|[Aa]mount|AMOUNT|[Vv]alue|[Ss]um|[Cc]onsideration|[Ff]ees?|[Cc]ost)(?: of (?:this|the) (?:[Cc]ontract|[Aa]greement))?)"
    rf"(?P<between> ?(?:\([^()\n]{{0,40}}\))? ?(?:is|shall be|:|equals|amounts to|of|in the amount of)? ?)(?P<sum>{AMOUNT})(?! ?(?:per|/|each))"
)
FEE = re.compile(
    r"(?P<name>(?:(?:服务|咨询|顾问|设计|开发|培训|广告|推广|宣传|代理|委托|监理|加工|运输|维护|制作|策划|研究|测试|检测|评估|审计|翻译|拍摄|演出|施工|安装|劳务|技术|许可|使用|转让|合作|承揽|租赁|项目)(?:服务|开发|使用|发布|许可|研究|经费){0,2}(?:费用?|报酬|酬金|经费|价款|价格)|报酬|酬金|价款|价格))"
    rf"(?P<between>(?:\([^()\n]{{0,20}}\))?(?:为|是|:|共|计|人民币|合计|_){{0,4}})(?P<sum>{AMOUNT})"
)
"""One fee, which is the price where the agreement has no other and the clause is about the price."""

SUMMED = re.compile(rf"(?P<name>总计|共计|合计)(?P<between>(?:为|:|计|人民币|_){{0,3}})(?P<sum>{AMOUNT})")
"""A sum of what a sentence spoke of before: 服务费每月2万元，总计24万元."""

PRICED = re.compile(r"费用|价款|报酬|价格|酬金|金额|付款|支付|经费")
"""Headings of clauses about the price."""

SUM = re.compile(r"[元圆¥$€£]|人民币|\d[万亿]|[A-Z]{3}")
"""What a sentence that states a price holds."""

CUE = re.compile(r"总|合同|价|共计|合计|金额|借款|贷款|协议|费|报酬|酬金")
"""What one that leaves it open holds."""

PART = re.compile(
    r"(?:[^合同协议项目工程订单]{0,4})(?:费用?|租金|货款|报酬|款项|酬金|经费)(?:总(?:计|额|价|金额)|共计?|合计)"
)
"""A name that may be that of a part: 设备费合计 beside 合同总价."""

_NOT_BEFORE = re.compile(
    r"(?:违约金|赔偿|不超过|超过|超出|达到|低于|高于|上限|保证金|定金|押金|质保金|履约|罚款|预付|首付|尾款|注册资本|保险|保额|责任|扣除|逾期|本期|本月|已支付|尚欠|欠付|拖欠|所欠|奖励|单位|按照?|相当于|为限|占|未付|已付|剩余|原|增加|减少|其中|当期|当月|支付至|付至|付清|若|如)[^,;。]{0,12}$"
    r"|(?:投资|注册|授信|担保|资产|出资|销售|营业|净)$"
)
_COUNTED = r"(?<![\d一二两三四五六七八九十百几_个])"
"""No number before a word for a period: 三年租金合计, 12个月租金合计 are sums of all the years and months."""
_EVERY = re.compile(
    r"(?:每|首[年月季日周期批次]|单[年月季日周台套件次笔个批人车吨间户]|第[一二三四五六七八九十\d]{1,3}(?:个?(?:合同|租赁|服务)?[年月]|季度|批|次)|各(?:[年月季批次]|期(?!间))|[上下前][一1]?个?(?:合同)?(?:[年月]度?|季)|任[一何]{1,2}个?(?:合同)?(?:[年月]|季度))[^,;。]{0,12}$"
    rf"|(?:{_COUNTED}[月年周]|{_COUNTED}年度|月度|(?<!个)季度?|[日月年季]均)"
    r"(?:(?:基本|基础|固定|综合|标准|含税|应[付收缴])?(?:租|服务|物业|管理|使用|费|维护|运维|顾问|咨询|保洁|保安|托管|代理|推广|承包)[^,;。:\d]{0,12})?$"
    r"|年\d{1,2}月份?$"
)
"""A period or a unit that what follows is the sum for: 每月, 单台, 首年, 第一季度; 月 in 月租金合计 and 月租金及物业费合计."""
_DAILY = re.compile(r"(?<![\d一二三四五六七八九十之期止起])日(?:租|服务费|使用费|管理费|总费用)[^,;。:\d]{0,20}$")
_IN_BRACKETS = re.compile(r"\((?:[^()]{0,30}(?:每个?|/))?(?:[月年季日天周次人台]|[季年月]度)\)")
"""A period or a unit in brackets behind a name or a sum: 租金合计（每月）, 租金总额（元/月）."""
_SAID_AGAIN = re.compile(r"^\([^()]{1,40}\)")
_NOT_NAME = re.compile(r"违约|赔偿")
_NOT_AFTER = re.compile(
    r"^(?:/|每|以上|以下|以内|的_?\d|的?百分之|的?[\d.]{1,6}%|/[月年日]|的?罚款|的?违约金|的?保证金|的?定金|的?赔偿|\(?(?:/|每)|[至到~\-—]{1,2}(?:人民币|¥)?\d)"
)
_NOT_FEE = re.compile(r"每|单价|按|逾期|违约|退还|返还|另行|额外|超出|其中|第[一二三四五六]|增加|差旅|任何|/")
_BOUGHT = re.compile(
    r"服务费|价格|价款|费用|货款|租金|报酬|酬金|承包费|流转费|劳务费|片酬|稿酬|采购|购买|订购|工程款|经费|单价|运费"
)
_EACH = re.compile(r"(?:每[年月日季次]|[本当]期|本月|(?<![一二两三四五六七八九十\d])年度?)[^,;。]{0,8}$")
_PERIODS_PRICE = re.compile(
    rf"每个?(?:[月年季日周]|季度)|{_COUNTED}[月年季]度?(?:基本|固定|综合)?(?:租|服务费|物业|管理费|费)"
)
_A_SUM = re.compile(AMOUNT)
_NOT_BOUGHT = re.compile(
    r"保证金|押金|定金|违约|赔偿|损失|欠|已支付|已付|保险|投资|出资|注册|罚|工资|其中|逾期|预付|尾款|第[一二三四]期|借款|贷款"
)
NOT_TAXED = re.compile(r"不含(?:增值)?[税稅]|税前|除税|未税")


def excluded(text: str, match: re.Match[str]) -> bool:
    """Say whether what stands around a sum makes it another one: a share, a limit, a part, a price per unit or period, a range."""
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() :]
    name = match.groupdict().get("name") or ""
    return bool(
        _NOT_BEFORE.search(before)
        or _NOT_NAME.search(name)
        or _EVERY.search(before)
        or _DAILY.search(before + name)
        or _IN_BRACKETS.search(text[match.start() : match.end()])
        or _IN_BRACKETS.match(after)
        or _NOT_AFTER.search(after)
        or _NOT_AFTER.search(_SAID_AGAIN.sub("", after))
    )


def is_lump_fee(text: str, match: re.Match[str]) -> bool:
    """Say whether a fee is one sum for everything: not for a month, a unit, a part or a case."""
    return not _NOT_FEE.search(text[max(0, match.start() - 24) : match.end() + 8]) and not excluded(text, match)


def is_sum_of_price(text: str, match: re.Match[str]) -> bool:
    """Say whether a sum adds up a price: the sentence spoke of one before, and of nothing else that is owed."""
    before = text[: match.start()]
    bought = _BOUGHT.search(before) is not None and not _NOT_BOUGHT.search(before)
    return bought and not _EACH.search(before) and not excluded(text, match) and not _adds_up_a_period(before, match)


def _adds_up_a_period(before: str, match: re.Match[str]) -> bool:
    """Say whether a sum only adds up what is due for a period: 月租金：办公室2万元，车位1万元，合计3万元."""
    period = _PERIODS_PRICE.search(before)
    total = parse_money(match["sum"])
    parts = [parse_money(part.group()) for part in _A_SUM.finditer(before, period.start())] if period else []
    return bool(parts) and total is not None and sum(part.amount for part in parts if part) == total.amount
