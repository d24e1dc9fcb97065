"""合同编号: the number the agreement is filed under."""

import re
from collections.abc import Iterator

from extractors.title import title
from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor
from pipeline.model.span import Span
from pipeline.zh.fold import fold

_LABEL = re.compile(
    r"(?:(?:[甲乙]方|供方|需方)?(?:本)?(?:采购|项目)?(?:合同|协议书|协议|合约|契约|订单|采购订单)(?:书)?(?:登记)?(?:编号|号码|流水号|序号|号)"
    r"|(?:Contract|Agreement|CONTRACT|AGREEMENT|Order)_? ?(?:Ref\.?|No\.?|NO\.?|Number|NUMBER)"
    r"|(?:^|(?<=[\n\t(_]))(?:编号|档案编号|文件编号|文号|No\.?|NO\.?))"
    r"(?:\((?:No|NO|Contract|[甲乙供需]方)[^()]{0,12}\))?(?:_? ?(?:Contract|CONTRACT)? ?(?:No\.?|NO\.?))?(?P<mark>\t|_?(?:为|是)?:?[_ ]?)",
    re.MULTILINE,
)
_NUMBER = re.compile(
    r"(?P<number>[A-Za-z0-9\u4e00-\u9fff\[\]()【】/.#*—-]{2,48}?)(?=$|[\n\t_;,。 的]|之(?:补充|变更)|由[以甲乙双]|签[订署约]|[甲乙供需]_?方|日期|版本|\)(?:$|\n))",
    re.MULTILINE,
)
_LEFT_OPEN = re.compile(
    r"[_ 【】\[\]()/X×*—.-]*(?:20)?[_ 【】\[\]()X×*年-]*(?:字)?[_ 【】\[\]()X×*]*(?:第)?[_ 【】\[\]()X×*]*号?[_ )】]*|"
    r"(?:_|【)?\{\{[^\n{}]{0,40}\}\}】?|\$\{[^\n{}]{0,40}\}"
)
_BARE = re.compile(r"\A_?(?P<number>(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d{4})[A-Z0-9][A-Z0-9/_-]{7,40})(?=\n)")
_REGISTERED = re.compile(
    r"(?:^|(?<=\n))_?(?P<number>(?![^\n]{0,16}(?:[民刑行执][初终再申保]?|[裁判仲])字)[\u4e00-\u9fff]{0,6}(?:\([\u4e00-\u9fff]{2,6}\))?"
    r"(?:字[(\[【](?:19|20)?\d\d年?[)\]】]|[(\[【](?:19|20)?\d\d年?[)\]】][\u4e00-\u9fff]{1,8}字)第?\d{1,6}号)_?(?=\n|$)",
    re.MULTILINE,
)
"""A number of a register on a line of its own, without label; numbers of judgments and awards are none."""
_NEAR = 2
_OTHER = re.compile(
    r"信用代码|版本|身份证|邮编|营业执照|房产证|产权证|车牌|发票|账号|附件|发动机|许可证|登记证|专利号|增补|页|备案|示范文本|范本|招标|^GF[-—]"
)
_OF_ANOTHER = re.compile(r"(?:主|原|母|上位|基础|对应|相关|所属)$")
_OWN = re.compile(r"本(?:合同|协议|合约|契约|订单)[》）)]?(?:书|的|之)?[,(]*$")
_TITLED = re.compile(r"《(?P<title>[^《》\n]{2,40})》(?:\([^()\n]{0,40}\))?(?:\([^()\n]{0,40})?$")
_CONCLUDED = re.compile(
    r"(?:签[订署](?!日|时|地)|签(?=[有了])|订立|达成|缔结)[^。;:\n\t]{0,60}?(?:合同|协议|合约|契约|订单|的)[^。;:\n\t]{0,40}$"
)
_ROW_OF_ANOTHER = re.compile(r"(?:^|[\t_,;。(])(?:原|主|被?补充的?|原有)(?:合同|协议)(?:名称|书)?[^。;\n]{0,60}$")
_SUPPLEMENTED = re.compile(r"\)?(?:的|之|项下)")
_UNDERSCORED = re.compile(r"(?:_[A-Za-z0-9-]{1,20}){1,4}")
_HEAD = 1500


