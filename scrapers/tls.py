"""What a connection tells of its other end: the address, and under TLS the protocol, cipher and certificates."""

import asyncio
import hashlib
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from models.exchange import Tls


def peer_of(transport: asyncio.BaseTransport) -> str:
    """`address:port` of the other end; empty where the connection is gone already."""
    name = transport.get_extra_info("peername")
    if not name:
        return ""
    host = f"[{name[0]}]" if ":" in name[0] else name[0]
    return f"{host}:{name[1]}"


def tls_of(transport: asyncio.BaseTransport) -> Tls | None:
    """How the connection is secured; None in the clear. The certificate has been verified by then."""
    secured: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
    own = secured.getpeercert(binary_form=True) if secured is not None else None
    if secured is None or own is None:
        return None
    cipher = secured.cipher()
    said: Mapping[str, Any] = secured.getpeercert() or {}
    return Tls(
        protocol=secured.version() or "",
        cipher=cipher[0] if cipher else "",
        subject=_common_name(said.get("subject", ())),
        issuer=_common_name(said.get("issuer", ())),
        not_before=_moment(said.get("notBefore")),
        not_after=_moment(said.get("notAfter")),
        chain=tuple(map(_sha256, _chain(secured) or (own,))),
    )


def _chain(secured: ssl.SSLObject) -> tuple[bytes, ...]:
    """The verified chain in DER; empty where this Python does not tell it."""
    if hasattr(secured, "get_verified_chain"):  # Python 3.13
        return tuple(secured.get_verified_chain())
    inner: Any = getattr(secured, "_sslobj", None)  # the same, before it had a public name (3.10 to 3.12)
    if not hasattr(inner, "get_verified_chain"):
        return ()
    return tuple(ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in inner.get_verified_chain() or ())


@lru_cache(maxsize=4096)
def _sha256(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()


def _common_name(name: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    """The common name, else the organisation, of a distinguished name as `getpeercert` gives it."""
    parts = {key: value for group in name for key, value in group}
    return parts.get("commonName") or parts.get("organizationName") or ""


def _moment(said: str | None) -> datetime | None:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(said), UTC) if said else None
