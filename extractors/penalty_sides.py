"""Who pays a penalty to whom: from the sentence, the sentences before it, the heading, or the duty that was not met."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from extractors.passages import headings_over
from extractors.penalty_words import Sum
from extractors.sides import Sides, plain
from pipeline.model.document import Document
from pipeline.model.span import Span

Pair = tuple[str | None, str | None]

_OWES = r"(?:支付|偿付|承担|赔偿|给付|缴纳|交纳|付给|计付|赔付|退还|扣减|补偿|双倍)"
_DEMANDS = re.compile(r"(?:有权|可以?|将|得)?(?:要求|请求|责令)(?:$|[^,。;]{0,3}$)")
_TAKES = re.compile(
    r"(?![^,。;]{0,4}(?:不得|不应|不能|私自|擅自|违规|乱))[^,。;]{0,40}?(?:收取|扣除|加收|计收|没收|扣减|扣款|罚款|处以|扣罚)"
)
_GIVES = re.compile(rf"(?!的)[^。;]{{0,60}}?(?:{_OWES}|应付(?![款账未费]))")
_IN_BASE = re.compile(r"(?:[按依遵](?:照|据)?|根据|以|就|[和与及、])$")
"""What stands before a side that is spoken of, not the one that acts: 按甲方已付款, 和乙方."""
_TO = re.compile(r"(?:向|付给|支付|给付|赔偿|偿付|支付给|补偿)$")
_FAILS = re.compile(
    r"(?:的(?:服务|产品|商品|货物|人员|员工|工作|设备|质量|行为))?[^,。;]{0,2}?(?:不能|未|逾期|延期|延迟|迟延|延误|违反|违约|擅自|拒|因|如|若|无故|的原因|泄露|不|发生|出现|有|存在|隐瞒|提前|达不到)"
)
_RECEIVER = re.compile(
    r"(?:应|须|需|当|将)向(?P<to>[\u4e00-\u9fffA-Za-z]{2,10}?)[各均]?(?:分别)?(?:支付|偿付|赔偿|给付|缴纳)"
)
_UNKNOWN_PAYER = re.compile(
    r"(?:^|[,:])(?P<payer>(?![则并另还也亦且如若此该其])(?:(?!的|应|须|需|并)[\u4e00-\u9fff]){2,6}[方人商者户])(?:应当?|须|需|必须)(?:一次性|另行|分别)?(?:向|按)[^,。;]{1,40}$"
)
"""Who pays, where it is no known party: 泄露方应向另外两方各支付."""
_OTHERS = re.compile(r"[支赔]?[付偿]给(?P<to>(?:其他|其余|另外)[\u4e00-\u9fff]{2,4}?)(?=[,。;]|$|作为)")
_FAILING = re.compile("违约一?方|过错方|责任方|任[何意一]{1,2}方|一方|(?:甲乙)?双方(?:均|中)?|各方|每一方|有过错的一方")
_BY_FAULT = re.compile(r"(?:因|归责于|归责於|由于|由於)(?:可归责于)?$")
_OBLIGED = re.compile("应|须|需|必须|保证|承诺|负责|逾期|未|违反|不得|的")
_CLAIMS = re.compile(r"[^,。;]{0,4}(?:可|有权)[^,。;]{0,16}(?:申请|要求|主张|获得|扣除|扣减|收取|获赔)")

_BUYS = re.compile("买|采购|购买|需|发包|委托|托运|存货|寄存|定作|承租|借款|客户|用户|被许可|被特许|受让|广告主|业主")
_SELLS = re.compile(
    "代理|服务|供应|供货|供方|承运|保管|监理|承揽|承包|施工|卖|出卖|受托|许可|特许|出租|出让|转让|主办|运营|物业|保养|维保|设计|咨询"
)
_OUGHT = re.compile(r"[^,。;]{0,12}?(?:应|须|需|负责|保证|按|于)")
_PAY = re.compile(
    r"[^,。;]{0,28}?(?:支付|付款|付清|缴纳|交纳|偿还|归还|给付|汇入|结清)(?![^,。;]{0,12}(?:违约金|滞纳金|赔偿|补偿))"
)
_PERFORM = re.compile(
    r"[^,。;]{0,16}?(?:交付|交货|供货|提供|完成|施工|安装|开发|运输|发货|保管|竣工|制作|维修|培训|配送)"
)
_PAID = re.compile("(?:付清|付给|支付|交纳|缴纳|结清)")
_LATE_PAYMENT = re.compile(
    r"(?:逾期|延期|迟延|延迟|未(?:能)?(?:按[^,。;]{0,10}?|及时|足额)?|拖欠|欠付|欠缴|不(?:能)?按[^,。;]{0,8})(?:付款|支付|交纳|缴纳|缴费|交费|还款|偿还|归还|付清|付)|欠款|拖欠|欠付|欠缴|迟付|逾期金额|未付|应付"
)
_LATE_PERFORMANCE = re.compile(
    r"(?:逾期|延期|迟延|延迟|延误|未(?:能)?(?:按[^,。;]{0,10}?|及时)?|不按[^,。;]{0,8})(?:交货|交付|供货|完工|竣工|完成|提供|发货|交房|开工|交工|到货|送达|送货|验收|响应|到场)|工期|(?:未|没)(?:能)?[^,。;]{0,10}到(?:达)?(?:现场|岗)|(?:质量|验收|货物|产品)[^,。;]{0,8}(?:不合格|不符)|从[^,。;]{0,12}(?:费|款|酬金|报酬)(?:之?中|里|内)[^,。;]{0,4}扣|错发|漏发|破损|遗失|灭失|短少|毁损"
)


@dataclass(frozen=True)
class Duties:
    """The side that pays the price and the side that performs, read from the sentences of duties when first asked for."""

    document: Document = field(repr=False)
    who: Sides = field(repr=False)

    @property
    def pays(self) -> str | None:
        """Give the side that pays the price, None where the text does not tell."""
        return self._sides[0]

    @property
    def performs(self) -> str | None:
        """Give the side that delivers or serves, None where the text does not tell."""
        return self._sides[1]

    @cached_property
    def _sides(self) -> Pair:
        """Tell by the roles (买方, 代理商), else count what each side 应 do or fails to: 付款 against 交付, 提供."""
        who = self.who
        if len(who.known) != 2:
            return None, None
        buying = [role for role in who.known if _BUYS.match(role)]
        if len(buying) == 1:
            return buying[0], who.other(buying[0])
        selling = [role for role in who.known if _SELLS.match(role)]
        if len(selling) == 1:
            return who.other(selling[0]), selling[0]
        words = plain(self.document.compact_text(self.document.body))
        scores: Counter[str] = Counter()
        pays: Counter[str] = Counter()
        for match in who.named(words):
            role = who.role(match.group())
            if role not in who.known:
                continue
            ought, near = _OUGHT.match(words, match.end()), re.split("[,。;]", words[match.end() :][:24], maxsplit=1)[0]
            if (ought and _PAY.match(words, match.end())) or _LATE_PAYMENT.match(near) or _PAID.match(near):
                pays[role] += 1
                scores[role] += 1
            elif (ought and _PERFORM.match(words, match.end())) or _LATE_PERFORMANCE.match(near):
                scores[role] -= 1
        first, second = sorted(who.known, key=lambda role: -scores[role])
        clear = pays[first] > 0 and scores[first] - scores[second] >= 2
        return (first, second) if clear else (None, None)


def between(words: str, value: Sum, who: Sides) -> Pair:
    """Say who pays whom, from the words up to the figure and the rest of its part of the sentence."""
    rest = re.split("[,;。]", words[value.end :], maxsplit=1)[0]
    scope = words[: value.end] + rest
    payer = payee = None
    for match in who.named(scope):
        if _DEMANDS.search(scope[: match.start()]) and not who.is_either(match.group()):
            return _paired(_named(match.group(), who), None, who)
    for match in who.named(scope):
        before, after = scope[: match.start()], scope[match.end() :]
        if _TO.search(before) and not after.startswith(("的", "之")):
            if re.match("收取|加收|计收|主张|追索", after):
                payer = _named(match.group(), who)
            else:
                payee = _named(match.group(), who)
            continue
        if _TAKES.match(after) and not re.match(r"[^,。;]{0,12}(?:要求|支付)", after):
            payee = _named(match.group(), who)
        elif _gives(scope, match, who):
            payer = _named(match.group(), who)
    payer = payer or _failing(words, who)
    if payee is None and (receiver := _RECEIVER.search(scope) or _OTHERS.search(scope)):
        payee = receiver["to"]
    if payer and payer == payee:
        payer = None
    if payer is None and payee and (unknown := _UNKNOWN_PAYER.search(words[: value.end])):
        return unknown["payer"], payee
    return _paired(payer, payee, who)


def _gives(scope: str, match: re.Match[str], who: Sides) -> bool:
    """Say whether a side is the one who pays: nobody acts before it in its part of the sentence, the duty follows."""
    before, after = scope[: match.start()], scope[match.end() :]
    if re.match(r"[^,。;]{0,12}(?:要求|请求)|的(?!,)", after) or _IN_BASE.search(before):
        return False
    given = _GIVES.match(after)
    part = before[max(before.rfind(mark) for mark in ",。;:") + 1 :]
    behind_case = re.match(r"[^,。;]*的,", after) and not re.search(r"而|但|因|由|经", part)
    return bool(given) and not (behind_case and who.pattern.search(part))


def holding(words: str, who: Sides) -> Pair:
    """Say who loses a deposit to whom: the side with the right keeps it, or the side that fails loses it."""
    for match in who.named(words):
        if re.match(r"[^,。;]{0,4}(?:有权|可)", words[match.end() :]):
            return _paired(None, _named(match.group(), who), who)
    return _paired(_failing(words, who), None, who)


def around(document: Document, span: Span, sentence: str, before: int, who: Sides, owed: Duties) -> Pair:
    """Say who pays where the sentence names nobody: the sentences before, the heading or list head, the duty not met."""
    for match in who.named(sentence):
        if sentence[: match.start()].endswith("由") and re.match("承担|支付|负担|缴纳", sentence[match.end() :]):
            return _paired(_named(match.group(), who), None, who)
    block = document.block_at(span.start)
    earlier = plain(document.compact_text(Span(block.span.start, span.start)))[-200:] if block else ""
    pair = _subject(earlier, who)
    if pair != (None, None):
        return pair
    for heading in reversed(headings_over(document, span.start).split("/")):
        roles = {_named(m.group(), who) for m in who.named(plain(heading)) if not who.is_either(m.group())}
        if len(roles) == 1 and re.search("违约|责任|义务|逾期|处罚", heading):
            return _paired(roles.pop(), None, who)
    return by_topic(sentence[:before], who, owed)


def by_topic(words: str, who: Sides, owed: Duties) -> Pair:
    """Say who is late: with payment the side that pays, with a loan the borrower, with goods or services who performs."""
    if re.search("罚息|复利", words):
        return _paired(next((role for role in who.known if role.startswith("借款")), owed.pays), None, who)
    if staff := next((role for role in who.known if _of_staff(role, words)), None):
        return _paired(staff, None, who)
    late = owed.pays if _LATE_PAYMENT.search(words) else owed.performs if _LATE_PERFORMANCE.search(words) else None
    return _paired(late, None, who)


def _of_staff(role: str, words: str) -> bool:
    """Say whether people or things are named after a role: 总监理工程师 of 监理人, 承运车辆 of 承运人."""
    stem = role[:-1] if role.endswith(("人", "方", "商")) else ""
    return len(stem) > 1 and re.search(rf"{re.escape(stem)}(?:工程师|人员|员工|车辆|司机|队伍|团队)", words) is not None


def claiming(words: str, who: Sides) -> Pair:
    """Say who may claim what a table below promises, or who promises it."""
    for match in who.named(words):
        if _CLAIMS.match(words, match.end()):
            return _paired(None, _named(match.group(), who), who)
    return None, None


def _subject(earlier: str, who: Sides) -> Pair:
    """Take the side that the sentences before tell to have failed, or the only one with a duty; then whom they set against it."""
    named = [m for m in who.named(earlier) if not who.is_either(m.group())]
    roles = list(dict.fromkeys(who.role(m.group()) for m in named))
    failing = [m for m in named if _FAILS.match(earlier, m.end()) and not _TO.search(earlier[: m.start()])]
    obliged = {who.role(m.group()) for m in named if _OBLIGED.match(earlier, m.end())}
    payer = who.role(failing[0].group()) if failing else obliged.pop() if len(obliged) == 1 else None
    others = [role for role in roles if role != payer]
    if payer and len(others) == 1 and (payer not in who.known or others[0] not in who.known):
        return payer, others[0]
    return _paired(payer, None, who)


def _paired(payer: str | None, payee: str | None, who: Sides) -> Pair:
    if payer == "违约方" and payee and payee not in ("守约方", "违约方"):
        return who.other(payee) or payer, payee
    if payer and payer != "违约方" and payee in (None, "守约方", "违约方"):
        return payer, who.other(payer) or payee
    if payee and payee != "守约方" and payer is None:
        return who.other(payee), payee
    if payer == "违约方" or payee == "守约方":
        return "违约方", "守约方"
    return payer, payee


def _named(name: str, who: Sides) -> str:
    if _FAILING.fullmatch(name):
        return "违约方"
    return "守约方" if who.is_either(name) else who.role(name)


def _failing(words: str, who: Sides) -> str | None:
    for match in who.named(words):
        if _FAILS.match(words, match.end()) or _BY_FAULT.search(words[: match.start()]):
            return _named(match.group(), who)
    first = next(iter(who.named(words[:20])), None)
    return _named(first.group(), who) if first and first.start() < 3 else None
