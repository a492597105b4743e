"""Packages that lie about what they hold."""

import io
import struct
import zipfile

import pytest

from reports.reading import Unreadable
from reports.reading.package import MOST_ENTRIES, MOST_OF_A_PART, open_package, parsed
from tests.reports.reading.word import zipped

SIZE = 24  # where an entry of the directory states its unpacked size


def lying(content: bytes, unpacked: int) -> bytes:
    """The package with another unpacked size in its directory."""
    at = content.rindex(b"PK\x01\x02") + SIZE
    return content[:at] + struct.pack("<I", unpacked) + content[at + 4 :]


def test_a_bomb_is_refused_before_anything_is_unpacked() -> None:
    with pytest.raises(Unreadable, match="unpack to far more"):
        open_package(zipped({"a": bytes(11 * 1024 * 1024)}))


def test_what_unpacks_to_little_may_pack_as_well_as_it_likes() -> None:
    assert open_package(zipped({"a": bytes(9 * 1024 * 1024)})).part("a") == bytes(9 * 1024 * 1024)


def test_a_bomb_with_a_false_size_is_refused_when_unpacked() -> None:
    package = open_package(lying(zipped({"a": bytes(60 * 1024 * 1024)}), 1000))
    with pytest.raises(Unreadable, match="damaged"):
        package.part("a")


def test_a_part_is_unpacked_no_further_than_the_limit() -> None:
    noise = bytes(range(256)) * (MOST_OF_A_PART // 256 + 1)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", noise)
    with pytest.raises(Unreadable, match="unpack to far more"):
        open_package(target.getvalue()).part("a")


def test_too_many_entries_are_refused_uncounted() -> None:
    with pytest.raises(Unreadable, match="unpack to far more"):
        open_package(zipped({str(number): b"" for number in range(MOST_ENTRIES + 1)}))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_no_office_writes_are_refused(packing: int) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        archive.writestr("a", b"x")
    with pytest.raises(Unreadable, match="damaged"):
        open_package(target.getvalue()).part("a")


def test_a_locked_entry_says_so() -> None:
    content = bytearray(zipped({"a": b"x"}))
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(sign) + place] |= 1
    with pytest.raises(Unreadable, match="locked"):
        open_package(bytes(content)).part("a")


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_any_doctype_is_refused(charset: str) -> None:
    xml = f'<?xml version="1.0" encoding="{charset}"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    with pytest.raises(Unreadable, match="DOCTYPE"):
        parsed(xml.encode(charset))


@pytest.mark.parametrize("xml", [b"", b"<a>", b"<a>&b;</a>", b"<a>" * 300 + b"</a>" * 300, b"\xff\xfe<"])
def test_broken_xml_is_damaged(xml: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        parsed(xml)
