"""Clause labels at the head of a line."""

import pytest

from pipeline.zh.labels import Style, label_at


@pytest.mark.parametrize(
    ("line", "style", "text", "numbers"),
    [
        ("第一章 总则", Style.CHAPTER, "第一章", (1,)),
        ("第 13 条 违约责任", Style.ARTICLE, "第13条", (13,)),
        ("第十三条【保密】", Style.ARTICLE, "第十三条", (13,)),
        ("第五条之一 补充", Style.ARTICLE, "第五条之一", (5,)),
        ("第二部分 专用条款", Style.PART, "第二部分", (2,)),
        ("一、定义", Style.HAN, "一", (1,)),
        ("十一． 适用法律", Style.HAN, "十一", (11,)),
        ("二  合作范围", Style.HAN, "二", (2,)),
        ("（一）甲方的权利", Style.HAN_PAREN, "(一)", (1,)),
        ("1.1 合作目的", Style.DECIMAL, "1.1", (1, 1)),
        ("1.1.1基于双方", Style.DECIMAL, "1.1.1", (1, 1, 1)),
        ("1．1 甲方", Style.DECIMAL, "1.1", (1, 1)),
        ("2.2 期满前三十日", Style.DECIMAL, "2.2", (2, 2)),
        ("3.1 年度考核", Style.DECIMAL, "3.1", (3, 1)),
        ("1. 为了", Style.DECIMAL, "1", (1,)),
        ("2、24小时内响应", Style.DECIMAL, "2", (2,)),
        ("3、0号柴油", Style.DECIMAL, "3", (3,)),
        ("1、甲方", Style.DECIMAL, "1", (1,)),
        ("1 定义与解释", Style.DECIMAL, "1", (1,)),
        ("- 6.5.1 协议期限届满", Style.DECIMAL, "6.5.1", (6, 5, 1)),
        ("（1）提供资料", Style.DIGIT_PAREN, "(1)", (1,)),
        ("1）对此类信息", Style.DIGIT_CLOSE, "1)", (1,)),
        ("③ 其他", Style.CIRCLED, "③", (3,)),
        ("a) 任一方", Style.LETTER, "a)", (1,)),
        ("A. 提交仲裁", Style.LETTER, "A", (1,)),
        ("⑵ 余款", Style.DIGIT_PAREN, "⑵", (2,)),
        ("㈠ 总则", Style.HAN_PAREN, "㈠", (1,)),
        ("⒊ 价格", Style.DECIMAL, "⒊", (3,)),
        ("Article 5 Confidentiality", Style.ARTICLE, "Article 5", (5,)),
        ("ARTICLE IV TERM", Style.ARTICLE, "ARTICLE IV", (4,)),
        ("Section 2.1 Products", Style.DECIMAL, "Section 2.1", (2, 1)),
        ("Chapter 3 价格", Style.CHAPTER, "Chapter 3", (3,)),
        ("(ii) the Party", Style.ROMAN, "(ii)", (2,)),
    ],
)
def test_label(line: str, style: Style, text: str, numbers: tuple[int, ...]) -> None:
    """The label is read with its style, its text and its value."""
    label = label_at(line)

    assert label is not None
    assert (label.style, label.text, label.numbers) == (style, text, numbers)


@pytest.mark.parametrize(
    "line",
    [
        "2022.3.31 签订",  # a date
        "1.5万元",  # an amount
        "3.5%的佣金",  # a rate
        "2.5 平方米",
        "1.5 倍工资",
        "3 个工作日内",  # a period
        "30日内付款",  # a period
        "100万元以上",
        "2022年4月",
        "第十三条的约定",  # a reference in running text
        "第三款约定",
        "二〇二二年四月一日",
        "5*8 小时",
        "2、3层由乙方使用",
        "1、3、5号楼",
        "2、4和6号线",
        "甲方：云岫",
        "Article 5 shall apply",
        "Section 2.1 of this Agreement",
        "24 小时内响应",
        "30 分钟内到场",
        "",
    ],
)
def test_words_are_no_label(line: str) -> None:
    """Dates, amounts, periods and references at the head of a line are no labels."""
    assert label_at(line) is None


def test_end_is_where_the_words_begin() -> None:
    """The offset counts characters of the line as given."""
    line = "  第三条　付款方式"
    label = label_at(line)

    assert label is not None
    assert line[label.end :] == "付款方式"
