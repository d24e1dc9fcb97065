"""Strings are found in bytes however a file writes them, and numbers not inside other numbers."""

import html
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.passages import searchable
from pipeline.store import traces
from pipeline.store.traces import Traces

LINE = '联系人"王翀曦" <经理> & 电话16012345678'


@pytest.mark.parametrize(
    "written",
    [
        LINE,
        json.dumps(LINE),
        json.dumps(LINE, ensure_ascii=False),
        html.escape(LINE),
        html.escape(LINE, quote=False),
        LINE.replace('"', '""'),
        searchable(LINE),
    ],
)
def test_ways_of_writing(written: str) -> None:
    """Text, JSON, HTML, CSV, and the words of the index."""
    assert Traces([LINE]).in_text(f"x{written}x") == {LINE}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide(encoding: str) -> None:
    """UTF-16 in both orders."""
    assert Traces([LINE]).in_bytes(b"x" + LINE.encode(encoding)) == {LINE}


@pytest.mark.parametrize("data", [b"x16012345678x", b"+16012345678"])
def test_number_alone(data: bytes) -> None:
    """A number beside letters is found."""
    assert Traces(["16012345678"]).in_bytes(data) == {"16012345678"}


def test_number_inside_a_number() -> None:
    """A time in nanoseconds that holds the digits of a telephone is none."""
    assert Traces(["16012345678"]).in_bytes(b"9160123456780") == set()


@given(
    st.binary(max_size=300),
    st.lists(st.text("王翀曦ab甲乙", min_size=2, max_size=12), min_size=1, max_size=8),
    st.integers(0, 300),
)
@settings(deadline=None)
def test_found_wherever_it_stands(data: bytes, strings: list[str], place: int) -> None:
    """The search for all at once finds what a search for each finds, across the borders of chunks too."""
    data = data[:place] + strings[0].encode() + data[place:]
    due = {each for each in strings if each.encode() in data}

    assert due <= Traces(strings).in_bytes(data)


@pytest.mark.parametrize("place", range(8))
def test_across_chunks(place: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A string on the border of two chunks of a file is found."""
    monkeypatch.setattr(traces, "CHUNK", 64)
    path = tmp_path / "x"
    path.write_bytes(b"-" * (60 + place) + LINE.encode() + b"-" * 300)

    assert Traces([LINE, LINE * 9]).in_file(path) == {"": {LINE}}
    assert Traces([LINE]).in_bytes(path.read_bytes()) == {LINE}


@pytest.mark.parametrize("before", [0, traces.CHUNK - 60, traces.CHUNK + 7])
def test_marks_and_folded_lines(tmp_path: Path, before: int) -> None:
    """Marks inside a string and the line ends of a calendar do not hide it, wherever it stands."""
    page, calendar = tmp_path / "a.html", tmp_path / "b.ics"
    page.write_text(f"<p>{'-' * before}联系人<mark>王翀曦</mark>先生在第三条中承诺</p>", encoding="utf-8")
    calendar.write_text(
        "BEGIN:VCALENDAR\r\nSUMMARY:联系人王翀曦先生\r\n 在第三条中承诺\r\n", encoding="utf-8", newline=""
    )
    wanted = Traces(["联系人王翀曦先生在第三条中承诺"])

    assert wanted.in_file(page)
    assert wanted.in_file(calendar)
