"""What a user types, read as a query; words as they are searched."""

import sqlite3

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.passages import searchable, words
from pipeline.store.query import Query, parse


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("保密期限", "保 密 期 限"),
        ("500万元", "500 万 元"),
        ("2026年", "2026 年"),
        ("B2B", "b 2 b"),
        ("ＸＳ－2025-0017", "xs 2025 0017"),
        ("甲方：（乙方）", "甲 方 乙 方"),
        ("服務合約", "服 务 合 约"),
        ("5%", "5 x37"),
        ("80㎡", "80 x13217"),
        ("保\u200b密", "保 密"),
        ("____", ""),
        ("王𬀩", "王 x180265"),
    ],
)
def test_words(text: str, said: str) -> None:
    """Han characters, runs of letters, runs of digits and signs are words; blanks and punctuation are none."""
    assert searchable(text) == said


@given(st.text())
def test_words_have_their_places(text: str) -> None:
    """Each word stands where it is said to stand, and the words are those that are searched."""
    found = words(text)

    assert " ".join(word.said for word in found) == searchable(text)
    assert all(word.said in searchable(text[word.start : word.end]).split() for word in found)


@given(st.text(), st.text(), st.text())
def test_words_of_a_part_are_in_the_words_of_the_whole(before: str, part: str, behind: str) -> None:
    """What stands in a text is found in it, unless it cuts a run of letters or digits."""
    whole = f" {searchable(f'{before} {part} {behind}')} "

    assert f" {searchable(part)} " in whole or not searchable(part)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("保密 三年", Query((("保 密",), ("三 年",)))),
        ('"保密 三年"', Query((("保 密 三 年",),))),
        ("“保密 三年”", Query((("保 密 三 年",),))),
        ("违约金 OR 滞纳金 每日", Query((("违 约 金", "滞 纳 金"), ("每 日",)))),
        ("a OR b OR c", Query((("a", "b", "c"),))),
        ("违约金 -甲方", Query((("违 约 金",),), ("甲 方",))),
        ('-"甲 方" 违约金', Query((("违 约 金",),), ("甲 方",))),
        ("XS-2025", Query((("xs 2025",),))),
        ("OR", Query((("or",),))),
        ("a or b", Query((("a",), ("or",), ("b",)))),
        ('"保密', Query((("保 密",),))),
        ("* ( ) ： 保密", Query((("保 密",),))),
        ("-", Query()),
        ("", Query()),
    ],
)
def test_what_is_typed(typed: str, query: Query) -> None:
    """Blanks, quotes, minus and OR have a meaning; everything else is words."""
    assert parse(typed) == query


SYNTAX = st.text(st.sampled_from("甲乙a1 \"“”-*():^{}+~NEAROT,\\'%\0")) | st.text()


@given(SYNTAX)
@settings(max_examples=400)
@example("said: NEAR(甲 乙) AND NOT *")
@example('"); DROP TABLE words; --')
def test_nothing_typed_is_an_error(typed: str) -> None:
    """SQLite takes the expression of anything that is typed."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5 (said, tokenize = 'unicode61 remove_diacritics 0')")
    query = parse(typed)
    for expression in filter(None, (query.expression, query.exclusion)):
        database.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,)).fetchall()
    database.close()


def test_every_character_is_one_word_of_the_index() -> None:
    """SQLite's own idea of words splits none of ours and joins no two; planes 4 to 13 hold no characters, 15 and 16 private ones."""
    ours = {
        said
        for code in (*range(0x40000), *range(0xE0000, 0xE1000), 0xF0000, 0x100000)
        for said in searchable(chr(code)).split()
    }
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5 (said, tokenize = 'unicode61 remove_diacritics 0')")
    database.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (words, row)")
    database.execute("INSERT INTO words VALUES (?)", (" ".join(sorted(ours)),))
    theirs = {term for (term,) in database.execute("SELECT term FROM terms")}
    database.close()

    assert theirs == ours
