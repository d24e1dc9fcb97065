"""The register, the JSON records, the summary: built from real records of our corpus."""

import csv
import io
import json
import re
import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import batch, extraction
from pipeline.errors import EmptyFile
from pipeline.files import read_source
from pipeline.model.document import Source
from pipeline.reports import register, workbook
from pipeline.reports.json import record_json, to_line
from pipeline.reports.register import write_csv, write_register
from pipeline.reports.sheet import CELL_LIMIT, clean, guarded
from pipeline.reports.summary import COLUMNS, summary_row
from pipeline.reports.tables import LISTED, cell
from tests.reports.payloads import FORMULAS, poisoned

PLAN = extraction.load()
FIELDS = {extractor.field: extractor for extractor in PLAN.fields}


@pytest.fixture(scope="module")
def records(corpus: Path) -> list[dict[str, Any]]:
    """Give the records of three agreements and of a file that could not be read."""
    names = ("cloud-partner-FY25.pdf", "office-lease-v2022.docx", "service-form-blank.md")
    outcomes = [batch.process(read_source(corpus / "agreements" / name), PLAN) for name in names]
    outcomes.append(batch.failed(Source("坏.pdf", b"", "0" * 64), EmptyFile("文件为空", "the file is empty")))
    return [record_json(outcome) for outcome in outcomes]


def sheet(records: list[dict[str, Any]], name: str, language: str = "zh") -> list[dict[str, Any]]:
    """Read a sheet of the workbook back as rows by head."""
    book = openpyxl.load_workbook(io.BytesIO(write_register(records, FIELDS, language)))  # type: ignore[arg-type]
    rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def unescaped(text: str) -> str:
    """Read the codes of characters in text of a workbook, as Excel and LibreOffice do and openpyxl does not."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text)


def test_record_has_the_shape_other_tools_rely_on(records: list[dict[str, Any]]) -> None:
    """Keys of record, document, finding and evidence, in their order."""
    record = records[0]
    finding = record["fields"]["title"]

    assert list(record) == ["schema", "document", "fields", "review"]
    assert list(record["document"]) == ["id", "path", "also_at", "sha256", "media_type", "pages", "characters", "language",
                                        "text_source", "status", "problems"]  # fmt: skip
    assert list(finding) == ["state", "value", "rule", "evidence", "alternatives"]
    assert list(finding["evidence"][0]) == ["quote", "part", "clause", "page", "start", "end", "boxes"]


def test_single_and_many_fields(records: list[dict[str, Any]]) -> None:
    """A field with one value is a finding or null, a field with many a list."""
    fields = records[1]["fields"]

    assert fields["contract_number"] is None
    assert fields["liability_caps"] == []
    assert isinstance(fields["parties"], list)


def test_dates_and_money_in_json(records: list[dict[str, Any]]) -> None:
    """Dates are ISO 8601, amounts are numbers."""
    fields = records[0]["fields"]

    assert fields["expiry_date"]["value"] == "2025-03-31"
    assert fields["liability_caps"][0]["value"]["amount"] == 1000000


def test_line_is_one_line_and_stable(records: list[dict[str, Any]]) -> None:
    """A record is one line and reads back as itself."""
    line = to_line(records[0])

    assert line.count("\n") == 1
    assert json.loads(line) == records[0]


def test_dates_are_dates_and_amounts_are_numbers(records: list[dict[str, Any]]) -> None:
    """Excel can sort by expiry and add up caps."""
    assert sheet(records, "合同登记")[0]["到期日"] == datetime(2025, 3, 31)
    assert sheet(records, "责任限制")[0]["金额"] == 1000000


@pytest.mark.parametrize("field", sorted(set(FIELDS) - LISTED))
def test_every_value_stands_beside_its_proof(records: list[dict[str, Any]], field: str) -> None:
    """Behind each field's column come state, quote, clause and page."""
    heads = list(sheet(records, "合同登记")[0])
    label = FIELDS[field].label
    place = heads.index(label)

    assert heads[place + 1 : place + 5] == [f"{label}·性质", f"{label}·原文", f"{label}·条款", f"{label}·页"]


@pytest.mark.parametrize("field", sorted(LISTED - {"cross_references"}))  # of which these three agreements have none
def test_field_of_many_values_has_a_sheet(records: list[dict[str, Any]], field: str) -> None:
    """The register counts dozens of small values, and a sheet of their own lists them."""
    label = FIELDS[field].label

    counted = [row[label] or 0 for row in sheet(records, "合同登记")]

    assert f"{label}·原文" not in sheet(records, "合同登记")[0]
    assert sum(counted) == len(sheet(records, label)) > 0


