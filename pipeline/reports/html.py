"""The register as one page that needs no network: documents, fields with their evidence, flags, full texts."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from pipeline.model.finding import Severity
from pipeline.reports.labels import Language, field_label, word
from pipeline.reports.views import COLUMNS, Fields, Json, note, view

SECTION_LIMIT = 2_000
"""Documents shown with all their fields, so that a browser opens the page in seconds; the table lists every one."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""Characters that HTML forbids in text (HTML Living Standard, 13.2.3.5); UTF-8 has no lone surrogates."""

_SAYS: dict[str, dict[str, str]] = {
    "zh": {
        "documents": "文件", "filter": "筛选", "hint": "名称、当事人、日期、法院…", "title": "名称", "fields": "登记内容", "field": "字段", "value": "值", "rule": "规则",
        "unsaid": "未提及", "text": "全文", "text_elsewhere": "全文见", "top": "返回目录", "characters": "字",
        "image": "原件图像", "separator": "、", "semicolon": "；", "colon": "：", "brackets": "〔〕", "pages": "页",
        "limited": "下表列出全部文件；本页详列前 {:,} 份，其余见 register.xlsx。",
        "legend": "载明：文中写明；推算：由所列原文计算得出；留空：应填未填；无法辨认：原件不清。未提及的事项不作推定。点击原文可在全文中定位。",
    },
    "en": {
        "documents": "Documents", "filter": "Filter", "hint": "title, party, date, court…", "title": "Title", "fields": "Findings", "field": "Field", "value": "Value",
        "rule": "Rule", "unsaid": "Not mentioned", "text": "Full text", "text_elsewhere": "Full text in", "top": "Back to the list",
        "characters": "characters", "image": "Image of the original", "separator": ", ", "semicolon": "; ", "colon": ": ", "brackets": "[]", "pages": "pages",
        "limited": "The table lists all documents; this page details the first {:,}, register.xlsx the others.",
        "legend": "Stated: written in the document. Computed: worked out from the quotes shown. Blank: left open in the form. "
        "Unreadable: not legible in the original. Nothing is presumed where a document is silent. A quote leads to its place in the full text.",
    },
}  # fmt: skip


def write_report(
    records: Sequence[Json],
    labels: Fields,
    texts: Mapping[str, str],
    pictures: Mapping[str, Mapping[str, bytes]],
    language: Language,
) -> str:
    """Write the page. `texts` are the full texts to show by document id; `pictures` are JPEG images by document id
    and by the range of a flag's first evidence (`120-145`). The same input gives the same page.
    """
    template = environment(language).from_string(
        files("pipeline.reports").joinpath("report.html.j2").read_text(encoding="utf-8")
    )
    return template.render(
        language=language,
        say=_SAYS[language],
        heads={name: field_label(labels[name], language) for name in COLUMNS if name in labels},
        sections=SECTION_LIMIT,
        views=[
            view(index, record, labels, texts.get(id_, ""), pictures.get(id_, {}), language)
            for index, record in enumerate(records, 1)
            for id_ in [record["document"]["id"]]
        ],
        statuses=_counts(("complete", "partial", "failed"), (record["document"]["status"] for record in records)),
        severities=_counts(tuple(Severity), (flag["severity"] for record in records for flag in record["review"])),
    )


def environment(language: Language) -> Environment:
    """Make the template environment of a page in one language: everything is escaped, nothing undefined is passed over."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_printable
    )
    environment.filters["word"] = lambda english: word(english, language)
    environment.filters["head"] = lambda english: word(english, language).capitalize()
    environment.filters["note"] = lambda state: note(state, language).strip()
    environment.filters["csp_hash"] = _csp_hash
    return environment


def _printable(value: Any) -> Any:
    """Replace characters that no page can hold by a visible mark, one for one."""
    return type(value)(_CONTROL.sub("\ufffd", value)) if isinstance(value, str) else value


def _csp_hash(source: str) -> str:
    """Name an inline script as its hash (Content Security Policy Level 3, 2.3.1 hash-source)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _counts(kinds: Sequence[str], given: Iterator[str]) -> dict[str, int]:
    names = list(given)
    return {str(kind): names.count(kind) for kind in kinds}
