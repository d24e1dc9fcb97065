"""First and last day of a term under labels of their own: 服务开始日期：…　服务结束日期：…; 合同到期日：…"""

import re
from collections.abc import Iterator

from extractors.term_reading import Reading
from pipeline.model.document import Document, Hit
from pipeline.zh.dates import DATE
from pipeline.zh.durations import DURATION

_OF = r"(?:本?(?:劳动)?(?:合同|协议|合约)|合作|服务|租赁|订阅|授权|许可|聘用|委托|代理|借款|贷款|承包|经营)(?:期限?)?(?:的)?"
_POINT = r"(?:日期?|时间)(?:为|是|:|\t|_){1,2}"
_START = r"(?:起始|开始|起租|起算|生效)"
_LAST = r"(?:终止|结束|截止|届满|到期|期满)"
_PAIR = re.compile(
    rf"(?:^|(?<=[\n\t。;,:(_条\d)]))(?P<of>{_OF})?{_START}{_POINT}(?P<start>{DATE})[,;、\n\t_]{{1,2}}(?P<of2>{_OF})?{_LAST}{_POINT}(?P<end>{DATE})",
    re.MULTILINE,
)
_LONE = re.compile(rf"(?:^|(?<=[\n\t。;,:(_条\d)]))(?P<of>{_OF}){_LAST}{_POINT}(?P<end>{DATE})", re.MULTILINE)
_PROLONGED = re.compile(
    rf"(?:^|(?<=[\n。;,:、将把\d条意)]))(?P<old>原|主)?(?:《[^《》\n]{{2,30}}》(?:的|约定的)?)?(?:{_OF}){{1,2}}(?:(?:有效|履行|存续)?期(?:限|间)?)?(?:由[^。;,\n]{{2,30}}?|现|统一|再|予以|均)?(?:延长|顺延|延展|展期|续展|延续|变更)"
    rf"(?:{DURATION})?,?(?:即)?(?:延长|顺延|变更)?(?:至|到|为至)(?P<end>{DATE})(?:止|为止)?(?=[。;,\n]|$)",
    re.MULTILINE,
)
"""A supplement that moves the last day: 原合同有效期延长至2027年4月30日, 租赁期限延长一年，至2027年4月30日止."""
_SUPPLEMENT = re.compile(
    r"^[^\n。,]{0,30}(?:补充|变更|展期|延期|续[期签约租]|延长)[^\n。,]{0,10}(?:协议|合同|函|书)[^\n。,]{0,8}$",
    re.MULTILINE,
)
_DOUBT = re.compile(r"的,|时,|如|若|可以|有权|经|除非|除外|自动|届满|期满|最长|最多|不得|不超过|拟|申请|协商")
_HEAD = 200
_CUES = ("日期", "时间", "日")
_PERIOD_BEFORE = re.compile(
    r"(?<!保密)(?<!质保)(?<!保修)(?<!免租)(?:合同|协议|合作|服务|租赁|订阅|授权|许可|聘用|委托|代理|借款|贷款)期限?[^\n]{0,30}$"
)


def labelled(document: Document) -> Iterator[tuple[Hit, Reading]]:
    """Yield pairs of labelled days whose labels, or the words before them, name the agreement; then lone last days."""
    pairs = [hit for hit in document.search(_PAIR) if hit["of"] or hit["of2"] or _follows_period(hit)]
    for hit in pairs:
        yield hit, Reading(hit["start"], hit["end"], rank=0)
    taken = {hit.match.end() for hit in pairs}
    for hit in document.search(_LONE, cues=_CUES):
        if hit.match.end() not in taken:
            yield hit, Reading("", hit["end"], rank=2)
    for hit in document.search(_PROLONGED, cues=("延", "展", "变更")):
        if _prolongs(document, hit):
            yield hit, Reading("", hit["end"], rank=2)


def _prolongs(document: Document, hit: Hit) -> bool:
    """Say whether a last day is moved for good: by a supplement, or in an agreement of old, and under no condition."""
    sentence = document.compact_text(document.sentence(hit.span().start))
    before = sentence[: max(0, sentence.find(hit["end"]))]
    supplement = hit["old"] or _SUPPLEMENT.search(hit.view.text[:_HEAD])
    return bool(supplement) and not _DOUBT.search(
        before.replace("经双方", "").replace("经协商", "").replace("协商一致", "")
    )


def _follows_period(hit: Hit) -> bool:
    """Say whether the words before speak of the term (合同期限：三年。起始日期：…)."""
    start = hit.match.start()
    return bool(_PERIOD_BEFORE.search(hit.view.text[max(0, start - 50) : start].rstrip("\n")))
