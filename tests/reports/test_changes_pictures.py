"""Pictures of lines for the changes that a person must look at."""

from dataclasses import replace
from pathlib import Path

from pipeline import batch, extraction
from pipeline.compare.comparing import compare
from pipeline.files import read_source
from pipeline.model.diff import Mode, Version
from pipeline.parsing.line_pictures import line_picture
from pipeline.reports.changes_pictures import pictures
from pipeline.runs.comparison import version_of

PLAN = extraction.load()


def version(path: Path) -> Version:
    """Read a file of the corpus."""
    return version_of(batch.process(read_source(path), PLAN))


def test_look_at_both_lines(corpus: Path) -> None:
    """A change that a machine may have misread shows the lines of both PDFs."""
    old = version(corpus / "agreements" / "cloud-partner-FY21.pdf")
    new = replace(version(corpus / "agreements" / "cloud-partner-FY22.pdf"), by_machine=True)
    diff = compare(old, new, Mode.VERIFY)
    found = pictures(diff)

    assert set(found) == {change.id for change in diff.changes if change.look}
    assert all(str(side).startswith("data:image/jpeg;base64,") for both in found.values() for side in both)


def test_text_without_pages_has_no_picture(corpus: Path) -> None:
    """A Word file has no printed line to show; the text stands for it."""
    word = version(corpus / "agreements" / "cloud-partner-FY21.docx")
    scan = replace(version(corpus / "agreements" / "cloud-partner-FY22.pdf"), by_machine=True)

    assert {both[0] for both in pictures(compare(word, scan, Mode.VERIFY)).values()} == {None}


def test_damaged_file_has_no_picture() -> None:
    """What cannot be drawn is left out."""
    assert line_picture(b"%PDF-1.7 broken", 1, []) is None
