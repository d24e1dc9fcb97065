"""The lower or the higher of several limits: a formula of its own, of which no part alone is the limit."""

import re

from pipeline.model.document import Document, Hit

_CHOICE = re.compile(
    r"(?:较|孰|更)[低高小大少多](?:者|的)?|最[低高小大少多](?:者|的)|[低高]者为(?:准|限)|取[其]?[低高]|以[低高]者"
)
_ITEM = re.compile(r"(?:[(]?(?:\d|[a-e]|[ivx]{1,4}|[一二三四五])[).、]|[①-⑤]|[-•])")
_LONGEST = 400


def limbs(document: Document, hit: Hit) -> tuple[str, int] | None:
    """Give the whole formula of a limit that is the lower or higher of several, and where it ends in the printed text.

    1. 不超过以下两者中的较低者：（a）…；（b）…。 in one line or with the items on lines of their own
    2. 人民币50万元或…，以较高者为准, …（以较低者为准）为限, …孰低
    None for a plain limit.
    """
    start = hit.match.start("what")
    lines = hit.view.text[start : start + _LONGEST].split("\n")
    taken = lines[0].partition("。")[0]
    if not _CHOICE.search(taken):
        return None
    if lines[0].endswith(":"):
        for line in lines[1:5]:
            if not _ITEM.match(line):
                break
            taken += "\n" + line.partition("。")[0]
            if "。" in line:
                break
    end = hit.view.range(start, start + len(taken))[1]
    return re.sub(r"(?<!,以较[低高]者)(?<!,以孰[低高])为(?:上)?限$", "", taken.replace("\n", "")), end
