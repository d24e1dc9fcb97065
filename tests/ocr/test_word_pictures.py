"""Pictures in Word files: pasted scans are text, seals are seals, the rest stands apart."""

import io
import zipfile

import pytest
from PIL import Image

from pipeline.model.document import Kind, Parsed, Source, TextSource
from pipeline.model.mark import MarkKind
from pipeline.options import Ocr, Options
from pipeline.parsing import parse
from tests.ocr.drawn import encoded, needs_font, page, seal
from tests.parsing.packs import p, word

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pytestmark = needs_font


def read(*pictures: Image.Image, ocr: Ocr = Ocr.AUTO) -> Parsed:
    """Read a Word file of one paragraph that holds pictures."""
    out = io.BytesIO(word(p("第一条 见所附扫描件。")))
    with zipfile.ZipFile(out, "a") as pack:
        for number, picture in enumerate(pictures, 1):
            pack.writestr(f"word/media/image{number}.png", encoded(picture))
    return parse(Source("合同.docx", out.getvalue(), ""), Options(ocr=ocr))


def test_pasted_scan_is_text() -> None:
    """A page pasted as a picture is read into the body."""
    parsed = read(page())

    assert parsed.text_source is TextSource.MIXED
    assert [b.text for b in parsed.blocks if b.kind is Kind.PARAGRAPH][1:3] == [
        "软件服务合同",
        "甲方：云岫科技有限公司",
    ]


def test_pasted_seal_is_a_seal() -> None:
    """A picture of a seal stands apart as one."""
    marks = [run.mark for block in read(seal("red")).blocks for run in block.runs if run.mark]

    assert [(mark.kind, mark.note) for mark in marks] == [(MarkKind.SEAL, "红色印章")]


def test_few_words_on_a_picture_stand_apart() -> None:
    """The words of a small picture are no part of the text."""
    texts = [(b.kind, b.text) for b in read(page(("附图一",))).blocks]

    assert texts == [(Kind.PARAGRAPH, "第一条 见所附扫描件。"), (Kind.FURNITURE, "附图一")]


def test_without_ocr_pictures_are_named() -> None:
    """What was not read is counted."""
    problems = read(page(), ocr=Ocr.NEVER).problems

    assert [(problem.kind, problem.zh) for problem in problems] == [("unread_picture", "含图片 1 张，其中的文字未读取")]


def test_logo_is_passed_over() -> None:
    """Small pictures hold no words."""
    assert read(Image.new("RGB", (120, 60), "red"), ocr=Ocr.NEVER).problems == ()
