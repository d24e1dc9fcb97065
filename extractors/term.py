"""合作期限: from when to when, or how long, the agreement runs."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.effective import effective
from extractors.signing_date import signing_date
from pipeline.model.document import Document, Hit
from pipeline.model.evidence import Evidence
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.dates import BLANK_DATE, DATE, parse_date
from pipeline.zh.durations import DURATION, parse_duration

_OF = (
    "合作|合同|协议|服务|租赁|承租|出租|授权|委托|许可|借款|贷款|劳动合同|劳动关系|承包|聘用|聘任|代理|经营|经销|采购|供货|供应|运营|维护|运维|"
    "项目|保证|担保|托管|使用|加盟|特许|履行|存续|咨询|顾问|推广|外包|派遣|许可使用|物业|管理|投资|质押|本协议|本合同|订阅|订购|代销|寄售|仓储|运输"
)
_CUES = ("期", "止", "届满")
_PERIOD = r"(?:的)?(?:有效|服务|合作|履行|存续|使用|经营)?期(?:限|间)?"
_DEED = r"(?:合同|协议|合约|契约|框架协议|框架合同|承诺书|授权书|劳动合同)(?:书)?(?:的)?(?:有效)?(?:期限?|期间)?"
_SUBJECT = "|".join(
    [
        *(word + _PERIOD for word in _OF.split("|")),
        "有效期(?<!保密有效期)(?<!质保有效期)(?:限|间)?",
        "租期",
        "期限(?=为|自|从|:|共)",
        f"本{_DEED}",
        f"此{_DEED}",
    ]
)
"""What a term is said of; every alternative begins with a plain character, which lets a search skip (a third of the time)."""
_NOT = re.compile(
    r"保密(?:期|义务)|质保|保修|质量保证|免租|试用期|装修期|宽限|付款期|账期|考核|结算|是指|系指|诉讼时效|异议期|投标|报价有效|发票|竞业|交货期|"
    r"工期|追溯|解除|顺延|续期|续展|续约|续签|展期|延长|届满(?:前|后|时|之日前)|期满(?:前|后|时)|到期(?:前|后|时)|超过|逾期|每年度?|财年是?指|通知"
)
_END = r"(?:止|终止|届满|期满|到期|为止|结束)?"
_EVENT = r"[^。;,\n至到自从]{2,40}?(?:之日|之时|当日|日|时|后|完成|生效)"

_RANGE = re.compile(
    rf"(?P<subject>{_SUBJECT})[^。;\n]{{0,30}}?(?:(?:自|从|由|为|:|_|,)|(?=\d{{4}}))(?P<start>{DATE}|(?!自|从|由|为){_EVENT})(?:\(含\)|\([^()]{{0,10}}\))?(?:起|开始|始)?"
    rf"(?:算|计算|生效)?,?(?:至|到|-|~|—{{1,2}})+(?P<end>{DATE})(?:\(含[^()]{{0,6}}\))?{_END}"
)
_UNTIL = re.compile(
    rf"(?P<subject>{_SUBJECT})[^。;\n]{{0,24}}?(?:至|到|截至|截止(?:到|至|日期?[:为])?|于)(?P<end>{DATE}){_END}"
)
_LENGTH = re.compile(
    rf"(?P<subject>{_SUBJECT})(?P<between>[^。;\n]{{0,40}}?)(?<!前)(?P<length>{DURATION})(?=(?P<after>[^。\n]{{0,60}}))"
)
_START = re.compile(rf"(?:自|从|由|以)(?P<start>{DATE}|{_EVENT})(?:\([^()]{{0,10}}\))?(?:起|开始|计|生效)")
_OPEN = re.compile(
    rf"(?P<subject>{_SUBJECT})[^。;\n]{{0,20}}?(?:自|从|由|为|:)?{BLANK_DATE}(?:起|开始|生效)?,?[^。;\n]{{0,12}}?(?:至|到|-|~|—)_?{BLANK_DATE}"
    rf"|(?P<subject2>{_SUBJECT})(?:为|:|共|是|共计)?(?:_|【_?】|\{{\{{[^{{}}\n]{{1,40}}\}}\}})(?:个)?(?:年|月|日|天)"
    rf"|(?P<subject3>{_SUBJECT})[^。;\n]{{0,10}}?(?:至|于|到){BLANK_DATE}(?:止|终止|届满|到期)"
)
_LEFT_OPEN = re.compile(r"_|【】|\{\{|年月|X{2}年")
_EFFECT = re.compile(r"生效|生效日")
_SIGNING = re.compile(r"签[订署字约章]|盖章|签立")
_TITLE = re.compile(r"期限|有效期|期间|租期|合作期|服务期|生效")


@dataclass(frozen=True, slots=True)
class Term:
    """First and last day and length (ISO 8601) of the agreement, as far as they are known."""

    start: datetime.date | None = labelled("起始日")
    end: datetime.date | None = labelled("届满日")
    duration: str | None = labelled("期间")


@extractor("term", label="合同期限", produces=Term, requires=(signing_date, effective))
def term(document: Document, found: Findings) -> Iterator[Finding[Term]]:
    """Find the term of the agreement itself; terms of secrecy, warranty, trial, payment are passed over.

    1. 合同期限自2023年1月1日起至2025年12月31日止; 租期：2023-01-01 至 2024-12-31
    2. 合作期限为本协议生效之日至2022年3月31日: the start inferred from the effective date or the signatures
    3. 有效期至2023年3月31日, 本合同于2024年6月30日终止
    4. 有效期两年，自双方签字之日起计算; 服务期限为12个月: the length, and the start where it is known
    5. left open: 自__年__月__日起至__年__月__日止, 期限为__年
    """
    ranked: list[tuple[int, int, Finding[Term]]] = []
    for rank, (pattern, make) in enumerate(
        ((_RANGE, _from_range), (_UNTIL, _from_until), (_LENGTH, _from_length), (_OPEN, _open))
    ):
        if pattern is _OPEN and not _LEFT_OPEN.search(document.compact.text):
            continue
        for hit in document.search(pattern, cues=_CUES):
            if not _about_the_agreement(document, hit):
                continue
            finding = make(document, hit, found)
            if finding:
                ranked.append((_distance(document, hit), rank, finding))
    seen: set[object] = set()
    for _, _, finding in sorted(ranked, key=lambda item: item[:2]):
        key = (finding.state, finding.value)
        if key not in seen and not (finding.state is State.BLANK and seen):
            seen.add(key)
            yield finding


def _about_the_agreement(document: Document, hit: Hit) -> bool:
    subject = next(
        hit[name] for name in ("subject", "subject2", "subject3") if name in hit.match.groupdict() and hit[name]
    )
    before = hit.view.text[max(0, hit.match.start() - 8) : hit.match.start()]
    if _NOT.search(hit.match.group()) or re.search(
        r"保密|质保|保修|试用|付款|在$|若|如|前述?$|《[^》]{0,8}$", before[-4:]
    ):
        return False
    bare = subject.startswith(("有效期", "期限")) and not re.search(
        r"(?:本|此)[\u4e00-\u9fff]{0,6}(?:合同|协议|合约|契约|承诺书|授权书)|双方|合作",
        document.compact_text(document.sentence(hit.span().start)),
    )
    if bare and not _TITLE.search(_headings(document, hit.span().start)):
        return False
    return bool(subject) and document.part_at(hit.span().start) != "页眉页脚"


def _distance(document: Document, hit: Hit) -> int:
    """Rank a place: a clause about the term in the main text first, the main text, then annexes."""
    start = hit.span().start
    main = 0 if document.part_at(start) == "正文" else 2
    clause = document.clauses.at(start)
    titled = clause is not None and _TITLE.search(_headings(document, start))
    strong = re.search(r"期", hit["subject"] if "subject" in hit.match.groupdict() else "期")
    return main * 4 + (0 if titled else 1) + (0 if strong else 1)


def _headings(document: Document, offset: int) -> str:
    """Give the headings of the clauses that hold a character, and the words the block begins with."""
    return " ".join(clause.heading for clause in document.clauses.walk() if offset in clause.span)


def _quoted(document: Document, hit: Hit) -> Evidence:
    statement = document.statement(hit.span().start)
    return document.evidence(Span(statement.start, max(hit.span().end, statement.end)))


def _start(document: Document, printed: str, found: Findings) -> tuple[datetime.date | None, tuple[Evidence, ...]]:
    """Give the first day for a printed date or event, with the evidence an inference needs."""
    if value := parse_date(printed):
        return value, ()
    in_force, signed = found.one(effective), found.one(signing_date)
    if _EFFECT.search(printed) and in_force and in_force.value and in_force.value.date:
        return in_force.value.date, in_force.evidence
    if _SIGNING.search(printed) and not _EFFECT.search(printed) and signed and signed.value:
        return signed.value, signed.evidence
    return None, ()


def _made(value: Term, quote: Evidence, operands: tuple[Evidence, ...], rule: str) -> Finding[Term]:
    state = State.COMPUTED if operands else State.STATED
    return Finding(state, value, (quote, *operands), rule)


def _from_range(document: Document, hit: Hit, found: Findings) -> Finding[Term] | None:
    end = parse_date(hit["end"])
    start, operands = _start(document, hit["start"], found)
    if end is None or (start is not None and start > end):
        return None
    length = _length_near(document, hit)
    return _made(Term(start, end, length), _quoted(document, hit), operands, "term.range")


def _length_near(document: Document, hit: Hit) -> str | None:
    """Give the length printed beside a range (期限为两年，自…起至…止)."""
    sentence = document.compact_text(document.sentence(hit.span().start))
    match = re.search(rf"(?:为|共|共计|计|期限?[:,]?)(?P<length>{DURATION})", sentence)
    length = parse_duration(match["length"]) if match else None
    return length.iso if length and length.months and not length.working else None


def _from_until(document: Document, hit: Hit, found: Findings) -> Finding[Term] | None:
    end = parse_date(hit["end"])
    if end is None or not (re.search(r"期|止|届满|终止|到期", hit.match.group())):
        return None
    return _made(Term(None, end, None), _quoted(document, hit), (), "term.until")


def _from_length(document: Document, hit: Hit, found: Findings) -> Finding[Term] | None:
    length = parse_duration(hit["length"])
    if length is None or length.working or (length.months == 0 and length.days < 28):
        return None
    if not re.search(r"期", hit["subject"]) and not re.search(
        r"(?:为|期)[:]?_?$|有效$|有效期[^,]{0,4}$", hit["between"]
    ):
        return None
    if (
        not re.search(r"期", hit["subject"] + hit["between"])
        or re.search(r"[内前后]", hit["after"][:1])
        or "至" in hit["between"]
    ):
        return None
    sentence = document.compact_text(document.sentence(hit.span().start))
    began = _START.search(sentence)
    start, operands = _start(document, began["start"], found) if began else (None, ())
    return _made(Term(start, None, length.iso), _quoted(document, hit), operands, "term.length")


def _open(document: Document, hit: Hit, found: Findings) -> Finding[Term] | None:
    return Finding(State.BLANK, None, (_quoted(document, hit),), "term.left_blank")
