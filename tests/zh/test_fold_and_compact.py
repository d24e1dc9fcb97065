"""Folding keeps length; compacting finds its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.zh.compact import compact
from pipeline.zh.fold import fold

TEXTS = st.text(alphabet=st.sampled_from("甲方：（）2023年 　_\t\nABc,。．①⼀￥“”\u200b"), max_size=60) | st.text(
    max_size=60
)


@given(TEXTS)
def test_folding_keeps_the_length(text: str) -> None:
    """One character becomes one character."""
    assert len(fold(text)) == len(text)


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """Folding is idempotent."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("（甲方）：１２，％", "(甲方):12,%"),
        ("⼀", "一"),
        ("「云」", "“云”"),
        ("二○二二", "二〇二二"),
        ("止｡", "止。"),
        ("第１．１条", "第1.1条"),
    ],
)
def test_folded_form(printed: str, folded: str) -> None:
    """Width and variants of one character become one form."""
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2025 年 3 月 31 日", "2025年3月31日"),
        ("甲 方：云岫", "甲方:云岫"),
        ("甲      方：", "甲_方:"),
        ("自____年", "自_年"),
        ("Party A  and B", "Party A and B"),
        ("单价\t100", "单价\t100"),
        ("第 12 条", "第12条"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_compact_form(printed: str, expected: str) -> None:
    """Layout blanks vanish, gaps and fill-in lines stay as one mark."""
    assert compact(printed).text == expected


@given(TEXTS)
def test_every_compact_character_stands_at_its_origin(text: str) -> None:
    """A compact character other than a gap or blank is the folded character at its origin."""
    view = compact(text)
    folded = fold(text)
    for offset, character in enumerate(view.text):
        assert character in " _" or folded[view.origin(offset)] == character


@given(TEXTS)
def test_origins_ascend(text: str) -> None:
    """The way back never goes backwards."""
    view = compact(text)
    origins = [view.origin(offset) for offset in range(len(view.text) + 1)]
    assert origins == sorted(origins)


@given(TEXTS, st.integers(0, 60))
def test_position_is_the_inverse_of_origin(text: str, offset: int) -> None:
    """Going to the printed text and back gives the same compact offset for characters that stand there."""
    view = compact(text)
    if offset < len(view.text):
        assert view.position(view.origin(offset)) == offset
