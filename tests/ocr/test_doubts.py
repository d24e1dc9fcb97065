"""Which readings are doubted: by structure, checksum, 大写 and a second reading, from lines made up for it."""

import pytest

from pipeline.ocr.doubts import AGAIN, AMOUNTS, CHECKSUM, IMPOSSIBLE, LOST, MENDED, SHAPE, UNSURE, doubts
from pipeline.ocr.engine import Glyph
from pipeline.ocr.page import ReadLine


def line(text: str, weak: str = "", probability: float = 0.6, again: str = "", right: float = 1400) -> ReadLine:
    """Make a line as read, full by default; the characters of `weak` have a low probability."""
    at = text.find(weak) if weak else len(text)
    scores = [probability if at <= index < at + len(weak) else 0.99 for index in range(len(text))]
    glyphs = tuple(
        Glyph(character, (index + 0.5) / len(text), score)
        for index, (character, score) in enumerate(zip(text, scores, strict=True))
    )
    return ReadLine(glyphs, (100, 100, right, 140), 30, again)


def reasons(*lines: ReadLine) -> list[tuple[str, str]]:
    """Give the doubtful words of lines with the reason."""
    return [(lines[d.line].text[d.start : d.end], d.reason) for d in doubts(lines)]


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("乙方应支付人民币100.000.00元。", "人民币100.000.00", SHAPE),
        ("合同总价为12,80000元。", "12,80000元", SHAPE),
        ("罚款005元。", "005元", SHAPE),
        ("按日005%支付违约金", "005%", SHAPE),
        ("按日1275%支付违约金", "1275%", SHAPE),
        ("本协议于2024年13月1日签署", "2024年13月1日", IMPOSSIBLE),
        ("有效期至2023年2月30日止", "2023年2月30日", IMPOSSIBLE),
        ("签订日期20245年3月1日", "20245年3月1日", IMPOSSIBLE),
        ("至202504-01止", "202504-01", SHAPE),
        ("二二四年三月一日签署", "二二四年三月一日", IMPOSSIBLE),
        ("服务费V120,000.00", "V120,000.00", SHAPE),
        ("至2025-02-29止", "2025-02-29", IMPOSSIBLE),
        ("统一社会信用代码：91110108MA01ABCD1X", "91110108MA01ABCD1X", CHECKSUM),
    ],
)
def test_what_cannot_be_is_doubted(text: str, words: str, reason: str) -> None:
    """A number, date or code of an impossible form is doubted however sure the engine is."""
    assert reasons(line(text)) == [(words, reason)]


@pytest.mark.parametrize(
    "text",
    [
        "乙方应支付人民币100,000.00元（大写：壹拾万元整）。",
        "合同总价为人民币壹拾万元整（小写：¥100,000.00）",
        "服务费为1.5万元，违约金为合同总价的0.05%。",
        "本协议自2024年2月29日起生效，至2025-12-31止。",
        "二〇二四年三月一日",
        "第3.2.1条所称费用为500元/人/月",
        "开户账号：6222020200012345678",
    ],
)
def test_well_formed_facts_are_believed(text: str) -> None:
    """Facts that hold together raise no doubt."""
    assert reasons(line(text)) == []


def test_figures_and_words_that_differ_are_both_doubted() -> None:
    """One of the two is wrong; nobody knows which."""
    text = "支付人民币300,000.00元（大写：叁拾伍万元整）"

    assert reasons(line(text)) == [("300,000.00", AMOUNTS), ("叁拾伍万元整", AMOUNTS)]


def test_separators_are_mended_by_the_amount_in_words() -> None:
    """The digits agree with 大写, so the separators are known."""
    found = doubts([line("支付人民币100.000.00元（大写：壹拾万元整）")])

    assert [(doubt.reason, doubt.mended) for doubt in found] == [(MENDED, "100,000.00")]


def test_amount_over_two_lines_is_compared() -> None:
    """A full line runs on into the next."""
    first, second = line("支付人民币100,000.00元（大写：壹"), line("拾伍万元整）", right=400)

    assert [reason for _, reason in reasons(first, second)] == [AMOUNTS] * 3


def test_short_line_does_not_run_on() -> None:
    """What stands on different rows is not read together."""
    assert reasons(line("数量：20", right=400), line("24年3月1日交货", right=600)) == []


@pytest.mark.parametrize(
    ("text", "weak", "words"),
    [
        ("至2025年3月28日止", "8", "2025年3月28日"),
        ("第三条 付款", "三", "第三条 "),
        ("甲方：云岫科技有限公司", "岫", "云岫科技有限公司"),
    ],
)
def test_weak_character_in_a_fact_is_doubted(text: str, weak: str, words: str) -> None:
    """Dates, clause numbers and names are as sure as their weakest character."""
    assert reasons(line(text, weak)) == [(words, UNSURE)]


def test_weak_character_elsewhere_is_not_doubted() -> None:
    """Words that are no fact are not flagged."""
    assert reasons(line("双方应当友好协商", "友")) == []


def test_proven_amount_is_believed_with_weak_characters() -> None:
    """Figures and words that agree prove each other."""
    assert reasons(line("支付人民币100,000.00元（大写：壹拾万元整）", "1")) == []


def test_two_readings_that_differ_in_a_fact() -> None:
    """Under a seal the line is read twice."""
    text = "至2025年3月28日止"

    assert reasons(line(text, again="至2025年3月23日止")) == [("2025年3月28日", AGAIN)]


def test_two_readings_that_differ_elsewhere() -> None:
    """A difference in plain words is no doubt about a fact."""
    assert reasons(line("至2025年3月28日止", again="自2025年3月28日止")) == []


def test_line_that_cannot_be_read() -> None:
    """A line of guesses is unreadable as a whole."""
    text = "模糊的一行字"

    assert reasons(line(text, text, 0.3)) == [(text, LOST)]
