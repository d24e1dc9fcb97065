"""Words of the reports on changes in Chinese; a word may mean another thing here than in the register."""

import re

from pipeline.reports.labels import Language

_WORDS = {
    "modified": "修改", "added": "新增", "deleted": "删除", "moved": "移动", "split": "拆分", "merged": "合并",
    "amount": "金额", "rate": "比率", "date": "日期", "duration": "期限", "party": "主体", "forum": "争议管辖", "modality": "义务与权利",
    "reference": "引用", "definition": "定义", "table": "表格", "wording": "措辞",
    "width": "全半角", "punctuation": "标点", "spacing": "空白", "layout": "版式", "furniture": "页眉页脚", "seal": "印章",
    "watermark": "水印", "ocr": "识别",
    "follows": "随编号调整", "retargeted": "指向改变", "broken": "指向落空",
    "identical": "完全一致", "identical_but_noise": "除所列噪声外一致", "different": "存在差异", "cannot_tell": "无法判断",
    "id": "编号", "type": "类型", "class": "类别", "material": "实质性", "old clause": "旧条款", "new clause": "新条款", "old page": "旧页码", "new page": "新页码",
    "old text": "旧文本", "new text": "新文本", "delta": "变动幅度", "look": "核对图像", "decision": "处理意见", "comment": "备注", "field": "字段", "old": "旧", "new": "新",
    "favours": "有利于", "why": "依据", "unclear": "不明", "clause": "条款", "clauses": "所在条款", "verdict": "判定", "count": "数量",
    "Changes": "变更", "Fields": "字段", "Renumbering": "重新编号", "References": "引用", "Noise": "噪声", "Clauses": "条款",
    "first": "首版", "same": "相同", "edited": "修改", "removed": "删除", "returned": "恢复",
}  # fmt: skip


def label(english: str, language: Language) -> str:
    """Give a word; one without translation stays as it is."""
    return _WORDS.get(english, english) if language == "zh" else english.replace("_", " ")


_MEASURES = (
    (re.compile(r"(\d+) working days"), r"\1 个工作日"), (re.compile(r"(\d+) days"), r"\1 天"), (re.compile(r"(\d+) months"), r"\1 个月"),
    (re.compile(r"(\d) points"), r"\1 个百分点"), (re.compile(r"(\d) CNY"), r"\1 元"),
    (re.compile(r"P(\d+)Y"), r"\1年"), (re.compile(r"P(\d+)M"), r"\1个月"), (re.compile(r"P(\d+)D"), r"\1日"),
    (re.compile("^=$"), "同值"),
)  # fmt: skip
_FORCES = {"duty": "义务", "right": "权利", "ban": "禁止", "not": "否定", "none": "无"}


def measure(delta: str | None, language: Language) -> str | None:
    """Give a distance (`+365 days`, `duty → right`, `P30D → P60D`) in the words of a language."""
    if delta is None or language == "en":
        return delta
    if "→" in delta and all(word.strip() in _FORCES for word in delta.split("→")):
        return " → ".join(_FORCES[word.strip()] for word in delta.split("→"))
    for pattern, words in _MEASURES:
        delta = pattern.sub(words, delta)
    return delta
