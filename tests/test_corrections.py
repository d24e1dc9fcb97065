"""Corrections: what a reader types, what becomes of it in the record, in the sheet and in gold."""

import contextlib
import io
import random
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import extraction
from pipeline.corrections.applying import (
    BLANK,
    DELETED,
    Correction,
    Corrections,
    Entered,
    Mistake,
    apply,
    as_gold,
    changes,
    restored,
)
from pipeline.corrections.slots import cell_of, positions
from pipeline.corrections.typed_values import NotUnderstood, kind_of, shown, typed
from pipeline.errors import DamagedFile
from pipeline.reports.corrections_sheet import NAMES, correction_rows, filled_in, heads, read_corrections
from pipeline.reports.workbook import write_workbook
from pipeline.scoring import scoring

Json = dict[str, Any]
FIELDS = {extractor.field: extractor for extractor in extraction.load().fields}
SHA = "ab" * 32
ID = SHA[:16]
AT = "2026-03-01T09:00:00+08:00"
LATER = "2026-03-02T09:00:00+08:00"
BY = "商禾"


def finding(value: Any, quote: str = "见原文", state: str = "stated", others: tuple[Any, ...] = ()) -> Json:
    """Make a finding as it stands in records.jsonl."""
    evidence = [
        {"quote": quote, "part": "正文", "clause": "3.1", "page": 2, "start": 0, "end": len(quote), "boxes": []}
    ]
    alternatives = [finding(other) for other in others]
    return {"state": state, "value": value, "rule": "a.rule", "evidence": evidence, "alternatives": alternatives}


def penalty(rate: str, trigger: str) -> Json:
    """Make a penalty that the second side owes the first."""
    return {
        "payer": "乙方",
        "payee": "甲方",
        "amount": None,
        "currency": None,
        "rate": rate,
        "base": "未付金额",
        "trigger": trigger,
    }


def ending(by: str, ground: str, notice: str | None = None) -> Json:
    """Make a way to end the agreement."""
    return {"by": by, "ground": ground, "notice": notice, "working_days": False}


def record(**found: Any) -> Json:
    """Make the record of an agreement; fields not named say nothing."""
    nothing: Json = {name: [] if extractor.many else None for name, extractor in FIELDS.items()}
    document = {
        "id": ID,
        "path": "柜台/栖禾供货合同.docx",
        "also_at": ["副本/栖禾.docx"],
        "sha256": SHA,
        "status": "complete",
        "problems": [],
    }
    return {"schema": 1, "document": document, "fields": nothing | found, "review": []}


def sample() -> Json:
    """Make a record with values of every kind."""
    return record(
        title=finding("栖禾供货合同"),
        contract_number=finding(None, state="blank"),
        expiry_date=finding("2026-03-31", others=("2026-04-30",)),
        term=finding({"start": "2024-04-01", "end": "2026-03-31", "duration": "P2Y"}),
        dispute_resolution=finding({"negotiation_first": True, "negotiation_period": None, "method": "litigation",
                                    "forum": "甲方所在地人民法院", "forum_basis": "甲方所在地", "seat": None, "rejected_options": []}),
        total_amount=finding({"amount": 120000, "currency": "CNY"}),
        liquidated_damages=[finding(penalty("0.05%/day", "逾期付款")), finding(penalty("10%", "擅自解除"))],
        termination=[finding(ending("either", "convenience", "P30D")), finding(ending("甲方", "breach"))],
    )  # fmt: skip


def entered(
    field: str, new: Any, *, item: int | None = None, attribute: str | None = None, seen: Any = None
) -> Entered:
    """Make what a reader filled in."""
    return Entered(ID, field, item, attribute, new, seen, "", "", "更正", 2)


def taken(before: Json, *cells: Entered, at: str = AT) -> tuple[Correction, ...]:
    """Take cells into a register of one record, all of which must be right."""
    found = changes(cells, [before], FIELDS, BY, at)
    assert found.mistakes == ()
    return found.taken


def corrected(before: Json, *cells: Entered) -> Json:
    """Give a record with cells corrected."""
    return apply(before, taken(before, *cells), FIELDS)


def workbook(records: list[Json], fill: Mapping[tuple[Any, ...], Any], language: str = "zh", by: str = BY) -> bytes:
    """Write the sheet, fill in 更正为 by (field, item, attribute) as shown in it, and save it as a reader does."""
    rows = [row for each in records for row in correction_rows(each, FIELDS, language)]  # type: ignore[arg-type]
    book = openpyxl.load_workbook(io.BytesIO(write_workbook({NAMES[language]: rows}, {}, language)))  # type: ignore[index,arg-type]
    sheet = book.worksheets[0]
    left = dict(fill)
    for row in sheet.iter_rows(min_row=2):
        key = tuple(row[column].value for column in (2, 3, 4))
        if key in left:
            row[6].value, row[7].value = left.pop(key), by
    for key, value in left.items():
        sheet.append([ID, None, *key, None, value, by, "补充"])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Give a workbook as bytes."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(records: list[Json], fill: Mapping[tuple[Any, ...], Any], language: str = "zh") -> Corrections:
    """Fill in the sheet, read it back, and take it in."""
    cells, mistakes = read_corrections(workbook(records, fill, language), FIELDS)
    found = changes(cells, records, FIELDS, "", AT)
    return Corrections(found.taken, (*mistakes, *found.mistakes))


