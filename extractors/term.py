"""合作期限: from when to when, or how long, the agreement runs."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.effective import effective
from extractors.signing_date import signing_date
from extractors.term_labels import labelled as labelled_days
from extractors.term_reading import Reading, plain, read
from extractors.term_words import (
    NOT,
    SUBJECT,
    continues,
    is_bare,
    is_of_company,
    is_superseded,
    is_training,
    of_something_else,
    without_asides,
)
from pipeline.model.document import Document, Hit
from pipeline.model.evidence import Evidence
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span
from pipeline.zh.dates import DATE, parse_date, parse_last_day
from pipeline.zh.durations import corresponding_day, parse_duration, read_iso

_CUES = ("期", "止", "届满", "时间", "内有效", "日至", "有效至", "起至")
_SUBJECT = re.compile(SUBJECT)
_DATE = re.compile(DATE)
_EFFECT = re.compile(r"生效|生效日")
_SIGNING = re.compile(r"签[订署字约章]|盖章|签立")
_TITLE = re.compile(r"期限|有效期|期间|租期|合作期|服务期|生效")
_RUNS = re.compile(r"有效|生效|终止|届满|期满|到期|期|起算|失效")

_PERIOD = re.compile(r"期|时间")
"""A subject that is a period by its name; 本合同 alone needs words that say it runs or ends."""

_CLOSED = re.compile(
    r"止?(?:期间)?内?(?:有效|生效|$|[。;\n\t(]|,(?:共|为期|合?计|总计|即|期[限间满]|有效|届满|到期|逾期|满|除|自动|如|若|双方|任何一方|(?:合同|协议|合作|服务|租赁?|聘用?|许可|授权|委托)期))"
)
"""What may follow the days of 本合同自…起至…止; …止的服务费, …止为试用期, …止，租金减半 are periods of something else."""

_REACH = 160
"""Characters after a subject in which its dates stand."""

_BACK = 60
"""Characters before a sentence without a subject in which the one before it names the term."""

_SUBJECTS = 8
"""Subjects looked at in one sentence; a longer row of them is no clause about a term."""


@dataclass(frozen=True, slots=True)
class Term:
    """First and last day and length (ISO 8601) of the agreement, as far as they are known."""

    start: datetime.date | None = labelled("起始日")
    end: datetime.date | None = labelled("届满日")
    duration: str | None = labelled("期间")


@extractor("term", label="合同期限", produces=Term, requires=(signing_date, effective))
def term(document: Document, found: Findings) -> Iterator[Finding[Term]]:
    """Find the term of the agreement itself; terms of secrecy, warranty, trial, payment, works are passed over.

    1. 合同期限自2023年1月1日起至2025年12月31日止; 本协议自…起至…止; 租期：2023-01-01 至 2024-12-31; 至2024年2月底 (computed)
    2. 合作期限为本协议生效之日至2022年3月31日: the start inferred from the effective date or the signatures
    3. 有效期至2023年3月31日, 本合同于2024年6月30日终止
    4. 有效期两年，自双方签字之日起计算; 服务期限为12个月: the length, and the start where it is known
    5. 租赁期限为2年。自…至…止。; 合同开始日期：…，结束日期：…; 合同到期日：…: sentences of one clause are one term
    6. an end that hangs on an event (至验收合格之日止, 无固定期限) is no date: the start alone
    7. a day that no calendar has (至2026年2月30日止): unreadable, with the other day
    8. no end (无固定期限劳动合同，自…起; 自…起长期有效): the start alone; 最迟不超过…: that last day
    9. moved by a supplement (原合同有效期延长至2027年4月30日), under no condition
    10. left open: 自__年__月__日起至__年__月__日止, 期限为__年, {{start}}, 2024年__月__日; what is filled in is kept
    """
    ranked: list[tuple[int, int, Finding[Term]]] = []
    for hit, reading in (*_readings(document), *labelled_days(document)):
        finding = _finding(document, hit, reading, found)
        if finding:
            ranked.append((_distance(document, hit), reading.rank, finding))
    ranked = _completed(document, ranked)
    seen: set[object] = set()
    for _, _, finding in sorted(ranked, key=lambda item: item[:2]):
        key = (finding.state, finding.value)
        if key not in seen and not (finding.state is State.BLANK and seen):
            seen.add(key)
            yield finding


def _completed(
    document: Document, ranked: list[tuple[int, int, Finding[Term]]]
) -> list[tuple[int, int, Finding[Term]]]:
    """Put the days and the length that two sentences of one clause give into one term."""
    lengths = [finding for _, _, finding in ranked if _is_length(finding)]
    taken: list[Finding[Term]] = []
    whole = []
    for distance, rank, finding in ranked:
        beside = next((length for length in lengths if _fit(document, finding, length)), None)
        if beside and beside.value and finding.value:
            taken.append(beside)
            value = replace(finding.value, duration=beside.value.duration)
            finding = replace(finding, value=value, evidence=(*finding.evidence, *beside.evidence[:1]))
        whole.append((distance, rank, finding))
    return [item for item in whole if not any(item[2] is used for used in taken)]


def _fit(document: Document, days: Finding[Term], length: Finding[Term]) -> bool:
    """Say whether a length is that of two days of the same clause, give or take how the ends are counted."""
    value, other = days.value, length.value
    if not (value and value.start and value.end and not value.duration and other and other.duration):
        return False
    first, second = (document.clauses.at(finding.evidence[0].span.start) for finding in (days, length))
    printed = read_iso(other.duration)
    return first is second and bool(printed and abs((corresponding_day(value.start, printed) - value.end).days) <= 2)


def _is_length(finding: Finding[Term]) -> bool:
    """Say whether a term is a length alone, as printed."""
    value = finding.value
    return bool(finding.state is State.STATED and value and value.duration and not value.start and not value.end)


def _readings(document: Document) -> Iterator[tuple[Hit, Reading]]:
    """Yield the fullest reading of each sentence with the subject it is said of."""
    best: dict[Span, tuple[Hit, Reading]] = {}
    looked: dict[Span, int] = {}
    for hit in document.search(_SUBJECT, cues=_CUES):
        sentence = document.sentence(hit.span().start)
        looked[sentence] = looked.get(sentence, 0) + 1
        if looked[sentence] > _SUBJECTS:
            continue
        reading = _read(document, hit, sentence)
        if reading and (sentence not in best or reading.rank < best[sentence][1].rank):
            best[sentence] = (hit, reading)
    yield from best.values()


def _read(document: Document, hit: Hit, sentence: Span) -> Reading | None:
    text, at = hit.view.text, hit.match.end()
    clause = document.clauses.at(hit.span().start)
    under = clause and text[at - 1] == "\n" and _SUBJECT.fullmatch(clause.heading.strip(" :："))
    if not hit[0] and not (under or continues(text[max(0, at - _BACK) : at])):
        return None
    if of_something_else(text[max(0, hit.match.start() - 8) : hit.match.start()]):
        return None
    whole = document.compact_text(sentence)
    if is_training(hit[0], whole) or is_of_company(hit[0], whole) or is_superseded(text[at : at + _REACH]):
        return None
    if is_bare(hit[0], whole) and not _TITLE.search(_headings(document, hit.span().start)):
        return None
    stop = min(hit.view.position(sentence.end), at + _REACH)
    words = _cells(plain(without_asides(text[at:stop].rstrip("\n"))))
    reading = read(words, plain(without_asides(whole)), hit[0])
    if reading is None or NOT.search(hit[0] + reading.words):
        return None
    if hit[0] not in ("", "有效") and not _PERIOD.search(hit[0]) and not _runs(words, reading):
        return None
    return reading if document.part_at(hit.span().start) != "页眉页脚" else None


def _runs(words: str, reading: Reading) -> bool:
    """Say whether 本合同 itself runs as read: 自…起至…止 and no more, or words that say it is in force or ends."""
    if not _directly(reading):
        return False
    if reading.rank == 0 and not reading.conditional and not re.search("有效|期", reading.words):
        return bool(_CLOSED.match(words, len(reading.words)))
    return bool(_RUNS.search(words[:60]))


def _directly(reading: Reading) -> bool:
    """Say whether nothing but 有效期, 将, 应 stands between 本合同 and the dates (not 乙方应于…完成装修)."""
    return bool(re.search(r"有效|期", reading.lead)) or len(re.sub(r"[:,的为自将应于(]|项下", "", reading.lead)) == 0


def _cells(words: str) -> str:
    """Keep the rest of the cell, or the next one where the cell was a label alone."""
    first, _, rest = words.partition("\t")
    return first if len(first) > 1 else first + rest.partition("\t")[0]


def _distance(document: Document, hit: Hit) -> int:
    """Rank a place: a clause about the term in the main text first, the main text, then annexes."""
    start = hit.span().start
    main = 0 if document.part_at(start) == "正文" else 2
    titled = document.clauses.at(start) is not None and _TITLE.search(_headings(document, start))
    return main * 4 + (0 if titled else 1) + (0 if "期" in hit[0] else 1)


def _headings(document: Document, offset: int) -> str:
    """Give the headings of the clauses that hold a character."""
    return " ".join(clause.heading for clause in document.clauses.over(offset))


def _start(printed: str, found: Findings) -> tuple[datetime.date | None, tuple[Evidence, ...]]:
    """Give the first day for a printed date or event, with the evidence an inference needs."""
    if value := parse_date(printed):
        return value, ()
    in_force, signed = found.one(effective), found.one(signing_date)
    if _EFFECT.search(printed) and in_force and in_force.value and in_force.value.date:
        return in_force.value.date, in_force.evidence
    if _SIGNING.search(printed) and not _EFFECT.search(printed) and signed and signed.value:
        return signed.value, signed.evidence
    return None, ()


def _finding(document: Document, hit: Hit, reading: Reading, found: Findings) -> Finding[Term] | None:
    start, operands = _start(reading.start, found)
    end = parse_date(reading.end)
    last = None if end else parse_last_day(reading.end)
    length = parse_duration(reading.length)
    value = Term(start, end or last, length.iso if length else None)
    if value.start and value.end and value.start > value.end:
        return None
    statement = document.statement(hit.span().start)
    last_words = document.statement(hit.span().end - 1) if hit[0] else statement
    further = (document.evidence(last_words),) if last_words.start > statement.end else ()
    quotes = (document.evidence(statement), *further, *operands)
    if (reading.end and not value.end) or (not value.start and _DATE.fullmatch(reading.start)):
        return Finding(State.UNREADABLE, value if value != Term() else None, quotes, "term.impossible")
    if reading.open:
        return Finding(State.BLANK, value if value != Term() else None, quotes, "term.left_blank")
    if value == Term():
        return None
    rule = "term.conditional" if reading.conditional else ("term.range", "term.length", "term.until")[reading.rank]
    if last:
        return Finding(State.COMPUTED, value, quotes, "term.last_day_of_month")
    return Finding(State.COMPUTED if operands else State.STATED, value, quotes, rule)
