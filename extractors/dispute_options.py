"""Ways to end a dispute that an agreement prints side by side, and which of them was chosen."""

import re
from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.span import Span

_ON = re.compile(r"[☑☒√■✓✔]|\[[xX√]\]|\(√\)|【√】")
_OFF = re.compile(r"[□☐]|\[_?\]|(?:^|(?<=[\n。;:,、.)\]]))(?:\(_?\)|【_?】)")
_TRAILING = re.compile(r"(?P<on>\(√\)|【√】|\[[xX√]\]|[☑√■])|\(_?\)|【_?】|\[_?\]|[□☐]")
_LABEL = re.compile(
    r"(?:^|(?<=[\n。;:,、.)\]】☑☒√■□☐_]))(?:方式)?(?:\((?P<a>[A-Ha-h]|\d|[一二三四五六])\)|【(?P<f>[A-Ha-h\d一二三四五六])】|(?P<b>[一二三四五六])[.、:)])"
    r"|(?<![A-Za-z\d.第])(?:\((?P<c>[A-Ha-h\d])\)|(?P<d>[A-Ha-h\d])[.、:)](?!\d)|(?P<e>[①-⑥])|(?P<g>[A-H])_?(?=[向提由仲诉]))"
)
_NUMBER = r"(?P<{0}>[A-Ha-h]|\d{{1,2}}|[一二三四五六壹贰叁肆①-⑥])"
_KIND = r"(?:种|项|款|个)"
_CHOICE = re.compile(
    rf"第(?:[【(\[“_]|【_)?{_NUMBER.format('a')}(?:[】)\]”_]|_】)?(?:{_KIND}|方式|方法|办法)"
    rf"|(?:以下|下列|选择|采用|采取|按照?|适用|由)(?:方式)?(?:[【(\[]_?{_NUMBER.format('b')}_?[】)\]]|_{_NUMBER.format('c')}_|(?P<d>[A-H]))(?:{_KIND}|方式|方法|解决|:)"
)
_EITHER = r"[【(\[]?_?[A-Ca-c1-4一二三四](?:/|或者?|、)[A-Ca-c1-4一二三四]_?[】)\]]?"
_OPEN = re.compile(
    rf"第(?:【_?】|\(_?\)|\[_?\]|“_?”|_|/|[×xX*]{{1,3}}|\$?\{{{{1,2}}[^{{}}\n]{{1,40}}\}}{{1,2}}|{_EITHER})?{_KIND}"
    rf"|(?:以下|下列|选择|采用|采取)(?:第|方式)?(?:【_?】|\(_?\)|\[_?\]|_)(?:{_KIND}|方式|方法|解决|:)"
    r"|(?<!任何一方)(?<!任一方)(?<!可以)(?<!可)(?<!有权)(?:选择|选定|按照?|采用|采取|以|通过)(?:以下|下列|如下)(?:两种|二种|几种)?(?:方式|途径|办法|方法)?(?:中的?)?(?:其中)?一种"
)
_ONE_OF = re.compile(r"种|方式|方法|办法|以下|下列|选择|采[用取]")
_BOX = re.compile(r"[□☐]")
_BY_WORD = re.compile(r"(?P<mark>[☑☒√■✓✔□☐]|\[[xX√_]?\]|\([√_]?\))(?P<kind>仲裁|诉讼|法院)(?!委|院|机构|庭)")
"""A tick before the bare name of a way, apart from the words of the ways (□仲裁 ☑诉讼)."""
_ORDER = ("Aa1一壹①", "Bb2二贰②", "Cc3三叁③", "Dd4四肆④", "Ee5五⑤", "Ff6六⑥")


@dataclass(frozen=True, slots=True)
class Way:
    """One printed way to end a dispute: `method` litigation or arbitration.

    `forum` is None where its name was left open, empty where none is named (可依法提起诉讼).
    """

    method: str
    forum: str | None
    basis: str | None
    seat: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Choice:
    """The ways agreed, and the others; `left_open` says that a choice was due and not made."""

    chosen: tuple[Way, ...]
    rejected: tuple[Way, ...] = ()
    left_open: bool = False


@dataclass(frozen=True, slots=True)
class _Option:
    """A way with the mark before or behind it (None: none), its ordinal (0: none), and where its words begin."""

    way: Way
    ticked: bool | None
    ordinal: int
    start: int