def test_failed_input_is_in_the_register_and_among_the_problems(records: list[dict[str, Any]]) -> None:
    """A file that could not be read is never lost."""
    assert sheet(records, "合同登记")[3]["状态"] == "已损坏"
    assert sheet(records, "问题")[-1]["说明"] == "文件为空"


def test_blank_is_told_apart_from_not_said(records: list[dict[str, Any]]) -> None:
    """A field left open says so; one the agreement does not speak of is empty."""
    form, lease = sheet(records, "合同登记")[2], sheet(records, "合同登记")[1]

    assert form["到期日"] == "（留空）"
    assert lease["合同编号"] is None


def test_english_register(records: list[dict[str, Any]]) -> None:
    """With English labels and states nothing but the quotes is Chinese."""
    row = sheet(records, "Register", "en")[0]

    assert row["Status"] == "complete"
    assert row["Expiry date"] == datetime(2025, 3, 31)


def test_heads_are_frozen_and_filtered(records: list[dict[str, Any]]) -> None:
    """The head row stays in sight and has filters."""
    book = openpyxl.load_workbook(io.BytesIO(write_register(records, FIELDS)))

    assert all(page.freeze_panes for page in book if page.max_row > 1)
    assert book["合同登记"].auto_filter.ref


def test_same_records_give_the_same_bytes(records: list[dict[str, Any]]) -> None:
    """The workbook and the CSV carry no clock."""
    assert write_register(records, FIELDS) == write_register(records, FIELDS)
    assert write_csv(records, FIELDS) == write_csv(records, FIELDS)


