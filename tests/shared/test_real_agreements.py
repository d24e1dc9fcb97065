"""Real agreements that lie beside the project, where they do."""

import json
import re
from pathlib import Path

import pytest

from pipeline import batch, extraction
from pipeline.clauses import build
from pipeline.files import read_source
from pipeline.model.document import Kind
from pipeline.model.record import Outcome, Status
from pipeline.parsing import parse
from pipeline.parsing.docx import read_docx
from pipeline.reports.json import record_json
from pipeline.scoring.scoring import score

NAMES = [
    "aliyun-ecosystem-2024",
    "aliyun-framework-fy22",
    "aliyun-marketplace-2021",
    "aliyun-rules-fy22",
    "qingcloud-framework",
]
FORMS = ["txt", "docx", "pdf"]
EXACT = ["title", "contract_number", "version", "parties", "signing_date", "effective", "term", "expiry_date", "liability_caps",
         "governing_law", "dispute_resolution"]  # fmt: skip


def squeezed(text: str) -> str:
    """Take the blanks out."""
    return re.sub(r"\s", "", text)


def outcome(shared: Path, name: str, form: str) -> Outcome:
    """Read one of the agreements."""
    return batch.process(read_source(shared / "agreements" / f"{name}.{form}"), extraction.load())


@pytest.mark.parametrize("name", NAMES)
def test_every_word_number_is_as_word_shows_it(shared: Path, name: str) -> None:
    """Each paragraph has the text and the automatic number that Word shows."""
    expected = json.loads((shared / "gold" / f"{name}.docx-text.json").read_text())
    blocks = read_docx((shared / "agreements" / f"{name}.docx").read_bytes()).blocks

    assert [(squeezed(b.text), b.label) for b in blocks if b.kind is Kind.PARAGRAPH] == [
        (squeezed(entry[1]), entry[2]) for entry in expected if entry[0] == "p" and squeezed(entry[1])
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_fields_are_as_the_lawyer_read_them(shared: Path, name: str, form: str) -> None:
    """The fields that are exact for all five stay exact."""
    gold = json.loads((shared / "gold" / f"{name}.json").read_text())
    wrong = [
        m for result in score([(name, gold, record_json(outcome(shared, name, form)))], EXACT) for m in result.mistakes
    ]

    assert wrong == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_formats_give_the_same_values(shared: Path, name: str, form: str) -> None:
    """Word and PDF of one agreement give the values of its text file, blanks and widths aside."""

    def values(kind: str) -> str:
        from pipeline.zh.fold import fold

        fields = record_json(outcome(shared, name, kind))["fields"]
        for field in ("seals", "termination", "liquidated_damages", "definitions", "cross_references", "clause_types"):
            fields.pop(field)  # drawn on the PDF alone; tables and numbers that the text file has with marks of its own
        shown = {
            key: [f["value"] for f in found] if isinstance(found, list) else found and found["value"]
            for key, found in fields.items()
        }
        return squeezed(fold(json.dumps(shown, ensure_ascii=False)))

    assert values(form) == values("txt")


@pytest.mark.parametrize("file", ["s01", "s03", "s04", "s05", "s07", "s08", "s10", "s12", "s13", "s14"])
def test_hard_file_ends_in_a_status(shared: Path, file: str) -> None:
    """Odd, encrypted, looping and garbled files end in a status; a failed one says why."""
    path = next((shared / "real" / "hard_files").glob(f"{file}*"))
    result = batch.process(read_source(path), extraction.load())

    assert result.status in Status
    assert result.record or result.problems[0].zh


def test_garbled_text_layer_is_noticed(shared: Path) -> None:
    """A text layer of mojibake is named, read by OCR or not."""
    path = next((shared / "real" / "hard_files").glob("s07*"))

    problems = batch.process(read_source(path), extraction.load()).problems

    assert {problem.kind for problem in problems} & {"garbled_text", "garbled_ocr"}


def test_placeholders_are_blanks(shared: Path) -> None:
    """A company form with {{placeholders}} gives blanks, not inventions."""
    path = next((shared / "real" / "contracts").glob("zh009*"))
    fields = record_json(batch.process(read_source(path), extraction.load()))["fields"]

    assert fields["contract_number"]["state"] == "blank"
    assert fields["signing_date"]["state"] == "blank"
    assert [finding["state"] for finding in fields["parties"]] == ["stated", "blank"]


@pytest.mark.parametrize("form", ["pdf"])
def test_no_furniture_in_the_body(shared: Path, form: str) -> None:
    """The running head of a real PDF never stands in its body."""
    source = read_source(shared / "agreements" / f"qingcloud-framework.{form}")
    document = build(parse(source), "x")

    assert "商业秘密" not in document.text[: document.body.end]
