"""What was kept of pages, as records of a WARC 1.1 and the CDXJ lines that find them. The only importer of warcio.

An answer by HTTP is a `response`, or a `revisit` where the same address gave the same bytes before. What a browser has
drawn was never sent by a server, so it is a `resource`, as is a screenshot (`urn:fullPage:ADDRESS`, as Browsertrix
names it; beside it `urn:dom:ADDRESS`, what was drawn for it). Bodies are kept decompressed: the headers that spoke of their packing stay as `X-Archive-Orig-…`.
Times are UTC; the same pages give the same bytes.
"""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from models.exchange import Exchange
from models.visit import Opened, Via
from scrapers import media
from scrapers.again import NOT_MODIFIED
from scrapers.pictures import WHY as FOR_A_PICTURE

Read = Callable[[str], bytes | None]  # the bytes of a SHA-256; None: they cannot be had
PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
IN_A_NAME = "!#$&'*+-.^_`|~"  # beside letters and digits, what a header's name may hold; others are escaped
IDS = uuid.UUID("3d0c5a5e-6b1a-5a0c-9a4e-0f4f3c1d7b25")  # a name space for the ids of our records
FULL_PAGE, DRAWN = "urn:fullPage:", "urn:dom:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """Where one record lies: `offset` and `length` in bytes of the compressed file."""

    url: str
    at: datetime
    mime: str
    status: int
    sha256: str
    offset: int
    length: int
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()

    def line(self, filename: str) -> str:
        """The record's line in a CDXJ index."""
        sent = self.method != "GET"
        query = urlencode(self.form)
        said = {
            "url": self.url,
            "mime": self.mime,
            "status": str(self.status),
            "digest": f"sha256:{self.sha256}",
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": filename,
        } | ({"method": self.method, "requestBody": query} if sent else {})
        beside = "&" if "?" in self.url else "?"
        key = surt(f"{self.url}{beside}__wb_method={self.method}&{query}" if sent else self.url)
        return f"{key} {self.at.astimezone(UTC):%Y%m%d%H%M%S} {json.dumps(said)}\n"


def surt(url: str) -> str:
    """The key by which replay tools sort an address: host reversed, lower case, its query in order."""
    if not url.startswith(("http:", "https:")):
        return quote(url, safe=":/?&=%#@+,;")
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    default = {"http": 80, "https": 443}[parts.scheme]
    port = f":{parts.port}" if parts.port not in (None, default) else ""
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return ",".join(reversed(host.split("."))) + f"{port}){path}" + (f"?{_escaped(query)}" if query else "")


def _escaped(query: str) -> str:
    return quote(query, safe="/%:@!$&'()*+,;=~?")


class Sink(Protocol):
    """Where bytes are written to."""

    def write(self, content: bytes, /) -> int:
        """Take some more; how many were taken."""
        ...


