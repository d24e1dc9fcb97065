"""Numbers of persons that show by their own shape what they are: mobiles, landlines, identity cards, bank cards, e-mail.

Shapes come from the numbering plan (工信部 电信网编号计划: mobiles 1[3-9] and 11 digits, area codes 010, 02x, 03xx-09xx,
400 and 800), GB 11643 (identity numbers: region, date of birth, order, check), ISO/IEC 7812 (bank cards: Luhn) and
ISO 13616 (IBAN). Patterns run over text as it is seen (`pipeline.zh.visible`) and hold no unbounded repetition.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a piece of personal data is."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    ID = "id_number"
    BANK = "bank_account"
    EMAIL = "email"
    MESSENGER = "messenger"


Found = tuple[Kind, int, int]

_T = r"[ .·—-]"
_S = r"[ \t.·—-]"
"""What stands between groups of digits; a tab, which parts cells too, between the usual groups only."""

_APART = r"(?<![\dA-Za-z])(?<![\dA-Z]-)(?<!\d[.,])(?<![¥$€£])"
"""Not inside another number, a code (HT-2024-…) or behind a currency."""

UNIT = r"(?:[ ]?(?:元|美元|欧元|人民币|吨|公斤|平方)|[万亿股件台套个次%年月日])"
"""What makes a number a quantity or a date."""

_ENDS = rf"(?!\d|[.,]\d|[A-Za-z]|{UNIT})"
_CHINA = r"\(?(?:(?:\+|00)[ ]?)?86\)?[ -]{0,2}(?:\(0\))?"
_EXTENSION = r"(?:[ ]?(?:转分机|分机号?|转|ext\.?|EXT\.?|Ext\.?|[x*#—-])[ :]?\d{1,6}(?!\d))?"
_LOCAL = rf"\d{{3,4}}{_S}?\d{{4}}"
_AREA = r"(?:10|2\d|[3-9]\d\d)"

_MOBILE = re.compile(
    rf"{_APART}(?:{_CHINA})?(?:1[3-9]\d(?:\d{{8}}|{_S}{{1,2}}\d{{4}}{_S}{{1,2}}\d{{4}}|{_T}\d{{8}}|{_T}\d{{3}}{_T}\d{{5}}|\d{{4}}{_T}\d{{4}}"
    rf"|\d{_T}\d{{4}}{_T}\d{{3}}|\d{_T}\d{{3}}{_T}\d{{4}})|1(?:[ -]{{1,2}}\d){{10}}){_ENDS}"
)
_LANDLINE = re.compile(
    rf"{_APART}(?:(?:{_CHINA})?(?:\(0{_AREA}\)[ -]{{0,2}}|0{_AREA}{_S}{{1,2}})|\(?(?:\+|00)86\)?[ -]?0?{_AREA}{_S}?)"
    rf"(?:{_LOCAL}){_ENDS}{_EXTENSION}"
)
_SERVICE = re.compile(
    rf"{_APART}[48]00(?:[ -]\d{{3}}[ -]\d{{4}}|[ -]\d{{4}}[ -]?\d{{3}}|[ -]\d{{7}}|\d[ -]\d{{3}}[ -]\d{{3}}){_ENDS}{_EXTENSION}"
)
_ABROAD = re.compile(rf"(?<![\d+A-Za-z)])\+[1-9]\d{{0,2}}(?:[ -]?\(?\d{{1,4}}\)?){{2,6}}{_ENDS}{_EXTENSION}")
_ANOTHER = re.compile(r"[、/,;][ ]?(\d{7,8})(?!\d|[.,]\d)")
"""A further number of the same exchange: 010-…、5550…"""

_IDENTITY = re.compile(rf"(?<![\dA-Za-z])(?=(?P<number>[1-9](?:{_S}?\d){{16}}{_S}?[\dXx])(?![\dA-Za-z]))")
_HONG_KONG = re.compile(r"(?<![\dA-Za-z])[A-Z]{1,2}\d{6}[ ]?\([\dA]\)")
_CARD = re.compile(
    rf"{_APART}(?=(?P<number>[3-69](?:\d{{15,18}}|\d{{3}}(?:[ -]\d{{4}}){{3}}(?:[ -]?\d{{1,3}})?|\d{{5}}[ -]\d{{10,13}})|62\d\d(?:\t\d{{4}}){{3}}(?:\t\d{{1,3}})?){_ENDS})"
)
_IBAN = re.compile(r"(?<![\dA-Za-z])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?(?![\dA-Za-z])")
_DOMAIN = re.compile(r"[ ]?@[ ]?(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![A-Za-z0-9])")
_MAILBOX = re.compile(r"[A-Za-z0-9._%+'-]")
_MAILBOX_LIMIT = 64
"""Characters before the @ (RFC 5321, 4.5.3.1.1)."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = frozenset(map(str, (*range(11, 16), 21, 22, 23, *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)))  # fmt: skip


