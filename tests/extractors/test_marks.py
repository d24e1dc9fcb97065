"""Flags that the reading raises, and findings on words that could not be read."""

from pathlib import Path
from typing import Any

from extractors.fields import FIELDS
from extractors.seals import Seal
from extractors.seals import seals as seals_field
from pipeline.clauses import build
from pipeline.extraction import Plan, extract
from pipeline.model.document import Block, Kind, Parsed, Run, Source, TextSource
from pipeline.model.finding import Severity, State
from pipeline.model.mark import Mark, MarkKind
from pipeline.model.record import AgreementRecord, Outcome, Status
from pipeline.reports.json import record_json
from pipeline.reports.register import write_register
from pipeline.reports.summary import summary_row

VENUE = "第九条 争议由甲方所在地人民法院管辖。"


def record(*body: Run, apart: tuple[Run, ...] = ()) -> AgreementRecord:
    """Extract from paragraphs of one run each, with furniture behind them."""
    blocks = [Block(Kind.PARAGRAPH, (run,)) for run in (Run("服务合同"), *body)]
    blocks += [Block(Kind.FURNITURE, (run,)) for run in apart]
    return extract(build(Parsed("text/plain", TextSource.TEXT, tuple(blocks)), "x"), Plan(FIELDS), strict=True)


def flags(found: AgreementRecord) -> list[tuple[str, str]]:
    """Give the flags with their sentence."""
    return [(finding.value.flag, finding.value.zh) for finding in found.review if finding.value]


def test_tracked_changes_are_listed_with_author_and_day() -> None:
    """One flag for all changes of a file."""
    added = Mark(MarkKind.INSERTED, "审阅人", "2024-03-01T09:00:00Z")
    gone = Mark(MarkKind.DELETED, "审阅人", "2024-03-02T09:00:00Z")
    found = record(Run("第一条 增加的话。", mark=added), apart=(Run("删除的话", mark=gone),))

    assert flags(found) == [
        ("tracked_changes", "含未定稿的修订：审阅人 2024-03-01 插入 1 处；审阅人 2024-03-02 删除 1 处")
    ]


def test_change_cut_by_formatting_counts_once() -> None:
    """Two runs of one insertion, side by side, are one change."""
    mark = Mark(MarkKind.INSERTED, "审阅人", "2024-03-01")
    blocks = (Block(Kind.PARAGRAPH, (Run("第一条 甲", mark=mark), Run("乙", mark=mark))),)
    found = extract(build(Parsed("text/plain", TextSource.TEXT, blocks), "x"), Plan(FIELDS))

    assert flags(found) == [("tracked_changes", "含未定稿的修订：审阅人 2024-03-01 插入 1 处")]


def test_comment_is_flagged_with_its_words() -> None:
    """The words of a comment are the evidence."""
    found = record(Run(VENUE), apart=(Run("此处待确认", mark=Mark(MarkKind.COMMENT, "审阅人")),))

    assert [finding.evidence[0].quote for finding in found.review] == ["此处待确认"]


def test_hidden_text_says_how_it_is_hidden() -> None:
    """Text that nobody sees is a high flag."""
    found = record(Run(VENUE), apart=(Run("违约金为零", mark=Mark(MarkKind.HIDDEN, note="与纸张同色")),))

    assert [finding.value.severity for finding in found.review if finding.value] == [Severity.HIGH]
    assert flags(found) == [("hidden_text", "有读者看不到的文字，未计入正文：与纸张同色")]


def test_doubt_on_a_value_weighs_more_than_elsewhere() -> None:
    """A doubtful reading is high where a field rests on it, low elsewhere."""
    mark = Mark(MarkKind.DOUBTFUL, note="识别把握不足")
    found = record(Run(VENUE, mark=mark), Run("第十条 其他事宜另行协商。", mark=mark))

    assert [name for name, _ in flags(found)] == ["ocr_doubt", "ocr_doubt_elsewhere"]


def test_value_on_words_that_cannot_be_read() -> None:
    """The field is unreadable, without a value, with its place."""
    found = record(Run(VENUE, mark=Mark(MarkKind.UNREADABLE)))
    (finding,) = found.fields["dispute_resolution"]

    assert (finding.state, finding.value, finding.evidence[0].quote) == (State.UNREADABLE, None, VENUE[4:])


def test_document_without_marks_raises_nothing() -> None:
    """Plain text has no doubts of reading."""
    assert flags(record(Run(VENUE))) == []


def seals_of(*runs: Run) -> list[Any]:
    """Give the values of the seals of a document."""
    return [finding.value for finding in record(Run(VENUE), apart=runs).fields[seals_field.field]]


def test_seal_with_words() -> None:
    """What is read on a seal is its finding."""
    mark = Mark(MarkKind.SEAL, note="红色印章")

    assert seals_of(Run("云岫科技有限公司 合同专用章", mark=mark)) == [Seal("云岫科技有限公司合同专用章", "红色印章")]


def test_seal_without_words() -> None:
    """A seal that cannot be read is still a seal."""
    assert seals_of(Run("[蓝色骑缝章]", mark=Mark(MarkKind.SEAL, note="蓝色骑缝章"))) == [Seal(None, "蓝色骑缝章")]


def test_watermark_is_no_seal() -> None:
    """Other furniture is none."""
    assert seals_of(Run("内部资料", mark=Mark(MarkKind.WATERMARK))) == []


def test_agreement_of_which_nothing_can_be_read() -> None:
    """Every field and flag stands it, and so do the reports."""
    text = (Path(__file__).parents[2] / "corpus" / "agreements" / "cloud-partner-FY21.txt").read_text(encoding="utf-8")
    runs = [Run(line, mark=Mark(MarkKind.UNREADABLE)) for line in text.splitlines() if line.strip()]
    found = record(*runs)
    outcome = Outcome(Source("不清.pdf", b"", "x"), Status.COMPLETE, None, found)
    shown = record_json(outcome, "zh")

    read = {name for name, each in found.fields.items() if any(f.state is not State.UNREADABLE for f in each)}

    assert read == {"title"}  # of the first line, which the helper adds
    assert summary_row(shown, "zh")[0] == "不清.pdf"
    assert write_register([shown], {field.field: field for field in FIELDS if field.field != "review"}, "zh")
