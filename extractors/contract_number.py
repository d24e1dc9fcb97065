"""合同编号: the number the agreement is filed under."""

import re
from collections.abc import Iterator

from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor
from pipeline.model.span import Span

_LABEL = r"(?:(?:[合][約同]|協議)[編编][號号]|(?:Contract|Agreement|CONTRACT|AGREEMENT)_? ?(?:No\.?|NO\.?|Number|NUMBER)|(?:本)?(?:合同|协议|协议书|合约|契约|订单|采购合同|采购订单|项目合同|主合同)(?:书)?(?:登记)?(?:编号|号码|号|流水号|序号)|(?:^|(?<=[\n\t(_]))(?:编号|档案编号|文件编号|文号|No\.?|NO\.?))"
_STATED = re.compile(
    rf"{_LABEL}(?:\((?:No|NO|Contract)[^()]{{0,12}}\))?[_]?[:]?_? ?(?P<number>[〔\[(]\d{{4}}[〕\])][^\s:_;,。()]{{2,30}}?号|[A-Za-z0-9〔\[(（【]?[A-Za-z0-9\u4e00-\u9fff〔〕\[\]()（）【】/._#*-]{{2,44}}?[A-Za-z0-9号〕\])]?)(?=$|[\n\t_;,。)]|签订|甲方|日期)",
    re.MULTILINE,
)
_OPEN = re.compile(
    rf"{_LABEL}[_]?[:](?:_|【_?】|\{{\{{[^\n{{}}]{{0,40}}\}}\}}|\$\{{[^\n{{}}]{{0,40}}\}}|[X×*]{{2,20}}(?:[-/][X×*\d]{{1,8}}){{0,3}}|/)?_?(?=$|[\n\t)]|签订)",
    re.MULTILINE,
)
_BARE = re.compile(r"\A_?(?P<number>(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d{4})[A-Z0-9][A-Z0-9/_-]{7,40})(?=\n)")
_OTHER = re.compile(
    r"信用代码|版本|身份证|邮编|营业执照|房产证|产权证|车牌|发票|账号|附件|发动机|许可证|登记证|专利号|增补|页"
)
_HEAD = 1500


@extractor("contract_number", label="合同编号", produces=str)
def contract_number(document: Document, found: Findings) -> Iterator[Finding[str]]:
    """Find the number of the agreement.

    1. 合同编号：ABC-2023-001, 协议编号 …, 编号：（2023）某字第12号, in brackets below the title  2. a code alone on the first line
    3. the same in running heads  4. left open: 合同编号：____
    Credit codes, numbers of versions, licences, accounts are none.
    """
    head = Span(0, min(_HEAD, document.body.end))
    for where in (head, *([document.furniture] if len(document.furniture) else [])):
        for hit in document.search(_STATED, where):
            line = hit.view.text[max(0, hit.match.start() - 10) : hit.match.start()]
            number = hit["number"].strip("._-")
            if (
                _OTHER.search(line + hit["number"])
                or not re.search(r"\d", number)
                or re.search(r"[X×*]{2}|\{\{", number)
            ):
                continue
            value = document.printed(hit.span("number")).strip("._-")
            yield Finding(State.STATED, value, (document.evidence(hit.span()),), "contract_number.labelled")
    for hit in document.search(_BARE, head):
        yield Finding(
            State.STATED, hit["number"], (document.evidence(hit.span("number")),), "contract_number.first_line"
        )
    for hit in document.search(_OPEN, head):
        yield Finding(State.BLANK, None, (document.evidence(hit.span()),), "contract_number.left_blank")
