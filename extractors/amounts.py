"""金额: every sum of money of the agreement, and what it is for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.passages import Passage, passages
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor, labelled
from pipeline.zh.money import AMOUNT, Money, parse_money

_SUM = re.compile(AMOUNT)
_CUE = re.compile(r"元|[圆圓]|¥|\$|€|£|币|[A-Z]{3}|[壹贰叁肆伍陆柒捌玖][拾佰仟万]")
_NOUN = (
    "(?:违约金|滞纳金|赔偿金|补偿金|罚款|保证金|押金|定金|订金|预付款|预付|首付款|首付|首期款|尾款|余款|进度款|结算款|质保金|注册资本|注册资金|出资额|出资|投资额"
    "|保险金额|保险金|保额|保险费|单价|总价款|总价|总额|总金额|价款|价格|造价|租金|物业费|管理费|使用费|许可费|加盟费|权利金|佣金|提成|运费|服务费|咨询费|培训费|设计费"
    "|律师费|公证费|手续费|税费|税额|工资|薪酬|报酬|底薪|奖金|津贴|补贴|借款|贷款|本金|利息|授信额度|额度|限额|货款|货值|合同款|工程款|暂列金额|酬金|罚金|扣款|转让款|对价|直接损失"
    "|损失|赔偿责任|责任|合计|总计|小计|第[一二三四五六]期|金额|费用|费|款|额|价)"
)
_BEFORE = re.compile(rf"[^的为应向付按以及和与或需须对于,、:;()“”\s\d_在将有其该元每由被给至是¥]{{0,6}}{_NOUN}")
_AFTER = re.compile(rf"^_?(?:/[^,;。\t]{{1,4}})?_?(?:的|作为|以上的|整的)?(?P<what>[\u4e00-\u9fff]{{0,6}}?{_NOUN})")
_AGAIN = re.compile(r"[()\[\]【】,:_]{0,4}(?:即|也就是)?(?:人民币)?(?:大写|小写)?[()\[\]【】,:_]{0,4}(?:人民币)?[(]?")
_LEADS = re.compile(
    r"^(?:[^方]{0,6}方)?(?:[^提收扣承缴支]{0,5}(?:提交|提供|收取|扣除|承担|缴纳|缴|支付))?(?:且|即|如果?|除非|任何|全部|各项|本(?:合约|合同|协议)|中|次)?"
)
_OTHER = re.compile(r"[,;\t][^,;\t]{0,30}(?:后为|起为|后每|起每|后不)")
_ENGLISH = re.compile(r" ?(thousand|million|billion)", re.IGNORECASE)
_TIMES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_EDGES = re.compile(r"^[^\u4e00-\u9fffA-Za-z]+|[^\u4e00-\u9fffA-Za-z)]+$")
_FAR = 40
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class AmountOf:
    """A sum, and what it is for as printed."""

    amount: Decimal = labelled("金额")
    currency: str = labelled("币种", "CNY")
    what: str | None = labelled("用途")


@extractor("amounts", label="金额", produces=AmountOf, many=True)
def amounts(document: Document, found: Findings) -> Iterator[Finding[AmountOf]]:
    """Find the sums of money, each once for what it is for: 合同总价, 预付款, 保证金, 违约金, 单价, 注册资本 …

    What a sum is for is the last word for money before it in its sentence, as printed, or the one behind it (追加1万元
    保证金); without either the words right before it, in a row of a table its first cell. The same sum in words behind
    the figures counts once; where both differ each is listed. Sums of nothing (0元), blanks, and numbers without a
    currency are none.
    """
    seen: set[AmountOf] = set()
    for passage in passages(document, _CUE):
        last: tuple[int, Money] | None = None
        for match in _SUM.finditer(passage.text):
            money = _money(passage.text, match)
            if money is None or not money.amount:
                continue
            again = last and last[1].amount == money.amount and _AGAIN.fullmatch(passage.text, last[0], match.start())
            last = (match.end(), money)
            what, start, end = _what(passage, match)
            value = AmountOf(money.amount, money.currency, what)
            listed = what is None and any(
                (each.amount, each.currency) == (money.amount, money.currency) for each in seen
            )
            if again or listed or value in seen:
                continue
            seen.add(value)
            evidence = document.evidence(passage.span(start, end))
            yield Finding(State.STATED, value, (evidence,), "amounts.stated")


def _money(text: str, match: re.Match[str]) -> Money | None:
    """Read a sum; an English word behind it (RMB 80 million) multiplies it."""
    money, scale = parse_money(match.group()), _ENGLISH.match(text, match.end())
    if money and scale:
        return Money(money.amount * _TIMES[scale[1].lower()], money.currency)
    return money


def _what(passage: Passage, match: re.Match[str]) -> tuple[str | None, int, int]:
    """Say what a sum is for, and give the range of the sentence that shows it."""
    text, first = passage.text, max(0, match.start() - _FAR)
    behind = _AFTER.match(text[match.end() : match.end() + _LONGEST + 4])
    before = list(_BEFORE.finditer(text, first, match.start()))
    between = text[before[-1].end() : match.start()] if before else ""
    if behind and not (before and not re.search(r"[,;\t]", between)):
        return _trimmed(behind["what"]), match.start(), match.end() + behind.end()
    if before and not _OTHER.search(between):
        return _trimmed(before[-1].group()), before[-1].start(), match.end()
    return _words_before(text, first, match)


def _words_before(text: str, first: int, match: re.Match[str]) -> tuple[str | None, int, int]:
    """Give the words right before a sum, in a row of a table its first cell."""
    cells = text.split("\t")
    if len(cells) > 1:
        return _shown(cells[0]), match.start(), match.end()
    start = first
    for part in re.finditer(r"[^,:]+", text[first : match.start()]):
        if len(part.group()) > 2:
            start = first + part.start()
    return _shown(text[start : match.start()]), start, match.end()


def _shown(words: str) -> str | None:
    """Give words without marks at their edges, their last ones; None for words that are no Chinese."""
    what = _EDGES.sub("", words)[-_LONGEST:]
    return what if re.search(r"[\u4e00-\u9fff]{2}", what) else None


def _trimmed(words: str) -> str:
    """Give the words for money without what only leads to them (乙方应提交, 且, 如果)."""
    return _LEADS.sub("", words) or words
