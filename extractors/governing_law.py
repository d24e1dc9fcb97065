"""适用法律: the law the agreement is under."""

import re
from collections.abc import Iterator

from pipeline.model.document import Document, Hit
from pipeline.model.finding import Finding, Findings, State, extractor

_MADE_OF = r"(?:现行|有效|相关|有关|实体|的|之)"
_CHINA = (
    rf"(?:【?中华人民共和国】?|中国)(?:大陆(?:地区)?|内地|境内)?(?:\([^()\n]{{2,60}}\))?{_MADE_OF}{{0,4}}"
    r"法(?:律(?:、?法规|及法规|和法规|与法规|、行政法规)?|(?=[管并,。;)\n]|$))"
)
_PLACES = (
    r"(?:(?:中华人民共和国|中国)?(?:香港|澳门)(?:特别行政区)?|(?:中国)?台湾(?:地区)?|英格兰(?:(?:和|及|与)?威尔士)?|苏格兰|新加坡(?:共和国)?|"
    r"日本国?|大韩民国|瑞士|瑞典|荷兰|意大利|西班牙|葡萄牙|俄罗斯(?:联邦)?|印度(?:尼西亚)?|越南|马来西亚|菲律宾|澳大利亚|新西兰|加拿大|巴西|墨西哥|阿联酋|"
    r"沙特阿拉伯|以色列|土耳其|比利时|卢森堡|奥地利|丹麦|挪威|芬兰|爱尔兰|波兰|开曼群岛|英属维尔京群岛|百慕大(?:群岛)?|加州|欧盟"
    r"|[买卖供需甲乙丙丁]方所在(?:国|地)|(?!本国|各国|外国|他国|国家)(?:(?![不违反及和与或依照按据受由的为是其所包括指])[\u4e00-\u9fff]){1,8}?(?:国|州))"
)
_NAMED = rf"{_PLACES}(?:\([^()\n]{{2,60}}\))?{_MADE_OF}{{0,4}}法(?:律(?:、?法规)?(?!责任|后果)|(?=[管并据,。;)\n]|$|为准|作为|解释))"
_LAW = rf"(?:{_CHINA}|{_NAMED})"
_APPLIES = re.compile(
    rf"(?P<verb>(?:准据法|适用(?:于[^。;,\n]{{2,8}})?的?法律|适用法)(?:应)?(?:为|是指?|系指|包括|:)|适用|受|由|依照|依据|依|按照|按|根据|以|遵守|遵循|服从)(?:并受|于)?(?P<law>{_LAW})(?:\([^()\n]{{2,60}}\))?(?P<tail>[^。;\n]{{0,30}})"
)
_BARE = re.compile(
    rf"(?:^(?:\d{{1,2}}(?:\.\d{{1,2}})*[.、]?)?|(?<=[:)☑☒√■]))(?P<law>{_CHINA}|{_PLACES}{_MADE_OF}{{0,4}}法律)(?=[。;(☐□]|\n|$)",
    re.MULTILINE,
)
_GAP = r"(?:_|【_?】|[Xx×]{2,12})"
_LEFT_OPEN = re.compile(
    rf"(?:本(?:合同|协议|合约)[^。;\n]{{0,40}}?适用|受|适用法律(?:为|是|:)|准据法(?:为|是|:))(?P<law>{_GAP}(?:国|地区|州)?(?:的?法律?(?![\u4e00-\u9fff]|院)|的?法律|。|\n|$))"
)
_ENGLISH = re.compile(
    r"(?:governed by|(?:construed|interpreted) (?:in accordance with|under)|subject to)(?: and (?:be )?(?:construed|interpreted|enforced)(?: in accordance with| under| by))? (?:the )?"
    r"(?P<law>laws? of (?:the )?(?:_|\[[_ ]?\]|(?:People['’“”]s Republic of China|Hong Kong(?: Special Administrative Region)?|[A-Z][A-Za-z]{1,20}(?: (?:and |of )?[A-Z][A-Za-z]{1,20}){0,3}))"
    r"|(?:PRC|Chinese|English|Swiss|German|Singapore|New York|Hong Kong) laws?)"
    r"|(?<![A-Za-z] )(?<![A-Za-z])(?P<first>(?:PRC|Chinese|English|Swiss|German|Singapore|New York|Hong Kong) laws?|[Ll]aws? of (?:the )?[A-Z][A-Za-z' ]{2,40}?) (?:shall )?(?:govern|appl(?:y|ies) to)s?\b"
)
_SUBJECT = re.compile(
    r"(?:本|此)[\u4e00-\u9fff《》]{0,10}?(?:合同|协议|合[约约]|契约|租约|租契|条款|规则|授权书|备忘录|意向书|承诺[函书]|保函|担保|订单|章程|约定|声明|确认书|函)[^。;\n]{0,60}$"
    r"|(?:订立|成立|签署|签订|效力|解释|履行|执行|争议|纠纷)[^。;\n]{0,50}$|法律适用[^。;\n]{0,12}$|适用法律[^。;\n]{0,12}$"
)
_TITLE = re.compile(r"法律适用|适用(?:的)?法律|准据法|管辖法律|Governing Law")
_GOVERNS = re.compile(
    r"[^,]{0,8}?(?:管[辖轄]|解释|约束|支配|调整|规范|执行|为(?:[^,]{0,8}的)?准|为(?:[^,]{0,8}的)?依据)|,?(?:并)?(?:据其|依其)"
)
_DISPUTES = re.compile(r"解释|管辖|争议|纠纷")
_OTHER = re.compile(
    r"违反|成立的|注册|设立|组建|存续的|遵守(?!本)|定义|是指|系指|依法|合规|进出口|税|未尽事[宜项]|未(?:作)?[约规]定|没有[约规]定|冲突|抵触"
)
_WAIVED = re.compile(r"不(?:适用|受)[^。;\n]{0,10}$")
_UNTICKED = re.compile(r"[□☐]$")
_EXCLUDED = re.compile(r"[(（][^()（）]*[)）](?:的|之)?|[【】]")
"""What stands inside the name of a law and is no part of it: regions left out in brackets, brackets around a gap filled in."""


