"""Sentences by which a side is not liable at all, or not for indirect loss."""

import re
from collections.abc import Iterator

from pipeline.model.document import Document
from pipeline.model.span import Span

INDIRECT = re.compile(
    r"间接(?:的)?(?:经济)?(?:损失|损害|性)|间接(?:的)?、|、间接|预期(?:利益|利润|收益)|可得利益|(?:利润|收入|商誉|信誉|名誉|营业|停产|停工|商业机会|数据)(?:的)?(?:损失|丧失|损害|丢失|灭失)|"
    r"(?:利润|营业收入|商誉|信誉)[^。]{0,30}(?:不|概不)|后果性|附带(?:的)?(?:损失|损害|、|或)|惩罚性|衍生损失|营业中断"
)
_NO = r"(?:不|概不|均不|亦不|也不|无须|无需|毋须|毋需|不需|不须)"
_EXCLUDED = re.compile(
    r"(?:不(?:会|应|再)?(?:因此|因而|就此|对此)?而?承担(?:任何)?(?:[\u4e00-\u9fff]{0,10})?(?:责任|赔偿)|(?:无须|无需|不须|不需)(?:因此)?(?:承担|负)(?:任何)?(?:[\u4e00-\u9fff]{0,8})?责任|"
    r"不(?:承担|负)(?:任何|法律[\u4e00-\u9fff]{0,8})?(?:[\u4e00-\u9fff]{0,8})责任|不负(?:任何)?(?:赔偿)?责任|不(?:就|对|向)[^。;,\n]{0,40}?(?:损失|损害|利润|后果)[^。;,\n]{0,20}?(?:承担(?:任何)?(?:赔偿|违约|法律)?责任|负责)|免于?承担[\u4e00-\u9fff]{0,8}责任"
    r"|概不(?:负责|赔偿|承担)|不负责赔偿|不(?:予|负)赔偿|(?<=[方人商司])(?:可|得以?|应|予以|将|均|对此|因此|不构成违约并){0,2}免责(?=[。;,]|$|\n)"
    r"|不(?:就|对)[^。;,\n]{2,40}?承担(?:任何)?(?:法律|赔偿|违约)?责任|(?:责任|后果|损失|风险|纠纷)[^。;\n]{0,20}?(?:均)?与(?!另|对方|他方|任何|双方)[^。;,\n]{1,10}无关"
    r"|(?<!不)(?:可以?|予以|得以?|应当?)[^。;,\n不]{0,12}?免除[^。;,\n]{0,8}责任)"
)
_CUES = ("责任", "赔偿", "负责", "免责", "无关", "概不")
_LOSS = r"(?:间接|附带|后果性|惩罚性|预期(?:利益|利润|收益)|可得利益|利润损失|(?:商誉|信誉|营业|停产|停工)损失|数据(?:丢失|灭失))"
_NO_INDIRECT = re.compile(
    rf"{_NO}(?:应|会|再|予)?(?:承担|赔偿|负责|就|对|向|包括|包含|含|计入|涵盖|涉及)(?!但)[^。;\n]{{0,60}}?{_LOSS}"
    rf"|{_LOSS}[^。;\n]{{0,40}}?(?:不予赔偿|不(?:应|再)?(?:承担|赔偿|负责|属于|在[^。;,\n]{{0,6}}范围)|(?:概|均)不|除外)"
    r"|(?:仅|只|责任|赔偿|损失)限于[^。;,\n]{0,10}?直接(?:经济)?(?:损失|损害)"
    r"|(?:赔偿|责任|损失)[^。;,\n]{0,10}以[^。;,\n]{0,10}直接(?:经济)?损失为限"
)
_OWED = re.compile(r"赔偿|责任|损失|补偿|索赔|liable")
_NOT = re.compile(
    r"不得以|(?:保管|质保|保修|维修|举证)责任|法院|不免除|并不(?:免除|解除)|如不承担|拒不|拒绝|应当承担|不能免除|不影响|视为|之外的任何责任主体"
)
_NOT_INDIRECT = re.compile(r"不限于[^。;]{0,60}$|不得[^。;,]{0,12}$|拒[不绝]|保密信息|保险")
_SUPPOSED = re.compile(r"^(?:如果?|若|倘若?)[^,。;]{0,30}$")
"""Words before an exclusion that make it a case (如乙方不承担责任，…); so does 的 right behind it."""
_DEAF = re.compile(r"[与对向给由因和被致就于]$|造成$|导致$|赔偿$|补偿$")
"""Words before a name that say that it is not the one who answers."""


def exclusions(document: Document, names: str) -> Iterator[tuple[Span, str | None, bool]]:
    """Yield the sentences that exclude liability: where, whom they protect, whether indirect loss is excluded.

    1. 不承担任何责任, 无需承担…责任, 概不负责, 不予赔偿, 不负责赔偿, 乙方免责, 可免除责任, 后果与甲方无关
    2. 不对间接损失承担责任, 赔偿范围不包括可得利益, 间接损失不予赔偿, 仅限于直接损失
    Duties to pay all loss (包括但不限于间接损失), refusals and guarantees of goods are none.
    """
    seen: set[Span] = set()
    for hit in document.search(_EXCLUDED, cues=_CUES):
        sentence = document.statement(hit.span().start)
        words = document.compact_text(sentence)
        case = _SUPPOSED.search(_until(document, sentence, hit.span().start)) or words.find(hit[0] + "的,") >= 0
        if sentence not in seen and not case and not _NOT.search(words):
            seen.add(sentence)
            yield sentence, _protected(_until(document, sentence, hit.span().end), names), bool(INDIRECT.search(words))
    for hit in document.search(_NO_INDIRECT, cues=("损失", "损害", "利益", "间接", "数据")):
        sentence = document.statement(hit.span().start)
        words = document.compact_text(sentence)
        if sentence in seen or _NOT_INDIRECT.search(_until(document, sentence, hit.span().start)):
            continue
        if _OWED.search(words) and not re.search(r"拒[不绝]|如不|不得", words):
            seen.add(sentence)
            yield sentence, _protected(_until(document, sentence, hit.span().end), names), True


def _until(document: Document, sentence: Span, end: int) -> str:
    return document.compact_text(Span(sentence.start, max(sentence.start, end)))


def _protected(words: str, names: str) -> str | None:
    """Say whom an exclusion protects: the party named last before it as the one who does not answer."""
    if re.search(r"双方|任[何一]一?方|各方|受影响的?一?方|遭受不可抗力(?:影响)?的一?方", words[-60:]):
        return "both"
    if unconcerned := re.search(rf"与(?P<who>{names})无关$", words):
        return unconcerned["who"]
    if entitled := re.search(rf"(?P<who>{names})[^,。;]{{0,20}}?有权[^,。;]*$", words):
        return entitled["who"]
    named = [match for match in re.finditer(names, words) if not _DEAF.search(words[: match.start()])]
    return named[-1].group() if named else None
