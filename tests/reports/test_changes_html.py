"""The page of a comparison: both versions to the letter, every change listed and anchored, all text stays text."""

import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from pipeline.compare.comparing import Choice
from pipeline.model.diff import Mode, VersionDiff
from pipeline.reports.changes_html import write_report
from tests.compare.helpers import PLAN, compared
from tests.compare.test_versions import INSERTED, OLD, edited
from tests.reports.test_html_browser import BROWSER, opened

FIELDS = {extractor.field: extractor for extractor in PLAN.fields}
CHOICE = Choice(Mode.VERSIONS, "按条款比较", "clause by clause")
MOVED = "第四条 争议解决\n4.1 因本协议产生的争议，提交甲方所在地人民法院诉讼解决。\n"
NEW = edited(("100万元", "120万元"), ("可提前", "应提前"), (MOVED, "")).replace("第一条", MOVED + "第一条")

in_browser = pytest.mark.skipif(BROWSER is None, reason="no chromium or Chrome is installed")


@pytest.fixture(scope="module")
def diff() -> VersionDiff:
    """Give a comparison with an amount, a duty and a moved article."""
    return compared(OLD, NEW)


@pytest.fixture(scope="module")
def page(diff: VersionDiff) -> lxml.html.HtmlElement:
    """Give its page."""
    return lxml.html.document_fromstring(write_report(diff, CHOICE, FIELDS))


def column(page: lxml.html.HtmlElement, side: str, *, without: str) -> str:
    """Give the words of one column without blanks; notes and the places something left or came to are left out."""
    rows = [
        row for row in page.get_element_by_id("side").find_class("pair") if without not in row.get("class", "").split()
    ]
    lines = [p for row in rows for p in row.find_class(side)[0].iter("p") if "moved-note" not in p.get("class", "")]
    return re.sub(r"\s", "", "".join(line.text_content() for line in lines))


def test_both_versions_are_shown_to_the_letter(page: lxml.html.HtmlElement) -> None:
    """The right column is the new version, the left one the old version, in their order."""
    assert column(page, "right", without="gone") == re.sub(r"\s", "", NEW)
    assert column(page, "left", without="moved") == re.sub(r"\s", "", OLD)


def test_every_change_is_listed_and_leads_to_its_place(page: lxml.html.HtmlElement, diff: VersionDiff) -> None:
    """Each row of the list links to an anchor in the side by side view."""
    links = [link.get("href", "")[1:] for link in page.get_element_by_id("changes").iter("a")]

    assert sorted(links) == sorted(change.id for change in diff.changes)
    assert all(page.get_element_by_id(link) is not None for link in links)


def test_material_changes_stand_first(page: lxml.html.HtmlElement) -> None:
    """What a lawyer must see is on top."""
    weights = [row.get("data-material") for row in page.get_element_by_id("changes").iter("tr")]

    assert weights == sorted(weights, reverse=True)


def test_moved_article_is_linked_both_ways(page: lxml.html.HtmlElement) -> None:
    """From where it stood to where it stands, and back."""
    notes = [link.get("href", "")[1:] for note in page.find_class("moved-note") for link in note.iter("a")]

    assert {note.rsplit("-", 1)[1] for note in notes} == {"from", "to"}
    assert all(page.get_element_by_id(note) is not None for note in notes)


def test_equal_clauses_are_folded_away() -> None:
    """A long run of equal clauses is one line that can be opened."""
    shown = lxml.html.document_fromstring(write_report(compared(OLD, edited(("万分之五", "万分之三"))), CHOICE, FIELDS))

    assert [fold.get("open") for fold in shown.get_element_by_id("side").iter("details")][:1] == [None]


def test_page_needs_no_network(diff: VersionDiff) -> None:
    """Nothing is loaded from anywhere."""
    assert re.findall(r"(?:src|href)=.(?!#)", write_report(diff, CHOICE, FIELDS)) == []


def test_english_page_is_english() -> None:
    """Labels follow the language; the words of the agreement stay."""
    words = lxml.html.document_fromstring(write_report(compared(OLD, NEW), CHOICE, FIELDS, "en")).find("body/header")

    assert re.search(r"[\u4e00-\u9fff]", re.sub("样本.txt", "", words.text_content())) is None


def test_same_comparison_gives_the_same_page() -> None:
    """Byte for byte."""
    assert write_report(compared(OLD, NEW), CHOICE, FIELDS) == write_report(compared(OLD, NEW), CHOICE, FIELDS)


HOSTILE = edited(("运维服务", "<script>document.title = 1</script><img src=x onerror=alert(1)>"))


@in_browser
def test_hostile_words_make_no_element(tmp_path: Path) -> None:
    """What stands in an agreement is text."""
    seen = opened(write_report(compared(OLD, HOSTILE), CHOICE, FIELDS), tmp_path)

    assert seen.get("data-ready") == "yes"
    assert (len(list(seen.iter("script"))), list(seen.iter("img"))) == (1, [])


def pressed(page: str, script: str) -> str:
    """Add a script that plays the reader; the policy is lifted for it."""
    return re.sub(r"<meta http-equiv=[^>]*>", "", page).replace("</body>", f"<script>{script}</script></body>")


KEYS: dict[str, tuple[str, Callable[[lxml.html.HtmlElement], object], object]] = {
    "next": (
        "dispatchEvent(new KeyboardEvent('keydown', {key: 'n'}));",
        lambda page: [mark.get("data-change") for mark in page.find_class("current")],
        ["c1"],
    ),
    "next again": (
        "for (const key of 'nn') dispatchEvent(new KeyboardEvent('keydown', {key}));",
        lambda page: page.get_element_by_id("position").text_content(),
        "2 / 2",
    ),
    "previous": (
        "dispatchEvent(new KeyboardEvent('keydown', {key: 'p'}));",
        lambda page: page.get_element_by_id("position").text_content(),
        "2 / 2",
    ),
    "class": (
        "kind.value = 'amount'; kind.dispatchEvent(new Event('change'));",
        lambda page: [row.get("data-kind") for row in page.get_element_by_id("changes").iter("tr") if "filtered" not in row.get("class", "")],
        ["amount"],
    ),
    "noise": (
        "noise.checked = true; noise.dispatchEvent(new Event('change'));",
        lambda page: page.find("body").get("class"),
        "with-noise",
    ),
}  # fmt: skip


@in_browser
@pytest.mark.parametrize(("script", "look", "expected"), KEYS.values(), ids=KEYS)
def test_reader_steps_and_filters(
    script: str, look: Callable[[lxml.html.HtmlElement], object], expected: object, tmp_path: Path
) -> None:
    """Keys and filters do what they say."""
    two = compared(OLD, edited(("100万元", "120万元"), ("可提前", "应提前")))
    seen = opened(pressed(write_report(two, CHOICE, FIELDS), script), tmp_path)

    assert look(seen) == expected


@in_browser
def test_address_of_a_change_shows_it(tmp_path: Path) -> None:
    """A link from elsewhere opens what is folded and marks the change."""
    seen = opened(write_report(compared(OLD, INSERTED), CHOICE, FIELDS), tmp_path, "#c1")

    assert [mark.get("data-change") for mark in seen.find_class("current")] == ["c1"]
