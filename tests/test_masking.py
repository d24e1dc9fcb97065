"""Masking: personal data is gone, everything else and every offset stays."""

import copy
import hashlib
import io
import json
import random
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import clauses, extraction
from pipeline.masking import mask_name, mask_text, masked_record, personal_names
from pipeline.model.document import Source
from pipeline.model.record import Outcome, Status
from pipeline.parsing import parse
from pipeline.reports.html import write_report
from pipeline.reports.json import record_json, to_line
from pipeline.reports.register import write_csv, write_register
from pipeline.verification import evidence_of, mistakes
from tests.planted import ITEMS, Planted, account, card, grouped, identity, landline, mobile, planted, wide

Json = dict[str, Any]

_SEED = random.Random(11)
M, L, NID, C, A = mobile(_SEED), landline(_SEED), identity(_SEED), card(_SEED), account(_SEED)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"手机：{M}", f"手机：{M[:3]}****{M[-4:]}"),
        (f"+86 {grouped(M, 3, 4)}", f"+86 {M[:3]} **** {M[-4:]}"),
        (wide(M), f"{wide(M[:3])}****{wide(M[-4:])}"),
        (f"电话：010-{L}", f"电话：010-****{L[-4:]}"),
        (f"电话：{L}", f"电话：******{L[-2:]}"),
        (f"身份证号：{NID}", f"身份证号：{NID[0]}{'*' * 16}{NID[-1]}"),
        (f"账号：{A}", f"账号：{'*' * 13}{A[-4:]}"),
        (f"退回{C}", f"退回{'*' * 15}{C[-4:]}"),
        ("邮箱：zhang.wei@qinghe.example", "邮箱：z********@qinghe.example"),
        ("邮箱：z@qinghe.example", "邮箱：*@qinghe.example"),
        ("微信号：zhang_0101", "微信号：z****_****"),
        ("护照号码：E55500101", "护照号码：E*******1"),
    ],
)
def test_what_is_kept_of_a_number(text: str, masked: str) -> None:
    """As much as tells two apart, not as much as tells who it is; signs between digits stay."""
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王明", "王*"), ("王　明", "王　*"), ("王明月", "王**"), ("欧阳明", "欧阳*"), ("司马", "司*"), ("阿依·古丽", "阿*·**"), ("John A. Smith", "J*** A* S****"), ("王**", "王**")],
)  # fmt: skip
def test_what_is_kept_of_a_name(name: str, masked: str) -> None:
    """The family name; of names in Latin letters the initials."""
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("王明签字，王明月在场", "王*签字，王**在场"),
        ("王 明、王　　明", "王 *、王　　*"),
        ("由王明确认", "由王*确认"),
        ("王明月有限公司的王明", "王明月有限公司的王*"),
        ("澜州王明律师事务所", "澜州王明律师事务所"),
        ("王明代表云岫有限公司", "王*代表云岫有限公司"),
        ("王明与云岫有限公司", "王*与云岫有限公司"),
        ("王明先生云岫有限公司", "王*先生云岫有限公司"),
        ("王明\t云岫有限公司", "王*\t云岫有限公司"),
        ("佛山市高明区人民法院", "佛山市高明区人民法院"),
        ("高明区荷城街", "高明区荷城街"),
        ("高明路8号", "高明路8号"),
        ("王明仲裁委员会", "王明仲裁委员会"),
        ("Wang Ming, Wang Mingyue", "W*** M***, Wang Mingyue"),
        ("欧阳明", "欧阳*"),
        ("王\n明", "王\n明"),
    ],
)
def test_names_where_they_stand(text: str, masked: str) -> None:
    """All places of a name, apart from those inside names of organisations and places."""
    assert mask_text(text, {"王明", "王明月", "高明", "欧阳明", "Wang Ming"}) == masked


def test_a_known_organisation_is_safe_and_ends_where_it_ends() -> None:
    """A name before a known company is masked, one inside it is not."""
    known = {"云岫科技有限公司", "老王明和记"}

    assert mask_text("王明云岫科技有限公司，老王明和记", {"王明"}, known) == "王*云岫科技有限公司，老王明和记"


_PIECES = st.sampled_from(
    [M, grouped(M, 3, 4), NID, C, A, L, f"010-{L}", "电话：", "账号：", "身份证号：", "王明", "王", "明", " ", "\t", "\n", "，", "1", "a", "@", "x.example",
     "a@x.example", "微信号：", "zhang_0101", "*", "-", "\u200b", "公司", "有限公司", "元", "+86 ", "合同编号："]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=12))
