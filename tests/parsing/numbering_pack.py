"""One Word file with every automatic numbering we read, for comparison with another program."""

import io
import zipfile
from dataclasses import dataclass, field

from tests.parsing.packs import W

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("numbering", "styles")

FORMATS = (
    "decimal", "decimalHalfWidth", "decimalZero", "decimalFullWidth", "decimalFullWidth2", "numberInDash", "ordinal",
    "upperLetter", "lowerLetter", "upperRoman", "lowerRoman", "chineseCounting", "chineseCountingThousand",
    "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting", "ideographDigital",
    "japaneseDigitalTenThousand", "taiwaneseDigital", "chineseLegalSimplified", "japaneseLegal",
    "ideographLegalTraditional", "ideographTraditional", "ideographZodiac", "ideographZodiacTraditional",
    "ideographEnclosedCircle", "decimalEnclosedCircle", "decimalEnclosedCircleChinese", "decimalEnclosedParen",
    "decimalEnclosedFullstop", "none", "bullet",
)  # fmt: skip
"""The formats of ST_NumberFormat (ECMA-376 Part 1, 17.18.59) that we read."""

RUNS = ((1, 25), (99, 23), (1000, 22))
"""The numbers each format is tried on: first one, how many."""


def level(ilvl: int, form: str | None, text: str, more: str = "", start: int | None = 1) -> str:
    """Write a w:lvl; without format or start the element is left out."""
    first = "" if start is None else f'<w:start w:val="{start}"/>'
    written = "" if form is None else f'<w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{ilvl}">{first}{written}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def decimal_levels() -> str:
    """Write the levels 1, 1.1, 1.1.1, (1)."""
    texts = ("%1", "%1.%2", "%1.%2.%3", "(%4)")
    return "".join(level(ilvl, "decimal", text) for ilvl, text in enumerate(texts))


def start_override(ilvl: int, start: int) -> str:
    """Write a w:lvlOverride that starts a level anew."""
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


