"""Numbers of persons that a label tells: 电话：5550 0101, 账号 0047…, 护照号码 E…, 微信号, and columns under such heads."""

import re
from collections.abc import Iterator, Mapping

from pipeline.zh.columns import columns
from pipeline.zh.personal_numbers import UNIT, Found, Kind, digits_of, has_birth_date
from pipeline.zh.visible import set_apart

_REST = r"(?:[及和与/、]?(?:号码|號碼|号|號|No\.?|NO\.?|Number|number|ID))?"
_PAPERS = set_apart(
    "身份证 身份证明 身分證 身份證 公民身份 证件 證件 护照 護照 通行证 通行證 回乡证 回鄉證 台胞证 居留证 居住证 军官证 驾驶证"
)
_ACCOUNTS = set_apart("账号 帐号 帳號 賬號 账户 帐户 帳戶 賬戶 银行卡 銀行卡 卡号 卡號 开户行 开户银行 開戶行")
_PHONES = set_apart("电话 電話 手机 手機 座机 传真 傳真 热线 联系方式 联络方式 聯絡方式 小灵通")
LABELS: Mapping[Kind, re.Pattern[str]] = {
    Kind.ID: re.compile(
        rf"(?:{_PAPERS}|Passport|PASSPORT|passport|ID [Cc]ard|ID(?= ?N)|Identi(?:ty|fication)(?: [Cc]ard)?){_REST}"
    ),
    Kind.BANK: re.compile(
        rf"(?:{_ACCOUNTS}|A/C|Account|ACCOUNT|account|Acct|IBAN)(?: ?(?:[号號][码碼]?|No\.?|NO\.?|Number|number))?"
    ),
    Kind.MESSENGER: re.compile(
        r"(?:微信|WeChat|Wechat|wechat|WECHAT|QQ|钉钉|Skype|WhatsApp|Telegram)(?:[号號][码碼]?|帐号|账号| ?ID)?(?:[(][^()\n]{1,8}[)])?[ \t]?[:为是][ \t]{0,4}|(?:微信|QQ|钉钉)[号號][码碼]?[ \t]{0,4}"
    ),
    Kind.LANDLINE: re.compile(
        rf"(?:{_PHONES}|Tel(?:ephone)?|TEL|Phone|PHONE|phone|Mobile|MOBILE|Mob|Cell|Fax|FAX|Facsimile|WhatsApp){_REST}"
    ),
}
"""The words before a number, by its kind; LANDLINE stands for every telephone."""

_HEADS = {kind: re.compile(rf"[^\t\d:]{{0,8}}?{label.pattern}[^\t\d:]{{0,8}}") for kind, label in LABELS.items()}

_ZONE = {Kind.LANDLINE: 90, Kind.ID: 60, Kind.BANK: 80, Kind.MESSENGER: 40}
_ANY = r"[ \t.·—-]?"
_TAIL = rf"(?!\d|[.,]\d|[A-Z]{{1,2}}\d|{UNIT})"
_MOBILE = re.compile(rf"\(?(?:\+|00)?(?:86)?\)?[ -]{{0,2}}1[3-9](?:{_ANY}\d){{9}}{_TAIL}")
_OTHER_PHONE = re.compile(
    rf"(?:\(?(?:\+|00)?86\)?[ -]?)?\(?0?(?:10|2\d|[3-9]\d\d)\)?{_ANY}\d{{3,4}}{_ANY}\d{{4}}{_TAIL}(?:[ ]?(?:转分机|分机号?|转|[Ee]xt\.?|EXT\.?|[x*#—-])[ :]?\d{{1,6}}(?!\d))?"
    rf"|[48]00(?:{_ANY}\d){{7}}{_TAIL}|(?:\+|00)?(?:852|853|886)[)]?[ -]?\d(?:[ -]?\d){{6,8}}{_TAIL}|\+\d{{1,3}}(?:[ -]?\d){{6,12}}{_TAIL}"
    rf"|[2-9]\d{{2,3}}{_ANY}\d{{4}}{_TAIL}(?:[ ]?(?:转分机|分机号?|转|[Ee]xt\.?|[x*#—-])[ :]?\d{{1,6}}(?!\d))?"
)
_DIGIT = re.compile(r"(?<![\dA-Za-z*])[(+]{0,2}\d")
_BEFORE_PAPER = re.compile(r"[^\dA-Za-z\n]{0,24}(?:(?:No|NO|Number|number)[.: ]{1,3})?\n?[ \t]{0,4}")
_IDENTITY = re.compile(rf"[1-9](?:{_ANY}\d){{16}}{_ANY}[\dXx](?![\dA-Za-z])|[1-9](?:{_ANY}\d){{14}}(?![\dA-Za-z])")
_PAPER = re.compile(r"(?<![\dA-Za-z*])[A-Za-z]{0,3}\d(?:[ -]?[\dA-Za-z]){5,19}(?:[ ]?\([\dA]\))?(?![\dA-Za-z*])")
_UNIT = re.compile(UNIT)
_ACCOUNT = re.compile(
    rf"(?<![\dA-Za-z*])(?:[A-Z]{{2}}\d{{2}}(?:[ ]?[A-Z0-9]{{4}}){{2,7}}(?:[ ]?[A-Z0-9]{{1,4}})?|\d{{4}}(?:[ \t-]\d{{4}}){{2,6}}(?:[ \t-]\d{{1,4}})?|\d(?:[ -]{{0,2}}\d){{5,29}})(?![A-Za-z*]){_TAIL}"
)
_MESSENGER = re.compile(r"(?<![A-Za-z0-9_*])[A-Za-z0-9][A-Za-z0-9_-]{4,29}(?![A-Za-z0-9_@*])")
_PART_OF_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_OTHERS = re.compile(
    r"电话|電話|手机|传真|邮编|邮政|税号|信用代码|识别号|注册号|编号|金额|人民币|余额|日期|合同|发票|[¥$。;]"
)
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
"""The shape of GB 32100-2015."""


