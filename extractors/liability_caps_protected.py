"""Whom a limit of liability protects: the side that owes what is limited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.penalty_sides import Duties, by_topic
from extractors.sentences import first_after
from extractors.sides import Sides
from pipeline.model.document import Document, Hit
from pipeline.model.span import Span

_BOTH = re.compile(
    r"任[一何]一?方|双方(?:的)?|各方|一方(?=[^。]{0,12}(?:累计|赔偿|责任|承担))|违约方|责任方|每一方|(?<![\u4e00-\u9fff])一方(?=[^,]{0,4}(?:违约|违反|逾期|未|迟延|过错))"
)
_DUTY = r"(?:在[^。;,]{0,20})?(?:对[^。;,]{1,20})?(?:(?:每|单)?(?:一)?(?:合同)?(?:年度|年|次|笔)|的(?![^。;,]{0,4}损失)|之|责任|应|仍|还|仅|所|将|累计|需|须|承担|(?:支付|偿付|缴纳)(?!的(?!违约金|赔偿|补偿|罚款))|只|赔偿|补偿|赔付|违约|全部|总|[因就向][^。;,]{1,40}?(?:承担|赔偿|支付|责任)|[按以][^。;,]{1,20}(?:赔|补|支付|承担))"
_FAILS = r"(?:的)?(?:每?(?:逾期|迟延|延误|迟交)|因(?:自身|其)?的?(?:过失|过错|原因|故意|重大过失|执业)|原因|过错|过失|逾期|迟延|延迟|延期|延误|违反|违约|擅自|拒绝|无故|不能按|不按|未(?![^,]{0,12}(?:声明|保价|投保)))"
_NO_FAULT = r"(?:未[^,]{0,12}(?:声明|保价|投保)|遭受|受到|受损|损失|损害|要求|选择)"
"""What happens to a side, or what it may leave: no case of its own fault."""
_ANYONE = re.compile(
    r"(?:^|[\t\d.、)])(?:但|且)?(?P<who>(?!第三|另|他|对|保险|任|双|各)(?:平台|[\u4e00-\u9fff]{1,6}?(?:方|人|商|公司|机构|事务所|单位|企业|院|社|平台)))(?:[对就][^,。;]{1,16}?)?的?(?:全部|累计|违约|年度|总)*(?:赔偿|责任)"
)
"""Somebody who is no party by any known name, as the one whose liability is limited."""
_OWED = re.compile(r"赔偿|赔付|补偿|违约金|滞纳金|罚款|扣款|责任|索赔")
_DEAF = re.compile(
    r"[对向](?:单个|单一|每个|每一|任何|任一|该|各|其他?|所有|全部)$|[对向给因致使与和]$|造成$|导致$|赔偿$|补偿$|支付$"
)
_OWN_EVENT = re.compile(r"(?:逾期|迟延|延迟|延误|未|不(?!足|能弥补)|违反)[^,。;]{0,30}(?:的|时|后)?,")
_DEDUCTED = re.compile(r"扣款|扣减|扣罚|考核")
"""What is taken off a fee: it spares the side that earns the fee."""
_OWN_SUBJECT = re.compile(
    r"(?!前述|上述|该|此|本|上款|前款|违约金|但|且|累计|赔偿|其|在|因|如)[\u4e00-\u9fffA-Za-z]{2,8}?(?:就|因|对|承担|的(?:全部|累计)?(?:赔偿|责任))"
)
"""A sentence that names who owes, by a name that is no party's: what was said before tells nothing."""
_SENTENCES = re.compile(r"[^。;\n]+")
_NEAR = 600


@dataclass(frozen=True, slots=True)
class Debtors:
    """Finds who owes in a sentence, by every name of a party."""

    who: Sides
    roles: Mapping[str, str]
    owed: Duties
    owes: re.Pattern[str]
    behind: re.Pattern[str]
    further: re.Pattern[str]
    fails: re.Pattern[str]
    case: re.Pattern[str]
    receives: re.Pattern[str]
    loses: re.Pattern[str]

    def role(self, name: str) -> str:
        """Give the role behind a name."""
        return self.roles.get(name, name)

    def other(self, role: str) -> str | None:
        """Give the side across; the only side that is known where another takes."""
        known = self.who.known
        return self.who.other(role) or (known[0] if len(known) == 1 and role not in known else None)

    def in_words(self, words: str) -> str | None:
        """Give who owes by the words of a sentence, the part nearest its end first; both where either side may."""
        for part in reversed(words.split(",")):
            owes = next((match for match in self.owes.finditer(part) if not _DEAF.search(part[: match.start()])), None)
            both = _BOTH.search(part)
            if both and not (owes and owes.start() > both.start()):
                return "both"
            if owes:
                return self.role(owes["asked"] or owes["by"] or owes["who"])
            if (receives := self.receives.search(part)) and (
                other := self.other(self.role(receives[receives.lastgroup or 0]))
            ):
                return other
            if fails := self.fails.search(part) or self.case.search(part):
                return self.role(fails["who"])
            if (loser := self.loses.search(part)) and (other := self.other(self.role(loser["who"]))):
                return other
            if anyone := _ANYONE.search(part):
                return anyone["who"]
        return None


