"""Reading a sentence about 续约, 顺延, 展期: whether the agreement goes on by it, how, how long, with what notice."""

import re
from dataclasses import dataclass
from itertools import islice

from pipeline.zh.durations import DURATION, Duration, parse_duration

_AGREEMENT = "(?:合同|协议|合作|租赁|服务|经营|许可|授权|聘用|委托|借款|贷款)"
_ACT = re.compile(
    r"(?P<automatic>自动(?:续[期展约签订租费延]?|顺延|延[续长期展]|展期|[往向]后延[续长期]?|延(?=_|\d|[一二两三四五六七八九十壹贰叁半]))|视为(?!放弃|不|拒绝|终止)[^,放不拒终]{0,10}?(?:续[期展约签订租]|延长|顺延|继续履行)|"
    r"(?:协议|合同|合约)(?:相关)?(?:的?约定|条款)?(?:仍|将|应|均)?继续有效|(?:转为|视为)不定期|继续(?:依据?|按照?|依照)[^,]{0,4}(?:协议|合同|合约)[^,]{0,12}?(?:履行|执行)|继续履行本(?:协议|合同)(?=$|[,。;]))"
    r"|(?P<clear>续[约签订租聘期展刊]|(?<!逾期)展期(?![内间中])|优先(?:承租|租赁|合作|签约|受聘|被许可|续))"
    rf"|(?P<longer>延长(?:本|该)?{_AGREEMENT}的?(?:有效|合作|服务|租赁)?期限)"
    r"|(?P<vague>顺延|延[长续展]|续延|延期(?=执行|履行)|继续(?:合作|承租|租赁|租用|委托|聘用|代理|采购)|重新(?:签[订署]|订立))"
)
"""Automatic acts say so themselves; clear ones are about agreements; vague ones only at the end of a term."""

_REFUSED = re.compile(
    r"(?:不(?:再|会|予|同意|愿意?|打算|欲|想|拟|自动)?|不得[^,]{0,8}|未(?:能|达成|签署|完成|办理|提出|选择)?|没有|无需?|无须|放弃|拒绝|停止|取消|关闭|擅自|反对)(?:进行|书面|自动|予以|办理)?$"
    r"|未[^,]{0,24}(?:完成|办理|达成|提出|确认)[^,]{0,3}$|不再[与同和][^,]{1,14}$|(?:解除|终止|变更|订立)[、或和及与]{1,2}$"
)
_AFTERMATH = re.compile(
    r"的?(?:期间|期内|期限|期为|期满|后|时|租金|价格|费用?用?的|条件|通知|次数|书|人)|[^,]{0,3}的(?:合同|协议|租金|价格|期限)"
)
_ANSWERED_NO = re.compile(
    r"[^:\t,]{0,4}[:\t]_?(?:否|无|不|[□☐]?是?[^,☑√■✓]{0,3}[☑√■✓]_?(?:否|不)|[□☐]是[^,☑√■✓]{0,3}$)"
)
"""Behind 自动续约 in a form: 否, □是 ☑否, or nothing ticked."""

_RECITAL = re.compile(
    r"达成(?:如下|以下|本)(?:补充)?(?:协议|合同|约定|条款)|(?:签订|订立)(?:如下|以下|本)补充(?:协议|合同)"
)
"""The words that lead into a supplement (就续展服务…达成如下补充协议): what it is about, not a way to go on."""

_EXHIBITION = re.compile(r"展[位台商馆览会品]|参展|布展|撤展|开展首日")
"""Beside these, 展期 is the time of an exhibition."""

_EXPIRED = re.compile(r"期?(?:届?满|内|间|到期)")
"""Behind an automatic act: its term has begun or ended already."""

