"""Hostile texts: encodings, lengths, what repeats, other kinds of file under a name of ours, old Word files."""

import io
import json
import random
import struct
import tarfile
from functools import partial

from tests.hostile.made import Hostile
from tests.hostile.packing import SENTENCES

_COMPLETE, _PARTIAL = frozenset({"complete"}), frozenset({"partial"})
_DAMAGED, _TOO_LARGE, _UNSUPPORTED = frozenset({"damaged"}), frozenset({"too_large"}), frozenset({"unsupported"})
_ENDED, _MEMORY = frozenset({"timeout"}), frozenset({"out_of_memory"})
"""Also right for what grows out of proportion, as long as it is ended in time."""
_TEXT = "\n".join(("服务合同", "甲方：岭南示例设备有限公司", "第一条 服务", *SENTENCES)) + "\n"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (
    f"<html><head><title>合同</title></head><body>{''.join(f'<p>{line}</p>' for line in _TEXT.split())}</body></html>"
)


def repeat(unit: str, length: int, before: str = _TEXT, after: str = "") -> bytes:
    """Write a text that repeats a unit up to a length in characters."""
    return (before + (unit * (length // len(unit) + 1))[:length] + after).encode()


def counted(unit: str, length: int) -> bytes:
    """Write a text that repeats a unit with a number that counts up to about a length in characters."""
    count = length // len(unit.replace("{i}", "1000"))
    return (_TEXT + "".join(unit.replace("{i}", str(i)) for i in range(count))).encode()


def _clauses(count: int) -> bytes:
    return (_TEXT + "".join(f"{i}.\n" for i in range(1, count + 1))).encode()


def _noise(length: int) -> bytes:
    return random.Random(7).randbytes(length)


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as pack:
        pack.addfile(tarfile.TarInfo("合同.txt"), io.BytesIO())
    return out.getvalue()


def _mime_html() -> bytes:
    """Write what office systems save as .doc: HTML in a mail."""
    return f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n\n{_HTML}".encode()


def _word_html() -> bytes:
    return b'<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">' + _HTML.encode()  # fmt: skip


def rtf(text: str) -> bytes:
    """Write a text as RTF."""
    return b"{\\rtf1\\ansi " + "".join(f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" if c != "\n" else "\\par " for c in text).encode() + b"}"  # fmt: skip


def ole(sectors: bytes, *, first_directory: int = 1, fat: int = 0, difat: int = 0xFFFFFFFE, count: int = 1) -> bytes:
    """Write a compound file by hand ([MS-CFB] 2.2): a head, then sectors of 512 bytes."""
    head = _OLE + b"\0" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack(
        "<9I", 0, count, first_directory, 0, 4096, 0xFFFFFFFE, 0, difat, 0 if difat == 0xFFFFFFFE else 1
    )
    return head.ljust(76, b"\0") + struct.pack("<I", fat) + b"\xff" * 432 + sectors


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int = 0xFFFFFFFE, size: int = 0) -> bytes:
    label = (name + "\0").encode("utf-16-le")
    ids = struct.pack("<H2B3I", len(label), kind, 1, left, right, child)
    return label.ljust(64, b"\0") + ids + b"\0" * 36 + struct.pack("<IQ", start, size)


def _fat(*links: int) -> bytes:
    return struct.pack(f"<{len(links)}I", *links).ljust(512, b"\xff")


def _ole_overlapping(count: int) -> bytes:
    """Write a compound file whose many streams of a megabyte are all the same sectors."""
    size, entries = 2048, 1 + count
    sectors = (entries + 3) // 4
    fats = 1 + (1 + sectors + size) // 128
    links = (
        [_FAT] * fats
        + [*range(fats + 1, fats + sectors), _END]
        + [*range(fats + sectors + 1, fats + sectors + size), _END]
    )
    first = fats + sectors
    tree = [
        _entry(f"s{i:05}", 2, _NONE, i + 1 if i < count else _NONE, _NONE, first, size * 512)
        for i in range(1, count + 1)
    ]
    table = struct.pack(f"<{len(links)}I", *links).ljust(512 * fats, b"\xff")
    head = bytearray(ole(b"", first_directory=fats, count=fats))
    head[76 : 76 + 4 * fats] = struct.pack(f"<{fats}I", *range(fats))
    return bytes(head) + table + b"".join((_ROOT, *tree)).ljust(512 * sectors, b"\0") + b"\0" * (512 * size)


_NONE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ROOT = _entry("Root Entry", 5, _NONE, _NONE, 1)


def _ole_loop(kind: str) -> bytes:
    """Write a compound file whose sectors, tree or list of sectors run in a circle."""
    stream = _entry("WordDocument", 2, _NONE, _NONE, _NONE, 2, 1_000_000_000)
    if kind == "chain":
        return ole(_fat(_FAT, _END, 3, 2) + (_ROOT + stream).ljust(512, b"\0") + b"\0" * 1024)
    if kind == "tree":
        circle = _entry("WordDocument", 2, 1, 1, 1, 2, 4096)
        return ole(_fat(_FAT, _END, _END) + (_ROOT + circle).ljust(512, b"\0") + b"\0" * 512)
    if kind == "directory":
        return ole(_fat(_FAT, 1) + (_ROOT + stream).ljust(512, b"\0"))
    return ole(_fat(_FAT, _END) + (_ROOT + stream).ljust(512, b"\0"), difat=0, count=0xFFFFFFFF)


_CONTROLS = (
    Hostile("text-control", lambda: _TEXT.encode(), _COMPLETE, "a valid text"),
    Hostile("text-control-gb18030", lambda: _TEXT.encode("gb18030"), _COMPLETE, "a valid text in GB18030"),
    Hostile("text-control-utf-16", lambda: _TEXT.encode("utf-16"), _COMPLETE, "a valid text in UTF-16 with mark"),
    Hostile("text-utf-16-le-no-mark", lambda: _TEXT.encode("utf-16-le"), _COMPLETE, "UTF-16 without mark: hardly a zero in Chinese"),
    Hostile("text-utf-16-be-no-mark", lambda: _TEXT.encode("utf-16-be"), _COMPLETE, "UTF-16 without mark, the other way round"),
    Hostile("text-control-old-mac", lambda: _TEXT.replace("\n", "\r").encode(), _COMPLETE, "line ends of old"),
    Hostile("rtf-control", lambda: rtf(_TEXT), _COMPLETE | _UNSUPPORTED, "a valid RTF file (unsupported without LibreOffice)", slow=True),
)  # fmt: skip

_CODES = (
    Hostile("text-surrogates", lambda: _TEXT.encode() + b"\xed\xa0\x80\xed\xb0\x80" + _TEXT.encode(), _PARTIAL | _DAMAGED, "halves of characters in UTF-8"),
    Hostile("text-broken-utf-8", lambda: _TEXT.encode()[:-4] + b"\xe7\x94", _PARTIAL | _DAMAGED, "UTF-8 cut in a character: no GB18030"),
    Hostile("text-one-wrong-byte", lambda: _TEXT.encode() + b"\xff" + _TEXT.encode() * 3, _PARTIAL | _DAMAGED, "one wrong byte in UTF-8"),
    Hostile("text-utf-16-odd", lambda: _TEXT.encode("utf-16")[:-1], _DAMAGED, "UTF-16 cut in a character"),
    Hostile("text-utf-16-surrogate", lambda: _TEXT.encode("utf-16") + b"\x00\xd8\x00\xd8", _DAMAGED, "half a character in UTF-16"),
    Hostile("text-noise", lambda: _noise(1_000_000), _UNSUPPORTED | _DAMAGED, "a million bytes of noise"),
    Hostile("text-nulls", lambda: _TEXT.encode() + b"\0" * 50 + _TEXT.encode(), _UNSUPPORTED | _DAMAGED, "zeros between"),
    Hostile("text-controls", lambda: _TEXT.encode() + b"\x1b[2J\x1b]0;x\x07\x08\x7f\x9b", _COMPLETE | _UNSUPPORTED | _PARTIAL | _DAMAGED, "orders to a terminal"),
    Hostile("text-bidi", lambda: (_TEXT + "\u202e元000,1\u202c\u2066\u200f" * 1000).encode(), _COMPLETE, "right to left"),
    Hostile("text-noncharacters", lambda: (_TEXT + "\ufffe\uffff\U0010ffff\ufeff\u2028\u2029\x85" * 100).encode(), _COMPLETE, "characters that are none"),
    Hostile("text-empty", lambda: b"", _DAMAGED, "nothing"),
    Hostile("text-blank", lambda: b" \r\n\t" * 10_000, _DAMAGED, "blanks"),
    Hostile("text-invisible", lambda: "\u200b\u200d\ufeff".encode() * 10_000, _DAMAGED, "characters without width alone"),
    Hostile("text-zeros", lambda: b"\0" * 50_000_000, _DAMAGED, "50 MB of zeros"),
    Hostile("text-zeros-above-limit", lambda: b"\0" * (200 * 1024 * 1024 + 1), _TOO_LARGE, "zeros above what is read"),
)  # fmt: skip

_LENGTHS = (
    Hostile("text-one-line-10-mb", lambda: repeat(SENTENCES[0], 3_500_000, ""), _TOO_LARGE, "one line of 10 MB"),
    Hostile("text-one-word-1-mb", lambda: repeat("甲", 350_000), _COMPLETE | _TOO_LARGE, "one character 350,000 times"),
    Hostile("text-combining", lambda: repeat("\u0301", 2_500_000), _TOO_LARGE, "5 MB of marks on one letter"),
    Hostile("text-million-clauses", partial(_clauses, 1_000_000), _TOO_LARGE, "10^6 clause numbers"),
    Hostile("text-clauses", partial(_clauses, 20_000), _COMPLETE | _TOO_LARGE, "20,000 clause numbers"),
    Hostile("text-blank-lines", lambda: repeat("\n", 1_000_000, after="完"), _COMPLETE | _TOO_LARGE, "10^6 empty lines"),
    Hostile("text-blanks", lambda: repeat(" ", 1_000_000, after="完"), _COMPLETE | _TOO_LARGE, "10^6 blanks in a line"),
    Hostile("text-tabs", lambda: repeat("\t", 300_000, after="完"), _COMPLETE | _TOO_LARGE, "a row of 300,000 cells"),
    Hostile("text-pipes", lambda: repeat("|", 150_000, "# 合同\n"), _COMPLETE | _TOO_LARGE, "a row of 150,000 cells in Markdown"),
    Hostile("text-comments-open", lambda: repeat("<!--", 400_000, "# 合同\n"), _COMPLETE | _TOO_LARGE, "comments that do not end"),
    Hostile("text-brackets", lambda: repeat("[", 300_000, "# 合同\n"), _COMPLETE | _TOO_LARGE, "links that do not end"),
    Hostile("text-emphasis", lambda: repeat("_*", 300_000, "# 合同\n"), _COMPLETE | _TOO_LARGE, "emphasis that does not end"),
    Hostile("text-figures", lambda: repeat("1", 300_000), _COMPLETE | _TOO_LARGE, "a number of 300,000 figures"),
    Hostile("text-numerals", lambda: repeat("一百万", 300_000), _COMPLETE | _TOO_LARGE, "a Chinese numeral of 300,000 characters"),
    Hostile("text-amounts", lambda: repeat("¥1,000.00元", 200_000), _COMPLETE | _TOO_LARGE, "20,000 amounts in a line"),
    Hostile("text-parties", lambda: repeat("甲方：示例有限公司\n", 20_000), _COMPLETE, "thousands of parties"),
    Hostile("text-parties-more", lambda: repeat("甲方：示例有限公司\n", 200_000), _COMPLETE, "ten times as many"),
    Hostile("text-parties-named", lambda: counted("甲方{i}：示例{i}有限公司，邮箱：a{i}@b.cn\n", 100_000), _COMPLETE, "thousands of parties, each of another name"),
    Hostile("text-dates", lambda: repeat("2024年1月1日", 200_000), _COMPLETE | _TOO_LARGE, "22,000 dates in a line"),
    Hostile("text-definitions", lambda: repeat("“甲”指“乙”，", 20_000), _COMPLETE, "thousands of definitions in a line"),
    Hostile("text-definitions-more", lambda: repeat("“甲”指“乙”，", 200_000), _COMPLETE, "ten times as many"),
    Hostile("text-definitions-ended", lambda: counted("“甲{i}”是指某物；", 60_000), _COMPLETE, "6,000 definitions in a line, each with its end"),
    Hostile("text-definitions-endless", lambda: counted("“甲{i}”指“乙{i}”，", 200_000), _PARTIAL | _ENDED | _MEMORY, "20,000 definitions that all reach to the end of one line: their words are the square of it", slow=True),
    Hostile("text-courts", lambda: repeat("争议由甲方所在地人民法院管辖，", 200_000), _COMPLETE, "13,000 courts in a sentence"),
    Hostile("text-courts-or", lambda: repeat("提交北京仲裁委员会或", 200_000), _COMPLETE, "20,000 forums, one or the other"),
    Hostile("text-court-lines", lambda: repeat("争议由甲方所在地人民法院管辖。\n", 100_000), _PARTIAL, "6,000 agreements on disputes"),
    Hostile("text-limits", lambda: counted("赔偿责任不超过{i}元，", 20_000), _PARTIAL, "1,600 limits of liability in a sentence"),
    Hostile("text-limits-more", lambda: counted("赔偿责任不超过{i}元，", 100_000), _PARTIAL | _ENDED | _MEMORY, "8,000 limits that all quote one sentence: their quotes are the square of it", slow=True),
    Hostile("text-prices", lambda: counted("合同总价为{i}元，", 100_000), _PARTIAL, "8,000 prices in a sentence"),
    Hostile("text-annexes", lambda: counted("附件{i}\n清单\n", 60_000), _PARTIAL, "6,000 annexes"),
    Hostile("text-lists-in-lists", lambda: counted("有下列情形之一的，甲方可以解除合同：\n（{i}）乙方违约；\n", 30_000), _PARTIAL, "lists whose last item is a list"),
    Hostile("text-references", lambda: repeat("按照本合同第一条第二款第（三）项，", 100_000), _COMPLETE | _TOO_LARGE, "6,000 references in a line"),
    Hostile("text-quotes", lambda: repeat("“", 200_000), _COMPLETE | _TOO_LARGE, "quotes that do not end"),
    Hostile("text-headings", lambda: repeat("# 章\n", 20_000, "# 合同\n"), _COMPLETE, "thousands of headings"),
    Hostile("text-headings-more", lambda: repeat("# 章\n", 200_000, "# 合同\n"), _COMPLETE, "ten times as many", slow=True),
)  # fmt: skip

_KINDS = (
    *(
        Hostile(f"kind-{name}", make, _UNSUPPORTED, f"{name} under a name of ours")
        for name, make in {
            "html": _HTML.encode,
            "html-of-word": _word_html,
            "html-in-mail": _mime_html,
            "exe": lambda: b"MZ\x90\0\3\0\0\0" + _noise(4000),
            "elf": lambda: b"\x7fELF\2\1\1" + b"\0" * 9 + _noise(4000),
            "gzip": lambda: b"\x1f\x8b\x08\0" + _noise(4000),
            "7z": lambda: b"7z\xbc\xaf\x27\x1c" + _noise(4000),
            "rar": lambda: b"Rar!\x1a\x07\x01\0" + _noise(4000),
            "tar": _tar,
            "gif": lambda: b"GIF89a\1\0\1\0\0\0\0;",
            "bmp": lambda: b"BM" + struct.pack("<I4xI", 60, 54) + b"\0" * 46,
            "heic": lambda: b"\0\0\0\x18ftypheic" + _noise(4000),
            "xml": lambda: b'<?xml version="1.0"?><a>x</a>',
            "odf-flat": lambda: b'<?xml version="1.0"?><office:document xmlns:office="o"/>',
            "sqlite": lambda: b"SQLite format 3\0" + _noise(4000),
        }.items()
    ),
    Hostile("kind-json", lambda: json.dumps({"合同": _TEXT}, ensure_ascii=False).encode(), _COMPLETE | _UNSUPPORTED, "JSON is text too"),
    Hostile("kind-pk-text", lambda: ("PK 合同\n" + _TEXT).encode(), _COMPLETE, "a text that begins with PK"),
    Hostile("kind-bm-text", lambda: ("BM 设备服务合同\n" + _TEXT).encode(), _COMPLETE, "a text that begins with BM"),
)  # fmt: skip

_OLD = (
    Hostile("rtf-deep", lambda: b"{\\rtf1 " + b"{" * 200_000 + b"a" + b"}" * 200_001, _COMPLETE | _DAMAGED | _TOO_LARGE | _UNSUPPORTED, "groups 200,000 deep"),
    Hostile("rtf-cut", lambda: rtf(_TEXT)[:-20], _DAMAGED, "cut off"),
    Hostile("rtf-binary", lambda: b"{\\rtf1 \\bin2147483647 x}", _DAMAGED | _UNSUPPORTED | _COMPLETE | frozenset({"timeout"}), "2 GB of binary that is not there", slow=True),
    *(Hostile(f"doc-loop-{kind}", partial(_ole_loop, kind), _DAMAGED | _TOO_LARGE, "a compound file in a circle") for kind in ("chain", "tree", "directory", "difat")),
    Hostile("doc-overlapping", partial(_ole_overlapping, 900), _TOO_LARGE, "900 streams of the same megabyte"),
    Hostile("doc-only-head", lambda: _OLE, _DAMAGED, "eight bytes"),
    Hostile("doc-noise", lambda: _OLE + _noise(20_000), _DAMAGED | _UNSUPPORTED, "a head and noise"),
)  # fmt: skip

TEXTS = (*_CONTROLS, *_CODES, *_LENGTHS, *_KINDS, *_OLD)
