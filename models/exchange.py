"""What a request brought beside its bytes: who answered, under which certificate, in which words."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """How a connection was secured. `chain` is empty where the way of asking does not tell it, as Chromium's."""

    protocol: str  # e.g. `TLSv1.3`
    cipher: str = ""
    subject: str = ""  # the common name the server's own certificate was made out to
    issuer: str = ""
    not_before: datetime | None = None  # UTC
    not_after: datetime | None = None
    chain: tuple[str, ...] = ()  # SHA-256 of each certificate in DER, the server's own first


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and the head of its answer. A page reached by redirects has one for each hop, its own last."""

    url: str  # as sent
    asked_at: datetime  # UTC, by our clock; the server's own is among the headers
    status: int
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()  # what a POST sent
    headers: tuple[tuple[str, str], ...] = ()  # in their order; a browser tells names in lower case, joined
    peer: str = ""  # `address:port` that answered; empty: not told
    tls: Tls | None = None  # None: in the clear, or not told
    sha256: str = ""  # of the body as kept, decompressed; empty: not kept as it came
