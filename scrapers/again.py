"""Asking again for what is kept: a server may answer that it has not changed since (RFC 9110 §13).

Only for reports and what hangs on them. A list is always asked for whole, for its absence of a report may be held
against an agency; and every second look asks for the bytes anyway, so that a server wrong about its own changes hides
one for a day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from models.visit import Opened, Outcome, Via, Visit
from scrapers.http import Answer

NOT_MODIFIED = 304
MARKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What an address gave at the last look: the hash of its bytes and the head they came with, names in lower case."""

    sha256: str
    headers: Mapping[str, str] = field(repr=False)

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for it only if it has changed; empty where the server gave no mark of its version."""
        return {asked: self.headers[given] for given, asked in MARKS.items() if given in self.headers}

    def unchanged(self, answer: Answer, body: bytes) -> Answer:
        """The answer that said so, as if it had brought the bytes: its head updates the one kept (RFC 9111 §4.3.4)."""
        return replace(answer, status=200, headers={**self.headers, **answer.headers}, body=body)


def held_of(visit: Visit) -> dict[str, Held]:
    """By address, the documents a visit brought whole and by HTTP, of a version their server has marked."""
    documents = {document.sha256 for candidate in visit.candidates for document in candidate.documents}
    return {url: held for opened in visit.opened if opened.sha256 in documents for url, held in _held(opened)}


def _held(opened: Opened) -> Iterator[tuple[str, Held]]:
    if opened.via is not Via.HTTP or opened.outcome is not Outcome.COMPLETED or not opened.exchanges:
        return
    last = opened.exchanges[-1]
    held = Held(sha256=opened.sha256, headers={name.lower(): value for name, value in last.headers})
    if (last.method, last.status) == ("GET", 200) and held.conditions:
        yield last.url, held