_OTHER = re.compile(
    r"保函|保险|质保|保修|质量保证|证书|资质|执照|商标|专利|域名|许可证|工期|交货|交付|付款[日期]|还款[日期]|保密|试用期|免租|竞业|投标|报价|主合同|主债|债权人|"
    r"宽限|保证期间|诉讼|时效|开工|竣工|装修期|订单|专属期|异议期|答复期|审理|仲裁|存款|票据"
)
_OWN = re.compile(
    r"合同|协议|合约|租期|租赁期|合作期|服务期|聘期|聘用期|经营期|授权期|许可期|特许期|期满|届满|到期|合资期限|有效期"
)
_ENDED = re.compile(r"(?:本)?(?:合同|协议|合作|租赁|服务)?(?:期限?)?(?:期满|届满|到期)")
_END = re.compile(r"期满|届满|到期|期限?届|年满|满后|满时|满前|终止前")
_DELAY = re.compile(
    r"因[^,]{0,24}(?:原因|导致|造成|停|不能|无法|延迟|迟延)|相应|不可抗力|节假日|假日|停工|延误|中止|故障|停机|疫情|逾期|顺延至下一?个?工作日"
)
_CONSENT = re.compile(
    r"协商|签[订署]|重新|书面|同意|优先|申请|商议|商定|议定|可以?|应|须|得|有权|通知|提出|提前|意向|事宜|确认|决定|愿意?|有意|拟|欲|如|若|需要?|要求|告知"
)
_CHOICE = re.compile(r"协商|同意|申请|优先|可|有权|提前|意向|愿意?|有意|拟|欲|要求|希望")
_WISH = re.compile(r"有意|需要|如需|拟|希望|愿意?|欲|申请|协商")
_LEAVE = re.compile(r"续费|可|经双方|协商|同意|书面确认")
_OBJECTION = re.compile(
    r"(?:未|没有|均无|无|不)[^。;]{0,24}(?:异议|通知|提出|表示|书面|取消|关闭|终止|反对)|(?:异议|通知|反对|终止)[^。;,]{0,6}的?(?:除)?外|除非[^。;]{0,60}(?:通知|异议|终止|反对)|否则"
)
_UNLESS = re.compile(r"未[^,]{0,24}(?:关闭|取消|异议|通知|终止|表示|反对)[^,]{0,12}[的者],")
_UNSIGNED = re.compile(r"尚未(?:完成|签署|签订)|未(?:完成|能)[^。]{0,8}签")
_ENDLESS = re.compile(r"继续有效|不定期")
_LENGTH = re.compile(
    rf"(?:续[期展约签订租聘延费]|顺延|延[续长期展]|(?:自动|[往向]后)延|展期|继续有效|期限?(?:仍|也|均)?为|每次|每期|周期(?:仍|也|均)?为)(?:[^。;,提前满最超累过]|(?<=[期展约签订租聘延长]),(?=每次)){{0,14}}?"
    rf"(?P<length>{DURATION})(?!前|内|以|之|的?书面)|以(?P<unit>{DURATION})为(?:一?期|单位|周期|一个周期)"
)
_RENEWED = re.compile(r"续|延|展期|以[^,]{1,8}为(?:一?期|单位)|每次|每期")
_NOTICE = re.compile(
    rf"(?:期满|届满|到期|终止|期限|有效期)[^。;,]{{0,6}}?前(?:的)?(?:至少|提前|不少于)?_?(?P<before>{DURATION})(?P<rest>[^。;]{{0,50}})"
    rf"|(?:期满|届满|到期)(?:至少|不少于)?(?P<ahead>{DURATION})(?:之|以)?前(?P<rest3>[^。;]{{0,50}})"
    rf"|提前(?:至少|不少于)?_?(?P<early>{DURATION})(?P<rest2>[^。;]{{0,50}})"
)
_GIVES = re.compile(r"通知|提出|申请|告知|函告|异议|书面|表示|关闭|取消|发出|提交|反对|声明")
_TALKS = re.compile(r"内?,?(?P<first>[^,]{0,20}?)(?:协商|商议|洽谈|签[订署]|(?<=书面)确认)")
_TELLS = re.compile(r"通知|提出|申请|告知|函告|表示|发出|提交")

_BY_ITSELF = ("顺延", "延续", "续延")
"""Vague acts that need nobody's consent unless the sentence says so."""

_ACTS = 12
"""Acts of one sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to go on. Without a kind it only adds to one said beside it: 续约期限为一年, 不续约的应提前60日通知."""

    kind: str
    length: Duration | None
    notice: Duration | None
    refusal: bool = False


