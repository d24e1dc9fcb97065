"""Text that a PDF page holds and does not show."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from pipeline.parsing.pdf_columns import switch_off, walk
from pipeline.parsing.pdf_hidden import REASONS, Hidden, hidden_text
from tests.parsing import hiding

WAYS = hiding.WAYS | hiding.VARIANTS


def first_page(data: bytes) -> Any:
    """Open a PDF and give its first page."""
    return pypdfium2.PdfDocument(data)[0]


def text(page: Any) -> str:
    """Read the text layer of a page."""
    return str(page.get_textpage().get_text_range())


def found_on(page: Any) -> list[Hidden]:
    """Give what is hidden among all objects of a page."""
    drawn = walk(page.raw)
    return hidden_text(page, drawn, drawn.items)


def reasons(data: bytes) -> list[str]:
    """Give the reasons for what a PDF's first page hides."""
    return [hidden.reason for hidden in found_on(first_page(data))]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_hide_is_found(way: str) -> None:
    """One sentence is hidden, with its reason; the other is seen."""
    reason, data = WAYS[way]

    assert reasons(data) == [reason]


@pytest.mark.parametrize("look", hiding.HONEST)
def test_what_is_seen_is_not_reported(look: str) -> None:
    """Nothing on the page is hidden."""
    assert reasons(hiding.HONEST[look]) == []


@pytest.mark.parametrize("way", WAYS)
def test_hidden_words_are_in_the_text_layer(way: str) -> None:
    """The pages deceive whoever reads the text layer alone."""
    page = first_page(WAYS[way][1])
    before = text(page)
    for hidden in found_on(page):
        switch_off(hidden.item)

    assert len(text(page)) < len(before)


@pytest.mark.parametrize("way", hiding.WAYS)
def test_text_without_the_hidden_objects_is_what_is_seen(way: str) -> None:
    """A hidden object that is switched off leaves the text layer, and nothing else does."""
    page = first_page(hiding.WAYS[way][1])
    for hidden in found_on(page):
        switch_off(hidden.item)

    assert text(page).strip() == hiding.SEEN_WORDS


def test_looking_leaves_the_text_layer_as_it_was() -> None:
    """Objects that were switched off for the look are on again."""
    page = first_page(hiding.WAYS["white on paper"][1])
    found_on(page)

    assert hiding.HIDDEN_WORDS in text(page)


def test_objects_in_forms_are_switched_off_too() -> None:
    """A hidden object of a form XObject leaves the text layer in the same way."""
    page = first_page(hiding.VARIANTS["in a form"][1])
    for hidden in found_on(page):
        switch_off(hidden.item)

    assert text(page).strip() == hiding.SEEN_WORDS


def test_what_is_switched_off_already_stays_so() -> None:
    """Objects that the reader set apart before are neither reported nor switched on."""
    page = first_page(hiding.WAYS["white on paper"][1])
    pdfium.FPDFPageObj_SetIsActive(pdfium.FPDFPage_GetObject(page.raw, 1), False)

    assert found_on(page) == []
    assert text(page).strip() == hiding.SEEN_WORDS


def test_only_the_texts_asked_about_are_reported() -> None:
    """With a list of objects the answer keeps to it."""
    page = first_page(hiding.WAYS["white on paper"][1])
    drawn = walk(page.raw)

    assert [len(hidden_text(page, drawn, [item])) for item in drawn.items[:2]] == [0, 1]


@pytest.mark.parametrize("data", [hiding.SCAN, hiding.SCAN_OVER], ids=["above", "below"])
def test_the_text_layer_of_a_scan_has_a_reason_of_its_own(data: bytes) -> None:
    """Words of text recognition above or below a picture of the whole page are no deceit."""
    assert reasons(data) == ["layer_over_image"] * 2


def test_every_reason_has_words_in_both_languages() -> None:
    """Readers are told in Chinese and English."""
    assert {reason for reason, _ in WAYS.values()} <= set(REASONS)
    assert all(zh and en for zh, en in REASONS.values())


def pages_of(path: Path) -> Iterator[Any]:
    """Yield the pages of a PDF that can be loaded."""
    try:
        document = pypdfium2.PdfDocument(path)
        for number in range(len(document)):
            yield document[number]
    except pypdfium2.PdfiumError:
        return


TRULY_HIDDEN = {"s05_report_two_column_4p.pdf": {"clipped"}}
"""Real files that hide text, as a look at their pages shows: [Table_Main] and such, template marks clipped away."""


def test_real_files_that_hide_nothing_are_not_reported(shared: Path) -> None:
    """Each PDF beside the project hides what is known, and nothing else."""
    paths = sorted(path for folder in ("agreements", "real") for path in (shared / folder).rglob("*.pdf"))
    found = {path.name: {hidden.reason for page in pages_of(path) for hidden in found_on(page)} for path in paths}

    assert {name: kinds for name, kinds in found.items() if kinds} == TRULY_HIDDEN
