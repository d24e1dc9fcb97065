"""版本: the version or fiscal year the agreement names."""

import re
from collections.abc import Iterator

from extractors.title import title
from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor
from pipeline.model.span import Span

_ORDINAL = r"第[一二三四五六七八九十\d]{1,2}"
_YEAR = rf"(?:19|20)\d\d(?:年(?:度)?)?(?:{_ORDINAL}版|(?:修订|修正|试行|标准|通用)?版|(?:修订|征求意见)稿)|(?:FY_?|财年)\d{{2,4}}|20\d\d财年"
_REVISED = r"20[0-3]\d年(?:1[0-2]|0?[1-9])月(?:(?:[12]\d|3[01]|0?[1-9])日)?(?:修订版?|修正版?|更新版|版)"
_NUMBER = r"[Vv](?:er(?:sion)?)?\.?_?(?:20\d{4}(?:\d\d)?(?!\d)|\d{1,4}(?:\.\d{1,4}){0,3})"
_NAMED = rf"(?:(?:修订|试行|标准|正式|通用|{_ORDINAL})(?:版|稿))"
_MONTH = r"20[0-3]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?"
_FORM = r"GF[-—_]{1,2}\d{4}[-—_]{1,2}\d{2,4}"
_IN_TITLE = re.compile(rf"(?P<version>{_REVISED}|{_YEAR}|{_NUMBER}|{_NAMED})")
_OWN_LINE = re.compile(
    rf"(?:^|(?<=\n))(?:[\u4e00-\u9fff]{{0,8}}(?:示范|标准|格式)文本)?[(【\[]?(?P<version>{_REVISED}|{_YEAR}|{_NUMBER}|{_NAMED})[)】\]]?(?=\n|$)",
    re.MULTILINE,
)
_LABELLED = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z])(?:文件|合同|协议|文档|模板|模版|条款|范本|(?:合同|协议)?文本|当前|本(?:协议|合同))?"
    r"(?:版本号|版本编号|版本|版次|Version|Ver\.|Revision|Rev\.)(?:No\.?|\([A-Za-z. ]{1,12}\))?[:_\t ]{0,3}"
    rf"(?P<version>{_YEAR}|{_NUMBER}|{_NAMED}|{_MONTH}|[A-Z]/\d{{1,2}}|[A-Z]版|\d{{1,4}}(?:\.\d{{1,4}}){{0,3}}版?)(?![\d./年-])"
)
_FORM_LINE = re.compile(
    rf"(?:^|(?<=[\n\t(]))(?:(?:合同)?(?:示范文本|范本)(?:编号)?|编号)?[:_]{{0,2}}(?P<version>{_FORM})(?=$|[\n\t)])",
    re.MULTILINE,
)
_LIMIT = 1500


@extractor("version", label="版本", produces=str, requires=(title,))
def version(document: Document, found: Findings) -> Iterator[Finding[str]]:
    """Find the version.

    1. in the title: 框架协议（FY22）, 采购合同V3.0, 服务协议（2023版）  2. 版本号：V2.1, 版本：202305, 合同版本：2024版, 版次：A/1 at the head or
    in running heads  3. on a line of its own at the head: （2019版）, 示范文本（2019年版）, 2020年第二版, 第三版, 试行版, （2024年3月修订）
    4. the number of the official form (GF—2017—0201), where nothing else is named
    Versions of software, products and systems are none, nor are years of a title (2024年度采购合同).
    """
    named, head = found.one(title), _head(document)
    if named:
        for hit in document.search(_IN_TITLE, named.evidence[0].span):
            yield Finding(State.STATED, _shown(document, hit), named.evidence, "version.title")
    for where in (head, document.furniture):
        for hit in document.search(_LABELLED, where):
            yield _finding(document, hit, "version.labelled")
    for hit in document.search(_OWN_LINE, head):
        yield _finding(document, hit, "version.own_line")
    for span in (*((named.evidence[0].span,) if named else ()), head):
        for hit in document.search(_FORM_LINE, span):
            yield _finding(document, hit, "version.form")


def _head(document: Document) -> Span:
    """Give the range before the first clause of the main text."""
    first = next((clause.span.start for clause in document.clauses.roots), document.body.end)
    return Span(0, max(min(first, _LIMIT, document.body.end), min(200, document.body.end)))


def _finding(document: Document, hit: Hit, rule: str) -> Finding[str]:
    return Finding(State.STATED, _shown(document, hit), (document.evidence(hit.span()),), rule)


def _shown(document: Document, hit: Hit) -> str:
    return document.printed(hit.span("version")).replace("_", "")