class Warc:
    """A WARC as it is written. `read` gives the kept bodies; a record whose bytes cannot be had is left out."""

    def __init__(self, out: Sink, read: Read, *, software: str, about: Mapping[str, str]) -> None:
        self._out, self._read = _Counted(out), read
        self._writer = WARCWriter(self._out, gzip=True, warc_version="1.1")
        self._first: dict[
            tuple[str, str, str], datetime
        ] = {}  # address, form and bytes, and when they first came
        self.index: list[Indexed] = []
        self._begin({"software": software, "format": "WARC File Format 1.1", **about})

    def add(self, opened: Opened) -> None:
        """Write what one opened page left: each answer on the way to it, what was drawn, the screenshot."""
        for hop in opened.exchanges:
            if opened.via is Via.HTTP or 300 <= hop.status < 400:
                self._add_answer(hop)
        if opened.sha256 and (opened.via is Via.BROWSER or not opened.exchanges):
            # Beside a picture the answer itself is there; replaying what its scripts drew would draw it twice.
            drawn = DRAWN if opened.reason.startswith(FOR_A_PICTURE) else ""
            self._add_resource(drawn + final_url(opened), opened.at, opened.sha256)
        if opened.screenshot:
            self._add_resource(FULL_PAGE + final_url(opened), opened.at, opened.screenshot)

    def _begin(self, said: Mapping[str, str]) -> None:
        record = self._writer.create_warcinfo_record("data.warc.gz", dict(said))
        moment = said.get("date", "1970-01-01T00:00:00Z")
        record.rec_headers.replace_header("WARC-Date", moment)
        record.rec_headers.replace_header("WARC-Record-ID", _record_id("warcinfo", moment, *said.values()))
        self._writer.write_record(record)

    def _add_answer(self, hop: Exchange) -> None:
        if (
            hop.status == NOT_MODIFIED
        ):  # it brought no bytes; those it spoke of stand under the look that brought them
            return
        body = self._read(hop.sha256) if hop.sha256 else b""
        if body is None:
            return
        sent = (hop.url, urlencode(hop.form), hop.sha256)
        said = _warc_headers(hop, len(self.index))
        if hop.sha256 and sent in self._first:
            self._add_revisit(hop, said, self._first[sent])
            return
        self._first.setdefault(sent, hop.asked_at)
        record = self._writer.create_warc_record(
            hop.url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict=said | ({"WARC-Payload-Digest": f"sha256:{hop.sha256}"} if hop.sha256 else {}),
            http_headers=_head(hop, len(body)),
        )
        self._write(record, hop, _mime(hop))
        if hop.method != "GET":
            self._writer.write_record(self._request(hop, said))

    def _add_revisit(self, hop: Exchange, said: dict[str, str], first: datetime) -> None:
        record = self._writer.create_revisit_record(
            hop.url,
            f"sha256:{hop.sha256}",
            hop.url,
            _date(first),
            http_headers=_head(hop, None),
            warc_headers_dict=said,
        )
        self._write(record, hop, "warc/revisit")

    def _request(self, hop: Exchange, said: Mapping[str, str]) -> Any:
        """The form that was posted; which headers went with it is not kept."""
        parts, body = urlsplit(hop.url), urlencode(hop.form).encode()
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        return self._writer.create_warc_record(
            hop.url,
            "request",
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict={
                "WARC-Record-ID": _record_id("request", said["WARC-Record-ID"]),
                "WARC-Date": _date(hop.asked_at),
                "WARC-Concurrent-To": said["WARC-Record-ID"],
            },
            http_headers=StatusAndHeaders(
                f"{hop.method} {path} HTTP/1.1",
                [("Host", parts.netloc), kind, ("Content-Length", str(len(body)))],
                is_http_request=True,
            ),
        )

    def _add_resource(self, url: str, at: datetime, sha256: str) -> None:
        """What no server sent; the same again under the same address adds nothing."""
        if (url, "", sha256) in self._first:
            return
        body = self._read(sha256)
        if body is None:
            return
        self._first[url, "", sha256] = at
        kind = media.media_type(body, "", url)
        record = self._writer.create_warc_record(
            url,
            "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type="text/html; charset=utf-8" if kind == "text/html" else kind,
            warc_headers_dict={
                "WARC-Record-ID": _record_id("resource", url, _date(at), sha256, str(len(self.index))),
                "WARC-Date": _date(at),
                "WARC-Payload-Digest": f"sha256:{sha256}",
            },
        )
        kept = Exchange(url=url, asked_at=at, status=200, sha256=sha256)
        self._write(record, kept, kind)

    def _write(self, record: Any, hop: Exchange, mime: str) -> None:
        offset = self._out.count
        self._writer.write_record(record)
        self.index.append(
            Indexed(
                url=hop.url,
                at=hop.asked_at,
                mime=mime,
                status=hop.status,
                sha256=hop.sha256,
                offset=offset,
                length=self._out.count - offset,
                method=hop.method,
                form=hop.form,
            )
        )


class _Counted:
    """A file that knows how much was written to it."""

    def __init__(self, out: Sink) -> None:
        self._out, self.count = out, 0

    def write(self, content: bytes) -> int:
        """Write on."""
        self.count += len(content)
        return self._out.write(content)

    def flush(self) -> None:
        """Nothing is held back here."""


def final_url(opened: Opened) -> str:
    """The address a page was at in the end, as far as its answers tell."""
    return opened.exchanges[-1].url if opened.exchanges else opened.url


def _warc_headers(hop: Exchange, number: int) -> dict[str, str]:
    """What is known of an answer beside it. TLS by the names the WARC working group proposes."""
    said = {
        "WARC-Record-ID": _record_id("answer", hop.url, _date(hop.asked_at), hop.sha256, str(number)),
        "WARC-Date": _date(hop.asked_at),
    }
    if hop.peer:
        said["WARC-IP-Address"] = hop.peer.rpartition(":")[0].strip("[]")
    if hop.tls is not None:
        said["WARC-Protocol"] = hop.tls.protocol.lower().replace("tlsv", "tls/").replace(" ", "/")
        if hop.tls.cipher:
            said["WARC-Cipher-Suite"] = hop.tls.cipher
    return said


def _head(hop: Exchange, length: int | None) -> StatusAndHeaders:
    """The answer's head with every header as it came, but for those that spoke of a packing undone since."""
    headers = [*_fields(hop)]
    if length is not None:
        headers.append(("Content-Length", str(length)))
    return StatusAndHeaders(f"{hop.status} {_phrase(hop.status)}", headers, protocol="HTTP/1.1")


def _fields(hop: Exchange) -> Iterator[tuple[str, str]]:
    for name, values in hop.headers:
        named = quote(f"X-Archive-Orig-{name}" if name.lower() in PACKING else name, safe=IN_A_NAME)
        # A browser tells several cookies as lines of one header; a line break would end the head here.
        for value in values.splitlines() or [""]:
            yield named, value


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _mime(hop: Exchange) -> str:
    said = next((value for name, value in hop.headers if name.lower() == "content-type"), "")
    return said.partition(";")[0].strip().lower() or "unk"


def _date(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def _record_id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(IDS, chr(10).join(parts))}>"
