"""No regular expression grows with hostile input: 20,000 characters made to hurt it take it 50 ms at most.
No field grows faster than the text by much: eight times as much text, at most 24 times as long.

The tests allow twice that, since what they run on is busy with other tests; growth takes ten times as long at once.

Run as a program (`python tests/house/test_growth.py`) it prints the slowest patterns with the input that hurt most.
"""

import dataclasses
import importlib
import itertools
import pkgutil
import random
import re
import signal
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from extractors.covered import Covered
from extractors.fields import FIELDS
from pipeline.clauses import build
from pipeline.model.document import Document, Source
from pipeline.model.finding import Finding, Findings
from pipeline.model.span import Span
from pipeline.parsing import parse
from tests.soak import SOAK

PLACES = (
    "extractors",
    "pipeline.zh",
    "pipeline.clauses.labels",
    "pipeline.clauses.tree",
    "pipeline.clauses.headings",
    "pipeline.clauses.parts",
    "pipeline.parsing.layout",
    "pipeline.ocr.doubts",
)
LENGTH = 20_000
LIMIT = 0.050
BUSY = 3
WHOLE = 15
"""How many of the units that hurt most at one length are tried at the next."""
UNITS = (
    "1", "1,", "1.", "1.1 ", "2024年1月1日", "一", "一百万", "壹", "壹万", "十二", " ", "_", "\t", "\n", "\n1", "\n第一条", ",", "、", ";", "。", ":", "(",
    ")", "()", "(一)", "“", "”", "“甲”", "《", "》", "《甲》", "【】", "[", "/", "-", "—", "第", "第一条", "甲方", "乙方", "甲方:", "双方", "任何一方", "不超过", "本合同",
    "合同", "协议", "有限公司", "公司", "元", "人民币", "¥1", "%", "30%", "百分之", "日", "30日", "日内", "年", "月", "个月", "工作日", "仲裁", "人民法院", "的", "中",
    "中,", "中 ", "A", "a ", "a1", "@", "a@", "a.", "不", "不得", "应", "并", "或", "及", "和", "□", "☑", "#", "*", "|", "甲方1,一第“ 不超过中(2024年。",
)  # fmt: skip
"""What hostile texts repeat: figures, blanks, marks, the words agreements are full of."""

_WORDS = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z@]{2,}")
_SYNTAX = re.compile(r"\\[A-Za-z]|\(\?(?:P<\w+>|[:=!]|<[=!])|\{[\d,]*\}|\[\^?\]?[^\]]*\]")


