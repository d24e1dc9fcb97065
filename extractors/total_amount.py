"""合同总价: what the agreement costs as a whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.passages import Passage, passages
from extractors.table_totals import table_totals
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.zh.money import AMOUNT, Money, parse_capital, parse_money

_WHOLE = r"(?:本|该|整个)?(?:合同|协议|项目|工程|订单|采购|交易|服务|标的|产品|货物|设备|租赁|广告|工程项目|签约合同|开发|咨询|运输|培训|设计|施工|监理|许可|委托|合作|活动|系统|软件|技术|承包|股权|转让)?"
_TOTAL = (
    rf"{_WHOLE}(?:发布|开发|服务|转让|施工|建设|使用|许可|技术|承揽|加工|推广|费用|物业|维护|运维)?(?:的)?(?:"
    r"(?:暂定|含税|固定|签约|预算|最终|不含税)?总(?:价款?|价格|金额|费用|额|报酬|租金|款项?|货款|造价|价金|投资额|经费|服务费|设计费|运费|合同价款?|酬金|标的额|价值|费)"
    r"|(?:价款|金额|费用?|货款|租金|报酬|价格|价税|款项|经费|酬金|服务费|开发费|发布费|咨询费|培训费|设计费|监理费|工程款|转让款|转让价款?|许可费|使用费|运费)(?:总(?:计|额|价|金额)|共计?|合计))"
    r"|(?:本|该)?(?:签约|暂定|含税|固定|包干)?(?:合同|协议|项目|工程|订单|中标|成交|交易|标的)(?:含税|暂定|固定|包干)?(?:价款?|价格|金额|造价|额|价金)(?:\(含税\))?"
    r"|(?:股权|资产|标的股权|目标股权|标的资产|债权|商标|专利|专利权|技术|房屋|房产)(?:的)?(?:转让|收购|交易|购买|许可)(?:总)?(?:价款?|对价|价格|款|费|金额)|(?:借款|贷款|融资)(?:本金)?(?:总)?(?:金额|额度|数额|本金)|借款本金|包干价|一口价"
)
_BETWEEN = (
    r"(?:\([^()\n]{0,40}\))?(?:[,,]?(?:以下|下)?[简称为“”\"]{2,5}[^,。;:\n]{0,10}\)?)?(?:暂定|固定|共计|合计|总计|包干|约定|确定|含税|共|人民币|\(含税\)|\(大写\)|即){0,3}(?:价)?"
    r"(?:\([^()\n]{0,40}\))?(?:\t|_)?(?:为|是|:|计|共|约|总计|合计|共计|暂定|定为|计为|即|,|人民币|元\)|\(元\)|金额|含税|不含税|大写|小写|\(|\)|_(?=\d)|【|《|\t|总额){0,6}"
)
_PRICE = re.compile(rf"(?P<name>{_TOTAL})(?P<between>{_BETWEEN})(?P<sum>{AMOUNT})")
_PLAIN = re.compile(
    rf"(?P<name>{_TOTAL})\((?:单位:)?(?:人民币)?(?P<unit>万?元)\):?(?:\t|_)?(?P<sum>\d[\d,]{{0,18}}(?:\.\d{{1,6}})?)(?![\d%年月日])"
)
_OPEN = re.compile(
    rf"(?P<name>{_TOTAL})(?:为|是|:|共计|合计|总计|计|暂定为?)(?:\(?(?:人民币|RMB|¥|大写|小写|暂定|合计|共计|含税|总计|[():,]|\$(?=\{{))){{0,6}}(?P<sum>_|【_?】|\[_?\]|[Xx×*]{{2,6}}|\{{{{[^{{}}\n]{{1,40}}\}}}}|\$\{{[^{{}}\n]{{1,40}}\}}|(?:元|圆)(?:整|\())"
)
_CAPITAL = re.compile(
    r"[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億零]{2,40}(?:[元圆圓](?:[零壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?)?[整正]?"
)
_CUE = re.compile(r"总|合同|价|共计|合计|金额|借款|贷款|协议|费")
_NOT_BEFORE = re.compile(
    r"(?:违约金|赔偿|不超过|超过|超出|达到|低于|高于|上限|保证金|定金|押金|质保金|履约|罚款|预付|首付|尾款|注册资本|保险|保额|责任|扣除|逾期|每[年月日季次平台个]|单位|按照?|相当于|为限|占|未付|已付|剩余|原|变更后的?|增加|减少|其中|每一|单笔|单次|首批|首年|首期|当期|当月|第[一二三四五]年|支付至|付至|付清|若|如)[^,;。]{0,12}$"
)
_NOT_NAME = re.compile(r"违约|赔偿")
_NOT_AFTER = re.compile(
    r"^(?:/|每|以上|以下|以内|的_?\d|的?百分之|的?[\d.]{1,6}%|/[月年日]|的?罚款|的?违约金|的?保证金|的?定金|的?赔偿)"
)
_NOT_TAXED = re.compile(r"不含(?:增值)?[税稅]|税前|除税|未税")


@dataclass(frozen=True, slots=True)
class TotalAmount:
    """The price of the whole agreement."""

    amount: Decimal = labelled("金额")
    currency: str = labelled("币种", "CNY")


@extractor("total_amount", label="合同总价", produces=TotalAmount)
def total_amount(document: Document, found: Findings) -> Iterator[Finding[TotalAmount]]:
    """Find the price of the agreement as a whole.

    1. 合同总价款为人民币100万元（含税）, 签约合同价：¥1,000,000.00, 服务费总额为…, 暂定总价, 租金总额, 费用合计…
    2. 合同金额（大写）：壹拾万元整（小写：¥100,000.00): figures are the value; words that differ are an alternative
    3. 合同总价（万元）：120
    4. the price of a share or a right sold (股权转让价款), the principal of a loan (借款金额)
    5. a table's line of totals (合计, 总计, 价税合计), the unit from its head (单位：万元), where no sentence gives a price
    6. ____元, {{total}}, a bracket without a sum: blank
    A price with tax goes before one without. Deposits, instalments, caps, penalties, unit prices, prices per month or
    year, registered capital and sums insured are none; nor is a price named only to take a share of (合同总价的5%).
    """
    stated: list[tuple[bool, Finding[TotalAmount]]] = []
    for passage in passages(document, _CUE):
        stated += _stated(document, passage)
    stated.sort(key=lambda item: item[0])
    findings = _distinct(finding for _, finding in stated)
    if findings:
        yield from findings
        return
    for total in table_totals(document):
        value = TotalAmount(total.money.amount, total.money.currency)
        evidence = tuple(document.evidence(span) for span in total.spans)
        yield Finding(State.STATED, value, evidence, "total_amount.table")
        return
    for passage in passages(document, _CUE):
        for match in _OPEN.finditer(passage.text):
            if not _excluded(passage.text, match):
                span = passage.span(match.start(), match.end())
                yield Finding(State.BLANK, None, (document.evidence(span),), "total_amount.left_blank")
                return


def _distinct(findings: Iterator[Finding[TotalAmount]]) -> list[Finding[TotalAmount]]:
    kept: dict[TotalAmount | None, Finding[TotalAmount]] = {}
    for finding in findings:
        kept.setdefault(finding.value, finding)
    return list(kept.values())


def _stated(document: Document, passage: Passage) -> Iterator[tuple[bool, Finding[TotalAmount]]]:
    """Yield the prices a sentence states, each with whether it is one without tax."""
    for pattern in (_PRICE, _PLAIN):
        for match in pattern.finditer(passage.text):
            if _excluded(passage.text, match):
                continue
            around = passage.text[max(0, match.start() - 6) : match.start("sum")] + passage.text[match.end() :][:6]
            untaxed = bool(_NOT_TAXED.search(around))
            span = passage.span(match.start("name"), _end(passage.text, match.end()))
            for money in _sums(passage.text, match):
                value = TotalAmount(money.amount, money.currency)
                yield untaxed, Finding(State.STATED, value, (document.evidence(span),), "total_amount.stated")


def _excluded(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() :]
    return bool(_NOT_BEFORE.search(before) or _NOT_NAME.search(match["name"]) or _NOT_AFTER.search(after))


_SECOND = re.compile(
    rf"[,(:)【】]{{0,3}}(?:(?:人民币)?(?:大写|小写)\)?:?(?:人民币)?:?[(【]?|即:?)?(?P<second>{AMOUNT})[)】]?"
)


def _end(text: str, end: int) -> int:
    """Give where the same sum told again, in words or figures, and its bracket end."""
    again = _SECOND.match(text, end)
    stop = again.end() if again else end
    return stop + (text[stop : stop + 1] in (")", "】"))


def _sums(text: str, match: re.Match[str]) -> list[Money]:
    """Give the sum, figures before words where both are printed and differ."""
    printed = text[match.start("sum") : _end(text, match.end())]
    if "unit" in match.groupdict():
        scale = 10_000 if match["unit"] == "万元" else 1
        return [Money(Decimal(match["sum"].replace(",", "")) * scale, "CNY")]
    first = parse_money(match["sum"])
    again = _SECOND.match(text, match.end())
    second = parse_money(again["second"]) if again else None
    sums = [money for money in (first, second) if money and money.amount]
    in_figures = parse_money(match["between"] + match["sum"])
    currency = in_figures.currency if in_figures else "CNY"
    words = _CAPITAL.search(printed)
    spoken = parse_capital(re.sub("[整正]", "", words.group()).replace("圓", "元")) if words else None
    figures = [money for money in sums if not spoken or money.amount != spoken] or sums[:1]
    result = [Money(money.amount, currency if money.currency == "CNY" else money.currency) for money in figures[:1]]
    if spoken and result and spoken != result[0].amount:
        result.append(Money(spoken, result[0].currency))
    return result
