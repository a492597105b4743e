"""Printed pages laid on a scanner: a little aslant, with noise, kept as JPEG; made of any PDF."""

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

DOTS = 200  # an inch


def needs_recognition() -> None:
    """Skips the test where the extra `ocr` is not installed."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")


def photographed(pdf: bytes, *, aslant: float = 0.6, noise: float = 6.0, seed: int = 0) -> list[Image.Image]:
    """Every page as it comes from a scanner. `aslant`: degrees; `noise`: of 255 steps of grey."""
    dice = np.random.default_rng(seed)
    document = pdfium.PdfDocument(pdf)
    pages = []
    for number in range(len(document)):
        drawn = document[number].render(scale=DOTS / 72, grayscale=True).to_pil().convert("L")
        turned = drawn.rotate(aslant, resample=Image.Resampling.BICUBIC, fillcolor=255)
        dots = np.asarray(turned, dtype=np.float64) * 0.94 + dice.normal(0, noise, turned.size[::-1])
        pages.append(Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8)))
    document.close()
    return pages


def saved(pages: list[Image.Image], kind: str = "JPEG", **more: object) -> bytes:
    """The pages as one file; of the kinds that hold one picture, the first."""
    target = io.BytesIO()
    if kind in {"PDF", "TIFF"}:
        more = {"save_all": True, "append_images": pages[1:], **more}
    pages[0].save(target, kind, **more)
    return target.getvalue()


def scanned(pdf: bytes, **blemishes: float) -> bytes:
    """The PDF of pictures that a scanner makes of printed pages."""
    return saved(photographed(pdf, **blemishes), "PDF", resolution=DOTS, quality=75)  # type: ignore[arg-type]
