"""Recognition of printed text in pixels, offline: RapidOCR's detector and recogniser, whose models are in its package.

It is the optional extra `ocr`; nothing of it is imported before a scan is to be read, and nothing is ever fetched.
"""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.reading.sheet import Box, Sheet

if TYPE_CHECKING:
    from reports.reading.pixels import Pixels

_DETECTOR, _READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_MOST_THREADS = 2  # a third does not make a page faster, and its memory counts
_NARROWEST = 128  # pixels to which a lone figure is filled up: at the usual 320, a table takes twice as long
_LONGEST = 64  # times its height
_AT_ONCE = 8  # lines recognised together: more take more memory and no less time
MOST_PAGES = 16  # of a document: some 6 s each on one core, and others may be at work
MOST_MARKS = 5_000  # of a document: a page of tables has some 300

TO_INSTALL = "；安装文字识别组件 chunxun[ocr] 后可以识别"


def is_installed() -> bool:
    """Whether scans can be recognised here: the extra `ocr` is there."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture of one line says; `sureness` from 0 to 1 is what the recogniser says of itself."""

    text: str
    sureness: float


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One engine; safe for one thread at a time."""

    engine: Any

    def places(self, pixels: "Pixels") -> list[Box]:
        """Where lines of text stand. Unit: pixels."""
        found = self.engine(_coloured(pixels), use_det=True, use_cls=False, use_rec=False)
        quads = () if found.boxes is None else found.boxes
        return [Box(*map(float, (*quad.min(axis=0), *quad.max(axis=0)))) for quad in quads]

    def read(self, lines: Sequence["Pixels"]) -> list[Reading]:
        """What each picture of a line says, in their order."""
        if not lines:
            return []
        found = self.engine.recognize_txt([_coloured(_shortened(line)) for line in lines])
        return [
            Reading(text.strip(), float(score)) for text, score in zip(found.txts, found.scores, strict=True)
        ]


def _shortened(line: "Pixels") -> "Pixels":
    """The line, squeezed where it is longer than any line of print: what it takes grows with its length."""
    import cv2
    import numpy as np

    height, width = line.shape
    if width <= _LONGEST * height:
        return line
    return np.asarray(cv2.resize(line, (_LONGEST * height, height)), dtype=np.uint8)


@dataclass(slots=True)
class Recognition:
    """The recognition of one document: how much of it has been done, and whether that is as much as may be."""

    pages: int = 0
    marks: int = 0

    @property
    def engine(self) -> Recogniser:
        """What recognises; it is made when first asked for, which takes a second."""
        return recogniser()

    @property
    def is_spent(self) -> bool:
        """Whether its other pages are left: they would take longer than a document may."""
        return self.pages >= MOST_PAGES or self.marks >= MOST_MARKS

    def note(self, sheet: Sheet) -> None:
        """Count a page."""
        self.pages += 1
        self.marks += len(sheet.marks)


def _coloured(pixels: "Pixels") -> Any:
    import cv2

    return cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)


@cache
def recogniser() -> Recogniser:
    """The engine of this process. Raises ImportError where the extra is not installed."""
    import cv2
    import rapidocr

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    cv2.setNumThreads(1)
    models = Path(rapidocr.__file__).parent / "models"
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": 100_000,  # it is given no more than it can hold
            # Models named by their path are never looked for elsewhere.
            "Det.model_path": str(models / _DETECTOR),
            "Rec.model_path": str(models / _READER),
            "Rec.rec_batch_num": _AT_ONCE,
            "Rec.rec_img_shape": [3, 48, _NARROWEST],
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    return Recogniser(engine)
