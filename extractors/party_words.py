"""The words of a party block: roles, names of organisations, labels of details; printed values cleaned of what is not theirs."""

import re

from extractors.lexicon import alternatives
from pipeline.zh.fold import fold

_SET_APART = [
    "地址",
    "住所",
    "住址",
    "电话",
    "手机",
    "邮箱",
    "邮编",
    "传真",
    "姓名",
    "名称",
    "单位",
    "账号",
    "帐号",
    "税号",
    "户名",
    "职务",
    "日期",
    "联系人",
    "负责人",
    "代表人",
    "开户行",
    "法定代表人",
]


def _set_apart(pattern: str) -> str:
    """Let the characters of short labels stand apart, as forms print them (地    址)."""
    for word in _SET_APART:
        pattern = re.sub(rf"(?<=[(|:]){word}(?=[)|])", "_?".join(word), pattern)
    return pattern


LEGAL_FORMS = (
    r"(?:L(?:td|TD)\.?|Limited|LIMITED|Incorporated|I(?:nc|NC)\.?|LLC|L\.L\.C\.|Corporation|CORPORATION|C(?:orp|ORP)\.?|LLP|L\.L\.P\.|L\.P\.|LP|PLC|Plc|plc|P\.L\.C\."
    r"|GmbH(?: & Co\.? KG(?:aA)?)?|mbH|KGaA|KG|AG|SE|B\.V\.|BV|N\.V\.|NV|S\.p\.A\.|SpA|S\.r\.l\.|S\.R\.L\.|S\.[àa] ?r\.?l\.?|S[àa]rl|SARL|S\.A\.(?:S\.|R\.L\.)?|SAS?|A/S|ApS|AB|ASA|Oyj?|K\.K\.|KK|G\.K\.|Sdn\.? Bhd\.?|SDN\.? BHD\.?|Bhd\.?)"
)
"""The legal forms of companies in Latin letters."""

_ORGANISATION = rf"[^\n\t,，;；]{{1,60}}?(?:{alternatives('company_endings')}|[ .,]{LEGAL_FORMS}(?![A-Za-z0-9]))"
"""What ends as the name of an organisation does, on the line where it begins."""

_PATTERNS = {
    "both": r"(?:联系|注册|单位|公司)?地址[、及和/](?:联系)?电话",
    "address": r"(?:(?:通[信讯]|联系|送达|邮寄|注册|登记|办公|法定|营业|经营|公司|单位|家庭|户籍|户口|现居住?|常住|身份证|居住|企业|实际经营|主要营业)(?:地址|住址|所在地|地)|(?:主要?)?(?:经营|营业|办公)(?:场所|地点|地)|注册办事处|"
    r"身份证住所|户籍所在地|住所地?|住址|住\(地\)址|地址|Registered (?:Address|Office)|Legal Address|Domicile|Add(?:ress)?)",
    "contact": r"(?:联系人(?![及、和/姓])|联系部门|(?:项目|业务|指定|日常|商务|授权|采购|销售|技术)?联系人员?|[联聯][络絡繫]人|(?:项目|业务|商务|日常|指定)?(?:对接|接口)人员?|收件人|Contact(?: Person)?)(?:姓名)?(?:[及、和/](?:联系)?(?:电话|方式)|/电话)?",
    "clerk": r"(?:业务)?经办人",
    "phone": r"(?:联系电话|电话号码|联系方式|联系手机|手机号码?|移动电话|固定电话|办公电话|服务热线|服务电话|座机|电话|[电電][话話]|手机|Tel(?:ephone)?|Phone(?: Number)?|Mobile)(?:/传真|及传真|/手机|号码)?",
    "email": r"(?:电子邮[箱件](?:地址)?|(?:联系|接收|指定|送达|通知)(?:电子)?邮箱(?:地址)?|电子信箱|邮箱地址|邮箱|电邮|邮件|E-?mail(?: Address)?|EMAIL)",
    "legal_representative": r"(?:法定代表人|法定代表人?(?:姓名)?(?:[/或、]?\(?(?:单位|主要)?负责人\)?|/经营者|/执行事务合伙人)?|法人代表|代表人|法人|负责人|(?:单位|主要|企业)?[负負][責责]人|经营者(?:姓名)?|Legal Representative)",
    "acting": r"(?:法定代表人?|法人代表|负责人)[/或、及和](?:其)?(?:委托|授权)[\u4e00-\u9fff]{0,8}|(?:法定|授权|委托|签约|全权)?代表(?:签[字章名])?|(?:法定代表人|代表人|负责人)签[字章名]",
    "credit_code": r"(?:(?:身份证号码?|身份证件?号码?|证件号码?)[/或、])?(?:统一社会信用代码(?:/注册号|证号|号码?)?|社会统一信用代码|统一信用代码|社会信用代码|(?:企业)?信用代码|单位代码(?:证号)?|机构代码|工商注册号|商业登记号|营业执照(?:注册)?号码?|纳税人识别号|税务登记号|税号|组织机构代码|注册号)(?:[/或、](?:身份证号码?|身份证件?号码?|证件号码?|注册号|税号))?",
    "name": r"(?:名称|姓名|(?:公司|单位|企业|中文)?(?:名称|全称)(?:[/或、(]姓名\)?)?|姓名(?:[/或、(]名称\)?)?|单位|Name)",
    "other": r"(?:邮政编码|邮编|[传傳]真|开户(?:银行|行|名称|名)|银行帐?账?号|账户名称|账户|账号|帐号|户名|签[订署约字](?:日期|时间|地点|地|人)|日期|时间|"
    rf"授权签[字署]人|(?:委托|诉讼)代理人|代理人(?!_?:_?{_ORGANISATION})|职务|职位|QQ号?|微信号?|网址|(?:居民|公民)?身份证(?:件)?(?:号码|号)?|资质(?:等级|证书号?)|经营范围|注册资本|成立日期|营业期限|"
    r"(?:有效)?证件(?:名称|类型|种类)?(?:号码?|号)?|护照号码?|(?:公民|居民)?身份证明?(?:件)?(?:号码|号)?|Fax|Postcode|Zip Code|性别|年龄|民族|出生(?:日期|年月)|国籍|盖章|签字|签章|签名|公章|开票信息|项目负责人|钉钉|"
    r"Identification Number|ID(?: Number| No\.?)|英文名称?|English Name|见证人|项目名称|工程名称|招标编号|采购编号|项目编号|紧急联系人(?:电话)?)",
}
ATTRIBUTES = {name: _set_apart(pattern) for name, pattern in _PATTERNS.items()}
"""The words before what is printed about a party, by attribute. `acting` signs for a party and `other` is not kept:
both end the value before them; a `clerk` is a contact at the head, not where he signs; `both` is an address with a phone behind it."""

