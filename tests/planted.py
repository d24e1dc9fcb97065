"""Agreements with personal data planted in them: invented people, numbers with valid checks that nobody has.

Mobiles are of series no operator was given (160, 161, 163, 164, 169, 154), landlines of the exchange 5550, identity
numbers of a region 99 that does not exist, bank cards of an issuer 629999 that does not exist, domains under .example.
"""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.zh.personal_numbers import identity_check, is_card

DOCUMENTS, ITEMS = 10, 200


_LABELS = {
    "landline": "电话：",
    "fax": "传真：010-",
    "account": "账号：",
    "identity": "身份证号：",
    "table identity": "身份证号：",
    "passport": "护照号码：",
    "messenger": "微信号：",
}


@dataclass(frozen=True)
class Item:
    """A planted piece of personal data: where it was put, how it is printed, and what must not be left of it."""

    place: str
    printed: str
    secret: str

    @property
    def is_name(self) -> bool:
        """Whether it is the name of a person, which shows only by what stands around it."""
        return not any(character.isdigit() or character in "@_" for character in self.secret)

    @property
    def labelled(self) -> str:
        """The data behind the label it has in the file, where it needs one."""
        return _LABELS.get(self.place, "") + self.printed


@dataclass(frozen=True)
class Planted:
    """A file with what was planted in it."""

    name: str
    data: bytes
    items: tuple[Item, ...]


def mobile(seed: random.Random) -> str:
    """Give eleven digits of a series that no operator has."""
    return seed.choice(("160", "161", "163", "164", "169", "154")) + digits(seed, 8)


def landline(seed: random.Random) -> str:
    """Give eight digits of the exchange 5550."""
    return "5550" + digits(seed, 4)


def identity(seed: random.Random) -> str:
    """Give an identity number with a valid check, of a region that does not exist."""
    born = date(1960, 1, 1) + timedelta(days=seed.randrange(14_000))
    body = f"9901{seed.randrange(1, 99):02}{born:%Y%m%d}{digits(seed, 3)}"
    return body + identity_check(body)


def card(seed: random.Random, length: int = 19) -> str:
    """Give a bank card number that passes its check, of an issuer that does not exist."""
    body = "629999" + digits(seed, length - 7)
    return next(body + str(last) for last in range(10) if is_card(body + str(last)))


def account(seed: random.Random) -> str:
    """Give a company's account number, which has no check."""
    return "0099" + digits(seed, 13)


def name(seed: random.Random) -> str:
    """Give an invented name of three or four characters, rare enough to stand in no agreement."""
    family = seed.choice("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜")
    family = seed.choice(("欧阳", "司徒", "上官")) if seed.random() < 0.1 else family
    return family + "".join(seed.sample("翀曦棽懿珩珺赟韫翯昇皓旻晟琬琰璟瑄玥锵骅骞翊彧煜炜烨熠燊淼沄泠", 2))


def mailbox(seed: random.Random) -> str:
    """Give an e-mail address under .example."""
    return f"{letters(seed, 4)}.{letters(seed, 6)}{digits(seed, 2)}@{letters(seed, 7)}.example"


def digits(seed: random.Random, count: int) -> str:
    """Give random digits."""
    return "".join(seed.choice("0123456789") for _ in range(count))


def letters(seed: random.Random, count: int) -> str:
    """Give random letters."""
    return "".join(seed.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(count))


def grouped(number: str, *sizes: int, by: str = " ") -> str:
    """Write a number in groups; the last takes the rest."""
    pieces, at = [], 0
    for size in sizes:
        pieces.append(number[at : at + size])
        at += size
    return by.join([*pieces, number[at:]]) if number[at:] else by.join(pieces)


