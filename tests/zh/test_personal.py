"""Telephones, identity numbers, accounts and addresses of persons in a text, and what only looks like them."""

import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.zh.personal import Kind, find_personal
from pipeline.zh.personal_numbers import identity_check, is_card, is_identity
from tests.planted import account, card, grouped, identity, landline, mobile, wide

_SEED = random.Random(7)
M, M2, L, L2 = mobile(_SEED), mobile(_SEED), landline(_SEED), landline(_SEED)
NID, C16, C19, A = identity(_SEED), card(_SEED, 16), card(_SEED, 19), account(_SEED)
OLD = NID[:6] + NID[8:17]
"""An identity number of the old form: no century, no check."""
MISTYPED = "11" + NID[2:17] + ("1" if NID[17] != "1" else "2")
X = next(body + "X" for n in range(1000) if identity_check(body := f"99010119900307{n:03}") == "X")
ZWSP = "\u200b"

MOBILE = [
    f"手机：⟦{M}⟧",
    f"联系电话（手机）：⟦{M}⟧。",
    f"王某，⟦{M}⟧，工程师",
    f"请拨打⟦{M}⟧转人工",
    f"⟦+86 {M}⟧",
    f"⟦+86-{grouped(M, 3, 4, by='-')}⟧",
    f"⟦0086{M}⟧",
    f"⟦（+86）{M}⟧",
    f"⟦86 {grouped(M, 3, 4)}⟧",
    f"现场负责人⟦{grouped(M, 3, 4)}⟧",
    f"现场负责人⟦{grouped(M, 3, 4, by='-')}⟧",
    f"现场负责人⟦{grouped(M, 3, 4, by='.')}⟧",
    f"现场负责人⟦{grouped(M, 3, 8)}⟧",
    f"现场负责人⟦{grouped(M, 4, 4)}⟧",
    f"现场负责人⟦{wide(M)}⟧",
    f"现场负责人⟦{wide(grouped(M, 3, 4, by='-'))}⟧",
    f"现场负责人⟦{grouped(M, 3, 4, by='　')}⟧",
    f"现场负责人⟦{grouped(M, 3, 4, by=ZWSP)}⟧",
    f"现场负责人⟦{grouped(M, *[1] * 11, by=ZWSP)}⟧",
    f"现场负责人⟦{grouped(M, *[1] * 11)}⟧",
    f"现场负责人⟦{grouped(M, 3, 4, by=chr(9))}⟧",
    f"手机：⟦{grouped(M, 2, 5, 2)}⟧",
    f"电话：⟦{M}⟧、⟦{M2}⟧",
    f"电话：⟦{M}⟧/⟦{M2}⟧",
    f"王某\t⟦{M}⟧\t李某\t⟦{M2}⟧",
    f"手机号码：\n⟦{M}⟧",
    f"Mobile: ⟦{M}⟧",
    f"电话：⟦{M}⟧Email：",
    f"维护合同-⟦{M}⟧.docx",
    f"维护合同_⟦{M}⟧.pdf",
    f"⟦{M.translate(str.maketrans('0123456789', '٠١٢٣٤٥٦٧٨٩'))}⟧",
]
LANDLINE = [
    f"电话：⟦010-{L}⟧",
    f"传真：⟦(010){L}⟧",
    f"⟦0539-{L}⟧",
    f"⟦010 {L}⟧",
    f"⟦（021）{grouped(L, 4)}⟧",
    f"⟦+86-10-{L}⟧",
    f"⟦+86 (0)755 {grouped(L, 4)}⟧",
    f"⟦0086-571-{L}⟧",
    f"⟦010-{L}-8001⟧",
    f"⟦010-{L}转8001⟧",
    f"⟦010-{L} 转分机 8001⟧",
    f"Tel: ⟦010-{L} ext. 8001⟧",
    f"Fax: ⟦0571-{L[:7]}⟧",
    f"电话：⟦010{L}⟧",
    f"电话：⟦{L}⟧",
    f"值班电话：⟦{grouped(L[:7], 3, by='-')}⟧",
    f"电话\t⟦{L}⟧\t电话\t⟦{L2}⟧",
    f"⟦010-{L}⟧、⟦{L2}⟧",
    f"⟦{wide('010-' + L)}⟧",
    f"客服热线⟦400-555-{L[4:]}⟧",
    f"客服热线⟦400{L[:7]}⟧",
    f"⟦800-{L[:4]}-{L[4:7]}⟧",
    f"⟦+852 {grouped(L, 4)}⟧",
    f"Phone ⟦+1 555 {L[1:4]} {L[4:]}⟧",
    f"电    话：⟦{L}⟧",
    f"姓名\t电话\n王某\t⟦{L}⟧\n李某\t⟦{L2}⟧",
]
ID = [
    f"身份证号：⟦{NID}⟧",
    f"公民身份号码⟦{NID}⟧，住",
    f"（身份证：⟦{NID}⟧）",
    f"乙方⟦{NID}⟧于本日",
    f"⟦{X}⟧",
    f"⟦{X.lower()}⟧",
    f"⟦{wide(NID)}⟧",
    f"身份证号码：⟦{grouped(NID, 6, 8)}⟧",
    f"⟦{grouped(NID, 6, 4, 4)}⟧",
    f"⟦{grouped(NID, 6, 8, by='-')}⟧",
    f"⟦{grouped(NID, 6, 8, by=ZWSP)}⟧",
    f"⟦{grouped(NID, 6, 8, by=chr(9))}⟧",
    f"⟦{MISTYPED}⟧",
    f"身份证号：⟦{OLD}⟧",
    f"姓名\t身份证号\n王某\t⟦{NID}⟧\n李某\t⟦{OLD}⟧",
    f"身份证号/统一社会信用代码：⟦{NID}⟧",
    f"统一社会信用代码（身份证号）：⟦{NID}⟧",
    "护照号码：⟦E55500101⟧",
    "Passport No.: ⟦EA5550010⟧",
    "港澳居民来往内地通行证：⟦H55500101⟧",
    "台胞证号：⟦55500101⟧",
    "香港身份证：⟦Z555001(0)⟧",
    "证件类型：护照\n证件号码：⟦P5550010⟧",
    f"身份证号：\n⟦{NID}⟧",
]
BANK = [
    f"账号：⟦{A}⟧",
    f"帐号：⟦{grouped(A, 4, 4, 4, 4)}⟧",
    f"账户：岚浦银行滩涂支行 ⟦{A}⟧",
    f"开户行及账号：岚浦银行滩涂支行⟦{A}⟧",
    f"开户银行：岚浦银行滩涂支行 ⟦{A}⟧",
    f"银行卡号⟦{C19}⟧",
    f"退回⟦{C16}⟧",
    f"退回⟦{C19}⟧",
    f"退回⟦{grouped(C16, 4, 4, 4)}⟧",
    f"退回⟦{grouped(C19, 4, 4, 4, 4)}⟧",
    f"退回⟦{grouped(C16, 4, 4, 4, by=chr(9))}⟧",
    f"退回⟦{wide(C19)}⟧",
    f"Account No.: ⟦{A}⟧",
    "IBAN: ⟦XX21 5550 0000 0000 0101⟧",
    "帐号：⟦88-0114⟧。",
    f"账号：\n⟦{A}⟧",
    f"账号\t⟦{A}⟧\t账号\t⟦{A[::-1]}⟧",
    f"账   号：⟦{A}⟧",
    f"户名\t账号\n王某\t⟦{A}⟧",
]
ADDRESS = [
    (Kind.EMAIL, "邮箱：⟦zhang.wei@qinghe.example⟧；"),
    (Kind.EMAIL, "发送至⟦a_b-c+d@mail.qinghe.example⟧。"),
    (Kind.EMAIL, f"⟦{M}@qinghe.example⟧"),
    (Kind.EMAIL, "⟦ｚｈａｎｇ＠ｑｉｎｇｈｅ．ｅｘａｍｐｌｅ⟧"),
    (Kind.EMAIL, "⟦zhang@qing\u200bhe.example⟧"),
    (Kind.EMAIL, "⟦zhang @ qinghe.example⟧"),
    (Kind.MESSENGER, "微信号：⟦zhang_0101⟧"),
    (Kind.MESSENGER, "微信：⟦wxid-abcdef⟧"),
    (Kind.MESSENGER, "WeChat ID: ⟦zhang0101⟧"),
    (Kind.MESSENGER, "QQ：⟦955500101⟧"),
    (Kind.MESSENGER, "QQ号⟦955500101⟧"),
    (Kind.MESSENGER, f"微信号（同手机）：⟦{M}⟧"),
]
POSITIVE = [
    *((Kind.MOBILE, text) for text in MOBILE),
    *((Kind.LANDLINE, text) for text in LANDLINE),
    *((Kind.ID, text) for text in ID),
    *((Kind.BANK, text) for text in BANK),
    *ADDRESS,
]