# What a cell says


@pytest.mark.parametrize(
    ("field", "attribute", "cell", "value"),
    [
        ("expiry_date", None, datetime(2026, 3, 31), "2026-03-31"),
        ("expiry_date", None, date(2026, 3, 31), "2026-03-31"),
        ("expiry_date", None, "2026年3月31日", "2026-03-31"),
        ("expiry_date", None, "2026-03-31", "2026-03-31"),
        ("expiry_date", None, "2026/3/31", "2026-03-31"),
        ("expiry_date", None, " 二〇二六年三月三十一日 ", "2026-03-31"),
        ("expiry_date", None, "（无）", None),
        ("expiry_date", None, "none", None),
        ("expiry_date", None, "（留空）", BLANK),
        ("expiry_date", None, "Blank", BLANK),
        ("expiry_date", None, "（无法辨认）", {"state": "unreadable"}),
        ("expiry_date", None, "（删除）", DELETED),
        ("total_amount", "amount", 120000, 120000),
        ("total_amount", "amount", 1200.5, 1200.5),
        ("total_amount", "amount", "1,200,000.50", 1200000.5),
        ("total_amount", "amount", "１２０，０００", 120000),
        ("total_amount", "amount", "12万元", 120000),
        ("total_amount", "amount", "人民币壹拾贰万元整", 120000),
        ("total_amount", "currency", "美元", "USD"),
        ("total_amount", "currency", "人民币", "CNY"),
        ("total_amount", "currency", "eur", "EUR"),
        ("termination", "notice", "30日", "P30D"),
        ("termination", "notice", "三个月", "P3M"),
        ("termination", "notice", "P30D", "P30D"),
        ("termination", "notice", "p24m", "P2Y"),
        ("termination", "notice", "P2W", "P14D"),
        ("force_majeure", "notice", "48小时", "PT48H"),
        ("force_majeure", "notice", "PT48H", "PT48H"),
        ("confidentiality", "duration", "长期", "indefinite"),
        ("confidentiality", "duration", "2年", "P2Y"),
        ("dispute_resolution", "method", "诉讼", "litigation"),
        ("dispute_resolution", "method", "Arbitration", "arbitration"),
        ("termination", "ground", "违约", "breach"),
        ("termination", "ground", "mutual agreement", "mutual_agreement"),
        ("termination", "by", "任何一方", "either"),
        ("termination", "by", "甲方", "甲方"),
        ("liability_caps", "protects", "双方", "both"),
        ("liability_caps", "carve_outs", "故意；重大过失", ["故意", "重大过失"]),
        ("liability_caps", "carve_outs", "故意;重大过失；", ["故意", "重大过失"]),
        ("liquidated_damages", "rate", "百分之三十", "30%"),
        ("liquidated_damages", "rate", "每日万分之五", "0.05%/day"),
        ("liquidated_damages", "rate", "0.05%/日", "0.05%/day"),
        ("liquidated_damages", "rate", "LPR 1Y", "LPR 1Y"),
        ("confidentiality", "survives_termination", "是", True),
        ("confidentiality", "survives_termination", "no", False),
        ("confidentiality", "survives_termination", True, True),
        ("confidentiality", "survives_termination", "无", None),
        ("contract_number", None, 20260331, "20260331"),
        ("version", None, 3.1, "3.1"),
        ("title", None, "=HYPERLINK(\"http://x.example\")", "=HYPERLINK(\"http://x.example\")"),
    ],
)  # fmt: skip
def test_what_a_cell_says(field: str, attribute: str | None, cell: Any, value: Any) -> None:
    """Dates, numbers, lengths, rates, words of lists and truth values are read as people type them."""
    assert typed(cell, kind_of(FIELDS[field], attribute)).value == value


@pytest.mark.parametrize(
    ("field", "attribute", "cell", "also"),
    [
        ("termination", "notice", "10个工作日", {"working_days": True}),
        ("total_amount", "amount", "USD 5,000", {"currency": "USD"}),
        ("total_amount", "amount", "5,000", {}),
    ],
)
def test_what_the_same_words_say_beside(field: str, attribute: str, cell: str, also: Json) -> None:
    """Working days and a currency are told with the number they belong to."""
    assert typed(cell, kind_of(FIELDS[field], attribute)).also == also


