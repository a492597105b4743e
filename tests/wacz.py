"""What WACZ 1.1.1 asks of a file, checked with the public WARC reader: hashes, storage, index, pages."""

import gzip
import hashlib
import json
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

REQUIRED = {"archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"}
HEADER = {"format": "json-pages-1.0", "id": "pages"}


@dataclass(frozen=True)
class Record:
    """One record of the WARC, found by its line in the index."""

    url: str
    kind: str
    status: int
    mime: str
    timestamp: str
    headers: dict[str, str]  # of the HTTP answer, names in lower case
    body: bytes
    digest: str


@dataclass(frozen=True)
class Opened:
    """A WACZ as it was found valid."""

    names: tuple[str, ...]
    package: dict[str, Any]
    pages: tuple[dict[str, Any], ...]
    records: tuple[Record, ...]
    content: dict[str, bytes]

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.content[name].splitlines()]


def valid(path: Path) -> Opened:
    """The file, which must be a WACZ 1.1.1 with every entry of its index leading to the record it names."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        # ReplayWeb.page 2.5.3 finds no page in a file with a ZIP64 entry; py-wacz calls it valid all the same.
        assert {info.extract_version for info in archive.infolist()} == {20}
        content = {info.filename: archive.read(info) for info in archive.infolist()}
    package = json.loads(content["datapackage.json"])
    _hashes_hold(package, content)
    header, *pages = [json.loads(line) for line in content["pages/pages.jsonl"].splitlines()]
    assert header.items() >= HEADER.items()
    assert all(page.keys() >= {"id", "url", "ts", "title"} for page in pages)
    return Opened(tuple(content), package, tuple(pages), _records(content), content)


def _hashes_hold(package: dict[str, Any], content: dict[str, bytes]) -> None:
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    listed = {entry["path"]: entry for entry in package["resources"]}
    assert set(listed) == set(content) - {"datapackage.json", "datapackage-digest.json"}
    assert set(listed) >= REQUIRED
    assert len({entry["name"] for entry in package["resources"]}) == len(listed)
    for name, entry in listed.items():
        found = hashlib.sha256(content[name]).hexdigest()
        assert (entry["hash"], entry["bytes"]) == (f"sha256:{found}", len(content[name]))
    whole = hashlib.sha256(content["datapackage.json"]).hexdigest()
    assert json.loads(content["datapackage-digest.json"]) == {
        "path": "datapackage.json",
        "hash": f"sha256:{whole}",
    }


def _records(content: dict[str, bytes]) -> tuple[Record, ...]:
    warc = content["archive/data.warc.gz"]
    lines = content["indexes/index.cdx"].decode().splitlines()
    assert lines == sorted(lines)
    kinds = [record.rec_type for record in ArchiveIterator(BytesIO(warc), check_digests="raise")]
    assert kinds[0] == "warcinfo"
    assert len(lines) == len([kind for kind in kinds if kind in {"response", "revisit", "resource"}])
    return tuple(_record(line, warc) for line in lines)


def _record(line: str, warc: bytes) -> Record:
    _, timestamp, rest = line.split(" ", 2)
    entry = json.loads(rest)
    start, length = int(entry["offset"]), int(entry["length"])
    gzip.decompress(warc[start : start + length])  # one whole member, neither more nor less
    record = next(iter(ArchiveIterator(BytesIO(warc[start : start + length]), check_digests="raise")))
    body = record.content_stream().read()
    said = record.rec_headers.get_header
    assert said("WARC-Target-URI") == entry["url"]
    assert said("WARC-Payload-Digest", entry["digest"]) == entry["digest"]
    assert said("WARC-Date").translate(str.maketrans("", "", "-:T"))[:14] == timestamp
    head = record.http_headers
    return Record(
        url=entry["url"],
        kind=record.rec_type,
        status=int(head.get_statuscode()) if head else 200,
        mime=entry["mime"],
        timestamp=timestamp,
        headers={name.lower(): value for name, value in head.headers} if head else {},
        body=body,
        digest=entry["digest"],
    )
