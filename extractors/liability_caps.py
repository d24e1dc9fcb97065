"""责任限制: how far a side is liable at most, and what it is not liable for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.acting import acting
from extractors.lexicon import alternatives
from extractors.liability_caps_carve_outs import IN_BRACKETS, carve_outs
from extractors.liability_caps_english import EnglishLimit, english_limits
from extractors.liability_caps_exclusions import INDIRECT, exclusions
from extractors.liability_caps_limbs import limbs
from extractors.liability_caps_protected import Debtors, debtors, protected
from extractors.parties import parties
from extractors.penalty_sides import Duties
from extractors.sentences import Sentence, sentence_at
from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.money import AMOUNT, RATE, parse_money, parse_rate

_LIMIT = (
    r"(?:不(?:得|应|会|能)?(?:超过|超出|高于|多于|大于)|(?:的)?上限(?:应)?(?:为|是|:|不(?:得)?超过|以)?|最高(?:赔偿|赔付|补偿|责任|违约金?|罚款)*(?:限额|限度|金额|数额|总额|额)?(?:应)?(?:不(?:得|应|能)?超过|为|是|至|以|:)?|(?<!不)(?<!不仅)以(?=[^。;\n]{2,60}?为(?:上|最高)?限)|"
    r"最多|(?<!不)(?<!不仅)限(?:额|于)(?:应)?(?:为|是)?|不逾|封顶|累计不超过|至多)"
)
_CAP = re.compile(rf"{_LIMIT}(?P<what>(?:[^。;,\n]|(?<=\d),(?=\d{{3}})){{2,120}})")
_CUES = ("超过", "超出", "高于", "多于", "大于", "最高", "限", "最多", "不逾", "封顶", "至多")
_WITHIN = re.compile(
    r"(?:在|以)(?P<what>[^。;,\n]{0,40}?(?:押金|保证金|[款费价额]|[元%]))(?:的)?(?:金额|数额)?(?:的)?(?:范围|限额|限度)(?:之)?内[^。;,\n]{0,24}?(?:赔偿|责任)"
)
_CEILING = re.compile(
    r"(?:以|至|达到?|按)(?P<what>[^。;,\n]{2,40}?)(?:为|时|后|的)?,?(?:封顶|(?:则)?不再(?:累计|计算|计收|加收|增加))"
)
_TIMES = re.compile(r"按照?(?P<what>[^。;,\n]{2,30}?(?:倍|%)(?:以内|之内))(?:的)?(?:予以|给予|进行)?(?:赔偿|赔付|补偿)")
_BEYOND = re.compile(
    r"不(?:再)?(?:承担|负担|赔偿)超[过出](?P<what>[^。;,\n]{2,40}?)(?:部分)?的(?:任何)?[^。;,\n]{0,6}?(?:责任|损失|赔偿)"
)
_ABOVE = re.compile(
    r"(?:对于?)?超[过出](?P<what>[^。;,\n]{2,40}?)(?:以上)?的(?:损失|赔偿|责任|部分)[^。;\n]{0,12}?不(?:予|再|负)?(?:承担|赔偿|负责)"
)
_BODY = re.compile(
    r"(?:押金|保证金|[费价]款|[\u4e00-\u9fff]款|费用|价款|价格|金额|总额|总价|合同价|款项|收益|收入|服务费|货款|租金|报酬|酬金|佣金|对价|成本|保险金|份额|(?!免)[\u4e00-\u9fff]费|货值|价值|薪酬|工资|补偿金|实付金额|月费|年费|采购额|损失)"
)
_MONEY = re.compile(AMOUNT)
_RATE = re.compile(rf"{RATE}|(?P<times>[一二两三四五六七八九十\d.]{{1,4}}倍)")
_DAMAGES = re.compile(r"赔偿|责任|损失|补偿|索赔|赔付")
_PENALTY = re.compile(r"违约金|滞纳金|罚款|罚金|扣款|扣减|误期赔偿|赔付金|服务补偿")
_NOT = re.compile(
    r"保险人|保险公司|投保|保证责任|担保责任|注册资本|保险金额|保额|保证金(?:不|上限|最高)|借款(?:金额|额度|总额)|授信|额度|利率|利息(?:不|最高)|价格(?:不得|不)|报价|最高限价|预算|投资总额|工期|(?:响应|到达|修复)时间|时间不|期限不|天数|人数|"
    r"保函|竞业|每月扣除|经济补偿|工资基数|质保金|预付款|定金(?:不|的数额)|误差|偏差|数量|重量|温度|次数|试用期|加班|每(?:日|月|天)不超过|每[日天]的?违约金|小时|工作日(?:不|内)|采购量|担保|最高债权|抵押|股权|出资|转包|分包"
)
_LOWER = re.compile(r"不低于|不少于|至少|以上的?(?:违约金|赔偿)|最低|起步")
_ROLE = (
    r"[甲乙丙丁]方|(?:委托|受托|出租|承租|供|需|买|卖|发包|承包|许可|被许可|披露|接收|服务|采购|供应|出借|借款|转让|受让|授权|被授权|运营|平台|开发|客户|用户|供货|承揽|定作|代理|被代理|保证|贷款|加盟|特许|"
    r"经销|托运|承运|保管|寄存|顾问|咨询|劳务|用工)[方人商]|服务提供(?:方|商)|服务商|供应商|贵公司|您|我司|我们|本公司|运营方|客户|用户|[\u4e00-\u9fff]{1,6}运营方"
)
_OPEN_SUM = re.compile(
    r"(?:_|【_?】|[Xx×*]{2,20}|\$?\{{1,2}[^{}\n]{1,40}\}{1,2})(?:万|亿|元|%|‰|倍|个月)|百分之(?:_|【|[Xx×*]{2})|人民币(?:_|【_?】)|¥_"
)
_DENIES = re.compile(r"不(?:承担|负责|负|予|包括|赔偿|应|对)|概不|无须|无需|免除|排除|均不")
_DIRECT = re.compile(r"[^,。;]{0,10}?直接(?:经济)?(?:损失|损害)(?![^,。;]{0,12}(?:%|倍))")
_EACH = re.compile(r"每一?(?:公斤|千克|件|吨|立方米|平方米|箱|票|单|次)")
"""What a sum is meant for one of; part of the formula, as the sum is none for the whole."""
_NO_CAP = re.compile(
    r"保证责任|责任保证|连带(?:清偿|保证)?(?:责任)?|担保责任|预见|年利率|贷款(?:市场报价)?利率|LPR|视为"
)
"""What stands behind a limit of a guarantee, of interest, or of foreseeable loss (民法典 art. 584)."""
_ACTUAL = re.compile(r"^(?:其)?(?:所)?(?:受|遭受|发生)?的?(?:实际|全部)(?:发生)?的?(?:直接)?(?:经济)?损失$")
_INSURED = re.compile(r"(?<!未)(?<!不)投保(?!人)|保险单|保险合同|(?:购买|办理|持有)[^,。;]{0,16}保?险(?!费)")
_DOUBLE = re.compile(r"为(?:上)?限,?(?:且|并)(?:总额|最高)?不(?:得|应)?超过(?P<second>[^,。;)]{2,60})")
_LEAD = re.compile(r"^(?:\([^()]{1,8}\))?[\t:]*(?:为|是|以(?!下))?(?:不超过)?(?:承担|赔偿|支付|补偿)?(?=.{2})")
_SCOPE = re.compile("范围内")
_IF = re.compile(r"(?:如果?|若|倘若?|当|凡|对于|假如)")
"""A limit inside a condition (如索赔金额不超过…，可以…) limits nothing."""


@dataclass(frozen=True, slots=True)
class LiabilityCap:
    """A limit of liability: whom it protects, the sum or the rate of a base, what it leaves out.

    `rate` carries the percent sign; `formula` is the limit as printed; `scope` is liability,
    liquidated_damages (a cap on a penalty) or exclusion (no liability at all, without an amount).
    """

    protects: str | None = labelled("受保护方")
    amount: Decimal | None = labelled("金额")
    currency: str | None = labelled("币种")
    rate: str | None = labelled("比例")
    base: str | None = labelled("基数")
    formula: str | None = labelled("上限表述")
    scope: str = labelled("范围", "liability")
    excludes_indirect: bool = labelled("排除间接损失", False)
    carve_outs: tuple[str, ...] = labelled("例外", ())


@extractor("liability_caps", label="责任限制", produces=LiabilityCap, many=True, requires=(parties,))
def liability_caps(document: Document, found: Findings) -> Iterator[Finding[LiabilityCap]]:
    """Find limits of liability, those with a sum or a formula first, then exclusions without.

    1. 赔偿总额不超过人民币100万元; 责任上限为…; 最多10万人民币的直接损失; 以…为限
    2. 累计赔偿责任不超过前十二个月已支付服务费的100%; 不超过合同总价
    3. 违约金总额不超过合同总价的10%: a cap on a penalty
    4. 甲方不承担任何责任: an exclusion, without amount
    Sums insured, prices, credit lines, deposits, periods and minimum sums are no caps.
    """
    seen: set[Span] = set()
    printed: set[tuple[Span, str | None]] = set()
    sides, roles = acting(document, found), _roles(found)
    names = _names(found, sides.known)
    known = debtors(names, sides, roles, Duties(document, sides))
    hits = list(document.search(_CAP, cues=_CUES))
    hits += [hit for pattern in (_WITHIN, _CEILING, _TIMES, _BEYOND, _ABOVE) for hit in document.search(pattern)]
    for hit in sorted(hits, key=lambda hit: hit.match.start()):
        sentence = document.statement(hit.span("what").start)
        value = _cap(document, hit, known)
        if value and (sentence, value.formula) not in printed:
            seen.add(sentence)
            printed.add((sentence, value.formula))
            rule = f"liability_caps.{value.scope}"
            left_open = value.amount is None and value.rate is None and _OPEN_SUM.search(value.formula or "")
            state = State.BLANK if left_open else State.STATED
            yield Finding(state, value, (document.evidence(_quoted(document, hit)),), rule)
    for sentence, who, indirect in exclusions(document, names):
        if sentence not in seen:
            seen.add(sentence)
            value = LiabilityCap(roles.get(who or "", who), scope="exclusion", excludes_indirect=indirect)
            yield Finding(State.STATED, value, (document.evidence(sentence),), "liability_caps.exclusion")
    if not seen:
        for limit in english_limits(document):
            yield _english(document, limit)


def _english(document: Document, limit: EnglishLimit) -> Finding[LiabilityCap]:
    """Make a finding of an English sentence."""
    money, rate = _MONEY.search(limit.what), _RATE.search(limit.what)
    total = parse_money(money.group()) if money else None
    value = LiabilityCap(
        limit.protects,
        amount=total.amount if total else None,
        currency=total.currency if total else None,
        rate=parse_rate(rate.group()) if rate else None,
        formula=limit.what or None,
        scope=limit.scope,
        excludes_indirect=not limit.what,
    )
    return Finding(State.STATED, value, (document.evidence(limit.span),), f"liability_caps.{value.scope}")


def _quoted(document: Document, hit: Hit) -> Span:
    statement = document.statement(hit.span("what").start)
    several = limbs(document, hit)
    return Span(statement.start, max(statement.end, hit.span().end, several[1] if several else 0))


def _cap(document: Document, hit: Hit, known: Debtors) -> LiabilityCap | None:
    before, what = _before(document, hit), hit["what"]
    limit = hit.match.group().removesuffix(what)
    whole = sentence_at(document, hit.span("what").start)
    if not _limits_liability(before, limit, what, whole):
        return None
    several = limbs(document, hit)
    double = _DOUBLE.search(what)
    printed = several[0] if several else what[: double.end()] if double else _formula(what)
    limited = double["second"] if double else what
    money, rate = _MONEY.search(limited), _RATE.search(limited)
    if several:
        total, percent, base = _only(_MONEY, printed), _only(_RATE, printed), None
    else:
        total = money.group() if money and not (rate and rate.start() < money.start()) else None
        percent = rate.group() if rate else None
        base = _base(limited, rate) if rate or not total else None
    sum_of = parse_money(total) if total else None
    unit = _EACH.search(before[-12:])
    around = document.compact_text(_around(document, hit))
    penalty = _on_penalty(before[-50:] + limit)
    return LiabilityCap(
        protects=protected(document, hit, known, penalty),
        amount=sum_of.amount if sum_of else None,
        currency=sum_of.currency if sum_of else None,
        rate=None if percent is None else parse_rate(percent) or percent,
        base=base,
        formula=unit.group() + printed if unit else printed,
        scope="liquidated_damages" if penalty else "liability",
        excludes_indirect=any(_DENIES.search(part) and INDIRECT.search(part) for part in re.split(r"[。;\n]", around)),
        carve_outs=carve_outs(document, hit, whole.text, around),
    )


def _limits_liability(before: str, limit: str, what: str, whole: Sentence) -> bool:
    """Say whether a limit is one of liability or of a penalty, by what stands before it and what it is."""
    near = before[-50:]
    parts = [part for part in before.split(",") if part.strip("累计合总最高但且则其额金数")]
    subject = (parts[-1] if parts else "")[-24:]
    if _IF.match(before.split(",")[-1]) or whole.first(_INSURED) or _NO_CAP.search(limit + what.split(",")[0][:40]):
        return False
    if not _DAMAGES.search(near + what[:40] + limit) and not _PENALTY.search(near + limit):
        return False
    if _NOT.search(subject + limit) or _LOWER.search(near[-8:]) or _lower(near, what):
        return False
    money, rate = _MONEY.search(what), _RATE.search(what)
    if money or rate or _OPEN_SUM.search(what):
        return True
    named = (
        re.search(r"(?:上限|超过|为限|限于|超出|最高|最多|限额|高于|内|封顶)", limit + what)
        or whole.first(_SCOPE) is not None
    )
    return bool(_BODY.search(what) and named and not _DIRECT.match(what) and not _ACTUAL.match(_formula(what)))


def _on_penalty(near: str) -> bool:
    """Say whether what is limited is a penalty, not all liability."""
    last = near[near.rfind("违约金") :] if "违约金" in near else ""
    return bool(_PENALTY.search(near)) and not re.search(r"赔偿|责任", last)


def _only(pattern: re.Pattern[str], words: str) -> str | None:
    """Give the one match of a pattern, None where there are several."""
    found = [match.group() for match in pattern.finditer(words)]
    return found[0] if len(found) == 1 else None


def _before(document: Document, hit: Hit) -> str:
    """Give the words of the sentence before a limit, without its label, at most 120 characters."""
    start = hit.span().start
    return document.compact_text(Span(document.statement(start).start, start))[-120:]


def _lower(near: str, what: str) -> bool:
    return bool(re.search(r"(?:不足|低于|超过部分|超出部分|超过的部分)$", near)) or what.lstrip("为是应:").startswith(
        ("不低于", "不少于", "至少", "部分", "的部分", "以上", "之日", "期限", "约定")
    )


def _formula(what: str) -> str:
    """Give the limit as printed, up to the end of its part of the sentence."""
    what = IN_BRACKETS.sub("", what)
    head = re.split(r",(?!\d{3})|[。;]|为(?:上|最高)?限|的标准|作为", what, maxsplit=1)[0]
    return _LEAD.sub("", head).strip("_")


def _base(what: str, rate: re.Match[str] | None) -> str | None:
    """Give what a rate is taken of, or the sum that is the limit itself."""
    words = re.sub(r"^.*不超过", "", _LEAD.sub("", what[: rate.start()])) if rate else _formula(what)
    words = re.sub(r"的?(?:百分之)?(?:_|【_?】).*$", "", re.split(r"[,。;]", words)[-1])
    words = re.sub(r"的?(?:总额|总和)?的?$", lambda m: m.group().rstrip("的"), words)
    return re.sub(r"^(?:人民币|RMB|¥)$", "", words.strip("_为是:的之")) or None


def _roles(found: Findings) -> dict[str, str]:
    """Give the role behind every name by which the agreement calls a party."""
    return {
        name: finding.value.role
        for finding in found.all(parties)
        if finding.value and finding.value.role
        for name in (finding.value.name, *finding.value.short_names)
        if name
    }


def _names(found: Findings, acting_too: tuple[str, ...]) -> str:
    """Give a pattern of the words by which the agreement calls its parties."""
    called = {name for finding in found.all(parties) if finding.value
              for name in (finding.value.role, finding.value.name, *finding.value.short_names) if name and len(name) > 1}  # fmt: skip
    called.update(acting_too)
    return "|".join(
        [*map(re.escape, sorted(called, key=lambda name: (-len(name), name))), alternatives("roles"), _ROLE]
    )


def _around(document: Document, hit: Hit) -> Span:
    """Give the clause a cap stands in (its own words and the paragraphs below), at most 1,500 characters."""
    start = hit.span("what").start
    clause = document.clauses.at(start)
    if clause is None:
        block = document.block_at(start)
        return block.span if block else hit.span()
    return Span(clause.span.start, min(clause.span.end, clause.span.start + 1500))
