"""Words of the reports in Chinese and English."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

from pipeline.errors import InputError
from pipeline.model.finding import Extractor

Language = Literal["zh", "en"]

_WORDS = {
    "either": "任何一方", "automatic": "自动", "convenience": "任意解除", "mutual_agreement": "协商一致",
    "insolvency": "破产清算", "expiry": "期满", "change_of_law": "法律政策变化", "other": "其他",
    "complete": "完整", "partial": "部分读取", "failed": "失败", "damaged": "已损坏", "encrypted": "有密码", "unsupported": "不支持",
    "too_large": "过大", "timeout": "超时", "out_of_memory": "内存不足", "crashed": "异常退出", "changed_while_reading": "读取时被改动",
    "no_access": "无法读取", "pending": "未读", "empty": "空文件", "kind unreadable": "无法读取", "internal_error": "内部错误",
    "no_text_layer": "无文字层", "needs_converter": "需要转换", "garbled_text": "文字层乱码", "mostly_pictures": "多为图片",
    "unread_picture": "图片未读", "damaged_page": "页面损坏", "field_failed": "字段出错", "too_many": "数量过多", "cut_off": "内容截断",
    "revisions": "修订痕迹", "comments": "批注", "hidden_text": "隐藏文字",
    "corrected": "更正", "read as": "原读", "Corrections": "更正",
    "stated": "载明", "computed": "推算", "blank": "留空", "unreadable": "无法辨认",
    "high": "高", "medium": "中", "low": "低",
    "automatic_extension": "自动顺延", "automatic_renewal": "自动续期", "by_agreement": "协商续期",
    "litigation": "诉讼", "arbitration": "仲裁", "undecided": "未定",
    "indefinite": "长期",
    "both": "双方", "liability": "赔偿责任", "liquidated_damages": "违约金", "exclusion": "免责",
    "text_layer": "文字层", "ocr": "光学识别", "mixed": "混合", "word": "Word", "text": "文本",
    "File": "文件", "Path": "路径", "Status": "状态", "Pages": "页数", "Flags": "复核提示", "quote": "原文", "clause": "条款", "page": "页",
    "state": "性质", "Register": "合同登记", "Parties": "当事人", "Deadlines": "期限", "Caps": "责任限制", "Review": "复核",
    "Problems": "问题", "Severity": "程度", "Reason": "理由", "Part": "部分", "Stage": "环节", "Where": "位置", "Kind": "类别",
    "Message": "说明", "What": "事项", "Date": "日期", "Language": "语言", "Also at": "另见", "Details": "内容", "yes": "是", "no": "否",
    "Alternatives": "其他说法",
    "definitions": "定义与解释", "subject": "标的与服务内容", "term": "期限与续期", "payment": "费用与支付", "invoices_and_tax": "发票与税费",
    "delivery_and_acceptance": "交付与验收", "quality_and_warranty": "质量与质保", "service_levels": "服务水平", "intellectual_property": "知识产权", "confidentiality": "保密",
    "data_protection": "数据与个人信息", "breach": "违约", "type breach": "违约责任", "liability_limit": "责任限制", "indemnity": "赔偿", "representations": "陈述与保证",
    "force_majeure": "不可抗力", "termination": "解除与终止", "amendment": "变更", "assignment_and_subcontracting": "转让与分包", "notices": "通知与送达",
    "dispute_resolution": "争议解决", "governing_law": "适用法律", "anti_bribery": "反商业贿赂与廉洁", "non_compete_and_exclusivity": "竞业与排他", "personnel": "人员与社保",
    "insurance": "保险", "audit": "审计与检查", "security_and_deposit": "担保与保证金", "annexes_and_precedence": "附件与优先顺序", "effect_and_copies": "生效与份数",
    "entire_agreement": "完整协议与一般条款", "safety": "安全与环保",
}  # fmt: skip


def word(english: str, language: Language, attribute: str = "") -> str:
    """Give a word of the reports, as the value of an attribute where it means another thing there.

    Words without translation stay as they are.
    """
    if language == "zh":
        return _WORDS.get(f"{attribute} {english}", _WORDS.get(english, english))
    return english.replace("_", " ")


def status_word(document: Mapping[str, Any], language: Language) -> str:
    """Say how a document of records.jsonl was read; for one that was not, the status that its run and `status` tell."""
    problems = document["problems"]
    if document["status"] == "failed" and problems:
        kind = problems[0]["kind"]
        return word(_STATUS_OF[kind], language) if kind in _STATUS_OF else word(kind, language, "kind")
    return word(document["status"], language)


_FAILURES: tuple[type[InputError], ...] = (InputError, *InputError.__subclasses__())
_STATUS_OF = {failure.kind: failure.status for failure in _FAILURES}
"""The status of an input by the kind of the problem that nothing was read for."""

CORRECTION = "correction"
"""The rule of a finding that a reader put in the place of what was read, which is the first of its alternatives."""


def state_word(finding: Mapping[str, Any], language: Language) -> str:
    """Say how the value of a finding is known: stated, computed, left blank, unreadable, corrected by a reader."""
    return word("corrected" if finding["rule"] == CORRECTION else finding["state"], language)


def field_label(extractor: Extractor[Any], language: Language) -> str:
    """Name a field: its Chinese label, or its name as English words."""
    return extractor.label if language == "zh" else extractor.field.replace("_", " ").capitalize()


def attribute_labels(extractor: Extractor[Any], language: Language) -> dict[str, str]:
    """Name the attributes of a field's value, in their order; empty where the value is one word or date."""
    if not dataclasses.is_dataclass(extractor.produces):
        return {}
    return {
        (name := item.name.rstrip("_")): item.metadata["label"]
        if language == "zh"
        else name.replace("_", " ").capitalize()
        for item in dataclasses.fields(extractor.produces)
    }
