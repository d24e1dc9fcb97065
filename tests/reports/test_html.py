"""The page: what it says, that all text stays text, that it needs nothing beside itself."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from pipeline import batch, extraction
from pipeline.errors import EmptyFile
from pipeline.files import read_source
from pipeline.model.document import Source
from pipeline.reports import html
from pipeline.reports.html import write_report
from pipeline.reports.json import record_json

PLAN = extraction.load()
FIELDS = {extractor.field: extractor for extractor in PLAN.fields}
HOSTILE = (
    "<script>document.title = 'x'</script>",
    "</textarea></title></style></script><b>x</b>",
    "\" onmouseover='x' &lt;i&gt; &amp; <!-- x --> ]]>",
    "{{ 7 * 7 }}{% raw %}",
    "甲\u202e方\u200f乙\u2067丙",
    "甲\ud800乙\udfff丙\x00丁\ufffe",
)
"""Words of documents that a careless page would take for its own."""
JPEG = b"\xff\xd8\xff\xe0 picture \xff\xd9"

Json = dict[str, Any]


@pytest.fixture(scope="module")
def outcomes(corpus: Path) -> list[Any]:
    """Give the outcomes of four agreements and of a file that could not be read."""
    names = ("cloud-partner-FY25.pdf", "service-form-blank.md", "tech-development-v1.docx", "market-seller-FY24.md")
    read = [batch.process(read_source(corpus / "agreements" / name), PLAN) for name in names]
    return [*read, batch.failed(Source("示例/坏.pdf", b"", "0" * 64), EmptyFile("文件为空", "the file is empty"))]


@pytest.fixture(scope="module")
def texts(outcomes: list[Any]) -> dict[str, str]:
    """Give the canonical texts by document id."""
    return {one.record.document.id: one.record.document.text for one in outcomes if one.record}


@pytest.fixture(scope="module")
def records(outcomes: list[Any]) -> list[Json]:
    """Give the records as they are written to records.jsonl."""
    return [record_json(outcome) for outcome in outcomes]


@pytest.fixture(scope="module")
def page(records: list[Json], texts: dict[str, str]) -> str:
    """Give the Chinese page of these records."""
    return write_report(records, FIELDS, texts, {}, "zh")


def parsed(page: str) -> lxml.html.HtmlElement:
    """Read a page."""
    return lxml.html.document_fromstring(page)


def shown(text: str) -> str:
    """Give a hostile text as a page can hold it."""
    return re.sub(r"[\ud800-\udfff\x00\ufffe]", "\ufffd", text)


def words(node: lxml.html.HtmlElement) -> str:
    """Give the text of a node with single spaces."""
    return " ".join(node.text_content().split())


def small(quotes: list[tuple[int, int]], text: str, **document: Any) -> Json:
    """Make a record whose title is proved by ranges of a text."""
    evidence = [
        {"quote": text[start:end], "part": "正文", "clause": None, "page": 1, "start": start, "end": end, "boxes": []}
        for start, end in quotes
    ]
    about = {
        "id": "ab", "path": "示例.pdf", "also_at": [], "sha256": "ab" * 32, "media_type": "application/pdf", "pages": 1,
        "characters": len(text), "language": "zh", "text_source": "text_layer", "status": "complete", "problems": [],
    }  # fmt: skip
    title = {"state": "stated", "value": "示例合同", "rule": "title.line", "evidence": evidence, "alternatives": []}
    flag = {"flag": "left_blank", "severity": "high", "message": "应填未填", "evidence": evidence[:1]}
    return {"schema": 1, "document": about | document, "fields": {"title": title}, "review": [flag]}


def rows(page: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """Give the rows of the table of documents."""
    return page.xpath("//table[@id='register']/tbody/tr")


def flags(node: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """Give the flags below a node."""
    return node.xpath(".//ul[@class='flags']/li")


def one_page(record: Json, text: str = "", pictures: dict[str, bytes] | None = None) -> lxml.html.HtmlElement:
    """Write and read the page of one record."""
    return parsed(write_report([record], FIELDS, {"ab": text}, {"ab": pictures or {}}, "zh"))


def highlighted(page: lxml.html.HtmlElement, place: str) -> str:
    """Give the text that the marks of a range show."""
    return "".join(mark.text_content() for mark in page.iter("mark") if f"e{place}" in mark.get("class").split())


def test_head_line_counts_documents_and_flags(page: str, records: list[Json]) -> None:
    """How many documents there are, how they were read, and how many flags of each severity."""
    high = sum(flag["severity"] == "high" for record in records for flag in record["review"])
    counts = [words(item) for item in parsed(page).xpath("//ul[@class='counts']/li")]

    assert counts[0] == "文件 5完整 4部分读取 0失败 1"
    assert f"高 {high}" in counts[1]


def test_table_has_a_row_a_document_that_opens_its_section(page: str, records: list[Json]) -> None:
    """Each row links to a section of the page."""
    tree = parsed(page)
    targets = [row.find("td/a").get("href")[1:] for row in rows(parsed(page))]

    assert len(targets) == len(records)
    assert [tree.get_element_by_id(target).tag for target in targets] == ["section"] * len(records)


def test_row_says_what_a_reader_wants_first(page: str) -> None:
    """Title, parties, signing, expiry, cap, venue, number of flags, status."""
    cells = [words(cell) for cell in rows(parsed(page))[0]]

    assert cells[2:] == ["2024-05-06", "2025-03-31", "双方：1,000,000 CNY", "诉讼 澜州市高新区人民法院", "1", "完整"]
    assert cells[0].startswith("云岫科技合作伙伴框架协议（FY25）")
    assert "甲方：云岫数据科技（澜州）有限公司" in cells[1]


def test_computed_and_blank_values_are_told_apart(page: str) -> None:
    """A computed date says so, a date left open says so."""
    _, blank, computed, *_ = rows(parsed(page))

    assert (words(blank[3]), words(computed[3])) == ("（留空）", "2024-08-27（推算）")


def test_field_shows_value_state_quote_clause_page_and_rule(page: str) -> None:
    """A field's row has everything a reader needs to check it."""
    fields = parsed(page).get_element_by_id("d1").xpath(".//table[@class='fields']/tbody")
    expiry = next(body for body in fields if words(body.find("tr/th")) == "到期日")
    cells = [words(cell) for cell in expiry.iter("td")]

    assert cells[0:2] == ["2025-03-31", "载明"]
    assert "二〇二五年三月三十一日" in cells[2] or "2025年3月31日" in cells[2]
    assert cells[3:6] == ["2.1", "1", "expiry_date.stated"]


