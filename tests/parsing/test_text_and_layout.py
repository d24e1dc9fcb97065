"""Text files, encodings, line joining, furniture, refusals."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DamagedFile, EmptyFile, EncryptedFile, InputError, UnsupportedFormat
from pipeline.model.document import Kind, Source
from pipeline.parsing import parse
from pipeline.parsing.text import read_text

WRAPPED = "甲乙双方经友好协商就乙方加入合作伙伴体系成为服务商并通过平台向用户提供产品技术和服务等相关事\n宜达成如下协议以资共同遵守。\n"


def source(data: bytes) -> Source:
    """Make a source of bytes."""
    return Source("x", data, "")


def texts(text: str) -> list[str]:
    """Give the blocks of a text file."""
    return [block.text for block in read_text(text.encode()).blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encoding(encoding: str) -> None:
    """Chinese text is read in every encoding that lawyers' files come in."""
    assert (
        read_text("甲方：云岫数据有限公司，abc 123 甲乙双方。\n".encode(encoding)).blocks[0].text
        == "甲方：云岫数据有限公司，abc 123 甲乙双方。"
    )


def test_hard_wrapped_lines_are_joined() -> None:
    """A text cut at one width becomes paragraphs again."""
    blocks = texts(WRAPPED * 6)

    assert blocks == [WRAPPED.replace("\n", "").strip()] * 6


def test_hard_wrapped_lines_with_blank_lines_between_are_joined() -> None:
    """Double spacing does not stop the joining of a cut text."""
    assert len(texts(WRAPPED.replace("\n", "\n\n") * 6)) == 6


@pytest.mark.parametrize(
    "after",
    [
        "第二条 价款",
        "（二）乙方的义务",
        "联系人：商务部",
        "乙方：砚池公司",
        "（以下无正文）",
        "附件一：清单",
        "- 其他",
        "□ 是",
    ],
)
def test_new_block_is_not_joined(after: str) -> None:
    """Labels, party lines, signature words, annexes and list marks begin a new block even after a full line."""
    line = "甲乙双方经友好协商就乙方加入合作伙伴体系成为服务商并通过平台向用户提供产品技术和服务等相关事"

    assert texts(f"{line}\n{after}\n" * 6)[1] == after


@pytest.mark.parametrize(
    ("end", "after"),
    [
        ("等相关事宜按照主管机关财办", "（96）号文件的规定执行。"),
        ("等相关事宜自系统生成订单之日起", "24 小时内完成交付和验收。"),
        ("等相关事宜适用上述违约责任及", "（二）项所列的其他约定处理。"),
        ("等相关事宜的服务费标准自甲方通知之日", "24.1.1起按新的价目表执行。"),
    ],
)
def test_figure_at_the_head_of_a_line_does_not_break_a_sentence(end: str, after: str) -> None:
    """File numbers, periods and references that a line break put in front are no labels."""
    line = f"甲乙双方经友好协商就乙方加入合作伙伴体系成为服务商并通过平台向用户提供{end}"

    assert texts(WRAPPED * 6 + f"{line}\n{after}\n")[-1] == line + after


def test_sentence_broken_by_a_page_is_joined() -> None:
    """A long line that stops in mid-sentence goes on in the next one."""
    broken = "本协议所称产品合作是指双方通过提供各自具备竞争力的产品和研发能力，以达到服务能力增\n\n强的目的的一类合作模式。\n\n第二条 期限"

    assert texts(broken)[0].endswith("服务能力增强的目的的一类合作模式。")


def test_latin_words_keep_their_blank() -> None:
    """Joining puts a blank between Latin words and none between Han characters."""
    line = "This Agreement is entered into by and between the Parties on the date\nset forth below and shall be binding upon them all.\n"

    assert "the date set forth" in texts(line * 8)[0]


@given(st.lists(st.text(alphabet="甲乙双方协商一致。，：；（）第一条1. abc　", max_size=50), max_size=25))
def test_joining_loses_no_character(lines: list[str]) -> None:
    """Every visible character of a file is in its blocks, in order."""
    text = "\n".join(["甲", *lines])

    assert re.sub(r"\s", "", "".join(texts(text))) == re.sub(r"\s", "", text)


def test_markdown_marks_are_not_text() -> None:
    """Headings, bold, links, escapes and tables of Markdown read as printed."""
    blocks = read_text(
        "# 合同\n\n## 第一条 **价款**\n\n见 [附件](x.md)，5\\*8 小时。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode()
    ).blocks

    assert [(block.kind, block.level, block.text) for block in blocks] == [
        (Kind.PARAGRAPH, 1, "合同"),
        (Kind.PARAGRAPH, 2, "第一条 价款"),
        (Kind.PARAGRAPH, None, "见 附件，5*8 小时。"),
        (Kind.ROW, None, "甲\t乙"),
        (Kind.ROW, None, "1\t2"),
    ]


def test_tab_rows_are_table_rows() -> None:
    """Lines with tabs keep their cells."""
    block = read_text("项目\t单价\n".encode()).blocks[0]

    assert (block.kind, [run.text for run in block.runs]) == (Kind.ROW, ["项目", "单价"])


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyFile, "empty"),
        (b" \n\n", EmptyFile, "empty"),
        (b"%PDF-1.7 cut off", DamagedFile, "broken or cut off"),
        (b"PK\x03\x04 cut off", DamagedFile, "broken or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), EncryptedFile, "password"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, DamagedFile, "picture"),
        (b'<?xml version="1.0"?><w:wordDocument/>', UnsupportedFormat, "no Word XML document"),
        (bytes(range(1, 32)) * 20, UnsupportedFormat, "of no kind that is read"),
        (b"\x81\xff" * 50, DamagedFile, "no encoding"),
    ],
)
def test_refusal(data: bytes, error: type[InputError], words: str) -> None:
    """What cannot be read ends in a reason of its own, in Chinese and English."""
    with pytest.raises(error, match=words) as caught:
        parse(source(data))

    assert caught.value.zh


def test_content_counts_and_not_the_suffix() -> None:
    """A text named .pdf is read as text."""
    assert parse(Source("合同.pdf", "甲方：云岫".encode(), "")).media_type == "text/plain"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("_本条款_自2024年起适用。", "本条款自2024年起适用。"),
        ("提前__三十日__通知。", "提前三十日通知。"),
        ("*重要*：请仔细阅读。", "重要：请仔细阅读。"),
        ("甲方：________（盖章）", "甲方：________（盖章）"),
        ("文件名为 first_draft_v2 的附件", "文件名为 first_draft_v2 的附件"),
        ("第一条 费用 {: #fees }", "第一条 费用"),
        ("数量 3 * 5 * 2 台", "数量 3 * 5 * 2 台"),
    ],
)
def test_marks_of_markdown_are_no_words(printed: str, read: str) -> None:
    """Emphasis and attributes go; lines to fill in, names with underscores and products stay."""
    parsed = read_text(f"# 条款\n\n{printed}\n".encode())

    assert [block.text for block in parsed.blocks][1:] == [read]
