"""The workbook opened by an independent program."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline import batch, extraction
from pipeline.files import read_source
from pipeline.reports.json import record_json
from pipeline.reports.register import write_register

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_the_register(corpus: Path, tmp_path: Path) -> None:
    """LibreOffice opens the workbook and sees title, party, expiry as a date, and the quote."""
    plan = extraction.load()
    outcome = batch.process(read_source(corpus / "agreements" / "office-lease-v2022.docx"), plan)
    fields = {extractor.field: extractor for extractor in plan.fields}
    (tmp_path / "register.xlsx").write_bytes(write_register([record_json(outcome)], fields))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "register.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "register.csv").read_text(encoding="utf-8")

    assert "办公用房租赁合同" in text
    assert "2025-05-31" in text
    assert "租赁期限为叁年，自二〇二二年六月一日起至二〇二五年五月三十一日止" in text
