"""What a host's robots.txt asks of us (RFC 9309).

200: its rules. Any 4xx: there are none. 5xx or no answer: the rules are unknown, so we do not look, and the visit is
*unreachable*, not *disallowed*. Rules are asked for once a host and run; a failure to get them is not remembered.
"""

from dataclasses import dataclass

from protego import Protego

from scrapers import text
from scrapers.errors import Disallowed, Unreachable

AGENT = "Chunxun"
LONGEST = 500 * 1024  # bytes read; RFC 9309 §2.5 asks for no more


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one host, or none."""

    robots: Protego | None = None

    def judge(self, url: str) -> None:
        """Raise Disallowed where the host asks us not to open the address."""
        if self.robots is not None and not self.robots.can_fetch(url, AGENT):
            raise Disallowed(f"robots.txt 不允许访问 {url}", f"robots.txt asks us not to open {url}")

    @property
    def delay(self) -> float:
        """Seconds between requests the host asks for; 0 where it does not say."""
        return float((self.robots.crawl_delay(AGENT) if self.robots is not None else None) or 0)


def read_rules(status: int, body: bytes) -> Rules:
    """The rules an answer holds. Raises Unreachable where it leaves them unknown."""
    if status == 200:
        return Rules(Protego.parse(text.decode(body[:LONGEST]).text))
    if 400 <= status < 500:
        return Rules()
    raise Unreachable(
        f"robots.txt 返回 {status}，无从得知是否允许访问，故未访问",
        f"robots.txt answered {status}; the rules are unknown, so nothing was opened",
        status=status,
    )