def digits_of(words: str) -> str:
    """Give the digits and letters of a number, without what parts them."""
    return "".join(character for character in words if character.isalnum())


def is_identity(number: str) -> bool:
    """Say whether 18 characters can be an identity number (GB 11643-1999).

    The date of birth must be a date. A number whose check is wrong still counts where its province exists: people
    mistype.
    """
    return (
        len(number) == 18
        and has_birth_date(number)
        and (number[:2] in _PROVINCES or identity_check(number[:17]) == number[17].upper())
    )


def has_birth_date(number: str) -> bool:
    """Say whether 18 characters, or 15 of the old form, have a date of birth where identity numbers have it."""
    if len(number) == 15:
        return number.isdecimal() and _is_date(f"19{number[6:12]}")
    return number[:17].isdecimal() and number[6:8] in ("18", "19", "20") and _is_date(number[6:14])


def identity_check(number: str) -> str:
    """Give the check character behind 17 digits (ISO 7064, MOD 11-2)."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 11]


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def is_card(number: str) -> bool:
    """Say whether digits pass the check of bank cards (ISO/IEC 7812-1, annex B: Luhn)."""
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_iban(number: str) -> bool:
    """Say whether letters and digits pass the check of ISO 13616 (MOD 97-10)."""
    if not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(character, 36)) for character in number[4:] + number[:4])) % 97 == 1


def _is_hong_kong(number: str) -> bool:
    """Say whether letters, six digits and a check are an identity number of Hong Kong (MOD 11, blank counts 36)."""
    body, check = number[:-1].rjust(8), number[-1]
    total = sum((36 if c == " " else int(c, 36)) * weight for c, weight in zip(body, range(9, 1, -1), strict=True))
    return (total + int(check, 16)) % 11 == 0


def emails(text: str) -> Iterator[Found]:
    """Yield e-mail addresses: from each @ with a domain behind it back over what a mailbox may be called."""
    for match in _DOMAIN.finditer(text):
        start = match.start()
        while start and match.start() - start < _MAILBOX_LIMIT and _MAILBOX.match(text, start - 1):
            start -= 1
        if start < match.start() and text[start - 1 : start] != "*":
            yield Kind.EMAIL, start, match.end()


def identities(text: str) -> Iterator[Found]:
    """Yield identity numbers of 18 characters, in one run or in groups, and those of Hong Kong with their check."""
    for match in _IDENTITY.finditer(text):
        if is_identity(digits_of(match["number"])):
            yield Kind.ID, *match.span("number")
    for match in _HONG_KONG.finditer(text):
        if _is_hong_kong(digits_of(match[0])):
            yield Kind.ID, *match.span()


def phones(text: str) -> Iterator[Found]:
    """Yield mobiles, landlines with area code and extension, 400 and 800 numbers, numbers abroad with a +."""
    for match in _MOBILE.finditer(text):
        yield Kind.MOBILE, *match.span()
    for pattern in (_LANDLINE, _SERVICE):
        for match in pattern.finditer(text):
            yield Kind.LANDLINE, *match.span()
            further = _ANOTHER.match(text, match.end())
            while further:
                yield Kind.LANDLINE, *further.span(1)
                further = _ANOTHER.match(text, further.end())
    for match in _ABROAD.finditer(text):
        if 8 <= len(digits_of(match[0])) <= 15:
            yield Kind.LANDLINE, *match.span()


def accounts(text: str) -> Iterator[Found]:
    """Yield bank cards of 16 to 19 digits that pass their check, in one run or in groups, and IBANs."""
    for match in _CARD.finditer(text):
        if 16 <= len(number := digits_of(match["number"])) <= 19 and is_card(number):
            yield Kind.BANK, *match.span("number")
    for match in _IBAN.finditer(text):
        if is_iban(digits_of(match[0])):
            yield Kind.BANK, *match.span()