@pytest.mark.parametrize(
    ("field", "attribute", "cell", "how"),
    [
        ("expiry_date", None, "2026年2月30日", "2026-03-31"),
        ("expiry_date", None, "三月底", "2026-03-31"),
        ("expiry_date", None, 46112, "2026-03-31"),
        ("expiry_date", None, "=TODAY()", "2026-03-31"),
        ("total_amount", "amount", "约十万", "1,000,000"),
        ("total_amount", "amount", "1,00", "1,000,000"),
        ("total_amount", "amount", "-5", "1,000,000"),
        ("total_amount", "amount", "=1+1", "1,000,000"),
        ("total_amount", "amount", True, "1,000,000"),
        ("total_amount", "currency", "贝壳", "CNY"),
        ("termination", "notice", "尽快", "30日"),
        ("confidentiality", "duration", "10个工作日", "30日"),
        ("dispute_resolution", "method", "调解", "诉讼、仲裁、未定"),
        ("dispute_resolution", "method", "（无）", "诉讼、仲裁、未定"),
        ("annexes", "attached", "也许", "“是”或“否”"),
        ("annexes", "attached", "无", "“是”或“否”"),
        ("version", None, datetime(2022, 9, 1), "文本"),
        ("contract_number", None, 1234567890123456, "文本"),
        ("title", None, "#N/A", "文字"),
    ],
)
def test_what_is_not_understood(field: str, attribute: str | None, cell: Any, how: str) -> None:
    """What is no value of its attribute is refused, and the message says how to write one."""
    with pytest.raises(NotUnderstood) as error:
        typed(cell, kind_of(FIELDS[field], attribute))

    assert how in error.value.zh


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_shown_is_read_back(language: str) -> None:
    """Every cell of a record, typed as the sheet shows it, is the value it shows."""
    for name, found in sample()["fields"].items():
        for each in found if isinstance(found, list) else [found] if found else []:
            cells = each["value"].items() if isinstance(each["value"], dict) else [(None, each["value"])]
            for attribute, value in cells:
                kind = kind_of(FIELDS[name], attribute)
                if value not in (None, []):
                    assert typed(shown(value, kind, language), kind).value == value  # type: ignore[arg-type]


# The sheet


def test_every_attribute_of_one_value_has_a_row() -> None:
    """A field of one value can be filled in where nothing was read."""
    rows = list(correction_rows(record(), FIELDS, "zh"))

    assert [row["项目"] for row in rows if row["字段"] == "争议解决"] == [
        "先行协商",
        "协商期",
        "方式",
        "管辖机构",
        "管辖依据",
        "仲裁地",
        "未选方案",
    ]
    assert [row["项目"] for row in rows if row["字段"] == "到期日"] == [None]


def test_rows_of_a_list() -> None:
    """Items have the attributes with a value and those that decide; free text that is empty and counted fields have none."""
    bare = {**ending("甲方", "breach"), "notice": None}
    cap = {"protects": "both", "amount": None, "currency": None, "rate": None, "base": None, "formula": "已付费用",
           "scope": "liability", "excludes_indirect": False, "carve_outs": []}  # fmt: skip
    before = record(termination=[finding(bare)], liability_caps=[finding(cap)], amounts=[finding({"amount": 1})])
    rows = [(row["字段"], row["第几项"], row["项目"]) for row in correction_rows(before, FIELDS, "zh")]

    assert [row for row in rows if row[0] == "终止"] == [
        ("终止", 1, name) for name in ("由谁", "事由", "通知期", "工作日")
    ]
    assert ("责任限制", 1, "上限表述") in rows
    assert ("责任限制", 1, "例外") not in rows
    assert not {"定义", "条款引用", "金额", "条款类型"} & {field for field, _, _ in rows}


def test_a_row_shows_value_and_proof() -> None:
    """The value as people read it, beside its quote, clause and page."""
    row = next(row for row in correction_rows(sample(), FIELDS, "zh") if row["登记值"] == "诉讼")

    assert row == dict(zip(heads("zh"), (ID, "栖禾供货合同.docx", "争议解决", None, "方式", "诉讼", None, None, None, "见原文", "3.1", "2",
                                     "柜台/栖禾供货合同.docx；副本/栖禾.docx"), strict=True))  # fmt: skip
    assert filled_in("zh") == ("更正为", "更正人", "说明")


def test_failed_documents_have_no_rows() -> None:
    """Where nothing could be read, nothing can be corrected."""
    assert list(correction_rows(record() | {"fields": {}}, FIELDS, "zh")) == []


@pytest.mark.parametrize(
    ("language", "fill"),
    [
        ("zh", {("到期日", None, None): datetime(2026, 5, 31), ("违约金", 2, "比例"): 0.2, ("争议解决", None, "方式"): "仲裁"}),
        ("en", {("Expiry date", None, None): "2026-05-31", ("Liquidated damages", 2, "Rate"): "20%",
                ("Dispute resolution", None, "Method"): "arbitration"}),
    ],
)  # fmt: skip
def test_round_trip(language: str, fill: Mapping[tuple[Any, ...], Any]) -> None:
    """What a reader writes into the sheet is in the record, and stands in the sheet of the next run."""
    before = sample()
    book = openpyxl.load_workbook(io.BytesIO(workbook([before], fill, language)))
    for row in book.worksheets[0].iter_rows(min_row=2):
        if row[6].value == 0.2:
            row[6].number_format = "0%"
    cells, mistakes = read_corrections(saved(book), FIELDS)
    found = changes(cells, [before], FIELDS, "", AT)
    after = apply(before, found.taken, FIELDS)
    rows = {(row["字段"], row["第几项"], row["项目"]): row for row in correction_rows(after, FIELDS, "zh")}

    assert (mistakes, found.mistakes) == ((), ())
    assert after["fields"]["expiry_date"]["value"] == "2026-05-31"
    assert after["fields"]["liquidated_damages"][1]["value"] == penalty("20%", "擅自解除")
    assert after["fields"]["dispute_resolution"]["value"]["method"] == "arbitration"
    assert [rows["违约金", 2, "比例"][head] for head in ("登记值", "更正为", "更正人")] == ["10%", "20%", BY]
    assert rows["到期日", None, None]["更正为"] == date(2026, 5, 31)