@extractor("contract_number", label="合同编号", produces=str, requires=(title,))
def contract_number(document: Document, found: Findings) -> Iterator[Finding[str]]:
    """Find the number of the agreement.

    1. 合同编号：ABC-2023-001, 协议编号 …, 编号：（2023）某字第12号, 合同编号：（苍岭）借字（2023）第018号, in brackets below the
       title, in the next cell of a table (订单号 | SQ-1)  2. a code alone on the first line; 苍借字（2023）第018号 on
       a line of its own beside the title  3. the same in running heads
    4. left open: 合同编号：____, 合同编号：____字第____号
    Credit codes, versions, licences, accounts, numbers of forms, projects and of another agreement are none: 主合同编号,
    双方于…签订的《供货合同》（合同编号：GH-01）, …（合同编号：GH-01）之补充协议.
    """
    head = Span(0, min(_HEAD, document.body.end))
    framework = "框架" in (found.value(title) or "")
    open_hits: list[Hit] = []
    for where in (head, *([document.furniture] if len(document.furniture) else [])):
        for hit in document.search(_LABEL, where):
            before = hit.view.text[max(0, hit.match.start() - 10) : hit.match.start()]
            if _OF_ANOTHER.search(before) or _OTHER.search(before) or (before.endswith("框架") and not framework):
                continue
            number = _number(document, hit)
            if _is_of_another(hit, hit.view.position(number[1].end) if number else None, found.value(title)):
                continue
            if number:
                value, span = number
                yield Finding(State.STATED, value, (document.evidence(span),), "contract_number.labelled")
            elif where is head and _is_open(hit):
                open_hits.append(hit)
    for hit in document.search(_BARE, head):
        evidence = document.evidence(hit.span("number"))
        yield Finding(State.STATED, hit["number"], (evidence,), "contract_number.first_line")
    for hit in document.search(_REGISTERED, head):
        if _beside_title(document, found, hit):
            span = hit.span("number")
            yield Finding(State.STATED, document.printed(span), (document.evidence(span),), "contract_number.register")
    for hit in open_hits:
        yield Finding(State.BLANK, None, (document.evidence(hit.span()),), "contract_number.left_blank")


def _beside_title(document: Document, found: Findings, hit: Hit) -> bool:
    """Say whether a line stands next to the title, with at most a line between them."""
    named = found.one(title)
    at = document.index_at(named.evidence[0].span.start) if named else None
    here = document.index_at(hit.span("number").start)
    return at is not None and here is not None and abs(here - at) <= _NEAR


def _is_of_another(label: Hit, end: int | None, named: str | None) -> bool:
    """Say whether a number stands in words about an agreement that is neither this one nor of its title."""
    text, start = label.view.text, label.match.start()
    begin = text.rfind("\n", 0, start) + 1
    if text[begin:start] == "(" and begin:
        begin = text.rfind("\n", 0, begin - 1) + 1
    line = text[begin:start].replace("\n", "")
    own = re.sub(r"\s", "", fold(named or ""))
    if _OWN.search(line) or (own and line.rstrip("(》_").endswith(own) and not line.startswith("关于")):
        return end is not None and _SUPPLEMENTED.match(text, end) is not None and not _OWN.search(line)
    quoted = _TITLED.search(line)
    alone = quoted is not None and quoted.start() == 0
    return bool(
        (quoted and quoted["title"] != own and not alone)
        or _CONCLUDED.search(line)
        or _ROW_OF_ANOTHER.search(line)
        or (end is not None and _SUPPLEMENTED.match(text, end))
    )


def _number(document: Document, label: Hit) -> tuple[str, Span] | None:
    """Give the number behind a label and the range of both; None where none is printed."""
    text = label.view.text
    match = _NUMBER.match(text, label.match.end())
    if not match or text[label.match.end() - 1] == "\n":
        return None
    number = match["number"]
    if not re.search(r"\d", number) or _OTHER.search(number) or re.search(r"[X×*]{2}|\{\{", number):
        return None
    if _LEFT_OPEN.fullmatch(text[label.match.end() : _line_end(text, label.match.end())]):
        return None
    span = Span(
        *label.view.range(match.start("number"), match.start("number") + _balanced(text, *match.span("number")))
    )
    more = _UNDERSCORED.match(document.text, span.end)
    span = Span(span.start, more.end() if more else span.end)
    value = document.printed(span).strip("._-")
    return re.sub(r"^[【\[]([^【】\[\]]+)[】\]]$", r"\1", value), Span(label.span().start, span.end)


def _balanced(text: str, start: int, end: int) -> int:
    """Give the length of a number without a bracket that lacks its other half: GH-01) at the end of a bracket, GH-01(补充."""
    opened: list[int] = []
    for index in range(start, min(end + 1, len(text))):
        if text[index] in "([【" and index < end:
            opened.append(index)
        elif text[index] in ")]】":
            if not opened:
                return min(index, end) - start
            opened.pop()
            if index == end and not opened:
                return index + 1 - start
    return (opened[0] if opened else end) - start


def _is_open(label: Hit) -> bool:
    """Say whether what follows a label with a colon, or the next cell of its row, was left open."""
    text, end = label.view.text, label.match.end()
    rest = text[end : _line_end(text, end)]
    return (":" in label["mark"] or label["mark"] == "\t") and _LEFT_OPEN.fullmatch(
        re.split("签[订署约]", rest)[0]
    ) is not None


def _line_end(text: str, start: int) -> int:
    match = re.compile(r"[\n\t;。]").search(text, start)
    return match.start() if match else len(text)
