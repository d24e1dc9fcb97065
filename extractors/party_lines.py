"""The lines of a party block: role lines and what is printed below them, in one column or two, in tables."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extractors.lexicon import alternatives
from pipeline.model.document import Document, Hit, PlacedBlock
from pipeline.model.span import Span
from pipeline.zh.compact import GAP

ATTRIBUTES = {
    "address": r"(?:通[信讯]地址|联系地址|送达地址|注册地址|办公地址|法定地址|营业地址|公司地址|单位地址|经营地址|住所地|住所|住址|住\(地\)址|地址|Add(?:ress)?)",
    "contact": r"(?:项目联系人|业务联系人|指定联系人|联系人|[联聯][络絡繫]人|收件人|经办人|Contact)(?:及(?:联系)?(?:电话|方式)|/电话)?",
    "phone": r"(?:联系电话|电话号码|联系方式|手机号码?|移动电话|固定电话|服务热线|[电電][话話]|手机|Tel(?:ephone)?)(?:/传真|及传真|号码)?",
    "email": r"(?:电子邮[箱件](?:地址)?|联系邮箱|邮箱地址|邮箱|电邮|邮件|電子郵件|E-?mail|EMAIL)",
    "legal_representative": r"(?:法定代表人(?:/负责人|或负责人|\(负责人\)|或授权代表|/授权代表|\(主要负责人\))?|法人代表|法人|[负負][责責]人|单位负责人)",
    "credit_code": r"(?:统一社会信用代码(?:/注册号|证号)?|社会信用代码|信用代码|营业执照(?:注册)?号码?|纳税人识别号|税务登记号|税号|组织机构代码|注册号)",
    "name": r"(?:(?:公司|单位|企业|甲方|乙方)?(?:名称|全称)|姓名|单位)",
    "other": r"(?:邮政编码|邮编|[传傳]真|开户(?:银行|行|名称|名)|银行帐?账?号|账户名称|账户|账号|帐号|户名|签[订署约字](?:日期|时间|地点|地)|日期|时间|授权代表|委托代理人|代理人|代表|职务|QQ|微信|网址|身份证(?:件)?(?:号码|号)?|"
    r"证件号码?|护照号码?|(?:公民|居民)?身份证明?(?:件)?(?:号码|号)?|Fax|性别|出生日期|国籍|盖章|签字|签章|签名|开票信息|项目负责人|技术联系人|钉钉)",
}
"""The words that stand before what is printed about a party, by attribute; `other` ends a value and is not kept."""

ENGLISH_ROLE = (
    r"(?:Party ?[A-D]|Buyer|Seller|Purchaser|Vendor|Supplier|Lessor|Lessee|Landlord|Tenant|Employer|Employee|Client|Customer|Contractor|"
    r"Licensor|Licensee|Franchisor|Franchisee|Borrower|Lender|Disclosing Party|Receiving Party)"
)
_ROLES = alternatives("roles")
_OBJECT = r"(?:房屋|商铺|厂房|场地|土地|车辆|设备|货物|工程|项目)?"
_BODY = (
    rf"(?:{_OBJECT}(?P<role>{_ROLES}|{ENGLISH_ROLE})(?:/?_?\(?(?:the )?{ENGLISH_ROLE}\)?(?=_?[:\t\n]))?(?:_?\((?:以下|下)?(?:简?称)?(?:为)?“?(?P<alias>[^()”\n]{{1,24}})”?\))?(?:\((?:盖章|公章|签章|签字|签名|盖公章|章)[^()\n]{{0,8}}\)|盖章|签章|签字)?"
    + "".join(f"|(?P<{name}>{pattern})(?:\\([^()\\n]{{1,12}}\\))?" for name, pattern in ATTRIBUTES.items())
    + r")_?(?:[:]_?|(?P<table>\t)|(?P<end>$|(?=\n)))"
)
_LABEL = re.compile(rf"(?:^|(?<=[\n\t_;,。条、.]))[(]?[一二12]?[、.)]?{_BODY}", re.MULTILINE)
_INLINE = re.compile(rf"(?<=[^\n\t_;,。])[(]?{_BODY}", re.MULTILINE)
"""The same behind a blank, or in brackets, within a line."""
_OPEN = re.compile(
    r"(?:有限|责任|股份){0,4}(?:公司|银行|集团)|[*某]{2,20}[^\n]{0,6}(?:公司|集团)|[*]{2,20}|"
    r"[【\[（(<＜](?:[^】\]）)>＞\n]{0,12}(?:名称|全称|姓名|填写?)|公司|单位|甲方|乙方|丙方)[】\]）)>＞]|"
    r"[_\s【】\[\]()/—\-*×X]*|\{\{[^{}]*\}\}|\$\{[^{}]*\}|(?:.{0,4}请填[写充]|待[填定]|（?填写）?|X{2,}|×{2,})[^\n]{0,10}|[^{\n]{0,60}\{\{[^\n]{0,80}"
)
_ORGANISATION = re.compile(
    rf"[\u4e00-\u9fffA-Za-z0-9()·&.-]{{2,32}}{alternatives('company_endings')}(?:\([^()]{{0,24}}称[^()]{{1,16}}\))?"
)
_CALLED = re.compile(r"(?P<who>[^\d\n+]{2,20})(?P<phone>(?:\+?86-?)?\d[\d-]{6,16})")
_TWINS = {"PartyA": "甲方", "PartyB": "乙方", "PartyC": "丙方", "PartyD": "丁方"}
_UNKNOWN = "?"
_SIGN_MARK = re.compile(
    r"[（(](?:盖章|公章|签章|签字|签名|盖公章|章|印章|签字或盖章|签字/盖章|签字盖章|签名或盖章)[）)]|[（(]\s*[)）]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a party block: whose, what (role, name or an attribute), the value as printed, where."""

    role: str
    attribute: str
    value: str
    alias: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    word: str
    alias: str | None
    value: str
    span: Span
    cell: int


