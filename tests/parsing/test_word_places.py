"""Word: every place text can stand in is read, each under its label, in every view of the tracked changes."""

import pytest

from pipeline.model.document import Kind
from pipeline.model.mark import MarkKind
from pipeline.options import View
from pipeline.parsing.docx import read_docx
from tests.parsing.packs import W, p, word

BY = 'w:id="1" w:author="审阅人甲" w:date="2024-03-01T09:00:00Z"'
RUN = "<w:r><w:t>词</w:t></w:r>"
BOX = f'<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></v:textbox></w:pict></w:r>'
CELL = f"<w:tc><w:p>{RUN}</w:p></w:tc>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'

PLACES = [
    ("plain", f"<w:p>{RUN}</w:p>", True, None),
    ("hyperlink", f"<w:p><w:hyperlink>{RUN}</w:hyperlink></w:p>", True, None),
    ("complex field", f"<w:p>{FIELD.format(RUN)}</w:p>", True, MarkKind.FIELD_RESULT),
    ("simple field", f'<w:p><w:fldSimple w:instr="REF a">{RUN}</w:fldSimple></w:p>', True, MarkKind.FIELD_RESULT),
    ("hidden run", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>词</w:t></w:r></w:p>", False, MarkKind.HIDDEN),
    ("white run", '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>词</w:t></w:r></w:p>', False, MarkKind.HIDDEN),
    ("tiny run", '<w:p><w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>词</w:t></w:r></w:p>', False, MarkKind.HIDDEN),
    ("struck run", "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>词</w:t></w:r></w:p>", True, MarkKind.STRUCK),
    ("table cell", f"<w:tbl><w:tr>{CELL}</w:tr></w:tbl>", True, None),
    ("tracked insertion", f"<w:p><w:ins {BY}>{RUN}</w:ins></w:p>", True, MarkKind.INSERTED),
    ("tracked deletion", f"<w:p><w:del {BY}><w:r><w:delText>词</w:delText></w:r></w:del></w:p>", False, MarkKind.DELETED),
    ("moved from", f"<w:p><w:moveFrom {BY}>{RUN}</w:moveFrom></w:p>", False, MarkKind.MOVED_AWAY),
    ("moved to", f"<w:p><w:moveTo {BY}>{RUN}</w:moveTo></w:p>", True, MarkKind.MOVED_HERE),
    ("block control", f"<w:sdt><w:sdtContent><w:p>{RUN}</w:p></w:sdtContent></w:sdt>", True, None),
    ("inline control", f"<w:p><w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt></w:p>", True, MarkKind.CONTENT_CONTROL),
    ("text box", f"<w:p>{BOX}</w:p>", True, MarkKind.TEXT_BOX),
    ("smart tag", f"<w:p><w:smartTag>{RUN}</w:smartTag></w:p>", True, None),
    ("nested table", f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{CELL}</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>", True, None),
    ("row in a control", f"<w:tbl><w:sdt><w:sdtContent><w:tr>{CELL}</w:tr></w:sdtContent></w:sdt></w:tbl>", True, None),
    ("alternate content", f"<w:p><mc:AlternateContent><mc:Choice>{RUN}</mc:Choice><mc:Fallback>{RUN}</mc:Fallback></mc:AlternateContent></w:p>", True, None),
    ("formula", '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>词</m:t></m:r></m:oMath></w:p>', True, None),
    ("custom XML", f"<w:p><w:customXml>{RUN}</w:customXml></w:p>", True, None),
]  # fmt: skip


@pytest.mark.parametrize(("xml", "in_body", "mark"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_place_is_read_once_and_labelled(xml: str, in_body: bool, mark: MarkKind | None) -> None:
    """The word is read once, in the body or apart, under the mark of its place."""
    found = [
        (block.kind is not Kind.FURNITURE, run.mark and run.mark.kind)
        for block in read_docx(word(xml)).blocks
        for run in block.runs
        if "词" in run.text
    ]

    assert found == [(in_body, mark)]


@pytest.mark.parametrize(
    ("part", "name", "mark"),
    [
        (f'<w:hdr xmlns:w="{W}"><w:p>{RUN}</w:p></w:hdr>', "header1", None),
        (f'<w:ftr xmlns:w="{W}"><w:p>{RUN}</w:p></w:ftr>', "footer1", None),
        (f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p>{RUN}</w:p></w:footnote></w:footnotes>', "footnotes", MarkKind.FOOTNOTE),
        (f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="1"><w:p>{RUN}</w:p></w:endnote></w:endnotes>', "endnotes", MarkKind.ENDNOTE),
        (f'<w:comments xmlns:w="{W}"><w:comment {BY}><w:p>{RUN}</w:p></w:comment></w:comments>', "comments", MarkKind.COMMENT),
    ],
)  # fmt: skip
def test_part_is_read_and_labelled(part: str, name: str, mark: MarkKind | None) -> None:
    """Heads, feet, notes and comments are read from their own parts."""
    found = [r.mark and r.mark.kind for b in read_docx(word(p("甲"), **{name: part})).blocks for r in b.runs if "词" in r.text]  # fmt: skip

    assert found == [mark]


REVISED = (
    f"<w:p><w:r><w:t>付款期限</w:t></w:r><w:del {BY}><w:r><w:delText>30日</w:delText></w:r></w:del>"
    f"<w:ins {BY}><w:r><w:t>15日</w:t></w:r></w:ins></w:p>"
)


@pytest.mark.parametrize(
    ("view", "text"),
    [(View.FINAL, "付款期限15日"), (View.ORIGINAL, "付款期限30日"), (View.MARKED, "付款期限[-30日-]{+15日+}")],
)
def test_view(view: View, text: str) -> None:
    """Accepted, rejected, or both side by side."""
    assert read_docx(word(REVISED), view).blocks[0].text == text


def test_what_a_view_leaves_out_stands_apart_with_its_author() -> None:
    """A deletion is kept behind the body: who, when, what."""
    apart = [b.runs[0] for b in read_docx(word(REVISED)).blocks if b.kind is Kind.FURNITURE]

    assert [(r.text, r.mark and (r.mark.author, r.mark.date)) for r in apart] == [
        ("30日", ("审阅人甲", "2024-03-01T09:00:00Z"))
    ]


def test_comment_knows_the_words_it_is_about() -> None:
    """The range between the anchors is the comment's note."""
    body = '<w:p><w:r><w:t>期限为</w:t></w:r><w:commentRangeStart w:id="1"/><w:r><w:t>两年</w:t></w:r><w:commentRangeEnd w:id="1"/></w:p>'
    part = f'<w:comments xmlns:w="{W}"><w:comment {BY}><w:p><w:r><w:t>请确认</w:t></w:r></w:p></w:comment></w:comments>'
    marks = [run.mark for block in read_docx(word(body, comments=part)).blocks for run in block.runs if run.mark]

    assert [(mark.kind, mark.note) for mark in marks] == [(MarkKind.COMMENT, "两年")]


def test_inserted_paragraph_mark_is_no_break_in_the_original() -> None:
    """Rejecting an inserted paragraph mark joins the two halves again."""
    body = f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>" + p("后半")

    assert [b.text for b in read_docx(word(body), View.ORIGINAL).blocks] == ["前半后半"]


def test_deleted_row_stands_apart() -> None:
    """A row deleted with tracking is no row of the final table."""
    gone = f"<w:tr><w:trPr><w:del {BY}/></w:trPr>{CELL}</w:tr>"
    blocks = read_docx(word(f"<w:tbl>{gone}<w:tr>{CELL.replace('词', '留')}</w:tr></w:tbl>")).blocks

    assert [(b.kind, b.text) for b in blocks] == [(Kind.ROW, "留"), (Kind.FURNITURE, "词")]


@pytest.mark.parametrize(
    ("shade", "hidden"),
    [("", True), ('<w:shd w:fill="FFFFFF"/>', True), ('<w:shd w:fill="1F3864"/>', False), ('<w:highlight w:val="black"/>', False)],
)  # fmt: skip
def test_white_text_is_hidden_on_white_only(shade: str, hidden: bool) -> None:
    """White words on a dark ground are seen."""
    run = f'<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/>{shade}</w:rPr><w:t>词</w:t></w:r></w:p>'

    assert (read_docx(word(run)).blocks[0].kind is Kind.FURNITURE) is hidden


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "□"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="诉讼"/><w:listEntry w:val="仲裁"/></w:ddList>', "仲裁"),
    ],
)
def test_form_field_shows_its_state(data: str, text: str) -> None:
    """Tick boxes and lists of old forms say what was chosen."""
    field = f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'

    assert [b.text for b in read_docx(word(field)).blocks] == [text]


def test_merged_cell_covers_its_rows() -> None:
    """A cell merged downwards says how many rows it stands for."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    top, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = "".join(
        f"<w:tr>{cell.format(m, a)}{cell.format('', b)}</w:tr>" for m, a, b in ((top, "甲", "1"), (on, "", "2"), (on, "", "3"))
    )  # fmt: skip
    cells = [run.place.cell for block in read_docx(word(f"<w:tbl>{rows}</w:tbl>")).blocks for run in block.runs]

    assert [(c.row, c.column, c.rows) for c in cells if c] == [
        (0, 0, 3), (0, 1, 1), (1, 0, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1),
    ]  # fmt: skip
