"""File names and folders made to break whoever walks them; built in a folder that a test gives."""

import os
import socket
from pathlib import Path

from tests.hostile.packing import SENTENCES

TEXT = "\n".join(("服务合同", "第一条 服务", *SENTENCES)).encode()

NAMES: dict[str, bytes] = {
    "Chinese, 86 characters": ("合" * 83 + "甲").encode() + b".md",
    "GB18030": "采购合同".encode("gb18030") + b".txt",
    "GB18030, four bytes a character": "合同㐀𠀀".encode("gb18030") + b".txt",
    "no encoding": b"\xff\xfe\x80\x81.txt",
    "newline": b"a\nb.txt",
    "tab and bell": b"a\tb\x07.txt",
    "carriage return": b"a\r.txt",
    "escape": b"\x1b[2J\x1b]0;x\x07.txt",
    "leading dash": b"-rf.txt",
    "two dashes": b"--output=x.txt",
    "right to left": "合同\u202etxt.exe.txt".encode(),
    "without width": "合\u200b同.txt".encode(),
    "formula": b"=cmd|' -C calc'!A0.txt",
    "formula, full width": "＝1+1.txt".encode(),
    "at": b"@SUM(1).txt",
    "markup": b"<img src=x onerror=alert(1)>.txt",
    "quotes": b"\"'`$(id)`.txt",
    "percent": b"%2e%2e%2f%00.txt",
    "dots": b"...txt",
    "dots and more": b"..a..txt",
    "trailing dot": "合同.txt.".encode(),
    "trailing space": "合同.txt ".encode(),
    "leading space": " 合同.txt".encode(),
    "CON": b"CON.txt",
    "NUL": b"nul.txt",
    "COM1": b"COM1.TXT",
    "upper case": b"A.TXT",
    "lower case": b"a.txt",
    "composed": "é.txt".encode(),
    "decomposed": "e\u0301.txt".encode(),
    "same stem": b"a.md",
    "emoji": "📄合同.txt".encode(),
    "private use": "\ue000.txt".encode(),
    "noncharacter": "\ufffe.txt".encode(),
    "backslash": b"..\\..\\evil.txt",
    "colon": b"C:evil.txt",
    "glob": b"[*]?.txt",
    "suffix twice": b"x.pdf.txt",
    "suffix in capitals": b"x.TxT",
    "longest, Latin": b"n" * 251 + b".txt",
}
"""Names of files that are to be read, as bytes, by what is odd about them."""

UNREAD = ("trailing dot", "trailing space")
"""Names whose suffix is none of those that are read in folders."""


def write_names(folder: Path) -> dict[str, Path]:
    """Write a file of each name, each with a text of its own. Raises OSError where the disk knows no such name."""
    written = {}
    for number, (what, name) in enumerate(NAMES.items()):
        path = folder / os.fsdecode(name)
        path.write_bytes(TEXT + f"编号：{number}\n".encode())
        written[what] = path
    return written


def write_tree(folder: Path, outside: Path) -> Path:
    """Write a folder with one agreement and everything a walk may stumble over; gives the agreement."""
    agreement = folder / "合同.txt"
    agreement.write_bytes(TEXT)
    outside.mkdir()
    (outside / "别处.txt").write_bytes(TEXT)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "nowhere.txt").symlink_to(folder / "missing.txt")
    (folder / "out.txt").symlink_to(outside / "别处.txt")
    (folder / "out").symlink_to(outside, target_is_directory=True)
    (folder / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.pdf").mkdir()
    (folder / "folder.pdf" / "里面.txt").write_bytes(TEXT)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(folder / "socket.txt"))
    deep = folder
    for number in range(60):
        deep = deep / f"深{number}"
    deep.mkdir(parents=True)
    (deep / "底.txt").write_bytes(TEXT)
    for name in ("~$合同.docx", "._合同.txt", ".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.合同.docx#"):
        (folder / name).write_bytes(b"x")
    return agreement
