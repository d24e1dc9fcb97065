"""Clauses about disputes in which the way to end them was left to be filled in."""

import re

from pipeline.model.document import Document, Hit

_GAP = r"(?:_|[【\[(]_?[】\])]|\$?\{{1,2}[^{}\n]{1,40}\}{1,2}|[×xX*]{2,6})"
_NAME = (
    r"(?:(?:本)?(?:合同|协议)的?)?(?:(?:争议|纠纷|争端)(?:的)?(?:解决|处理)?(?:的)?(?:方式|办法|方法|途径|机构|地|条款)?"
    r"|(?:约定)?(?:管辖|仲裁)(?:法院|机构|委员会|地))"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[\n\t。;,、.()\d条])){_NAME}(?:(?:为|是|:|\t){{1,2}}{_GAP}|\t(?=\n|$))[_。;,.]{{0,3}}(?=$|[\n\t(])",
    re.MULTILINE,
)
_IN_SENTENCE = re.compile(
    rf"(?:争议|纠纷|争端|(?:协商|调解|磋商)[^。;,\n]{{0,6}}(?:不成|未果|不能|无法))[^。;\n]{{0,40}}?"
    rf"(?:,|:|采取|采用|按照?|通过|以|由|向|提交|提请|选择|适用)(?:以下|下列|第)?{_GAP}(?:的)?(?:方式|方法|办法|机构)?(?:进行|予以|申请|提起)?"
    r"(?:解决|处理|仲裁|诉讼|起诉|管辖|裁决)?(?=[。;,\n]|$)"
)


def left_open(document: Document) -> Hit | None:
    """Give the first gap in the main text where the way to end disputes was to be written.

    1. 争议：____。, 争议解决方式：____, 管辖法院：【 】, an empty cell beside 争议解决方式
    2. 协商不成的，____。, 发生争议的，采取____方式解决, 协商不成的，向____起诉
    Gaps for other things in such a clause (联系人：____, 费用由____承担) are none.
    """
    for pattern in (_LABELLED, _IN_SENTENCE):
        for hit in document.search(pattern, document.body, cues=("争", "纠纷", "协商", "调解", "磋商", "管辖", "仲裁")):
            if document.part_at(hit.span().start) == "正文":
                return hit
    return None
