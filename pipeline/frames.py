"""The register for analysts: pandas data frames, with the labels and values of the workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import extraction
from pipeline.reports.labels import Language, field_label, word
from pipeline.reports.tables import finding_heads, finding_rows, register_heads, register_row
from pipeline.runs import reporting

if TYPE_CHECKING:
    import pandas as pd


def frames(output: Path, language: Language = "zh") -> dict[str, "pd.DataFrame"]:
    """Give the register of an output folder as frames by label, as its readers corrected it.

    The first, 合同登记 (`Register` in English), has a row for each agreement; then one for each field of many values, a
    row for each finding. Raises FileAccessError when there is no register.
    """
    import pandas as pd

    fields = {extractor.field: extractor for extractor in extraction.load().fields}
    records = list(reporting.records(output))
    agreements = [register_row(record, fields, language) for record in records]
    made = {word("Register", language): pd.DataFrame(agreements, columns=register_heads(fields, language))}
    for extractor in fields.values():
        if extractor.many:
            rows = [row for record in records for row in finding_rows(record, extractor, language)]
            made[field_label(extractor, language)] = pd.DataFrame(rows, columns=finding_heads(extractor, language))
    return made
