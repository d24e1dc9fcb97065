"""Corrections of readers: taken into the register on disk, given out as gold."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pipeline import files
from pipeline.corrections.applying import as_gold
from pipeline.corrections.changes import Corrections, changes
from pipeline.errors import DamagedFile, UsageError
from pipeline.reports.corrections_sheet import read_corrections
from pipeline.runs import reporting
from pipeline.store.reading import Reader
from pipeline.store.register import Register
from pipeline.store.schema import locked


def take(file: Path, output: Path, by: str, now: datetime) -> Corrections:
    """Take the corrections of a workbook into the register and write the reports anew.

    Rows with a mistake are not taken and given back. Raises FileAccessError, InUse, UsageError for a file that is no
    register of ours.
    """
    with locked(output), Register(output) as register:
        fields = reporting.fields_of(register)
        try:
            entered, mistakes = read_corrections(files.read_data(file), fields)
        except DamagedFile as error:
            raise UsageError(f"{files.display_name(file)}: {error.en}") from error
        records = (reporting.corrected(stored, fields) for stored in register.documents())
        found = changes(entered, records, fields, by, now.isoformat(timespec="microseconds"))
        if found.taken:
            register.correct(found.taken, reporting.corrected_facts(fields))
            files.prepare_output(output, "texts")
            reporting.write(register, output, now)
    return Corrections(found.taken, (*mistakes, *found.mistakes))


def export(output: Path, gold: Path, *, every_field: bool) -> Iterator[Path]:
    """Write the gold of each corrected document into a folder, named by the stem of its file.

    Raises FileAccessError, and UsageError for two of the same name.
    """
    files.prepare_output(gold)
    written: dict[Path, str] = {}
    with Reader(output) as register:
        fields = reporting.fields_of(register)
        for stored in register.documents():
            if stored.corrections:
                record = reporting.corrected(stored, fields)
                made = as_gold(record, every_field=every_field)
                path = gold / f"{made['document']['path']}.json"
                if path in written:
                    raise UsageError(
                        f"{written[path]} and {record['document']['path']} would both be {path.name}: gold bears the names "
                        "of files; rename one of them and run extract again"
                    )
                files.write(path, json.dumps(made, ensure_ascii=False, indent=1) + "\n")
                written[path] = record["document"]["path"]
                yield path
