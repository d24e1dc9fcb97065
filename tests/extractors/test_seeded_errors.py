"""Errors put into a sound agreement, one at a time: each is flagged, and the sound one is not."""

import pytest

from extractors.fields import FIELDS
from pipeline.extraction import Plan, extract
from tests.builders import document

SOUND = """设备采购合同
合同编号：XG-2024-015
甲方（买方）：云岫科技有限公司
统一社会信用代码：91110108MA01K2QJ4M
住所：澜州市岚山区砚池路8号
乙方（卖方）：澜山设备制造有限公司
住所：澜州市北辰区临港大道200号
双方经友好协商，就甲方向乙方采购设备事宜，订立本合同，以共同遵守。
第一条 标的物
1.1 乙方向甲方出售激光切割设备贰台，规格见附件一。
第二条 价款与支付
2.1 合同总价为人民币1,200,000.00元（大写：壹佰贰拾万元整）。
2.2 甲方应当在本合同签订之日起十（10）日内支付合同总价的30%作为预付款。
2.3 其余价款在验收合格后三十（30）个工作日内付清。
第三条 交付与验收
3.1 乙方应当在收到预付款之日起60日内交货。
3.2 甲方应当在到货后15日内验收；逾期未提出异议的，视为验收合格。
第四条 违约责任
4.1 乙方逾期交货的，每逾期一日，应当向甲方支付合同总价千分之一的违约金。
4.2 甲方逾期付款的，按照第2.3条应付款项每日万分之五支付违约金。
4.3 任何一方的赔偿责任累计不超过合同总价的100%。
第五条 合同期限
5.1 本合同有效期自2024年3月1日起至2026年2月28日止。
第六条 争议解决
6.1 因本合同发生的争议，双方应当协商解决；协商不成的，任何一方均可向甲方住所地人民法院提起诉讼。
第七条 其他
7.1 本合同一式肆份，双方各执贰份，自双方盖章之日起生效。
7.2 附件一为本合同的组成部分。
（以下无正文）
甲方（盖章）：云岫科技有限公司
乙方（盖章）：澜山设备制造有限公司
签订日期：2024年3月1日
附件一：设备规格
1. 激光切割设备，功率三千瓦，数量贰台，带自动上料装置和除尘装置，保修两年。
2. 每台设备附随易损件一套及中文操作手册一份。
"""

