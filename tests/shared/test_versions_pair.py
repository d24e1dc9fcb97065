"""A lawyer's reading of two copies of one set of rules: what a reader would notice, the rest as noise."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline import batch, extraction
from pipeline.compare.comparing import compare, part_of
from pipeline.files import read_source
from pipeline.model.diff import Mode, NoiseClass, Version, VersionDiff
from pipeline.runs.comparison import version_of
from tests.compare.helpers import faults

PLAN = extraction.load()


def version(path: Path) -> Version:
    """Read a file as the command would."""
    return version_of(batch.process(read_source(path), PLAN))


@pytest.fixture(scope="module", params=["txt", "docx", "pdf"])
def annex(request: pytest.FixtureRequest, shared: Path) -> VersionDiff:
    """Compare the annex of the framework agreement with the rules on their own."""
    old = version(shared / "agreements" / f"aliyun-framework-fy22.{request.param}")
    new = version(shared / "agreements" / f"aliyun-rules-fy22.{request.param}")
    return compare(old, new, Mode.VERSIONS, part_of(old.document, "附件一"))


def test_what_a_reader_would_notice(annex: VersionDiff) -> None:
    """Two headings, three wordings, three marks: eight in all, none material."""
    lengths = sorted(len(change.new.text) if change.new else 0 for change in annex.changes)

    assert (len(annex.changes), sum(change.material for change in annex.changes)) == (8, 0)
    assert lengths == [1, 1, 1, 1, 1, 2, 2, 17]


def test_width_is_counted_to_the_mark(annex: VersionDiff) -> None:
    """All hundred marks of another width are noise."""
    assert Counter(entry.kind for entry in annex.noise)[NoiseClass.WIDTH] == 100


def test_edits_hold_every_difference(annex: VersionDiff) -> None:
    """To the letter."""
    assert faults(annex) == []


@pytest.mark.parametrize("name", ["aliyun-ecosystem-2024", "aliyun-framework-fy22", "qingcloud-framework"])
def test_word_and_pdf_of_one_agreement_say_the_same(shared: Path, name: str) -> None:
    """Nothing is listed."""
    diff = compare(
        version(shared / "agreements" / f"{name}.docx"), version(shared / "agreements" / f"{name}.pdf"), Mode.VERIFY
    )

    assert [change.id for change in diff.changes] == []
