"""The language an agreement is written in."""

import re
from typing import Literal


def language(text: str) -> Literal["zh", "en", "zh-en"]:
    """Tell Chinese, English and bilingual text by the share of Han characters and Latin words.

    A text counts as bilingual when at least a fifth of its words (a Han character is half a word) are of each.
    """
    han = len(re.findall(r"[\u3400-\u9fff]", text)) / 2
    latin = len(re.findall(r"[A-Za-z]{2,}", text))
    if not han + latin:
        return "zh"
    share = latin / (han + latin)
    return "en" if share > 0.8 else "zh-en" if share > 0.2 else "zh"