def test_what_was_taken_is_not_taken_again() -> None:
    """The sheet of a corrected register, read back as it is, says nothing new; deletions and additions too."""
    before = sample()
    fill = {("到期日", None, None): "（无）", ("合同编号", None, None): "QH-7", ("终止", 1, "由谁"): "（删除）", ("附件", 1, "名称"): "附件一",
            ("合同总价", None, "金额"): "（留空）"}  # fmt: skip
    after = apply(before, read([before], fill).taken, FIELDS)
    again = read([after], {})

    assert len(after["corrections"]) == len(fill)
    assert again == Corrections((), ())


def test_sorted_filtered_and_moved_sheets() -> None:
    """Rows in any order, columns in any order, a title above the heads: nothing of it matters."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["二〇二六年复核"])
    sheet.append(["更正为", "项目", "字段", "编号", "第几项"])
    sheet.append(["60日", "通知期", "终止", ID, "第1项"])
    sheet.append(["栖禾供货协议", None, "名称", ID, None])
    cells, mistakes = read_corrections(saved(book), FIELDS)

    assert mistakes == ()
    assert [(cell.field, cell.item, cell.attribute, cell.new) for cell in cells] == [
        ("termination", 1, "notice", "P60D"), ("title", None, None, "栖禾供货协议")]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ([ID, "到期日期", None, None, "2026-05-31"], "没有“到期日期”这个字段"),
        ([ID, "定义", 1, "术语", "货物"], "不在此处更正"),
        ([ID, "终止", None, "通知期", "30日"], "第几项"),
        ([ID, "终止", 1, "期限", "30日"], "没有“期限”这个项目"),
        ([ID, "终止", 1, None, "30日"], "没有写“项目”"),
        ([ID, "到期日", None, None, "下个月"], "请填写日期"),
        ([None, "到期日", None, None, "2026-05-31"], "没有编号"),
        (["f" * 16, "到期日", None, None, "2026-05-31"], "没有编号为 ffffffffffffffff 的文件"),
        ([ID, "终止", 9, "由谁", "（删除）"], "没有第9项"),
        ([ID, "终止", 3, "由谁", "乙方"], "还缺终止·事由"),
        ([ID, "终止", 1, "由谁", "（无）"], "请写（删除）"),
    ],
)
def test_a_row_that_cannot_be_taken(row: list[Any], what: str) -> None:
    """A row with a mistake is named with what is wrong; nothing of it is taken, the others are."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["编号", "字段", "第几项", "项目", "更正为", "更正人"])
    sheet.append([*row, BY])
    sheet.append([ID, "名称", None, None, "栖禾供货协议", BY])
    cells, mistakes = read_corrections(saved(book), FIELDS)
    found = changes(cells, [sample()], FIELDS, "", AT)
    wrong: tuple[Mistake, ...] = (*mistakes, *found.mistakes)

    assert [(one.sheet, one.row) for one in wrong] == [("Sheet", 2)]
    assert what in wrong[0].zh
    assert [one.field for one in found.taken] == ["title"]


def test_formulas_are_text() -> None:
    """A formula in a cell of text is the text of the formula, in the record and in the next sheet."""
    payload = '=HYPERLINK("http://x.example","付款")'
    before = sample()
    after = apply(before, read([before], {("名称", None, None): payload}).taken, FIELDS)
    written = write_workbook({"更正": list(correction_rows(after, FIELDS, "zh"))}, {}, "zh")
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(written)).worksheets[0] for cell in row]

    assert after["fields"]["title"]["value"] == payload
    assert [cell.data_type for cell in cells if cell.value == payload] == ["s"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", "编号,更正为".encode()])
def test_what_is_no_workbook(data: bytes) -> None:
    """A file that is no workbook is said to be none."""
    with pytest.raises(DamagedFile):
        read_corrections(data, FIELDS)


def test_a_broken_workbook() -> None:
    """Whatever bytes of a workbook are changed, it is read or said to be none."""
    data, chance = workbook([sample()], {}), random.Random(8)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    for _ in range(150):
        name = chance.choice(names)
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
            for part in names:
                content = bytearray(source.read(part))
                if part == name:
                    place = chance.randrange(len(content))
                    content[place : place + chance.choice((1, 9))] = chance.choice(
                        (b"", b"<", b"0", b"99999999", b"<x/>")
                    )
                target.writestr(part, bytes(content))
        with contextlib.suppress(DamagedFile):
            read_corrections(buffer.getvalue(), FIELDS)


def test_a_row_number_beyond_excel() -> None:
    """A sheet whose last row claims to be the hundred thousand millionth does not take forever."""
    data = workbook([sample()], {})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(b'<row r="9"', b'<row r="99999999999"'))

    with contextlib.suppress(DamagedFile):
        read_corrections(buffer.getvalue(), FIELDS)


