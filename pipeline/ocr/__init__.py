"""Pictures of pages become lines of text: cleaning, seals, recognition, doubts. Needs the extra `ocr`."""

from importlib.util import find_spec


def is_available() -> bool:
    """Say whether the extra `ocr` is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