def wide(words: str) -> str:
    """Write letters, digits and marks in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in words)


_MOBILES = (
    str,
    lambda n: grouped(n, 3, 4),
    lambda n: grouped(n, 3, 4, by="-"),
    lambda n: f"+86 {n}",
    lambda n: f"0086-{n}",
    wide,
    lambda n: grouped(n, 3, 4, by="\u200b"),
    lambda n: f"（+86）{grouped(n, 3, 4)}",
    lambda n: grouped(n, *[1] * 11),
    lambda n: grouped(n, 3, 4, by="\t"),
)
_LANDLINES = (
    lambda n: f"010-{n}",
    lambda n: f"(021){n}",
    lambda n: f"0539-{n[:7]}",
    lambda n: f"+86-21-{n}",
    lambda n: f"010 {n}转{n[-4:]}",
    lambda n: wide(f"0571-{n}"),
    lambda n: f"010-{n[:4]} {n[4:]}",
    lambda n: f"0086 755 {n}",
    lambda n: n,
    lambda n: f"010-{n}-{n[-3:]}",
)
_IDENTITIES = (
    str,
    lambda n: grouped(n, 6, 8),
    wide,
    lambda n: grouped(n, 6, 4, 4),
    lambda n: grouped(n, 6, 8, by="\u200b"),
)
_CARDS = (str, lambda n: grouped(n, 4, 4, 4, 4), wide, lambda n: grouped(n, 4, 4, 4, 4, by="-"))


def planted(seed: int = 20260101) -> list[Planted]:
    """Make ten files, five .txt and five .docx, with twenty pieces of personal data each: ITEMS in all."""
    source = random.Random(seed)
    return [_document(source, index) for index in range(DOCUMENTS)]


def _document(seed: random.Random, index: int) -> Planted:
    put: dict[str, Item] = {}

    def plant(place: str, value: str, printed: str = "") -> str:
        put[place] = Item(place, printed or value, value)
        return printed or value

    def shaped(place: str, value: str, forms: Sequence[object]) -> str:
        return plant(place, value, forms[index % len(forms)](value))  # type: ignore[operator]

    head = [
        "设备维护服务合同",
        f"合同编号：XS-2025-{index:04}",
        "甲方：霜桥精密仪器有限公司",
        "统一社会信用代码：91330101MA00006563",
        f"法定代表人：{plant('legal representative', name(seed))}",
        f"联系人：{plant('contact', name(seed))}　手机：{shaped('mobile', mobile(seed), _MOBILES)}",
        f"电话：{shaped('landline', landline(seed)[: 7 if index % 10 == 2 else 8], _LANDLINES)}",
        f"电子邮箱：{plant('e-mail', mailbox(seed))}",
        "乙方：岚浦自动化设备有限公司",
        f"开户银行：岚浦商业银行滩涂支行　账号：{shaped('account', account(seed), (str, lambda n: grouped(n, 4, 4, 4, 4), wide))}",
        f"QQ：{plant('messenger', '9' + digits(seed, 9))}"
        if index % 3
        else f"微信号：{plant('messenger', letters(seed, 5) + '_' + digits(seed, 4))}",
    ]
    signer = plant("clerk", name(seed))
    body = [
        "第一条 服务内容",
        "乙方为甲方的设备提供维护服务，服务费用为人民币120000元（大写：壹拾贰万元整）。",
        "第二条 人员",
        f"乙方经办人{signer}，身份证号码：{shaped('identity', identity(seed), _IDENTITIES)}，负责现场工作；{signer}离职的，乙方应当在3日内另行指派。",
        f"外籍工程师的护照号码：{plant('passport', 'E' + digits(seed, 8))}。",
        f"加急服务请拨打{shaped('second mobile', mobile(seed), _MOBILES)}。",
        "第三条 付款",
        f"个人垫付的费用退回银行卡{shaped('card', card(seed, 16 + index % 4), _CARDS)}。",
        "第四条 通知",
        f"通知寄至澜州市望潮路8号，收件人：{plant('recipient', name(seed))}，传真：010-{plant('fax', landline(seed))}。",
        "第五条 争议解决",
        "因本合同产生的争议，提交甲方所在地人民法院诉讼解决。",
    ]
    table = [
        ["姓名", "证件号码", "联系电话"],
        [
            plant("table name", name(seed)),
            plant("table identity", identity(seed)),
            plant("table mobile", mobile(seed)),
        ],
    ]
    signature = [f"授权代表（签字）：{plant('signatory', name(seed))}", "签订日期：2025年3月12日"]
    in_name = plant("file name", mobile(seed))
    stem = f"{index:02}-维护合同-{in_name}"
    if index % 2:
        attention = plant("english contact", f"{letters(seed, 5).capitalize()} {letters(seed, 7).capitalize()}")
        lines = [*head, f"Attn: Mr. {attention}", *body, *("\t".join(row) for row in table), *signature]
        return Planted(f"{stem}.txt", "\n".join(lines).encode(), tuple(put.values()))
    author = plant("author", name(seed))
    return Planted(f"{stem}.docx", _word(head, body, table, signature, author, signer), tuple(put.values()))


def _word(
    head: Sequence[str],
    body: Sequence[str],
    table: Sequence[Sequence[str]],
    end: Sequence[str],
    author: str,
    clerk: str,
) -> bytes:
    """Write a Word file: its author in the properties and over a comment that names the clerk."""
    from docx import Document

    document = Document()
    document.core_properties.author = document.core_properties.last_modified_by = author
    for line in (*head, *body):
        paragraph = document.add_paragraph(line)
    document.add_comment(paragraph.runs, f"请{clerk}核对", author=author, initials="S")
    grid = document.add_table(0, len(table[0]))
    for row in table:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = words
    for line in end:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
