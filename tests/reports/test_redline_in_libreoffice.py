"""Redlines resolved by an independent program: LibreOffice accepts and rejects all tracked changes.

An eighth of the cases here, all of them in the soak.
"""

from pathlib import Path

import pytest

from pipeline.options import View
from tests.reports.libreoffice import SOFFICE, resolve
from tests.reports.redlines import marked, word_file
from tests.reports.test_redline_docx import CASES, seeded, words
from tests.soak import SOAK

LEFT_OUT = {
    "a field": "LibreOffice works the reference out anew, and the file has nothing it refers to",
    "a box ticked": "LibreOffice takes out the words of a content control and keeps the control",
}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_accepts_to_the_new_version_and_rejects_to_the_old_one(tmp_path: Path) -> None:
    """Words, numbers, paragraphs and rows are those of the versions themselves, as LibreOffice saves them."""
    cases = [name for name in CASES if name not in LEFT_OUT][:: 1 if SOAK else 8]
    sides = {name: (word_file(CASES[name][0]), word_file(CASES[name][1])) for name in cases}
    sides |= {f"seeded {profile}": seeded(7, profile, automatic=True) for profile in ("normal", "heavy")[: 1 + SOAK]}
    sides |= {"seeded and typed": seeded(7, "normal", automatic=False)}
    files = [(f"{k} {way}", data) for k, pair in enumerate(sides.values()) for way, data in zip(("old", "new"), pair, strict=True)]  # fmt: skip
    files += [(f"{k} redline", marked(*pair)[1].data) for k, pair in enumerate(sides.values())]
    resolved = resolve(tmp_path, files)

    wrong = []
    for k, name in enumerate(sides):
        accepted, rejected = (words(data, View.FINAL) for data in resolved[f"{k} redline"])
        if accepted != words(resolved[f"{k} new"][0], View.FINAL):
            wrong.append(f"{name}: accepted")
        if rejected != words(resolved[f"{k} old"][0], View.FINAL):
            wrong.append(f"{name}: rejected")
    assert wrong == []
