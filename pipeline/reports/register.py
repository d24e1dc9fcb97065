"""The register as an Excel workbook and as CSV."""

from collections.abc import Sequence

from pipeline.reports.labels import Language, field_label, word
from pipeline.reports.tables import (
    Fields,
    Json,
    Row,
    deadline_rows,
    finding_rows,
    problem_rows,
    register_rows,
    review_rows,
)
from pipeline.reports.workbook import clean, guarded, write_workbook


def sheets(records: Sequence[Json], fields: Fields, language: Language) -> dict[str, list[Row]]:
    """Give the sheets by name: register, review flags, deadlines, one for each field of many values, problems."""
    named: dict[str, list[Row]] = {
        word("Register", language): list(register_rows(records, fields, language)),
        word("Review", language): list(review_rows(records, language)),
        word("Deadlines", language): list(deadline_rows(records, fields, language)),
    }
    for extractor in fields.values():
        if extractor.many:
            named[field_label(extractor, language)] = list(finding_rows(records, extractor, language))
    named[word("Problems", language)] = list(problem_rows(records, language))
    return named


def write_register(records: Sequence[Json], fields: Fields, language: Language = "zh") -> bytes:
    """Write the workbook."""
    return write_workbook(sheets(records, fields, language), {word("Register", language): 3}, language)


def write_csv(records: Sequence[Json], fields: Fields, language: Language = "zh") -> bytes:
    """Write the first sheet as CSV with a byte order mark for Excel; text like a formula gets an apostrophe."""
    import pandas as pd

    rows = [
        {head: guarded(clean(value)) if isinstance(value, str) else value for head, value in row.items()}
        for row in register_rows(records, fields, language)
    ]
    text: str = pd.DataFrame(rows, dtype=object).to_csv(index=False, lineterminator="\n")
    return b"\xef\xbb\xbf" + text.encode()