def test_a_workbook_without_the_sheet() -> None:
    """A workbook in which nothing can be corrected is said to be one."""
    with pytest.raises(DamagedFile, match="no sheet of corrections"):
        read_corrections(saved(openpyxl.Workbook()), FIELDS)


# What a reader entered against the register


def test_only_what_differs_is_taken() -> None:
    """A cell that says what the register says is no correction; of another the register's value is kept."""
    found = taken(sample(), entered("title", "栖禾供货合同"), entered("expiry_date", "2026-05-31"))

    assert found == (Correction(SHA, "expiry_date", None, None, "2026-03-31", "2026-05-31", BY, AT, ""),)


def test_a_masked_register_changes_nothing() -> None:
    """Values under stars are those of the register; other stars are what somebody wrote."""
    party = {"role": "乙方", "name": "商禾", "short_names": ["阿禾", "商"], "contact": None}
    before = record(parties=[finding(party)])
    masked = [entered("parties", "商*", item=1, attribute="name", seen="商*"),
              entered("parties", ["阿*", "*"], item=1, attribute="short_names")]  # fmt: skip

    assert taken(before, *masked) == ()
    assert taken(before, entered("parties", "禾*", item=1, attribute="name"))[0].new == "禾*"


def test_somebody_must_have_corrected() -> None:
    """Without a name, neither in the row nor given, nothing is taken."""
    found = changes([entered("title", "栖禾供货协议")], [sample()], FIELDS, "", AT)

    assert found.taken == ()
    assert "更正人" in found.mistakes[0].zh


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ([("title", "甲"), ("title", "乙")], "几行写法不同"),
        ([("termination", DELETED, 1, "by"), ("termination", "乙方", 1, "by")], "只留一个"),
        ([("termination", "P60D", 1, "notice", "P90D")], "登记值已经变了"),
    ],
)
def test_rows_that_contradict(cells: list[tuple[Any, ...]], what: str) -> None:
    """Rows that say two things of one cell, and rows written beside another value of an item, are not guessed at."""
    given_cells = [entered(cell[0], cell[1], **dict(zip(("item", "attribute", "seen"), cell[2:], strict=False)))
                   for cell in cells]  # fmt: skip
    found = changes(given_cells, [sample()], FIELDS, BY, AT)

    assert all(one.new == DELETED for one in found.taken)
    assert any(what in mistake.zh for mistake in found.mistakes)


def test_no_record_of_a_field() -> None:
    """A field that the register was made without cannot be corrected in it."""
    bare = record()
    del bare["fields"]["annexes"]
    found = changes([entered("annexes", "附件一", item=1, attribute="label")], [bare], FIELDS, BY, AT)

    assert found.taken == ()
    assert "没有这个字段" in found.mistakes[0].zh


# The record


def test_the_corrected_finding() -> None:
    """It is stated by the rule of corrections, keeps the evidence, and what was read comes first among the others."""
    before = sample()
    after = corrected(before, entered("expiry_date", "2026-05-31"))
    found, was = after["fields"]["expiry_date"], before["fields"]["expiry_date"]

    assert (found["state"], found["value"], found["rule"]) == ("stated", "2026-05-31", "correction")
    assert found["evidence"] == was["evidence"]
    assert [other["value"] for other in found["alternatives"]] == ["2026-03-31", "2026-04-30"]
    assert after["corrections"] == [{"field": "expiry_date", "item": None, "attribute": None, "old": "2026-03-31",
                                     "new": "2026-05-31", "by": BY, "at": AT, "note": ""}]  # fmt: skip
    assert "corrections" not in before


@pytest.mark.parametrize(
    ("cell", "state", "value"),
    [
        (entered("contract_number", "QH-7"), "stated", "QH-7"),
        (entered("title", BLANK), "blank", None),
        (entered("signing_date", "2024-03-15"), "stated", "2024-03-15"),
        (entered("total_amount", BLANK, attribute="amount"), "blank", None),
        (entered("term", None, attribute="end"), "stated", {"start": "2024-04-01", "end": None, "duration": "P2Y"}),
        (entered("confidentiality", "P2Y", attribute="duration"), "stated", {"duration": "P2Y", "survives_termination": None}),
    ],
)  # fmt: skip
def test_states_of_one_value(cell: Entered, state: str, value: Any) -> None:
    """Filled in where nothing or a blank was read, blank, not stated."""
    found = corrected(sample(), cell)["fields"][cell.field]

    assert (found["state"], found["value"]) == (state, value)