def entries(document: Document, within: Span) -> Iterator[Entry]:
    """Yield the entries of the party blocks of a range in reading order.

    A role line opens a party; what follows belongs to it. Two roles in one block make columns: an attribute
    then belongs to the party of its cell, or of its turn. An organisation on the line below a role without a
    name is that name. Values left open are empty.
    """
    columns: list[str] = []
    current = waiting = ""
    seen: set[str] = set()
    blocks = [b for b in document.body_blocks if b.span.overlaps(within) and b.span.start < within.end]
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        tokens = list(_tokens(document, block))
        if waiting and not tokens and _is_name(document, block, following):
            yield Entry(waiting, "name", document.printed(block.span), None, block.span)
        waiting = tokens[0].word if len(tokens) == 1 and tokens[0].kind == "role" and not tokens[0].value else ""
        roles = [token for token in tokens if token.kind == "role" and not _twin(token, seen)]
        seen.update(token.word for token in roles)
        if not roles and _opens_clause(document, block):
            current, columns = "", []
        if len(roles) > 1 and len({token.word for token in roles}) > 1:
            columns = [token.word for token in roles]
        elif roles:
            columns = []
        turns: dict[str, int] = {}
        for token in tokens:
            if token.kind == "role":
                if twin := _twin(token, seen):
                    current = current if twin == _UNKNOWN else twin
                    continue
                current = token.word
                yield Entry(current, "role", token.value, token.alias, token.span)
                continue
            turn = turns.get(token.kind, 0)
            turns[token.kind] = turn + 1
            owner = _owner(columns, token, turn, sum(t.kind == token.kind for t in tokens), roles, current)
            if owner and token.kind != "other":
                yield Entry(owner, token.kind, token.value, None, token.span)


def _twin(token: _Token, seen: Collection[str]) -> str:
    """Give the side of which a role is the English twin, empty for other roles; a side named in Chinese goes before."""
    if not token.word.isascii() or all(word.isascii() for word in seen):
        return ""
    side = _TWINS.get(token.word.replace(" ", ""), "")
    return side if side in seen else _UNKNOWN


def _is_name(document: Document, block: PlacedBlock, following: PlacedBlock | None) -> bool:
    """Say whether a line below an empty role is its name: an organisation, or a person whose papers come next."""
    words = document.compact_text(block.span).strip()
    if _ORGANISATION.fullmatch(words):
        return True
    below = document.compact_text(following.span) if following else ""
    return bool(
        re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", words) and re.match(r"(?:身份证|证件|护照|性别|住址|居民|公民)", below)
    )


def _opens_clause(document: Document, block: PlacedBlock) -> bool:
    clause = document.clauses.at(block.span.start)
    return clause is not None and bool(clause.number) and clause.span.start == block.span.start


