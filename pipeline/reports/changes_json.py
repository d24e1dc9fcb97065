"""changes.json: what two versions differ in, in the shape other tools rely on."""

import dataclasses
import json
from typing import Any

from pipeline.model.diff import Change, Noise, Side, VersionDiff
from pipeline.reports.json import Language, problem_json, value_json

Json = dict[str, Any]
SCHEMA = 1


def changes_json(diff: VersionDiff, language: Language = "zh") -> Json:
    """Give a comparison as JSON; `language` is that of reasons."""
    return {
        "schema": SCHEMA,
        "old": _version(diff, old=True, language=language),
        "new": _version(diff, old=False, language=language),
        "mode": diff.mode.value,
        "answer": diff.answer.value if diff.answer else None,
        "coverage": dict(diff.coverage),
        "changes": [_change(change) for change in diff.changes],
        "renumbered": [dataclasses.asdict(entry) for entry in diff.renumbered],
        "references": [
            {"at": entry.at, "old": entry.old, "new": entry.new, "verdict": entry.verdict.value}
            for entry in diff.references
        ],
        "noise": [_noise(entry) for entry in diff.noise],
        "fields": [
            {
                "field": entry.field,
                "old": value_json(entry.old),
                "new": value_json(entry.new),
                "delta": entry.delta,
                "favours": entry.favours,
                "why": entry.en if language == "en" else entry.zh,
            }
            for entry in diff.fields
        ],
    }


def to_text(diff: VersionDiff, language: Language = "zh") -> str:
    """Write changes.json; the same comparison gives the same bytes."""
    return json.dumps(changes_json(diff, language), ensure_ascii=False, indent=1) + "\n"


def _version(diff: VersionDiff, *, old: bool, language: Language) -> Json:
    version = diff.old if old else diff.new
    return {
        "path": version.source.name,
        "id": version.document.id,
        "sha256": version.source.sha256,
        "problems": [problem_json(problem, language) for problem in version.unread],
    }


def _change(change: Change) -> Json:
    return {
        "id": change.id,
        "type": change.type.value,
        "class": change.kind.value,
        "material": change.material,
        "old": _side(change.old),
        "new": _side(change.new),
        "delta": change.delta,
        "look": change.look,
    }


def _noise(noise: Noise) -> Json:
    return {"class": noise.kind.value, "old": _side(noise.old), "new": _side(noise.new)}


def _side(side: Side | None) -> Json | None:
    if side is None:
        return None
    return {
        "clause": side.clause,
        "page": side.page,
        "text": side.text,
        "start": side.span.start,
        "end": side.span.end,
    }