def test_durations_are_said_in_words(page: str, records: list[Json], texts: dict[str, str]) -> None:
    """P1Y6M is read as 1年6个月, in English as 1 year 6 months."""
    assert "1年6个月" in words(parsed(page).get_element_by_id("d3"))
    assert "1 year 6 months" in write_report(records, FIELDS, texts, {}, "en")


def test_alternatives_are_folded_below_the_value(page: str) -> None:
    """What else the document says stands with the value."""
    others = parsed(page).get_element_by_id("d3").find_class("also")

    assert any("2024-08-28" in words(other) for other in others)


def test_fields_without_a_finding_are_named(page: str) -> None:
    """A reader sees what the agreement does not speak of."""
    facts = [words(item) for item in parsed(page).get_element_by_id("d3").find_class("facts")]

    assert any(item.startswith("未提及：") and "版本" in item for item in facts)


def test_flags_come_by_severity_with_reason_and_quote(page: str) -> None:
    """The urgent flags are read first."""
    items = [words(item) for item in flags(parsed(page).get_element_by_id("d3"))]

    order = ["高中低".index(item[0]) for item in items]

    assert order == sorted(order)
    assert {item[0] for item in items} == set("高中低")
    one_sided = next(item for item in items if "责任上限仅保护一方" in item)
    assert "乙方在本合同项下的全部赔偿责任以合同总价款为限" in one_sided