ENGLISH_ROLE = (
    r"(?:Party ?[A-D]|Buyer|Seller|Purchaser|Vendor|Supplier|Lessor|Lessee|Landlord|Tenant|Employer|Employee|Client|Customer|Contractor|"
    r"Licensor|Licensee|Franchisor|Franchisee|Borrower|Lender|Guarantor|Principal|Agent|Consignor|Carrier|Distributor|Service Provider|Disclosing Party|Receiving Party)"
)
LISTED_ROLE = rf"{alternatives('roles')}(?:[一二三四五六](?!方)|\d{{1,2}}(?!\d)|[A-F](?![A-Za-z]))?"
"""A role of the list, with its number where several stand on one side: 甲方一, 甲方1, 转让方A."""

ANY_ROLE = rf"(?:{LISTED_ROLE}|(?![双对各一另任每三两四多本第])[\u4e00-\u9fff]{{1,6}}[方商者人](?<!本人))"


_LATIN = r"(?:\d{0,3}[A-ZÀ-Þ](?:[A-Za-z0-9À-ɏ&.'’-]|”(?=[A-Za-z])){0,30})"
_STEP = rf"(?: (?:& )?{_LATIN}|,(?= {_LATIN} &) {_LATIN}| ?\([A-Z0-9][A-Za-z0-9.&' -]{{0,30}}\)|(?<=\)){_LATIN})"
_FOREIGN = (
    re.compile(
        rf"{_LATIN}{_STEP}{{0,10}}?(?:,? |,|(?<=[).])){LEGAL_FORMS}(?![A-Za-z0-9])(?:,? (?:[A-Z][A-Za-z]{{1,20}} ){{1,3}}Branch)?"
    ),
    re.compile(rf"{_LATIN}{_STEP}{{0,8}}? (?:Bank|BANK)(?![A-Za-z])"),
)
"""A name in Latin letters up to its legal form, with the place in its brackets (Nordwald (China) Co., Ltd.); a bank without one."""
_BEFORE_TWIN = re.compile(r"(?<=[A-Za-z.])[ _/|]{0,3}\(?(?![一为是系与和及由在依按据根即而其])(?=[\u4e00-\u9fff])")
_AFTER_TWIN = re.compile(r"[)(_ ,;。、:\t\n“]|$")
_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()·&.\-]{2,60}")
_ENDING = re.compile(
    rf"{alternatives('company_endings')}(?:\((?:有限合伙|普通合伙|特殊普通合伙|个体工商户|个人独资)\))?"
)
_ANOTHER = re.compile(r"[与和及向对的之为系是在于将应由就经以或]")
"""What does not stand between a name and its own branch."""

