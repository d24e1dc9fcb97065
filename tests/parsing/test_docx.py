"""Word: automatic numbers, revisions, tables, notes, refusals."""

import pytest

from pipeline.errors import DamagedFile, UnsupportedFormat
from pipeline.model.document import Kind
from pipeline.parsing.docx import read_docx
from pipeline.parsing.number_formats import number_text
from tests.parsing.packs import W, abstract, p, word

LEVELS = abstract(
    ("chineseCountingThousand", "第%1条", ""), ("decimal", "%1.%2", "<w:isLgl/>"), ("decimalEnclosedCircle", "%3", "")
)


def labels(data: bytes) -> list[str]:
    """Give the automatic numbers of the paragraphs."""
    return [block.label for block in read_docx(data).blocks if block.kind is Kind.PARAGRAPH]


def texts(data: bytes) -> list[str]:
    """Give the texts of the blocks of the body."""
    return [block.text for block in read_docx(data).blocks if block.kind is not Kind.FURNITURE]


def test_levels_restart_and_legal_digits() -> None:
    """Deeper levels start anew; isLgl turns Chinese numbers above into digits."""
    body = p("甲", 0) + p("乙", 1) + p("丙", 2) + p("丁", 2) + p("戊", 1) + p("己", 0) + p("庚", 1)

    assert labels(word(body, LEVELS)) == ["第一条", "1.1", "①", "②", "1.2", "第二条", "2.1"]


def test_start_override_fires_once() -> None:
    """A second list on the same counters starts at its override, then goes on."""
    body = p("甲", 0) + p("乙", 0, num=2) + p("丙", 1, num=2) + p("丁", 0, num=2) + p("戊", 0)

    assert labels(word(body, LEVELS)) == ["第一条", "第十二条", "12.1", "第十三条", "第十四条"]


def test_number_through_styles() -> None:
    """A style gives number and level, also by the style it is based on; numId 0 switches it off."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="B"/>{}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    body = styled.format("") + styled.format('<w:numPr><w:numId w:val="0"/></w:numPr>') + styled.format("")

    assert labels(word(body, LEVELS, styles)) == ["第一条", "", "第二条"]


def test_deleted_paragraph_mark_uses_no_number() -> None:
    """A paragraph whose mark is deleted runs on into the next; the number is used once."""
    body = p("甲", 0, mark="<w:rPr><w:del/></w:rPr>") + p("乙", 0) + p("丙", 0)

    assert texts(word(body, LEVELS)) == ["第一条 甲乙", "第二条 丙"]


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"), ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"), ("ideographDigital", 12, "一二"), ("chineseLegalSimplified", 12, "壹拾贰"),
        ("upperLetter", 28, "BB"), ("lowerRoman", 4, "iv"), ("decimalZero", 3, "03"), ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 2, "⑵"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 2, "丑"), ("decimalFullWidth", 12, "１２"),
        ("ideographEnclosedCircle", 1, "㈠"), ("ordinal", 22, "22nd"), ("taiwaneseDigital", 10, "一○"), ("unheardOf", 7, "7"),
    ],
)  # fmt: skip
def test_number_format(form: str, value: int, text: str) -> None:
    """Each format prints as ST_NumberFormat says."""
    assert number_text(value, form) == text


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "甲增"),
        ("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "甲"),
        ("<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>", "甲"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "甲控件"),
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr></w:sdt>', "甲☑"),
        ('<w:fldSimple w:instr="REF"><w:r><w:t>域</w:t></w:r></w:fldSimple>', "甲域"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>果</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "甲果"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>", "甲"),
        ("<w:r><w:tab/><w:t>乙</w:t></w:r>", "甲    乙"),
        ('<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve"> </w:t></w:r><w:r><w:t>年</w:t></w:r>', "甲   年"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "甲☑"),
        ("<w:smartTag><w:r><w:t>标</w:t></w:r></w:smartTag>", "甲标"),
        ("<mc:AlternateContent><mc:Choice><w:r><w:t>新</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>", "甲新"),
    ],
)  # fmt: skip
def test_text_place(run: str, text: str) -> None:
    """What the final version shows is read, what it does not show is not."""
    assert texts(word(f"<w:p><w:r><w:t>甲</w:t></w:r>{run}</w:p>")) == [text]


def test_tracked_changes_are_reported() -> None:
    """A file with revisions says so."""
    problems = read_docx(word("<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:p>")).problems

    assert [problem.kind for problem in problems] == ["revisions"]


def test_table_keeps_its_cells() -> None:
    """Cells carry row and column; a spanning cell counts its columns, a merged one is empty."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = (
        "<w:tbl><w:tr>" + cell.format('<w:gridSpan w:val="2"/>', "甲") + cell.format("", "乙") + "</w:tr><w:tr>"
        + cell.format("<w:vMerge/>", "丙") + cell.format("", "丁") + cell.format("", "戊") + "</w:tr></w:tbl>"
    )  # fmt: skip
    blocks = read_docx(word(rows)).blocks
    places = [[run.place.cell for run in block.runs] for block in blocks]

    assert [block.text for block in blocks] == ["甲\t乙", "\t丁\t戊"]
    assert [[(cell.row, cell.column) for cell in row if cell] for row in places] == [
        [(0, 0), (0, 2)],
        [(1, 0), (1, 1), (1, 2)],
    ]


def test_running_head_is_furniture_and_footnote_is_text() -> None:
    """Heads stand behind the body as furniture, notes behind the body as text."""
    header = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>'
    blocks = read_docx(word(p("甲"), header1=header, footnotes=notes)).blocks

    assert [(block.kind, block.text) for block in blocks] == [
        (Kind.PARAGRAPH, "甲"), (Kind.PARAGRAPH, "[2] 注"), (Kind.FURNITURE, "页眉"),
    ]  # fmt: skip


def test_doctype_is_refused() -> None:
    """A part with a DOCTYPE could hide text behind entities."""
    header = f'<!DOCTYPE a [<!ENTITY x "y">]><w:hdr xmlns:w="{W}"/>'

    with pytest.raises(DamagedFile, match="DOCTYPE"):
        read_docx(word(p("甲"), header1=header))


def test_truncated_file_is_damaged() -> None:
    """A cut off zip says so."""
    with pytest.raises(DamagedFile, match="broken or cut off"):
        read_docx(word(p("甲"))[:200])


def test_other_zip_is_unsupported() -> None:
    """A zip without word/document.xml is no Word file."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("a.txt", "a")

    with pytest.raises(UnsupportedFormat, match="not a Word document"):
        read_docx(out.getvalue())
