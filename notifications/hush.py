"""The libraries that carry messages log addresses, and an address is a secret: what they say while we send stays here."""

import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

_LIBRARIES = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.proxy", "urllib3.connectionpool")
_MOST_LINES = 500

_sending: ContextVar[bool] = ContextVar("sending", default=False)


class _Ear(logging.Filter):
    """Hears all that Apprise says, at any level, and lets no handler hear it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=_MOST_LINES)

    def filter(self, record: logging.LogRecord) -> bool:
        self.lines.append(f"{record.levelname} {record.getMessage()}")
        return False


class _Gag(logging.Filter):
    """Drops what a library says while this thread sends; its other work is logged as ever."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - logging calls it so
        return not _sending.get()


_EAR = _Ear()
_ONE_AT_A_TIME = Lock()  # one log for all threads: another channel's lines would come unmasked
_apprise = logging.getLogger("apprise")
_apprise.setLevel(logging.DEBUG)
_apprise.addFilter(_EAR)
for _name in _LIBRARIES:
    logging.getLogger(_name).addFilter(_Gag())


@contextmanager
def listening() -> Iterator[deque[str]]:
    """What Apprise says while the block lasts, one thread at a time: `LEVEL text`, unmasked."""
    with _ONE_AT_A_TIME:
        _EAR.lines.clear()
        try:
            yield _EAR.lines
        finally:
            _EAR.lines = deque(maxlen=_MOST_LINES)


@contextmanager
def unheard() -> Iterator[None]:
    """While the block lasts, nothing this thread asks by HTTP is logged."""
    token = _sending.set(True)
    try:
        yield
    finally:
        _sending.reset(token)
