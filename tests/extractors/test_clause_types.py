"""The types of clauses: by heading, and by the model where headings do not say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.clause_headings import TYPES, heading_types
from extractors.clause_model import MODEL, likely_types
from extractors.clause_types import clause_types, clause_types_by_model
from pipeline.model.finding import Findings
from tests.builders import document
from tests.extractors.helpers import findings

ROOT = Path(__file__).parents[2]

HEADINGS = [
    ("保密条款", "confidentiality"),
    ("保密期限", "confidentiality"),
    ("适用法律与争议解决", "dispute_resolution governing_law"),
    ("法律适用及管辖", "dispute_resolution governing_law"),
    ("违约责任与赔偿", "breach indemnity"),
    ("合作期限", "term"),
    ("服务内容和期限", "subject term"),
    ("付款期限", "payment"),
    ("租金与押金", "payment security_and_deposit"),
    ("交货期限", "delivery_and_acceptance"),
    ("质量争议的处理", "quality_and_warranty"),
    ("质量保证金", "security_and_deposit"),
    ("工程质量保修", "quality_and_warranty"),
    ("协议的变更、转让与终止", "termination amendment assignment_and_subcontracting"),
    ("股权转让价款", "payment"),
    ("赔偿责任限制", "liability_limit"),
    ("陈述与保证", "representations"),
    ("社会保险和福利待遇", "personnel"),
    ("货物运输保险", "delivery_and_acceptance insurance"),
    ("安全生产与文明施工", "safety"),
    ("信息安全", "data_protection"),
    ("違約責任", "breach"),
    ("爭議解決", "dispute_resolution"),
    ("Force Majeure", "force_majeure"),
    ("Governing Law and Dispute Resolution", "dispute_resolution governing_law"),
    ("Confidentiality", "confidentiality"),
    ("Term and Termination", "term termination"),
]


@pytest.mark.parametrize(("heading", "types"), HEADINGS)
def test_heading_names_types(heading: str, types: str) -> None:
    """A heading gives each type it names, and a word of two meanings only the one meant."""
    assert heading_types(heading) == tuple(types.split())


@pytest.mark.parametrize(
    "heading",
    ["其他", "其他约定", "总则", "附则", "双方的权利和义务", "甲方责任", "适用范围", "Miscellaneous", "Others", ""],
)
def test_heading_that_says_nothing(heading: str) -> None:
    """Headings of many matters name no type."""
    assert heading_types(heading) == ()


def test_a_sentence_is_no_heading() -> None:
    """A long sentence taken for a heading names nothing, whatever it mentions."""
    assert heading_types("甲方应当在收到乙方开具的发票并经验收合格之后三十日内以银行转账方式支付全部合同价款") == ()


AGREEMENT = """设备采购合同
第一条 保密
1.1 双方对履行合同知悉的商业秘密承担保密义务。
第二条 其他
2.1 本合同一式四份，双方各执两份，自双方签字盖章之日起生效。
2.2 因地震、洪水等不可抗力不能履行合同的，受影响方应当及时通知对方，可免除责任。
"""


def test_clauses_by_heading() -> None:
    """Without the model the headings speak, and are the evidence."""
    found = findings(AGREEMENT, clause_types)

    assert [(each.value.clause, each.value.type, each.rule) for each in found] == [
        ("第一条", "confidentiality", "clause_types.heading")
    ]
    assert found[0].evidence[0].quote == "第一条 保密"


def test_clauses_by_model() -> None:
    """The model is asked below headings that say nothing, and only there."""
    found = list(clause_types_by_model.run(document(AGREEMENT), Findings({})))

    assert {(each.value.clause, each.value.type) for each in found if each.value} >= {
        ("第一条", "confidentiality"),
        ("2.1", "effect_and_copies"),
        ("2.2", "force_majeure"),
    }
    assert {each.evidence[0].clause for each in found if each.rule == "clause_types.model"} == {"2.1", "2.2"}


SENTENCES = [
    ("凡因本合同引起的争议，双方协商不成的，向原告所在地人民法院起诉。", "dispute_resolution"),
    ("本合同受中华人民共和国法律管辖并按其解释。", "governing_law"),
    ("未经对方事先书面同意，任何一方不得转让其权利或义务。", "assignment_and_subcontracting"),
    ("因战争、地震等不可抗力致使合同无法履行的，双方互不承担责任。", "force_majeure"),
    ("乙方不得向甲方工作人员行贿或提供回扣、礼金。", "anti_bribery"),
    ("未經對方同意，任何一方不得轉讓本協議項下的權利義務。", "assignment_and_subcontracting"),
]


@pytest.mark.parametrize(("sentence", "name"), SENTENCES)
def test_model_reads_a_sentence(sentence: str, name: str) -> None:
    """Plain sentences of the trade are told by their words."""
    assert name in likely_types(sentence)


@pytest.mark.parametrize("text", ["", "　", "12,345.00", "——"])
def test_model_says_nothing_without_words(text: str) -> None:
    """Blanks, figures and strokes have no type."""
    assert likely_types(text) == ()


def test_model_is_deterministic() -> None:
    """The same words give the same types, in the same order."""
    assert len({likely_types(SENTENCES[0][0]) for _ in range(5)}) == 1


def test_model_absent(tmp_path: Path) -> None:
    """Without the model the message says where it was sought and how to make it."""
    with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path)) + r".*make model"):
        likely_types("本合同自双方签字盖章之日起生效。", tmp_path)


def test_model_is_small() -> None:
    """The model goes into the wheel with less than 5 MB."""
    assert sum(path.stat().st_size for path in MODEL.rglob("*") if path.is_file()) < 5_000_000


def test_headings_load_no_model() -> None:
    """The field without the model runs without spaCy and jieba."""
    script = (
        "import sys; from tests.builders import document; from extractors.fields import clause_types;"
        "from pipeline.model.finding import Findings; found = list(clause_types.run(document('第一条 保密\\n双方保密。\\n"
        "第二条 费用\\n一百元。'), Findings({})));"
        "assert found; print({'spacy', 'jieba'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)

    assert run.stdout.strip() == "set()"


def test_words_are_cut_silently() -> None:
    """Jieba prints nothing and the words come with those inside them."""
    script = "from pipeline.zh.words import words; print(words('支付违约金'))"
    run = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, cwd=ROOT)

    assert (run.stdout.strip(), run.stderr) == ("['支付', '违约', '违约金']", "")


def test_every_type_is_described_and_labelled() -> None:
    """docs/clause_types.md tells what belongs to each type, and the reports have a Chinese word for it."""
    from pipeline.reports.labels import word

    guide = (ROOT / "docs" / "clause_types.md").read_text(encoding="utf-8")

    assert [name for name in TYPES if f"| `{name}` | {word(name, 'zh', 'type')} |" not in guide] == []