@pytest.mark.parametrize(
    "cell",
    [entered("title", None), entered("title", DELETED), entered("total_amount", None, attribute="amount"),
     entered("term", DELETED, attribute="end")],
)  # fmt: skip
def test_a_field_that_the_agreement_does_not_speak_of(cell: Entered) -> None:
    """Nothing is left of the field; what was read is kept with the correction."""
    before = sample()
    after = corrected(before, cell)

    assert after["fields"][cell.field] is None
    assert after["corrections"][0]["read"] == before["fields"][cell.field]
    assert restored(after) == before


def test_items_are_deleted_and_added() -> None:
    """A deleted item is gone from its list, a new one comes last, without evidence."""
    before = sample()
    after = corrected(
        before,
        entered("termination", DELETED, item=1, attribute="by"),
        entered("termination", "乙方", item=3, attribute="by"),
        entered("termination", "insolvency", item=3, attribute="ground"),
    )
    found = after["fields"]["termination"]

    assert [one["value"] for one in found] == [ending("甲方", "breach"), ending("乙方", "insolvency")]
    assert (found[1]["evidence"], found[1]["alternatives"]) == ([], [])
    assert restored(after) == before


def test_an_added_item_is_corrected_and_deleted_again() -> None:
    """What a reader added can be corrected like what was read, and leaves nothing when it is deleted."""
    before = sample()
    first = taken(before, entered("annexes", "附件一", item=1, attribute="label"))
    with_annex = apply(before, first, FIELDS)
    second = taken(with_annex, entered("annexes", "价目表", item=1, attribute="title"), at=LATER)
    titled = apply(before, (*first, *second), FIELDS)
    third = taken(titled, entered("annexes", DELETED, item=1, attribute="label"), at="2026-03-03T09:00:00+08:00")

    assert [one["value"] for one in titled["fields"]["annexes"]] == [
        {"label": "附件一", "title": "价目表", "attached": False}
    ]
    assert apply(before, (*first, *second, *third), FIELDS) == before


def test_two_readers_add_an_item_under_one_number() -> None:
    """The second, whose register did not show the first one's, does not write over it; with the newest register he may."""
    before = sample()
    first = taken(before, entered("annexes", "附件一", item=1, attribute="label"))
    now = apply(before, first, FIELDS)
    rows = [
        entered("annexes", "附件二", item=1, attribute="label"),
        entered("annexes", "价目表", item=1, attribute="title"),
    ]
    found = changes(rows, [now], FIELDS, BY, LATER)

    assert found.taken == ()
    assert len(found.mistakes) == 2
    assert "已由他人补充" in found.mistakes[0].zh
    assert read([now], {("附件", 1, "名称"): "附件二"}).taken[0].new == "附件二"


def test_an_item_like_one_that_is_read_can_be_added() -> None:
    """Two clauses may say the same: what a reader adds stays, though an item of the same value is read."""
    cells = [
        entered("termination", value, item=3, attribute=name) for name, value in (("by", "甲方"), ("ground", "breach"))
    ]

    assert len(corrected(sample(), *cells)["fields"]["termination"]) == 3


def test_the_last_word_holds() -> None:
    """Of several corrections of one cell the latest is what the record says, in whatever order they come."""
    before = sample()
    first = taken(before, entered("title", "甲"))
    second = taken(apply(before, first, FIELDS), entered("title", "乙"), at=LATER)

    assert apply(before, (*second, *first), FIELDS)["fields"]["title"]["value"] == "乙"
    assert second[0].old == "甲"


def test_corrections_of_other_documents() -> None:
    """They do not touch a record, which is given as it is."""
    before = sample()
    other = Correction("cd" * 32, "title", None, None, "甲", "乙", BY, AT, "")

    assert apply(before, [other], FIELDS) is before


# After the agreement was read anew


def test_an_item_that_moved_is_found() -> None:
    """Another item before it, and another attribute read otherwise: the correction follows its item, without a flag."""
    before = sample()
    made = taken(before, entered("liquidated_damages", "20%", item=2, attribute="rate"))
    anew = sample()
    moved = {**penalty("10%", "擅自解除"), "base": "合同总价"}
    anew["fields"]["liquidated_damages"] = [finding(penalty("1%/day", "逾期交货")), finding(penalty("0.05%/day", "逾期付款")),
                                            finding(moved)]  # fmt: skip
    after = apply(anew, made, FIELDS)

    assert [one["value"]["rate"] for one in after["fields"]["liquidated_damages"]] == ["1%/day", "0.05%/day", "20%"]
    assert after["corrections"][0]["item"] == 3
    assert after["review"] == []


def test_the_human_wins_over_a_new_reading() -> None:
    """A field of one value that is read otherwise now keeps the correction and says so."""
    made = taken(sample(), entered("expiry_date", "2026-05-31"))
    anew = sample()
    anew["fields"]["expiry_date"] = finding("2026-06-30")
    after = apply(anew, made, FIELDS)
    flag = next(flag for flag in after["review"] if flag["flag"] == "correction_conflict")

    assert after["fields"]["expiry_date"]["value"] == "2026-05-31"
    assert flag["severity"] == "high"
    assert all(value in flag["message"] for value in ("到期日", "2026-03-31", "2026-06-30", "2026-05-31", BY))


