"""Pages that are hard to decode, whose title hides, or that stall their reader: P26–P36, P58, N55."""

import gzip
from urllib.parse import quote

from reports.editions import edition
from tests.reports.hostile.packages import GIBIBYTE, SECRET, zeros
from tests.reports.reading.material import as_page, counted

FORM = edition("2021")
TITLE = "示例县水利局2023年政府信息公开工作年度报告"
PAGE = as_page(FORM, counted(FORM))
PRIVATE = str.maketrans({str(digit): chr(0xE000 + digit) for digit in range(10)})
TRADITIONAL = str.maketrans(
    "县级务门开业质规处罚强制废项费单万总计东关", "縣級務門開業質規處罰強製廢項費單萬總計東關"
)


def declared(page: str, charset: str) -> str:
    """The page, saying of itself that it is in that charset."""
    return page.replace("<head>", f'<head><meta charset="{charset}">')


def titled(title: str) -> bytes:
    """The page with another title wherever the first stands."""
    return PAGE.replace(TITLE, title).encode()


def title_in_css() -> bytes:
    style = f"<style>h1::before {{ content: '{TITLE}' }}</style>"
    return (style + PAGE.replace(TITLE, "")).encode()


def title_in_an_image() -> bytes:
    return (
        PAGE.replace(f"<p>{TITLE}</p>", "<p><img src='title.png' width=600></p>").replace(TITLE, "").encode()
    )


def private_digits() -> bytes:
    """Figures in characters of a private font, as an icon font draws them."""
    head, body = PAGE.split("<body>")
    return f"{head}<body>{body.translate(PRIVATE)}".encode()


def with_an_entity() -> bytes:
    """A page that asks for a file of the machine that reads it, in every way a page can."""
    uri = SECRET.as_uri()
    asking = (
        f"<p>&f;</p><iframe src='{uri}'></iframe><object data='{uri}'></object><xi:include href='{uri}'/>"
    )
    return f"<!DOCTYPE html [<!ENTITY f SYSTEM '{quote(uri, safe=':/')}'>]>{PAGE.replace('</body>', asking + '</body>')}".encode()


def gzip_bomb() -> bytes:
    """1 GB of zeros, as a server might leave it on."""
    return gzip.compress(b"")[:10] + zeros(GIBIBYTE, raw=True) + bytes(8)


def parts_within_parts() -> bytes:
    """A saved page of 1,500 parts, each inside the last."""
    rows = [f'Content-Type: multipart/related; boundary="b{n}"\r\n\r\n--b{n}' for n in range(1_500)]
    return ("MIME-Version: 1.0\r\n" + "\r\n".join(rows)).encode()