@pytest.fixture(scope="module")
def poison(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give records with words like formulas in every place of text."""
    return [poisoned(record, words) for words in FORMULAS for record in records[:2]]


def test_no_cell_is_a_formula_or_a_link(poison: list[dict[str, Any]]) -> None:
    """Text of an agreement is text in every sheet, whatever it looks like."""
    data = write_register(poison, FIELDS)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = b"".join(parts.read(name) for name in parts.namelist())

    assert [cell.coordinate for cell in cells if cell.data_type in "fe" or cell.hyperlink] == []
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml


@pytest.mark.parametrize("words", FORMULAS)
def test_words_stay_as_they_are_in_the_workbook(records: list[dict[str, Any]], words: str) -> None:
    """What looks like a formula is shown to the letter: nothing is put before it, nothing is taken away."""
    (row,) = sheet([poisoned(records[0], words)], "合同登记")

    assert unescaped(str(row["名称"])) == words


def test_csv_has_an_apostrophe_before_every_formula(poison: list[dict[str, Any]]) -> None:
    """A cell that begins like a formula, behind blanks too, begins with an apostrophe."""
    rows = list(csv.reader(io.StringIO(write_csv(poison, FIELDS).decode("utf-8-sig"), newline="")))
    first = {unicodedata.normalize("NFKC", cell).lstrip("\u200b\ufeff \t\r\n")[:1] for row in rows for cell in row}

    assert first & set("=+-@") == set()
    assert len(rows) == len(poison) + 1


def test_csv_keeps_every_text_in_quotes(poison: list[dict[str, Any]]) -> None:
    """Outside of quotes stand numbers and separators, nothing of a document: a return in it begins no row."""
    bare = re.sub(r'"(?:[^"]|"")*"', "", write_csv(poison, FIELDS).decode("utf-8-sig"))

    assert set(bare) <= set(",\n0123456789.")


@given(st.text(max_size=80))
def test_clean_text_fits_a_cell(text: str) -> None:
    """Whatever an agreement holds can be written, and nothing is dropped in silence."""
    assert len(clean(text)) == len(text)
    assert guarded(clean(text)).removeprefix("'") == clean(text).removeprefix("'")


def test_long_text_is_cut_with_a_mark() -> None:
    """Text above the limit of a cell ends in a visible mark."""
    assert len(clean("甲" * 40_000)) <= CELL_LIMIT
    assert clean("甲" * 40_000).endswith("（已截断）")


def test_summary_has_a_cell_for_every_column(records: list[dict[str, Any]]) -> None:
    """One line an agreement: what a reader wants first."""
    row = summary_row(records[0], "zh")

    assert len(row) == len(COLUMNS)
    assert row[3] == "2025-03-31"
    assert row[7] == "完整"


@pytest.mark.parametrize(("attribute", "shown"), [("ground", "违约"), ("type", "违约责任")])
def test_one_word_of_two_attributes(attribute: str, shown: str) -> None:
    """A breach ends an agreement; clauses of the type breach are about liability for it."""
    assert cell("breach", "zh", attribute) == shown


def test_text_of_many_units_is_cut_by_what_excel_counts() -> None:
    """Excel counts UTF-16 units: characters beyond the first plane are two."""
    cut = clean("𠮷" * 20_000)

    assert len(cut.encode("utf-16-le")) <= 2 * CELL_LIMIT
    assert cut.endswith("（已截断）")


def test_number_like_a_date_stays_text() -> None:
    """A contract number 2024-00-12 is no day."""
    assert cell("2024-00-12", "zh") == "2024-00-12"


def test_number_of_many_digits_keeps_them(records: list[dict[str, Any]]) -> None:
    """Excel rounds beyond 15 digits: such a number is text."""
    record = json.loads(json.dumps(records[0]))
    record["fields"]["liability_caps"][0]["value"]["amount"] = 12345678901234567890

    assert sheet([record], "责任限制")[0]["金额"] == "12345678901234567890"


def test_day_before_excel_is_text(records: list[dict[str, Any]]) -> None:
    """Excel knows no day before 1900."""
    record = json.loads(json.dumps(records[0]))
    record["fields"]["expiry_date"]["value"] = "1898-05-06"

    assert sheet([record], "合同登记")[0]["到期日"] == "1898-05-06"


def test_empty_sheets_keep_their_heads() -> None:
    """Also where there is no record at all."""
    book = openpyxl.load_workbook(io.BytesIO(write_register([], FIELDS)))

    assert [page.title for page in book if page["A1"].value is None] == []


def corrected(record: dict[str, Any]) -> dict[str, Any]:
    """Give a record whose expiry a reader corrected."""
    record = json.loads(json.dumps(record))
    read = record["fields"]["expiry_date"]
    record["fields"]["expiry_date"] = read | {
        "value": "2026-04-30", "rule": "correction", "state": "stated", "alternatives": [read],
    }  # fmt: skip
    return record


def test_correction_stands_beside_what_was_read(records: list[dict[str, Any]]) -> None:
    """The register shows the reader's value, says so, and says what was read."""
    (row,) = sheet([corrected(records[0])], "合同登记")

    assert (row["到期日"], row["到期日·性质"]) == (datetime(2026, 4, 30), "更正（原读：2025-03-31）")


def test_columns_of_the_reader_are_marked(records: list[dict[str, Any]]) -> None:
    """What a reader fills in is light yellow."""
    page = openpyxl.load_workbook(io.BytesIO(write_register(records, FIELDS)))["更正"]
    heads = [head.value for head in page[1]]
    column = openpyxl.utils.get_column_letter(heads.index("更正为") + 1)

    assert page.column_dimensions[column].fill.fgColor.rgb == "FFFFF9DB"


def test_rows_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch, records: list[dict[str, Any]]) -> None:
    """The last row of a full sheet says how many more there are; the rows before are whole."""
    monkeypatch.setattr(workbook, "ROW_LIMIT", 3)
    rows = sheet([records[0]] * 5, "合同登记")

    assert [row["文件"] for row in rows] == ["cloud-partner-FY25.pdf", "另有 4 行未列出，见 records.jsonl"]


def test_sheet_that_is_just_full_has_all_its_rows(
    monkeypatch: pytest.MonkeyPatch, records: list[dict[str, Any]]
) -> None:
    """The last place is a row's when nothing comes behind it."""
    monkeypatch.setattr(workbook, "ROW_LIMIT", 3)

    assert [row["文件"] for row in sheet([records[0]] * 2, "合同登记")] == ["cloud-partner-FY25.pdf"] * 2


def test_sheet_of_corrections_ends_at_its_limit(monkeypatch: pytest.MonkeyPatch, records: list[dict[str, Any]]) -> None:
    """It says how many documents are not in it."""
    monkeypatch.setattr(register, "CORRECTIONS_LIMIT", 5)
    rows = sheet([records[0]] * 3, "更正")

    assert len(rows) == 4
    assert rows[-1]["编号"] == "本表已满；另有 2 份文件未列出，见 records.jsonl"
