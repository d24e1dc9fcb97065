"""changes.xlsx and matrix.xlsx: what a reader works through, decision by decision."""

from pipeline.compare.matrix import Matrix
from pipeline.model.diff import VersionDiff
from pipeline.reports import changes_tables as tables
from pipeline.reports.changes_labels import label
from pipeline.reports.changes_tables import Fields
from pipeline.reports.labels import Language
from pipeline.reports.workbook import write_workbook


def write_changes(diff: VersionDiff, fields: Fields, language: Language = "zh") -> bytes:
    """Write the sheets of one comparison: changes, fields, renumbering, references, counts of noise."""
    sheets = {
        label("Changes", language): list(tables.change_rows(diff, language)),
        label("Fields", language): list(tables.field_rows(diff, fields, language)),
        label("Renumbering", language): list(tables.renumbering_rows(diff, language)),
        label("References", language): list(tables.reference_rows(diff, language)),
        label("Noise", language): list(tables.noise_rows(diff, language)),
    }
    wide = {label(name, language) for name in ("old text", "new text", "old", "new", "why", "clauses", "comment")}
    return write_workbook(sheets, {label("Changes", language): 4}, language, wide)


def write_matrix(matrix: Matrix, fields: Fields, language: Language = "zh") -> bytes:
    """Write the versions side by side: a sheet of fields, a sheet of clauses."""
    sheets = {
        label("Fields", language): list(tables.field_matrix_rows(matrix, fields, language)),
        label("Clauses", language): list(tables.clause_matrix_rows(matrix, language)),
    }
    return write_workbook(sheets, {}, language, tables.heads(matrix))
