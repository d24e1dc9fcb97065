"""Who acts in a sentence: the parties by every name the agreement gives them, and the words for either of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extractors.parties import parties
from pipeline.model.document import Document
from pipeline.model.finding import Findings
from pipeline.model.span import Span
from pipeline.zh.labels import label_at
from pipeline.zh.traditional import simplified

_ROLE = (
    r"[甲乙丙丁]方|(?:工程|劳务|专业|被)?(?:委托|受托|出租|承租|转租|供应|采购|购买|销售|出卖|买受|买|卖|发包|承包|分包|总包|许可|被许可|披露|接收|服务|出借|借款|贷款|转让|受让|授权|"
    r"被授权|运营|开发|供货|承揽|定作|代理|被代理|保证|加盟|特许|经销|托运|承运|保管|寄存|存货|劳务|用工|投资|供|需)(?:方(?!式|案|向|面|法|针|便)|人(?!员|士|力|才|次|数|身|格|民)|商(?!标|品|业|务|场|铺|城|誉|机|量|议|定))|"
    r"服务提供[方商]|服务商|供应商|合作伙伴|加盟商|经销商|代理商|商户|商家|卖家|买家|用人单位|劳动者|物业服务企业|物业公司|业主|贵公司|您|我司|我们|本公司"
)
_CUSTOMER = "客户|用户"
_EITHER = r"任[何意一]{1,2}方|(?:甲乙)?双方(?:均|中)?|各方|每一方|守约[一]?方|非违约方|未违约方|违约[一]?方|过错方|无过错方|责任方|受损方|另一方|对方|一方"
_PAIRS = (
    ("甲方", "乙方"), ("出租方", "承租方"), ("出租人", "承租人"), ("买方", "卖方"), ("供方", "需方"), ("发包方", "承包方"), ("发包人", "承包人"),
    ("委托方", "受托方"), ("委托人", "受托人"), ("出借人", "借款人"), ("贷款人", "借款人"), ("转让方", "受让方"), ("许可方", "被许可方"), ("披露方", "接收方"),
    ("采购人", "供应商"), ("采购方", "供应商"), ("采购方", "供货方"), ("买受人", "出卖人"), ("托运人", "承运人"), ("用人单位", "劳动者"), ("定作方", "承揽方"),
    ("定作人", "承揽人"), ("工程承包人", "劳务分包人"), ("承包人", "分包人"), ("委托人", "代理人"), ("存货人", "保管人"), ("特许人", "被特许人"),
    ("购买方", "销售方"), ("寄存人", "保管人"),
)  # fmt: skip
"""Roles that face each other, for agreements whose parties could not be read."""

_SENTENCE = re.compile(r"[^。;!?\n\t]{4,1200}[。;]?")


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties of an agreement: a pattern of their names and of 任何一方, 守约方 …, and the role behind a name."""

    pattern: re.Pattern[str]
    roles: Mapping[str, str]
    known: tuple[str, ...]

    def role(self, name: str) -> str:
        """Give the role behind a name; a name without known role is its own."""
        return self.roles.get(name, name)

    def is_either(self, name: str) -> bool:
        """Say whether the word means either party."""
        return re.fullmatch(_EITHER, name) is not None

    def other(self, role: str) -> str | None:
        """Give the side across, None where there are more than two or it is not known."""
        if role in self.known:
            across = [known for known in self.known if known != role]
            if len(across) == 1:
                return across[0]
        facing = [second if first == role else first for first, second in _PAIRS if role in (first, second)]
        named = [name for name in facing if name in self.known]
        return named[0] if named else facing[0] if len(facing) == 1 else None

    def named(self, words: str) -> list[re.Match[str]]:
        """Give every mention of a side, in order."""
        return list(self.pattern.finditer(words))


def sides(found: Findings) -> Sides:
    """Collect what the agreement calls its parties."""
    roles: dict[str, str] = {}
    for finding in found.all(parties):
        if finding.value and finding.value.role:
            for name in (finding.value.role, finding.value.name, *finding.value.short_names):
                if name and len(name) > 1:
                    roles.setdefault(name, finding.value.role)
    names = [
        *map(re.escape, sorted(roles, key=lambda name: (-len(name), name))),
        _EITHER,
        _ROLE,
        *([] if len(set(roles.values())) > 1 else [_CUSTOMER]),
    ]
    return Sides(any_name("|".join(names)), roles, tuple(dict.fromkeys(roles.values())))


def any_name(names: str) -> re.Pattern[str]:
    """Compile alternatives of names; a character that none of them holds is passed over at once."""
    return re.compile(f"(?=[{re.escape(''.join(sorted({*names})))}])(?:{names})")


def plain(words: str) -> str:
    """Give words in simplified characters and with one word for one thing, of the same length."""
    return simplified(words).replace("合约", "合同").replace("他方", "对方")


def sentences(document: Document, cues: tuple[str, ...]) -> Iterator[Span]:
    """Yield the sentences of the body without their labels, cell by cell in tables, of the blocks that hold one of the words."""
    for hit in document.search(_SENTENCE, cues=cues):
        span = hit.span()
        label = label_at(document.text[span.start : span.end])
        if label and label.end < len(span):
            span = Span(span.start + label.end, span.end)
        if document.text[span.start : span.end].strip():
            yield span
