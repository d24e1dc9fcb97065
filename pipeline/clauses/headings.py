"""Headings without number: 违约责任 on a line of its own above its text, 鉴于 above the recitals."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from pipeline.model.document import Kind, PlacedBlock
from pipeline.zh.fold import fold
from pipeline.zh.labels import Label, Style

_TOPICS = (
    "定义|释义|解释|术语|总则|附则|概况|范围|内容|标的|期限|有效期|价格|价款|总价|费用|租金|押金|保证金|佣金|报酬|付款|支付|结算|对账|发票|税费|税务|质量|"
    "验收|检验|交付|交货|交接|运输|运费|包装|标识|保险|所有权|风险|安装|调试|培训|备件|文件|资料|服务|质保|质保期|保修|售后|维修|维护|维保|装修|转租|"
    "续租|返还|保证|承诺|陈述|声明|权利|义务|责任|职责|知识产权|商标|著作权|专利|成果|归属|保密|商业秘密|个人信息|数据|信息安全|合规|商业贿赂|反腐败|廉洁|"
    "诚信|不可抗力|情势变更|违约|违约金|赔偿|免责|担保|抵押|质押|终止|解除|变更|中止|续约|续期|转让|分包|转委托|通知|送达|联系|争议|纠纷|法律|管辖|仲裁|语言|"
    "文本|生效|成立|签署|其他|其它|杂项|一般|附件|补充|完整|可分割|弃权|竞业|排他|独家|合作|授权|许可|使用|推广|投放|考核|业绩|股权|出资|增资|投资|借款|贷款|还款|"
    "利息|利率|提款|账户|收款|岗位|工作|试用期|劳动报酬|工资|社会保险|福利|休息|休假|劳动保护|加盟|特许经营|委托|代理|仓储|物流|施工|工期|工程|设计|监造|"
    "监理|安全|环保|订单|采购|供货|供应|销售|数量|规格|型号|召回|审计|检查|组成|前提|先决条件|交割|过渡期|治理|分红|清算|优先|计费|定价|调价|汇率"
)
_JOINTS = (
    "课程|广告|物业|软件|系统|平台|公司|目标|用工|客户|信息|渠道|经销|品牌|加盟|及其|以及|及|和|与|、|/|或|的|之|本|合同|协议|契约|双方|各方|三方|甲方|乙方|丙方|买方|卖方|出租方|承租方|项目|产品|货物|设备|商品|房屋|技术|条款|约定|事项|"
    "方式|方法|标准|要求|条件|程序|流程|办法|安排|说明|处理|处置|规定|情况|情形|解决|适用|限制|相关|有关|时间|地点|金额|形式|效力|目的|背景|禁止|反|不|管理|"
    "保护|人员|资质|计划|进度|指标|主体|履行|承担|支持|行使|部分|交易|业务|款项|款|费|期|性|权|书|后"
)
_TOPIC = re.compile(_TOPICS)
_JOINT = re.compile(f"{_TOPICS}|{_JOINTS}")
_SURE = re.compile(
    "保密(?:条款|义务|责任|与知识产权)?|违约(?:责任|条款|及违约责任|与赔偿)|不可抗力(?:条款)?|知识产权(?:条款|归属)?|争议(?:的)?解决(?:方式|办法|条款)?|"
    "(?:法律适用|适用法律)(?:[和与及]争议(?:的)?解决)?|通知(?:[和与及]送达|条款)|(?:合同|协议)?(?:的)?(?:变更|终止|解除|转让)(?:[和与及、](?:变更|终止|解除))?(?:条款)?|"
    "反商业贿赂(?:条款)?|廉洁条款|附则|其他(?:约定|事项|条款)?"
)
_TWIN = re.compile(r"[\s:]{0,3}[A-Za-z][A-Za-z ,.&/'()-]{0,70}:?$")
_RECITALS = re.compile(r"(?:鉴\s{0,4}于|前\s{0,4}言|序\s{0,4}言|引\s{0,4}言|Recitals|RECITALS|Whereas|WHEREAS)\s?:?$")
RECITALS = frozenset(("鑒於", "鉴于", "前言", "序言", "引言", "Recitals", "RECITALS", "Whereas", "WHEREAS"))
_LONGEST, _LONGEST_LINE = 18, 110
_RUN = 3
"""So many headings in a row are a list or a table of contents."""


def unnumbered(text: str, plain: str, body: Sequence[PlacedBlock], labels: Mapping[int, Label]) -> dict[int, str]:
    """Find the headings without number of a part, by the offset of their block.

    `plain` is the text folded, in simplified characters. A short line without end that is made of the words agreements are headed with (价格和支付条款, 知识产权, 安装/调试), with text or
    clauses below it. Three or more in a row are a list; a line below … ： is an item. Where the clauses of a part are
    numbered, one alone between two of them counts when it can be nothing else (违约责任, 保密条款).
    """
    words = [plain[block.span.start : block.span.end].strip() for block in body]
    found = {index: heading for index in range(len(body) - 1) if (heading := _heading(body, words, labels, index))}
    listed = _in_a_row(found)
    found = {index: heading for index, heading in found.items() if index not in listed}
    tops = _tops(body, labels)
    if tops and sum(index < tops[0] for index in found) < _RUN:
        alone = _alone(found, tops)
        found = {i: h for i, h in found.items() if h in RECITALS or (i in alone and _SURE.fullmatch(h))}
    elif len(found) < _RUN:
        found = {index: heading for index, heading in found.items() if _SURE.fullmatch(heading) or heading in RECITALS}
    spans = (body[index].span for index in found)
    return {span.start: _bare(fold(text[span.start : span.end]).strip()) for span in spans}


def _tops(body: Sequence[PlacedBlock], labels: Mapping[int, Label]) -> list[int]:
    """Give the blocks that begin the numbered clauses of a part; none where they are not numbered through."""
    for style in (Style.ARTICLE, Style.HAN, Style.DECIMAL):
        of = {
            i: label.numbers for i, b in enumerate(body) if (label := labels.get(b.span.start)) and label.style is style
        }
        single = {index: numbers[0] for index, numbers in of.items() if len(numbers) == 1}
        if len(set(single.values())) >= _RUN and list(single.values()).count(1) <= 1:
            return list(single)
    return []


def _alone(found: Iterable[int], tops: Sequence[int]) -> set[int]:
    """Give the headings each of which is the only one between two numbered clauses, behind the first of them."""
    between: dict[int, list[int]] = {}
    for index in found:
        between.setdefault(bisect_right(tops, index), []).append(index)
    return {indexes[0] for after, indexes in between.items() if after and len(indexes) == 1}


def _heading(body: Sequence[PlacedBlock], words: Sequence[str], labels: Mapping[int, Label], index: int) -> str | None:
    block, below = body[index], body[index + 1]
    if len(block.span) > _LONGEST_LINE or block.kind is not Kind.PARAGRAPH:
        return None
    if block.span.start in labels or block.level is not None:
        return None
    if _RECITALS.match(words[index]):
        return _bare(words[index])
    heading = title(words[index])
    before, after = words[index - 1] if index else "", words[index + 1]
    listed = before.endswith((":", "、", ",")) and not recitals_end(before)
    text_below = len(after) >= 12 or after.endswith(("。", ";", ".")) or title(after) is not None
    followed = below.kind is Kind.ROW or below.span.start in labels or text_below
    return heading if heading and not listed and followed else None


def title(words: str) -> str | None:
    """Give the heading that a folded line is, None for other lines; its twin in English is left out."""
    bare = _bare(words)
    if not 2 <= len(bare) <= _LONGEST or bare.endswith(("合同", "协议", "协议书")):
        return None
    return bare if not _JOINT.sub("", bare) and _TOPIC.search(bare) else None


def _bare(words: str) -> str:
    return re.sub(r"\s", "", _TWIN.sub("", words) or words).removesuffix(":")


def _in_a_row(found: Iterable[int]) -> set[int]:
    """Give the headings of which three or more stand in a row: a list, a table of contents."""
    listed: set[int] = set()
    row: list[int] = []
    for index in found:
        row = [*row[1 - _RUN :], index] if row and row[-1] + 1 == index else [index]
        if len(row) >= _RUN:
            listed.update(row)
    return listed


def recitals_end(words: str) -> bool:
    """Say whether a folded paragraph leads from the recitals to what is agreed (现达成如下协议：, agree as follows)."""
    return re.search(r"(?:如下|以下)[^。;]{0,12}[:。]?$|as follows[:.]?$", words.strip()) is not None
