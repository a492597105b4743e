"""A ZIP file of XML parts, as Word and OFD files are: bounded before and while anything is unpacked."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.words import Words
from reports.reading.errors import Unreadable

if TYPE_CHECKING:
    from lxml import etree

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024  # bytes, as the directory states them for all entries together
MOST_RATIO = 100  # unpacked to packed
HARMLESS = 10 * 1024 * 1024  # unpacked bytes below which no ratio matters: blank tables pack 60 to 1
MOST_OF_A_PART = 32 * 1024 * 1024  # bytes of the one entry being read, whatever the directory says

_ENTRY = b"PK\x01\x02"  # opens each entry of the directory; counting it needs no trust in the counter
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # zipfile unpacks the others without a bound
_LOCKED = 0x1
_NO_MEMORY = 2  # XML_ERR_NO_MEMORY of libxml2


@dataclass(frozen=True, slots=True)
class Package:
    """An open package. Names of entries are only ever looked up, never used as paths."""

    archive: zipfile.ZipFile

    def has(self, name: str) -> bool:
        """Whether there is an entry of that name."""
        return name in self.archive.NameToInfo

    def part(self, name: str, *, most: int = MOST_OF_A_PART) -> bytes | None:
        """The bytes of an entry, None where there is none. Raises Unreadable for one too large or damaged."""
        entry = self.archive.NameToInfo.get(name)
        if entry is None:
            return None
        if entry.flag_bits & _LOCKED:
            raise Unreadable(LOCKED)
        if entry.compress_type not in _PACKINGS:
            raise Unreadable(DAMAGED)
        try:
            with self.archive.open(entry) as stream:
                content = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise Unreadable(DAMAGED) from error
        if len(content) > most:
            raise Unreadable(TOO_LARGE)
        return content

    def xml(self, name: str, *, most: int = MOST_OF_A_PART) -> "etree._Element | None":
        """The root of an XML entry, None where there is none. Raises Unreadable for a broken or a hostile one."""
        content = self.part(name, most=most)
        return None if content is None else parsed(content)


def open_package(content: bytes) -> Package:
    """The package in these bytes. Raises Unreadable where it is damaged or would unpack to too much."""
    if content.count(_ENTRY) > MOST_ENTRIES:
        raise Unreadable(TOO_LARGE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, OverflowError) as error:
        raise Unreadable(DAMAGED) from error
    entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if unpacked > MOST_UNPACKED or unpacked > max(HARMLESS, packed * MOST_RATIO):
        raise Unreadable(TOO_LARGE)
    return Package(archive)


def parsed(content: bytes) -> "etree._Element":
    """The root of an XML document without any DOCTYPE. Raises Unreadable."""
    from lxml import etree

    if b"<!DOCTYPE" in content.replace(b"\x00", b""):  # in UTF-16 too
        raise Unreadable(HOSTILE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(TOO_LARGE if getattr(error, "code", 0) == _NO_MEMORY else DAMAGED) from error
    except ValueError as error:
        raise Unreadable(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(HOSTILE)
    return root


DAMAGED = Words(
    "文件损坏，不能读取。请重新下载或索取。", "The file is damaged. Fetch it or ask for it again."
)
LOCKED = Words(
    "文件有密码，不能读取。请换成无密码的文件。", "The file is locked. Check a copy without a password."
)
TOO_LARGE = Words(
    "文件解压后过大，没有读取。请核对文件；确为报告的，另存后再检查。",
    "The file would unpack to far more than a report holds; it was not read. Check the file, or save it anew and check that.",
)
HOSTILE = Words(
    "文件里有报告不该有的声明（DOCTYPE），没有读取。请用 Word 或 WPS 另存后再检查。",
    "The file holds a declaration no report has (DOCTYPE); it was not read. Save it anew from Word or WPS and check that.",
)