@extractor("governing_law", label="适用法律", produces=str)
def governing_law(document: Document, found: Findings) -> Iterator[Finding[str]]:
    """Find the law chosen for the agreement, as printed, without what is excluded from it in brackets.

    1. 本协议的签署、效力、解释和执行…适用中华人民共和国法律  2. 本合同受/由中国法律管辖, 依…解释, 以…为准据法
    3. 适用法律：中华人民共和国法律, 准据法为…, a clause headed 适用法律 with the law alone, ☑ before one of two
    4. 香港特别行政区法律, 英格兰法, 德国法, 纽约州法律, 卖方所在国法律
    5. governed by the laws of …, where no Chinese sentence says it  6. 适用____法律: left open
    Promises to obey the law, laws under which a company exists, laws cited in the preamble and single acts are not meant.
    """
    hits = [hit for hit in document.search(_APPLIES, cues=("法",)) if _chosen(document, hit)]
    hits += [
        hit
        for clause in document.clauses.walk()
        if _TITLE.search(clause.heading)
        for hit in document.search(_BARE, clause.span)
    ]
    hits.sort(key=lambda hit: (document.part_at(hit.span().start) != "正文", hit.span().start))
    seen: set[str] = set()
    for hit in hits:
        law = _EXCLUDED.sub("", document.printed(hit.span("law")))
        if law not in seen:
            seen.add(law)
            quote = document.evidence(document.statement(hit.span("law").start))
            yield Finding(State.STATED, law, (quote,), "governing_law.stated")
    for hit in (
        document.search(_ENGLISH, cues=("govern", "construed", "interpreted", "subject", "appl")) if not hits else ()
    ):
        quote = document.evidence(document.statement(hit.span().start))
        law = document.printed(hit.span("law" if hit.has("law") else "first"))
        left_open = bool(re.search(r"_|\[", law))
        yield Finding(
            State.BLANK if left_open else State.STATED, None if left_open else law, (quote,), "governing_law.english"
        )
    if not hits and (gap := document.first(_LEFT_OPEN)):
        quote = document.evidence(document.statement(gap.span().start))
        yield Finding(State.BLANK, None, (quote,), "governing_law.left_open")


def _chosen(document: Document, hit: Hit) -> bool:
    """Say whether a law is chosen for the agreement: by the verb, by its clause, by what the sentence is about."""
    text, start, verb, tail = hit.view.text, hit.match.start(), hit["verb"], hit["tail"]
    before = text[max(0, start - 90) : start]
    before = before[max(before.rfind(mark) for mark in "。;\n") + 1 :]
    named = (verb.startswith(("准据法", "适用")) and verb != "适用") or "准据法" in tail[:16]
    if not named and not _governs(verb, before, tail):
        return False
    clause = document.clauses.at(hit.span().start)
    titled = clause is not None and bool(_TITLE.search(clause.heading) or "争议" in clause.heading)
    if _WAIVED.search(before) or _UNTICKED.search(before) or (_OTHER.search(before[-30:]) and not titled):
        return False
    return named or titled or bool(_SUBJECT.search(before)) or verb == "受"


def _governs(verb: str, before: str, tail: str) -> bool:
    """Say whether a verb, with the words around it, makes a law govern: 受…管辖, 依…解释, not 受…保护, 依…纳税."""
    if verb in ("受", "由", "以"):
        return bool(_GOVERNS.match(tail))
    return verb == "适用" or (bool(_DISPUTES.search(before + tail[:16].partition(",")[0])) and "协商" not in tail[:8])