def test_failed_document_is_shown_with_its_reason(page: str) -> None:
    """In the table and in its section, and nothing is said to be missing from it."""
    section = words(parsed(page).get_element_by_id("d5"))

    assert "文件为空" in words(rows(parsed(page))[4])
    assert "文件为空" in section
    assert "未提及" not in section


def test_problem_is_shown_with_its_place() -> None:
    """A document read in part says where it was not read."""
    problem = {"stage": "parse", "where": "第3页", "kind": "no_text_layer", "message": "该页为图片"}
    page = one_page(small([(0, 2)], "示例合同", status="partial", problems=[problem]))

    assert words(page.find_class("problems")[0]) == "第3页：该页为图片 no_text_layer"


def test_picture_of_the_first_evidence_of_a_flag() -> None:
    """The picture is part of the page and is described by the words it shows."""
    (picture,) = one_page(small([(0, 2)], "示例合同"), "示例合同", {"0-2": JPEG}).iter("img")

    assert picture.get("src") == "data:image/jpeg;base64,/9j/4CBwaWN0dXJlIP/Z"
    assert picture.get("alt") == "原件图像：示例"


def test_no_picture_without_bytes(page: str) -> None:
    """Flags without a picture have none."""
    assert "<img" not in page


def test_other_paths_of_a_document_are_shown() -> None:
    """The same content at another path is named."""
    page = one_page(small([(0, 2)], "示例合同", also_at=["副本/示例.pdf"]))

    assert "副本/示例.pdf" in words(page.find_class("facts")[0])


def test_english_page(records: list[Json], texts: dict[str, str]) -> None:
    """With English labels the page says so in its lang, and marks Chinese text as Chinese."""
    tree = parsed(write_report(records, FIELDS, texts, {}, "en"))

    assert tree.get("lang") == "en"
    assert [words(head) for head in tree.xpath("//table[@id='register']/thead//th")] == [
        "Title", "Parties", "Signing date", "Expiry date", "Liability caps", "Dispute resolution", "Flags", "Status",
    ]  # fmt: skip
    assert {node.get("lang") for node in (*tree.find_class("quote"), *tree.xpath("//details/div[@lang]"))} == {"zh-CN"}


def test_quote_leads_to_its_words_in_the_full_text(page: str, records: list[Json]) -> None:
    """Every quote of a field is a link, and the words marked at its target are the quote."""
    tree = parsed(page)
    quote = records[0]["fields"]["expiry_date"]["evidence"][0]
    place = f"{quote['start']}-{quote['end']}"

    assert f"#d1-{place}" in [link.get("href") for link in tree.iter("a")]
    assert tree.get_element_by_id(f"d1-{place}").tag == "span"
    assert highlighted(tree.get_element_by_id("d1"), place) == quote["quote"]


def test_overlapping_quotes_are_each_marked_whole() -> None:
    """Words that prove two things belong to both marks, and no character is shown twice."""
    page = one_page(small([(0, 6), (4, 8), (4, 6)], "甲方示例有限公司"), "甲方示例有限公司")

    assert [highlighted(page, place) for place in ("0-6", "4-8", "4-6")] == ["甲方示例有限", "有限公司", "有限"]
    assert page.xpath("string(//details[@class='fulltext']/div)") == "甲方示例有限公司"


def test_quote_that_is_not_in_the_text_is_no_link() -> None:
    """A range whose words differ is shown as a quote without a target."""
    page = one_page(small([(0, 2)], "示例合同"), "另一文本")

    assert list(page.iter("mark")) == []
    assert all(quote.find("a") is None for quote in page.find_class("quote"))


