"""名称: what the agreement calls itself."""

import re
from collections.abc import Iterator, Sequence

from pipeline.model.document import Document, Kind, PlacedBlock
from pipeline.model.finding import Finding, Findings, State, extractor
from pipeline.model.span import Span
from pipeline.zh.labels import label_at

_KIND = re.compile(
    r"(?:合同|协议|協議|合約|契約|协议书|合同书|合约|契约|契约书|规范|规则|办法|条款|章程|承诺书|承诺函|保证书|确认书|委托书|授权书|备忘录|意向书|订单|声明|须知|政策|制度|约定|声明书|保函|担保函|说明书|订购单|采购单|工作说明书|SLA|"
    r"agreement|contract|terms|memorandum|order|policy)(?:书|文本|条款|范本|示范文本)?(?:\([^()]{1,30}\)|[-—_ ]?(?:FY|V|v)?[\d.]{1,8}(?:年度?)?版?)*(?:Agreement|Contract|[A-Za-z ,&]{0,60})?$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"^(?:[甲乙丙丁]_?方|合同编号|协议编号|编号|签订|签署|日期|目录|附件|附录|鉴于|根据|为了|依据|本|示范文本|第|示例|甲乙双方|注意|提示|重要提示|说明|版本|填写说明|地址|电话|合同登记编号|项目名称|>)|[:;。,]|监制|制定$|印制"
)
_LABELLED = re.compile(r"(?:^|(?<=\n))(?:合同名称|协议名称|文件名称)[:](?P<title>[^\n_]{4,60})")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|wps|md|txt)$", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9\-_/.()〔〕\[\]第号 ]+$")
_ENGLISH = re.compile(
    r"(?:(?:[A-Z][A-Za-z'’&()/,-]{0,24}|of|and|for|the|on|to|in|&) ){0,10}(?:Agreement|AGREEMENT|Contract|CONTRACT|Memorandum of Understanding|Terms of Service|Terms and Conditions|TERMS AND CONDITIONS)"
)
_SEARCHED = 30
"""Blocks from the beginning among which the title stands."""


@extractor("title", label="名称", produces=str)
def title(document: Document, found: Findings) -> Iterator[Finding[str]]:
    """Find the title.

    1. the first lines without number that end in 合同, 协议, 规范 …, set apart (采 购 合 同) or broken over two lines
    2. 合同名称：…  3. an English line in capitals (Sales Contract), where none is Chinese  4. the first heading (Markdown, Word), where no line ends in such a word
    """
    blocks = [b for b in document.body_blocks[:_SEARCHED] if b.kind is Kind.PARAGRAPH]
    english: list[Finding[str]] = []
    for index, block in enumerate(blocks):
        words = document.compact_text(block.span).replace("_", "").strip("《》 #*")
        if _ENGLISH.fullmatch(words):
            english.append(_finding(document, block.span, "title.english"))
        if words.isascii() or not _may_be(words):
            continue
        if _KIND.search(words):
            yield _finding(document, block.span, "title.line")
        elif joined := _joined(document, blocks, index):
            yield _finding(document, joined, "title.two_lines")
    for hit in document.search(_LABELLED, Span(0, min(3000, document.body.end))):
        yield _finding(document, hit.span("title"), "title.labelled")
    yield from english
    for block in blocks:
        words = document.compact_text(block.span)
        if block.level == 1 and len(words) <= 40 and _may_be(words):
            yield _finding(document, block.span, "title.heading")


def _may_be(words: str) -> bool:
    apart = _NO_TITLE.search(words) or _CODE.fullmatch(words) or _FILE_NAME.search(words) or label_at(words)
    return 2 <= len(words) <= 60 and not apart


def _joined(document: Document, blocks: Sequence[PlacedBlock], index: int) -> Span | None:
    """Give a title that is broken over two lines (云服务 / 合作框架协议)."""
    if index + 1 >= len(blocks) or index > 6:
        return None
    first, second = blocks[index], blocks[index + 1]
    words = document.compact_text(second.span).replace("_", "")
    whole = document.compact_text(first.span) + words
    if (
        first.span.end + 1 == second.span.start
        and _may_be(words)
        and len(whole) <= 50
        and re.fullmatch(r"(?:合作|框架|服务|采购|租赁|买卖|委托|技术|保密)?(?:框架)?(?:合同|协议)(?:书)?", words)
    ):
        return Span(first.span.start, second.span.end)
    return None


def _finding(document: Document, span: Span, rule: str) -> Finding[str]:
    evidence = document.evidence(span)
    words = document.printed(evidence.span).strip(" #*")
    words = words.strip("《》") if "》" not in words[:-1] else words
    words = re.sub(r"(?<=[\u4e00-\u9fff）)])[A-Z][A-Za-z\s,&']{5,80}$", "", words)
    return Finding(State.STATED, words, (evidence,), rule)