@dataclass
class Pack:
    """A Word file in the making; each paragraph bears a mark with its number and belongs to a case."""

    abstracts: list[str] = field(default_factory=list)
    nums: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    def abstract(self, levels: str, head: str = "") -> int:
        """Add an abstract list, give its id."""
        number = len(self.abstracts)
        self.abstracts.append(f'<w:abstractNum w:abstractNumId="{number}">{head}{levels}</w:abstractNum>')
        return number

    def num(self, abstract: int, overrides: str = "") -> int:
        """Add a list that counts in an abstract list, give its id."""
        number = len(self.nums) + 1
        self.nums.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>')
        return number

    def style(
        self, name: str, num: int | None = None, ilvl: int | None = None, base: str = "", kind: str = "paragraph"
    ) -> None:
        """Add a style that gives list and level, or only one of them, or none."""
        based = f'<w:basedOn w:val="{base}"/>' if base else ""
        self.styles.append(
            f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{based}'
            f"<w:pPr>{_num_pr(num, ilvl)}</w:pPr></w:style>"
        )

    def paragraph(self, case: str, num: int | None = None, ilvl: int | None = None, style: str = "") -> None:
        """Add a paragraph; its own list and level go before its style's."""
        styled = f'<w:pStyle w:val="{style}"/>' if style else ""
        mark = f"<w:r><w:t>{mark_of(len(self.cases))}</w:t></w:r>"
        self.body.append(f"<w:p><w:pPr>{styled}{_num_pr(num, ilvl)}</w:pPr>{mark}</w:p>")
        self.cases.append(case)

    def run(self, case: str, num: int, levels: str) -> None:
        """Add one paragraph for each digit of `levels`."""
        for ilvl in levels:
            self.paragraph(case, num, int(ilvl))

    def data(self) -> bytes:
        """Pack the file with the parts another program asks for (content types, relationships)."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("[Content_Types].xml", _content_types())
            pack.writestr("_rels/.rels", _relationships({"officeDocument": "word/document.xml"}))
            pack.writestr("word/_rels/document.xml.rels", _relationships({name: f"{name}.xml" for name in _PARTS}))
            body = f"<w:body>{''.join(self.body)}</w:body>"
            pack.writestr("word/document.xml", f'<w:document xmlns:w="{W}">{body}</w:document>')
            lists = "".join(self.abstracts + self.nums)
            pack.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{W}">{lists}</w:numbering>')
            pack.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{"".join(self.styles)}</w:styles>')
        return out.getvalue()


def mark_of(number: int) -> str:
    """Give the text of a paragraph, which no label contains."""
    return f"@{number:04d}@"


def _num_pr(num: int | None, ilvl: int | None) -> str:
    inside = "" if ilvl is None else f'<w:ilvl w:val="{ilvl}"/>'
    inside += "" if num is None else f'<w:numId w:val="{num}"/>'
    return f"<w:numPr>{inside}</w:numPr>" if inside else ""


def _content_types() -> str:
    names = {"document": "document.main", **{name: name for name in _PARTS}}
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>' for part, kind in names.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{rels}{parts}</Types>'


def _relationships(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{name}" Target="{target}"/>' for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def formats(pack: Pack) -> None:
    """Add each format on each run of numbers, in cases named `upperRoman 99`."""
    for form in FORMATS:
        for start, count in RUNS:
            num = pack.num(pack.abstract(level(0, form, "•" if form == "bullet" else "%1", start=start)))
            pack.run(f"{form} {start}", num, "0" * count)


def levels(pack: Pack) -> None:
    """Add lists of several levels: texts, skipped levels, isLgl, lvlRestart, starts."""
    lists = {
        "articles 0134413010": level(0, "chineseCountingThousand", "第%1条") + level(1, "chineseCounting", "（%2）")
        + level(3, "decimal", "%4、") + level(4, "decimalEnclosedCircle", "%5"),
        "mixed 012233123012": level(0, "upperRoman", "%1.") + level(1, "upperLetter", "%1.%2.")
        + level(2, "lowerRoman", "%2(%3)") + level(3, "decimalZero", "%1%2%3-%4"),
        "annex 01101": level(0, "decimal", "附件%1：") + level(1, "upperLetter", "附件%1-%2"),
        "skipped levels 02212032": decimal_levels(),
        "deep level first 22101": decimal_levels(),
        "starts 11012": level(0, "decimal", "%1", start=5) + level(1, "decimal", "%1.%2", start=3)
        + level(2, "decimal", "%1.%2.%3"),
        "missing level 0220": level(0, "decimal", "%1") + level(2, "decimal", "%1.%3"),
        "isLgl 0112201": level(0, "chineseCountingThousand", "第%1条") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "chineseCounting", "%1.%2.%3", "<w:isLgl/>"),
        "isLgl over digits 0101": level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        "lvlRestart 0 011220121": level(0, "chineseCountingThousand", "第%1章")
        + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>') + level(2, "decimal", "（%3）"),
        "lvlRestart 1 0122120212": level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")
        + level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'),
        "lvlRestart too deep 0101": level(0, "decimal", "%1")
        + level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="5"/>'),
        "no number 0123": level(0, "none", "附件") + level(1, "none", "") + level(2, "none", "甲%3.")
        + level(3, "decimal", "条"),
        "no start 001": level(0, "decimal", "%1.", start=None) + level(1, "decimal", "%1.%2", start=None),
        "no format 00": level(0, None, "%1."),
        "start 0 00": level(0, "decimal", "%1.", start=0),
        "decimalZero from 0 00": level(0, "decimalZero", "%1.", start=0),
        "unknown format 00": level(0, "unheardOf", "%1."),
        "bullets 0123301": level(0, "bullet", "•") + level(1, "bullet", "－") + level(2, "bullet", "●")
        + level(3, "decimal", "%4."),
        "symbol bullet 00": level(0, "bullet", "\uf0b7"),
        "legacy 00110": level(0, "decimal", "%1.", _legacy(0)) + level(1, "lowerLetter", "(%2)", _legacy(120)),
        "custom 001 00": level(0, None, "%1.", _custom("001, 002, 003, ...")),
        "custom 01 00": level(0, None, "%1.", '<w:numFmt w:val="custom" w:format="01, 02, 03, ..."/>'),
    }  # fmt: skip
    for suffix in ("tab", "space", "nothing"):
        lists[f"suffix {suffix} 00"] = level(0, "decimal", "%1.", f'<w:suff w:val="{suffix}"/>')
    for case, text in lists.items():
        name, run = case.rsplit(" ", 1)
        pack.run(name, pack.num(pack.abstract(text)), run)


def _legacy(space: int) -> str:
    """Write what Word leaves in lists of Word 6 and 95 (17.9.5 legacy): indents only, the number is counted alike."""
    return f'<w:legacy w:legacy="1" w:legacySpace="{space}" w:legacyIndent="360"/>'


def _custom(samples: str) -> str:
    """Write a custom format as Word does, with a fallback for older programs."""
    return (
        f'<mc:AlternateContent xmlns:mc="{_MC}" xmlns:w14="{_W14}"><mc:Choice Requires="w14">'
        f'<w:numFmt w:val="custom" w:format="{samples}"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )


def overrides(pack: Pack) -> None:
    """Add lists that share counters, start anew, or bring levels of their own; list styles."""
    shared = pack.abstract(decimal_levels())
    first, anew, third = pack.num(shared), pack.num(shared, start_override(0, 1)), pack.num(shared)
    for num, run in ((first, "001"), (anew, "010"), (third, "0"), (first, "01"), (anew, "0")):
        pack.run("startOverride", num, run)
    shared = pack.abstract(decimal_levels())
    pack.run("startOverride below", pack.num(shared), "0110")
    pack.run("startOverride below", pack.num(shared, start_override(0, 4) + start_override(1, 6)), "012101")
    shared = pack.abstract(decimal_levels())
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1、", start=3)}</w:lvlOverride>'
    pack.run("own level", pack.num(shared), "00")
    pack.run("own level", pack.num(shared, own), "010")
    own = f'<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/>{level(1, "upperRoman", "%1-%2")}</w:lvlOverride>'
    pack.run("own level and start", pack.num(pack.abstract(decimal_levels()), own), "0112")
    linked = pack.num(pack.abstract(decimal_levels(), '<w:styleLink w:val="ListStyle"/>'))
    pack.style("ListStyle", linked, kind="numbering")
    link = pack.abstract("", '<w:numStyleLink w:val="ListStyle"/>')
    pack.run("list style", pack.num(link), "0121")
    pack.run("list style", linked, "01")
    pack.run("list style", pack.num(link, start_override(0, 1)), "010")


def _family(pack: Pack, name: str) -> int:
    """Add a list whose levels name the styles <name>A, <name>B, <name>C (17.9.23 pStyle), give its id."""
    texts = (("chineseCounting", "%1、"), ("decimal", "%2."), ("decimal", "(%3)"))
    rows = (
        level(ilvl, form, text, f'<w:pStyle w:val="{name}{"ABC"[ilvl]}"/>') for ilvl, (form, text) in enumerate(texts)
    )
    return pack.num(pack.abstract("".join(rows)))


def styles(pack: Pack) -> None:
    """Add numbers through styles: chains, levels alone, levels named by the list, switched off."""
    families: dict[str, tuple[tuple[int | None, str], ...]] = {
        "styles": ((None, ""), (1, ""), (2, "")),
        "style chain": ((None, ""), (1, "A"), (2, "B")),
        "pStyle alone": ((None, ""), (None, ""), (None, "B")),
        "pStyle before ilvl": ((None, ""), (1, ""), (0, "")),
    }
    for index, (case, members) in enumerate(families.items()):
        name = f"S{index}"
        num = _family(pack, name)
        for letter, (ilvl, base) in zip("ABC", members, strict=True):
            pack.style(name + letter, num, ilvl, name + base if base else "")
        pack.style(f"{name}D", base=f"{name}B")
        pack.style(f"{name}E", 0, base=f"{name}B")
        for letter in "ABCCDEBABC":
            pack.paragraph(case, style=name + letter)
    num = _family(pack, "L")
    pack.style("LA", num)
    pack.style("LB", ilvl=1, base="LA")
    pack.style("LC", ilvl=2, base="LB")
    for letter in "ABCCBAB":
        pack.paragraph("level alone in style", style=f"L{letter}")
    num = _family(pack, "P")
    pack.style("PA", num)
    pack.style("PB", num, 1)
    direct = (("PA", None, None), ("PA", None, 1), ("PB", 0, 0), ("PA", num, 2), ("PB", 0, None), ("PB", None, None),
              ("PB", None, 0), ("PB", None, None), ("", None, None), ("", num, None), ("", 999, 0))  # fmt: skip
    for style, own, ilvl in direct:
        pack.paragraph("paragraph before style", own, ilvl, style)


def whole_pack() -> Pack:
    """Build the file with all cases."""
    pack = Pack()
    for add in (formats, levels, overrides, styles):
        add(pack)
    return pack
