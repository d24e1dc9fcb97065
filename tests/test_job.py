"""A run that is interrupted, a field that fails, a plan that does not fit."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import batch, extraction, files
from pipeline.engines import local_engine
from pipeline.errors import PlanError
from pipeline.model.document import Document
from pipeline.model.finding import Extractor, Finding, Findings, State, extractor
from pipeline.model.span import Span
from pipeline.runs import job
from tests.builders import document, source

NOW = datetime(2024, 1, 1, tzinfo=UTC)


@extractor("broken", label="坏字段", produces=str)
def broken(document: Document, found: Findings) -> Iterable[Finding[str]]:
    """Fail on purpose."""
    raise RuntimeError("on purpose")


def fine(name: str, requires: tuple[Extractor[str], ...] = ()) -> Extractor[str]:
    """Make a field that finds nothing."""
    return Extractor(name, "好字段", str, lambda document, found: (), requires=requires)


def extract(paths: list[Path], output: Path, jobs: int = 1) -> job.Run:
    """Run the job over some paths."""
    return job.extract(files.discover(paths), output, batch.Settings(), local_engine(jobs), lambda: NOW)


def test_interrupted_run_keeps_what_it_read(corpus: Path, tmp_path: Path) -> None:
    """Ctrl-C leaves what was read by then in the register, the rest is pending, and the reports are those of before."""
    paths = sorted((corpus / "agreements").glob("*.txt"))[:6]

    def done(path: Path) -> None:
        raise KeyboardInterrupt

    run = job.extract(files.discover(paths), tmp_path, batch.Settings(), local_engine(1), lambda: NOW, done)

    assert run.interrupted
    assert run.counts == {"complete": 1, "pending": 5}
    assert not (tmp_path / "register.xlsx").exists()


def test_second_run_removes_texts_of_the_first(corpus: Path, tmp_path: Path) -> None:
    """The output folder holds the texts of its records and no others."""
    for name in ("cloud-partner-FY21.docx", "cloud-partner-FY22.docx"):
        extract([corpus / "agreements" / name], tmp_path / "out")

    assert len(list((tmp_path / "out" / "texts").iterdir())) == 1


def test_page_has_the_full_texts_of_the_run(corpus: Path, tmp_path: Path) -> None:
    """The page stands beside the register and shows the texts that quotes lead into."""
    run = extract([corpus / "agreements" / "mutual-nda-v2.md"], tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")

    assert tmp_path / "out" / "report.html" in run.written
    assert '<details class="fulltext">' in page


def test_page_is_the_same_whatever_the_number_of_workers(corpus: Path, tmp_path: Path) -> None:
    """Two workers write the page that one writes."""
    paths = [corpus / "agreements" / f"cloud-partner-FY{year}.docx" for year in (21, 22, 25)]
    for jobs in (1, 2):
        extract(paths, tmp_path / str(jobs), jobs)

    assert (tmp_path / "1" / "report.html").read_bytes() == (tmp_path / "2" / "report.html").read_bytes()


def test_failing_field_leaves_the_others() -> None:
    """A field that raises becomes a problem; the record has the other fields."""
    record = extraction.extract(document("采购合同"), extraction.Plan((broken, fine("other"))))

    assert [problem.kind for problem in record.problems] == ["field_failed"]
    assert set(record.fields) == {"broken", "other"}


def test_strict_opens_the_fence() -> None:
    """Developers see the failure itself."""
    with pytest.raises(RuntimeError, match="on purpose"):
        extraction.extract(document("采购合同"), extraction.Plan((broken,)), strict=True)


def test_failing_field_makes_the_document_partial() -> None:
    """A document one field of which failed is not complete."""
    assert batch.process(source("采购合同"), extraction.Plan((broken,))).status == "partial"


def full(count: int, places: int = 1, quoted: int = 1) -> Extractor[str]:
    """Make a field of so many findings, each proven by so many places of so many characters."""

    def run(document: Document, found: Findings) -> Iterable[Finding[str]]:
        evidence = tuple(document.evidence(Span(0, quoted)) for _ in range(places))
        return (Finding(State.STATED, "甲", evidence, "full.rule") for _ in range(count))

    return Extractor("full", "满字段", str, run, many=True)


@pytest.mark.parametrize(
    ("field", "listed", "said"),
    [
        (full(5_000), [1] * 5_000, []),
        (full(5_001), [1] * 5_000, ["“满字段”在文中共 5,001 处，登记前 5,000 处；其余请查阅原文"]),
        (full(1, places=5_001), [5_000], ["“满字段”在文中共 5,001 处，登记前 5,000 处；其余请查阅原文"]),
        (full(50, quoted=10_000), [1] * 50, []),
        (full(51, quoted=10_000), [1] * 50, ["“满字段”在文中共 51 处，登记前 50 处；其余请查阅原文"]),
    ],
)
def test_record_lists_so_many_findings_and_says_how_many_there_are(
    field: Extractor[str], listed: list[int], said: list[str]
) -> None:
    """At most 5,000 findings, places of one, and 500,000 characters quoted by one field."""
    record = extraction.extract(document("甲" * 10_000), extraction.Plan((field,)), strict=True)

    assert [len(finding.evidence) for finding in record.fields["full"]] == listed
    assert [problem.zh for problem in record.problems] == said


def test_document_with_more_findings_than_are_listed_is_partial() -> None:
    """What is not listed is not lost in silence."""
    assert batch.process(source("采购合同"), extraction.Plan((full(5_001),))).status == "partial"


@pytest.mark.parametrize(
    ("fields", "words"),
    [((fine("a", (fine("b"),)),), "a needs b"), ((fine("a"), fine("a")), "listed twice")],
)
def test_plan_that_does_not_fit(fields: tuple[Extractor[str], ...], words: str) -> None:
    """A requirement that does not come earlier and a name given twice stop before the first document."""
    with pytest.raises(PlanError, match=words):
        extraction.Plan(fields)


@pytest.mark.parametrize("where", ["no.such:FIELDS", "extractors.fields:NOTHING"])
def test_unknown_plan(where: str) -> None:
    """A plan that cannot be resolved says where it looked."""
    with pytest.raises(PlanError, match="no list of fields"):
        extraction.load(where)


def test_names_with_foreign_bytes_can_be_shown(tmp_path: Path) -> None:
    """A GB18030 file name is shown as it reads."""
    import os

    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "合同.txt".encode("gb18030")))
    path.write_text("采购合同", encoding="utf-8")

    assert files.read_source(path).name.endswith("合同.txt")


def test_links_inside_folders_are_not_followed(tmp_path: Path) -> None:
    """A link to a file elsewhere is no input."""
    (tmp_path / "in").mkdir()
    (tmp_path / "outside.txt").write_text("x")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "outside.txt")

    assert files.discover([tmp_path / "in"]).paths == ()


def test_results_are_readable_for_colleagues(tmp_path: Path) -> None:
    """A result has the mode that any new file of this user has, not that of a temporary file."""
    other = tmp_path / "other"
    other.touch()
    files.write(tmp_path / "result", "x")

    assert (tmp_path / "result").stat().st_mode == other.stat().st_mode
