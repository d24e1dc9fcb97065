"""Version, number, day of signing and title as the heads of many agreements print them, and what only looks like them."""

from typing import Any

import pytest

from extractors.contract_number import contract_number
from extractors.signing_date import signing_date
from extractors.title import title
from extractors.version import version
from tests.extractors.helpers import findings, first

HEAD = "\n甲方：霜桥数据有限公司\n乙方：棠梨信息有限公司\n第一条 标的\n双方按本合同约定履行。\n第二条 其他\n无。\n"
SIGNED = "甲方（盖章）：霜桥数据有限公司\n乙方（盖章）：棠梨信息有限公司\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("采购合同\n版本：V1.2", "V1.2"),
        ("采购合同\n版本号：1.0.3", "1.0.3"),
        ("采购合同\n版本号 V2.0", "V2.0"),
        ("采购合同\n版次：A/1", "A/1"),
        ("采购合同\n版本：2024版", "2024版"),
        ("采购合同\n合同版本：V3.0　生效日期：2024年1月1日", "V3.0"),
        ("采购合同\n协议文本版本：V2024.06", "V2024.06"),
        ("采购合同\n模板编号：MB-01    模板版本：V3.1", "V3.1"),
        ("采购合同\n（2024版）", "2024版"),
        ("采购合同\n(2024年版)", "2024年版"),
        ("2024年第一版\n采购合同", "2024年第一版"),
        ("采购合同\n（2023年修订版）", "2023年修订版"),
        ("采购合同\n（试行版）", "试行版"),
        ("采购合同\n第三版", "第三版"),
        ("采购合同\nV2.0", "V2.0"),
        ("采购合同（2024版）", "2024版"),
        ("采购合同（V2.0）", "V2.0"),
        ("云主机服务协议V3.0", "V3.0"),
        ("合作伙伴协议（FY24）", "FY24"),
        ("合作伙伴协议\nFY2024", "FY2024"),
        ("Sales Contract\nVersion: 2.1", "2.1"),
        ("（GF—2017—0201）\n建设工程施工合同", "GF—2017—0201"),
        ("建设工程施工合同\n示范文本编号：GF-2017-0201", "GF-2017-0201"),
        ("服务条款\n（2024年3月修订）", "2024年3月修订"),
        ("服务条款\n2023年12月5日修订版", "2023年12月5日修订版"),
        ("服务条款（2024年3月版）", "2024年3月版"),
        ("服务条款\n版本号：V202403", "V202403"),
        ("服务条款\n版本：V20240315", "V20240315"),
        ("物业服务合同\n（示范文本 GF-2022-0501）", "GF-2022-0501"),
        ("服务条款\n2024年3月15日", None),
        ("服务条款\n本条款于2024年3月修订。", None),
        ("采购合同", None),
        ("2024年度采购框架合同", None),
        ("采购合同\n软件版本：V5.0", None),
        ("采购合同\n产品版本：专业版", None),
        ("采购合同\n项目\t版本\t数量\n云桌面\tV2.0\t3", None),
        ("采购合同\n更新日期：2024年1月1日", None),
        ("采购合同\n（正本）", None),
        ("澜州市示范文本（2021年版）\n采购合同", "2021年版"),
        ("采购合同\n版本：202305", "202305"),
        ("采购合同\n版本：20230501", "20230501"),
        ("采购合同\n版本：202399", None),
        ("采购合同\n本合同参照示范文本（2021年版）拟定。", None),
        ("采购合同\n（示范文本）", None),
        ("采购合同\n合同编号：V2024-01", None),
        ("采购合同\n第二版样稿由甲方确认。", None),
    ],
)
def test_version(head: str, expected: str | None) -> None:
    """A version stands in the title, on a line of its own or behind its label; those of products are none."""
    got = first(head + HEAD, version)

    assert (got[1] if got else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("合同编号：（苍岭）借字（2023）第018号", ("stated", "（苍岭）借字（2023）第018号")),
        ("合同编号：[2023]苍采字第12号", ("stated", "[2023]苍采字第12号")),
        ("合同编号：苍采〔2023〕12号", ("stated", "苍采〔2023〕12号")),
        ("合同号：SQ/2023/05", ("stated", "SQ/2023/05")),
        ("合同编号\tSQ-2023-1\t签订日期\t2023年5月1日", ("stated", "SQ-2023-1")),
        ("订单号\tSQ-2023-1\t签署日期\t2023-05-01", ("stated", "SQ-2023-1")),
        ("协议编号：【SQ-2023-01】", ("stated", "SQ-2023-01")),
        ("合同编号：SQ—2023—001", ("stated", "SQ—2023—001")),
        ("合同编号：SQ2023_001", ("stated", "SQ2023_001")),
        ("（合同编号：SQ-2023-1）", ("stated", "SQ-2023-1")),
        ("合同编号：SQ-2023-1    签订地点：澜州市", ("stated", "SQ-2023-1")),
        ("合同编号：SQ-2023-1 签订时间：2023年5月1日", ("stated", "SQ-2023-1")),
        ("合同编号(Contract No.): SQ-2023-1", ("stated", "SQ-2023-1")),
        ("甲方合同编号：SQ-2023-1\n乙方合同编号：TL-77", ("stated", "SQ-2023-1")),
        ("编号：2023-018", ("stated", "2023-018")),
        ("澜借字（98）第12号", ("stated", "澜借字（98）第12号")),
        ("（2023）霜采字第018号", ("stated", "（2023）霜采字第018号")),
        ("霜采字[2023]018号", ("stated", "霜采字[2023]018号")),
        ("（2023）澜01民初字第18号", None),
        ("（2023）澜民初字第18号", None),
        ("澜仲裁字（2023）第18号", None),
        ("依据澜借字（98）第12号批复订立。", None),
        ("澜州市望潮路18号", None),
        ("澜州市采购条例\n第一章\n总则\n澜采字（2023）第18号", None),
        ("合同编号：", ("blank", None)),
        ("合同编号：【    】", ("blank", None)),
        ("合同编号：[    ]号", ("blank", None)),
        ("合同编号：____字第____号", ("blank", None)),
        ("合同编号：〔20  〕第    号", ("blank", None)),
        ("合同编号\t\t签订日期\t", ("blank", None)),
        ("主合同编号：SQ-2022-9", None),
        ("原合同编号：SQ-2022-9", None),
        ("框架协议编号：SQ-2022-9", None),
        ("项目编号：SQ-2022-9", None),
        ("招标编号：SQ-2022-9", None),
        ("示范文本编号：GF-2017-0201", None),
        ("备案编号：SQ-2022-9", None),
    ],
)
def test_contract_number(line: str, expected: tuple[str, str | None] | None) -> None:
    """The number of this agreement; not of its project, its form or another agreement."""
    assert first("采购合同\n" + line + HEAD, contract_number) == expected