def test_a_conflict_that_a_reader_settled() -> None:
    """Who saw the new reading and corrected it leaves no flag."""
    made = taken(sample(), entered("title", "栖禾供货协议"))
    anew = sample()
    anew["fields"]["title"] = finding("栖禾合同")
    settled = taken(apply(anew, made, FIELDS), entered("title", "栖禾合同"), at=LATER)
    again = taken(apply(anew, (*made, *settled), FIELDS), entered("title", "栖禾协议"), at="2026-03-03T09:00:00+08:00")

    assert apply(anew, (*made, *settled), FIELDS) == anew
    assert apply(anew, (*made, *settled, *again), FIELDS)["review"] == []


def test_a_reading_that_agrees_now() -> None:
    """A correction that the reading has caught up with leaves no mark; an item a reader added is there once."""
    before = sample()
    made = taken(before, entered("title", "栖禾供货协议"), entered("annexes", "附件一", item=1, attribute="label"))
    anew = sample()
    anew["fields"]["title"] = finding("栖禾供货协议")
    anew["fields"]["annexes"] = [finding({"label": "附件一", "title": None, "attached": False})]

    assert apply(anew, made, FIELDS) == anew


def test_an_item_that_is_gone() -> None:
    """Its correction is not put to another one, and the record says so; a deletion needs no more."""
    made = taken(sample(), entered("termination", "P60D", item=1, attribute="notice"),
                 entered("termination", DELETED, item=2, attribute="by"))  # fmt: skip
    anew = sample()
    anew["fields"]["termination"] = [finding(ending("automatic", "expiry"))]
    after = apply(anew, made, FIELDS)

    assert after["fields"]["termination"] == anew["fields"]["termination"]
    assert [flag["flag"] for flag in after["review"]] == ["correction_conflict"]
    assert "corrections" not in after


def test_of_items_that_say_the_same_the_quote_tells() -> None:
    """Two penalties of the same words for two clauses, in the other order now: the correction follows the quote."""
    before = sample()
    twins = [finding(penalty("10%", "逾期"), quote) for quote in ("逾期付款的，", "逾期交货的，")]
    before["fields"]["liquidated_damages"] = twins
    made = taken(before, entered("liquidated_damages", "20%", item=2, attribute="rate"))
    anew = sample()
    anew["fields"]["liquidated_damages"] = [twins[1], twins[0]]

    assert [one["value"]["rate"] for one in apply(anew, made, FIELDS)["fields"]["liquidated_damages"]] == ["20%", "10%"]


def test_two_items_alike_are_not_guessed_between() -> None:
    """Where the item was, two stand that are as like: neither is corrected, and the record says so."""
    made = taken(sample(), entered("liquidated_damages", "20%", item=2, attribute="rate"))
    anew = sample()
    anew["fields"]["liquidated_damages"] = [finding(penalty("10%", trigger)) for trigger in ("解除一", "解除二")]
    after = apply(anew, made, FIELDS)

    assert after["fields"] == anew["fields"]
    assert [flag["flag"] for flag in after["review"]] == ["correction_conflict"]


def test_dates_that_contradict() -> None:
    """A corrected expiry that is not the end of the term is flagged, naming both; correcting the other settles it."""
    before = sample()
    first = taken(before, entered("expiry_date", "2026-05-31"))
    one = apply(before, first, FIELDS)
    both = apply(before, (*first, *taken(one, entered("term", "2026-05-31", attribute="end"), at=LATER)), FIELDS)

    assert [(flag["flag"], flag["severity"]) for flag in one["review"]] == [("correction_contradicts", "low")]
    assert all(
        word in one["review"][0]["message"] for word in ("到期日", "合同期限·届满日", "2026-05-31", "2026-03-31")
    )
    assert both["review"] == []


def test_flags_in_english() -> None:
    """Messages follow the language of the run."""
    made = taken(sample(), entered("expiry_date", "2026-05-31"))

    assert "Expiry date 2026-05-31" in apply(sample(), made, FIELDS, "en")["review"][0]["message"]


# Properties

CELLS: tuple[tuple[str, int | None, str | None, tuple[Any, ...]], ...] = (
    ("title", None, None, ("栖禾供货合同", "乙", None, BLANK, DELETED)),
    ("contract_number", None, None, ("QH-7", None, BLANK)),
    ("expiry_date", None, None, ("2026-03-31", "2026-05-31", None, BLANK)),
    ("term", None, "end", ("2026-03-31", "2026-05-31", None, BLANK, DELETED)),
    ("term", None, "start", ("2024-04-01", None)),
    ("term", None, "duration", ("P2Y", None, "P3Y")),
    ("total_amount", None, "amount", (120000, 5, None, BLANK)),
    ("confidentiality", None, "duration", ("P2Y", None, BLANK)),
    ("confidentiality", None, "survives_termination", (True, False, None)),
    ("liquidated_damages", 1, "rate", ("0.05%/day", "1%/day", None, BLANK, DELETED)),
    ("liquidated_damages", 2, "trigger", ("擅自解除", "解除", None, DELETED)),
    ("liquidated_damages", 3, "rate", ("5%", None)),
    ("termination", 1, "notice", ("P30D", "P60D", None)),
    ("termination", 2, "by", ("甲方", "乙方", DELETED)),
    ("annexes", 1, "label", ("附件一", "附件二", DELETED)),
)
EDITS = st.lists(
    st.sampled_from(CELLS).flatmap(lambda cell: st.tuples(st.just(cell[:3]), st.sampled_from(cell[3]))), max_size=6
)