@pytest.mark.parametrize(("kind", "tagged"), POSITIVE)
def test_finds(kind: Kind, tagged: str) -> None:
    """What stands between ⟦ and ⟧ is found, whole and nothing else."""
    expected = re.findall("⟦([^⟧]*)⟧", tagged)
    text = re.sub("[⟦⟧]", "", tagged)

    found = find_personal(text)

    assert [text[slice(*each.span)] for each in found] == expected
    assert {each.kind for each in found} == {kind}


NEGATIVE = [
    "合同总价为人民币13800000000元",
    "合同总价为￥13812345678.00",
    "合同总价：16012345678.50元",
    "不超过 4005550101 元",
    "金额：1,380,000,000.00元",
    "2,150,000.00",
    "¥1860000",
    "人民币 16012345678 元整",
    "注册资本5000万元",
    f"合同编号：{M}",
    f"合同编号：HT-2024-{M}",
    f"协议编号：{M}-02",
    "协议编号：YX-FW-2020-0317",
    "合同编号：ZL20240715003",
    "合同编号：110101202401011234",
    f"订单号：{M}",
    f"订单编号 {C16}",
    f"发票号码：{M}",
    "发票代码：044001900111 发票号码：55500101",
    f"流水号：{C19}",
    f"SKU {M}",
    f"SKU：A{M}",
    f"物料编码 {M}",
    f"货号：{M[:8]}",
    f"型号 X{M}B",
    "专利号 ZL201080001234.1",
    "商标注册号 55000127",
    "不动产权第0003301号",
    "统一社会信用代码：91330101MA00006563",
    "统一社会信用代码91310115MA0000044D",
    "税号：91330121MA0001202J 税号：91330123MA00012297",
    "纳税人识别号：123304700012345678",
    "电话：________\n统一社会信用代码：91330103MA0000664C",
    "证件号码：91330103MA0000664C",
    "营业执照注册号：310000400123456",
    "2024年1月15日",
    "2024-01-15至2025-01-14",
    "签订日期：20240115",
    "电话通知后 20240115 生效",
    "2024.01.15 2025.01.15",
    "第1.2.3条",
    "9.2.1 本合同",
    "（2024）沪0115民初12345号",
    "GB 32100-2015",
    "GB/T 19001-2016",
    "邮编：200120",
    "邮政编码 100085 地址",
    "1 2 3 4 5 6 7 8 9 10 11",
    "150 000 000 00",
    "2021\t2022\t2023\t2024",
    "3000\t4000\t5000\t6000",
    "100\t1380000\t0000",
    "1\t16012345\t678",
    "12345678901234567890",
    "共3000 4000 5000 6001件",
    "经营账户管理费 100000 元",
    "账号注册后15日内完成认证",
    "监管账户余额不低于 5000000.00 元",
    "账户名称：霜桥精密仪器有限公司",
    "身份证复印件 2 份",
    "护照或者其他有效证件",
    "电话或电报通知，3日内答复",
    "电话：95188",
    "服务电话 12345",
    "微信公众号：云岫科技",
    "使用微信支付 100 元",
    "QQ群内公告",
    "单价@3.5元，10@20",
    "见 @ 处",
    "user@localhost",
    "身份证号：________",
    "手机：____________",
    "账号：【      】",
    "电话：—",
    "身份证号：9****************7",
    "电话：160****0101",
    "账号：************7788",
    "邮箱：z***@qinghe.example",
    "100%，1600平方米，12个月",
    f"保险单号：{C16}",
    "快递单号：SF1601234567890",
    "车架号：LSVAA4187C2123456",
    "每股净资产 1.6012345678 元",
    "+3.5%，+15分",
]


