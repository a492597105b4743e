"""The characters of a PDF page, as PDFium finds them."""

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

MOST_CHARACTERS = 60_000  # of one page; a page of a report has some 1,500

# Some fonts give radicals where letters are meant; NFKC makes letters of most, traditional ones of a few.
_RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⼾",
    "母民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟户",
)
_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(slots=True)
class Letter:
    """One character."""

    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top, as PDF counts
    turns: int | None  # quarters of a turn, counter-clockwise; None where it slopes


@dataclass(slots=True)
class Writing:
    """The characters of a page."""

    letters: list[Letter] = field(default_factory=list)
    hidden: int = 0
    cut: bool = False

    def read(self, textpage: Any, *, shown: bool) -> None:
        """Read the characters; `shown`: all of them can be seen, so nobody need ask."""
        count = raw.FPDFText_CountChars(textpage)
        self.cut = count > MOST_CHARACTERS
        loose, sides = raw.FS_RECTF(), tuple(ctypes.c_double() for _ in range(4))
        for index in range(min(count, MOST_CHARACTERS)):
            if raw.FPDFText_IsGenerated(textpage, index) == 1:
                continue
            text = _text(textpage, index)
            if not text:
                continue
            raw.FPDFText_GetLooseCharBox(textpage, index, loose)
            box = (loose.left, loose.bottom, loose.right, loose.top)
            if not loose.top - loose.bottom > 0 or text == "\ufffd":
                left, right, bottom, top = sides
                raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
                tight = (left.value, bottom.value, right.value, top.value)
                if not (tight[2] > tight[0] and tight[3] > tight[1]):
                    continue  # a letter without ink
                box = box if loose.top > loose.bottom else tight
            self.letters.append(Letter(text, box, _quarters(raw.FPDFText_GetCharAngle(textpage, index))))
            if not shown and _is_hidden(textpage, index):
                self.hidden += 1

    def turns(self) -> int:
        """How most of the text is turned, in quarters."""
        counted = Counter(letter.turns for letter in self.letters if letter.turns is not None)
        return counted.most_common(1)[0][0] if counted else 0

    def upright(self, quarters: int) -> Iterator[Letter]:
        """The letters that do not slope, as a watermark's do; those turned by quarters stand in narrow cells."""
        counted = Counter(letter.turns for letter in self.letters)
        sloping = counted[None] > counted[quarters]
        return (letter for letter in self.letters if sloping or letter.turns is not None)


def _text(textpage: Any, index: int) -> str:
    code = raw.FPDFText_GetUnicode(textpage, index)
    if code in {0, 0xFFFE, 0xFFFF} or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
        return "\ufffd"
    if code == 2 and raw.FPDFText_IsHyphen(textpage, index) == 1:
        return "-"
    text = chr(code)
    if text.isspace() or _UNSEEN.match(text) or 0xD800 <= code < 0xE000:
        return ""
    if _COMPATIBLE.match(text):
        return unicodedata.normalize("NFKC", text.translate(_RADICALS))
    return text


def _quarters(angle: float) -> int | None:
    turns = -angle / (math.pi / 2)  # PDFium counts clockwise
    return round(turns) % 4 if abs(turns - round(turns)) < 0.1 else None


def _is_hidden(textpage: Any, index: int) -> bool:
    owner = raw.FPDFText_GetTextObject(textpage, index)
    return bool(owner) and raw.FPDFTextObj_GetTextRenderMode(owner) in {
        raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        raw.FPDF_TEXTRENDERMODE_CLIP,
    }
