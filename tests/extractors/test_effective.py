"""Effect as lawyers of many trades write it: on signature, on a day, on further events; and what is no effect of the agreement."""

from datetime import date

import pytest

from extractors.effective import effective
from tests.extractors.helpers import findings, first

SIGNED = "\n甲方（盖章）：云岫科技有限公司\n日期：2023年3月15日\n"
SIGNING = date(2023, 3, 15)

ON_SIGNATURE = [
    "本合同自双方签字、盖章之日起生效。",
    "合同自双方签字盖章之日起生效。",
    "协议经双方授权代表签署后生效。",
    "本备忘录自双方签署之日起生效。",
    "本意向书经双方盖章后生效。",
    "本合作书自双方负责人签字之日起生效。",
    "本补充协议自双方签字盖章之日起生效，与原合同具有同等法律效力。",
    "本补充协议（二）作为原合同的组成部分，自双方盖章之日起生效。",
    "本框架协议自各方签署之日起生效。",
    "本订单自双方盖章确认之日起生效。",
    "本承诺函自我方盖章之日起生效。",
    "本合伙协议经全体合伙人签名后生效。",
    "本合同一式两份，甲乙双方各执一份，自双方签字盖章之日起生效，具有同等法律效力。",
    "本协议一式四份，双方各执二份，具有同等法律效力，经双方法定代表人（或授权代表）签字并加盖公章后生效。",
    "本合同正本一式三份，自三方盖章之日起发生法律效力。",
    "本合同共十二页，自签订之日起成立并生效。",
    "本协议自双方中最后一方签字之日起生效。",
    "本协议自双方法定代表人或授权代表签字并加盖公司公章或合同专用章之日（以最后签署日期为准）起生效。",
    "自双方签字盖章之日起生效。",
    "双方签字盖章后即生效。",
    "本合同签字盖章生效。",
    "本合同一经双方签字并盖章后生效。",
    "本合同经各方签名或盖章后生效。",
    "本合同由双方签署后立即生效。",
    "甲乙双方签字盖章后，本合同即发生法律效力。",
    "经双方签署盖章之日起，本协议正式生效。",
    "本劳动合同自用人单位盖章、劳动者签字之日起生效。",
    "本协议自乙方完成线上签署之日起生效，以平台系统记录为准。",
    "本合同及其附件自双方签字之日起生效。",
    "本合同、附件一及附件二自双方盖章之日起生效。",
    "本协议自签订之日起生效，有效期两年。",
    "本合同于北溟市签订，自双方签章之日起生效。",
    "本協議書自雙方簽名蓋章之日起生效。",
    "本合約經雙方簽署後生效。",
    "本合同自双方签字盖章之日起生效。This Contract shall come into force upon signature by both parties.",
    "本合同未尽事宜由双方协商解决，本合同自双方签字之日起生效。",
    "本协议一经双方签署，即行生效。",
    "本合約經簽署後即具法律效力。",
    "本合同双方加盖公章（或合同专用章）、骑缝章后生效。",
    "本协议自双方有权签字人签署之日（“签署日”）起生效。",
    "除另有约定外，本合同自双方签字盖章之日起生效。",
    "合同生效 本合同自双方签字盖章之日起生效。",
    "本意向书仅表达双方合作意向，自双方签署之日起生效，有效期六个月。",
    "自双方签字盖章之日起，本协议即告成立并生效，对双方均具有约束力。",
    "本合同由甲乙双方代表签字，加盖双方公章或合同章即生效。",
    "本确认书自贵我双方盖章之日起生效。",
    "本委托书自委托人签字之日起生效，至委托事项完成时止。",
]

