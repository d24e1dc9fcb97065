"""Scoring against gold: what counts, what is left out."""

from typing import Any

import pytest

from pipeline.scoring.scoring import covers, score

RECORD = {"fields": {"title": {"state": "stated", "value": "采购合同"}, "governing_law": {"state": "stated", "value": "中国法律"}}}  # fmt: skip


def gold(fields: dict[str, Any], **more: object) -> dict[str, Any]:
    """Make gold in the record's shape."""
    return {"fields": fields, **more}


def stated(value: object) -> dict[str, object]:
    """Make a value of gold."""
    return {"state": "stated", "value": value, "evidence": []}


def test_field_that_gold_does_not_cover_is_not_scored() -> None:
    """A value of a field outside `covers` is neither right nor invented."""
    results = score([("a", gold({"title": stated("采购合同")}, covers=["title"]), RECORD)], ["title", "governing_law"])

    assert [(r.field, r.right, r.given, r.due) for r in results] == [("title", 1, 1, 1)]


def test_covered_field_without_value_makes_values_invented() -> None:
    """A field that gold covers with null was read and is not said."""
    results = score([("a", gold({"governing_law": None}, covers=["governing_law"]), RECORD)], ["governing_law"])

    assert [(r.right, r.given, r.due) for r in results] == [(0, 1, 0)]
    assert [(m.expected, m.got) for m in results[0].mistakes] == [(None, "中国法律")]


def test_covered_field_that_is_missing_in_fields_counts_as_not_said() -> None:
    """`covers` alone decides: a covered field need not stand among the fields."""
    results = score([("a", gold({}, covers=["title"]), RECORD)], ["title"])

    assert [(r.given, r.due) for r in results] == [(1, 0)]


def test_each_document_is_scored_on_its_own_fields() -> None:
    """In a mixed set a field counts only for the documents whose gold covers it."""
    old = gold({"title": stated("采购合同")}, covers=["title"])
    new = gold({"title": stated("采购合同"), "governing_law": stated("中国法律")}, covers=["title", "governing_law"])
    results = score([("old", old, RECORD), ("new", new, RECORD)], ["title", "governing_law"])

    assert {r.field: (r.right, r.given, r.due) for r in results} == {"title": (2, 2, 2), "governing_law": (1, 1, 1)}


def test_gold_without_the_list_is_scored_as_ever() -> None:
    """Without `covers` a field that other gold of the set speaks of counts as not said."""
    silent = gold({"title": stated("采购合同")})
    speaks = gold({"title": stated("采购合同"), "governing_law": stated("中国法律")})
    results = score([("a", silent, RECORD), ("b", speaks, RECORD)], ["title", "governing_law", "version"])

    assert {r.field: (r.right, r.given, r.due) for r in results} == {"title": (2, 2, 2), "governing_law": (1, 2, 1)}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"fields": {"title": None}}, True),
        ({"title": None}, True),
        ({"fields": {"term": None}}, False),
        ({"fields": {"title": None}, "covers": []}, False),
        ({"fields": {}, "covers": ["title"]}, True),
    ],
)
def test_what_gold_covers(content: dict[str, Any], expected: bool) -> None:
    """The list decides where there is one; otherwise the fields, in the record's shape or a lawyer's."""
    assert covers(content, "title") is expected