def choose(document: Document, within: Span, ways: Sequence[Way]) -> Choice:
    """Tell which ways of a range were chosen; the ways are in reading order.

    1. ☑ √ ■ ☒ [x] (√) before or behind an option, beside □ ☐ [ ] ( )
    2. 第【B】种, 第_2_种方式, 第贰种, 选择下列第（1）项, 以下 B 项, 第①种
    3. □仲裁 ☑诉讼 before the options  4. 第____种, 第【 】种, 下列一种方式, all boxes empty: left open;
       so is a number that none of the printed ways bears
    Several ways of one kind without a choice count as chosen together.
    """
    text = document.compact_text(within)
    named = {match["kind"] == "仲裁" for match in _BY_WORD.finditer(text) if _ON.match(match["mark"])}
    if chosen := [way for way in ways if (way.method == "arbitration") in named]:
        return _split(ways, chosen)
    options = _options(document, within, ways)
    if any(option.ticked for option in options):
        return _split(ways, [option.way for option in options if option.ticked])
    if (len(ways) > 1 or _BOX.search(text)) and all(option.ticked is False for option in options):
        return Choice((), tuple(ways), left_open=True)
    match = _CHOICE.search(text)
    wanted = _ordinal(next(filter(None, match.groups()))) if match else 0
    if match and (chosen := [option.way for option in options if option.ordinal == wanted]):
        return _split(ways, chosen)
    lost = match is not None and _ONE_OF.search(match[0]) and any(option.ordinal for option in options)
    if lost or (not match and _OPEN.search(text)):
        return Choice((), tuple(ways), left_open=True)
    return Choice(tuple(ways))


def offers_choice(document: Document, within: Span) -> bool:
    """Say whether a range prints ways to choose from: a number of one of them, a gap for it, boxes and ticks."""
    text = document.compact_text(within)
    return any(pattern.search(text) for pattern in (_CHOICE, _OPEN, _ON, _BOX))


def options_at(document: Document, within: Span, ways: Sequence[Way]) -> dict[Way, Span]:
    """Give the range of the option of each way, its label and tick included: to the next option or its sentence's end."""
    ranges: dict[Way, Span] = {}
    later: list[int] = []
    for option in reversed(_options(document, within, ways)):
        end = document.sentence(option.way.span.start).end
        following = bisect_right(later, option.way.span.end)
        ranges[option.way] = Span(option.start, min([end, *later[following : following + 1]]))
        insort(later, option.start)
    return ranges


def _split(ways: Sequence[Way], chosen: Sequence[Way]) -> Choice:
    agreed = frozenset(chosen)
    return Choice(tuple(chosen), tuple(way for way in ways if way not in agreed))


def _ordinal(label: str) -> int:
    return next((place for place, labels in enumerate(_ORDER, 1) if label in labels), 0)


def _options(document: Document, within: Span, ways: Sequence[Way]) -> list[_Option]:
    """Give every way its mark and label; a way without takes those of the way before it, whose option it stands in."""
    view = document.compact
    options: list[_Option] = []
    done = view.position(within.start)
    for way in ways:
        start = view.position(way.span.start)
        line = max(done, view.text.rfind("\n", done, start) + 1)
        options.append(_option(document, way, line, start, options[-1] if options else None))
        done = max(done, view.position(way.span.end))
    if any(option.ticked is not None for option in options):
        return options
    marks = _behind(document, within, ways)
    if not any(marks):
        return options
    return [_Option(o.way, mark, o.ordinal, o.start) for o, mark in zip(options, marks, strict=True)]


def _option(document: Document, way: Way, line: int, start: int, before: _Option | None) -> _Option:
    lead = document.compact.text[line:start]
    label = next(reversed(list(_LABEL.finditer(lead))), None)
    on = next(reversed(list(_ON.finditer(lead))), None)
    off = next(reversed(list(_OFF.finditer(lead))), None)
    mark = max((match for match in (on, off) if match), key=lambda match: match.start(), default=None)
    if label is None and mark is None and before and "\n" not in document.text[before.way.span.end : way.span.start]:
        return _Option(way, before.ticked, before.ordinal, before.start)
    begins = [match.start() for match in (label, mark) if match]
    first = document.compact.origin(line + max(begins)) if begins else document.statement(way.span.start).start
    if label and mark and label.start() < mark.start():
        first = document.compact.origin(line + label.start())
    ordinal = _ordinal(next(filter(None, label.groups()))) if label else 0
    return _Option(way, None if mark is None else mark is on, ordinal, first)


def _behind(document: Document, within: Span, ways: Sequence[Way]) -> list[bool | None]:
    """Give the mark behind each way, in its own line."""
    marks: list[bool | None] = []
    ends = [*(way.span.start for way in ways[1:]), within.end]
    for way, end in zip(ways, ends, strict=True):
        line = document.compact_text(Span(way.span.end, max(way.span.end, end))).partition("\n")[0]
        match = _TRAILING.search(line)
        marks.append(None if match is None else bool(match["on"]))
    return marks
