"""The same agreement as .docx, digital .pdf and scan: how many fields of the record are the same.

    python -m benchmarks.sameness [FOLDER]

Reads the agreements of a folder (default: our corpus) that are there as .docx and .pdf, makes a scan of each PDF (200
dpi, grain, uneven light), and compares the fields of the three records: values in one width, without blanks. A field
that differs on the scan counts as flagged when a review flag stands on its words. Goals: .docx and .pdf 100 %, scans
97 % and the rest flagged.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.pages import packed, rendered, scanned
from pipeline import batch, extraction
from pipeline.model.document import Source
from pipeline.options import Options
from pipeline.reports.json import record_json
from pipeline.zh.fold import fold

ROOT = Path(__file__).parents[1]

DRAWN = ("seals",)
"""Fields that the Word file cannot have."""
DPI = 200

Json = Mapping[str, Any]


def record(name: str, data: bytes) -> Json:
    """Read and extract the bytes of a file."""
    source = Source(name, data, hashlib.sha256(data).hexdigest())
    outcome = batch.process(source, extraction.load(), Options(pages_at_once=2))
    return record_json(outcome, "zh")


def scan_of(pdf: bytes) -> bytes:
    """Give the scan of a PDF."""
    rng = np.random.default_rng(7)
    return packed((scanned(page, rng, DPI) for page in rendered(pdf, DPI)), DPI)


def values(found: Json, field: str) -> str:
    """Give what a field says as one string to compare."""
    findings = found["fields"].get(field)
    stated = findings if isinstance(findings, list) else [findings] if findings else []
    shown = json.dumps([[item["state"], item["value"]] for item in stated], ensure_ascii=False)
    return re.sub(r"[\s_]", "", fold(shown))


def is_flagged(found: Json, field: str) -> bool:
    """Say whether a flag stands on the words of a field."""
    findings = found["fields"].get(field)
    stated = findings if isinstance(findings, list) else [findings] if findings else []
    places = [(e["start"], e["end"]) for item in stated for e in item["evidence"]]
    doubts = [(e["start"], e["end"]) for flag in found["review"] for e in flag["evidence"]]
    return any(a < d and c < b for a, b in places for c, d in doubts)


def agreements(folder: Path) -> Iterator[tuple[str, bytes, bytes]]:
    """Yield the name, Word file and PDF of each agreement that is there as both."""
    for path in sorted(folder.glob("*.docx")):
        twin = path.with_suffix(".pdf")
        if twin.exists():
            yield path.stem, path.read_bytes(), twin.read_bytes()


def main() -> int:
    """Print the shares, and end with 1 when a goal is missed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpus" / "agreements"
    total = same_pdf = same_scan = flagged = 0
    for name, word, pdf in agreements(folder):
        first, second, third = (
            record(f"{name}.docx", word),
            record(f"{name}.pdf", pdf),
            record(f"{name}-scan.pdf", scan_of(pdf)),
        )
        for field in first["fields"]:
            if field in DRAWN:
                continue
            total += 1
            same_pdf += values(first, field) == values(second, field)
            if values(first, field) == values(third, field):
                same_scan += 1
                continue
            flagged += is_flagged(third, field)
            print(f"  {name} {field}: {values(first, field)}\n    on the scan: {values(third, field)}", flush=True)
    shares = (100 * same_pdf / total, 100 * same_scan / total)
    print(f"{total} fields: .pdf as .docx {shares[0]:.1f} % (goal 100), scan as .docx {shares[1]:.1f} % (goal 97), "
          f"{total - same_scan - flagged} of the {total - same_scan} others not flagged (goal 0)")  # fmt: skip
    return 0 if same_pdf == total and shares[1] >= 97 and flagged == total - same_scan else 1


if __name__ == "__main__":
    sys.exit(main())
