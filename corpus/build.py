"""Build corpus/agreements and corpus/gold from corpus/sources; see corpus/README.md for the markup.

Run by `make corpus`. The same sources give the same bytes. PDF files need a Chinese TrueType font on the
machine (Debian: fonts-wqy-zenhei); without one they are left as they are, with a message.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.writers import docx_bytes, find_font, pdf_bytes

HERE = Path(__file__).parent
HAN = "零一二三四五六七八九"


@dataclass(frozen=True)
class Line:
    """A line of an agreement: level 0 is plain, 1 to 3 are numbered, `label` is the number as printed."""

    text: str
    level: int = 0
    label: str = ""
    title: bool = False
    cells: tuple[str, ...] = ()
    restart: bool = False


@dataclass(frozen=True)
class Agreement:
    """One version of a family, ready to be written."""

    name: str
    head: str
    numbering: str
    formats: tuple[str, ...]
    lines: tuple[Line, ...]
    gold: dict[str, Any]
    flags: tuple[dict[str, Any], ...] = ()


def han(number: int) -> str:
    """Write 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    text = (("" if tens == 1 else HAN[tens]) + "十" if tens else "") + (HAN[ones] if ones else "")
    return text or HAN[0]


def label(numbering: str, counters: list[int], level: int) -> str:
    """Write the number of a level as the numbering system prints it; `none` has no levels."""
    one, two, three = counters
    forms = {
        "article": (f"第{han(one)}条", f"{one}.{two}", f"（{three}）"),
        "chapter": (f"第{han(one)}章", f"第{han(two)}条", f"（{han(three)}）"),
        "han": (f"{han(one)}、", f"（{han(two)}）", f"{three}."),
        "decimal": (f"{one}", f"{one}.{two}", f"{one}.{two}.{three}"),
        "dotted": (f"{one}.", f"{one}.{two}", f"({three})"),
    }
    return forms[numbering][level - 1]


def number(lines: Iterator[str], numbering: str) -> Iterator[Line]:
    """Read the markup and count: = and == and === are levels, # the title, | rows, !annex starts anew."""
    counters, restart = [0, 0, 0], False
    for raw in lines:
        if raw.startswith("!annex"):
            counters, restart = [0, 0, 0], True
            yield Line(raw[7:].strip())
        elif raw.startswith("# "):
            yield Line(raw[2:], title=True)
        elif raw.startswith("|"):
            yield Line("", cells=tuple(cell.strip() for cell in raw.strip("|").split("|")))
        elif match := re.match(r"(={1,3}) ", raw):
            level = len(match[1])
            counters[level - 1] += 1
            keep = numbering == "chapter" and level == 1
            counters[level:] = [counters[1] if keep else 0, 0][: 3 - level] if level == 1 else [0] * (3 - level)
            yield Line(raw[level + 1 :], level, label(numbering, counters, level), restart=restart)
            restart = False
        else:
            yield Line(raw)


def chosen(text: str, version: str) -> Iterator[str]:
    """Yield the lines of one version: a line that begins with @FY22,FY25 stands in those only."""
    for raw in text.splitlines():
        if match := re.match(r"@(!?)([\w.,-]+) ", raw):
            named = version in match[2].split(",")
            if named == bool(match[1]):
                continue
            raw = raw[match.end() :]
        if raw.strip():
            yield raw


