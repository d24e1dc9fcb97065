"""Ways an agreement ends, as drafters of different trades write them."""

import pytest

from extractors.parties import parties
from extractors.termination import Termination, termination
from extractors.title import title
from pipeline.model.finding import Finding, Findings
from tests.builders import document

HEAD = "技术服务合同\n甲方：云栖测试有限公司\n乙方：青禾样本有限公司\n"


def found(text: str) -> tuple[Finding[Termination], ...]:
    """Give what the field finds below a head with two parties."""
    parsed = document(HEAD + text)
    before: dict[str, tuple[Finding[object], ...]] = {}
    for field in (title, parties):
        before[field.field] = tuple(field.run(parsed, Findings(before)))
    return tuple(termination.run(parsed, Findings(before)))


ONE = [
    ("任何一方可提前三十日书面通知对方解除本合同。", "either", "convenience", "P30D"),
    ("任一方均可提前60天以书面形式通知另一方终止本协议，且无须说明理由。", "either", "convenience", "P60D"),
    ("甲方可提前两个月书面通知乙方终止合作。", "甲方", "convenience", "P2M"),
    ("乙方需提前退租的，应提前一个月书面通知甲方。", "乙方", "convenience", "P1M"),
    ("如任何一方认为需要提前终止本协议的，应提前30日向对方发出书面通知，本协议在对方收到书面通知30日后终止。", "either", "convenience", "P30D"),
    ("甲方有权随时解除本合同，但应赔偿乙方因此遭受的损失。", "甲方", "convenience", None),
    ("乙方提前三十日以书面形式通知甲方，可以解除本合同。", "乙方", "convenience", "P30D"),
    ("甲方得於十四日前以書面通知乙方終止本合約。", "甲方", "convenience", "P14D"),
    ("经甲乙双方协商一致，可以解除本合同。", "either", "mutual_agreement", None),
    ("本合同经双方书面协商一致可提前终止。", "either", "mutual_agreement", None),
    ("乙方逾期交货超过15日的，甲方有权解除本合同。", "甲方", "breach", None),
    ("甲方拖欠服务费达两个月以上的，乙方可以单方解除合同。", "乙方", "breach", None),
    ("一方严重违约，经催告后十五日内仍未纠正的，守约方有权立即终止本协议。", "either", "breach", None),
    ("乙方擅自将工程转包的，甲方有权单方面解除合同并要求赔偿。", "甲方", "breach", None),
    ("乙方违反本合同约定的，甲方可提前7日书面通知乙方解除合同。", "甲方", "breach", "P7D"),
    ("一方进入破产、清算程序的，另一方有权立即解除本合同。", "either", "insolvency", None),
    ("乙方被吊销营业执照的，甲方有权解除本协议。", "甲方", "insolvency", None),
    ("不可抗力持续超过三十日的，任何一方均有权解除本合同。", "either", "force_majeure", None),
    ("因法律法规变化致使本合同无法履行的，双方均可解除本合同。", "either", "change_of_law", None),
    ("本合同期限届满自动终止。", "automatic", "expiry", None),
    ("合作期满双方未续签的，本协议自动终止。", "automatic", "expiry", None),
    ("乙方失去代理资格的，本协议自动终止。", "automatic", "other", None),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "by", "ground", "notice"), ONE)
def test_one_way(sentence: str, by: str, ground: str, notice: str | None) -> None:
    """Who, ground and notice of a sentence."""
    (finding,) = found(f"第八条 {sentence}")

    assert finding.value
    assert (finding.value.by, finding.value.ground, finding.value.notice) == (by, ground, notice)


@pytest.mark.parametrize(
    "sentence",
    [
        "合同解除后，乙方应在三日内返还全部资料。",
        "本合同终止后，保密条款继续有效。",
        "本合同的解除不影响违约方承担违约责任。",
        "任何一方不得擅自解除本合同。",
        "乙方无权单方解除合同。",
        "保密义务不因本协议终止而免除。",
        "因乙方违约导致合同解除的，乙方应退还已收取的费用。",
        "争议解决期间，除争议部分外双方应继续履行合同。",
        "甲方应当在解除或者终止本合同时出具证明。",
        "乙方解除其与员工的劳动合同的，应告知甲方。",
        "验收合格后项目终止，双方结清尾款。",
        "乙方应在收到通知后15日内付款。",
        "甲方有权要求乙方更换项目经理。",
        "双方可以随时查询数据。",
    ],
)
def test_no_way(sentence: str) -> None:
    """What follows from the end, prohibitions and the end of other things are left out."""
    assert found(f"第八条 {sentence}") == ()


def test_items_inherit_who() -> None:
    """Each item of a list has its ground; who and notice come from the head."""
    findings = found(
        "第九条 有下列情形之一的，甲方有权提前10个工作日书面通知乙方解除本合同：\n（1）乙方逾期交付的；\n（2）乙方破产或者清算的；\n"
        "（3）发生不可抗力的；\n（4）其他情形。\n第十条 其他"
    )

    assert [finding.value and (finding.value.by, finding.value.ground) for finding in findings] == [
        ("甲方", "breach"),
        ("甲方", "insolvency"),
        ("甲方", "force_majeure"),
        ("甲方", "other"),
    ]
    assert all(f.value and f.value.notice == "P10D" and f.value.working_days for f in findings)
    assert findings[0].evidence[0].quote == "乙方逾期交付的；"


def test_items_of_their_own() -> None:
    """Items of a list without who keep their own; 自动 stands for the rest."""
    findings = found(
        "第九条 有下列情形之一的，本合同终止：\n1、合同期限届满；\n2、双方协商一致；\n3、任何一方宣布破产；\n"
        "4、任何一方提前30日书面通知对方解除本合同。"
    )

    assert [f.value and (f.value.by, f.value.ground, f.value.notice) for f in findings] == [
        ("automatic", "expiry", None),
        ("either", "mutual_agreement", None),
        ("automatic", "insolvency", None),
        ("either", "convenience", "P30D"),
    ]


def test_items_within_the_sentence() -> None:
    """Items may stand in the sentence itself."""
    findings = found("第九条 出现以下情形之一的，乙方有权解除合同：（1）甲方逾期付款的；（2）甲方停业的。")

    assert [f.value and (f.value.by, f.value.ground) for f in findings] == [("乙方", "breach"), ("乙方", "insolvency")]


def test_open_notice() -> None:
    """A notice period that was left open is blank, never guessed."""
    (finding,) = found("第九条 任何一方可提前____日书面通知对方解除本合同。")

    assert finding.state == "blank"
    assert finding.value == Termination("either", "convenience", None)


def test_time_to_cure_is_no_notice() -> None:
    """Days to put a breach right are not notice."""
    (finding,) = found("第九条 一方违约且收到通知后30日内未予补救的，另一方有权终止本协议。")

    assert finding.value
    assert finding.value.notice is None
