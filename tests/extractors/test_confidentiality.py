"""How long secrets are kept: lengths, without end, survival, blanks; and the periods of other things."""

import time

import pytest

from extractors.confidentiality import Confidentiality, confidentiality
from pipeline.model.finding import Finding, Findings
from tests.builders import document


def found(text: str) -> list[Finding[Confidentiality]]:
    """Give what the field finds in a text."""
    return list(confidentiality.run(document(text).plain, Findings({})))


LENGTHS = [
    ("保密期限为自披露之日起三年。", "P3Y", None),
    ("保密期限：5年。", "P5Y", None),
    ("本协议的保密期为二十四个月，自签署之日起算。", "P2Y", None),
    ("本合同终止后两年内，双方仍负有保密义务。", "P2Y", True),
    ("乙方的保密义务自合同解除之日起持续 3 年，合同解除后仍应履行。", "P3Y", True),
    ("接收方的保密义务在本协议终止或期满后五（5）年内继续有效。", "P5Y", True),
    ("于本合約終止後二年內仍負保密義務。", "P2Y", True),
    ("双方应对商业秘密永久保密。", "indefinite", None),
    ("保密义务长期有效，不因本合同的终止而失效。", "indefinite", True),
    ("保密期限直至该信息被公众所知悉之日止。", "indefinite", None),
    ("保密义务不受本合同期限的限制。", "indefinite", None),
    ("承租人的保密义务没有期限。", "indefinite", None),
    ("员工离职后仍应保守公司的商业秘密，直至该秘密成为公开信息。", "indefinite", True),
    ("保密条款不因本合同的终止、解除而失效。", None, True),
    ("本协议终止后，本保密条款仍然有效。", None, True),
    ("本协议有效期为三年，保密义务在协议终止后继续有效。", None, True),
    ("保密义务自本协议生效之日起5年。", "P5Y", None),
    ("接收方应在期满后2年内保守秘密。", "P2Y", True),
    ("本协议的解除不影响双方保密义务的履行。", None, True),
    ("本协议有效期及终止后三年内，双方均应承担保密义务。", "P3Y", True),
    ("乙方在职期间及离职后两年内，不得泄露甲方商业秘密。", "P2Y", True),
    ("服务期满后一年内，乙方不得使用或披露甲方客户信息。", "P1Y", True),
    ("双方应对商业秘密予以保密，期限为合同终止后36个月。", "P3Y", True),
    ("保密义务自本协议终止之日起继续有效五年。", "P5Y", True),
    ("保密义务于本协议届满后仍然有效2年。", "P2Y", True),
    ("本协议解除后，保密义务延续三年。", "P3Y", True),
    ("保密义务自本协议届满之日起延续五年。", "P5Y", True),
    ("保密义务自本协议解除之日起仍然有效24个月。", "P2Y", True),
    ("保密条款自合同终止之日起两年内继续有效。", "P2Y", True),
    ("保密义务自本协议终止或解除之日起五年内继续有效。", "P5Y", True),
    ("保密期限为自本协议生效之日起至本协议终止之日起满三年止。", "P3Y", True),
    ("乙方员工自离职之日起两年内仍负有保密义务。", "P2Y", True),
    ("保密义务自本协议生效之日起五年内有效。", "P5Y", None),
    ("保密义务有效期至本协议终止之日，自签订起三年。", "P3Y", None),
    ("双方应在合同履行期间及履行完毕后18个月内严格保密。", "P1Y6M", True),
    ("保密期限为【5】年。", "P5Y", None),
    ("保密期限：□合同有效期内 ☑合同终止后2年 □永久", "P2Y", True),
    ("有效期届满或终止后的任何时候，乙方均应保密。", "indefinite", True),
    ("合同终止后，乙方的保密义务并不终止，直至秘密信息实际上已经公开。", "indefinite", True),
    ("保密条款为独立条款，不论本合同是否解除或终止，本条款均有效。", None, True),
    ("合作期间及合作终止后，乙方均应保守甲方商业秘密。", None, True),
    ("上述保密义务不受本合同有效期的限制。", None, True),
    ("The confidentiality obligations shall survive for three (3) years after termination.", "P3Y", True),
    ("The obligations of confidentiality shall survive the termination of this Agreement.", None, True),
    ("保密期限为五年。\nThe term of confidentiality is five years.", "P5Y", None),
]


