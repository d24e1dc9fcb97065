"""What a sum of money is for, in the agreement's own words: the word for money before it, or the one behind it."""

import re

_NOUN = (
    "(?:违约金|滞纳金|赔偿金|补偿金|罚款|保证金|押金|定金|订金|诚意金|意向金|备用金|预付款|预付|首付款|首付|首期款|尾款|余款|剩余款项?|进度款|结算款|质保金|注册资本|注册资金|启动资金|资金|认缴出资额?|出资额|出资|投资款|增资款|投资额"
    "|保险金额|保险金|保额|保险费|单价|总价款|总价|总额|总金额|价款|价格|造价|中标价|成交价|评估值|估值|评估价值|价值|租金|物业费|管理费|使用费|许可费|加盟费|权利金|佣金|提成|运费|服务费|咨询费|培训费|设计费"
    "|律师费|公证费|手续费|增值税额?|税费|税额|税金|税款|月薪|年薪|工资|薪酬|报酬|底薪|奖金|津贴|补贴|补助|借款|贷款|本金|利息|授信额度|额度|限额|货款|货值|合同款|工程款|暂列金额|暂估价|酬金|罚金|扣款|转让款|对价|直接损失"
    "|净利润|利润|营业额|营业收入|销售额|采购额|任务额|返利|奖励|成本|预算"
    "|损失|赔偿责任|责任险|责任|合计|总计|小计|第[一二三四五六]期|金额|费用|付款|款项|费|款|(?<!名)额|价)"
)
_BEFORE = re.compile(rf"[^的为应向付按以及和与或需须对于,、:;()“”\s\d_在将有其该元每由被给至是¥%]{{0,6}}{_NOUN}")
_AFTER = re.compile(
    rf"^_?(?:/[^,;。\t]{{1,6}}?){{0,2}}_?(?:的|作为|以上的|整的)?(?P<what>[\u4e00-\u9fff]{{0,6}}?{_NOUN})"
)
_SHARED = re.compile(r"(?:总额|总价)?的?_?(?:[百千万]分之|\d[\d.]{0,8}_?[%‰])")
"""A noun of which only a share is taken (合同总价的30%，即33万元) is not what the sum is for."""
_COUNTED = re.compile(r"(?:\d|[一二两三四五六七八九十半几])(?:个月|倍)(?:的)?[^,;。]{0,2}$")
"""A noun that only counts (两个月租金，即24000元)."""
_LEADS = re.compile(
    r"^(?:[^方]{0,6}方)?(?:[^提收扣承缴支投追]{0,5}(?:提交|提供|收取|扣除|扣减|交纳|承担|承诺|缴纳|缴交|(?<!认)缴|支付|投保|追加))?(?:且|即|另|再|如果?|除非|任何|全部|各项|项下|发现[一每]次|本(?:合约|合同|协议)|中(?!标)|[张份次号]){0,3}"
)
_ASIDE = re.compile(r"\([^()]{1,40}\)")
"""Words in brackets before a sum (服务费总额（含6%增值税）为) are not what it is for."""
_OTHER = re.compile(r"[,;\t][^,;\t]{0,30}(?:后为|起为|后每|起每|后不)")
_FEE = r"(?:(?!(?:[Tt]he|[Tt]his|[Aa]n?|[Oo]f|[Pp]ay|to|and|or|in|shall|is)\b)[A-Za-z]{1,20} ){0,2}(?:[Ff]ees?|[Pp]rice|[Aa]mount|[Dd]eposit|[Cc]apital|[Rr]ent|[Pp]ayments?|[Cc]osts?|[Vv]alue|[Rr]oyalty|[Ss]alary|[Ll]oan|[Pp]rincipal|[Dd]amages|[Pp]enalty|[Cc]ompensation|[Cc]ommission)(?![a-z])"
_ENGLISH = re.compile(rf"(?<![A-Za-z]){_FEE}")
_ENGLISH_AFTER = re.compile(rf" ?(?:as|for|of) (?:the |an? )?(?P<what>{_FEE})")
_EDGES = re.compile(r"^(?:(?!\d{1,4}[年月日号个期])[^\u4e00-\u9fffA-Za-z])+|[^\u4e00-\u9fffA-Za-z)]+$")
_TAIL = re.compile(
    r"(?:(?:不得|不)?(?:不超过|不低于|不少于|少于|超过|低于|高于|达到?|约|为|共|计|按|是|以|折合|投前|投后|人民币|港币|美元|每[年月日次]?)|大写|小写)$"
)
_FAR = 40
_LONGEST = 16


def name_of(text: str, start: int, end: int, floor: int) -> tuple[str | None, int, int]:
    """Say what the sum at a range of a sentence is for, and give the range of the sentence that shows it.

    `floor` is where the sum before it ends. In a row of a table it is the first cell; None where no words say it.
    """
    first = max(0, start - _FAR)
    behind = _AFTER.match(text[end : end + _LONGEST + 4])
    open_ = _ASIDE.sub(lambda aside: "_" * len(aside.group()), text[:start])
    before = [found for found in _BEFORE.finditer(open_, first) if not _only_counts(text, found)]
    between = text[before[-1].end() : start] if before else ""
    if behind and not (before and not re.search(r"[,;\t]", between)):
        return _trimmed(behind["what"]), start, end + behind.end()
    if before and not _OTHER.search(between):
        return _trimmed(before[-1].group()), before[-1].start(), end
    if english := list(_ENGLISH.finditer(text, max(first, floor), start)):
        return english[-1].group(), english[-1].start(), end
    if after := _ENGLISH_AFTER.match(text, end):
        return after["what"], start, after.end()
    return _words_before(text, max(first, floor), start, end)


def _only_counts(text: str, found: re.Match[str]) -> bool:
    """Say whether a word for money is no name: one character, a base of which a share is taken, a count of months."""
    counted = _COUNTED.search(text[max(0, found.start() - 4) : found.start()] + found.group()[:-2])
    return len(found.group()) == 1 or bool(_SHARED.match(text, found.end()) or counted)


def _words_before(text: str, first: int, start: int, end: int) -> tuple[str | None, int, int]:
    """Give the words right before a sum, in a row of a table its first cell."""
    cells = text.split("\t")
    if len(cells) > 1:
        return _shown(cells[0]), start, end
    begin = first
    for part in re.finditer(r"[^,:]+", text[first:start]):
        if len(part.group()) > 2:
            begin = first + part.start()
    return _shown(text[begin:start]), begin, end


def _shown(words: str) -> str | None:
    """Give words without marks at their edges and without what only leads to a sum; None for words that are no Chinese."""
    what = _EDGES.sub("", words)
    while (shorter := _EDGES.sub("", _TAIL.sub("", what))) != what:
        what = shorter
    what = what[-_LONGEST:]
    return what if re.search(r"[\u4e00-\u9fff]{2}", what) else None


def _trimmed(words: str) -> str:
    """Give the words for money without what only leads to them (乙方应提交, 且, 如果)."""
    return _LEADS.sub("", words) or words
