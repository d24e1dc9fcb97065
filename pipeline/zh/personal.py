"""Personal data in a text: telephones, numbers of papers, bank accounts, e-mail and messenger addresses.

Amounts, dates, numbers of contracts, orders and invoices, credit codes of companies and codes of goods are none.
Names are found in `pipeline.zh.person_names`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.zh.personal_labels import labelled
from pipeline.zh.personal_numbers import Found, Kind, accounts, emails, identities, phones
from pipeline.zh.visible import visible

__all__ = ["Kind", "Personal", "find_personal"]


@dataclass(frozen=True, slots=True)
class Personal:
    """A piece of personal data: its kind and its half-open range in the text."""

    kind: Kind
    span: tuple[int, int]


_OTHER_NUMBER = re.compile(
    r"(?:编号|编码|[合协][同议]号|订单号?|单号|发票(?:代码|号码?|号)|流水号?|凭证号|信用代码|识别号|税号|注册号|登记号|[证书]书号|许可证号?|"
    r"备案号|批号|序列号|型号|货号|料号|物料|SKU|条形?码|招标号?|项目号|案号|文号|图号|代码|代号|版本号?|房号|车架号|发动机号|"
    r"人民币|RMB|CNY|USD|金额|总价|价款|价格|单价|数量|合计|No[.]?|NO[.]?|S/N|SN|Ref[.]?|Order|Invoice|Contract)(?:[(][^()\n]{0,8}[)])?[ \t:为是#(\[【.]{0,4}$"
)
"""What tells, right before a number, that it is no number of a person."""

_WINDOW = 28


def find_personal(text: str) -> tuple[Personal, ...]:
    """Find personal data, in the order of the text and without overlap; takes time in proportion to its length.

    1. e-mail addresses
    2. what a label tells, or the head of a column: 身份证号, 护照, 电话, 传真, 账号, 微信号 …
    3. identity numbers (date of birth), mobiles, landlines (with area code and a gap), 400/800, IBAN and bank cards
       (with their check) anywhere, unless a label tells another number (合同编号, 发票号码, 信用代码 …)
    Width, zero width characters, and blanks, dashes, dots or tabs between groups of digits make no difference.
    """
    seen = visible(text)
    taken = bytearray(len(seen.text))
    found = []
    for kind, start, end in _candidates(seen.text):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Personal(kind, seen.range(start, end)))
    return tuple(sorted(found, key=lambda each: each.span))


def _candidates(text: str) -> Iterator[Found]:
    yield from emails(text)
    yield from labelled(text)
    for finder in (identities, phones, accounts):
        for kind, start, end in finder(text):
            before = text[max(text.rfind("\n", max(0, start - _WINDOW), start) + 1, start - _WINDOW) : start]
            if not _OTHER_NUMBER.search(before):
                yield kind, start, end
