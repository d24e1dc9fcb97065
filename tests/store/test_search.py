"""`tiaoli search` over a register: which clauses are found, in which order, and what is shown of them."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import FileAccessError, UsageError
from pipeline.model.correction import Correction
from pipeline.passages import Fact, searchable
from pipeline.store.reading import Reader
from pipeline.store.register import Register
from pipeline.store.search import Wanted, search
from tests.store.registers import AGREEMENTS, CLOUD, extract, register


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a register of three agreements."""
    return register(tmp_path_factory.mktemp("search"), AGREEMENTS)


def clauses(output: Path, **wanted: object) -> list[str]:
    """Give what is found as `1 第二条`: the first character of the file's name and the clause."""
    found = search(output, Wanted(**wanted), 100)  # type: ignore[arg-type]
    return [f"{Path(hit.path).name[0]} {hit.clause or ''}".strip() for hit in found.hits]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("保密期限", ["1 第二条"]),
        ("密期", ["1 第二条"]),
        ("保密 三年", ["1 第二条"]),
        ("保密 违约金", []),
        ("违约金 OR 滞纳金", ["1 第四条", "2 第二条"]),
        ("责任限制 -间接损失", ["2 第三条"]),
        ("500", ["1 第三条"]),
        ("５００万元", ["1 第三条"]),
        ("50", []),
        ("2026", ["1 第一条"]),
        ("B2B", ["1 第四条"]),
        ("xs-2025", ["1"]),
        ("0017", ["1"]),
        ("0.05%", ["1 第四条"]),
        ("法律另有规定", ["3 第一條"]),
        ("法律另有規定", ["3 第一條"]),
        ("服务合约", ["3"]),
        ("80㎡", ["3 第二條"]),
        ('"期限为 协议终止"', ["1 第二条"]),
        ("不在其中", []),
        ("***", []),
    ],
)
def test_words(output: Path, words: str, found: list[str]) -> None:
    """Words of one clause, phrases, alternatives, exclusions, numbers beside characters, both kinds of characters."""
    assert sorted(clauses(output, words=words)) == found


TEXT = "".join(AGREEMENTS.values())


@given(
    st.integers(0, len(TEXT) - 1).flatmap(lambda at: st.integers(1, 12).map(lambda size: TEXT[at : at + size]))
    | st.text(st.sampled_from(sorted({*TEXT, *'"-*()^:'})), max_size=4)
    | st.text(max_size=4)
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_recall(output: Path, words: str) -> None:
    """Every clause whose folded text holds the words is found, and no other; punctuation makes no difference."""
    phrase = re.sub(r'["“”]', " ", words)
    said = f" {searchable(phrase)} "
    with Reader(output) as reader:
        passages = list(reader.rows("SELECT p.sha256, p.start, w.said FROM passages p JOIN words w ON w.rowid = p.id"))
    due = {(sha256[:16], start) for sha256, start, text in passages if said.strip() and said in f" {text} "}
    hits = search(output, Wanted(f'"{phrase}"'), 10_000).hits

    assert {(hit.document, hit.start) for hit in hits} == due


@pytest.mark.parametrize("words", ["保密", "责任限制 OR 争议", "每日"])
def test_snippet_shows_the_hit(output: Path, words: str) -> None:
    """The marks of a snippet are the words that were searched, and the place holds them."""
    hits = search(output, Wanted(words)).hits

    assert hits
    for hit in hits:
        assert hit.marks
        assert {searchable(hit.snippet[start:end]) for start, end in hit.marks} <= {
            searchable(word) for word in words.split()
        }


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("dispute_resolution.method=arbitration", ["1"]),
        ("dispute_resolution.method=仲裁", ["1"]),
        ("争议解决.method = 仲裁", ["1"]),
        ("dispute_resolution.method!=仲裁", ["2", "3"]),
        ("dispute_resolution.method=", ["3"]),
        ("dispute_resolution!=", ["1", "2"]),
        ("expiry_date>=2026年12月31日", ["1"]),
        ("expiry_date<2026-12-31", ["2"]),
        ("parties.name~霜桥", ["1", "2"]),
        ("parties~岚浦", ["1", "3"]),
        ("liability_caps.amount>100万元", ["1"]),
        ("title=服务合约", ["3"]),
        ("confidentiality.duration>1年", ["1"]),
    ],
)
def test_conditions(output: Path, condition: str, found: list[str]) -> None:
    """Documents by their values, in either language and as people write them; without the value is a value."""
    assert clauses(output, fields=(condition,)) == found


