"""Word files that lie, explode or reach out: B01–B10, B24, B30; and OFDs of the same kind."""

import struct
import zlib
from pathlib import Path

from tests.reports.reading.test_ofd import ofd, text
from tests.reports.reading.word import docx, p, zipped

SECRET = Path(__file__).with_name("secret.txt")  # stands for /etc/hostname, whose text may be anything
GIBIBYTE = 1024**3
SAFE = p("一、总体情况")
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_STEP = 1024 * 1024


def zeros(size: int, *, raw: bool) -> bytes:
    """A deflated stream of so many zeros, without compressing each anew; raw or in zlib's wrapping."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = pack.compress(bytes(_STEP)) + pack.flush(zlib.Z_FULL_FLUSH)
    stream = first * (size // _STEP) + b"\x03\x00"
    return stream if raw else b"\x78\x9c" + stream + bytes(4)


def stated(name: str, stream: bytes, *, size: int) -> bytes:
    """A ZIP file of one deflated entry, its unpacked size as stated and its checksum 0."""
    title = name.encode()
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(stream), size, len(title), 0)
    local = b"PK\x03\x04" + fields + title + stream
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + bytes(14) + title
    return local + entry + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0)


def bomb() -> bytes:
    """A Word file of 1 MB whose body unpacks to 1 GB of spaces."""
    return stated("word/document.xml", zeros(GIBIBYTE, raw=True), size=GIBIBYTE)


def header_lie() -> bytes:
    """The same, but its directory says 1,000 bytes."""
    return stated("[Content_Types].xml", zeros(GIBIBYTE, raw=True), size=1000)


def nested_zip() -> bytes:
    inner = bomb()
    for _ in range(5):
        inner = zipped({"inner.zip": inner})
    return inner


def zip_slip() -> bytes:
    evil = {
        "../../../../tmp/chunxun-slipped": b"x",
        "/tmp/chunxun-slipped": b"x",
        "word/../../chunxun-slipped": b"x",
    }
    return docx(SAFE, parts=evil)


def entries_100k() -> bytes:
    entry = b"PK\x01\x02" + bytes(42)
    return (
        b"PK\x03\x04"
        + entry * 100_000
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 46 * 100_000, 4, 0)
    )


def billion_laughs() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return docx(p("&l9;").replace("&amp;", "&"), doctype=f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]>')


def quadratic() -> bytes:
    return docx(
        p("&a;").replace("&amp;", "&") * 5_000, doctype=f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>'
    )


def entity_of_a_file() -> bytes:
    return docx(
        p("&f;").replace("&amp;", "&"), doctype='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )


def foreign_dtd() -> bytes:
    return docx(SAFE, doctype='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">')


def depth_200k() -> bytes:
    return docx("<w:sdt><w:sdtContent>" * 100_000 + "</w:sdtContent></w:sdt>" * 100_000)


def macros() -> bytes:
    return docx(SAFE, kind=MACRO, parts={"word/vbaProject.bin": b"Sub AutoOpen()" * 100})


def deleted_text() -> bytes:
    gone = "<w:del><w:r><w:delText>3件</w:delText><w:t>3件</w:t></w:r></w:del>"
    return docx(p("一、总体情况"), p("收到申请", gone, "<w:ins><w:r><w:t>5件</w:t></w:r></w:ins>", "。"))


def tables_in_tables() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 80 + p("深") + "</w:tc></w:tr></w:tbl>" * 80, SAFE)


def styles_in_a_circle() -> bytes:
    ring = "".join(
        f"<w:style w:styleId='s{n}'><w:basedOn w:val='s{(n + 1) % 50}'/></w:style>" for n in range(50)
    )
    return docx(p("一、总体情况", properties="<w:pStyle w:val='s0'/>") * 2_000, styles=ring)


def parts_outside() -> bytes:
    relations = f'<Relationship Id="c" Type="x/aFChunk" Target="../../../..{SECRET}"/>'
    return docx(SAFE, "<w:altChunk r:id='c'/>", relations=relations)


def ofd_of_letters() -> bytes:
    """A page of three million letters, all at one place."""
    return ofd(
        f'<ofd:TextObject Boundary="0 0 9 9" Size="3"><ofd:TextCode X="0" Y="3">{"字" * 3_000_000}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_of_lines() -> bytes:
    """A page of a path that crosses it two hundred thousand times, each time elsewhere."""
    path = " ".join(
        f"M {n % 211} {n % 293} L {n % 211} {n % 293 + 99} L {n % 211 + 99} {n % 293 + 99}"
        for n in range(200_000)
    )
    return ofd(
        f'<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'
        * 3
        + text("一、总体情况", 30, 40)
    )


def ofd_of_one_page_often() -> bytes:
    """A document that shows the same large page a thousand times."""
    return ofd(*["".join(text("一、总体情况", 30, 10 + n % 270) for n in range(2_000))] * 1_000)