CONDITIONAL = [
    "本合同自双方签字盖章且甲方支付定金之日起生效。",
    "本合同经双方签字盖章，并自甲方收到乙方提交的履约保函之日起生效。",
    "本合同经双方签署并报甲方上级主管部门批准后生效。",
    "本协议经双方签署并经双方股东会审议通过后生效。",
    "本协议自转让方董事会批准之日起生效。",
    "本合同自房屋租赁登记备案完成之日起生效。",
    "抵押登记办理完毕之日起，本合同生效。",
    "本协议自双方签字且外商投资主管机关核准之日起生效。",
    "本协议自甲方在其官方网站公布之日起生效。",
    "本规则自在平台公示之日起施行。",
    "本协议自您点击“同意”按钮之日起生效。",
    "您点击确认后，本协议即生效。",
    "本合同自货物交付之日起生效。",
    "本借款合同自出借人实际提供借款之日起生效。",
    "本合同在以下条件全部满足之日起生效：",
    "本协议自双方签字盖章并同时满足下列条件之日起生效：",
    "本合同经双方签字后成立，待乙方缴纳履约保证金后生效。",
    "本合同自双方签字并经公证处公证后生效。",
    "本保证合同自主合同生效且保证人签字之日起生效。",
    "本补充协议自原合同生效之日起同时生效。",
    "本协议自双方签字且平台系统上线之日起生效。",
    "本合同自双方签字后的第十个工作日起生效。",
    "本合同自乙方到岗之日起生效。",
    "本合同经双方盖章、甲方业主书面同意后生效。",
    "本合同的生效以甲方取得土地使用权证为前提。",
    "本合同的生效须满足以下条件：",
    "本合同以双方盖章为生效条件。",
    "本协议自您勾选“我已阅读并同意”之时起生效。",
    "合同自双方签字、盖章且甲方收到乙方提交的预付款保函之日起生效（以较晚者为准）。",
    "本合同经董事会决议通过，双方签字盖章后生效。",
    "本合同经发包人和承包人签字盖章，且承包人提交履约担保后生效。",
    "本合同经双方于2022年12月1日签署，自甲方支付预付款之日起生效。",
    "本合同須經雙方董事會核准後始生效。",
    "本协议签署后报市国资委备案，备案完成之日起生效。",
]

DATED = [
    ("本合同自2024年5月1日起生效。", date(2024, 5, 1)),
    ("合同于2024年5月1日生效。", date(2024, 5, 1)),
    ("本合同生效日期为2024年5月1日。", date(2024, 5, 1)),
    ("本协议的生效日为2024年5月1日。", date(2024, 5, 1)),
    ("生效日期：2024年5月1日", date(2024, 5, 1)),
    ("协议生效时间：2024-05-01", date(2024, 5, 1)),
    ("版本号：V3.1　更新日期：2024年4月20日　生效日期：2024年5月1日", date(2024, 5, 1)),
    ("合同生效日期\t2024年5月1日", date(2024, 5, 1)),
    ("本协议于2024年4月2日签署，自2024年5月1日起生效。", date(2024, 5, 1)),
    ("本协议由下列双方于2024年5月1日（“生效日”）订立。", date(2024, 5, 1)),
    ("本协议由下列双方于2024年5月1日（以下简称“生效日期”）签署。", date(2024, 5, 1)),
    ("本办法自二〇二四年五月一日起施行。", date(2024, 5, 1)),
    ("本合约由二零二四年五月一日起生效。", date(2024, 5, 1)),
    ("本合同经双方签字盖章后，自2024年5月1日起生效。", date(2024, 5, 1)),
    ("本合同自2024年5月1日起至2025年4月30日止有效，自2024年5月1日起生效。", date(2024, 5, 1)),
    ("本协议自双方签署之日起生效，效力追溯至2022年5月1日。", date(2022, 5, 1)),
    ("本补充协议自双方盖章之日起成立，并追溯至2022年5月1日起生效。", date(2022, 5, 1)),
    ("双方确认，本协议的效力追溯至2022年5月1日。", date(2022, 5, 1)),
    ("本隐私政策自2024年5月1日起生效。", date(2024, 5, 1)),
]

BLANK = [
    "本合同自____年__月__日起生效。",
    "生效日期：    年    月    日",
    "本合同生效日期为____年__月__日。",
    "本合同自【】年【】月【】日起生效。",
]

