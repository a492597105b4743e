"""A picture file → its pages as grey pixels, upright as its camera noted. Imported only where `ocr` is installed."""

import io
import struct
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps

from models.words import Words
from reports.reading.errors import Unreadable
from reports.reading.pixels import Pixels

MOST_PIXELS = 80_000_000  # of one page: A3 at 600 dots an inch has 70 million
_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
_FAULTS = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, struct.error)


def pages_of(content: bytes) -> Iterator[Pixels]:
    """The pages of a picture file: all those of a TIFF, the first picture of any other.

    How large they are is asked before they are unpacked. Raises Unreadable for damaged and for giant ones.
    """
    try:
        picture = Image.open(io.BytesIO(content), formats=_KINDS)
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        for number in range(count):
            if number:
                picture.seek(number)
            if picture.width * picture.height > MOST_PIXELS:
                raise Unreadable(_GIANT)
            yield _grey(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unreadable(_GIANT) from bomb
    except _FAULTS as fault:
        raise Unreadable(_DAMAGED) from fault


def _grey(picture: Image.Image) -> Pixels:
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith(("I", "F")):  # 16 bits and more a dot
        values = np.asarray(upright, dtype=np.float64)
        return np.asarray(values * (255 / max(float(values.max()), 1.0)), dtype=np.uint8)
    if upright.has_transparency_data:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    return np.asarray(upright.convert("L"), dtype=np.uint8)


_GIANT = Words(
    f"图片超过 {MOST_PIXELS // 1_000_000} 百万像素，没有读取。请缩小到每英寸 200 点后再检查。",
    f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels; it was not read. "
    "Make it smaller, 200 dots an inch, and check that.",
)
_DAMAGED = Words(
    "图片文件损坏，不能读取。请重新下载或索取。", "The picture is damaged. Fetch it or ask for it again."
)