def read_way(sentence: str) -> Way | None:
    """Read a compact simplified sentence; None where it is not about going on with the agreement.

    automatic_renewal: for a further term, by name (自动续约) or unless somebody objects; automatic_extension: 自动顺延,
    继续有效, 转为不定期; by_agreement: everything that needs an act, rights of priority (优先承租权) among them.
    """
    automatic = agreed = beside = refusal = False
    if _RECITAL.search(sentence):
        return None
    for act in islice(_ACT.finditer(sentence), _ACTS):
        before = sentence[: act.start()].rpartition(",")[2]
        if _of_another(sentence, act, before):
            continue
        if _REFUSED.search(before) or _ANSWERED_NO.match(sentence, act.end()):
            refusal = beside = True
        elif act["automatic"] and not _EXPIRED.match(sentence, act.end()):
            automatic = automatic or _counts(sentence, act)
        elif act["clear"] and _UNLESS.search(sentence[: act.start()]) and not _LEAVE.search(before):
            automatic = True
        elif act["automatic"] or _AFTERMATH.match(sentence, act.end()) or before.endswith("已"):
            beside = beside or not act["vague"]
        elif _counts(sentence, act):
            follows = act["vague"] in _BY_ITSELF and not _LEAVE.search(sentence)
            automatic, agreed = automatic or follows, agreed or not follows
    if not (automatic or agreed or beside):
        return None
    kind = _automatic_kind(sentence) if automatic else "by_agreement" if agreed else ""
    return Way(kind, _length(sentence), _notice(sentence), refusal)


_LIMITED = re.compile(r"续[期约展签订租]|顺延|(?:合同|协议|租赁|服务|合作)(?:总期|的?总)|总(?:期限|租期)")

_LIMITED_HERE = re.compile(r"续|延|展期|合同|协议|合作|租赁|期限|累计|最长")


def is_about_agreement(limit: str, *, beside: bool) -> bool:
    """Say whether a limit is one of going on with the agreement: wherever it stands (续展次数…), or `beside` the renewal."""
    return bool((_LIMITED_HERE if beside else _LIMITED).search(limit)) and not _OTHER.search(limit)


def _of_another(sentence: str, act: re.Match[str], before: str) -> bool:
    """Say whether something else goes on: 质保期自动延长, 延长投标有效期, 资质证书…到期应及时续期."""
    near = before + re.split("[,至到]", sentence[act.end() : act.end() + 6])[0]
    if _OTHER.search(near) or (act.group() == "展期" and _EXHIBITION.search(sentence)):
        return True
    for chunk in reversed([*sentence[: act.start()].split(",")[:-1], re.sub(r"^(?:期满|届满|到期)", "", before)]):
        if _ENDED.match(chunk):
            return False
        if _OWN.search(chunk) or _OTHER.search(chunk):
            return bool(_OTHER.search(chunk))
    return False


def _counts(sentence: str, act: re.Match[str]) -> bool:
    """Say whether an act goes on with the agreement: vague ones at the end of a term only, and not for a delay."""
    if act["clear"]:
        if _END.search(sentence):
            return bool(_CONSENT.search(sentence))
        return bool(_CHOICE.search(sentence) or _notice(sentence))
    if act["longer"] and not _END.search(sentence):
        return bool(_WISH.search(sentence) and not _DELAY.search(sentence))
    if act["automatic"] and re.match(r"自动续|视为.*续[期展约签订租]", act.group()):
        return True
    if not _END.search(sentence) or _DELAY.search(sentence):
        return False
    return bool(act["automatic"]) or bool(_CONSENT.search(sentence)) or act["vague"] in _BY_ITSELF


def _automatic_kind(sentence: str) -> str:
    further_term = re.search(r"自动续[期展约签订租费]", sentence)
    lasting = _ENDLESS.search(sentence) and not _length(sentence)
    unless = _OBJECTION.search(sentence) and not _UNSIGNED.search(sentence) and not lasting
    return "automatic_renewal" if further_term or unless else "automatic_extension"


def _length(sentence: str) -> Duration | None:
    for match in _LENGTH.finditer(sentence):
        if _RENEWED.search(match.group()) or _RENEWED.search(sentence[max(0, match.start() - 6) : match.start()]):
            length = parse_duration(match["length"] or match["unit"])
            if length and not length.working:
                return length
    return None


def _notice(sentence: str) -> Duration | None:
    """Read the notice; a window for talks (届满前一个月内协商) is none."""
    for match in _NOTICE.finditer(sentence):
        rest = match["rest"] or match["rest2"] or match["rest3"] or ""
        talks = _TALKS.match(rest)
        if _GIVES.search(rest) and not (talks and not _TELLS.search(talks["first"])):
            return parse_duration(match["before"] or match["early"] or match["ahead"])
    return None
