"""The libraries that carry messages log addresses, and an address is a secret: what they say while we send is not logged."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LIBRARIES = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.proxy", "urllib3.connectionpool")

_sending: ContextVar[bool] = ContextVar("sending", default=False)


class _Mute(logging.Filter):
    """Nothing Apprise says is logged: it names what it could not read, and what it asked."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - logging calls it so
        return False


class _Gag(logging.Filter):
    """Drops what a library says while this thread sends; its other work is logged as ever."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - logging calls it so
        return not _sending.get()


logging.getLogger("apprise").addFilter(_Mute())
for _name in _LIBRARIES:
    logging.getLogger(_name).addFilter(_Gag())


@contextmanager
def unheard() -> Iterator[None]:
    """While the block lasts, nothing this thread asks by HTTP is logged."""
    token = _sending.set(True)
    try:
        yield
    finally:
        _sending.reset(token)
