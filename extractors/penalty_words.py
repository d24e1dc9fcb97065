"""Words of penalties: what is owed (a sum, a rate, a multiple of the LPR), a day or at once, of what."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.zh.money import AMOUNT, RATE, parse_money, parse_rate

CUES = ("违约金", "滞纳金", "逾期利息", "罚息", "罚款", "扣款", "罚金", "每逾期", "每延", "每迟", "逾期付款利息", "违约赔偿", "误期赔偿", "违约利息", "迟延利息", "没收",
        "不予退还", "占用费", "扣减", "扣除", "扣罚", "滞期费", "压车费", "放空费", "空驶费", "罚", "扣", "缺", "迟于", "违者", "违约方", "泄露方", "泄密方", "逾期之日", "资金占用", "赔偿金", "计息", "利息", "承担违约", "逾期使用费", "窝工费", "停工费", "迟付", "違約金", "滯納金", "遲延利息", "逾期", "迟延", "延迟", "延期", "拖欠", "未按", "未及时", "每逾")  # fmt: skip

PENALTY = re.compile(
    r"违约金|滞纳金|(?:逾期|延期|迟延|违约|延迟)(?:付款|支付|还款)?(?:的)?利息|罚息|违约赔偿金?|误期赔偿[费金]?|(?<!行政)罚款|(?<!行政)罚金|扣款|扣罚|(?<!土地)占用费|(?:逾期|拖欠|欠付|迟付|迟延支付)[^。;]{0,24}计息|(?:逾期|拖欠|欠付|迟延)[^,。;]{0,24}(?:(?:计付|计收|支付|加收)利息)|资金占用(?:利息|成本)|(?<![险养])赔偿金|(?:压车|放空|空驶|滞期|延滞|误工|窝工|停工)费|(?:[百千万]分之[一二三四五六七八九十]|[%‰‱])[^,。;]{0,10}承担[^,。;]{0,4}责任|每(?:发现)?一?(?:次|份|例|项|处|人次|单|台)[^,。;]{0,6}(?:扣减|扣除|扣|罚)|(?:逾期|迟延|延期)[^,。;]{0,6}(?:赔偿金|补偿金|费用|使用费)"
    r"|未(?:按|及时|足额|能|支付|付款|付清|缴纳)[^。;]{0,60}(?:支付|计付|加付|计收|偿付)[^,。;]{0,6}利息|违者[^,。;]{0,12}(?:支付|赔偿|付给|罚)|(?:违约|违反|泄露|泄密)(?:一?方|者)应[^,。;]{0,24}(?:支付|付)给?"
    r"|(?:缺[岗勤]|迟到|早退|旷[工课]|脱岗|没|未|不|少|漏|擅自|投诉|低于|延误|超过)[^。;\d]{0,30}(?:扣|罚)(?![押留缴]|除[其已相应])[^,。;]{0,14}[\d百千万]"
)
_LATE = re.compile(
    r"(?:逾期|迟延|延迟|延期|延误|拖延|拖欠|(?<!到)期满未|到期未|未(?:能)?(?:按|及时|依|足额|在|于)[^,。;:]{0,16}?[付交还缴退])[^,。;:]{0,16}"
    r"(?:,(?:则|应当?|须|需|将|还|另|均|[甲乙丙买卖供需]方|违约方|逾期方|逾期部分|对方|自(?:逾期|应付)之日起,?|每(?:逾期|延迟|迟延|延期)[一1]?个?[日天],?|每[日天](?=$)|按照?(?=$)){0,5}|每(?:逾期|延迟|迟延|延期)[一1]?个?[日天],?(?:应)?)?$"
)
"""Lateness as the condition, up to the words that say what is charged for it."""
_CHARGED = re.compile(
    r"(?:按照?|依照?|以|日(?=[百千万])|每[日天])(?:[^,。;按]{0,30}?(?:的|每[日天]|[日天]|[年月](?:利率|息)|年化|为基数,?按?日?))??_?(?:[百千万]分之[一二三四五六七八九十点\d.]{1,6}|\d[\d.]{0,6}[%‰‱])"
    r"(?:的?(?:标准|比例|利率))?(?:计(?:算|收|付|取)?|收取|加收|支付|承担|偿付)(?=$|[,。;至直)])"
    r"|每[日天](?:加收|计收)[^,。;\d]{0,12}(?:[百千万]分之[一二三四五六七八九十点\d.]{1,6}|\d[\d.]{0,6}[%‰‱])(?=$|[,。;至直)])"
    r"|每[日天][^,。;\d]{0,8}\d[\d,.]{0,11}万?元(?:的?标准)?(?:计(?:算|收|付)?|加收)(?=$|[,。;至直)])"
)
_BY_TIME = re.compile(
    r"每(?:逾期|延迟|迟延|延期)?[一1]?个?[日天月]|按[日天月]|[日月](?=[百千万\d])|[年月](?:利率|息)|年化"
)
PASSED_ON = re.compile(r"(?:向|对)(?:第三[方人]|客户|用户|业主|总包[^,。;]{0,2}|他人)[^,。;]{0,6}(?:支付|承担|赔偿)的")
"""Penalties that a side owes to somebody else and passes on."""
DELAY = re.compile(
    r"逾期之日起|每(?:缺席|缺课|缺[勤岗])|迟于[^,。;]{0,8}(?:日期?|期限)的|逾期(?:天数|日数)|每[^,。;]{0,10}?(?:逾期?|超过?(?=[一1\d]?[天日周月])|延期|延迟|迟延|延误|推迟|迟到|迟|晚|拖延|拖欠)"
)
AUTHORITY = re.compile(
    r"(?:行政|政府|主管|监管|执法|税务|海关|公安|工商|市场监督|城管|环保|安监|交警|消防)[^,。;]{0,12}(?:部门|机关|机构|处罚|局|罚款)|被(?:处以?|科以?)?(?:行政)?罚款|罚款(?:由|及|、|等|或)|诉讼费|司法"
)

_LPR = r"(?:(?P<before>[一二三四五六七八九十两\d.]{1,4}倍(?:的)?)?(?:贷款市场报价利率|LPR|同期(?:银行)?(?:同类)?贷款(?:基准)?利率|银行同期(?:同类)?贷款(?:基准)?利率)(?:\(?(?:即|简称|以下简称)?[“\"]?LPR[”\"]?\)?)?(?:的)?(?P<after>[一二三四五六七八九十两\d.]{1,4}倍)?)"
_TIMES = r"(?:(?<=[\u4e00-\u9fff])[一二三四五六七八九十两双\d.]{1,4}倍|双倍|罚息利率(?=[^,。;]{0,6}计[收付算])|(?<!前)(?<![满足达过])[一二两三四五六七八九十\d]{1,3}个月(?:的)?(?:房?租金?|[^,。;\d]{0,4}费用?|工资))"
_OPEN = r"(?:(?:人民币|¥)?\(大写\):?_?元整?(?:\(¥?_?元?\))?|[百千万]分之(?:_|【_?】|[Xx×]{2,3})(?:\(_?%\))?|(?:人民币|¥)_(?:万?元)?|(?:_|【_?】|[Xx×]{2,3})(?:万?元|%|‰|美元|万元)|(?:同期)?(?:银行)?(?:同期)?(?:同类)?(?:贷款(?:基准|市场报价)?利率|LPR)\)?的?(?:_|【_?】)倍)"
VALUE = re.compile(rf"(?P<open>{_OPEN})|(?P<rate>{RATE})|(?P<lpr>{_LPR})|(?P<amount>{AMOUNT})|(?P<times>{_TIMES})")

_CAP = re.compile(
    r"(?:不(?:得|应|会|能)?(?:超过|超出|高于|多于)|上限(?:为|是)?|最高(?:不超过|为|至|额为)?|累计(?:不|达|超)[^,。;]{0,4}|封顶|不逾|以(?=[^,。;]{0,20}为限)|至多)[^,。;]{0,30}$"
)
_CONDITION = re.compile(
    r"(?:达到|达|超过(?!的?部分|[一1][日天周个])|(?<!不)低于|不足(?!的?部分)|不满|(?<!不)少于|高于|满|未达到|不到|下降|超出|变动|涨幅|跌幅|误差|偏差|税率|费率为|折扣|按时率|合格率|准时率|占|每高出|每增加|低至)[^,。;]{0,14}$"
)
_WORTH = re.compile(r"价值[^,。;]{0,14}$")
_OWED = re.compile("支付|偿付|赔偿|承担|违约金|赔付|罚")
_AT_LEAST = re.compile(r"不(?:低于|少于)[^,。;]{0,14}$")
_PERIODS = {"日": "day", "天": "day", "周": "week", "星期": "week", "月": "month", "年": "year", "小时": "hour"}
_EACH = re.compile(
    r"每(?!人|次|项)[^,。;\d千万百]{0,14}?(?:(?P<week>[七7](?=[日天]))|[一壹1]|_)?_?个?(?P<unit>日历?天?|天|周|星期|月|小时)|(?:按|逐)(?P<by>日|天|月)(?!租|工资|薪|费|均|利|服务)|(?P<year>年(?=利率|化|息))|(?P<bare>日|月)(?=(?:[利费]率)?(?:的)?$)"
)
_EACH_AFTER = re.compile(r"(?:的)?(?:/|每)(?:一)?(?P<unit>日|天|周|月|年)|\((?:每|按)(?P<in>日|天|月)\)")
_FIXED_EACH = re.compile(r"^(?:/|每)(?P<unit>次|人|项|天|日|单|处|台|件|条|例)")
_BASE = re.compile(
    r"(?:按照?|依照?|以|相当于|支付|承担|等于|收取|计收|偿付|赔偿|给付|缴纳|处以|加付|另付|扣除|扣减|扣(?![除减款])|罚(?![款金息])|将|偿还|加收|甲方|乙方|为)(?![^,。;:]{80})(?P<base>(?:(?!按|相当于|支付|承担|偿付|收取|等于)[^,。;:]){2,40}?)(?:的|之|为基数|为基准|×){0,3}(?:每逾?期?[一1]?[日天周月]|按?[日月])?(?:的)?(?:利率|比例|标准)?(?:的)?$"
)
_BASED = re.compile(r"以(?P<base>[^,。;]{2,40}?)(?:为|作为)(?:基数|基准|本金|计算基数)")
_MEASURED = re.compile(r"[款额价费金数酬用分入值息利润资货项薪酬]$|总价|部分$|总和$|欠款|租$")
FORMULA = re.compile(
    r"(?:按照?|相当于|等于|等同于)(?P<base>[^,。;]{3,30}?(?:金额|费用|价款|款项|租金|工资|报酬|总额|损失|费))(?:的)?(?:向[^,。;]{2,10})?(?:支付|承担|作为)?(?:的)?(?:[^,。;]{0,6})违约金"
)
"""A penalty measured by a sum that the agreement does not print: 按未履行期间分摊的培训费用支付违约金."""
HIGHER = re.compile(
    r"(?:两者|二者|三者|以|取|孰|之间?|按)[^,。;]{0,8}(?:高值|较高|最高|孰高|高者)|取高|较高者|孰高|高者为准"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """What is owed: an amount or a rate and its base; `open` where the figure was left blank."""

    amount: Decimal | None = None
    currency: str | None = None
    rate: str | None = None
    base: str | None = None
    open: bool = False
    start: int = 0
    end: int = 0


def charges_for_delay(words: str) -> list[tuple[int, int]]:
    """Give the ranges that say what a day of delay costs without naming it: 逾期付款，按每日万分之三计."""
    return [
        match.span()
        for match in _CHARGED.finditer(words)
        if (late := _LATE.search(words, max(0, match.start() - 60), match.start()))
        and _BY_TIME.search(words, max(0, late.start() - 1), match.end())
    ]


def sums(words: str) -> list[Sum]:
    """Read the sums and rates of a sentence that are owed: caps, thresholds and parts of a base are left out."""
    found: list[Sum] = []
    matches = list(VALUE.finditer(words))
    for index, match in enumerate(matches):
        before = words[max(0, match.start() - 60) : match.start()]
        after = words[match.end() : match.end() + 30]
        if _CAP.search(before) or _CONDITION.search(re.split("[,:]", before)[-1]) or _is_base(match, after):
            continue
        part = re.split("[,:]", before)[-1]
        if (match["amount"] and _WORTH.search(part)) or (_AT_LEAST.search(part) and not _OWED.search(part)):
            continue
        if found and words[found[-1].end : match.start()].endswith("(") and after.startswith(")"):
            continue
        if re.match(r"[^,。;]{0,6}为(?:上)?限", after):
            continue
        if match["amount"] and re.match(r"(?:以上|以下|以内|及以上|左右的)", after):
            continue
        if found and match["rate"] and words[found[-1].end : match.start()] in ("至", "到", "-", "~", "—"):
            found[-1] = _range(found[-1], match)
            continue
        since = matches[index - 1].end() if index else 0
        found.append(_sum(words, match, since, after))
    return found


def _is_base(match: re.Match[str], after: str) -> bool:
    if not match["amount"]:
        return False
    return re.match(r"(?![或和及与])[^,。;]{0,10}的(?:\d|百分之|千分之|万分之)", after) is not None


def _range(low: Sum, match: re.Match[str]) -> Sum:
    figure, _, period = (low.rate or "").partition("/")
    high = parse_rate(match["rate"])
    rate = f"{figure}-{high}" + (f"/{period}" if period else "")
    return Sum(rate=rate, base=low.base, start=low.start, end=match.end())


def _sum(words: str, match: re.Match[str], since: int, after: str) -> Sum:
    before = words[since : match.start()]
    read = Sum(start=match.start(), end=match.end())
    if match["open"]:
        return replace(read, open=True, base=_base(before, words))
    if match["amount"]:
        money = parse_money(match["amount"])
        return replace(read, amount=money.amount, currency=money.currency) if money else replace(read, open=True)
    if match["times"]:
        base = None if "倍" not in match["times"] else _base(before, words)
        return replace(read, base=f"{base}的{match['times']}" if base else match["times"])
    figure = parse_rate(match["rate"]) if match["rate"] else _lpr(match, before)
    period = _period(before, after) if match["rate"] else None
    return replace(read, rate=f"{figure}/{period}" if period else figure, base=_base(before, words))


def _lpr(match: re.Match[str], before: str) -> str:
    """Write a rate that follows the market: LPR, LPR 1Y (一年期), 4×LPR (四倍)."""
    times = (match["before"] or match["after"] or "").rstrip("的").removesuffix("倍")
    digits = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5"}.get(times, times)
    name = "LPR" if "报价" in match.group() or "LPR" in match.group() else "bank lending rate"
    name += " 1Y" if re.search(r"一年期|1年期", before[-24:]) else ""
    return f"{digits}×{name}" if digits else name


def _period(before: str, after: str) -> str | None:
    if match := _EACH_AFTER.match(re.sub(r"^\([^()]{1,12}\)", "", after)):
        return _PERIODS[match["unit"] or match["in"]]
    each = list(_EACH.finditer(before))
    if not each:
        return None
    last = each[-1]
    if last["year"] or last["week"]:
        return "year" if last["year"] else "week"
    return _PERIODS[(last["unit"] or last["by"] or last["bare"])[:1].replace("星", "周").replace("小", "小时")]


def _base(before: str, words: str) -> str | None:
    if match := _BASED.search(words):
        return match["base"]
    part = re.split(r"[,:;]", before)[-1]
    match = _BASE.search(part)
    base = part.rpartition("“")[2] if "“" in part and "”" not in part else match["base"] if match else part
    base = re.sub(
        r"^(?:应(?!付|收|支|还|交|缴)|或者|或|\([a-z\d]\)|须|需|向|对|给|[甲乙]方(?:按|应)|每逾期[一1]?[日天]|人民币|照|相当于)+",
        "",
        base,
    )
    base = re.sub(r"^.*(?:加付|另付)", "", base)
    base = re.sub(r"(?:的|之|每日|每天|日)+$", "", base)
    return base if 2 <= len(base) <= 40 and _MEASURED.search(base) else None
