"""Tracked changes in the old Word file, or in a plain document: accepted they give the new version, rejected the old."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks import pairs
from pipeline.compare.versions import compare_versions
from pipeline.model.diff import VersionDiff
from pipeline.model.span import Span
from pipeline.options import View
from pipeline.parsing.numbering import W
from pipeline.reports.redline.gate import body_blocks
from pipeline.reports.redline.plain import write_redline
from pipeline.reports.redline.revisions import legal
from pipeline.reports.redline.writing import redline
from tests.compare.helpers import compared
from tests.parsing.packs import p, word
from tests.reports.redlines import AUTHOR, DATE, Item, marked, part, version, word_file

HEAD: list[Item] = ["软件采购合同", "甲方：青石科技有限公司", "乙方：白杨软件有限公司"]
PAY = "甲方应于2024年3月1日前向乙方支付合同价款人民币100万元，并将付款凭证送达乙方财务部门。"
TEST = "乙方应在收到甲方书面通知后十日内完成系统的安装调试，并提交完整的测试报告供甲方核验。"
LATE = "任何一方迟延履行的，每迟延一日应按合同价款的万分之五向对方支付违约金。"
KEEP = "双方对在履行本合同过程中知悉的对方商业秘密负有保密义务，期限为合同终止后三年。"
COURT = "因本合同引起的争议，双方协商不成的，提交甲方所在地人民法院诉讼解决。"
OLD: list[Item] = [*HEAD, (0, "价款"), (1, PAY), (1, TEST), (0, "违约"), (1, LATE), (0, "保密"), (1, KEEP), (0, "争议"), (1, COURT)]  # fmt: skip
TABLE = [["序号", "名称", "单价"], ["1", "数据库软件许可", "5000元"], ["2", "中间件软件许可", "8000元"]]
RUNS = (
    '<w:r><w:rPr><w:b/></w:rPr><w:t>付款：</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">甲方应于2024年3月1日前</w:t></w:r>'
    "<w:r><w:t>支付人民币100万元。</w:t></w:r>"
)
FIELD = (
    "<w:r><w:t>违约责任按</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>第二条</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    "<w:r><w:t>的约定执行，双方均应遵守。</w:t></w:r>"
)
LINK = "<w:hyperlink w:anchor='a'><w:r><w:t>服务清单见甲方网站</w:t></w:r></w:hyperlink><w:r><w:t>，价格以签署日为准。</w:t></w:r>"
LINES = "<w:r><w:t>开户银行：江南银行城东支行</w:t><w:br/><w:t>账号：6200000001</w:t><w:br/><w:t>税号：91000000MA0001</w:t></w:r>"

BOX = (
    "<w:r><w:pict xmlns:v='urn:schemas-microsoft-com:vml'><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>附注：本合同附件为本合同组成部分。"
    "</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r><w:r><w:t>甲方应在验收后付款一百万元。</w:t></w:r>"
)
CONTROL = (
    "<w:sdt><w:sdtPr><w:alias w:val='编号'/></w:sdtPr><w:sdtContent><w:r><w:t>合同编号：ABC-2024-01</w:t></w:r></w:sdtContent></w:sdt>"
    "<w:r><w:t>（以下简称本合同）</w:t></w:r>"
)
TICK = (
    "<w:sdt xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'><w:sdtPr><w14:checkbox><w14:checked w14:val='0'/></w14:checkbox>"
    "</w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>一次性付款方式结算全部价款</w:t></w:r>"
)
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:t>甲方应在验收后付款一百万元。</w:t></w:r>"
BLANK = (
    "<w:r><w:t>账号：</w:t></w:r><w:r><w:rPr><w:u w:val='single'/></w:rPr><w:t xml:space='preserve'>  </w:t></w:r>"
    "<w:r><w:t>，户名：</w:t></w:r><w:r><w:rPr><w:u w:val='single'/></w:rPr><w:t xml:space='preserve'> 青石 </w:t></w:r>"
)
TWO = [
    ["本合同由甲乙双方于北京市订立并共同遵守执行。", "This contract is made by and between the parties in Beijing."],
    ["甲方应于收到发票后三十日内支付全部价款。", "Party A shall pay the price within thirty days of the invoice."],
    ["乙方应对本合同的内容承担保密义务直至公开。", "Party B shall keep the contents of this contract confidential."],
    ["争议提交北京仲裁委员会按其规则进行仲裁。", "Disputes shall be submitted to the Beijing Arbitration Commission."],
]
MORE = [
    "本合同适用中华人民共和国法律并按其解释。",
    "This contract is governed by the laws of China and construed accordingly.",
]
ORDINALS = [
    ["#", name, price]
    for name, price in (("数据库软件许可", "1元"), ("中间件软件许可", "2元"), ("操作系统许可", "3元"))
]


def put(items: list[Item], at: int, *more: Item) -> list[Item]:
    """Insert items before one."""
    return [*items[:at], *more, *items[at:]]


def without(items: list[Item], at: int) -> list[Item]:
    """Leave one item out."""
    return [*items[:at], *items[at + 1 :]]


def exchanged(items: list[Item], at: int, item: Item) -> list[Item]:
    """Put another item in the place of one."""
    return [*items[:at], item, *items[at + 1 :]]


CASES: dict[str, tuple[list[Item], list[Item]]] = {
    "nothing": (OLD, OLD),
    "a value": (OLD, exchanged(OLD, 4, (1, PAY.replace("100万元", "120万元")))),
    "two values": (OLD, exchanged(OLD, 4, (1, PAY.replace("100万元", "120万元").replace("3月1日", "4月15日")))),
    "a clause added": (OLD, put(OLD, 6, (1, "乙方应为系统提供十二个月的免费维护，维护期自验收合格之日起算。"))),
    "an article added": (OLD, put(OLD, 6, (0, "知识产权"), (1, "系统的著作权归乙方所有，甲方取得永久的使用许可。"))),
    "the last clause added": (OLD, [*OLD, (1, "本合同适用中华人民共和国法律，不包括冲突规范。")]),
    "a clause deleted": (OLD, without(OLD, 5)),
    "the last clause deleted": (OLD, OLD[:-1]),
    "the first line deleted": (OLD, OLD[1:]),
    "a line before the first": (OLD, ["合同编号：QS-2024-001", *OLD]),
    "an article deleted": (OLD, [*OLD[:6], *OLD[8:]]),
    "an article moved": (OLD, [*OLD[:6], *OLD[8:10], *OLD[6:8], *OLD[10:]]),
    "split": (OLD, exchanged(put(OLD, 5, (1, "并将付款凭证送达乙方财务部门。")), 4, (1, PAY[: PAY.index("并")]))),
    "merged": (OLD, [*OLD[:4], (1, PAY + TEST), *OLD[6:]]),
    "a number typed": ([*HEAD, "第一条 价款", "1.1 " + PAY, "1.2 " + TEST], [*HEAD, "第一条 价款", "1.1 " + LATE, "1.2 " + PAY, "1.3 " + TEST]),
    "typed and made": ([*HEAD, (0, "价款"), (1, PAY), (1, TEST)], [*HEAD, "第一条 价款", "1.1 " + PAY, "1.2 " + KEEP, "1.3 " + TEST]),
    "made and typed": ([*HEAD, "第一条 价款", "1.1 " + PAY, "1.2 " + TEST], [*HEAD, (0, "价款"), (1, PAY), (1, KEEP), (1, TEST)]),
    "a cell": ([*OLD, TABLE], [*OLD, [TABLE[0], ["1", "数据库软件许可", "5600元"], TABLE[2]]]),
    "a row added": ([*OLD, TABLE], [*OLD, [*TABLE[:2], ["2", "操作系统软件许可", "3000元"], ["3", "中间件软件许可", "8000元"]]]),
    "a row deleted": ([*OLD, TABLE], [*OLD, [TABLE[0], ["1", "中间件软件许可", "8000元"]]]),
    "a table added": (OLD, [*OLD, "附件：价格清单", TABLE]),
    "a table deleted": ([*OLD, "附件：价格清单", TABLE], OLD),
    "an empty cell filled": ([*OLD, [["联系人", ""], ["电话", "010-5550000"]]], [*OLD, [["联系人", "王一"], ["电话", "010-5550000"]]]),
    "a cell of paragraphs": ([*OLD, [["甲方|地址：东路1号|电话：010-5550000", "乙方|地址：西路2号"]]], [*OLD, [["甲方|地址：东路3号|电话：010-5550001", "乙方|地址：西路2号"]]]),
    "a paragraph of a cell deleted": ([*OLD, [["甲方|地址：东路1号|电话：010-5550000", "乙方"]]], [*OLD, [["甲方|电话：010-5550000", "乙方"]]]),
    "a paragraph before a table": ([*OLD, (0, "价格"), (1, "价格见下表。"), TABLE], [*OLD, (0, "价格"), TABLE]),
    "runs": ([*HEAD, RUNS], [*HEAD, "付款：甲方应于2024年5月1日前支付人民币150万元。"]),
    "a field": ([*HEAD, FIELD], [*HEAD, "违约责任按第三条的约定执行，双方均应遵守。"]),
    "a link": ([*HEAD, LINK], [*HEAD, "服务清单见乙方网站，价格以签署日为准。"]),
    "soft lines": ([*HEAD, LINES], [*HEAD, LINES.replace("6200000001", "6200000009")]),
    "a soft line deleted": ([*HEAD, LINES, PAY], [*HEAD, LINES.replace("<w:t>账号：6200000001</w:t><w:br/>", ""), PAY]),
    "beside a text box": ([*HEAD, BOX], [*HEAD, BOX.replace("一百万", "二百万")]),
    "in a text box": ([*HEAD, BOX], [*HEAD, BOX.replace("组成部分", "有效组成部分")]),
    "a text box deleted": ([*HEAD, BOX, PAY], [*HEAD, PAY]),
    "a content control": ([*HEAD, CONTROL], [*HEAD, CONTROL.replace("ABC", "XYZ")]),
    "a box ticked": ([*HEAD, TICK], [*HEAD, TICK.replace("'0'", "'1'")]),
    "hidden words": ([*HEAD, HIDDEN], [*HEAD, HIDDEN.replace("一百万", "二百万")]),
    "a blank to fill in": ([*HEAD, BLANK], [*HEAD, BLANK.replace("青石", "白杨")]),
    "a blank filled in": ([*HEAD, BLANK], [*HEAD, "账号：6222020000，户名： 青石 "]),
    "a number without words": ([*HEAD, (0, "价款"), (1, PAY), (1, "<w:r/>"), (1, TEST)], [*HEAD, (0, "价款"), (1, PAY), (1, "<w:r/>"), (1, LATE), (1, TEST)]),
    "a number without words deleted": ([*HEAD, (0, "价款"), (1, PAY), (1, "<w:r/>"), (1, TEST)], [*HEAD, (0, "价款"), (1, PAY), (1, TEST)]),
    "a number above its words": ([*HEAD, (0, "<w:r><w:br/><w:t>价款</w:t></w:r>"), (1, PAY)], [*HEAD, (0, "<w:r><w:br/><w:t>价格</w:t></w:r>"), (1, PAY)]),
    "two languages": ([*HEAD, TWO], [*HEAD, [TWO[0], [TWO[1][0].replace("三十", "六十"), TWO[1][1].replace("thirty", "sixty")], *TWO[3:], MORE]]),
    "rows of automatic numbers": ([*HEAD, ORDINALS], [*HEAD, [ORDINALS[0], ORDINALS[2]]]),
    "lines become rows": ([*HEAD, "名称：数据库软件", "价格：100元"], [*HEAD, [["名称", "数据库软件"], ["价格", "100元"]]]),
    "another agreement": (OLD, ["保密协议", "披露方：青石科技有限公司", "接收方：远山咨询有限公司"]),
    "hostile characters": ([*HEAD, PAY], [*HEAD, PAY.replace("甲方", "&lt;甲方&gt;&amp;\u200b\u202e\U0002070e"), "]]&gt; &quot;'\ufeff {{ x }}"]),
}  # fmt: skip


def words(data: bytes, view: View) -> list[str]:
    """Read the paragraphs and rows of a Word file in a view."""
    return [block.text for block in body_blocks(data, view)]


def texts(diff: VersionDiff, *, old: bool) -> list[str]:
    """Give the units of a version as text."""
    text, units = (diff.old.document.text, diff.old_units) if old else (diff.new.document.text, diff.new_units)
    return [text[unit.span.start : unit.span.end] for unit in units]


@pytest.mark.parametrize("name", CASES)
def test_accepted_it_is_the_new_version_and_rejected_the_old_one(name: str) -> None:
    """Words and automatic numbers come out to the letter, on the base of the old file."""
    old, new = (word_file(items) for items in CASES[name])
    diff, found = marked(old, new)

    assert (found.in_place, found.numbers) == (True, ()), found.en
    assert words(found.data, View.FINAL) == words(new, View.FINAL)
    assert words(found.data, View.ORIGINAL) == words(old, View.FINAL)
    assert texts(diff, old=True) == words(old, View.FINAL)


@pytest.mark.parametrize("name", CASES)
def test_the_file_keeps_the_order_of_the_schema(name: str) -> None:
    """Ids are unique; marks, properties and words stand where ECMA-376 wants them."""
    _, found = marked(*(word_file(items) for items in CASES[name]))

    assert list(misplaced(part(found.data))) == []


REVISIONS = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart"))
IN_PROPERTIES = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr", "pPrChange")  # fmt: skip


def misplaced(root: Any) -> Iterator[str]:
    """Say what the schema or Word would not take."""
    ids = [node.get(W + "id") for node in root.iter(*REVISIONS)]
    if len(ids) != len(set(ids)):
        yield "ids are not unique"
    for node in root.iter(*REVISIONS):
        if (node.get(W + "author"), node.get(W + "date")) != (AUTHOR, "2026-03-01T09:30:00Z"):
            yield "another author or date"
        if node.find(f".//{W}p") is not None and node.find(f".//{W}txbxContent") is None:
            yield "a paragraph inside a revision"
    for properties in root.iter(W + "pPr"):
        order = [IN_PROPERTIES.index(child.tag.removeprefix(W)) for child in properties]
        if order != sorted(order) or properties.getparent()[0] is not properties:
            yield "paragraph properties out of order"
    for look in root.iter(W + "rPr"):
        kinds = [child.tag in REVISIONS for child in look]
        if kinds != sorted(kinds, reverse=True):
            yield "a mark behind other run properties"
    for row in root.iter(W + "tr"):
        if [child.tag for child in row] != sorted((child.tag for child in row), key=(W + "tc").__eq__):
            yield "row properties behind a cell"
    for cell in root.iter(W + "tc"):
        if cell[0].tag != W + "tcPr" or cell[-1].tag != W + "p":
            yield "a cell that does not end in a paragraph"
    for text in root.iter(W + "delText", W + "delInstrText"):
        if text.getparent().getparent().tag != W + "del":
            yield "deleted words outside a deletion"
    for deleted in root.iter(W + "del"):
        if deleted.find(f"{W}r/{W}t") is not None:
            yield "words that stay inside a deletion"
    starts = sorted(node.get(W + "name") or "" for node in root.iter(W + "moveFromRangeStart"))
    if starts != sorted(node.get(W + "name") or "" for node in root.iter(W + "moveToRangeStart")):
        yield "a move without its other half"


def test_a_moved_article_is_a_tracked_move() -> None:
    """Each paragraph of it is one move from its old place to its new one; its automatic numbers count on."""
    _, found = marked(*(word_file(items) for items in CASES["an article moved"]))
    root = part(found.data)

    moved = ["".join(node.itertext()) for node in root.iter(W + "moveTo") if len(node)]
    assert moved == ["".join(node.itertext()) for node in root.iter(W + "moveFrom") if len(node)]
    assert "".join(moved) in ("违约" + LATE, "保密" + KEEP)
    assert not list(root.iter(W + "ins", W + "del"))


def test_runs_keep_their_looks() -> None:
    """What is put in looks like what it replaces, and what stays is cut without a change of its look."""
    _, found = marked(*(word_file(items) for items in CASES["runs"]))
    inserted = [node for node in part(found.data).iter(W + "ins") if len(node)]

    assert [("".join(node.itertext()), node.find(f"{W}r/{W}rPr/{W}i") is not None) for node in inserted] == [
        ("2024年5月1日", True),
        ("人民币150万元", False),
    ]


def test_automatic_numbers_are_no_words() -> None:
    """What a new clause shifts is not marked: Word counts it anew."""
    _, found = marked(*(word_file(items) for items in CASES["an article added"]))
    root = part(found.data)

    assert not list(root.iter(W + "del"))
    assert len([node for node in root.iter(W + "ins") if len(node)]) == 2


def test_everything_else_stays() -> None:
    """All other parts of the file are the same to the byte, and the same comparison gives the same bytes."""
    old, new = (word_file(items) for items in CASES["a row added"])
    _, found = marked(old, new)

    with zipfile.ZipFile(io.BytesIO(old)) as before, zipfile.ZipFile(io.BytesIO(found.data)) as after:
        assert before.namelist() == after.namelist()
        differing = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert differing == ["word/document.xml"]
    assert marked(old, new)[1].data == found.data


def test_changes_tracked_before_are_accepted_first() -> None:
    """The old version is what its final view shows; only what the new one changes is tracked."""
    by = 'w:id="7" w:author="他人" w:date="2020-01-01T00:00:00Z"'
    tracked = (
        f"<w:r><w:t>甲方应于</w:t></w:r><w:del {by}><w:r><w:delText>2023年</w:delText></w:r></w:del>"
        f"<w:ins {by}><w:r><w:t>2024年</w:t></w:r></w:ins><w:r><w:t>3月1日前支付全部合同价款。</w:t></w:r>"
    )
    old = word_file([*HEAD, tracked])
    _, found = marked(old, word_file([*HEAD, "甲方应于2024年5月1日前支付全部合同价款。"]))

    assert found.in_place
    assert words(found.data, View.ORIGINAL)[-1] == "甲方应于2024年3月1日前支付全部合同价款。"
    assert {node.get(W + "author") for node in part(found.data).iter(W + "ins", W + "del")} == {AUTHOR}


def test_other_bases_give_a_plain_document_and_say_why() -> None:
    """A text file is no Word file; the plain document holds the same words."""
    diff = compared("\n".join(("合同", PAY, TEST)), "\n".join(("合同", PAY.replace("100", "200"), TEST)))
    found = redline(diff, diff.old.source.data, AUTHOR, DATE)

    assert (found.in_place, found.en) == (
        False,
        "the redline is a plain document (not the old Word file: the old version is no ordinary .docx)",
    )
    assert words(found.data, View.FINAL) == texts(diff, old=False)
    assert words(found.data, View.ORIGINAL) == texts(diff, old=True)
    assert list(misplaced(part(found.data))) == []


@pytest.mark.parametrize("name", CASES)
def test_the_plain_document_gives_both_versions_too(name: str) -> None:
    """Numbers of clauses are text in it; cells are one paragraph."""
    diff, _ = marked(*(word_file(items) for items in CASES[name]))
    data = write_redline(diff, AUTHOR, DATE)

    assert words(data, View.FINAL) == [legal(text) for text in texts(diff, old=False)]
    assert words(data, View.ORIGINAL) == [legal(text) for text in texts(diff, old=True)]
    assert list(misplaced(part(data))) == []


def test_what_xml_cannot_hold_is_left_out() -> None:
    """Control characters and halves of surrogate pairs, of which no file can be made."""
    assert legal("甲\x00\x0b方\ud800\uffff\t。") == "甲方\t。"


def seeded(seed: int, profile: str, *, automatic: bool) -> tuple[bytes, bytes]:
    """Write a seeded pair of versions as Word files, with automatic numbers or typed ones."""
    pair = pairs.make(6000, profile, seed, automatic=automatic)
    sides = []
    for document, bodies in ((pair.old, pair.old_bodies), (pair.new, pair.new_bodies)):
        items: list[Item] = []
        for block, body in zip(document.blocks, bodies, strict=True):
            text, label = document.text[body.start : body.end], document.text[block.span.start : body.start]
            items.append((0 if label.startswith("第") else 1, text) if automatic else label + text)
        sides.append(word_file(items))
    return sides[0], sides[1]


@pytest.mark.parametrize("automatic", [True, False], ids=["made", "typed"])
@pytest.mark.parametrize("profile", ["normal", "repeat", "heavy"])
@pytest.mark.parametrize("seed", range(3))
def test_seeded_pairs(seed: int, profile: str, automatic: bool) -> None:
    """Edits, moves, splits, merges, insertions and deletions all at once."""
    old, new = seeded(seed, profile, automatic=automatic)
    _, found = marked(old, new)

    assert (found.in_place, found.numbers) == (True, ()), found.en
    assert words(found.data, View.FINAL) == words(new, View.FINAL)
    assert words(found.data, View.ORIGINAL) == words(old, View.FINAL)
    assert list(misplaced(part(found.data))) == []


def test_footnotes_are_marked_where_they_stand() -> None:
    """The words of a note change in the part that holds the notes."""
    body = p(PAY) + '<w:p><w:r><w:t>价款含税</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p(LATE)
    old, new = (
        word(
            body,
            footnotes=f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2">{p(note)}</w:footnote></w:footnotes>',
        )
        for note in ("税率按百分之六计算，由乙方承担。", "税率按百分之九计算，由乙方承担。")
    )
    _, found = marked(old, new)

    assert found.in_place, found.en
    assert words(found.data, View.FINAL) == words(new, View.FINAL)
    assert words(found.data, View.ORIGINAL) == words(old, View.FINAL)
    assert list(part(found.data, "word/footnotes.xml").iter(W + "delText"))
    assert not list(part(found.data).iter(W + "delText"))


def test_one_part_compared_leaves_the_others_alone() -> None:
    """Only the annex is compared: the body stays as it is, whatever the new version says there."""
    annex: list[Item] = ["附件一：服务标准", "乙方应在两小时内响应甲方的故障报修。"]
    old, new = word_file([*OLD, *annex]), word_file([*OLD[:6], *annex[:1], "乙方应在一小时内响应甲方的故障报修。"])
    one, other = version(old, "旧版.docx"), version(new, "新版.docx")
    spans = [Span(each.document.text.index("附件一"), each.document.body.end) for each in (one, other)]
    diff = compare_versions(one, other, *spans)
    found = redline(diff, old, AUTHOR, DATE)

    assert found.in_place, found.en
    assert words(found.data, View.FINAL)[: len(OLD)] == words(old, View.FINAL)[: len(OLD)]
    assert words(found.data, View.FINAL)[-1] == "乙方应在一小时内响应甲方的故障报修。"