def test_document_without_its_text_names_the_file() -> None:
    """Where the full text is left out the page says where it lies."""
    page = one_page(small([(0, 2)], "示例合同"))

    assert "全文见 texts/ab.txt" in words(page.get_element_by_id("d1"))


def test_many_documents_are_all_listed_and_the_first_detailed(
    records: list[Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit a document has its row, no section and no link to one, and the page says so."""
    monkeypatch.setattr(html, "SECTION_LIMIT", 2)
    page = write_report(records, FIELDS, {}, {}, "zh")

    assert len(rows(parsed(page))) == 5
    assert [section.get("id") for section in parsed(page).iter("section")] == ["d1", "d2"]
    assert 'href="#d3' not in page
    assert "详列前 2 份" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """Markup, entities, marks of direction and controls of a document make no element and change no other."""
    page = one_page(small([(0, len(text))], text, path=f"{text}.pdf"), text)
    plain = one_page(small([(0, 4)], "示例合同", path="示例合同.pdf"), "示例合同")

    assert [node.tag for node in page.iter()] == [node.tag for node in plain.iter()]
    assert page.xpath("string(//details[@class='fulltext']/div)") == shown(text)


def test_only_script_is_the_one_named_by_its_hash(page: str) -> None:
    """The policy of the page allows nothing but the page's own script, styles and data: pictures."""
    tree = parsed(page)
    (script,) = tree.iter("script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")

    assert policy.startswith("default-src 'none';")
    assert f"script-src 'sha256-{digest}';" in policy


def test_page_asks_for_nothing_outside(page: str) -> None:
    """No address of another place, no style sheet, no import."""
    tree = parsed(page)
    addresses = tree.xpath("//@src | //@href | //@action | //@srcset")

    assert all(address.startswith("#") for address in addresses)
    assert "url(" not in page
    assert "@import" not in page
    assert list(tree.iter("link", "iframe", "object", "embed", "form", "base")) == []


def test_same_records_give_the_same_page(records: list[Json], texts: dict[str, str], page: str) -> None:
    """The page carries no clock."""
    assert write_report(records, FIELDS, texts, {}, "zh") == page


def corrected(**more: Any) -> Json:
    """Make a record whose title a reader corrected; it has no quote unless what was read had one."""
    record = small([(0, 2)], "示例合同")
    read = record["fields"]["title"]
    record["fields"]["title"] = read | {"value": "更名合同", "rule": "correction", "alternatives": [read]} | more
    return record


def test_correction_stands_with_what_was_read() -> None:
    """The reader's value is marked as such, and what was read is unfolded below it."""
    page = one_page(corrected())
    (state,) = page.find_class("corrected")
    (others,) = page.xpath("//tr[@class='also']//details")

    assert words(state) == "更正"
    assert others.get("open") is not None
    assert words(others.find("div")).startswith("原读：示例合同")


def test_correction_without_a_quote_has_its_row() -> None:
    """A value that only the reader knows is proved by nothing in the text, and is shown all the same."""
    page = one_page(corrected(evidence=[], alternatives=[]))
    (body,) = page.get_element_by_id("d1").xpath(".//table[@class='fields']/tbody")

    assert [words(cell) for cell in body.iter("td")] == ["更名合同", "更正", "", "", "", "correction"]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("damaged", "已损坏"),
        ("encrypted", "有密码"),
        ("empty", "已损坏"),
        ("internal_error", "异常退出"),
        ("no_text_layer", "不支持"),
        ("other", "其他"),
    ],
)
def test_status_says_why_nothing_was_read(kind: str, shown: str) -> None:
    """A failed document shows the status of its first problem, as its run does; a kind without one shows itself."""
    problem = {"stage": "read", "where": "", "kind": kind, "message": "说明"}
    page = one_page(small([(0, 2)], "示例合同", status="failed", problems=[problem]))

    assert words(rows(page)[0].xpath("td")[-1]) == shown