def labelled(text: str) -> Iterator[Found]:
    """Yield the numbers behind labels and in columns under them; the same number may come twice."""
    for kind, label in LABELS.items():
        for match in label.finditer(text):
            start = match.end()
            yield from _values(kind, text, start, _zone_end(text, start, start + _ZONE[kind]))
    for kind, start, end in columns(text, _HEADS):
        yield from _values(kind, text, start, end)


def _zone_end(text: str, start: int, limit: int) -> int:
    """End a zone with its line; where only a colon stands on the label's line, with the next."""
    line = text.find("\n", start, limit)
    if line >= 0 and not text[start:line].strip(" \t:_()号码"):
        line = text.find("\n", line + 1, limit)
    return min(limit, len(text)) if line < 0 else line


def _values(kind: Kind, text: str, start: int, end: int) -> Iterator[Found]:
    if kind is Kind.LANDLINE:
        yield from _phones(text, start, end)
    elif kind is Kind.ID:
        yield from _paper(text, start, end)
    elif kind is Kind.BANK:
        yield from _account(text, start, end)
    elif match := _MESSENGER.match(text, start, end):
        yield Kind.MESSENGER, *match.span()


def _phones(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the telephones behind a label, one after the other while little stands between them."""
    at, gap = start, 24
    while (digit := _DIGIT.search(text, at, end)) and digit.start() - at <= gap:
        mobile = _MOBILE.match(text, digit.start())
        match = mobile or _OTHER_PHONE.match(text, digit.start())
        if match is None or _PART_OF_DATE.fullmatch(match[0]) or _parted(text[start : digit.start()]):
            return
        yield (Kind.MOBILE if mobile else Kind.LANDLINE), *match.span()
        at, gap = match.end(), 8


def _parted(gap: str) -> bool:
    return re.search(r"[。;]|邮编|邮政|编号|日期|金额|[账帐]号|开户|代码|税号|识别号|注册号|人民币|¥", gap) is not None


def _paper(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the number of a paper: one with a date of birth, or at least six digits that are no code of a company."""
    gap = _BEFORE_PAPER.match(text, start, end)
    at = gap.end() if gap else start
    identity = _IDENTITY.match(text, at, end)
    if identity and has_birth_date(digits_of(identity[0])):
        yield Kind.ID, *identity.span()
        return
    match = _PAPER.match(text, at, end)
    if match and not _OTHERS.search(text, start, at) and not _UNIT.match(text, match.end()):
        whole = digits_of(match[0])
        if sum(map(str.isdecimal, whole)) >= 6 and not _CREDIT_CODE.fullmatch(whole):
            yield Kind.ID, *match.span()


def _account(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the account behind a label; further away from it, only a number as long as accounts are."""
    match = _ACCOUNT.search(text, start, end)
    if not match or _OTHERS.search(text, start, match.start()):
        return
    near = re.fullmatch(r"(?:\([^()]{0,12}\))?[ \t:为是_\n]{0,6}", text[start : match.start()])
    if (near or len(digits_of(match[0])) >= 9) and not (not near and _PART_OF_DATE.fullmatch(match[0])):
        yield Kind.BANK, *match.span()