_SIGN_MARK = re.compile(r"[（(](?:盖|公|签|印|章|加盖)[^（）()]{0,12}[）)]|[（(]\s*[)）]")
_CALLED = re.compile(r"(?P<who>[^\d\n+(（]{2,20}?)[\s,，、/:：(（]{0,3}(?P<phone>(?:\+?86-?)?\d[\d\- ]{6,18})[)）]?")
_PHONE_AT_END = re.compile(r"(?<!\d)(?:\+?86-?)?(?:0\d{2,3}-?\d{7,8}|1\d{10})$")
_OPEN = re.compile(
    r"(?:有限|责任|股份){0,4}(?:公司|银行|集团)|[*某]{2,20}[^\n]{0,6}(?:公司|集团)|[*]{2,20}|"
    r"[【\[（(<＜](?:[^】\]）)>＞\n]{0,12}(?:名称|全称|姓名|填写?)|公司|单位|甲方|乙方|丙方)[】\]）)>＞]|"
    r"[_\s【】\[\]()（）/—\-*×X]*|\{\{[^{}]*\}\}|\$\{[^{}]*\}|(?:.{0,4}请填[写充]|待[填定]|（?填写）?|X{2,}|×{2,})[^\n]{0,10}|[^{\n]{0,60}\{\{[^\n]{0,80}"
)
_VERBS = re.compile(r"[。；;]|(?:应当|有权|同意|负责|承诺|保证(?!人)|不得|提供|支付|按照)")
_BEHIND = re.compile(
    r"(?:[\s,，、;；]{0,3}[（(]?(?:以下|下文|下|后文)?(?:统|合|简)?称(?![号呼])|[\s,，;；]{0,3}[（(][“\"]|[（(][\u4e00-\u9fff]{1,6}[方人][）)]|"
    r"[\s,，、;；（(]{0,3}(?:邮编|邮政编码)[:：]?\s?\d{6}[)）]?|[\s,，;；]{1,3}(?:并|且)?(?:经|就|根据|依照|本着|双方|为)).*|[\s,，、;；]{1,3}(?:以及|与|和|及|并)?$"
)
"""What follows a detail in a sentence and is no part of it."""

_CONSORTIUM = re.compile(r"[（(](?:联合体|牵头|成员)[^（）()]{0,10}[)）]")
_ENGLISH_TAIL = re.compile(r"(?<=[\u4e00-\u9fff\d)）])[\s/]*(?:No\. ?\d|[A-Z][a-z]+[ ,])[A-Za-z0-9 ,.#&'()-]{6,100}$")
_PERSON_PAPER = re.compile(r"[1-6]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX]")
_NO_NAME = re.compile(r"签字|盖章|签名|签章|公章|授权|代表|身份|电话|职务|年月|日期")
_SHAPES = {
    "address": re.compile(r"[\u4e00-\u9fff]{2,12}[省市区县州][^。;:\n]{2,60}"),
    "phone": re.compile(r"[\d+()-]{7,20}"),
    "email": re.compile(r"[\w.+-]{1,60}@[\w.-]{3,60}"),
    "credit_code": re.compile(r"[0-9A-Z]{18}"),
    "legal_representative": re.compile(r"[\u4e00-\u9fff·]{2,4}"),
}
_ADDRESS_RANK = (
    re.compile(r"住所|注册|登记|法定|户籍|户口|身份证|Registered|Legal|Domicile"),
    re.compile(r"^(?:公司|单位|企业|家庭|现?居住?)?(?:地址|住址)$|住\(地\)址|^Add"),
    re.compile(r"经营|营业|办公"),
)


def organisation_end(words: str, start: int) -> int | None:
    """Give where the name of an organisation that begins at an offset ends: with its branch, without what is done with it.

    苍岭银行股份有限公司澜州支行, 云岫（中国）有限公司, 苍岭创业投资合伙企业（有限合伙）, Nordwald Maschinenbau GmbH, Nordwald (China) Co., Ltd.
    """
    if foreign := next((match for pattern in _FOREIGN if (match := pattern.match(words, start))), None):
        return foreign.end()
    run = _RUN.match(words, start)
    end = None
    for match in _ENDING.finditer(words, start + 1, run.end()) if run else ():
        between = words[end : match.start()] if end is not None else ""
        if end is not None and (len(between) > 12 or _ANOTHER.search(between)):
            break
        if words.count("(", start, match.end()) == words.count(")", start, match.end()):
            end = match.end()
    return end


