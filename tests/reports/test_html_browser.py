"""The page in a real browser: its script runs under its policy, it asks for nothing, all text stays text."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from pipeline.reports import html
from pipeline.reports.html import write_report
from tests.reports.payloads import MARKUP, poisoned
from tests.reports.test_html import FIELDS, HOSTILE, JPEG, highlighted, rows, shown, small, words

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no chromium or Chrome is installed")


def opened(page: str, folder: Path, fragment: str = "") -> lxml.html.HtmlElement:
    """Give the page as the browser has it after its script ran, without a network."""
    file = folder / "report.html"
    file.write_text(page, encoding="utf-8")
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=2000", "--dump-dom", file.as_uri() + fragment,
    ]  # fmt: skip
    run = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return lxml.html.document_fromstring(run.stdout.decode())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> lxml.html.HtmlElement:
    """Give the page of documents with hostile words in every place, as the browser has it."""
    records, texts = [], {}
    for number, text in enumerate(HOSTILE):
        record = small([(0, len(text))], text, id=f"h{number}", path=f"{text}.pdf")
        record["fields"]["title"]["value"] = record["review"][0]["message"] = text
        records.append(record)
        texts[f"h{number}"] = text
    return opened(write_report(records, FIELDS, texts, {}, "zh"), tmp_path_factory.mktemp("hostile"))


def test_script_runs_under_its_policy(tmp_path: Path) -> None:
    """The filter is ready and shown; without the script it stays hidden."""
    page = opened(write_report([small([(0, 2)], "示例合同")], FIELDS, {}, {}, "zh"), tmp_path)

    assert page.get("data-filter") == "ready"
    assert page.get_element_by_id("filter").getparent().get("hidden") is None


def test_filter_leaves_the_documents_with_all_words(tmp_path: Path) -> None:
    """What is typed hides the other rows and their sections and counts what fits; the policy is lifted to type."""
    records = [small([(0, 2)], "示例合同", path=f"{name}.pdf") for name in ("甲 Lease", "乙 lease", "丙")]
    page = re.sub(r"<meta http-equiv=[^>]*>", "", write_report(records, FIELDS, {}, {}, "zh"))
    typing = '<script>filter.value = "LEASE  乙"; filter.dispatchEvent(new Event("input"));</script></body>'
    seen = opened(page.replace("</body>", typing), tmp_path)

    assert [row.get("hidden") is None for row in rows(seen)] == [False, True, False]
    assert [section.get("hidden") is None for section in seen.iter("section")] == [False, True, False]
    assert words(seen.get_element_by_id("count")) == "1 / 3"


def test_script_runs_where_documents_have_no_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The filter works on rows beyond the limit of sections too."""
    monkeypatch.setattr(html, "SECTION_LIMIT", 1)
    record = small([(0, 2)], "示例合同")
    page = opened(write_report([record, record], FIELDS, {}, {}, "zh"), tmp_path)

    assert page.get("data-filter") == "ready"


def test_link_unfolds_the_text_and_shows_the_words(tmp_path: Path) -> None:
    """The address of a quote opens the full text and marks the quote, and only it."""
    text = "甲方示例有限公司"
    record = small([(0, 6), (4, 8)], text)
    page = opened(write_report([record], FIELDS, {"ab": text}, {"ab": {"0-6": JPEG}}, "zh"), tmp_path, "#d1-4-8")

    assert page.find_class("fulltext")[0].get("open") is not None
    assert "".join(mark.text_content() for mark in page.find_class("shown")) == highlighted(page, "4-8") == "有限公司"


def test_other_script_does_not_run(tmp_path: Path) -> None:
    """A script that is not the page's own is refused, even if it came to stand in the page."""
    page = write_report([small([(0, 2)], "示例合同")], FIELDS, {}, {}, "zh")
    foreign = '<script>document.title = "taken"</script><img src="x:" onerror="document.title = \'taken\'"></body>'

    assert words(opened(page.replace("</body>", foreign), tmp_path).find("head/title")) == "合同登记 – 条理 Tiaoli"


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_is_shown_as_it_is(hostile: lxml.html.HtmlElement, number: int) -> None:
    """The browser shows the characters of the document, no more and no less."""
    section = hostile.get_element_by_id(f"d{number + 1}")

    assert section.xpath("string(h2)") == shown(HOSTILE[number])
    assert section.xpath("string(.//details[@class='fulltext']/div)") == shown(HOSTILE[number])


def test_hostile_text_makes_no_element(hostile: lxml.html.HtmlElement) -> None:
    """The page has one script, its own, and its title; every document has a section of its own."""
    assert hostile.get("data-filter") == "ready"
    assert len(list(hostile.iter("script"))) == 1
    assert words(hostile.find("head/title")) == "合同登记 – 条理 Tiaoli"
    assert len(hostile.xpath("/html/body/main/section")) == len(HOSTILE)
    assert hostile.xpath("//@onmouseover") == []


def full(number: int, words: str) -> dict[str, Any]:
    """Make a record of nothing but the words: title, party, definition, flag, problem, name."""
    record = small([(0, len(words))], words, id=f"m{number}")
    (evidence,) = record["fields"]["title"]["evidence"]
    said = {"state": "stated", "rule": "x", "evidence": [evidence], "alternatives": []}
    record["fields"]["parties"] = [said | {"value": {"role": "甲方", "name": "示例有限公司", "short_names": []}}]
    record["fields"]["definitions"] = [said | {"value": {"term": "服务", "aliases": [], "text": "示例"}}]
    return poisoned(record, words)


@pytest.fixture(scope="module")
def marked_up(tmp_path_factory: pytest.TempPathFactory) -> lxml.html.HtmlElement:
    """Give the page of documents with scripts and markup in every place of text, as the browser has it; no policy helps."""
    records = [full(number, words) for number, words in enumerate(MARKUP)]
    page = write_report(records, FIELDS, {f"m{number}": words for number, words in enumerate(MARKUP)}, {}, "zh")
    return opened(re.sub(r"<meta http-equiv=[^>]*>", "", page, count=1), tmp_path_factory.mktemp("markup"))


def test_no_script_of_a_document_runs(marked_up: lxml.html.HtmlElement) -> None:
    """Forty and more ways to say a script are said, and none is done, though the policy was taken away."""
    assert len(MARKUP) >= 40
    assert marked_up.get("data-filter") == "ready"
    assert marked_up.get("data-taken") is None


def test_markup_of_a_document_makes_no_element(marked_up: lxml.html.HtmlElement, tmp_path: Path) -> None:
    """The page has the elements, with the names of attributes, that it has for plain words."""
    records = [full(number, "示例") for number in range(len(MARKUP))]
    page = write_report(records, FIELDS, {f"m{number}": "示例" for number in range(len(MARKUP))}, {}, "zh")
    plain = opened(re.sub(r"<meta http-equiv=[^>]*>", "", page, count=1), tmp_path)

    assert shape(marked_up) == shape(plain)


def shape(page: lxml.html.HtmlElement) -> Counter[tuple[str, ...]]:
    """Count the elements of a page by tag and names of attributes; what breaks a long word is none of interest."""
    return Counter((str(node.tag), *sorted(node.keys())) for node in page.iter() if node.tag != "wbr")
