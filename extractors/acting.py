"""Who acts in an agreement whose parties could not all be read: rules of a platform that speak of 平台 and 商家."""

import re
from collections import Counter

from extractors.sides import Sides, any_name, plain, sides
from pipeline.model.document import Document
from pipeline.model.finding import Findings

_LABEL = r"(?:第[一二三四五六七八九十百\d]{1,5}条|\d[\d.]{0,8}、?|\(?[一二三四五六七八九十\d]{1,3}[)、.])"
_ENTITLED = re.compile(
    rf"(?:^|(?<=[,。;:\n])){_LABEL}?(?P<name>[\u4e00-\u9fffA-Za-z]{{2,8}}?)(?:均|亦|即|仍|则)?(?:(?P<right>有权(?!利)|将[酌依根])|应(?!付|收|税)|可(?!能|用|得|见)|不承担)"
)
_NO_NAME = re.compile(
    "[的并且仍后时则若如因或和与及其向经按据应需须所未就由在从对]|同意|理解|有|可|不|人民法院|部门|机关|委员会|机构|股东|第三"
)
_ROLE_WORDS = re.compile(
    "合作伙伴|服务商|供应商|加盟商|经销商|代理商|商户|商家|卖家|买家|用户|客户|会员|业主|入驻方|主播|达人|骑手|司机|开发者|贵公司|您"
)


def acting(document: Document, found: Findings) -> Sides:
    """Give the sides of an agreement; where fewer than two were read, with the one who 有权 … and the one it deals with.

    A name counts as an actor that at least two clauses begin with and one of them gives a right to (平台有权…, 星桥应…);
    the other side is the word for customers, traders or partners that the text uses most.
    """
    who = sides(found)
    if len(who.known) > 1:
        return who
    words = plain(document.compact_text(document.body))
    acts = [match for match in _ENTITLED.finditer(words) if not _NO_NAME.search(match["name"])]
    entitled = {match["name"] for match in acts if match["right"]}
    names = Counter(match["name"] for match in acts if match["name"] in entitled)
    unknown = [(name, count) for name, count in names.most_common() if count > 1 and not who.pattern.fullmatch(name)]
    actor = unknown[0][0] if unknown else None
    dealt_with = Counter(m.group() for m in _ROLE_WORDS.finditer(words)).most_common(1)
    known = list(who.known)
    if actor and actor not in known:
        known.append(actor)
    across = who.other(known[0]) if len(known) == 1 else None
    if across and words.count(across) > 1:
        known.append(across)
    if len(known) == 1 and dealt_with and dealt_with[0][0] not in known and dealt_with[0][1] > 1:
        known.append(dealt_with[0][0])
    if len(known) == len(who.known):
        return who
    added = {name: name for name in known if name not in who.roles}
    pattern = "|".join([*map(re.escape, sorted(added, key=len, reverse=True)), who.pattern.pattern])
    return Sides(any_name(pattern), {**who.roles, **added}, tuple(known))
