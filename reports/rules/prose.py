"""Numbers in running text: `5 条`, `５件`, `十一件`, and which clause they stand in."""

import re
from collections.abc import Iterator

import cn2an

# 数十件, 近百件 are no counts; a numeral that begins with 百, 千 or 万 is always such an estimate.
NUMBER = r"(?<![数几近约超逾第.\d])(?:\d{1,3}(?:,\d{3})+|\d+|[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万]*)"
UNIT = r"(?:件|条|份|宗|个|部|项|次)"

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


def plain(text: str) -> str:
    """The text with ordinary digits and without white space inside a line."""
    return re.sub(r"[^\S\n]+", "", text.translate(_FULL_WIDTH))


def sentences(text: str) -> Iterator[str]:
    """Sentences of a text made plain; a line's end ends a sentence too."""
    yield from (each for each in re.split(r"[。！？\n]+", plain(text)) if each)


def clauses(sentence: str) -> Iterator[str]:
    """Clauses between commas, colons, semicolons and brackets; a list with 、 stays one clause."""
    yield from (each for each in re.split(r"[，；：;:（）()]|,(?!\d{3})", sentence) if each)


def value(numeral: str) -> int:
    """The number a numeral matched by NUMBER stands for; raises ValueError where it is none."""
    arabic = numeral.replace(",", "")
    return int(arabic) if arabic.isdigit() else int(cn2an.cn2an(numeral, "smart"))
