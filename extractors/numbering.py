"""编号: gaps and repetitions in the numbers of clauses."""

import itertools
import re
from collections.abc import Iterator, Sequence

from extractors.flags import flag
from pipeline.model.clause import Clause
from pipeline.model.document import Document, Kind
from pipeline.model.finding import Finding, Flag, Severity
from pipeline.model.mark import MarkKind
from pipeline.model.span import Span
from pipeline.zh.labels import Label, Style

_HAN = "〇一二三四五六七八九"
_PARTS = r"(?:^|(?<=\n))[# ]{{0,6}}(?:第[一二三四五六七八九十\d]{{1,2}}(?:部分|章|节|编|篇)|[一二三四五六七八九十]{{1,2}}、)?[:]?{}(?:合同)?条[款件](?=\n|$)"
_PARTICULAR = re.compile(_PARTS.format("专用"))
_GENERAL = re.compile(_PARTS.format("通用"))
_MOST = 3
"""More missing numbers in a row are no slip: another list, or a part of the text that was not read as clauses."""


def numbering_flags(document: Document) -> Iterator[Finding[Flag]]:
    """Raise a flag for each number that is missing between two neighbours, and for each that stands twice.

    Looked at are 第五条, 第二章, 3.2, 3.2.1 and （二）, 一、 among the clauses of one parent. A missing number that is printed
    somewhere between its neighbours is none; a list that begins again is another list; the two languages of a text have
    each its own numbers; rows of tables are left out. Where the text was read from
    pictures the flags are of low severity. Particular conditions (专用条款) bear the numbers of the general ones they
    change: what they pass over is no gap.
    """
    particular = _particular(document)
    severity = Severity.LOW if document.marked(MarkKind.DOUBTFUL, MarkKind.UNREADABLE) else None
    for siblings in _lists(document):
        for before, after in siblings:
            name = _fault(document, before, after)
            changes = name == "numbering_gap" and any(after.span.start in span for span in particular)
            if name and after.label and not changes:
                quotes = (document.evidence(_label_span(document, each)) for each in (before, after))
                about = f"{before.citation} → {after.citation}"
                yield flag(name, *quotes, of=(about, about), severity=severity)


def _lists(document: Document) -> Iterator[list[tuple[Clause, Clause]]]:
    """Yield the neighbours of each parent and part, those of one numbering system and depth together.

    4.1 and its first child 4.1.2 are neighbours, too.
    """
    parents: list[tuple[Clause | None, Sequence[Clause]]] = [(None, document.clauses.roots)]
    parents += [(clause, clause.children) for clause in document.clauses.walk() if clause.children]
    for parent, clauses in parents:
        groups: dict[tuple[str, Style, tuple[int, ...]], list[Clause]] = {}
        for clause in clauses:
            label = clause.label
            counted = label and (label.style < Style.DECIMAL or len(label.numbers) > 1)
            block = document.block_at(clause.span.start) if counted else None
            if label and block and block.kind is Kind.PARAGRAPH and clause.span.start in document.body:
                groups.setdefault((clause.part, label.style, label.numbers[:-1]), []).append(clause)
        for (_, _, above), group in groups.items():
            heads = [parent] if parent and parent.label and above and parent.label.numbers == above else []
            yield list(itertools.pairwise([*heads, *group]))

    yield _over_chapters(document)


def _over_chapters(document: Document) -> list[tuple[Clause, Clause]]:
    """Give the last article of each chapter with the first of the next one, where articles count on through chapters."""
    last: dict[str, Clause] = {}
    pairs = []
    for chapter in document.clauses.walk():
        articles = [each for each in chapter.children if each.label and each.label.style is Style.ARTICLE]
        if not articles or chapter.label is None or chapter.label.style not in (Style.CHAPTER, Style.SECTION):
            continue
        before, after = last.get(chapter.part), articles[0]
        if before and before.label and after.label and before.label.numbers < after.label.numbers:
            pairs.append((before, after))
        last[chapter.part] = articles[-1]
    return pairs


def _particular(document: Document) -> list[Span]:
    """Give the ranges of particular conditions: from their title to the end of the part of the file they stand in."""
    ranges = []
    for hit in document.search(_PARTICULAR, cues=("专用",)):
        start = hit.span().start
        part = next((span for span, _ in document.parts if start in span), document.body)
        general = document.first(_GENERAL, Span(hit.span().end, max(part.end, hit.span().end + 1)))
        ranges.append(Span(start, general.span().start if general else max(part.end, start + 1)))
    return ranges


def _fault(document: Document, before: Clause, after: Clause) -> str | None:
    one, other = before.label, after.label
    if one is None or other is None:
        return None
    first = one.numbers[-1] if len(one.numbers) == len(other.numbers) else 0
    second = other.numbers[-1]
    if second == first and one.text == other.text and _strict(one):
        return None if _english(document, before) != _english(document, after) else "repeated_number"
    missing = range(first + 1, second)
    if not 0 < len(missing) <= _MOST:
        return None
    between = re.sub(r"\s", "", document.folded[before.span.start + 1 : after.span.start])
    return None if any(_printed(number, other, between) for number in missing) else "numbering_gap"


def _english(document: Document, clause: Clause) -> bool:
    """Say whether a clause is in English: in a bilingual text both languages bear the number."""
    words = document.text[clause.span.start : clause.span.start + 80].split("\n")[0]
    return len(re.findall(r"[A-Za-z]", words)) > 2 * len(re.findall(r"[\u4e00-\u9fff]", words))


def _strict(label: Label) -> bool:
    """Say whether a number of this kind is never given twice: those of lists begin again."""
    return label.style in (Style.CHAPTER, Style.ARTICLE) or len(label.numbers) > 1


def _printed(number: int, label: Label, text: str) -> bool:
    """Say whether a number stands in a text in the form of a label, where the clauses may not show it."""
    if len(label.numbers) > 1:
        dotted = ".".join(map(str, (*label.numbers[:-1], number)))
        return re.search(rf"(?<![\d.]){re.escape(dotted)}(?!\d)", text) is not None
    forms = (str(number), han_number(number))
    unit = label.text[-1] if label.style <= Style.ARTICLE else ""
    if unit:
        return any(f"第{form}{unit}" in text for form in forms)
    return any(mark in text for form in forms for mark in (f"({form})", f"{form}、", f"{form}.", f"{form})"))


def han_number(number: int) -> str:
    """Write a number up to 99 as clauses bear it: 十二."""
    tens, ones = divmod(number, 10)
    head = (_HAN[tens] if tens > 1 else "") + "十" if tens else ""
    return head + (_HAN[ones] if ones else "")


def _label_span(document: Document, clause: Clause) -> Span:
    """Give the head of a clause: its number and the words behind it on the line."""
    block = document.block_at(clause.span.start)
    end = min(clause.span.end, block.span.end if block else clause.span.end)
    return Span(clause.span.start, min(end, clause.span.start + 40))
