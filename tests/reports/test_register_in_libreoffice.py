"""The workbook and the CSV opened by an independent program."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from pipeline import batch, extraction
from pipeline.files import read_source
from pipeline.reports.json import record_json
from pipeline.reports.register import write_csv, write_register
from tests.reports.payloads import FORMULAS, poisoned

SOFFICE = shutil.which("soffice")
FIELDS = {extractor.field: extractor for extractor in extraction.load().fields}

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture(scope="module")
def record(corpus: Path) -> dict[str, Any]:
    """Give the record of a lease."""
    return record_json(batch.process(read_source(corpus / "agreements" / "office-lease-v2022.docx"), extraction.load()))


def converted(folder: Path, name: str, data: bytes, kind: str, *options: str) -> str:
    """Open a file in LibreOffice and give what it saves."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", *options, "--convert-to", kind, "--outdir", "out", name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return next((folder / "out").iterdir()).read_text(encoding="utf-8")


def test_libreoffice_reads_the_register(record: dict[str, Any], tmp_path: Path) -> None:
    """LibreOffice opens the workbook and sees title, party, expiry as a date, and the quote."""
    kind = "csv:Text - txt - csv (StarCalc):44,34,76"
    text = converted(tmp_path, "register.xlsx", write_register([record], FIELDS), kind)

    assert "办公用房租赁合同" in text
    assert "2025-05-31" in text
    assert "租赁期限为叁年，自二〇二二年六月一日起至二〇二五年五月三十一日止" in text


def test_libreoffice_finds_no_formula_in_the_workbook(record: dict[str, Any], tmp_path: Path) -> None:
    """Nor a link, nor another program to ask, in any sheet."""
    records = [poisoned(record, words) for words in FORMULAS]
    text = converted(tmp_path, "register.xlsx", write_register(records, FIELDS), "fods")

    assert "SUM(1,1)" in text
    assert re.findall(r"table:formula=|xlink:href=|office:dde|table:dde", text) == []


def test_libreoffice_finds_no_formula_in_the_csv(record: dict[str, Any], tmp_path: Path) -> None:
    """Told to take formulas for formulas, it finds none."""
    records = [poisoned(record, words) for words in FORMULAS]
    options = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    text = converted(tmp_path, "register.csv", write_csv(records, FIELDS), "fods", options)

    assert "SUM(1,1)" in text
    assert re.findall(r"table:formula=|xlink:href=|office:dde|table:dde", text) == []


def test_libreoffice_would_run_what_is_not_guarded(tmp_path: Path) -> None:
    """The same reading of CSV takes a bare formula for one: the test before could fail."""
    options = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"

    assert "table:formula=" in converted(tmp_path, "register.csv", b"=1+1,x\n", "fods", options)