SIGNATURES: list[tuple[str, list[str | None]]] = [
    (SIGNED + "签订日期：2023年5月1日", ["2023-05-01"]),
    (SIGNED + "2023年5月1日", ["2023-05-01"]),
    ("甲方（盖章）：霜桥数据有限公司    乙方（盖章）：棠梨信息有限公司\n2023年5月1日    2023年5月3日", ["2023-05-03", "2023-05-01"]),
    ("甲方（盖章）：霜桥数据有限公司\t乙方（盖章）：棠梨信息有限公司\n日期：2023年5月1日\t日期：2023年5月1日", ["2023-05-01"]),
    (SIGNED + "签约时间：二〇二三年五月一日", ["2023-05-01"]),
    (SIGNED + "本合同于2023年5月1日在澜州市签订。", ["2023-05-01"]),
    (SIGNED + "签署日：2023.5.1", ["2023-05-01"]),
    (SIGNED + "二〇二三年五月一日于澜州市", ["2023-05-01"]),
    (SIGNED + "                    一九九八年五月一日签于澜州", ["1998-05-01"]),
    (SIGNED + "2023年5月1日于货款付清后交付", []),
    (SIGNED + "2023年5月1日于本合同期满", []),
    (SIGNED + "日期（Date）：________", [None]),
    (SIGNED + "日期（Date）：2023年5月1日", ["2023-05-01"]),
    (SIGNED + "日期：    年  月  日", [None]),
    (SIGNED + "签订日期：2023年5月1日\n附件一：付款计划\n期次\t付款日\t金额\n1\t2023年9月1日\t100元\n2\t2024年9月1日\t100元", ["2023-05-01"]),
    (SIGNED + "签订日期：2023年5月1日\n期次\t付款日\t金额\n1\t2023年9月1日\t100元\n2\t2024年9月1日\t100元", ["2023-05-01"]),
    (SIGNED + "签订日期：2023年5月1日\n交付日期：2023年9月1日", ["2023-05-01"]),
    (SIGNED + "签订日期：2023年5月1日\n房屋交接时间：2023年6月1日", ["2023-05-01"]),
]  # fmt: skip


