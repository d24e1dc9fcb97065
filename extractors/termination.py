"""终止: who may end the agreement, on which ground, after which notice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.acting import acting
from extractors.covered import Covered
from extractors.parties import parties
from extractors.passages import headings_over
from extractors.sides import Sides, plain, sentences
from extractors.termination_grounds import cause, reason
from extractors.termination_lists import chooser, items
from extractors.termination_references import referred_notice
from extractors.termination_words import (
    AFTER,
    AGREED,
    AUTOMATIC,
    CONDITION,
    CUES,
    EXIT,
    LIST,
    MEASURES,
    NOT,
    RIGHT,
    notice,
)
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.model.span import Span

_BEHIND = re.compile(r"(?:与|向|给|对|要求|由于|因|被|书面通知|(?<!经)通知|同意|接受|违反|征得|告知|支付|征询|将)$")
_AFTERMATH = re.compile(
    r"^(?:合同|协议|本合同|本协议)?(?:解除|终止)(?:后|的,)|返还|结算|应(?:当)?(?:赔偿|退还)|仍(?:应|需|须)"
)
_FAULT = re.compile(
    r"[方人商](?:如)?(?:有|存在|出现|发生)(?:下列|下述|以下)[^,。;]{0,8}(?:情形|行为|情况)[^。]{0,40}[方人商]"
)
_REFERS = re.compile(
    "上述|前述|前款|该等|此等|此种|此时|否则|逾期(?:不|未|仍)|经催告|协商不成|未(?:能)?(?:就此)?达成|仍(?:未|不)|持续|影响"
)
_LONG = re.compile(r"^\W?(?:累计|如|若|其)?(?:超过|达到?|逾|满)[^,。;]{1,8}[日天月]")
"""A sentence that begins with how long something lasts, and leaves to its heading what."""
_GOES_ON = re.compile(r"(?:超过|逾期|达到?|逾|满)[^,。;方人商]{0,12}[日天月]的?,(?:有权|可以?)")
_CATCH_ALL = re.compile(r"其[他它][^,。;]{0,12}(?:终止|解除)?[^,。;]{0,4}(?:情形|条件|事由|情况)")
_ABOUT = re.compile(
    "(?:之)?[前后]的|的(?:费用|责任|后果|损失|通知|原因|日期|协议|事宜|义务|效力|赔偿|补偿|违约金|手续)"
)
_VERB = re.compile("解除|终止|取消|撤销|收回|退出|退租|退房|宣布|失效|解聘|辞退|作废|不再|停止|清退|解约")
_OWN_EXIT = re.compile("[方人商](?:有权|可以?)[^,。;]{0,16}(?:解除|终止)[^,。;]{0,4}(?:合同|协议|合作)")
_CAPTION = re.compile(r"^[^,。;:]{2,12}:(?!$)")
_THIRD = re.compile(r"(?:法院|仲裁(?:庭|委员会|机构)|(?:主管|监管|行政|执法)(?:部门|机关)|政府|工商|税务)[^,。;]{0,4}$")
_UNNAMED = re.compile(
    r"(?:^|则|[届此]时)(?P<noun>(?!第三|任何|债权|权利|保险)[\u4e00-\u9fff]{0,4}(?:平台|网站|公司|总部|[方人商者]|组委会|学校|医院|酒店|银行|集团|中心))(?:均|亦|即|也|则|仍)?$"
)
_SENDER = re.compile(
    r"自(?P<who>[^,。;]{1,14}?)(?:向|发出|发送|以书面|书面通知|的?(?:书面)?通知|作出|按)[^,。;]{0,30}(?:通知|函)"
)
_PROVIDED = re.compile(
    r"(?<![应须需当])(?:依据|依照|根据|按照?)(?![^。;]{0,60}[应须需])[^,。;]{2,30}(?:约定|规定|条款),?[^,。;]{1,12}$"
)
_RECEIVER = re.compile(r"自(?P<who>[^,。;]{1,14}?)(?:收到|接到|签收)[^,。;]{0,20}(?:通知|函)")
_DEEPEST = 8
"""Lists within lists that are followed."""


@dataclass(frozen=True, slots=True)
class Termination:
    """One way the agreement ends: by either party, a role or automatic; the ground; the notice as ISO 8601."""

    by: str = labelled("由谁")
    ground: str = labelled("事由")
    notice: str | None = labelled("通知期")
    working_days: bool = labelled("工作日", False)


@dataclass(frozen=True, slots=True)
class _Exit:
    """A sentence that ends the agreement; `ground` is None where it names no ground."""

    by: str
    ground: str | None
    words: str
    span: Span


@extractor("termination", label="终止", produces=Termination, many=True, requires=(parties,))
def termination(document: Document, found: Findings) -> Iterator[Finding[Termination]]:
    """Find the ways the agreement ends before or at the end of its term (民法典 art. 557, 562–566).

    1. 任何一方提前三十日书面通知对方，可解除本合同 (convenience with notice)
    2. 乙方逾期超过15日的，甲方有权解除合同; 守约方有权单方解除 (breach)
    3. 经双方协商一致，可以解除; 期满自动终止; 破产、清算、吊销; 不可抗力持续超过30日; 政策变化
    4. 有下列情形之一的，甲方有权解除合同：(1)…；(2)…: an entry for each item, with who
       and notice from the head
    What follows from the end (合同解除后…), prohibitions (不得擅自解除) and the end of other things are left out.
    """
    who = acting(document, found)
    done = Covered()
    for span in sentences(document, CUES):
        if done.meets(span):
            continue
        words = _with_subject(document, span)
        if MEASURES.search(words) and not EXIT.search(words):
            yield from _measure(document, words, span, who, done)
            continue
        by: set[str] = set()
        for half in _halves(words, who):
            exit_ = _exit(document, half, span, who)
            if exit_ and exit_.by not in by:
                by.add(exit_.by)
                yield from _entries(document, exit_, span, who, done)


def _with_subject(document: Document, span: Span) -> str:
    """Give the words of a sentence, with what precedes them where they go on from it.

    …可以要求付清; 或者解除合同, …满1个月的, 乙方可中止服务; 满3个月的, 可解除合同.
    """
    words = plain(document.compact_text(span))
    block = document.block_at(span.start)
    if block is None or not (words.startswith("或") or _GOES_ON.match(words)):
        return words
    before = re.split("。", plain(document.compact_text(Span(block.span.start, span.start))))[-1][-200:]
    return words if EXIT.search(before) else before + words


def _halves(words: str, who: Sides) -> tuple[str, ...]:
    """Cut a sentence that gives each side its own exit: 乙方逾期的, 甲方有权解除合同, 甲方逾期的, 乙方有权解除合同."""
    first = None if words.endswith(":") else EXIT.search(words)
    for comma in re.finditer(",", words[first.end() :]) if first else ():
        at = first.end() + comma.start() if first else 0
        second = who.pattern.match(words, at + 1)
        if second and not who.is_either(second.group()) and _OWN_EXIT.search(words, at + 1):
            return words[:at], words[at + 1 :]
    return (words,)


def _measure(document: Document, words: str, head: Span, who: Sides, done: Covered) -> Iterator[Finding[Termination]]:
    """Give the exit that stands among the measures a sentence announces: 有权采取下列措施：(1) 宣布提前到期; (2) 解除合同."""
    listed = list(items(document, head, words))
    ends = [item for item in listed if EXIT.search(plain(document.compact_text(item)))]
    right = MEASURES.search(words)
    if not ends or right is None:
        return
    done.add_all(listed)
    by = _by(words, right, who)
    if by:
        exit_ = _Exit(by, _ground(document, words, right, head, who, by), words, head)
        yield _finding(document, _value(exit_, words), exit_, (head, ends[0]))


def _entries(
    document: Document, exit_: _Exit, span: Span, who: Sides, done: Covered, depth: int = 0
) -> Iterator[Finding[Termination]]:
    """Give an exit, or where it announces a list, an entry for each item; what lies deeper is read by itself."""
    words = exit_.words
    announced = depth < _DEEPEST and (LIST.search(words.rstrip("。")) or ":" in words)
    listed = list(items(document, span, words)) if announced else []
    for by in () if listed else exit_.by.split("、"):
        yield _finding(document, replace(_value(exit_, words), by=by), exit_, (span,))
    done.add_all(listed)
    if listed and listed[0].start < span.end:
        exit_ = replace(exit_, words=plain(document.compact_text(Span(span.start, listed[0].start))))
    for item in listed:
        yield from _inherited(document, exit_, item, who, done, depth)


def _inherited(
    document: Document, head: _Exit, item: Span, who: Sides, done: Covered, depth: int
) -> Iterator[Finding[Termination]]:
    """Read an item of a list: its own exit where it is one, otherwise a ground that inherits who and notice."""
    words = plain(document.compact_text(item))
    own = _exit(document, words, item, who)
    if own and not (own.by == "automatic" and _CATCH_ALL.search(words)):
        yield from _entries(document, own, item, who, done, depth + 1)
        return
    if _AFTERMATH.search(words):
        return
    told = "breach" in (head.ground, cause(head.words)) or _FAULT.search(head.words)
    ground = cause(words) or ("breach" if told and not _CATCH_ALL.search(words) else "other")
    if (exit_ := EXIT.search(words)) and ground == "other" and "守约" in words:
        ground = "breach"
    chosen = chooser(words, who) if head.by == "automatic" else None
    acting_side = chosen or (_by(words, exit_, who) if exit_ and head.by == "automatic" else None)
    by = "either" if ground == "mutual_agreement" else acting_side or head.by
    if by == "automatic" and ground == "other" and _CATCH_ALL.search(words):
        by = "either"
    inherited = _Exit(by, None if chosen and ground == "other" else ground, words if chosen else head.words, item)
    yield _finding(document, _value(inherited, inherited.words), inherited, (item, head.span))


def _finding(document: Document, value: Termination, exit_: _Exit, spans: tuple[Span, ...]) -> Finding[Termination]:
    left_open = value.notice is None and notice(exit_.words)[1]
    length = None if value.notice or left_open else referred_notice(document, exit_.words, exit_.span.start)
    if length:
        value = replace(value, notice=length.iso, working_days=length.working)
    state = State.BLANK if left_open else State.STATED
    return Finding(state, value, tuple(document.evidence(span) for span in spans), f"termination.{value.ground}")


def _value(exit_: _Exit, words: str) -> Termination:
    length, left_open = notice(words)
    ground = exit_.ground or ("convenience" if length or left_open else "other")
    return Termination(exit_.by, ground, length.iso if length else None, bool(length and length.working))


def _exit(document: Document, words: str, span: Span, who: Sides) -> _Exit | None:
    """Read a sentence as an end of the agreement; None for what is none."""
    caption = _CAPTION.match(words)
    body = words[caption.end() :] if caption and not LIST.search(caption.group()) else words
    for match in EXIT.finditer(body):
        if _is_none(body, match):
            continue
        exit_ = _judged(document, body, match, span, who)
        if exit_ is None:
            continue
        if exit_.ground in (None, "other") and caption and body is not words:
            exit_ = replace(exit_, ground=cause(caption.group()) or exit_.ground)
        return exit_
    return None


def _judged(document: Document, words: str, match: re.Match[str], span: Span, who: Sides) -> _Exit | None:
    itself = AUTOMATIC.search(words, match.start())
    automatic = itself is not None and itself.start() < match.end() + 10
    notified = notice(words)[0] is not None or notice(words)[1]
    right = RIGHT.search(words, max(0, match.start() - 100), match.end()) or notified
    by = _by(words, match, who)
    if automatic and not (by and (RIGHT.search(words, max(0, match.start() - 20), match.start()) or notified)):
        by = _notifying(words, who) or "automatic"
    ground = _ground(document, words, match, span, who, by)
    if ground == "mutual_agreement":
        return _Exit("either", ground, words, span)
    provided = _PROVIDED.search(words[: match.start()]) and re.match("[。;]|$", words[match.end() :])
    if not (automatic or right or provided) or by is None:
        return None
    if by == "automatic" and ground is None and not LIST.search(words):
        return None
    return _Exit(by, ground, words, span)


def _ground(document: Document, words: str, match: re.Match[str], span: Span, who: Sides, by: str | None) -> str | None:
    """Name the ground of an exit: by its own words, then by the sentence before it or the heading it refers to."""
    named = reason(words, match.start(), match.end(), who, by)
    lasts = _LONG.match(words)
    if named not in (None, "other", "breach") or not (lasts or _REFERS.search(words[: match.start()])):
        return named
    block = document.block_at(span.start)
    if lasts or "持续" in words or "影响" in words:
        around = headings_over(document, span.start) + (
            document.compact_text(Span(block.span.start, span.start)) if block else ""
        )
        return "force_majeure" if cause(around) == "force_majeure" else named
    if block is None or (named == "breach" and "否则" not in words):
        return named
    earlier = plain(document.compact_text(Span(block.span.start, span.start))).rstrip("。;")
    return cause(earlier[-200:]) or named or ("breach" if "否则" in words else None)


def _is_none(words: str, match: re.Match[str]) -> bool:
    """Say whether what looks like an exit only speaks of one: forbidden, in the past, as a condition."""
    if AGREED.match(words, match.end()):
        return False
    near = words[max(0, match.start() - 24) : match.end() + 12]
    if NOT.search(near):
        return True
    tail = words[match.end() - 2 :]
    rest = words[match.end() :]
    if _ABOUT.match(rest):
        return True
    if AFTER.match(words, match.end() - 2) or re.match(r"[^,。;:]{0,8}(?:的|时|后|前)(?:,|$)", rest):
        return not (
            notice(rest)[0] or notice(rest)[1] or RIGHT.search(words, max(0, match.start() - 16), match.start())
        )
    return (
        bool(CONDITION.match(tail))
        and not AUTOMATIC.search(words, match.start(), match.end())
        and not RIGHT.search(words[max(0, match.start() - 40) : match.end()])
        and not notice(words)[0]
    )


def _by(words: str, match: re.Match[str], who: Sides) -> str | None:
    """Say who may end it: the side named last before the exit as the one who acts."""
    verb = _VERB.search(match.group())
    before = words[: match.start() + (verb.start() if verb else 0)]
    right = list(RIGHT.finditer(before, max(0, match.start() - 100)))
    subject = re.split("[,:;]", before[: right[-1].start()])[-1] if right else ""
    if _THIRD.search(subject):
        return None
    named = [m for m in who.named(before) if not _BEHIND.search(before[: m.start()][-5:]) and not _owned(before, m)]
    if (unnamed := _UNNAMED.search(subject)) and not who.named(subject):
        return _across(named, unnamed["noun"], who)
    if not named:
        return None
    entitled = [
        m for m in named if RIGHT.match(before, m.end()) or re.match(r"[^,。;]{0,10}?(?:有权|可|均)", before[m.end() :])
    ]
    return _meant(before, (entitled or named)[-1], named, who)


def _across(named: list[re.Match[str]], noun: str, who: Sides) -> str | None:
    """Say whom 平台, 公司 … stand for: the side across the one the sentence names, else the word itself."""
    roles = {who.role(m.group()) for m in named if not who.is_either(m.group())}
    return (who.other(roles.pop()) if len(roles) == 1 else None) or noun


def _meant(before: str, last: re.Match[str], acting_sides: list[re.Match[str]], who: Sides) -> str | None:
    """Give the side that a mention means: 另一方 of whom, both of 甲方和乙方, the other one of who is 被取消."""
    name = last.group()
    joined = [
        m for m in acting_sides if before[m.end() : last.start()] in ("和", "与", "或", "及", "、", "或者", "以及")
    ]
    if joined and not who.is_either(name):
        together = dict.fromkeys(who.role(m.group()) for m in (*joined, last))
        return "、".join(together) if len(together) < len(who.known) else "either"
    if re.search(r"被[^,。;]{0,4}$", before[last.end() :]) and not who.is_either(name):
        return who.other(who.role(name))
    if re.fullmatch("另一方|对方|守约一?方|非违约方|未违约方|受损方|无过错方", name):
        specific = {who.role(m.group()) for m in acting_sides if not who.is_either(m.group())}
        return (who.other(specific.pop()) if name in ("另一方", "对方") and len(specific) == 1 else None) or "either"
    return "either" if who.is_either(name) else who.role(name)


def _notifying(words: str, who: Sides) -> str | None:
    """Say whose notice ends an agreement that ends 自…发出通知之日起 or 自…收到…通知之日起."""
    for pattern, sends in ((_RECEIVER, False), (_SENDER, True)):
        if found := pattern.search(words):
            names = [m.group() for m in who.named(found["who"]) if not who.is_either(m.group())]
            if names:
                return who.role(names[-1]) if sends else who.other(who.role(names[-1]))
    return None


def _owned(before: str, match: re.Match[str]) -> bool:
    return before[match.end() : match.end() + 1] in ("的", "之")
