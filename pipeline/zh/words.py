"""Words of Chinese text, by jieba; the only place that touches it. Loaded on first use, silent, no file written."""

import warnings
from functools import cache
from typing import Any


@cache
def _tokenizer() -> Any:
    """Load the dictionary into a tokenizer of our own; jieba's would print, and leave a cache in the temporary folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def words(text: str) -> list[str]:
    """Give the words of a text in order, long ones behind the words inside them (违约, 违约金).

    What the dictionary does not know stays single characters.
    """
    return list(_tokenizer().cut_for_search(text, HMM=False))


def cut(text: str) -> list[str]:
    """Cut a text into words that together make it again; what the dictionary does not know stays single characters."""
    return list(_tokenizer().cut(text, HMM=False))
