"""What a limit of liability does not hold for."""

import re
from functools import lru_cache

from pipeline.model.document import Document, Hit
from pipeline.model.span import Span

_IN_SENTENCE = re.compile(
    r"(?P<but>但[^。;\n]{2,120}?(?:除外|不在此限|不受此限|不受[^。;\n]{0,16}限制))"
    r"|(?P<save>(?<=,)(?!但)[^,。;\n]{1,60}除外(?=[,。;\n]|$))|(?P<except>除[^。;\n]{2,80}?(?:外|以外),)"
)
IN_BRACKETS = re.compile(r"\((?P<words>[^()。\n]{2,60}?除外)\)")
_WHICH = r"(?P<which>前述|上述|本条|本款|该|以上|此|第[\d.、和及条第(（)）一二三四五六七八九十]{1,30}[条款])"
_LIMIT = r"[^。;\n]{0,14}(?:限制|上限|限额)"
_LIFTED = re.compile(
    rf"{_WHICH}{_LIMIT}[^。;\n]{{0,10}}不适用于(?:下列|以下)?(?:情形|情况|责任)?:?(?P<items>[^。]{{0,600}})"
    rf"|(?:下列|以下)[^。;\n]{{0,12}}不(?:受|适用){_WHICH.replace('which', 'whose')}?{_LIMIT}(?:的限制)?:(?P<list>[^。]{{0,600}})"
)
_BUT_LIFTED = re.compile(
    r"但[^。;\n]{2,120}?不受(?:前述|上述|以上|本条|本款|该|此)[^。;\n]{0,16}(?:限制|限额|上限|约束)"
)
_ITEM = re.compile(r"[,;、]?(?:\(?[1-9a-ei]{1,3}\)|\([一二三四五六]\)|[①-⑨]|\n(?:\d[.、]|[-•]))")
_ELSEWHERE = re.compile(r"另有(?:明确)?(?:约定|规定)")
"""除本合同另有约定外 lifts nothing by itself."""
_REACH = 800


def carve_outs(document: Document, hit: Hit, sentence: str, around: str) -> tuple[str, ...]:
    """Give the exceptions of a limit: those of its sentence, and lists in its clause or just behind it that lift it.

    1. 但…除外, …不受此限, 除…外, （…除外）  2. 前述限制不适用于…, 但…不受前述限额的限制
    3. 第7.2条的限制不适用于：… in the next clause, where it names the clause of the limit; 下列情形不受上述限制：…
    """
    found = [*_in_sentence(sentence)]
    found += [match.group() for match in _BUT_LIFTED.finditer(around) if match.group() not in found]
    for match in _LIFTED.finditer(_behind(document, hit)):
        if _means(document, hit, match["which"] or match["whose"] or "此"):
            found += _items(match["items"] or match["list"] or "")
    return tuple(found)


@lru_cache(maxsize=8)
def _in_sentence(sentence: str) -> tuple[str, ...]:
    """Give the exceptions that a sentence makes; it is asked for each of its limits."""
    printed = (
        (match["but"] or match["save"] or match["except"]).strip(",") for match in _IN_SENTENCE.finditer(sentence)
    )
    bracketed = (match["words"] for match in IN_BRACKETS.finditer(sentence))
    return (*(words for words in printed if not _ELSEWHERE.search(words)), *bracketed)


def _behind(document: Document, hit: Hit) -> str:
    """Give the words from a limit to the end of the article it stands in."""
    start = hit.span("what").start
    holding = document.clauses.over(start)
    block = document.block_at(start)
    end = holding[0].span.end if holding else block.span.end if block else hit.span().end
    return document.compact_text(Span(start, max(start, min(end, start + _REACH))))


def _means(document: Document, hit: Hit, which: str) -> bool:
    """Say whether 第7.2条 is the clause of a limit or holds it; 前述 always is."""
    if not which.startswith("第"):
        return True
    start = hit.span("what").start
    numbers = {re.sub(r"[第条款()（）]", "", clause.number) for clause in document.clauses.over(start)}
    return bool(numbers & set(re.findall(r"[\d.]*\d|[一二三四五六七八九十]+", which)))


def _items(words: str) -> list[str]:
    """Cut a list into its items; words without numbers are one."""
    return [item for part in _ITEM.split(words) if len(item := part.split("\n")[0].strip(",;、。: ")) > 1]