@pytest.mark.parametrize(("text", "duration", "survives"), LENGTHS)
def test_length_and_survival(text: str, duration: str | None, survives: bool | None) -> None:
    """A length, or that there is no end, and whether the duty goes on after the agreement."""
    findings = found(text)

    assert [(f.state.value, f.value) for f in findings[:1]] == [("stated", Confidentiality(duration, survives))]


@pytest.mark.parametrize(
    "text",
    [
        "双方应对在合作中知悉的对方商业秘密予以保密。",
        "本合同有效期三年，双方应诚信履行。",
        "乙方在保密信息使用完毕后10日内返还全部资料。",
        "乙方离职后两年内负有竞业限制义务，不得从事同业经营，并应保密。",
        "日志数据的保存期限为三年。",
        "本合同终止后六个月内，甲方应结清款项。",
        "质保期为终验合格后两年。",
        "收到时已公开的信息，接收方无须承担保密义务。",
        "甲方应在发现泄密后2日内通知乙方并承担保密责任。",
        "本协议终止后结算条款继续有效。",
        "乙方违反保密义务的，甲方有权在一年内追究其责任。",
        "The parties keep secrets.",
    ],
)
def test_periods_of_other_things(text: str) -> None:
    """Terms of agreements, data, competition and papers, and duties without length, give no finding."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "保密期限为  年，自本合同终止之日起算。",
        "保密期限为____年。",
        "合同终止后    年内，双方仍应遵守保密义务。",
        "保密期限为【】年。",
    ],
)
def test_left_open(text: str) -> None:
    """A length left open is blank."""
    assert [f.state.value for f in found(text)] == ["blank"]


def test_sentence_under_a_heading() -> None:
    """本条 under a heading of secrecy needs no other word; elsewhere it says nothing."""
    under = found("第七条 保密\n7.1 双方不得披露对方资料。\n7.2 本条约定的义务不因本协议的终止而免除。\n")
    elsewhere = found("第七条 知识产权\n7.1 成果归甲方。\n7.2 本条约定不因本协议的终止而失效。\n")

    assert [f.value for f in under] == [Confidentiality(None, True)]
    assert elsewhere == []


def test_survival_in_another_sentence() -> None:
    """What another sentence says of survival joins the length, and both are quoted."""
    (finding,) = found("5.1 保密期限为自披露之日起三年。\n5.2 保密义务不因本协议的终止而免除。\n")

    assert finding.value == Confidentiality("P3Y", True)
    assert [e.quote for e in finding.evidence] == ["保密期限为自披露之日起三年", "保密义务不因本协议的终止而免除"]


SEVERAL = [
    ("普通信息保密期限为3年，核心技术保密期限为10年。", ["P3Y", "P10Y"]),
    ("保密义务自生效之日起持续五年，但商业秘密的保密义务持续至其公开为止。", ["P5Y", "indefinite"]),
    ("5.1 保密期限为两年。\n附件二\n保密期限为三年。", ["P2Y", "P3Y"]),
    ("保密期：本合同有效期内及合同终止后5年。", ["P5Y"]),
    ("保密期限为五年，乙方逾期返还资料超过三个月的，应支付违约金。", []),
]


@pytest.mark.parametrize(("text", "durations"), SEVERAL)
def test_several_lengths(text: str, durations: list[str]) -> None:
    """Each kind of secret with a length of its own gives one; a length for something else in the sentence gives none."""
    assert [f.value.duration for f in found(text) if f.value] == durations


@pytest.mark.parametrize("unit", ["保密", "保密期限", "不因", "至", "终止后", "一", ","])
def test_hostile_text_takes_no_time(unit: str) -> None:
    """No text makes the field slow."""
    parsed = document(unit * (20_000 // len(unit)))
    begun = time.process_time()
    list(confidentiality.run(parsed, Findings({})))

    assert time.process_time() - begun < 2
