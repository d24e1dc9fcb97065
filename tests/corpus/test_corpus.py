"""Our own agreements: complete, proven, up to date, read right."""

import json
import re
import sys
from pathlib import Path

import pytest
import yaml

from pipeline import batch, extraction
from pipeline.files import read_source
from pipeline.reports.json import record_json
from pipeline.scoring import score
from pipeline.verification import mistakes

CORPUS = Path(__file__).parents[2] / "corpus"
SOURCES = sorted((CORPUS / "sources").glob("*.md"))
BUILT = sorted((CORPUS / "agreements").iterdir())
PLAN = extraction.load()


def settings(path: Path) -> dict[str, object]:
    """Read the head of a source."""
    head: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    return head


def test_enough_agreements_kinds_and_families() -> None:
    """At least twelve agreements, eight kinds, three families in several years."""
    heads = [settings(path) for path in SOURCES]

    assert len(list((CORPUS / "gold").iterdir())) >= 12
    assert len({head["kind"] for head in heads}) >= 8
    assert sum(len(head["versions"]) >= 2 for head in heads) >= 3  # type: ignore[arg-type]


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_built_agreement_has_gold(path: Path) -> None:
    """Each file has its gold."""
    assert (CORPUS / "gold" / f"{path.stem}.json").exists()


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_fields_are_as_in_the_gold(path: Path) -> None:
    """Every field of every built file has the value of its gold; nothing is invented."""
    gold = json.loads((CORPUS / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    record = record_json(batch.process(read_source(path), PLAN))
    wrong = [
        m
        for result in score([(path.name, gold, record)], [field.field for field in PLAN.fields])
        for m in result.mistakes
    ]

    assert wrong == []


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_every_quote_stands_at_its_span(path: Path) -> None:
    """The evidence of every record is proven against the text."""
    outcome = batch.process(read_source(path), PLAN)

    assert outcome.record is not None
    assert mistakes(record_json(outcome), outcome.record.document.text) == []


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_gold_clause_is_the_one_cited(path: Path) -> None:
    """The clause of each stated value is the one a reader would cite."""
    gold = json.loads((CORPUS / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))["fields"]
    fields = record_json(batch.process(read_source(path), PLAN))["fields"]
    single = [name for name, value in gold.items() if isinstance(value, dict) and value["evidence"][0]["clause"]]
    cited = {name: fields[name]["evidence"][0]["clause"] for name in single}

    assert cited == {name: _folded(gold[name]["evidence"][0]["clause"]) for name in single}


def _folded(clause: str | None) -> str | None:
    return clause and clause.replace("（", "(").replace("）", ")")


def test_built_files_are_up_to_date(tmp_path: Path) -> None:
    """Building again gives the committed bytes (PDF files where the machine has a Chinese font)."""
    sys.path.insert(0, str(CORPUS))
    try:
        import build
        import writers
    finally:
        sys.path.remove(str(CORPUS))
    assert build.build(tmp_path) == []
    built = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")}
    if writers.find_font() is None:
        print("no Chinese TrueType font on this machine: PDF files not compared")
    stale = [
        str(name) for name, data in built.items() if name.suffix != ".pdf" and (CORPUS / name).read_bytes() != data
    ]

    assert stale == []


def test_no_phone_number_of_a_person() -> None:
    """Samples carry no mobile numbers."""
    texts = "".join(path.read_text(encoding="utf-8") for path in SOURCES)

    assert re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", texts) == []
