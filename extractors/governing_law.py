"""适用法律: the law the agreement is under."""

import re
from collections.abc import Iterator

from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor

_LAW = (
    r"(?:【中华人民共和国】法律|(?:中华人民共和国|中国)\((?:除|不含|不包括|为[^()\n]{2,12}目的)[^()\n]{2,40}\)(?:的)?法律(?:法规)?|中华人民共和国(?:大陆(?:地区)?|境内)?(?:现行|有效|相关|的|之)*(?:法律)(?:法规|、法规|及法规|和法规|、行政法规)?"
    r"|中国(?:大陆(?:地区)?|内地|境内)?(?:现行|有效|相关|的|之)*(?:法律)(?:法规|、法规|及法规|和法规)?"
    r"|(?:中华人民共和国)?(?:香港|澳门)(?:特别行政区)?(?:的)?法律|台湾地区(?:的)?法律"
    r"|(?:英国|英格兰(?:和|及|与)?(?:威尔士)?|美国|新加坡(?:共和国)?|纽约州|加利福尼亚州|日本国?|德国|法国|韩国|大韩民国)(?:的)?法律"
    r"|(?!本国|各国|外国|他国|国家)(?:(?![不违反及和与依照按据受由的为是其所])[\u4e00-\u9fff]){1,10}?(?:国|州|行政区)(?:的)?法律(?!责任|后果)"
    r"|(?<!《)中华人民共和国民法典)"
)
_APPLIES = re.compile(
    rf"(?:(?:准据法|适用的?法律)(?:应)?(?:为|是|:)|适用|受|依照|依据|按照|根据|以|遵守|遵循|服从)(?:并受|于)?(?P<law>{_LAW})(?P<tail>[^。;\n]{{0,30}})"
)
_BARE = re.compile(rf"(?:^|(?<=\n)|(?<=[:.、)]))(?P<law>{_LAW})(?=[。;(]|\n|$)")
_LEFT_OPEN = re.compile(
    r"(?:本(?:合同|协议|合约)[^。;\n]{0,40}?适用|受|适用法律(?:为|是|:)|准据法(?:为|是|:))(?P<law>(?:_|【_?】|[Xx×]{2,})(?:国|地区|州)?(?:的?法律|。|\n|$))"
)
_ENGLISH = re.compile(
    r"(?:governed by|(?:construed|interpreted) (?:in accordance with|under)|subject to)(?: and (?:be )?(?:construed|interpreted|enforced)(?: in accordance with| under| by))? (?:the )?"
    r"(?P<law>laws? of (?:the )?(?:_|\[[_ ]?\]|(?:People['’“”]s Republic of China|Hong Kong(?: Special Administrative Region)?|[A-Z][A-Za-z]{1,20}(?: (?:and |of )?[A-Z][A-Za-z]{1,20}){0,3}))"
    r"|(?:PRC|Chinese|English|New York|Hong Kong) laws?)"
)
_SUBJECT = re.compile(
    r"(?:本|此)(?:合同|协议|合[约約]|契约|框架协议|条款|规则|授权书)[^。;\n]{0,60}$|(?:订立|成立|签署|签订|效力|解释|履行|执行|争议)[^。;\n]{0,50}$|法律适用[^。;\n]{0,12}$|适用法律[^。;\n]{0,12}$"
)
_TITLE = re.compile(r"法律适用|适用(?:的)?法律|准据法|管辖法律|Governing Law")
_GOVERNS = re.compile(r"适用|管[辖轄]|解释|约束|支配|调整|为准据|规范")
_OTHER = re.compile(r"违反|成立的|注册|设立|组建|存续的|遵守(?!本)|定义|是指|系指|依法|合规|进出口|税")
_WAIVED = re.compile(r"不(?:适用|受)[^。;\n]{0,10}$")


@extractor("governing_law", label="适用法律", produces=str)
def governing_law(document: Document, found: Findings) -> Iterator[Finding[str]]:
    """Find the law chosen for the agreement, as printed.

    1. 本协议的签署、效力、解释和执行…适用中华人民共和国法律  2. 本合同受中国法律管辖并依其解释
    3. 适用法律：中华人民共和国法律, 准据法为…, a clause headed 适用法律 with the law alone  4. 适用香港特别行政区法律
    5. governed by the laws of …, where no Chinese sentence says it  6. 适用____法律: left open
    Promises to obey the law, laws under which a company exists and laws cited in the preamble are not meant.
    """
    hits = [hit for hit in document.search(_APPLIES) if _chosen(document, hit)]
    hits += [hit for clause in document.clauses.titled(_TITLE) for hit in document.search(_BARE, clause.span)]
    hits.sort(key=lambda hit: document.part_at(hit.span().start) != "正文")
    seen: set[str] = set()
    for hit in hits:
        law = re.sub("[【】]", "", hit["law"])
        if law not in seen:
            seen.add(law)
            quote = document.evidence(document.statement(hit.span("law").start))
            yield Finding(State.STATED, law, (quote,), "governing_law.stated")
    for hit in document.search(_ENGLISH, cues=("governed", "construed", "interpreted", "subject")) if not hits else ():
        quote = document.evidence(document.statement(hit.span().start))
        law = document.printed(hit.span("law"))
        left_open = bool(re.search(r"_|\[", law))
        yield Finding(
            State.BLANK if left_open else State.STATED, None if left_open else law, (quote,), "governing_law.english"
        )
    if not hits and (gap := document.first(_LEFT_OPEN)):
        quote = document.evidence(document.statement(gap.span().start))
        yield Finding(State.BLANK, None, (quote,), "governing_law.left_open")


def _chosen(document: Document, hit: Hit) -> bool:
    text, start = hit.view.text, hit.match.start()
    sentence = document.compact_text(document.sentence(hit.span().start))
    before = text[max(0, start - 90) : start]
    before = before[max(before.rfind(mark) for mark in "。;\n") + 1 :]
    if _WAIVED.search(before) or (
        hit.match.group().startswith(("遵守", "遵循", "依照", "依据", "按照", "根据"))
        and not re.search(r"解释|管辖|争议", sentence)
    ):
        return False
    clause = document.clauses.at(hit.span().start)
    titled = clause is not None and bool(_TITLE.search(clause.heading) or "争议" in clause.heading)
    if _OTHER.search(before[-30:]) and not titled:
        return False
    return (
        titled
        or hit.match.group().startswith(("准据法", "适用法律", "适用的法律"))
        or bool(_SUBJECT.search(before))
        or bool(_GOVERNS.match(hit["tail"][:6]) and hit.match.group().startswith("受"))
    )