def test_dates_party_and_type(output: Path) -> None:
    """The short ways of the common conditions, alone and together."""
    assert clauses(output, expires_before="2026-01-01") == ["2"]
    assert clauses(output, expires_after="2026-01-01") == ["1"]
    assert clauses(output, party="霜桥") == ["1", "2"]
    assert clauses(output, type="责任限制") == ["1 第三条", "2 第三条"]
    assert clauses(output, type="liability_limit", words="间接损失") == ["1 第三条"]
    assert clauses(output, type="confidentiality", words="责任限制") == []
    assert clauses(output, words="责任", party="望潮") == ["2 第三条"]
    assert clauses(output, words="-间接损失", type="责任限制") == ["2 第三条"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(fields=("nonsense=1",)), "there are title, "),
        (Wanted(fields=("title.name=1",)), "it has none"),
        (Wanted(fields=("dispute_resolution.court=1",)), "it has .*method, forum"),
        (Wanted(fields=("dispute_resolution.method=duel",)), "litigation, arbitration"),
        (Wanted(fields=("title",)), "write field.attribute=value"),
        (Wanted(fields=("title<3",)), "have an order"),
        (Wanted(expires_before="soon"), "--expires-before soon: write a date"),
        (Wanted(type="天气"), r"责任限制 \(liability_limit\)"),
        (Wanted(), "give words"),
    ],
)
def test_wrong_use(output: Path, wanted: Wanted, words: str) -> None:
    """What does not exist is told with what does."""
    with pytest.raises(UsageError, match=words):
        search(output, wanted)


def test_order_and_limit(output: Path) -> None:
    """A limit says that there is more; documents come in the order of the inputs."""
    found = search(output, Wanted("甲方"), 1)

    assert (len(found.hits), found.more) == (1, True)
    assert not search(output, Wanted("甲方"), 100).more


def test_no_register(tmp_path: Path) -> None:
    """A folder without a register says what to do."""
    with pytest.raises(FileAccessError, match="run tiaoli extract first"):
        search(tmp_path, Wanted("保密"))
    assert list(tmp_path.iterdir()) == []


def test_documents_of_earlier_runs_are_not_found(tmp_path: Path) -> None:
    """What is no input any more stays in the store and out of what is found."""
    output = register(tmp_path, AGREEMENTS)
    (tmp_path / "in" / "1-cloud.txt").unlink()
    extract(tmp_path / "in", output)

    assert clauses(output, words="间接损失") == []
    assert clauses(output, fields=("dispute_resolution.method=仲裁",)) == []
    assert clauses(output, type="责任限制") == ["2 第三条"]


def test_copies_are_one_result(tmp_path: Path) -> None:
    """A document at two paths is found once, with both."""
    output = register(tmp_path, {"a.txt": CLOUD, "b.txt": CLOUD})
    (hit,) = search(output, Wanted("间接损失")).hits

    assert (Path(hit.path).name, [Path(path).name for path in hit.also_at]) == ("a.txt", ["b.txt"])


def test_corrected_values_count(tmp_path: Path) -> None:
    """A search finds a document by the value that a reader put right, not by the one read."""
    output = register(tmp_path, AGREEMENTS)
    (hit,) = search(output, Wanted(fields=("dispute_resolution.method=仲裁",))).hits
    with Register(output) as store:
        (sha256,) = store.row("SELECT sha256 FROM documents WHERE sha256 LIKE ?", (f"{hit.document}%",)) or ("",)
        correction = Correction(
            sha256, "dispute_resolution", None, "method", "arbitration", "litigation", "x", "2026-01-01"
        )
        store.correct([correction], lambda _: [Fact("dispute_resolution", "method", "litigation")])

    assert clauses(output, fields=("dispute_resolution.method=仲裁",)) == []
    assert clauses(output, fields=("dispute_resolution.method=诉讼",)) == ["1", "2"]


def test_masked_run_shows_nothing_personal(tmp_path: Path) -> None:
    """What a search shows of a run that hides personal data is hidden as well."""
    text = CLOUD + "第六条 通知\n通知发送至联系人电话16012345678。\n"
    output = register(tmp_path, {"a.txt": text}, masked=True)
    (hit,) = search(output, Wanted("通知发送")).hits

    assert "16012345678" not in json.dumps(hit.snippet)
    assert "通知发送至" in hit.snippet
