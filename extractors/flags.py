"""复核提示: the reasons for a person to look."""

from collections.abc import Iterable

from pipeline.model.evidence import Evidence
from pipeline.model.finding import Finding, Flag, Severity, State

FLAGS = {
    "left_blank": (Severity.HIGH, "应填未填：{}", "left blank: {}"),
    "credit_code_checksum": (Severity.HIGH, "统一社会信用代码校验位不符", "the check digit of the credit code is wrong"),
    "party_not_named": (Severity.HIGH, "相对方未具名", "a party is not named"),
    "one_party": (Severity.MEDIUM, "只找到一方当事人，请核对", "only one party was found in an agreement"),
    "court_or_arbitration": (Severity.HIGH, "同时约定诉讼与仲裁，仲裁条款可能无效", "court and arbitration side by side: the arbitration clause may be void"),
    "venue_place_unknown": (Severity.MEDIUM, "管辖取决于签订地或履行地，但文中未写明该地点", "the venue hangs on a place that is not stated"),
    "expiry_before_signing": (Severity.HIGH, "到期日早于签署日期", "the agreement ends before it was signed"),
    "start_unknown": (Severity.MEDIUM, "有期限但起算日未定，无法推算到期日", "a length without a known start: no expiry can be computed"),
    "computed_expiry": (Severity.LOW, "到期日系推算（首日计入）；按民法典第201、202条可能晚一日", "the expiry is computed with the first day counted; by Civil Code art. 201, 202 it may be a day later"),
    "several_values": (Severity.MEDIUM, "文中有多个不同的值：{}", "the document gives several values: {}"),
    "one_sided_cap": (Severity.MEDIUM, "责任上限仅保护一方", "the cap protects one side only"),
    "extension": (Severity.LOW, "期满后可能自动续期或顺延，实际终止日可能晚于到期日", "the agreement may go on by itself after its expiry"),
    "amounts_differ": (Severity.HIGH, "金额的数字与大写不一致", "the sum in figures and the sum in words differ"),
    "numbers_differ": (Severity.HIGH, "数字与其汉字写法不一致", "a number in figures and in words differs"),
    "open_bracket": (Severity.LOW, "金额旁的括号没有闭合", "a bracket beside an amount is not closed"),
    "party_named_differently": (Severity.HIGH, "签署页的名称与首部不一致", "the name on the signature page differs from the one at the head"),
    "end_before_start": (Severity.HIGH, "期限的届满日早于起始日", "the term ends before it begins"),
    "length_differs": (Severity.HIGH, "期限的长度与起止日期不符", "the length of the term is not that of its days"),
    "impossible_date": (Severity.HIGH, "日期不存在：{}", "no calendar has this date: {}"),
    "short_term": (Severity.MEDIUM, "合同期限不超过一个月，请核对", "a term of no more than a month"),
    "arbitration_institution": (Severity.HIGH, "仲裁机构未写明或无法确定，仲裁条款可能无效（仲裁法第16、18条）", "the arbitration institution cannot be identified: the clause may be void"),
    "foreign_kind": (Severity.MEDIUM, "出现其他类型合同的用语：{}", "words of another kind of agreement: {}"),
    "seal_of_another": (Severity.MEDIUM, "印章上的名称与当事人不符", "the name on the seal is none of the parties'"),
    "ocr_doubt": (Severity.HIGH, "文字识别存疑：{}", "OCR is in doubt: {}"),
    "ocr_doubt_elsewhere": (Severity.LOW, "文字识别存疑：{}", "OCR is in doubt: {}"),
    "unreadable": (Severity.HIGH, "原件此处无法辨认", "not legible in the original"),
    "hidden_text": (Severity.HIGH, "有读者看不到的文字，未计入正文：{}", "text that no reader can see, not part of the text: {}"),
    "text_layer_differs": (Severity.HIGH, "{}", "the text layer does not say what the page shows: {}"),
    "tracked_changes": (Severity.HIGH, "含未定稿的修订：{}", "tracked changes are not settled: {}"),
    "comments": (Severity.MEDIUM, "含批注：{}", "comments: {}"),
    "struck_text": (Severity.MEDIUM, "有划去的文字，仍计入正文", "struck-out words, still part of the text"),
    "further_agreement": (Severity.HIGH, "文件中另有一份协议，未提取：{}", "another agreement in the same file was not extracted: {}"),
    "copy": (Severity.LOW, "文件中另有一份相同的文本：{}", "another copy of the same text in the file: {}"),
    "words_in_picture": (Severity.LOW, "图片中有文字，未计入正文", "words on a picture, not part of the text"),
    "note_on_page": (Severity.MEDIUM, "页面上另加了附注：{}", "notes were put on the page: {}"),
    "broken_reference": (Severity.HIGH, "引用的条款不存在：{}", "the clause referred to does not exist: {}"),
    "unused_definition": (Severity.LOW, "有定义但未使用的术语：{}", "defined and not used: {}"),
    "undefined_term": (Severity.MEDIUM, "使用了未定义的术语：{}", "used like a defined term and not defined: {}"),
    "numbering_gap": (Severity.MEDIUM, "条款编号不连续：{}", "a clause number is missing: {}"),
    "repeated_number": (Severity.MEDIUM, "条款编号重复：{}", "a clause number stands twice: {}"),
    "internal_conflict": (Severity.MEDIUM, "前后约定不一致：{}", "two clauses disagree: {}"),
    "wrong_cross_reference": (Severity.MEDIUM, "引用的条款与所述内容不符：{}", "the clause referred to is about something else: {}"),
    "annex_missing": (Severity.MEDIUM, "文件中未见所列附件：{}", "annexes named but not in the file: {}"),
}  # fmt: skip
"""Flags by name: severity, reason in Chinese and in English; {} takes what it is about."""


_NAMED = 20
"""Things that the reason of a flag names; all of them are in its evidence."""


def named(things: Iterable[str]) -> tuple[str, str]:
    """Say what a flag is about when it is about several, in Chinese and English: each once, many with their number."""
    every = list(dict.fromkeys(things))
    zh, en = "、".join(every[:_NAMED]), ", ".join(every[:_NAMED])
    more = len(every) - _NAMED
    return (f"{zh}等 {len(every):,} 项", f"{en} and {more:,} more") if more > 0 else (zh, en)


def flag(
    name: str, *evidence: Evidence, of: tuple[str, str] = ("", ""), severity: Severity | None = None
) -> Finding[Flag]:
    """Raise a flag with the words that raise the doubt; `of` says what it is about, in Chinese and English.

    `severity` stands in for the usual one where the doubt weighs less.
    """
    usual, zh, en = FLAGS[name]
    value = Flag(name, severity or usual, zh.format(of[0]), en.format(of[1]))
    return Finding(State.STATED, value, evidence, f"review.{name}")
