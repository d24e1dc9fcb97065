"""Folders of as many agreements as asked for, each with parties, number and sums of its own."""

import io
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

AGREEMENTS = Path(__file__).parents[2] / "corpus" / "agreements"

_SCAN = 300_000
"""Bytes from which an agreement of the corpus is a scan: recognising it takes as long as reading hundreds."""

_NAMES = "云岫砚池澜山青禾砺石穗野栖川松涧鹭洲苇航墨渠霁川梧桐岭溪谷"
_TRADES = ("数据", "信息技术", "贸易", "物流", "机械", "食品", "传媒", "置业")
_COMPANY = re.compile(r"[\u4e00-\u9fff]{2,8}(?=(?:（[\u4e00-\u9fff]{2,4}）)?有限公司)")
_MONEY = re.compile(r"(?<![\d.,])[1-9]\d?(?=0,000(?:\.00)?元)")


def agreements(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes: the agreements of the corpus in turn, with other companies and sums each time.

    Scans are left out; PDFs keep their words and get other bytes. The same count and seed give the same folder.
    """
    paths = (path for path in sorted(AGREEMENTS.iterdir()) if path.stat().st_size < _SCAN)
    models = [(path.stem, path.suffix, path.read_bytes()) for path in paths]
    for number in range(count):
        stem, suffix, data = models[number % len(models)]
        chance = random.Random(seed * 1_000_003 + number)
        yield f"{number:05d}-{stem}{suffix}", _varied(suffix, data, chance, number)


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Write such agreements into a folder, five hundred a folder below it."""
    for number, (name, data) in enumerate(agreements(count, seed)):
        below = folder / f"{number // 500:03d}"
        below.mkdir(parents=True, exist_ok=True)
        (below / name).write_bytes(data)


def _varied(suffix: str, data: bytes, chance: random.Random, number: int) -> bytes:
    if suffix == ".pdf":
        return data + b"%%%d\n" % number
    if suffix == ".docx":
        return _varied_word(data, chance, number)
    return (_other_words(_decoded(data), chance) + f"\n编号：N-{number:06d}\n").encode()


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _varied_word(data: bytes, chance: random.Random, number: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = _other_words(part.decode(), chance).encode() + b"<!--%d-->" % number
            new.writestr(zipfile.ZipInfo(name), part)
    return buffer.getvalue()


def _other_words(text: str, chance: random.Random) -> str:
    """Give every company another name and every sum of ten thousands another figure, the same for the same."""
    given: dict[str, str] = {}

    def company(match: re.Match[str]) -> str:
        return given.setdefault(match[0], "".join(chance.sample(_NAMES, 2)) + chance.choice(_TRADES))

    return _MONEY.sub(lambda _: str(chance.randint(1, 99)), _COMPANY.sub(company, text))