def debtors(names: str, who: Sides, roles: Mapping[str, str], owed: Duties) -> Debtors:
    """Make the patterns of an agreement once; `names` is a pattern of what it calls its parties.

    1. 乙方的赔偿责任…, 乙方应赔偿…, 由乙方按…赔偿, 要求乙方支付: who owes
    2. 向甲方支付违约金, 甲方可扣除…, 甲方的损失: the other side, where there is one
    3. 因乙方原因…, 乙方逾期…: who fails; 乙方…的, 赔偿…  4. behind the limit: 由乙方承担, 乙方还应…,
       the other side of 超过部分由甲方承担
    """
    return Debtors(
        who,
        roles,
        owed,
        re.compile(rf"(?:要求|责令)(?P<asked>{names})|由(?P<by>{names})|(?P<who>{names})(?:{_DUTY}|$)"),
        re.compile(
            rf"(?P<above>超[过出](?:的)?部分[^。;,]{{0,4}})?(?:由(?P<by>{names})|(?P<who>{names})(?:应|将|需|须|对此|均|亦|也)?(?:自行|不予|不再|不|无须|无需)?(?=承担|赔偿|负责))"
        ),
        re.compile(rf"(?P<who>{names})(?:还|仍|另|并)(?:应|须|需|要)"),
        re.compile(rf"(?P<who>{names}){_FAILS}"),
        re.compile(rf"^(?:如果?|若|因|由于|凡)?(?P<who>{names})(?![^,]*{_NO_FAULT})[^,]{{1,40}}的$"),
        re.compile(
            rf"[向对](?P<to>{names})(?:进行)?(?:支付|赔偿|承担|补偿|赔付|偿付|给付)|(?P<claims>{names})(?:可以?|有权|得)[^,。;]{{0,16}}?(?:扣除|扣减|抵扣|扣款|申请|主张|索赔)"
            rf"|(?:赔偿|补偿)(?P<paid>{names})"
        ),
        re.compile(rf"(?P<who>{names})的?(?:实际|全部|直接)?损失"),
    )


def protected(document: Document, hit: Hit, known: Debtors, penalty: bool) -> str | None:
    """Say whom a limit protects: by the sentence before it, behind it, then by what is said just before in its clause.

    Where the limit has a case of its own without a name (逾期交货的，…) the sentences before speak of another.
    """
    at = hit.span().start
    statement = document.statement(hit.span("what").start)
    before = document.compact_text(Span(statement.start, max(statement.start, at)))[-160:]
    if named := known.in_words(before):
        return named
    block = document.block_at(at)
    end = block.span.end if block else statement.end
    if owing := _named_behind(document, Span(hit.span("what").start, end), known):
        return owing[0]
    if penalty and _OWN_EVENT.search(before):
        return by_topic(before, known.who, known.owed)[0]
    if penalty and _DEDUCTED.search(before):
        return _whose_fee(hit["what"], known) or known.owed.performs
    return None if _OWN_SUBJECT.match(before) else _from_before(document, statement, known)


def _named_behind(document: Document, rest: Span, known: Debtors) -> tuple[str | None] | None:
    """Give who owes by the words behind a limit, in its part of the sentence and in the next; None where they are silent."""
    view = document.compact
    start, end = view.position(rest.start), view.position(rest.end)
    part = _up_to(view.text, ";", start, end)
    if owes := first_after(document, known.behind, start, _up_to(view.text, "。", start, part)):
        role = known.role(owes["by"] or owes["who"])
        return (known.other(role) if owes["above"] else role,)
    following = min(part + 1, end)
    if further := first_after(document, known.further, following, _up_to(view.text, "。", following, end)):
        return (known.role(further["who"]),)
    return None


def _up_to(text: str, mark: str, start: int, end: int) -> int:
    """Give the place of a mark in a range, its end where it has none."""
    at = text.find(mark, start, end)
    return end if at < 0 else at


def _whose_fee(what: str, known: Debtors) -> str | None:
    """Give the side whose fee a limit of deductions is measured by (不超过乙方当月服务费的20%)."""
    named = known.who.pattern.match(what)
    return known.role(named.group()) if named and not known.who.is_either(named.group()) else None


def _from_before(document: Document, statement: Span, known: Debtors) -> str | None:
    """Give the one side that the sentences before, within the same article, name as the one who owes."""
    holding = document.clauses.over(statement.start)
    start = max(holding[0].span.start if holding else 0, statement.start - _NEAR)
    earlier = document.compact_text(Span(start, statement.start))
    told = {
        name
        for match in _SENTENCES.finditer(earlier)
        if _OWED.search(match.group()) and (name := known.in_words(match.group()))
    }
    return told.pop() if len(told) == 1 else None
