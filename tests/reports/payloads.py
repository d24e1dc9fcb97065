"""Words that a careless report would run: formulas of spreadsheets, scripts and markup of pages."""

import copy
import re
from typing import Any

Json = dict[str, Any]

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1,1)", "＝1+1", "＋1+1", "－1+1", "＠SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "   +1+1",
    "\u00a0=1+1", "\u3000=1+1", "\u200b=1+1", "\ufeff=1+1", "=cmd|' /C calc'!A0", "=DDE(\"cmd\";\"/C calc\";\"x\")",
    '=HYPERLINK("https://example.com","甲方")', "@SUM(1+9)*cmd|' /C calc'!A0", '";=1+1;"', "甲\t=1+1", "甲;=1+1", "甲\n=1+1",
    '<r><t>甲</t></is></c><c r="A9"><f>1+1</f></c></r>', "<r><t>甲</t></r>", "https://example.com/x", "mailto:a@example.com",
    "_x003D_1+1",
)  # fmt: skip
"""What a spreadsheet may run or link: formulas, also of full width and behind blanks, DDE, cells in a cell, addresses."""

SCRIPT = "document.documentElement.dataset.taken=1"
MARKUP = (
    f"<script>{SCRIPT}</script>", f"<SCRIPT SRC=data:,{SCRIPT}></SCRIPT>", f"<scr<script>ipt>{SCRIPT}</script>", f"</script><script>{SCRIPT}</script>",
    f"</title><script>{SCRIPT}</script>", f"</style><script>{SCRIPT}</script>", f"</textarea><script>{SCRIPT}</script>", f"--><script>{SCRIPT}</script>",
    f"]]><script>{SCRIPT}</script>", f"</details></section></main><script>{SCRIPT}</script>", f"<img src=x onerror={SCRIPT}>", f"<img src=x onerror='{SCRIPT}'//",
    f"\"><img src=x onerror={SCRIPT}>", f"'><img src=x onerror={SCRIPT}>", f"\" onmouseover=\"{SCRIPT}", f"' onfocus='{SCRIPT}' autofocus='",
    f"<svg onload={SCRIPT}>", f"<svg><script>{SCRIPT}</script></svg>", f"<svg/onload={SCRIPT}//", f"<svg><animate onbegin={SCRIPT} attributeName=x dur=1s>",
    f"<math><mi xlink:href='javascript:{SCRIPT}'>x</mi></math>", f"<body onload={SCRIPT}>", f"<iframe srcdoc='<script>parent.{SCRIPT}</script>'></iframe>",
    f"<iframe src=javascript:{SCRIPT}></iframe>", f"<object data=javascript:{SCRIPT}></object>", f"<embed src=javascript:{SCRIPT}>", f"<a href=javascript:{SCRIPT}>x</a>",
    f"<form action=javascript:{SCRIPT}><input autofocus onfocus={SCRIPT}></form>", f"<input autofocus onfocus={SCRIPT}>", f"<details open ontoggle={SCRIPT}>",
    f"<video><source onerror={SCRIPT}></video>", f"<audio src=x onerror={SCRIPT}>", f"<meta http-equiv=refresh content='0;url=javascript:{SCRIPT}'>",
    "<base href=https://example.com/>", "<link rel=stylesheet href=https://example.com/x.css>", "<style>*{display:none}</style>",
    f"&lt;script&gt;{SCRIPT}&lt;/script&gt;", f"&#60;script&#62;{SCRIPT}&#60;/script&#62;", f"\\u003cscript\\u003e{SCRIPT}", f"＜script＞{SCRIPT}＜/script＞",
    "{{ 7 * 7 }}{% include 'x' %}", f"<noscript><p title='</noscript><img src=x onerror={SCRIPT}>'>", f"<template><script>{SCRIPT}</script></template>",
    f"<x onclick={SCRIPT} tabindex=1 id=filter>", "<b>甲方</b><!--", f"\x00<script>{SCRIPT}</script>",
)  # fmt: skip
"""What a browser may run or take for elements of the page: 40 and more ways to say `SCRIPT`, or to change the page."""


def poisoned(record: Json, words: str) -> Json:
    """Give a record with the words in every place of text: path, values, quotes, clauses, reasons, messages."""
    record = copy.deepcopy(record)
    document = record["document"]
    document["path"], document["also_at"] = f"{words}.pdf", [words]
    document["problems"] = [{"stage": "read", "where": words, "kind": "damaged_page", "message": words}]
    _poison(record["fields"], words)
    _poison(record["review"], words)
    return record


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TEXTS = ("quote", "part", "clause", "message", "name", "role", "address", "contact", "text", "term", "label", "title",
          "condition", "formula", "base", "trigger", "forum", "seat", "what", "payer", "payee", "rule", "value")  # fmt: skip


def _poison(node: Any, words: str) -> None:
    if isinstance(node, list):
        for item in node:
            _poison(item, words)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in _TEXTS and isinstance(value, str) and not _DAY.fullmatch(value):
                node[key] = words
            else:
                _poison(value, words)
