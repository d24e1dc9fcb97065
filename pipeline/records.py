"""Records and gold as files: what `extract` wrote, and what a lawyer read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import files
from pipeline.errors import FileAccessError

Json = dict[str, Any]


def read_records(output: Path) -> Iterator[Json]:
    """Yield the records of an output folder. Raises FileAccessError when there are none or one is no record."""
    path = output / "records.jsonl"
    try:
        text = files.read_text(path)
    except FileAccessError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise FileAccessError(
                f"{files.display_name(path)}: there is no register; run tiaoli extract first"
            ) from error
        raise
    for number, line in enumerate(filter(None, text.split("\n")), 1):
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            record = error
        if not isinstance(record, dict) or "document" not in record:
            raise FileAccessError(f"{files.display_name(path)}, line {number}: not a record of ours; run extract again")
        yield record


def read_inputs(output: Path) -> Iterator[Json]:
    """Yield the inputs of the run of an output folder with their statuses and problems. Raises FileAccessError."""
    yield from json.loads(files.read_text(output / "run.json"))["inputs"]


def read_gold(folder: Path) -> dict[str, Json]:
    """Read the gold of a folder by document name (file stem). Raises FileAccessError for a file that is not JSON."""
    gold = {}
    for path in sorted(folder.glob("*.json")):
        try:
            content = json.loads(files.read_text(path))
        except json.JSONDecodeError as error:
            raise FileAccessError(f"{files.display_name(path)}: not JSON ({error})") from error
        if isinstance(content, dict):
            gold[path.stem] = content
    return gold


def pair_with_gold(records: Sequence[Json], gold: Mapping[str, Json]) -> list[tuple[str, Json, Json]]:
    """Pair records with the gold of the same name: (name, gold, record)."""
    return [
        (record["document"]["path"], gold[stem], record)
        for record in records
        if (stem := Path(record["document"]["path"]).stem) in gold and record["fields"]
    ]


def read_splits(gold: Path) -> dict[str, list[str]]:
    """Read which families are for work and which are held out: split.json beside the gold folder; none without it."""
    path = gold.resolve().parent / "split.json"
    if not path.is_file():
        return {}
    splits = json.loads(files.read_text(path))
    return {name: list(families) for name, families in splits.items()}
