"""Our own agreements: complete, proven, up to date; those the rules were written with are read right."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus import build, writers
from pipeline import batch, extraction
from pipeline.files import read_source
from pipeline.reports.json import record_json
from pipeline.scoring.scoring import FieldScore, score
from pipeline.verification import mistakes

CORPUS = Path(__file__).parents[2] / "corpus"
SOURCES = sorted((CORPUS / "sources").glob("*.md"))
BUILT = sorted((CORPUS / "agreements").iterdir())
PLAN = extraction.load()
SPLIT: dict[str, list[str]] = json.loads((CORPUS / "split.json").read_text(encoding="utf-8"))
PART = {family: part for part, families in SPLIT.items() for family in families}
NEWER = ("termination", "liquidated_damages", "confidentiality", "force_majeure", "total_amount", "annexes")
"""Fields that the gold of every agreement outside `exact` speaks of."""


def family(path: Path) -> str:
    """Give the family of a built file or of its gold: the name without the version."""
    return path.stem.rsplit("-", 1)[0]


def gold_of(path: Path) -> dict[str, Any]:
    """Read the gold of a built file."""
    gold: dict[str, Any] = json.loads((CORPUS / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    return gold


EXACT = [path for path in BUILT if PART[family(path)] == "exact"]


def settings(path: Path) -> dict[str, object]:
    """Read the head of a source."""
    head: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    return head


def test_enough_agreements_kinds_and_families() -> None:
    """At least thirty agreements, twenty kinds, three families in several years, a folder that is read quickly."""
    heads = [settings(path) for path in SOURCES]

    assert len(list((CORPUS / "gold").iterdir())) >= 30
    assert len({head["kind"] for head in heads}) >= 20
    assert sum(len(head["versions"]) >= 2 for head in heads) >= 3  # type: ignore[arg-type]
    assert len(BUILT) < 110


def test_split_names_every_family_once() -> None:
    """Each family stands in one part; at least eight are held out."""
    assert sorted(name for families in SPLIT.values() for name in families) == [path.stem for path in SOURCES]
    assert set(SPLIT) == {"exact", "dev", "held_out"}
    assert len(SPLIT["held_out"]) >= 8


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_gold_outside_exact_speaks_of_all_fields(path: Path) -> None:
    """Gold of the dev and held-out parts covers the newer fields too."""
    gold: dict[str, object] = settings(path)["gold"]  # type: ignore[assignment]

    assert PART[path.stem] == "exact" or set(NEWER) <= set(gold)


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_built_agreement_has_gold(path: Path) -> None:
    """Each file has its gold."""
    assert (CORPUS / "gold" / f"{path.stem}.json").exists()


def scored(paths: list[Path]) -> list[FieldScore]:
    """Score built files against their gold."""
    pairs = [(path.name, gold_of(path), record_json(batch.process(read_source(path), PLAN))) for path in paths]
    return score(pairs, [field.field for field in PLAN.fields])


@pytest.mark.parametrize("path", EXACT, ids=lambda path: path.name)
def test_fields_are_as_in_the_gold(path: Path) -> None:
    """Every field of every file of the exact part has the value of its gold; nothing is invented."""
    wrong = [mistake for result in scored([path]) for mistake in result.mistakes]

    assert wrong == []


@pytest.mark.parametrize("part", ["dev", "held_out"])
def test_score_is_shown(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The other parts are scored and shown, never demanded: nobody shall write rules for one agreement."""
    results = scored([path for path in BUILT if PART[family(path)] == part])
    right, given, due = (sum(getattr(r, name) for r in results) for name in ("right", "given", "due"))
    with capsys.disabled():
        print(f"\n{part}: {right} right of {given} given and {due} due")

    assert due


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_every_quote_stands_at_its_span(path: Path) -> None:
    """The evidence of every record is proven against the text."""
    outcome = batch.process(read_source(path), PLAN)

    assert outcome.record is not None
    assert mistakes(record_json(outcome), outcome.record.document.text) == []


@pytest.mark.parametrize("path", EXACT, ids=lambda path: path.name)
def test_gold_clause_is_the_one_cited(path: Path) -> None:
    """The clause of each stated value is the one a reader would cite."""
    gold = gold_of(path)["fields"]
    fields = record_json(batch.process(read_source(path), PLAN))["fields"]
    single = [name for name, value in gold.items() if isinstance(value, dict) and value["evidence"][0]["clause"]]
    cited = {name: fields[name]["evidence"][0]["clause"] for name in single}

    assert cited == {name: _folded(gold[name]["evidence"][0]["clause"]) for name in single}


def _folded(clause: str | None) -> str | None:
    return clause and clause.replace("（", "(").replace("）", ")")


@pytest.mark.parametrize(
    ("evidence", "wrong"),
    [
        ("{quote: 总价十万元, clause: '1'}", []),
        ("{quote: '总价十万元, 含税', clause: '1'}", []),
        ("{quote: 总价十万元, 含税, clause: '1'}", ["x amount: no key of evidence: 含税"]),
        ("{quote: 总价一万元, clause: '1'}", ["x amount: 总价一万元"]),
    ],
)
def test_evidence_has_a_quote_and_a_clause_only(evidence: str, wrong: list[str]) -> None:
    """A comma that cuts a quote in two is refused, not passed over."""
    gold = {"amount": {"state": "stated", "evidence": [yaml.safe_load(evidence)]}}
    agreement = build.Agreement("x", "", "none", (), (build.Line("总价十万元, 含税。"),), gold)
    assert build.check(agreement) == wrong


def test_built_files_are_up_to_date(tmp_path: Path) -> None:
    """Building again gives the committed bytes (PDF files where the machine has a Chinese font)."""
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