def test_masking_keeps_the_length_and_is_idempotent(pieces: list[str]) -> None:
    """Masking twice changes nothing more, whatever stands together."""
    text = "".join(pieces)
    masked = mask_text(text, {"王明"})

    assert len(masked) == len(text)
    assert mask_text(masked, {"王明"}) == masked
    assert all(new in (old, "*") for old, new in zip(text, masked, strict=True))


@settings(max_examples=100, deadline=None)
@given(
    label=st.sampled_from(["手机：", "身份证号：", "账号：", "卡号 "]),
    shape=st.sampled_from([str, wide, lambda n: " ".join(n), lambda n: "\u200b".join(n), lambda n: grouped(n, 3, 4)]),
    seed=st.integers(0, 10**6),
)
def test_no_run_of_eight_digits_is_left(label: str, shape: Any, seed: int) -> None:
    """Of a number of a person no eight digits in a row stay, in whatever width and grouping it is printed."""
    source = random.Random(seed)
    number = {"手机：": mobile, "身份证号：": identity, "账号：": account, "卡号 ": card}[label](source)

    masked = mask_text(f"{label}{shape(number)}。")

    bare = re.sub(r"[\s\u200b]", "", masked)
    assert not re.search(r"\d{8}", bare)


def record_of(file: Planted | None = None, text: str = "") -> tuple[Json, str]:
    """Read a file or a text as the command would: the record and the text of the document."""
    name, data = (file.name, file.data) if file else ("样本.txt", text.encode())
    source = Source(name, data, hashlib.sha256(data).hexdigest())
    parsed = parse(source)
    document = clauses.build(parsed, source.sha256[:16])
    record = extraction.extract(document, extraction.load())
    return record_json(Outcome(source, Status.COMPLETE, parsed, record, parsed.problems)), document.text


AGREEMENT = f"""维护合同
合同编号：{M}
甲方：王明月有限公司
统一社会信用代码：91330101MA00006563
联系人：王明　电话：{L}
乙方：李晓云
身份证号：{NID}
第一条 合同总价为人民币120000元（大写：壹拾贰万元整）。
第二条 本合同自2025年1月1日起至2025年12月31日止。
第三条 争议提交李晓云市人民法院诉讼解决；王明月有限公司由王明收取通知，电话{M[:3]}-{M[3:7]}-{M[7:]}。
签订日期：2024年12月20日
"""


@cache
def _agreement() -> tuple[Json, str]:
    return record_of(text=AGREEMENT)


def test_names_of_a_record_are_those_of_persons() -> None:
    """The contact and the party that is a person, no company."""
    assert personal_names(_agreement()[0]) == {"王明", "李晓云"}


def test_quotes_of_a_masked_record_are_the_masked_text() -> None:
    """The proof of a record holds after masking, at the same ranges."""
    record, text = _agreement()
    masked, masked_text = masked_record(record, text)

    assert mistakes(masked, masked_text) == []
    assert [(e["start"], e["end"]) for e in evidence_of(masked)] == [
        (e["start"], e["end"]) for e in evidence_of(record)
    ]


def test_a_masked_record_tells_no_person_and_all_the_rest() -> None:
    """Names and numbers of persons go; companies, courts, sums, dates, numbers of contracts and credit codes stay."""
    masked, text = masked_record(*_agreement())
    fields = masked["fields"]

    assert "李晓云\n" not in text
    assert "王明收" not in text
    assert [party["value"]["name"] for party in fields["parties"]] == ["王明月有限公司", "李**"]
    assert fields["parties"][0]["value"]["contact"] == "王*"
    assert fields["parties"][0]["value"]["phone"] == f"******{L[-2:]}"
    assert fields["parties"][0]["value"]["credit_code"] == "91330101MA00006563"
    assert fields["contract_number"]["value"] == M
    assert fields["total_amount"]["value"]["amount"] == 120000
    assert fields["expiry_date"]["value"] == "2025-12-31"
    assert text.count("王明月有限公司") == 2


def test_masking_a_record_twice_changes_nothing_more() -> None:
    """A masked record is its own masked record."""
    once = masked_record(*_agreement())

    assert masked_record(*once) == once


def test_the_record_itself_stays_as_it_is() -> None:
    """Masking copies."""
    record, text = _agreement()
    before = copy.deepcopy(record)

    masked_record(record, text)

    assert record == before