NOT_EFFECT = [
    "对本合同的变更自2024年5月1日起生效。",
    "关于本协议的修订自2024年5月1日起施行。",
    "任何对本合同的修改，须经双方签字盖章后方可生效。",
    "对本协议的任何补充须以书面形式作出，经双方签署后生效。",
    "本合同未尽事宜，双方可签订补充协议，补充协议经双方签字盖章后生效。",
    "补充协议与本合同具有同等法律效力，自双方签字之日起生效。",
    "本合同如需变更，应经双方协商一致，签字后生效。",
    "本合同的解除自通知到达对方之日起生效。",
    "通知自送达之日起生效。",
    "本合同项下的通知以邮寄方式发出的，自签收之日起生效。",
    "本合同的附件经双方签字后生效。",
    "附件自双方盖章之日起生效，为本合同组成部分。",
    "担保自登记之日起生效。",
    "抵押权自登记时设立，自本合同生效之日起办理登记。",
    "保密义务自本协议签署之日起生效，至信息公开之日止。",
    "本合同价格自2024年1月1日起执行。",
    "新价格自通知之日起执行。",
    "本合同签订后，甲方应在本合同生效后十日内支付预付款。",
    "自本合同签字生效之日起七日内，乙方提交样品。",
    "本合同未经双方签字盖章不生效。",
    "若本合同自签订之日起三十日内未生效，双方互不追究责任。",
    "本合同的转让经对方书面同意后生效。",
    "本条的约定自本合同终止之日起生效。",
    "仲裁裁决自作出之日起发生法律效力。",
    "任何一方变更地址的，自书面通知送达之日起生效。",
    "修订后的条款自公布之日起生效，您继续使用视为同意。",
    "授权委托书自甲方签字之日起生效，作为本合同附件。",
    "本合同部分条款无效的，不影响其他条款的效力。",
    "保险单自2024年1月1日起生效。",
    "本合同终止后，保密条款继续有效。",
    "订单经甲方确认盖章后生效。",
    "本合同约定的价格调整自双方签字之日起生效。",
    "股权转让自工商变更登记之日起生效。",
    "判决书自送达之日起发生法律效力。",
    "本合同签订、生效、履行均适用中华人民共和国法律。",
    "合同签订及生效",
    "本合同传真件经双方签字后具有法律效力。",
    "补充协议经双方签字后即具有法律约束力。",
    "本协议附件经双方盖章后与本协议同时生效。",
    "本合同签署生效后，双方应严格履行。",
    "修改后的协议一经公布立即生效，无需另行通知。",
    "本合同价格含税，自2024年1月1日起执行。",
    "本合同的补充条款经双方签字后生效。",
]


@pytest.mark.parametrize("sentence", ON_SIGNATURE)
def test_on_signature(sentence: str) -> None:
    """Effect on signature takes the day of the signatures and cites both."""
    found = findings(f"第九条 {sentence}{SIGNED}", effective)

    assert [(f.state, f.value.date, len(f.evidence)) for f in found] == [("computed", SIGNING, 2)]


@pytest.mark.parametrize("sentence", CONDITIONAL)
def test_further_event(sentence: str) -> None:
    """An event beside or instead of the signatures leaves the condition alone, without a date."""
    found = findings(f"第九条 {sentence}{SIGNED}", effective)

    assert [(f.state, f.value.date) for f in found] == [("stated", None)]


@pytest.mark.parametrize(("sentence", "day"), DATED)
def test_day(sentence: str, day: date) -> None:
    """A printed day of effect is the date; a retroactive one comes before the day of signing."""
    assert first(f"第九条 {sentence}{SIGNED}", effective)[1].date == day


@pytest.mark.parametrize("sentence", BLANK)
def test_left_open(sentence: str) -> None:
    """A day of effect without digits is blank."""
    found = findings(f"第九条 {sentence}\n第十条 其他\n双方协商。", effective)

    assert [(f.state, f.value.date) for f in found] == [("blank", None)]


@pytest.mark.parametrize("sentence", NOT_EFFECT)
def test_other_things_take_effect(sentence: str) -> None:
    """Changes, notices, annexes, securities, prices and judgments take effect on their own."""
    assert findings(f"第九条 {sentence}{SIGNED}", effective) == ()


def test_condition_is_quoted_as_printed() -> None:
    """Traditional characters and full-width marks stay in the condition."""
    value = findings(f"第十二條 本合約自雙方簽章之日起生效，正本一式二份。{SIGNED}", effective)[0].value

    assert value.condition == "本合約自雙方簽章之日起生效"


def test_rule_comes_before_definition() -> None:
    """A definition of 生效日 stands behind the clause about effect."""
    text = f"第一条 “生效日”：本协议自双方签署之日起生效之日。\n第九条 本协议自2024年5月1日起生效。{SIGNED}"

    assert first(text, effective)[1].date == date(2024, 5, 1)


def test_agreement_comes_before_rules_bound_to_it() -> None:
    """The day of effect of rules behind the agreement is not that of the agreement."""
    text = f"第九条 本协议自双方签署之日起生效。{SIGNED}商户管理规范\n第一条 本规范于2020年4月1日生效。\n"

    assert first(text, effective)[1].date == SIGNING


def test_sentence_of_the_signature_page() -> None:
    """Effect said on the signature page counts."""
    text = f"第九条 争议由双方协商解决。\n（以下无正文）\n本合同自双方签字盖章之日起生效{SIGNED}"

    assert first(text, effective)[1].date == SIGNING


def test_english_twin_of_the_clause_is_no_second_value() -> None:
    """The English text beside the Chinese adds nothing."""
    text = f"第九条 本协议自双方签署之日起生效。\nArticle 9 This Agreement shall take effect upon signature.{SIGNED}"

    assert len(findings(text, effective)) == 1