@pytest.mark.parametrize("text", NEGATIVE)
def test_leaves(text: str) -> None:
    """Amounts, dates, numbers of contracts, invoices, goods and companies, forms left open and masked data are none."""
    assert [text[slice(*each.span)] for each in find_personal(text)] == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [(NID, True), (X, True), (MISTYPED, True), (NID[:17] + ("1" if NID[17] != "1" else "2"), False), (NID[:10] + "1345" + NID[14:], False)],
)  # fmt: skip
def test_an_identity_number_has_a_birth_date_and_a_check_or_a_province(number: str, expected: bool) -> None:
    """A check that fails is forgiven where the province exists, a date that does not exist never."""
    assert is_identity(number) is expected


def test_cards_pass_luhn() -> None:
    """One digit off fails."""
    assert is_card(C19)
    assert not is_card(C19[:-1] + str((int(C19[-1]) + 1) % 10))


_NUMBERS = st.sampled_from([M, grouped(M, 3, 4), NID, C16, f"010-{L}"])


@settings(max_examples=100, deadline=None)
@given(
    number=_NUMBERS,
    form=st.sampled_from(["plain", "wide", "unseen", "spaced"]),
    before=st.sampled_from(["", "王某 ", "电话：", "，"]),
)
def test_no_match_is_lost_by_width_or_blanks(number: str, form: str, before: str) -> None:
    """A number in full width, with characters of no width between, or digit by digit is found from end to end."""
    printed = {
        "plain": number,
        "wide": wide(number),
        "unseen": "\u2060".join(number),
        "spaced": " ".join(M),
    }[form]

    found = find_personal(f"{before}{printed}。")

    assert [each.span for each in found] == [(len(before), len(before) + len(printed))]


_HOSTILE = st.lists(
    st.sampled_from([*"0123456789 -\t\n@.+()*：，Xx京", "电话", "账号：", "身份证", "微信号：", "1 ", "+86", "010-", "a@", "6299 ", "\u200b", "開戶行"]),
    min_size=1,
    max_size=4,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(unit=_HOSTILE)
def test_time_grows_with_the_length_only(unit: str) -> None:
    """Thirty thousand hostile characters take less than a second of CPU."""
    text = (unit * (30_000 // len(unit) + 1))[:30_000]
    begun = time.process_time()

    find_personal(text)

    assert time.process_time() - begun < 1.0
