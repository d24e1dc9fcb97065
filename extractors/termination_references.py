"""Notice that an exit takes from the clause it is exercised under: 有权依据第8.3条的约定终止."""

import re

from extractors.clause_index import clause_index
from extractors.sides import plain
from extractors.termination_words import EXIT, notice
from pipeline.model.document import MAIN_PART, Document
from pipeline.zh.durations import Duration
from pipeline.zh.numerals import numeral

_UNDER = re.compile(
    r"(?:依据|依照|根据|按照?|依)(?:本(?:合同|协议)的?)?第(?:(?P<dotted>\d{1,3}(?:\.\d{1,3}){0,4})|(?P<han>[一二三四五六七八九十百]{1,5}))条(?!第|之外)"
    r"[^,。;]{0,16}(?:,[^,。;]{0,24})?$"
)
_UNMET = re.compile(r"(?:未|没有|不|违反)[^,。;]{0,4}$")


def referred_notice(document: Document, words: str, offset: int) -> Duration | None:
    """Read the notice of the clause that a sentence names right before its exit, None where that gives none.

    The clause must itself speak of an end with notice, and have no clauses below it. A clause that a party broke
    (未按照第5.2条付款的), of a law or of another agreement is not one the exit is exercised under.
    """
    exit_ = EXIT.search(words)
    cited = _UNDER.search(words[: exit_.start()]) if exit_ else None
    if cited is None or _UNMET.search(words[: cited.start()]):
        return None
    value = numeral(cited["han"]) if cited["han"] else None
    numbers = tuple(map(int, cited["dotted"].split("."))) if cited["dotted"] else (value,) if value else ()
    index = document.once(clause_index)
    parts = dict.fromkeys((document.part_at(offset), MAIN_PART))
    entry = next((found for part in parts if numbers and (found := index.find(part, numbers))), None)
    if entry is None or entry.clause.children:
        return None
    text = plain(document.compact_text(entry.clause.span))
    return next((length for each in re.split("[。;]", text) if EXIT.search(each) and (length := notice(each)[0])), None)
