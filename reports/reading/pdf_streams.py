"""What the packed streams of a PDF would unpack to, found out before anything unpacks them whole (reliability.md T16)."""

import re
import zlib
from collections.abc import Iterable, Iterator

from models.words import Words
from reports.reading.errors import Unreadable

_MEBIBYTE = 1024 * 1024
MOST_UNPACKED = 64 * _MEBIBYTE  # of one stream of text, drawing or font; the largest Chinese font has some 30
MOST_PICTURE = 256 * _MEBIBYTE  # of a picture: A3 at 600 dots an inch, in colours
MOST_IN_ALL = 1024 * _MEBIBYTE
_STEP = 16 * 1024
_LAYERS = 3  # packings within packings
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 600  # bytes before a stream, which say what it is


def ensure_bounded(content: bytes) -> None:
    """Raise Unreadable where a stream of the PDF, or all of them, would unpack to far more than a report holds."""
    total = 0
    for found in _STREAM.finditer(content):
        head = content[max(0, found.start() - _HEAD) : found.start()]
        most = MOST_PICTURE if b"/Image" in head[head.rfind(b" obj") :] else MOST_UNPACKED
        size = _size(content, found.end(), most)
        total += size
        if size > most or total > MOST_IN_ALL:
            raise Unreadable(_TOO_LARGE)


def _size(content: bytes, start: int, most: int) -> int:
    """How large a stream is unpacked, each packing taken off; counted no further than just beyond `most`."""
    size = 0
    for layers in range(1, _LAYERS + 1):
        pieces: Iterable[bytes] = _steps(content, start)
        for _ in range(layers):
            pieces = _inflated(pieces)
        size, again = 0, False
        for piece in pieces:
            again = again or (not size and _is_packed(piece))
            size += len(piece)
            if size > most:
                return size
        if not again:
            break
    return size


def _steps(content: bytes, start: int) -> Iterator[bytes]:
    return (content[at : at + _STEP] for at in range(start, len(content), _STEP))


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What pieces unpack to, as far as they do: a stream packed otherwise ends at once."""
    inflate = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not inflate.eof:
            try:
                yield inflate.decompress(rest, _STEP)
            except zlib.error:
                return
            rest = inflate.unconsumed_tail
        if inflate.eof:
            return


def _is_packed(piece: bytes) -> bool:
    """Whether bytes begin as a packed stream does (RFC 1950, 2.2)."""
    return len(piece) > 1 and piece[0] & 0x0F == 8 and (piece[0] * 256 + piece[1]) % 31 == 0


_TOO_LARGE = Words(
    "PDF 解压后过大，没有读取。请重新导出后再检查。",
    "The PDF would unpack to far more than a report holds; it was not read. Export it anew and check that.",
)
