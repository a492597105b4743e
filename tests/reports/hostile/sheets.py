"""PDFs that lie, loop or explode: B11–B19, B28."""

import gzip
import io
import pickle
import zlib
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.reports.hostile.packages import GIBIBYTE, zeros

PLANTED = Path("/tmp/chunxun-hostile-cmap")  # named inside a PDF, so it cannot be a folder of the test's own
EXECUTED = Path("/tmp/chunxun-hostile-executed")


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, trailer, start)
    )
    return out.getvalue()


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A stream object; its content is packed already."""
    return b"<< /Length %d /Filter %b >>\nstream\n%b\nendstream" % (len(content), filters, content)


def page_of(content: bytes, *, font: bytes = FONT) -> bytes:
    """A PDF of one page drawn by this stream object."""
    return pdf(CATALOGUE, PAGES, PAGE, content, font)


def flate_1g() -> bytes:
    return page_of(stream(zeros(GIBIBYTE, raw=False)))


def double_flate() -> bytes:
    return page_of(stream(zlib.compress(zeros(GIBIBYTE, raw=False)), b"[/FlateDecode /FlateDecode]"))


def tokens_20m() -> bytes:
    return page_of(stream(zlib.compress(b"0 0 m\n" * 7_000_000)))


def page_cycle() -> bytes:
    return pdf(
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R /Count 1 >>",
    )


def xref_loop() -> bytes:
    whole = page_of(stream(zlib.compress(b"")))
    start = whole.rindex(b"xref\n0 ", 0, whole.rindex(b"startxref"))
    return whole.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % start)


class _Planted:
    """What a reader that unpickles a character map would run: it leaves a mark and does nothing else."""

    def __reduce__(self) -> tuple[object, ...]:
        return (open, (str(EXECUTED), "w"))


def cmap_path() -> bytes:
    """A font whose character map is named by a path (the shape of CVE-2025-64512), the map an inert payload."""
    PLANTED.with_suffix(".pickle.gz").write_bytes(gzip.compress(pickle.dumps(_Planted())))
    name = str(PLANTED).replace("/", "#2F").encode()
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /%b /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>" % name  # fmt: skip
    return page_of(stream(zlib.compress(b"BT /F1 12 Tf 50 50 Td <0001> Tj ET")), font=font)


def encrypted() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("secret", strength=128))
    canvas.drawString(50, 50, "text")
    canvas.save()
    return target.getvalue()


def scan_only() -> bytes:
    image = b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 64 >>\nstream\n%b\nendstream" % (b"\x80" * 64)  # fmt: skip
    page = PAGE.replace(b"/Font << /F1 5 0 R >>", b"/XObject << /I 5 0 R >>")
    return pdf(CATALOGUE, PAGES, page, stream(zlib.compress(b"q 500 0 0 700 50 50 cm /I Do Q")), image)


def no_tounicode() -> bytes:
    """Chinese drawn by the glyph numbers of an embedded font that does not say which characters they are."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SimSun /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"  # fmt: skip
    lines = b"".join(
        b"BT /F1 12 Tf 50 %d Td <%b> Tj ET\n" % (800 - 20 * n, b"0A1B0C3D0E5F" * 6) for n in range(30)
    )
    return page_of(stream(zlib.compress(lines)), font=font)


def polyglot() -> bytes:
    """A PDF that goes on as a web page."""
    return encrypted() + b"<html><body><p>\xe4\xb8\x80</p></body></html>"


def page_quoting_a_pdf(page: bytes) -> bytes:
    """A web page that begins as one and carries the first words of a PDF."""
    return b"<!DOCTYPE html><!-- %PDF-1.7 1 0 obj -->" + page
