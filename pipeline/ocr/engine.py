"""The recognition engine: pictures of lines become characters, each with its place and how sure the engine is.

RapidOCR (Apache-2.0) with the models of its own wheel; nothing is fetched. It is used in its two steps, so that
a page is detected once, whatever is done to its lines.
"""

import os
from dataclasses import dataclass
from threading import local
from typing import Any, cast

import numpy as np

from pipeline.errors import MissingDependency
from pipeline.ocr import is_available

Pixels = Any

_MAX_SIDE = 2000
"""Detection works on pictures no longer than this; a page at 200 dpi is 2,339."""

_END_RIGHT, _END_LEFT = 0.5, 0.15
"""Heights of a line by which its box is lengthened at either end."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as read: where it stands along its line (0 to 1), how probable it is, and the runner-up."""

    character: str
    at: float
    probability: float
    second: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A line found on a picture: its four corners in pixels from the top left clockwise, and its characters."""

    corners: tuple[tuple[float, float], ...]
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The characters as one string."""
        return "".join(glyph.character for glyph in self.glyphs)


class Engine:
    """One loaded set of models; not to be shared by threads. Raises MissingDependency without the extra `ocr`."""

    def __init__(self) -> None:
        if not is_available():
            raise MissingDependency("scans need OCR: pip install 'tiaoli[ocr]', or leave them with --ocr never")
        os.environ.setdefault("ORT_LOGGING_LEVEL", "3")
        from rapidocr import RapidOCR

        reader: Any = RapidOCR(params=_parameters())
        self._detect = reader._load_det_model()
        self._recognize = reader._load_rec_model()
        self._recognize.postprocess_op = _Decoder(self._recognize.postprocess_op.character)
        self._reader = reader

    def boxes(self, grey: Pixels) -> list[Pixels]:
        """Find the lines of a picture: corners (4 by 2) in pixels, top to bottom."""
        import cv2

        scale = min(1.0, _MAX_SIDE / max(grey.shape[:2]))
        small = grey if scale == 1.0 else cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        found = self._detect(_three(small)).boxes
        return [] if found is None else _widened([np.asarray(box, dtype=np.float32) / scale for box in found])

    def crops(self, grey: Pixels, boxes: list[Pixels]) -> list[Pixels]:
        """Cut the lines out of a picture, each set level; lines taller than wide are turned."""
        return self._reader.crop_text_regions(_three(grey), boxes) if boxes else []

    def characters(self, crops: list[Pixels]) -> list[tuple[Glyph, ...]]:
        """Read lines, each a picture of three channels."""
        from rapidocr.ch_ppocr_rec import TextRecInput

        if not crops:
            return []
        return list(self._recognize(TextRecInput(img=crops, return_word_box=True)).word_results)

    def read(self, grey: Pixels, boxes: list[Pixels]) -> list[Found]:
        """Read the lines of a picture that stand in boxes."""
        read = self.characters(self.crops(grey, boxes))
        return [
            Found(tuple((float(x), float(y)) for x, y in box), glyphs)
            for box, glyphs in zip(boxes, read, strict=True)
            if any(glyph.character.strip() for glyph in glyphs)
        ]


def _widened(boxes: list[Pixels]) -> list[Pixels]:
    """Lengthen level boxes by part of their height where no other box stands: detection cuts off a final 。 or a 1."""
    spans = [(box[:, 0].min(), box[:, 1].min(), box[:, 0].max(), box[:, 1].max()) for box in boxes]
    wider = []
    for box, (x0, top, x1, bottom) in zip(boxes, spans, strict=True):
        height = min(bottom - top, 1.5 * np.linalg.norm(box[0] - box[3]))
        beside = [s for s in spans if min(bottom, s[3]) - max(top, s[1]) > 0.2 * height]
        free_right = min((s[0] for s in beside if s[0] >= x1 - 1), default=np.inf) - x1
        free_left = x0 - max((s[2] for s in beside if s[2] <= x0 + 1), default=-np.inf)
        grown, along = box.copy(), (box[1] - box[0]) / max(np.linalg.norm(box[1] - box[0]), 1)
        if abs(along[0]) > 0.7:
            grown[[1, 2]] += along * max(0.0, min(_END_RIGHT * height, free_right / 2))
            grown[[0, 3]] -= along * max(0.0, min(_END_LEFT * height, free_left / 2, x0))
        wider.append(grown)
    return wider


def _three(grey: Pixels) -> Pixels:
    return grey if grey.ndim == 3 else np.repeat(grey[:, :, None], 3, axis=2)


def _parameters() -> dict[str, Any]:
    """One thread an engine: pages and documents are read side by side. OpenVINO where it is installed.

    OpenVINO pins its threads to the same core in every process unless told not to.
    """
    from importlib.util import find_spec

    parameters: dict[str, Any] = {"Global.log_level": "critical", "Global.use_cls": False}
    if find_spec("openvino") is not None:
        from rapidocr import EngineType

        parameters |= {"Det.engine_type": EngineType.OPENVINO, "Rec.engine_type": EngineType.OPENVINO,
                       "EngineConfig.openvino.inference_num_threads": 1, "EngineConfig.openvino.enable_cpu_pinning": False}  # fmt: skip
    else:
        parameters |= {"EngineConfig.onnxruntime.intra_op_num_threads": 1, "EngineConfig.onnxruntime.inter_op_num_threads": 1}  # fmt: skip
    return parameters


class _Decoder:
    """Takes the place of the engine's own decoder: keeps for each character its column, probability and runner-up.

    Greedy decoding of CTC output: the best class of each column, repeats and blanks (class 0) left out.
    """

    def __init__(self, characters: list[str]) -> None:
        self.character = characters

    def __call__(
        self, predictions: Pixels, _words: bool, *, wh_ratio_list: list[float], max_wh_ratio: float
    ) -> tuple[list[tuple[str, float]], list[tuple[Glyph, ...]]]:
        lines = []
        for row, ratio in zip(predictions, wh_ratio_list, strict=True):
            used = max(len(row) * ratio / max_wh_ratio, 1.0)
            lines.append(tuple(self._glyphs(row, used)))
        return [("".join(g.character for g in line), 1.0) for line in lines], lines

    def _glyphs(self, row: Pixels, used: float) -> list[Glyph]:
        best = row.argmax(axis=1)
        first = np.flatnonzero((best != 0) & (np.concatenate(([True], best[1:] != best[:-1]))))
        glyphs = []
        for column in first.tolist():
            end = column + 1
            while end < len(best) and best[end] == best[column]:
                end += 1
            scores = row[column:end].max(axis=0)
            kind = int(best[column])
            scores_without = scores.copy()
            scores_without[[0, kind]] = 0
            other = int(scores_without.argmax())
            middle = min((column + end) / 2 / used, 1.0)
            second = self.character[other] if scores_without[other] > 0.02 else ""
            glyphs.append(Glyph(self.character[kind], middle, float(scores[kind]), second))
        return glyphs


_threads = local()


def engine() -> Engine:
    """Give the engine of this thread, loaded on first use."""
    if not hasattr(_threads, "engine"):
        _threads.engine = Engine()
    return cast(Engine, _threads.engine)
