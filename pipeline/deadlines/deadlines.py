"""Deadlines of an agreement, computed from its record: what ends when, and by when somebody must act."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from pipeline.deadlines.notice_days import Words, last_day_for_notice, length_words
from pipeline.deadlines.renewals import Renewal, final_day, read_length
from pipeline.deadlines.renewals import renewals as read_renewals
from pipeline.zh.durations import Duration, corresponding_day

Json = Mapping[str, Any]
Kind = Literal[
    "expiry",
    "last_day_for_notice",
    "renewal_request",
    "expiry_after_renewal",
    "termination_notice",
    "confidentiality_end",
]
Certainty = Literal["stated", "computed", "conditional", "unknown"]

NOTICES: tuple[Kind, ...] = ("last_day_for_notice", "renewal_request", "termination_notice")
"""Kinds by which somebody has to act; the others are days on which something ends by itself."""

EITHER = "either"
"""Role of a deadline that either side may use."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that matters, or that one is missing.

    `key` names it among those of its agreement, for good: an entry of a calendar is found again by it. `basis` says
    how the day was found, or why there is none. `role` is who must act, None where the agreement does not say.
    `provisional` says that a calendar of holidays, or a contradiction in the agreement, may still move the day.
    """

    kind: Kind
    key: str
    date: date | None
    certainty: Certainty
    basis: Words
    evidence: tuple[Json, ...] = ()
    role: str | None = None
    provisional: bool = False


_WITHIN = re.compile(r"前[^。;；,，]{0,16}?[日天月年周](?:之|以)?内")
_ENDS_BY_EVENT = re.compile(
    r"[至到][^。;；,，]{2,40}?(?:失效|终止|为止|止)|(?:完毕|完成|清偿|结算)[^。;；,，]{0,8}(?:失效|终止)"
)
_EITHER = r"任何?一方|双方|各方|(?<!另)(?<!其中)一方|[Ee]ither party|[Aa]ny party"
_NOT_ACTING = r"(?<![向与经对给致和及])(?<!通知)(?<!告知)"
_DOES_NOT_OBJECT = r"[^。;；,，方人]{0,12}?(?:未|没有|无|不)[^。;；,，方人]{0,12}?(?:异议|通知|提出|表示|反对)"
_AFTER_THE_END = re.compile(r"(?:终止|終止|届满|屆滿|期满|期滿|解除)[^。;；,，]{0,4}?[后後]")
_ONE_DAY = timedelta(days=1)


def deadlines(record: Json, today: date | None = None) -> tuple[Deadline, ...]:
    """Give the deadlines of an agreement, its expiry first; there is always one unless expiry was not looked for.

    1. expiry: the last day of the term; conditional where the agreement renews itself unless somebody objects
    2. last_day_for_notice: the last day to object to automatic renewal; unknown where no notice period is stated
    3. renewal_request: the last day to ask for another term
    4. expiry_after_renewal: the end of the next term. `today` moves on to the term that runs then, where the
       agreement has renewed itself since and the number of renewals is not limited
    5. termination_notice: a period to end the agreement at its expiry, which the record gives without a day
    6. confidentiality_end: secrecy of a stated length, from the expiry where it counts from the end of the agreement
    What has no date is listed as conditional or unknown, with the reason. A failed document has an unknown expiry.
    """
    fields = record["fields"]
    if record["document"]["status"] == "failed":
        return (Deadline("expiry", "unread", None, "unknown", _unread(record["document"])),)
    if "expiry_date" not in fields:
        return ()
    renewals = read_renewals(fields)
    expiry = _expiry(record, renewals)
    later = (item for renewal in renewals for item in _of_renewal(renewal, expiry, fields, today))
    return (expiry, *later, *_termination_notices(fields), *_secrecy(fields, expiry))


def _unread(document: Json) -> Words:
    reason = next((problem["message"] for problem in document["problems"]), "")
    return Words("文件未读" + (f"：{reason}" if reason else ""), "not read" + (f": {reason}" if reason else ""))


def _expiry(record: Json, renewals: Sequence[Renewal]) -> Deadline:
    """Give the end of the first term."""
    finding = record["fields"]["expiry_date"]
    day = _date(finding["value"]) if finding else None
    if not finding or day is None:
        certainty, basis, evidence = _without_date(record, finding)
        return Deadline("expiry", "expiry", None, certainty, basis + _goes_on(renewals), evidence)
    others = _other_days(finding)
    basis = _how_found(finding, record["fields"].get("term")) + _goes_on(renewals)
    if others:
        basis += Words(f"；文中另有到期日 {'、'.join(others)}", f"; the agreement also says {', '.join(others)}")
    renews = any(renewal.kind == "automatic_renewal" for renewal in renewals)
    certainty = "conditional" if renews else "computed" if finding["state"] == "computed" else "stated"
    return Deadline("expiry", "expiry", day, certainty, basis, tuple(finding["evidence"]), provisional=bool(others))


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


def _other_days(finding: Json) -> list[str]:
    """Give the days an agreement names beside its expiry; two ways to count the same term are no contradiction."""
    values = (other["value"] for other in finding["alternatives"] if other["rule"] != "expiry_date.civil_code_202")
    return sorted({value for value in values if value and value != finding["value"]})


def _how_found(finding: Json, term: Json | None) -> Words:
    """Say how the day of an expiry was found."""
    if finding["state"] != "computed":
        return Words("原文载明", "as stated")
    value = term["value"] if term else None
    length = read_length(value.get("duration")) if value else None
    if not (value and length and value.get("start")) or finding["rule"] == "expiry_date.stated":
        return Words("原文写至月底或年底，取最后一日", "stated as the end of a month or a year: its last day")
    words = length_words(length)
    basis = Words(
        f"自 {value['start']} 起 {words.zh}，首日计入", f"{words.en} from {value['start']}, first day counted"
    )
    counted = [other["value"] for other in finding["alternatives"] if other["rule"] == "expiry_date.civil_code_202"]
    if counted:
        basis += Words(
            f"（首日不计则为 {counted[0]}，民法典第201、202条）",
            f" (not counted, by arts. 201 and 202 of the Civil Code: {counted[0]})",
        )
    return basis


def _goes_on(renewals: Sequence[Renewal]) -> Words:
    """Say that an agreement may go on by itself."""
    said: dict[Words, None] = {}
    for renewal in renewals:
        length = length_words(renewal.length) if renewal.length else None
        zh, en = (f" {length.zh}", f" for {length.en}") if length else ("", "")
        if renewal.kind == "automatic_renewal":
            said[Words(f"；无人提出异议则自动续期{zh}", f"; renews itself{en} unless somebody objects")] = None
        elif renewal.kind == "automatic_extension":
            said[Words(f"；符合约定条件则自动顺延{zh}", f"; goes on by itself{en} on conditions")] = None
    return Words("".join(words.zh for words in said), "".join(words.en for words in said))


def _without_date(record: Json, finding: Json | None) -> tuple[Certainty, Words, tuple[Json, ...]]:
    """Say why there is no expiry date, with what the agreement says of its end."""
    if finding:
        words = {
            "blank": Words("原文到期日留空", "left blank"),
            "unreadable": _NO_SUCH_DAY
            if finding["rule"] == "expiry_date.impossible"
            else Words("原文到期日无法辨认", "cannot be made out"),
        }.get(finding["state"], Words(f"日期无法解释：{finding['value']}", f"no date: {finding['value']}"))
        return "unknown", words, tuple(finding["evidence"])
    term, effective = record["fields"].get("term"), record["fields"].get("effective")
    if term and term["value"]:
        return "conditional", _open_term(term), tuple(term["evidence"])
    if effective and _ENDS_BY_EVENT.search((effective["value"] or {}).get("condition") or ""):
        return (
            "conditional",
            Words("止于所述事件，无确定日期", "ends with the event quoted"),
            tuple(effective["evidence"]),
        )
    if record["document"]["status"] == "partial":
        return "unknown", Words("已读部分未见到期日或期限", "none in the part that was read"), ()
    return "unknown", Words("未见到期日或期限", "no expiry or term found"), ()


_NO_SUCH_DAY = Words("原文所写日期不存在，到期日无法确定", "no calendar has the day that is printed")


def _open_term(term: Json) -> Words:
    length = read_length(term["value"].get("duration"))
    if length is None:
        return Words("期限止于所述事件或无固定期限", "ends with an event, or is for no fixed term")
    words = length_words(length)
    return Words(f"期限 {words.zh}，起算日未能确定", f"{words.en} from a day that could not be established")


def _of_renewal(renewal: Renewal, expiry: Deadline, fields: Json, today: date | None) -> Iterator[Deadline]:
    role = _acting(renewal, fields)
    if renewal.kind == "by_agreement":
        if renewal.notice:
            yield _notice("renewal_request", renewal, expiry, role, 0)
        return
    endless = renewal.kind == "automatic_extension" and renewal.length is None
    running = _running(renewal, expiry.date, today) if expiry.date else 0
    current = _next_expiry(renewal, expiry, running) if running else expiry
    if renewal.kind == "automatic_renewal" and renewal.notice is None:
        yield _notice("last_day_for_notice", renewal, current, role, 0)
    elif renewal.notice and not endless:
        yield _notice("last_day_for_notice", renewal, expiry, role, 0)
    if running:
        yield current
        if renewal.notice:
            yield _notice("last_day_for_notice", renewal, current, role, running)
    if expiry.date:
        first = _first_day(fields)
        yield _next_expiry(renewal, expiry, running + 1, first) if renewal.length else _endless(renewal, expiry, first)


def _running(renewal: Renewal, expiry: date, today: date | None) -> int:
    """Count the renewals up to the term that runs on a day; 0 for the first term and where renewals are limited."""
    if today is None or renewal.kind != "automatic_renewal" or renewal.limits or renewal.length is None:
        return 0
    longest = 31 * renewal.length.months + renewal.length.days
    count = max(0, (today - expiry).days // longest)
    try:
        while _after(expiry, renewal.length, count) < today:
            count += 1
    except (OverflowError, ValueError):
        return 0
    return count


def _after(expiry: date, length: Duration, count: int) -> date:
    """Give the last day of the n-th term of a length after an expiry; the day after the expiry is its first."""
    return corresponding_day(expiry + _ONE_DAY, Duration(length.months * count, length.days * count)) - _ONE_DAY


def _key(kind: str, renewal: Renewal, count: int) -> str:
    manner = ".extension" if renewal.kind == "automatic_extension" else ""
    return f"{kind}{manner}" + (f".{renewal.index}" if renewal.index > 1 else "") + (f".term{count}" if count else "")


def _first_day(fields: Json) -> date | None:
    term = fields.get("term")
    return _date((term["value"] or {}).get("start")) if term else None


def _next_expiry(renewal: Renewal, expiry: Deadline, count: int, first: date | None = None) -> Deadline:
    """Give the end of the n-th term after the first, which hangs on the renewal."""
    length = renewal.length or Duration()
    words = length_words(length)
    times = Words(f"第 {count} 次", f"{count} times") if count > 1 else Words("", "once")
    basis = Words(
        f"到期日 {expiry.date} 之后{times.zh}续 {words.zh}，以届时自动续期或顺延为条件",
        f"{words.en} after {expiry.date}, {times.en}, if the agreement goes on by itself",
    )
    key, proof = _key("expiry_after_renewal", renewal, count), _together(expiry, renewal)
    try:
        day = _after(expiry.date, length, count) if expiry.date else None
    except (OverflowError, ValueError):
        return Deadline("expiry_after_renewal", key, None, "conditional", _BEYOND, proof)
    if renewal.limits:
        basis += _LIMITED
    final = final_day(renewal, first)
    if day and final and expiry.date and final < day:
        day = final if final > expiry.date else None
        basis += Words(f"；至迟于 {final} 终止", f"; ends on {final} at the latest")
    return Deadline("expiry_after_renewal", key, day, "conditional", basis, proof, provisional=expiry.provisional)


_LIMITED = Words(
    "；续期的次数或期限有限，见原文，此后不再推算",
    "; renewals are limited, see the quote: none after this one is worked out",
)


def _together(end: Deadline, renewal: Renewal) -> tuple[Json, ...]:
    """Give what proves the end of a term and the way it goes on, each place once."""
    every = (*end.evidence, *renewal.evidence)
    return tuple({(evidence["start"], evidence["end"]): evidence for evidence in every}.values())


_BEYOND = Words("推算结果超出日历范围", "the day lies outside the calendar")


def _endless(renewal: Renewal, expiry: Deadline, first: date | None) -> Deadline:
    """Give the end of a time after the term that has no length: the last day allowed where one is."""
    key = _key("expiry_after_renewal", renewal, 1)
    final = final_day(renewal, first)
    if final and expiry.date and final > expiry.date:
        basis = Words(f"续期或顺延至迟于 {final} 终止", f"goes on until {final} at the latest")
        return Deadline("expiry_after_renewal", key, final, "conditional", basis, _together(expiry, renewal))
    basis = Words("续期或顺延未定长度，终点见原文", "goes on for no stated length: see the quote")
    if renewal.notice:
        words = length_words(renewal.notice)
        basis += Words(f"；其间可提前 {words.zh}通知终止", f"; may be ended by {words.en} notice")
    return Deadline("expiry_after_renewal", key, None, "conditional", basis, renewal.evidence)


def _notice(kind: Kind, renewal: Renewal, end: Deadline, role: str | None, count: int) -> Deadline:
    """Give the last day to act before the end of a term; unknown without an end or without a length."""
    key, proof = _key(kind, renewal, count), _together(end, renewal)
    if renewal.notice is None:
        by = Words(f"；至迟于 {end.date} 前提出", f"; {end.date} at the latest") if end.date else Words("", "")
        return Deadline(
            kind, key, None, "unknown", Words("原文未载明通知期", "no notice period stated") + by, proof, role
        )
    words = length_words(renewal.notice)
    if end.date is None:
        basis = Words(f"届满前 {words.zh}，到期日未定", f"{words.en} before an expiry that has no date")
        return Deadline(kind, key, None, "unknown", basis, proof, role)
    try:
        day = last_day_for_notice(end.date, renewal.notice)
    except (OverflowError, ValueError):
        return Deadline(kind, key, None, "unknown", _BEYOND, proof, role)
    basis = day.basis
    if _WITHIN.search(renewal.condition):
        basis += Words(
            "；原文为届满前若干日“内”，亦可理解为在该期间内提出，此处从早，宜在期间内再行确认",
            "; the words may mean at any time within that period: this is the early reading, confirm within the period",
        )
    certainty: Certainty = "conditional" if count else "computed"
    return Deadline(kind, key, day.date, certainty, basis, proof, role, day.provisional or end.provisional)


def _acting(renewal: Renewal, fields: Json) -> str | None:
    """Name who must act: who did not object, or whom the sentence names first, other than as the one who is told."""
    named: dict[str, str] = {}
    for finding in fields.get("parties") or ():
        party = finding["value"] or {}
        role = party.get("role") or party.get("name")
        for name in (party.get("role"), party.get("name"), *(party.get("short_names") or ())):
            if role and name and len(name) > 1:
                named.setdefault(name, role)
    words = "|".join([*map(re.escape, sorted(named, key=len, reverse=True)), _EITHER])
    acting = f"{_NOT_ACTING}(?P<who>{words})"
    objecting = re.search(acting + _DOES_NOT_OBJECT, renewal.condition) if renewal.kind != "by_agreement" else None
    match = objecting or re.search(acting, renewal.condition)
    return named.get(match["who"], EITHER) if match else None


def _termination_notices(fields: Json) -> Iterator[Deadline]:
    """Yield notices to end the agreement at its expiry; the record does not give the day they count from."""
    ends = (finding for finding in fields.get("termination") or () if finding["value"])
    at_expiry = (f for f in ends if f["value"]["ground"] == "expiry" and f["value"].get("notice"))
    for index, finding in enumerate(at_expiry, 1):
        value = finding["value"]
        length = read_length(value["notice"], working=bool(value.get("working_days")))
        words = length_words(length) if length else Words(value["notice"], value["notice"])
        basis = Words(
            f"期满终止须提前 {words.zh}通知，起算见原文", f"ends at expiry on {words.en} notice: see the quote"
        )
        key = f"termination_notice.{index}" if index > 1 else "termination_notice"
        proof = tuple(finding["evidence"])
        yield Deadline("termination_notice", key, None, "conditional", basis, proof, value.get("by"))


def _secrecy(fields: Json, expiry: Deadline) -> Iterator[Deadline]:
    """Yield the end of secrecy of a stated length: a day where it counts from the end of the agreement."""
    finding = fields.get("confidentiality")
    length = read_length((finding["value"] or {}).get("duration")) if finding else None
    if not finding or not length:
        return
    words, proof, day = length_words(length), tuple(finding["evidence"]), None
    basis = Words(f"保密 {words.zh}，起算见原文", f"secret for {words.en} from the day the quote names")
    if expiry.date and any(_AFTER_THE_END.search(evidence["quote"]) for evidence in proof):
        try:
            day = corresponding_day(expiry.date, length)
        except (OverflowError, ValueError):
            basis = _BEYOND
        else:
            proof = (*expiry.evidence, *proof)
            basis = Words(
                f"到期日 {expiry.date} 后 {words.zh}，以合同届时终止为条件",
                f"{words.en} after {expiry.date}, if the agreement ends then",
            )
    yield Deadline(
        "confidentiality_end", "confidentiality_end", day, "conditional", basis, proof, provisional=expiry.provisional
    )