def test_paths_are_masked_with_the_names_the_document_tells() -> None:
    """A file may be called after its party."""
    record, text = copy.deepcopy(_agreement())
    record["document"] |= {"path": f"王明-{M}.docx", "also_at": ["旧/李晓云 合同.docx"]}

    document = masked_record(record, text)[0]["document"]

    assert document["path"] == f"王*-{M[:3]}****{M[-4:]}.docx"
    assert document["also_at"] == ["旧/李** 合同.docx"]


def test_authors_of_comments_are_masked_whatever_they_call_themselves() -> None:
    """Word keeps the name of an account with every comment and every change."""
    record = {
        "document": {},
        "fields": {},
        "review": [
            {"flag": "comments", "severity": "medium", "message": "含批注：王明 2025-03-01 1 处；wangming 2 处", "evidence": []},
            {"flag": "tracked_changes", "severity": "high", "message": "含未定稿的修订：王明 2025-03-01 插入 2 处", "evidence": []},
        ],
    }  # fmt: skip

    masked, text = masked_record(record, "王明")

    assert text == "王*"
    assert [flag["message"] for flag in masked["review"]] == [
        "含批注：王* 2025-03-01 1 处；w******* 2 处",
        "含未定稿的修订：王* 2025-03-01 插入 2 处",
    ]


def test_a_number_the_text_tells_is_masked_in_words_about_it() -> None:
    """Without its label a number of eight digits shows nothing; the text proves what it is."""
    record = {
        "document": {},
        "fields": {},
        "review": [{"flag": "ocr_doubt", "message": f"识别存疑：{L}", "evidence": []}],
    }

    masked, _ = masked_record(record, f"电话：{L}")

    assert masked["review"][0]["message"] == f"识别存疑：******{L[-2:]}"


def test_a_failed_document_is_masked_too() -> None:
    """It has no text and no fields, but a path and problems."""
    record = {"document": {"path": f"{M}.pdf", "problems": [{"message": f"{M} 打不开"}]}, "fields": {}, "review": []}

    masked, text = masked_record(record, "")

    assert M not in json.dumps(masked, ensure_ascii=False)
    assert text == ""


@cache
def _masked_planted() -> tuple[tuple[Planted, Json, str], ...]:
    return tuple((file, *masked_record(*record_of(file))) for file in planted())


def _left(shown: str, file: Planted) -> list[str]:
    """List the planted items of which the full value is left, as printed or without what parts its characters."""
    bare = re.sub(r"[\s\u200b-]", "", shown)
    return [
        item.place
        for item in file.items
        if item.printed in shown or item.secret in shown or (len(item.secret) > 7 and item.secret in bare)
    ]


def test_two_hundred_items_are_planted_and_read() -> None:
    """The set is what it says, and before masking nearly all of it stands in text and record."""
    files = planted()
    shown = [to_line(record) + text for record, text in map(record_of, files)]

    assert sum(len(file.items) for file in files) == ITEMS
    assert sum(len(_left(words, file)) for words, file in zip(shown, files, strict=True)) >= 190


def test_nothing_planted_is_left_in_records_and_texts() -> None:
    """0 of 200 full values in records.jsonl and texts/."""
    assert [(file.name[:2], _left(to_line(record) + text, file)) for file, record, text in _masked_planted()] == [
        (file.name[:2], []) for file in planted()
    ]


def test_the_proof_of_masked_records_holds() -> None:
    """Every quote of the planted set stands where it says."""
    assert [mistakes(record, text) for _, record, text in _masked_planted()] == [[]] * len(planted())


def _xml(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as pack:
        return "\n".join(pack.read(name).decode(errors="replace") for name in pack.namelist())


@pytest.mark.parametrize("kind", ["register.xlsx", "register.csv", "report.html"])
def test_nothing_planted_is_left_in_reports(kind: str) -> None:
    """0 of 200 full values in the files for people."""
    records = [record for _, record, _ in _masked_planted()]
    labels = {extractor.field: extractor for extractor in extraction.load().fields}
    texts: Mapping[str, str] = {record["document"]["id"]: text for _, record, text in _masked_planted()}
    shown = {
        "register.xlsx": lambda: _xml(write_register(records, labels, "zh")),
        "register.csv": lambda: write_csv(records, labels, "zh").decode("utf-8-sig"),
        "report.html": lambda: write_report(records, labels, texts, {}, "zh"),
    }[kind]()

    assert [(file.name[:2], _left(shown, file)) for file in planted()] == [(file.name[:2], []) for file in planted()]