def _inside(value: object, name: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns in a value: itself, in containers, in the attributes of our own objects."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside(key, f"{name}[key]")
            yield from _inside(item, f"{name}[{key if isinstance(key, str) else '…'}]")
    elif isinstance(value, list | tuple | set | frozenset):
        for index, item in enumerate(sorted(value, key=str) if isinstance(value, set | frozenset) else value):
            yield from _inside(item, f"{name}[{index}]")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _inside(getattr(value, field.name), f"{name}.{field.name}")


def patterns() -> dict[str, re.Pattern[str]]:
    """Find every compiled pattern among the globals of the modules, each once, under the name it is made with."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[re.Pattern[str]] = set()
    for name in _modules():
        for attribute, value in sorted(vars(importlib.import_module(name)).items()):
            for path, pattern in _inside(value, f"{name}.{attribute}"):
                if isinstance(pattern.pattern, str) and pattern not in seen:
                    seen.add(pattern)
                    found[path] = pattern
    return found


def _modules() -> list[str]:
    names = []
    for place in PLACES:
        names.append(place)
        for path in getattr(importlib.import_module(place), "__path__", ()):
            names += [module.name for module in pkgutil.walk_packages([path], f"{place}.")]
    return names


def own_units(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield what to repeat from the words a pattern is made of: each, each before a filler, all in their order.

    Half as many as in the soak, where all of them are tried at a quarter of the length, too.
    """
    words = list(dict.fromkeys(_WORDS.findall(_SYNTAX.sub(" ", pattern.pattern))))
    yield from words[: 40 if SOAK else 20]
    yield from ("".join(pair) for pair in itertools.islice(itertools.pairwise(words), 20 if SOAK else 10))
    yield from (word + "中" * 12 for word in words[:10])
    yield from (word + "1" for word in words[:10])
    if words:
        yield "".join(words)


@cache
def _filled(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


class _Endless(Exception):
    """The search was stopped."""


def _stop(_number: int, _frame: object) -> None:
    raise _Endless


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Measure the CPU time of finding all matches, which begins with a search; the better of two when it is long.

    A search that does not end is stopped after twenty times the limit.
    """
    taken = []
    for _ in range(2):
        before = signal.signal(signal.SIGVTALRM, _stop)
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, 20 * LIMIT)
        try:
            for _ in pattern.finditer(text):
                pass
        except _Endless:
            return time.process_time() - begun
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
        taken.append(time.process_time() - begun)
        if taken[0] <= LIMIT:
            break
    return min(taken)


def worst(pattern: re.Pattern[str]) -> tuple[float, str, int]:
    """Give the longest time or the first beyond the limit, the unit that, repeated, took it, and the length of the text.

    Shorter texts come first: a pattern that grows fast shows it there without stopping the tests, and what takes
    longest there is tried at the whole length.
    """
    units = list(dict.fromkeys((*UNITS, *own_units(pattern))))
    ranking: list[tuple[float, str]] = []
    for length in (LENGTH // 20, LENGTH // 4, LENGTH):
        ranking = []
        for unit in units:
            ranking.append((seconds(pattern, _filled(unit, length)), unit))
            if ranking[-1][0] > BUSY * LIMIT:
                return *ranking[-1], length
        ranking.sort(reverse=True)
        units = [unit for _, unit in ranking[: len(units) if SOAK and length < LENGTH // 4 else WHOLE]]
    return *ranking[0], LENGTH


PATTERNS = patterns()


def test_patterns_are_found() -> None:
    """The walk reaches the modules it is meant for, and into tuples."""
    modules = {name.rpartition(".")[0] for name in PATTERNS}

    assert len(PATTERNS) >= 150
    assert {"extractors.term", "pipeline.clauses.tree", "pipeline.clauses.parts"} <= modules
    assert any(name.endswith("]") for name in PATTERNS)


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_grows(name: str) -> None:
    """Finding all matches in 20,000 hostile characters takes at most 50 ms of CPU, or twice that on a busy machine."""
    taken, unit, length = worst(PATTERNS[name])

    assert taken <= BUSY * LIMIT, f"{name} takes {1000 * taken:.0f} ms on {unit!r} repeated to {length} characters"


_HEAD = "服务合同\n甲方：岭南示例设备有限公司\n乙方：北方示例服务有限公司\n第一条 服务\n甲方向乙方提供服务。\n"
REPEATED = (
    "甲方：示例有限公司\n",
    "甲方{i}：示例{i}有限公司，电话：1\n",
    "甲方联系人：张某，邮箱：a{i}@b.cn，",
    "“甲”指“乙”，",
    "“甲{i}”是指某物；",
    "争议由甲方所在地人民法院管辖，",
    "争议由甲方所在地人民法院管辖。\n",
    "1、提交北京仲裁委员会仲裁；2、争议向甲方所在地人民法院起诉。",
    "提交北京仲裁委员会或",
    "赔偿责任不超过{i}元，",
    "合同总价为{i}元，",
    "附件{i}\n清单\n",
    "第5条 付款\n按照第999条、前条、第一条第（二）项约定。\n",
    "有下列情形之一的，甲方可以解除合同：\n（{i}）乙方违约；\n",
    "违约金为合同总价的{i}%，",
    "甲方可提前30日书面通知解除合同，",
)
"""What long texts repeat, with a number that counts: in lines of their own, and in one line."""
SHORT, TIMES = 6_000, 8
ALLOWED = 4
"""How much more than the text the time of a field may grow; time that grows with the square grows eight times more."""
NOTICED = 0.2
"""Seconds from which on a field is looked at: below stands what is the square of little (str.count for each term)."""


def _document(unit: str, length: int) -> Document:
    count = itertools.count()
    pieces = itertools.accumulate((unit.replace("{i}", str(next(count))) for _ in itertools.count()), initial=_HEAD)
    text = next(text for text in pieces if len(text) >= length)
    return build(parse(Source("text.txt", text.encode(), "")), "text")


def _field_seconds(document: Document) -> dict[str, float]:
    """Measure the CPU time of each field on a document, in this thread: that of libraries waits and is counted too."""
    found: dict[str, tuple[Finding[Any], ...]] = {}
    taken = {}
    for extractor in FIELDS:
        begun = time.thread_time()
        found[extractor.field] = tuple(extractor.run(document, Findings(found)))
        taken[extractor.field] = time.thread_time() - begun
    return taken


def _grown(unit: str) -> dict[str, int]:
    """Give how many times as long as for the short text the fields take for the long one that grow too fast."""
    short, long = (_field_seconds(_document(unit, length)) for length in (SHORT, TIMES * SHORT))
    grown = {name: long[name] / max(short[name], NOTICED / ALLOWED / TIMES) for name in long if long[name] > NOTICED}
    return {name: round(by) for name, by in grown.items() if by > ALLOWED * TIMES}


@pytest.mark.parametrize("unit", REPEATED)
def test_no_field_grows_faster_than_the_text(unit: str) -> None:
    """Eight times the text takes each field no more than 32 times as long, also when what did is measured again."""
    _field_seconds(_document(unit, SHORT))

    assert not _grown(unit) or _grown(unit) == {}


@pytest.mark.parametrize("count", [10, 2000])
def test_covered_answers_as_a_look_at_every_range(count: int) -> None:
    """Ranges found by bisection are those a look at each of them finds."""
    drawn = random.Random(count)
    spans = [Span(start, start + drawn.randrange(1, 20)) for start in (drawn.randrange(900) for _ in range(count))]
    covered, kept = Covered(), list[Span]()
    for span in spans:
        assert covered.holds(span) == any(span in each for each in kept)
        assert covered.meets(span) == any(span.overlaps(each) for each in kept)
        if span.start % 3 == 0:
            covered.add(span)
            kept.append(span)


if __name__ == "__main__":
    ranking = sorted(((*worst(pattern), name) for name, pattern in PATTERNS.items()), reverse=True)
    for taken, unit, length, name in ranking[:25]:
        print(f"{1000 * taken:8.1f} ms at {length:6}  {name}  {unit[:40]!r}")
