"""What a document may come wrapped in: gzip that a server left on, a web page saved as one file."""

import email
import re
import zlib
from email.message import Message

from models.words import Words
from reports.reading.errors import Unreadable

MOST_UNPACKED = 20 * 1024 * 1024  # bytes (reliability.md T13)
MOST_RATIO = 100
HARMLESS = 1024 * 1024  # unpacked bytes below which no ratio matters
_STEP = 16 * 1024  # packed bytes at a time

_GZIP = b"\x1f\x8b\x08"
_SAVED_PAGE = re.compile(
    rb"\s*(?:From|MIME-Version|Content-Type|Subject|Date|X-[\w-]+|Snapshot-[\w-]+)\s*:", re.IGNORECASE
)
_RELATED = re.compile(rb"content-type\s*:\s*multipart/(?:related|mixed|alternative)", re.IGNORECASE)
_MOST_PARTS = 2_000
_HEAD = 8192


def peeled(content: bytes) -> bytes | None:
    """What is inside the outermost wrapping, None where there is none. Raises Unreadable where it cannot be opened."""
    if content.startswith(_GZIP):
        return _unzipped(content)
    if _SAVED_PAGE.match(content) and _RELATED.search(content, 0, _HEAD):
        return _saved_page(content)
    return None


def _unzipped(content: bytes) -> bytes:
    unzip, pieces, size = zlib.decompressobj(wbits=31), [], 0
    try:
        for at in range(0, len(content), _STEP):
            piece = unzip.decompress(content[at : at + _STEP], MOST_UNPACKED - size + 1)
            pieces.append(piece)
            size += len(piece)
            if size > MOST_UNPACKED or size > max(HARMLESS, (at + _STEP) * MOST_RATIO):
                raise Unreadable(_TOO_LARGE)
    except zlib.error as error:
        raise Unreadable(_DAMAGED) from error
    if not unzip.eof:
        raise Unreadable(_DAMAGED)
    return b"".join(pieces)


def _saved_page(content: bytes) -> bytes:
    """The page in a .mht file: the longest of its HTML parts, for frames and headers are parts too."""
    if len(content) > MOST_UNPACKED or content.count(b"\n--") > _MOST_PARTS:
        raise Unreadable(_TOO_LARGE)
    try:
        parts = [
            _bytes(part)
            for part in email.message_from_bytes(content).walk()
            if part.get_content_type() == "text/html"
        ]
    except RecursionError as error:
        raise Unreadable(_DAMAGED) from error
    if not parts:
        raise Unreadable(_NO_PAGE)
    return max(parts, key=len)


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


_TOO_LARGE = Words(
    "文件解压后过大，没有读取。请核对文件。",
    "The file would unpack to far more than a report holds; it was not read. Check the file.",
)
_DAMAGED = Words(
    "文件损坏，不能读取。请重新下载或索取。", "The file is damaged. Fetch it or ask for it again."
)
_NO_PAGE = Words(
    "文件是保存的网页（.mht），但里面没有网页。请重新保存后再检查。",
    "The file is a saved web page (.mht) without a page in it. Save it again and check that.",
)
