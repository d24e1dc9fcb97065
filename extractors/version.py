"""版本: the version or fiscal year the agreement names."""

import re
from collections.abc import Iterator

from extractors.title import title
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor
from pipeline.model.span import Span

_IN_TITLE = re.compile(
    r"(?P<version>FY_?\d{2,4}|[Vv](?:er(?:sion)?)?\.?_?\d{1,3}(?:\.\d{1,3}){0,3}|(?:19|20)\d\d(?:年(?:度)?)?(?:第[一二三四\d]版|修订版|版|年度版|试行版)|20\d\d财年|(?:修订|试行|标准|正式|第[一二三四五六七八九十\d]{1,2})(?:版|稿)|GF[-—]\d{4}[-—]\d{2,4})"
)
_LABELLED = re.compile(
    r"(?:^|(?<=[\n\t(_]))(?:文件|合同|协议|文档|模板)?(?:版本号?|版次|Version)[:_]{1,2}(?P<version>[A-Za-z]{0,8}\.?_?\d[\w.年月日-]{0,18}?|[^\s:_]{2,12}版)(?=$|[\n\t_)])",
    re.MULTILINE,
)


@extractor("version", label="版本", produces=str, requires=(title,))
def version(document: Document, found: Findings) -> Iterator[Finding[str]]:
    """Find the version: 版本号：V2.1 near the head or in running heads; FY22, V3.0, 2023版, 修订版, GF—2017—0201 in the title."""
    named = found.one(title)
    if named:
        hit = document.first(_IN_TITLE, named.evidence[0].span)
        if hit:
            yield Finding(State.STATED, hit["version"].replace("_", ""), named.evidence, "version.title")
    for where in (Span(0, min(1200, document.body.end)), document.furniture):
        for hit in document.search(_LABELLED, where):
            yield Finding(
                State.STATED, hit["version"].replace("_", ""), (document.evidence(hit.span()),), "version.labelled"
            )
