"""Every hostile input, read alone by a worker within limits, gets a status that is right for it.

The slow ones run where TIAOLI_SOAK is set (make soak).
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline import packing
from pipeline.batch import Settings, Task
from pipeline.engines.limits import Limits
from pipeline.engines.local import Workers
from pipeline.errors import InputError
from pipeline.model.document import Source
from pipeline.model.record import Status
from pipeline.parsing import parse
from tests.hostile.made import Hostile
from tests.hostile.packing import SENTENCES
from tests.hostile.pdfs import PDFS
from tests.hostile.pictures import PICTURES
from tests.hostile.texts import TEXTS
from tests.hostile.words import WORDS

HOSTILE = (*WORDS, *TEXTS, *PICTURES, *PDFS)
SOAK = bool(os.environ.get("TIAOLI_SOAK"))
LIMITS = Limits(seconds=20, seconds_a_page=0.1, seconds_a_recognised_page=20, wall_seconds=60, memory=1536 * 1024**2)
"""What an input may cost: less than a user's document, since no input needs it."""

_EVIL = tuple(Path(name) for name in ("/tmp/evil.txt", "/evil", "/evil.txt"))
"""Where names that lead out of an archive point to."""


_CONTROLS = frozenset(
    {
        "docx-control", "docx-control-strict", "docx-control-utf-16", "docx-control-flat", "docx-types-wrong",
        "docx-depth-240", "docx-external-template", "docx-zip-slip", "docx-style-cycle", "docx-link-loop",
        "text-control", "text-control-gb18030", "text-control-utf-16", "text-control-old-mac",
        "text-utf-16-le-no-mark", "text-utf-16-be-no-mark", "kind-pk-text", "kind-bm-text",
    }
)  # fmt: skip
_SLOW = pytest.mark.skipif(not SOAK, reason="slow: runs in the soak (TIAOLI_SOAK=1, make soak)")
_CASES = [pytest.param(hostile, id=hostile.name, marks=_SLOW if hostile.slow else ()) for hostile in HOSTILE]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Give a worker that stays for all inputs; one that an input ends is replaced."""
    workers = Workers(Settings(limits=LIMITS), 1)
    yield workers
    workers.stop()


def test_names_are_unique_and_statuses_known() -> None:
    """Each input has a name of its own and expects statuses that exist, never only our own failure."""
    names = [hostile.name for hostile in HOSTILE]

    assert len(names) == len(set(names)) >= 150
    assert all(hostile.statuses <= set(Status) for hostile in HOSTILE)
    assert all(hostile.statuses - {"crashed"} for hostile in HOSTILE)


@pytest.mark.parametrize("hostile", _CASES)
def test_status(hostile: Hostile, tmp_path: Path, workers: Workers) -> None:
    """The status is right, comes in time, says why in one line, and nothing else is left on disk."""
    path = tmp_path / "input.docx"
    data = hostile.make()
    path.write_bytes(data)

    begun = time.monotonic()
    result = workers.read(Task(path, hashlib.sha256(data).hexdigest()))
    taken = time.monotonic() - begun
    document = packing.unpack_json(result.record)["document"]

    assert result.status in hostile.statuses, (hostile.why, document["problems"])
    assert taken <= LIMITS.wall_seconds + 10
    assert [child.name for child in tmp_path.iterdir()] == [path.name]
    assert not any(place.exists() for place in _EVIL)
    if result.status.has_record:
        assert packing.unpack(result.text).decode().strip()
    else:
        assert [problem["message"] for problem in document["problems"] if problem["message"].strip()]
    assert all("\n" not in problem["message"] for problem in document["problems"])


@pytest.mark.parametrize(
    "hostile", [h for h in (*WORDS, *TEXTS) if h.name in _CONTROLS], ids=lambda hostile: hostile.name
)
def test_control_is_read_to_the_letter(hostile: Hostile) -> None:
    """Valid files in every encoding and wrapping, and those with harmless oddities, give the very words."""
    parsed = parse(Source("input", hostile.make(), ""))

    words = [block.text for block in parsed.blocks]
    assert set(SENTENCES) <= set(words)
    assert "第一条 服务" in words
    assert not parsed.problems


def test_one_wrong_byte_costs_one_character() -> None:
    """UTF-8 that is wrong in one place is read as UTF-8 with a mark at that place, and said to be partial."""
    data = ("甲方应当付款。\n" * 50).encode() + b"\xff" + "乙方应当交货。\n".encode()

    parsed = parse(Source("input", data, ""))

    assert parsed.blocks[-1].text == "\ufffd乙方应当交货。"
    assert [problem.kind for problem in parsed.problems] == ["garbled_text"]


def test_sound_text_around_an_embedded_file_is_read() -> None:
    """What is said elsewhere in the package is named as not read; the rest is read."""
    [hostile] = [each for each in WORDS if each.name == "docx-alt-chunk"]

    parsed = parse(Source("input", hostile.make(), ""))

    assert set(SENTENCES) <= {block.text for block in parsed.blocks}
    assert [problem.kind for problem in parsed.problems] == ["cut_off"]


@pytest.mark.parametrize(
    "name", ["docx-million-paragraphs", "docx-elements", "text-one-line-10-mb", "docx-number-text"]
)
def test_limits_come_before_the_work(name: str) -> None:
    """What is refused is refused within two seconds, and what is cut is cut before it is made."""
    [hostile] = [each for each in (*WORDS, *TEXTS) if each.name == name]
    data = hostile.make()

    begun = time.process_time()
    with suppress(InputError):
        parse(Source("input", data, ""))

    assert time.process_time() - begun <= 2
