"""The register as one page that needs no network: documents, fields with their evidence, flags, full texts."""

import base64
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO, TextIO, cast

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from pipeline.model.finding import Severity
from pipeline.reports.labels import Language, field_label, word
from pipeline.reports.originals import Room
from pipeline.reports.views import COLUMNS, Fields, Json, note, view

SECTION_LIMIT = 2_000
"""Documents shown with all their fields, so that a browser opens the page in seconds; the table lists every one."""

_PART = 1 << 16
"""Characters of the page that are taken from a temporary file at a time."""

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


class Page:
    """The page, fed document by document: rows and sections wait in temporary files until all is counted."""

    def __init__(self, file: BinaryIO, folder: Path, labels: Fields, language: Language) -> None:
        self._file, self._labels, self._language = file, labels, language
        self._rows, self._sections = (_spool(folder) for _ in range(2))
        self._environment = environment(language)
        self._environment.globals |= {
            "language": language,
            "page_lang": "zh-CN" if language == "zh" else "en",
            "say": _SAYS[language],
            "heads": {name: field_label(labels[name], language) for name in COLUMNS if name in labels},
        }
        self._row, self._section = self._template("report_row"), self._template("report_section")
        self._room = Room()
        self._count = 0
        self._statuses = dict.fromkeys(("complete", "partial", "failed"), 0)
        self._severities = dict.fromkeys((severity.value for severity in Severity), 0)

    def _template(self, name: str) -> Template:
        return self._environment.from_string(
            files("pipeline.reports").joinpath(f"{name}.html.j2").read_text(encoding="utf-8")
        )

    def add(self, record: Json, text: str, pictures: Mapping[str, bytes]) -> None:
        """Write the row of a document, and its section while there is room for more. Raises OSError."""
        self._count += 1
        detailed = self._count <= SECTION_LIMIT
        text, pictures = (self._room.text(text), self._room.pictures(pictures)) if detailed else ("", {})
        shown = view(self._count, record, self._labels, text, pictures, self._language, detailed=detailed)
        self._rows.writelines(self._row.generate(view=shown))
        if detailed:
            self._sections.writelines(self._section.generate(view=shown))
        self._statuses[record["document"]["status"]] += 1
        for flag in record["review"]:
            self._severities[flag["severity"]] += 1

    def finish(self) -> None:
        """Put the page together. Raises OSError."""
        with self._rows as rows, self._sections as sections:
            stream = self._template("report").stream(
                count=self._count,
                sections=SECTION_LIMIT,
                statuses=self._statuses,
                severities=self._severities,
                rows=_parts(rows),
                details=_parts(sections),
            )
            stream.dump(self._file, "utf-8")


def _spool(folder: Path) -> TextIO:
    return cast(TextIO, TemporaryFile("w+", encoding="utf-8", newline="", dir=folder))


def _parts(file: TextIO) -> Iterator[Markup]:
    """Yield what was rendered before, a piece at a time."""
    file.seek(0)
    while part := file.read(_PART):
        yield Markup(part)


def write_report(
    records: Sequence[Json],
    labels: Fields,
    texts: Mapping[str, str],
    pictures: Mapping[str, Mapping[str, bytes]],
    language: Language,
) -> str:
    """Give the page of a few records. `texts` are the full texts to show by document id; `pictures` are JPEG images by
    document id and by the range of a flag's first evidence (`120-145`). The same input gives the same page.
    """
    buffer = io.BytesIO()
    with TemporaryDirectory() as folder:
        page = Page(buffer, Path(folder), labels, language)
        for record in records:
            id_ = record["document"]["id"]
            page.add(record, texts.get(id_, ""), pictures.get(id_, {}))
        page.finish()
    return buffer.getvalue().decode()


def environment(language: Language) -> Environment:
    """Make the template environment of a page in one language: everything is escaped, nothing undefined is passed over."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_printable
    )
    environment.filters["word"] = lambda english: word(english, language)
    environment.filters["head"] = lambda english: word(english, language).capitalize()
    environment.filters["note"] = lambda state: note(state, language).strip()
    environment.filters["breaking"] = _breaking
    environment.filters["csp_hash"] = _csp_hash
    return environment


def _printable(value: Any) -> Any:
    """Replace characters that no page can hold by a visible mark, one for one."""
    if isinstance(value, str) and _CONTROL.search(value):
        return type(value)(_CONTROL.sub("\ufffd", value))
    return value


@cache
def _breaking(rule: str) -> Markup:
    """Let the name of a rule break behind its points and underscores; there are as many as the fields have."""
    return Markup("<wbr>").join(re.findall(r"[^._]*[._]?", rule))


def _csp_hash(source: str) -> str:
    """Name an inline script as its hash (Content Security Policy Level 3, 2.3.1 hash-source)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