def after_edits(before: Json, edits: list[tuple[tuple[Any, ...], Any]]) -> tuple[list[Correction], Json]:
    """Take edits one after the other, a day between them; rows that cannot be taken are passed over."""
    corrections: list[Correction] = []
    now = before
    for day, ((field, item, attribute), new) in enumerate(edits, 1):
        at = f"2026-03-{day:02}T09:00:00+08:00"
        known = positions(now, before, field)
        seen = cell_of(known[item - 1].now, attribute) if item and item <= len(known) else None
        corrections += changes(
            [entered(field, new, item=item, attribute=attribute, seen=seen)], [now], FIELDS, BY, at
        ).taken
        now = apply(before, corrections, FIELDS)
    return corrections, now


@settings(max_examples=300, deadline=None)
@given(EDITS)
def test_applying_twice_is_applying_once(edits: list[tuple[tuple[Any, ...], Any]]) -> None:
    """The record with corrections, corrected again, is the same; without them it is the record as read."""
    before = sample()
    kept = deepcopy(before)
    corrections, now = after_edits(before, edits)

    assert apply(now, corrections, FIELDS) == now
    assert restored(now) == kept
    assert before == kept


@settings(max_examples=300, deadline=None)
@given(EDITS)
def test_corrected_back_is_the_original(edits: list[tuple[tuple[Any, ...], Any]]) -> None:
    """Correcting every marked cell back to what was read leaves no trace."""
    before = sample()
    corrections, now = after_edits(before, edits)
    for turn in range(40):
        marks = now.get("corrections", [])
        if not marks:
            break
        mark = marks[-1]
        added = isinstance(before["fields"][mark["field"]], list) and mark["item"] > len(
            before["fields"][mark["field"]]
        )
        new, attribute = (DELETED, mark["attribute"]) if added else (mark["old"], mark["attribute"])
        if mark["new"] == DELETED:
            value = mark["read"]["value"]
            attribute, new = (
                next(((k, v) for k, v in value.items() if v), (None, None))
                if isinstance(value, dict)
                else (None, value)
            )
        back = entered(mark["field"], new, item=mark["item"], attribute=attribute)
        corrections += changes([back], [now], FIELDS, BY, f"2026-04-01T09:00:{turn:02}+08:00").taken
        now = apply(before, corrections, FIELDS)

    assert now == before


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_the_sheet_says_what_the_record_says(edits: list[tuple[tuple[Any, ...], Any]]) -> None:
    """The sheet of a corrected record, read back, changes nothing."""
    _, now = after_edits(sample(), edits)

    assert read([now], {}) == Corrections((), ())


def test_none_beside_a_cell_left_open_is_taken_once() -> None:
    """The value as a whole is left open then, which the sheet shows of the other cell too."""
    _, now = after_edits(sample(), [(("term", None, "end"), BLANK), (("term", None, "start"), None)])

    assert read([now], {}) == Corrections((), ())


# Gold


def test_gold_of_what_was_corrected() -> None:
    """Gold covers the fields with a correction, has the shape of the corpus and the name of the file."""
    after = corrected(
        sample(), entered("expiry_date", "2026-05-31"), entered("termination", DELETED, item=1, attribute="by")
    )
    gold = as_gold(after)

    assert gold["document"] == {"path": "栖禾供货合同"}
    assert gold["covers"] == list(gold["fields"]) == ["expiry_date", "termination"]
    assert gold["fields"]["expiry_date"] == {"state": "stated", "value": "2026-05-31",
                                             "evidence": [{"quote": "见原文", "clause": "3.1"}]}  # fmt: skip


@pytest.mark.parametrize("every_field", [False, True])
def test_a_record_scores_full_against_its_own_gold(*, every_field: bool) -> None:
    """Everything the gold of a corrected record covers is right in that record, blanks and additions too."""
    after = corrected(
        sample(),
        entered("expiry_date", BLANK),
        entered("title", None),
        entered("liquidated_damages", "20%", item=2, attribute="rate"),
        entered("annexes", "附件一", item=1, attribute="label"),
    )
    gold = as_gold(after, every_field=every_field)
    scores = scoring.score([("栖禾供货合同.docx", gold, after)], list(FIELDS))

    assert {score.field for score in scores} == set(gold["covers"])
    assert all(score.right == score.given == score.due for score in scores)
    assert sum(score.due for score in scores) > 0


def test_gold_shows_what_the_reading_lacks() -> None:
    """The reading without the corrections falls short of the gold made of them."""
    before = sample()
    gold = as_gold(corrected(before, entered("expiry_date", "2026-05-31")))

    assert scoring.score([("栖禾供货合同.docx", gold, before)], list(FIELDS))[0].right == 0
