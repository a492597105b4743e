"""Pages of a real portal as WARC records: redirects, refusals, forms, packed answers, and heads that mean harm."""

import gzip
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from models.exchange import Exchange, Tls
from models.visit import Opened, Outcome
from scrapers.notes import Notes
from scrapers.opener import Opener
from scrapers.vault import Vault
from scrapers.warc import Warc, surt
from tests.scrapers.portal import NOW, Portal, Reply, an_opener, html

BODY = "<html><body>云溪县水利局</body></html>"


def records(vault: Vault, opened: list[Opened]) -> list[tuple[Any, bytes]]:
    """The pages written as a WARC and read again: each record after the first, and its payload."""
    out = BytesIO()
    warc = Warc(out, vault.read, software="chunxun", about={"date": "2026-02-02T01:00:00Z"})
    for page in opened:
        warc.add(page)
    out.seek(0)
    found = [
        (record, record.content_stream().read()) for record in ArchiveIterator(out, check_digests="raise")
    ]
    return found[1:]


async def came(opener: Opener, url: str, form: dict[str, str] | None = None) -> Opened:
    notes = Notes(started=NOW)
    notes.came(await opener.open(url, form=form), None)
    return notes.opened[0]


async def test_a_redirect_is_a_record_of_its_own(tmp_path: Path) -> None:
    moved = Reply(status=302, headers={"Location": "/there/"}, body=b"moved")
    async with Portal({"/nb/": moved, "/there/": html(BODY)}) as portal, an_opener(tmp_path) as opener:
        opened = await came(opener, portal.url("/nb/"))

    found = records(opener.vault, [opened])

    assert [
        (r.rec_headers["WARC-Target-URI"], r.http_headers.get_statuscode(), body) for r, body in found
    ] == [
        (portal.url("/nb/"), "302", b"moved"),
        (portal.url("/there/"), "200", BODY.encode()),
    ]
    assert found[0][0].http_headers["Location"] == "/there/"
    assert found[0][0].rec_headers["WARC-IP-Address"] == "127.9.0.1"


async def test_a_packed_answer_is_kept_unpacked_and_its_head_says_how_it_came(tmp_path: Path) -> None:
    packed = Reply(body=gzip.compress(BODY.encode()), headers={"Content-Encoding": "gzip"})
    async with Portal({"/nb/": packed}) as portal, an_opener(tmp_path) as opener:
        opened = await came(opener, portal.url("/nb/"))

    [(record, body)] = records(opener.vault, [opened])

    assert body == BODY.encode()
    assert dict(record.http_headers.headers) == {
        "Content-Type": "text/html",
        "X-Archive-Orig-Content-Length": str(len(packed.body)),
        "X-Archive-Orig-Content-Encoding": "gzip",
        "Content-Length": str(len(body)),
    }


async def test_a_form_that_was_posted_is_kept_beside_its_answer(tmp_path: Path) -> None:
    async with Portal({"/data": html(BODY)}) as portal, an_opener(tmp_path) as opener:
        opened = await came(opener, portal.url("/data"), form={"页": "2", "perpage": "15"})

    answer, request = (record for record, _ in records(opener.vault, [opened]))
    out = BytesIO()
    warc = Warc(out, opener.vault.read, software="chunxun", about={})
    warc.add(opened)
    key, _, said = warc.index[0].line("data.warc.gz").split(" ", 2)

    assert (answer.rec_type, request.rec_type) == ("response", "request")
    assert request.rec_headers["WARC-Concurrent-To"] == answer.rec_headers["WARC-Record-ID"]
    assert request.http_headers.protocol == "POST"
    assert key.endswith("/data?%e9%a1%b5=2&__wb_method=post&perpage=15")
    assert json.loads(said)["requestBody"] == "%E9%A1%B5=2&perpage=15"


async def test_a_refusal_is_evidence_too(tmp_path: Path) -> None:
    async with Portal({"/nb/": html("<html>no</html>", status=403)}) as portal, an_opener(tmp_path) as opener:
        opened = await came(opener, portal.url("/nb/"))

    [(record, body)] = records(opener.vault, [opened])

    assert (record.http_headers.statusline, body) == ("403 Forbidden", b"<html>no</html>")


def test_a_head_cannot_break_out_of_its_record(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    sha256 = vault.keep(BODY.encode())
    hop = Exchange(
        url="https://x.example/年报/",
        asked_at=NOW,
        status=299,
        headers=(("set-cookie", "a=1\nb=2"), ("x", "1\r\n\r\n<script>"), ("标题", "年报")),
        peer="[2001:db8::1]:443",
        tls=Tls(protocol="TLSv1.3", cipher="TLS_AES_256_GCM_SHA384"),
        sha256=sha256,
    )
    opened = Opened(url=hop.url, at=NOW, outcome=Outcome.COMPLETED, sha256=sha256, exchanges=(hop,))

    [(record, body)] = records(vault, [opened])

    assert body == BODY.encode()
    assert [value for name, value in record.http_headers.headers if name == "set-cookie"] == ["a=1", "b=2"]
    assert record.rec_headers["WARC-IP-Address"] == "2001:db8::1"
    assert (record.rec_headers["WARC-Protocol"], record.rec_headers["WARC-Cipher-Suite"]) == (
        "tls/1.3",
        "TLS_AES_256_GCM_SHA384",
    )


def test_a_page_of_an_earlier_release_is_kept_without_its_head(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    opened = Opened(
        url="http://x.example/nb/", at=NOW, outcome=Outcome.COMPLETED, sha256=vault.keep(BODY.encode())
    )

    [(record, body)] = records(vault, [opened])

    assert (record.rec_type, record.http_headers, body) == ("resource", None, BODY.encode())


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.x.gov.cn/NB/Index.html", "cn,gov,x)/nb/index.html"),
        ("https://x.gov.cn:443/?b=2&a=1", "cn,gov,x)/?a=1&b=2"),
        ("http://x.gov.cn:8080", "cn,gov,x:8080)/"),
        ("http://x.gov.cn/年报/", "cn,gov,x)/%E5%B9%B4%E6%8A%A5/"),
        ("urn:fullPage:http://x.gov.cn/", "urn:fullPage:http://x.gov.cn/"),
    ],
)
def test_addresses_are_sorted_as_replay_tools_sort_them(url: str, key: str) -> None:
    assert surt(url) == key