def read(path: Path) -> Iterator[Agreement]:
    """Read the versions of a family from its source."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    settings = yaml.safe_load(head)
    for version, values in settings["versions"].items():
        fill = {"version": version, **(values or {})}
        text = _filled(body, fill)
        gold = _filled_gold(json.dumps(settings["gold"], ensure_ascii=False), fill)
        fields = {name: _for_version(value, version) for name, value in json.loads(gold).items()}
        lines = tuple(number(chosen(text, version), settings["numbering"]))
        yield Agreement(
            f"{path.stem}-{version}",
            settings["head"],
            settings["numbering"],
            tuple(settings["formats"].split()),
            lines,
            fields,
            tuple(settings.get("flags", ())),
        )


def _filled(text: str, fill: dict[str, Any]) -> str:
    return re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda match: str(fill[match[1]]), text)


def _filled_gold(gold: str, fill: dict[str, Any]) -> str:
    return re.sub(r'"\{(\w+)\}"|(?<!\{)\{(\w+)\}(?!\})', lambda match: _gold_value(match, fill), gold)


def _gold_value(match: re.Match[str], fill: dict[str, Any]) -> str:
    if match[1]:
        return json.dumps(fill[match[1]], ensure_ascii=False, default=str)
    return str(fill[match[2]])


def _for_version(value: Any, version: str) -> Any:
    """Take what belongs to one version: entries may carry `only: [FY22]`."""
    if isinstance(value, list):
        return [_without(item) for item in value if version in item.get("only", [version])]
    return _without(value) if value and version in value.get("only", [version]) else None


def _without(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "only"}


def plain(agreement: Agreement) -> str:
    """Write an agreement as text: numbers typed, rows with tabs."""
    rows = []
    for line in agreement.lines:
        if line.cells:
            rows.append("\t".join(line.cells))
        else:
            glue = "" if line.label.endswith(("、", "）")) else " "
            rows.append(f"{line.label}{glue}{line.text}" if line.label else line.text)
    return "\n".join(rows) + "\n"


def wrapped(text: str, columns: int = 36) -> str:
    """Cut every line at so many characters, as text copied from a page is."""
    lines: list[str] = []
    for line in text.splitlines():
        lines += [line[i : i + columns] for i in range(0, len(line), columns)] if "\t" not in line else [line]
    return "\n".join(lines) + "\n"


def check(agreement: Agreement) -> list[str]:
    """List the evidence with other keys than quote and clause, and the quotes that do not stand in the text.

    Blanks do not count. A comma in a quote that is not quoted cuts it, and its rest becomes a key.
    """
    text = re.sub(r"\s", "", plain(agreement))
    quotes = [("flag", entry["quote"]) for entry in agreement.flags]
    wrong: list[str] = []
    for name, value in agreement.gold.items():
        for finding in value if isinstance(value, list) else [value] if value else []:
            quotes += [(name, evidence["quote"]) for evidence in finding["evidence"]]
            strange = [key for evidence in finding["evidence"] for key in evidence if key not in ("quote", "clause")]
            wrong += [f"{agreement.name} {name}: no key of evidence: {key}" for key in strange]
    absent = [(name, quote) for name, quote in quotes if re.sub(r"\s", "", quote) not in text]
    return wrong + [f"{agreement.name} {name}: {quote}" for name, quote in absent]


def build(target: Path) -> list[str]:
    """Write every agreement and its gold under `target`; return what is wrong with the gold."""
    (target / "agreements").mkdir(parents=True, exist_ok=True)
    (target / "gold").mkdir(exist_ok=True)
    wrong: list[str] = []
    for source in sorted((HERE / "sources").glob("*.md")):
        for agreement in read(source):
            wrong += check(agreement)
            for form in agreement.formats:
                _write(target / "agreements", agreement, form)
            content = json.dumps(gold(agreement), ensure_ascii=False, indent=1) + "\n"
            (target / "gold" / f"{agreement.name}.json").write_text(content, encoding="utf-8")
    return wrong


def gold(agreement: Agreement) -> dict[str, Any]:
    """Give the gold file: the fields it speaks of, their values, and the flags a reader should raise, if any."""
    head = {"schema": 1, "document": {"path": agreement.name}, "covers": list(agreement.gold), "fields": agreement.gold}
    return head | ({"review_flags": list(agreement.flags)} if agreement.flags else {})


def _write(folder: Path, agreement: Agreement, form: str) -> None:
    if form == "docx":
        (folder / f"{agreement.name}.docx").write_bytes(docx_bytes(agreement))
    elif form == "pdf":
        if find_font() is None:
            print(f"{agreement.name}.pdf left as it is: no Chinese TrueType font (Debian: fonts-wqy-zenhei)")
        else:
            (folder / f"{agreement.name}.pdf").write_bytes(pdf_bytes(agreement))
    elif form == "gb":
        (folder / f"{agreement.name}.txt").write_bytes(plain(agreement).encode("gb18030"))
    elif form == "wrapped":
        (folder / f"{agreement.name}.txt").write_text(wrapped(plain(agreement)), encoding="utf-8")
    else:
        title = plain(agreement) if form == "txt" else "# " + plain(agreement).replace("\n", "\n\n")
        (folder / f"{agreement.name}.{form}").write_text(title, encoding="utf-8")


if __name__ == "__main__":
    mistakes = build(HERE)
    print("\n".join(mistakes) or "every quote of the gold stands in its text")
    sys.exit(1 if mistakes else 0)