SEEDED = [
    ("amounts_differ", "壹佰贰拾万元整", "壹佰叁拾万元整"),
    ("amounts_differ", "1,200,000.00元", "1,020,000.00元"),
    ("amounts_differ", "1,200,000.00元（大写：壹佰贰拾万元整）", "12（拾伍）万元"),
    ("amounts_differ", "人民币1,200,000.00元（大写：壹佰贰拾万元整）", "人民币壹佰贰拾万元整（¥1,250,000.00）"),
    ("amounts_differ", "1,200,000.00元（大写：壹佰贰拾万元整）", "1,200,000.00元（人民币壹佰叁拾万元整）"),
    ("amounts_differ", "人民币1,200,000.00元（大写：壹佰贰拾万元整）", "壹佰贰拾万元（1,250,000元）"),
    ("numbers_differ", "三十（30）个工作日", "三十（20）个工作日"),
    ("numbers_differ", "十（10）日", "十五（10）日"),
    ("open_bracket", "壹佰贰拾万元整）", "壹佰贰拾万元整"),
    ("party_named_differently", "乙方（盖章）：澜山设备制造有限公司", "乙方（盖章）：澜江设备贸易有限公司"),
    ("end_before_start", "2026年2月28日止", "2023年2月28日止"),
    ("short_term", "2026年2月28日止", "2024年3月20日止"),
    ("expiry_before_signing", "签订日期：2024年3月1日", "签订日期：2027年3月1日"),
    (
        "court_or_arbitration",
        "任何一方均可向甲方住所地人民法院提起诉讼",
        "可以向澜州仲裁委员会申请仲裁，也可以向甲方住所地人民法院提起诉讼",
    ),
    ("arbitration_institution", "任何一方均可向甲方住所地人民法院提起诉讼", "应提交当地仲裁委员会仲裁"),
    ("arbitration_institution", "任何一方均可向甲方住所地人民法院提起诉讼", "应当通过仲裁解决"),
    ("venue_place_unknown", "甲方住所地人民法院", "合同签订地人民法院"),
    ("one_sided_cap", "任何一方的赔偿责任累计不超过", "乙方的赔偿责任累计不超过"),
    ("foreign_kind", "订立本合同，以共同遵守", "订立本租赁合同，以共同遵守"),
    ("foreign_kind", "4.2 甲方逾期付款的", "4.2 承租方应当爱护设备；甲方逾期付款的"),
    ("credit_code_checksum", "91110108MA01K2QJ4M", "91110108MA01K2QJ4X"),
    ("left_blank", "云岫科技有限公司", "____________"),
    ("left_blank", "2024年3月1日起至2026年2月28日止", "____年__月__日起至____年__月__日止"),
    ("left_blank", "人民币1,200,000.00元（大写：壹佰贰拾万元整）", "人民币________元（大写：________）"),
    ("left_blank", "千分之一的违约金", "____%的违约金"),
    ("broken_reference", "按照第2.3条", "按照第2.7条"),
    ("broken_reference", "按照第2.3条", "按照第十五条"),
    ("annex_missing", "附件一为本合同的组成部分", "附件一、附件二为本合同的组成部分"),
    ("broken_reference", "按照第2.3条", "按照第2.3条至第2.9条"),
    ("wrong_cross_reference", "按照第2.3条应付款项每日", "按照第三条约定的争议解决办法及应付款项每日"),
    ("wrong_cross_reference", "按照第2.3条应付款项每日", "按照第五条（违约责任）及应付款项每日"),
    ("numbering_gap", "3.2 甲方", "3.4 甲方"),
    ("numbering_gap", "2.2 甲方", "2.5 甲方"),
    ("numbering_gap", "第六条 争议解决\n6.1", "第七条 争议解决\n7.1"),
    ("repeated_number", "4.2 甲方", "4.1 甲方"),
    ("repeated_number", "第五条 合同期限\n5.1", "第四条 合同期限\n4.4"),
    ("unused_definition", "激光切割设备贰台", "激光切割设备贰台（以下简称“标的设备”）"),
    ("undefined_term", "3.1 乙方应当", "3.1 丙方应当"),
    ("undefined_term", "甲方应当在到货后", "需方应当在到货后"),
    (
        "undefined_term",
        "3.2 甲方应当",
        "3.2 验收标准适用框架协议，框架协议未约定的从国家标准；甲方应当",
    ),
    ("length_differs", "本合同有效期自2024年3月1日", "本合同有效期三年，自2024年3月1日"),
    ("length_differs", "2026年2月28日止。", "2026年2月28日止，共12个月。"),
    ("several_values", "7.2 附件一", "7.2 本合同有效期为三年。\n7.3 附件一"),
    ("several_values", "7.2 附件一", "7.2 本合同期限自2024年3月1日起至2025年2月28日止。\n7.3 附件一"),
    (
        "several_values",
        "7.1 本合同一式肆份，双方各执贰份，自双方盖章之日起生效。",
        "7.1 本合同有效期三年，自双方盖章之日起生效；本合同一式肆份。",
    ),
    ("several_values", "7.2 附件一", "7.2 本合同自2024年5月1日起生效。\n7.3 附件一"),
    ("several_values", "3.1 乙方应当", "3.1 本合同总价为人民币1,300,000.00元。\n3.2 乙方应当"),
    (
        "internal_conflict",
        "7.2 附件一",
        "7.2 期满前30日任何一方未提出书面异议的，本合同自动续展一年。\n7.3 本合同期满后不自动续期。\n7.4 附件一",
    ),
    (
        "internal_conflict",
        "7.2 附件一",
        "7.2 期满前30日任何一方未提出书面异议的，本合同自动续展一年。\n"
        "7.3 期满前60日任何一方未提出书面异议的，本合同自动续展两年。\n7.4 附件一",
    ),
    (
        "internal_conflict",
        "3.1 乙方",
        "3.1 甲方应在验收合格之日起15日内支付设备尾款。\n3.2 甲方应在验收合格之日起30日内支付设备尾款。\n3.3 乙方",
    ),
    (
        "internal_conflict",
        "5.1 本合同有效期",
        "5.2 双方对本合同内容保密，保密期限为合同终止后两年。\n5.3 保密义务的期限为五年。\n5.1 本合同有效期",
    ),
]