def _owner(columns: Sequence[str], token: _Token, turn: int, same: int, roles: Sequence[_Token], current: str) -> str:
    if not columns or roles:
        return current
    if same >= len(columns):
        return columns[min(turn, len(columns) - 1)]
    return columns[min(token.cell, len(columns) - 1)]


def _tokens(document: Document, block: PlacedBlock) -> Iterator[_Token]:
    hits = [hit for hit in document.search(_LABEL, block.span) if _is_label(hit.match)]
    hits += [hit for hit in document.search(_INLINE, block.span) if _is_inline(document, hit, hits)]
    hits.sort(key=lambda hit: hit.match.start())
    view = document.compact.text
    end = document.compact.position(block.span.end)
    for index, hit in enumerate(hits):
        stop = hits[index + 1].match.start() if index + 1 < len(hits) else end
        start = hit.match.end()
        left_open = re.match(r"_?[,;、。]", view[start:stop])
        kind = next(name for name in ("role", *ATTRIBUTES) if hit.match[name])
        cut = re.search(r"[\t]|_{1}(?=[^_])" if kind != "address" else r"[\t]", view[start:stop])
        if kind in ("phone", "email", "credit_code", "contact", "legal_representative") and view[start:stop].startswith(
            "_"
        ):
            cut = None
        value_end = start + cut.start() if cut and cut.start() else stop
        span = None if left_open else _span(document, start, value_end)
        words = "" if span is None else _value(document.printed(span), kind)
        whole = Span(hit.span().start, span.end if span else hit.span().end)
        cell = view[document.compact.position(block.span.start) : hit.match.start()].count("\t")
        alias = hit["alias"] if hit.has("alias") and not re.search(r"盖章|公章|签[字章名]", hit["alias"]) else None
        if kind == "contact" and span and (both := _CALLED.fullmatch(words)):
            yield _Token("phone", "", None, both["phone"], whole, cell)
            words = both["who"].strip(" 、,，/:：")
        yield _Token(kind, hit[kind].replace(GAP, ""), alias, words, whole, cell)


def _is_inline(document: Document, hit: Hit, labels: Sequence[Hit]) -> bool:
    """Keep an attribute with colon behind a printed blank or an opening bracket, in a line that begins with a label."""
    start = hit.span().start
    apart = document.text[start - 1 : start].isspace() or hit[0].startswith("(")
    return bool(
        apart
        and ":" in hit[0]
        and not hit.has("role")
        and any(label.match.start() < hit.match.start() for label in labels)
        and not any(label.span().overlaps(hit.span()) for label in labels)
    )


def _is_label(match: re.Match[str]) -> bool:
    """Keep a word without colon only for roles and where it fills its line or cell."""
    return (
        bool(match["role"])
        or match.group().rstrip().endswith((":", "_", ":_"))
        or match["end"] is not None
        or match["table"] is not None
    )


def _span(document: Document, start: int, end: int) -> Span | None:
    words = document.compact.text[start:end]
    left = len(words) - len(words.lstrip("_:\t "))
    right = len(words.rstrip("_\t ;,。"))
    if right <= left:
        return None
    return Span(*document.compact.range(start + left, start + right))


def _value(words: str, kind: str) -> str:
    """Clean a printed value; one that was left open is empty."""
    words = words.strip(" _\t\n;；。,，")
    words = _SIGN_MARK.sub("", words).strip()
    if _OPEN.fullmatch(words) or len(words) > 120:
        return ""
    if kind in ("role", "name"):
        words = re.sub(r"^【([^【】]{2,60})】$", r"\1", words).rstrip("（( ")
        words = re.sub(r"[（(](?:联合体|牵头)[^（）()]{0,10}[)）]$", "", words)
    if kind in ("role", "name") and (
        len(words) > 70 or re.search(r"[。；;]|(?:应当|有权|同意|负责|承诺|保证|不得|提供|支付|按照)", words)
    ):
        return ""
    if kind == "credit_code":
        match = re.search(r"[0-9A-Z]{18}", re.sub(r"[\s-]", "", words.upper()))
        return match[0] if match else ""
    if kind == "email":
        match = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", words)
        return match[0] if match else ""
    if kind == "phone" and not re.search(r"\d{3}", words):
        return ""
    return words
