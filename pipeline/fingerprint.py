"""What a result depends on beside the document: our code, the libraries, the settings, in one short name."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from pipeline.batch import Settings
from pipeline.options import Options

_READING = ("model", "zh", "parsing", "ocr", "office.py", "options.py", "readings.py")
_READING_LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "lxml", "pillow", "msoffcrypto-tool", "olefile")
_OCR_LIBRARIES = ("rapidocr", "onnxruntime", "openvino", "opencv-python-headless", "numpy")
_EXTRACTION = (
    "model",
    "zh",
    "batch.py",
    "clauses",
    "printed.py",
    "extraction.py",
    "passages.py",
    "reports/json.py",
    "reports/originals.py",
)
_EXTRACTION_LIBRARIES = ("jieba", "spacy", "python-dateutil", "python-stdnum")


@dataclass(frozen=True, slots=True)
class Keys:
    """What makes a result still good: the reading, the extraction, and for one that failed the conditions."""

    reading: str
    extraction: str
    conditions: str


def keys(settings: Settings) -> Keys:
    """Name what results under these settings depend on."""
    return Keys(reading_key(settings.options), extraction_key(settings.plan, settings.language), conditions(settings))


def libraries() -> dict[str, str]:
    """Give the versions of all libraries that results depend on, and our own; empty for what is not installed."""
    return dict(_versions(("tiaoli", *_READING_LIBRARIES, *_OCR_LIBRARIES, *_EXTRACTION_LIBRARIES)))


def conditions(settings: Settings) -> str:
    """Name what may make a document readable that was not: other limits, passwords to try, LibreOffice, OCR."""
    converter = bool(shutil.which("soffice") or shutil.which("libreoffice"))
    tried = len(settings.options.passwords)
    return _name(repr(settings.limits), tried, converter, _versions(_OCR_LIBRARIES))


def reading_key(options: Options) -> str:
    """Name what the reading of a source depends on: the readers and their libraries, the view, OCR and its engine.

    Passwords are no part of it: they change whether a source can be read, not what is read.
    """
    ocr = _versions(_OCR_LIBRARIES) if options.ocr != "never" else ()
    return _name(_code("pipeline", _READING), _versions(_READING_LIBRARIES), ocr, options.view, options.ocr)


def extraction_key(plan: str, language: str) -> str:
    """Name what a record depends on beside the reading: the fields, their libraries, the language of messages."""
    fields = plan.partition(":")[0].partition(".")[0]
    return _name(_code("pipeline", _EXTRACTION), _code(fields, ()), _versions(_EXTRACTION_LIBRARIES), plan, language)


def _name(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


@cache
def _code(package: str, within: Sequence[str]) -> str:
    """Digest the source and data of a package, or of some files and folders within it."""
    root = files(package)
    return digest_of(*([root.joinpath(name) for name in within] or [root]))


def digest_of(*places: Traversable) -> str:
    """Digest files, and folders with all that is in them, in the order of names."""
    digest = hashlib.sha256()
    for place in places:
        _add(digest, place)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", place: Traversable) -> None:
    if place.is_file():
        digest.update(f"{place.name}\0".encode())
        digest.update(place.read_bytes())
    elif place.is_dir():
        for each in sorted(place.iterdir(), key=lambda each: each.name):
            if each.name != "__pycache__":
                _add(digest, each)


def _versions(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _version(name)) for name in names)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
