"""First and last day of a term under labels of their own: 服务开始日期：…　服务结束日期：…; 合同到期日：…"""

import re
from collections.abc import Iterator

from extractors.term_reading import Reading
from pipeline.model.document import Document, Hit
from pipeline.zh.dates import DATE

_OF = r"(?:本?(?:劳动)?(?:合同|协议|合约)|合作|服务|租赁|订阅|授权|许可|聘用|委托|代理|借款|贷款|承包|经营)(?:期限?)?(?:的)?"
_POINT = r"(?:日期?|时间)(?:为|是|:|\t|_){1,2}"
_START = r"(?:起始|开始|起租|起算|生效)"
_LAST = r"(?:终止|结束|截止|届满|到期|期满)"
_PAIR = re.compile(
    rf"(?:^|(?<=[\n\t。;,:(_条\d)]))(?P<of>{_OF})?{_START}{_POINT}(?P<start>{DATE})[,;、\n\t_]{{1,2}}(?P<of2>{_OF})?{_LAST}{_POINT}(?P<end>{DATE})",
    re.MULTILINE,
)
_LONE = re.compile(rf"(?:^|(?<=[\n\t。;,:(_条\d)]))(?P<of>{_OF}){_LAST}{_POINT}(?P<end>{DATE})", re.MULTILINE)
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


def _follows_period(hit: Hit) -> bool:
    """Say whether the words before speak of the term (合同期限：三年。起始日期：…)."""
    start = hit.match.start()
    return bool(_PERIOD_BEFORE.search(hit.view.text[max(0, start - 50) : start].rstrip("\n")))
