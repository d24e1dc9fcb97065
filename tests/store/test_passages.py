"""Passages: what a search looks through."""

from pathlib import Path

import pytest

from extractors.fields import FIELDS
from pipeline import extraction
from pipeline.clauses import build
from pipeline.files import read_source
from pipeline.options import Ocr, Options
from pipeline.parsing import parse
from pipeline.passages import passages
from tests.builders import document
from tests.store.registers import CLOUD

PLAN = extraction.Plan(FIELDS)


@pytest.mark.parametrize("name", ["cloud-partner-FY25.docx", "agency-bilingual-v1.docx", "coal-sales-v2017.docx"])
def test_every_character_is_in_one_passage(corpus: Path, name: str) -> None:
    """Nothing that is printed is out of reach of a search, and nothing is found twice."""
    read = build(parse(read_source(corpus / "agreements" / name), Options(ocr=Ocr.NEVER)), "test")
    times = bytearray(len(read.text))
    for passage in passages(extraction.extract(read, PLAN)):
        for place in range(passage.span.start, passage.span.end):
            times[place] += 1

    assert {count for count, character in zip(times, read.text, strict=True) if not character.isspace()} == {1}
    assert max(times) == 1


def test_a_passage_knows_its_clause_and_type() -> None:
    """A clause's own words stand under its number and the type of its heading."""
    found = passages(extraction.extract(document(CLOUD), PLAN))

    assert [(passage.clause, passage.types) for passage in found if "500 万" in passage.words] == [
        ("第三条", ("liability_limit",))
    ]
