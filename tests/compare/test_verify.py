"""Is it the same text? What a machine may have misread is filed only where nothing hangs on it."""

from dataclasses import replace

import pytest

from pipeline.compare.comparing import choose, compare
from pipeline.model.diff import Answer, Mode, NoiseClass
from pipeline.model.document import Problem
from pipeline.options import Wanted
from tests.compare.helpers import version
from tests.compare.test_versions import OLD

MISREAD = [
    ("look-alike", "具体以订单", "具休以订单", NoiseClass.OCR),
    ("mark", "运维服务，具体", "运维服务、具体", NoiseClass.OCR),
    ("figure", "15日", "16日", None),
    ("role", "甲方委托", "乙方委托", None),
    ("duty", "乙方应按照", "乙方可按照", None),
    ("lost character", "书面通知", "书面通", None),
]


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in MISREAD], ids=[row[0] for row in MISREAD])
def test_what_a_machine_misreads(old: str, new: str, expected: NoiseClass | None) -> None:
    """Look-alikes and marks are noise; figures, roles and words of duty stay in the list, to be looked at."""
    assert OLD.count(old) == 1
    scan = replace(version(OLD.replace(old, new)), by_machine=True)
    diff = compare(version(OLD), scan, Mode.VERIFY)

    listed = [change.look for change in diff.changes]
    assert ([noise.kind for noise in diff.noise], listed) == (([expected], []) if expected else ([], [True]))


def test_look_alikes_in_a_text_are_a_change() -> None:
    """Nobody misread what no machine read."""
    diff = compare(version(OLD), version(OLD.replace("具体以订单", "具休以订单")), Mode.VERIFY)

    assert len(diff.changes) == 1


ANSWERS = [
    ("identical", OLD, Answer.IDENTICAL),
    ("width", OLD.replace("，", ","), Answer.IDENTICAL_BUT_NOISE),
    ("different", OLD.replace("15日", "16日"), Answer.DIFFERENT),
]


@pytest.mark.parametrize(("new", "answer"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_answer(new: str, answer: Answer) -> None:
    """A verification ends in an answer."""
    assert compare(version(OLD), version(new), Mode.VERIFY).answer is answer


def test_unread_pages_are_never_called_the_same() -> None:
    """What could not be read may say anything."""
    lost = Problem("read", "第2页", "damaged_page", "第2页无法读取", "page 2 cannot be read")
    diff = compare(version(OLD), replace(version(OLD), unread=(lost,)), Mode.VERIFY)

    assert (diff.answer, diff.coverage["new"]["unread"]) == (Answer.CANNOT_TELL, ["第2页"])


CHOICES = [
    (Wanted.AUTO, False, Mode.VERSIONS),
    (Wanted.AUTO, True, Mode.VERIFY),
    (Wanted.VERSIONS, True, Mode.VERSIONS),
    (Wanted.VERIFY, False, Mode.VERIFY),
]


@pytest.mark.parametrize(("wanted", "by_machine", "mode"), CHOICES)
def test_choice(wanted: Wanted, by_machine: bool, mode: Mode) -> None:
    """A scan is verified, texts are versions, unless the reader says otherwise."""
    scan = replace(version(OLD), by_machine=by_machine)

    assert choose(wanted, version(OLD), scan).mode is mode
