"""How we behave on other people's portals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scrapers import gate, robots


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What we take upon ourselves. Times are seconds."""

    contact: str  # mail address or web page in the user agent; empty only on loopback
    release: str
    host_delay: float = 2  # between two requests to a host
    timeout: float = 30  # for a whole request, body included
    portal_deadline: float = 120  # for a whole visit
    fence: gate.Fence = field(default_factory=gate.Fence)  # what may be reached at all
    browser: Path | None = None  # None: no Chromium
    headers: Mapping[str, str] = field(default_factory=dict)  # added to every request, the browser's too
    page_budget: int = 40  # pages of one listing
    max_bytes: int = 20 * 1024 * 1024  # of one page, decompressed
    challenge_wait: float = 35  # a challenge in the browser reloads itself after some 30
    script_wait: float = 10  # a script that draws a list
    rehearsing: bool = False  # the clock is set by hand: it says nothing of a page's age

    @property
    def user_agent(self) -> str:
        """Who asks, and whom to write to."""
        if not self.contact:
            return f"{robots.AGENT}/{self.release}"
        scheme = "" if self.contact.startswith(("http:", "https:", "mailto:")) else "mailto:"
        return f"{robots.AGENT}/{self.release} (+{scheme}{self.contact})"