def chinese_twin(words: str, end: int) -> tuple[int, int] | None:
    """Give the range of the Chinese name behind one in Latin letters that ends at an offset (Nordwald Ltd. 霜桥有限公司)."""
    between = _BEFORE_TWIN.match(words, end)
    stop = organisation_end(words, between.end()) if between else None
    return (between.end(), stop) if between and stop and _AFTER_TWIN.match(words, stop) else None


def is_organisation(words: str) -> bool:
    """Say whether folded words are the name of an organisation, whole."""
    return bool(words) and organisation_end(words, 0) == len(words)


def address_rank(label: str) -> int:
    """Say how far a label speaks of the domicile: 0 住所, 注册地址; 1 地址; 2 经营场所; 3 通讯地址, 送达地址; an English label comes after."""
    rank = next((rank for rank, pattern in enumerate(_ADDRESS_RANK) if pattern.search(label)), len(_ADDRESS_RANK))
    return rank + len(_ADDRESS_RANK) + 1 if label.isascii() else rank


def left_open(words: str) -> bool:
    """Say whether a printed value was left open: lines, brackets, placeholders, XX公司, {{name}}."""
    return _OPEN.fullmatch(words) is not None


def clean(words: str, attribute: str, label: str = "", in_sentence: bool = False) -> str:
    """Clean a printed value of what is not its own; one that was left open or is no such value is empty."""
    words = _SIGN_MARK.sub("", words.strip(" _\t\n;；。,，")).strip()
    if left_open(words):
        return ""
    if attribute in ("role", "name"):
        return _name(words)
    words = _BEHIND.sub("", words)
    if in_sentence:
        words = re.split(r"[,，;；。](?! ?(?:[A-Za-z\d][A-Za-z ]|#\d|\d{4,6} ?[A-Za-z]))(?![^（(]*[)）])", words)[0]
    words = words.strip(
        " ,，;；、()（）"
        if words.count("（") + words.count("(") != words.count("）") + words.count(")")
        else " ,，;；、"
    )
    if left_open(words) or len(words) > 120:
        return ""
    if attribute == "credit_code":
        return _code(words, label)
    if attribute == "email":
        match = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", words)
        return match[0] if match else ""
    if attribute == "phone":
        return words if re.search(r"\d{3}", words) else ""
    if attribute == "legal_representative":
        words = re.split(r"[,，、;；（(]|\s(?=[\u4e00-\u9fff])", re.sub(r"^姓名[:：]", "", words))[0].strip()
        return "" if _NO_NAME.search(words) or len(words) > 40 else words
    if attribute == "address":
        words = _ENGLISH_TAIL.sub("", words) if not words[:1].isascii() else words
        return words if len(words) >= 3 else ""
    return words


def _name(words: str) -> str:
    words = re.sub(r"^【([^【】]{2,60})】$", r"\1", words).rstrip("（( ")
    words = _CONSORTIUM.sub("", words)
    first = re.split(r"[,，;；。](?![^（(]*[)）])", words)[0]
    if _VERBS.search(first) and not is_organisation(fold(first)):
        return ""
    return words if len(first) <= 90 else ""


def _code(words: str, label: str) -> str:
    match = re.search(r"[0-9A-Z]{18}", re.sub(r"[\s-]", "", words.upper()))
    if not match or ("证" in label and _PERSON_PAPER.fullmatch(match[0])):
        return ""
    return match[0]


def is_detail(words: str, attribute: str) -> bool:
    """Say whether a line that stands alone below a label without value has the shape of such a value."""
    shape = _SHAPES.get(attribute)
    return shape is not None and shape.fullmatch(words) is not None


def split_names(words: str) -> list[str]:
    """Split names of several that stand in one line (A公司、B公司; 沈某、顾某); one name, and what is no list, stays whole."""
    pieces = [piece.strip() for piece in re.split(r"、|(?<=司)[与和及](?=[\u4e00-\u9fff])", words) if piece.strip()]
    persons = all(re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", piece) for piece in pieces)
    return pieces if persons or all(is_organisation(fold(piece)) for piece in pieces) else [words]


def split_contact(words: str) -> tuple[str, str]:
    """Split 商务部 010-55500101 into who and the phone; the phone is empty where none is printed."""
    both = _CALLED.fullmatch(words)
    return (both["who"].strip(" 、,，/:："), both["phone"]) if both else (words, "")


def split_address(words: str) -> tuple[str, str]:
    """Split 澜州市望潮路8号 010-55500101 into address and phone; the phone is empty where none is printed."""
    phone = _PHONE_AT_END.search(words)
    return (words[: phone.start()].strip(" 、,，/;；"), phone[0]) if phone else (words, "")