def flags(text: str) -> list[str]:
    """Give the names of the flags of a text."""
    review = extract(document(text), Plan(FIELDS), strict=True).review
    return [finding.value.flag for finding in review if finding.value]


def test_sound_agreement_raises_nothing() -> None:
    """No flag without an error."""
    assert flags(SOUND) == []


AGREEING = [
    ("本合同有效期自2024年3月1日", "本合同有效期两年，自2024年3月1日"),
    ("2026年2月28日止。", "2026年2月28日止，共24个月。"),
    ("2026年2月28日止。", "2026年3月1日止，共24个月。"),
    ("7.2 附件一", "7.2 本合同有效期为两年。\n7.3 附件一"),
    ("7.2 附件一", "7.2 设备的质保期为三年。\n7.3 附件一"),
    ("7.2 附件一", "7.2 保函的有效期为一年。\n7.3 附件一"),
    ("7.2 附件一", "7.2 本合同自2024年3月1日起生效。\n7.3 附件一"),
    ("7.2 附件一", "7.2 对本合同的变更自2024年5月1日起生效。\n7.3 附件一"),
    ("3.1 乙方应当", "3.1 本合同总价为人民币120万元。\n3.2 乙方应当"),
    ("3.1 乙方应当", "3.1 本合同总价暂定为人民币1,300,000.00元，结算时调整。\n3.2 乙方应当"),
    ("3.1 乙方应当", "3.1 合同总价的30%即人民币360,000.00元为预付款。\n3.2 乙方应当"),
    ("7.2 附件一", "7.2 本合同期满后不自动续期。\n7.3 附件一"),
]


@pytest.mark.parametrize(("sound", "other"), AGREEING)
def test_the_same_said_twice_is_no_conflict(sound: str, other: str) -> None:
    """What agrees, or is said of something else, raises no flag of a conflict."""
    assert sound in SOUND
    raised = flags(SOUND.replace(sound, other))

    assert not {"several_values", "internal_conflict", "length_differs"} & set(raised)


def test_start_given_elsewhere_is_not_unknown() -> None:
    """A length alone is no doubt where another clause gives the days."""
    raised = flags(SOUND.replace("7.2 附件一", "7.2 本合同有效期为两年。\n7.3 附件一"))

    assert "start_unknown" not in raised


def test_another_name_is_told_once() -> None:
    """A name that differs on two signature lines of one party is one flag."""
    line = "乙方（盖章）：澜山设备制造有限公司"
    raised = flags(SOUND.replace(line, "乙方（盖章）：澜江设备贸易有限公司\n乙方：澜江设备贸易有限公司"))

    assert raised.count("party_named_differently") == 1


@pytest.mark.parametrize(("name", "sound", "wrong"), SEEDED)
def test_seeded_error_is_flagged(name: str, sound: str, wrong: str) -> None:
    """The error is found, and brings at most one flag beside its own."""
    assert sound in SOUND
    raised = flags(SOUND.replace(sound, wrong))

    assert name in raised
    assert len(set(raised) - {name}) <= 1