@pytest.mark.parametrize(("end", "expected"), SIGNATURES)
def test_signing_date_at_the_end(end: str, expected: list[str | None]) -> None:
    """The signature block says when each side signed; other dates there are none of signing."""
    assert days("采购合同" + HEAD + end) == expected


HEADS: list[tuple[str, list[str | None]]] = [
    ("采购合同\n签订时间：2023年5月1日", ["2023-05-01"]),
    ("采购合同\n签订日期\t2023年5月1日", ["2023-05-01"]),
    ("采购合同\n订立日期：2023-05-01", ["2023-05-01"]),
    ("采购合同\n本合同由以下双方于2023年5月1日在澜州市签署：", ["2023-05-01"]),
    ("采购合同\n本合同于2023年5月1日由下列各方在澜州订立：", ["2023-05-01"]),
    ("采购合同\n本合同签订日期为2023年5月1日。", ["2023-05-01"]),
    ("采购合同\n合同签订日：2023年5月1日", ["2023-05-01"]),
    ("Sales Contract\nDate: May 1, 2023", ["2023-05-01"]),
    ("Sales Contract\nThis Contract is made and entered into on May 1, 2023 by and between:", ["2023-05-01"]),
    ("Sales Contract\nThe Seller refers to the Framework Agreement dated May 1, 2022.", []),
    ("采购合同\n双方于2022年3月1日签订的《框架协议》（编号SQ-1），现订立本合同。", []),
    ("采购合同\n鉴于双方已于2022年3月1日签订《框架协议》，现就采购事宜达成如下协议。", []),
    ("采购合同\n甲方于2022年3月1日与苍岭物流有限公司签订了房屋租赁合同。", []),
    ("采购合同\n签约时间、地点\t2023年5月1日，澜州市", ["2023-05-01"]),
    ("采购合同\n签订时间及地点：2023年5月1日，澜州市", ["2023-05-01"]),
    ("采购合同\n交货时间、地点\t2023年5月1日，澜州市", []),
    ("采购合同\n更新日期：2023年5月1日", []),
    ("采购合同\n生效日期：2023年5月1日", []),
    ("采购合同\n出生日期：1990年5月1日", []),
    ("租赁合同\n租赁时间：2023年5月1日至2024年4月30日", []),
    ("采购合同\n签订日期：    年  月  日", [None]),
    ("采购合同\n签订日期：2023年  月  日", [None]),
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_signing_date_at_the_head(head: str, expected: list[str | None]) -> None:
    """Head lines and opening words say when this agreement was signed; those of other agreements are none."""
    assert days(head + HEAD) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("SQ-2023-1\n房屋租赁合同", "房屋租赁合同"),
        ("房 屋 租 赁 合 同", "房屋租赁合同"),
        ("澜州市\n商品房买卖合同\n（现售）", "商品房买卖合同"),
        ("霜桥数据有限公司\n与\n棠梨信息有限公司\n之\n股权转让协议", "股权转让协议"),
        ("关于苍岭物流有限公司之增资协议", "关于苍岭物流有限公司之增资协议"),
        ("《战略合作框架协议》", "战略合作框架协议"),
        ("GF—2017—0201\n建设工程施工合同\n（示范文本）", "建设工程施工合同"),
        ("技术服务合同书", "技术服务合同书"),
        ("战略合作备忘录", "战略合作备忘录"),
        ("补充协议（一）", "补充协议（一）"),
        ("合同名称：云桌面采购合同", "云桌面采购合同"),
        ("最高额保证合同", "最高额保证合同"),
        ("委托代理合同\n委托代理合同", "委托代理合同"),
        ("物业服务合同目录\n物业服务合同", "物业服务合同"),
        ("《房屋租赁合同》补充协议（二）", "《房屋租赁合同》补充协议（二）"),
        ("《设备采购合同》之变更协议", "《设备采购合同》之变更协议"),
    ],
)
def test_title(head: str, expected: str) -> None:
    """The title on its line."""
    assert first(head + HEAD, title) == ("stated", expected)


def days(text: str) -> list[Any]:
    """Give the days of signing, None for one left open."""
    return [finding.value.isoformat() if finding.value else None for finding in findings(text, signing_date)]
